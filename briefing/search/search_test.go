package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

var docs = []search.Doc{
	{ID: "prefix", Title: "Counterterrorism alliance", Text: "The dialogues in Islamabad were held."},
	{ID: "exact", Title: "Dialogue", Text: "It was held in Islamabad, in a good mood.", Tags: []string{"talks", "Balochistan"}},
	{ID: "phrase", Author: "Žofie Nováková", Text: "A good mood: the Islamabad dialogue."},
	{ID: "inside", Note: "See interdialogues of Lahore–Islamabad."},
	{ID: "urdu", Text: "یہ مکالمہ تاریخی ہے۔"},
}

// mark shows hits as a person would: matched letters between brackets.
func mark(hits []search.Hit) string {
	var b strings.Builder
	for _, h := range hits {
		fmt.Fprintf(&b, "%s %s:", h.Why, h.ID)
		d := docs[slices.IndexFunc(docs, func(d search.Doc) bool { return d.ID == h.ID })]
		for _, m := range h.Matches {
			fmt.Fprintf(&b, " %s %q", m.Field, briefing.Slice(fieldOf(d, m), m.Range))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func fieldOf(d search.Doc, m search.Match) string {
	return map[search.Field]string{
		search.Title: d.Title, search.Author: d.Author, search.Tag: strings.Join(d.Tags[min(m.Tag, len(d.Tags)):min(m.Tag+1, len(d.Tags))], ""),
		search.Note: d.Note, search.Text: d.Text,
	}[m.Field]
}

func TestSearch(t *testing.T) {
	x := search.New(docs)
	for _, c := range []struct {
		query string
		k     int
		want  string
	}{
		{"", 5, ""},
		{" .,", 5, ""},
		{"islamabad", 0, ""},
		{
			"Islamabad dialogue", 10,
			`phrase phrase: text "Islamabad" text "dialogue"
exact exact: title "Dialogue" text "Islamabad"
prefix prefix: text "dialogue" text "Islamabad"
inside inside: note "dialogue" note "Islamabad"
`,
		},
		{"Islamabad dialogue", 1, "phrase phrase: text \"Islamabad\" text \"dialogue\"\n"},
		{"ISLAMABAD dial", 2, "prefix prefix: text \"dial\" text \"Islamabad\"\nprefix exact: title \"Dial\" text \"Islamabad\"\n"},
		{"zofie novakova", 5, "phrase phrase: author \"Žofie\" author \"Nováková\"\n"},
		{"مکالمہ", 5, "exact urdu: text \"مکالمہ\"\n"},
		{"lahore-islamabad", 5, "phrase inside: note \"Lahore\" note \"Islamabad\"\n"},
		{"blchstn", 5, "fuzzy exact: tag \"B\" tag \"l\" tag \"ch\" tag \"st\" tag \"n\"\n"},
		{"zebra", 5, ""},
	} {
		if got := mark(x.Search(c.query, c.k)); got != c.want {
			t.Errorf("Search(%q, %d) =\n%swant\n%s", c.query, c.k, got, c.want)
		}
	}
}

// A passage that has the words whole never ranks below one that does not, every
// range lies inside its field, and no passage comes twice.
func TestRankingHolds(t *testing.T) {
	word := rapid.StringMatching(`[a-cÁé]{1,3}`)
	rapid.Check(t, func(t *rapid.T) {
		var docs []search.Doc
		for i := range rapid.IntRange(0, 8).Draw(t, "docs") {
			docs = append(docs, search.Doc{
				ID: fmt.Sprint(i), Title: strings.Join(rapid.SliceOfN(word, 0, 4).Draw(t, "title"), " "), Text: rapid.String().Draw(t, "text"),
				Tags: rapid.SliceOfN(word, 0, 2).Draw(t, "tags"),
			})
		}
		order := []search.Why{search.Phrase, search.Exact, search.Prefix, search.Inside, search.Fuzzy}
		best, seen := 0, map[string]bool{}
		k := rapid.IntRange(0, 8).Draw(t, "k")
		hits := search.New(docs).Search(strings.Join(rapid.SliceOfN(word, 1, 3).Draw(t, "query"), " "), k)
		for _, h := range hits {
			way := slices.Index(order, h.Why)
			if way < best || seen[h.ID] || len(h.Matches) == 0 {
				t.Fatalf("%v is out of place in %v", h, hits)
			}
			best, seen[h.ID] = way, true
			for _, m := range h.Matches {
				d := docs[slices.IndexFunc(docs, func(d search.Doc) bool { return d.ID == h.ID })]
				if m.Start < 0 || m.End <= m.Start || m.End > briefing.Length(fieldOf(d, m)) {
					t.Fatalf("%v lies outside %q", m, fieldOf(d, m))
				}
			}
		}
		if len(hits) > k {
			t.Fatalf("%d hits, want at most %d", len(hits), k)
		}
	})
}

func FuzzSearch(f *testing.F) {
	f.Add("Majid Brigade", "The Majeed Brigade’s talks", "terror")
	f.Add("ǅ ß İ", "ẹ̀ ﬁ ǅ", "\x00\xff")
	f.Fuzz(func(t *testing.T, query, text, tag string) {
		d := search.Doc{ID: "1", Title: tag, Tags: []string{tag, text}, Text: text}
		for _, h := range search.New([]search.Doc{d}).Search(query, 3) {
			for _, m := range h.Matches {
				if m.End > briefing.Length(fieldOf(d, m)) {
					t.Errorf("%v lies outside %q", m, fieldOf(d, m))
				}
			}
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	var many []search.Doc
	for i := range 10000 {
		many = append(many, search.Doc{ID: fmt.Sprint(i), Title: fmt.Sprintf("Report %d on the alliance", i), Text: strings.Repeat("The dialogue in the capital was a turning point. ", 5)})
	}
	x := search.New(many)
	for _, query := range []string{"turning point", "dial", "allnce"} {
		b.Run(query, func(b *testing.B) {
			for b.Loop() {
				x.Search(query, 10)
			}
		})
	}
}
