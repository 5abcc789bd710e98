package session_test

import (
	"crypto/sha256"
	"errors"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
	"briefdesk/briefing/quote"
)

// page is an article as it comes from a file with those bytes.
func page(url, bytes string, paragraphs ...string) (importer.Item, []byte) {
	s := snapshot(paragraphs...)
	s.Original = sha256.Sum256([]byte(bytes))
	return importer.Item{
		Format: "html",
		Article: briefing.Article{
			Title: briefing.Field{Value: paragraphs[0]}, URL: briefing.Field{Value: url}, Snapshots: []briefing.Hash{s.Hash},
			Notices: []briefing.Notice{{Class: briefing.NoticeViews, Text: "Views from " + bytes}},
		},
		Snapshot: s,
	}, []byte(bytes)
}

func TestImportTellsWhatTheLibraryHas(t *testing.T) {
	const url = "https://example.org/a"
	for _, tt := range []struct {
		name             string
		url, bytes, text string
		want             session.ImportStatus
	}{
		{"the same again", url, "file 1", "Text", session.ImportUnchanged},
		{"the page saved again", url, "file 2", "Text", session.ImportUnchanged},
		{"the page has changed", url, "file 2", "New text", session.ImportSnapshot},
		{"read anew, by other rules", "", "file 1", "New text", session.ImportSnapshot},
		{"the same text elsewhere", "https://example.com/b", "file 2", "Text", session.ImportDuplicate},
		{"another article", "https://example.com/b", "file 2", "New text", session.ImportAdded},
		{"another without a URL", "", "file 2", "New text", session.ImportAdded},
	} {
		for _, saved := range []bool{false, true} {
			s := start(t)
			it, data := page(url, "file 1", "Text")
			first, err := s.Import([]importer.Item{it}, data, "2026-11-22")
			if err != nil || first[0].Status != session.ImportAdded {
				t.Fatalf("%s: first import: %v, %v", tt.name, first, err)
			}
			if saved {
				must(t, s.Flush(t.Context()))
			}
			it, data = page(tt.url, tt.bytes, tt.text)
			second, err := s.Import([]importer.Item{it}, data, "2026-11-23")
			if err != nil || second[0].Status != tt.want || (second[0].Article == first[0].Article) == (tt.want == session.ImportAdded) {
				t.Errorf("%s: %v, %v, want %s", tt.name, second, err, tt.want)
			}
			a, err := s.Article(first[0].Article)
			must(t, err)
			snapshots, notices := 1, 1
			if tt.want == session.ImportSnapshot {
				snapshots = 2
				if tt.bytes != "file 1" {
					notices = 2
				}
			}
			if len(a.Snapshots) != snapshots || len(a.Notices) != notices || a.Accessed.Value != "2026-11-22" {
				t.Errorf("%s: the article became %+v", tt.name, a)
			}
		}
	}
}

func TestAFileOfManyArticlesIsOneStep(t *testing.T) {
	s := start(t)
	one, data := page("", "feed", "One")
	two, _ := page("", "feed", "Two")
	twin, _ := page("", "feed", "One")
	done, err := s.Import([]importer.Item{one, two, twin}, data, "2026-11-22")
	must(t, err)
	if len(done) != 3 || done[1].Status != session.ImportAdded || done[2] != (session.Imported{Status: session.ImportDuplicate, Article: done[0].Article}) {
		t.Errorf("Import = %v", done)
	}
	if name, _ := s.Undo(); name != "Import 3 articles" {
		t.Errorf("Undo = %q", name)
	}
	list, err := s.Articles(t.Context(), library.ArticleQuery{})
	if err != nil || len(list) != 0 {
		t.Errorf("after undo: %v, %v", list, err)
	}
}

func TestClipAndSources(t *testing.T) {
	s := start(t)
	it, data := page("", "file", "The committee met twice.", "It agreed on nothing.")
	done, err := s.Import([]importer.Item{it}, data, "2026-11-22")
	must(t, err)
	p, err := s.Clip(done[0].Article, "committee  met", []string{"meeting"})
	must(t, err)
	if p.Exact != "committee met" || p.Start != 4 || s.UndoName() != "Save passage" {
		t.Errorf("Clip = %+v", p)
	}
	same(t, "passage", p)(s.Passage(p.ID))

	var lost *quote.NotFoundError
	if _, err := s.Clip(done[0].Article, "committee parted", nil); !errors.As(err, &lost) {
		t.Errorf("Clip of other words: %v", err)
	}
	if _, err := s.Clip(id('a', 9), "committee", nil); !errors.Is(err, library.ErrNotFound) {
		t.Errorf("Clip of no article: %v", err)
	}

	b := note(1, "As reported.[@"+p.ID.String()+"]", "Unknown.[@"+id('p', 9).String()+"]")
	a, err := s.Article(p.Article)
	must(t, err)
	snap, err := s.Snapshot(p.Snapshot)
	must(t, err)
	same(t, "sources", briefing.Sources{p.ID: {Passage: p, Article: a, Snapshot: snap}})(s.Sources(b))
}

func TestImportTakesAnArticleOutOfTheTrash(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       session.ImportStatus
	}{
		{"the same words", "Text", session.ImportRestored},
		{"other words", "New text", session.ImportSnapshot},
	} {
		for _, saved := range []bool{false, true} {
			s := start(t)
			it, data := page("https://example.org/a", "file", "Text")
			first, err := s.Import([]importer.Item{it}, data, "2026-11-22")
			must(t, err)
			article := first[0].Article
			p, err := s.Clip(article, "Text", nil)
			must(t, err)
			must(t, s.DeleteArticle(article))
			if saved {
				must(t, s.Flush(t.Context()))
			}
			it, data = page("https://example.org/a", "file 2", tt.text)
			again, err := s.Import([]importer.Item{it}, data, "2026-11-23")
			if err != nil || again[0].Status != tt.want || again[0].Article != article {
				t.Fatalf("%s: %+v, %v, want %s", tt.name, again, err, tt.want)
			}
			if _, err := s.Passage(p.ID); err != nil {
				t.Errorf("%s: its passage did not come back: %v", tt.name, err)
			}
			s.Undo()
			if _, err := s.Article(article); !errors.Is(err, session.ErrTrashed) {
				t.Errorf("%s: undone, the article is there: %v", tt.name, err)
			}
		}
	}
}
