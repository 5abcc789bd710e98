package raster_test

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/png"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/raster"
)

// TestPicturesAreDrawn: in their place and colours, over what is below them as
// far as they hide it; what is no picture is left out.
func TestPicturesAreDrawn(t *testing.T) {
	half := image.NewNRGBA(image.Rect(0, 0, 2, 1))
	half.SetNRGBA(0, 0, color.NRGBA{0xff, 0, 0, 0xff})
	half.SetNRGBA(1, 0, color.NRGBA{0, 0, 0xff, 0x80})
	var file bytes.Buffer
	if err := png.Encode(&file, half); err != nil {
		t.Fatal(err)
	}
	picture := briefing.Image{Type: "png", Data: file.Bytes(), Hash: sha256.Sum256(file.Bytes())}
	page := layout.Page{Size: layout.Size{W: 100, H: 100}, Items: []layout.Item{
		layout.Rect{X: 0, Y: 0, W: 100, H: 100, Colour: layout.Colour{R: 0, G: 0xff, B: 0}},
		layout.Image{X: 10, Y: 20, W: 40, H: 20, Picture: picture},
		layout.Image{X: 60, Y: 60, W: 20, H: 20, Picture: briefing.Image{Type: "png", Data: []byte("none"), Hash: briefing.Hash{1}}},
	}}
	r := raster.New()
	for range 2 { // the second time from what is kept
		img := r.Page(page, 2)
		for _, c := range []struct {
			x, y int
			want color.RGBA
		}{
			{30, 60, color.RGBA{0xff, 0, 0, 0xff}},
			{90, 60, color.RGBA{0, 0x7f, 0x80, 0xff}},
			{18, 60, color.RGBA{0, 0xff, 0, 0xff}},
			{30, 82, color.RGBA{0, 0xff, 0, 0xff}},
			{140, 140, color.RGBA{0, 0xff, 0, 0xff}},
		} {
			if got := img.RGBAAt(c.x, c.y); got != c.want {
				t.Errorf("at %d, %d there is %v, want %v", c.x, c.y, got, c.want)
			}
		}
	}
}
