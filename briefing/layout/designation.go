package layout

import "briefdesk/briefing/manuscript"

// Measures of the designation block.
const (
	designationSide  = 8
	designationInset = 6
	designationRule  = 0.6
	designationGap   = 12 // from the text above it
	designationShare = 2  // of the text it has at most one in so many parts
)

// designation is the block that says who controls a note and how it may be
// passed on: in a box at the bottom of the first page, at its right. It takes
// height from the text there, and what it says from the facts.
func (f *flow) designation(m manuscript.Manuscript, facts *particulars) (items []Item, height Pt) {
	if len(m.Banner.Designation) == 0 {
		return nil, 0
	}
	face, lead := typeface{family: sans, size: 8.5}, Pt(11.5)
	heads := face
	heads.bold = true
	room := f.st.full()/designationShare - 2*designationSide
	wide, lines := Pt(0), []line(nil)
	for _, row := range m.Banner.Designation {
		facts.take(row.Field)
		f.boxed = append(f.boxed, manuscript.Fact{Key: row.Field, Label: row.Label, Text: []manuscript.Run{{Text: row.Text}}})
		tag := f.tree.add(0, RoleParagraph)
		spans := []span{{text: row.Label + ": ", typeface: heads, tag: tag}, {text: row.Text, typeface: face, tag: tag}}
		wide = max(wide, min(f.natural(spans), room))
		lines = append(lines, f.paragraph(spans, setting{width: room, tag: tag})...)
	}
	height = ascent(face.size) + descent(face.size) + Pt(len(lines)-1)*lead + 2*designationInset
	width := wide + 2*designationSide
	left, top := f.st.left+f.st.full()-width, f.st.floor()-height
	items = box(left, top, width, height, designationRule)
	items = append(items, stacked(lines, left+designationSide, top+designationInset+ascent(face.size), lead)...)
	return items, height + designationGap
}
