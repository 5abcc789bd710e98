package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// facts says what something is: a title, a few words about it, and what there is
// to know by name. It lies in the scroll that it brings.
type facts struct {
	widget.BaseWidget
	scroll      *container.Scroll
	title, text string
	list        []fact
}

// fact is something to know: lines of words by a label. One without lines is left
// out. The aside says below them what they mean.
type fact struct {
	label string
	lines []string
	aside string
}

func newFacts() *facts {
	f := &facts{}
	f.ExtendBaseWidget(f)
	f.scroll = container.NewVScroll(f)
	return f
}

func (f *facts) show(title, text string, list []fact) {
	f.title, f.text, f.list = title, text, nil
	for _, one := range list {
		if len(one.lines) > 0 {
			f.list = append(f.list, one)
		}
	}
	f.scroll.ScrollToTop()
	f.Refresh()
	f.scroll.Refresh() // its content may have another height
}

const (
	factsGap   = 10
	factsRight = 14 // kept for the scroll bar
)

// CreateRenderer implements fyne.Widget.
func (f *facts) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(f, func(p *look.Painter) { f.draw(p, p.Size().Width) }, func() fyne.Size {
		return fyne.NewSize(1, f.draw(&look.Painter{}, f.scroll.Size().Width))
	})
}

// draw draws the facts in a width and returns where they end.
func (f *facts) draw(p *look.Painter, width float32) float32 {
	y := wrapped(p, f.title, look.BriefingTitle, look.Ink, 0, 0, width-factsRight)
	if f.text != "" {
		y = wrapped(p, f.text, look.PaneText, look.Ink2, 0, y+2, width-factsRight)
	}
	for _, one := range f.list {
		y += factsGap
		p.Rect(0, y, width-factsRight, 1, look.Line)
		y += factsGap
		p.Text(one.label, look.PaneText, look.Ink2, 0, look.PaneText.Baseline(y))
		for _, line := range one.lines {
			y = wrapped(p, line, look.PaneText, look.Ink, labelWidth, y, width-labelWidth-factsRight)
		}
		if one.aside != "" {
			y = wrapped(p, one.aside, look.Meta, look.Ink2, labelWidth, y, width-labelWidth-factsRight)
		}
	}
	return y + factsGap
}

// wrapped writes words from y down into a width and returns where they end.
func wrapped(p *look.Painter, words string, st look.Style, ink fyne.ThemeColorName, x, y, width float32) float32 {
	for _, line := range look.Wrap(words, st, width) {
		p.Text(line, st, ink, x, st.Baseline(y))
		y += st.LineHeight()
	}
	return y
}
