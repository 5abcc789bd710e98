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
	hyphenPenalty   = 50
	worstPenalty    = 3000
	doubleHyphens   = 3000 // demerits of two hyphens running
	maxHyphens      = 2    // on lines running
	tooManyHyphens  = 1e9  // demerits where nothing else will do
	fitnessJump     = 3000 // demerits of a tight line next to a loose one
	linePenalty     = 10
	shortLastLine   = 5000 // demerits of a last line shorter than minLastLine
	minLastLine     = 30   // points
	firstTolerance  = 1.0  // the most a line's spaces stretch, as a multiple of their stretch
	secondTolerance = 2.0  //
	emergency       = 20.0 // points of stretch that the last pass grants each line
)

// breaker breaks paragraphs into lines. It keeps the memory of one for the next.
type breaker struct {
	total  []sums
	nodes  []node
	active []int
}

// lines returns the index of the last piece of each line, width wide.
func (b *breaker) lines(pieces []piece, width Pt) []int {
	b.total = append(b.total[:0], sums{})
	for i, p := range pieces {
		t := b.total[i]
		b.total = append(b.total, sums{t.width + p.width + p.space, t.stretch + p.stretch, t.shrink + p.shrink})
	}
	if ends := b.try(pieces, width, false, firstTolerance, 0); ends != nil {
		return ends
	}
	if ends := b.try(pieces, width, true, secondTolerance, 0); ends != nil {
		return ends
	}
	return b.try(pieces, width, true, math.Inf(1), emergency)
}

// node is a way to end a line after piece at.
type node struct {
	at       int // the piece after which the line ends; -1 is the paragraph's start
	demerits float64
	fitness  int8
	hyphens  int8 // how many lines running, up to this one, end with one
	from     int  // the node of the line before; -1 is none
}

// sums are running totals of the pieces before an index.
type sums struct{ width, stretch, shrink Pt }

func (b *breaker) try(pieces []piece, width Pt, hyphens bool, tolerance float64, extra Pt) []int {
	b.nodes = append(b.nodes[:0], node{at: -1, fitness: 1, from: -1})
	b.active = append(b.active[:0], 0)
	for i, p := range pieces {
		last := i == len(pieces)-1
		if !last && (p.end == breakNever || p.end == breakHyphen && !hyphens) {
			continue
		}
		best, dropped := b.reachable(pieces, i, width, tolerance, extra)
		for _, n := range best {
			if n.from >= 0 {
				b.add(n)
			}
		}
		if len(b.active) == 0 {
			if !math.IsInf(tolerance, 1) {
				return nil
			}
			b.add(reach(b.nodes[dropped], dropped, i, p, 0, last)) // too long whatever is done
		}
	}
	return b.ends(len(pieces) - 1)
}

// reachable returns the best way to end a line after piece i in each class of
// tightness. It keeps active the nodes from which a line can reach further, and
// says which of the others is the best.
func (b *breaker) reachable(pieces []piece, i int, width Pt, tolerance float64, extra Pt) (best [4]node, dropped int) {
	for c := range best {
		best[c].from = -1
	}
	dropped = -1
	last, p := i == len(pieces)-1, &pieces[i]
	kept := b.active[:0]
	for _, at := range b.active {
		a := &b.nodes[at]
		ratio := lineRatio(b.total, p, a.at+1, i, width+pieces[a.at+1].left+p.right, extra, last)
		if ratio >= -1 && ratio <= tolerance {
			n := reach(*a, at, i, *p, ratio, last)
			if n.hyphens > maxHyphens {
				if !math.IsInf(tolerance, 1) {
					kept = append(kept, at)
					continue
				}
				n.demerits += tooManyHyphens
			}
			if last && a.at >= 0 && b.total[i].width-b.total[a.at+1].width+p.width < minLastLine {
				n.demerits += shortLastLine
			}
			if class := &best[n.fitness]; class.from < 0 || n.demerits < class.demerits {
				*class = n
			}
		}
		if ratio >= -1 && p.end != breakForced {
			kept = append(kept, at)
		} else if dropped < 0 || a.demerits < b.nodes[dropped].demerits {
			dropped = at
		}
	}
	b.active = kept
	return best, dropped
}

func (b *breaker) add(n node) {
	b.nodes = append(b.nodes, n)
	b.active = append(b.active, len(b.nodes)-1)
}

// lineRatio is by how much the spaces of the line [from, to] stretch (above 0)
// or shrink (below 0), in units of their stretch or shrink.
func lineRatio(total []sums, p *piece, from, to int, width, extra Pt, last bool) float64 {
	have := total[to].width - total[from].width + p.width
	if p.end == breakHyphen && !last {
		have += p.hyphen
	}
	short := float64(width - have)
	if short >= 0 {
		if last || p.end == breakForced {
			return 0
		}
		return short / max(float64(total[to].stretch-total[from].stretch+extra), 1e-6)
	}
	return short / max(float64(total[to].shrink-total[from].shrink), 1e-6)
}

// reach is the node of a line that goes from node a, whose index is from, to the
// piece p at an index.
func reach(a node, from, at int, p piece, ratio float64, last bool) node {
	fitness := fitness(ratio)
	ratio = math.Abs(ratio)
	badness := 100 * ratio * ratio * ratio
	penalty := 0.0
	if !last {
		switch p.end {
		case breakHyphen:
			penalty = hyphenPenalty
		case breakWorst:
			penalty = worstPenalty
		case breakNever, breakFree, breakForced:
		}
	}
	n := node{at: at, from: from, fitness: fitness}
	if penalty == hyphenPenalty {
		n.hyphens = min(a.hyphens+1, maxHyphens+1)
	}
	n.demerits = a.demerits + (linePenalty+badness)*(linePenalty+badness) + penalty*penalty
	if n.hyphens > 1 {
		n.demerits += doubleHyphens
	}
	if d := n.fitness - a.fitness; d > 1 || d < -1 {
		n.demerits += fitnessJump
	}
	return n
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

// ends follows the best way back from the last piece.
func (b *breaker) ends(last int) []int {
	best := -1
	for _, at := range b.active {
		if n := &b.nodes[at]; n.at == last && (best < 0 || n.demerits < b.nodes[best].demerits) {
			best = at
		}
	}
	if best < 0 {
		return nil
	}
	var lines []int
	for n := b.nodes[best]; n.at >= 0; n = b.nodes[n.from] {
		lines = append(lines, n.at)
	}
	slices.Reverse(lines)
	return lines
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
	return lines
}
