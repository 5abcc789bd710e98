package library_test

import (
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// prose is about n words in paragraphs of about eighty.
func prose(r *rand.Rand, n int) (paragraphs []string) {
	words := strings.Fields("the of and committee to in a report that ministry said for on with security was policy " +
		"border its as by agreement from at officials have programme this were counterterrorism")
	for n > 0 {
		p := make([]string, 80)
		for i := range p {
			p[i] = words[r.IntN(len(words))]
		}
		paragraphs = append(paragraphs, strings.Join(p, " ")+".")
		n -= len(p)
	}
	return paragraphs
}

// fill puts n articles of that many words, with a passage each, in batches.
func fill(b *testing.B, l *library.Library, n, words int) {
	b.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	for from := 0; from < n; from += 500 {
		var batch library.Batch
		for i := from; i < min(from+500, n); i++ {
			a, s := article(i, append(prose(r, words), fmt.Sprint("Number ", i))...)
			batch.Snapshots = append(batch.Snapshots, s)
			batch.Articles = append(batch.Articles, a)
			batch.Passages = append(batch.Passages, passage(i, a, s.Snapshot))
		}
		apply(b, l, batch)
	}
}

func BenchmarkOpen1000Articles(b *testing.B) {
	path := filepath.Join(b.TempDir(), "library")
	l := open(b, path)
	fill(b, l, 1000, 800)
	closeLibrary(b, l)
	for b.Loop() {
		l, err := library.Open(path)
		must(b, err)
		_, err = l.Articles(b.Context(), library.ArticleQuery{Limit: 100})
		must(b, err)
		closeLibrary(b, l)
	}
}

func BenchmarkChangesOf1000Articles(b *testing.B) {
	l := memory(b)
	fill(b, l, 1000, 800)
	for b.Loop() {
		_, _, err := l.ChangesSince(b.Context(), 0)
		must(b, err)
	}
}

func BenchmarkCheck1000Articles(b *testing.B) {
	l := memory(b)
	fill(b, l, 1000, 800)
	for b.Loop() {
		findings, err := l.Check(b.Context())
		must(b, err)
		if len(findings) > 0 {
			b.Fatal(findings)
		}
	}
}

func BenchmarkList100Of100000Articles(b *testing.B) {
	l := open(b, filepath.Join(b.TempDir(), "library"))
	fill(b, l, 100_000, 1)
	for _, order := range []library.Order{library.ByPublished, library.ByTitle} {
		b.Run(fmt.Sprint("order", order), func(b *testing.B) {
			q := library.ArticleQuery{Order: order, Limit: 100}
			for b.Loop() {
				page, err := l.Articles(b.Context(), q)
				must(b, err)
				if q.After = (library.ArticleRow{}); len(page) == 100 {
					q.After = page[99]
				}
			}
		})
	}
}

func BenchmarkApply(b *testing.B) {
	blocks := make([]string, 100)
	for i := range blocks {
		blocks[i] = strings.Join(prose(rand.New(rand.NewPCG(1, uint64(i))), 80), "\n")
	}
	l := open(b, filepath.Join(b.TempDir(), "library"))
	a, s := article(1)
	apply(b, l, library.Batch{Snapshots: []library.Imported{s}, Articles: []briefing.Article{a}})
	b.Run("passage", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			apply(b, l, library.Batch{Passages: []briefing.Passage{passage(n%100, a, s.Snapshot)}})
		}
	})
	b.Run("block of 100", func(b *testing.B) {
		for n := 0; b.Loop(); n++ {
			blocks[n%100] = fmt.Sprint("edit ", n)
			apply(b, l, library.Batch{Briefings: []briefing.Briefing{note(1, blocks...)}})
		}
	})
}

func BenchmarkRead(b *testing.B) {
	l := open(b, filepath.Join(b.TempDir(), "library"))
	a, s := article(1, prose(rand.New(rand.NewPCG(1, 2)), 800)...)
	blocks := make([]string, 40)
	for i := range blocks {
		blocks[i] = fmt.Sprint("block ", i)
	}
	apply(b, l, library.Batch{
		Snapshots: []library.Imported{s}, Articles: []briefing.Article{a},
		Passages: []briefing.Passage{passage(1, a, s.Snapshot)}, Briefings: []briefing.Briefing{note(1, blocks...)},
	})
	for name, read := range map[string]func() error{
		"passage":  func() error { _, err := l.Passage(b.Context(), id('p', 1)); return err },
		"snapshot": func() error { _, err := l.Snapshot(b.Context(), s.Hash); return err },
		"original": func() error { _, err := l.Original(b.Context(), s.Snapshot.Original); return err },
		"briefing": func() error { _, err := l.Briefing(b.Context(), id('b', 1)); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				must(b, read())
			}
		})
	}
}
