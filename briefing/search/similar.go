package search

import (
	"cmp"
	"context"
	"slices"

	"briefdesk/briefing"
)

// Likeness is a document that shares words with another.
type Likeness struct {
	ID briefing.ID
	// Share is the part of the words of both that they have in common, from 0
	// to 1, rare words counting for more. From about 0.8 on one is a copy of
	// the other with changes.
	Share float64
}

// What Similar looks at and shows.
const (
	similarWords     = 32  // the rarest of the text
	similarWeighed   = 400 // documents that share most of them
	leastLikeness    = .12
	leastSimilarText = 3 // words
)

// Similar returns the k documents whose text is most like that of d, the most
// alike first. One with the identifier of d is left out; d need not be in the
// index.
func (x *Index) Similar(ctx context.Context, d Doc, k int) ([]Likeness, error) {
	s := x.state()
	own := s.textWords(d.Text)
	if len(own) < leastSimilarText {
		return nil, nil
	}
	p := &plan{s: s, allowed: make([]docSet, len(s.layers))}
	var whole float32
	for i, w := range own {
		weight := rarity(w.count, s.alive)
		whole += weight
		if i < similarWords {
			p.words = append(p.words, planned{reading: &reading{ways: []way{w}}, weight: weight})
		}
	}
	tables := s.cleanTables()
	defer s.tables.Put(&tables)
	candidates, err := p.gather(ctx, tables)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(candidates, func(a, b candidate) int { return cmp.Or(cmp.Compare(b.gain, a.gain), s.newest(a, b)) })
	var list []Likeness
	for _, c := range candidates[:min(len(candidates), similarWeighed)] {
		if id := s.entry(c).id; id != d.ID {
			if share := s.share(c, own, whole); share >= leastLikeness {
				list = append(list, Likeness{id, float64(share)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Likeness) int { return cmp.Compare(b.Share, a.Share) })
	return list[:min(k, len(list))], nil
}

// textWords are the words of a text as terms, the rarest first, each once.
// Those the library does not have are left out.
func (s *state) textWords(text string) []way {
	list := words(text)
	slices.Sort(list)
	var ways []way
	for _, word := range slices.Compact(list) {
		if w, ok := s.way(word); ok {
			ways = append(ways, w)
		}
	}
	slices.SortStableFunc(ways, func(a, b way) int { return cmp.Compare(a.count, b.count) })
	return ways
}

// share is the weight of the words that a document's text has in common with
// own, as a part of the weight of all words of either.
func (s *state) share(c candidate, own []way, whole float32) float32 {
	l := &s.layers[c.layer]
	shared, others := float32(0), float32(0)
	mine := map[uint32]bool{}
	for _, w := range own {
		if t := w.terms[c.layer]; t != absent {
			mine[t] = true
		}
	}
	for _, term := range l.termsIn(c.doc, Text) {
		weight := rarity(s.count(l.dict.term(int(term))), s.alive)
		if mine[term] {
			shared += weight
		} else {
			others += weight
		}
	}
	return shared / (whole + others)
}
