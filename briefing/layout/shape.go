package layout

import (
	"strings"
	"unicode"

	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// Shaping turns words into glyphs. Measures scale with the type size, so a
// word is shaped once for all sizes and kept.

// family is the faces of one role.
type family uint8

// The families, by role.
const (
	serif family = iota + 1
	sans
	times
	mono
	naskh
)

// families are the names of their faces: regular, italic, bold, bold italic (see the
// licences of the fonts for their origin).
var families = [...][4]string{
	serif: {"GentiumBookPlus-Regular", "GentiumBookPlus-Italic", "GentiumBookPlus-Bold", "GentiumBookPlus-BoldItalic"},
	sans:  {"Lato-Regular", "Lato-Italic", "Lato-Bold", "Lato-Bold"},
	times: {"LiberationSerif-Regular", "LiberationSerif-Italic", "LiberationSerif-Bold", "LiberationSerif-BoldItalic"},
	mono:  {"LiberationMono-Regular", "LiberationMono-Regular", "LiberationMono-Regular", "LiberationMono-Regular"},
	// Arabic letters are never slanted: what would be italic is bold.
	naskh: {"NotoNaskhArabic-Regular", "NotoNaskhArabic-Bold", "NotoNaskhArabic-Bold", "NotoNaskhArabic-Bold"},
}

func (f family) face(bold, italic bool) string {
	i := 0
	if italic {
		i = 1
	}
	if bold {
		i += 2
	}
	return families[f][i]
}

// maxShaped bounds the words that are kept; beyond it they are shaped anew.
const maxShaped = 1 << 17

// shaper shapes words. It is for one goroutine at a time.
type shaper struct {
	fonts   *Fonts
	engines map[*Face]*harfbuzz.Font
	words   map[shapeKey]*Shape
	buffer  *harfbuzz.Buffer
}

type shapeKey struct {
	face     *Face
	text     string
	language string // BCP 47
	rtl      bool
	plain    bool // no kerning and no ligatures: letterspaced or fixed-width text
}

func newShaper(fonts *Fonts) *shaper {
	return &shaper{fonts: fonts, engines: map[*Face]*harfbuzz.Font{}, words: map[shapeKey]*Shape{}, buffer: harfbuzz.NewBuffer()}
}

func (s *shaper) shape(key shapeKey) *Shape {
	if sh, ok := s.words[key]; ok {
		return sh
	}
	if len(s.words) >= maxShaped {
		clear(s.words)
	}
	key.text = strings.Clone(key.text)
	sh := s.run(key)
	s.words[key] = sh
	return sh
}

// noFeatures turns off what would join or move letters.
var noFeatures = []harfbuzz.Feature{
	{Tag: tag("kern"), Value: 0, Start: 0, End: harfbuzz.FeatureGlobalEnd},
	{Tag: tag("liga"), Value: 0, Start: 0, End: harfbuzz.FeatureGlobalEnd},
	{Tag: tag("clig"), Value: 0, Start: 0, End: harfbuzz.FeatureGlobalEnd},
}

func (s *shaper) run(key shapeKey) *Shape {
	engine := s.engines[key.face]
	if engine == nil {
		engine = harfbuzz.NewFont(newFace(key.face))
		s.engines[key.face] = engine
	}
	runes := []rune(key.text)
	shown := runes
	for i, r := range runes {
		if sub := substitute(key.face, r); sub != r {
			if &shown[0] == &runes[0] {
				shown = append([]rune(nil), runes...)
			}
			shown[i] = sub
		}
	}
	b := s.buffer
	b.Clear()
	b.AddRunes(shown, 0, len(shown))
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: script(runes), Language: language.NewLanguage(key.language)}
	if key.rtl {
		b.Props.Direction = harfbuzz.RightToLeft
	}
	var features []harfbuzz.Feature
	if key.plain {
		features = noFeatures
	}
	b.Shape(engine, features)
	return s.glyphs(key, len(runes))
}

// glyphs copies the buffer, with measures in thousandths and each cluster's
// code points on its first glyph from the left.
func (s *shaper) glyphs(key shapeKey, n int) *Shape {
	b := s.buffer
	scale := 1000 / float32(key.face.Font.Upem())
	glyphs := make([]Glyph, len(b.Info))
	for i, info := range b.Info {
		pos := b.Pos[i]
		g := Glyph{
			ID: uint16(info.Glyph), Rune: uint16(info.Cluster),
			Advance: float32(pos.XAdvance) * scale, X: float32(pos.XOffset) * scale, Y: float32(pos.YOffset) * scale,
		}
		if i == 0 || b.Info[i-1].Cluster != info.Cluster {
			g.Runes = uint8(min(clusterEnd(b.Info, i, n, key.rtl)-info.Cluster, 255))
		}
		glyphs[i] = g
	}
	sh := NewShape(glyphs)
	sh.Runes = n // of which the last may be invisible
	return sh
}

// part is what shows the code points [from, to), which are whole clusters.
func (s *Shape) part(from, to int) *Shape {
	var glyphs []Glyph
	for _, g := range s.Glyphs {
		if at := int(g.Rune); from <= at && at < to {
			g.Rune = uint16(at - from)
			glyphs = append(glyphs, g)
		}
	}
	part := NewShape(glyphs)
	part.Runes = to - from
	return part
}

// clusterEnd is where the cluster of glyph i ends: where the next one in
// logical order begins.
func clusterEnd(info []harfbuzz.GlyphInfo, i, n int, rtl bool) int {
	step := 1
	if rtl {
		step = -1
	}
	for j := i + step; j >= 0 && j < len(info); j += step {
		if info[j].Cluster != info[i].Cluster {
			return info[j].Cluster
		}
	}
	return n
}

// script is that of the first rune that has one of its own.
func script(runes []rune) language.Script {
	for _, r := range runes {
		if sc := language.LookupScript(r); sc != language.Common && sc != language.Inherited && sc != language.Unknown {
			return sc
		}
	}
	return language.Latin
}

// substitute is what a face shows for a rune that it lacks but can stand in for.
func substitute(face *Face, r rune) rune {
	if r == '\u00ad' {
		return '-'
	}
	if _, ok := face.Font.NominalGlyph(r); ok {
		return r
	}
	switch {
	case r == '\u2010' || r == '\u2011':
		return '-'
	case unicode.Is(unicode.Zs, r):
		return ' '
	}
	return r
}

func (f *Face) has(r rune) bool {
	_, ok := f.Font.NominalGlyph(substitute(f, r))
	return ok
}

// invisible runes need no glyph: they go with whatever stands before them.
func invisible(r rune) bool {
	return r == '\u200c' || r == '\u200d' || r == '\ufe0e' || r == '\ufe0f' || unicode.Is(unicode.Mn, r)
}
