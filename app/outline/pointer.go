package outline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/look"
)

// pointer is where the mouse is on the list, and what it pressed.
type pointer struct {
	at      fyne.Position
	item    int // under it; addRow, or nothing
	isDown  bool
	pressed *spot
	grabbed int // block that is held down, or nothing
	clicked int // block that was pressed last, or nothing
}

const nothing = -2

// leave forgets where the pointer was; what it holds it keeps holding.
func (p *pointer) leave() {
	p.at = fyne.NewPos(-1e6, -1e6)
	p.item = nothing
}

func (p *pointer) inside(x, y, w, h float32) bool {
	return p.at.X >= x && p.at.Y >= y && p.at.X < x+w && p.at.Y < y+h
}

// itemAt is the item at p, addRow, or nothing.
func (l *list) itemAt(p fyne.Position) int {
	if r, ok := l.rowAt(p.Y); ok {
		return r.item
	}
	return nothing
}

// MouseDown selects the block under the pointer, or takes hold of a spot.
func (l *list) MouseDown(e *desktop.MouseEvent) {
	l.byKeys, l.pointer.isDown = false, true
	l.pointer.at = e.Position
	item := l.itemAt(e.Position)
	l.pointer.grabbed, l.pointer.clicked, l.pointer.pressed = nothing, nothing, nil
	if s := l.spotAt(e.Position); s != nil && e.Button == desktop.MouseButtonPrimary {
		held := *s
		l.pointer.pressed = &held
	}
	if item >= 0 && l.Editing() == item {
		if l.pointer.pressed == nil && e.Button == desktop.MouseButtonPrimary && l.pressWords(e) {
			l.Refresh()
		}
		return // on the card of the editor, which keeps the keys
	}
	l.done()
	look.Focus(l)
	if l.pointer.pressed == nil && item >= 0 && item < l.blocks {
		l.pointer.grabbed, l.pointer.clicked = item, item
		l.choose(item)
	}
	l.Refresh()
}

// MouseUp does what a spot is for, if it was pressed and is let go on it.
func (l *list) MouseUp(e *desktop.MouseEvent) {
	if l.quoting != nil {
		l.quoting.selecting = false
	}
	held := l.pointer.pressed
	l.pointer.pressed, l.pointer.grabbed = nil, nothing
	defer func() { l.pointer.isDown = false }()
	if held != nil && held.holds(e.Position) && l.drag.from < 0 {
		held.do()
	}
}

// DoubleTapped opens the block that was clicked. Fyne also calls it for two
// quick clicks at different places, and gives the place of the first.
func (l *list) DoubleTapped(e *fyne.PointEvent) {
	const near = 6
	moved := e.Position.Subtract(l.pointer.at)
	if max(moved.X, -moved.X, moved.Y, -moved.Y) < near && l.takeWord(e.Position) {
		return
	}
	if max(moved.X, -moved.X, moved.Y, -moved.Y) < near && l.pointer.clicked >= 0 && l.pointer.clicked < l.blocks {
		l.open(l.pointer.clicked)
	}
}

// TappedSecondary offers what can be done with the block under the pointer.
func (l *list) TappedSecondary(e *fyne.PointEvent) {
	item := l.itemAt(e.Position)
	if item >= 0 && item < l.blocks && l.Editing() != item {
		l.offer(item, e.Position)
	}
}

// MouseIn belongs to Fyne.
func (l *list) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved shows what is under the pointer.
func (l *list) MouseMoved(e *desktop.MouseEvent) {
	was := l.under()
	l.pointer.at = e.Position
	l.pointer.item = l.itemAt(e.Position)
	if l.under() != was {
		l.Refresh()
	}
}

// under is all that what is drawn takes from the place of the pointer.
func (l *list) under() any {
	type under struct {
		item, gap  int
		beside, on bool
		spot       fyne.Position
	}
	u := under{item: l.pointer.item}
	u.gap, _, u.beside = l.insertGap()
	if s := l.spotAt(l.pointer.at); s != nil {
		u.on, u.spot = true, s.at
	}
	return u
}

// MouseOut belongs to Fyne.
func (l *list) MouseOut() {
	l.pointer.leave()
	l.Refresh()
}

// Cursor is a hand over whatever can be clicked.
func (l *list) Cursor() desktop.Cursor {
	if l.spotAt(l.pointer.at) != nil {
		return desktop.PointerCursor
	}
	if _, ok := l.wordsAt(l.pointer.at); ok {
		return desktop.TextCursor
	}
	return desktop.DefaultCursor
}
