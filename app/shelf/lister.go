package shelf

import (
	"slices"

	"briefdesk/app/session"
	"briefdesk/briefing"
)

// wanted is what the catalogue is to list.
type wanted struct {
	rows    []Row
	fills   int // how often there were other rows
	order   Order
	query   string
	marking briefing.Marking
}

// lister has the catalogue list what is wanted, beside the window's thread:
// 100,000 rows take longer than a frame. One listing is under way at a time;
// of what is wanted meanwhile, only the last is listed.
type lister struct {
	run    session.Runner
	want   wanted
	busy   bool
	stale  bool     // something else is wanted since the listing began
	queued []func() // until what is wanted is listed
}

// relist lists what is wanted now.
func (s *Shelf) relist() {
	if s.busy {
		s.stale = true
		return
	}
	s.busy, s.stale = true, false
	old, want := s.list.catalogue, s.want
	s.run.Go(func() {
		listed := old.listing(want)
		s.run.UI(func() { s.take(listed) })
	})
}

// take shows what was listed, and goes on with what is wanted since.
func (s *Shelf) take(listed catalogue) {
	s.busy = false
	s.list.catalogue = listed
	s.offerMarkings()
	s.changed()
	if s.stale {
		s.relist()
		return
	}
	for len(s.queued) > 0 && !s.busy {
		do := s.queued[0]
		s.queued = s.queued[1:]
		do()
	}
}

// whenListed does something once what is wanted is listed.
func (s *Shelf) whenListed(do func()) {
	if s.busy {
		s.queued = append(s.queued, do)
		return
	}
	do()
}

// listing is a catalogue that lists what is wanted. It shares with c what is
// the same, and changes nothing of it.
func (c catalogue) listing(w wanted) catalogue {
	filled := c.fills == w.fills
	if !filled {
		c.fills, c.order = w.fills, w.order
		c.fill(w.rows)
		c.offered = c.markings()
	}
	if !slices.Contains(c.offered, w.marking) {
		w.marking = ""
	}
	if filled && c.order != w.order {
		c.sortBy(w.order)
	}
	c.filter(w.query, w.marking)
	return c
}
