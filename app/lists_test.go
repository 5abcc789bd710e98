package app

import (
	"context"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/passages"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// numbered is an identifier that begins with a letter and ends with a number.
func numbered(letter byte, n int) (id briefing.ID) {
	id[0], id[13], id[14], id[15] = letter, byte(n>>16), byte(n>>8), byte(n)
	return id
}

// stock fills a library with articles of a passage each, and with briefings.
func stock(tb testing.TB, lib *library.Library, articles, briefings int) {
	tb.Helper()
	const step = 1000
	for from := 0; from < articles; from += step {
		var batch library.Batch
		for n := from; n < min(from+step, articles); n++ {
			var b briefing.Builder
			b.Add(briefing.TextParagraph, 0, fmt.Sprintf("The committee met for the %dth time.", n), nil, nil)
			b.Add(briefing.TextParagraph, 0, strings.Repeat("It agreed on nothing. ", 20), nil, nil)
			snap, err := b.Snapshot(sha256.Sum256([]byte(fmt.Sprint(n))))
			if err != nil {
				tb.Fatal(err)
			}
			a := briefing.Article{ID: numbered('a', n), Snapshots: []briefing.Hash{snap.Hash}}
			a.Title.Value, a.Publisher.Value = fmt.Sprintf("Meeting %06d", n*7919%articles), "The Platform"
			a.Published.Value = fmt.Sprintf("20%02d-%02d-%02d", n%25, 1+n%12, 1+n%28)
			r := briefing.Range{Start: 4, End: 13}
			p := briefing.Passage{ID: numbered('p', n), Article: a.ID, Kind: briefing.PassageDirect, Anchor: briefing.Anchor{Snapshot: snap.Hash, Range: r, Exact: snap.Slice(r)}}
			batch.Snapshots = append(batch.Snapshots, library.Imported{Snapshot: snap})
			batch.Articles, batch.Passages = append(batch.Articles, a), append(batch.Passages, p)
		}
		for n := from * briefings / articles; n < min(from+step, articles)*briefings/articles; n++ {
			batch.Briefings = append(batch.Briefings, briefing.Briefing{ID: numbered('b', n), Title: fmt.Sprint("Note ", n), Blocks: []briefing.Block{
				{Kind: briefing.BlockText, Text: "What was agreed."},
				{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: numbered('p', n)}},
			}})
		}
		if _, err := lib.Apply(context.Background(), batch); err != nil {
			tb.Fatal(err)
		}
	}
}

// stocked is a window on such a library.
func stocked(tb testing.TB, articles, briefings int) *desk {
	tb.Helper()
	lib := must(library.Memory())
	stock(tb, lib, articles, briefings)
	stopped := func(time.Duration, func()) func() { return func() {} }
	d := must(newDesk(tb.Context(), test.NewTempApp(tb), lib, inline(), stopped))
	tb.Cleanup(func() {
		if err := d.end(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	d.win.Resize(fyne.NewSize(1440, 900))
	d.open(nil)
	return d
}

// After any edit the lists are those that reading all of them anew gives.
func TestListsFollowEdits(t *testing.T) {
	d := stocked(t, 3*firstPage, 2)
	check := func(what string) {
		t.Helper()
		flush(t, d)
		sources := must(d.session.Articles(t.Context(), library.ArticleQuery{}))
		found := passageRows(must(d.session.PassageRows(t.Context(), library.PassageQuery{})))
		if !slices.Equal(d.listed.sources, sources) {
			t.Errorf("after %s %d sources are listed, want %d", what, len(d.listed.sources), len(sources))
		}
		same := func(a, b passages.Row) bool {
			return a.ID == b.ID && a.Title == b.Title && slices.Equal(a.Tags, b.Tags)
		}
		if !slices.EqualFunc(d.listed.passages, found, same) || d.articles != len(sources) || len(d.rows) != len(found) {
			t.Errorf("after %s %d passages are listed, want %d", what, len(d.rows), len(found))
		}
	}
	check("opening")
	if err := d.session.EditPassage("Tag", numbered('p', 7), func(p *briefing.Passage) { p.Tags = []string{"a"} }); err != nil {
		t.Fatal(err)
	}
	check("tagging a passage")
	if err := d.session.EditArticle(numbered('a', 9), func(a *briefing.Article) { a.Published.Value, a.Title.Value = "1999-01-01", "Old" }); err != nil {
		t.Fatal(err)
	}
	check("dating an article otherwise")
	d.trashPassage(numbered('p', 11))
	check("deleting a passage")
	if err := d.session.DeleteArticle(numbered('a', 12)); err != nil {
		t.Fatal(err)
	}
	check("deleting an article")
	for range 4 {
		d.undo()
	}
	check("undoing all")
	err := d.session.Do("Delete many", func(tx *session.Tx) error {
		for n := range 2 * mostTouched {
			if err := tx.DeleteArticle(numbered('a', 20+n)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	check("deleting many")
}

// A list that was asked for while another was read has what both were about.
func TestListsForgetNoEdit(t *testing.T) {
	d := stocked(t, 10, 1)
	var works []func()
	d.run.Go = func(work func()) { works = append(works, work) }
	for _, n := range []int{1, 2, 3} {
		if err := d.session.EditArticle(numbered('a', n), func(a *briefing.Article) { a.Title.Value = "Edited" }); err != nil {
			t.Fatal(err)
		}
	}
	for len(works) > 0 {
		work := works[0]
		works = works[1:]
		work()
	}
	edited := 0
	for _, r := range d.listed.sources {
		if r.Title == "Edited" {
			edited++
		}
	}
	if edited != 3 {
		t.Errorf("%d of 3 edits are listed", edited)
	}
}

// BenchmarkManyYears opens a window on 100,000 articles with a passage each and
// 1,000 briefings, and edits in it: how long until there is something to see,
// until all is listed, and what of an edit is done on the window's thread.
// BRIEFDESK_BENCH names a folder to keep the library in.
func BenchmarkManyYears(b *testing.B) {
	const articles, briefings = 100_000, 1_000
	dir := os.Getenv("BRIEFDESK_BENCH")
	if dir == "" {
		dir = b.TempDir()
	}
	path := filepath.Join(dir, "library")
	if _, err := os.Stat(path); err != nil {
		lib := must(library.Open(path))
		stock(b, lib, articles, briefings)
		if err := lib.Close(); err != nil {
			b.Fatal(err)
		}
	}
	stopped := func(time.Duration, func()) func() { return func() {} }
	lib := must(library.Open(path))
	var beside []func()
	var onThread time.Duration
	run := session.Runner{
		Go: func(work func()) { beside = append(beside, work) },
		UI: func(f func()) {
			began := time.Now()
			f()
			onThread = max(onThread, time.Since(began))
		},
	}
	app := test.NewTempApp(b)
	app.Preferences().SetBool(prefStarted, true)
	began := time.Now()
	d := must(newDesk(b.Context(), app, lib, run, stopped))
	d.session = session.New(lib, func(func()) {}) // what changed is told below
	d.win.Resize(fyne.NewSize(1440, 900))
	d.showLists(nil)
	work := func() {
		for len(beside) > 0 {
			next := beside[0]
			beside = beside[1:]
			next()
		}
	}
	shown := time.Duration(0)
	ui := d.run.UI
	d.run.UI = func(f func()) {
		ui(f)
		if shown == 0 && d.articles > 0 {
			shown = time.Since(began)
		}
	}
	work()
	all := time.Since(began)
	if len(d.rows) != articles {
		b.Fatalf("%d passages are listed", len(d.rows))
	}
	onThread = 0
	var threads []time.Duration
	for n := 0; b.Loop(); n++ {
		id := numbered('p', n*31%articles)
		began := time.Now()
		if err := d.session.EditPassage("Tag", id, func(p *briefing.Passage) { p.Tags = []string{fmt.Sprint(n)} }); err != nil {
			b.Fatal(err)
		}
		d.showLists([]library.Ref{{Kind: library.KindPassage, ID: id}})
		onThread = max(onThread, time.Since(began))
		work()
		threads = append(threads, onThread)
		onThread = 0
	}
	slices.Sort(threads)
	b.ReportMetric(float64(shown.Milliseconds()), "first-ms")
	b.ReportMetric(float64(all.Milliseconds()), "all-ms")
	b.ReportMetric(float64(threads[len(threads)/2].Microseconds())/1000, "thread-median-ms")
	b.ReportMetric(float64(threads[len(threads)-1].Microseconds())/1000, "thread-max-ms")
	if err := d.session.Close(context.Background()); err != nil {
		b.Fatal(err)
	}
	if err := lib.Close(); err != nil {
		b.Fatal(err)
	}
}
