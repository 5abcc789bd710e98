package reader

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// mouse is what the pointer is doing.
type mouse struct {
	pressed bool
	dragged bool
	clicks  int // that followed each other quickly: 1, 2 or 3
	last    time.Time
	at      fyne.Position // of the last click
	view    fyne.Position // of the pointer, from the top left of what is in view
	stop    func()        // ends the scrolling past an edge

	carried briefing.ID   // the passage whose margin mark was pressed
	canvas  fyne.Position // where it was dragged to
}

const (
	clickTime = 400 * time.Millisecond
	clickMove = 4
)

var (
	_ desktop.Mouseable  = (*page)(nil)
	_ desktop.Hoverable  = (*page)(nil)
	_ desktop.Cursorable = (*page)(nil)
	_ fyne.Draggable     = (*page)(nil)
)

// MouseDown begins a selection: of nothing, of a word at the second click, of a
// paragraph at the third. With Shift it moves the end of the one there is.
func (pg *page) MouseDown(e *desktop.MouseEvent) {
	r := pg.r
	if e.Button != desktop.MouseButtonPrimary {
		return
	}
	look.Focus(pg)
	r.caretShown = false
	if i := pg.buttonAt(e.Position); i >= 0 {
		pg.buttons[i].tapped()
		return
	}
	if i := pg.linkAt(e.Position); i >= 0 {
		pg.links[i].tapped()
		return
	}
	if r.body == nil {
		return
	}
	if h := pg.markAt(e.Position); h != nil {
		r.mouse.carried, r.mouse.dragged = h.id, false
		return
	}
	r.countClicks(e.Position)
	r.mouse.pressed, r.mouse.dragged = true, false
	r.bar.Hide()
	r.revealed, r.goal = match{}, -1
	o := pg.offsetAt(e.Position)
	if e.Modifier&fyne.KeyModifierShift != 0 {
		r.selection.extend(r.doc, o)
		r.mouse.dragged = true
	} else {
		r.selection.begin(r.doc, o, unit(r.mouse.clicks-1))
	}
	pg.Refresh()
}

// MouseUp ends a click or a selection.
func (pg *page) MouseUp(*desktop.MouseEvent) { pg.r.release() }

// Dragged moves the end of the selection to the pointer. Past the edge of the
// view, the text scrolls for as long as the pointer stays there.
func (pg *page) Dragged(e *fyne.DragEvent) {
	r := pg.r
	if !r.mouse.carried.IsZero() {
		r.mouse.dragged, r.mouse.canvas = true, e.AbsolutePosition
		call2(r.OnDrag, r.mouse.carried, e.AbsolutePosition)
		return
	}
	if !r.mouse.pressed {
		return
	}
	r.mouse.dragged = true
	r.mouse.view = e.Position.SubtractXY(0, r.scroll.Offset.Y)
	r.selection.extend(r.doc, pg.offsetAt(e.Position))
	r.watchEdges()
	pg.Refresh()
}

// DragEnd ends a selection.
func (pg *page) DragEnd() { pg.r.release() }

// MouseIn, MouseMoved and MouseOut show which button is under the pointer.
func (pg *page) MouseIn(e *desktop.MouseEvent) { pg.MouseMoved(e) }

// MouseMoved follows the pointer.
func (pg *page) MouseMoved(e *desktop.MouseEvent) {
	pg.onMark = pg.markAt(e.Position) != nil
	pg.onLink = pg.linkAt(e.Position) >= 0
	pg.hover(pg.buttonAt(e.Position))
}

// MouseOut forgets the pointer.
func (pg *page) MouseOut() { pg.hover(-1) }

func (pg *page) hover(i int) {
	if i != pg.hovered {
		pg.hovered = i
		pg.Refresh()
	}
}

// Cursor shows what can be selected, and what be clicked or dragged.
func (pg *page) Cursor() desktop.Cursor {
	if pg.hovered >= 0 || pg.onMark || pg.onLink {
		return desktop.PointerCursor
	}
	return desktop.TextCursor
}

// offsetAt is the offset nearest to a point of the page.
func (pg *page) offsetAt(at fyne.Position) int {
	r := pg.r
	return r.doc.clusterStart(r.body.hit(at.X-r.geo.left, at.Y-r.bodyTop))
}

func (r *Reader) countClicks(at fyne.Position) {
	now, m := r.now(), &r.mouse
	near := abs(at.X-m.at.X) <= clickMove && abs(at.Y-m.at.Y) <= clickMove
	if near && now.Sub(m.last) < clickTime && m.clicks < 3 {
		m.clicks++
	} else {
		m.clicks = 1
	}
	m.last, m.at = now, at
}

// release ends what the mouse began. Fyne tells of the end of a drag twice.
func (r *Reader) release() {
	r.stopScrolling()
	if !r.mouse.carried.IsZero() {
		r.drop()
		return
	}
	if !r.mouse.pressed {
		return
	}
	r.mouse.pressed = false
	if r.selection.isEmpty() && !r.mouse.dragged {
		if h := highlightAt(r.highlights, r.selection.caret); h != nil {
			call(r.OnPassage, h.id)
		}
	}
	r.selected()
	r.bar.show()
}

// drop lets a passage go that was taken by its margin mark. One that was not
// moved was only clicked.
func (r *Reader) drop() {
	id := r.mouse.carried
	r.mouse.carried = briefing.ID{}
	if r.mouse.dragged {
		call2(r.OnDrop, id, r.mouse.canvas)
		return
	}
	call(r.OnPassage, id)
}

// cancelDrag takes a passage back that is being dragged, and reports whether
// there was one.
func (r *Reader) cancelDrag() bool {
	id := r.mouse.carried
	r.mouse.carried = briefing.ID{}
	if id.IsZero() {
		return false
	}
	call(r.OnDragCancel, id)
	return true
}

// selected tells of a change of the selection and draws it.
func (r *Reader) selected() {
	r.page.Refresh()
	call(r.OnSelect, r.Selection())
}

// watchEdges starts and stops the scrolling of a drag.
func (r *Reader) watchEdges() {
	y := r.mouse.view.Y
	past := y < 0 || y > r.scroll.Size().Height
	switch {
	case past && r.mouse.stop == nil:
		r.mouse.stop = func() {} // a ticker may step before it returns
		r.mouse.stop = r.ticker(r.scrollPastEdge)
	case !past:
		r.stopScrolling()
	}
}

func (r *Reader) stopScrolling() {
	if r.mouse.stop != nil {
		r.mouse.stop()
		r.mouse.stop = nil
	}
}

// scrollPastEdge is one step of the scrolling: the further out the pointer is,
// the longer.
func (r *Reader) scrollPastEdge() {
	if !r.mouse.pressed || r.body == nil {
		return
	}
	y, height := r.mouse.view.Y, r.scroll.Size().Height
	step := min(max(y-height, 0)-max(-y, 0), 160) / 4
	step = max(step, -40)
	r.scrollTo(r.scroll.Offset.Y + step)
	at := fyne.NewPos(r.mouse.view.X, r.scroll.Offset.Y+min(max(y, 0), height))
	r.selection.extend(r.doc, r.page.offsetAt(at))
	r.page.Refresh()
}
