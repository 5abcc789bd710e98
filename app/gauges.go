package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

// gauges shows below the outline how much of the room that its form gives it the
// briefing takes up, a line each, as the pages of the preview have it. One that is
// over says from which paragraph on, and leads there.
type gauges struct {
	widget.BaseWidget
	desk    *desk
	hovered int // or -1
}

// Measures, in units.
const (
	gaugeLeft  = 18
	gaugeBar   = 56
	gaugeThick = 4
	gaugePitch = 24
	gaugePad   = 6 // above the first and below the last
	gaugeMost  = 2 // lines of a message; there is always more than one
)

func newGauges(d *desk) *gauges {
	g := &gauges{desk: d, hovered: -1}
	g.ExtendBaseWidget(g)
	return g
}

func (g *gauges) shown() []export.Gauge { return g.desk.prepared.Gauges }

// CreateRenderer implements fyne.Widget.
func (g *gauges) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(g, g.draw, func() fyne.Size {
		return fyne.NewSize(160, g.foot(len(g.shown())))
	})
}

// foot is where the line of the gauge before i ends.
func (g *gauges) foot(i int) float32 {
	if len(g.shown()) == 0 {
		return 0
	}
	y := float32(gaugePad)
	for _, one := range g.shown()[:i] {
		y += gaugePitch
		if one.Over {
			y += gaugeMost * look.Meta.LineHeight()
		}
	}
	if i == len(g.shown()) {
		y += gaugePad
	}
	return y
}

// message is what is said below a gauge that is over, in lines.
func (g *gauges) message(one export.Gauge) []string {
	if !one.Over {
		return nil
	}
	return look.WrapMax(sentence(one.Message), look.Meta, g.Size().Width-2*gaugeLeft-20, gaugeMost)
}

func (g *gauges) draw(p *look.Painter) {
	if len(g.shown()) == 0 {
		return
	}
	p.Rect(0, 0, p.Size().Width, 1, look.Line)
	for i, one := range g.shown() {
		g.drawGauge(p, i, one)
	}
}

func (g *gauges) drawGauge(p *look.Painter, i int, one export.Gauge) {
	width, top := p.Size().Width, g.foot(i)
	middle := top + gaugePitch/2
	base := look.Meta.Centred(middle)
	if i == g.hovered {
		p.Round(8, top, width-16, g.foot(i+1)-top-g.below(i), look.RowRadius, look.Hover, look.Transparent)
	}
	ink := gaugeInk(one)
	left := p.TextRight(fmt.Sprintf("%d of %s", one.Used, plural(one.Limit, unitOf(one))), look.MetaMedium, ink, width-gaugeLeft, base)
	bar := width - gaugeLeft - gaugeCount - gaugeBar
	left = min(left, width-gaugeLeft-gaugeCount)
	p.Round(bar, middle-gaugeThick/2, gaugeBar, gaugeThick, gaugeThick/2, look.Track, look.Transparent)
	if share := gaugeShare(one); share > 0 {
		p.Round(bar, middle-gaugeThick/2, max(share*gaugeBar, gaugeThick), gaugeThick, gaugeThick/2, gaugeFill(one), look.Transparent)
	}
	x := float32(gaugeLeft)
	if one.Over {
		p.Icon(look.IconWarning, x, middle-7, 14, ink)
		x += 20
	}
	p.Text(look.Ellipsis(gaugeName(one), look.Meta, min(bar, left)-x-10), look.Meta, look.Ink2, x, base)
	for j, line := range g.message(one) {
		p.Text(line, look.Meta, look.Ink2, gaugeLeft+20, look.Meta.Baseline(top+gaugePitch-3+float32(j)*look.Meta.LineHeight()))
	}
}

// gaugeCount is the room for “12 of 12 lines”.
const gaugeCount = 84

// below is what lies between the line of a gauge and the end of all.
func (g *gauges) below(i int) float32 {
	if i == len(g.shown())-1 {
		return gaugePad
	}
	return 0
}

// unitOf is what a gauge counts, one of them.
func unitOf(one export.Gauge) string {
	if one.Unit == export.Pages {
		return "page"
	}
	return "line"
}

func gaugeName(one export.Gauge) string {
	if one.What == "" {
		return "The whole note"
	}
	return capital(one.What)
}

// gaugeInk is the colour of a gauge's words.
func gaugeInk(one export.Gauge) fyne.ThemeColorName {
	switch {
	case !one.Over:
		return look.Ink2
	case one.Severity == briefing.SeverityError:
		return look.Err
	}
	return look.Warn
}

// gaugeFill is the colour of its bar.
func gaugeFill(one export.Gauge) fyne.ThemeColorName {
	if !one.Over {
		return look.Ink3
	}
	return gaugeInk(one)
}

// gaugeShare is how much of its room is taken, 1 at most.
func gaugeShare(one export.Gauge) float32 {
	if one.Limit == 0 {
		return 0
	}
	return min(float32(one.Used)/float32(one.Limit), 1)
}

// gaugeAt is the gauge at a height that leads somewhere, or -1.
func (g *gauges) gaugeAt(y float32) int {
	for i, one := range g.shown() {
		if y >= g.foot(i) && y < g.foot(i+1) && one.Over {
			return i
		}
	}
	return -1
}

// Tapped goes to where the briefing becomes too long.
func (g *gauges) Tapped(e *fyne.PointEvent) {
	if i := g.gaugeAt(e.Position.Y); i >= 0 {
		one := g.shown()[i]
		g.desk.do(nil, func(d *desk) { d.goToGauge(one) })
	}
}

// Cursor shows what leads somewhere.
func (g *gauges) Cursor() desktop.Cursor {
	if g.hovered >= 0 {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// MouseIn follows the pointer.
func (g *gauges) MouseIn(e *desktop.MouseEvent) { g.MouseMoved(e) }

// MouseMoved follows the pointer.
func (g *gauges) MouseMoved(e *desktop.MouseEvent) { g.hover(g.gaugeAt(e.Position.Y)) }

// MouseOut forgets the pointer.
func (g *gauges) MouseOut() { g.hover(-1) }

func (g *gauges) hover(i int) {
	if i != g.hovered {
		g.hovered = i
		g.Refresh()
	}
}

// goToGauge goes to the block in which something becomes too long, to the field that
// is, or to the first page too many.
func (d *desk) goToGauge(one export.Gauge) {
	switch {
	case one.Block > 0:
		d.goToBlock(one.Block - 1)
		d.outline.Focus()
		return
	case one.Unit == export.Pages:
		d.preview.Turn(one.Limit - d.preview.Page())
		return
	}
	form, _ := d.templates().Named(d.briefing.Template)
	for _, f := range form.Fields {
		if f.Label.In(d.briefing.Language) == one.What && d.canEditNote() {
			d.askDetail(f.Key)
			return
		}
	}
}

// isTooLong reports whether the open briefing has more of something than its form
// allows.
func (d *desk) isTooLong() bool { return len(d.tooLong()) > 0 }

func (d *desk) tooLong() []export.Gauge {
	var over []export.Gauge
	for _, one := range d.prepared.Gauges {
		if one.Over {
			over = append(over, one)
		}
	}
	return over
}

// showTooLong goes to the first paragraph that is too much, and from there to the
// next such.
func (d *desk) showTooLong() {
	over := d.tooLong()
	at := 0
	for i, one := range over {
		if one.Block == d.block+1 {
			at = (i + 1) % len(over)
		}
	}
	d.goToGauge(over[at])
}

// showGauges shows how long the briefing is.
func (d *desk) showGauges() {
	d.frame.gauges.hovered = -1
	d.frame.outlined.Refresh() // they may have another height
}
