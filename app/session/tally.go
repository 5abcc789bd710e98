package session

import (
	"cmp"
	"slices"
	"sync"

	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

// Facet is a property by which what was found can be narrowed.
type Facet uint8

// The facets.
const (
	FacetYear Facet = iota
	FacetTag
	FacetMarking
	FacetPublisher
	FacetColour
	numFacets
)

// Count is a value of a facet, and how many documents have it.
type Count struct {
	Value string
	N     int
}

// Facets are the values of each facet: years from the newest, others from the
// commonest.
type Facets [numFacets][]Count

// Counts says how often the values of each facet stand among hits.
func (x *Index) Counts(hits []search.Hit) Facets {
	x.tally.mu.Lock()
	defer x.tally.mu.Unlock()
	counts := make([]int, len(x.tally.values))
	for _, h := range hits {
		for _, v := range x.tally.docs[h.ID] {
			counts[v]++
		}
	}
	return x.tally.facets(counts)
}

// Facets says how often the values of each facet stand among all passages.
func (x *Index) Facets() Facets {
	x.tally.mu.Lock()
	defer x.tally.mu.Unlock()
	return x.tally.facets(x.tally.passages)
}

// Tags are those of all passages, the commonest first.
func (x *Index) Tags() []Count { return x.Facets()[FacetTag] }

// tally counts the values of facets. It names each value once, by a number, so
// that what it keeps of a document is a few of them. Its zero value is empty.
type tally struct {
	mu       sync.Mutex // guards all below
	values   []facetValue
	numbers  map[facetValue]uint32
	passages []int // how many have each value
	docs     map[briefing.ID][]uint32
	articles map[briefing.ID]bool // which of docs are no passages
}

type facetValue struct {
	facet Facet
	value string
}

func (t *tally) update(put []search.Doc, gone []briefing.ID) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.docs == nil {
		t.numbers, t.docs, t.articles = map[facetValue]uint32{}, map[briefing.ID][]uint32{}, map[briefing.ID]bool{}
	}
	for _, id := range gone {
		t.drop(id)
	}
	for _, d := range put {
		t.drop(d.ID)
		t.put(d)
	}
}

func (t *tally) drop(id briefing.ID) {
	if !t.articles[id] {
		for _, v := range t.docs[id] {
			t.passages[v]--
		}
	}
	delete(t.docs, id)
	delete(t.articles, id)
}

func (t *tally) put(d search.Doc) {
	list := []uint32{}
	add := func(f Facet, value string) {
		if value != "" {
			list = append(list, t.number(facetValue{f, value}))
		}
	}
	add(FacetYear, d.Date[:min(4, len(d.Date))])
	for _, tag := range d.Tags {
		add(FacetTag, tag)
	}
	add(FacetMarking, d.Marking)
	add(FacetPublisher, d.Publisher)
	add(FacetColour, d.Colour)
	t.docs[d.ID] = slices.Clip(list)
	if d.Kind == search.Article {
		t.articles[d.ID] = true
		return
	}
	for _, v := range list {
		t.passages[v]++
	}
}

func (t *tally) number(v facetValue) uint32 {
	n, ok := t.numbers[v]
	if !ok {
		n = uint32(len(t.values))
		t.numbers[v] = n
		t.values = append(t.values, v)
		t.passages = append(t.passages, 0)
	}
	return n
}

func (t *tally) facets(counts []int) Facets {
	var all Facets
	for i, v := range t.values {
		if counts[i] > 0 {
			all[v.facet] = append(all[v.facet], Count{v.value, counts[i]})
		}
	}
	for f := range all {
		slices.SortFunc(all[f], func(a, b Count) int {
			if Facet(f) == FacetYear {
				return cmp.Compare(b.Value, a.Value)
			}
			return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value))
		})
	}
	return all
}
