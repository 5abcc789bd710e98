package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// NewRenderer returns the renderer of a widget that draws itself: draw fills a
// Painter, already begun at the widget's size, whenever size or state changed;
// least says the smallest size.
func NewRenderer(w fyne.Widget, draw func(*Painter), least func() fyne.Size) fyne.WidgetRenderer {
	return &renderer{widget: w, draw: draw, least: least}
}

type renderer struct {
	widget  fyne.Widget
	draw    func(*Painter)
	least   func() fyne.Size
	painter Painter
	drawn   bool
}

func (r *renderer) Layout(size fyne.Size) {
	r.drawn = true
	r.painter.Begin(size)
	r.draw(&r.painter)
}

// Refresh draws the widget again, once it has a size.
func (r *renderer) Refresh() {
	if r.widget.Size().IsZero() {
		return
	}
	r.Layout(r.widget.Size())
	canvas.Refresh(r.widget)
}

// Objects returns what was drawn. Fyne throws the renderers of hidden widgets
// away and does not lay out those that it makes in their place.
func (r *renderer) Objects() []fyne.CanvasObject {
	if size := r.widget.Size(); !r.drawn && !size.IsZero() {
		r.Layout(size)
	}
	return r.painter.Objects()
}

func (r *renderer) MinSize() fyne.Size { return r.least() }
func (r *renderer) Destroy()           {}
