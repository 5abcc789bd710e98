package look

import (
	"image"
	"image/color"
	"io/fs"
	"strings"
	"testing"

	"briefdesk/assets"
)

func TestEveryIconIsDrawn(t *testing.T) {
	files, err := fs.Glob(assets.Interface(), "icons/*.svg")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		name := IconName(strings.TrimSuffix(strings.TrimPrefix(file, "icons/"), ".svg"))
		for _, side := range []int{11, 16, 20, 32} {
			img := icons.draw(picture{name, 2, color.NRGBA{A: 0xFF}, side})
			if img.Bounds() != image.Rect(0, 0, side, side) {
				t.Errorf("%s in %d pixels is %v", name, side, img.Bounds())
			}
			if !inked(img) {
				t.Errorf("%s in %d pixels is empty", name, side)
			}
		}
		for _, s := range readIcon(name) {
			for _, v := range []float64{s.x0, s.y0, s.x1, s.y1} {
				if !(v >= 0.9 && v <= iconGrid-0.9) {
					t.Errorf("%s reaches %g, outside the grid", name, v)
				}
			}
		}
	}
}

func inked(img image.Image) bool {
	b := img.Bounds()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if _, _, _, a := img.At(x, y).RGBA(); a > 0x8000 {
				return true
			}
		}
	}
	return false
}

func TestPathData(t *testing.T) {
	for _, c := range []struct {
		d    string
		ends [2]float64
	}{
		{"M1 2L3 4", [2]float64{3, 4}},
		{"M1 2 3 4", [2]float64{3, 4}},
		{"m1 2 3 4 5 6", [2]float64{9, 12}},
		{"M10 10h4v-2H3z", [2]float64{10, 10}},
		{"M16 3a2 2 0 0 0-2 2", [2]float64{14, 5}},
		{"M16 3a2 2 0 00-2 2", [2]float64{14, 5}},
		{"M16 3a2 2 0 0 0-2 2 1 1 0 0 1-1 1", [2]float64{13, 6}},
		{"M1 1C1 2 2 3 3 3S5 4 5 5", [2]float64{5, 5}},
		{"M1 1l.5.5-.25-.25", [2]float64{1.25, 1.25}},
	} {
		var p pen
		if err := p.path(c.d); err != nil {
			t.Errorf("%q: %v", c.d, err)
			continue
		}
		last := p.drawn[len(p.drawn)-1]
		if dx, dy := last.x1-c.ends[0], last.y1-c.ends[1]; dx*dx+dy*dy > 1e-9 {
			t.Errorf("%q ends at %g, %g, want %v", c.d, last.x1, last.y1, c.ends)
		}
	}
	var p pen
	if err := p.path("M1 2L3"); err == nil {
		t.Error("a line without its y was drawn")
	}
}

func TestStrokeIsAsWideAsAsked(t *testing.T) {
	o := outline{{4, 12, 20, 12}}
	img := o.draw(48, 2, color.NRGBA{A: 0xFF}) // 2 units are 4 pixels
	ink := 0.0
	for y := range 48 {
		_, _, _, a := img.At(24, y).RGBA()
		ink += float64(a) / 0xFFFF
	}
	if ink < 3.9 || ink > 4.1 {
		t.Errorf("the stroke is %g pixels wide, want 4", ink)
	}
}
