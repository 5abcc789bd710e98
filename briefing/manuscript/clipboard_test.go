package manuscript_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

func TestClip(t *testing.T) {
	var b briefing.Builder
	b.Add(briefing.TextHeading, 1, "A heading", nil, nil)
	b.Add(briefing.TextParagraph, 0, "The committee met.", nil, nil)
	snap, err := b.Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	src := briefing.Source{
		Snapshot: snap,
		Passage:  briefing.Passage{Anchor: briefing.Anchor{Range: briefing.Range{Start: 14, End: 27}, Exact: "committee met"}},
		Article: briefing.Article{
			Title: briefing.Field{Value: "Meetings"}, Publisher: briefing.Field{Value: "The Herald"}, Genre: briefing.Field{Value: briefing.GenreOpinion},
			Published: briefing.Field{Value: "2026-03-04"},
			Notices:   []briefing.Notice{{Class: briefing.NoticeViews, Text: "The views are the author’s."}, {Class: briefing.NoticeMaps, Text: "About maps."}},
		},
	}
	for style, want := range map[briefing.CitationStyle]string{
		briefing.CiteFootnotes:  "“committee met”\n— ‘Meetings’ [Opinion], author not named in the copy held, The Herald, 4 March 2026. Paragraph\u00a01.\n“The views are the author’s.”",
		briefing.CiteAuthorDate: "“committee met” (The Herald\u00a02026 [Opinion], para\u00a01)\n— ‘Meetings’ [Opinion], author not named in the copy held, The Herald, 4 March 2026. Paragraph\u00a01.\n“The views are the author’s.”",
	} {
		c := manuscript.NewClip(style, "en-GB")
		c.Passage(src)
		if got := c.String(); got != want {
			t.Errorf("a clip in the style %s is\n%s\nwant\n%s", style, got, want)
		}
	}
	c := manuscript.NewClip(briefing.CiteSourceRecord, "en-GB")
	c.Passage(src)
	if got := c.String(); !strings.Contains(got, "Descriptor: ") {
		t.Errorf("a source reference is\n%s", got)
	}
	c = manuscript.NewClip(briefing.CiteFootnotes, "en-GB")
	src.Passage.Portion = "TLP:AMBER"
	c.Passage(src)
	c.Quotation(src, briefing.Quotation{Edits: []briefing.Edit{
		{Kind: briefing.EditOmit, Range: briefing.Range{Start: 0, End: 10}}, {Kind: briefing.EditEmphasis, Range: briefing.Range{Start: 10, End: 13}},
	}}, quote.Style{}, "")
	c.Text("We wait (The Herald 2026).", []briefing.Source{src})
	const want = "(TLP:AMBER)\u00a0“committee met”\n— ‘Meetings’ [Opinion], author not named in the copy held, The Herald, 4 March 2026. Paragraph\u00a01.\n“The views are the author’s.”\n\n" +
		"“[…] met”\n— ‘Meetings’ [Opinion], author not named in the copy held, The Herald, 4 March 2026. Paragraph\u00a01; words omitted; emphasis added.\n\n" +
		"We wait (The Herald 2026).\n— ‘Meetings’ [Opinion], author not named in the copy held, The Herald, 4 March 2026. Paragraph\u00a01."
	if got := c.String(); got != want {
		t.Errorf("several pieces are\n%s\nwant\n%s", got, want)
	}
}
