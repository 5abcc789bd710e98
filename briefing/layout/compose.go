package layout

import "slices"

// composer places the fragments of a line.
type composer struct {
	*paragraph
	stretch Pt // by which each stretchable space grows, as a share of its width
	x       Pt // the end of what is placed
	items   []Item
}

// place puts fragments side by side in visual order (UAX #9, rule L2), and
// lists them in logical order, which is the order of reading.
func (c *composer) place(frags []frag) {
	at := make([]Pt, len(frags))
	for _, i := range visualOrder(frags) {
		at[i] = c.x
		c.x += c.advance(frags[i])
	}
	for i, f := range frags {
		c.add(f, at[i])
	}
}

// trail ends the line with a space that takes no part in its width.
func (c *composer) trail(f *frag) {
	if f != nil {
		c.add(*f, c.x)
	}
}

func (c *composer) advance(f frag) Pt {
	w := c.widthOf(f)
	if f.glue && !c.spans[f.span].fixed {
		w += w * c.stretch
	}
	return w
}

// add lists a fragment at x, as part of the text before it where that goes on.
func (c *composer) add(f frag, x Pt) {
	sp := c.spans[f.span]
	t := Text{
		X: x, Y: -sp.rise, Face: f.face, Size: sp.size, Colour: sp.colour, Words: f.text,
		Block: c.block, Quotation: sp.quotation, Tag: c.tag, RightToLeft: f.level%2 == 1,
	}
	if sp.tag != 0 {
		t.Tag = sp.tag
	}
	if sp.block > 0 {
		t.Block = sp.block
	}
	t.Glyphs = slices.Clone(c.shapeOf(f).glyphs)
	for i := range t.Glyphs {
		g := &t.Glyphs[i]
		g.Advance += float32(sp.track * Pt(g.Runes) * 1000 / sp.size)
		if f.glue && !sp.fixed {
			g.Advance += g.Advance * float32(c.stretch)
		}
	}
	if sp.link != "" || sp.note > 0 || sp.backTo > 0 {
		c.link(sp, x, t.Width())
	}
	if last := len(c.items) - 1; last >= 0 {
		if before, ok := c.items[last].(Text); ok && continues(before, t) {
			c.items[last] = join(before, t)
			return
		}
	}
	c.items = append(c.items, t)
}

// continues reports whether b is set like a and begins where it ends.
func continues(a, b Text) bool {
	gap := b.X - a.X - a.Width()
	return a.Face == b.Face && a.Size == b.Size && a.Colour == b.Colour && a.Y == b.Y &&
		a.Block == b.Block && a.Tag == b.Tag && a.Quotation == b.Quotation && !a.RightToLeft && !b.RightToLeft && gap < 0.01 && gap > -0.01
}

func join(a, b Text) Text {
	shift := uint16(len([]rune(a.Words)))
	for i := range b.Glyphs {
		b.Glyphs[i].Rune += shift
	}
	a.Glyphs = append(a.Glyphs, b.Glyphs...)
	a.Words += b.Words
	return a
}

// link makes the words from x on a link, joined to the one before it.
func (c *composer) link(sp span, x, width Pt) {
	l := Link{X: x, Y: -sp.rise - 0.8*sp.size, W: width, H: sp.size, URL: sp.link, Tag: sp.tag, note: sp.note, mark: sp.backTo}
	if last := len(c.items) - 2; last >= 0 {
		if before, ok := c.items[last].(Link); ok && before.URL == l.URL && before.Tag == l.Tag {
			before.W = x + width - before.X
			c.items[last] = before
			return
		}
	}
	c.items = append(c.items, l)
}

// visualOrder are the indices of frags from left to right.
func visualOrder(frags []frag) []int {
	order := make([]int, len(frags))
	top := frag{}.level
	for i, f := range frags {
		order[i] = i
		top = max(top, f.level)
	}
	for level := top; level > 0; level-- {
		for i := 0; i < len(order); i++ {
			j := i
			for j < len(order) && frags[order[j]].level >= level {
				j++
			}
			slices.Reverse(order[i:j])
			i = max(i, j-1)
		}
	}
	return order
}
