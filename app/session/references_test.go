package session_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
	"briefdesk/briefing/refs"
)

func quietly(int, int) {}

// previewed reads a file of sources and holds it against the library.
func previewed(t *testing.T, s *session.Session, file string) session.References {
	t.Helper()
	src, err := refs.ReadSources(t.Context(), "refs.json", []byte(file))
	must(t, err)
	p, err := s.PreviewReferences(t.Context(), "refs.json", src, quietly)
	must(t, err)
	return p
}

func TestReferencesAreAskedAboutFieldByField(t *testing.T) {
	s := start(t)
	it, data := page("https://www.example.org/a/?utm_source=x#top", "file", "The committee met")
	it.Article.Publisher.Value = "The Paper"
	done, err := s.Import([]importer.Item{it}, data, "2026-11-22")
	must(t, err)
	id := done[0].Article

	p := previewed(t, s, `[
		{"id":"a","type":"article-newspaper","title":"The Committee Met Twice","URL":"http://example.org/a","container-title":"the paper","issued":{"date-parts":[[2020,1,2]]},"volume":3},
		{"id":"b","type":"report","title":"A report","abstract":"What it says.","DOI":"10.1/x"},
		{"id":"c","type":"report","title":"A report again","DOI":"10.1/X"}]`)
	if len(p.Items) != 3 || p.Items[0].Article != id || !p.Items[1].IsNew() || !p.Items[2].Twice {
		t.Fatalf("the preview is %+v", p.Items)
	}
	var names []string
	for _, c := range p.Items[0].Changes {
		names = append(names, c.Name)
		if c.Take != (c.Name == "published") {
			t.Errorf("%s is taken without asking: %v", c.Name, c.Take)
		}
	}
	if !slices.Equal(names, []string{"title", "published"}) {
		t.Errorf("changes of %v are asked about", names)
	}
	if len(p.Findings) != 1 || !strings.Contains(p.Findings[0].Message, "volume") {
		t.Errorf("what has no place is told as %v", p.Findings)
	}
	if s.Edits() != 1 {
		t.Fatal("a preview has changed the library")
	}

	got, err := s.ImportReferences(t.Context(), p, "2026-11-23")
	must(t, err)
	if want := (session.ReferencesDone{Added: 1, Updated: 1, Fields: 1, Unchanged: 1}); got != want {
		t.Errorf("it came to %+v, want %+v", got, want)
	}
	a, err := s.Article(id)
	must(t, err)
	if a.Title.Value != "The committee met" || a.Published.Value != "2020-01-02" {
		t.Errorf("the article became %+v", a)
	}
	if again := previewed(t, s, `[{"id":"b","type":"report","title":"A report","DOI":"10.1/x"}]`); again.Items[0].IsNew() || len(again.Items[0].Changes) > 0 {
		t.Errorf("the same again would be %+v", again.Items[0])
	}
	s.Undo()
	rows, err := s.Articles(t.Context(), library.ArticleQuery{})
	must(t, err)
	if len(rows) != 1 {
		t.Errorf("undone, there are %d articles", len(rows))
	}
}

func TestAnImportOfReferencesCanBeStopped(t *testing.T) {
	s := start(t)
	p := previewed(t, s, `[{"id":"a","title":"One"},{"id":"b","title":"Two"}]`)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.ImportReferences(ctx, p, "2026-11-22"); !errors.Is(err, context.Canceled) || s.Edits() != 0 {
		t.Errorf("stopped: %v, %d edits", err, s.Edits())
	}
}

// What goes out of one library is found again in it, and in another.
func TestSourcesAndPassagesGoRound(t *testing.T) {
	s := start(t)
	it, data := page("https://example.org/a", "file", "The committee met twice in May 😀 and once in June.", "It met again, and again.")
	done, err := s.Import([]importer.Item{it}, data, "2026-11-22")
	must(t, err)
	for _, words := range []string{"met twice in May 😀", "once in June"} {
		_, err := s.Clip(done[0].Article, words, []string{"dates"})
		must(t, err)
	}
	edits := s.Edits()
	for _, f := range refs.SourceFormats() {
		out, n, err := s.ExportSources(t.Context(), f.Extension)
		must(t, err)
		p := previewed(t, s, string(out))
		if n != 1 || len(p.Items) != 1 || p.Items[0].Article != done[0].Article || len(p.Items[0].Changes) > 0 {
			t.Errorf("%s: %+v", f.Label, p.Items)
		}
	}
	other := start(t)
	_, err = other.Import([]importer.Item{it}, data, "2026-11-22")
	must(t, err)
	for _, f := range refs.MarkFormats() {
		out, n, _, err := s.ExportPassages(t.Context(), f.Extension)
		must(t, err)
		marks, err := refs.ReadMarks(t.Context(), "x", out)
		must(t, err)
		p, err := s.PreviewAnnotations(t.Context(), "x", marks, quietly)
		must(t, err)
		if n != 2 || p.Count(session.AnnotationKnown) != 2 || len(p.Items[0].Changes) > 0 {
			t.Errorf("%s: at home %+v", f.Label, p.Items)
		}
		p, err = other.PreviewAnnotations(t.Context(), "x", marks, quietly)
		must(t, err)
		if p.Count(session.AnnotationFound) != 2 {
			t.Errorf("%s: elsewhere %+v", f.Label, p.Items)
		}
		if strings.Contains(string(out), done[0].Article.String()) {
			t.Errorf("%s: an identifier goes out", f.Label)
		}
		got, err := other.ImportAnnotations(t.Context(), p, "2026-11-22")
		must(t, err)
		if got.Added != 2 || got.Orphans != 0 {
			t.Errorf("%s: it came to %+v", f.Label, got)
		}
		other.Undo()
	}
	if s.Edits() != edits {
		t.Error("an export or preview has changed the library")
	}
}

const annotations = `{"rows":[
	{"uri":"https://example.org/a","text":"why","target":[{"selector":[{"type":"TextQuoteSelector","exact":"met twice","prefix":"The committee ","suffix":" in May"}]}]},
	{"uri":"https://example.org/a","target":[{"selector":[{"type":"TextPositionSelector","start":27,"end":32},{"type":"TextQuoteSelector","exact":"again"}]}]},
	{"uri":"https://example.org/a","target":[{"selector":[{"type":"TextQuoteSelector","exact":"words that were never there at all","prefix":"before "}]}]},
	{"uri":"https://example.org/b","document":{"title":["Another page"]},"target":[{"selector":[{"type":"TextQuoteSelector","exact":"ten words of a page that is not here as yet","prefix":"It has ","suffix":", they say."}]}]},
	{"uri":"https://example.org/b","document":{"title":["Another page"]},"text":"no words","target":[{}]}]}`

func TestAnnotationsAreAnchoredAnewAndOrphansKept(t *testing.T) {
	s := start(t)
	it, data := page("https://example.org/a", "file", "The committee met twice in May.", "again and again, they said.")
	done, err := s.Import([]importer.Item{it}, data, "2026-11-22")
	must(t, err)
	marks, err := refs.ReadMarks(t.Context(), "h.json", []byte(annotations))
	must(t, err)
	p, err := s.PreviewAnnotations(t.Context(), "h.json", marks, quietly)
	must(t, err)
	var statuses []session.AnnotationStatus
	for _, a := range p.Items {
		statuses = append(statuses, a.Status)
	}
	if want := []session.AnnotationStatus{session.AnnotationFound, session.AnnotationOrphan, session.AnnotationOrphan, session.AnnotationNew}; !slices.Equal(statuses, want) {
		t.Fatalf("they are %v, want %v", statuses, want)
	}
	got, err := s.ImportAnnotations(t.Context(), p, "2026-11-23")
	must(t, err)
	if want := (session.AnnotationsDone{Added: 4, Orphans: 3, Articles: 1}); got != want {
		t.Fatalf("it came to %+v, want %+v", got, want)
	}
	drifts, err := s.Drifts(t.Context(), done[0].Article)
	must(t, err)
	if len(drifts) != 2 {
		t.Errorf("%d orphans are shown: %+v", len(drifts), drifts)
	}
	again, err := s.PreviewAnnotations(t.Context(), "h.json", marks, quietly)
	must(t, err)
	if again.Count(session.AnnotationKnown) != 4 {
		t.Errorf("the same again would be %+v", again.Items)
	}

	// The page itself finds its passage.
	it, data = page("https://example.org/b", "b", "Another page. It has ten words of a page that is not here as yet, they say. And more.")
	found, err := s.Import([]importer.Item{it}, data, "2026-11-24")
	must(t, err)
	if found[0].Status != session.ImportSnapshot || found[0].Moved != 1 {
		t.Errorf("the page came to %+v", found[0])
	}
	passages, err := s.Passages(t.Context(), found[0].Article)
	must(t, err)
	if len(passages) != 1 || passages[0].State != briefing.PassageCurrent || passages[0].Snapshot != it.Snapshot.Hash {
		t.Errorf("its passage is %+v", passages)
	}
	must(t, s.Flush(t.Context()))
}
