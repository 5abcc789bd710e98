package session_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// fileWithNote opens a session on a library with a note of 40 paragraphs.
func fileWithNote(b *testing.B) (*session.Session, briefing.Briefing) {
	b.Helper()
	s := on(b, openFile(b, filepath.Join(b.TempDir(), "library")))
	n := note(1)
	for i := range 40 {
		text := fmt.Sprint("Paragraph ", i, strings.Repeat(" and its words", 40))
		n.Blocks = append(n.Blocks, briefing.Block{Kind: briefing.BlockText, Text: text})
	}
	putNote(b, s, n)
	must(b, s.Flush(b.Context()))
	return s, n
}

func BenchmarkDo(b *testing.B) {
	s, note := fileWithNote(b)
	for n := 0; b.Loop(); n++ {
		note.Blocks[n%40].Text = fmt.Sprint("edit ", n)
		putNote(b, s, note)
	}
}

func BenchmarkSaveOneEdit(b *testing.B) {
	s, note := fileWithNote(b)
	for n := 0; b.Loop(); n++ {
		note.Blocks[n%40].Text = fmt.Sprint("edit ", n)
		putNote(b, s, note)
		must(b, s.Flush(b.Context()))
	}
}

func BenchmarkSources(b *testing.B) {
	s := on(b, openFile(b, filepath.Join(b.TempDir(), "library")))
	a, snap, _ := shelve(b, s)
	n := note(1)
	must(b, s.Do("Quote", func(tx *session.Tx) error {
		for i := range 50 {
			p := passage(i, a.ID, snap, 4, 13, "committee")
			n.Blocks = append(n.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: p.ID}})
			if err := tx.PutPassage(p); err != nil {
				return err
			}
		}
		return nil
	}))
	must(b, s.Flush(b.Context()))
	for b.Loop() {
		sources, err := s.Sources(n)
		must(b, err)
		if len(sources) != 50 {
			b.Fatalf("%d sources", len(sources))
		}
	}
}

func BenchmarkArticles(b *testing.B) {
	s := on(b, openFile(b, filepath.Join(b.TempDir(), "library")))
	shelve(b, s)
	must(b, s.Flush(b.Context()))
	for b.Loop() {
		_, err := s.Articles(b.Context(), library.ArticleQuery{Limit: 100})
		must(b, err)
	}
}
