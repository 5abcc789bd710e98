package search

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"briefdesk/briefing"
)

// A pattern of sahilm/fuzzy matches wherever its letters stand in order, which
// says something of a short string and nothing of a paragraph. Its score
// doubles with each letter in a row and overflows from about 58 on.
const shortestPattern, longestPattern = 3, 40

// guesses offers words that have the letters of the word in order. It is the
// last resort, for words that nothing is near to: “prtctn” with a letter wrong.
func (e *expander) guesses() {
	if e.letters < shortestPattern || e.letters > longestPattern {
		return
	}
	_, size := utf8.DecodeRuneInString(e.word)
	for i := range e.s.layers {
		d := &e.s.layers[i].dict
		from, to := d.beginning(e.word[:size])
		for _, m := range fuzzy.FindFromNoSort(e.word, stretch{d, from, to}) {
			if spread := len(m.Str) - len(e.word); spread <= 2*len(e.word) {
				e.offer(i, from+m.Index, Guess, .6+.3*float32(spread)/float32(len(m.Str)))
			}
		}
	}
}

// stretch is a part of a dictionary as a fuzzy.Source.
type stretch struct {
	*dictionary
	from, to int
}

func (s stretch) String(i int) string { return s.term(s.from + i) }
func (s stretch) Len() int            { return s.to - s.from }

// Pick is a short string that was picked.
type Pick struct {
	Index   int              // in the list
	Letters []briefing.Range // that matched, in order, touching ones joined
}

// Picks finds a pattern in short strings, such as commands, titles and tags,
// where its letters stand in order; case and accents do not count, and of the
// pattern only the first 40 letters. The best come first, those equally good in
// the order of the list: whoever puts first what was used last sees that first.
// An empty pattern picks everything.
func Picks(pattern string, list []string) []Pick {
	letters := []rune(strings.ReplaceAll(folded(pattern), " ", ""))
	if len(letters) == 0 {
		all := make([]Pick, len(list))
		for i := range list {
			all[i].Index = i
		}
		return all
	}
	source := make(labels, len(list))
	for i, s := range list {
		source[i] = foldLabel(s)
	}
	found := fuzzy.FindFromNoSort(string(letters[:min(len(letters), longestPattern)]), source)
	slices.SortStableFunc(found, func(a, b fuzzy.Match) int { return b.Score - a.Score })
	picks := make([]Pick, len(found))
	for i, m := range found {
		picks[i] = Pick{m.Index, source[m.Index].ranges(m.MatchedIndexes)}
	}
	return picks
}

// label is a string that is picked from: its folded words, a space between
// them, and where each byte stood.
type label struct {
	text string
	at   []briefing.Range
}

type labels []label

func (l labels) String(i int) string { return l[i].text }
func (l labels) Len() int            { return len(l) }

func foldLabel(s string) label {
	var b strings.Builder
	var at []briefing.Range
	runes := []rune(s)
	eachWord(s, func(_ []byte, word briefing.Range) bool {
		if b.Len() > 0 {
			b.WriteByte(' ')
			at = append(at, briefing.Range{Start: word.Start, End: word.Start})
		}
		for i := word.Start; i < word.End; i++ {
			one := folded(string(runes[i]))
			b.WriteString(one)
			for range len(one) {
				at = append(at, briefing.Range{Start: i, End: i + 1})
			}
		}
		return true
	})
	return label{b.String(), at}
}

// ranges are the places of bytes of the folded text.
func (l label) ranges(bytes []int) []briefing.Range {
	var list []briefing.Range
	for _, b := range bytes {
		list = append(list, l.at[b])
	}
	return joined(list)
}

// joined makes one range of those that touch. They are in order.
func joined(list []briefing.Range) []briefing.Range {
	var out []briefing.Range
	for _, r := range list {
		if n := len(out); n > 0 && r.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, r.End)
			continue
		}
		out = append(out, r)
	}
	return out
}
