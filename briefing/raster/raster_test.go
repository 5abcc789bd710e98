package raster_test

import (
	"bytes"
	"flag"
	"image"
	"image/color"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/raster"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const (
	roman = "GentiumBookPlus-Regular"
	sans  = "Lato-Regular"
)

func TestPageHasTheSizeOfThePaper(t *testing.T) {
	for _, c := range []struct {
		size  layout.Size
		scale float64
		want  image.Point
	}{
		{layout.A4, 1, image.Pt(595, 842)},
		{layout.A4, 2, image.Pt(1191, 1684)},
		{layout.Letter, 110.0 / 72, image.Pt(935, 1210)},
		{layout.Size{}, 1, image.Pt(1, 1)},
		{layout.A4, -1, image.Pt(1, 1)},
		{layout.A4, math.NaN(), image.Pt(1, 1)},
		{layout.Size{W: 1e9, H: 10}, 1, image.Pt(1<<13, 10)},
	} {
		img := raster.New().Page(layout.Page{Size: c.size}, c.scale)
		if got := img.Rect.Size(); got != c.want {
			t.Errorf("Page(%v, %g) is %v, want %v", c.size, c.scale, got, c.want)
		}
		if ink := inked(img); !ink.Empty() {
			t.Errorf("an empty page has ink in %v", ink)
		}
	}
}

func TestTextStandsOnItsBaseline(t *testing.T) {
	for _, scale := range []float64{1, 1.5, 2, 4} {
		p := layout.Page{Size: layout.Size{W: 60, H: 60}, Items: []layout.Item{setText(t, sans, "H", 20, 40, 20)}}
		ink := inked(raster.New().Page(p, scale))
		wantBottom := int(math.Ceil(40 * scale))
		if ink.Max.Y != wantBottom {
			t.Errorf("at scale %g an H ends in row %d, want %d", scale, ink.Max.Y, wantBottom)
		}
		// Capitals of Lato are 0.717 em high; its H begins 0.1 em in.
		if top := float64(ink.Min.Y) / scale; math.Abs(top-(40-0.717*20)) > 1/scale {
			t.Errorf("at scale %g an H begins in row %d", scale, ink.Min.Y)
		}
		if left := float64(ink.Min.X) / scale; math.Abs(left-22) > 1.2/scale {
			t.Errorf("at scale %g an H begins in column %d", scale, ink.Min.X)
		}
	}
}

func TestOffsetsMoveTheGlyphNotThePen(t *testing.T) {
	plain := setText(t, sans, "HH", 10, 40, 20)
	moved := setText(t, sans, "HH", 10, 40, 20)
	moved.Runs[0].Glyphs[0].X, moved.Runs[0].Glyphs[0].Y = 100, 500 // 2 pixels right, 10 up
	a := draw(plain, 60, 60)
	b := draw(moved, 60, 60)
	const between = 25 // a column between the two
	for y := 10; y < 50; y++ {
		for x := 4; x < between; x++ {
			if a.RGBAAt(x-2, y+10) != b.RGBAAt(x, y) {
				t.Fatalf("the first glyph is not 2 right and 10 up at %d, %d", x, y)
			}
		}
		for x := between + 2; x < 60; x++ {
			if a.RGBAAt(x, y) != b.RGBAAt(x, y) {
				t.Fatalf("the second glyph moved at %d, %d", x, y)
			}
		}
	}
}

func TestInkIsTheSameAtAnyScale(t *testing.T) {
	p := layout.Page{Size: layout.Size{W: 260, H: 40}, Items: []layout.Item{setText(t, roman, "Ångström’s ffi & fjord, €5", 10, 25, 18)}}
	want := darkness(raster.New().Page(p, 6)) / 36
	for _, scale := range []float64{1, 1.37, 2, 3} {
		got := darkness(raster.New().Page(p, scale)) / (scale * scale)
		if math.Abs(got-want) > want/100 {
			t.Errorf("at scale %g there is ink for %.1f square points, want %.1f", scale, got, want)
		}
	}
}

func TestTextIsCutAtTheEdges(t *testing.T) {
	whole := draw(setText(t, roman, "fjgQ", 50, 50, 30), 150, 100)
	rapid.Check(t, func(t *rapid.T) {
		x, y := rapid.IntRange(0, 120).Draw(t, "x"), rapid.IntRange(0, 70).Draw(t, "y")
		part := draw(setText(t, roman, "fjgQ", layout.Pt(50-x), layout.Pt(50-y), 30), 30, 30)
		for row := range 30 {
			for col := range 30 {
				if got, want := part.RGBAAt(col, row), whole.RGBAAt(col+x, row+y); !near(got, want, 3) {
					t.Fatalf("pixel %d, %d is %v, want %v", col, row, got, want)
				}
			}
		}
	})
}

func TestRulesAreSharp(t *testing.T) {
	blue := layout.Colour{R: 0x33, G: 0x66, B: 0x99}
	for _, scale := range []float64{0.5, 1, 1.3, 2, 3} {
		p := layout.Page{Size: layout.Size{W: 40, H: 20}, Items: []layout.Item{layout.Rect{X: 5.2, Y: 9.7, W: 20, H: 0.5, Colour: blue}}}
		img := raster.New().Page(p, scale)
		ink := inked(img)
		if want := max(1, int(math.Round(0.5*scale))); ink.Dy() != want {
			t.Errorf("at scale %g the rule is %d pixels thick, want %d", scale, ink.Dy(), want)
		}
		for x := ink.Min.X; x < ink.Max.X; x++ {
			if got := img.RGBAAt(x, ink.Min.Y); got != (color.RGBA{0x33, 0x66, 0x99, 0xff}) {
				t.Fatalf("at scale %g the rule is %v at %d", scale, got, x)
			}
		}
	}
}

func TestItemsArePaintedInOrder(t *testing.T) {
	amber := setText(t, sans, "TLP", 2, 14, 12)
	amber.Colour = layout.Colour{R: 0xff, G: 0xc0}
	p := layout.Page{Size: layout.Size{W: 30, H: 20}, Items: []layout.Item{
		layout.Rect{W: 30, H: 20},
		amber,
		layout.Link{W: 30, H: 20, URL: "https://example.org"},
	}}
	img := raster.New().Page(p, 4)
	counts := map[color.RGBA]int{}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			counts[img.RGBAAt(x, y)]++
		}
	}
	if counts[color.RGBA{A: 0xff}] < 4000 || counts[color.RGBA{0xff, 0xc0, 0, 0xff}] < 500 {
		t.Errorf("%d black and %d amber pixels: want amber letters on black", counts[color.RGBA{A: 0xff}], counts[color.RGBA{0xff, 0xc0, 0, 0xff}])
	}
}

func TestPagesAreTheSameFromManyGoroutines(t *testing.T) {
	p := page(t)
	want := raster.New().Page(p, 1)
	r := raster.New()
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			if got := r.Page(p, 1); !bytes.Equal(got.Pix, want.Pix) {
				t.Error("a page drawn beside others differs")
			}
		})
	}
	wait.Wait()
}

func TestSpecimen(t *testing.T) {
	accent := setText(t, roman, "q\u0303 e\u0323 ffi AVA", 8, 50, 20)
	note := setText(t, sans, "Sans, 9 points: 1,234", 8, 68, 9)
	note.Colour = layout.Colour{R: 0xb0, G: 0x20, B: 0x20}
	img := raster.New().Page(layout.Page{Size: layout.Size{W: 160, H: 80}, Items: []layout.Item{
		setText(t, roman, "Hamburgefonstiv", 8, 24, 20),
		layout.Rect{X: 8, Y: 30, W: 144, H: 0.5},
		accent, note,
	}}, 2)
	var got bytes.Buffer
	if err := raster.PNG(&got, img); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("testdata", "specimen.png")
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	if want.Bounds() != img.Rect {
		t.Fatalf("the specimen is %v, want %v", img.Rect, want.Bounds())
	}
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if w := color.RGBAModel.Convert(want.At(x, y)).(color.RGBA); !near(img.RGBAAt(x, y), w, 4) {
				t.Fatalf("pixel %d, %d is %v, want %v; look at %s (go test -update rewrites it)", x, y, img.RGBAAt(x, y), w, file)
			}
		}
	}
}

func TestHostileNumbers(t *testing.T) {
	r := raster.New()
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1), 1e300, -1e300, 1e7, 40000, -40000} {
		set := setText(t, sans, "HgH", layout.Pt(v), 10, 10)
		tall := setText(t, sans, "HgH", 1, 10, layout.Pt(v))
		wide := setText(t, sans, "HgH", 1, 10, 10)
		wide.Runs[0].Glyphs[0] = layout.Glyph{ID: 65535, Advance: float32(v), X: float32(v), Y: float32(v)}
		wide.Runs[0].Glyphs[1].Y = float32(v)
		r.Page(layout.Page{Size: layout.Size{W: 50, H: 50}, Items: []layout.Item{
			set, tall, wide,
			layout.Rect{X: layout.Pt(v), Y: layout.Pt(v), W: 5, H: 5},
			layout.Rect{X: 1, Y: 1, W: layout.Pt(v), H: layout.Pt(v)},
		}}, 2)
	}
}

func FuzzPage(f *testing.F) {
	f.Add(10.0, 20.0, 12.0, float32(500), float32(0), float32(0), uint16(40), 2.0)
	f.Add(-5.0, 2.0, 900.0, float32(-500), float32(90), float32(-90), uint16(9), 0.3)
	f.Fuzz(func(t *testing.T, x, y, size float64, advance, dx, dy float32, id uint16, scale float64) {
		set := setText(t, roman, "Qg", layout.Pt(x), layout.Pt(y), layout.Pt(size))
		set.Runs[0].Glyphs[0] = layout.Glyph{ID: id, Advance: advance, X: dx, Y: dy}
		if !(scale < 10) {
			return // only slow
		}
		raster.New().Page(layout.Page{Size: layout.Size{W: 60, H: 60}, Items: []layout.Item{
			set, layout.Rect{X: layout.Pt(x), Y: layout.Pt(dx), W: layout.Pt(y), H: layout.Pt(size)},
		}}, scale)
	})
}

func BenchmarkPage(b *testing.B) {
	p := page(b)
	glyphs := 0
	for _, it := range p.Items {
		if t, ok := it.(layout.Text); ok {
			glyphs += len(slices.Collect(t.Glyphs()))
		}
	}
	r := raster.New()
	b.ReportAllocs()
	for b.Loop() {
		r.Page(p, 2)
	}
	b.ReportMetric(float64(glyphs), "glyphs")
}

// draw draws a text on a small page, one pixel to the point.
func draw(t layout.Text, w, h layout.Pt) *image.RGBA {
	return raster.New().Page(layout.Page{Size: layout.Size{W: w, H: h}, Items: []layout.Item{t}}, 1)
}

// inked is the box round all pixels that are not white.
func inked(img *image.RGBA) image.Rectangle {
	var box image.Rectangle
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			if img.RGBAAt(x, y) != (color.RGBA{0xff, 0xff, 0xff, 0xff}) {
				box = box.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	return box
}

// darkness is how many pixels' worth of black there is.
func darkness(img *image.RGBA) float64 {
	sum := 0
	for i := 0; i < len(img.Pix); i += 4 {
		sum += 255 - int(img.Pix[i])
	}
	return float64(sum) / 255
}

func near(a, b color.RGBA, by int) bool {
	d := func(x, y uint8) bool { return max(int(x)-int(y), int(y)-int(x)) <= by }
	return d(a.R, b.R) && d(a.G, b.G) && d(a.B, b.B)
}

func TestStrokesCoverWhatTheySay(t *testing.T) {
	for _, c := range []struct {
		name   string
		stroke layout.Stroke
		want   float64 // square points
	}{
		{"line", layout.Stroke{Points: []layout.Point{{X: 10, Y: 10}, {X: 30, Y: 10}}, Width: 4}, 20*4 + math.Pi*4},
		{"line up", layout.Stroke{Points: []layout.Point{{X: 30, Y: 30}, {X: 30, Y: 10}}, Width: 4}, 20*4 + math.Pi*4},
		{"dot", layout.Stroke{Points: []layout.Point{{X: 20, Y: 20}}, Width: 6}, math.Pi * 9},
		{"box", layout.Stroke{Points: []layout.Point{{X: 10, Y: 10}, {X: 30, Y: 10}, {X: 30, Y: 30}, {X: 10, Y: 30}}, Closed: true, Width: 2}, 22*22 - 18*18 - 4 + math.Pi},
		{"hair", layout.Stroke{Points: []layout.Point{{X: 10, Y: 10}, {X: 30, Y: 10}}, Width: 0.01}, (20*0.25 + math.Pi/64)},
		{"nothing", layout.Stroke{Width: 3}, 0},
	} {
		img := raster.New().Page(layout.Page{Size: layout.Size{W: 40, H: 40}, Items: []layout.Item{c.stroke}}, 4)
		if got := darkness(img) / 16; math.Abs(got-c.want) > 0.5 {
			t.Errorf("%s: there is ink for %.2f square points, want %.2f", c.name, got, c.want)
		}
	}
}

func TestWatermarkIsATextTurnedAndFaded(t *testing.T) {
	text := setText(t, roman, "AV", 50, 50, 30)
	page := func(it layout.Item) layout.Page {
		return layout.Page{Size: layout.Size{W: 100, H: 100}, Items: []layout.Item{it}}
	}
	plain := raster.New().Page(page(text), 2)
	upright := raster.New().Page(page(layout.Watermark{Text: text, Opacity: 1}), 2)
	if !bytes.Equal(plain.Pix, upright.Pix) {
		t.Error("a watermark that is neither turned nor faded is not the text")
	}
	left := raster.New().Page(page(layout.Watermark{Text: text, Turn: 90, Opacity: 1}), 2)
	for y := range 200 {
		for x := range 200 { // a quarter turn about 100, 100 in pixels
			if got, want := left.RGBAAt(y, 199-x), plain.RGBAAt(x, y); !near(got, want, 16) {
				t.Fatalf("pixel %d, %d is %v, want %v", y, 199-x, got, want)
			}
		}
	}
	faint := raster.New().Page(page(layout.Watermark{Text: text, Opacity: 0.086}), 2)
	if got, want := darkness(faint), 0.086*darkness(plain); math.Abs(got-want) > want/20 {
		t.Errorf("a faint watermark has ink for %.1f, want %.1f", got, want)
	}
}
