package library_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
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

// BenchmarkScale is what a window asks of a library of 100,000 articles of that
// many words (BRIEFDESK_BENCH_WORDS, 80 by default), 100,000 passages and 1,000
// briefings. BRIEFDESK_BENCH_LIBRARY keeps the library for further runs.
func BenchmarkScale(b *testing.B) {
	path := largeLibrary(b)
	b.Run("open", func(b *testing.B) {
		for b.Loop() {
			l, err := library.Open(path)
			must(b, err)
			closeLibrary(b, l)
		}
	})
	l, ctx := open(b, path), b.Context()
	middle, err := l.Articles(ctx, library.ArticleQuery{Limit: large / 2})
	must(b, err)
	passages, err := l.PassageRows(ctx, library.PassageQuery{Limit: large / 2})
	must(b, err)
	p, err := l.Passage(ctx, id('p', large/2))
	must(b, err)
	for _, bench := range []struct {
		name string
		do   func(n int) error
	}{
		{"articles, first page", func(int) error { _, err := l.Articles(ctx, library.ArticleQuery{Limit: 100}); return err }},
		{"articles, page in the middle", func(int) error {
			_, err := l.Articles(ctx, library.ArticleQuery{Limit: 100, After: middle[len(middle)-1]})
			return err
		}},
		{"articles by title, first page", func(int) error {
			_, err := l.Articles(ctx, library.ArticleQuery{Limit: 100, Order: library.ByTitle})
			return err
		}},
		{"passages, first page", func(int) error { _, err := l.PassageRows(ctx, library.PassageQuery{Limit: 100}); return err }},
		{"passages, page in the middle", func(int) error {
			_, err := l.PassageRows(ctx, library.PassageQuery{Limit: 100, After: passages[len(passages)-1]})
			return err
		}},
		{"passages, all", func(int) error { return drain(l.Passages(ctx, briefing.ID{})) }},
		{"articles, all", func(int) error { _, err := l.Articles(ctx, library.ArticleQuery{}); return err }},
		{"briefings", func(int) error { _, err := l.Briefings(ctx); return err }},
		{"load an article", func(n int) error { return load(ctx, l, n*7919%large) }},
		{"load a briefing", func(n int) error { _, err := l.Briefing(ctx, id('b', n%notes)); return err }},
		{"versions of a briefing", func(n int) error { _, err := l.Versions(ctx, id('b', n%notes)); return err }},
		{"quoted by", func(n int) error { _, err := l.QuotedBy(ctx, articleRef(n*7919%large)); return err }},
		{"trash", func(int) error { _, err := l.Trash(ctx); return err }},
		{"changes since the last commit", func(int) error {
			_, _, err := l.ChangesSince(ctx, large/500)
			return err
		}},
		{"save a passage", func(n int) error {
			p.Note = fmt.Sprint(n)
			_, err := l.Apply(ctx, library.Batch{Passages: []briefing.Passage{p}})
			return err
		}},
		{"save a keystroke in a briefing", func(n int) error {
			note := largeNote(n % notes)
			note.Blocks[3].Text = fmt.Sprint("letter ", n)
			_, err := l.Apply(ctx, library.Batch{
				Briefings: []briefing.Briefing{note},
				Journal:   &library.Journal{First: n, Done: n + 1, Steps: []library.Step{{Name: "Type", Data: []byte(note.Blocks[3].Text)}}},
			})
			return err
		}},
		{"trash and restore an article", func(n int) error {
			_, err1 := l.Apply(ctx, library.Batch{Trashed: []library.Ref{articleRef(n % large)}})
			_, err2 := l.Apply(ctx, library.Batch{Restored: []library.Ref{articleRef(n % large)}})
			return errors.Join(err1, err2)
		}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for n := 0; b.Loop(); n++ {
				must(b, bench.do(n))
			}
		})
	}
	b.Run("back up", func(b *testing.B) {
		for b.Loop() {
			must(b, l.Backup(ctx, filepath.Join(b.TempDir(), "copy")))
		}
	})
	b.Run("check", func(b *testing.B) {
		for b.Loop() {
			_, err := l.Check(ctx)
			must(b, err)
		}
	})
}

// The sizes of a large library.
const (
	large = 100_000
	notes = 1000
)

func largeNote(n int) briefing.Briefing {
	texts := make([]string, 40)
	for i := range texts {
		texts[i] = fmt.Sprintf("Block %d of note %d", i, n)
	}
	return quoting(note(n, texts...), id('p', n))
}

// largeLibrary returns the path of a library that has all there is at scale.
func largeLibrary(b *testing.B) string {
	b.Helper()
	path := os.Getenv("BRIEFDESK_BENCH_LIBRARY")
	if path == "" {
		path = filepath.Join(b.TempDir(), "library")
	} else if _, err := os.Stat(path); err == nil {
		return path
	}
	words := 80
	if n, err := strconv.Atoi(os.Getenv("BRIEFDESK_BENCH_WORDS")); err == nil {
		words = n
	}
	l := open(b, path)
	fill(b, l, large, words)
	for n := range notes {
		apply(b, l, library.Batch{Briefings: []briefing.Briefing{largeNote(n)}})
	}
	closeLibrary(b, l)
	return path
}

func drain[T any](seq iter.Seq2[T, error]) error {
	for _, err := range seq {
		if err != nil {
			return err
		}
	}
	return nil
}

// load reads what the window shows of an article.
func load(ctx context.Context, l *library.Library, n int) error {
	a, err := l.Article(ctx, id('a', n))
	if err != nil {
		return err
	}
	if _, err := l.Snapshot(ctx, a.Latest()); err != nil {
		return err
	}
	return drain(l.Passages(ctx, a.ID))
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
