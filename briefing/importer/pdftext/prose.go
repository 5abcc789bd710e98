package pdftext

import (
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// prose is the text of a block as it grows, with what is remembered of it.
type prose struct {
	text   []byte
	length briefing.Offset
	words  []styled
	turns  []briefing.PageMark
	soft   bool // the last word ends with a hyphen that shows only where a line does
}

// styled is a word of a prose.
type styled struct {
	briefing.Range
	bold, italic bool
	url          string
}

func (t *prose) write(s string) {
	t.text = append(t.text, s...)
	t.length += briefing.Length(s)
}

// block joins the lines of p.
func (c *compositor) block(p *paragraph) Block {
	b := Block{Kind: p.kind, Level: p.level, Page: c.pages[p.first().page].label}
	for _, row := range p.rows {
		var texts []string
		for _, lines := range row {
			texts = append(texts, c.block(&paragraph{lines: lines}).Text)
		}
		b.Rows = append(b.Rows, texts)
	}
	if b.Rows != nil {
		return b
	}
	var t prose
	for i := range p.lines {
		c.writeLine(&t, p, i)
	}
	b.Text, b.Spans, b.Turns = string(t.text), t.spans(p.kind), t.turns
	return b
}

// writeLine adds line i of p to t.
func (c *compositor) writeLine(t *prose, p *paragraph, i int) {
	l := &p.lines[i]
	pieces := l.pieces()
	if i == 0 && p.kind == briefing.TextListItem && isBullet(p.marker) && len(pieces) > 1 {
		pieces = pieces[1:]
	}
	for k, pc := range pieces {
		switch {
		case k > 0 && pc.spaced:
			t.write(" ")
		case k == 0 && i > 0:
			c.endLine(t, pc.text, p.kind)
			if p.kind == briefing.TextCode {
				t.write(strings.Repeat(" ", l.indent(p.first().x0)))
			}
			if l.page != p.lines[i-1].page {
				t.turns = append(t.turns, briefing.PageMark{Offset: t.length, Label: c.pages[l.page].label})
			}
		}
		t.soft = pc.soft
		start := t.length
		t.write(pc.text)
		st := c.styles[pc.style]
		t.words = append(t.words, styled{briefing.Range{Start: start, End: t.length}, st.bold, st.italic, c.linkAt(l.page, pc.place)})
	}
}

// indent is by how many letters a line of a listing is drawn in from x0.
func (l *line) indent(x0 float64) int {
	const most, advance = 80, 0.6 // letters, parts of the size
	return max(0, min(most, int(math.Round((l.x0-x0)/(advance*max(l.size, 1))))))
}

// linkAt is the address that a place of a page leads to, or empty.
func (c *compositor) linkAt(page int, place rect) string {
	x, y := (place.x0+place.x1)/2, (place.y0+place.y1)/2
	for _, l := range c.pages[page].links {
		if l.holds(x, y) {
			return l.url
		}
	}
	return ""
}

// endLine ends a line of t before the next begins with word: with a space, with
// nothing, or with one letter less.
func (c *compositor) endLine(t *prose, word string, kind briefing.TextKind) {
	if kind == briefing.TextCode {
		t.write("\n")
		return
	}
	last, n := utf8.DecodeLastRune(t.text)
	before, _ := utf8.DecodeLastRune(t.text[:len(t.text)-n])
	first, _ := utf8.DecodeRuneInString(word)
	switch {
	case t.soft:
	case isHyphen(last) && before != ' ' && len(t.text) > n:
		if !c.lexicon.keeps(t.lastWords(), word) {
			t.text = t.text[:len(t.text)-n]
			t.length--
			t.words[len(t.words)-1].End--
		}
	case isIdeograph(last) && isIdeograph(first):
	case last == '—' && before != ' ' || last == '/' && t.endsInAddress() && !unicode.IsUpper(first):
	default:
		t.write(" ")
	}
}

// endsInAddress reports whether the last word of t is an address on the web.
func (t *prose) endsInAddress() bool {
	s := t.lastWords()
	word := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.Contains(word, "://") || strings.Contains(word, "www.")
}

// lastWords is the end of t, as long as a word can be.
func (t *prose) lastWords() string {
	const longest = 120 // bytes
	return strings.ToValidUTF8(string(t.text[max(0, len(t.text)-longest):]), "")
}

// isIdeograph reports whether r is of a script that does without spaces.
func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

// spans are the stretches of t that are set apart from the rest of it.
func (t *prose) spans(kind briefing.TextKind) []briefing.Span {
	var all []briefing.Span
	if kind != briefing.TextHeading && kind != briefing.TextCode {
		all = append(all, t.stretches(briefing.SpanBold, func(w styled) string { return mark(w.bold) })...)
		all = append(all, t.stretches(briefing.SpanItalic, func(w styled) string { return mark(w.italic) })...)
	}
	all = append(all, t.stretches(briefing.SpanLink, func(w styled) string { return w.url })...)
	slices.SortStableFunc(all, func(a, b briefing.Span) int { return int(a.Start - b.Start) })
	return all
}

func mark(is bool) string {
	if is {
		return "yes"
	}
	return ""
}

// stretches are the longest runs of words for which of gives the same text.
// What holds for the whole of t sets nothing apart, but a link leads somewhere.
func (t *prose) stretches(kind briefing.SpanKind, of func(styled) string) []briefing.Span {
	var spans []briefing.Span
	for i := 0; i < len(t.words); {
		value, j := of(t.words[i]), i+1
		for j < len(t.words) && of(t.words[j]) == value {
			j++
		}
		sp := briefing.Span{Kind: kind, Range: briefing.Range{Start: t.words[i].Start, End: t.words[j-1].End}}
		if kind == briefing.SpanLink {
			sp.URL = value
		}
		empty := sp.Start == sp.End // of words that were hyphens alone, and joined their neighbours
		if value != "" && !empty && (kind == briefing.SpanLink || i > 0 || j < len(t.words)) {
			spans = append(spans, sp)
		}
		i = j
	}
	return spans
}
