package layout

import (
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A long note is set by all processors. The lines of a paragraph depend on nothing
// but its spans and its setting, so they may be set at any time and in any order.
// Where they then stand depends on all that is before, so the blocks are gone
// through one after the other, and twice: first without setting anything, to see
// which paragraphs come (a twentieth of the work), then to take their lines, while
// others set those ahead. What the first round did not foresee, such as a heading
// that turns out too long for its column, is set when it comes. So the pages are
// the same, however many set them.

// manyBlocks is from how many blocks on a note is worth it: some twenty pages.
const manyBlocks = 150

// ahead are paragraphs that are set before they are asked for.
type ahead struct {
	batches []*batch
	places  map[uint64]*batch // of each paragraph, by its key in the memo
	next    atomic.Int64      // the first batch that nobody has begun
}

// batch is paragraphs that follow each other. There are some in each, since to wait
// for others takes as long as to set a few lines.
type batch struct {
	asked []asked
	set   map[uint64]remembered
	err   error
	done  chan struct{} // closed when all are set
}

// asked is a paragraph that will be asked for.
type asked struct {
	key   uint64
	spans []span
	set   setting
}

const perBatch = 16

// expect notes that a paragraph will be asked for.
func (a *ahead) expect(key uint64, spans []span, set setting) {
	if _, known := a.places[key]; known {
		return
	}
	n := len(a.batches)
	if n == 0 || len(a.batches[n-1].asked) == perBatch {
		a.batches = append(a.batches, &batch{done: make(chan struct{}), set: make(map[uint64]remembered, perBatch)})
		n++
	}
	last := a.batches[n-1]
	last.asked = append(last.asked, asked{key, slices.Clone(spans), set})
	a.places[key] = last
}

// work sets batches until none is left.
func (a *ahead) work(t *typesetter) {
	for {
		n := int(a.next.Add(1)) - 1
		if n >= len(a.batches) {
			return
		}
		b := a.batches[n]
		for _, p := range b.asked {
			b.set[p.key] = t.set(p.spans, p.set)
		}
		b.asked, b.err = nil, t.err
		close(b.done)
	}
}

// take returns a paragraph that was expected, and forgets it.
func (a *ahead) take(t *typesetter, key uint64, spans []span, set setting) (remembered, bool) {
	if a == nil {
		return remembered{}, false
	}
	b := a.places[key]
	if b == nil {
		return remembered{}, false
	}
	<-b.done
	if t.err == nil {
		t.err = b.err
	}
	r, ok := b.set[key]
	if !ok || !r.is(spans, set) {
		return remembered{}, false
	}
	delete(b.set, key)
	delete(a.places, key)
	return r, true
}

// setAhead begins to set the paragraphs that f will ask for when play is played with
// it. wait has those end that set them.
func (f *flow) setAhead(play func(*flow)) (wait func()) {
	t, a := f.typesetter, &ahead{places: map[uint64]*batch{}}
	r := f.rehearsing(func(spans []span, set setting) {
		key := t.memo.key(spans, set)
		if _, known := t.memo.get(key, spans, set); !known {
			a.expect(key, spans, set)
		}
	})
	play(r)
	f.tree.elements = slices.Grow(f.tree.elements, len(r.tree.elements)) // it will have as many
	var setters sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(a.batches)) {
		setters.Go(func() { a.work(t.beside()) })
	}
	t.ahead = a
	return func() {
		a.next.Store(int64(len(a.batches)))
		setters.Wait()
		t.ahead = nil
	}
}

// rehearsing is a copy of f that sets nothing, and tells expect what it would set.
func (f *flow) rehearsing(expect func([]span, setting)) *flow {
	r := *f
	r.expect = expect
	r.tree = &tree{elements: slices.Clone(f.tree.elements), headings: f.tree.headings}
	r.noted, r.foreign = maps.Clone(f.noted), maps.Clone(f.foreign)
	r.strips, r.opening, r.anchors = slices.Clone(f.strips), slices.Clone(f.opening), slices.Clone(f.anchors)
	return &r
}

// beside returns a typesetter that may be used beside t, and shares its words.
func (t *typesetter) beside() *typesetter {
	return &typesetter{shaper: newShaper(t.fonts), hyphens: t.hyphens, lexicon: t.lexicon, books: map[bookKey]*vocabulary{}}
}
