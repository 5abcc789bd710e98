package preview

import (
	"math"

	"briefdesk/briefing/layout"
)

// Measures of the desk, in units.
const (
	margin  = 26  // left and right of a page
	above   = 6   // over the first page
	between = 16  // from one page to the next, and under the last
	widest  = 820 // a page is not shown larger
	least   = 60  // nor smaller
)

// box is a page's place on the desk.
type box struct{ x, y, w, h float32 }

func (b box) bottom() float32 { return b.y + b.h }

// stack is where the pages lie, one below the other, on a desk of a width. All
// its measures are whole pixels of a screen with dots pixels to the unit, so
// that pages are neither scaled nor blurred.
type stack struct {
	boxes  []box
	height float32
	dots   float32
}

func newStack(pages []layout.Page, width, dots float32) stack {
	snap := func(v float32) float32 { return float32(math.Round(float64(v*dots))) / dots }
	s := stack{boxes: make([]box, 0, len(pages)), dots: dots}
	y := float32(above)
	for _, p := range pages {
		w := snap(min(max(width-2*margin, least), widest))
		h := snap(w * float32(p.H/p.W))
		s.boxes = append(s.boxes, box{snap((width - w) / 2), snap(y), w, h})
		y += h + between
	}
	s.height = y
	return s
}

// seen returns the pages between two heights of the desk: the first, and the
// one after the last.
func (s stack) seen(top, bottom float32) (first, end int) {
	for first < len(s.boxes) && s.boxes[first].bottom() <= top {
		first++
	}
	end = first
	for end < len(s.boxes) && s.boxes[end].y < bottom {
		end++
	}
	return first, end
}

// current returns the page that is being looked at: the first one that reaches
// below the middle of what is seen.
func (s stack) current(top, bottom float32) int {
	for i, b := range s.boxes {
		if b.bottom() >= (top+bottom)/2 {
			return i
		}
	}
	return len(s.boxes) - 1
}

// under returns the page at a height of the desk; between pages, the one below.
func (s stack) under(y float32) (page int, ok bool) {
	for i, b := range s.boxes {
		if y < b.bottom() {
			return i, true
		}
	}
	return 0, false
}

// pixels is the width of a page's image.
func (s stack) pixels(page int) int {
	return int(math.Round(float64(s.boxes[page].w * s.dots)))
}

// mark is a place on the desk that stays when pages change size: a share of
// the way down a page.
type mark struct {
	page  int
	share float32
}

func (s stack) mark(y float32) mark {
	page, ok := s.under(y)
	if !ok {
		return mark{page: len(s.boxes)}
	}
	return mark{page, (y - s.boxes[page].y) / s.boxes[page].h}
}

func (s stack) at(m mark) float32 {
	if m.page >= len(s.boxes) {
		return s.height
	}
	return s.boxes[m.page].y + m.share*s.boxes[m.page].h
}
