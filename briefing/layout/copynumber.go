package layout

import (
	"slices"

	"briefdesk/briefing/manuscript"
)

// copyLabel is the number of a copy, or nothing.
func (f *flow) copyLabel(m manuscript.Manuscript) []span {
	return []span{{text: m.Copy.Label(m.Language), typeface: typeface{family: sans, bold: true, size: 9}}}
}

// belowDraft is the distance from the words of a draft to the number of a copy,
// where both stand before the marking: beside each other they would reach into the
// sentence at the left.
const belowDraft = 11.5

// copyNumber sets the number of a copy at the right of the head, before what
// stands there, the marking or the number of the page, and below the words of a
// draft. A style that opens with it has it on the first page alone.
func (f *flow) copyNumber(m manuscript.Manuscript, head, draft []Item) []Item {
	if m.Copy.Number == 0 || f.st.copyInTitle {
		return nil
	}
	st, spans := f.st, f.copyLabel(m)
	x := st.paper.W - st.right
	if left := leftmostAtHead(head, st); left < x {
		x = left - draftGap
	}
	y := st.markingHead
	if leftmostAtHead(draft, st) < st.paper.W-st.right {
		y += belowDraft
	}
	return f.line1(spans, Furniture, x-f.natural(spans), y)
}

// atHead are the items in the upper half of a page.
func atHead(items []Item, height Pt) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(it Item) bool {
		t, ok := it.(Text)
		return ok && t.Y > height/2
	})
}
