package search

import (
	"cmp"
	"slices"
	"strings"
)

// plan is how the words of a query are looked for in a state.
type plan struct {
	s         *state
	words     []planned
	sequences []sequence
	filters   []filter
	allowed   []docSet // by layer: the documents that pass them; nil for all
}

// planned is one word of a query.
type planned struct {
	text    string
	reading *reading
	extra   []way // that this query alone suggests, such as an acronym for several of its words
	weight  float32
	open    bool // it may still be typed
}

// sequence is a word of a query that stands for several in a row, such as an
// acronym for its long form, or one word for two.
type sequence struct {
	word  int
	why   Why
	cost  float32
	text  string
	steps [][]way // what may stand at each place
}

// longestSpan is the most words of a query that one word may stand for.
const longestSpan = 8

// Costs of what words stand for together.
const (
	costAcronym  = .1
	costSynonym  = .1
	costJoined   = .12
	costSplit    = .14
	mostCuts     = 2   // places to split a word at
	mostSteps    = 8   // ways to read a part of a split word
	farthestStep = .42 // the highest cost of such a way
)

func (s *state) plan(q Query) (*plan, error) {
	p := &plan{s: s}
	for i, w := range q.Words {
		open := i == len(q.Words)-1 && !q.Ended
		r := s.reading(w, open)
		p.words = append(p.words, planned{text: w, reading: r, weight: r.weight, open: open})
	}
	for i := range p.words {
		p.split(i)
		p.standsFor(i)
		for n := 2; n <= longestSpan && i+n <= len(p.words); n++ {
			p.together(i, n)
		}
	}
	for i := range p.words {
		if w := &p.words[i]; len(w.reading.ways) == 0 {
			w.weight = rarity(0, s.alive)
		}
	}
	var err error
	p.filters, err = s.filters(q)
	return p, err
}

// split reads a word as two: binladen, counterterrorism.
func (p *plan) split(i int) {
	word := p.words[i].text
	if len(word) < 4 || isNumber(word) {
		if len(word) == 2 && !isNumber(word) { // us for U.S.
			p.sequence(i, costSplit, Variant, []string{word[:1], word[1:]})
		}
		return
	}
	var cuts []sequence
	for at := 2; at <= len(word)-2; at++ {
		left, right := word[:at], word[at:]
		if p.s.count(left) == 0 {
			continue
		}
		steps := [][]way{p.s.steps(left, 0, false), p.s.steps(right, farthestStep, p.words[i].open)}
		if len(steps[1]) > 0 {
			cuts = append(cuts, sequence{i, Variant, costSplit, left + " " + right, steps})
		}
	}
	// The rarer of the two words says how likely it is that both were meant.
	slices.SortStableFunc(cuts, func(a, b sequence) int { return cmp.Compare(b.rarest(), a.rarest()) })
	p.sequences = append(p.sequences, cuts[:min(len(cuts), mostCuts)]...)
}

// rarest is how many documents have the best way to read its rarest step.
func (s *sequence) rarest() int {
	n := s.steps[0][0].count
	for _, step := range s.steps[1:] {
		n = min(n, step[0].count)
	}
	return n
}

// steps are the spellings of one of several words in a row, up to a cost; of
// one that is being typed also the words it begins.
func (s *state) steps(word string, farthest float32, open bool) []way {
	e := s.expander(word, open)
	e.exact()
	e.soundsAlike()
	if open {
		e.beginnings()
	}
	ways := e.ways()
	n := 0
	for n < len(ways) && n < mostSteps && ways[n].cost <= farthest {
		n++
	}
	return ways[:n]
}

// standsFor adds what the library and the user know a single word to mean.
func (p *plan) standsFor(i int) {
	word := p.words[i].text
	for _, long := range p.s.expansions(word) {
		p.sequence(i, costAcronym, Variant, strings.Fields(long))
	}
	for _, other := range p.s.synonyms.of(word) {
		p.means(i, 1, other)
	}
}

// together adds what n words from i on stand for together.
func (p *plan) together(i, n int) {
	var list []string
	for _, w := range p.words[i : i+n] {
		list = append(list, w.text)
	}
	long := strings.Join(list, " ")
	for _, short := range p.s.acronyms(long) {
		p.span(i, n, costAcronym, short)
	}
	for _, other := range p.s.synonyms.of(long) {
		p.means(i, n, other)
	}
	if n == 2 {
		p.join(i, list[0]+list[1])
	}
}

// join reads two words as one, in any spelling that sounds alike.
func (p *plan) join(i int, word string) {
	for _, w := range p.s.steps(word, farthestStep, false) {
		if w.why == Exact || w.why == Variant && len(word) > 4 {
			p.spanWay(i, 2, w, costJoined+w.cost)
		}
	}
}

// means has n words from i on stand for other, which may be several.
func (p *plan) means(i, n int, other string) {
	if list := strings.Fields(other); len(list) > 1 {
		for w := i; w < i+n; w++ {
			p.sequence(w, costSynonym, Variant, list)
		}
	} else {
		p.span(i, n, costSynonym, other)
	}
}

// span has n words from i on stand for a term.
func (p *plan) span(i, n int, cost float32, term string) {
	if w, ok := p.s.way(term); ok {
		p.spanWay(i, n, w, cost)
	}
}

func (p *plan) spanWay(i, n int, w way, cost float32) {
	w.why, w.cost = Variant, cost
	for k := i; k < i+n; k++ {
		p.words[k].extra = append(p.words[k].extra, w)
	}
}

// sequence has word i stand for several in a row, if the library has them all.
func (p *plan) sequence(i int, cost float32, why Why, list []string) {
	steps := make([][]way, len(list))
	for k, word := range list {
		w, ok := p.s.way(word)
		if !ok {
			return
		}
		steps[k] = []way{w}
	}
	p.sequences = append(p.sequences, sequence{i, why, cost, strings.Join(list, " "), steps})
}

// way is a term just as it is.
func (s *state) way(term string) (way, bool) {
	w := way{why: Exact, terms: make([]uint32, len(s.layers))}
	for i := range s.layers {
		w.terms[i] = absent
		if t := s.layers[i].dict.find(term); t >= 0 {
			w.terms[i] = uint32(t)
			w.count += s.layers[i].count(uint32(t))
		}
	}
	return w, w.count > 0
}

// expansions are the long forms of an acronym that some document defines.
func (s *state) expansions(short string) []string {
	var list []string
	for i := range s.layers {
		l := &s.layers[i]
		for _, pr := range l.pairs.expansions(short) {
			if l.isDefined(pr) {
				list = append(list, pr.long)
			}
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// acronyms are the short forms that some document defines for folded words.
func (s *state) acronyms(long string) []string {
	var list []string
	for i := range s.layers {
		l := &s.layers[i]
		l.pairs.acronyms(long, func(pr pair) {
			if l.isDefined(pr) {
				list = append(list, pr.short)
			}
		})
	}
	slices.Sort(list)
	return slices.Compact(list)
}
