package app

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// rowList is a list of a dialog or a pane: rows of any height, of which it draws
// those in view, so there may be many. One of them is under the keys and picked;
// several can be where many says so. It lies in the scroll that it brings.
type rowList struct {
	widget.BaseWidget
	height func(i int, width float32) float32
	row    func(p *look.Painter, i int, at rowArea)
	title  string // what it says where it is empty
	text   string
	many   bool // several rows can be picked

	tapped   func(i int, at fyne.Position, size fyne.Size) // at a place within the row
	key      func(i int, e *fyne.KeyEvent) bool            // before the list's own keys
	onPick   func()                                        // what is picked has changed
	onEnter  func(i int)                                   // Enter, or a double click
	onDelete func()                                        // Delete

	scroll   *container.Scroll
	tops     []float32 // of the rows, and the foot of the last
	measured float32   // the width that tops hold for
	count    int
	at       int // the row under the keys
	picked   map[int]bool
	pressed  int // the row that the mouse went down on, or -1
	hovered  int // or -1
	focused  bool
	byMouse  bool // the mouse was used last, so the focus needs no ring
	shift    bool // is held
}

// rowArea is where a row is drawn, and how it is shown.
type rowArea struct {
	top, width, height float32
	left, right        float32 // what the words of a row of two lines stand between
	state              look.RowState
}

const (
	focusRoom = 4  // what the ring round a focused row needs beside it
	rowPad    = 10 // from a row's ground to its words
	tickRoom  = 26 // for the box of a row that can be picked beside others
)

// newRowList returns a list without rows that is as wide as given and at most as high.
func newRowList(width, most float32) *rowList {
	l := &rowList{hovered: -1, pressed: -1, measured: width, picked: map[int]bool{}}
	l.ExtendBaseWidget(l)
	l.scroll = container.NewVScroll(l)
	l.scroll.SetMinSize(fyne.NewSize(width, most))
	l.scroll.OnScrolled = func(fyne.Position) { l.Refresh() }
	return l
}

// newPickList returns a list of rows of two lines to pick from: row draws their
// words. It takes the room that it is given.
func newPickList(row func(p *look.Painter, i int, at rowArea)) *rowList {
	l := newRowList(0, 0)
	l.height = func(int, float32) float32 { return 16 + look.RowTitle.LineHeight() + look.Meta.LineHeight() }
	l.row = func(p *look.Painter, i int, at rowArea) {
		at.drawGround(p)
		if l.many {
			l.drawTick(p, i, at)
			at.left += tickRoom
		}
		row(p, i, at)
	}
	return l
}

// listGround is the surface of a list that stands beside something.
func listGround(list fyne.CanvasObject) *ground {
	g := newGround(look.Track, list)
	g.radius = 8
	return g
}

// begin shows another list of so many rows, from its first.
func (l *rowList) begin(n int) {
	l.at = 0
	l.setCount(n)
	l.scroll.ScrollToTop()
	l.Refresh()
}

// setCount says how many rows there are from now on; none but the one under the
// keys is picked.
func (l *rowList) setCount(n int) {
	l.count, l.hovered = n, -1
	l.measure(l.measured)
	l.choose(min(l.at, n-1))
}

func (l *rowList) measure(width float32) {
	l.measured = width
	l.tops = append(l.tops[:0], focusRoom)
	y := float32(focusRoom)
	for i := range l.count {
		y += l.height(i, width)
		l.tops = append(l.tops, y)
	}
}

// total is the height of all rows.
func (l *rowList) total() float32 { return l.tops[len(l.tops)-1] + focusRoom }

// picks are the picked rows, from the top.
func (l *rowList) picks() []int {
	var list []int
	for i := range l.count {
		if l.picked[i] {
			list = append(list, i)
		}
	}
	return list
}

// choose picks a row alone, or none where there is none, and shows it.
func (l *rowList) choose(i int) {
	l.at = max(min(i, l.count-1), 0)
	clear(l.picked)
	if l.count > 0 {
		l.picked[l.at] = true
	}
	l.changed()
}

// toggle picks a row beside others, or no longer.
func (l *rowList) toggle(i int) {
	l.at = i
	if l.picked[i] = !l.picked[i]; !l.picked[i] {
		delete(l.picked, i)
	}
	l.changed()
}

// pickTo picks the rows from the one under the keys to i.
func (l *rowList) pickTo(i int) {
	for j := min(i, l.at); j <= max(i, l.at); j++ {
		l.picked[j] = true
	}
	l.at = i
	l.changed()
}

func (l *rowList) changed() {
	l.reveal()
	if l.onPick != nil {
		l.onPick()
	}
}

// reveal scrolls as little as shows the row under the keys.
func (l *rowList) reveal() {
	if l.count > 0 {
		top, bottom := l.tops[l.at]-focusRoom, l.tops[l.at+1]+focusRoom
		offset := max(l.scroll.Offset.Y, bottom-l.scroll.Size().Height)
		l.scroll.ScrollToOffset(fyne.NewPos(0, min(offset, top)))
	}
	l.scroll.Refresh()
	l.Refresh()
}

// rowAt is the row at a height, or the count where there is none.
func (l *rowList) rowAt(y float32) int {
	return sort.Search(l.count, func(i int) bool { return l.tops[i+1] > y })
}

// CreateRenderer implements fyne.Widget.
func (l *rowList) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(l, l.draw, func() fyne.Size {
		if len(l.tops) == 0 {
			return fyne.NewSize(1, 1)
		}
		return fyne.NewSize(1, l.total())
	})
}

func (l *rowList) draw(p *look.Painter) {
	width := p.Size().Width
	if l.count == 0 {
		if l.title != "" {
			p.Nothing(l.title, l.text, 0, l.scroll.Size().Height/3, width)
		}
		return
	}
	if l.scroll.Size().Width == 0 {
		return // it is not laid out, and none of its widths is meant
	}
	if width != l.measured {
		l.measure(width)
	}
	top, bottom := l.scroll.Offset.Y, l.scroll.Offset.Y+l.scroll.Size().Height
	for i := l.rowAt(top); i < l.count && l.tops[i] < bottom; i++ {
		l.row(p, i, rowArea{
			top: l.tops[i], width: width, height: l.tops[i+1] - l.tops[i], left: focusRoom + rowPad, right: width - focusRoom - rowPad,
			state: look.RowState{Selected: l.picked[i], Hovered: i == l.hovered, Focused: i == l.at && l.focused && !l.byMouse},
		})
	}
}

// drawGround draws what lies behind a row.
func (at rowArea) drawGround(p *look.Painter) {
	p.Row(focusRoom, at.top+1, at.width-2*focusRoom, at.height-2, at.state)
}

// drawTick draws the box of a row that can be picked beside others.
func (l *rowList) drawTick(p *look.Painter, i int, at rowArea) {
	tick, ink := look.IconSquare, look.Ink3
	if l.picked[i] {
		tick, ink = look.IconSquareCheck, look.Accent
	}
	p.Icon(tick, at.left, at.top+at.height/2-8, 16, ink)
}

// first and second are the middles of the two lines of a row.
func (at rowArea) first() float32 { return at.top + 8 + look.RowTitle.LineHeight()/2 }

func (at rowArea) second() float32 {
	return at.top + 8 + look.RowTitle.LineHeight() + look.Meta.LineHeight()/2
}

// titleStyle is that of a row's first line.
func (at rowArea) titleStyle() look.Style {
	if at.state.Selected {
		return look.RowTitleSelected
	}
	return look.RowTitle
}

// MouseDown picks the row under the pointer: with Ctrl or on its box beside
// others, with Shift all up to it.
func (l *rowList) MouseDown(e *desktop.MouseEvent) {
	l.byMouse, l.pressed = true, -1
	look.Focus(l)
	i := l.rowAt(e.Position.Y)
	switch {
	case i == l.count || e.Position.Y < focusRoom:
	case l.many && (e.Modifier&fyne.KeyModifierShortcutDefault != 0 || e.Position.X < focusRoom+rowPad+22):
		l.toggle(i)
	case l.many && e.Modifier&fyne.KeyModifierShift != 0:
		l.pickTo(i)
	default:
		l.choose(i)
		l.pressed = i
	}
}

// MouseUp does what a click on a place of the row is for.
func (l *rowList) MouseUp(e *desktop.MouseEvent) {
	i := l.rowAt(e.Position.Y)
	clicked := i == l.pressed && e.Button == desktop.MouseButtonPrimary
	l.pressed = -1
	if clicked && l.tapped != nil && i < l.count {
		l.tapped(i, e.Position.SubtractXY(0, l.tops[i]), fyne.NewSize(l.measured, l.tops[i+1]-l.tops[i]))
	}
}

// DoubleTapped does with the row what Enter does.
func (l *rowList) DoubleTapped(e *fyne.PointEvent) {
	if i := l.rowAt(e.Position.Y); i < l.count && e.Position.Y >= focusRoom {
		l.enter(i)
	}
}

func (l *rowList) enter(i int) {
	if l.onEnter != nil {
		l.onEnter(i)
	}
}

// TypedKey moves with the arrows; Space picks, where several can be; Esc closes
// the dialog.
func (l *rowList) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(l, e) {
		return
	}
	l.byMouse = false
	if l.count > 0 && l.key != nil && l.key(l.at, e) {
		return
	}
	if e.Name == fyne.KeyEscape {
		look.Dismiss(l)
		return
	}
	if l.count == 0 {
		return
	}
	view := l.scroll.Size().Height
	switch e.Name {
	case fyne.KeyUp:
		l.move(l.at - 1)
	case fyne.KeyDown:
		l.move(l.at + 1)
	case fyne.KeyPageUp:
		l.move(min(l.rowAt(l.tops[l.at]-view)+1, l.at-1))
	case fyne.KeyPageDown:
		l.move(max(l.rowAt(l.tops[l.at]+view)-1, l.at+1))
	case fyne.KeyHome:
		l.move(0)
	case fyne.KeyEnd:
		l.move(l.count - 1)
	case fyne.KeySpace:
		if l.many {
			l.toggle(l.at)
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		l.enter(l.at)
	case fyne.KeyDelete:
		if l.onDelete != nil {
			l.onDelete()
		}
	}
}

// move goes to a row with the keys; with Shift, all up to it are picked where
// several can be.
func (l *rowList) move(to int) {
	if to = max(min(to, l.count-1), 0); l.many && l.shift {
		l.pickTo(to)
		return
	}
	l.choose(to)
}

// TypedShortcut picks all rows with Ctrl+A, where several can be picked.
func (l *rowList) TypedShortcut(s fyne.Shortcut) {
	if _, all := s.(*fyne.ShortcutSelectAll); all && l.many {
		for i := range l.count {
			l.picked[i] = true
		}
		l.changed()
	}
}

// KeyDown notes that Shift is held, of which TypedKey is not told.
func (l *rowList) KeyDown(e *fyne.KeyEvent) { l.holdShift(e, true) }

// KeyUp notes that it is let go.
func (l *rowList) KeyUp(e *fyne.KeyEvent) { l.holdShift(e, false) }

func (l *rowList) holdShift(e *fyne.KeyEvent, held bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		l.shift = held
	}
}

// TypedRune is part of fyne.Focusable.
func (l *rowList) TypedRune(rune) {}

// FocusGained shows which row is under the keys.
func (l *rowList) FocusGained() { l.setFocused(true) }

// FocusLost no longer does.
func (l *rowList) FocusLost() {
	l.shift = false
	l.setFocused(false)
}

func (l *rowList) setFocused(on bool) {
	l.focused = on
	l.Refresh()
}

// MouseIn shows which row is under the pointer.
func (l *rowList) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved shows which row is under the pointer.
func (l *rowList) MouseMoved(e *desktop.MouseEvent) { l.hover(l.rowAt(e.Position.Y)) }

// MouseOut shows that none is.
func (l *rowList) MouseOut() { l.hover(-1) }

func (l *rowList) hover(i int) {
	if i != l.hovered {
		l.hovered = i
		l.Refresh()
	}
}
