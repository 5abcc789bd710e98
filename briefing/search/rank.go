package search

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Ranking reads the words of a document in order and notes, for each word of
// the query, the best that stands for it, and how close together neighbours in
// the query stand in the document. A document that has every word whole comes
// before all that do not; otherwise the sum of the weights counts.

// What nearness adds to the weight of two words, if they stand side by side.
const (
	linkInOrder  = .62
	linkReversed = .45
	linkOther    = .35
	farthestLink = 12
)

// fieldGain is what a match in a field counts for more than one in the text.
var fieldGain = [numFields]float32{Title: 1.03, Tag: 1.03, Note: 1.02, Author: 1.02, Publisher: 1.01, Text: 1}

// ref says what a term stands for.
type ref struct {
	word     int
	why      Why
	quality  float32
	sequence int // -1 for none
	step     int
	joined   bool   // stands for the next word as well
	next     uint16 // the next ref of the same term, from 1
}

// ranker ranks the documents of one layer.
type ranker struct {
	p     *plan
	l     *layer
	slots []uint16
	refs  []ref

	best     []seen // by word
	last     []place
	links    []float32 // by word: to the one before it
	progress []progress
}

// seen is the best that stands for a word in a document.
type seen struct {
	quality float32
	why     Why
	code    uint32
	refs    int // index of the ref
}

// place is where something for a word stood last.
type place struct {
	start, end int
	quality    float32
}

type progress struct{ step, at, start int }

func (p *plan) ranker(layer int, t table) *ranker {
	r := &ranker{p: p, l: &p.s.layers[layer], slots: t.slots}
	p.eachRef(func(w way, f ref) { r.enter(w.terms[layer], f) })
	n := len(p.words)
	r.best, r.last, r.links = make([]seen, n), make([]place, n), make([]float32, n)
	r.progress = make([]progress, len(p.sequences))
	return r
}

func (r *ranker) enter(term uint32, f ref) {
	if term == absent || len(r.refs) == math.MaxUint16 {
		return
	}
	slot := &r.slots[r.l.codes[term]]
	f.next = *slot
	r.refs = append(r.refs, f)
	*slot = uint16(len(r.refs))
}

// leave makes the slots ready for the next query.
func (r *ranker) leave(layer int) {
	r.p.eachRef(func(w way, _ ref) {
		if t := w.terms[layer]; t != absent {
			r.slots[r.l.codes[t]] = 0
		}
	})
}

// eachRef calls f with everything the words of the query stand for.
func (p *plan) eachRef(f func(way, ref)) {
	for i := range p.words {
		for _, w := range p.words[i].reading.ways {
			f(w, ref{word: i, why: w.why, quality: quality(w.cost), sequence: -1})
		}
		for _, w := range p.words[i].extra {
			f(w, ref{word: i, why: w.why, quality: quality(w.cost), sequence: -1, joined: true})
		}
	}
	for n, s := range p.sequences {
		for k, step := range s.steps {
			for _, w := range step {
				f(w, ref{word: s.word, why: s.why, quality: quality(s.cost + w.cost), sequence: n, step: k})
			}
		}
	}
}

// scored is a candidate with its rank.
type scored struct {
	candidate
	why   Why
	score float32
}

// betweenFields is a distance no two words that belong together have.
const betweenFields = 2 * farthestLink

func (r *ranker) score(c candidate) scored {
	clear(r.best)
	clear(r.links)
	clear(r.progress)
	for i := range r.last {
		r.last[i].end = -betweenFields
	}
	list := r.l.read(c.doc)
	for left := list.next(); left > 0; left-- {
		list.next()
	}
	at := 0
	for f := range numFields {
		for left := list.next(); left > 0; left-- {
			code := list.next()
			if slot := r.slots[code]; slot != 0 {
				r.take(slot, code, f, at)
			}
			at++
		}
		at += betweenFields
	}
	return r.sum(c)
}

// take notes a term that stands for something.
func (r *ranker) take(slot uint16, code uint32, f Field, at int) {
	for slot != 0 {
		n := int(slot) - 1
		ref := &r.refs[n]
		if ref.sequence < 0 {
			r.note(n, code, f, at, at)
		} else if g := &r.progress[ref.sequence]; ref.step == 0 {
			*g = progress{1, at, at}
		} else if ref.step == g.step && at == g.at+1 {
			g.step, g.at = g.step+1, at
			if g.step == len(r.p.sequences[ref.sequence].steps) {
				r.note(n, code, f, g.start, at)
			}
		}
		slot = ref.next
	}
}

// note notes that what stands from start to end is there for a word.
func (r *ranker) note(n int, code uint32, f Field, start, end int) {
	ref := &r.refs[n]
	w := ref.word
	q := ref.quality * fieldGain[f]
	if b := &r.best[w]; q > b.quality {
		*b = seen{q, ref.why, code, n}
	}
	for v := range r.last {
		if v != w && r.last[v].end > start-farthestLink {
			r.link(v, w, ref, start, q)
		}
	}
	if old := &r.last[w]; old.end != end || q > old.quality {
		*old = place{start, end, q}
	}
}

// link notes how close what stands for v is before what stands for w.
func (r *ranker) link(v, w int, ref *ref, start int, q float32) {
	before := &r.last[v]
	gap := start - before.end
	if gap <= 0 {
		if !ref.joined || w != v+1 {
			return
		}
		gap = 1
	}
	worth, at := float32(linkOther), max(v, w)
	switch w {
	case v + 1:
		worth = linkInOrder
	case v - 1:
		worth = linkReversed
	}
	value := worth * closeness[min(gap, farthestLink)] * min(q, before.quality) * (r.p.words[v].weight + r.p.words[w].weight) / 2
	r.links[at] = max(r.links[at], value)
}

// closeness is what is left of a link by the distance of its words.
var closeness = func() (table [farthestLink + 1]float32) {
	for gap := 1; gap <= farthestLink; gap++ {
		table[gap] = float32(math.Pow(float64(gap), -.8))
	}
	return table
}()

func (r *ranker) sum(c candidate) scored {
	s := scored{candidate: c}
	var all, have float32
	for i, b := range r.best {
		weight := r.p.words[i].weight
		all += weight
		if b.quality == 0 {
			s.why = Partial
			continue
		}
		have += weight
		s.why = max(s.why, b.why)
		s.score += weight*b.quality + r.links[i]
	}
	if have < leastMatched*all {
		s.score = 0
	}
	return s
}

// leastMatched is the share of a query that a hit must have.
const leastMatched = .4

// compare puts the better first: those that have all words whole, then by
// score, then the newer.
func (s *state) compare(a, b scored) int {
	if exact := a.why <= Exact; exact != (b.why <= Exact) {
		if exact {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(b.score, a.score), s.newest(a.candidate, b.candidate))
}

// rank returns the best k of the candidates.
func (p *plan) rank(ctx context.Context, candidates []candidate, tables []table, k int) ([]Hit, error) {
	rankers := make([]*ranker, len(tables))
	for i := range tables {
		rankers[i] = p.ranker(i, tables[i])
		defer rankers[i].leave(i)
	}
	list := make([]scored, 0, len(candidates))
	for i, c := range candidates {
		if i%256 == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if s := rankers[c.layer].score(c); s.score > 0 {
			list = append(list, s)
		}
	}
	slices.SortFunc(list, p.s.compare)
	hits := make([]Hit, min(k, len(list)))
	for i := range hits {
		hits[i] = rankers[list[i].layer].hit(list[i])
	}
	return hits, nil
}

// hit says why a document was found.
func (r *ranker) hit(s scored) Hit {
	r.score(s.candidate)
	h := Hit{ID: r.l.ids[s.doc], Kind: r.l.kinds[s.doc], Why: s.why}
	if s.why == Exact && r.isPhrase() {
		h.Why = Phrase
	}
	for i, b := range r.best {
		if b.quality > 0 {
			h.Reasons = append(h.Reasons, Reason{r.p.words[i].text, r.found(b), b.why})
		}
	}
	return h
}

func (r *ranker) found(b seen) string {
	if n := r.refs[b.refs].sequence; n >= 0 {
		return r.p.sequences[n].text
	}
	return r.l.dict.term(int(r.l.terms[b.code]))
}

// isPhrase reports whether every word follows the one before it.
func (r *ranker) isPhrase() bool {
	if len(r.best) < 2 {
		return false
	}
	for i := 1; i < len(r.best); i++ {
		full := linkInOrder * min(r.best[i].quality, r.best[i-1].quality) * (r.p.words[i-1].weight + r.p.words[i].weight) / 2
		if r.links[i] < .99*full {
			return false
		}
	}
	return true
}

// Found is what a search has found.
type Found struct {
	Hits []Hit
	plan *plan
}

// Search returns the best k documents for a query, best first. It ends early
// with the context's error; the error of a filter that makes no sense names
// what to write instead. A query of filters alone finds the newest.
func (x *Index) Search(ctx context.Context, query string, k int) (Found, error) {
	q := ParseQuery(query)
	if q.IsEmpty() || k <= 0 {
		return Found{}, nil
	}
	s := x.state()
	p, err := s.plan(q)
	if err != nil {
		return Found{}, err
	}
	if err := p.filter(ctx, q); err != nil {
		return Found{}, err
	}
	if len(q.Words) == 0 {
		return Found{p.newest(k), p}, nil
	}
	tables := s.cleanTables()
	defer s.tables.Put(&tables)
	candidates, err := p.gather(ctx, tables)
	if err != nil {
		return Found{}, err
	}
	hits, err := p.rank(ctx, candidates, tables, k)
	return Found{hits, p}, err
}

// newest are the newest documents that pass the filters.
func (p *plan) newest(k int) []Hit {
	var list []candidate
	for i := range p.s.layers {
		l, left := &p.s.layers[i], k
		for doc := uint32(0); doc < uint32(len(l.ids)) && left > 0; doc++ {
			if (l.dead == nil || !l.dead.has(doc)) && p.allowed[i].has(doc) {
				list = append(list, candidate{layer: i, doc: doc})
				left--
			}
		}
	}
	slices.SortFunc(list, p.s.newest)
	hits := make([]Hit, min(k, len(list)))
	for i := range hits {
		e := p.s.entry(list[i])
		hits[i] = Hit{ID: e.id, Kind: e.kind, Why: Exact}
	}
	return hits
}
