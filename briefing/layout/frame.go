package layout

import "briefdesk/briefing/manuscript"

// Frame is what a page style puts round the blocks of a note, in words and in the
// order in which they are read: for programs that set the text themselves. The
// openings and closings note in it what they set, so the two cannot disagree.
type Frame struct {
	Opening []FramePart // above the blocks
	Closing []FramePart // below them
	// Before and After are the end matter above and below the list of notes.
	Before, After []manuscript.Fact
	// Legends explain scales of likelihood, between Closing and Before.
	Legends []FrameLegend
	// FirstFoot stands at the foot of the first page.
	FirstFoot []manuscript.Fact
	// Pages are the pages, from 1, on which anchors stand.
	Pages map[string]int
}

// FramePart is a rule across the page, a line over its whole width, or two columns
// of lines side by side.
type FramePart struct {
	Rule        Pt // its weight; a part with one has no lines
	Colour      Colour
	Above       Pt // to a rule from the baseline before it
	Columns     bool
	RightAt     Pt          // where the column at the right begins, from the left margin
	Left, Right []FrameLine // a line over the whole width is at the left
}

// FrameLine is a paragraph of a frame.
type FrameLine struct {
	Label     string // before the text, which hangs beside it; it may be empty
	LabelType Type
	Hang      Pt // from the start of the label to the text
	Text      []manuscript.Run
	Type      Type
	Align     manuscript.Align
	Heading   int // its level, 1 being that of the title, or 0
	Above     Pt  // to its first baseline from the last one, or the rule, before it
	// Language (BCP 47) is that of the words, or empty where it is the note's.
	Language string
}

// FrameLegend is the legend of a scale as it is drawn: the names of the bands stand above
// an axis on which each band is a box.
type FrameLegend struct {
	manuscript.Legend
	At, Width Pt // where the axis begins, from the left margin, and how long it is
	// Ends are where the room of each name ends, from the start of the axis. There are
	// none where the legend is words alone.
	Ends []Pt
}

// framing gathers a part of a frame while it is set.
type framing struct {
	parts       []FramePart
	left, right Pt // the last baselines, or where a rule lies
}

func (fr *framing) begin(p FramePart) {
	fr.parts = append(fr.parts, p)
	fr.left = max(fr.left, fr.right)
	fr.right = fr.left
}

// rule notes a rule across the page.
func (fr *framing) rule(y, weight Pt, colour Colour) {
	above := y - max(fr.left, fr.right)
	fr.begin(FramePart{Rule: weight, Colour: colour, Above: above})
	fr.left, fr.right = y+weight, y+weight
}

// whole notes a line over the whole width.
func (fr *framing) whole(l FrameLine, first, last Pt) {
	fr.begin(FramePart{})
	fr.add(l, 0, first, last)
	fr.right = last
}

// beside notes a line of one of two columns: at is where the one at the right
// begins, or 0 for the one at the left.
func (fr *framing) beside(l FrameLine, at, first, last Pt) {
	if n := len(fr.parts); n == 0 || !fr.parts[n-1].Columns {
		fr.begin(FramePart{Columns: true})
	}
	fr.add(l, at, first, last)
}

func (fr *framing) add(l FrameLine, at, first, last Pt) {
	part := &fr.parts[len(fr.parts)-1]
	if at > 0 {
		part.RightAt = at
		l.Above, fr.right = first-fr.right, last
		part.Right = append(part.Right, l)
		return
	}
	l.Above, fr.left = first-fr.left, last
	part.Left = append(part.Left, l)
}

// framed notes a line in a column of the opening; it is over the whole width or in one of
// two columns, as the column is.
func (f *flow) framed(l FrameLine, col column, first, last Pt) {
	if col.width >= f.st.full()-1 {
		f.framing.whole(l, first, last)
		return
	}
	f.framing.beside(l, col.x-f.st.left, first, last)
}

// inFrame notes lines that flow, one below the other.
func (f *flow) inFrame(lines ...FrameLine) {
	for _, l := range lines {
		f.framing.parts = append(f.framing.parts, FramePart{Left: []FrameLine{l}})
	}
}

// legendFramed notes a legend whose names stand where they are given.
func (f *flow) legendFramed(l manuscript.Legend, col column, names []bandName) {
	noted := FrameLegend{Legend: l, At: col.x - f.st.left, Width: col.width}
	for i, n := range names {
		end := col.width
		if i+1 < len(names) {
			end = (n.x+n.width+names[i+1].x)/2 - col.x
		}
		noted.Ends = append(noted.Ends, end)
	}
	f.legends = append(f.legends, noted)
}

// takeFrame takes what was noted.
func (f *flow) takeFrame() []FramePart {
	parts := f.framing.parts
	f.framing = framing{}
	return parts
}
