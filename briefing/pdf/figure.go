package pdf

import (
	"errors"
	"math"
	"slices"
	"strconv"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"

	"briefdesk/briefing/layout"
)

// stroke draws a line with round ends and corners. It leaves the graphics state
// as it was.
func (s *stream) stroke(it layout.Stroke) error {
	if len(it.Points) == 0 {
		return nil
	}
	for _, p := range it.Points {
		if !sound(p.X, p.Y, it.Width) {
			return errors.New("a line stands outside of all measure")
		}
	}
	s.mark(it.Tag, false)
	s.out = append(s.out, "q 1 J 1 j "...)
	s.numbers(it.Width)
	s.out = append(s.out, "w "...)
	s.components(it.Colour)
	s.out = append(s.out, "RG\n"...)
	for i, p := range it.Points {
		s.numbers(p.X, s.height-p.Y)
		if i == 0 {
			s.out = append(s.out, "m "...)
		} else {
			s.out = append(s.out, "l "...)
		}
	}
	if it.Closed {
		s.out = append(s.out, "h "...)
	}
	s.out = append(s.out, "S Q\n"...)
	return nil
}

// watermark draws the outlines of a text turned and see-through, as an artifact
// that says that it is one: letters would be torn in among the words of the page
// when they are copied. It leaves the graphics state as it was.
func (e *encoder) watermark(s *stream, w layout.Watermark) error {
	t := w.Text
	if err := checkText(t); err != nil {
		return err
	}
	if !(w.Opacity >= 0 && w.Opacity <= 1) || !sound(w.Turn) {
		return errors.New("it is turned or seen through by no sound measure")
	}
	s.unmark()
	s.out = append(s.out, "/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\nq "...)
	s.out = e.opacity(w.Opacity).appendTo(s.out)
	s.out = append(s.out, " gs "...)
	s.components(t.Colour)
	s.out = append(s.out, "rg "...)
	sin, cos := math.Sincos(w.Turn * math.Pi / 180)
	for _, v := range [4]float64{cos, sin, -sin, cos} {
		s.out = strconv.AppendFloat(s.out, math.Round(v*1e5)/1e5, 'f', -1, 64)
		s.out = append(s.out, ' ')
	}
	s.numbers(t.X, s.height-t.Y)
	s.out = append(s.out, "cm\n"...)
	s.outlines(t)
	s.out = append(s.out, "f Q EMC\n"...)
	return nil
}

// outlines adds the paths of the glyphs of t, from the start of its baseline.
func (s *stream) outlines(t layout.Text) {
	face := t.Face.Outlines()
	unit := float64(t.Size) / float64(t.Face.Font.Upem())
	pen := 0.0
	for g := range t.Glyphs() {
		x, y := (pen+float64(g.X))*float64(t.Size)/1000, float64(g.Y)*float64(t.Size)/1000
		pen += float64(g.Advance)
		shape, _ := face.GlyphDataOutline(gotext.GID(g.ID))
		var at opentype.SegmentPoint
		for i := range shape.Segments {
			at = s.segment(&shape.Segments[i], at, x, y, unit)
		}
	}
}

// segment adds a segment of an outline that begins at a point, moved by x and y
// and scaled by unit, and returns where it ends. A curve with one control point
// is written as one with two, the only ones that PDF has.
func (s *stream) segment(seg *opentype.Segment, at opentype.SegmentPoint, x, y, unit float64) opentype.SegmentPoint {
	write := func(points ...opentype.SegmentPoint) opentype.SegmentPoint {
		for _, p := range points {
			s.numbers(layout.Pt(x+float64(p.X)*unit), layout.Pt(y+float64(p.Y)*unit))
		}
		return points[len(points)-1]
	}
	between := func(a, b opentype.SegmentPoint) opentype.SegmentPoint { // two thirds of the way
		return opentype.SegmentPoint{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}
	}
	switch seg.Op {
	case opentype.SegmentOpMoveTo:
		at = write(seg.Args[0])
		s.out = append(s.out, "m\n"...)
	case opentype.SegmentOpLineTo:
		at = write(seg.Args[0])
		s.out = append(s.out, "l\n"...)
	case opentype.SegmentOpQuadTo:
		at = write(between(at, seg.Args[0]), between(seg.Args[1], seg.Args[0]), seg.Args[1])
		s.out = append(s.out, "c\n"...)
	case opentype.SegmentOpCubeTo:
		at = write(seg.Args[0], seg.Args[1], seg.Args[2])
		s.out = append(s.out, "c\n"...)
	}
	return at
}

// opacity returns the name of the graphics state that sets an opacity.
func (e *encoder) opacity(o float64) name {
	k := slices.Index(e.opacities, o)
	if k < 0 {
		k = len(e.opacities)
		e.opacities = append(e.opacities, o)
	}
	return name("G" + strconv.Itoa(k))
}

// graphicsStates are the resources that the names of opacities stand for.
func graphicsStates(opacities []float64) dict {
	var d dict
	for k, o := range opacities {
		d.set(name("G"+strconv.Itoa(k)), dict{
			{"Type", name("ExtGState")},
			{"ca", token(strconv.FormatFloat(math.Round(o*1e4)/1e4, 'f', -1, 64))},
		})
	}
	return d
}
