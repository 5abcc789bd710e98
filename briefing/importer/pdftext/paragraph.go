package pdftext

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// The lines of a column become paragraphs by what a typesetter does to part
// them: space, an indent, another size or weight, a line that ends before the
// edge although the next word had fitted, a bullet or number.

// paragraph is lines that belong together.
type paragraph struct {
	kind  briefing.TextKind
	level int
	lines []line
	// marker is what the item of a list begins with; its text starts at hang.
	marker string
	hang   float64
	// x0 and x1 are the edges of the column.
	x0, x1 float64
	// indented is true if the first line stands further in than the others do.
	indented bool
	// full is true if the last line leaves no room for another word.
	full bool
	// rows are the cells of a table.
	rows [][]cell
}

func (p *paragraph) first() *line { return &p.lines[0] }
func (p *paragraph) last() *line  { return &p.lines[len(p.lines)-1] }

// text is the words of p with a space between its lines.
func (p *paragraph) text() string {
	parts := make([]string, len(p.lines))
	for i := range p.lines {
		parts[i] = p.lines[i].text()
	}
	return strings.Join(parts, " ")
}

// body is what the running text of a document is like.
type body struct {
	size    float64
	leading float64 // the distance of baselines in parts of the size
	mono    bool    // it is set like a typescript
}

// bodyOf measures the lines of all pages.
func bodyOf(columns [][]line, size float64) body {
	b := body{size: size, leading: 1.2}
	var leading []float64
	for _, ls := range columns {
		for i := 1; i < len(ls); i++ {
			d := (ls[i].y - ls[i-1].y) / max(b.size, 1)
			if ls[i].size == b.size && ls[i-1].size == b.size && 0.8 < d && d < 2.5 {
				leading = append(leading, d)
			}
		}
	}
	if len(leading) > 0 {
		slices.Sort(leading)
		b.leading = leading[len(leading)*2/5] // more lines go on than begin paragraphs
	}
	return b
}

// composer puts the lines of one column together.
type composer struct {
	body  body
	lines []line
	right []float64 // for each line the edge that its neighbours reach
	x0    float64   // the edge at which most lines begin
	x1    float64
	done  []paragraph
}

// paragraphs parts the lines of a column.
func paragraphs(ls []line, b body) []paragraph {
	if len(ls) == 0 {
		return nil
	}
	c := composer{body: b, lines: ls}
	c.findEdges()
	for i := range ls {
		if len(c.done) == 0 || c.begins(i) {
			c.start(i)
			continue
		}
		p := &c.done[len(c.done)-1]
		p.lines = append(p.lines, ls[i])
	}
	at := 0
	for i := range c.done {
		p := &c.done[i]
		at += len(p.lines)
		p.indented = len(p.lines) > 1 && p.first().x0 > p.lines[1].x0+c.tolerance() || len(p.lines) == 1 && p.first().x0 > c.x0+c.tolerance()
		p.full = c.right[at-1]-p.last().x1 < 1.5*p.last().size
	}
	return c.done
}

func (c *composer) tolerance() float64 { return 0.4 * c.body.size }

func (c *composer) findEdges() {
	starts := map[int]int{}
	c.x1 = math.Inf(-1)
	for _, l := range c.lines {
		starts[int(math.Round(l.x0/2))] += len(l.words)
		c.x1 = max(c.x1, l.x1)
	}
	best, most := 0, -1
	for x, n := range starts {
		if n > most || n == most && x < best {
			best, most = x, n
		}
	}
	c.x0 = float64(best) * 2
	for _, l := range c.lines {
		if math.Abs(l.x0-c.x0) < 2 {
			c.x0 = l.x0
			break
		}
	}
	const far = 60 // lines
	c.right = make([]float64, len(c.lines))
	for i := range c.lines {
		c.right[i] = c.lines[i].x1
		for _, step := range []int{-1, 1} {
			for j := i + step; j >= max(0, i-far) && j < min(len(c.lines), i+far) && c.areAlike(i, j); j += step {
				c.right[i] = max(c.right[i], c.lines[j].x1)
			}
		}
	}
}

// areAlike reports whether lines i and j may be set to the same edges.
func (c *composer) areAlike(i, j int) bool {
	a, b := &c.lines[i], &c.lines[j]
	return math.Abs(a.x0-b.x0) < 3*c.body.size && sameSize(a, b)
}

func sameSize(a, b *line) bool { return math.Abs(a.size-b.size) <= 0.06*max(a.size, b.size) }

func (c *composer) start(i int) {
	p := paragraph{kind: briefing.TextParagraph, lines: []line{c.lines[i]}, x0: c.x0, x1: c.x1}
	p.marker, p.hang = c.markerOf(i)
	c.done = append(c.done, p)
}

// begins reports whether line i begins a paragraph.
func (c *composer) begins(i int) bool {
	p := &c.done[len(c.done)-1]
	a, b := p.last(), &c.lines[i]
	base := c.body.leading * max(a.size, b.size)
	distance := b.y - a.y
	switch {
	case a.side || b.side || !sameSize(a, b), distance > 1.35*base, distance < -0.5*base:
		return true
	case a.bold && b.light && allBold(p.lines), b.bold && a.light && endsSentence(a.text()):
		return true
	case a.mono != b.mono && !c.body.mono:
		return true
	case a.mono && b.mono && !c.body.mono:
		return false // a listing
	}
	if marker, _ := c.markerOf(i); marker != "" || isEntry(a.text()) || isEntry(b.text()) {
		return true
	}
	if c.areCentred(a, b) {
		return false
	}
	if distance > base+0.15*b.size && (endsSentence(a.text()) || c.endsShort(i-1, i)) {
		return true
	}
	return c.isStepped(p, i) || c.endsShort(i-1, i)
}

var leader = pattern.New(`(\.{4,}|(\. ){3,}|…{2,})\s*([0-9]+|[ivxlc]+)$`)

// isEntry reports whether s is a line of a table of contents.
func isEntry(s string) bool { return leader.MatchString(s) }

func allBold(ls []line) bool {
	return !slices.ContainsFunc(ls, func(l line) bool { return !l.bold })
}

// areCentred reports whether two lines stand in the middle of the column.
func (c *composer) areCentred(a, b *line) bool {
	middle := (c.x0 + c.x1) / 2
	is := func(l *line) bool {
		return math.Abs((l.x0+l.x1)/2-middle) < 0.5*l.size && l.x0 > c.x0+0.8*l.size && l.x1 < c.x1-0.8*l.size
	}
	return is(a) && is(b)
}

// isStepped reports whether line i stands at another edge than p does.
func (c *composer) isStepped(p *paragraph, i int) bool {
	b, slack := &c.lines[i], c.tolerance()
	if len(p.lines) > 1 {
		return math.Abs(b.x0-p.last().x0) > slack && !(p.marker != "" && math.Abs(b.x0-p.hang) < 2*slack)
	}
	a := p.first()
	step := b.x0 - a.x0
	switch {
	case step < -slack:
		return endsSentence(a.text()) && c.endsShort(i-1, i)
	case step <= slack:
		return false
	case p.marker != "":
		return b.x0 > p.hang+c.body.size
	case endsSentence(a.text()):
		return !c.hangs(i)
	}
	return c.right[i-1]-a.x1 > 0.35*(c.x1-c.x0)
}

// hangs reports whether the paragraphs about line i are drawn in but for their
// first lines, as in a list of references: what follows the end of a sentence
// on a short line stands at the edge, and the line after it further in.
func (c *composer) hangs(i int) bool {
	const far = 15 // lines
	hanging, indented := 0, 0
	in := c.lines[i].x0
	for j := max(1, i-far); j < min(len(c.lines)-1, i+far); j++ {
		before, l, after := &c.lines[j-1], &c.lines[j], &c.lines[j+1]
		if c.right[j-1]-before.x1 < 3*before.size || !endsSentence(before.text()) {
			continue
		}
		switch {
		case math.Abs(l.x0-in) < c.tolerance() && after.x0 < in-c.tolerance():
			indented++
		case l.x0 < in-c.tolerance() && math.Abs(after.x0-in) < c.tolerance():
			hanging++
		}
	}
	return hanging > indented
}

// endsShort reports whether line i ends before the edge although the first
// word of line j had fitted behind it.
func (c *composer) endsShort(i, j int) bool {
	const certainly = 0.3 // of the width of the column
	a, b := &c.lines[i], &c.lines[j]
	room := max(c.right[i], c.right[j]) - a.x1
	if room < b.firstWord()+0.9*a.size {
		return false
	}
	text := a.text()
	return endsSentence(text) || room > certainly*(c.x1-c.x0) && startsFresh(b.text()) && !endsOpen(text)
}

// firstWord is the width of the first word of l.
func (l *line) firstWord() float64 {
	tracking := l.tracking()
	if l.isRTL() {
		return l.words[len(l.words)-1].x1 - l.words[len(l.words)-1].x0
	}
	for i := 1; i < len(l.words); i++ {
		if l.gap(i, tracking) {
			return l.words[i-1].x1 - l.x0
		}
	}
	return l.x1 - l.x0
}

const closers = "\"'”’»)]¹²³⁴⁵⁶⁷⁸⁹⁰*†‡"

// endsSentence reports whether s may be the end of a sentence.
func endsSentence(s string) bool {
	s = strings.TrimRight(s, closers)
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(".!?:…۔؟。।", r)
}

// endsOpen reports whether s cannot be the end of anything.
func endsOpen(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune(",;(-–—\u2010", r)
}

// startsFresh reports whether s may begin something.
func startsFresh(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(s, "\"'“‘«([¿¡"))
	return unicode.IsUpper(r) || unicode.IsDigit(r) || unicode.Is(unicode.Lo, r)
}

var (
	bullets   = "•‣▪▫■□◦●○◆◇►▶➢➤✓✔·∙\uf0b7\uf0a7\uf0d8\uf0fc\uf02d"
	numbering = pattern.New(`^(\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\[\d{1,3}\])$`)
)

// markerOf is the bullet or number that line i begins with, and where the text
// behind it starts. A number counts where a list of such may stand: at the edge
// of its paragraph, followed by more than a space, or in sequence.
func (c *composer) markerOf(i int) (marker string, hang float64) {
	l := &c.lines[i]
	if len(l.words) < 2 {
		return "", 0
	}
	head, body := l.words[0].written(), l.words[1].x0
	if r, n := utf8.DecodeRuneInString(head); n == len(head) && n > 0 {
		if strings.ContainsRune(bullets, r) {
			return head, body
		}
		if strings.ContainsRune("-–—*", r) && body-l.words[0].x1 > 0.15*l.size && c.hasLike(i, head) {
			return head, body
		}
	}
	if numbering.MatchString(head) && (body-l.words[0].x1 > 0.45*l.size && isFirst(head) || c.hasLike(i, head)) {
		return head, body
	}
	return "", 0
}

// hasLike reports whether another line of the column begins, at about the same
// edge, with the same sign or with the number before or after that of head.
func (c *composer) hasLike(i int, head string) bool {
	const far = 40 // lines
	for j := max(0, i-far); j < min(len(c.lines), i+far); j++ {
		o := &c.lines[j]
		if j == i || len(o.words) < 2 || math.Abs(o.x0-c.lines[i].x0) > 2*c.tolerance() {
			continue
		}
		other := o.words[0].written()
		if !numbering.MatchString(head) {
			if other == head {
				return true
			}
			continue
		}
		a, b := ordinalOf(head), ordinalOf(other)
		if numbering.MatchString(other) && (a == b+1 || b == a+1) {
			return true
		}
	}
	return false
}

// isFirst reports whether marker begins a list.
func isFirst(marker string) bool { return ordinalOf(marker) == 1 }

var romans = map[string]int{"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}

// ordinalOf is the place in its list that marker names: b) is the second.
func ordinalOf(marker string) int {
	s := strings.ToLower(strings.Trim(marker, "()[]."))
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	if n, ok := romans[s]; ok {
		return n
	}
	if len(s) == 1 {
		return int(s[0]-'a') + 1
	}
	return 0
}
