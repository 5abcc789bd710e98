package look

import (
	"image/color"
	"strings"

	"fyne.io/fyne/v2"
)

// Heights of chips, in units before Zoom.
const (
	chipHeight   = 16
	filterHeight = 24
	bannerHeight = 24
	capHeight    = 18
)

// Marking is how a marking looks: what it says, and its own colours, which no
// theme changes.
type Marking struct {
	Text      string
	Ink, Fill color.Color
}

// ShortMarking is a marking without the name of its scheme: CLEAR for TLP:CLEAR.
func ShortMarking(marking string) string {
	if _, after, found := strings.Cut(marking, ":"); found && after != "" {
		return after
	}
	return marking
}

// ChipWidth returns how wide a small chip is that says s.
func ChipWidth(s string) float32 { return round(Width(s, ChipText)) + 2*5 }

// Chip draws a small grey chip from x, centred on y, and returns where it ends.
func (p *Painter) Chip(s string, x, y float32) float32 {
	return p.chip(s, x, y, 4, Colour(Chip), nil, Colour(Ink2))
}

// ChipRight draws a small grey chip that ends at right, and returns where it
// begins.
func (p *Painter) ChipRight(s string, right, y float32) float32 {
	x := right - ChipWidth(s)
	p.Chip(s, x, y)
	return x
}

// Reason draws a small round chip in colours of its own, such as OK on OKSoft,
// and returns where it ends.
func (p *Painter) Reason(s string, x, y float32, ink, fill fyne.ThemeColorName) float32 {
	return p.chip(s, x, y, chipHeight/2, Colour(fill), nil, Colour(ink))
}

// Portion draws the marking of a portion from x, centred on y, and returns
// where it ends: filled where it sets the banner, else as a grey chip.
func (p *Painter) Portion(m Marking, sets bool, x, y float32) float32 {
	if !sets {
		return p.Chip(m.Text, x, y)
	}
	return p.chip(m.Text, x, y, 4, m.Fill, Colour(MarkingRim), m.Ink)
}

// PortionRight draws the marking of a portion so that it ends at right, and
// returns where it begins.
func (p *Painter) PortionRight(m Marking, sets bool, right, y float32) float32 {
	x := right - ChipWidth(m.Text)
	p.Portion(m, sets, x, y)
	return x
}

func (p *Painter) chip(s string, x, y, radius float32, fill, stroke, ink color.Color) float32 {
	h := round(chipHeight * Zoom())
	w := ChipWidth(s)
	p.Box(round(x), round(y-h/2), w, h, radius, fill, stroke)
	p.TextIn(s, ChipText, ink, round(x)+5, ChipText.Centred(round(y)))
	return round(x) + w
}

// BannerWidth returns how wide Banner draws m.
func BannerWidth(m Marking) float32 { return round(Width(m.Text, Banner)) + 2*8 }

// Banner draws the marking of the whole from x, centred on y, and returns where
// it ends.
func (p *Painter) Banner(m Marking, x, y float32) float32 {
	h := round(bannerHeight * Zoom())
	p.Box(round(x), round(y-h/2), BannerWidth(m), h, 4, m.Fill, Colour(MarkingRim))
	return p.TextIn(m.Text, Banner, m.Ink, round(x)+8, Banner.Centred(round(y))) + 8
}

// KeysWidth returns how wide Keys draws the keys given.
func KeysWidth(keys ...string) float32 {
	w := float32(0)
	for i, key := range keys {
		if i > 0 {
			w += 4
		}
		w += round(Width(key, KeyCap)) + 2*5
	}
	return w
}

// Keys draws key caps from x, centred on y, and returns where they end.
func (p *Painter) Keys(x, y float32, keys ...string) float32 {
	h := round(capHeight * Zoom())
	for i, key := range keys {
		if i > 0 {
			x += 4
		}
		w := round(Width(key, KeyCap)) + 2*5
		p.Round(round(x), round(y-h/2), w, h, 4, Transparent, Border)
		p.Text(key, KeyCap, Ink2, round(x)+5, KeyCap.Centred(round(y)))
		x += w
	}
	return x
}

// KeysRight draws key caps that end at right, and returns where they begin.
func (p *Painter) KeysRight(right, y float32, keys ...string) float32 {
	x := right - KeysWidth(keys...)
	p.Keys(x, y, keys...)
	return x
}

// FilterWidth returns how wide Filter draws a chip that says s.
func FilterWidth(s string) float32 { return round(Width(s, Meta)) + 10 + 4 + 12 + 8 }

// Filter draws a filter chip from x, centred on y, and returns where it ends:
// with a chevron while it is off, and a cross while it is on.
func (p *Painter) Filter(s string, on bool, x, y float32) float32 {
	h := round(filterHeight * Zoom())
	ink, fill, stroke, icon := Ink2, Transparent, Border, IconDown
	if on {
		ink, fill, stroke, icon = Accent, Soft, Transparent, IconClose
	}
	w := FilterWidth(s)
	p.Round(round(x), round(y-h/2), w, h, h/2, fill, stroke)
	end := p.Text(s, Meta, ink, round(x)+10, Meta.Centred(round(y)))
	p.Icon(icon, end+4, y-6, 12, ink)
	return round(x) + w
}

// pillPad is from the edge of a pill to its words.
const pillPad = 10

// PillHeight returns how high Pill draws a pill.
func PillHeight() float32 { return round(filterHeight * Zoom()) }

// PillWidth returns how wide Pill draws a label with a few words beside it.
func PillWidth(label, aside string) float32 {
	w := Width(label, MetaMedium) + 2*pillPad
	if aside != "" {
		w += 6 + Width(aside, Meta)
	}
	return round(w)
}

// Pill draws a round button from x, centred on y: what it does, and a few quiet words
// beside that, which may be empty.
func (p *Painter) Pill(label, aside string, x, y float32, hovered bool) {
	h, w := PillHeight(), PillWidth(label, aside)
	p.Round(round(x), round(y-h/2), w, h, h/2, Field, Border)
	if hovered {
		p.Round(round(x), round(y-h/2), w, h, h/2, Hover, Transparent)
	}
	end := p.Text(label, MetaMedium, Ink, x+pillPad, MetaMedium.Centred(y))
	p.Text(aside, Meta, Ink2, end+6, Meta.Centred(y))
}
