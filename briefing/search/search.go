// Package search finds passages again by the words that are remembered of them.
//
// An Index holds the folded words of every passage in memory and looks through
// all of them for each query: whole words rank above beginnings of words,
// those above letters inside words, and a guess at titles and tags comes last,
// only where there are fewer hits than asked for. A Hit says which of these it
// is and which letters of which field matched.
//
// Nothing here reads a library; whoever fills the index says what a passage's
// words are. The surprise for most readers: matching ignores case, accents and
// every sign between words, but ranges count code points of the original.
package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"briefdesk/briefing"
)

// Doc is a passage as it is searched.
type Doc struct {
	ID            string
	Title, Author string // of its article
	Tags          []string
	Note, Text    string
}

// Why says how a query matched, from the best to the least.
type Why string

// The ways to match.
const (
	Phrase Why = "phrase" // all words, one after the other
	Exact  Why = "exact"  // all words, each whole
	Prefix Why = "prefix" // each word begins one, or is one
	Inside Why = "inside" // the letters of each word stand together somewhere
	Fuzzy  Why = "fuzzy"  // the letters stand in a title or tag, in order, with others between
)

// Field says which part of a Doc a match is in.
type Field string

// The fields of a Doc.
const (
	Title  Field = "title"
	Author Field = "author"
	Tag    Field = "tag"
	Note   Field = "note"
	Text   Field = "text"
)

// Hit is a passage that was found.
type Hit struct {
	ID      string
	Why     Why
	Matches []Match // in the order of the fields of Doc, and of their text
}

// Match is a stretch that matched.
type Match struct {
	Field          Field
	Tag            int // which one, for a tag
	briefing.Range     // in code points of the field
}

// Index is a set of passages that can be searched. It is never changed, so
// several goroutines may search it at once.
type Index struct {
	docs   []Doc
	folded []string // of each doc: its fields, folded, between line feeds
	labels labels
}

// labels are the titles and tags of all docs, folded.
type labels []label

type label struct {
	doc int
	field
	folded string
}

// String is the folded text of a label; with Len it makes labels a fuzzy.Source.
func (l labels) String(i int) string { return l[i].folded }

// Len is the number of labels.
func (l labels) Len() int { return len(l) }

// New returns an index of docs, which it keeps.
func New(docs []Doc) *Index {
	x := &Index{docs: docs, folded: make([]string, len(docs))}
	for i, d := range docs {
		var b strings.Builder
		for _, f := range d.fields() {
			text := fold(f.text).text
			b.WriteString(text + "\n")
			if f.name == Title || f.name == Tag {
				x.labels = append(x.labels, label{i, f, strings.TrimSpace(text)})
			}
		}
		x.folded[i] = b.String()
	}
	return x
}

// Search returns the best k passages for query, best first. Every word of the
// query must match somewhere in the passage; passages that match equally well
// stand in the order in which New got them. Fuzzy hits come after all others.
func (x *Index) Search(query string, k int) []Hit {
	words := strings.Fields(fold(query).text)
	if len(words) == 0 || k <= 0 {
		return nil
	}
	var hits []Hit
	seen := make(map[int]bool)
	for group, found := range x.groups(words) {
		for _, i := range found[:min(len(found), k-len(hits))] {
			seen[i] = true
			hits = append(hits, Hit{x.docs[i].ID, ways[group].why, x.docs[i].matches(words, ways[group].pattern)})
		}
	}
	if len(hits) < k {
		hits = append(hits, x.fuzzy(words, seen, k-len(hits))...)
	}
	return hits
}

// ways are the ways to match a word but the fuzzy one, best first, and how the
// word then stands in folded text.
var ways = []struct {
	why     Why
	pattern func(word string) string
}{
	{Phrase, func(word string) string { return " " + word + " " }},
	{Exact, func(word string) string { return " " + word + " " }},
	{Prefix, func(word string) string { return " " + word }},
	{Inside, func(word string) string { return word }},
}

// groups are the passages that match, by the best way in which all words do.
func (x *Index) groups(words []string) [][]int {
	groups := make([][]int, len(ways))
	phrase := " " + strings.Join(words, " ") + " "
	for i, text := range x.folded {
		if len(words) > 1 && strings.Contains(text, phrase) {
			groups[0] = append(groups[0], i)
			continue
		}
		way := 1
		for _, w := range words {
			for way < len(ways) && !strings.Contains(text, ways[way].pattern(w)) {
				way++
			}
		}
		if way < len(ways) {
			groups[way] = append(groups[way], i)
		}
	}
	return groups
}

// field is one searched part of a Doc.
type field struct {
	name Field
	tag  int
	text string
}

func (d Doc) fields() []field {
	fields := []field{{Title, 0, d.Title}, {Author, 0, d.Author}}
	for i, t := range d.Tags {
		fields = append(fields, field{Tag, i, t})
	}
	return append(fields, field{Note, 0, d.Note}, field{Text, 0, d.Text})
}

// matches finds every place of words in d, overlapping ones joined.
func (d Doc) matches(words []string, pattern func(string) string) []Match {
	var all []Match
	for _, f := range d.fields() {
		folded := fold(f.text)
		var places []briefing.Range
		for _, w := range words {
			places = append(places, folded.places(pattern(w))...)
		}
		for _, r := range join(places) {
			all = append(all, Match{f.name, f.tag, r})
		}
	}
	return all
}

// join sorts ranges and makes one of those that touch.
func join(places []briefing.Range) []briefing.Range {
	slices.SortFunc(places, func(a, b briefing.Range) int { return int(a.Start - b.Start) })
	var joined []briefing.Range
	for _, r := range places {
		if n := len(joined); n > 0 && r.Start <= joined[n-1].End {
			joined[n-1].End = max(joined[n-1].End, r.End)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

// The limits of a fuzzy pattern, in letters. Shorter ones match nearly
// everything; longer ones overflow the scores of the matcher.
const shortestFuzzy, longestFuzzy = 3, 40

// fuzzy guesses at titles and tags of passages that are not in seen.
func (x *Index) fuzzy(words []string, seen map[int]bool, k int) []Hit {
	pattern := []rune(strings.Join(words, ""))
	if len(pattern) < shortestFuzzy {
		return nil
	}
	matches := fuzzy.FindFromNoSort(string(pattern[:min(len(pattern), longestFuzzy)]), x.labels)
	slices.SortStableFunc(matches, func(a, b fuzzy.Match) int { return b.Score - a.Score })
	var hits []Hit
	for _, m := range matches {
		l := x.labels[m.Index]
		if seen[l.doc] {
			continue
		}
		seen[l.doc] = true
		hits = append(hits, Hit{x.docs[l.doc].ID, Fuzzy, l.matches(m)})
		if len(hits) == k {
			break
		}
	}
	return hits
}

// matches are the letters of the label that m found.
func (l label) matches(m fuzzy.Match) []Match {
	folded := fold(l.text)
	var places []briefing.Range
	for _, b := range m.MatchedIndexes {
		at := folded.at[utf8.RuneCountInString(m.Str[:b])+1] // after the space that folded text begins with
		places = append(places, briefing.Range{Start: at, End: at + 1})
	}
	var matches []Match
	for _, r := range join(places) {
		matches = append(matches, Match{l.name, l.tag, r})
	}
	return matches
}
