package quote

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// Find locates words in s by their text. It tolerates the harmless differences
// of Fold and none in words. Where the words stand both in the running text
// and in a pull quote or caption, which repeat it, the running text is meant;
// and a place that begins or ends inside a longer word counts only where no
// other does.
//
// Words that s does not have are a *NotFoundError, words that it has in
// several places an *AmbiguousError, and no words at all ErrNoWords.
func Find(s briefing.Snapshot, words string) (briefing.Range, error) {
	wanted := Fold(briefing.Normalize(words))
	if wanted == "" {
		return briefing.Range{}, ErrNoWords
	}
	places := find(s, wanted)
	switch len(places) {
	case 0:
		return briefing.Range{}, nearest(s, words)
	case 1:
		return places[0], nil
	}
	return briefing.Range{}, ambiguous(s, words, places)
}

// find returns the places of the folded words that are meant, in order.
func find(s briefing.Snapshot, wanted string) []briefing.Range {
	return newSearchable(s.Text).meant(s, []rune(s.Text), wanted)
}

// searchable is a text folded for searching: with commas and stops where they
// stand, since words may end at a mark before them, and before closing marks.
type searchable struct{ asIs, inside folded }

func newSearchable(text string) searchable {
	f := foldText(text)
	return searchable{f, f.pointsInside()}
}

// meant are the places of the folded words in the text of s that are meant.
func (t searchable) meant(s briefing.Snapshot, text []rune, wanted string) []briefing.Range {
	places := keep(t.places(wanted), func(r briefing.Range) bool {
		return isClusterEdge(text, int(r.Start)) && isClusterEdge(text, int(r.End))
	})
	places = prefer(places, func(r briefing.Range) bool {
		return !isInWord(text, int(r.Start)) && !isInWord(text, int(r.End))
	})
	return prefer(places, func(r briefing.Range) bool {
		i := s.Block(r.Start)
		return i < 0 || !s.Blocks[i].IsFloat()
	})
}

// places returns every place of wanted, in order.
func (t searchable) places(wanted string) []briefing.Range {
	places := t.asIs.places(wanted)
	if !strings.Contains(wanted, "'") || t.inside.text == t.asIs.text {
		return places
	}
	for _, r := range t.inside.places(wanted) {
		if !slices.Contains(places, r) && Fold(briefing.Slice(t.asIs.source, r)) == wanted {
			places = append(places, r)
		}
	}
	slices.SortFunc(places, func(a, b briefing.Range) int { return cmp.Compare(a.Start, b.Start) })
	return places
}

// places returns every place of wanted, overlapping ones included.
func (f folded) places(wanted string) []briefing.Range {
	var places []briefing.Range
	n := utf8.RuneCountInString(wanted)
	from, at := 0, 0 // the same position, in bytes and in code points
	for {
		i := strings.Index(f.text[from:], wanted)
		if i < 0 {
			return places
		}
		at += utf8.RuneCountInString(f.text[from : from+i])
		stretch := f.at[at : at+n]
		places = append(places, briefing.Range{Start: slices.Min(stretch), End: slices.Max(stretch) + 1})
		_, size := utf8.DecodeRuneInString(f.text[from+i:])
		from, at = from+i+size, at+1
	}
}

func keep(places []briefing.Range, is func(briefing.Range) bool) []briefing.Range {
	var kept []briefing.Range
	for _, r := range places {
		if is(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// prefer keeps the places that are better, or all if none is.
func prefer(places []briefing.Range, is func(briefing.Range) bool) []briefing.Range {
	if better := keep(places, is); len(better) > 0 {
		return better
	}
	return places
}

// isInWord reports whether a cut at i parts a word.
func isInWord(text []rune, i int) bool {
	return i > 0 && i < len(text) && isWordRune(text[i-1]) && isWordRune(text[i])
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// AmbiguousError says that words stand in more than one place.
type AmbiguousError struct {
	Words  string
	Places []briefing.Range
	// Around are the words of each place in their surroundings, in order.
	Around []string
}

func ambiguous(s briefing.Snapshot, words string, places []briefing.Range) *AmbiguousError {
	text := []rune(s.Text)
	e := &AmbiguousError{Words: words, Places: places}
	for _, r := range places {
		from, to := contextStart(text, int(r.Start)), contextEnd(text, int(r.End))
		e.Around = append(e.Around, strings.Join(strings.Fields(string(text[from:to])), " "))
	}
	return e
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("the words “%s” stand in %d places, such as “…%s…” and “…%s…”; give more of the words around the ones you mean",
		shorten(e.Words), len(e.Places), e.Around[0], e.Around[1])
}

// NotFoundError says that an article does not have the words looked for.
type NotFoundError struct {
	Words string
	// Near is where the longest run of the words stands, and Have the words of
	// the article there; both are zero if it has none of them.
	Near briefing.Range
	Have string
}

func (e *NotFoundError) Error() string {
	if e.Have == "" {
		return fmt.Sprintf("the article does not have the words “%s”; copy them from its text", shorten(e.Words))
	}
	return fmt.Sprintf("the article does not have the words “%s”; the nearest it has are “%s”: copy them from its text",
		shorten(e.Words), shorten(e.Have))
}

// shorten cuts words for a message.
func shorten(words string) string {
	const most = 100
	text := []rune(strings.Join(strings.Fields(words), " "))
	if len(text) <= most {
		return string(text)
	}
	return string(text[:clusterStart(text, most)]) + "…"
}

// nearest finds the longest run of words that the article shares with words.
// It looks at the first 200 of them, so it takes time linear in the article.
func nearest(s briefing.Snapshot, words string) *NotFoundError {
	e := &NotFoundError{Words: words}
	wanted, have := wordsOf(briefing.Normalize(words)), wordsOf(s.Text)
	wanted = wanted[:min(len(wanted), 200)]
	longest, atWanted, atHave := commonRun(wanted, have)
	if longest == 0 {
		return e
	}
	from := max(0, atHave-atWanted)
	to := min(len(have), max(from+len(wanted), atHave+longest))
	e.Near = briefing.Range{Start: have[from].Start, End: have[to-1].End}
	e.Have = s.Slice(e.Near)
	return e
}

// commonRun returns the length of the longest run of words in both lists, and
// where it begins in each; the first of several.
func commonRun(a, b []word) (length, inA, inB int) {
	row := make([]int, len(a)+1) // row[i+1]: the run that ends with a[i] and the word of b before
	for j := range b {
		for i := len(a) - 1; i >= 0; i-- {
			if a[i].key != b[j].key {
				row[i+1] = 0
				continue
			}
			row[i+1] = row[i] + 1
			if row[i+1] > length {
				length, inA, inB = row[i+1], i-row[i], j-row[i]
			}
		}
	}
	return length, inA, inB
}
