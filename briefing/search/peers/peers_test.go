// Package peers measures search beside other engines on the same passages and
// queries. It is a module of its own, so that the program does not depend on
// them. Run it with
//
//	BRIEFDESK_PASSAGES=passages.jsonl BRIEFDESK_QUERIES=queries.jsonl go test -bench . -benchtime 1x -timeout 1h
//
// A passage is {"id","title","author","date","tags","text"}, its id a number; a
// query is {"q","rel"}: the numbers of the passages that answer it.
package peers_test

import (
	"bufio"
	"cmp"
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefdesk/briefing/search"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/search/query"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/ext/fts5"
	"github.com/sahilm/fuzzy"
)

type passage struct {
	ID                        int
	Title, Author, Date, Text string
	Tags                      []string
}

type judged struct {
	Q   string
	Rel []int
}

// finder returns the best ten passages for a query.
type finder func(q string) []int

const best = 10

var engines = []struct {
	name string
	open func(testing.TB, []passage) finder
}{
	{"briefdesk", briefdesk},
	{"bleve", bleveFuzzy},
	{"fts5", fts5Prefix},
	{"sahilm", sahilm},
}

// patience is how long the queries of one engine may take together; what was
// answered by then counts.
const patience = 60 * time.Second

func BenchmarkEngines(b *testing.B) {
	passages, queries := read[passage](b, "BRIEFDESK_PASSAGES"), read[judged](b, "BRIEFDESK_QUERIES")
	for _, e := range engines {
		b.Run(e.name, func(b *testing.B) {
			start := time.Now()
			find := e.open(b, passages)
			built := time.Since(start)
			for b.Loop() {
				measure(b, find, queries)
			}
			b.ReportMetric(built.Seconds(), "s/build")
			b.ReportMetric(0, "ns/op") // of all queries together: it says nothing
		})
	}
}

func measure(b *testing.B, find finder, queries []judged) {
	var times []time.Duration
	first, ten := 0, 0
	for start, i := time.Now(), 0; i < len(queries) && time.Since(start) < patience; i++ {
		q := queries[i*7919%len(queries)] // the families in turn
		asked := time.Now()
		found := find(q.Q)
		times = append(times, time.Since(asked))
		switch rank := slices.IndexFunc(found, func(id int) bool { return slices.Contains(q.Rel, id) }); {
		case rank == 0:
			first++
			ten++
		case rank > 0:
			ten++
		}
	}
	slices.Sort(times)
	at := func(f float64) float64 { return float64(times[int(f*float64(len(times)-1))].Microseconds()) / 1000 }
	b.ReportMetric(float64(len(times)), "queries")
	b.ReportMetric(float64(first)/float64(len(times)), "recall@1")
	b.ReportMetric(float64(ten)/float64(len(times)), "recall@10")
	b.ReportMetric(at(.5), "p50-ms")
	b.ReportMetric(at(.95), "p95-ms")
	b.ReportMetric(at(.99), "p99-ms")
}

func read[T any](tb testing.TB, variable string) []T {
	tb.Helper()
	name := os.Getenv(variable)
	if name == "" {
		tb.Skip("set " + variable + " to a file of JSON lines")
	}
	f, err := os.Open(name)
	must(tb, err)
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var list []T
	for lines.Scan() {
		var v T
		must(tb, json.Unmarshal(lines.Bytes(), &v))
		list = append(list, v)
	}
	must(tb, lines.Err())
	return list
}

func must(tb testing.TB, err error) {
	tb.Helper()
	if err != nil {
		tb.Fatal(err)
	}
}

func briefdesk(tb testing.TB, passages []passage) finder {
	x := &search.Index{}
	n := 0
	x.Load(func() (search.Doc, bool) {
		if n == len(passages) {
			return search.Doc{}, false
		}
		p := &passages[n]
		n++
		d := search.Doc{Title: p.Title, Author: p.Author, Date: p.Date, Tags: p.Tags, Text: p.Text}
		binary.BigEndian.PutUint64(d.ID[:], uint64(p.ID))
		return d, true
	})
	return func(q string) []int {
		found, err := x.Search(context.Background(), q, best)
		must(tb, err)
		var ids []int
		for _, h := range found.Hits {
			ids = append(ids, int(binary.BigEndian.Uint64(h.ID[:])))
		}
		return ids
	}
}

// bleveFuzzy asks for any word, exact, one edit away, or as a beginning.
func bleveFuzzy(tb testing.TB, passages []passage) finder {
	index, err := bleve.New(tb.TempDir()+"/index", bleve.NewIndexMapping())
	must(tb, err)
	tb.Cleanup(func() { must(tb, index.Close()) })
	const size = 2000
	for group := range slices.Chunk(passages, size) {
		batch := index.NewBatch()
		for _, p := range group {
			must(tb, batch.Index(strconv.Itoa(p.ID), map[string]string{"title": p.Title, "author": p.Author, "text": p.Text}))
		}
		must(tb, index.Batch(batch))
	}
	return func(q string) []int {
		var ways []query.Query
		for word := range strings.FieldsSeq(strings.ToLower(q)) {
			near := bleve.NewFuzzyQuery(word)
			near.SetFuzziness(1)
			ways = append(ways, bleve.NewMatchQuery(word), near, bleve.NewPrefixQuery(word))
		}
		found, err := index.Search(bleve.NewSearchRequestOptions(bleve.NewDisjunctionQuery(ways...), best, 0, false))
		must(tb, err)
		var ids []int
		for _, h := range found.Hits {
			id, err := strconv.Atoi(h.ID)
			must(tb, err)
			ids = append(ids, id)
		}
		return ids
	}
}

// fts5Prefix asks for all words, each whole or begun, by bm25.
func fts5Prefix(tb testing.TB, passages []passage) finder {
	db, err := driver.Open("file:"+tb.TempDir()+"/words", fts5.Register)
	must(tb, err)
	tb.Cleanup(func() { must(tb, db.Close()) })
	_, err = db.Exec(`CREATE VIRTUAL TABLE words USING fts5 (title, author, text, content = '', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2')`)
	must(tb, err)
	tx, err := db.Begin()
	must(tb, err)
	insert, err := tx.Prepare("INSERT INTO words (rowid, title, author, text) VALUES (?, ?, ?, ?)")
	must(tb, err)
	for _, p := range passages {
		_, err := insert.Exec(p.ID, p.Title, p.Author, p.Text)
		must(tb, err)
	}
	must(tb, tx.Commit())
	return func(q string) []int { return fts5Find(tb, db, q) }
}

func fts5Find(tb testing.TB, db *sql.DB, q string) []int {
	var words []string
	for word := range strings.FieldsSeq(q) {
		words = append(words, `"`+word+`"*`)
	}
	rows, err := db.Query("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rank LIMIT ?", strings.Join(words, " AND "), best)
	must(tb, err)
	defer rows.Close()
	var ids []int
	for rows.Next() {
		var id int
		must(tb, rows.Scan(&id))
		ids = append(ids, id)
	}
	must(tb, rows.Err())
	return ids
}

// sahilm matches the whole query against the whole text.
func sahilm(_ testing.TB, passages []passage) finder {
	texts := make([]string, len(passages))
	for i, p := range passages {
		texts[i] = p.Title + " " + p.Author + " " + p.Text
	}
	return func(q string) []int {
		matches := fuzzy.FindNoSort(q, texts)
		slices.SortFunc(matches, func(a, b fuzzy.Match) int { return cmp.Compare(b.Score, a.Score) })
		var ids []int
		for _, m := range matches[:min(best, len(matches))] {
			ids = append(ids, passages[m.Index].ID)
		}
		return ids
	}
}
