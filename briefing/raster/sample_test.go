package raster_test

import (
	"io/fs"
	"strings"
	"sync"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"briefdesk/assets"
	"briefdesk/briefing/layout"
)

var typefaces = sync.OnceValue(func() *layout.Fonts { return layout.NewFonts(assets.Fonts()) })

// setText shapes words at a place on the page.
func setText(t interface{ Fatal(...any) }, faceName, words string, x, y, size layout.Pt) layout.Text {
	f, err := typefaces().Face(faceName)
	if err != nil {
		t.Fatal(err)
	}
	b := harfbuzz.NewBuffer()
	runes := []rune(words)
	b.AddRunes(runes, 0, len(runes))
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: language.Latin, Language: "en"}
	b.Shape(harfbuzz.NewFont(gotext.NewFace(f.Font)), nil)
	scale := 1000 / float32(f.Font.Upem())
	var glyphs []layout.Glyph
	for i, info := range b.Info {
		glyphs = append(glyphs, layout.Glyph{
			ID:      uint16(info.Glyph),
			Advance: float32(b.Pos[i].XAdvance) * scale,
			X:       float32(b.Pos[i].XOffset) * scale,
			Y:       float32(b.Pos[i].YOffset) * scale,
		})
	}
	return layout.Text{X: x, Y: y, Face: f, Size: size, Words: words, Runs: []layout.Run{{Shape: layout.NewShape(glyphs)}}}
}

// page is a full page of text, under a rule.
func page(t testing.TB) layout.Page {
	t.Helper()
	data, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := layout.Page{Size: layout.A4}
	p.Items = append(p.Items, layout.Rect{X: 72, Y: 56, W: 451, H: 0.5})
	line := ""
	for _, word := range strings.Fields(string(data)) {
		if line += word + " "; len(line) > 82 {
			y := layout.Pt(72 + 14.5*float64(len(p.Items)-1))
			if y > 770 {
				break
			}
			p.Items = append(p.Items, setText(t, "GentiumBookPlus-Regular", line, 72, y, 10.5))
			line = ""
		}
	}
	return p
}
