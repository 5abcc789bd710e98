package reader

import (
	"strings"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// link is words on the page that can be clicked, and are not the article's.
type link struct {
	x, y, w, h float32
	tapped     func()
}

// linkAt is the index of the link at a point of the page, or −1.
func (pg *page) linkAt(at fyne.Position) int {
	for i, l := range pg.links {
		if at.X >= l.x && at.X < l.x+l.w && at.Y >= l.y && at.Y < l.y+l.h {
			return i
		}
	}
	return -1
}

// linkRight draws words that can be clicked so that they end at right, centred
// on y, and returns where they begin.
func (pg *page) linkRight(p *look.Painter, words string, right, y float32, tapped func()) float32 {
	x := p.TextRight(words, look.MetaMedium, look.Accent, right, look.MetaMedium.Centred(y))
	const reach = 11
	pg.links = append(pg.links, link{x - 4, y - reach, right - x + 8, 2 * reach, tapped})
	return x
}

// drawUnconfirmed names the details that want confirming, from x, centred on y.
func (pg *page) drawUnconfirmed(p *look.Painter, x, y float32) {
	r := pg.r
	names := Unconfirmed(r.article)
	if len(names) == 0 || r.OnDetails == nil {
		return
	}
	const icon = 18
	room := r.geo.width - 30 - 30*float32(len(pg.buttons)) - x - icon
	says := look.Ellipsis("To confirm: "+strings.Join(names, ", "), look.Meta, room)
	p.Icon(look.IconQuestionMark, x, y-7, 14, look.Warn)
	end := p.Text(says, look.Meta, look.Warn, x+icon, look.Meta.Centred(y))
	pg.links = append(pg.links, link{x - 4, y - 12, end - x + 8, 24, r.OnDetails})
}

const linkGap = 18

// drawNoticeLinks draws what can be said of a notice that is uncertain, or was
// dismissed, beside its label.
func (pg *page) drawNoticeLinks(p *look.Painter) {
	r := pg.r
	for i := range r.notices.lines {
		l := r.notices.lines[i]
		para := &r.notices.doc.paras[l.para]
		n := r.article.Notices[para.block/2]
		if para.block%2 != 0 || int(l.start) != para.start || !n.Uncertain && !n.Dismissed {
			continue
		}
		y := r.notices.top + l.y + l.h/2
		if n.Uncertain {
			p.Icon(look.IconQuestionMark, r.geo.left-markRoom-4, y-7, 14, look.Warn)
		}
		if r.OnNotice == nil {
			continue
		}
		right := r.geo.right()
		if n.Dismissed {
			pg.linkRight(p, "It Is a Notice", right, y, func() { r.OnNotice(n, true) })
			continue
		}
		right = pg.linkRight(p, "Not a Notice", right, y, func() { r.OnNotice(n, false) })
		pg.linkRight(p, "Confirm", right-linkGap, y, func() { r.OnNotice(n, true) })
	}
}

// pageLabel says at which line of the body a page of the source begins.
type pageLabel struct {
	line int
	text string
}

// pageLabels finds the lines in which pages begin.
func pageLabels(f *flow, pages []briefing.PageMark) []pageLabel {
	if f == nil || len(f.lines) == 0 {
		return nil
	}
	var all []pageLabel
	for _, pm := range pages {
		if pm.Label == "" {
			continue
		}
		l := pageLabel{f.lineAt(int(pm.Offset)), "p. " + pm.Label}
		if n := len(all); n > 0 && all[n-1].line == l.line {
			all[n-1] = l // a page of one line or less
			continue
		}
		all = append(all, l)
	}
	return all
}

// drawPageLabels names the pages that begin in the lines in view, in the margin
// on the right.
func (pg *page) drawPageLabels(p *look.Painter, from, to int) {
	r := pg.r
	for _, l := range r.labels {
		if l.line < from || l.line >= to {
			continue
		}
		y := r.labelY(l)
		if !r.geo.tags { // there is room for the number alone
			number := strings.TrimPrefix(l.text, "p. ")
			p.TextRight(look.Ellipsis(number, look.MarginTag, narrowMargin-12), look.MarginTag, look.Ink3, r.geo.width-8, look.MarginTag.Centred(y))
			continue
		}
		x := r.geo.right() + tagGap
		p.Text(look.Ellipsis(l.text, look.MarginTag, r.geo.width-x-8), look.MarginTag, look.Ink3, x, look.MarginTag.Centred(y))
	}
}

// labelY is the height on the page at which the label of a page stands.
func (r *Reader) labelY(l pageLabel) float32 {
	line := r.body.lines[l.line]
	return r.bodyTop + line.y + line.h/2
}

// belowPageLabel is y, or so far below it that a tag name does not cover the
// label of a page.
func (r *Reader) belowPageLabel(y float32) float32 {
	h := look.MarginTag.LineHeight()
	for _, l := range r.labels {
		if at := r.labelY(l); y > at-h && y < at+h {
			return at + h
		}
	}
	return y
}
