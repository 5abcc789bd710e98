package importer

import (
	"slices"
	"strings"

	"briefdesk/briefing"
)

// phrase gathers the inline text of one block: every run of white space becomes
// one space, none stands at either end, and spans keep to their words. The
// zero phrase is empty.
type phrase struct {
	text  strings.Builder
	at    briefing.Offset
	space bool // one is due before the next word
	// broken says that the line was ended after the last word.
	broken bool
	spans  []briefing.Span
	open   []int // indices into spans

	links  int             // links open, to wherever
	linked briefing.Offset // code points written in them
}

// write appends s as it is in the source.
func (p *phrase) write(s string) {
	for _, r := range briefing.Normalize(s) {
		if r == ' ' || r == '\n' {
			p.space = p.at > 0
			continue
		}
		if p.space {
			p.text.WriteByte(' ')
			p.at++
			p.space = false
			if p.links > 0 {
				p.linked++
			}
		}
		p.broken = false
		p.startSpans()
		p.text.WriteRune(r)
		p.at++
		if p.links > 0 {
			p.linked++
		}
	}
}

// brk makes the words on its two sides stand apart.
func (p *phrase) brk() { p.space, p.broken = p.at > 0, p.at > 0 }

const unstarted = briefing.Offset(-1)

func (p *phrase) startSpans() {
	for _, i := range slices.Backward(p.open) {
		if p.spans[i].Start != unstarted {
			return // spans opened earlier have started too
		}
		p.spans[i].Start = p.at
	}
}

// begin opens a span, which starts with the next word written.
func (p *phrase) begin(kind briefing.SpanKind, url string) {
	p.open = append(p.open, len(p.spans))
	p.spans = append(p.spans, briefing.Span{Kind: kind, Range: briefing.Range{Start: unstarted}, URL: url})
}

// within reports whether a span of this kind is open: bold in bold is bold.
func (p *phrase) within(kind briefing.SpanKind) bool {
	return slices.ContainsFunc(p.open, func(i int) bool { return p.spans[i].Kind == kind })
}

// end closes the span opened last.
func (p *phrase) end() {
	last := len(p.open) - 1
	p.spans[p.open[last]].End = p.at
	p.open = p.open[:last]
}

// take returns the phrase as a block of the given kind and empties it. Spans
// still open end here and go on in the next phrase.
func (p *phrase) take(kind briefing.TextKind, level int) block {
	var again []briefing.Span
	for len(p.open) > 0 {
		again = append(again, p.spans[p.open[len(p.open)-1]])
		p.end()
	}
	b := block{kind: kind, level: level, text: p.text.String(), linked: p.linked}
	for _, sp := range p.spans {
		if sp.Start != unstarted && sp.Start < sp.End {
			b.spans = append(b.spans, sp)
		}
	}
	*p = phrase{links: p.links}
	for _, sp := range slices.Backward(again) {
		p.begin(sp.Kind, sp.URL)
	}
	return b
}

// table joins cells, row by row, into one block: a space between cells, a line
// feed between rows. Rows without words are left out.
func table(rows [][]block) block {
	t := block{kind: briefing.TextTable}
	var text strings.Builder
	at := briefing.Offset(0)
	put := func(s string) {
		text.WriteString(s)
		at += briefing.Length(s)
	}
	for _, row := range rows {
		if !slices.ContainsFunc(row, func(c block) bool { return c.text != "" }) {
			continue
		}
		if at > 0 {
			put("\n")
		}
		first := at
		for _, c := range row {
			if at > first && c.text != "" {
				put(" ")
			}
			for _, sp := range c.spans {
				sp.Start, sp.End = sp.Start+at, sp.End+at
				t.spans = append(t.spans, sp)
			}
			start := at
			put(c.text)
			t.cells = append(t.cells, briefing.Range{Start: start, End: at})
		}
	}
	t.text = text.String()
	return t
}
