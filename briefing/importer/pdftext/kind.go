package pdftext

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// compose parts the lines of a column and says what kinds of blocks they are.
func (c *compositor) compose(ls []line) []paragraph {
	var ps []paragraph
	for _, part := range c.cutTables(splitSideHeads(ls, c.body)) {
		if part.rows != nil {
			ps = append(ps, part)
			continue
		}
		ps = append(ps, paragraphs(part.lines, c.body)...)
	}
	for i := range ps {
		c.classify(&ps[i])
		if i > 0 && ps[i].kind == briefing.TextQuote && abstract.MatchString(ps[i-1].text()) {
			ps[i].kind = briefing.TextParagraph
		}
	}
	return ps
}

// splitSideHeads parts headings in the margin from the text that begins beside
// them, where most lines of the column begin.
func splitSideHeads(ls []line, b body) []line {
	const far, longest, fewest = 4, 8, 5 // parts of the size, words, lines
	beginAt := func(x float64) (n int) {
		for _, l := range ls {
			if math.Abs(l.x0-x) < 1 {
				n++
			}
		}
		return n
	}
	var out []line
	for _, l := range ls {
		cs := l.cells()
		if len(cs) != 2 || len(cs[0].words) > longest || cs[1].x0-l.x0 < far*b.size || beginAt(cs[1].x0) < fewest {
			out = append(out, l)
			continue
		}
		head, rest := l, l
		head.words, head.x1, head.side = cs[0].words, cs[0].x1, true
		rest.words, rest.x0 = l.words[len(cs[0].words):], cs[1].x0
		out = append(out, head, rest)
	}
	return out
}

// abstract heads the part of a paper that is drawn in without being quoted.
var abstract = pattern.New(`(?i)^(abstract|summary|executive summary|zusammenfassung|résumé)[.:]?$`)

// classify decides what can be told of a paragraph by itself.
func (c *compositor) classify(p *paragraph) {
	if p.kind == briefing.TextTable {
		return
	}
	text := p.text()
	switch {
	case p.first().side:
		p.kind, p.level = briefing.TextHeading, 2
	case allMono(p.lines) && !c.body.mono:
		p.kind = briefing.TextCode
	case p.marker != "" && !c.looksLikeHeading(p, text):
		p.kind, p.level = briefing.TextListItem, 1
	case isCaption(text, p.first().size < 0.95*c.body.size || p.first().bold || p.first().italic):
		p.kind = briefing.TextCaption
	case c.looksLikeHeading(p, text):
		p.kind, p.level = briefing.TextHeading, 2
	case c.isQuote(p):
		p.kind = briefing.TextQuote
	}
}

func allMono(ls []line) bool {
	return !slices.ContainsFunc(ls, func(l line) bool { return !l.mono })
}

var caption = pattern.New(`(?i)^(figure|fig\.|table|tab\.|chart|map|box|photo|plate|scheme|abbildung|abb\.|tabelle)\s*([A-Z]?\d+([.-]\d+)*|[IVX]+)\s*([.:–—|-]|$|\s)`)

// isCaption reports whether text names and explains a figure. In running text
// “Figure 3 shows” has no stop behind the number.
func isCaption(text string, isApart bool) bool {
	m := caption.FindStringSubmatch(text)
	return m != nil && (m[4] != "" && strings.TrimSpace(m[4]) != "" || isApart) && len(strings.Fields(text)) <= 120
}

// numberedHeading begins like the heading of a section.
var numberedHeading = pattern.New(`^(\d{1,2}(\.\d{1,2})*\.?|[IVX]{1,5}\.|[A-Z]\.|(?i:chapter|part|section|annex|appendix) [\dA-Z]+[.:]?)\s+\S`)

// looksLikeHeading reports whether p is larger or heavier than the text and
// short as a heading is.
func (c *compositor) looksLikeHeading(p *paragraph, text string) bool {
	const longest, tallest = 28, 4 // words, lines
	n := len(strings.Fields(text))
	if n == 0 || n > longest || len(p.lines) > tallest || !hasLetter(text) || formulaNumber.MatchString(lastField(text)) {
		return false
	}
	larger := p.first().size >= 1.12*c.body.size
	heavier := allBold(p.lines) && p.first().size >= 0.9*c.body.size && !c.boldBody
	capitals := isUpper(text) && p.first().size >= 0.98*c.body.size && n <= 12 && len(text) > 3
	numbered := numberedHeading.MatchString(text) && n <= 14 && allItalic(p.lines)
	if !larger && !heavier && !capitals && !numbered {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(text)
	if strings.ContainsRune(".;,", r) && !larger && !numberedHeading.MatchString(text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(text)
	return !unicode.IsLower(first) || larger
}

func allItalic(ls []line) bool {
	return !slices.ContainsFunc(ls, func(l line) bool { return !l.italic })
}

func lastField(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

func hasLetter(s string) bool { return strings.ContainsFunc(s, unicode.IsLetter) }

// isQuote reports whether p is drawn in on both sides and set to an edge, as a
// quotation is.
func (c *compositor) isQuote(p *paragraph) bool {
	const fewest, narrowest = 2, 15 // lines; the column in parts of the size
	size := c.body.size
	if len(p.lines) < fewest || p.first().size > 1.03*size || p.x1-p.x0 < narrowest*size {
		return false
	}
	edge := p.lines[1].x0
	for _, l := range p.lines {
		if l.x1 > p.x1-0.8*size {
			return false
		}
	}
	for _, l := range p.lines[1:] {
		if math.Abs(l.x0-edge) > 0.4*size {
			return false
		}
	}
	step := p.first().x0 - edge
	return edge > p.x0+1.2*size && step > -0.4*size && step < 3*size
}

// isBullet reports whether marker is a sign rather than a number.
func isBullet(marker string) bool {
	return marker != "" && !strings.ContainsFunc(marker, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// noteMark is what a footnote begins with.
var noteMark = pattern.New(`^([¹²³⁴⁵⁶⁷⁸⁹⁰]+|\d{1,3}|[*†‡§]{1,3}|\[\d{1,3}\])(\s|\pL|[“"‘(]|$)`)

// splitNotes parts the footnotes at the foot of a column from the text above:
// small type that begins with a mark, or that a short rule sets off.
func (c *compositor) splitNotes(ls []line) (main []line, notes []paragraph) {
	const small = 0.94
	from := len(ls)
	for from > 0 && ls[from-1].size < small*c.body.size {
		from--
	}
	ruled := -1
	for i := from; i < len(ls); i++ {
		if c.isBelowRule(ls, i) {
			ruled = i
			break
		}
	}
	if ruled >= 0 {
		from = ruled
	} else {
		for from < len(ls) && !noteMark.MatchString(ls[from].text()) {
			from++
		}
	}
	if from == len(ls) || ls[from].y < 0.4*c.pages[ls[0].page].height || from == 0 && ruled < 0 && !c.isLowest(ls) {
		return ls, nil
	}
	return ls[:from], c.notes(ls[from:])
}

// isLowest reports whether a column holds nothing but notes at the foot of its page.
func (c *compositor) isLowest(ls []line) bool { return ls[0].y > 0.6*c.pages[ls[0].page].height }

// isBelowRule reports whether a rule that is shorter than the column stands
// between line i and the line above it.
func (c *compositor) isBelowRule(ls []line, i int) bool {
	l := &ls[i]
	above := l.top() - 2.5*l.size
	if i > 0 {
		above = ls[i-1].y
	}
	return slices.ContainsFunc(c.pages[l.page].rules, func(r rect) bool {
		return r.y0 > above && r.y1 < l.y-0.4*l.size && r.x0 < l.x1 && r.x1 > l.x0 && r.x0 < l.x0+2*l.size &&
			(noteMark.MatchString(l.text()) || r.width() < 0.5*c.pages[l.page].width)
	})
}

// notes parts lines where a mark begins one.
func (c *compositor) notes(ls []line) []paragraph {
	var ps []paragraph
	number := 0
	for i, l := range ls {
		n := ordinalOf(l.words[0].logical())
		if i == 0 || startsNote(&l) || n > 1 && n == number+1 {
			number = n
			ps = append(ps, paragraph{kind: briefing.TextFootnote, x0: l.x0, x1: l.x1})
		}
		p := &ps[len(ps)-1]
		p.lines = append(p.lines, l)
	}
	return ps
}

// startsNote reports whether l begins with the mark of a note: a raised one, or
// one that a number in running text would not look like.
func startsNote(l *line) bool {
	return noteMark.MatchString(l.text()) && (l.words[0].raised || l.words[0].size < 0.85*l.size ||
		len(l.words) > 1 && !unicode.IsDigit(l.words[0].glyphs[0].r) || isNoteNumber(l))
}

func isNoteNumber(l *line) bool {
	return len(l.words) > 1 && len(l.words[0].glyphs) <= 3 && startsFresh(l.words[1].written()) && !unicode.IsDigit(l.words[1].glyphs[0].r)
}
