package pdf

import (
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"

	"briefdesk/assets"
	"briefdesk/briefing/layout"
)

// The tests set their own pages, by hand and greedily: package pdf must hold
// for any display list, not only for what package layout makes.

var typefaces = sync.OnceValue(func() *layout.Fonts { return layout.NewFonts(assets.Fonts()) })

func face(t testing.TB, name string) *layout.Face {
	t.Helper()
	f, err := typefaces().Face(name)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

const (
	roman   = "GentiumBookPlus-Regular"
	italic  = "GentiumBookPlus-Italic"
	sans    = "Lato-Regular"
	naskh   = "NotoNaskhArabic-Regular"
	fixed10 = "LiberationMono-Regular"
)

// setText shapes words at a place on the page.
func setText(t testing.TB, faceName, words string, x, y, size layout.Pt) layout.Text {
	t.Helper()
	return layout.Text{X: x, Y: y, Face: face(t, faceName), Size: size, Words: words, Runs: runsOf(shape(face(t, faceName), words, false))}
}

// setRTL shapes words that run from right to left.
func setRTL(t testing.TB, words string, x, y, size layout.Pt) layout.Text {
	t.Helper()
	return layout.Text{X: x, Y: y, Face: face(t, naskh), Size: size, Words: words, Runs: runsOf(shape(face(t, naskh), words, true)), RightToLeft: true}
}

// runsOf is a text of one run.
func runsOf(glyphs []layout.Glyph) []layout.Run {
	return []layout.Run{{Shape: layout.NewShape(glyphs)}}
}

func shape(face *layout.Face, words string, rtl bool) []layout.Glyph {
	runes := []rune(words)
	shown := []rune(strings.ReplaceAll(words, "\u00ad", "-"))
	b := harfbuzz.NewBuffer()
	b.AddRunes(shown, 0, len(shown))
	b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.LeftToRight, Script: language.Latin, Language: "en"}
	if rtl {
		b.Props = harfbuzz.SegmentProperties{Direction: harfbuzz.RightToLeft, Script: language.Arabic, Language: "ur"}
	}
	b.Shape(harfbuzz.NewFont(gotext.NewFace(face.Font)), nil)

	ends := map[int]int{} // of each cluster
	next := len(runes)
	for i := range b.Info {
		if !rtl {
			i = len(b.Info) - 1 - i
		}
		at := b.Info[i].Cluster
		if _, ok := ends[at]; !ok {
			ends[at] = next
			next = at
		}
	}
	scale := 1000 / float32(face.Font.Upem())
	glyphs := make([]layout.Glyph, len(b.Info))
	for i, info := range b.Info {
		pos := b.Pos[i]
		g := layout.Glyph{
			ID: uint16(info.Glyph), Rune: uint16(info.Cluster),
			Advance: float32(pos.XAdvance) * scale, X: float32(pos.XOffset) * scale, Y: float32(pos.YOffset) * scale,
		}
		if i == 0 || b.Info[i-1].Cluster != info.Cluster {
			g.Runes = uint8(ends[info.Cluster] - info.Cluster)
		}
		glyphs[i] = g
	}
	return glyphs
}

// setPages sets text greedily in justified lines until it is used up or n
// pages are full.
func setPages(t testing.TB, text string, n int) []layout.Page {
	t.Helper()
	const left, right, top, bottom, size, leading = 72, 523, 72, 770, 10.5, 14.5
	var pages []layout.Page
	page := layout.Page{Size: layout.A4}
	y := layout.Pt(top)
	line := ""
	flush := func(last bool) {
		if line == "" {
			return
		}
		set := setText(t, roman, line, left, y, size)
		if !last {
			justify(&set, right-left)
		}
		page.Items = append(page.Items, set)
		line = ""
		if y += leading; y > bottom {
			pages = append(pages, page)
			page, y = layout.Page{Size: layout.A4}, top
		}
	}
	for paragraph := range strings.SplitSeq(text, "\n") {
		for _, word := range strings.Fields(paragraph) {
			if len(line)+len(word) > 88 {
				flush(false)
			}
			line += word + " "
		}
		flush(true)
		if n > 0 && len(pages) >= n {
			return pages[:n]
		}
	}
	return append(pages, page)
}

// justify stretches the spaces of a line to a width.
func justify(t *layout.Text, width layout.Pt) {
	var spaces []int
	runes := []rune(t.Words)
	glyphs := slices.Collect(t.Glyphs())
	for i, g := range glyphs {
		if runes[g.Rune] == ' ' && i < len(glyphs)-1 {
			spaces = append(spaces, i)
		}
	}
	missing := float32((width - t.Width()) * 1000 / t.Size)
	for _, i := range spaces {
		glyphs[i].Advance += missing / float32(len(spaces))
	}
	t.Runs = runsOf(glyphs)
}

// article is the text of the sample.
func article(t testing.TB) string {
	t.Helper()
	text, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// specimen is a document with one of everything.
func specimen(t testing.TB) layout.Document {
	t.Helper()
	bold := setText(t, "GentiumBookPlus-Bold", "TTP", 72, 165, 12)
	after := setText(t, roman, "-led attacks, on the line of the bold. ", 72+bold.Width(), 165, 12)
	boxed := setText(t, sans, "No glyph: \U0001f600.", 72, 250, 11) // Lato has no emoji
	boxed.Colour = layout.Colour{R: 0x80}
	return layout.Document{
		Title: "A note (draft) \\ on “hostile”\x00 titles \U0001f600", Language: "en-GB", Date: "2026-11-22",
		Author: "The desk", Marking: "TLP:AMBER",
		Pages: []layout.Page{
			{Size: layout.A4, Items: []layout.Item{
				layout.Rect{X: 72, Y: 40, W: 451, H: 0.5, Colour: layout.Colour{R: 0x33, G: 0x66, B: 0x99}},
				setText(t, roman, "An efficient office: AV, To, fi, ffl, “quotes”, ", 72, 100, 14),
				setText(t, roman, "and in a well-known place a hyphen of the line’s, diplo\u00ad", 72, 120, 11),
				setText(t, roman, "matic as it is. ", 72, 135, 11),
				setText(t, italic, "Ha\u0304fiz\u0323, e\u0301a\u0328\u0301, q\u0303o\u0308\u0304u. ", 72, 150, 12),
				bold, after,
				setRTL(t, "پاکستان کے وزیر اعظم اسلام آباد میں", 300, 180, 14),
				setRTL(t, "بِسْمِ اللّٰہِ مُحَمَّد", 300, 210, 18),
				boxed,
				layout.Link{X: 72, Y: 90, W: 200, H: 12, URL: "https://example.org/a?b=(c)&d=é"},
				layout.Link{X: 72, Y: 110, W: 200, H: 12, Page: 2, To: 100},
				layout.Link{X: 72, Y: 130, W: 200, H: 12, URL: "javascript:alert(1)"},
			}},
			{Size: layout.Letter},
			{Size: layout.Size{W: 300, H: 200}, Items: []layout.Item{
				layout.Watermark{Text: setText(t, sans, "DRAFT", 120, 160, 50), Turn: 52, Opacity: 0.086},
				setText(t, fixed10, "x := f(y) \\ (z)", 20, 40, 10),
				layout.Stroke{Points: []layout.Point{{X: 20.8, Y: 53.8}, {X: 23, Y: 56}, {X: 27.2, Y: 50.6}}, Width: 1.4},
			}},
		},
		Outline: []layout.Bookmark{
			{Title: "Issue", Level: 1, Page: 0, Y: 72},
			{Title: "Back(ground)\\ \U0001f600\x00", Level: 2, Page: 0, Y: 100},
			{Title: "Considerations", Level: 2, Page: 1, Y: 72},
			{Title: "Détails", Level: 3, Page: 2, Y: 20},
			{Title: "Recommendation", Level: 1, Page: 2, Y: 40},
		},
	}
}
