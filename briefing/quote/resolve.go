package quote

import (
	"unicode/utf8"

	"briefdesk/briefing"
)

// Status says what became of an anchor in a snapshot.
type Status string

// The outcomes of Resolve.
const (
	Unchanged Status = "unchanged" // the words stand where they stood
	Moved     Status = "moved"     // the words stand in one other place
	Orphan    Status = "orphan"    // the words are gone, or it is not certain where they are
)

// Resolve finds the words of a in s, which may be a later import of the same
// article. The position comes first; then the words, harmless differences
// aside, and among several places the one whose surroundings are most alike.
// What cannot be placed with confidence is an Orphan, with a zero range: short
// words in surroundings that are altogether different, or two places as good
// as each other.
func Resolve(s briefing.Snapshot, a briefing.Anchor) (briefing.Range, Status) {
	text := []rune(s.Text)
	if standsAt(text, a, s.Hash == a.Snapshot) {
		return a.Range, Unchanged
	}
	best, score, tied := briefing.Range{}, -1, false
	for _, r := range find(s, Fold(a.Exact)) {
		switch n := likeness(text, a, r); {
		case n > score:
			best, score, tied = r, n, false
		case n == score:
			tied = true
		}
	}
	if tied || score < enough(a) {
		return briefing.Range{}, Orphan
	}
	if best == a.Range {
		return best, Unchanged
	}
	return best, Moved
}

// standsAt reports whether the words of a stand at its position. In another
// snapshot the same words may do so by accident, so there its surroundings
// have to be the same too.
func standsAt(text []rune, a briefing.Anchor, same bool) bool {
	if a.Exact == "" || a.Start < 0 || a.End < a.Start || int(a.End) > len(text) {
		return false
	}
	if string(text[a.Start:a.End]) != a.Exact {
		return false
	}
	return same || likeness(text, a, a.Range) == utf8.RuneCountInString(a.Prefix)+utf8.RuneCountInString(a.Suffix)
}

// likeness counts the code points around r that agree with the surroundings of
// a, from the words outwards.
func likeness(text []rune, a briefing.Anchor, r briefing.Range) int {
	prefix, suffix := []rune(a.Prefix), []rune(a.Suffix)
	n := 0
	for i := 1; i <= min(len(prefix), int(r.Start)) && alike(prefix[len(prefix)-i], text[int(r.Start)-i]); i++ {
		n++
	}
	for i := 0; i < min(len(suffix), len(text)-int(r.End)) && alike(suffix[i], text[int(r.End)+i]); i++ {
		n++
	}
	return n
}

func alike(a, b rune) bool { return foldRune(a) == foldRune(b) }

// enough is how much of its surroundings must agree before the words of a
// count as found: none for a sentence, some for a word or two.
func enough(a briefing.Anchor) int {
	const sentence, some = 40, 8
	if utf8.RuneCountInString(a.Exact) >= sentence {
		return 0
	}
	return min(some, utf8.RuneCountInString(a.Prefix)+utf8.RuneCountInString(a.Suffix))
}
