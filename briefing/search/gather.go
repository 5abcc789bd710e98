package search

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
)

// Gathering goes through the postings of every way to read every word, the
// rare words first, and adds up in a table what each document gains. A word
// counts once in a document, by its best way: ways come the best first, and
// the table remembers which word a document gained last. Common words only
// add to documents that a rarer one has found, unless there is none. The best
// several hundred documents go on to be ranked.

// mostRanked is how many documents are ranked.
const mostRanked = 800

// table is what gathering and ranking write on for one layer.
type table struct {
	gains []uint32 // by document: the sum of what it gained, and in the low byte the last word
	slots []uint16 // by code of a term: its first entry, from 1
}

// cleanTables are a table for each layer. Whoever is done puts them back.
func (s *state) cleanTables() []table {
	if t, ok := s.tables.Get().(*[]table); ok {
		for i := range *t {
			clear((*t)[i].gains)
		}
		return *t
	}
	tables := make([]table, len(s.layers))
	for i, l := range s.layers {
		tables[i] = table{make([]uint32, len(l.ids)), make([]uint16, l.dict.len())}
	}
	return tables
}

// gainUnit is the resolution of sums of gains. 24 words of weight 16 must fit
// into 24 bits.
const gainUnit = 1 << 12

// rarity is the weight of a word that n of all documents have.
func rarity(n, all int) float32 {
	return float32(math.Log(1+float64(all+1)/float64(n+1)) + .5)
}

// quality is what is left of a word's weight at a cost.
func quality(cost float32) float32 { return 1 - .75*cost }

// gainOf is what a document gains by a word at a cost.
func gainOf(weight, cost float32) uint32 { return uint32(weight * quality(cost) * gainUnit) }

// candidate is a document that may be a hit.
type candidate struct {
	layer int
	doc   uint32
	gain  uint32
}

// gather returns the best documents by the sum of what they gain.
func (p *plan) gather(ctx context.Context, tables []table) ([]candidate, error) {
	order := make([]int, len(p.words))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p.words[j].weight, p.words[i].weight) })
	found, most := 0, uint32(0) // documents, and what one can gain, at most
	for _, i := range order {
		w := &p.words[i]
		common := found > 0 && w.count() > p.s.common()
		if common && found <= mostRanked {
			continue // all that are found will be ranked, whatever this adds
		}
		for l := range p.s.layers {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			g := gathering{p: p, layer: l, gains: tables[l].gains, word: i, onlyFound: common}
			g.all()
		}
		most += gainOf(w.weight, 0)
		if !common {
			found += p.finds(i)
		}
	}
	return p.best(tables, most), nil
}

// common is how many documents must have a word for it to be common.
func (s *state) common() int { return max(2000, s.alive/8) }

// count is how many documents its best ways have.
func (w *planned) count() int {
	n := 0
	for _, way := range w.reading.ways {
		if way.cost > .1 {
			break
		}
		n += way.count
	}
	return n
}

// finds is how many documents all ways to read word i have, at most.
func (p *plan) finds(i int) int {
	n := countOf(p.words[i].reading.ways) + countOf(p.words[i].extra)
	for _, s := range p.sequences {
		if s.word == i {
			n += countOf(slices.MinFunc(s.steps, func(a, b []way) int { return cmp.Compare(countOf(a), countOf(b)) }))
		}
	}
	return n
}

func countOf(ways []way) int {
	n := 0
	for _, w := range ways {
		n += w.count
	}
	return n
}

// gathering is the gathering of one word from one layer.
type gathering struct {
	p         *plan
	layer     int
	gains     []uint32
	word      int
	onlyFound bool
}

func (g *gathering) all() {
	w := &g.p.words[g.word]
	ways := w.reading.ways
	for len(ways) > 0 && ways[0].cost == 0 {
		g.way(ways[0])
		ways = ways[1:]
	}
	for _, extra := range w.extra {
		g.way(extra)
	}
	for _, s := range g.p.sequences {
		if s.word == g.word {
			g.sequence(s)
		}
	}
	for _, way := range ways {
		g.way(way)
	}
}

// gain is what a document gains by the word at a cost, and the mark of the word.
func (g *gathering) gain(cost float32) (gain, mark uint32) {
	return gainOf(g.p.words[g.word].weight, cost) << 8, uint32(g.word + 1)
}

func (g *gathering) way(w way) {
	term := w.terms[g.layer]
	if term == absent {
		return
	}
	gain, mark := g.gain(w.cost)
	l := &g.p.s.layers[g.layer]
	data := reader(l.postings[l.offsets[term]:l.offsets[term+1]])
	gains, onlyFound := g.gains, g.onlyFound
	doc := ^uint32(0)
	for len(data) > 0 {
		doc += data.next()
		if v := gains[doc]; v&0xff != mark && (v != 0 || !onlyFound) {
			gains[doc] = v&^0xff + gain | mark
		}
	}
}

// sequence adds the documents that have a term of each step. Whether these
// stand in a row is seen when the document is ranked.
func (g *gathering) sequence(s sequence) {
	l := &g.p.s.layers[g.layer]
	var all docSet
	for _, step := range s.rare(g.p.s.common()) {
		docs := newDocSet(len(l.ids))
		for _, w := range step {
			if w.terms[g.layer] != absent {
				l.docsOf(int(w.terms[g.layer]), docs.set)
			}
		}
		if all == nil {
			all = docs
			continue
		}
		for i := range all {
			all[i] &= docs[i]
		}
	}
	gain, mark := g.gain(s.cost)
	all.each(func(doc uint32) {
		if v := g.gains[doc]; v&0xff != mark && (v != 0 || !g.onlyFound) {
			g.gains[doc] = v&^0xff + gain | mark
		}
	})
}

// rare are the steps that no more documents than n have; all if there are none.
func (s *sequence) rare(n int) [][]way {
	var list [][]way
	for _, step := range s.steps {
		if countOf(step) <= n {
			list = append(list, step)
		}
	}
	if len(list) == 0 {
		return s.steps
	}
	return list
}

// best returns the documents that have gained most, of equals the newest. None
// has gained more than most.
func (p *plan) best(tables []table, most uint32) []candidate {
	floor := uint32(leastGain*float32(most)) << 8
	shift := max(bits.Len32(most)-bucketBits, 0) + 8
	var histogram [1 << bucketBits]int
	for i := range tables {
		p.drop(i, tables[i].gains)
		for _, v := range tables[i].gains {
			if v > floor {
				histogram[v>>shift]++
			}
		}
	}
	edge, n := uint32(len(histogram)), 0
	for edge > floor>>shift && n+histogram[edge-1] <= mostRanked {
		edge--
		n += histogram[edge]
	}
	return p.collect(tables, max(edge<<shift, floor+1), max((max(edge, 1)-1)<<shift, floor+1), mostRanked-n)
}

// leastGain is the share of the most that can be gained which a document needs
// to be ranked at all.
const leastGain = .2

// bucketBits is the resolution of the histogram that finds the best documents.
const bucketBits = 13

// drop takes out what is deleted or filtered out.
func (p *plan) drop(layer int, gains []uint32) {
	l := &p.s.layers[layer]
	if l.dead != nil {
		for i, word := range l.dead {
			for doc := i * 64; word != 0; doc, word = doc+1, word>>1 {
				if word&1 != 0 {
					gains[doc] = 0
				}
			}
		}
	}
	if allowed := p.allowed[layer]; allowed != nil {
		for doc := range gains {
			if !allowed.has(uint32(doc)) {
				gains[doc] = 0
			}
		}
	}
}

// collect returns all documents that have gained enough, and as many of those
// just below, down to least, as there is room for, the newest.
func (p *plan) collect(tables []table, enough, least uint32, room int) []candidate {
	var sure, rest []candidate
	for i := range tables {
		left := room
		for doc, v := range tables[i].gains {
			switch {
			case v < least:
			case v >= enough:
				sure = append(sure, candidate{i, uint32(doc), v >> 8})
			case left > 0:
				left--
				rest = append(rest, candidate{i, uint32(doc), v >> 8})
			}
		}
	}
	if len(p.s.layers) > 1 {
		slices.SortFunc(rest, p.s.newest)
	}
	return append(sure, rest[:min(room, len(rest))]...)
}

// newest compares candidates by date.
func (s *state) newest(a, b candidate) int {
	if a.layer == b.layer {
		return cmp.Compare(a.doc, b.doc)
	}
	return s.entry(a).compare(s.entry(b))
}

func (s *state) entry(c candidate) entry {
	l := &s.layers[c.layer]
	return entry{id: l.ids[c.doc], kind: l.kinds[c.doc], date: l.dates[c.doc]}
}

func (b docSet) each(f func(i uint32)) {
	for n, word := range b {
		for i := uint32(n * 64); word != 0; i, word = i+1, word>>1 {
			if word&1 != 0 {
				f(i)
			}
		}
	}
}
