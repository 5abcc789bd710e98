package shelf

import (
	"strconv"

	"briefdesk/app/look"
)

// Measures of the list, in units.
const (
	listInset = 4  // above the first row and below the last, where a focus ring stands
	rowInset  = 8  // from the edge of the pane to a row's background
	textInset = 18 // from the edge of the pane to a row's text
	rowGap    = 2

	// countFrom is the width of the pane from which rows count their passages.
	countFrom = 300
)

// rowHeight is 56 at the usual text size: two lines and the air around them.
func rowHeight() float32 { return 18 + look.RowTitle.LineHeight() + look.Meta.LineHeight() }

func rowPitch() float32 { return rowHeight() + rowGap }

// rowTop is the upper edge of the row at a place.
func rowTop(place int) float32 { return listInset + float32(place)*rowPitch() }

// drawRow draws a source as two lines: its title; publisher and date, with the
// number of passages, the grade and the marking at the right. Where there is
// not enough room, the publisher is cut before the date, and neither grade nor
// marking ever is.
func drawRow(p *look.Painter, r Row, top float32, year int, state look.RowState) {
	width := p.Size().Width
	right := width - textInset
	p.Row(rowInset, top, width-2*rowInset, rowHeight(), state)

	title := look.RowTitle
	if state.Selected {
		title = look.RowTitleSelected
	}
	first := top + 8 + title.LineHeight()/2
	if r.New {
		p.Dot(rowInset+5, first, 6, look.Accent)
	}
	name, ink := r.Title, look.Ink
	if name == "" {
		name, ink = "No title", look.Ink3
	}
	p.Text(look.Ellipsis(name, title, right-textInset), title, ink, textInset, title.Centred(first))

	second := top + 10 + title.LineHeight() + look.Meta.LineHeight()/2
	edge := drawChips(p, r, right, second, width >= countFrom)
	p.Origin(r.Publisher, look.Day(r.Published, year), textInset, edge-8, second)
}

// drawChips draws what stands at the right of the second line and returns
// where it begins.
func drawChips(p *look.Painter, r Row, right, y float32, counted bool) float32 {
	if r.Marking != "" {
		right = p.ChipRight(look.ShortMarking(string(r.Marking)), right, y) - 4
	}
	if r.Grade != "" {
		right = p.ChipRight(r.Grade, right, y) - 4
	}
	if counted && r.Passages > 0 {
		right = p.TextRight(strconv.Itoa(r.Passages), look.Meta, look.Ink2, right-4, look.Meta.Centred(y))
		right -= 3 + 11
		p.Icon(look.IconQuote, right, y-5.5, 11, look.Ink2)
	}
	return right
}
