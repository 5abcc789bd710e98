package layout

import (
	"math"
	"slices"
)

// Line breaking after D. E. Knuth and M. F. Plass, “Breaking Paragraphs into
// Lines” (Software – Practice and Experience 11, 1981): among all ways to cut
// a paragraph it takes the one whose lines are, as a whole, stretched and
// shrunk the least. The paragraph is a list of boxes, glue and penalties; a
// dynamic programme over the places where a line may end keeps, for each, the
// best way to get there in each of four classes of tightness.
//
// As TeX does, it tries without hyphens first, then with them, then with some
// stretch granted to every line. What even that cannot set (a word wider than
// the column) is cut where it must be: a line may then be too long, but no
// word is lost.

// piece is a box with what may follow it: glue, a place to break, or both.
type piece struct {
	width           Pt
	space           Pt // the natural width of the space after it, or 0
	stretch, shrink Pt
	end             breakKind
	hyphen          Pt // what a break here adds to its line
	left, right     Pt // how far it hangs into the margin at the start or end of a line
}

type breakKind byte

const (
	breakNever  breakKind = iota
	breakFree             // after a space or a hyphen of the text
	breakHyphen           // with a hyphen that we put in
	breakWorst            // within a word that is wider than the column
	breakForced           // the line must end here
)

const (
	hyphenPenalty  = 90
	worstPenalty   = 3000
	doubleHyphens  = 3000 // demerits of two hyphens running
	maxHyphens     = 2    // on lines running
	tooManyHyphens = 1e9  // demerits where nothing else will do
	fitnessJump    = 3000 // demerits of a tight line next to a loose one
	linePenalty    = 10
	poorLastLine   = 2e4 // demerits of a last line shorter than minLastLine, or that begins within a word
	minLastLine    = 30  // points
)

// attempt is what is allowed in trying to break a paragraph.
type attempt struct {
	hyphens   bool
	tolerance float64 // the most that a line's spaces stretch, as a multiple of their stretch
	emergency Pt      // the stretch that is granted to each line; with it, any number of hyphens are
}

// attempts are made one after the other until one succeeds. The one before the last
// is the last made cheaper: see breaker.lines.
var attempts = [...]attempt{
	{tolerance: 1.3},
	{tolerance: 2, hyphens: true},
	{tolerance: 4, hyphens: true, emergency: 20},
	{tolerance: math.Inf(1), hyphens: true, emergency: 20},
}

// breaker breaks paragraphs into lines. It keeps the memory of one for the next.
type breaker struct {
	attempt
	pieces []piece
	width  Pt
	total  []sums
	nodes  []node
	active []start
	ending ending
}

// lines returns the index of the last piece of each line, width wide.
//
// With an infinite tolerance each line may begin after any other, which takes long.
// Since demerits only add up, a way whose demerits are fewer than those of one line
// beyond a tolerance is the best of all, and found within that tolerance.
func (b *breaker) lines(pieces []piece, width Pt) []int {
	b.pieces, b.width = pieces, width
	b.total = append(b.total[:0], sums{})
	var t sums
	for i := range pieces {
		p := &pieces[i]
		t = sums{t.width + p.width + p.space, t.stretch + p.stretch, t.shrink + p.shrink}
		b.total = append(b.total, t)
	}
	for _, b.attempt = range attempts {
		best, found := b.try()
		if found && (b.emergency == 0 || best.demerits < demerits(b.tolerance)) {
			return b.ends(best)
		}
	}
	return nil
}

// node is a way to end a line after piece at.
type node struct {
	at   int // -1 is the paragraph's start
	from int // the node of the line before; -1 is none
}

// start is where a line may begin: after a node.
type start struct {
	sums // of the pieces before it, with what hangs into the margin there
	way
	node int
}

// way is how well the lines up to a place are set.
type way struct {
	demerits float64
	fitness  int8
	hyphens  int8 // how many lines running, up to this place, end with one
}

// sums are running totals of the pieces before an index.
type sums struct{ width, stretch, shrink Pt }

// try finds the best way to set all pieces, if the attempt succeeds. Lines that are
// too long whatever is done are taken only where any stretch is.
func (b *breaker) try() (best start, found bool) {
	b.nodes, b.active = b.nodes[:0], b.active[:0]
	b.add(-1, -1, way{fitness: 1})
	e := &b.ending
	for i := range b.pieces {
		last := i == len(b.pieces)-1
		if end := b.pieces[i].end; !last && (end == breakNever || end == breakHyphen && !b.hyphens) {
			continue
		}
		e.open(&b.pieces[i], b.total[i], b.width, last)
		dropped := b.reach(e)
		for c := range e.best {
			if e.from[c] >= 0 {
				b.add(i, e.from[c], e.best[c])
			}
		}
		if len(b.active) == 0 {
			if !math.IsInf(b.tolerance, 1) {
				return start{}, false
			}
			b.add(i, dropped.node, e.after(&dropped, 0))
		}
	}
	for _, a := range b.active {
		if b.nodes[a.node].at == len(b.pieces)-1 && (!found || a.demerits < best.demerits) {
			best, found = a, true
		}
	}
	return best, found
}

// add makes a place after piece at where a line may begin; the one before begins
// after the node from.
func (b *breaker) add(at, from int, w way) {
	b.nodes = append(b.nodes, node{at, from})
	s := start{sums: b.total[at+1], way: w, node: len(b.nodes) - 1}
	if at+1 < len(b.pieces) {
		s.width += b.pieces[at+1].left
	}
	b.active = append(b.active, s)
}

// reach finds the best ways to end a line at e. It keeps active the starts from
// which a line can reach further, and returns the best of the others.
func (b *breaker) reach(e *ending) (dropped start) {
	dropped.node = -1
	kept := 0
	for i := range b.active {
		a := &b.active[i]
		ratio := e.ratio(a, b.emergency)
		if ratio > b.tolerance { // a line from here is too short yet, and from those that follow even shorter
			kept += copy(b.active[kept:], b.active[i:])
			break
		}
		if ratio >= -1 {
			e.take(a, ratio, b.emergency > 0)
		}
		switch {
		case ratio < -1 || e.forced:
			if dropped.node < 0 || a.demerits < dropped.demerits {
				dropped = *a
			}
			continue
		case kept < i:
			b.active[kept] = *a
		}
		kept++
	}
	b.active = b.active[:kept]
	return dropped
}

// ends are the last pieces of the lines that lead to the end of the paragraph.
func (b *breaker) ends(end start) []int {
	var lines []int
	for n := b.nodes[end.node]; n.at >= 0; n = b.nodes[n.from] {
		lines = append(lines, n.at)
	}
	slices.Reverse(lines)
	return lines
}

// ending is a place where a line may end.
type ending struct {
	// sums are those of the pieces up to it, less the width that there is.
	sums
	room    Pt // that width
	penalty float64
	hyphen  bool // a hyphen is put in
	last    bool // it is the end of the paragraph
	forced  bool // no line goes on beyond it

	best [4]way // to end a line here, in each class of tightness
	from [4]int // the nodes from which they come, or -1
}

// open makes e the end of a line after p, before which stand pieces of a total.
func (e *ending) open(p *piece, total sums, width Pt, last bool) {
	e.sums, e.room = total, width+p.right
	e.width += p.width - e.room
	e.penalty, e.hyphen, e.last, e.forced = 0, false, last, p.end == breakForced
	e.from = [4]int{-1, -1, -1, -1}
	if last {
		return
	}
	switch p.end {
	case breakHyphen:
		e.hyphen, e.penalty = true, hyphenPenalty
		e.width += p.hyphen
	case breakWorst:
		e.penalty = worstPenalty
	case breakNever, breakFree, breakForced:
	}
}

// ratio is by how much the spaces of a line that begins at a stretch (above 0) or
// shrink (below 0), in units of their stretch or shrink, if some stretch is granted.
func (e *ending) ratio(a *start, granted Pt) float64 {
	short := a.width - e.width
	switch {
	case short < 0:
		return float64(short / max(e.shrink-a.shrink, 1e-6))
	case e.last || e.forced:
		return 0
	}
	return float64(short / max(e.stretch-a.stretch+granted, 1e-6))
}

// take takes the line from a to e if it is the best of its class. Too many hyphens
// running are taken only where anything is.
func (e *ending) take(a *start, ratio float64, anything bool) {
	w := e.after(a, ratio)
	if w.hyphens > maxHyphens {
		if !anything {
			return
		}
		w.demerits += tooManyHyphens
	}
	if c := w.fitness; e.from[c] < 0 || w.demerits < e.best[c].demerits {
		e.best[c], e.from[c] = w, a.node
	}
}

// after is how well the lines are set that end with the one from a to e.
func (e *ending) after(a *start, ratio float64) way {
	w := way{fitness: fitness(ratio), demerits: a.demerits + demerits(ratio) + e.penalty*e.penalty}
	if e.hyphen {
		w.hyphens = min(a.hyphens+1, maxHyphens+1)
	}
	if w.hyphens > 1 {
		w.demerits += doubleHyphens
	}
	if d := w.fitness - a.fitness; d > 1 || d < -1 {
		w.demerits += fitnessJump
	}
	if e.last && a.node > 0 && (a.hyphens > 0 || e.room-(a.width-e.width) < minLastLine) {
		w.demerits += poorLastLine
	}
	return w
}

// demerits are those of a line whose spaces stretch or shrink by a ratio.
func demerits(ratio float64) float64 {
	ratio = math.Abs(ratio)
	badness := linePenalty + 100*ratio*ratio*ratio
	return badness * badness
}

// fitness classes lines as TeX does: tight, decent, loose, very loose.
func fitness(ratio float64) int8 {
	switch {
	case ratio < -0.5:
		return 0
	case ratio <= 0.5:
		return 1
	case ratio <= 1:
		return 2
	}
	return 3
}

// fillLines breaks each line where it is full, for text that is set ragged.
func fillLines(pieces []piece, width Pt) []int {
	var lines []int
	start, at := 0, Pt(0)
	breakable := -1 // the last place in this line where it may end
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		if at+p.width > width+1e-6 && breakable >= start {
			lines = append(lines, breakable)
			start, at, i = breakable+1, 0, breakable
			continue
		}
		at += p.width + p.space
		if p.end == breakForced {
			lines = append(lines, i)
			start, at = i+1, 0
		}
		if p.end == breakFree || p.end == breakWorst {
			breakable = i
		}
	}
	if start < len(pieces) {
		lines = append(lines, len(pieces)-1)
	}
	fillLast(pieces, lines, width)
	return lines
}

// fillLast moves a word from the last line but one to a last line that would be too
// short, where the lines are of one paragraph and half of the other stays full.
func fillLast(pieces []piece, lines []int, width Pt) {
	n := len(lines)
	if n < 2 || pieces[lines[n-2]].end != breakFree {
		return
	}
	last, rest := Pt(0), Pt(0)
	for _, p := range pieces[lines[n-2]+1:] {
		last += p.width + p.space
	}
	if last >= minLastLine {
		return
	}
	from := 0
	if n > 2 {
		from = lines[n-3] + 1
	}
	at := lines[n-2] - 1
	for at > from && pieces[at].end != breakFree {
		at--
	}
	for _, p := range pieces[from : at+1] {
		rest += p.width + p.space
	}
	if rest > width/2 && at >= from && pieces[at].end == breakFree {
		lines[n-2] = at
	}
}
