// Package raster draws pages as images: the preview on the screen, and PNG.
//
// A Renderer draws the same display list that package pdf writes, so the two
// cannot disagree about a word or a line: it neither measures nor breaks text.
// It keeps the outlines of the glyphs it has met, by face, and fills them with
// anti-aliasing at any scale; positions are exact to a fraction of a pixel.
//
// The surprise: rules and boxes are moved to whole pixels, and are never
// thinner than one. A half-point rule would otherwise be a grey smear on the
// screen, where paper shows it sharp.
package raster

import (
	"bufio"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/image/vector"

	"briefdesk/briefing/layout"
)

// Renderer draws pages. It may be used from several goroutines; the zero
// Renderer is not usable, call New.
type Renderer struct {
	mu    sync.Mutex
	faces map[*layout.Face]*outlines

	pictures gallery

	brushes sync.Pool // of *brush
}

// New returns a Renderer that has met no face.
func New() *Renderer {
	return &Renderer{
		faces:   map[*layout.Face]*outlines{},
		brushes: sync.Pool{New: func() any { return newBrush() }},
	}
}

// maxSide bounds the sides of an image, in pixels: 256 MB at most, and A4 at 700
// dots to the inch.
const maxSide = 1 << 13

// Page draws p on white, scale pixels to the point. Links leave no mark; items
// outside the page are cut off at its edge. An image has at least one pixel
// and at most 8192 a side.
func (r *Renderer) Page(p layout.Page, scale float64) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, pixels(p.W, scale), pixels(p.H, scale)))
	whiten(img.Pix)
	b := r.brushes.Get().(*brush)
	defer r.brushes.Put(b)
	c := canvas{img, scale, b}
	for _, it := range p.Items {
		switch it := it.(type) {
		case layout.Text:
			c.text(r.outlinesOf(it.Face), it)
		case layout.Rect:
			c.rect(it)
		case layout.Stroke:
			c.stroke(it)
		case layout.Watermark:
			c.watermark(r.outlinesOf(it.Text.Face), it)
		case layout.Image:
			c.picture(&r.pictures, it)
		case layout.Link: // not a mark
		}
	}
	return img
}

// whiten sets all bytes to 255. Copying what is already set is several times
// faster than a loop over bytes.
func whiten(pix []byte) {
	pix[0] = 0xff
	for done := 1; done < len(pix); done *= 2 {
		copy(pix[done:], pix[:done])
	}
}

// PNG writes img to w. Equal images give equal bytes.
func PNG(w io.Writer, img image.Image) error {
	buffered := bufio.NewWriter(w)
	if err := png.Encode(buffered, img); err != nil {
		return err
	}
	return buffered.Flush()
}

func pixels(side layout.Pt, scale float64) int {
	n := math.Round(float64(side) * scale)
	if !(n >= 1) {
		return 1
	}
	return int(min(n, maxSide))
}

func (r *Renderer) outlinesOf(face *layout.Face) *outlines {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.faces[face]
	if o == nil {
		o = newOutlines(face)
		r.faces[face] = o
	}
	return o
}

// outlines are the shapes of a face's glyphs, each read when it is first drawn.
type outlines struct {
	upem float32

	mu    sync.RWMutex
	face  *font.Face
	known map[uint16]outline
}

// outline is a glyph's path and the box round it, in font units, y upwards.
type outline struct {
	path                   []opentype.Segment
	minX, minY, maxX, maxY float32
}

func newOutlines(face *layout.Face) *outlines {
	return &outlines{
		upem:  float32(face.Font.Upem()),
		face:  face.Outlines(),
		known: map[uint16]outline{},
	}
}

// glyph returns the outline of a glyph; one that the face lacks is empty.
func (o *outlines) glyph(id uint16) outline {
	o.mu.RLock()
	g, ok := o.known[id]
	o.mu.RUnlock()
	if ok {
		return g
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if data, ok := o.face.GlyphDataOutline(font.GID(id)); ok {
		g = newOutline(data.Segments)
	}
	o.known[id] = g
	return g
}

func newOutline(path []opentype.Segment) outline {
	inf := float32(math.Inf(1))
	g := outline{path, inf, inf, -inf, -inf}
	for i := range path {
		for _, p := range path[i].ArgsSlice() {
			g.minX, g.maxX = min(g.minX, p.X), max(g.maxX, p.X)
			g.minY, g.maxY = min(g.minY, p.Y), max(g.maxY, p.Y)
		}
	}
	return g
}

// canvas is an image being drawn on.
type canvas struct {
	img   *image.RGBA
	scale float64
	brush *brush
}

func (c canvas) text(o *outlines, t layout.Text) {
	em := float64(t.Size) * c.scale // in pixels
	unit := float32(em) / o.upem
	pen := float64(t.X) * c.scale
	baseline := float64(t.Y) * c.scale
	for g := range t.Glyphs() {
		x := float32(pen + float64(g.X)*em/1000)
		y := float32(baseline - float64(g.Y)*em/1000)
		pen += float64(g.Advance) * em / 1000
		if shape := o.glyph(g.ID); len(shape.path) > 0 {
			c.fill(shape, x, y, unit, t.Colour, 1)
		}
	}
}

// fill fills an outline with its origin at x, y. It hides what is below it as
// far as opacity says, from 0 to 1.
func (c canvas) fill(g outline, x, y, unit float32, ink layout.Colour, opacity float64) {
	box, ok := pixelBox(x+g.minX*unit, y-g.maxY*unit, x+g.maxX*unit, y-g.minY*unit)
	if box = box.Intersect(c.img.Rect); !ok || box.Empty() {
		return
	}
	mask := c.brush.mask(g, x-float32(box.Min.X), y-float32(box.Min.Y), unit, box.Size())
	if opacity < 1 {
		fade(mask, opacity)
	}
	for row := range box.Dy() {
		line := c.img.Pix[c.img.PixOffset(box.Min.X, box.Min.Y+row):]
		blend(line, mask[row*box.Dx():(row+1)*box.Dx()], ink)
	}
}

// blend lays ink over a row of opaque pixels, by how much of each is covered.
// It mixes sRGB values as they are, as viewers of PDF do.
func blend(pix, cover []byte, ink layout.Colour) {
	for i, a := range cover {
		if a == 0 {
			continue
		}
		p := pix[4*i : 4*i+3 : 4*i+3]
		p[0] = mix(p[0], ink.R, a)
		p[1] = mix(p[1], ink.G, a)
		p[2] = mix(p[2], ink.B, a)
	}
}

func mix(ground, ink, cover byte) byte {
	v := uint32(ground)*uint32(255-cover) + uint32(ink)*uint32(cover)
	return byte((v + 127) / 255)
}

// brush turns outlines into masks. It belongs to one goroutine at a time.
type brush struct {
	raster *vector.Rasterizer
	alpha  image.Alpha
}

func newBrush() *brush { return &brush{raster: vector.NewRasterizer(0, 0)} }

// mask returns how much of each pixel in a box of the size given is covered by
// g with its origin at x, y, row by row. It holds until the next call.
func (b *brush) mask(g outline, x, y, unit float32, size image.Point) []byte {
	b.raster.Reset(size.X, size.Y)
	b.raster.DrawOp = draw.Src
	for i := range g.path {
		b.segment(&g.path[i], x, y, unit)
	}
	b.raster.ClosePath()

	n := size.X * size.Y
	b.alpha.Pix = slices.Grow(b.alpha.Pix[:0], n)[:n]
	b.alpha.Stride = size.X
	b.alpha.Rect = image.Rectangle{Max: size}
	b.raster.Draw(&b.alpha, b.alpha.Rect, image.Opaque, image.Point{})
	return b.alpha.Pix
}

func (b *brush) segment(s *opentype.Segment, x, y, unit float32) {
	at := func(k int) (px, py float32) { return x + s.Args[k].X*unit, y - s.Args[k].Y*unit }
	switch s.Op {
	case opentype.SegmentOpMoveTo:
		b.raster.ClosePath()
		b.raster.MoveTo(at(0))
	case opentype.SegmentOpLineTo:
		b.raster.LineTo(at(0))
	case opentype.SegmentOpQuadTo:
		bx, by := at(0)
		cx, cy := at(1)
		b.raster.QuadTo(bx, by, cx, cy)
	case opentype.SegmentOpCubeTo:
		bx, by := at(0)
		cx, cy := at(1)
		dx, dy := at(2)
		b.raster.CubeTo(bx, by, cx, cy, dx, dy)
	}
}

// pixelBox returns the pixels that a box touches. It reports false for a box
// that is no size for a glyph on a page.
func pixelBox(minX, minY, maxX, maxY float32) (image.Rectangle, bool) {
	for _, v := range [4]float32{minX, minY, maxX, maxY} {
		if !(v > -2*maxSide && v < 2*maxSide) {
			return image.Rectangle{}, false
		}
	}
	down := func(v float32) int { return int(math.Floor(float64(v))) }
	up := func(v float32) int { return int(math.Ceil(float64(v))) }
	return image.Rect(down(minX), down(minY), up(maxX), up(maxY)), true
}

// rect fills the whole pixels nearest to a rectangle.
func (c canvas) rect(it layout.Rect) {
	x0, x1 := c.edges(it.X, it.W)
	y0, y1 := c.edges(it.Y, it.H)
	ink := image.NewUniform(color.RGBA{it.Colour.R, it.Colour.G, it.Colour.B, 0xff})
	draw.Draw(c.img, image.Rect(x0, y0, x1, y1), ink, image.Point{}, draw.Src)
}

// edges returns the first pixel of a stretch and the one after its last.
func (c canvas) edges(from, length layout.Pt) (int, int) {
	start := math.Round(float64(from) * c.scale)
	n := math.Round(float64(length) * c.scale)
	if !(math.Abs(start) < 1e6 && n < 1e6 && length > 0) {
		return 0, 0
	}
	return int(start), int(start + max(n, 1))
}
