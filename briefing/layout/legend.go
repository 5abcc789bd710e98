package layout

import (
	"strconv"

	"briefdesk/briefing/manuscript"
)

// Measures of the legend of a probability scale.
const (
	legendAxis   = 361.28 // the length of 100 per cent, at most
	legendBefore = 25.6   // from the text before it
	legendRule   = 14     // from the rule above it to its first baseline
	legendSize   = 7.5
	legendLead   = 8.5
	legendBand   = 10
	legendStroke = 0.75
	legendGap    = 2 // from the names to the bands
	legendTick   = 3
	legendApart  = 4  // between two names, at least
	legendToSure = 21 // from the figures to what is said of confidence
	legendFoot   = 9  // from the last of it to the rule below
)

// withoutLegends takes the legends out of blocks: they are set after what closes
// the note.
func withoutLegends(blocks []manuscript.Block) (rest []manuscript.Block, legends []manuscript.Legend) {
	for i, b := range blocks {
		if l, ok := b.(manuscript.Legend); ok {
			rest = append(blocks[:i:i], blocks[i+1:]...)
			more, others := withoutLegends(rest[i:])
			return append(rest[:i:i], more...), append(append(legends, l), others...)
		}
	}
	return blocks, nil
}

// legend draws a probability scale between two rules: an axis on which each band
// is a box, filled if the note uses its term.
func (f *flow) legend(l manuscript.Legend) {
	f.closeSide(f.column())
	if f.st.least > 0 { // the names of bands would not fit their axis
		f.paragraphBlock(manuscript.Paragraph{Text: l.Runs()}, f.column())
		f.legendFramed(l, f.column(), nil)
		return
	}
	col := f.st.textColumn()
	col.width = min(col.width, legendAxis)
	tall := strip{above: legendRule}
	top := Pt(0)
	if f.st.side {
		label, bottom := f.legendLabel(l, column{f.st.left, f.st.label})
		tall.items, tall.below = label, bottom
	} else {
		label, bottom := f.legendLabel(l, column{f.st.left, f.st.full()})
		tall.items, top = label, bottom+legendLead+legendGap
	}
	tag := f.tree.add(0, RoleFigure)
	f.tree.elements[tag].Alt = l.Text()
	names, lines := f.bandNames(l, col, tag)
	f.legendFramed(l, col, names)
	last := top + Pt(lines-1)*legendLead
	for _, name := range names {
		tall.items = append(tall.items, stacked(name.lines, name.x, last-Pt(len(name.lines)-1)*legendLead, legendLead)...)
	}
	bands := last + descent(legendSize) + legendGap
	tall.items = append(tall.items, f.bands(l, col, tag, bands)...)
	figures := bands + legendBand + legendTick + legendSize
	tall.items = append(tall.items, f.percentages(col, tag, figures)...)
	tall.below = max(tall.below, figures)
	if l.Sure != "" {
		f.sure(l, col, &tall)
	}
	tall.below += legendFoot
	for _, y := range []Pt{-legendRule, tall.below - 0.5} {
		tall.items = append(tall.items, Rect{X: f.st.left, Y: y, W: f.st.full(), H: 0.5})
	}
	f.add([]strip{tall}, legendBefore, tall.below+endRuleToText)
	f.endRuled = true // by the rule below the legend
}

// sure sets what the legend says of confidence in a column below the scale, and its
// label beside it.
func (f *flow) sure(l manuscript.Legend, col column, scale *strip) {
	label, text := f.st.end.face, f.tree.add(0, RoleParagraph)
	label.bold = true
	head := f.text1("How sure? ", label, f.tree.add(text, RoleSpan), f.st.left, 0)
	lines := f.paragraph([]span{{text: l.Sure, typeface: f.st.end.face}}, setting{width: col.width, tag: text})
	y := scale.below + legendToSure
	items := append(head, stacked(lines, max(col.x, f.st.left+f.st.label), 0, f.st.end.lead)...)
	scale.items = appendPlaced(scale.items, items, 0, y)
	scale.below = y + Pt(len(lines)-1)*f.st.end.lead + descent(f.st.end.face.size)
}

// legendLabel names the scale, and says where it ends.
func (f *flow) legendLabel(l manuscript.Legend, col column) ([]Item, Pt) {
	bold, face := f.st.end.face, f.st.end.face
	bold.bold, face.colour = true, grey
	tag := f.tree.add(0, RoleParagraph)
	spans := []span{{text: l.Label + "\n", typeface: bold}, {text: joinedBy("; ", l.Scale, l.Note), typeface: face}}
	lines := f.paragraph(spans, setting{width: col.width, tag: tag})
	return stacked(lines, col.x, 0, f.st.end.lead), Pt(len(lines)-1)*f.st.end.lead + descent(face.size)
}

// bandName is the name of a band in lines, and where they begin.
type bandName struct {
	lines    []line
	x, width Pt
}

// bandNames sets the names of the bands over their middles, within the axis and
// clear of one another, and says how many lines the tallest takes.
func (f *flow) bandNames(l manuscript.Legend, col column, tag int) ([]bandName, int) {
	middle := func(i int) Pt {
		i = min(max(i, 0), len(l.Bands)-1)
		return col.x + Pt(l.Bands[i].From+l.Bands[i].To)/200*col.width
	}
	names, tallest := make([]bandName, len(l.Bands)), 1
	for i, b := range l.Bands {
		face := typeface{family: sans, bold: b.Used, size: legendSize}
		spans := []span{{text: capitalised(b.Term), typeface: face}}
		longest, natural := f.widths(spans)
		room := max((middle(i+1)-middle(i-1))/2-legendApart, longest+0.1)
		n := bandName{width: min(room, natural+0.1)}
		n.lines = f.paragraph(spans, setting{width: n.width, tag: tag, align: manuscript.AlignCentre})
		n.x = max(middle(i)-n.width/2, col.x)
		if i > 0 {
			n.x = max(n.x, names[i-1].x+names[i-1].width+legendApart)
		}
		names[i], tallest = n, max(tallest, len(n.lines))
	}
	edge := col.x + col.width
	for i := len(names) - 1; i >= 0; i-- {
		names[i].x = min(names[i].x, edge-names[i].width)
		edge = names[i].x - legendApart
	}
	return names, tallest
}

// bands are the boxes of a scale, whose top is at y.
func (f *flow) bands(l manuscript.Legend, col column, tag int, y Pt) []Item {
	var items []Item
	for i, b := range l.Bands {
		from, to := col.x+Pt(b.From)/100*col.width, col.x+Pt(b.To)/100*col.width
		if b.Used {
			items = append(items, Rect{X: from, Y: y, W: to - from, H: legendBand, Colour: navy})
		}
		corners := []Point{{from, y}, {to, y}, {to, y + legendBand}, {from, y + legendBand}}
		items = append(items, Stroke{Closed: true, Width: legendStroke, Colour: navy, Tag: tag, Points: corners})
		if i > 0 && b.Used && l.Bands[i-1].Used && b.From <= l.Bands[i-1].To { // a line between two that are filled
			items = append(items, Rect{X: from - legendStroke/2, Y: y + legendStroke/2, W: legendStroke, H: legendBand - legendStroke, Colour: white})
		}
	}
	return items
}

// percentages are the figures below an axis, and the ticks above them.
func (f *flow) percentages(col column, tag int, y Pt) []Item {
	var items []Item
	face := typeface{family: sans, size: legendSize}
	for _, percent := range []int{0, 25, 50, 75, 100} {
		x := col.x + Pt(percent)/100*col.width
		figure := strconv.Itoa(percent) + "%"
		width := f.natural([]span{{text: figure, typeface: face}})
		items = append(items, Rect{X: x - 0.25, Y: y - legendSize - legendTick, W: 0.5, H: legendTick})
		items = append(items, f.text1(figure, face, tag, x-width*Pt(percent)/100, y)...)
	}
	return items
}
