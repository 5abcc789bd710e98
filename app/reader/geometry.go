package reader

import (
	"math"

	"briefdesk/app/look"
)

// typography says in which type faces are set. The widths of a document hold
// for one typography.
type typography struct {
	narrow   bool
	subtitle float32 // the size of the subtitle
}

// geometry says where things stand in a reader of a given width.
type geometry struct {
	width   float32
	left    float32 // of the text
	measure float32 // the width of the text
	narrow  bool
	tags    bool // there is room for tag names in the right margin
}

const (
	fullMeasure  = 584 // about 82 characters
	narrowBelow  = 640
	sideMargin   = 38
	narrowMargin = 36
	markRoom     = 16 // from a margin mark to the text
	tagGap       = 18 // from the text to the tag names
	tagRoom      = 78 // what a tag name needs with its gap
)

// geometryFor hangs the text slightly left of the centre, for the sake of the
// tag names beside it.
func geometryFor(width, zoom float32) geometry {
	g := geometry{width: width, narrow: width < narrowBelow}
	if g.narrow {
		g.left = narrowMargin
		g.measure = max(width-2*narrowMargin, 1)
		return g
	}
	g.measure = min(fullMeasure*zoom, width-sideMargin-narrowMargin)
	g.left = floor(max(sideMargin, (width-g.measure-63)/2))
	g.tags = g.width-g.right() >= tagRoom
	return g
}

// right is where the text ends.
func (g geometry) right() float32 { return g.left + g.measure }

// setting says how paragraphs are set in g.
func (g geometry) setting(p *para) setting {
	zoom := look.Zoom()
	s := setting{line: face{role: p.role}.style(typography{narrow: g.narrow}).LineHeight(), above: 10 * zoom}
	switch p.role {
	case roleHeading, roleSubheading:
		s.above = 24 * zoom
	case roleItem:
		s.above, s.indent = 6*zoom, 22*zoom*float32(p.depth)
	case roleQuote:
		s.above, s.below, s.indent, s.inset = 12*zoom, 12*zoom, 22*zoom, 22*zoom
	case rolePull:
		s.above, s.below, s.indent = 16*zoom, 16*zoom, 22*zoom
	case roleCell:
		s.above, s.below = 14*zoom, 10*zoom
	case roleCode:
		s.above, s.below, s.indent, s.inset = 16*zoom, 16*zoom, 12*zoom, 12*zoom
	case roleTitle, roleSubtitle:
		s.above = 0
	case roleLabel, roleQuestion:
		s.above = 16 * zoom
	case roleNotice:
		s.above = 2 * zoom
	case roleFootnote:
		s.above = 6 * zoom
		if p.opens {
			s.above = 28 * zoom // for the rule
		}
	}
	if p.rtl {
		s.line += 5 * zoom // Naskh letters reach further up and down
	}
	s.above, s.below, s.line = floor(s.above), floor(s.below), floor(s.line)
	s.indent, s.inset = floor(s.indent), floor(s.inset)
	return s
}

func floor(v float32) float32 { return float32(math.Floor(float64(v))) }
