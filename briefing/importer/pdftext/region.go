package pdftext

import (
	"math"
	"slices"
)

// Columns are found by their gutters: a gutter is an upright strip of white
// that no word crosses for several rows, with text on both sides. The words of
// a page are cut at the gutter that runs longest; what stands above and below
// it, such as a title or a picture's caption, is cut again, and so are the
// columns. The rows of a table have gutters too, but their text is short and
// stands on shared baselines: a table is not cut.
//
// The cost is the square of the rows of a page, of which mostRows are looked at.

// region is the words of one column, or of a stretch without columns.
type region struct {
	words []word
	x0    float64
	x1    float64
}

// gap is a strip of white.
type gap struct{ x0, x1 float64 }

func (g gap) width() float64 { return g.x1 - g.x0 }

// row is the words whose baselines are close, and the white between them.
type row struct {
	words  []word
	gaps   []gap
	y      float64
	x0, x1 float64
}

const (
	mostRows = 250
	// mostGaps is how many of the gaps of a row are looked at, the widest.
	mostGaps = 12
	// gutter is the narrowest gutter, in parts of the size of the text.
	gutter = 0.75
	// column is the narrowest column, likewise.
	column = 9
	// fewestRows is how many rows a column has at least.
	fewestRows = 3
	// deepest bounds the cutting of cuts.
	deepest = 8
)

// regions cuts the words of a page into columns, in the order of reading.
func regions(ws []word, size float64) []region {
	if len(ws) == 0 {
		return nil
	}
	return cut(ws, size, 0)
}

func cut(ws []word, size float64, depth int) []region {
	if len(ws) == 0 {
		return nil
	}
	rows := rowsOf(ws, gutter*size)
	g, from, to, ok := longestGutter(rows, size)
	if !ok || depth >= deepest {
		return []region{whole(ws)}
	}
	var left, right []word
	for _, r := range rows[from:to] {
		for _, w := range r.words {
			if w.x0 < (g.x0+g.x1)/2 {
				left = append(left, w)
			} else {
				right = append(right, w)
			}
		}
	}
	first, second := left, right
	if mostlyRTL(ws) {
		first, second = right, left
	}
	return slices.Concat(
		cut(wordsOf(rows[:from]), size, depth+1),
		cut(first, size, depth+1), cut(second, size, depth+1),
		cut(wordsOf(rows[to:]), size, depth+1),
	)
}

func whole(ws []word) region {
	r := region{words: ws, x0: math.Inf(1), x1: math.Inf(-1)}
	for _, w := range ws {
		r.x0, r.x1 = min(r.x0, w.x0), max(r.x1, w.x1)
	}
	return r
}

func wordsOf(rows []row) []word {
	var ws []word
	for _, r := range rows {
		ws = append(ws, r.words...)
	}
	return ws
}

func mostlyRTL(ws []word) bool {
	n := 0
	for _, w := range ws {
		if w.isRTL() {
			n++
		}
	}
	return n*2 > len(ws)
}

// rowsOf gathers words by their baselines, from the top, with the gaps between
// them that are at least narrowest wide.
func rowsOf(ws []word, narrowest float64) []row {
	sorted := slices.Clone(ws)
	slices.SortStableFunc(sorted, func(a, b word) int { return compare(a.y, b.y) })
	var rows []row
	for _, w := range sorted {
		if n := len(rows); n > 0 && w.y-rows[n-1].y < 0.2*w.size {
			rows[n-1].words = append(rows[n-1].words, w)
			continue
		}
		rows = append(rows, row{words: []word{w}, y: w.y})
	}
	for i := range rows {
		rows[i].findGaps(narrowest)
	}
	return rows
}

func (r *row) findGaps(narrowest float64) {
	slices.SortStableFunc(r.words, func(a, b word) int { return compare(a.x0, b.x0) })
	r.x0, r.x1 = r.words[0].x0, r.words[0].x1
	for _, w := range r.words[1:] {
		if w.x0-r.x1 >= narrowest {
			r.gaps = append(r.gaps, gap{r.x1, w.x0})
		}
		r.x1 = max(r.x1, w.x1)
	}
	if len(r.gaps) > mostGaps {
		slices.SortStableFunc(r.gaps, func(a, b gap) int { return compare(b.width(), a.width()) })
		r.gaps = r.gaps[:mostGaps]
	}
	r.gaps = append([]gap{{math.Inf(-1), r.x0}}, append(r.gaps, gap{r.x1, math.Inf(1)})...)
}

// strand is a gutter as it is followed down the rows.
type strand struct {
	gap
	left, right int // rows with text on that side
}

// longestGutter finds the gutter that parts the most rows, and those rows.
func longestGutter(rows []row, size float64) (best gap, from, to int, ok bool) {
	narrowest := gutter * size
	most := 0
	for i := range rows[:min(len(rows), mostRows)] {
		if len(rows)-i <= most {
			break
		}
		strands := []strand{{gap: gap{math.Inf(-1), math.Inf(1)}}}
		for j := i; j < min(len(rows), mostRows) && len(strands) > 0; j++ {
			strands = follow(strands, rows[j], narrowest)
			for _, s := range strands {
				n := min(s.left, s.right)
				if n < fewestRows || j+1-i <= most || math.IsInf(s.x0, 0) || math.IsInf(s.x1, 0) {
					continue
				}
				if a, b := trim(rows, i, j+1, s.gap, size); b-a > most && areColumns(rows[a:b], s.gap, size) {
					best, from, to, ok, most = s.gap, a, b, true, b-a
				}
			}
		}
	}
	return best, from, to, ok
}

// follow carries strands through one more row.
func follow(strands []strand, r row, narrowest float64) []strand {
	var next []strand
	for _, s := range strands {
		for _, g := range r.gaps {
			n := strand{gap{max(s.x0, g.x0), min(s.x1, g.x1)}, s.left, s.right}
			if n.width() < narrowest {
				continue
			}
			if r.x0 < n.x0 {
				n.left++
			}
			if r.x1 > n.x1 {
				n.right++
			}
			next = append(next, n)
		}
	}
	return next
}

// trim leaves out the rows at the head of rows[from:to] that stand only on the
// left of g: they are read first whether they belong to the column or above it.
// At the foot it leaves out those that stand only on the left after a space.
func trim(rows []row, from, to int, g gap, size float64) (int, int) {
	const space = 2.5 // parts of the size

	for from < to && rows[from].x0 < g.x0 && rows[from].x1 <= g.x0 {
		from++
	}
	for to > from+1 && rows[to-1].x1 <= g.x0 && rows[to-1].y-rows[to-2].y > space*size {
		to--
	}
	return from, to
}

// pitch is the usual distance between rows.
func pitch(rows []row) float64 {
	var ds []float64
	for i := 1; i < len(rows); i++ {
		ds = append(ds, rows[i].y-rows[i-1].y)
	}
	if len(ds) == 0 {
		return 0
	}
	slices.Sort(ds)
	return ds[len(ds)/2]
}

// areColumns reports whether the text on both sides of g runs in columns,
// rather than in the cells of a table or beside numbers and labels.
func areColumns(rows []row, g gap, size float64) bool {
	var l, r side
	shared := 0
	wide := 0
	for _, row := range rows {
		a, b := l.add(row, func(w word) bool { return w.x1 <= g.x1 }), r.add(row, func(w word) bool { return w.x0 >= g.x0 })
		if a && b {
			shared++
			if row.isWiderAt(g) {
				wide++
			}
		}
	}
	if wide*3 < shared*2 { // a river of white between words
		return false
	}
	if min(l.rows, r.rows) < fewestRows || min(l.width(), r.width()) < column*size {
		return false
	}
	const aligned, many = 0.75, 10
	fill, words := min(l.fill(), r.fill()), min(l.perRow(), r.perRow())
	switch isGrid := float64(shared) >= aligned*float64(max(l.rows, r.rows)); {
	case !isGrid:
		return words >= 2
	case shared < many:
		return fill >= 0.8 && words >= 5 && min(l.fresh, r.fresh)*10 < 7*shared
	}
	return fill >= 0.62 && words >= 3.5
}

// isWiderAt reports whether the white at g is wider than between other words of
// the row.
func (r row) isWiderAt(g gap) bool {
	const wider = 1.5
	here, others, n := 0.0, 0.0, 0
	for i := 1; i < len(r.words); i++ {
		switch w := r.words[i].x0 - r.words[i-1].x1; {
		case w <= 0:
		case r.words[i-1].x1 <= g.x0 && r.words[i].x0 >= g.x1:
			here = w
		default:
			others, n = others+w, n+1
		}
	}
	return n == 0 || here > wider*others/float64(n)
}

// side is the text on one side of a gutter.
type side struct {
	rows, words int
	fresh       int // rows that begin with a capital or a number, as cells do
	x0, x1      float64
	inked       float64
}

// add takes the words of a row that are on this side.
func (s *side) add(r row, mine func(word) bool) bool {
	x0, x1, n := math.Inf(1), math.Inf(-1), 0
	for _, w := range r.words {
		if mine(w) {
			if n == 0 && startsFresh(w.logical()) {
				s.fresh++
			}
			x0, x1, n = min(x0, w.x0), max(x1, w.x1), n+1
		}
	}
	if n == 0 {
		return false
	}
	if s.rows == 0 {
		s.x0, s.x1 = x0, x1
	}
	s.rows++
	s.words += n
	s.x0, s.x1 = min(s.x0, x0), max(s.x1, x1)
	s.inked += x1 - x0
	return true
}

func (s *side) width() float64  { return s.x1 - s.x0 }
func (s *side) fill() float64   { return s.inked / float64(s.rows) / max(s.width(), 1) }
func (s *side) perRow() float64 { return float64(s.words) / float64(s.rows) }
