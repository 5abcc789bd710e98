package layout

import "slices"

// paginator cuts strips into pages. It fills each page, then steps back to the
// last place where a page may end. The notes of a page stand at the bottom of
// its text area, and a strip fits only with its notes. What fits on no page at
// all is set nonetheless: a rule of good breaking is given up before a word is.
type paginator struct {
	st    style
	notes [][]strip // the lines of each note, at its number - 1
	start Pt        // the first baseline of the first page
	under []Item    // what lies on each page between grounds and text
	foot  Pt        // the height at the bottom of the first page's text area that is not for text

	strips  []strip // between two page breaks of the author
	goesOn  bool    // there are more after them
	after   []strip // what follows the note on pages of its own
	pages   []Page
	outline []Bookmark
	anchors map[string]place
	over    []strip // lines of notes that wait for the next page
}

// draft is a page being filled.
type draft struct {
	from, to int  // strips [from, to)
	ys       []Pt // their baselines
	notes    []strip
	over     []strip
}

// run cuts all strips; a strip that begins a new page is only a mark.
func (p *paginator) run(strips []strip) {
	for len(strips) > 0 {
		end := slices.IndexFunc(strips, func(s strip) bool { return s.newPage })
		if end < 0 {
			end = len(strips)
		}
		p.strips, p.goesOn = strips[:end], end < len(strips)
		p.section()
		strips = strips[min(end+1, len(strips)):]
	}
	if len(p.pages) == 0 {
		p.pages = []Page{{Size: p.st.paper}}
	}
}

func (p *paginator) section() {
	for at := 0; at < len(p.strips) || len(p.over) > 0; {
		d := p.joined(p.fill(at))
		p.sink(d)
		p.draw(d)
		at, p.over = d.to, d.over
	}
}

// joined is d with what is to come after the note below it, if that may stand there
// and all of it fits.
func (p *paginator) joined(d draft) draft {
	if p.goesOn || d.to < len(p.strips) || len(d.over) > 0 || len(p.after) == 0 || !p.after[0].joins {
		return d
	}
	n := 1 + slices.IndexFunc(p.after[1:], func(s strip) bool { return s.newPage })
	if n == 0 {
		n = len(p.after)
	}
	alone := p.strips
	p.strips = slices.Concat(alone, p.after[:n])
	both := p.stack(d.from, len(p.strips))
	if both.to < len(p.strips) || len(both.over) > 0 {
		p.strips = alone
		return d
	}
	p.after = p.after[n:]
	return both
}

// sink moves the end matter of d to the bottom of its page, where text stands above
// it and nothing of it is still to come.
func (p *paginator) sink(d draft) {
	i := slices.IndexFunc(p.strips[d.from:d.to], func(s strip) bool { return s.sinks })
	if i <= 0 || d.to < len(p.strips) {
		return
	}
	by := p.roof(d.notes) - d.ys[len(d.ys)-1] - p.strips[d.to-1].below
	for ; i < len(d.ys); i++ {
		d.ys[i] += max(by, 0)
	}
}

// fill chooses the strips of the next page, from the one at.
func (p *paginator) fill(at int) draft {
	full := p.stack(at, len(p.strips))
	if full.to == len(p.strips) {
		return full
	}
	end := full.to
	for end > at+1 && p.strips[end-1].bound {
		end--
	}
	if end == full.to || p.strips[end-1].bound {
		return full // bound from top to bottom: break where it is full
	}
	return p.stack(at, end)
}

// stack places strips from at until limit or until the page is full, but at
// least one. Notes that came over from the page before leave it a third.
func (p *paginator) stack(at, limit int) draft {
	d := draft{from: at, to: at}
	d.notes, d.over = p.split(p.over, 2*(p.floor()-p.st.top)/3)
	cleared := Pt(0) // the last baseline of a side heading, which what is beside or below it must clear
	for i := at; i < limit; i++ {
		s := &p.strips[i]
		y := p.baseline(d, i, cleared)
		bottom := y + s.below
		if s.side {
			bottom = y + max(s.below, s.sideDown+descent(p.st.head.size))
		}
		fresh := p.lines(s.notes)
		waiting := len(d.over) > 0 && len(fresh) > 0
		if d.to > at && (waiting || bottom > p.roof(append(slices.Clip(d.notes), fresh...))) {
			return d
		}
		if len(d.over) == 0 {
			fresh = p.squeeze(&d, fresh, bottom)
		}
		d.over = append(d.over, fresh...)
		d.ys, d.to = append(d.ys, y), i+1
		if s.sideDown > 0 {
			cleared = y + s.sideDown
		}
	}
	return d
}

// squeeze puts as many of the lines as fit below bottom in the notes of d and
// returns the rest.
func (p *paginator) squeeze(d *draft, lines []strip, bottom Pt) []strip {
	for len(lines) > 0 && bottom <= p.roof(append(slices.Clip(d.notes), lines[0])) {
		d.notes = append(slices.Clip(d.notes), lines[0])
		lines = lines[1:]
	}
	return lines
}

// split parts lines of notes where they are higher than room; one always fits.
func (p *paginator) split(lines []strip, room Pt) (fit, rest []strip) {
	n := min(1, len(lines))
	for n < len(lines) && p.floor()-p.roof(lines[:n+1]) <= room {
		n++
	}
	return lines[:n:n], lines[n:]
}

func (p *paginator) lines(notes []int) []strip {
	var lines []strip
	if p.notes == nil { // they stand elsewhere
		return nil
	}
	for _, n := range notes {
		lines = append(lines, p.notes[n-1]...)
	}
	return lines
}

// baseline is where strip i stands below those of d.
func (p *paginator) baseline(d draft, i int, cleared Pt) Pt {
	s := &p.strips[i]
	if d.to == d.from {
		switch {
		case len(p.pages) == 0:
			return p.start
		case s.head != nil:
			return p.st.top + s.head.above + s.lead
		}
		return p.st.top + s.above
	}
	y := d.ys[len(d.ys)-1] + s.lead
	switch {
	case s.side:
		y = max(y, cleared+p.st.section)
	case s.wide:
		y = max(y, cleared+s.lead)
	}
	return y
}

// floor is the bottom of the page in hand.
func (p *paginator) floor() Pt {
	if len(p.pages) == 0 {
		return p.st.floor() - p.foot
	}
	return p.st.floor()
}

// roof is the lowest that text may reach above notes.
func (p *paginator) roof(notes []strip) Pt {
	if len(notes) == 0 {
		return p.floor()
	}
	return p.noteRule(notes) - toNoteRule
}

// noteRule is where the rule above notes stands.
func (p *paginator) noteRule(notes []strip) Pt {
	y := p.floor() - notes[len(notes)-1].below
	for _, n := range notes[1:] {
		y -= n.lead
	}
	return y - noteRuleToText
}

// draw makes a page of d.
func (p *paginator) draw(d draft) {
	page := Page{Size: p.st.paper}
	strips := p.strips[d.from:d.to]
	page.Items = append(page.Items, grounds(strips, d.ys)...)
	page.Items = append(page.Items, p.under...)
	page.Items = append(page.Items, quotationRules(strips, d.ys)...)
	if d.to > d.from && len(p.pages) > 0 {
		if first := p.strips[d.from]; first.head != nil {
			page.Items = appendPlaced(page.Items, repeated(first.head.items), 0, p.st.top+first.head.above)
		}
	}
	for i, y := range d.ys {
		s := &strips[i]
		page.Items = appendPlaced(page.Items, s.items, 0, y)
		s.items = nil // a long note holds them once, not twice
		p.pin(s, max(y-s.above-4, 0))
	}
	if len(d.notes) > 0 {
		y := p.noteRule(d.notes)
		page.Items = append(page.Items, Rect{X: p.st.noteEdge(), Y: y, W: noteRuleWidth, H: 0.5})
		y += noteRuleToText
		for i, n := range d.notes {
			if i > 0 {
				y += n.lead
			}
			page.Items = appendPlaced(page.Items, n.items, 0, y)
		}
	}
	p.pages = append(p.pages, page)
}

// pin notes that what leads to s leads to y of the page in hand.
func (p *paginator) pin(s *strip, y Pt) {
	if s.pins == nil {
		return
	}
	for _, m := range s.pins.marks {
		m.Page, m.Y = len(p.pages), y
		p.outline = append(p.outline, m)
	}
	for _, a := range s.pins.anchors {
		p.anchors[a] = place{len(p.pages), y}
	}
}

// runs calls f with the ends of each run of strips for which same holds between
// neighbours.
func runs(strips []strip, same func(a, b strip) bool, f func(from, last int)) {
	for i := 0; i < len(strips); {
		j := i
		for j+1 < len(strips) && same(strips[i], strips[j+1]) {
			j++
		}
		f(i, j)
		i = j + 1
	}
}

// grounds are those of the panels among strips on baselines.
func grounds(strips []strip, ys []Pt) []Item {
	var items []Item
	runs(strips, func(a, b strip) bool { return a.panel == b.panel }, func(from, last int) {
		if p := strips[from].panel; p != nil {
			items = append(items, p.draw(ys[from]-strips[from].above, ys[last]+strips[last].below)...)
		}
	})
	return items
}

// The dashes of the rule beside a quotation that is not proved.
const (
	dash    = 4
	dashGap = 3
)

// quotationRules are the rules beside the quotations among strips on baselines,
// from 1 above the first line box to 1 below the last.
func quotationRules(strips []strip, ys []Pt) []Item {
	var items []Item
	runs(strips, func(a, b strip) bool { return a.quotation == b.quotation }, func(from, last int) {
		s := strips[from]
		if s.quotation == 0 {
			return
		}
		rule := Rect{X: s.edge, Y: ys[from] - s.above - 1, W: quotationRule, Colour: ruler}
		bottom := ys[last] + strips[last].below + 1
		if !s.dashed {
			rule.H = bottom - rule.Y
			items = append(items, rule)
			return
		}
		for rule.Colour = black; rule.Y < bottom; rule.Y += dash + dashGap {
			rule.H = min(dash, bottom-rule.Y)
			items = append(items, rule)
		}
	})
	return items
}
