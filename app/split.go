package app

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// split shows two things side by side, or one above the other, with a hairline
// between them that can be dragged. One side keeps its size when the window
// changes; the other takes the rest.
type split struct {
	widget.BaseWidget
	first, second fyne.CanvasObject
	vertical      bool
	fixedFirst    bool    // which side keeps its size
	size          float32 // of that side
	least, most   float32 // bounds of size; most 0 is none
	leastOther    float32 // what the other side keeps whatever happens
	onResized     func(size float32)
}

// grip is the width of what can be taken hold of to move the line.
const grip = 8

func newSplit(first, second fyne.CanvasObject, vertical, fixedFirst bool, size, least, leastOther float32) *split {
	s := &split{first: first, second: second, vertical: vertical, fixedFirst: fixedFirst, size: size, least: least, leastOther: leastOther}
	s.ExtendBaseWidget(s)
	return s
}

// setSize gives the fixed side a size, within its bounds.
func (s *split) setSize(size float32) {
	s.size = size
	s.Refresh()
}

// shown is the size of the fixed side in a space of total.
func (s *split) shown(total float32) float32 {
	size := max(s.size, s.least)
	if s.most > 0 {
		size = min(size, s.most)
	}
	return max(min(size, total-s.leastOther), 0)
}

func (s *split) along(size fyne.Size) float32 {
	if s.vertical {
		return size.Height
	}
	return size.Width
}

func (s *split) CreateRenderer() fyne.WidgetRenderer {
	handle := &splitHandle{split: s}
	handle.ExtendBaseWidget(handle)
	return &splitRenderer{split: s, line: canvas.NewRectangle(color.Transparent), handle: handle}
}

type splitRenderer struct {
	split  *split
	line   *canvas.Rectangle
	handle *splitHandle
}

func (r *splitRenderer) Layout(size fyne.Size) {
	s := r.split
	total := s.along(size)
	at := s.shown(total)
	if !s.fixedFirst {
		at = total - at
	}
	place := func(o fyne.CanvasObject, from, to float32) {
		if s.vertical {
			o.Move(fyne.NewPos(0, from))
			o.Resize(fyne.NewSize(size.Width, to-from))
			return
		}
		o.Move(fyne.NewPos(from, 0))
		o.Resize(fyne.NewSize(to-from, size.Height))
	}
	place(s.first, 0, at)
	place(r.line, at, at+1)
	place(s.second, at+1, max(total, at+1))
	place(r.handle, at-grip/2, at+grip/2)
}

func (r *splitRenderer) MinSize() fyne.Size {
	if r.split.vertical {
		return fyne.NewSize(100, r.split.least+r.split.leastOther)
	}
	return fyne.NewSize(r.split.least+r.split.leastOther, 100)
}

func (r *splitRenderer) Refresh() {
	r.line.FillColor = look.Colour(look.Line)
	r.Layout(r.split.BaseWidget.Size())
	canvas.Refresh(r.split)
}

func (r *splitRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.split.first, r.split.second, r.line, r.handle}
}

func (r *splitRenderer) Destroy() {}

// splitHandle lies over the line and is dragged.
type splitHandle struct {
	widget.BaseWidget
	split *split
}

func (h *splitHandle) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(canvas.NewRectangle(color.Transparent))
}

func (h *splitHandle) Cursor() desktop.Cursor {
	if h.split.vertical {
		return desktop.VResizeCursor
	}
	return desktop.HResizeCursor
}

func (h *splitHandle) Dragged(e *fyne.DragEvent) {
	s := h.split
	by := e.Dragged.DX
	if s.vertical {
		by = e.Dragged.DY
	}
	if !s.fixedFirst {
		by = -by
	}
	s.setSize(s.shown(s.along(s.BaseWidget.Size())) + by)
}

func (h *splitHandle) DragEnd() {
	if s := h.split; s.onResized != nil {
		s.onResized(s.size)
	}
}
