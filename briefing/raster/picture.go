package raster

import (
	"bytes"
	"image"
	"image/draw"
	"sync"

	// The forms that pictures are kept in.
	_ "image/jpeg"
	_ "image/png"

	xdraw "golang.org/x/image/draw"

	"briefdesk/briefing/layout"
)

// gallery keeps pictures in the sizes in which they were last drawn, since a
// page in view is drawn again with each keystroke.
type gallery struct {
	mu   sync.Mutex
	hung map[hung]*image.RGBA
}

// hung is a picture in a size, in pixels.
type hung struct {
	hash [32]byte
	size image.Point
}

// maxHung bounds how many are kept: more than the pages in view have.
const maxHung = 16

// picture draws a picture on the whole pixels nearest to its rectangle. One
// that cannot be read is left out.
func (c canvas) picture(from *gallery, it layout.Image) {
	x0, x1 := c.edges(it.X, it.W)
	y0, y1 := c.edges(it.Y, it.H)
	box := image.Rect(x0, y0, x1, y1)
	if box.Empty() || box.Dx() > maxSide || box.Dy() > maxSide {
		return
	}
	if img := from.scaled(it, box.Size()); img != nil {
		draw.Draw(c.img, box, img, image.Point{}, draw.Over)
	}
}

func (g *gallery) scaled(it layout.Image, size image.Point) *image.RGBA {
	g.mu.Lock()
	defer g.mu.Unlock()
	key := hung{it.Picture.Hash, size}
	if img := g.hung[key]; img != nil {
		return img
	}
	source, _, err := image.Decode(bytes.NewReader(it.Picture.Data))
	if err != nil {
		return nil
	}
	img := image.NewRGBA(image.Rectangle{Max: size})
	xdraw.BiLinear.Scale(img, img.Rect, source, source.Bounds(), draw.Src, nil)
	if len(g.hung) >= maxHung {
		g.hung = nil
	}
	if g.hung == nil {
		g.hung = map[hung]*image.RGBA{}
	}
	g.hung[key] = img
	return img
}
