package search_test

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"briefdesk/briefing/search"
)

// passages are those of the file that BRIEFDESK_PASSAGES names, a JSON object a
// line, else generated ones.
func passages(tb testing.TB) []search.Doc {
	tb.Helper()
	name := os.Getenv("BRIEFDESK_PASSAGES")
	if name == "" {
		return generated(20_000)
	}
	f, err := os.Open(name)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	var docs []search.Doc
	for lines.Scan() {
		var d struct {
			Title, Author, Date, Note, Text string
			Tags                            []string
		}
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			tb.Fatal(err)
		}
		docs = append(docs, search.Doc{Title: d.Title, Author: d.Author, Date: d.Date, Note: d.Note, Tags: d.Tags, Text: d.Text})
		binary.BigEndian.PutUint32(docs[len(docs)-1].ID[:], uint32(len(docs)))
	}
	if err := lines.Err(); err != nil {
		tb.Fatal(err)
	}
	return docs
}

// generated makes passages of made-up words, common ones more often, as in any
// language.
func generated(n int) []search.Doc {
	rng := rand.New(rand.NewPCG(1, 2))
	syllables := strings.Fields("ba ko ri ten sul va mor chi sha lin der gu pol tra nek isto qua zem fal dor")
	vocabulary := make([]string, 30_000)
	for i := range vocabulary {
		for range 1 + rng.IntN(4) {
			vocabulary[i] += syllables[rng.IntN(len(syllables))]
		}
	}
	zipf := rand.NewZipf(rng, 1.1, 3, uint64(len(vocabulary)-1))
	docs := make([]search.Doc, n)
	for i := range docs {
		words := make([]string, 40)
		for j := range words {
			words[j] = vocabulary[zipf.Uint64()]
		}
		docs[i] = search.Doc{Title: words[0] + " " + words[5], Date: fmt.Sprint(2000 + i%25), Text: strings.Join(words, " ")}
		binary.BigEndian.PutUint32(docs[i].ID[:], uint32(i))
	}
	return docs
}

func BenchmarkBuild(b *testing.B) {
	docs := passages(b)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	var x *search.Index
	for b.Loop() {
		x = search.New(docs...)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/(1<<20), "MB")
	runtime.KeepAlive(x)
	runtime.KeepAlive(docs)
}

// BenchmarkKeystrokes types four words of a passage, every third with a slip,
// into an index that has seen none of them. An op is a passage's worth of keys.
func BenchmarkKeystrokes(b *testing.B) {
	docs := passages(b)
	x := search.New(docs...)
	rng := rand.New(rand.NewPCG(3, 4))
	var times []time.Duration
	for b.Loop() {
		query := []rune(remembered(docs, rng))
		for n := range query {
			start := time.Now()
			if _, err := x.Search(b.Context(), string(query[:n+1]), 10); err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
	}
	slices.Sort(times)
	for _, p := range []float64{.5, .99, .999} {
		b.ReportMetric(float64(times[int(p*float64(len(times)-1))].Microseconds())/1000, fmt.Sprintf("p%g-ms", 100*p))
	}
}

func remembered(docs []search.Doc, rng *rand.Rand) string {
	for {
		words := strings.Fields(docs[rng.IntN(len(docs))].Text)
		if len(words) < 4 {
			continue
		}
		from := rng.IntN(len(words) - 3)
		query := []rune(strings.Join(words[from:from+4], " "))
		if i := rng.IntN(len(query) - 1); rng.IntN(3) == 0 {
			query[i], query[i+1] = query[i+1], query[i]
		}
		return string(query)
	}
}

func BenchmarkSave(b *testing.B) {
	docs := passages(b)
	x := search.New(docs...)
	n := 0
	for b.Loop() {
		n++
		x.Update(docs[n%len(docs):][:1], nil)
	}
}
