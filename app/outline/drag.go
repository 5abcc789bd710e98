package outline

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// drag is a block on its way to another place, or something from elsewhere
// that is held over the list.
type drag struct {
	list      *list
	from      int  // block, or -1
	cancelled bool // until the button is let go
	y         float32
	stop      func() // ends the scrolling, or nil
}

// Dragged takes the block that was pressed along with the pointer.
func (l *list) Dragged(e *fyne.DragEvent) {
	if l.quoting != nil && l.quoting.selecting {
		l.dragWords(e.Position)
		return
	}
	d := &l.drag
	if d.cancelled || l.pointer.grabbed < 0 || l.pointer.grabbed >= l.blocks {
		return
	}
	d.from = l.pointer.grabbed
	l.pointer.item = nothing
	view := e.Position.Subtract(l.o.scroll.Offset)
	d.hold(view.Y)
	d.aim()
	l.o.ghost.show(l.items[d.from], l.tree.end(d.from)-d.from-1, view.Add(l.o.scroll.Position()))
}

// DragEnd lets the block go where the insertion line is.
func (l *list) DragEnd() {
	if l.quoting != nil {
		l.quoting.selecting = false
	}
	from, gap := l.drag.from, l.drop
	l.drag.end()
	l.drag.cancelled = false
	l.Refresh()
	if from >= 0 && gap >= 0 {
		l.move(from, gap)
	}
}

// cancel leaves everything where it was.
func (d *drag) cancel() {
	if d.from >= 0 {
		d.end()
		d.cancelled = true
	}
}

// end lets go of the block; the caller draws the list anew.
func (d *drag) end() {
	d.release()
	d.from = -1
	d.list.pointer.grabbed = nothing
	d.list.o.ghost.hide()
	d.list.drop = -1
}

// aim puts the insertion line where the block would fall, if it may.
func (d *drag) aim() {
	gap := d.list.gapAt(d.y + d.list.o.scroll.Offset.Y)
	if d.from >= 0 && !d.list.tree.fits(d.from, gap) {
		gap = -1
	}
	d.list.drop = gap
	d.list.Refresh()
}

// edge is how near to the top or the foot of the view the list scrolls.
const edge = 24

// hold notes how far down the view the pointer is, and scrolls while it is
// near an edge.
func (d *drag) hold(y float32) {
	d.y = y
	switch near := d.speed() != 0; {
	case near && d.stop == nil:
		d.stop = d.list.o.Tick(d.step)
	case !near:
		d.release()
	}
}

func (d *drag) release() {
	if d.stop != nil {
		d.stop()
		d.stop = nil
	}
}

// speed is how far one tick scrolls: more, the nearer to the edge.
func (d *drag) speed() float32 {
	const most = 14
	foot := d.list.o.scroll.Size().Height - edge
	switch {
	case d.y < edge:
		return -most * min(edge-d.y, edge) / edge
	case d.y > foot:
		return most * min(d.y-foot, edge) / edge
	}
	return 0
}

func (d *drag) step() {
	s := d.list.o.scroll
	to := s.Offset.Y + d.speed()
	to = max(0, min(to, d.list.height-s.Size().Height))
	d.list.scrollTo(to)
}

// ghost is the one line of a dragged block that follows the pointer.
type ghost struct {
	widget.BaseWidget
	item     Item
	children int
	at       fyne.Position
	visible  bool
}

func newGhost() *ghost {
	g := &ghost{}
	g.ExtendBaseWidget(g)
	return g
}

func (g *ghost) show(it Item, children int, at fyne.Position) {
	g.item, g.children, g.at, g.visible = it, children, at, true
	g.Refresh()
}

func (g *ghost) hide() {
	if g.visible {
		g.visible = false
		g.Refresh()
	}
}

func (g *ghost) draw(p *look.Painter) {
	if !g.visible {
		return
	}
	const height, right, below = 34, 12, 8
	width := min(g.Size().Width-60, 300)
	x := min(g.at.X+right, g.Size().Width-width-paneEdge)
	y := g.at.Y + below
	p.Card(x, y, width, height, cardRadius, 14)
	centre := y + height/2
	p.Icon(g.icon(), x+iconAt, centre-iconSize/2, iconSize, look.Ink2)
	room := width - textAt - rightPad
	if g.children > 0 {
		room -= g.drawPill(p, x+width-rightPad, centre) + 8
	}
	st, words := g.words()
	words = strings.Join(strings.Fields(words[:min(len(words), maxLine)]), " ")
	p.Text(look.Ellipsis(words, st, room), st, look.Ink, x+textAt, st.Centred(centre))
}

// drawPill draws the number of blocks that come along, and says how wide it is.
func (g *ghost) drawPill(p *look.Painter, right, centre float32) float32 {
	n := strconv.Itoa(g.children)
	w := max(look.Width(n, look.KeyCap)+12, 20)
	p.Round(right-w, centre-8, w, 16, 8, look.Fill, look.Transparent)
	p.TextCentre(n, look.KeyCap, look.OnFill, right-w/2, look.KeyCap.Centred(centre))
	return w
}

func (g *ghost) icon() look.IconName {
	if g.item.Kind == briefing.BlockHeading {
		return look.IconHeading
	}
	return g.item.icon()
}

func (g *ghost) words() (look.Style, string) {
	switch g.item.Kind {
	case briefing.BlockHeading:
		return look.Heading, plain(g.item.Text)
	case briefing.BlockQuotation:
		return look.SourceWords, g.item.Text
	case briefing.BlockDisclaimer:
		return look.OutlineDisclaimer, g.item.Text
	case briefing.BlockSources:
		return look.PaneText, "Sources"
	case briefing.BlockPageBreak:
		return look.PaneText, "Page break"
	case briefing.BlockContents:
		return look.PaneText, "Contents"
	}
	return look.PaneText, plain(g.item.Text)
}

// CreateRenderer belongs to Fyne.
func (g *ghost) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(g, g.draw, func() fyne.Size { return fyne.Size{} })
}
