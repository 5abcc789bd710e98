package passages

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// list is the content of the scrolled part: as high as all rows together,
// drawing only those in view. What the mouse and the keys do to it is in
// input.go.
type list struct {
	input
	scroll  *container.Scroll
	rows    []Row
	heights *heights  // where the rows stand
	sized   setting   // what heights are for
	letters *letters  // nil until then
	view    fyne.Size // the part that is seen, when last settled
	year    int       // dates of this year are written without it

	selected briefing.ID
	cursor   int // the place of the selected passage, or -1
	picks    map[briefing.ID]bool
	onPick   func() // another passage is selected
}

// setting is what the heights of rows depend on, beside the rows.
type setting struct{ width, zoom float32 }

func newList() *list {
	l := &list{cursor: -1, heights: newHeights(0, nil), picks: map[briefing.ID]bool{}}
	l.init(l)
	l.ExtendBaseWidget(l)
	l.scroll = container.NewVScroll(l)
	l.scroll.OnScrolled = l.scrolled
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *list) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(l, l.draw, l.least) }

// show replaces the rows. The selection stays with its passage, listed or not.
func (l *list) show(rows []Row) {
	l.rows, l.heights, l.sized = rows, newHeights(0, nil), setting{}
	l.cursor = l.find(l.selected)
	l.keepPicks()
	l.pointer.place = -1
	l.measure()
	l.scroll.Refresh()
}

// settle takes up a change of the view's size or of the text size, which Fyne
// has no reason to tell a list of the same height. The first row in view stays
// there. But until the user has touched the list, the selected row is shown as
// near as can be to where it is in an unscrolled list: a window is laid out at
// sizes that are never seen before it opens.
func (l *list) settle() {
	first := l.nearest(l.scroll.Offset.Y)
	if l.measure() {
		l.scroll.Refresh()
		if first >= 0 {
			l.scrollTo(l.heights.top(first) - listInset)
		}
	}
	if size := l.scroll.Size(); size != l.view && !l.touched {
		l.view = size
		l.rewind()
		return
	}
	l.Refresh()
}

// toTop scrolls to the first row.
func (l *list) toTop() {
	l.scroll.ScrollToOffset(fyne.Position{})
	l.Refresh()
}

// rewind scrolls to the first row, and from there as little as shows the
// selected one.
func (l *list) rewind() {
	l.scroll.ScrollToOffset(fyne.Position{})
	l.reveal()
}

// scrolled measures the rows that have come into view, and finds the one that
// is under the pointer.
func (l *list) scrolled(offset fyne.Position) {
	end := l.heights.end()
	moved := l.heights.around(offset.Y, offset.Y+l.scroll.Size().Height)
	if moved != 0 || l.heights.end() != end {
		l.scroll.Offset.Y = offset.Y + moved
		l.scroll.Refresh()
		offset = l.scroll.Offset
	}
	if l.pointer.place >= 0 {
		l.pointer.place, l.pointer.command = l.placeAt(offset.Y+l.pointer.y), none
	}
	l.Refresh()
}

func (l *list) find(id briefing.ID) int {
	for i := range l.rows {
		if l.rows[i].ID == id {
			return i
		}
	}
	return -1
}

// measure has the rows measured anew, if they may be otherwise high by now, and
// reports whether it did.
func (l *list) measure() bool {
	now := setting{l.scroll.Size().Width, look.Zoom()}
	if now == l.sized || now.width == 0 {
		return false
	}
	l.sized = now
	if l.letters == nil || l.letters.zoom != now.zoom {
		l.letters = newLetters()
	}
	x := l.letters.excerpts(now.width)
	l.heights = newHeights(len(l.rows), func(i int) float32 {
		r := &l.rows[i]
		return rowHeight(*r, x.count(r.Quote, r.Matches)) + rowGap
	})
	return true
}

// scrollTo scrolls so that y is the upper edge of what is seen. What is about to
// be seen is measured before, which may move it.
func (l *list) scrollTo(y float32) {
	y += l.heights.around(y, y+l.scroll.Size().Height)
	l.scroll.Refresh() // it may have become higher or lower
	l.scroll.ScrollToOffset(fyne.NewPos(0, y))
}

// placeAt is the place of the row at y, or -1.
func (l *list) placeAt(y float32) int {
	place := l.nearest(y)
	if place < 0 || y < l.heights.top(place) || y >= l.heights.bottom(place) {
		return -1
	}
	return place
}

// nearest is the place of the row at y or in the gap above it, -1 if there are
// no rows.
func (l *list) nearest(y float32) int { return l.heights.at(y) }

// selectID selects a passage and shows its row.
func (l *list) selectID(id briefing.ID) {
	clear(l.picks)
	l.selected = id
	l.cursor = l.find(id)
	l.reveal()
}

// moveTo selects the row at a place alone, or the nearest there is.
func (l *list) moveTo(place int) {
	clear(l.picks)
	l.stand(place)
}

// stand puts the keys on the row at a place, or the nearest there is.
func (l *list) stand(place int) {
	if len(l.rows) > 0 {
		l.cursor = min(max(place, 0), len(l.rows)-1)
		l.selected = l.rows[l.cursor].ID
	}
	l.reveal()
	if l.onPick != nil {
		l.onPick()
	}
}

// moveBy goes to the row that stands y below the selected one.
func (l *list) moveBy(y float32) {
	if l.cursor < 0 || l.heights.n == 0 {
		l.goTo(0)
		return
	}
	place := l.nearest(l.heights.top(l.cursor) + y)
	if place == l.cursor && y > 0 {
		place++
	}
	l.goTo(place)
}

// reveal scrolls as little as shows the selected row and its focus ring whole.
func (l *list) reveal() {
	if l.cursor >= 0 && l.cursor < l.heights.n {
		view := l.scroll.Size().Height
		l.heights.around(l.heights.top(l.cursor)-view, l.heights.bottom(l.cursor)+view) // before it is asked where it stands
		top, bottom := l.heights.top(l.cursor)-listInset, l.heights.bottom(l.cursor)+listInset
		l.scrollTo(min(max(l.scroll.Offset.Y, bottom-view), top))
	}
	l.Refresh()
}

// least is the height of all rows. Their width is what there is.
func (l *list) least() fyne.Size { return fyne.NewSize(0, l.heights.end()) }

// draw draws the rows in view.
func (l *list) draw(p *look.Painter) {
	top := l.scroll.Offset.Y
	bottom := top + l.scroll.Size().Height
	first := l.nearest(top)
	if first < 0 {
		return
	}
	x := l.letters.excerpts(l.sized.width)
	for i := first; i < l.heights.n && l.heights.top(i) < bottom; i++ {
		lines := x.lines(l.rows[i].Quote, l.rows[i].Matches)
		y := l.heights.top(i)
		drawRow(p, l.rows[i], lines, y, l.heights.bottom(i)-y, l.year, l.state(i))
	}
	if top > 0 {
		p.Rect(0, top, p.Size().Width, 1, look.Line) // rows go on above
	}
}

// state is how the row at a place is shown.
func (l *list) state(place int) rowState {
	state := rowState{
		RowState: look.RowState{
			Selected: l.isChosen(place),
			Focused:  place == l.cursor && l.ringed(),
			Hovered:  place == l.pointer.place,
		},
		dragged: l.drag.active && l.rows[place].ID == l.drag.id,
		command: none,
	}
	if state.Hovered {
		state.command = l.pointer.command
	}
	return state
}
