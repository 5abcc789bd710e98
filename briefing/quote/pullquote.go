package quote

import (
	"cmp"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// InBody says where the running text of s has the words that r selects in a
// pull quote: Moved where it has the same, Altered where the pull quote rewords
// it, and Gone where it has nothing like them. What stands elsewhere is Unchanged.
//
// Words are the same here even if a pull quote stands in marks of its own or
// ends with another sign.
func InBody(s briefing.Snapshot, r briefing.Range) Placement {
	if i := s.Block(r.Start); i < 0 || s.Blocks[i].Kind != briefing.TextPullQuote || !s.Blocks[i].Contains(r) {
		return Placement{Status: Unchanged, Range: r}
	}
	exact := s.Slice(r)
	f := finder{after: newBody(s)}
	bare := strings.TrimFunc(exact, func(r rune) bool { return !isWordRune(r) })
	for _, words := range []string{exact, bare} {
		if body, ok := f.nearestInBody(r, words); ok {
			return Placement{Status: Moved, Range: body}
		}
	}
	f.after.leaveOutFloats()
	p := sought{Anchor: briefing.Anchor{Exact: exact}, words: wordsOf(exact), first: -1, end: -1}
	if c, ok := f.nearest(p); ok {
		return f.altered(p.Anchor, f.rangeOf(p, c))
	}
	return Placement{Status: Gone}
}

// nearestInBody is the place in the running text where words stand that is
// nearest to r.
func (f *finder) nearestInBody(r briefing.Range, words string) (briefing.Range, bool) {
	wanted := Fold(words)
	if strings.IndexFunc(wanted, isWordRune) < 0 {
		return briefing.Range{}, false
	}
	places := slices.DeleteFunc(f.after.places(wanted), func(o briefing.Range) bool {
		return f.after.isInFloat(o.Start) || f.after.cutsWords(o)
	})
	if len(places) == 0 {
		return briefing.Range{}, false
	}
	return slices.MinFunc(places, func(a, b briefing.Range) int {
		return cmp.Compare(distance(a.Start, r.Start), distance(b.Start, r.Start))
	}), true
}

func distance(a, b briefing.Offset) briefing.Offset { return max(a-b, b-a) }

func (b *body) isInFloat(o briefing.Offset) bool {
	i := b.Block(o)
	return i >= 0 && b.Blocks[i].IsFloat()
}

// leaveOutFloats takes the words of pull quotes and captions out of b.
func (b *body) leaveOutFloats() {
	var words []word
	var paragraph []int
	for i, w := range b.words {
		if !b.isInFloat(w.Start) {
			words, paragraph = append(words, w), append(paragraph, b.paragraph[i])
		}
	}
	b.words, b.paragraph = words, paragraph
}
