package app

import (
	"slices"

	"fyne.io/fyne/v2"
)

// menu is the main menu, made of the table of commands. Fyne fires the keys of
// an entry even if it is disabled and behind a dialog, so do looks again.
type menu struct {
	desk     *desk
	commands []command
	items    []*fyne.MenuItem // of commands, by index
	main     *fyne.MainMenu
}

func (d *desk) newMenu() *menu {
	m := &menu{desk: d, commands: commands()}
	var menus []*fyne.Menu
	for _, c := range m.commands {
		item := fyne.NewMenuItem(c.label, func() { d.do(c.enabled, c.run) })
		item.Shortcut = c.keys
		m.items = append(m.items, item)
		i := slices.IndexFunc(menus, func(other *fyne.Menu) bool { return other.Label == c.menu })
		if i < 0 {
			menus = append(menus, fyne.NewMenu(c.menu))
			i = len(menus) - 1
		}
		if c.separate {
			menus[i].Items = append(menus[i].Items, fyne.NewMenuItemSeparator())
		}
		menus[i].Items = append(menus[i].Items, item)
	}
	m.main = fyne.NewMainMenu(menus...)
	return m
}

// do runs a command if it is possible now and no dialog waits for an answer.
func (d *desk) do(enabled func(*desk) bool, run func(*desk)) {
	if !d.modal() && (enabled == nil || enabled(d)) {
		run(d)
	}
}

// refresh enables the entries that are possible now, and names the steps that
// undo and redo would take.
func (m *menu) refresh() {
	changed := false
	for i, c := range m.commands {
		item := m.items[i]
		disabled := c.enabled != nil && !c.enabled(m.desk)
		label := m.label(c)
		changed = changed || item.Disabled != disabled || item.Label != label
		item.Disabled, item.Label = disabled, label
	}
	if changed {
		m.main.Refresh()
	}
}

func (m *menu) label(c command) string {
	step := ""
	switch c.label {
	case "Undo":
		step = m.desk.session.UndoName()
	case "Redo":
		step = m.desk.session.RedoName()
	}
	if step == "" {
		return c.label
	}
	return c.label + " “" + step + "”"
}
