package layout

import (
	"slices"

	"briefdesk/briefing/manuscript"
)

// copyLabel is the number of a copy, or nothing.
func (f *flow) copyLabel(m manuscript.Manuscript) []span {
	return []span{{text: m.Copy.Label(m.Language), typeface: typeface{family: sans, bold: true, size: 9}}}
}

// copyNumber sets the number of a copy at the right of the head, before what
// stands there: the marking, the words of a draft, the number of the page. A style
// that opens with it has it on the first page alone.
func (f *flow) copyNumber(m manuscript.Manuscript, head []Item) []Item {
	if m.Copy.Number == 0 || f.st.copyInTitle {
		return nil
	}
	st, spans := f.st, f.copyLabel(m)
	x := st.paper.W - st.right
	if left := leftmostAtHead(head, st); left < x {
		x = left - draftGap
	}
	return f.line1(spans, Furniture, x-f.natural(spans), st.markingHead)
}

// atHead are the items in the upper half of a page.
func atHead(items []Item, height Pt) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(it Item) bool {
		t, ok := it.(Text)
		return ok && t.Y > height/2
	})
}
