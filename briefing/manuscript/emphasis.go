package manuscript

import (
	"slices"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
)

// emphasise sets the terms of the note's probability scale in bold where its own
// words use them, so that a reader finds them in the legend. Headings and tables
// stay as they are.
func (m *builder) emphasise(scale estimate.Scale) {
	for i, b := range m.Blocks {
		m.Blocks[i] = emphasised(b, scale)
	}
}

func emphasised(b Block, scale estimate.Scale) Block {
	switch b := b.(type) {
	case Paragraph:
		b.Text = boldened(b.Text, termsIn(b.Text, scale))
		return b
	case List:
		b.Items = slices.Clone(b.Items)
		for i, item := range b.Items {
			b.Items[i] = make([]Block, len(item))
			for j, inner := range item {
				b.Items[i][j] = emphasised(inner, scale)
			}
		}
		return b
	}
	return b
}

// termsIn are the ranges of the terms of a scale in the author's own words:
// neither in quotation marks nor in what is italic or code.
func termsIn(runs []Run, scale estimate.Scale) []briefing.Range {
	var own strings.Builder
	quoted := false
	for _, r := range runs {
		for _, c := range r.Text {
			if c == '“' || c == '«' {
				quoted = true
			}
			if quoted || r.Italic || r.Code || r.Note > 0 || r.Quotation > 0 {
				own.WriteRune(notOwn)
			} else {
				own.WriteRune(c)
			}
			if c == '”' || c == '»' {
				quoted = false
			}
		}
	}
	var terms []briefing.Range
	for _, e := range estimate.In(own.String()) {
		if _, ok := scale.Place(e.Term); ok && e.Kind == estimate.Term && !e.Reported {
			terms = append(terms, e.Range)
		}
	}
	return terms
}

// boldened are runs with what lies in ranges in bold.
func boldened(runs []Run, ranges []briefing.Range) []Run {
	if len(ranges) == 0 {
		return runs
	}
	var split []Run
	at := briefing.Offset(0)
	for _, r := range runs {
		end := at + briefing.Offset(utf8.RuneCountInString(r.Text))
		letters := []rune(r.Text)
		from := at
		for _, term := range ranges {
			a, b := max(term.Start, from), min(term.End, end)
			if a >= b {
				continue
			}
			split = append(split, r.part(letters[from-at:a-at]), r.part(letters[a-at:b-at]).bold())
			from = b
		}
		split = append(split, r.part(letters[from-at:]))
		at = end
	}
	return slices.DeleteFunc(split, func(r Run) bool { return r.Text == "" })
}

func (r Run) part(letters []rune) Run {
	r.Text = string(letters)
	return r
}

func (r Run) bold() Run {
	r.Bold = true
	return r
}
