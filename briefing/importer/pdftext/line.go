package pdftext

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"briefdesk/briefing"
)

// word is a run of glyphs on one baseline without a space between them.
type word struct {
	glyphs []glyph
	x0, x1 float64
	y      float64
	size   float64
	style  int
	spaced bool // a space of the file stands before it
	raised bool // it is a superscript
}

// words cuts the glyphs of a page, in the order in which the file draws them.
func (p *page) words(styles []style) []word {
	var ws []word
	for i, g := range p.glyphs {
		if i > 0 && !g.spaced && continues(p.glyphs[i-1], g, styles) {
			w := &ws[len(ws)-1]
			w.glyphs = append(w.glyphs, g)
			w.x0, w.x1 = min(w.x0, g.x0), max(w.x1, g.x1)
			continue
		}
		ws = append(ws, word{
			glyphs: []glyph{g}, x0: g.x0, x1: g.x1, y: g.y,
			size: styles[g.style].size, style: g.style, spaced: g.spaced,
		})
	}
	return ws
}

// Gaps between letters in parts of the size of the type. TeX sets words no
// closer than 0.22, and no kerning parts letters by more than 0.12.
const (
	wordGap  = 0.15
	glyphGap = 0.12
)

// continues reports whether b goes on in the word that a belongs to.
func continues(a, b glyph, styles []style) bool {
	sa, sb := styles[a.style], styles[b.style]
	size := max(sa.size, 1)
	gap := (b.x0 - a.x1) / size
	if isRightToLeft(a.r) && isRightToLeft(b.r) {
		gap = (a.x0 - b.x1) / size
		if b.x0 >= a.x0 {
			gap = (b.x0 - a.x1) / size
		}
	}
	return math.Abs(a.y-b.y) < 0.05*size && math.Abs(sa.size-sb.size) < 0.05*size && -1 < gap && gap < glyphGap
}

// line is the words on one baseline of a column, from left to right.
type line struct {
	words  []word
	x0, x1 float64
	y      float64
	size   float64 // of most of its glyphs
	bold   bool    // all its letters are
	light  bool    // most of them are not
	italic bool
	mono   bool
	page   int
	side   bool // it is a heading in the margin, beside its text
}

// bottom and top are where the type of the line ends, about.
func (l *line) top() float64 { return l.y - 0.8*l.size }

// tall is how much larger an initial is, at least, than the text beside it.
const tall = 1.7

// lines puts words on their baselines, from the top.
func lines(ws []word, styles []style, page int) []line {
	sorted := slices.Clone(ws)
	slices.SortStableFunc(sorted, func(a, b word) int { return compare(a.y, b.y) })
	var ls []line
	for _, w := range sorted {
		n := len(ls)
		if n > 0 && math.Abs(ls[n-1].y-w.y) < 0.2*min(ls[n-1].size, w.size) && max(ls[n-1].size, w.size) < tall*min(ls[n-1].size, w.size) {
			ls[n-1].words = append(ls[n-1].words, w)
			ls[n-1].size = max(ls[n-1].size, w.size)
			continue
		}
		ls = append(ls, line{words: []word{w}, y: w.y, size: w.size, page: page})
	}
	ls = joinScripts(ls)
	for i := range ls {
		ls[i].measure(styles)
	}
	return dropCaps(ls)
}

func compare(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// joinScripts puts raised and lowered words into the line they belong to: small
// ones, and single letters such as those of TeX's own name.
func joinScripts(ls []line) []line {
	const small, reach, nudge = 0.85, 0.75, 0.4
	for i := range ls {
		for _, j := range []int{i + 1, i - 1} {
			if j < 0 || j >= len(ls) {
				continue
			}
			distance, isSmall := math.Abs(ls[i].y-ls[j].y)/max(ls[j].size, 1), ls[i].size <= small*ls[j].size
			if !(isSmall && distance <= reach && !ls[j].isInitial()) && !(ls[i].isLetters() && distance <= nudge && sameSize(&ls[i], &ls[j]) && !ls[j].isLetters()) {
				continue
			}
			var rest []word
			for _, w := range ls[i].words {
				if ls[j].touches(w) {
					w.raised = isSmall && w.y < ls[j].y-0.1*ls[j].size
					ls[j].words = append(ls[j].words, w)
				} else {
					rest = append(rest, w)
				}
			}
			ls[i].words = rest
		}
	}
	return slices.DeleteFunc(ls, func(l line) bool { return len(l.words) == 0 })
}

// isLetters reports whether l has nothing but single letters.
func (l *line) isLetters() bool {
	return !slices.ContainsFunc(l.words, func(w word) bool { return len(w.glyphs) > 1 })
}

// isInitial reports whether l is a letter by itself, perhaps with a quotation mark.
func (l *line) isInitial() bool {
	return len(l.words) == 1 && len(l.words[0].glyphs) <= 2 && slices.ContainsFunc(l.words[0].glyphs, func(g glyph) bool { return unicode.IsLetter(g.r) })
}

// touches reports whether w stands right beside a word of l.
func (l *line) touches(w word) bool {
	near := 0.35 * l.size
	return slices.ContainsFunc(l.words, func(o word) bool {
		return !o.raised && (math.Abs(w.x0-o.x1) < near || math.Abs(o.x0-w.x1) < near)
	})
}

// measure sorts the words of l and finds out what it is like.
func (l *line) measure(styles []style) {
	slices.SortStableFunc(l.words, func(a, b word) int { return compare(a.x0, b.x0) })
	l.x0, l.x1 = l.words[0].x0, l.words[0].x1
	sizes := map[float64]int{}
	letters, bold, italic, mono, all := 0, 0, 0, 0, 0
	for _, w := range l.words {
		l.x0, l.x1 = min(l.x0, w.x0), max(l.x1, w.x1)
		for _, g := range w.glyphs {
			st := styles[g.style]
			all++
			if st.mono {
				mono++
			}
			if !w.raised {
				sizes[round(st.size)]++
			}
			if unicode.IsLetter(g.r) {
				letters++
				if st.bold {
					bold++
				}
				if st.italic {
					italic++
				}
			}
		}
	}
	best := 0
	for size, n := range sizes {
		if n > best || n == best && size > l.size {
			l.size, best = size, n
		}
	}
	l.bold, l.light = bold > 0 && bold == letters, bold*2 < letters
	l.italic = italic > 0 && italic == letters
	l.mono = mono == all
}

// round brings sizes together that differ by the rounding of a program.
func round(size float64) float64 { return math.Round(size*10) / 10 }

// dropCaps puts an initial that is several lines high before the first of them.
func dropCaps(ls []line) []line {
	for i := 0; i < len(ls); i++ {
		cap := ls[i]
		if !cap.isInitial() {
			continue
		}
		top := cap.y - 0.85*cap.size
		var beside []int
		for j := range ls {
			l := &ls[j]
			if j != i && l.size*tall < cap.size && l.y > top && l.y <= cap.y+0.3*l.size && l.x0 >= cap.x1-0.2*l.size && l.x0 < cap.x1+1.5*l.size {
				beside = append(beside, j)
			}
		}
		if len(beside) == 0 {
			continue
		}
		first := &ls[beside[0]]
		initial := cap.words[0]
		first.words[0].spaced = false
		initial.x1 = first.words[0].x0 // nothing between it and the rest of its word
		first.words = append([]word{initial}, first.words...)
		for _, j := range beside {
			ls[j].x0 = cap.x0
		}
		ls = slices.Delete(ls, i, i+1)
		i--
	}
	return ls
}

// gap reports whether a space stands between words i−1 and i of l.
func (l *line) gap(i int, tracking float64) bool {
	a, b := l.words[i-1], l.words[i]
	gap := (b.x0 - a.x1) / max(min(a.size, b.size), 1)
	if b.raised && !a.raised {
		return gap > 2*wordGap
	}
	spaced := b.spaced
	if b.isRTL() {
		spaced = a.spaced
	}
	return gap > wordGap+tracking || spaced && gap > 0.01
}

// tracking is the space between the letters of a line that is set wide, in
// parts of the size; else it is 0.
func (l *line) tracking() float64 {
	const fewest, wide = 6, 0.12
	var gaps []float64
	for i := 1; i < len(l.words); i++ {
		if len(l.words[i].glyphs) == 1 && len(l.words[i-1].glyphs) == 1 && !l.words[i].spaced {
			gaps = append(gaps, (l.words[i].x0-l.words[i-1].x1)/max(l.size, 1))
		}
	}
	if len(gaps) < fewest || len(gaps)*2 < len(l.words) {
		return 0
	}
	slices.Sort(gaps)
	if middle := gaps[len(gaps)/2]; middle > wide {
		return middle * 1.2
	}
	return 0
}

// piece is a word of a line, in reading order and as it is written.
type piece struct {
	text   string
	spaced bool // a space stands before it
	soft   bool // it ends with a soft hyphen
	style  int
	place  rect
}

// pieces is the line in reading order.
func (l *line) pieces() []piece {
	tracking := l.tracking()
	ps := make([]piece, 0, len(l.words))
	for _, s := range l.order(tracking) {
		w := l.words[s.word]
		ps = append(ps, piece{
			text: w.written(), spaced: s.spaced, soft: w.glyphs[len(w.glyphs)-1].r == '\u00ad',
			style: w.style, place: rect{w.x0, w.y - w.size, w.x1, w.y},
		})
	}
	return ps
}

// written is the text of w as a snapshot has it. What is raised becomes
// superscript digits, so that it is told from the number or word before it.
func (w word) written() string {
	text := w.logical()
	if w.raised {
		text = superscripts.Replace(text)
	}
	return briefing.Normalize(strings.ReplaceAll(text, "\u0002", "-"))
}

var superscripts = strings.NewReplacer("0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴",
	"5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")

// text is the line with its words parted by spaces.
func (l *line) text() string {
	var b strings.Builder
	for i, p := range l.pieces() {
		if p.spaced && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.text)
	}
	return b.String()
}
