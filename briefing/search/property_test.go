package search_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

// vocabulary is small, so that documents share words, and close together, so
// that words are mistaken for one another.
var vocabulary = strings.Fields(`port ports report import border boarder the The of a Balochistan Baluchistan bin laden binladen
	colour color Majeed Majid TTP (TTP) Tehrik-e-Taliban Pakistan Pakistan's U.S. us Žofie zofie کتاب كتاب 2024 24 prt counter terrorism
	counterterrorism ǅ ß ﬁn it’s its`)

var someWord = rapid.SampledFrom(vocabulary)

func someWords(least, most int) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(someWord, least, most).Draw(t, "words"), rapid.SampledFrom([]string{" ", " ", ", ", ". "}).Draw(t, "between"))
	})
}

func someDoc(t *rapid.T, n int) search.Doc {
	return search.Doc{
		ID: id(fmt.Sprintf("%03d", n)), Kind: rapid.SampledFrom([]search.Kind{search.Passage, search.Article}).Draw(t, "kind"),
		Title: someWords(0, 3).Draw(t, "title"), Author: someWords(0, 1).Draw(t, "author"), Publisher: someWords(0, 1).Draw(t, "publisher"),
		Date: rapid.SampledFrom([]string{"", "2023", "2024-05", "2024-05-06"}).Draw(t, "date"),
		Tags: rapid.SliceOfN(someWords(1, 2), 0, 2).Draw(t, "tags"), Note: someWords(0, 2).Draw(t, "note"), Text: someWords(0, 12).Draw(t, "text"),
		Colour: rapid.SampledFrom([]string{"", "yellow"}).Draw(t, "colour"), Marking: rapid.SampledFrom([]string{"", "TLP:AMBER"}).Draw(t, "marking"),
	}
}

func someQuery(t *rapid.T) string {
	q := someWords(0, 4).Draw(t, "query")
	if rapid.Bool().Draw(t, "cut") {
		q = briefing.Slice(q, briefing.Range{End: briefing.Length(q) - 1})
	}
	return q + rapid.SampledFrom([]string{"", "", "", " ", " tag:port", " -port", ` "the port"`, " after:2024", " in:passages", " by:majid", " marking:amber"}).Draw(t, "filter")
}

func TestChangedIndexEqualsANewOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := map[briefing.ID]search.Doc{}
		x := &search.Index{}
		for range rapid.IntRange(1, 12).Draw(t, "changes") {
			var put []search.Doc
			var deleted []briefing.ID
			for range rapid.IntRange(0, 5).Draw(t, "deleted") {
				deleted = append(deleted, id(fmt.Sprintf("%03d", rapid.IntRange(0, 30).Draw(t, "which"))))
			}
			for range rapid.IntRange(0, 6).Draw(t, "put") {
				put = append(put, someDoc(t, rapid.IntRange(0, 30).Draw(t, "which")))
			}
			x.Update(put, deleted)
			for _, gone := range deleted {
				delete(docs, gone)
			}
			for _, d := range put {
				docs[d.ID] = d
			}
		}
		anew := search.New(slices.Collect(maps.Values(docs))...)
		if x.Len() != len(docs) || anew.Len() != len(docs) {
			t.Fatalf("%d documents after changes, %d made anew, want %d", x.Len(), anew.Len(), len(docs))
		}
		for range 5 {
			query := someQuery(t)
			got, want := results(t, x, query), results(t, anew, query)
			if got != want {
				t.Fatalf("Search(%q) after changes =\n%s\nmade anew\n%s", query, got, want)
			}
		}
		for _, d := range docs {
			got, err := x.Similar(t.Context(), d, 5)
			want, errAnew := anew.Similar(t.Context(), d, 5)
			if err != nil || errAnew != nil || fmt.Sprint(got) != fmt.Sprint(want) {
				t.Fatalf("Similar(%q) = %v, %v after changes; made anew %v, %v", d.Text, got, err, want, errAnew)
			}
		}
	})
}

func results(t *rapid.T, x *search.Index, query string) string {
	found, err := x.Search(t.Context(), query, 20)
	if err != nil {
		t.Fatalf("Search(%q): %v", query, err)
	}
	var b strings.Builder
	for _, h := range found.Hits {
		fmt.Fprintln(&b, name(h.ID), h.Why, h.Reasons)
	}
	return b.String()
}

// A document that has every word whole comes before all that do not, hits are
// no more than asked for and none comes twice.
func TestExactIsNeverBelowFuzzy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		docs := map[briefing.ID]search.Doc{}
		for n := range rapid.IntRange(0, 30).Draw(t, "documents") {
			d := someDoc(t, n)
			docs[d.ID] = d
		}
		x := search.New(slices.Collect(maps.Values(docs))...)
		query, k := someWords(1, 4).Draw(t, "query"), rapid.IntRange(1, 30).Draw(t, "k")
		found, err := x.Search(t.Context(), query, k)
		if err != nil {
			t.Fatal(err)
		}
		exact, seen := 0, map[briefing.ID]bool{}
		for i, h := range found.Hits {
			has := hasAll(docs[h.ID], query)
			if has && i > exact {
				t.Fatalf("%q: %v is below what has not all words: %v", query, docs[h.ID], found.Hits)
			}
			if has != (h.Why <= search.Exact) || seen[h.ID] || i >= k {
				t.Fatalf("%q: %v for %+v is wrong, twice or too much", query, h, docs[h.ID])
			}
			seen[h.ID] = true
			if has {
				exact++
			}
		}
		for _, d := range docs {
			if hasAll(d, query) && !seen[d.ID] && exact < k {
				t.Fatalf("%q: %+v was not found", query, d)
			}
		}
	})
}

// hasAll reports whether d has all words of a query whole.
func hasAll(d search.Doc, query string) bool {
	have := map[string]bool{}
	for _, text := range slices.Concat([]string{d.Title, d.Author, d.Publisher, d.Note, d.Text}, d.Tags) {
		for _, w := range search.ParseQuery(plainText(text)).Words {
			have[w] = true
		}
	}
	for _, w := range search.ParseQuery(query).Words {
		if !have[w] {
			return false
		}
	}
	return true
}

// plainText is a text without what has a meaning in a query, in small pieces.
func plainText(s string) string { return strings.NewReplacer(":", " ", `"`, " ", "-", " ").Replace(s) }

func TestMarksLieOnWhatTheyClaim(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := someDoc(t, 1)
		others := []search.Doc{d, someDoc(t, 2), someDoc(t, 3)}
		query := someQuery(t)
		found, err := search.New(others...).Search(t.Context(), query, 3)
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range found.Hits {
			if h.ID != d.ID {
				continue
			}
			marks := found.Marks(d)
			if len(h.Reasons) > 0 && len(marks) == 0 {
				t.Fatalf("%q: nothing is marked in %+v, found by %v", query, d, h.Reasons)
			}
			checkMarks(t, d, query, marks)
		}
	})
}

func checkMarks(t *rapid.T, d search.Doc, query string, marks []search.Match) {
	asked := search.ParseQuery(query).Words
	var last search.Match
	for i, m := range marks {
		text := textOf(d, m)
		if m.Start < 0 || m.Start >= m.End || m.End > briefing.Length(text) {
			t.Fatalf("%q: %v lies outside %q", query, m, text)
		}
		if i > 0 && m.Field == last.Field && m.Tag == last.Tag && m.Start < last.End {
			t.Fatalf("%q: %v overlaps %v", query, m, last)
		}
		last = m
		marked := briefing.Slice(text, m.Range)
		word := wordOf(marked)
		switch {
		case word == "":
			t.Fatalf("%q: %v of %q is no word", query, m, text)
		case m.Why <= search.Prefix && !slices.ContainsFunc(asked, func(a string) bool { return begins(a, marked) }):
			t.Fatalf("%q: %q is marked as %v", query, word, m.Why)
		}
	}
}

func wordOf(text string) string { return strings.Join(search.ParseQuery(text).Words, " ") }

// begins reports whether marked is asked, and no letter more: one that stands
// for two, such as ß, is marked whole where the first of them is asked for.
func begins(asked, marked string) bool {
	_, last := utf8.DecodeLastRuneInString(marked)
	return strings.HasPrefix(wordOf(marked), asked) &&
		(wordOf(marked) == asked || len(wordOf(marked[:len(marked)-last])) < len(asked))
}
