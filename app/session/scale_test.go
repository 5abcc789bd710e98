package session_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// The scale at which nothing that the window calls on its thread may take
// longer than a frame: a large desk's library of many years.
const (
	manyArticles  = 100_000 // with a passage each
	manyBriefings = 1_000   // of twenty blocks
)

// large is the path of such a library, made once for all benchmarks.
var large = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "briefdesk-bench-")
	if err != nil {
		return "", err
	}
	atExit = append(atExit, func() { os.RemoveAll(dir) })
	path := filepath.Join(dir, "library")
	l, err := library.Open(path)
	if err != nil {
		return "", err
	}
	defer l.Close()
	for from := 0; from < manyArticles; from += 1000 {
		var batch library.Batch
		for n := from; n < from+1000; n++ {
			snap := snapshot(fmt.Sprintf("The committee met for the %dth time.", n), strings.Repeat("It agreed on nothing. ", 20))
			a := article(n, fmt.Sprintf("Meeting %06d", n*7919%manyArticles), snap)
			batch.Snapshots = append(batch.Snapshots, library.Imported{Snapshot: snap})
			batch.Articles = append(batch.Articles, a)
			batch.Passages = append(batch.Passages, passage(n, a.ID, snap, 4, 13, "committee"))
			if n%(manyArticles/manyBriefings) == 0 {
				batch.Briefings = append(batch.Briefings, longNote(n))
			}
		}
		if _, err := l.Apply(context.Background(), batch); err != nil {
			return "", err
		}
	}
	return path, nil
})

// longNote has ten paragraphs and ten quotations.
func longNote(n int) briefing.Briefing {
	b := note(n)
	for i := range 10 {
		b.Blocks = append(b.Blocks,
			briefing.Block{Kind: briefing.BlockText, Text: fmt.Sprint("Paragraph ", i, strings.Repeat(" and its words", 40))},
			briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id('p', (n+i)%manyArticles)}})
	}
	return b
}

// BenchmarkWindowsThread is what the window calls on its thread. The slowest of
// the calls counts: max-ms.
func BenchmarkWindowsThread(b *testing.B) {
	path, err := large()
	must(b, err)
	s := on(b, openFile(b, path))
	ctx := b.Context()
	theNote, theArticle, thePassage := id('b', 0), id('a', 4321), id('p', 4321)
	for _, bench := range []struct {
		name string
		call func(n int) error
	}{
		{"type a letter", func(n int) error { return s.TypeText(theNote, 0, fmt.Sprint("Paragraph ", n)) }},
		{"tag a passage", func(n int) error {
			return s.EditPassage("Tag", thePassage, func(p *briefing.Passage) { p.Tags = []string{fmt.Sprint(n)} })
		}},
		{"edit an article", func(n int) error {
			return s.EditArticle(theArticle, func(a *briefing.Article) { a.Title.Value = fmt.Sprint("Title ", n) })
		}},
		{"delete an article and undo it", func(int) error {
			err := s.DeleteArticle(theArticle)
			s.Undo()
			return err
		}},
		{"undo and redo", func(int) error { s.Undo(); s.Redo(); return nil }},
		{"read an article", func(int) error {
			a, err := s.Article(theArticle)
			if err == nil {
				_, err = s.Snapshot(a.Latest())
			}
			return err
		}},
		{"read its passages", func(int) error { _, err := s.Passages(ctx, theArticle); return err }},
		{"read a note", func(int) error { _, err := s.Briefing(theNote); return err }},
		{"read its sources", func(int) error { _, err := s.Sources(longNote(0)); return err }},
		{"ask what quotes an article", func(int) error {
			_, err := s.QuotedBy(ctx, library.Ref{Kind: library.KindArticle, ID: id('a', 3)})
			return err
		}},
		{"list the notes", func(int) error { _, err := s.Briefings(ctx); return err }},
		{"list 100 articles", func(n int) error { _, err := s.Articles(ctx, library.ArticleQuery{Limit: 100}); return err }},
		{"list 100 passages", func(n int) error { _, err := s.PassageRows(ctx, library.PassageQuery{Limit: 100}); return err }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			var times []time.Duration
			for n := 0; b.Loop(); n++ {
				began := time.Now()
				must(b, bench.call(n))
				times = append(times, time.Since(began))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "max-ms")
			b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}

func BenchmarkOpenLarge(b *testing.B) {
	path, err := large()
	must(b, err)
	for b.Loop() {
		l := openFile(b, path)
		s := session.New(l, here)
		_, err := s.Articles(b.Context(), library.ArticleQuery{Limit: 100})
		must(b, err)
		must(b, s.Close(b.Context()))
		must(b, l.Close())
	}
}

func BenchmarkSaveOneEditLarge(b *testing.B) {
	path, err := large()
	must(b, err)
	s := on(b, openFile(b, path))
	for n := 0; b.Loop(); n++ {
		must(b, s.TypeText(id('b', 0), 0, fmt.Sprint("Paragraph ", n)))
		must(b, s.Flush(b.Context()))
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapAlloc)/(1<<20), "heap-MB")
}
