package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// roster is a list in a dialog to pick rows from. Its owner draws the rows,
// which are equally high; only those in view are drawn, so there may be many.
type roster struct {
	widget.BaseWidget
	scroll *container.Scroll
	title  string // what it says where it is empty
	text   string
	many   bool // several rows can be picked
	row    func(p *look.Painter, i int, area rosterArea)

	onPick   func()      // what is picked has changed
	onEnter  func(i int) // Enter, or a double click
	onDelete func()      // Delete

	count   int
	at      int // the row under the keys
	picked  map[int]bool
	hovered int
	focused bool
	byMouse bool // the mouse was used last, so the focus needs no ring
	shift   bool // is held
}

// listGround is the surface of a list that stands beside something.
func listGround(list fyne.CanvasObject) *ground {
	g := newGround(look.Track, list)
	g.radius = 8
	return g
}

// rosterArea is where the words of a row may stand, and how the row is shown.
type rosterArea struct {
	left, right, top, height float32
	state                    look.RowState
}

const (
	rosterInset = 4 // around the rows, where a focus ring stands
	rosterPad   = 10
)

func newRoster(row func(p *look.Painter, i int, area rosterArea)) *roster {
	r := &roster{row: row, hovered: -1, picked: map[int]bool{}}
	r.ExtendBaseWidget(r)
	r.scroll = container.NewVScroll(r)
	r.scroll.OnScrolled = func(fyne.Position) { r.Refresh() }
	return r
}

// setCount says how many rows there are from now on; none but the one under
// the keys is picked.
func (r *roster) setCount(n int) {
	r.count, r.hovered = n, -1
	r.pickOnly(min(r.at, n-1))
}

// picks are the picked rows, from the top.
func (r *roster) picks() []int {
	var list []int
	for i := range r.count {
		if r.picked[i] {
			list = append(list, i)
		}
	}
	return list
}

// pickOnly picks a row, or none where there is none, and shows it.
func (r *roster) pickOnly(i int) {
	r.at = max(min(i, r.count-1), 0)
	clear(r.picked)
	if r.count > 0 {
		r.picked[r.at] = true
	}
	r.changed()
}

// toggle picks a row beside others, or no longer.
func (r *roster) toggle(i int) {
	r.at = i
	if r.picked[i] = !r.picked[i]; !r.picked[i] {
		delete(r.picked, i)
	}
	r.changed()
}

// pickTo picks the rows from the one under the keys to i.
func (r *roster) pickTo(i int) {
	for j := min(i, r.at); j <= max(i, r.at); j++ {
		r.picked[j] = true
	}
	r.at = i
	r.changed()
}

func (r *roster) changed() {
	r.reveal()
	if r.onPick != nil {
		r.onPick()
	}
}

// reveal scrolls as little as shows the row under the keys.
func (r *roster) reveal() {
	if r.count > 0 {
		top, bottom := r.top(r.at)-rosterInset, r.top(r.at)+r.pitch()+rosterInset
		offset := max(r.scroll.Offset.Y, bottom-r.scroll.Size().Height)
		r.scroll.ScrollToOffset(fyne.NewPos(0, min(offset, top)))
	}
	r.scroll.Refresh()
	r.Refresh()
}

func (r *roster) pitch() float32 { return 16 + look.RowTitle.LineHeight() + look.Meta.LineHeight() }

func (r *roster) top(i int) float32 { return rosterInset + float32(i)*r.pitch() }

// rowAt is the row at y, or -1.
func (r *roster) rowAt(y float32) int {
	if i := int((y - rosterInset) / r.pitch()); y >= rosterInset && i < r.count {
		return i
	}
	return -1
}

// CreateRenderer implements fyne.Widget.
func (r *roster) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(r, r.draw, func() fyne.Size {
		return fyne.NewSize(0, float32(r.count)*r.pitch()+2*rosterInset)
	})
}

func (r *roster) draw(p *look.Painter) {
	width := p.Size().Width
	if r.count == 0 {
		p.Nothing(r.title, r.text, 0, r.scroll.Size().Height/3, width)
		return
	}
	top := r.scroll.Offset.Y
	for i := max(0, int((top-rosterInset)/r.pitch())); i < r.count && r.top(i) < top+r.scroll.Size().Height; i++ {
		state := look.RowState{Selected: r.picked[i], Hovered: i == r.hovered, Focused: i == r.at && r.focused && !r.byMouse}
		y, h := r.top(i), r.pitch()-2
		p.Row(rosterInset, y, width-2*rosterInset, h, state)
		left := float32(rosterInset + rosterPad)
		if r.many {
			tick := look.IconSquare
			ink := look.Ink3
			if r.picked[i] {
				tick, ink = look.IconSquareCheck, look.Accent
			}
			p.Icon(tick, left, y+h/2-8, 16, ink)
			left += 26
		}
		r.row(p, i, rosterArea{left, width - rosterInset - rosterPad, y, h, state})
	}
}

// first and second are the middles of the two lines of a row.
func (a rosterArea) first() float32 { return a.top + 7 + look.RowTitle.LineHeight()/2 }

func (a rosterArea) second() float32 {
	return a.top + 7 + look.RowTitle.LineHeight() + look.Meta.LineHeight()/2
}

// titleStyle is that of a row's first line.
func (a rosterArea) titleStyle() look.Style {
	if a.state.Selected {
		return look.RowTitleSelected
	}
	return look.RowTitle
}

// MouseDown picks the row under the pointer: with Ctrl or on its box beside
// others, with Shift all up to it.
func (r *roster) MouseDown(e *desktop.MouseEvent) {
	r.byMouse = true
	look.Focus(r)
	i := r.rowAt(e.Position.Y)
	switch {
	case i < 0:
	case r.many && (e.Modifier&fyne.KeyModifierShortcutDefault != 0 || e.Position.X < rosterInset+rosterPad+22):
		r.toggle(i)
	case r.many && e.Modifier&fyne.KeyModifierShift != 0:
		r.pickTo(i)
	default:
		r.pickOnly(i)
	}
}

// MouseUp is part of desktop.Mouseable.
func (r *roster) MouseUp(*desktop.MouseEvent) {}

// DoubleTapped does with the row what Enter does.
func (r *roster) DoubleTapped(e *fyne.PointEvent) {
	if i := r.rowAt(e.Position.Y); i >= 0 {
		r.enter(i)
	}
}

func (r *roster) enter(i int) {
	if r.onEnter != nil {
		r.onEnter(i)
	}
}

// TypedKey moves with the arrows; Space picks, where several can be; Esc closes
// the dialog.
func (r *roster) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(r, e) {
		return
	}
	r.byMouse = false
	if e.Name == fyne.KeyEscape {
		look.Dismiss(r)
		return
	}
	if r.count == 0 {
		return
	}
	page := max(1, int(r.scroll.Size().Height/r.pitch())-1)
	switch e.Name {
	case fyne.KeyUp:
		r.move(r.at - 1)
	case fyne.KeyDown:
		r.move(r.at + 1)
	case fyne.KeyPageUp:
		r.move(r.at - page)
	case fyne.KeyPageDown:
		r.move(r.at + page)
	case fyne.KeyHome:
		r.move(0)
	case fyne.KeyEnd:
		r.move(r.count - 1)
	case fyne.KeySpace:
		if r.many {
			r.toggle(r.at)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		r.enter(r.at)
	case fyne.KeyDelete:
		if r.onDelete != nil {
			r.onDelete()
		}
	}
}

// move goes to a row with the keys; with Shift, all up to it are picked where
// several can be.
func (r *roster) move(to int) {
	if to = max(min(to, r.count-1), 0); r.many && r.shift {
		r.pickTo(to)
		return
	}
	r.pickOnly(to)
}

// TypedShortcut picks all rows with Ctrl+A, where several can be picked.
func (r *roster) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && r.many {
		for i := range r.count {
			r.picked[i] = true
		}
		r.changed()
	}
}

// KeyDown notes that Shift is held, of which TypedKey is not told.
func (r *roster) KeyDown(e *fyne.KeyEvent) { r.holdShift(e, true) }

// KeyUp notes that it is let go.
func (r *roster) KeyUp(e *fyne.KeyEvent) { r.holdShift(e, false) }

func (r *roster) holdShift(e *fyne.KeyEvent, held bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		r.shift = held
	}
}

// TypedRune is part of fyne.Focusable.
func (r *roster) TypedRune(rune) {}

// FocusGained shows which row is under the keys.
func (r *roster) FocusGained() { r.focus(true) }

// FocusLost no longer does.
func (r *roster) FocusLost() { r.shift = false; r.focus(false) }

func (r *roster) focus(on bool) {
	r.focused = on
	r.Refresh()
}

// MouseIn follows the pointer.
func (r *roster) MouseIn(e *desktop.MouseEvent) { r.MouseMoved(e) }

// MouseMoved follows the pointer.
func (r *roster) MouseMoved(e *desktop.MouseEvent) {
	if i := r.rowAt(e.Position.Y); i != r.hovered {
		r.hovered = i
		r.Refresh()
	}
}

// MouseOut forgets the pointer.
func (r *roster) MouseOut() {
	r.hovered = -1
	r.Refresh()
}
