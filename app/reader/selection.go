package reader

import "briefdesk/briefing"

// unit is what a selection grows by.
type unit uint8

const (
	byCluster unit = iota
	byWord
	byParagraph
)

// selection is what is chosen of a document. anchor is where it was begun and
// does not move while it grows; caret is where it ends or, if nothing is
// chosen, where the keyboard is.
type selection struct {
	anchor, caret int
	unit          unit
	from, to      int // the word or paragraph that it was begun on
}

// span is the chosen stretch, in the order of the text.
func (s selection) span() (start, end int) { return min(s.anchor, s.caret), max(s.anchor, s.caret) }

func (s selection) isEmpty() bool { return s.anchor == s.caret }

// collapse puts the caret at o with nothing chosen.
func (s *selection) collapse(o int) { *s = selection{anchor: o, caret: o} }

// begin starts a selection at o, taking the whole unit there.
func (s *selection) begin(d *document, o int, u unit) {
	from, to := d.unitAt(o, u)
	*s = selection{anchor: from, caret: to, unit: u, from: from, to: to}
}

// extend moves the end of the selection to o, by whole units, never leaving out
// the one that it was begun on.
func (s *selection) extend(d *document, o int) {
	if s.unit == byCluster {
		s.caret = o
		return
	}
	from, to := d.unitAt(o, s.unit)
	if from < s.from {
		s.anchor, s.caret = s.to, from
		return
	}
	s.anchor, s.caret = s.from, max(to, s.to)
}

func (d *document) unitAt(o int, u unit) (start, end int) {
	switch {
	case len(d.paras) == 0:
		return 0, 0
	case u == byWord:
		return d.wordAt(o)
	case u == byParagraph:
		return d.blockRange(d.paraAt(o))
	default:
		return o, o
	}
}

// snap is r within d, widened to whole clusters.
func (d *document) snap(r briefing.Range) (start, end int) {
	n := len(d.runes)
	start = min(max(int(r.Start), 0), n)
	end = min(max(int(r.End), start), n)
	if start == end {
		start = d.clusterStart(start)
		return start, start
	}
	return d.clusterStart(start), d.clusterEnd(end)
}

// leavesOut reports whether a selection of [start, end) runs over paragraph p
// without meaning it: p is a float, and neither end stands in it.
func leavesOut(p *para, start, end int) bool {
	return p.role.isFloat() && start < p.start && end > p.end
}
