package outline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// head shows the title of the briefing; a click on it edits the front matter.
type head struct {
	widget.BaseWidget
	o       *Outline
	now     Head
	hovered bool
}

func newHead(o *Outline) *head {
	h := &head{o: o}
	h.ExtendBaseWidget(h)
	return h
}

func (h *head) set(now Head) {
	if h.now != now {
		h.now = now
		h.Refresh()
	}
}

// headHeight is that of the head, with its hairline.
func headHeight() float32 {
	return 65 + look.BriefingTitle.LineHeight() - look.BriefingTitle.Line + look.Meta.LineHeight() - look.Meta.Line
}

func (h *head) draw(p *look.Painter) {
	const left, right, icon = 18, 18, 16
	size := h.Size()
	title, ink := h.now.Title, look.Ink
	if title == "" {
		title, ink = "Untitled briefing", look.Ink3
	}
	room := size.Width - left - right - icon
	centre := 13 + look.BriefingTitle.LineHeight()/2
	p.Text(look.Ellipsis(title, look.BriefingTitle, room-12), look.BriefingTitle, ink, left, look.BriefingTitle.Centred(centre))
	below := centre + look.BriefingTitle.LineHeight()/2 + 1 + look.Meta.LineHeight()/2
	p.Text(look.Ellipsis(h.now.Line, look.Meta, room), look.Meta, look.Ink2, left, look.Meta.Centred(below))
	x := size.Width - right - icon
	if h.hovered {
		p.Round(x-6, centre-14, icon+12, icon+12, 7, look.Hover, look.Transparent)
	}
	p.Icon(look.IconMore, x, centre-icon/2, icon, look.Ink2)
	p.Rect(0, size.Height-1, size.Width, 1, look.Line)
}

// Tapped asks to edit the front matter.
func (h *head) Tapped(*fyne.PointEvent) {
	if h.o.OnTitle != nil {
		h.o.OnTitle()
	}
}

// Cursor belongs to Fyne.
func (h *head) Cursor() desktop.Cursor { return desktop.PointerCursor }

// MouseIn belongs to Fyne.
func (h *head) MouseIn(*desktop.MouseEvent) { h.hover(true) }

// MouseMoved belongs to Fyne.
func (h *head) MouseMoved(*desktop.MouseEvent) {}

// MouseOut belongs to Fyne.
func (h *head) MouseOut() { h.hover(false) }

func (h *head) hover(on bool) {
	h.hovered = on
	h.Refresh()
}

// CreateRenderer belongs to Fyne.
func (h *head) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(h, h.draw, func() fyne.Size { return fyne.NewSize(160, headHeight()) })
}
