package shelf

import (
	"strconv"
	"strings"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// Measures of the list, in units.
const (
	listInset = 4  // above the first row and below the last, where a focus ring stands
	rowInset  = 8  // from the edge of the pane to a row's background
	textInset = 18 // from the edge of the pane to a row's text
	rowGap    = 2
	radius    = 7

	// countFrom is the width of the pane from which rows count their passages.
	countFrom = 300
)

// rowHeight is 56 at the usual text size: two lines and the air around them.
func rowHeight() float32 { return 18 + look.RowTitle.LineHeight() + look.Meta.LineHeight() }

func rowPitch() float32 { return rowHeight() + rowGap }

// rowTop is the upper edge of the row at a place.
func rowTop(place int) float32 { return listInset + float32(place)*rowPitch() }

// rowState is how a row differs from one at rest.
type rowState struct{ selected, hovered, focused bool }

// drawRow draws a source as two lines: its title; publisher and date, with the
// number of passages, the grade and the marking at the right. Where there is
// not enough room, the publisher is cut before the date, and neither grade nor
// marking ever is.
func drawRow(p *look.Painter, r Row, top float32, year int, state rowState) {
	width := p.Size().Width
	right := width - textInset
	drawGround(p, top, state)

	title := look.RowTitle
	if state.selected {
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
	drawOrigin(p, r.Publisher, day(r.Published, year), edge-8, second)
}

func drawGround(p *look.Painter, top float32, state rowState) {
	width := p.Size().Width - 2*rowInset
	switch {
	case state.selected:
		p.Round(rowInset, top, width, rowHeight(), radius, look.Soft, look.Transparent)
	case state.hovered:
		p.Round(rowInset, top, width, rowHeight(), radius, look.Hover, look.Transparent)
	}
	if state.focused {
		p.Focus(rowInset, top, width, rowHeight(), radius)
	}
}

// drawChips draws what stands at the right of the second line and returns
// where it begins.
func drawChips(p *look.Painter, r Row, right, y float32, counted bool) float32 {
	if r.Marking != "" {
		right = p.ChipRight(short(r.Marking), right, y) - 4
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

// drawOrigin writes publisher and date from the left up to right.
func drawOrigin(p *look.Painter, publisher, date string, right, y float32) {
	if date != "" && publisher != "" {
		date = " · " + date
	}
	room := right - textInset - look.Width(date, look.Meta)
	x := p.Text(look.Ellipsis(publisher, look.Meta, room), look.Meta, look.Ink2, textInset, look.Meta.Centred(y))
	p.Text(look.Ellipsis(date, look.Meta, right-x), look.Meta, look.Ink2, x, look.Meta.Centred(y))
}

// short is a marking without the name of its scheme: CLEAR for TLP:CLEAR.
func short(m briefing.Marking) string {
	_, after, found := strings.Cut(string(m), ":")
	if found && after != "" {
		return after
	}
	return string(m)
}
