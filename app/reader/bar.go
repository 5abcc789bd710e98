package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// selectionBar floats above what is selected: four colours, tag, note, add to
// briefing. It takes no focus, so that the keys go on working while it shows.
type selectionBar struct {
	widget.BaseWidget
	r       *Reader
	parts   []barPart
	hovered int // index into parts, or −1
}

// barPart is something in the bar that can be clicked.
type barPart struct {
	x0, x1 float32
	tapped func()
	draw   func(p *look.Painter, middle float32)
}

const (
	barHeight = 38
	barRadius = 10
	barGap    = 8  // from the selection
	barEdge   = 12 // least distance from the edges of the pane
	barShadow = 14
	dotPitch  = 26
)

var (
	_ fyne.Tappable      = (*selectionBar)(nil)
	_ desktop.Hoverable  = (*selectionBar)(nil)
	_ desktop.Cursorable = (*selectionBar)(nil)
)

func newBar(r *Reader) *selectionBar {
	b := &selectionBar{r: r, hovered: -1}
	b.ExtendBaseWidget(b)
	b.Hide()
	return b
}

// layout sets the parts from left to right and returns the width of all.
func (b *selectionBar) layout() float32 {
	r := b.r
	b.parts = b.parts[:0]
	x := float32(9)
	put := func(w float32, tapped func(), draw func(p *look.Painter, middle float32)) {
		b.parts = append(b.parts, barPart{x, x + w, tapped, draw})
		x += w
	}
	for _, colour := range colours {
		put(dotPitch, func() { r.highlight(colour) }, func(p *look.Painter, middle float32) {
			b.dot(p, colour, middle)
		})
	}
	x += 13
	icon := func(name look.IconName, tapped func()) {
		put(30, tapped, func(p *look.Painter, middle float32) { p.Icon(name, middle-8, barHeight/2-8, 16, look.Ink2) })
	}
	icon(look.IconTag, func() { r.command(r.OnTag) })
	icon(look.IconNote, func() { r.command(r.OnNote) })
	x += 11
	label := look.Width("Add to briefing", look.ButtonText)
	put(label+42, r.add, func(p *look.Painter, middle float32) {
		left := floor(middle - (label+22)/2)
		p.Icon(look.IconAdd, left, barHeight/2-8, 16, look.Accent)
		p.Text("Add to briefing", look.ButtonText, look.Accent, left+23, look.ButtonText.Centred(barHeight/2))
	})
	return floor(x + 7)
}

func (b *selectionBar) dot(p *look.Painter, colour string, x float32) {
	mark := look.Colour(markColours[colour])
	fill := look.Blend(look.Colour(bandColours[colour]), mark, 0.3)
	if colour == b.r.colour {
		p.Disc(x, barHeight/2, 22, look.Colour(look.Raised), mark, 2)
	}
	p.Disc(x, barHeight/2, 16, fill, mark, 1)
}

// CreateRenderer draws the bar.
func (b *selectionBar) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(b, b.draw, func() fyne.Size { return fyne.NewSize(b.layout(), barHeight) })
}

func (b *selectionBar) draw(p *look.Painter) {
	width := b.layout()
	p.Card(0, 0, width, barHeight, barRadius, barShadow)
	for _, rule := range []float32{b.parts[3].x1 + 6, b.parts[5].x1 + 5} {
		p.Rect(floor(rule), 10, 1, barHeight-20, look.Line)
	}
	for i, part := range b.parts {
		if i == b.hovered && i >= len(colours) {
			p.Round(part.x0, 4, part.x1-part.x0, barHeight-8, 7, look.Hover, look.Transparent)
		}
		part.draw(p, floor((part.x0+part.x1)/2))
	}
}

// show shows the bar at the selection, if there is one.
func (b *selectionBar) show() {
	if b.r.selection.isEmpty() {
		b.Hide()
		return
	}
	b.Show()
	b.place()
}

// place moves the bar to the selection: above its first line, else below its
// last, else to the top of the view. It is left out while no selected line is
// in view.
func (b *selectionBar) place() {
	r := b.r
	if !b.Visible() || r.body == nil || r.selection.isEmpty() {
		return
	}
	start, end := r.selection.span()
	view, size := r.scroll.Offset.Y-r.bodyTop, r.scroll.Size()
	i := r.body.lineAt(start)
	first, last := r.body.lines[i], r.body.lines[r.body.lineAt(end-1)]
	top, bottom := first.y-view, last.y+last.h-view
	y := top - barGap - barHeight
	switch {
	case bottom <= 0 || top >= size.Height:
		y = -2 * barHeight // out of sight with its selection
	case y >= barGap:
	case bottom+barGap+barHeight <= size.Height-barGap:
		y = bottom + barGap
	default:
		y = barEdge
	}
	x := r.geo.left
	if bars := r.body.bars(i, start, end); len(bars) > 0 {
		x += bars[0].x0
	}
	width := b.MinSize().Width
	x = max(min(x, size.Width-barEdge-width), barEdge)
	b.Resize(fyne.NewSize(width, barHeight))
	b.Move(fyne.NewPos(floor(x), floor(y)))
}

func (b *selectionBar) partAt(x float32) int {
	for i, part := range b.parts {
		if part.x0 <= x && x < part.x1 {
			return i
		}
	}
	return -1
}

// Tapped runs the command under the pointer; the keyboard stays with the text.
func (b *selectionBar) Tapped(e *fyne.PointEvent) {
	if i := b.partAt(e.Position.X); i >= 0 {
		b.r.Focus()
		b.parts[i].tapped()
	}
}

// MouseIn shows which command is under the pointer.
func (b *selectionBar) MouseIn(e *desktop.MouseEvent) { b.MouseMoved(e) }

// MouseMoved follows the pointer.
func (b *selectionBar) MouseMoved(e *desktop.MouseEvent) { b.hover(b.partAt(e.Position.X)) }

// MouseOut forgets the pointer.
func (b *selectionBar) MouseOut() { b.hover(-1) }

func (b *selectionBar) hover(i int) {
	if i != b.hovered {
		b.hovered = i
		b.Refresh()
	}
}

// Cursor shows that the bar is not text.
func (b *selectionBar) Cursor() desktop.Cursor { return desktop.DefaultCursor }
