package pdftext

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// document makes blocks of the pages.
func (r *reading) document() (Document, error) {
	if err := r.emptiness(); err != nil {
		return Document{}, err
	}
	words := make([][]word, len(r.pages))
	for i := range r.pages {
		words[i] = r.pages[i].words(r.styles)
	}
	size := r.textSize()
	printed, doubtful := r.dropFurniture(words, size)
	r.label(printed)
	for _, text := range doubtful {
		r.warn("“%s” stands in the margin of the page and was left out.", text)
	}
	var columns [][]line
	for i, ws := range words {
		for _, region := range regions(ws, size) {
			columns = append(columns, lines(region.words, r.styles, i))
		}
	}
	c := compositor{reading: r, lexicon: lexiconOf(columns), body: bodyOf(columns, size)}
	c.weigh()
	for _, ls := range columns {
		c.add(ls)
	}
	d := c.document()
	d.Info, d.Warnings = r.info, append(r.warnings, r.lateWarnings()...)
	return d, nil
}

// emptiness is why there is no text, or nil.
func (r *reading) emptiness() error {
	isScan := false
	for _, p := range r.pages {
		if len(p.glyphs) > 0 {
			return nil
		}
		isScan = isScan || p.isScan
	}
	switch {
	case isScan:
		return ErrScan
	case len(r.damaged) == len(r.pages):
		return ErrDamaged
	}
	return ErrEmpty
}

func (r *reading) lateWarnings() []string {
	var ws []string
	if len(r.damaged) > 0 {
		ws = append(ws, "These pages could not be read: "+strings.Join(r.damaged, ", ")+".")
	}
	if r.hidden > 0 {
		ws = append(ws, "Text that cannot be seen on the page was left out.")
	}
	if r.askew > 0 {
		ws = append(ws, "Text that stands sideways or askew was left out.")
	}
	if slices.ContainsFunc(r.pages, func(p page) bool { return p.isScan && len(p.glyphs) > 0 }) {
		ws = append(ws, "Pages are scans, whose text a program recognised: compare quotations with the pictures.")
	}
	return ws
}

// textSize is the size of most letters.
func (r *reading) textSize() float64 {
	counts, typed := map[float64]int{}, 0
	all := 0
	for _, p := range r.pages {
		all += len(p.glyphs)
		for _, g := range p.glyphs {
			if st := r.styles[g.style]; st.mono {
				typed++
			} else {
				counts[round(st.size)]++
			}
		}
	}
	if typed*10 > all*7 { // a typescript, rather than text with listings in it
		for _, p := range r.pages {
			for _, g := range p.glyphs {
				counts[round(r.styles[g.style].size)]++
			}
		}
	}
	best, most := 10.0, 0
	for size, n := range counts {
		if n > most || n == most && size > best {
			best, most = size, n
		}
	}
	return max(best, 1)
}

// label gives the pages the names by which a citation finds them: those of the
// file, else the numbers printed on the pages, else their ordinals.
func (r *reading) label(printed []string) {
	named := slices.ContainsFunc(r.pages, func(p page) bool { return p.label != "" })
	for i := range r.pages {
		switch {
		case named:
		case printed != nil && printed[i] != "":
			r.pages[i].label = printed[i]
		default:
			r.pages[i].label = ordinal(i)
		}
	}
}

// compositor gathers paragraphs, column by column, and joins what goes on from
// one column to the next.
type compositor struct {
	*reading
	lexicon *lexicon
	body    body
	flow    []paragraph
	// boldBody is true if most of the text is bold.
	boldBody bool
}

// add takes the lines of the next column.
func (c *compositor) add(ls []line) {
	if len(ls) == 0 {
		return
	}
	main, notes := c.splitNotes(ls)
	ps := append(c.compose(main), notes...)
	if i := c.openEnd(); i >= 0 && len(ps) > 0 {
		if j := c.continuation(ps, &c.flow[i]); j >= 0 {
			c.flow[i].lines = append(c.flow[i].lines, ps[j].lines...)
			c.flow[i].full = ps[j].full
			ps = slices.Delete(ps, j, j+1)
		}
	}
	c.flow = append(c.flow, ps...)
}

// openEnd is the index of the last paragraph of running text, which may go on,
// or −1. Notes and captions stand between.
func (c *compositor) openEnd() int {
	for i, p := range slices.Backward(c.flow) {
		switch p.kind {
		case briefing.TextFootnote, briefing.TextCaption, briefing.TextTable:
		case briefing.TextParagraph, briefing.TextListItem, briefing.TextQuote:
			return i
		default:
			return -1
		}
	}
	return -1
}

// continuation is the index in ps of the paragraph that goes on with p, or −1.
func (c *compositor) continuation(ps []paragraph, p *paragraph) int {
	for i := range ps {
		q := &ps[i]
		switch q.kind {
		case briefing.TextFootnote, briefing.TextCaption, briefing.TextTable:
			continue
		case briefing.TextParagraph, briefing.TextQuote:
			if c.goesOn(p, q) {
				return i
			}
		}
		return -1
	}
	return -1
}

// goesOn reports whether q, at the head of a column, continues p.
func (c *compositor) goesOn(p, q *paragraph) bool {
	end, start := p.last().text(), q.first().text()
	if !sameSize(p.last(), q.first()) || q.marker != "" || p.last().bold != q.first().bold {
		return false
	}
	r, _ := utf8.DecodeRuneInString(start)
	switch {
	case endsWithHyphen(end) || endsOpen(end):
		return true
	case unicode.IsLower(r):
		return !endsSentence(end) || p.full
	case !endsSentence(end):
		return p.full || !startsFresh(start)
	}
	return p.full && !q.indented && c.indents()
}

// indents reports whether the document marks paragraphs by their first line.
func (c *compositor) indents() bool {
	indented, several := 0, 0
	for i := range c.flow {
		if c.flow[i].kind == briefing.TextParagraph && len(c.flow[i].lines) > 1 {
			several++
			if c.flow[i].indented {
				indented++
			}
		}
	}
	return indented*2 > several
}

// ordinal is the label of page i where the document gives it none.
func ordinal(i int) string { return strconv.Itoa(i + 1) }

// weigh finds out in what type most letters are set.
func (c *compositor) weigh() {
	all, mono, bold := 0, 0, 0
	for _, p := range c.pages {
		for _, g := range p.glyphs {
			all++
			if c.styles[g.style].mono {
				mono++
			}
			if c.styles[g.style].bold {
				bold++
			}
		}
	}
	c.body.mono, c.boldBody = mono*10 > all*6, bold*2 > all
}
