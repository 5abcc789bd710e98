package layout

import (
	"strings"

	"github.com/go-text/typesetting/bidi"
)

// A text repeats its words, so each is cut into faces, shaped and searched for
// hyphens once, and kept for the next time. One vocabulary is all words of one
// look; sizes scale, so they share it.

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
	blank   *stretch // a space
}

// entry is a word that runs from left to right.
type entry struct {
	text      string
	stretches []stretch
	missing   []rune // characters that no face has

	patterns *patterns // by which its points were found
	points   []int     // where it may be hyphenated
}

// stretch is a part of a word that one face shows.
type stretch struct {
	face  *Face
	text  string
	shape *Shape
}

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
	e := &entry{text: strings.Clone(text)}
	e.stretches, e.missing = v.cut(t, e.text, 0)
	v.entries[e.text] = e
	t.entries++
	return e
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
			stretches = append(stretches, stretch{face, text[from:i], v.shape(t, face, text[from:i], level)})
			from = i
		}
		face = next
	}
	return append(stretches, stretch{face, text[from:], v.shape(t, face, text[from:], level)}), missing
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

func (v *vocabulary) space(t *typesetter) stretch {
	if v.blank == nil {
		face, _ := v.faceFor(t, ' ')
		v.blank = &stretch{face, " ", v.shape(t, face, " ", 0)}
	}
	return *v.blank
}

func (e *entry) hyphenPoints(pats *patterns) []int {
	if e.patterns != pats {
		e.patterns, e.points = pats, pats.points([]rune(e.text))
	}
	return e.points
}
