package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/segmenter"

	"briefdesk/briefing/manuscript"
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
	anchor    string // of the block that it leads to
	quotation int
	note      int    // the note whose mark it is
	backTo    int    // the note whose number it is
	block     int    // where it is not that of its paragraph
	tag       int    // likewise, or 0
	language  string // likewise
}

// setting says how a paragraph is set.
type setting struct {
	width     Pt
	justified bool // and hyphenated
	language  string
	block     int
	tag       int
	goesOn    bool // its last line ends with a space, since its words continue
	align     manuscript.Align
	mirrored  bool // the page will be turned from left to right, its lines will not
}

// line is a set line: items with X from the start of the line and Y from the
// baseline, and the notes that are marked in it.
type line struct {
	items  []Item
	notes  []int
	width  Pt
	hyphen bool // it ends within a word
	tall   bool // it is of letters that need more room than Latin ones
}

// frag is a stretch of one word that is shaped as one: one span, one face, one
// direction.
type frag struct {
	*stretch
	span  int // index into the spans
	level bidi.Level
}

// word is what stands between two places where a line may break, without the
// spaces after it.
type word struct {
	span   int // in which it begins
	frags  []frag
	known  *entry // of the vocabulary, if it is a word of one span that runs from left to right
	space  frag   // what separates it from the next word
	spaced bool   // whether there is such a space
	tied   bool   // no line ends after it, though its space stretches
	forced bool   // the line ends here
}

// isBonded reports whether w and the next word stand in one line although the space
// between them is plain, such as a day and its month. No hyphen parts these either.
func (w *word) isBonded() bool { return w.tied && w.space.text == " " }

// typesetter sets paragraphs. It is for one goroutine at a time.
type typesetter struct {
	*shaper
	hyphens *hyphenator
	lexicon *lexicon // shared with the typesetters beside it
	books   map[bookKey]*vocabulary
	entries int // of all vocabularies
	memo    memo
	ahead   *ahead        // what others set, or nil
	missing map[rune]bool // characters that no face has
	err     error         // the first file of fonts or patterns that cannot be read
	hand    paragraph     // the one being set, whose memory the next one has
}

// scratch is memory that one paragraph leaves to the next.
type scratch struct {
	runes    []rune
	at       []int
	owner    []int
	levels   []bidi.Level
	words    []word
	frags    []frag
	line     []frag
	pieces   []piece
	cuts     []cut
	looks    []*vocabulary // of each span
	clusters []Pt          // the widths of the code points of a word
	breaks   breaker

	segmenter segmenter.Segmenter
}

// paragraph sets spans in lines, which must not be changed.
func (t *typesetter) paragraph(spans []span, set setting) []line {
	key := t.memo.key(spans, set)
	r, ok := t.memo.get(key, spans, set)
	if !ok {
		r, ok = t.ahead.take(t, key, spans, set)
	}
	if !ok {
		r = t.set(slices.Clone(spans), set)
	}
	t.memo.keep(key, r)
	for _, m := range r.missing {
		t.missing[m] = true
	}
	return r.lines
}

// set sets spans, which it keeps, in lines. They are the same whenever it is called.
func (t *typesetter) set(spans []span, set setting) remembered {
	p := t.open(spans, set)
	p.cutWords()
	r := remembered{spans: spans, set: set, missing: p.lost}
	if len(p.words) > 0 {
		p.cutPieces()
		r.lines = p.compose()
	}
	return r
}

// compose makes lines of the pieces.
func (p *paragraph) compose() []line {
	var lasts []int
	if p.justified {
		lasts = p.breaks.lines(p.pieces, p.width)
	} else {
		lasts = fillLines(p.pieces, p.width)
	}
	c := composer{paragraph: p, runs: make([]Run, 0, p.runs(lasts))}
	lines := make([]line, len(lasts))
	from := 0
	for i, last := range lasts {
		lines[i] = c.line(p.cuts[from:last+1], i == len(lasts)-1)
		from = last + 1
	}
	return lines
}

// paragraph is one paragraph on its way from spans to lines.
type paragraph struct {
	*typesetter
	setting
	scratch
	spans []span
	lost  []rune // characters that no face has
	rtl   bool   // it runs from right to left
}

// open begins a paragraph in the memory that the one before has left.
func (t *typesetter) open(spans []span, set setting) *paragraph {
	p := &t.hand
	*p = paragraph{typesetter: t, setting: set, scratch: p.scratch, spans: spans}
	p.words, p.frags, p.pieces, p.cuts, p.looks = p.words[:0], p.frags[:0], p.pieces[:0], p.cuts[:0], p.looks[:0]
	for _, sp := range spans {
		language := cmp.Or(sp.language, set.language)
		p.looks = append(p.looks, t.vocabulary(bookKey{sp.family, sp.bold, sp.italic, sp.track != 0 || sp.family == mono, language}))
	}
	return p
}

// runs is how many there are in the paragraph whose lines end with the pieces lasts.
func (p *paragraph) runs(lasts []int) int {
	n := 0
	for i := range p.words {
		w := &p.words[i]
		n += len(w.frags)
		if w.spaced && joined(w.frags, w.space) == nil {
			n++
		}
	}
	for _, last := range lasts {
		if n++; p.cuts[last].hyphen { // else for the space at the end
			n += 2 // the hyphen, the rest of the word, and its space apart
		}
	}
	return n
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
	text := p.gather()
	if len(p.runes) == 0 {
		return
	}
	p.levels, p.rtl = levels(p.levels[:0], p.runes, usual(p.language))
	if p.rtl {
		p.justified = false
	}
	start, from := 0, 0 // of what no line parts, and of its last word
	opportunities(&p.segmenter, p.runes, func(end int, mandatory bool) {
		held := end < len(p.runes) && !mandatory && p.holds(start, end)
		if p.justified {
			from = p.cutTied(text, from, end, held)
		}
		if held {
			return
		}
		w := p.word(text, from, end)
		w.forced = mandatory && end < len(p.runes)
		p.words = append(p.words, w)
		start, from = end, end
	})
}

// cutTied cuts the code points [start, end) into words at spaces that no line may
// end after, so that these stretch like others: no-break spaces, and the one at the
// end if held. It returns where the rest begins.
func (p *paragraph) cutTied(text string, start, end int, held bool) (rest int) {
	ties := func(i int) bool {
		if i == end-1 {
			return held && p.runes[i] == ' '
		}
		return p.runes[i] == '\u00a0'
	}
	for i := start + 1; i < end; i++ {
		if !ties(i) {
			continue
		}
		w := p.word(text, start, i)
		w.space, w.spaced, w.tied = p.spaceAt(i), true, true
		p.words = append(p.words, w)
		start = i + 1
	}
	return start
}

// holds reports whether a line must not end after the code points [start, end)
// although the standard lets it.
func (p *paragraph) holds(start, end int) bool {
	return p.spans[p.owner[end]].note > 0 || bound(p.runes, start, end) || p.width >= leastBonded && bonded(p.runes, start, end)
}

// gather joins the text of the spans, and notes for each code point where it
// begins in it and which span it is of.
func (p *paragraph) gather() string {
	n := 0
	for _, sp := range p.spans {
		n += utf8.RuneCountInString(sp.text)
	}
	p.runes, p.at, p.owner = slices.Grow(p.runes[:0], n)[:n], slices.Grow(p.at[:0], n+1)[:n+1], slices.Grow(p.owner[:0], n)[:n]
	i, base := 0, 0
	for owner, sp := range p.spans {
		for at, r := range sp.text {
			p.runes[i], p.at[i], p.owner[i] = r, base+at, owner
			i++
		}
		base += len(sp.text)
	}
	p.at[n] = base
	if len(p.spans) == 1 {
		return p.spans[0].text
	}
	var joined strings.Builder
	joined.Grow(base)
	for _, sp := range p.spans {
		joined.WriteString(sp.text)
	}
	return joined.String()
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

// word makes a word of the code points [start, end), whose trailing spaces
// become its space.
func (p *paragraph) word(text string, start, end int) word {
	stop := end
	for stop > start && (p.runes[stop-1] == ' ' || p.runes[stop-1] == '\n') {
		stop--
	}
	w := word{span: p.owner[start]}
	from := len(p.frags)
	if p.isPlain(start, stop) {
		w.known = p.looks[w.span].entry(p.typesetter, text[p.at[start]:p.at[stop]])
		p.lost = append(p.lost, w.known.missing...)
		for i := range w.known.stretches {
			p.frags = append(p.frags, frag{stretch: &w.known.stretches[i], span: w.span})
		}
	} else {
		p.cutMixed(text, start, stop)
	}
	w.frags = p.frags[from:len(p.frags):len(p.frags)]
	if stop < end && p.runes[stop] == ' ' {
		w.space, w.spaced = p.spaceAt(stop), true
	}
	return w
}

// spaceAt is the space, or the no-break space, at code point i.
func (p *paragraph) spaceAt(i int) frag {
	return p.blank(p.runes[i], p.owner[i], p.levels[i])
}

// isPlain reports whether the code points [start, stop) are of one span and run
// from left to right.
func (p *paragraph) isPlain(start, stop int) bool {
	for i := start; i < stop; i++ {
		if p.owner[i] != p.owner[start] || p.levels[i] != 0 {
			return false
		}
	}
	return start < stop
}

// cutMixed cuts a word of several spans or directions into fragments.
func (p *paragraph) cutMixed(text string, start, stop int) {
	for i := start; i < stop; {
		span, level := p.owner[i], p.levels[i]
		j := i + 1
		for j < stop && p.owner[j] == span && p.levels[j] == level {
			j++
		}
		stretches, missing := p.looks[span].cut(p.typesetter, text[p.at[i]:p.at[j]], level)
		p.lost = append(p.lost, missing...)
		for k := range stretches {
			p.frags = append(p.frags, frag{stretch: &stretches[k], span: span, level: level})
		}
		i = j
	}
}

func (p *paragraph) spaceAfter(span int, level bidi.Level) frag { return p.blank(' ', span, level) }

func (p *paragraph) blank(space rune, span int, level bidi.Level) frag {
	return frag{stretch: p.looks[span].space(p.typesetter, space), span: span, level: level}
}

func (p *paragraph) widthOf(f frag) Pt {
	sp := &p.spans[f.span]
	return f.width*sp.size/1000 + sp.track*Pt(f.shape.Runes)
}

// cutPieces lays the words out for the line breaker.
func (p *paragraph) cutPieces() {
	pats := p.patternsFor(p.language)
	chain := Pt(0) // the width of what is tied together
	for i := range p.words {
		w := &p.words[i]
		first := len(p.pieces)
		hyphens := pats
		if w.isBonded() || i > 0 && p.words[i-1].isBonded() {
			hyphens = nil
		}
		p.cutWord(i, w, hyphens)
		last := len(p.pieces) - 1
		for _, piece := range p.pieces[first:] {
			chain += piece.width
		}
		if chain > p.width && first > 0 && p.pieces[first-1].end == breakNever {
			p.pieces[first-1].end = breakWorst // or it would run out of the column
		}
		p.cuts[last].whole = true
		p.pieces[last].end = breakFree
		switch {
		case w.forced:
			p.pieces[last].end = breakForced
		case w.tied:
			p.pieces[last].end = breakNever
		}
		if w.spaced {
			space := p.widthOf(w.space)
			p.pieces[last].space = space
			if !p.spans[w.space.span].fixed {
				p.pieces[last].stretch, p.pieces[last].shrink = space/2, space/3
			}
			chain += space
		}
		if !w.tied {
			chain = 0
		}
	}
}

// patternsFor are those of a language; nil where no word is hyphenated.
func (p *paragraph) patternsFor(language string) *patterns {
	if !p.justified {
		return nil
	}
	pats, err := p.hyphens.patterns(language)
	if err != nil && p.err == nil {
		p.err = err
	}
	return pats
}

// cutWord adds the pieces of a word: one, or several where it may be
// hyphenated, or one a cluster where it is wider than the column.
func (p *paragraph) cutWord(index int, w *word, pats *patterns) {
	if own := p.spans[w.span].language; own != "" {
		pats = p.patternsFor(own)
	}
	if w.known == nil || !p.cutKnown(index, w, pats) {
		p.cutClusters(index, w, pats)
	}
}

// cutKnown adds the pieces of a word of the vocabulary, if the column is wide
// enough for it.
func (p *paragraph) cutKnown(index int, w *word, pats *patterns) bool {
	sp, e := &p.spans[w.span], w.known
	em := sp.size / 1000
	if e.width*em+sp.track*Pt(e.runes) > p.width {
		return false
	}
	first, from, rest := len(p.pieces), 0, e.width
	if pats != nil && !sp.fixed && sp.family != mono {
		for _, pt := range p.looks[w.span].pointsOf(p.typesetter, e, pats) {
			p.piece(pt.width*em+sp.track*Pt(pt.at-from), cut{word: index, from: from, to: pt.at, hyphen: true}, breakHyphen)
			p.hyphenate(frag{stretch: pt.hyphen, span: w.span})
			from, rest = pt.at, rest-pt.width
		}
	}
	p.piece(rest*em+sp.track*Pt(e.runes-from), cut{word: index, from: from, to: e.runes}, breakFree)
	p.hang(w, first)
	return true
}

// hyphenate lets the last piece end its line with a hyphen.
func (p *paragraph) hyphenate(hyphen frag) {
	last := &p.pieces[len(p.pieces)-1]
	last.hyphen, last.right = p.widthOf(hyphen), p.hangs(hyphen, true)
}

// cutClusters adds the pieces of a word that the vocabulary does not have, or that
// is wider than the column.
func (p *paragraph) cutClusters(index int, w *word, pats *patterns) {
	total, runes := Pt(0), 0
	for _, f := range w.frags {
		total += p.widthOf(f)
		runes += f.shape.Runes
	}
	wide := total > p.width
	var points []int
	if !wide && pats != nil && !p.spans[w.span].fixed {
		points = p.hyphenPoints(w, pats)
	}
	first := len(p.pieces)
	defer p.hang(w, first)
	if !wide && len(points) == 0 {
		p.piece(total, cut{word: index, to: runes}, breakFree)
		return
	}
	widths := p.clusterWidths(w)
	if wide {
		points = points[:0]
		for i := 1; i < len(widths); i++ {
			points = append(points, i)
		}
	}
	from, width := 0, max(widths[0], 0)
	for i := 1; i <= len(widths); i++ {
		last := i == len(widths)
		switch {
		case last:
			p.piece(width, cut{word: index, from: from, to: i}, breakFree)
		case widths[i] >= 0 && slices.Contains(points, i) && wide:
			p.piece(width, cut{word: index, from: from, to: i}, breakWorst)
			from, width = i, 0
		case widths[i] >= 0 && slices.Contains(points, i):
			p.piece(width, cut{word: index, from: from, to: i, hyphen: true}, breakHyphen)
			p.hyphenate(p.hyphenAfter(w, i))
			from, width = i, 0
		}
		if !last {
			width += max(widths[i], 0)
		}
	}
}

// hang says how far the pieces of w, from index first, hang into the margins.
func (p *paragraph) hang(w *word, first int) {
	if n := len(w.frags); p.justified && n > 0 {
		p.pieces[first].left = p.hangs(w.frags[0], false)
		p.pieces[len(p.pieces)-1].right = p.hangs(w.frags[n-1], true)
	}
}

// hangs is how far f hangs into the margin at the end or the start of a
// justified line.
func (p *paragraph) hangs(f frag, atEnd bool) Pt {
	if !p.justified || f.level > 0 {
		return 0
	}
	hang := f.left
	if atEnd {
		hang = f.right
	}
	return min(hang*p.spans[f.span].size/1000, maxHang)
}

func (p *paragraph) piece(width Pt, c cut, end breakKind) {
	p.pieces = append(p.pieces, piece{width: width, end: end})
	p.cuts = append(p.cuts, c)
}

// clusterWidths are the widths of the code points of w; those inside a cluster,
// before which no line may break, have a width below 0.
func (p *paragraph) clusterWidths(w *word) []Pt {
	widths := p.clusters[:0]
	defer func() { p.clusters = widths }()
	for _, f := range w.frags {
		sp := &p.spans[f.span]
		base := len(widths)
		for range f.shape.Runes {
			widths = append(widths, -1)
		}
		at := base
		for _, g := range f.shape.Glyphs {
			if g.Runes > 0 {
				at = base + int(g.Rune)
				widths[at] = sp.track * Pt(g.Runes)
			}
			widths[at] += Pt(g.Advance) * sp.size / 1000
		}
	}
	return widths
}

// hyphenPoints are where w may be hyphenated. Right-to-left words never are,
// nor what is set in fixed width.
func (p *paragraph) hyphenPoints(w *word, pats *patterns) []int {
	var text strings.Builder
	for _, f := range w.frags {
		if f.level%2 == 1 || p.spans[f.span].family == mono {
			return nil
		}
		text.WriteString(f.text)
	}
	return pats.points([]rune(text.String()))
}

// hyphenAfter is the hyphen that ends a line after code point at of w.
func (p *paragraph) hyphenAfter(w *word, at int) frag {
	for _, f := range w.frags {
		if n := f.shape.Runes; at > n {
			at -= n
			continue
		}
		return frag{stretch: p.looks[f.span].hyphen(p.typesetter, f.face, f.level), span: f.span, level: f.level}
	}
	panic("layout: a hyphen after the end of its word")
}

// fragments are the words of a line in logical order, spaces between them, and
// the space that ends it, if any.
func (p *paragraph) fragments(cuts []cut, ends bool) (frags []frag, trailing frag, trails bool) {
	frags = p.line[:0]
	for i := 0; i < len(cuts); {
		j := i
		for j+1 < len(cuts) && cuts[j+1].word == cuts[i].word {
			j++
		}
		w, last := &p.words[cuts[i].word], cuts[j]
		if cuts[i].from == 0 && last.whole {
			frags = append(frags, w.frags...)
		} else {
			frags = p.part(frags, w.frags, cuts[i].from, last.to)
		}
		atEnd := j == len(cuts)-1
		switch {
		case !last.whole && last.hyphen:
			frags = append(frags, p.hyphenAfter(w, last.to))
		case !last.whole:
		case w.spaced && !atEnd:
			if spaced := joined(frags, w.space); spaced != nil {
				frags[len(frags)-1].stretch = spaced
			} else {
				frags = append(frags, w.space)
			}
		case w.spaced && !ends:
			trailing, trails = w.space, true
		case w.forced, ends && p.goesOn:
			span := w.span
			if n := len(w.frags); n > 0 {
				span = w.frags[n-1].span
			}
			trailing, trails = p.spaceAfter(span, 0), true
		}
		i = j + 1
	}
	p.line = frags
	return frags, trailing, trails
}

// joined is the last of frags with the space that follows it, where the vocabulary
// has them as one, or nil.
func joined(frags []frag, space frag) *stretch {
	if len(frags) == 0 {
		return nil
	}
	last := &frags[len(frags)-1]
	if last.span != space.span || last.level != 0 || space.level != 0 || space.text != " " {
		return nil
	}
	return last.spaced
}

// part appends what of frags lies in the code points [from, to).
func (p *paragraph) part(parts, frags []frag, from, to int) []frag {
	at := 0
	for _, f := range frags {
		n := f.shape.Runes
		a, b := max(from-at, 0), min(to-at, n)
		if a < b {
			if a > 0 || b < n {
				f.stretch = p.partOf(f, a, b)
			}
			parts = append(parts, f)
		}
		at += n
	}
	return parts
}

// partOf is the code points [from, to) of f. Letters from right to left stay joined
// to those from which the end of the line parts them, as a reader expects of a word
// that goes on; so they are as wide as they were measured.
func (p *paragraph) partOf(f frag, from, to int) *stretch {
	text := string([]rune(f.text)[from:to])
	var shape *Shape
	if f.level%2 == 1 {
		shape = f.shape.part(from, to)
	} else {
		shape = p.looks[f.span].shape(p.typesetter, f.face, text, f.level)
	}
	s := newStretch(f.face, text, shape)
	return &s
}

// natural is the width of spans on one line.
func (t *typesetter) natural(spans []span) Pt {
	_, natural := t.widths(spans)
	return natural
}

// widths are those of the longest word and of all on one line.
func (t *typesetter) widths(spans []span) (longest, natural Pt) {
	p := t.open(spans, setting{})
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
		case w.spaced && i < len(p.words)-1:
			line += p.widthOf(w.space)
		}
	}
	return longest, natural
}
