package passages

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// command is what can be done with a passage from its row.
type command int

// The commands. The first four have a button on the row under the pointer, in
// this order.
const (
	add command = iota
	tags
	note
	remove
	open
	like
	clip
	none command = -1
)

// commands are how each is named in the menu and drawn as a button.
var commands = []struct {
	label string
	icon  look.IconName
}{
	add:    {"Add to briefing", look.IconAdd},
	tags:   {"Tags…", look.IconTag},
	note:   {"Note…", look.IconNote},
	remove: {"Delete", look.IconDelete},
	open:   {"Show in the article", look.IconBook},
	like:   {"Similar passages", look.IconQuote},
	clip:   {"Copy with citation", look.IconQuote},
}

// buttons is how many commands have a button.
const buttons = 4

// input is the part of the list that mouse and keys speak to.
type input struct {
	widget.BaseWidget
	list *list

	focused bool
	byMouse bool // the mouse was used last, so the focus needs no ring
	touched bool // the user has had to do with the list
	shift   bool // is held
	pointer struct {
		place   int     // the row under the pointer, or -1
		command command // the button under it, or none
		y       float32 // how far it is below the top of the view
	}
	pressed bool // the primary button went down on the selected row
	drag    struct {
		active    bool
		cancelled bool
		id        briefing.ID
		at        fyne.Position // on the canvas
	}

	onCommand          func(command, Row)
	onDrag, onDrop     func(briefing.ID, fyne.Position)
	onDragCancel       func(briefing.ID)
	onFirstUp, onLeave func() // Up on the first row; Escape
}

func (in *input) init(l *list) {
	in.list = l
	in.pointer.place, in.pointer.command = -1, none
}

// ask has a command done with the selected passage, if it is listed. One that is
// not for several selects the row under the keys alone.
func (in *input) ask(c command) {
	l := in.list
	if in.onCommand == nil || l.cursor < 0 {
		return
	}
	if !c.isForSeveral() && len(l.picks) > 0 {
		l.moveTo(l.cursor)
	}
	in.onCommand(c, l.rows[l.cursor])
}

func (c command) isForSeveral() bool { return c == add || c == clip }

func (in *input) ringed() bool { return in.focused && !in.byMouse }

func (in *input) takeFocus() {
	in.byMouse, in.touched = true, true
	look.Focus(in.list)
}

// MouseDown selects the row, so that a drag and the menu are about it: with Ctrl
// beside others, with Shift all up to it.
func (in *input) MouseDown(e *desktop.MouseEvent) {
	in.takeFocus()
	in.drag.active, in.drag.cancelled = false, false
	place := in.list.placeAt(e.Position.Y)
	in.pressed = false
	switch {
	case place < 0:
	case e.Button != desktop.MouseButtonPrimary:
		in.moveToMenu(place)
	case e.Modifier&fyne.KeyModifierShortcutDefault != 0:
		in.list.toggle(place)
	case e.Modifier&fyne.KeyModifierShift != 0:
		in.list.extendTo(place)
	default:
		in.pressed = true
		in.list.moveTo(place)
	}
}

// moveToMenu goes to the row that a menu is asked of; one of several that are
// selected stays so.
func (in *input) moveToMenu(place int) {
	if in.list.isChosen(place) {
		in.list.stand(place)
		return
	}
	in.list.moveTo(place)
}

// MouseUp does what a click means, unless it ends a drag: the command of the
// button under the pointer, or else showing the passage in its article.
func (in *input) MouseUp(e *desktop.MouseEvent) {
	l := in.list
	clicked := in.pressed && !in.drag.active && !in.drag.cancelled && l.placeAt(e.Position.Y) == l.cursor
	in.pressed = false
	if !clicked {
		return
	}
	if c := l.commandAt(e.Position); c != none {
		in.ask(c)
		return
	}
	in.ask(open)
}

// DoubleTapped adds the passage to the briefing.
func (in *input) DoubleTapped(e *fyne.PointEvent) {
	if in.list.placeAt(e.Position.Y) >= 0 && in.list.commandAt(e.Position) == none {
		in.ask(add)
	}
}

// TappedSecondary offers the commands.
func (in *input) TappedSecondary(e *fyne.PointEvent) {
	place := in.list.placeAt(e.Position.Y)
	if place < 0 {
		return
	}
	in.moveToMenu(place)
	look.ShowMenuOn(in.list, in.menu(), e.Position)
}

func (in *input) menu() *fyne.Menu {
	item := func(c command) *fyne.MenuItem {
		return fyne.NewMenuItem(commands[c].label, func() { in.ask(c) })
	}
	copied := item(clip)
	copied.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyC, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	switch n := len(in.list.chosen()); {
	case in.list.rows[in.list.cursor].IsArticle():
		return fyne.NewMenu("", fyne.NewMenuItem("Show the article", func() { in.ask(open) }))
	case n > 1:
		added := item(add)
		added.Label, copied.Label = fmt.Sprintf("Add %d to briefing", n), fmt.Sprintf("Copy %d with citations", n)
		return fyne.NewMenu("", added, copied)
	}
	return fyne.NewMenu("", item(open), item(add), item(like), copied, fyne.NewMenuItemSeparator(),
		item(tags), item(note), fyne.NewMenuItemSeparator(), item(remove))
}

// MouseIn implements desktop.Hoverable.
func (in *input) MouseIn(e *desktop.MouseEvent) { in.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (in *input) MouseMoved(e *desktop.MouseEvent) {
	in.touched = true
	in.pointer.y = e.Position.Y - in.list.scroll.Offset.Y
	in.point(in.list.placeAt(e.Position.Y), in.list.commandAt(e.Position))
}

// MouseOut implements desktop.Hoverable.
func (in *input) MouseOut() { in.point(-1, none) }

func (in *input) point(place int, c command) {
	if in.pointer.place != place || in.pointer.command != c {
		in.pointer.place, in.pointer.command = place, c
		in.list.Refresh()
	}
}

// Dragged reports where the passage is that is being dragged. Its first event
// says where the drag began, for a list that saw no press.
func (in *input) Dragged(e *fyne.DragEvent) {
	if in.drag.cancelled {
		return
	}
	if !in.drag.active {
		place := in.list.placeAt(e.Position.Y - e.Dragged.DY)
		if place < 0 || in.list.rows[place].IsArticle() {
			in.drag.cancelled = true
			return
		}
		in.list.moveTo(place)
		in.drag.active, in.drag.id = true, in.list.selected
		in.point(-1, none)
		in.list.Refresh()
	}
	in.drag.at = e.AbsolutePosition
	if in.onDrag != nil {
		in.onDrag(in.drag.id, in.drag.at)
	}
}

// DragEnd drops the passage where it was last dragged to.
func (in *input) DragEnd() {
	dropped := in.drag.active
	in.drag.cancelled = false
	in.drag.active = false
	in.list.Refresh()
	if dropped && in.onDrop != nil {
		in.onDrop(in.drag.id, in.drag.at)
	}
}

func (in *input) cancelDrag() {
	in.drag.active, in.drag.cancelled = false, true
	in.list.Refresh()
	if in.onDragCancel != nil {
		in.onDragCancel(in.drag.id)
	}
}

// TypedKey moves the selection and asks for what is to be done with it.
func (in *input) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(in.list, e) {
		return
	}
	l := in.list
	in.byMouse, in.touched = false, true
	switch e.Name {
	case fyne.KeyUp:
		if l.cursor == 0 && in.onFirstUp != nil {
			in.onFirstUp()
			return
		}
		l.goTo(l.cursor - 1)
	case fyne.KeyDown:
		l.goTo(l.cursor + 1)
	case fyne.KeyPageUp:
		l.moveBy(-l.page())
	case fyne.KeyPageDown:
		l.moveBy(l.page())
	case fyne.KeyHome:
		l.goTo(0)
	case fyne.KeyEnd:
		l.goTo(len(l.rows) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		in.ask(open)
	case fyne.KeyDelete:
		in.ask(remove)
	case fyne.KeyT:
		in.ask(tags)
	case fyne.KeyN:
		in.ask(note)
	case fyne.KeyL:
		in.ask(like)
	case fyne.KeyEscape:
		in.escape()
	}
}

func (in *input) escape() {
	switch {
	case in.drag.active:
		in.cancelDrag()
	case in.onLeave != nil:
		in.onLeave()
	}
}

// TypedShortcut adds what is selected to the briefing on Ctrl+Enter, and selects
// all on Ctrl+A.
func (in *input) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && len(in.list.rows) > 0 {
		in.list.selectAll()
	}
	c, ok := s.(*desktop.CustomShortcut)
	if ok && c.Modifier == fyne.KeyModifierShortcutDefault && (c.KeyName == fyne.KeyReturn || c.KeyName == fyne.KeyEnter) {
		in.ask(add)
	}
}

// TypedRune implements fyne.Focusable.
func (in *input) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (in *input) FocusGained() {
	in.focused = true
	in.list.Refresh()
}

// FocusLost implements fyne.Focusable.
func (in *input) FocusLost() {
	in.focused, in.byMouse, in.shift = false, false, false
	in.list.Refresh()
}
