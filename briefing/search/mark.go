package search

import (
	"cmp"
	"slices"

	"briefdesk/briefing"
)

// Marks returns the stretches of d that it was found by, in the order of its
// fields and of their text. Of each word of the query they are the best ways
// in which it stands in d. A mark lies on a whole word, or on its first letters
// where the query only begins it.
func (f Found) Marks(d Doc) []Match {
	if f.plan == nil {
		return nil
	}
	m := newMarker(f.plan)
	for field := range numFields {
		for tag, text := range d.texts(field) {
			m.read(field, tag, text)
		}
	}
	return m.matches()
}

// marker gathers what a document was found by.
type marker struct {
	p     *plan
	refs  map[string][]ref
	runs  []run // by sequence
	spots []spot
	best  []spot // by word
}

// spot is a stretch that stands for a word of the query, alone or with others.
type spot struct {
	Match
	word    int
	quality float32
}

// run is how far a sequence has come in a text.
type run struct {
	at     int // the place of its last word
	places []briefing.Range
}

func newMarker(p *plan) *marker {
	m := &marker{p: p, refs: map[string][]ref{}, runs: make([]run, len(p.sequences)), best: make([]spot, len(p.words))}
	for i := range m.best {
		m.best[i].Why = Partial
	}
	p.eachRef(func(w way, r ref) {
		text := p.s.text(w)
		m.refs[text] = append(m.refs[text], r)
	})
	return m
}

func (m *marker) read(f Field, tag int, text string) {
	clear(m.runs)
	n := 0
	eachWord(text, func(word []byte, at briefing.Range) bool {
		n++
		// A later step goes first, so that one word does not take two steps.
		for _, r := range slices.Backward(m.refs[string(word)]) {
			if r.sequence >= 0 {
				m.step(r, f, tag, n, at)
				continue
			}
			place := at
			if r.why == Prefix {
				place.End = begunEnd(text, at, m.p.words[r.word].text)
			}
			m.mark(spot{Match{f, tag, place, r.why}, r.word, r.quality})
		}
		return true
	})
}

// begunEnd is where the letters of a folded word end that the word at a place
// of text begins with. Folding drops some letters and makes two of others.
func begunEnd(text string, at briefing.Range, word string) briefing.Offset {
	begun := briefing.Range{Start: at.Start, End: at.Start + 1}
	for begun.End < at.End && len(folded(briefing.Slice(text, begun))) < len(word) {
		begun.End++
	}
	return begun.End
}

// step takes a sequence one word further, and marks it when it is whole.
func (m *marker) step(r ref, f Field, tag, n int, at briefing.Range) {
	g := &m.runs[r.sequence]
	switch {
	case r.step == 0:
		*g = run{at: n, places: []briefing.Range{at}}
	case r.step == len(g.places) && n == g.at+1:
		g.at, g.places = n, append(g.places, at)
	default:
		return
	}
	if len(g.places) == len(m.p.sequences[r.sequence].steps) {
		for _, place := range g.places {
			m.mark(spot{Match{f, tag, place, r.why}, r.word, r.quality})
		}
	}
}

func (m *marker) mark(s spot) {
	if b := &m.best[s.word]; s.quality > b.quality {
		*b = s
	}
	m.spots = append(m.spots, s)
}

// matches are the spots worth showing, each place once.
func (m *marker) matches() []Match {
	var list []Match
	for _, s := range m.spots {
		// Every beginning is as good as another; a slip is only the nearest.
		if b := m.best[s.word]; s.quality == b.quality || s.Why == b.Why && s.Why == Prefix {
			list = append(list, s.Match)
		}
	}
	slices.SortFunc(list, func(a, b Match) int {
		return cmp.Or(cmp.Compare(a.Field, b.Field), cmp.Compare(a.Tag, b.Tag), cmp.Compare(a.Start, b.Start), cmp.Compare(a.Why, b.Why))
	})
	return slices.CompactFunc(list, func(a, b Match) bool { return a.Field == b.Field && a.Tag == b.Tag && a.Start == b.Start })
}
