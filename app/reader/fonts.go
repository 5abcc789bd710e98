package reader

import (
	"briefdesk/app/look"
	"briefdesk/briefing"
)

// face is how a run of letters looks, before the reader's width is known.
type face struct {
	role         role
	bold, italic bool
	script       script
}

// script says which font a letter comes from.
type script uint8

const (
	scriptSerif  script = iota
	scriptArabic        // the Naskh face
	scriptOther         // whatever font of the system has it
)

// fonts measures text. Full shaping of a word takes a tenth of a millisecond in
// Fyne, too long for a book; but the width of Latin, Greek and Cyrillic text is
// the sum of its letters' advances and of the kerning of each pair, so it is
// enough to shape the few hundred pairs that occur. Words of other scripts are
// shaped whole and remembered.
type fonts struct {
	raw    func(s string, f face) float32 // the width of s, shaped
	covers func(r rune) bool              // whether the serif has r

	plain   map[face]*[128][128]float32 // advance of a letter after another, plus 1
	pairs   map[pair]float32
	words   map[faceWord]float32
	scripts map[rune]script
}

type pair struct {
	face          face
	before, after rune
}

type faceWord struct {
	face face
	text string
}

func newFonts(raw func(string, face) float32, covers func(rune) bool) *fonts {
	return &fonts{
		raw: raw, covers: covers,
		plain: map[face]*[128][128]float32{}, pairs: map[pair]float32{},
		words: map[faceWord]float32{}, scripts: map[rune]script{},
	}
}

// lookFonts measures with the program's own faces at the user's text size.
func lookFonts(t typography) *fonts {
	return newFonts(
		func(s string, f face) float32 { return look.Width(s, f.style(t)) },
		func(r rune) bool { return look.Covers(look.ArticleText, string(r)) },
	)
}

// scriptOf is the script of r after a letter of script before. Spaces, marks
// and joiners stay with what they follow.
func (m *fonts) scriptOf(r rune, before script) script {
	if r == ' ' || r >= 0x300 && r <= 0x36f || r == 0x200c || r == 0x200d {
		return before
	}
	if r < 0x180 {
		return scriptSerif
	}
	s, ok := m.scripts[r]
	if !ok {
		s = m.findScript(r)
		m.scripts[r] = s
	}
	return s
}

func (m *fonts) findScript(r rune) script {
	switch {
	case isRightToLeft(r) && look.Covers(look.Style{Font: look.Naskh}, string(r)):
		return scriptArabic
	case m.covers(r):
		return scriptSerif
	}
	return scriptOther
}

// advances appends to out where each letter of text begins, and where the last
// one ends: len(text)+1 distances in reading order, never falling.
func (m *fonts) advances(text []rune, f face, out []float32) []float32 {
	x := float32(0)
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && text[to] != ' ' {
			to++
		}
		for to < len(text) && text[to] == ' ' {
			to++
		}
		out, x = m.wordAdvances(text[from:to], f, out, x)
		from = to
	}
	return append(out, x)
}

// width is how wide text is in one face.
func (m *fonts) width(text []rune, f face) float32 {
	if f.script != scriptSerif || !isPlain(text) {
		all := m.advances(text, f, nil)
		return all[len(all)-1]
	}
	x, before := float32(0), rune(0)
	table := m.table(f)
	for _, r := range text {
		x += m.step(table, f, before, r)
		before = after(before, r)
	}
	return x
}

// ligatureFF stands for “ff” as what comes before a letter: the pair becomes
// one with an i or an l after it.
const ligatureFF = 'ﬀ'

func after(before, r rune) rune {
	if before == 'f' && r == 'f' {
		return ligatureFF
	}
	return r
}

// wordAdvances does the work of advances for a word and the spaces after it,
// from x on. It appends no end.
func (m *fonts) wordAdvances(text []rune, f face, out []float32, x float32) ([]float32, float32) {
	if f.script == scriptSerif && isPlain(text) {
		table, before := m.table(f), rune(0)
		for _, r := range text {
			// The kerning before a letter counts as part of it.
			out = append(out, x)
			x += m.step(table, f, before, r)
			before = after(before, r)
		}
		return out, x
	}
	trim := trimSpaces(text, len(text))
	out = m.shapedAdvances(text[:trim], f, out, x)
	x += m.word(string(text[:trim]), f)
	space := m.word(" ", f)
	for range text[trim:] {
		out = append(out, x)
		x += space
	}
	return out, x
}

// shapedAdvances finds the letters of a word by the widths of its beginnings.
// Where they do not grow, as in a ligature, the word is divided evenly.
func (m *fonts) shapedAdvances(text []rune, f face, out []float32, x float32) []float32 {
	if len(text) == 0 {
		return out
	}
	edges := look.Clusters(text)
	whole := m.word(string(text), f)
	at := make([]float32, len(edges))
	even := false
	for i := 1; i < len(edges)-1; i++ {
		at[i] = m.word(string(text[:edges[i]])+f.script.joiner(text, edges[i]), f)
		even = even || at[i] < at[i-1]+1
	}
	at[len(at)-1] = whole
	if even || len(at) > 1 && at[len(at)-2] > whole-1 {
		for i := range at {
			at[i] = whole * float32(i) / float32(len(at)-1)
		}
	}
	for i, edge := range edges[:len(edges)-1] {
		for range edges[i+1] - edge {
			out = append(out, x+at[i])
		}
	}
	return out
}

// joiner is what makes the beginning of an Arabic word keep the shape that it
// has before text[i].
func (s script) joiner(text []rune, i int) string {
	if s == scriptArabic && isLetter(text[i]) {
		return "\u200d"
	}
	return ""
}

func (m *fonts) word(s string, f face) float32 {
	key := faceWord{f, s}
	w, ok := m.words[key]
	if !ok {
		w = m.raw(s, f)
		m.words[key] = w
	}
	return w
}

func (m *fonts) table(f face) *[128][128]float32 {
	t, ok := m.plain[f]
	if !ok {
		t = new([128][128]float32)
		m.plain[f] = t
	}
	return t
}

// step is how much r adds to a text that ends with before, or begins it.
func (m *fonts) step(table *[128][128]float32, f face, before, r rune) float32 {
	if before < 128 && r < 128 {
		known := &table[before][r]
		if *known == 0 {
			*known = m.measureStep(f, before, r) + 1
		}
		return *known - 1
	}
	key := pair{f, before, r}
	w, ok := m.pairs[key]
	if !ok {
		w = m.measureStep(f, before, r)
		m.pairs[key] = w
	}
	return w
}

func (m *fonts) measureStep(f face, before, r rune) float32 {
	if before == 0 {
		return m.raw(string(r), f)
	}
	head := string(before)
	if before == ligatureFF {
		head = "ff"
	}
	return m.raw(head+string(r), f) - m.raw(head, f)
}

// isPlain reports whether the width of text is that of its pairs.
func isPlain(text []rune) bool {
	for _, r := range text {
		if r >= 0x2e80 && r <= 0x9fff {
			continue // ideographs
		}
		if r >= 0x300 && !(r >= 0x370 && r <= 0x482) && !(r >= 0x48a && r <= 0x52f) &&
			!(r >= 0x1e00 && r <= 0x1eff) && !(r >= 0x2010 && r <= 0x2027) && !(r >= 0x20a0 && r <= 0x20bf) {
			return false
		}
	}
	return true
}

// style is the type in which a face is set.
func (f face) style(t typography) look.Style {
	st := f.roleStyle(t)
	switch {
	case f.role == roleCode: // as it was typed
	case f.bold:
		st.Font = look.SerifBold
	case f.italic && st.Font != look.SerifBold:
		st.Font = look.SerifItalic
	}
	if f.script == scriptArabic {
		st.Size += 2 // Naskh letters are small for their size
	}
	return st
}

func (f face) roleStyle(t typography) look.Style {
	switch f.role {
	case roleHeading:
		return look.ArticleHeading
	case roleSubheading:
		return look.ArticleBold
	case rolePull:
		return look.PullQuote
	case roleCell, roleFootnote:
		return look.Style{Font: look.Serif, Size: 14, Line: 20}
	case roleCaption, roleNotice:
		return look.OutlineDisclaimer
	case roleTitle:
		if t.narrow {
			return look.ArticleTitleSmall
		}
		return look.ArticleTitle
	case roleSubtitle:
		st := look.Subtitle
		if t.subtitle > 0 {
			st.Size = t.subtitle
		}
		return st
	case roleLabel:
		return look.Meta
	case roleQuestion:
		return look.MetaMedium
	case roleCode:
		return look.Code
	default:
		if t.narrow {
			return look.Style{Font: look.Serif, Size: look.ArticleText.Size, Line: 24}
		}
		return look.ArticleText
	}
}

// faces calls yield for each stretch of [start, end) in paragraph p that is set
// in one face.
func (m *fonts) faces(d *document, p *para, start, end int, yield func(start, end int, f face)) {
	if start >= end {
		return
	}
	current := m.faceAt(d, p, start, scriptSerif)
	from := start
	for i := start + 1; i < end; i++ {
		f := current
		if len(p.spans) > 0 {
			f = spanFace(p, i)
		}
		if f.script = m.scriptOf(d.runes[i], current.script); f != current {
			yield(from, i, current)
			from, current = i, f
		}
	}
	yield(from, end, current)
}

func (m *fonts) faceAt(d *document, p *para, i int, before script) face {
	f := spanFace(p, i)
	f.script = m.scriptOf(d.runes[i], before)
	return f
}

func spanFace(p *para, i int) face {
	f := face{role: p.role}
	for _, s := range p.spans {
		if int(s.Start) <= i && i < int(s.End) {
			f.bold = f.bold || s.Kind == briefing.SpanBold
			f.italic = f.italic || s.Kind == briefing.SpanItalic
		}
	}
	return f
}

var (
	roleNames   = [...]string{"text", "heading", "subheading", "item", "quote", "pull", "cell", "caption", "footnote", "code", "title", "subtitle", "label", "question", "notice"}
	scriptNames = [...]string{"", " arabic", " other"}
)

func (f face) String() string {
	name := roleNames[f.role]
	if f.bold {
		name += " bold"
	}
	if f.italic {
		name += " italic"
	}
	return name + scriptNames[f.script]
}
