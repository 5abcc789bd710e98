package app

import (
	"slices"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing/export"
)

// The checks of a note, to be switched off and on again.

// checkTitle says what a check looks for.
func checkTitle(rule string) string {
	for _, c := range export.Checks() {
		if c.Name == rule {
			return c.Title
		}
	}
	return rule
}

// checkSheet is the dialog while it is open.
type checkSheet struct {
	desk   *desk
	checks []export.Check
	off    map[string]bool
	list   *rowList
	all    *look.Button
}

const (
	checkWidth = 520
	checkMost  = 420
)

// askChecks lists the checks. What is switched holds at once.
func (d *desk) askChecks() {
	v := &checkSheet{desk: d, checks: export.Checks(), off: map[string]bool{}}
	for _, name := range d.checksOff() {
		v.off[name] = true
	}
	v.list = newRowList(checkWidth, checkMost)
	v.list.height = func(int, float32) float32 { return 10 + look.PaneText.LineHeight() }
	v.list.row = v.drawRow
	v.list.tapped = func(i int, _ fyne.Position, _ fyne.Size) { v.toggle(i) }
	v.list.key = func(i int, e *fyne.KeyEvent) bool {
		if e.Name != fyne.KeySpace && e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
			return false
		}
		v.toggle(i)
		return true
	}
	v.list.begin(len(v.checks))
	v.all = look.NewButton("", "Switch All On", look.Quiet, func() {
		clear(v.off)
		v.keep()
	})
	v.all.SetEnabled(len(v.off) > 0)
	var closeIt func()
	done := look.NewButton("", "Close", look.Primary, func() { closeIt() })
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Checks of a briefing", Content: v.list.scroll, Buttons: []*look.Button{v.all, done}, First: v.list,
	})
}

func (v *checkSheet) drawRow(p *look.Painter, i int, at rowArea) {
	at.drawGround(p)
	c := v.checks[i]
	middle := at.top + at.height/2
	tick, ink, words := look.IconSquareCheck, look.Accent, look.Ink
	if v.off[c.Name] {
		tick, ink, words = look.IconSquare, look.Ink3, look.Ink2
	}
	p.Icon(tick, 14, middle-8, 16, ink)
	right := at.width - 24
	if v.off[c.Name] {
		right = p.TextRight("Off", look.Meta, look.Ink2, right, look.Meta.Centred(middle)) - 12
	}
	p.Text(look.Ellipsis(c.Title, look.PaneText, right-40), look.PaneText, words, 40, look.PaneText.Centred(middle))
}

func (v *checkSheet) toggle(i int) {
	name := v.checks[i].Name
	if v.off[name] {
		delete(v.off, name)
	} else {
		v.off[name] = true
	}
	v.keep()
}

func (v *checkSheet) keep() {
	var names []string
	for _, c := range v.checks {
		if v.off[c.Name] {
			names = append(names, c.Name)
		}
	}
	slices.Sort(names)
	v.desk.setChecksOff(names)
	v.all.SetEnabled(len(names) > 0)
	v.list.Refresh()
}
