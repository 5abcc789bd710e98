package look

import (
	"slices"
	"sort"
	"strings"

	"fyne.io/fyne/v2"
	"github.com/go-text/typesetting/bidi"
)

// Prose is text in lines of a width, of which every letter can be pointed at:
// words to select in, but not to type over. Places in it are offsets in code
// points, positions are units from its top left. It may hold several paragraphs
// and be of any script; a paragraph whose first letter is written from the right
// is set from the right.
type Prose struct {
	style  Style
	faces  []Face
	width  float32
	text   []rune
	edges  []int // of the clusters
	levels []bidi.Level
	lacks  []bool // what the faces have no letters for, which another font has
	lines  []proseLine
}

// proseLine is [start, trim) as it is seen and the spaces in [trim, end); its
// pieces are in order from left to right.
type proseLine struct {
	start, trim, end int
	fromRight        bool
	pieces           []prosePiece
}

// prosePiece is what is drawn as one text, in one direction and face.
type prosePiece struct {
	start, end int
	style      Style
	level      bidi.Level
	x, w       float32
}

// Face sets a stretch of Prose in a style other than the rest; its lines are not
// higher.
type Face struct {
	Start, End int
	Style      Style
}

// NewProse breaks text into lines at the user's text size. faces are in order
// and do not overlap.
func NewProse(text string, st Style, width float32, faces ...Face) *Prose {
	p := &Prose{style: st, faces: faces, width: width, text: []rune(text)}
	p.edges = Clusters(p.text)
	p.findLacks()
	p.levels = make([]bidi.Level, len(p.text))
	for from := 0; from <= len(p.text); {
		to := from
		for to < len(p.text) && p.text[to] != '\n' {
			to++
		}
		p.paragraph(from, to)
		from = to + 1
	}
	return p
}

// paragraph breaks [from, to) greedily.
func (p *Prose) paragraph(from, to int) {
	words := p.text[from:to]
	fromRight := IsRightToLeft(string(words))
	if fromRight || slices.ContainsFunc(words, IsFromRight) {
		copy(p.levels[from:], Levels(words, fromRight))
	}
	start, trim, used := from, from, float32(0)
	for at := from; at < to; {
		end := p.wordEnd(at, to)
		next := end
		for next < to && p.text[next] == ' ' {
			next++
		}
		word := p.measure(at, end)
		gap := p.measure(trim, at)
		switch {
		case trim > start && used+gap+word > p.width:
			p.line(start, trim, at, fromRight)
			start, used = at, word
		default:
			used += gap + word
		}
		for used > p.width && trim <= start { // a word wider than a line
			cut := p.fitting(start, end)
			if cut >= end {
				break
			}
			p.line(start, cut, cut, fromRight)
			start, trim = cut, cut
			used = p.measure(cut, end)
		}
		trim, at = end, next
	}
	p.line(start, trim, min(to+1, len(p.text)), fromRight)
}

func (p *Prose) wordEnd(at, to int) int {
	for at < to && p.text[at] != ' ' {
		at++
	}
	return at
}

// fitting is the last edge of a cluster up to which [start, …) fits into a line,
// after at least one.
func (p *Prose) fitting(start, end int) int {
	from := sort.SearchInts(p.edges, start+1)
	n := sort.SearchInts(p.edges, end) - from + 1
	i := sort.Search(n, func(i int) bool { return p.measure(start, p.edges[from+i]) > p.width })
	return p.edges[from+max(i-1, 0)]
}

// measure is the width of [start, end) in its faces.
func (p *Prose) measure(start, end int) float32 {
	width := float32(0)
	for start < end {
		st, to := p.faceAt(start)
		to = min(to, end)
		width += Width(string(p.text[start:to]), st)
		start = to
	}
	return width
}

// findLacks finds the characters that are drawn in another font, so that their
// neighbours are not.
func (p *Prose) findLacks() {
	p.lacks = make([]bool, len(p.text))
	for i := range p.edges[:len(p.edges)-1] {
		from, to := p.edges[i], p.edges[i+1]
		if p.text[from] < 0x80 && to == from+1 {
			continue
		}
		st, _ := p.styleAt(from)
		lacks := !Covers(st, string(p.text[from:to]))
		for o := from; o < to; o++ {
			p.lacks[o] = lacks
		}
	}
}

// faceAt is the style at o, and how far it and its font go.
func (p *Prose) faceAt(o int) (Style, int) {
	st, end := p.styleAt(o)
	to := o + 1
	for to < end && p.lacks[to] == p.lacks[o] {
		to++
	}
	return st, to
}

// styleAt is the style at o, and how far it goes.
func (p *Prose) styleAt(o int) (Style, int) {
	for _, f := range p.faces {
		switch {
		case o < f.Start:
			return p.style, f.Start
		case o < f.End:
			return f.Style, f.End
		}
	}
	return p.style, len(p.text)
}

// line adds the line [start, trim), with the spaces as far as end.
func (p *Prose) line(start, trim, end int, fromRight bool) {
	l := proseLine{start: start, trim: trim, end: end, fromRight: fromRight}
	for at := start; at < trim; {
		level, stop := p.levels[at], at+1
		st, to := p.faceAt(at)
		to = min(to, trim)
		for stop < to && p.levels[stop] == level && (level%2 == 0 || JoinsFromRight(p.text, stop)) {
			stop++
		}
		l.pieces = append(l.pieces, prosePiece{start: at, end: stop, style: st, level: level, w: p.measure(at, stop)})
		at = stop
	}
	Reorder(l.pieces, func(pc prosePiece) bidi.Level { return pc.level })
	x, width := float32(0), float32(0)
	for _, pc := range l.pieces {
		width += pc.w
	}
	if fromRight {
		x = p.width - width
	}
	for i := range l.pieces {
		l.pieces[i].x = x
		x += l.pieces[i].w
	}
	p.lines = append(p.lines, l)
}

// Len is the number of code points.
func (p *Prose) Len() int { return len(p.text) }

// Height is that of all lines.
func (p *Prose) Height() float32 { return float32(len(p.lines)) * p.style.LineHeight() }

// Draw draws the words with their top left corner at x, y.
func (p *Prose) Draw(paint *Painter, ink fyne.ThemeColorName, x, y float32) {
	for i, l := range p.lines {
		base := p.style.Baseline(y + float32(i)*p.style.LineHeight())
		for _, pc := range l.pieces {
			text := p.text[pc.start:pc.end]
			if pc.level%2 == 0 {
				paint.Text(string(text), pc.style, ink, x+pc.x, base)
				continue
			}
			if len(text) == 1 {
				text = []rune{Mirror(text[0])}
			}
			paint.TextRight(strings.TrimRight(string(text), " "), pc.style, ink, x+pc.x+pc.w, base)
		}
	}
}

// Area is a part of a line.
type Area struct{ X, Y, W, H float32 }

// Areas are where [start, end) stands: for each line one area, or more where
// directions mix.
func (p *Prose) Areas(start, end int) []Area {
	var all []Area
	h := p.style.LineHeight()
	for i, l := range p.lines {
		from := len(all)
		for _, pc := range l.pieces {
			a, b := max(start, pc.start), min(end, pc.end)
			if a >= b {
				continue
			}
			x0, x1 := p.edge(pc, a), p.edge(pc, b)
			if x0 > x1 {
				x0, x1 = x1, x0
			}
			if n := len(all); n > from && x0-(all[n-1].X+all[n-1].W) < 0.5 {
				all[n-1].W = x1 - all[n-1].X
				continue
			}
			all = append(all, Area{x0, float32(i) * h, x1 - x0, h})
		}
	}
	return all
}

// edge is the x of offset o in a piece.
func (p *Prose) edge(pc prosePiece, o int) float32 {
	d := pc.w
	if o < pc.end {
		d = p.measure(pc.start, o)
	}
	if pc.level%2 == 1 {
		return pc.x + pc.w - d
	}
	return pc.x + d
}

// lineOf is the line in which offset o stands; at a break it is the one that
// begins there.
func (p *Prose) lineOf(o int) int {
	return max(sort.Search(len(p.lines), func(i int) bool { return p.lines[i].start > o })-1, 0)
}

// Caret is the place of a caret at offset o: a line of no width.
func (p *Prose) Caret(o int) Area {
	i := p.lineOf(o)
	l, h := p.lines[i], p.style.LineHeight()
	at := Area{Y: float32(i) * h, H: h}
	if l.fromRight {
		at.X = p.width
	}
	for _, pc := range l.pieces {
		switch {
		case pc.start <= o && o < pc.end:
			at.X = p.edge(pc, o)
			return at
		case pc.end == l.trim && o >= l.trim:
			at.X = p.edge(pc, pc.end)
		}
	}
	return at
}

// Hit is the offset nearest to a point.
func (p *Prose) Hit(x, y float32) int {
	i := min(max(int(y/p.style.LineHeight()), 0), len(p.lines)-1)
	l := p.lines[i]
	if len(l.pieces) == 0 {
		return l.start
	}
	first, last := l.pieces[0], l.pieces[len(l.pieces)-1]
	switch {
	case x < first.x:
		return p.end(l, l.fromRight)
	case x >= last.x+last.w:
		return p.end(l, !l.fromRight)
	}
	at := sort.Search(len(l.pieces), func(k int) bool { return l.pieces[k].x > x }) - 1
	return p.hitPiece(l.pieces[at], x)
}

// end is one of the ends of a line.
func (p *Prose) end(l proseLine, last bool) int {
	switch {
	case !last:
		return l.start
	case l.trim == l.end && l.end < len(p.text):
		return p.Previous(l.end) // broken within a word: the next line begins there
	}
	return l.trim
}

func (p *Prose) hitPiece(pc prosePiece, x float32) int {
	from := sort.SearchInts(p.edges, pc.start)
	n := sort.SearchInts(p.edges, pc.end) - from
	past := func(k int) bool { // the middle of cluster k lies past x
		a, b := p.edge(pc, p.edges[from+k]), p.edge(pc, p.edges[from+k+1])
		if pc.level%2 == 1 {
			return (a+b)/2 <= x
		}
		return (a+b)/2 >= x
	}
	return p.edges[from+sort.Search(n, past)]
}

// Next is the edge of a character after o, and Previous the one before it.
func (p *Prose) Next(o int) int {
	return p.edges[min(sort.SearchInts(p.edges, o+1), len(p.edges)-1)]
}

// Previous is the edge of a character before o.
func (p *Prose) Previous(o int) int {
	return p.edges[max(sort.SearchInts(p.edges, o)-1, 0)]
}

// NextWord is where the word after o ends.
func (p *Prose) NextWord(o int) int {
	for o < len(p.text) && !p.inWord(o) {
		o++
	}
	for o < len(p.text) && p.inWord(o) {
		o++
	}
	return o
}

// PreviousWord is where the word before o begins.
func (p *Prose) PreviousWord(o int) int {
	for o > 0 && !p.inWord(o-1) {
		o--
	}
	for o > 0 && p.inWord(o-1) {
		o--
	}
	return o
}

// WordAt is the word at o, or the one character there.
func (p *Prose) WordAt(o int) (start, end int) {
	if o >= len(p.text) {
		o = p.Previous(o)
	}
	if o < len(p.text) && !p.inWord(o) {
		return o, p.Next(o)
	}
	start, end = o, o
	for start > 0 && p.inWord(start-1) {
		start--
	}
	for end < len(p.text) && p.inWord(end) {
		end++
	}
	return start, end
}

// inWord reports whether a word goes on at o: a letter, a mark, or an apostrophe
// or hyphen between letters.
func (p *Prose) inWord(o int) bool {
	r := p.text[o]
	if isWordPart(r) || r == 0x200c || r == 0x200d {
		return true
	}
	joins := r == '\'' || r == '’' || r == '-' || r == '\u2011'
	return joins && o > 0 && o+1 < len(p.text) && isWordPart(p.text[o-1]) && isWordPart(p.text[o+1])
}

// LineEnd is the end of the line of o, or its beginning.
func (p *Prose) LineEnd(o int, last bool) int { return p.end(p.lines[p.lineOf(o)], last) }

// Line is the offset in the line by lines below o that is nearest to x; past the
// first and the last line it is an end of the text.
func (p *Prose) Line(o, by int, x float32) int {
	i := p.lineOf(o) + by
	switch {
	case i < 0:
		return 0
	case i >= len(p.lines):
		return len(p.text)
	}
	return p.Hit(x, (float32(i)+0.5)*p.style.LineHeight())
}

// Forward reports whether going to the right at o is going on in the text.
func (p *Prose) Forward(o int, right bool) bool { return right != p.lines[p.lineOf(o)].fromRight }
