package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing"
)

// body is a snapshot in which passages are looked for.
type body struct {
	briefing.Snapshot
	runes     []rune
	words     []word
	paragraph []int       // of each word, its paragraph
	folded    *searchable // once it is needed
	runs      *runs       // once they are needed
}

func newBody(s briefing.Snapshot) *body {
	b := &body{Snapshot: s, runes: []rune(s.Text), words: wordsOf(s.Text)}
	b.paragraph = make([]int, len(b.words))
	at, n := briefing.Offset(0), 0
	for i, w := range b.words {
		for ; at < w.Start; at++ {
			if b.runes[at] == '\n' {
				n++
			}
		}
		b.paragraph[i] = n
	}
	return b
}

// places are where folded words stand and may be meant.
func (b *body) places(wanted string) []briefing.Range {
	if b.folded == nil {
		t := newSearchable(b.Text)
		b.folded = &t
	}
	return b.folded.meant(b.Snapshot, b.runes, wanted)
}

// wordsIn are the words that stand in r, [from, to).
func (b *body) wordsIn(r briefing.Range) (from, to int) {
	from, _ = slices.BinarySearchFunc(b.words, r.Start, func(w word, o briefing.Offset) int { return cmp.Compare(w.End, o+1) })
	to, _ = slices.BinarySearchFunc(b.words, r.End, func(w word, o briefing.Offset) int { return cmp.Compare(w.Start, o) })
	return from, max(from, to)
}

// cutsWords reports whether r begins or ends within a word.
func (b *body) cutsWords(r briefing.Range) bool {
	return isInWord(b.runes, int(r.Start)) || isInWord(b.runes, int(r.End))
}

// surroundings are the words before and after a place in its paragraph, the
// nearest first. Where the paragraph ends among them, that tells as much as two
// words, and two edges follow them.
type surroundings struct{ before, after []uint64 }

const (
	// wide is how many words on either side tell places from each other, wider
	// how many to look for them among.
	wide, wider = 30, 48
	// edge is the key of the end of a paragraph.
	edge = 0
)

// around are the surroundings of the words [from, to), so many on either side.
func (b *body) around(from, to, most int) surroundings {
	var s surroundings
	for i := from - 1; len(s.before) < most; i-- {
		if i < 0 || from < to && b.paragraph[i] != b.paragraph[from] {
			s.before = append(s.before, edge, edge)
			break
		}
		s.before = append(s.before, b.words[i].key)
	}
	for i := to; len(s.after) < most; i++ {
		if i == len(b.words) || from < to && b.paragraph[i] != b.paragraph[to-1] {
			s.after = append(s.after, edge, edge)
			break
		}
		s.after = append(s.after, b.words[i].key)
	}
	return s
}

// surroundingsOf are those that an anchor has kept. What it has of a word that
// it cuts is left out.
func surroundingsOf(a briefing.Anchor) surroundings {
	prefix, suffix := a.Prefix, a.Suffix
	if first, _ := utf8.DecodeRuneInString(a.Exact); isWordRune(first) {
		prefix = strings.TrimRightFunc(prefix, isWordRune)
	}
	if last, _ := utf8.DecodeLastRuneInString(a.Exact); isWordRune(last) {
		suffix = strings.TrimLeftFunc(suffix, isWordRune)
	}
	line := strings.LastIndexByte(prefix, '\n') + 1
	before := keys(wordsOf(prefix[line:]))
	slices.Reverse(before)
	if line > 0 || a.Start == briefing.Length(a.Prefix) {
		before = append(before, edge, edge)
	}
	suffix, _, ends := strings.Cut(suffix, "\n")
	after := keys(wordsOf(suffix))
	if ends {
		after = append(after, edge, edge)
	}
	return surroundings{before, after}
}

// like is how much of s stands in t, too, in order: from 0 to 2.
func (s surroundings) like(t surroundings) float64 {
	n := common(s.before, t.before) + common(s.after, t.after)
	return 2 * float64(n) / float64(max(1, len(s.before)+len(s.after)))
}

// common counts the words of want that stand in have, in order.
func common(want, have []uint64) int {
	n := 0
	for _, j := range match(want, have[:min(len(have), len(want)+len(want)/2+2)]) {
		if j >= 0 {
			n++
		}
	}
	return n
}

// runLength is how many words make a run by which altered passages are found.
const runLength = 3

// runs are all runs of words of a text by their keys: where each first stands,
// and from each where it stands next, or -1.
type runs struct {
	first map[uint64]int
	next  []int
}

func (b *body) allRuns() *runs {
	if b.runs != nil {
		return b.runs
	}
	r := &runs{first: make(map[uint64]int, len(b.words)), next: make([]int, len(b.words))}
	list := keys(b.words)
	for i := len(list) - runLength; i >= 0; i-- {
		key := runKey(list[i : i+runLength])
		next, ok := r.first[key]
		if !ok {
			next = -1
		}
		r.first[key], r.next[i] = i, next
	}
	b.runs = r
	return r
}

// places calls yield with each place of a run, and no more than 32 of them: a
// run that is so common says little.
func (r *runs) places(run []uint64, yield func(at int)) {
	const most = 32
	at, ok := r.first[runKey(run)]
	for n := 0; ok && at >= 0 && n < most; n++ {
		yield(at)
		at = r.next[at]
	}
}
