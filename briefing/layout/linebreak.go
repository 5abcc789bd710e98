package layout

import "math"

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
	fitnessJump     = 3000 // demerits of a tight line next to a loose one
	linePenalty     = 10
	shortLastLine   = 5000 // demerits of a last line shorter than minLastLine
	minLastLine     = 30   // points
	firstTolerance  = 1.0  // the most a line's spaces stretch, as a multiple of their stretch
	secondTolerance = 2.0  //
	emergency       = 20.0 // points of stretch that the last pass grants each line
)

// breakLines returns the index of the last piece of each line, width wide.
func breakLines(pieces []piece, width Pt) []int {
	if ends := tryLines(pieces, width, false, firstTolerance, 0); ends != nil {
		return ends
	}
	if ends := tryLines(pieces, width, true, secondTolerance, 0); ends != nil {
		return ends
	}
	return tryLines(pieces, width, true, math.Inf(1), emergency)
}

// node is a way to end a line after piece at.
type node struct {
	at       int // the piece after which the line ends; -1 is the paragraph's start
	demerits float64
	fitness  int8
	hyphen   bool
	from     *node
}

// sums are running totals of the pieces before an index.
type sums struct{ width, stretch, shrink Pt }

func tryLines(pieces []piece, width Pt, hyphens bool, tolerance float64, extra Pt) []int {
	total := make([]sums, len(pieces)+1)
	for i, p := range pieces {
		t := total[i]
		total[i+1] = sums{t.width + p.width + p.space, t.stretch + p.stretch, t.shrink + p.shrink}
	}
	active := []*node{{at: -1, fitness: 1}}
	for i, p := range pieces {
		last := i == len(pieces)-1
		if !last && (p.end == breakNever || p.end == breakHyphen && !hyphens) {
			continue
		}
		var best [4]node
		kept := active[:0]
		var dropped *node
		for _, a := range active {
			ratio := lineRatio(total, pieces, a.at+1, i, width, extra, last)
			if ratio >= -1 && ratio <= tolerance {
				n := reach(a, i, p, ratio, last)
				if last && a.at >= 0 && total[i].width-total[a.at+1].width+p.width < minLastLine {
					n.demerits += shortLastLine
				}
				if class := &best[n.fitness]; class.from == nil || n.demerits < class.demerits {
					*class = n
				}
			}
			if ratio >= -1 && p.end != breakForced {
				kept = append(kept, a)
			} else if dropped == nil || a.demerits < dropped.demerits {
				dropped = a
			}
		}
		active = kept
		for f := range best {
			if best[f].from != nil {
				n := best[f]
				active = append(active, &n)
			}
		}
		if len(active) == 0 {
			if !math.IsInf(tolerance, 1) {
				return nil
			}
			n := reach(dropped, i, p, 0, last) // too long whatever is done
			active = append(active, &n)
		}
	}
	return ends(active, len(pieces)-1)
}

// lineRatio is by how much the spaces of the line [from, to] stretch (above 0)
// or shrink (below 0), in units of their stretch or shrink.
func lineRatio(total []sums, pieces []piece, from, to int, width, extra Pt, last bool) float64 {
	p := pieces[to]
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

func reach(a *node, at int, p piece, ratio float64, last bool) node {
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
	n := node{at: at, from: a, hyphen: penalty == hyphenPenalty, fitness: fitness}
	n.demerits = a.demerits + (linePenalty+badness)*(linePenalty+badness) + penalty*penalty
	if n.hyphen && a.hyphen {
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
func ends(active []*node, last int) []int {
	var best *node
	for _, a := range active {
		if a.at == last && (best == nil || a.demerits < best.demerits) {
			best = a
		}
	}
	if best == nil {
		return nil
	}
	var lines []int
	for n := best; n.at >= 0; n = n.from {
		lines = append(lines, n.at)
	}
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
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
