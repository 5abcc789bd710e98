package manuscript_test

import (
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
	want := "“committee met”\n— ‘Meetings’ [Opinion], author not named in the copy held, The Herald, 4 March 2026. Paragraph\u00a01.\n“The views are the author’s.”"
	if got := manuscript.CopyText(src); got != want {
		t.Errorf("CopyText gives\n%s\nwant\n%s", got, want)
	}
}
