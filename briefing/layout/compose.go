package layout

import (
	"slices"

	"briefdesk/briefing/manuscript"
)

// composer makes lines of the words of a paragraph.
type composer struct {
	*paragraph
	runs []Run // of all its lines

	stretch Pt // by which each stretchable space grows, as a share of its width
	x       Pt // the end of what is placed
	items   []Item
	text    Text   // being put together, if it has a face
	span    int    // of what was added to it last
	end     Pt     // where it ends
	words   []byte // what it says
}

// line composes the words of cuts. The last line of a paragraph, and one that
// the text itself ends, keep their natural spaces unless they are too long.
func (c *composer) line(cuts []cut, ends bool) line {
	frags, trailing, trails := c.fragments(cuts, ends)
	natural, gaps := Pt(0), Pt(0)
	for _, f := range frags {
		natural += c.widthOf(f)
		gaps += c.gap(f)
	}
	last := cuts[len(cuts)-1]
	left, right := Pt(0), Pt(0)
	if n := len(frags); n > 0 {
		left, right = c.hangs(frags[0], false), c.hangs(frags[n-1], true)
	}
	c.stretch, c.x, c.items = 0, -left, nil
	if short := c.width + left + right - natural; c.justified && gaps > 0 && (short < 0 || !ends && !c.paragraph.words[last.word].forced) {
		c.stretch = max(short/gaps, -0.5)
	}
	c.place(frags)
	width := c.x
	if trails { // it takes no part in the width of the line
		c.trail(trailing)
	}
	c.flush()
	c.align(width)
	l := line{items: c.items, width: width, hyphen: last.hyphen, tall: c.rtl}
	for _, f := range frags {
		if n := c.spans[f.span].note; n > 0 && !slices.Contains(l.notes, n) {
			l.notes = append(l.notes, n)
		}
	}
	return l
}

// trail puts a space where the line ends.
func (c *composer) trail(space frag) {
	if c.rtl {
		c.add(space, -c.widthOf(space))
		return
	}
	c.add(space, c.x)
}

// align moves what is on the line to where the paragraph wants it: to the side
// where its reading begins, to the middle, or to the other side. A line on a
// page that will be turned is laid out as seen in a mirror.
func (c *composer) align(width Pt) {
	room := c.width
	if room >= boundless {
		room = width
	}
	spare, shift := max(room-width, 0), Pt(0)
	switch atEnd := c.paragraph.align == manuscript.AlignEnd; {
	case c.paragraph.align == manuscript.AlignCentre:
		shift = spare / 2
	case atEnd != c.rtl:
		shift = spare
	}
	if shift == 0 && !c.mirrored {
		return
	}
	for i, it := range c.items {
		switch it := it.(type) {
		case Text:
			it.X = c.seen(it.X+shift, it.Width(), room)
			c.items[i] = it
		case Link:
			it.X = c.seen(it.X+shift, it.W, room)
			c.items[i] = it
		}
	}
}

// seen is where something of a width stands that begins at x of a line.
func (c *composer) seen(x, width, room Pt) Pt {
	if c.mirrored {
		return room - x - width
	}
	return x
}

// place puts fragments side by side in visual order (UAX #9, rule L2), and
// lists them in logical order, which is the order of reading.
func (c *composer) place(frags []frag) {
	if !slices.ContainsFunc(frags, func(f frag) bool { return f.level > 0 }) {
		for _, f := range frags {
			c.add(f, c.x)
			c.x += c.advance(f)
		}
		return
	}
	at := make([]Pt, len(frags))
	for _, i := range visualOrder(frags) {
		at[i] = c.x
		c.x += c.advance(frags[i])
	}
	for i, f := range frags {
		c.add(f, at[i])
	}
}

func (c *composer) advance(f frag) Pt {
	return c.widthOf(f) + c.gap(f)*c.stretch
}

// gap is what may stretch of a fragment: the space that it is or ends with.
func (c *composer) gap(f frag) Pt {
	sp := &c.spans[f.span]
	if f.blank == 0 || sp.fixed {
		return 0
	}
	return f.blank*sp.size/1000 + sp.track
}

// add lists a fragment at x, as part of the text before it where that goes on.
func (c *composer) add(f frag, x Pt) {
	sp := &c.spans[f.span]
	if f.span != c.span || f.face != c.text.Face || !c.adjoins(x, f.level%2 == 1) {
		c.begin(f, x)
	}
	c.end = x + c.advance(f)
	if sp.link != "" || sp.anchor != "" || sp.note > 0 || sp.backTo > 0 {
		c.link(sp, x, c.end-x)
	}
	c.runs = append(c.runs, Run{
		Shape:  f.shape,
		Spread: float32(sp.track * 1000 / sp.size),
		Gap:    float32(c.gap(f) * c.stretch * 1000 / sp.size),
	})
	c.words = append(c.words, f.text...)
	c.text.Runs = c.runs[len(c.runs)-len(c.text.Runs)-1:]
}

// begin begins a text with f at x, unless it is set like the one before it.
func (c *composer) begin(f frag, x Pt) {
	sp := &c.spans[f.span]
	t := Text{
		X: x, Y: -sp.rise, Face: f.face, Size: sp.size, Colour: sp.colour,
		Block: c.block, Quotation: sp.quotation, Tag: c.tag, RightToLeft: f.level%2 == 1,
	}
	if sp.tag != 0 {
		t.Tag = sp.tag
	}
	if sp.block > 0 {
		t.Block = sp.block
	}
	if !c.continues(t) {
		c.flush()
		c.text = t
	}
	c.span = f.span
}

// continues reports whether t is set like the text being put together and
// begins where it ends.
func (c *composer) continues(t Text) bool {
	a := &c.text
	if a.Face != t.Face || a.Size != t.Size || a.Colour != t.Colour || a.Y != t.Y ||
		a.Block != t.Block || a.Tag != t.Tag || a.Quotation != t.Quotation {
		return false
	}
	return c.adjoins(t.X, t.RightToLeft)
}

// adjoins reports whether what stands at x does so at the end of the text being put
// together, and both run from left to right.
func (c *composer) adjoins(x Pt, rightToLeft bool) bool {
	gap := x - c.end
	return gap < 0.01 && gap > -0.01 && !rightToLeft && !c.text.RightToLeft
}

// flush lists the text that was put together.
func (c *composer) flush() {
	if c.text.Face != nil {
		c.text.Words = string(c.words)
		c.text.Runs = slices.Clip(c.text.Runs)
		c.items = append(c.items, c.text)
	}
	c.text, c.words = Text{}, c.words[:0]
}

// link makes the words from x on a link, joined to the one before it.
func (c *composer) link(sp *span, x, width Pt) {
	l := Link{X: x, Y: -sp.rise - 0.8*sp.size, W: width, H: sp.size, URL: sp.link, Tag: sp.tag, note: sp.note, mark: sp.backTo, anchor: sp.anchor}
	if last := len(c.items) - 1; last >= 0 {
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
