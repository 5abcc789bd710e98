package layout

import (
	"hash/maphash"
	"slices"
)

// memo remembers how paragraphs were set, so that a keystroke sets one of them
// anew and not the whole note. It holds those of the pages before and of the
// pages in hand: what was not asked for twice running is forgotten.
type memo struct {
	seed        maphash.Seed
	before, now map[uint64]remembered
	runs        int // in now
}

// remembered is a paragraph and its lines, which nobody changes.
type remembered struct {
	spans   []span
	set     setting
	lines   []line
	missing []rune
}

// maxRemembered bounds the runs of the lines that are kept: some 150 pages,
// beyond which nobody waits for a keystroke.
const maxRemembered = 75_000

func newMemo() memo {
	return memo{seed: maphash.MakeSeed(), now: map[uint64]remembered{}}
}

// turn begins new pages.
func (m *memo) turn() {
	m.before, m.now, m.runs = m.now, map[uint64]remembered{}, 0
}

func (m *memo) key(spans []span, set setting) uint64 {
	var h maphash.Hash
	h.SetSeed(m.seed)
	maphash.WriteComparable(&h, set)
	for _, sp := range spans {
		maphash.WriteComparable(&h, sp)
	}
	return h.Sum64()
}

// get returns the paragraph of a key, if it is one of these spans in this setting.
func (m *memo) get(key uint64, spans []span, set setting) (remembered, bool) {
	r, ok := m.now[key]
	if !ok {
		r, ok = m.before[key]
	}
	return r, ok && r.is(spans, set)
}

// is reports whether r is how spans are set in a setting.
func (r *remembered) is(spans []span, set setting) bool {
	return r.set == set && slices.Equal(r.spans, spans)
}

func (m *memo) keep(key uint64, r remembered) {
	if m.runs > maxRemembered {
		return
	}
	m.now[key] = r
	for _, l := range r.lines {
		for _, it := range l.items {
			if t, ok := it.(Text); ok {
				m.runs += len(t.Runs)
			}
		}
	}
}
