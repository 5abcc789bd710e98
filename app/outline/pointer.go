package outline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// pointer is where the mouse is on the list, and what it pressed.
type pointer struct {
	at      fyne.Position
	item    int // under it; addRow, or nothing
	pressed *spot
	grabbed int // block that was pressed, or nothing
}

const nothing = -2

func (p *pointer) leave() {
	p.at = fyne.NewPos(-1e6, -1e6)
	p.item, p.grabbed, p.pressed = nothing, nothing, nil
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
	l.byKeys = false
	l.pointer.at = e.Position
	item := l.itemAt(e.Position)
	l.pointer.grabbed, l.pointer.pressed = nothing, nil
	if s := l.spotAt(e.Position); s != nil && e.Button == desktop.MouseButtonPrimary {
		held := *s
		l.pointer.pressed = &held
	}
	if l.editor != nil && l.editor.at == item {
		return // on the card of the editor, which keeps the keys
	}
	l.done()
	l.focus(l)
	if l.pointer.pressed == nil && item >= 0 && item < l.blocks {
		l.pointer.grabbed = item
		l.choose(item)
	}
	l.Refresh()
}

// MouseUp does what a spot is for, if it was pressed and is let go on it.
func (l *list) MouseUp(e *desktop.MouseEvent) {
	held := l.pointer.pressed
	l.pointer.pressed = nil
	if held != nil && held.holds(e.Position) && l.drag.from < 0 {
		held.do()
	}
}

// DoubleTapped opens the block under the pointer.
func (l *list) DoubleTapped(e *fyne.PointEvent) {
	item := l.itemAt(e.Position)
	if item >= 0 && item < l.blocks && l.spotAt(e.Position) == nil {
		l.open(item)
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
	_, _, was := l.insertGap()
	l.pointer.at = e.Position
	_, _, is := l.insertGap()
	item := l.itemAt(e.Position)
	if item != l.pointer.item || was != is || l.blocks == 0 {
		l.pointer.item = item
		l.Refresh()
	}
}

// MouseOut belongs to Fyne.
func (l *list) MouseOut() {
	held := l.pointer
	l.pointer.leave()
	l.pointer.pressed, l.pointer.grabbed = held.pressed, held.grabbed
	l.Refresh()
}

// Cursor is a hand over whatever can be clicked.
func (l *list) Cursor() desktop.Cursor {
	if l.spotAt(l.pointer.at) != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
