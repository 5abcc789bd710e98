package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/segmenter"
)

// typeface is how a run of text looks.
type typeface struct {
	family       family
	bold, italic bool
	size         Pt
	colour       Colour
	rise         Pt   // above the baseline
	track        Pt   // letterspacing, for capitals
	fixed        bool // its spaces do not stretch
}

// span is a stretch of text in one typeface, with what it belongs to.
type span struct {
	text string
	typeface
	link      string
	quotation int
	note      int // the note whose mark it is
	backTo    int // the note whose number it is
	block     int // where it is not that of its paragraph
	tag       int // likewise, or 0
}

// setting says how a paragraph is set.
type setting struct {
	width     Pt
	justified bool // and hyphenated
	language  string
	block     int
	tag       int
	goesOn    bool // its last line ends with a space, since its words continue
}

// line is a set line: items with X from the start of the line and Y from the
// baseline, and the notes that are marked in it.
type line struct {
	items  []Item
	notes  []int
	width  Pt
	hyphen bool // it ends within a word
}

// frag is a stretch of one word that is shaped as one: one span, one face, one
// direction.
type frag struct {
	span  int // index into the spans
	face  *Face
	text  string
	level bidi.Level
	glue  bool // a space between words
}

// word is what stands between two places where a line may break, without the
// spaces after it.
type word struct {
	span   int // in which it begins
	frags  []frag
	space  *frag // what separates it from the next word; nil if nothing does
	forced bool  // the line ends here
}

// typesetter sets paragraphs. It is for one goroutine at a time.
type typesetter struct {
	*shaper
	hyphens *hyphenator
	points  map[string][]int // where words may be hyphenated, by language and word
	missing map[rune]bool    // characters that no face has
	err     error            // the first file of fonts or patterns that cannot be read
}

// paragraph sets spans in lines.
func (t *typesetter) paragraph(spans []span, set setting) []line {
	p := paragraph{typesetter: t, spans: spans, setting: set}
	p.cutWords()
	if len(p.words) == 0 {
		return nil
	}
	p.cutPieces()
	var lasts []int
	if set.justified {
		lasts = breakLines(p.pieces, set.width)
	} else {
		lasts = fillLines(p.pieces, set.width)
	}
	lines := make([]line, len(lasts))
	from := 0
	for i, last := range lasts {
		lines[i] = p.line(p.cuts[from:last+1], i == len(lasts)-1)
		from = last + 1
	}
	return lines
}

// paragraph is one paragraph on its way from spans to lines.
type paragraph struct {
	*typesetter
	setting
	spans  []span
	words  []word
	pieces []piece
	cuts   []cut // what each piece is
}

// cut is a part of a word: its code points [from, to).
type cut struct {
	word, from, to int
	whole          bool // the word ends with it
	hyphen         bool // a line that ends with it needs a hyphen
}

// cutWords cuts the text where lines may break (UAX #14), and each word into
// fragments by span, direction (UAX #9) and face.
func (p *paragraph) cutWords() {
	var text []rune
	var owner []int // the span of each rune
	for i, sp := range p.spans {
		for _, r := range sp.text {
			text = append(text, r)
			owner = append(owner, i)
		}
	}
	levels := levels(text)
	var seg segmenter.Segmenter
	seg.Init(text)
	start := 0
	for iter := seg.LineIterator(); iter.Next(); {
		l := iter.Line()
		end := l.Offset + len(l.Text)
		if end < len(text) && !l.IsMandatoryBreak && (bound(text, start, end) || p.spans[owner[end]].note > 0) {
			continue
		}
		w := p.word(text[start:end], owner[start:end], levels[start:end])
		w.forced = l.IsMandatoryBreak && end < len(text)
		p.words = append(p.words, w)
		start = end
	}
}

// bound reports whether the word text[start:end] must not end a line although
// the standard lets it: a compound never breaks where fewer than three letters
// stand beside its hyphen (IS-K, G-7).
func bound(text []rune, start, end int) bool {
	if text[end-1] != '-' && text[end-1] != '‐' {
		return false
	}
	after := 0
	for _, r := range text[end:] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		after++
	}
	return after < 3 || end-start < 3
}

// levels are the embedding levels of text in a paragraph that runs left to
// right unless its first letter says otherwise.
func levels(text []rune) []bidi.Level {
	levels := make([]bidi.Level, len(text))
	if !slices.ContainsFunc(text, func(r rune) bool { return r >= 0x590 }) {
		return levels
	}
	var p bidi.Paragraph
	runs := p.Segment(text, bidi.LeftToRight)
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		for j := run.Start; j < run.End; j++ {
			levels[j] = run.Level
		}
	}
	return levels
}

// word makes a word of text, whose trailing spaces become its space.
func (p *paragraph) word(text []rune, owner []int, levels []bidi.Level) word {
	stop := len(text)
	for stop > 0 && (text[stop-1] == ' ' || text[stop-1] == '\n') {
		stop--
	}
	w := word{span: owner[0]}
	for i := 0; i < stop; {
		sp := p.spans[owner[i]]
		face := p.faceFor(sp, text[i])
		j := i + 1
		for j < stop && owner[j] == owner[i] && levels[j] == levels[i] && (invisible(text[j]) || p.faceFor(sp, text[j]) == face) {
			j++
		}
		w.frags = append(w.frags, frag{span: owner[i], face: face, text: string(text[i:j]), level: levels[i]})
		i = j
	}
	if stop < len(text) && text[stop] == ' ' {
		f := p.spaceAfter(owner[stop], levels[stop])
		w.space = &f
	}
	return w
}

func (p *paragraph) spaceAfter(span int, level bidi.Level) frag {
	return frag{span: span, face: p.faceFor(p.spans[span], ' '), text: " ", level: level, glue: true}
}

// faceFor is the face that shows r in a span: that of its family, else a face
// that has the character, else its own with the box for what is missing.
func (t *typesetter) faceFor(sp span, r rune) *Face {
	own := t.face(sp.family.face(sp.bold, sp.italic))
	if own == nil || own.has(r) {
		return own
	}
	for _, other := range []family{serif, naskh, sans, mono} {
		if f := t.face(other.face(sp.bold, sp.italic)); f != nil && f.has(r) {
			return f
		}
	}
	t.missing[r] = true
	return own
}

func (t *typesetter) face(name string) *Face {
	f, err := t.fonts.Face(name)
	if err != nil && t.err == nil {
		t.err = err
	}
	return f
}

func (p *paragraph) shapeOf(f frag) shape {
	sp := p.spans[f.span]
	return p.shape(shapeKey{
		face: f.face, text: f.text, language: p.language,
		rtl: f.level%2 == 1, plain: sp.track != 0 || sp.family == mono,
	})
}

func (p *paragraph) widthOf(f frag) Pt {
	sp := p.spans[f.span]
	return Pt(p.shapeOf(f).width)*sp.size/1000 + sp.track*Pt(utf8.RuneCountInString(f.text))
}

// cutPieces lays the words out for the line breaker.
func (p *paragraph) cutPieces() {
	pats := p.patternsFor()
	for i, w := range p.words {
		p.cutWord(i, w, pats)
		last := len(p.pieces) - 1
		p.cuts[last].whole = true
		p.pieces[last].end = breakFree
		if w.forced {
			p.pieces[last].end = breakForced
		}
		if w.space != nil {
			space := p.widthOf(*w.space)
			p.pieces[last].space = space
			if !p.spans[w.space.span].fixed {
				p.pieces[last].stretch, p.pieces[last].shrink = space/2, space/3
			}
		}
	}
}

func (p *paragraph) patternsFor() *patterns {
	if !p.justified {
		return nil
	}
	pats, err := p.hyphens.patterns(p.language)
	if err != nil && p.err == nil {
		p.err = err
	}
	return pats
}

// cutWord adds the pieces of a word: one, or several where it may be
// hyphenated, or one a cluster where it is wider than the column.
func (p *paragraph) cutWord(index int, w word, pats *patterns) {
	var widths []Pt
	total := Pt(0)
	for _, f := range w.frags {
		widths = p.clusterWidths(widths, f)
	}
	for _, width := range widths {
		total += max(width, 0)
	}
	add := func(from, to int, end breakKind) {
		width := Pt(0)
		for _, v := range widths[from:to] {
			width += max(v, 0)
		}
		pc := piece{width: width, end: end}
		if end == breakHyphen {
			pc.hyphen = p.widthOf(p.hyphenAfter(w, to))
		}
		p.pieces = append(p.pieces, pc)
		p.cuts = append(p.cuts, cut{word: index, from: from, to: to, hyphen: end == breakHyphen})
	}
	from := 0
	if total > p.width {
		for i := 1; i < len(widths); i++ {
			if widths[i] >= 0 {
				add(from, i, breakWorst)
				from = i
			}
		}
	} else if pats != nil && !p.spans[w.span].fixed {
		for _, i := range p.hyphenPoints(w, pats) {
			if widths[i] >= 0 {
				add(from, i, breakHyphen)
				from = i
			}
		}
	}
	add(from, len(widths), breakFree)
}

// clusterWidths appends the width of each code point of f; those inside a
// cluster, before which no line may break, have a width below 0.
func (p *paragraph) clusterWidths(widths []Pt, f frag) []Pt {
	sp := p.spans[f.span]
	base := len(widths)
	for range f.text {
		widths = append(widths, -1)
	}
	at := base
	for _, g := range p.shapeOf(f).glyphs {
		if g.Runes > 0 {
			at = base + int(g.Rune)
			widths[at] = sp.track * Pt(g.Runes)
		}
		widths[at] += Pt(g.Advance) * sp.size / 1000
	}
	return widths
}

// hyphenPoints are where w may be hyphenated. Right-to-left words never are,
// nor what is set in fixed width.
func (p *paragraph) hyphenPoints(w word, pats *patterns) []int {
	var text strings.Builder
	for _, f := range w.frags {
		if f.level%2 == 1 || p.spans[f.span].family == mono {
			return nil
		}
		text.WriteString(f.text)
	}
	key := p.language + " " + text.String()
	points, known := p.points[key]
	if !known {
		if len(p.points) >= maxShaped {
			clear(p.points)
		}
		points = pats.points([]rune(text.String()))
		p.points[key] = points
	}
	return points
}

// hyphenAfter is the hyphen that ends a line after code point at of w.
func (p *paragraph) hyphenAfter(w word, at int) frag {
	for _, f := range w.frags {
		n := utf8.RuneCountInString(f.text)
		if at <= n {
			return frag{span: f.span, face: f.face, text: "\u00ad", level: f.level}
		}
		at -= n
	}
	panic("layout: a hyphen after the end of its word")
}

// line composes the words of cuts. The last line of a paragraph, and one that
// the text itself ends, keep their natural spaces unless they are too long.
func (p *paragraph) line(cuts []cut, ends bool) line {
	frags, trailing := p.fragments(cuts, ends)
	natural, gaps := Pt(0), Pt(0)
	for _, f := range frags {
		w := p.widthOf(f)
		natural += w
		if f.glue && !p.spans[f.span].fixed {
			gaps += w
		}
	}
	last := cuts[len(cuts)-1]
	stretch := Pt(0)
	if short := p.width - natural; p.justified && gaps > 0 && (short < 0 || !ends && !p.words[last.word].forced) {
		stretch = max(short/gaps, -0.5)
	}
	c := composer{paragraph: p, stretch: stretch}
	c.place(frags)
	c.trail(trailing)
	l := line{items: c.items, width: c.x, hyphen: cuts[len(cuts)-1].hyphen}
	for _, f := range frags {
		if n := p.spans[f.span].note; n > 0 && !slices.Contains(l.notes, n) {
			l.notes = append(l.notes, n)
		}
	}
	return l
}

// fragments are the words of a line in logical order, spaces between them, and
// the space that ends it, if any.
func (p *paragraph) fragments(cuts []cut, ends bool) (frags []frag, trailing *frag) {
	for i := 0; i < len(cuts); {
		j := i
		for j+1 < len(cuts) && cuts[j+1].word == cuts[i].word {
			j++
		}
		w, last := p.words[cuts[i].word], cuts[j]
		frags = append(frags, part(w.frags, cuts[i].from, last.to)...)
		atEnd := j == len(cuts)-1
		switch {
		case !last.whole && last.hyphen:
			frags = append(frags, p.hyphenAfter(w, last.to))
		case !last.whole:
		case w.space != nil && !atEnd:
			frags = append(frags, *w.space)
		case w.space != nil && !ends:
			trailing = w.space
		case w.forced, ends && p.goesOn:
			span := w.span
			if n := len(w.frags); n > 0 {
				span = w.frags[n-1].span
			}
			f := p.spaceAfter(span, 0)
			trailing = &f
		}
		i = j + 1
	}
	return frags, trailing
}

// part is what of frags lies in the code points [from, to).
func part(frags []frag, from, to int) []frag {
	var parts []frag
	at := 0
	for _, f := range frags {
		n := utf8.RuneCountInString(f.text)
		a, b := max(from-at, 0), min(to-at, n)
		if a < b {
			if a > 0 || b < n {
				f.text = string([]rune(f.text)[a:b])
			}
			parts = append(parts, f)
		}
		at += n
	}
	return parts
}

// natural is the width of spans on one line.
func (t *typesetter) natural(spans []span) Pt {
	_, natural := t.widths(spans)
	return natural
}

// widths are those of the longest word and of all on one line.
func (t *typesetter) widths(spans []span) (longest, natural Pt) {
	p := paragraph{typesetter: t, spans: spans}
	p.cutWords()
	line := Pt(0)
	for i, w := range p.words {
		width := Pt(0)
		for _, f := range w.frags {
			width += p.widthOf(f)
		}
		longest = max(longest, width)
		line += width
		natural = max(natural, line)
		switch {
		case w.forced:
			line = 0
		case w.space != nil && i < len(p.words)-1:
			line += p.widthOf(*w.space)
		}
	}
	return longest, natural
}
