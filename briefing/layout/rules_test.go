package layout_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// linesOn are the words of each line of block n, over all pages.
func linesOn(doc layout.Document, n int) []string {
	type place struct {
		page int
		y    layout.Pt
	}
	var order []place
	words := map[place]string{}
	for i, p := range doc.Pages {
		for _, it := range p.Items {
			if t, ok := it.(layout.Text); ok && t.Block == n {
				at := place{i, t.Y}
				if _, known := words[at]; !known {
					order = append(order, at)
				}
				words[at] += t.Words
			}
		}
	}
	lines := make([]string, len(order))
	for i, at := range order {
		lines[i] = words[at]
	}
	return lines
}

// setIn sets m on A4 with a setter that is kept.
func setIn(t *testing.T, s *layout.Setter, m manuscript.Manuscript) layout.Document {
	t.Helper()
	doc, _, err := s.Pages(m, layout.A4)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestBondsNeverBreak(t *testing.T) {
	s := newSetter()
	bonds := []string{"12 August", "August 12,", "(30 September", "5.5 km", "£40 million", "J. Smith", "J.F. Kennedy", "note 1", "paragraph 13", "12. März", "1,200 kg", "Table 2", "and/or", "(yes/no)"}
	for _, bond := range bonds {
		for filler := range 60 {
			doc := setIn(t, s, manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{
				manuscript.Paragraph{Text: text(strings.Repeat("a ", filler) + "word " + bond + " and so it goes on for a while, over more than one line of the page"), Block: 1},
			}})
			found := false
			for _, line := range linesOn(doc, 1) {
				found = found || strings.Contains(line, bond)
			}
			if !found {
				t.Fatalf("%q is broken: %q", bond, linesOn(doc, 1))
			}
		}
	}
}

func TestBondedSpacesStretchLikeOthers(t *testing.T) {
	s := newSetter()
	doc := setIn(t, s, manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{
		manuscript.Paragraph{Text: text(strings.Repeat("(S//NF)\u00a0They met on 12 August 2025 for £40 million, as note 1 says of J. F. Kennedy\u00a0\u00a0and others. ", 12)), Block: 1},
	}})
	looked := 0
	for _, it := range doc.Pages[0].Items {
		line, ok := it.(layout.Text)
		if !ok || line.Block != 1 {
			continue
		}
		words := []rune(line.Words)
		var spaces []float32
		for g := range line.Glyphs() {
			if r := words[g.Rune]; (r == ' ' || r == '\u00a0') && int(g.Rune) < len(words)-1 && words[g.Rune-1] != '\u00a0' {
				spaces = append(spaces, g.Advance)
			}
		}
		for _, width := range spaces {
			if width-spaces[0] > 0.01 || spaces[0]-width > 0.01 {
				t.Errorf("%q has spaces of %v", line.Words, spaces)
			}
		}
		looked += len(spaces)
	}
	if looked < 100 {
		t.Errorf("%d spaces were looked at, want more", looked)
	}
}

func TestNoBreakSpaceMayEndAParagraph(t *testing.T) {
	for _, words := range []string{"it\u00a0", "\u00a0", "\u00a0\u00a0", "it \u00a0", "\u00a0it", "12\u00a0 March \u00a0"} {
		m := manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{manuscript.Paragraph{Text: text(words), Block: 1}}}
		if said := strings.Join(linesOn(setIn(t, newSetter(), m), 1), ""); said != words {
			t.Errorf("%q is set as %q", words, said)
		}
	}
}

// TestBondsGiveWayInNarrowColumns ties more together than a line can hold.
func TestBondsGiveWayInNarrowColumns(t *testing.T) {
	s := newSetter()
	tied := strings.Repeat("tied\u00a0together\u00a0", 30) + "now"
	doc := setIn(t, s, manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{manuscript.Paragraph{Text: text("All is " + tied + " and ends."), Block: 1}}})
	for _, it := range doc.Pages[0].Items {
		if line, ok := it.(layout.Text); ok && line.Block == 1 && line.X+line.Width() > layout.A4.W-50 {
			t.Errorf("%q runs out of the column", line.Words)
		}
	}
	if said := strings.ReplaceAll(strings.Join(linesOn(doc, 1), ""), "\u00ad", ""); said != "All is "+tied+" and ends." {
		t.Errorf("the paragraph says %q", said)
	}
}

// TestLastLinesAreNotShort has the last line of a ragged paragraph be two words rather
// than a short one.
func TestLastLinesAreNotShort(t *testing.T) {
	s := newSetter()
	for filler := range 60 {
		doc := setIn(t, s, manuscript.Manuscript{Language: "en-GB", Template: "us-action-memo", Blocks: []manuscript.Block{
			manuscript.Paragraph{Text: text(strings.Repeat("words and ", 20) + strings.Repeat("i", filler) + " then there is no more of it"), Block: 1},
		}})
		lines := linesOn(doc, 1)
		if last := lines[len(lines)-1]; len(strings.Fields(last)) < 2 {
			t.Fatalf("%d: the last line is %q", filler, last)
		}
	}
}

func TestAtMostTwoHyphensRunning(t *testing.T) {
	s := newSetter()
	for width := range 30 {
		m := manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{manuscript.Paragraph{
			Text: text(strings.Repeat("a ", width) + strings.Repeat("counterterrorism institutionalization representatives administration ", 20)), Block: 1,
		}}}
		running := 0
		for _, line := range linesOn(setIn(t, s, m), 1) {
			if running++; !strings.HasSuffix(line, "\u00ad") {
				running = 0
			}
			if running > 2 {
				t.Fatalf("three lines running end with hyphens, the last is %q", line)
			}
		}
	}
}

// TestWhatStaysTogether sets what never breaks at every height of a page.
func TestWhatStaysTogether(t *testing.T) {
	row := [][]manuscript.Run{text("one"), text("two")}
	whole := map[string][]manuscript.Block{
		"quotation": {manuscript.Quotation{Number: 1, Block: 50, Paragraphs: [][]manuscript.Run{text(strings.Repeat("words of the source ", 18))}, Source: text("A source")}},
		"table":     {manuscript.Table{Block: 50, Align: make([]manuscript.Align, 2), Head: row, Rows: [][][]manuscript.Run{row, row, row, row, row, row, row, row}}},
		"panel": {
			manuscript.Heading{Level: 1, Text: text("Recommendation"), Block: 50, Panel: true},
			manuscript.Paragraph{Text: text("That you:"), Block: 50},
			manuscript.List{Block: 50, Ordered: true, Start: 1, Items: [][]manuscript.Block{{manuscript.Paragraph{Text: text("agree"), Block: 50}}, {manuscript.Paragraph{Text: text("note"), Block: 50}}}},
		},
	}
	s := newSetter()
	for name, blocks := range whole {
		for _, template := range layout.Templates() {
			if name == "panel" && (template == "us-action-memo" || template == "cabinet-paper") {
				continue // they have none
			}
			for n := 14; n < 34; n += 3 {
				m := manuscript.Manuscript{Language: "en-GB", Template: template}
				for i := range n {
					m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text("A line."), Block: i + 1})
				}
				m.Blocks = append(m.Blocks, blocks...)
				m.Blocks = append(m.Blocks, manuscript.Heading{Level: 1, Text: text("After"), Block: 60}, manuscript.Paragraph{Text: text("Text."), Block: 61})
				doc, _, err := s.Pages(m, layout.Paper(template))
				if err != nil {
					t.Fatal(err)
				}
				on := 0
				for _, p := range doc.Pages {
					if linesOf(p, 50) > 0 {
						on++
					}
				}
				if on != 1 {
					t.Errorf("%s in %s after %d lines stands on %d pages", name, template, n, on)
				}
			}
		}
	}
}

func TestEmptyHeadingsAreNothing(t *testing.T) {
	s := newSetter()
	for _, template := range layout.Templates() {
		m := manuscript.Manuscript{Language: "en-GB", Template: template, Blocks: []manuscript.Block{
			manuscript.Heading{Level: 1, Block: 1},
			manuscript.Heading{Level: 2, Block: 2},
			manuscript.List{Block: 3},
			manuscript.Heading{Level: 3, Block: 4},
			manuscript.Heading{Level: 2, Block: 5, Text: []manuscript.Run{{Text: "1", Note: 1}}},
		}, Notes: []manuscript.Note{{Number: 1, Text: text("A note."), Block: 5}}}
		if doc := setIn(t, s, m); len(doc.Pages) == 0 {
			t.Errorf("%s: no page", template)
		}
	}
}

// TestDecisionStaysWithWhatIsDecided sets a note for decision at every height of
// a page, with and without a section between recommendation and decision.
func TestDecisionStaysWithWhatIsDecided(t *testing.T) {
	s := newSetter()
	for _, language := range []string{"en-GB", "fr", "de", "es", "ur"} {
		for n := range 36 {
			m := manuscript.Manuscript{Language: language, Template: "briefing-note", Decision: manuscript.Decision{
				Label: manuscript.Say(language, "Decision"), Signer: "Minister of Fisheries", Date: manuscript.Say(language, "Date"),
			}}
			for _, choice := range []string{"Approved", "Approved with changes", "Not approved", "Discuss"} {
				m.Decision.Choices = append(m.Decision.Choices, manuscript.Say(language, choice))
			}
			for i := range n {
				m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text("A line."), Block: i + 1})
			}
			m.Blocks = append(m.Blocks,
				manuscript.Heading{Level: 1, Text: text("Recommendation"), Block: 50, Panel: true},
				manuscript.List{Block: 51, Ordered: true, Start: 1, Items: [][]manuscript.Block{{manuscript.Paragraph{Text: text("agree"), Block: 51}}, {manuscript.Paragraph{Text: text("note"), Block: 51}}}},
			)
			if n%2 == 1 {
				m.Blocks = append(m.Blocks, manuscript.Heading{Level: 1, Text: text("Conclusion"), Block: 52}, manuscript.Paragraph{Text: text("It is so."), Block: 51})
			}
			doc, _, err := s.Pages(m, layout.Paper(m.Template))
			if err != nil {
				t.Fatal(err)
			}
			choices, rules := 0, 0
			for _, p := range doc.Pages {
				boxes, decided := 0, linesOf(p, 51)
				for _, it := range p.Items {
					switch it := it.(type) {
					case layout.Stroke:
						boxes++
					case layout.Rect:
						if it.H == 0.75 {
							rules++
						}
					}
				}
				if boxes > 0 && (boxes != 4 || decided == 0) {
					t.Errorf("%s after %d lines: a page has %d boxes and %d lines of what is to be decided", language, n, boxes, decided)
				}
				choices += boxes
			}
			if choices != 4 || rules != 2 {
				t.Errorf("%s after %d lines: %d boxes and %d rules to sign on, want 4 and 2", language, n, choices, rules)
			}
		}
	}
}

// TestClassificationTakesRoomFromText sets a memo of one long text: its box
// stands at the bottom of the first page, and no text reaches it.
func TestClassificationTakesRoomFromText(t *testing.T) {
	m := manuscript.Manuscript{Language: "en-US", Template: "us-action-memo", Facts: []manuscript.Fact{
		{Key: "classified by", Label: "Classified by", Text: text("The Director")},
		{Key: "declassify on", Label: "Declassify on", Text: text("2051-03-02")},
	}}
	for i := range 40 {
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(strings.Repeat("words ", 40)), Block: i + 1})
	}
	for mark, boxed := range map[briefing.Marking]bool{"SECRET//NOFORN": true, "UNCLASSIFIED": false} {
		m.Banner.Mark = mark
		doc, _, err := newSetter().Pages(m, layout.Letter)
		if err != nil {
			t.Fatal(err)
		}
		top := layout.Pt(0)
		for _, it := range doc.Pages[0].Items {
			if r, ok := it.(layout.Rect); ok && r.H == 0.6 && (top == 0 || r.Y < top) {
				top = r.Y
			}
		}
		if boxed != (top > 0) {
			t.Errorf("%s: boxed %v, want %v", mark, top > 0, boxed)
		}
		for _, it := range doc.Pages[0].Items {
			if x, ok := it.(layout.Text); ok && boxed && x.Block > 0 && x.Y+0.2*x.Size > top-12 {
				t.Errorf("%q reaches to %.1f, and the box begins at %.1f", x.Words, x.Y, top)
			}
		}
	}
}

// TestArticlesAreClearOfOneAnother sets two articles with extracts of many
// heights: the rule above the second is below the extract of the first.
func TestArticlesAreClearOfOneAnother(t *testing.T) {
	s := newSetter()
	for words := 1; words < 90; words += 8 {
		m := manuscript.Manuscript{Language: "en-GB", Template: "press-review"}
		for n := range 2 {
			m.Blocks = append(m.Blocks,
				manuscript.Clipping{Kind: "news", Text: text("The Herald"), Block: 10*n + 1},
				manuscript.Heading{Level: 1, Text: text("A title"), Block: 10*n + 2},
				manuscript.Quotation{Number: n + 1, Verified: true, Block: 10*n + 3, Source: text("A title"), Paragraphs: [][]manuscript.Run{text(strings.Repeat("words ", words))}},
				manuscript.Paragraph{Text: text(strings.Repeat("A remark. ", 90-words)), Block: 10*n + 4},
			)
		}
		doc := setIn(t, s, m)
		for _, p := range doc.Pages {
			second, bottom := layout.Pt(0), layout.Pt(0)
			for _, it := range p.Items {
				if x, ok := it.(layout.Text); ok && x.Block == 11 {
					second = x.Y - 15.7
				}
			}
			for _, it := range p.Items {
				if x, ok := it.(layout.Text); ok && x.Block > 0 && x.Block < 10 {
					bottom = max(bottom, x.Y+0.2*x.Size)
				}
			}
			if second > 0 && bottom > second-8 {
				t.Errorf("%d words: the first article reaches to %.1f, the rule of the second stands at %.1f", words, bottom, second)
			}
		}
	}
}

func TestFactsOnALineNeverEndInTheirSign(t *testing.T) {
	s := newSetter()
	for length := range 40 {
		m := manuscript.Manuscript{Language: "en-GB", Template: "talking-points", Title: "Points"}
		for n := range 9 {
			m.Facts = append(m.Facts, manuscript.Fact{Key: "field", Label: "Field", Text: text(strings.Repeat("x", 1+(length+7*n)%40))})
		}
		for _, it := range setIn(t, s, m).Pages[0].Items {
			said, isText := it.(layout.Text)
			if isText && strings.Contains(said.Words, "Field") && strings.HasSuffix(strings.TrimSpace(said.Words), "·") {
				t.Fatalf("a line ends %q", said.Words)
			}
		}
	}
}

// TestTranslationStandsBelowItsQuotation has one rule run beside both, and none beside
// the text after them.
func TestTranslationStandsBelowItsQuotation(t *testing.T) {
	m := manuscript.Manuscript{Language: "de", Blocks: []manuscript.Block{
		manuscript.Quotation{Number: 1, Block: 1, Language: "en", Verified: true, Paragraphs: [][]manuscript.Run{{{Text: "It met twice.", Quotation: 1}}}, Source: text("A title")},
		manuscript.Paragraph{Text: text("Er trat zweimal zusammen."), Block: 2, Translates: 1},
		manuscript.Paragraph{Text: text("Danach nicht mehr."), Block: 3},
	}}
	page := setIn(t, newSetter(), m).Pages[0]
	quoted, translated, after := wordsAt(t, page, "It met twice."), wordsAt(t, page, "Er trat zweimal zusammen."), wordsAt(t, page, "Danach nicht mehr.")
	var rules []layout.Rect
	for _, it := range page.Items {
		if r, ok := it.(layout.Rect); ok && r.W == 1.5 && r.H > 10 {
			rules = append(rules, r)
		}
	}
	if len(rules) != 1 || rules[0].Y > quoted.Y || rules[0].Y+rules[0].H < translated.Y || rules[0].Y+rules[0].H > after.Y-after.Size {
		t.Errorf("the rules are %v, the quotation stands at %.1f, its translation at %.1f, what follows at %.1f", rules, quoted.Y, translated.Y, after.Y)
	}
	if quoted.X != translated.X || after.X >= translated.X {
		t.Errorf("the quotation begins at %.1f, its translation at %.1f, what follows at %.1f", quoted.X, translated.X, after.X)
	}
}
