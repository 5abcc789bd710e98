package layout

import "briefdesk/briefing/manuscript"

// changePanel opens or closes the panel, as a section is in one or not. A style
// without panels sets such a section like others.
func (f *flow) changePanel(in bool) {
	switch {
	case in && f.panel == nil && f.st.panel.text.width > 0:
		f.openPanel()
	case !in:
		f.closePanel()
	}
}

func (f *flow) openPanel() {
	p := f.st.panel
	f.last = max(f.last, f.st.section) + p.above
	f.panel, f.outer, f.within = &p, f.st, len(f.strips)
	f.st.head, f.st.body, f.st.lead, f.st.section = p.head, p.body, p.lead, p.between
}

// closePanel ends the panel. It stays on one page.
func (f *flow) closePanel() {
	if f.panel == nil {
		return
	}
	p, strips := f.panel, f.strips[f.within:]
	f.panel, f.st = nil, f.outer
	if len(strips) == 0 {
		return
	}
	for i := range strips {
		strips[i].panel, strips[i].bound = p, true
	}
	first, last := &strips[0], &strips[len(strips)-1]
	first.above += p.above
	under := max(last.below, last.sideDown+descent(f.st.head.size)) + p.below
	last.below, last.bound = under, false
	f.last = under + p.after
}

// draw draws what a panel lies on, from top to bottom.
func (p panelStyle) draw(top, bottom Pt) []Item {
	if p.ground.width == 0 {
		return nil
	}
	items := []Item{Rect{X: p.ground.x, Y: top, W: p.ground.width, H: bottom - top, Colour: tint}}
	if p.leftEdge {
		return append(items, Rect{X: p.ground.x - panelEdge, Y: top, W: panelEdge, H: bottom - top, Colour: navy})
	}
	return append(items, Rect{X: p.ground.x, Y: top - panelTop, W: p.ground.width, H: panelTop, Colour: navy})
}

// paragraphsAtStart is how many of blocks are paragraphs before anything else is.
func paragraphsAtStart(blocks []manuscript.Block) int {
	for i, b := range blocks {
		if _, ok := b.(manuscript.Paragraph); !ok {
			return i
		}
	}
	return len(blocks)
}

// remarked sets a quotation with remarks beside it, as one row that does not
// break. A row that is higher than half a page flows instead.
func (f *flow) remarked(q manuscript.Quotation, remarks []manuscript.Block) {
	f.closeRunIn(f.column())
	left := f.quoted(q, f.column())
	var right []strip
	face, lead := f.st.remark, f.st.remarkLead
	for _, b := range remarks {
		p := b.(manuscript.Paragraph)
		tag := f.tree.add(f.parent, RoleParagraph)
		lines := f.paragraph(f.spans(p.Text, face, tag), setting{width: f.st.remarks.width, block: p.Block, tag: tag})
		right = append(right, f.lines(lines, f.st.remarks.x, face.size, lead)...)
	}
	if height(left) > f.st.paper.H/3 || len(right) > 0 && height(right) > f.st.paper.H/3 {
		f.add(left, f.st.quotation.before, f.st.quotation.after)
		f.add(right, f.st.quotation.before, f.st.quotation.after)
		return
	}
	row := strip{above: left[0].above}
	for n, side := range [][]strip{left, right} {
		y := -remarkRise * Pt(n)
		for i, s := range side {
			if i > 0 {
				y += s.lead
			}
			row.items = append(row.items, placed(s.items, 0, y)...)
			row.notes = append(row.notes, s.notes...)
			row.below = max(row.below, y+s.below)
		}
	}
	rule := quotationRules(left, stackedAt(left))
	row.items = append(rule, row.items...)
	f.add([]strip{row}, f.st.quotation.before, row.below+f.st.quotation.after)
}

// remarkRise is how far the first line of a remark stands above that of its
// quotation.
const remarkRise = 1.5

// stackedAt are the baselines of strips below one another, the first at 0.
func stackedAt(strips []strip) []Pt {
	ys := make([]Pt, len(strips))
	for i := 1; i < len(strips); i++ {
		ys[i] = ys[i-1] + strips[i].lead
	}
	return ys
}
