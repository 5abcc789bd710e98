package pdftext

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// page is a sheet as its reader sees it: upright, measured in points from its
// top left corner with y growing downwards, without what cannot be seen.
type page struct {
	label         string
	width, height float64
	glyphs        []glyph
	rules         []rect // thin horizontal strokes
	links         []link
	// hidden is how many characters were left out because nobody can see them.
	hidden int
	// askew is how many were left out because they do not stand upright.
	askew int
	// isScan is true where a picture covers the page; its text, if there is any,
	// is what a program recognised in it.
	isScan bool
}

// glyph is a visible character. It spans from its origin to its advance, so
// that letters of a word meet whatever their shapes are.
type glyph struct {
	r         rune
	x0, x1, y float64 // y is the baseline
	style     int
	// spaced is true where the file has a space before it.
	spaced bool
}

// tiny is the size, in points, below which nobody reads a text.
const tiny = 2.5

// scanned is how much of a page pictures cover if it is a scan.
const scanned = 0.7

// view turns a sheet into a page.
func (s *sheet) view(styles []style) page {
	turn := s.uprightTurn(styles)
	p := page{isScan: s.images > scanned}
	p.width, p.height = s.box.width(), s.box.height()
	if turn%2 == 1 {
		p.width, p.height = p.height, p.width
	}
	p.addShapes(s, turn)
	readable := p.isScan && s.onlyInvisible(styles)
	spaced := false
	for _, c := range s.chars {
		if c.style < 0 {
			spaced = spaced || c.r == '\n' || c.r == '\r'
			continue
		}
		if unicode.IsSpace(c.r) || c.r == 0 {
			spaced = true
			continue
		}
		st := styles[c.style]
		if st.quarter(turn) != 0 {
			p.askew++
			spaced = true
			continue
		}
		if st.size < tiny && c.box.height() < tiny || !s.box.holds(c.x, c.y) ||
			!readable && (st.invisible || st.white && !s.isBacked(c)) {
			p.hidden++
			spaced = true
			continue
		}
		p.add(s, turn, c, spaced)
		spaced = false
	}
	for _, l := range s.links {
		p.links = append(p.links, link{s.turned(l.rect, turn), l.url})
	}
	return p
}

// add appends the glyphs of a character: several for a ligature.
func (p *page) add(s *sheet, turn int, c char, spaced bool) {
	box := s.turned(c.box, turn)
	origin := s.turned(rect{c.x, c.y, c.x, c.y}, turn)
	text := []rune{c.r}
	if parts := ligatures[c.r]; parts != "" {
		text = []rune(parts)
	}
	step := box.width() / float64(len(text))
	for i, r := range text {
		x := box.x0 + float64(i)*step
		g := glyph{r, x, x + step, origin.y0, c.style, spaced && i == 0}
		if !p.repeats(g) && !p.accents(g) {
			p.glyphs = append(p.glyphs, g)
		}
	}
}

// repeats reports whether g was drawn already, a hair's breadth away: that is
// how some programs print bold.
func (p *page) repeats(g glyph) bool {
	const back, near = 3, 0.8
	for _, o := range p.glyphs[max(0, len(p.glyphs)-back):] {
		apart := max(math.Abs(o.x0-g.x0), math.Abs(o.y-g.y)) // 0 within a ligature
		if o.r == g.r && 0 < apart && apart < near && g.x1-g.x0 > near {
			return true
		}
	}
	return false
}

// accents puts a letter under the accent that was drawn before it, as TeX does,
// and reports whether it did.
func (p *page) accents(g glyph) bool {
	if len(p.glyphs) == 0 || !unicode.IsLetter(g.r) {
		return false
	}
	last := &p.glyphs[len(p.glyphs)-1]
	mark, ok := accents[last.r]
	middle := (last.x0 + last.x1) / 2
	if !ok || middle < g.x0 || middle > g.x1 {
		return false
	}
	if g.r == 'ı' {
		g.r = 'i'
	}
	composed := []rune(norm.NFC.String(string([]rune{g.r, mark})))
	if len(composed) != 1 {
		return false
	}
	g.r, g.spaced = composed[0], last.spaced
	*last = g
	return true
}

// accents are the marks that combine with a letter, by those that stand alone.
var accents = map[rune]rune{
	'`': '\u0300', '´': '\u0301', 'ˆ': '\u0302', '^': '\u0302', '˜': '\u0303', '~': '\u0303', '¯': '\u0304', '˘': '\u0306',
	'˙': '\u0307', '¨': '\u0308', '˚': '\u030a', '˝': '\u030b', 'ˇ': '\u030c', '¸': '\u0327', '˛': '\u0328',
}

var ligatures = map[rune]string{
	'ﬀ': "ff", 'ﬁ': "fi", 'ﬂ': "fl", 'ﬃ': "ffi", 'ﬄ': "ffl", 'ﬅ': "st", 'ﬆ': "st",
}

// uprightTurn is the number of clockwise quarter turns after which most of the
// text stands upright: those of the page, unless its text is set sideways.
func (s *sheet) uprightTurn(styles []style) int {
	var counts [4]int
	for _, c := range s.chars {
		if c.style < 0 {
			continue
		}
		if q := styles[c.style].quarter(s.turn); q >= 0 {
			counts[q]++
		}
	}
	best := 0
	for q, n := range counts {
		if n > counts[best] {
			best = q
		}
	}
	return (s.turn + best) % 4
}

// quarter is how many clockwise quarter turns are missing until text of this
// style stands upright on a page turned by turn, or −1 if it stands askew.
func (st style) quarter(turn int) int {
	const straight = 0.995
	dx, dy := st.right, -st.up // downwards, as on a page
	for range turn {
		dx, dy = -dy, dx
	}
	switch {
	case dx > straight:
		return 0
	case dy < -straight:
		return 1
	case dx < -straight:
		return 2
	case dy > straight:
		return 3
	}
	return -1
}

// turned brings r from the file's coordinates to those of the page.
func (s *sheet) turned(r rect, turn int) rect {
	b := s.box
	switch turn {
	case 1:
		return rect{r.y0 - b.y0, r.x0 - b.x0, r.y1 - b.y0, r.x1 - b.x0}
	case 2:
		return rect{b.x1 - r.x1, r.y0 - b.y0, b.x1 - r.x0, r.y1 - b.y0}
	case 3:
		return rect{b.y1 - r.y1, b.x1 - r.x1, b.y1 - r.y0, b.x1 - r.x0}
	}
	return rect{r.x0 - b.x0, b.y1 - r.y1, r.x1 - b.x0, b.y1 - r.y0}
}

// onlyInvisible reports whether no text of the sheet is meant to be seen, as in
// a scan whose text was recognised.
func (s *sheet) onlyInvisible(styles []style) bool {
	return !slices.ContainsFunc(s.chars, func(c char) bool { return c.style >= 0 && !styles[c.style].invisible })
}

// isBacked reports whether something other than white paper lies behind c, so
// that white letters are seen.
func (s *sheet) isBacked(c char) bool {
	x, y := (c.box.x0+c.box.x1)/2, (c.box.y0+c.box.y1)/2
	return slices.ContainsFunc(s.shapes, func(sh shape) bool { return (sh.picture || !sh.white) && sh.holds(x, y) })
}

// addShapes keeps the strokes that set off footnotes.
func (p *page) addShapes(s *sheet, turn int) {
	const thin, long = 2.5, 15
	for _, sh := range s.shapes {
		r := s.turned(sh.rect, turn)
		if !sh.picture && r.height() <= thin && r.width() >= long {
			p.rules = append(p.rules, r)
		}
	}
}

// isHyphen reports whether r may divide a word at the end of a line. PDFium
// marks some hyphens there with U+0002.
func isHyphen(r rune) bool { return strings.ContainsRune("-\u00ad\u2010\u2011\u0002", r) }
