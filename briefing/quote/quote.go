// Package quote keeps quotations honest: it anchors passages in snapshots,
// finds them again, prints them with their typed edits, and proves what was
// printed against the source.
//
// A selection goes through Anchor, or words through Find first, and becomes an
// anchor: a position, the exact words, and some of what stands around them.
// Printed derives from those words and the typed edits what a page shows, in
// Pieces, as a Style has it; Prove holds the words that a page really shows
// against that. When an article is imported again, Reanchor says what became of
// its passages; Diff shows how words have changed, Borrowed and Share how much of
// a source stands in a note.
//
// The surprise for most readers: nothing that is proved, or that follows to
// another place by itself, is fuzzy. Words are compared after Fold, which leaves
// out of account white space, the kind of quotation marks, the order of closing
// marks and stops, soft hyphens and the way accents are encoded, and nothing
// else. Where words are only similar, or it is not certain which ones are meant,
// the answer is a question to the reader.
package quote

import (
	"errors"
	"fmt"
	"unicode"

	"briefdesk/briefing"
)

// contextLength is how many code points of its surroundings an anchor keeps on
// each side, at most.
const contextLength = 64

// ErrNoWords is returned for a selection that holds nothing to quote.
var ErrNoWords = errors.New("there are no words in the selection; select at least one")

// Anchor says where r stands in s: by position, by its words, and by up to 64
// code points on either side, cut between words where there is a space to cut
// at. A range that cuts a grapheme cluster, such as a letter and its accent, is
// widened to hold all of it. A range without words is ErrNoWords.
func Anchor(s briefing.Snapshot, r briefing.Range) (briefing.Anchor, error) {
	text := []rune(s.Text)
	if r.Start < 0 || r.End < r.Start || int(r.End) > len(text) {
		return briefing.Anchor{}, fmt.Errorf("the selection %d–%d lies outside the article, which has %d characters", r.Start, r.End, len(text))
	}
	from, to := clusterStart(text, int(r.Start)), clusterEnd(text, int(r.End))
	if r.Start == r.End || isBlank(text[from:to]) {
		return briefing.Anchor{}, ErrNoWords
	}
	return briefing.Anchor{
		Snapshot: s.Hash,
		Range:    briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(to)},
		Exact:    string(text[from:to]),
		Prefix:   string(text[contextStart(text, from):from]),
		Suffix:   string(text[to:contextEnd(text, to)]),
	}, nil
}

// contextStart is where the surroundings before at begin.
func contextStart(text []rune, at int) int {
	from := max(0, at-contextLength)
	for i := from; i < at; i++ {
		if isWordEdge(text, i) {
			return i
		}
	}
	for !isClusterEdge(text, from) {
		from++
	}
	return from
}

// contextEnd is where the surroundings after at end.
func contextEnd(text []rune, at int) int {
	to := min(len(text), at+contextLength)
	for i := to; i > at; i-- {
		if isWordEdge(text, i) {
			return i
		}
	}
	for !isClusterEdge(text, to) {
		to--
	}
	return to
}

// isWordEdge reports whether a cut at i parts no word: white space or an end
// of the text is beside it.
func isWordEdge(text []rune, i int) bool {
	return i == 0 || i == len(text) || unicode.IsSpace(text[i-1]) || unicode.IsSpace(text[i])
}

func isBlank(text []rune) bool {
	for _, r := range text {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}
