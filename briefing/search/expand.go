package search

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// A word of a query is read in many ways: itself, what begins with it, what is
// a slip or two away from it, what sounds like it. Each way costs something,
// from 0 for the word itself to 1 for a guess; a document that has it gains
// that much less. The costs below were set on one half of a set of judged
// queries and confirmed on the other.

// way is one term a word may stand for.
type way struct {
	why   Why
	cost  float32
	count int      // documents that have it
	terms []uint32 // by layer; absent where the layer does not have it
}

const absent = ^uint32(0)

// reading is all ways to read a word, the best first.
type reading struct {
	ways   []way
	weight float32 // how much it says about a document that it has this word
}

// readings remembers what words of earlier queries stood for in a state: while
// a query is typed only its last word is new.
type readings struct {
	mu   sync.Mutex
	list map[readingKey]*reading
}

type readingKey struct {
	word string
	open bool // the word is still being typed
}

const mostReadings = 512

func (s *state) reading(word string, open bool) *reading {
	key := readingKey{word, open}
	s.readings.mu.Lock()
	r := s.readings.list[key]
	s.readings.mu.Unlock()
	if r != nil {
		return r
	}
	r = s.read(word, open)
	s.readings.mu.Lock()
	defer s.readings.mu.Unlock()
	if len(s.readings.list) >= mostReadings || s.readings.list == nil {
		s.readings.list = map[readingKey]*reading{}
	}
	s.readings.list[key] = r
	return r
}

// mostWays is the most ways to read a word.
const mostWays = 600

func (s *state) read(word string, open bool) *reading {
	e := s.expander(word, open)
	e.exact()
	e.beginnings()
	e.slips()
	e.soundsAlike()
	ways := e.ways()
	if len(ways) == 0 {
		e.guesses()
		ways = e.ways()
	}
	return &reading{s.affordable(ways), s.weigh(ways)}
}

// affordable cuts what would cost more time than it finds.
func (s *state) affordable(ways []way) []way {
	budget := 300_000 + s.alive/2 // postings
	for i, w := range ways {
		if budget -= w.count; i == mostWays || budget < 0 {
			return ways[:max(i, 1)]
		}
	}
	return ways
}

// weigh says how rare a word is: by the documents of its best ways to be read.
func (s *state) weigh(ways []way) float32 {
	n := 0
	for _, w := range ways {
		if w.cost > ways[0].cost+.1 {
			break
		}
		n += w.count
	}
	return rarity(n, s.alive)
}

// offer is a term of one layer.
type offer struct {
	term uint32
	cost float32
	why  Why
}

// expander finds the ways to read one word.
type expander struct {
	s       *state
	word    string
	letters int
	open    bool
	known   int       // documents that have the word itself
	offers  [][]offer // by layer
	ruler   *walk     // measures other words against this one
}

func (s *state) expander(word string, open bool) *expander {
	return &expander{
		s: s, word: word, letters: utf8.RuneCountInString(word), open: open,
		known: s.count(word), offers: make([][]offer, len(s.layers)),
	}
}

func (e *expander) offer(layer, term int, why Why, cost float32) {
	e.offers[layer] = append(e.offers[layer], offer{uint32(term), cost, why})
}

func (e *expander) exact() {
	for i := range e.s.layers {
		if t := e.s.layers[i].dict.find(e.word); t >= 0 {
			e.offer(i, t, Exact, 0)
		}
	}
}

// beginnings offers words that begin with the word. The letters that follow
// cost little in a word that is being typed.
func (e *expander) beginnings() {
	if e.letters == 1 && !e.open {
		return
	}
	base, perLetter := float32(.14), float32(.012)
	if e.open {
		base, perLetter = .05, .004
	}
	least, count := e.frequent()
	for i := range e.s.layers {
		d := &e.s.layers[i].dict
		from, to := d.beginning(e.word)
		for t := from; t < to; t++ {
			if rest := len(d.term(t)) - len(e.word); rest > 0 && (least == 0 || count(i, t) >= least) {
				e.offer(i, t, Prefix, base+perLetter*float32(min(rest, 10)))
			}
		}
	}
}

// mostBeginnings is about how many words that begin alike are looked at: one
// letter begins tens of thousands, and those that most documents have serve best.
const mostBeginnings = 2 * mostWays

// frequent says how many documents must have a word that begins with this one
// for it to be looked at, and how many have one.
func (e *expander) frequent() (least int, count func(layer, term int) int) {
	n := 0
	for i := range e.s.layers {
		from, to := e.s.layers[i].dict.beginning(e.word)
		n += to - from
	}
	if n <= mostBeginnings {
		return 0, nil
	}
	all, count := e.s.counts(e.word)
	if len(all) <= mostBeginnings {
		return 0, nil
	}
	var histogram [256]int
	for _, n := range all {
		histogram[min(n, len(histogram)-1)]++
	}
	least = len(histogram) - 1
	for kept := histogram[least]; least > 1 && (kept < mostWays || kept+histogram[least-1] <= mostBeginnings); least-- {
		kept += histogram[least-1]
	}
	return least, count
}

// counts returns in how many documents the words are that begin with prefix,
// each word once, and the same for a term of a layer.
func (s *state) counts(prefix string) (all []int, of func(layer, term int) int) {
	byWord := map[string]int{}
	for i := range s.layers {
		l := &s.layers[i]
		from, to := l.dict.beginning(prefix)
		for t := from; t < to; t++ {
			n := l.count(uint32(t))
			switch {
			case n == 0:
			case len(s.layers) == 1:
				all = append(all, n)
			default:
				byWord[l.dict.term(t)] += n
			}
		}
	}
	if len(s.layers) == 1 {
		return all, func(_, term int) int { return s.layers[0].count(uint32(term)) }
	}
	return slices.Collect(maps.Values(byWord)), func(layer, term int) int { return byWord[s.layers[layer].dict.term(term)] }
}

// How often a word must be in the library to count as known: fewer slips are
// suspected in it.
const knownWell = 3

// slips offers words that are a slip or two away, and words that begin so.
func (e *expander) slips() {
	limit := e.mostSlips()
	if limit == 0 {
		return
	}
	for i := range e.s.layers {
		d := &e.s.layers[i].dict
		d.near(e.word, limit, func(t, edits int) {
			if edits > 0 {
				e.offer(i, t, Typo, e.slipCost(d.term(t), edits))
			}
		})
		if e.open && e.letters > 3 || e.letters > 5 {
			d.begun(e.word, func(t int) {
				e.offer(i, t, Typo, e.begunCost(d.term(t)))
			})
		}
	}
}

// slipCost is that of a word some edits away. Slips are rarer in short words,
// in the first letter, and in words that are known as they are.
func (e *expander) slipCost(term string, edits int) float32 {
	cost := .12 + float32(edits)*(.10+.55/float32(e.letters))
	if term[0] != e.word[0] {
		cost += .06
	}
	if e.known >= knownWell {
		cost += .12
	}
	return min(cost, .9)
}

// begunCost is that of a word that begins one edit away.
func (e *expander) begunCost(term string) float32 {
	cost := e.slipCost(term, 1) + .15 + .01*float32(min(max(len(term)-len(e.word), 0), 8))
	if !e.open {
		cost += .08
	}
	return min(cost, .9)
}

func (e *expander) mostSlips() int {
	switch {
	case isNumber(e.word) || e.letters < 3:
		return 0
	case e.letters < 5 || e.known >= knownWell:
		return 1
	default:
		return 2
	}
}

const costHouseSpelling = .04

// soundsAlike offers other spellings, and words whose consonants these are.
func (e *expander) soundsAlike() {
	key, bare := sound(e.word), isVowelless(e.word)
	for i := range e.s.layers {
		d := &e.s.layers[i].dict
		for _, t := range d.sounds.with(key) {
			if term := d.term(int(t)); term != e.word && sound(term) == key {
				e.offer(i, int(t), Variant, e.variantCost(term))
			}
		}
		if !bare {
			continue
		}
		for _, t := range d.skeletons.with(e.word) {
			if term := d.term(int(t)); term != e.word && skeleton(term) == e.word {
				e.offer(i, int(t), Variant, .2+.01*float32(min(len(term)-len(e.word), 10)))
			}
		}
	}
}

// variantCost grows with how much of the letters differ.
func (e *expander) variantCost(term string) float32 {
	if isHouseSpelling(e.word, term) {
		return costHouseSpelling
	}
	if e.ruler == nil {
		e.ruler = newWalk([]rune(e.word), longestWord, false)
	}
	edits, _, _ := e.ruler.measure(term, 0)
	far := float32(edits) / float32(max(len(term), len(e.word)))
	cost := .15 + .6*far
	if e.known >= knownWell {
		cost += .06
	}
	return cost
}

// ways returns what was offered, each term once, the best first.
func (e *expander) ways() []way {
	var ways []way
	for i := range e.offers {
		e.offers[i] = cheapest(e.offers[i])
		ways = e.merge(ways, i, e.offers[i])
	}
	ways = slices.DeleteFunc(ways, func(w way) bool { return w.count == 0 })
	slices.SortFunc(ways, func(a, b way) int {
		return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(b.count, a.count), strings.Compare(e.s.text(a), e.s.text(b)))
	})
	return ways
}

// cheapest keeps the best offer of each term, in the order of terms.
func cheapest(offers []offer) []offer {
	slices.SortFunc(offers, func(a, b offer) int {
		return cmp.Or(cmp.Compare(a.term, b.term), cmp.Compare(a.cost, b.cost))
	})
	return slices.CompactFunc(offers, func(a, b offer) bool { return a.term == b.term })
}

// merge adds the offers of a layer. A term costs the same in all of them.
func (e *expander) merge(ways []way, layer int, offers []offer) []way {
	place := map[string]int{}
	if layer > 0 && len(offers) > 0 {
		for i, w := range ways {
			place[e.s.text(w)] = i
		}
	}
	l, n := &e.s.layers[layer], len(e.s.layers)
	room := slices.Repeat([]uint32{absent}, n*len(offers))
	for _, o := range offers {
		if i, ok := place[l.dict.term(int(o.term))]; ok {
			ways[i].terms[layer] = o.term
			ways[i].count += l.count(o.term)
			continue
		}
		w := way{o.why, o.cost, l.count(o.term), room[:n:n]}
		room = room[n:]
		w.terms[layer] = o.term
		ways = append(ways, w)
	}
	return ways
}

// text is the term of a way.
func (s *state) text(w way) string {
	for i, t := range w.terms {
		if t != absent {
			return s.layers[i].dict.term(int(t))
		}
	}
	return ""
}
