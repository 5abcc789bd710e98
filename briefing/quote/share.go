package quote

import (
	"briefdesk/briefing"
)

// Quoting a source is worth a second look where it takes more than this share
// of its words, and no fewer than leastShare of them. No law names a number; a
// fifth is more than a quotation needs, and a line of a short text is no matter.
const (
	largeShare = 0.2
	leastShare = 100
)

// closeWords is how many words in a row make a paraphrase a quotation without marks.
const closeWords = 8

// Quoted are the stretches of its snapshot that a quotation of p prints: the
// passage without what its edits leave out or replace. A paraphrase prints none.
func Quoted(p briefing.Passage, q briefing.Quotation) []briefing.Range {
	if !q.IsDirect() {
		return nil
	}
	var quoted []briefing.Range
	at := p.Start
	add := func(to briefing.Offset) {
		if to > at {
			quoted = append(quoted, briefing.Range{Start: at, End: to})
		}
	}
	for _, e := range q.Edits {
		if e.Kind == briefing.EditOmit || e.Kind == briefing.EditReplace {
			add(p.Start + e.Start)
			at = max(at, p.Start+e.End)
		}
	}
	add(p.End)
	return quoted
}

// Share counts the words of s, and those of them that stand in ranges, each
// once. A word counts where any of it does.
func Share(s briefing.Snapshot, ranges []briefing.Range) (quoted, all int) {
	words := wordsOf(s.Text)
	i := 0
	for _, r := range union(ranges) {
		for i < len(words) && words[i].End <= r.Start {
			i++
		}
		for i < len(words) && words[i].Start < r.End {
			i, quoted = i+1, quoted+1
		}
	}
	return quoted, len(words)
}

// LargeShare returns the share of the words of s, from 0 to 1, that stand in
// ranges, if it is so large that an author should know: over a fifth, and a
// hundred words. It looks at all of s only if it has to.
func LargeShare(s briefing.Snapshot, ranges []briefing.Range) (float64, bool) {
	least := 0
	for _, r := range union(ranges) {
		least += len(wordsOf(s.Slice(r)))
	}
	if least < leastShare {
		return 0, false
	}
	quoted, all := Share(s, ranges)
	share := float64(quoted) / float64(max(all, 1))
	return share, share > largeShare && quoted >= leastShare
}

// Borrowed returns the longest run of words that own shares with source, as it
// stands in own, if it has eight words or more: too many in a row for a
// paraphrase. Case, punctuation and what else is no word are left out of account.
func Borrowed(own, source string) string {
	own = briefing.Normalize(own)
	words, theirs := wordsOf(own), keys(wordsOf(source))
	mine := keys(words)
	places := make(map[uint64]int, len(mine)) // where a run of that many words first stands
	for i := len(mine) - closeWords; i >= 0; i-- {
		places[runKey(mine[i:i+closeWords])] = i
	}
	var longest briefing.Range
	most := 0
	for j := 0; j+closeWords <= len(theirs); j++ {
		i, ok := places[runKey(theirs[j:j+closeWords])]
		if !ok {
			continue
		}
		n := 0
		for i+n < len(mine) && j+n < len(theirs) && mine[i+n] == theirs[j+n] {
			n++
		}
		if n >= closeWords && n > most {
			most, longest = n, briefing.Range{Start: words[i].Start, End: words[i+n-1].End}
		}
		j += max(0, n-closeWords)
	}
	return briefing.Slice(own, longest)
}
