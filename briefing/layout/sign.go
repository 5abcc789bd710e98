package layout

import "briefdesk/briefing/manuscript"

// The size of a tick or a cross, which stands on the baseline.
const (
	signWidth  = 8
	signHeight = 7
	signStroke = 1.4
)

// sign draws a tick or a cross at x, as what the element tag shows.
func (f *flow) sign(s manuscript.Sign, tag int, x Pt) []Item {
	at := func(points ...Point) Item {
		for i, p := range points {
			points[i] = Point{x + p.X, p.Y - signHeight}
		}
		return Stroke{Width: signStroke, Colour: navy, Tag: tag, Points: points}
	}
	switch s {
	case manuscript.SignTick:
		return []Item{at(Point{0.8, 3.8}, Point{3, 6}, Point{7.2, 0.6})}
	case manuscript.SignCross:
		return []Item{at(Point{1.2, 0.8}, Point{6.8, 6.4}), at(Point{6.8, 0.8}, Point{1.2, 6.4})}
	}
	return nil
}

// signOf is the sign that a cell of a table shows in place of its words.
func signOf(runs []manuscript.Run) manuscript.Sign {
	if len(runs) != 1 {
		return manuscript.NoSign
	}
	return runs[0].Sign
}

// signed is a sign in a cell: it says what it stands for.
func (f *flow) signed(c cell, x Pt) []Item {
	tag := f.tree.add(c.tag, RoleSpan)
	f.tree.elements[tag].Says = c.spans[0].text
	return f.sign(c.sign, tag, x)
}
