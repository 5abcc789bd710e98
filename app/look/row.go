package look

import "time"

// RowRadius is that of the background of a row in a list.
const RowRadius = 7

// RowState is how a row of a list differs from one at rest.
type RowState struct{ Selected, Hovered, Focused bool }

// Row draws the background of a row in a list.
func (p *Painter) Row(x, y, w, h float32, state RowState) {
	switch {
	case state.Selected:
		p.Round(x, y, w, h, RowRadius, Soft, Transparent)
	case state.Hovered:
		p.Round(x, y, w, h, RowRadius, Hover, Transparent)
	}
	if state.Focused {
		p.Focus(x, y, w, h, RowRadius)
	}
}

// Origin writes where something is from, centred on y: a source and a date,
// either of which may be empty. Where there is not room enough up to right, the
// source is cut before the date.
func (p *Painter) Origin(source, date string, x, right, y float32) {
	date = afterDot(source, date)
	base := Meta.Centred(y)
	x = p.Text(Ellipsis(source, Meta, right-x-Width(date, Meta)), Meta, Ink2, x, base)
	p.Text(Ellipsis(date, Meta, right-x), Meta, Ink2, x, base)
}

// OriginWidth returns how much room Origin needs to cut nothing.
func OriginWidth(source, date string) float32 {
	return Width(source, Meta) + Width(afterDot(source, date), Meta)
}

func afterDot(source, date string) string {
	if source == "" || date == "" {
		return date
	}
	return " · " + date
}

// dateLayouts are the forms in which a date of publication comes, and how a
// row writes them.
var dateLayouts = []struct{ iso, thisYear, dated string }{
	{"2006-01-02", "2 Jan", "2 Jan 2006"},
	{"2006-01", "Jan 2006", "Jan 2006"},
}

// Day writes a date as a row does: 19 Aug 2025, or 19 Aug in the given year.
// What is no date with a month is left as it is.
func Day(published string, year int) string {
	for _, l := range dateLayouts {
		if t, err := time.Parse(l.iso, published); err == nil {
			if t.Year() == year {
				return t.Format(l.thisYear)
			}
			return t.Format(l.dated)
		}
	}
	return published
}
