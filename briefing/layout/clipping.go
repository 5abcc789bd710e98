package layout

import (
	"strings"

	"briefdesk/briefing/manuscript"
)

// Measures of what is known of an article above its extracts.
const (
	clippingBefore  = 43   // from the text before it
	clippingRule    = 15.7 // from the rule above it
	clippingRoom    = 12   // added to what the text before it asks for
	clippingToTitle = 27.5
	clippingSide    = 4 // of the box from the word in it
	clippingRoof    = 8.5
	clippingFloor   = 3.5
	clippingStroke  = 0.75
	clippingGap     = 7 // from the box to the facts
	clippingLead    = 11.5
)

// clipping sets the kind of an article in a box, and facts of it beside it,
// below a rule.
func (f *flow) clipping(c manuscript.Clipping) {
	f.closeSide(f.column())
	f.closePanel()
	st, tag := f.st, f.tree.add(f.parent, RoleParagraph)
	face, kindFace := st.source, typeface{family: sans, bold: true, size: 8, track: 0.05 * 8}
	first := strip{above: ascent(face.size), below: descent(face.size)}
	x := st.left
	if c.Kind != "" {
		kind := []span{{text: strings.ToUpper(c.Kind), typeface: kindFace}}
		word := f.paragraph(kind, setting{width: boundless, tag: tag, goesOn: true})
		width := f.natural(kind) + 2*clippingSide
		first.items = append(box(x, -clippingRoof, width, clippingRoof+clippingFloor, clippingStroke), placed(word[0].items, x+clippingSide, 0)...)
		x += width + clippingGap
	}
	lines := f.paragraph(f.spans(c.Text, face, tag), setting{width: st.left + st.full() - x, block: c.Block, tag: tag})
	strips := f.lines(lines, x, face.size, clippingLead)
	if len(strips) == 0 {
		strips = []strip{first}
	} else {
		strips[0].items = append(first.items, strips[0].items...)
	}
	if len(f.strips) > 0 {
		strips[0].items = append(strips[0].items, Rect{X: st.left, Y: -clippingRule, W: st.full(), H: 0.5})
		strips[0].above = clippingRule
	}
	bindAll(strips)
	f.last += clippingRoom
	f.add(strips, clippingBefore, clippingToTitle)
	f.clipped = true
}
