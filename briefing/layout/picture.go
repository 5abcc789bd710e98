package layout

import "briefdesk/briefing/manuscript"

// Measures of figures.
const (
	pixel         = 0.75 // a pixel of a picture at its natural size: 96 to the inch
	captionSize   = 9
	captionLead   = 12
	toCaption     = 15   // from the bottom of a picture to the baseline of its caption
	tallest       = 0.65 // of the text area: a taller picture would stand alone
	leastOfFigure = 72   // is left to a picture, however long its caption
)

// figure sets a picture, as wide as the column at most and no larger than it
// is, with its caption below it, on one page. Its top is where that of a line
// would be, so that headings at its side and the tops of pages suit it.
func (f *flow) figure(fig manuscript.Figure, col column) {
	tag, parent := Decoration, f.parent
	if !fig.Image.Decorative {
		tag = f.tree.add(f.parent, RoleFigure)
		f.tree.elements[tag].Alt = fig.Image.Alt
		parent = tag
	}
	caption := f.figureCaption(fig, parent, col)
	area, below := f.st.floor()-f.st.top, Pt(toCaption)
	for _, line := range caption {
		below += line.lead
	}
	room := min(area*tallest, area-below)
	w, h := fitted(fig, col.width, max(room, leastOfFigure))
	top := ascent(f.st.body.size)
	hangs := max(h-top, 0) // below the baseline
	picture := strip{above: top, below: hangs, items: []Item{Image{X: col.x, Y: -top, W: w, H: h, Picture: fig.Image, Tag: tag}}}
	after := hangs + Pt(toTable)
	if len(caption) > 0 {
		caption[0].lead, after = hangs+toCaption, toTable
	}
	strips := append([]strip{picture}, caption...)
	bindAll(strips)
	strips[len(strips)-1].bound = false
	f.add(strips, toTable, after)
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
	return f.lines(lines, col.x, face.size, f.st.leadFor(face, captionLead))
}

// fitted is the size of a picture in a space.
func fitted(fig manuscript.Figure, width, room Pt) (w, h Pt) {
	w, h = pixel*Pt(fig.Width), pixel*Pt(fig.Height)
	scale := min(1, width/w, room/h)
	return w * scale, h * scale
}
