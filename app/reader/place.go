package reader

import (
	"slices"
	"sort"

	"github.com/go-text/typesetting/bidi"

	"briefdesk/app/look"
)

// piece is what is drawn as one text: one face, one direction.
type piece struct {
	start, trim, end int
	face             face
	level            bidi.Level
	x, w             float32
}

func (p piece) rtl() bool { return p.level%2 == 1 }

// lineAt is the index of the line in which offset o stands. At a break it is
// the line that begins there.
func (f *flow) lineAt(o int) int {
	i := sort.Search(len(f.lines), func(i int) bool { return int(f.lines[i].start) > o })
	return max(i-1, 0)
}

// visible are the lines of which something may show between top and bottom.
func (f *flow) visible(top, bottom float32) (from, to int) {
	from = sort.Search(len(f.lines), func(i int) bool { return f.lines[i].row > top })
	if from > 0 {
		row := f.lines[from-1].row
		for from > 0 && f.lines[from-1].row == row {
			from--
		}
	}
	to = sort.Search(len(f.lines), func(i int) bool { return f.lines[i].row > bottom })
	return from, to
}

// left is where the words of line i begin on paper.
func (f *flow) left(i int) float32 {
	l := f.lines[i]
	if f.doc.paras[l.para].rtl {
		return l.x + l.room - l.width
	}
	return l.x
}

// place finds where the pieces of line i stand, from left to right. The slice
// is shared; it is not to be changed.
func (f *flow) place(i int) []piece {
	if i >= len(f.lines) {
		return nil // of an empty document
	}
	if pieces, ok := f.placed[i]; ok {
		return pieces
	}
	if len(f.placed) > 500 {
		clear(f.placed)
	}
	pieces := f.pieces(i)
	f.placed[i] = pieces
	return pieces
}

func (f *flow) pieces(i int) []piece {
	l := f.lines[i]
	p := &f.doc.paras[l.para]
	levels := f.doc.levelsOf(int(l.para))
	var all []piece
	f.fonts.faces(f.doc, p, int(l.start), int(l.trim), func(start, end int, fc face) {
		if levels == nil {
			all = append(all, piece{start: start, trim: end, end: end, face: fc})
			return
		}
		all = f.appendRuns(all, start, end, fc, levels, p.start)
	})
	for j := range all {
		all[j].w = f.fonts.width(f.doc.runes[all[j].start:all[j].end], all[j].face)
	}
	look.Reorder(all, func(p piece) bidi.Level { return p.level })
	x := f.left(i)
	for j := range all {
		all[j].x = x
		x += all[j].w
	}
	return all
}

// appendRuns parts [start, end) by direction, and what is read from the right
// into words and marks.
func (f *flow) appendRuns(all []piece, start, end int, fc face, levels []bidi.Level, at int) []piece {
	for start < end {
		level := levels[start-at]
		stop := start + 1
		for stop < end && levels[stop-at] == level && (level%2 == 0 || look.JoinsFromRight(f.doc.runes, stop)) {
			stop++
		}
		trim := stop
		if level%2 == 1 {
			trim = start + trimSpaces(f.doc.runes[start:stop], stop-start)
		}
		all = append(all, piece{start: start, trim: trim, end: stop, face: fc, level: level})
		start = stop
	}
	return all
}

// caret is where offset o stands: its line, and the x before its letter.
func (f *flow) caret(o int) (i int, x float32) {
	if len(f.lines) == 0 {
		return 0, 0
	}
	i = f.lineAt(o)
	pieces, l := f.place(i), f.lines[i]
	for _, p := range pieces {
		if p.start <= o && o < p.end {
			return i, f.edge(p, o)
		}
	}
	last := slices.IndexFunc(pieces, func(p piece) bool { return p.end == int(l.trim) })
	if last < 0 {
		return i, f.left(i)
	}
	return i, f.edge(pieces[last], int(l.trim))
}

// edge is the x of offset o in piece p.
func (f *flow) edge(p piece, o int) float32 {
	o = min(max(o, p.start), p.end)
	d := p.w
	if o < p.end {
		var buf [256]float32
		d = f.fonts.advances(f.doc.runes[p.start:p.end], p.face, buf[:0])[o-p.start]
	}
	if p.rtl() {
		return p.x + p.w - d
	}
	return p.x + d
}

// hit is the offset nearest to a point.
func (f *flow) hit(x, y float32) int {
	if len(f.lines) == 0 {
		return 0
	}
	return f.hitLine(f.nearest(x, y), x)
}

// nearest is the line that a point is meant for.
func (f *flow) nearest(x, y float32) int {
	i := max(sort.Search(len(f.lines), func(i int) bool { return f.lines[i].row > y })-1, 0)
	best, least := i, float32(1e9)
	for j := i; j >= 0 && f.lines[j].row == f.lines[i].row; j-- {
		l := f.lines[j]
		away := outside(y, l.y, l.y+l.h) + 4*outside(x, l.x, l.x+l.room)
		if away < least {
			best, least = j, away
		}
	}
	return best
}

func outside(v, low, high float32) float32 { return max(low-v, v-high, 0) }

// hitLine is the offset of line i nearest to x. Beside the line it is one of
// its ends.
func (f *flow) hitLine(i int, x float32) int {
	l, pieces := f.lines[i], f.place(i)
	if len(pieces) == 0 {
		return int(l.start)
	}
	rtl := f.doc.paras[l.para].rtl
	first, last := pieces[0], pieces[len(pieces)-1]
	switch {
	case x < first.x && rtl, x >= last.x+last.w && !rtl:
		return int(l.trim)
	case x < first.x, x >= last.x+last.w:
		return int(l.start)
	}
	j := sort.Search(len(pieces), func(j int) bool { return pieces[j].x > x })
	return f.hitPiece(pieces[max(j-1, 0)], x)
}

func (f *flow) hitPiece(p piece, x float32) int {
	text := f.doc.runes[p.start:p.end]
	var buf [256]float32
	at := f.fonts.advances(text, p.face, buf[:0])
	d := x - p.x
	if p.rtl() {
		d = p.x + p.w - x
	}
	edges := look.Clusters(text)
	for k := 1; k < len(edges); k++ {
		if d < at[edges[k]] || k == len(edges)-1 {
			if d < (at[edges[k-1]]+at[edges[k]])/2 {
				return p.start + edges[k-1]
			}
			return p.start + edges[k]
		}
	}
	return p.end
}

// bar is a stretch of a line on paper.
type bar struct{ x0, x1 float32 }

// bars are the stretches of line i that [start, end) covers, from left to
// right: one, unless directions mix.
func (f *flow) bars(i, start, end int) []bar {
	var all []bar
	for _, p := range f.place(i) {
		a, b := max(start, p.start), min(end, p.end)
		if a >= b {
			continue
		}
		x0, x1 := f.edge(p, a), f.edge(p, b)
		if x0 > x1 {
			x0, x1 = x1, x0
		}
		if n := len(all); n > 0 && x0-all[n-1].x1 < 0.5 {
			all[n-1].x1 = x1
			continue
		}
		all = append(all, bar{x0, x1})
	}
	return all
}
