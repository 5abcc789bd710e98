package preview

import (
	"image"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/raster"
)

const (
	pageRadius = 2
	pageShadow = 7
	spare      = 1 // pages that are kept painted above and below those seen
)

// sheets is the desk with the pages on it, as high as all of them.
type sheets struct {
	widget.BaseWidget
	run      session.Runner
	renderer *raster.Renderer
	onBlock  func(block int)
	onScroll func(dy float32) // a key asks to scroll
	onFocus  func(on bool)

	pages    []layout.Page
	stack    stack
	top, end float32 // what is seen of the desk
	prints   map[int]*print
	painting bool
	block    int // shown beside the page; 0 is none
}

// print is a page that was painted.
type print struct {
	page   layout.Page
	pixels int
	shown  *canvas.Image
}

func newSheets(run session.Runner) *sheets {
	s := &sheets{run: run, renderer: raster.New(), prints: map[int]*print{}}
	s.ExtendBaseWidget(s)
	return s
}

// set replaces the pages. What was painted stays until its page is painted
// anew, so that nothing flickers.
func (s *sheets) set(pages []layout.Page) {
	before := s.stack.boxes
	s.pages = pages
	s.arrange(s.Size().Width)
	if s.block > 0 || !slices.Equal(before, s.stack.boxes) {
		s.Refresh()
	}
	s.paint()
}

// arrange lays the pages out on a desk of a width.
func (s *sheets) arrange(width float32) { s.stack = newStack(s.pages, width, s.dots()) }

// dots returns how many pixels of the screen a unit is.
func (s *sheets) dots() float32 {
	if c := fyne.CurrentApp().Driver().CanvasForObject(s); c != nil {
		return c.Scale()
	}
	return 1
}

// look says which part of the desk is seen.
func (s *sheets) look(top, end float32) {
	before, beforeEnd := s.stack.seen(s.top, s.end)
	s.top, s.end = top, end
	first, last := s.stack.seen(top, end)
	if first != before || last != beforeEnd {
		s.Refresh()
	}
	s.paint()
}

// near returns the pages to be kept painted: those seen and their neighbours.
func (s *sheets) near() (first, end int) {
	first, end = s.stack.seen(s.top, s.end)
	return max(first-spare, 0), min(end+spare, len(s.pages))
}

// paint paints the most urgent page that is not shown as it is, beside the
// thread of the window; then the next one. A page that changed meanwhile is
// painted again, so that what is shown in the end is always right.
func (s *sheets) paint() {
	if s.painting {
		return
	}
	i, ok := s.urgent()
	if !ok {
		return
	}
	s.painting = true
	page, pixels := s.pages[i], s.stack.pixels(i)
	s.run.Go(func() {
		img := s.renderer.Page(page, float64(pixels)/float64(page.W))
		s.run.UI(func() {
			s.painting = false
			s.keep(i, page, pixels, img)
			s.paint()
		})
	})
}

// urgent returns a page that needs painting: those seen come before their
// neighbours.
func (s *sheets) urgent() (page int, ok bool) {
	if s.end <= s.top {
		return 0, false
	}
	first, end := s.stack.seen(s.top, s.end)
	for i := first; i < end; i++ {
		if !s.fresh(i) {
			return i, true
		}
	}
	first, end = s.near()
	for i := first; i < end; i++ {
		if !s.fresh(i) {
			return i, true
		}
	}
	return 0, false
}

// fresh reports whether page i is shown as it is, in the size it has.
func (s *sheets) fresh(i int) bool {
	p := s.prints[i]
	if p == nil || p.pixels != s.stack.pixels(i) || !samePage(p.page, s.pages[i]) {
		return false
	}
	p.page = s.pages[i] // the next comparison is by address
	return true
}

// keep shows what was painted of page i.
func (s *sheets) keep(i int, page layout.Page, pixels int, img image.Image) {
	first, end := s.near()
	if i < first || i >= end {
		return
	}
	p := s.prints[i]
	if p == nil {
		p = &print{shown: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, CornerRadius: pageRadius}}
		s.prints[i] = p
		defer s.Refresh()
	}
	p.page, p.pixels, p.shown.Image = page, pixels, img
	p.shown.Refresh()
}

// forget drops the pages that are far from those seen.
func (s *sheets) forget() {
	first, end := s.near()
	for i := range s.prints {
		if i < first || i >= end {
			delete(s.prints, i)
		}
	}
}

// CreateRenderer draws the desk.
func (s *sheets) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s.draw, s.least) }

func (s *sheets) least() fyne.Size { return fyne.NewSize(least+2*margin, s.stack.height) }

// draw draws the pages that are seen and their neighbours.
func (s *sheets) draw(p *look.Painter) {
	if s.stack.dots != s.dots() { // the window is on another screen
		s.arrange(p.Size().Width)
		defer s.paint()
	}
	s.forget()
	first, end := s.near()
	for i := first; i < end; i++ {
		b := s.stack.boxes[i]
		p.Shadow(b.x, b.y, b.w, b.h, pageRadius, pageShadow)
		p.Sheet(b.x, b.y, b.w, b.h, pageRadius)
		if painted := s.prints[i]; painted != nil {
			painted.shown.Resize(fyne.NewSize(b.w, b.h))
			painted.shown.Move(fyne.NewPos(b.x, b.y))
			p.Add(painted.shown)
		}
	}
	s.drawBlock(p)
}

// drawBlock marks the block that was revealed, in the margin of its page.
func (s *sheets) drawBlock(p *look.Painter) {
	for i, page := range s.pages {
		found, ok := extent(page, s.block)
		if s.block == 0 || !ok {
			continue
		}
		b := s.stack.boxes[i]
		unit := b.w / float32(page.W)
		x := b.x + max(float32(found.left)*unit-7, 2)
		p.Rect(x, b.y+float32(found.top)*unit, 2, float32(found.bottom-found.top)*unit, look.Fill)
	}
}

// reveal marks a block and returns the stretch of the desk that it takes on its
// first page.
func (s *sheets) reveal(block int) (top, bottom float32, ok bool) {
	s.block = block
	s.Refresh()
	found, ok := find(s.pages, block)
	if !ok || block == 0 {
		return 0, 0, false
	}
	b := s.stack.boxes[found.page]
	unit := b.w / float32(s.pages[found.page].W)
	return b.y + float32(found.top)*unit, b.y + float32(found.bottom)*unit, true
}

// Tapped reports the block under the pointer.
func (s *sheets) Tapped(e *fyne.PointEvent) {
	i, ok := s.stack.under(e.Position.Y)
	if !ok || s.onBlock == nil {
		return
	}
	b := s.stack.boxes[i]
	if e.Position.Y < b.y || e.Position.X < b.x || e.Position.X > b.x+b.w {
		return
	}
	points := s.pages[i].W / layout.Pt(b.w)
	x, y := layout.Pt(e.Position.X-b.x)*points, layout.Pt(e.Position.Y-b.y)*points
	if block := blockAt(s.pages[i], x, y); block > 0 {
		s.onBlock(block)
	}
}

// Cursor shows that pages lead to their blocks.
func (s *sheets) Cursor() desktop.Cursor { return desktop.PointerCursor }

// FocusGained shows that keys scroll the pages.
func (s *sheets) FocusGained() { s.onFocus(true) }

// FocusLost shows that they do not.
func (s *sheets) FocusLost() { s.onFocus(false) }

// TypedRune is part of fyne.Focusable.
func (s *sheets) TypedRune(rune) {}

// TypedKey scrolls.
func (s *sheets) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(s, e) {
		return
	}
	const line = 40
	screen := s.end - s.top
	switch e.Name {
	case fyne.KeyDown:
		s.onScroll(line)
	case fyne.KeyUp:
		s.onScroll(-line)
	case fyne.KeyPageDown, fyne.KeySpace:
		s.onScroll(screen - line)
	case fyne.KeyPageUp:
		s.onScroll(line - screen)
	case fyne.KeyHome:
		s.onScroll(-s.stack.height)
	case fyne.KeyEnd:
		s.onScroll(s.stack.height)
	}
}
