package preview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

const (
	headLeft   = 18
	headRight  = 14
	arrow      = 14
	arrowReach = 8 // round an arrow, for the pointer
)

// head is the line above the pages: what they are, and which is in view.
type head struct {
	widget.BaseWidget
	preview *Preview
}

func newHead(p *Preview) *head {
	h := &head{preview: p}
	h.ExtendBaseWidget(h)
	return h
}

// Tapped turns the page at the arrows, and else reports a click on the title.
func (h *head) Tapped(e *fyne.PointEvent) {
	p := h.preview
	left, right := h.arrows()
	switch {
	case p.Pages() > 0 && e.Position.X >= right-arrowReach:
		p.Turn(1)
	case p.Pages() > 0 && e.Position.X >= left-arrowReach && e.Position.X < left+arrow+arrowReach:
		p.Turn(-1)
	case p.OnHead != nil:
		p.OnHead()
	}
}

// CreateRenderer draws the head.
func (h *head) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(h, h.draw, func() fyne.Size { return fyne.NewSize(160, HeadHeight) })
}

// arrows returns where the arrows to the last and the next page begin.
func (h *head) arrows() (left, right float32) {
	right = h.Size().Width - headRight - arrow
	return right - 2*arrowReach - look.Width(h.count(), look.Meta) - arrow, right
}

// count says which page is in view.
func (h *head) count() string {
	return fmt.Sprintf("%d of %d", h.preview.Page()+1, h.preview.Pages())
}

func (h *head) draw(to *look.Painter) {
	p := h.preview
	middle := float32(HeadHeight) / 2
	to.Rect(0, 0, to.Size().Width, HeadHeight, look.Desk)
	to.Text("Preview", look.MetaBold, look.Ink2, headLeft, look.MetaBold.Centred(middle))
	if p.Pages() == 0 {
		return
	}
	left, right := h.arrows()
	to.Icon(look.IconLeft, left, middle-arrow/2, arrow, arrowInk(p.Page() > 0))
	to.Icon(look.IconRight, right, middle-arrow/2, arrow, arrowInk(p.Page() < p.Pages()-1))
	to.Text(h.count(), look.Meta, look.Ink2, left+arrow+arrowReach, look.Meta.Centred(middle))
}

// arrowInk is the colour of an arrow that leads somewhere, or does not.
func arrowInk(leads bool) fyne.ThemeColorName {
	if leads {
		return look.Ink2
	}
	return look.Border
}
