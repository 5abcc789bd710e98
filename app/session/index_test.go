package session_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/search"

	"pgregory.net/rapid"
)

func TestTheIndexFollowsWhatIsSaved(t *testing.T) {
	s := start(t)
	heard := make(chan error, 100) // the writer may be the one who calls
	x := s.Index(t.Context(), session.Inline(), func(err error) { heard <- err })
	a, _, p := shelve(t, s)
	must(t, s.Flush(t.Context()))
	_, err := x.Refresh(t.Context())
	must(t, err)
	finds := func(query string, want ...briefing.ID) {
		t.Helper()
		found, err := x.Find(t.Context(), query, 10)
		must(t, err)
		var got []briefing.ID
		for _, h := range found.Hits {
			got = append(got, h.ID)
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("Find(%q) = %v, want %v", query, got, want)
		}
	}
	finds("in:articles "+a.Title.Value, a.ID)
	finds("in:passages "+p.Exact, p.ID)

	a.Title.Value = "Zanzibar"
	must(t, s.Do("Rename", func(tx *session.Tx) error { return tx.PutArticle(a) }))
	must(t, s.Flush(t.Context()))
	_, err = x.Refresh(t.Context())
	must(t, err)
	finds("in:passages zanzibar", p.ID)

	must(t, s.Do("Delete", func(tx *session.Tx) error { return tx.DeleteArticle(a.ID) }))
	must(t, s.Flush(t.Context()))
	_, err = x.Refresh(t.Context())
	must(t, err)
	finds("zanzibar")
	for range len(heard) {
		must(t, <-heard)
	}
}

// Whatever is edited, undone and redone, the index that was refreshed after
// some of it answers like one that is made of the whole library.
func TestARefreshedIndexEqualsANewOne(t *testing.T) {
	text := snapshot("The Majeed Brigade claimed the attack on the port.", "Officials of Balochistan spoke of a colour.")
	titles := []string{"The port", "Balochistan", "A report"}
	rapid.Check(t, func(t *rapid.T) {
		l, err := library.Memory()
		must(t, err)
		s := session.New(l, here)
		x := session.NewIndex(l)
		defer func() {
			must(t, s.Close(t.Context()))
			must(t, l.Close())
		}()
		for range rapid.IntRange(1, 15).Draw(t, "edits") {
			edit(t, s, text, rapid.SampledFrom(titles).Draw(t, "title"))
			must(t, s.Flush(t.Context()))
			if rapid.Bool().Draw(t, "refresh") {
				_, err := x.Refresh(t.Context())
				must(t, err)
			}
		}
		_, err = x.Refresh(t.Context())
		must(t, err)
		anew := session.NewIndex(l)
		_, err = anew.Refresh(t.Context())
		must(t, err)
		for _, query := range []string{"port", "majid brigade", "baluchistan color", "in:articles report", "tag:aid"} {
			if got, want := hits(t, x, query), hits(t, anew, query); got != want {
				t.Fatalf("Search(%q) =\n%s\nmade anew\n%s", query, got, want)
			}
		}
		if got, want := x.Facets(), anew.Facets(); !reflect.DeepEqual(got, want) {
			t.Fatalf("Facets() = %v, made anew %v", got, want)
		}
	})
}

// edit does one thing to one of three articles and six passages.
func edit(t *rapid.T, s *session.Session, text briefing.Snapshot, title string) {
	n := rapid.IntRange(1, 6).Draw(t, "n")
	a := article(n%3, title, text)
	p := passage(n, a.ID, text, 4, briefing.Offset(10+n*5), rapid.SampledFrom([]string{"aid", "port"}).Draw(t, "tag"))
	switch rapid.SampledFrom([]string{"article", "passage", "drop article", "drop passage", "undo", "redo"}).Draw(t, "edit") {
	case "article":
		must(t, s.Do("Put", func(tx *session.Tx) error { return errors.Join(tx.AddSnapshot(text, nil), tx.PutArticle(a)) }))
	case "passage":
		// An article that is not there, or in the trash, takes no passage.
		_ = s.Do("Put", func(tx *session.Tx) error { return tx.PutPassage(p) })
	case "drop article":
		must(t, s.Do("Delete", func(tx *session.Tx) error { return tx.DeleteArticle(a.ID) }))
	case "drop passage":
		must(t, s.Do("Delete", func(tx *session.Tx) error { return tx.DeletePassage(p.ID) }))
	case "undo":
		s.Undo()
	case "redo":
		s.Redo()
	}
}

func hits(t *rapid.T, x *session.Index, query string) string {
	found, err := x.Search(t.Context(), query, 20)
	must(t, err)
	var b strings.Builder
	for _, h := range found.Hits {
		fmt.Fprintln(&b, h.ID, h.Kind == search.Article, h.Why, h.Reasons)
	}
	return b.String()
}

func TestCountsOfFacets(t *testing.T) {
	s := start(t)
	a, _, p := shelve(t, s)
	a.Published.Value, a.Publisher.Value = "2025-08-19", "The Platform"
	must(t, s.Do("Date", func(tx *session.Tx) error { return tx.PutArticle(a) }))
	must(t, s.EditPassage("Tag", p.ID, func(p *briefing.Passage) { p.Tags, p.Colour = []string{"aid", "port"}, "green" }))
	must(t, s.Flush(t.Context()))
	x := s.Index(t.Context(), session.Inline(), func(err error) { must(t, err) })
	_, err := x.Refresh(t.Context())
	must(t, err)
	want := session.Facets{
		session.FacetYear:      {{Value: "2025", N: 1}},
		session.FacetTag:       {{Value: "aid", N: 1}, {Value: "port", N: 1}},
		session.FacetPublisher: {{Value: "The Platform", N: 1}},
		session.FacetColour:    {{Value: "green", N: 1}},
	}
	if got := x.Facets(); !reflect.DeepEqual(got, want) {
		t.Errorf("Facets() = %v, want %v", got, want)
	}
	found, err := x.Find(t.Context(), "from:platform", 10)
	must(t, err)
	if got := x.Counts(found.Hits)[session.FacetYear]; len(got) != 1 || got[0].N != 2 {
		t.Errorf("the years of an article and its passage are %v", got)
	}
}

func TestSynonymsAreKeptInAFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "synonyms.txt")
	if text, _, err := session.ReadSynonyms(path); text != "" || err != nil {
		t.Errorf("no file is %q, %v", text, err)
	}
	const text = "Bombay = Mumbai\nalone\n= x\n"
	must(t, session.WriteSynonyms(path, text))
	got, synonyms, err := session.ReadSynonyms(path)
	if got != text || err == nil || !strings.Contains(err.Error(), "line 2: ") || !strings.Contains(err.Error(), "line 3: ") {
		t.Errorf("%q, %v", got, err)
	}
	x := search.New(search.Doc{Text: "The port of Mumbai"})
	x.SetSynonyms(synonyms)
	if found, err := x.Search(t.Context(), "bombay", 1); err != nil || len(found.Hits) != 1 {
		t.Errorf("found %v, %v: the good line does not count", found.Hits, err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v", info.Mode(), err)
	}
}
