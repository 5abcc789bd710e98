package layout

import "briefdesk/briefing/manuscript"

// Measures of figures.
const (
	pixel         = 0.75 // a pixel of a picture at its natural size: 96 to the inch
	captionSize   = 9
	captionLead   = 12
	toCaption     = 15 // from the bottom of a picture to the baseline of its caption
	leastOfFigure = 72 // is left to a picture, however long its caption
)

// figure sets a picture, as wide as the column at most and no larger than it
// is, with its caption below it, on one page.
func (f *flow) figure(fig manuscript.Figure, col column) {
	f.closeSide(col)
	tag := Decoration
	parent := f.parent
	if !fig.Image.Decorative {
		parent = f.tree.add(f.parent, RoleFigure)
		f.tree.elements[parent].Alt = fig.Image.Alt
		tag = parent
	}
	caption := f.figureCaption(fig, parent, col)
	room := f.st.floor() - f.st.top - toCaption - captionLead*Pt(len(caption))
	w, h := fitted(fig, col.width, max(room, leastOfFigure))
	picture := strip{above: h, items: []Item{Image{X: col.x, Y: -h, W: w, H: h, Picture: fig.Image, Tag: tag}}}
	strips := append([]strip{picture}, caption...)
	bindAll(strips)
	strips[len(strips)-1].bound = false
	before := max(toTable, f.last) - ascent(f.st.body.size) + h
	f.last = 0
	f.add(strips, before, toTable)
}

// figureCaption are the lines below a picture.
func (f *flow) figureCaption(fig manuscript.Figure, parent int, col column) []strip {
	if len(fig.Caption) == 0 {
		return nil
	}
	role := RoleCaption
	if fig.Image.Decorative { // there is no figure that it could be the caption of
		role = RoleParagraph
	}
	face := f.st.table
	face.size = max(captionSize, f.st.least)
	tag := f.tree.add(parent, role)
	lines := f.paragraph(f.spans(fig.Caption, face, tag), setting{width: col.width, block: fig.Block, tag: tag})
	strips := f.lines(lines, col.x, face.size, f.st.leadFor(face, captionLead))
	if len(strips) > 0 {
		strips[0].lead = toCaption
	}
	return strips
}

// fitted is the size of a picture in a space.
func fitted(fig manuscript.Figure, width, room Pt) (w, h Pt) {
	w, h = pixel*Pt(fig.Width), pixel*Pt(fig.Height)
	scale := min(1, width/w, room/h)
	return w * scale, h * scale
}
