package manuscript_test

import (
	"slices"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// TestTermsOfTheScaleAreBold holds which words are: those of the scale, in own
// text alone, and none where a note declares no scale.
func TestTermsOfTheScaleAreBold(t *testing.T) {
	const said = "It is highly likely to rain. The paper said “it is unlikely to”, and it is *probable cause* for alarm.\n\n1. One.\n2. A storm is unlikely."
	for scale, want := range map[string][]string{"phia": {"highly likely", "unlikely"}, "": nil} {
		b := briefing.Briefing{Title: "Rain", Language: "en-GB", Scale: scale, Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: said}}}
		m := build(t, b)
		var bold []string
		each(m.Blocks, func(p manuscript.Paragraph) {
			for _, r := range p.Text {
				if r.Bold {
					bold = append(bold, r.Text)
				}
			}
		})
		if len(bold) != len(want) {
			t.Fatalf("scale %q: bold are %q, want %q", scale, bold, want)
		}
		for i := range want {
			if bold[i] != want[i] {
				t.Errorf("scale %q: bold are %q, want %q", scale, bold, want)
			}
		}
	}
}

// each calls f with the paragraphs of blocks, those of lists too.
func each(blocks []manuscript.Block, f func(manuscript.Paragraph)) {
	for _, b := range blocks {
		switch b := b.(type) {
		case manuscript.Paragraph:
			f(b)
		case manuscript.List:
			for _, item := range b.Items {
				each(item, f)
			}
		}
	}
}

// TestArticlesOfAPressReview holds what stands above the extracts of each
// article, once, before the heading of the first, and how much is quoted.
func TestArticlesOfAPressReview(t *testing.T) {
	heading := func(s string) briefing.Block { return briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: s} }
	quotation := func(id briefing.ID) briefing.Block {
		return briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id}}
	}
	b := briefing.Briefing{Template: "press-review", Language: "en-GB", Blocks: []briefing.Block{
		heading("In brief"), heading("The harbour talks"), quotation(a1), quotation(a2), heading("Annual report"), quotation(b1),
	}}
	m, _, err := manuscript.Build(b, sources(t), rules(t))
	must(t, err)
	var got []string
	for i, bl := range m.Blocks {
		if c, ok := bl.(manuscript.Clipping); ok {
			got = append(got, c.Kind+"|"+runs(c.Text)+"|"+runs(m.Blocks[i+1].(manuscript.Heading).Text))
		}
	}
	want := []string{
		"opinion|The Herald · author not named in the copy held · 4 March 2025 · 18 words|The harbour talks",
		"|Outlet not named in the copy held · R. Smith · May 2024 · 8 words · grade B2|Annual report",
	}
	if !slices.Equal(got, want) {
		t.Errorf("articles are\n%q\nwant\n%q", got, want)
	}
	const shares = "‘The harbour talks’: 16 of 18 words, 89%⏎‘Annual report’: 8 of 8 words, 100%"
	if i := slices.IndexFunc(m.End, func(f manuscript.Fact) bool { return f.Key == manuscript.FactQuotedShare }); i < 0 || runs(m.End[i].Text) != shares {
		t.Errorf("the end is %v, want %q in it", m.End, shares)
	}
}
