package app

import (
	"sort"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// rowList is a list of a dialog: rows of any height, one of them selected, of
// which it draws those in view. It lies in the scroll that it brings.
type rowList struct {
	widget.BaseWidget
	height func(i int, width float32) float32
	row    func(p *look.Painter, i int, at rowArea)
	tapped func(i int, at fyne.Position, size fyne.Size) // at a place within the row
	key    func(i int, e *fyne.KeyEvent) bool            // before the list's own keys

	scroll   *container.Scroll
	tops     []float32 // of the rows, and the foot of the last
	measured float32   // the width that tops hold for
	count    int
	selected int
	hovered  int // or -1
	focused  bool
}

// rowArea is where a row is drawn.
type rowArea struct {
	y, width, height float32
	state            look.RowState
}

// newRowList returns a list without rows that is as wide as given and at most as high.
func newRowList(width, most float32) *rowList {
	l := &rowList{hovered: -1, measured: width}
	l.ExtendBaseWidget(l)
	l.scroll = container.NewVScroll(l)
	l.scroll.SetMinSize(fyne.NewSize(width, most))
	l.scroll.OnScrolled = func(fyne.Position) { l.Refresh() }
	return l
}

// setCount says how many rows there are and selects the first.
func (l *rowList) setCount(n int) {
	l.count, l.selected, l.hovered = n, 0, -1
	l.measure(l.measured)
	l.scroll.ScrollToTop()
	l.Refresh()
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

// focusRoom is what the ring round a focused row needs beside it.
const focusRoom = 4

// total is the height of all rows.
func (l *rowList) total() float32 { return l.tops[len(l.tops)-1] + focusRoom }

// drawGround draws what lies behind a row.
func (at rowArea) drawGround(p *look.Painter) {
	p.Row(focusRoom, at.y+1, at.width-2*focusRoom-8, at.height-2, at.state)
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
	if width != l.measured {
		l.measure(width)
	}
	top, bottom := l.scroll.Offset.Y, l.scroll.Offset.Y+l.scroll.Size().Height
	for i := l.rowAt(top); i < l.count && l.tops[i] < bottom; i++ {
		l.row(p, i, rowArea{l.tops[i], width, l.tops[i+1] - l.tops[i], look.RowState{
			Selected: i == l.selected, Hovered: i == l.hovered, Focused: l.focused && i == l.selected,
		}})
	}
}

// rowAt is the row at a height, or the count where there is none.
func (l *rowList) rowAt(y float32) int {
	return sort.Search(l.count, func(i int) bool { return l.tops[i+1] > y })
}

func (l *rowList) choose(i int) {
	if l.count == 0 {
		return
	}
	l.selected = min(max(i, 0), l.count-1)
	l.reveal()
	l.Refresh()
}

func (l *rowList) reveal() {
	top, bottom := l.tops[l.selected], l.tops[l.selected+1]
	switch view := l.scroll.Size().Height; {
	case top < l.scroll.Offset.Y:
		l.scroll.ScrollToOffset(fyne.NewPos(0, top-focusRoom))
	case bottom > l.scroll.Offset.Y+view:
		l.scroll.ScrollToOffset(fyne.NewPos(0, bottom+focusRoom-view))
	}
}

// TypedKey moves the selection; Esc closes the dialog.
func (l *rowList) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(l, e) {
		return
	}
	if l.count > 0 && l.key(l.selected, e) {
		return
	}
	const page = 8
	switch e.Name {
	case fyne.KeyUp:
		l.choose(l.selected - 1)
	case fyne.KeyDown:
		l.choose(l.selected + 1)
	case fyne.KeyPageUp:
		l.choose(l.selected - page)
	case fyne.KeyPageDown:
		l.choose(l.selected + page)
	case fyne.KeyHome:
		l.choose(0)
	case fyne.KeyEnd:
		l.choose(l.count - 1)
	case fyne.KeyEscape:
		look.Dismiss(l)
	}
}

// TypedRune is part of fyne.Focusable.
func (l *rowList) TypedRune(rune) {}

// FocusGained shows which row the keys are for.
func (l *rowList) FocusGained() { l.setFocused(true) }

// FocusLost shows that the keys are not for the list.
func (l *rowList) FocusLost() { l.setFocused(false) }

func (l *rowList) setFocused(on bool) {
	l.focused = on
	l.Refresh()
}

// Tapped selects the row under the pointer.
func (l *rowList) Tapped(e *fyne.PointEvent) {
	i := l.rowAt(e.Position.Y)
	if i == l.count {
		return
	}
	look.Focus(l)
	l.choose(i)
	l.tapped(i, e.Position.SubtractXY(0, l.tops[i]), fyne.NewSize(l.measured, l.tops[i+1]-l.tops[i]))
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
