package search

import (
	"maps"
	"slices"
	"sync"
	"sync/atomic"

	"briefdesk/briefing"
)

// An Index is a set of documents that can be searched. Any number of goroutines
// may search and change it at the same time; a search sees it as it was when it
// began. The zero Index is empty.
type Index struct {
	changing sync.Mutex
	current  atomic.Pointer[state]
}

// state is an index at one moment. It never changes.
type state struct {
	layers   []layer // the oldest and largest first
	alive    int
	synonyms Synonyms
	readings *readings
	tables   *sync.Pool // of *tables
}

// layer is a segment and what has since been deleted of it.
type layer struct {
	*segment
	dead  docSet         // nil where nothing is
	lost  map[uint32]int // by term: in how many dead documents it is
	alive int
}

func (l *layer) count(term uint32) int { return int(l.counts[term]) - l.lost[term] }

// docSet is a set of document numbers.
type docSet []uint64

func newDocSet(n int) docSet { return make(docSet, (n+63)/64) }

func (b docSet) has(i uint32) bool { return b[i/64]&(1<<(i%64)) != 0 }
func (b docSet) set(i uint32)      { b[i/64] |= 1 << (i % 64) }

// New returns an index of docs.
func New(docs ...Doc) *Index {
	x := &Index{}
	x.Update(docs, nil)
	return x
}

func (x *Index) state() *state {
	if s := x.current.Load(); s != nil {
		return s
	}
	return newState(nil, Synonyms{})
}

func newState(layers []layer, synonyms Synonyms) *state {
	s := &state{layers: layers, synonyms: synonyms, readings: &readings{}, tables: &sync.Pool{}}
	for _, l := range layers {
		s.alive += l.alive
	}
	return s
}

// Len is how many documents there are.
func (x *Index) Len() int { return x.state().alive }

// Update puts documents in, instead of those of the same identifier, and takes
// others out. Afterwards the index answers like one that was made anew of what
// is left. It takes time in proportion to the change, and now and then merges
// what earlier ones have left.
func (x *Index) Update(put []Doc, deleted []briefing.ID) {
	b := newBuilder()
	last := map[briefing.ID]int{}
	for i := range put {
		last[put[i].ID] = i
	}
	gone := slices.Clone(deleted)
	for i := range put {
		if last[put[i].ID] == i {
			b.add(put[i])
			gone = append(gone, put[i].ID)
		}
	}
	x.replace(b, gone)
}

// Load puts in what next gives until it returns false: Update for more
// documents than one wants to hold in memory. No identifier may come twice.
func (x *Index) Load(next func() (Doc, bool)) {
	b := newBuilder()
	var ids []briefing.ID
	known := x.Len() > 0
	for d, ok := next(); ok; d, ok = next() {
		b.add(d)
		if known {
			ids = append(ids, d.ID)
		}
	}
	x.replace(b, ids)
}

// replace takes documents out and puts those of b in.
func (x *Index) replace(b *builder, deleted []briefing.ID) {
	x.changing.Lock()
	defer x.changing.Unlock()
	before := x.state()
	layers := slices.Clone(before.layers)
	for i := range layers {
		layers[i].bury(deleted)
	}
	if len(b.docs) > 0 {
		s := b.segment()
		layers = append(layers, layer{segment: s, alive: len(s.ids)})
	}
	x.current.Store(newState(settle(layers), before.synonyms))
}

// SetSynonyms has words found by others that mean the same.
func (x *Index) SetSynonyms(s Synonyms) {
	x.changing.Lock()
	defer x.changing.Unlock()
	x.current.Store(newState(x.state().layers, s))
}

// bury takes documents out of l.
func (l *layer) bury(ids []briefing.ID) {
	copied := false
	for _, id := range ids {
		doc := l.doc(id)
		if doc < 0 || l.dead != nil && l.dead.has(uint32(doc)) {
			continue
		}
		if !copied { // the state before still reads them
			copied = true
			if l.dead = slices.Clone(l.dead); l.dead == nil {
				l.dead = newDocSet(len(l.ids))
			}
			if l.lost = maps.Clone(l.lost); l.lost == nil {
				l.lost = map[uint32]int{}
			}
		}
		l.dead.set(uint32(doc))
		l.alive--
		for _, term := range l.termsOf(uint32(doc)) {
			l.lost[term]++
		}
	}
}

// termsOf are the terms of a document, each once, in their order.
func (s *segment) termsOf(doc uint32) []uint32 { return s.termsOfLists(doc, 0, listed) }

// termsIn are the terms of one field of a document, each once, in their order.
func (s *segment) termsIn(doc uint32, f Field) []uint32 {
	return s.termsOfLists(doc, 1+int(f), 2+int(f))
}

func (s *segment) termsOfLists(doc uint32, from, to int) []uint32 {
	var terms []uint32
	seen := map[uint32]bool{}
	r := s.read(doc)
	for list := range to {
		for left := r.next(); left > 0; left-- {
			if code := r.next(); list >= from && !seen[code] {
				seen[code] = true
				terms = append(terms, s.terms[code])
			}
		}
	}
	return terms
}

// settle merges layers until each is at least twice as large as all that are
// newer, so that there are few and a document is merged a few times in its
// life; and a layer that is mostly dead is made anew.
func settle(layers []layer) []layer {
	layers = slices.DeleteFunc(layers, func(l layer) bool { return l.alive == 0 })
	from, newer := len(layers), 0
	for i, l := range slices.Backward(layers) {
		if l.alive < 2*newer || l.alive < len(l.ids)/2 {
			from = i
		}
		newer += l.alive
	}
	if from == len(layers) {
		return layers
	}
	return append(layers[:from], merge(layers[from:]))
}

func merge(layers []layer) layer {
	b := newBuilder()
	for _, l := range layers {
		added := make(map[uint32]int, l.alive)
		codes := make([]uint32, l.dict.len())
		for doc := range uint32(len(l.ids)) {
			if l.dead == nil || !l.dead.has(doc) {
				added[doc] = len(b.docs)
				b.readd(l.segment, doc, codes)
			}
		}
		for _, p := range l.pairs.list {
			for _, doc := range p.docs {
				if n, ok := added[doc]; ok {
					b.pairs.add(n, p.short, p.long)
				}
			}
		}
	}
	s := b.segment()
	return layer{segment: s, alive: len(s.ids)}
}

// isDefined reports whether a living document defines the pair.
func (l *layer) isDefined(p pair) bool {
	return slices.ContainsFunc(p.docs, func(doc uint32) bool { return l.dead == nil || !l.dead.has(doc) })
}

// count is in how many documents a term is.
func (s *state) count(term string) int {
	n := 0
	for i := range s.layers {
		if t := s.layers[i].dict.find(term); t >= 0 {
			n += s.layers[i].count(uint32(t))
		}
	}
	return n
}
