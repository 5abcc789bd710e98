package manuscript_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

func TestCopyText(t *testing.T) {
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
		if got := manuscript.CopyText(src, style, "en-GB"); got != want {
			t.Errorf("CopyText in the style %s gives\n%s\nwant\n%s", style, got, want)
		}
	}
	if got := manuscript.CopyText(src, briefing.CiteSourceRecord, "en-GB"); !strings.Contains(got, "Descriptor: ") {
		t.Errorf("a source reference is\n%s", got)
	}
}
