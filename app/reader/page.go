package reader

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// page is what scrolls: the whole article, of which it draws what is in view.
type page struct {
	widget.BaseWidget
	r *Reader

	buttons []headButton
	hovered int  // index into buttons, or −1
	onMark  bool // the pointer is on a margin mark
	links   []link
	onLink  bool // the pointer is on one of links
}

func newPage(r *Reader) *page {
	p := &page{r: r, hovered: -1}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws the lines in view.
func (pg *page) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(pg, pg.draw, func() fyne.Size { return fyne.NewSize(1, pg.r.height) })
}

// fit takes the height that the article has.
func (pg *page) fit(view fyne.Size) {
	pg.Resize(fyne.NewSize(pg.r.geo.width, max(pg.r.height, view.Height)))
	pg.r.scroll.Refresh()
}

func (pg *page) draw(p *look.Painter) {
	r := pg.r
	if r.geo.width == 0 {
		return
	}
	top := r.scroll.Offset.Y
	bottom := top + r.scroll.Size().Height
	pg.links = pg.links[:0]
	if top < r.bodyTop {
		pg.drawTitle(p)
	}
	if r.body != nil {
		pg.drawBody(p, top-r.bodyTop, bottom-r.bodyTop)
	}
	if r.notices.flow != nil && bottom > r.notices.top-20 {
		p.Rect(r.geo.left, r.notices.top-16, 96, 1, look.Border)
		from, to := r.notices.visible(top-r.notices.top, bottom-r.notices.top)
		for i := from; i < to; i++ {
			pg.drawLine(p, r.notices.flow, i, r.notices.top, r.notices.set)
		}
		pg.drawNoticeLinks(p)
	}
}

// drawBody draws the lines between top and bottom, which are measured from the
// first line, with what lies behind and beside them.
func (pg *page) drawBody(p *look.Painter, top, bottom float32) {
	r := pg.r
	from, to := r.body.visible(top, bottom)
	pg.drawGrounds(p, from, to)
	for _, h := range r.highlights {
		pg.drawBand(p, h, from, to)
	}
	pg.drawMatches(p, from, to)
	pg.drawSelection(p, from, to)
	pg.drawRevealed(p, from, to)
	t := typography{narrow: r.geo.narrow}
	for i := from; i < to; i++ {
		pg.drawLine(p, r.body, i, r.bodyTop, t)
	}
	pg.drawMargins(p, from, to)
	pg.drawCaret(p)
}

// drawGrounds draws what lies behind and beside paragraphs of some kinds.
func (pg *page) drawGrounds(p *look.Painter, from, to int) {
	g, zoom := pg.r.geo, look.Zoom()
	for i := from; i < to; i++ {
		l := pg.r.body.lines[i]
		para := &pg.r.doc.paras[l.para]
		y := pg.r.bodyTop + l.y
		switch para.role {
		case rolePull:
			pg.drawRule(p, para, y, l.h, look.Accent)
		case roleQuote:
			pg.drawRule(p, para, y, l.h, look.Border)
		case roleCode:
			p.Rect(g.left, y, g.measure, l.h, look.Chrome)
		case roleCell:
			if y := pg.r.bodyTop + l.row; para.column == 0 && l.y == l.row {
				p.Rect(g.left, y-rowGap/2-1, g.measure, 1, rowRule(para))
			}
		case roleFootnote:
			if para.opens && para.first && int(l.start) == para.start {
				p.Rect(g.left, y-14*zoom, 96, 1, look.Border)
			}
		case roleItem:
			if para.first && int(l.start) == para.start && !pg.r.doc.startsWithMarker(para) {
				pg.drawBullet(p, para, l, y, zoom)
			}
		}
	}
}

// rowRule is the colour of the line above a row of a table.
func rowRule(p *para) fyne.ThemeColorName {
	if p.first {
		return look.Border
	}
	return look.Line
}

func (pg *page) drawRule(p *look.Painter, para *para, y, h float32, colour fyne.ThemeColorName) {
	x := pg.r.geo.left
	if para.rtl {
		x = pg.r.geo.right() - 2
	}
	p.Rect(x, y, 2, h, colour)
}

func (pg *page) drawBullet(p *look.Painter, para *para, l line, y, zoom float32) {
	x := pg.r.geo.left + l.x - 13*zoom
	if para.rtl {
		x = pg.r.geo.left + l.x + l.room + 13*zoom
	}
	p.Dot(x, y+l.h/2+1, 4*zoom, look.Ink2)
}

// startsWithMarker reports whether a list item brings its own bullet or number.
func (d *document) startsWithMarker(p *para) bool {
	if p.start == p.end {
		return true
	}
	r := d.runes[p.start]
	return !isLetter(r) && isMarker(r) || r >= '0' && r <= '9' && p.start+1 < p.end && (d.runes[p.start+1] == '.' || d.runes[p.start+1] == ')')
}

func isMarker(r rune) bool {
	switch r {
	case '•', '·', '-', '–', '—', '*', '▪', '◦', '(':
		return true
	}
	return false
}

// rows calls yield for the bars of [start, end) on each line in view.
func (pg *page) rows(start, end, from, to int, yield func(i int, l line, bars []bar)) {
	f := pg.r.body
	if start >= end || len(f.lines) == 0 {
		return
	}
	first, last := max(f.lineAt(start), from), min(f.lineAt(end-1), to-1)
	for i := first; i <= last; i++ {
		yield(i, f.lines[i], f.bars(i, start, end))
	}
}

// band calls shape for each bar of a stretch, in units of the page. Its ends
// are round only where the stretch truly starts and ends.
func (pg *page) band(start, end, from, to int, shape func(l line, b bar, ends look.Ends)) {
	f := pg.r.body
	pg.rows(start, end, from, to, func(i int, l line, bars []bar) {
		first, last := i == f.lineAt(start), i == f.lineAt(end-1)
		if pg.r.doc.paras[l.para].rtl {
			first, last = last, first
		}
		l.y += pg.r.bodyTop
		for k, b := range bars {
			b.x0, b.x1 = b.x0+pg.r.geo.left, b.x1+pg.r.geo.left
			shape(l, b, look.Ends{Left: first && k == 0, Right: last && k == len(bars)-1})
		}
	})
}

func (pg *page) drawBand(p *look.Painter, h highlight, from, to int) {
	fill := bandColours[h.colour]
	pg.band(h.start, h.end, from, to, func(l line, b bar, ends look.Ends) {
		p.Band(b.x0-2, l.y+2, b.x1-b.x0+4, l.h-4, 3, ends, fill)
	})
}

func (pg *page) drawMatches(p *look.Painter, from, to int) {
	r := pg.r
	if !r.findBar.Visible() || from >= to {
		return
	}
	low, high := int(r.body.lines[from].start), int(r.body.lines[to-1].end)
	for k, m := range r.finder.matches {
		if m.end <= low || m.start >= high {
			continue
		}
		pg.band(m.start, m.end, from, to, func(l line, b bar, ends look.Ends) {
			h := floor(min(18*look.Zoom(), l.h))
			y := floor(l.y + (l.h-h)/2)
			if r.finder.loose {
				p.Band(b.x0-1, y, b.x1-b.x0+2, h, 3, ends, look.WarnSoft)
				p.Dashes(b.x0, b.x1, y+h-2, look.Warn)
			} else {
				p.Band(b.x0-1, y, b.x1-b.x0+2, h, 3, ends, look.Match)
			}
			if k == r.finder.current {
				p.Rect(b.x0-1, y+h, b.x1-b.x0+2, 2, look.Accent)
			}
		})
	}
}

func (pg *page) drawSelection(p *look.Painter, from, to int) {
	start, end := pg.r.selection.span()
	last := pg.r.body.lineAt(end - 1)
	pg.rows(start, end, from, to, func(i int, l line, bars []bar) {
		if leavesOut(&pg.r.doc.paras[l.para], start, end) {
			return
		}
		h := l.h
		if i < last {
			h++ // or a seam would show between lines
		}
		for _, b := range bars {
			p.Rect(floor(b.x0+pg.r.geo.left-1), pg.r.bodyTop+l.y, floor(b.x1-b.x0+2.5), h, look.Sel)
		}
	})
}

func (pg *page) drawRevealed(p *look.Painter, from, to int) {
	m := pg.r.revealed
	colour := look.Accent
	for _, h := range pg.r.highlights {
		if h.start == m.start && h.end == m.end {
			colour = markColours[h.colour]
		}
	}
	pg.band(m.start, m.end, from, to, func(l line, b bar, _ look.Ends) {
		p.Rect(b.x0-2, l.y+l.h-3, b.x1-b.x0+4, 2, colour)
	})
}

// drawLine draws the words of a line of f, which begins at top.
func (pg *page) drawLine(p *look.Painter, f *flow, i int, top float32, t typography) {
	l, g := f.lines[i], pg.r.geo
	para := &f.doc.paras[l.para]
	base := face{role: para.role}.style(t).Centred(top + l.y + l.h/2)
	ink := inkOf(para.role)
	for _, pc := range f.place(i) {
		if pc.trim == pc.start {
			continue
		}
		x := pc.x
		if pc.rtl() {
			x = f.edge(pc, pc.trim)
		}
		p.Text(f.drawn(pc), pc.face.style(t), ink, g.left+x, base)
	}
	for _, s := range para.spans {
		if s.Kind != briefing.SpanLink || int(s.End) <= int(l.start) || int(s.Start) >= int(l.trim) {
			continue
		}
		for _, b := range f.bars(i, int(s.Start), int(s.End)) {
			p.Rect(floor(g.left+b.x0), base+3, b.x1-b.x0, 1, look.Accent)
		}
	}
}

// drawn is the text of a piece as it is handed to Fyne.
func (f *flow) drawn(pc piece) string {
	if pc.rtl() && pc.trim == pc.start+1 {
		return string(look.Mirror(f.doc.runes[pc.start]))
	}
	return f.doc.text(pc.start, pc.trim)
}

func inkOf(r role) fyne.ThemeColorName {
	switch r {
	case roleSubtitle, roleCaption, roleNotice, roleFootnote, roleLabel:
		return look.Ink2
	case roleQuestion:
		return look.Warn
	default:
		return look.Ink
	}
}

// mark is where the margin mark of h stands.
func (pg *page) mark(h highlight) (x, top, bottom float32) {
	r := pg.r
	first, last := r.body.lines[r.body.lineAt(h.start)], r.body.lines[r.body.lineAt(h.end-1)]
	x = r.geo.left - markRoom - 5*float32(min(h.lane, mostLanes))
	return x, r.bodyTop + first.y + 4, r.bodyTop + last.y + last.h - 4
}

// markAt is the highlight whose margin mark is nearest to a point, within
// reach of the pointer, or nil.
func (pg *page) markAt(at fyne.Position) *highlight {
	if pg.r.body == nil {
		return nil
	}
	var best *highlight
	reach := float32(6)
	for i := range pg.r.highlights {
		h := &pg.r.highlights[i]
		x, top, bottom := pg.mark(*h)
		away := abs(at.X - x - markWidth/2)
		if at.Y >= top && at.Y <= bottom && away < reach {
			best, reach = h, away
		}
	}
	return best
}

const markWidth = 3

// mostLanes is how many marks fit into the margin beside the first.
const mostLanes = 3

// drawMargins draws the marks on the left and the tag names on the right.
func (pg *page) drawMargins(p *look.Painter, from, to int) {
	r, f := pg.r, pg.r.body
	pg.drawPageLabels(p, from, to)
	free := float32(-1e9) // below the last tag name
	for _, h := range r.highlights {
		i, j := f.lineAt(h.start), f.lineAt(h.end-1)
		if j < from || i >= to {
			continue
		}
		first := f.lines[i]
		x, top, bottom := pg.mark(h)
		p.Round(x, top, markWidth, bottom-top, markWidth/2, markColours[h.colour], look.Transparent)
		if !r.geo.tags || h.tags == "" {
			continue
		}
		y := r.belowPageLabel(max(r.bodyTop+first.y+first.h/2, free))
		if y > bottom+first.h {
			continue // the names of others fill the margin beside it
		}
		room := r.geo.width - r.geo.right() - tagGap - 8
		p.Text(look.Ellipsis(h.tags, look.MarginTag, room), look.MarginTag, look.Ink2, r.geo.right()+tagGap, look.MarginTag.Centred(y))
		free = y + look.MarginTag.LineHeight()
	}
}

func (pg *page) drawCaret(p *look.Painter) {
	r := pg.r
	if !r.focused || !r.caretShown || !r.selection.isEmpty() || len(r.body.lines) == 0 {
		return
	}
	i, x := r.body.caret(r.selection.caret)
	l := r.body.lines[i]
	p.Rect(floor(r.geo.left+x)-1, r.bodyTop+l.y+2, 2, l.h-4, look.Accent)
}
