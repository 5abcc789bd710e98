package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// shapes offers the templates in the place of a briefing while none is open: a
// double click, Enter or the button starts one.
type shapes struct {
	content *ground
	list    *rowList
}

func (d *desk) newShapes() *shapes {
	list := newTemplates(d, "")
	start := func() {
		d.do((*desk).writable, func(d *desk) { d.startNote(d.templates()[list.at], "") })
	}
	list.onEnter = func(int) { start() }
	button := look.NewButton("", "Start This Briefing", look.Quiet, start)
	foot := container.New(insets{18, 18, 12, 16}, container.NewHBox(button))
	body := container.NewBorder(newShapesHead(), foot, nil, nil, container.New(insets{4, 4, 8, 0}, list.scroll))
	s := &shapes{newGround(look.Chrome, body), list}
	s.content.Hide()
	return s
}

// showShapes offers the shapes of a briefing while none is open and one can be made.
func (d *desk) showShapes() {
	s := d.frame.shapes
	on := !d.hasNote() && d.writable()
	switch {
	case on && !s.content.Visible():
		s.list.choose(d.templateAt(d.lastTemplate()))
		s.content.Show()
	case !on:
		s.content.Hide()
	}
}

// focusBriefing gives the keyboard to the outline, or to the shapes in its place.
func (d *desk) focusBriefing() {
	if d.frame.shapes.content.Visible() {
		look.Focus(d.frame.shapes.list)
		return
	}
	d.outline.Focus()
}

// shapesHead stands where the title of a briefing does.
type shapesHead struct{ widget.BaseWidget }

func newShapesHead() *shapesHead {
	h := &shapesHead{}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *shapesHead) CreateRenderer() fyne.WidgetRenderer {
	const left, top = 18, 13
	height := func() float32 { return top + look.BriefingTitle.LineHeight() + look.Meta.LineHeight() + 12 }
	draw := func(p *look.Painter) {
		p.Text("New briefing", look.BriefingTitle, look.Ink, left, look.BriefingTitle.Baseline(top))
		p.Text("Choose a shape; it can be changed later.", look.Meta, look.Ink2, left, look.Meta.Baseline(top+look.BriefingTitle.LineHeight()+1))
		p.Rect(0, height()-1, p.Size().Width, 1, look.Line)
	}
	return look.NewRenderer(h, draw, func() fyne.Size { return fyne.NewSize(160, height()) })
}
