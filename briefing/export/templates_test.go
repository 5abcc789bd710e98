package export_test

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/pdf/pdftest"
	"briefdesk/briefing/quote"
)

// passageMark is where a note of testdata/templates names a passage by its words,
// in a citation or under a quotation.
var passageMark = regexp.MustCompile(`(\[@)?passage: “([^”]+)”\]?`)

// written is the note of testdata/templates of a name, and its sources: the
// articles talks.txt and report.txt beside it.
func written(t testing.TB, e *export.Exporter, name string) (briefing.Briefing, briefing.Sources) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata/templates", name+".md"))
	must(t, err)
	articles := []briefing.Source{
		strait(t, "talks.txt", briefing.Article{
			ID: briefing.ID{1}, Byline: briefing.Field{Value: "A. Winter"}, Publisher: briefing.Field{Value: "The Northern Herald"},
			Published: briefing.Field{Value: "2025-09-15"}, Accessed: briefing.Field{Value: "2025-09-20"}, Genre: briefing.Field{Value: briefing.GenreOpinion}, Grade: "C",
			Notices: []briefing.Notice{{Class: briefing.NoticeViews, Text: "The views expressed are those of the author and not of the newspaper."}},
		}),
		strait(t, "report.txt", briefing.Article{
			ID: briefing.ID{2}, Publisher: briefing.Field{Value: "Harbour Authority"},
			Published: briefing.Field{Value: "2025-08-29"}, Accessed: briefing.Field{Value: "2025-09-20"}, Genre: briefing.Field{Value: briefing.GenreReport}, Grade: "B",
		}),
	}
	sources := briefing.Sources{}
	named := passageMark.ReplaceAllStringFunc(string(text), func(mark string) string {
		parts := passageMark.FindStringSubmatch(mark)
		id := clip(t, sources, articles, parts[2])
		if parts[1] != "" {
			return "[@" + id.String() + "]"
		}
		return "passage: " + id.String()
	})
	b, findings, err := markdown.Read(named, e.Profiles, sources)
	must(t, err)
	if len(findings) > 0 {
		t.Errorf("%s: %v", name, findings)
	}
	b.ID = briefing.ID{9}
	return b, sources
}

// strait is an article of testdata/templates: the title is its first line.
func strait(t testing.TB, file string, a briefing.Article) briefing.Source {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata/templates", file))
	must(t, err)
	title, body, _ := strings.Cut(string(text), "\n\n")
	a.Title.Value = title
	var from briefing.Builder
	for paragraph := range strings.SplitSeq(strings.TrimSpace(body), "\n\n") {
		from.Add(briefing.TextParagraph, 0, paragraph, nil, nil)
	}
	snap, err := from.Snapshot(briefing.Hash{})
	must(t, err)
	return briefing.Source{Article: a, Snapshot: snap}
}

// clip adds the passage of some words, from whichever article has them, to sources.
func clip(t testing.TB, sources briefing.Sources, articles []briefing.Source, words string) briefing.ID {
	t.Helper()
	sum := sha256.Sum256([]byte(words))
	id := briefing.ID(sum[:16])
	for _, src := range articles {
		r, err := quote.Find(src.Snapshot, words)
		if err != nil {
			continue
		}
		anchor, err := quote.Anchor(src.Snapshot, r)
		must(t, err)
		src.Passage = briefing.Passage{ID: id, Article: src.Article.ID, Anchor: anchor, Credibility: 2}
		sources[id] = src
		return id
	}
	t.Fatalf("no article says “%s”", words)
	return id
}

// TestTemplates exports a note in each form, as one is really written: nothing is
// to be said of it, and the PDF keeps the standards. With BRIEFDESK_PDFS it leaves
// them in that folder.
func TestTemplates(t *testing.T) {
	e := newExporter(t)
	for _, form := range e.Templates {
		t.Run(form.Name, func(t *testing.T) {
			if _, err := e.Profiles.Named(form.Profile); err != nil {
				t.Skip(err)
			}
			b, sources := written(t, e, form.Name)
			for _, f := range form.Check(b) {
				t.Errorf("block %d: %s (%s)", f.Block, f.Message, f.Rule)
			}
			report, err := e.Export(b, sources, form.Name+".pdf", export.Options{})
			must(t, err)
			for _, f := range report.Findings {
				if f.Severity != briefing.SeverityInfo {
					t.Errorf("block %d: %s (%s)", f.Block, f.Message, f.Rule)
				}
			}
			if report.Verified != report.Quoted {
				t.Errorf("%d of %d quotations verified", report.Verified, report.Quoted)
			}
			for _, v := range pdftest.Violations(report.Files[0].Data) {
				t.Error(v)
			}
			if out := os.Getenv("BRIEFDESK_PDFS"); out != "" {
				must(t, os.WriteFile(filepath.Join(out, "written-"+form.Name+".pdf"), report.Files[0].Data, 0o644))
			}
		})
	}
}
