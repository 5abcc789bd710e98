package reader

import (
	"slices"
	"sort"
	"unicode"

	"github.com/go-text/typesetting/bidi"
)

// flow is a document wrapped to a width: lines, each with its place. It is made
// anew for every width, in a few milliseconds for a book, from the widths of
// the words, which are measured once. Where the letters of a line stand is only
// found out when the line is looked at.
type flow struct {
	doc    *document
	fonts  *fonts
	lines  []line
	height float32

	placed map[int][]piece
}

// line is a line of a paragraph: [start, trim) is seen, the spaces in
// [trim, end) are not. It fills x to x+room, of which its words need width.
type line struct {
	start, trim, end int32
	para             int32
	x, room, width   float32
	y, h             float32
	// row is the top of the row of cells it belongs to, or its own: lines are
	// in order of row, but cells of a row stand side by side.
	row float32
}

// piece is what is drawn as one text: one face, one direction.
type piece struct {
	start, trim, end int
	face             face
	level            bidi.Level
	x, w             float32
}

func (p piece) rtl() bool { return p.level%2 == 1 }

// extent is the width of a word and of the spaces after it.
type extent struct{ word, space float32 }

// measureWords finds the width of every word of d.
func measureWords(d *document, m *fonts) []extent {
	all := make([]extent, len(d.words))
	for i := range d.paras {
		p := &d.paras[i]
		for j := p.from; j < p.to; j++ {
			w := d.words[j]
			word := m.stretch(d, p, int(w.start), int(w.trim))
			all[j] = extent{word: word}
			if w.end > w.trim {
				all[j].space = m.stretch(d, p, int(w.start), int(w.end)) - word
			}
		}
	}
	return all
}

// stretch is the width of [start, end) in the faces of p.
func (m *fonts) stretch(d *document, p *para, start, end int) float32 {
	if len(p.spans) == 0 && isASCII(d.runes[start:end]) {
		return m.width(d.runes[start:end], face{role: p.role})
	}
	width := float32(0)
	m.faces(d, p, start, end, func(start, end int, f face) {
		width += m.width(d.runes[start:end], f)
	})
	return width
}

// setting says how paragraphs of a role are set.
type setting struct {
	line   float32 // the height of a line
	above  float32 // the least gap before the first paragraph of a block
	below  float32 // the least gap after the block
	indent float32 // from the left, or from the right where that is where one starts
	inset  float32 // on the other side
}

// wrap breaks d into lines of the width given. settings is asked once for each
// paragraph.
func wrap(d *document, words []extent, m *fonts, width float32, settings func(*para) setting) *flow {
	f := &flow{doc: d, fonts: m, placed: map[int][]piece{}}
	f.lines = make([]line, 0, len(d.words)/8+len(d.paras))
	w := wrapper{flow: f, words: words}
	below := float32(0)
	for i := 0; i < len(d.paras); {
		p := &d.paras[i]
		s := settings(p)
		if i > 0 && p.first {
			w.y += max(s.above, below)
		}
		below = s.below
		if p.columns > 0 {
			i = w.row(i, s, width)
			continue
		}
		w.paragraph(i, s, box{0, width, w.y})
		w.y = w.bottom
		i++
	}
	f.height = w.y
	return f
}

// wrapper is the state of wrap.
type wrapper struct {
	*flow
	words  []extent
	y      float32
	bottom float32 // of the last paragraph
}

// box is where a paragraph goes.
type box struct{ x, width, row float32 }

const (
	cellGap = 16
	rowGap  = 8
)

// row sets the cells of one row of a table beside each other and returns the
// paragraph after them.
func (w *wrapper) row(i int, s setting, width float32) int {
	n := float32(w.doc.paras[i].columns)
	column := (width - cellGap*(n-1)) / n
	bottom := w.y
	for first := true; i < len(w.doc.paras); i++ {
		p := &w.doc.paras[i]
		if p.columns == 0 || p.column == 0 && !first {
			break
		}
		first = false
		w.paragraph(i, s, box{float32(p.column) * (column + cellGap), column, w.y})
		bottom = max(bottom, w.bottom)
	}
	w.y = bottom + rowGap
	return i
}

// paragraph breaks paragraph i greedily: words go into a line while they fit.
func (w *wrapper) paragraph(i int, s setting, b box) {
	p := &w.doc.paras[i]
	room := b.width - s.indent - s.inset
	x := b.x + s.indent
	if p.rtl {
		x = b.x + s.inset
	}
	l := line{para: int32(i), start: int32(p.start), x: x, room: room, y: b.row, row: b.row, h: s.line}
	flush := func(trim, end int32, width float32) {
		l.trim, l.end, l.width = trim, end, width
		w.lines = append(w.lines, l)
		l.y += s.line
		if p.columns == 0 {
			l.row = l.y
		}
		l.start = end
	}
	used, gap := float32(0), float32(0) // of the line so far; of the spaces at its end
	trim := int32(p.start)
	for j := p.from; j < p.to; j++ {
		word, e := w.doc.words[j], w.words[j]
		if used > 0 && used+gap+e.word > room {
			flush(trim, word.start, used)
			used, gap = 0, 0
		}
		if e.word > room {
			used = w.split(p, word, room, flush)
			gap, trim = e.space, word.trim
			continue
		}
		used += gap + e.word
		gap, trim = e.space, word.trim
	}
	flush(trim, int32(p.end), used)
	w.bottom = l.y
}

// split breaks a word that is wider than a line between its letters and
// returns the width of what is left for the next line.
func (w *wrapper) split(p *para, word word, room float32, flush func(trim, end int32, width float32)) float32 {
	text := w.doc.runes[word.start:word.trim]
	used := float32(0)
	edges := clusterEdges(text)
	for i := range edges[:len(edges)-1] {
		from, to := int(word.start)+edges[i], int(word.start)+edges[i+1]
		letter := w.fonts.stretch(w.doc, p, from, to)
		if used > 0 && used+letter > room {
			flush(int32(from), int32(from), used)
			used = 0
		}
		used += letter
	}
	return used
}

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
	reorder(all)
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
		for stop < end && levels[stop-at] == level && (level%2 == 0 || f.joins(stop)) {
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

// joins reports whether the letter at o of a right-to-left run is drawn with
// the one before it.
func (f *flow) joins(o int) bool {
	before, r := f.doc.runes[o-1], f.doc.runes[o]
	switch {
	case r == ' ', before == 0x200d, unicode.Is(unicode.M, r), r == 0x200c, r == 0x200d:
		return true
	case before == ' ':
		return false
	}
	return isWordPart(before) && isWordPart(r)
}

func isWordPart(r rune) bool { return isLetter(r) || unicode.Is(unicode.M, r) }

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
	edges := clusterEdges(text)
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
