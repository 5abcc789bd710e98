package reader

import (
	"strings"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
)

// The title block: a line with the kind, the title, the subtitle, a line of
// particulars, a hairline.
const (
	kindCentre  = 26 // from the top of the page
	titleTop    = 48
	factsBelow  = 15 // from the foot of the subtitle to the centre of the particulars
	factsToLine = 17
	lineToText  = 14
)

const factGap = "  ·  "

func (r *Reader) layoutTitle() {
	zoom := look.Zoom()
	t := typography{narrow: r.geo.narrow, subtitle: r.subtitleSize()}
	title := r.article.Title.Value
	if title == "" {
		title = "Untitled"
	}
	parts := []sheetPart{{roleTitle, title}}
	if r.article.Subtitle.Value != "" {
		parts = append(parts, sheetPart{roleSubtitle, r.article.Subtitle.Value})
	}
	r.title = r.newSheet(t, parts...)
	r.title.top = floor(titleTop * zoom)
	r.facts = nil
	if r.doc != nil {
		r.facts = particulars(r.article, r.doc.count)
	}
	r.bodyTop = floor(r.lineY() + lineToText*zoom)
}

// lineY is where the hairline is.
func (r *Reader) lineY() float32 {
	return floor(r.title.top + r.title.height + (factsBelow+factsToLine)*look.Zoom())
}

// subtitleSize is the largest size at which the subtitle fits one line, or the
// smallest in use.
func (r *Reader) subtitleSize() float32 {
	st := look.Subtitle
	for ; st.Size > look.ArticleText.Size; st.Size-- {
		if look.Width(r.article.Subtitle.Value, st) <= r.geo.measure {
			break
		}
	}
	return st.Size
}

func (pg *page) drawTitle(p *look.Painter) {
	r, zoom := pg.r, look.Zoom()
	pg.drawKind(p, floor(kindCentre*zoom))
	for i := range r.title.lines {
		pg.drawLine(p, r.title.flow, i, r.title.top, r.title.set)
	}
	y := r.title.top + r.title.height + factsBelow*zoom
	p.Text(fit(r.facts, r.geo.measure), look.Meta, look.Ink2, r.geo.left, look.Meta.Centred(y))
	p.Rect(r.geo.left, r.lineY(), r.geo.measure, 1, look.Line)
}

// fit joins as many of the facts as find room. The first is cut before the
// others are left out, but keeps half of the width.
func fit(facts []string, width float32) string {
	if len(facts) == 0 {
		return ""
	}
	rest := look.Width(factGap+strings.Join(facts[1:], factGap), look.Meta)
	text := look.Ellipsis(facts[0], look.Meta, max(width/2, width-rest))
	for _, fact := range facts[1:] {
		longer := text + factGap + fact
		if look.Width(longer, look.Meta) > width {
			break
		}
		text = longer
	}
	return text
}

func (pg *page) drawKind(p *look.Painter, y float32) {
	r := pg.r
	x := p.Text(kindOf(r.article), look.Meta, look.Ink, r.geo.left, look.Meta.Centred(y))
	if r.article.Grade != "" {
		x = p.Chip(r.article.Grade, x+10, y)
	}
	pg.setButtons()
	pg.drawUnconfirmed(p, x+10, y)
	for i, b := range pg.buttons {
		if i == pg.hovered {
			p.Round(b.x-headButtonSize/2, y-headButtonSize/2, headButtonSize, headButtonSize, 7, look.Hover, look.Transparent)
		}
		p.Icon(b.icon, b.x-8, y-8, 16, look.Ink2)
	}
}

// headButton is an icon at the right of the kind line.
type headButton struct {
	icon   look.IconName
	x      float32 // its centre
	tapped func()
}

const headButtonSize = 28

// setButtons places the buttons for which there is something to do.
func (pg *page) setButtons() {
	r := pg.r
	pg.buttons = pg.buttons[:0]
	x := r.geo.width - 30
	put := func(icon look.IconName, tapped func()) {
		pg.buttons = append(pg.buttons, headButton{icon, x, tapped})
		x -= 30
	}
	if r.OnMore != nil {
		put(look.IconMore, func() {
			at := fyne.CurrentApp().Driver().AbsolutePositionForObject(pg)
			r.OnMore(at.AddXY(r.geo.width-44, floor(kindCentre*look.Zoom())+headButtonSize/2))
		})
	}
	put(look.IconSearch, r.ShowFind)
	if r.OnTextSize != nil {
		put(look.IconTextSize, r.OnTextSize)
	}
}

// buttonAt is the index of the button at a point of the page, or −1.
func (pg *page) buttonAt(at fyne.Position) int {
	y := floor(kindCentre * look.Zoom())
	for i, b := range pg.buttons {
		if abs(at.X-b.x) <= headButtonSize/2 && abs(at.Y-y) <= headButtonSize/2 {
			return i
		}
	}
	return -1
}

func abs(v float32) float32 { return max(v, -v) }
