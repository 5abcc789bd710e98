package layout

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/go-text/typesetting/bidi"
)

// A text repeats its words, so each is cut into faces, shaped and searched for
// hyphens once, and kept for the next time. One vocabulary is all words of one
// look; sizes scale, so they share it. Typesetters that work beside each other have
// vocabularies of their own, which need no lock, and fill them from one lexicon.

// lexicon is the words that any of several typesetters has met, by their look.
type lexicon struct {
	mu    sync.RWMutex
	words map[lexeme]*entry
}

type lexeme struct {
	bookKey
	text string
}

func newLexicon() *lexicon { return &lexicon{words: map[lexeme]*entry{}} }

// find returns the entry of a word, or nil.
func (l *lexicon) find(word lexeme) *entry {
	l.mu.RLock()
	defer l.mu.RUnlock()
	return l.words[word]
}

// add adds the entry of a word and returns it, or the one that is there.
func (l *lexicon) add(word lexeme, e *entry) *entry {
	l.mu.Lock()
	defer l.mu.Unlock()
	if known := l.words[word]; known != nil {
		return known
	}
	if len(l.words) >= maxEntries {
		clear(l.words)
	}
	l.words[word] = e
	return e
}

// bookKey is the look of a vocabulary.
type bookKey struct {
	family       family
	bold, italic bool
	plain        bool   // no kerning and no ligatures: letterspaced or fixed-width text
	language     string // BCP 47
}

type vocabulary struct {
	bookKey
	entries map[string]*entry
	blanks  [2]*stretch // a space, and a no-break space
}

// entry is a word that runs from left to right. Several typesetters use it.
type entry struct {
	text      string
	stretches []stretch
	missing   []rune // characters that no face has
	width     Pt     // thousandths of the type size
	runes     int

	hyphenation atomic.Pointer[hyphenation] // the last that was asked for
}

// hyphenation is where patterns let a word be hyphenated.
type hyphenation struct {
	by     *patterns
	points []point
}

// point is a place where a word may be hyphenated.
type point struct {
	at     int      // how many code points stand before it
	width  Pt       // of those after the point before it, in thousandths
	hyphen *stretch // what is put in there
}

// stretch is a part of a word that one face shows.
type stretch struct {
	face  *Face
	text  string
	shape *Shape
	// left and right are how far it hangs into the margin at the start or the end
	// of a justified line, in thousandths of the type size.
	left, right Pt
	width       Pt       // likewise
	blank       Pt       // that of the space that it is or ends with
	spaced      *stretch // it with a space after it, where a vocabulary has both
}

// newStretch returns text as a face shows it. Small marks at the edge of a column
// make it look ragged if they stand within.
func newStretch(face *Face, text string, shape *Shape) stretch {
	s := stretch{face: face, text: text, shape: shape, width: Pt(shape.Width)}
	n := len(shape.Glyphs)
	if n == 0 {
		return s
	}
	if r, _ := utf8.DecodeRuneInString(text); isQuotationMark(r) {
		s.left = 0.6 * Pt(shape.Glyphs[0].Advance)
	}
	switch r, _ := utf8.DecodeLastRuneInString(text); {
	case isQuotationMark(r):
		s.right = 0.6 * Pt(shape.Glyphs[n-1].Advance)
	case strings.ContainsRune(".,-‐\u00ad", r):
		s.right = 0.5 * Pt(shape.Glyphs[n-1].Advance)
	}
	return s
}

// with is s with a space after it.
func (s *stretch) with(blank *stretch) *stretch {
	glyphs := slices.Concat(s.shape.Glyphs, blank.shape.Glyphs)
	for i := len(s.shape.Glyphs); i < len(glyphs); i++ {
		glyphs[i].Rune += uint16(s.shape.Runes)
	}
	shape := NewShape(glyphs)
	shape.Runes = s.shape.Runes + blank.shape.Runes
	return &stretch{face: s.face, text: s.text + blank.text, shape: shape, left: s.left, width: s.width + blank.width, blank: blank.width}
}

func isQuotationMark(r rune) bool { return strings.ContainsRune("“”‘’\"'„‚«»‹›", r) }

// maxEntries bounds the words that are kept; beyond it all begin anew.
const maxEntries = 1 << 17

func (t *typesetter) vocabulary(key bookKey) *vocabulary {
	if t.entries >= maxEntries {
		clear(t.books)
		t.entries = 0
	}
	v := t.books[key]
	if v == nil {
		v = &vocabulary{bookKey: key, entries: map[string]*entry{}}
		t.books[key] = v
	}
	return v
}

// entry returns what is known of text, which runs from left to right.
func (v *vocabulary) entry(t *typesetter, text string) *entry {
	if e := v.entries[text]; e != nil {
		return e
	}
	e := v.learn(t, text)
	v.entries[e.text] = e
	t.entries++
	return e
}

// learn finds out about a word, or what another typesetter knows of it.
func (v *vocabulary) learn(t *typesetter, text string) *entry {
	if e := t.lexicon.find(lexeme{v.bookKey, text}); e != nil {
		return e
	}
	e := &entry{text: strings.Clone(text)}
	e.stretches, e.missing = v.cut(t, e.text, 0)
	for _, s := range e.stretches {
		e.width += s.width
		e.runes += s.shape.Runes
	}
	if last, blank := &e.stretches[len(e.stretches)-1], v.space(t, ' '); last.face == blank.face {
		last.spaced = last.with(blank)
	}
	return t.lexicon.add(lexeme{v.bookKey, e.text}, e)
}

// cut cuts text, which is of one level, by the faces that show it.
func (v *vocabulary) cut(t *typesetter, text string, level bidi.Level) (stretches []stretch, missing []rune) {
	from := 0
	var face *Face
	for i, r := range text {
		if face != nil && invisible(r) {
			continue
		}
		next, has := v.faceFor(t, r)
		if !has {
			missing = append(missing, r)
		}
		if next != face && i > 0 {
			stretches = append(stretches, newStretch(face, text[from:i], v.shape(t, face, text[from:i], level)))
			from = i
		}
		face = next
	}
	return append(stretches, newStretch(face, text[from:], v.shape(t, face, text[from:], level))), missing
}

// faceFor is the face that shows r: that of the family, else a face that has
// the character, else its own with the box for what is missing.
func (v *vocabulary) faceFor(t *typesetter, r rune) (face *Face, has bool) {
	own := t.face(v.family.face(v.bold, v.italic))
	if own == nil || own.has(r) {
		return own, true
	}
	for _, other := range []family{serif, naskh, sans, mono} {
		if f := t.face(other.face(v.bold, v.italic)); f != nil && f.has(r) {
			return f, true
		}
	}
	return own, false
}

// face returns the face called name. One that cannot be read is noted, and nil.
func (t *typesetter) face(name string) *Face {
	f, err := t.fonts.Face(name)
	if err != nil && t.err == nil {
		t.err = err
	}
	return f
}

func (v *vocabulary) shape(t *typesetter, face *Face, text string, level bidi.Level) *Shape {
	return t.shape(shapeKey{face: face, text: text, language: v.language, rtl: level%2 == 1, plain: v.plain})
}

// space is a space, or a no-break space.
func (v *vocabulary) space(t *typesetter, r rune) *stretch {
	blank := &v.blanks[0]
	if r != ' ' {
		blank = &v.blanks[1]
	}
	if *blank == nil {
		face, _ := v.faceFor(t, r)
		s := newStretch(face, string(r), v.shape(t, face, string(r), 0))
		s.blank = s.width
		*blank = &s
	}
	return *blank
}

// hyphen is what is put in where a line breaks within a word of a face and level.
func (v *vocabulary) hyphen(t *typesetter, face *Face, level bidi.Level) *stretch {
	s := newStretch(face, "\u00ad", v.shape(t, face, "\u00ad", level))
	return &s
}

// pointsOf are the places where a word may be hyphenated.
func (v *vocabulary) pointsOf(t *typesetter, e *entry, pats *patterns) []point {
	h := e.hyphenation.Load()
	if h == nil || h.by != pats {
		h = &hyphenation{pats, v.findPoints(t, e, pats)}
		e.hyphenation.Store(h)
	}
	return h.points
}

func (v *vocabulary) findPoints(t *typesetter, e *entry, pats *patterns) (points []point) {
	allowed := pats.points([]rune(e.text))
	if len(allowed) == 0 {
		return nil
	}
	runes, width := 0, Pt(0)
	var face *Face // of what stands before
	for _, s := range e.stretches {
		for _, g := range s.shape.Glyphs {
			if at := runes + int(g.Rune); g.Runes > 0 && slices.Contains(allowed, at) { // and not within a ligature
				points = append(points, point{at, width, v.hyphen(t, face, 0)})
				width = 0
			}
			width += Pt(g.Advance)
			face = s.face
		}
		runes += s.shape.Runes
	}
	return points
}
