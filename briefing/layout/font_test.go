package layout

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"briefdesk/assets"
)

// marked are words whose marks must be placed, by script and direction.
var marked = []struct {
	text      string
	script    language.Script
	direction harfbuzz.Direction
}{
	{"office AVATAR Tĕ́ x̄ q̇̈ m̃̂ a⃝ fi̇", language.Latin, harfbuzz.LeftToRight},
	{"ᾍδης ἄ͂ ω̄́ ΆΥΛΑΙΑ", language.Greek, harfbuzz.LeftToRight},
	{"Ѝ ӑ̄ ю̆ ГУТА", language.Cyrillic, harfbuzz.LeftToRight},
	{"الرَّحْمٰنِ پاکستانؐ لِلّٰہِ ۖ", language.Arabic, harfbuzz.RightToLeft},
	{"בְּרֵאשִׁית שָׂ", language.Hebrew, harfbuzz.RightToLeft},
	{"1̂ ⃗2 §̈", language.Common, harfbuzz.LeftToRight},
}

// TestOutlinesDoNotShape holds that a face without its outlines sets all letters
// that it has as the whole font does.
func TestOutlinesDoNotShape(t *testing.T) {
	names, err := fs.Glob(assets.Fonts(), "*.ttf")
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no fonts: %v", err)
	}
	for _, file := range names {
		face, err := NewFonts(assets.Fonts()).Face(strings.TrimSuffix(file, ".ttf"))
		if err != nil {
			t.Fatal(err)
		}
		whole, err := font.ParseTTF(face.File)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range marked {
			if r, _ := utf8.DecodeRuneInString(m.text); !face.has(r) {
				continue
			}
			for _, features := range [][]harfbuzz.Feature{nil, noFeatures} {
				shape := func(f *font.Face) *harfbuzz.Buffer {
					b := harfbuzz.NewBuffer()
					b.AddRunes([]rune(m.text), 0, -1)
					b.Props = harfbuzz.SegmentProperties{Direction: m.direction, Script: m.script, Language: language.NewLanguage("en")}
					b.Shape(harfbuzz.NewFont(f), features)
					return b
				}
				got, want := shape(newFace(face)), shape(whole)
				if !slices.Equal(got.Pos, want.Pos) || !slices.EqualFunc(got.Info, want.Info, sameGlyph) {
					t.Errorf("%s sets %s otherwise without its outlines", face.Name, m.text)
				}
			}
		}
	}
}

func sameGlyph(a, b harfbuzz.GlyphInfo) bool { return a.Glyph == b.Glyph && a.Cluster == b.Cluster }

// TestOutlinesAreWhole holds that what draws a face draws what the font does.
func TestOutlinesAreWhole(t *testing.T) {
	face, err := NewFonts(assets.Fonts()).Face("NotoNaskhArabic-Regular")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := font.ParseTTF(face.File)
	if err != nil {
		t.Fatal(err)
	}
	drawn := face.Outlines()
	for g := range font.GID(len(face.Advances)) {
		got, _ := drawn.GlyphDataOutline(g)
		want, _ := whole.GlyphDataOutline(g)
		if !slices.Equal(got.Segments, want.Segments) {
			t.Fatalf("glyph %d is drawn otherwise", g)
		}
	}
}
