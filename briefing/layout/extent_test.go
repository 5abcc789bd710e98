package layout_test

import (
	"strings"
	"testing"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// A note of which the lines are known: each paragraph has lines that the author
// ends, in every page style.
func TestLinesAreThoseOnThePages(t *testing.T) {
	s := newSetter()
	for _, style := range layout.Templates() {
		m := manuscript.Manuscript{Title: "A title", Language: "en-GB", Template: style}
		m.Facts = []manuscript.Fact{{Key: "bluf", Label: "BLUF", Text: []manuscript.Run{{Text: "one\ntwo\nthree", Fact: "bluf"}}}}
		m.Notes = []manuscript.Note{{Number: 1, Block: 2, Text: []manuscript.Run{{Text: "A note\nof two lines."}}}}
		m.Blocks = []manuscript.Block{
			manuscript.Heading{Level: 1, Text: []manuscript.Run{{Text: "A heading"}}, Block: 1},
			manuscript.Paragraph{Text: []manuscript.Run{{Text: "one\ntwo"}, {Text: "1", Note: 1}, {Text: "\nthree"}}, Block: 2},
			manuscript.Table{Align: make([]manuscript.Align, 2), Head: cells("a", "b"), Rows: [][][]manuscript.Run{cells("c", "d\ne")}, Block: 3},
			manuscript.PageBreak{Block: 4},
			manuscript.Paragraph{Text: []manuscript.Run{{Text: "one\ntwo"}}, Block: 5},
		}
		m.Annex = []manuscript.Block{manuscript.Paragraph{Text: []manuscript.Run{{Text: "Annexed."}}}}
		doc, _, err := s.Pages(m, layout.Paper(style))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			what  string
			lines []layout.Line
			want  int
		}{
			{"a paragraph", doc.Lines(layout.OfBlocks(2, 2)), 3},
			{"a table", doc.Lines(layout.OfBlocks(3, 3)), 3},
			{"a section", doc.Lines(layout.OfBlocks(2, 5)), 8},
			{"nothing", doc.Lines(layout.OfBlocks(6, 9)), 0},
		} {
			if len(c.lines) != c.want {
				t.Errorf("%s: %s has %d lines, want %d", style, c.what, len(c.lines), c.want)
			}
		}
		if fact := doc.Lines(doc.OfFact("bluf")); len(fact) != 1 && len(fact) != 3 { // in a line of facts, or alone
			t.Errorf("%s: the fact has %d lines", style, len(fact))
		}
		last := doc.Lines(layout.OfBlocks(5, 5))[1]
		if last.Page != 1 || last.Block != 5 || doc.Paragraph(last.Tag) != "one two" {
			t.Errorf("%s: the last line is %+v of “%s”", style, last, doc.Paragraph(last.Tag))
		}
		joined := style == "cabinet-paper" // its annex stands below the text, where it fits
		if doc.Body < 2 || joined != (doc.Body == len(doc.Pages)) {
			t.Errorf("%s: %d of %d pages are the note itself", style, doc.Body, len(doc.Pages))
		}
	}
}

func cells(texts ...string) [][]manuscript.Run {
	row := make([][]manuscript.Run, len(texts))
	for i, s := range texts {
		row[i] = []manuscript.Run{{Text: strings.TrimSpace(s)}}
	}
	return row
}
