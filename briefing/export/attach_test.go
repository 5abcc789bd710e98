package export

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/pdf/pdftest"
)

// articles are sources of two articles of one title, one of them in two snapshots.
func articles(t testing.TB) briefing.Sources {
	t.Helper()
	sources := briefing.Sources{}
	add := func(id byte, title, words string) {
		var b briefing.Builder
		b.Add(briefing.TextParagraph, 0, words, nil, nil)
		b.Add(briefing.TextParagraph, 0, "The end.", nil, nil)
		snap, err := b.Snapshot(briefing.Hash{})
		if err != nil {
			t.Fatal(err)
		}
		sources[briefing.ID{id}] = briefing.Source{Snapshot: snap, Article: briefing.Article{
			Title: briefing.Field{Value: title}, Byline: briefing.Field{Value: "A. Clerk"}, Publisher: briefing.Field{Value: "The Herald"},
			Notices: []briefing.Notice{{Class: briefing.NoticeViews, Text: "The views are the author’s own."}},
		}}
	}
	add(1, "The harbour: talks/2", "It met once.")
	add(2, "The harbour: talks/2", "It met once.")
	add(3, "The harbour: talks/2", "It met twice.")
	add(4, "", "It never met.")
	return sources
}

func TestAttachments(t *testing.T) {
	var got []string
	for _, a := range attachments(articles(t)) {
		description, _, _ := strings.Cut(a.Description, ", snapshot ")
		got = append(got, a.Name+" | "+description+" | "+a.Type)
	}
	want := []string{
		"Untitled source.txt | The Herald: the words that quotations are compared with | text/plain",
		"The harbour talks 2.txt | The harbour: talks/2, The Herald: the words that quotations are compared with | text/plain",
		"The harbour talks 2 (2).txt | The harbour: talks/2, The Herald: the words that quotations are compared with | text/plain",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the attachments differ (-want +got):\n%s", diff)
	}
	text := string(attachments(articles(t))[0].Data)
	if want := "A. Clerk\n\nThe Herald\n\nIt never met.\n\nThe end.\n\nThe views are the author’s own.\n"; text != want {
		t.Errorf("an article is attached as\n%s", text)
	}
}

// TestVariants exports a note with its sources and with a password: the first is
// archival, the second says that it is not.
func TestVariants(t *testing.T) {
	profiles, err := marking.Load(assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	e := Exporter{Setter: layout.NewSetter(assets.Fonts(), assets.Hyphenation()), Rules: manuscript.Rules{Profiles: profiles}}
	note := briefing.Briefing{Title: "A note", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: "Words."}}}

	report, err := e.Export(note, articles(t), "a.pdf", Options{AttachSources: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range pdftest.Violations(report.Files[0].Data) {
		t.Error(v)
	}
	if !bytes.Contains(report.Files[0].Data, []byte("<pdfaid:part>3<")) || len(report.Findings) > 0 {
		t.Errorf("a file with its sources is no PDF/A-3: %v", report.Findings)
	}

	report, err = e.Export(note, nil, "a.pdf", Options{Password: "secret"})
	if err != nil {
		t.Fatal(err)
	}
	if len(report.Findings) != 1 || report.Findings[0].Rule != RuleNotArchival {
		t.Errorf("the findings about a file with a password are %v", report.Findings)
	}

	for _, opts := range []Options{{Password: "secret"}, {AttachSources: true}} {
		_, err := e.Export(note, nil, filepath.Join("dir", "a.png"), opts)
		if want := "a.png: only a PDF takes a password or attachments; end the name in .pdf, or leave them out"; err == nil || err.Error() != want {
			t.Errorf("the error is %v, want %s", err, want)
		}
	}
}
