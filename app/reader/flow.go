package reader

import "briefdesk/app/look"

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
	edges := look.Clusters(text)
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
