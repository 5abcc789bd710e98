package layout

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Look is how a note is set where its readers or its house want it otherwise
// than its form does. The zero Look is that of the form.
type Look struct {
	Type TypeSize
	// Monochrome prints in black what is in colour otherwise, but for markings
	// and the ground of panels.
	Monochrome bool
	// House takes the place of navy in headings, numbers and rules; the zero
	// colour is navy. ParseHouseColour checks that it can be read.
	House Colour
}

// TypeSize is the least type of a note's text.
type TypeSize string

// The sizes of type. Those for readers who need it plain are sans serif, ragged
// and without hyphens and italics: emphasis is bold.
const (
	FormType       TypeSize = ""           // as the form has it
	AccessibleType TypeSize = "accessible" // 12 pt on 18
	LargeType      TypeSize = "large"      // 14 pt on 21
)

// The contrast that text in a house colour must have (WCAG 2.2, success criteria
// 1.4.6 on white and 1.4.3 on the ground of a panel).
const (
	houseOnWhite = 7
	houseOnPanel = 4.5
)

// ParseHouseColour reads #RRGGBB. A colour that is hard to read is an error that
// says by how much.
func ParseHouseColour(s string) (Colour, error) {
	digits, found := strings.CutPrefix(s, "#")
	n, err := strconv.ParseUint(digits, 16, 24)
	if err != nil || !found || len(digits) != 6 {
		return Colour{}, fmt.Errorf("%q is no colour; write it as #RRGGBB, such as #1B365D", s)
	}
	c := Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}
	for _, ground := range []struct {
		name   string
		colour Colour
		least  float64
	}{{"white", Colour{255, 255, 255}, houseOnWhite}, {"the ground of panels", tint, houseOnPanel}} {
		if got := contrast(c, ground.colour); got < ground.least {
			return Colour{}, fmt.Errorf("%s has a contrast of %.1f on %s, and text needs %g there; choose a darker colour", s, got, ground.name, ground.least)
		}
	}
	return c, nil
}

// contrast is that of two colours, from 1 to 21 (WCAG 2.2, contrast ratio).
func contrast(a, b Colour) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// luminance is the relative luminance of a colour, from 0 to 1 (WCAG 2.2).
func luminance(c Colour) float64 {
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// ink is a colour of a form in a look.
func (l Look) ink(c Colour) Colour {
	switch {
	case l.Monochrome && (c == navy || c == grey || c == ruler):
		return black
	case c == navy && l.House != Colour{}:
		return l.House
	}
	return c
}

// recolour sets the colours of pages as the look has them.
func (l Look) recolour(pages []Page) {
	if !l.Monochrome && l.House == (Colour{}) {
		return
	}
	for _, p := range pages {
		for i, it := range p.Items {
			switch it := it.(type) {
			case Text:
				it.Colour = l.ink(it.Colour)
				p.Items[i] = it
			case Rect:
				it.Colour = l.ink(it.Colour)
				p.Items[i] = it
			case Stroke:
				it.Colour = l.ink(it.Colour)
				p.Items[i] = it
			case Watermark, Link, Image:
			}
		}
	}
}

// least is the least size of type, or 0.
func (t TypeSize) least() Pt {
	switch t {
	case AccessibleType:
		return 12
	case LargeType:
		return 14
	}
	return 0
}

// leading is the distance of lines to a size of such type, as its multiple.
const leading = 1.5

// in is st with type of a size. The grid stays; what is set in it grows.
func (st style) in(size TypeSize) style {
	least := size.least()
	if least == 0 {
		return st
	}
	st.least, st.justified = least, false
	grown := max(least/st.body.size, 1)
	st.lead = leading * least
	for _, f := range []*typeface{
		&st.body, &st.quotation.face, &st.list.bulletFace, &st.list.numberFace, &st.notes.text, &st.notes.number,
		&st.panel.body, &st.end.face, &st.source, &st.small, &st.value, &st.table, &st.code, &st.kicker, &st.runIn, &st.remark, &st.summary, &st.count,
	} {
		*f = st.legible(*f)
	}
	if st.confidence.size > 0 {
		st.confidence = st.legible(st.confidence)
	}
	for _, f := range []*typeface{&st.head, &st.panel.head, &st.title} {
		*f = st.legible(*f)
		f.size = max(f.size, least+1)
	}
	for _, lead := range []*Pt{&st.quotation.lead, &st.panel.lead, &st.notes.lead, &st.end.lead, &st.tableLead, &st.sourceLead, &st.remarkLead, &st.summaryLead} {
		*lead = max(st.lead, *lead)
	}
	if st.notes.form == bracketed {
		st.notes.mark.size = 1
	}
	st.headLead, st.titleLead = max(st.headLead, 1.25*st.head.size), max(st.titleLead, 1.15*st.title.size)
	for _, gap := range []*Pt{
		&st.paragraph, &st.section, &st.afterHead, &st.afterOwnLine, &st.toSubtitle, &st.quotation.before, &st.quotation.after,
		&st.panel.between, &st.panel.after, &st.end.between, &st.list.bulletHang, &st.list.numberHang, &st.notes.hang, &st.toConfidence, &st.toSource,
	} {
		*gap *= grown
	}
	for _, gap := range []*Pt{&st.paragraph, &st.quotation.before, &st.quotation.after, &st.end.between, &st.panel.between} {
		*gap = max(*gap, st.lead+least/2)
	}
	st.toSource, st.toConfidence = max(st.toSource, st.lead), max(st.toConfidence, st.lead)
	return st
}

// legible is a typeface as the style's least type has it: sans serif, upright,
// and no smaller.
func (st style) legible(tf typeface) typeface {
	if st.least == 0 {
		return tf
	}
	if tf.family != mono && tf.family != naskh {
		tf.family = sans
	}
	tf.bold, tf.italic = tf.bold || tf.italic, false
	tf.size = max(tf.size, st.least)
	return tf
}

// leadFor is the distance of lines of a typeface: lead, unless it is larger in
// the style's least type.
func (st style) leadFor(tf typeface, lead Pt) Pt {
	if st.least == 0 {
		return lead
	}
	return max(lead, 1.25*tf.size)
}
