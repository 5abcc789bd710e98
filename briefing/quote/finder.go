package quote

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// The limits of certainty. They are set so that in thousands of edited articles
// no passage is placed wrongly without asking.
const (
	fewWords  = 5   // fewer words than this need more around them
	manyWords = 10  // as many words or more, if they stand once, speak for themselves
	enough    = 0.5 // likeness of the surroundings of other words, from 0 to 2
	plenty    = 1.2 // that of the surroundings of few words
	margin    = 0.3 // by which the best of several places must be better
	// wideMargin is that by which it must be better than one where the words
	// are not quite the same.
	wideMargin = 0.8
	aligned    = 0.4 // what it adds that the comparison of the texts has the words there
	similar    = 0.5 // share of the words that an altered passage has kept
)

// finder finds passages in a snapshot.
type finder struct {
	after *body
	// before is the snapshot to compare with, or nil. to says for each word of
	// before which one of after it is, from the reverse, and -1 that it is none.
	before   *body
	to, from []int
}

func (f *finder) compare(before *body) {
	f.before = before
	f.to = match(keys(before.words), keys(f.after.words))
	f.from = slices.Repeat([]int{-1}, len(f.after.words))
	for i, j := range f.to {
		if j >= 0 {
			f.from[j] = i
		}
	}
}

// sought is a passage that is looked for.
type sought struct {
	briefing.Anchor
	folded string
	words  []word
	around surroundings
	// cutsWords says that it begins or ends within a word.
	cutsWords bool
	// first and end are where its words stand in the text compared with; both
	// are -1 where they do not.
	first, end int
}

func (f *finder) seek(a briefing.Anchor) sought {
	p := sought{Anchor: a, folded: Fold(a.Exact), words: wordsOf(a.Exact), first: -1, end: -1}
	if f.before != nil && f.before.Hash == a.Snapshot {
		if first, end := f.before.wordsIn(a.Range); end > first {
			p.first, p.end = first, end
			p.around = f.before.around(first, end, wide)
			p.cutsWords = f.before.cutsWords(a.Range)
			return p
		}
	}
	p.around = surroundingsOf(a)
	p.cutsWords = isInWord([]rune(a.Prefix+a.Exact), utf8.RuneCountInString(a.Prefix)) || isInWord([]rune(a.Exact+a.Suffix), utf8.RuneCountInString(a.Exact))
	return p
}

// place decides what became of a passage.
func (f *finder) place(a briefing.Anchor) Placement {
	p := f.seek(a)
	if p.folded == "" {
		return Placement{Status: Gone}
	}
	places := f.places(p)
	if len(places) > 0 && f.isCertain(p, places) {
		return found(a, places[0].Range)
	}
	if c, ok := f.nearest(p); ok {
		return f.altered(a, f.rangeOf(p, c))
	}
	if len(places) > 0 && p.mayBe(places[0]) {
		return f.altered(a, places[0].Range)
	}
	return Placement{Status: Gone}
}

// mayBe reports whether p is worth asking about at a place that is uncertain. A
// word or two in other surroundings are nothing to ask about.
func (p sought) mayBe(o place) bool {
	isBare := len(p.around.before)+len(p.around.after) == 0
	return !o.isTaken && (len(p.words) >= fewWords || o.likeness >= enough || isBare)
}

func found(a briefing.Anchor, r briefing.Range) Placement {
	if r == a.Range {
		return Placement{Status: Unchanged, Range: r}
	}
	return Placement{Status: Moved, Range: r}
}

func (f *finder) altered(a briefing.Anchor, r briefing.Range) Placement {
	return Placement{Status: Altered, Range: r, Changes: Diff(a.Exact, f.after.Slice(r))}
}

// place is where the very words of a passage stand.
type place struct {
	briefing.Range
	from, to  int     // its words
	likeness  float64 // of what stands around it; more if the comparison of the texts has it there
	isAligned bool
	isTaken   bool
}

// isRivalled reports whether o is about as good a place as p. Where o is new to
// the text, too, it does not help p that the comparison of the texts chose it.
func (p place) isRivalled(o place) bool {
	likeness := p.likeness
	if p.isAligned && !o.isTaken {
		likeness -= aligned
	}
	return o.likeness > likeness-margin
}

// mostPlaces is how many places are weighed against each other. A word that
// stands more often goes by the comparison of the texts alone.
const mostPlaces = 100

// places are where the very words of p stand, the likeliest first.
func (f *finder) places(p sought) []place {
	var list []place
	ranges := f.after.places(p.folded)
	for _, r := range ranges {
		if f.after.cutsWords(r) && !p.cutsWords {
			continue
		}
		from, to := f.after.wordsIn(r)
		o := place{Range: r, from: from, to: to, isAligned: f.isAligned(p.first, p.end, from, to), isTaken: f.isTaken(p, from, to)}
		if len(ranges) > mostPlaces && !o.isAligned {
			continue
		}
		o.likeness = f.likeness(p.around, from, to)
		if o.isAligned {
			o.likeness += aligned
		}
		list = append(list, o)
	}
	slices.SortStableFunc(list, func(a, b place) int { return cmp.Compare(b.likeness, a.likeness) })
	return list
}

// likeness is how like s is what stands around the words [from, to).
func (f *finder) likeness(s surroundings, from, to int) float64 {
	return s.like(f.after.around(from, to, wider))
}

// isAligned reports whether the words [first, end) of before are those of
// [from, to) by the comparison of the texts.
func (f *finder) isAligned(first, end, from, to int) bool {
	if first < 0 || end-first != to-from {
		return false
	}
	for i := range end - first {
		if f.to[first+i] != from+i {
			return false
		}
	}
	return true
}

// isTaken reports whether most of the words [from, to) are words of the text
// compared with that do not belong to p.
func (f *finder) isTaken(p sought, from, to int) bool {
	if f.from == nil {
		return false
	}
	taken := 0
	for _, i := range f.from[from:to] {
		if i >= 0 && (i < p.first || i >= p.end) {
			taken++
		}
	}
	return 2*taken > to-from
}

// isCertain reports whether the first of places is where p stands.
func (f *finder) isCertain(p sought, places []place) bool {
	best := places[0]
	if slices.ContainsFunc(places[1:], best.isRivalled) || paragraphsIn(f.after.Slice(best.Range)) != paragraphsIn(p.Exact) {
		return false
	}
	stood, isRivalled := f.origins(p, best)
	if isRivalled || f.wasAltered(p, best) {
		return false
	}
	n := len(p.words)
	switch {
	case n >= manyWords && len(places) == 1 && stood == 1 && !f.isQuoted(p, best.Range):
		return true
	case n >= fewWords:
		return best.likeness >= enough
	}
	return best.likeness >= plenty
}

func paragraphsIn(s string) int { return strings.Count(strings.TrimSpace(s), "\n") }

// wasAltered reports whether p stands, in other words, where what is around it
// is more like it than around o, where its very words stand besides.
func (f *finder) wasAltered(p sought, o place) bool {
	if home := f.home(p); home.same > 0 && !home.overlaps(o.from, o.to) {
		return true
	}
	likeness := f.likeness(p.around, o.from, o.to)
	if likeness > 2-margin {
		return false
	}
	if o.isTaken {
		return true
	}
	c := f.similar(p, o.from)
	return c.to > c.from && c.similarity(p) >= similar && !c.overlaps(o.from, o.to) && !f.isTaken(p, c.from, c.to) &&
		f.likeness(p.around, c.from, c.to) > likeness-wideMargin
}

// origins counts the places where the words of p stood, and reports whether
// another one of them suits o about as well as that of p.
func (f *finder) origins(p sought, o place) (stood int, isRivalled bool) {
	if p.first < 0 {
		return 1, false
	}
	ranges := f.before.places(p.folded)
	if len(ranges) > mostPlaces {
		return len(ranges), !o.isAligned
	}
	for _, r := range ranges {
		stood++
		first, end := f.before.wordsIn(r)
		if first == p.first && end == p.end {
			continue
		}
		likeness := f.likeness(f.before.around(first, end, wide), o.from, o.to)
		if f.isAligned(first, end, o.from, o.to) {
			likeness += aligned
		}
		if likeness > o.likeness-margin {
			return stood, true
		}
	}
	return stood, false
}

// isQuoted reports whether quotation marks stand round r that did not stand
// round p, as where an outlet quotes what it said before.
func (f *finder) isQuoted(p sought, r briefing.Range) bool {
	text := f.after.runes
	isMark := func(r rune) bool { return foldRune(r) == '\'' }
	before := r.Start > 0 && isMark(text[r.Start-1])
	after := int(r.End) < len(text) && isMark(text[r.End])
	return before && after && !strings.HasSuffix(Fold(p.Prefix), "'")
}

// candidate is a stretch of the words where a passage may stand: [from, to), of
// which same are the passage's own.
type candidate struct{ from, to, same int }

// similarity is the share of words that the passage and c have in common.
func (c candidate) similarity(p sought) float64 {
	return float64(c.same) / float64(max(len(p.words), c.to-c.from, 1))
}

func (c candidate) overlaps(from, to int) bool { return c.from < to && from < c.to }

// home is where the comparison of the two texts has most of the words of p.
func (f *finder) home(p sought) candidate {
	if p.first < 0 {
		return candidate{}
	}
	if c := f.densest(f.to[p.first:p.end]); c.similarity(p) >= similar {
		return c
	}
	return between(f.to, p.first, p.end)
}

// densest is the stretch of words that holds most of those in to, which says of
// each word of a passage which one it is, or -1. It leaves out words that stand
// far from the others, and takes in as many at each end as are missing there,
// unless they are accounted for otherwise.
func (f *finder) densest(to []int) candidate {
	var best candidate
	first, last, same := -1, -1, 0 // of the stretch at hand, indices in to
	take := func() {
		if same > best.same {
			best = candidate{f.extend(to[first], -1, first), f.extend(to[last], 1, len(to)-1-last) + 1, same}
		}
	}
	for i, j := range to {
		if j < 0 {
			continue
		}
		if last >= 0 && j-to[last] > i-last+fewWords+len(to)/2 {
			take()
			first, same = -1, 0
		}
		if first < 0 {
			first = i
		}
		last, same = i, same+1
	}
	if last >= 0 {
		take()
	}
	return best
}

// extend goes from a word up to n steps on, as long as the words there are new.
func (f *finder) extend(at, step, n int) int {
	for ; n > 0; n-- {
		next := at + step
		if next < 0 || next == len(f.after.words) || f.from != nil && f.from[next] >= 0 {
			break
		}
		at = next
	}
	return at
}

// nearest is the likeliest place of words that are similar to those of p, or
// that have taken their place: home, or where most of the words of p and around
// it stand together.
func (f *finder) nearest(p sought) (candidate, bool) {
	best, score := candidate{}, 0.0
	for _, c := range []candidate{f.home(p), f.similar(p, -1)} {
		if c.to == c.from || c.same > 0 && c.similarity(p) < similar {
			continue
		}
		likeness := f.likeness(p.around, c.from, c.to)
		if f.isTaken(p, c.from, c.to) && likeness < 2*enough {
			continue
		}
		if s := c.similarity(p) + likeness/2; s > score {
			best, score = c, s
		}
	}
	return best, score > 0
}

// similar is where most runs of the words of p, and of those around it, stand
// at about the same distances, but not with p at the word except.
func (f *finder) similar(p sought, except int) candidate {
	list, at := p.context()
	n := len(list)
	slack := n/4 + 2
	var shifts []int
	for i := 0; i+runLength <= n; i++ {
		f.after.allRuns().places(list[i:i+runLength], func(to int) {
			if shift := to - i; except < 0 || max(shift+at-except, except-shift-at) > slack {
				shifts = append(shifts, shift)
			}
		})
	}
	if shifts == nil {
		return candidate{}
	}
	from := max(0, densestIn(shifts, slack)-slack)
	to := min(len(f.after.words), from+n+3*slack)
	matched := match(list, keys(f.after.words[from:to]))
	for i := range matched {
		if matched[i] >= 0 {
			matched[i] += from
		}
	}
	end := at + len(p.words)
	if c := f.densest(matched[at:end]); c.similarity(p) >= similar {
		return c
	}
	return between(matched, at, end)
}

// context are the words of p and around it, and where among them those of p begin.
func (p sought) context() (list []uint64, at int) {
	const near = 12
	before, after := p.around.before, p.around.after
	for _, key := range slices.Backward(before[:min(near, len(before))]) {
		list = append(list, key)
	}
	at = len(list)
	list = append(list, keys(p.words)...)
	return append(list, after[:min(near, len(after))]...), at
}

// densestIn is the least of the numbers that most others are up to slack above.
func densestIn(numbers []int, slack int) int {
	slices.Sort(numbers)
	least, most := 0, 0
	for i, j := 0, 0; j < len(numbers); j++ {
		for numbers[j]-numbers[i] > slack {
			i++
		}
		if j-i+1 > most {
			least, most = numbers[i], j-i+1
		}
	}
	return least
}

// between is what has taken the place of a few words, [at, end) of those that
// to says of which ones they are: what stands between their neighbours.
func between(to []int, at, end int) candidate {
	n := end - at
	if at == 0 || end == len(to) || n >= fewWords {
		return candidate{}
	}
	before, after := to[at-1], to[end]
	if before < 0 || after <= before+1 || after-before > n+4 {
		return candidate{}
	}
	return candidate{from: before + 1, to: after}
}

// rangeOf is where c stands in the text, with signs at its ends if p has some.
func (f *finder) rangeOf(p sought, c candidate) briefing.Range {
	text := f.after.runes
	r := briefing.Range{Start: f.after.words[c.from].Start, End: f.after.words[c.to-1].End}
	isSign := func(r rune) bool { return !unicode.IsSpace(r) && !isWordRune(r) }
	if first, _ := utf8.DecodeRuneInString(p.Exact); isSign(first) {
		for r.Start > 0 && isSign(text[r.Start-1]) {
			r.Start--
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(p.Exact); isSign(last) {
		for int(r.End) < len(text) && isSign(text[r.End]) {
			r.End++
		}
	}
	return r
}
