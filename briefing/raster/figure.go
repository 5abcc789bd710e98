package raster

import (
	"math"

	"github.com/go-text/typesetting/font/opentype"

	"briefdesk/briefing/layout"
)

// stroke draws a line as what it covers: a bar from point to point, and a disc
// round each, so that ends and corners are round. All run the same way round, so
// that where they overlap they fill once.
func (c canvas) stroke(s layout.Stroke) {
	if len(s.Points) == 0 || !(s.Width > 0) {
		return
	}
	half := float32(max(float64(s.Width)*c.scale, 1) / c.scale / 2) // no line is thinner than a pixel
	points := make([]opentype.SegmentPoint, len(s.Points))
	for i, p := range s.Points {
		points[i] = opentype.SegmentPoint{X: float32(p.X), Y: -float32(p.Y)}
	}
	var path []opentype.Segment
	for i, p := range points {
		path = appendDisc(path, p, half)
		if i > 0 {
			path = appendBar(path, points[i-1], p, half)
		}
	}
	if s.Closed {
		path = appendBar(path, points[len(points)-1], points[0], half)
	}
	c.fill(newOutline(path), 0, 0, float32(c.scale), s.Colour, 1)
}

// appendBar adds a bar between two points, to both sides by half.
func appendBar(path []opentype.Segment, from, to opentype.SegmentPoint, half float32) []opentype.Segment {
	dx, dy := to.X-from.X, to.Y-from.Y
	length := float32(math.Hypot(float64(dx), float64(dy)))
	if !(length > 0) {
		return path
	}
	dx, dy = dx/length*half, dy/length*half
	return append(
		path,
		segment(opentype.SegmentOpMoveTo, from.X+dy, from.Y-dx),
		segment(opentype.SegmentOpLineTo, to.X+dy, to.Y-dx),
		segment(opentype.SegmentOpLineTo, to.X-dy, to.Y+dx),
		segment(opentype.SegmentOpLineTo, from.X-dy, from.Y+dx),
	)
}

// arm is how far the control points of a quarter of a circle stand from its ends.
const arm = 0.5523

// appendDisc adds a disc, counter-clockwise as the bars are.
func appendDisc(path []opentype.Segment, at opentype.SegmentPoint, r float32) []opentype.Segment {
	path = append(path, segment(opentype.SegmentOpMoveTo, at.X+r, at.Y))
	x, y := r, float32(0) // from the middle to the end of the quarter before
	for range 4 {
		path = append(path, segment(
			opentype.SegmentOpCubeTo,
			at.X+x-y*arm, at.Y+y+x*arm,
			at.X-y+x*arm, at.Y+x+y*arm,
			at.X-y, at.Y+x,
		))
		x, y = -y, x
	}
	return path
}

// segment is a segment of a path through points given as x and y in turn.
func segment(op opentype.SegmentOp, coordinates ...float32) opentype.Segment {
	s := opentype.Segment{Op: op}
	for i := range len(coordinates) / 2 {
		s.Args[i] = opentype.SegmentPoint{X: coordinates[2*i], Y: coordinates[2*i+1]}
	}
	return s
}

// watermark draws text turned about the start of its baseline.
func (c canvas) watermark(o *outlines, w layout.Watermark) {
	sin, cos := math.Sincos(w.Turn * math.Pi / 180)
	em := float64(w.Text.Size) * c.scale
	x, y := float64(w.Text.X)*c.scale, float64(w.Text.Y)*c.scale
	pen := 0.0
	for g := range w.Text.Glyphs() {
		along, up := pen+float64(g.X)*em/1000, float64(g.Y)*em/1000
		pen += float64(g.Advance) * em / 1000
		if shape := o.glyph(g.ID); len(shape.path) > 0 {
			c.fill(turned(shape, float32(sin), float32(cos)),
				float32(x+along*cos-up*sin), float32(y-along*sin-up*cos), float32(em)/o.upem, w.Text.Colour, w.Opacity)
		}
	}
}

// turned is an outline turned about its origin, counter-clockwise.
func turned(g outline, sin, cos float32) outline {
	path := make([]opentype.Segment, len(g.path))
	for i, s := range g.path {
		for k, p := range s.Args {
			s.Args[k] = opentype.SegmentPoint{X: p.X*cos - p.Y*sin, Y: p.X*sin + p.Y*cos}
		}
		path[i] = s
	}
	return newOutline(path)
}

// fade makes a mask cover less.
func fade(mask []byte, opacity float64) {
	share := uint32(max(0, opacity) * 256)
	for i, v := range mask {
		mask[i] = byte(uint32(v) * share >> 8)
	}
}
