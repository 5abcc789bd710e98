package layout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// titleBlock sets what opens the first page: rule, kicker, title and the facts.
// It returns the first baseline of the text below it. What would take more than
// its share of the page flows with the text instead.
func (f *flow) titleBlock(m manuscript.Manuscript) ([]Item, Pt) {
	st := f.st
	items := []Item{Rect{X: st.left, Y: st.top - 2.25, W: st.full(), H: 2.25, Colour: navy}}
	y := st.top + 22
	items = append(items, f.text1("BRIEFING NOTE", st.kicker, f.tree.add(0, RoleParagraph), st.left, y)...)
	y += 27.1
	var title []line
	if strings.TrimSpace(m.Title) != "" {
		set := setting{width: st.full(), tag: f.tree.heading(0, 1)}
		title = f.paragraph([]span{{text: m.Title, typeface: st.title}}, set)
	}
	if len(title) > maxTitleLines {
		f.add(f.lines(title, st.left, st.title.size, titleLead), 0, st.section)
		f.rows(m.Facts, betweenEndRows)
		f.last = st.section
		return items, y
	}
	for i, l := range title {
		if i > 0 {
			y += titleLead
		}
		items = append(items, placed(l.items, st.left, y)...)
	}
	if len(m.Facts) == 0 {
		return items, y + 37
	}
	facts, bottom := f.facts(m.Facts, y+21.7)
	if bottom > st.paper.H/2 {
		f.rows(m.Facts, betweenEndRows)
		f.last = st.section
		return items, y + 37
	}
	return append(items, facts...), bottom + 30.2
}

// The field block: two columns of labels and values between two rules.
const (
	factLead    = 13.5
	factInset   = 6
	factLabel   = 60  // from a label to its value
	factColumns = 302 // from the left labels to the right ones
)

func (f *flow) facts(facts []manuscript.Fact, top Pt) ([]Item, Pt) {
	st := f.st
	left, right := sides(facts)
	tags := f.tagged(append(slices.Clone(left), right...))
	items := []Item{Rect{X: st.left, Y: top, W: st.full(), H: 0.5}}
	y := top + factInset + ascent(st.value.size)
	for i := range max(len(left), len(right)) {
		lines := 1
		width := st.full() - factLabel
		if i < len(right) {
			its, n := f.fact(tags[len(left)+i], st.left+factColumns, y, st.full()-factColumns-factLabel)
			items, lines, width = append(items, its...), n, factColumns-factLabel-12
		}
		if i < len(left) {
			its, n := f.fact(tags[i], st.left, y, width)
			items, lines = append(items, its...), max(lines, n)
		}
		y += Pt(lines) * factLead
	}
	bottom := y - factLead + descent(st.value.size) + factInset
	return append(items, Rect{X: st.left, Y: bottom, W: st.full(), H: 0.5}), bottom + 0.5
}

// sides puts short facts that a reader looks up on the right, the rest on the left.
func sides(facts []manuscript.Fact) (left, right []manuscript.Fact) {
	for _, fact := range facts {
		switch fact.Label {
		case "Reference", "Date":
			right = append(right, fact)
		default:
			left = append(left, fact)
		}
	}
	if len(left) == 0 {
		return right, nil
	}
	return left, right
}

// taggedFact is a fact with the elements of its label and its text.
type taggedFact struct {
	manuscript.Fact
	label, text int
}

func (f *flow) tagged(facts []manuscript.Fact) []taggedFact {
	table := f.tree.add(0, RoleTable)
	tags := make([]taggedFact, len(facts))
	for i, fact := range facts {
		label, text := f.tree.labelled(table)
		tags[i] = taggedFact{fact, label, text}
	}
	return tags
}

func (f *flow) fact(fact taggedFact, x, y, width Pt) ([]Item, int) {
	items := f.text1(fact.Label, f.st.small, fact.label, x, y)
	label := Pt(factLabel)
	if w := f.natural([]span{{text: fact.Label + " ", typeface: f.st.small}}) + 4; w > label {
		label, width = w, width-(w-label)
	}
	lines := f.paragraph(f.spans(fact.Text, f.st.value, fact.text), setting{width: max(width, 40), block: fact.Block, tag: fact.text})
	for i, l := range lines {
		items = append(items, placed(l.items, x+label, y+Pt(i)*factLead)...)
	}
	return items, max(len(lines), 1)
}

// text1 sets a text on one line from x.
func (f *flow) text1(text string, tf typeface, tag int, x, y Pt) []Item {
	return f.line1([]span{{text: text, typeface: tf}}, tag, x, y)
}

func (f *flow) line1(spans []span, tag int, x, y Pt) []Item {
	var items []Item
	for _, l := range f.paragraph(spans, setting{width: boundless, tag: tag}) {
		items = append(items, placed(l.items, x, y)...)
	}
	return items
}

// notes sets each note: its number, and its text hung beside it.
func (f *flow) notes(notes []manuscript.Note) [][]strip {
	st := f.st
	set := make([][]strip, len(notes))
	for i, n := range notes {
		number := strconv.Itoa(n.Number)
		hang := max(noteHang, f.natural([]span{{text: number, typeface: st.noteNo}})+4)
		element := f.tree.add(f.noted[n.Number], RoleNote)
		back := span{text: number + " ", typeface: st.noteNo, backTo: n.Number, tag: f.tree.add(f.tree.add(element, RoleLabel), RoleLink)}
		body := f.tree.add(element, RoleParagraph)
		lines := f.paragraph(f.spans(n.Text, st.noteText, body), setting{width: st.measure() - hang, block: n.Block, tag: body})
		strips := f.lines(lines, st.text()+hang, st.noteText.size, noteLead)
		if len(strips) == 0 {
			strips = []strip{f.strip(line{}, st.text(), st.noteText.size)}
		}
		strips[0].lead = betweenNotes
		strips[0].items = append(f.line1([]span{back}, 0, st.text(), 0), strips[0].items...)
		set[i] = strips
	}
	return set
}

// end sets the end matter: a rule, then rows of a label and a text.
func (f *flow) end(rows []manuscript.Fact) {
	from := len(f.strips)
	f.rows(rows, toEndRule+endRuleToText)
	if from == len(f.strips) {
		return
	}
	first := &f.strips[from]
	first.items = append([]Item{Rect{X: f.st.left, Y: -endRuleToText, W: f.st.full(), H: 0.5}}, first.items...)
	first.above = endRuleToText
}

// rows sets rows of a label and a text; before is the distance to the first.
func (f *flow) rows(rows []manuscript.Fact, before Pt) {
	st := f.st
	for _, row := range f.tagged(rows) {
		label := st.endText
		label.bold = true
		heads := f.paragraph([]span{{text: row.Label, typeface: label}}, setting{width: st.label, block: row.Block, tag: row.label})
		lines := f.paragraph(f.spans(row.Text, st.endText, row.text), setting{width: st.measure(), block: row.Block, tag: row.text})
		strips := f.lines(lines, st.text(), st.endText.size, endLead)
		for j, h := range heads {
			if j == len(strips) {
				strips = append(strips, strip{lead: endLead, above: ascent(st.endText.size), below: descent(st.endText.size)})
			}
			strips[j].items = append(placed(h.items, st.left, 0), strips[j].items...)
		}
		if len(strips) == 0 {
			continue
		}
		bindEnds(strips)
		strips[0].wide = true
		f.last = 0
		f.add(strips, before, betweenEndRows)
		before = betweenEndRows
	}
}

// furnish draws what stands outside the text area of every page: marking,
// running head, page number.
func (f *flow) furnish(m manuscript.Manuscript, pages []Page, tags bannerTags) {
	st := f.st
	for i := range pages {
		pg := &pages[i]
		foot := []span{{text: fmt.Sprintf("Page %d of %d", i+1, len(pages)), typeface: st.furnish}}
		if m.Stamp != "" {
			foot = append(foot, span{text: " · ", typeface: st.furnish}, span{text: m.Stamp, typeface: st.stamp})
			pg.Items = append(pg.Items, f.text1(m.Stamp, st.stamp, Furniture, st.left, stampTop)...)
		}
		pg.Items = append(pg.Items, f.line1(foot, Furniture, st.left, st.paper.H-32)...)
		if i > 0 {
			pg.Items = append(pg.Items, f.runningHead(m)...)
		}
		pg.Items = append(pg.Items, f.banner(m, i == 0, tags)...)
	}
}

// stampTop is the baseline of the stamp, above all else at the head of a page.
const stampTop = 22

// runningHead is the title, cut to leave room for the marking, and the reference.
func (f *flow) runningHead(m manuscript.Manuscript) []Item {
	set := func(title string) []span {
		if title != "" && m.Reference != "" {
			title += " · "
		}
		return []span{{text: title + m.Reference, typeface: f.st.furnish}}
	}
	room := f.st.full() - 160
	title, words := m.Title, strings.Fields(m.Title)
	words = words[:min(len(words), maxHeadWords)]
	for f.natural(set(title)) > room && len(words) > 1 {
		words = words[:len(words)-1]
		title = strings.TrimRight(strings.Join(words, " "), ",;:·– ") + " …"
	}
	return f.line1(set(title), Furniture, f.st.left, 39)
}

// Measures of the banner.
const (
	boxHeight = 20
	boxSide   = 7
	boxTop    = 26
)

// bannerTags are the elements of the marking and of the sentence that says who
// may have the note. They are read out once, before all else; the marking only
// if the facts do not give it.
type bannerTags struct{ mark, sharing int }

func (f *flow) bannerTags(m manuscript.Manuscript) bannerTags {
	tags := bannerTags{mark: Furniture}
	if m.Banner.Mark == "" || m.Place == briefing.PlaceNone {
		return tags
	}
	if !slices.ContainsFunc(m.Facts, func(fact manuscript.Fact) bool { return plain(fact.Text) == string(m.Banner.Mark) }) {
		tags.mark = f.tree.add(0, RoleParagraph)
	}
	tags.sharing = f.tree.add(0, RoleParagraph)
	return tags
}

func (f *flow) banner(m manuscript.Manuscript, first bool, tags bannerTags) []Item {
	st, mark := f.st, string(m.Banner.Mark)
	tag := Furniture
	if first {
		tag = tags.mark
	}
	if mark == "" {
		return nil
	}
	width := f.natural([]span{{text: mark, typeface: st.marking}}) - st.marking.track
	switch m.Place {
	case briefing.PlaceBox:
		var items []Item
		if first {
			items = f.sharing(m.Banner.Sharing, tags.sharing)
		}
		ink := st.marking
		ink.colour = parseColour(m.Banner.Colour)
		x := st.paper.W - st.right - width - boxSide
		for _, top := range []Pt{boxTop, st.paper.H - boxTop - boxHeight} {
			items = append(items, Rect{X: x - boxSide, Y: top, W: width + 2*boxSide, H: boxHeight})
			items = append(items, f.text1(mark, ink, tag, x, top+boxHeight/2+capHeight*ink.size/2)...)
			tag = Furniture
		}
		return items
	case briefing.PlaceCentre:
		return f.atHeadAndFoot(mark, tag, (st.paper.W-width)/2)
	case briefing.PlaceRight:
		return f.atHeadAndFoot(mark, tag, st.paper.W-st.right-width)
	case briefing.PlaceNone:
	}
	return nil
}

// capHeight is that of the marking's capitals, as a share of the type size.
const capHeight = 0.72

func (f *flow) atHeadAndFoot(mark string, tag int, x Pt) []Item {
	items := f.text1(mark, f.st.marking, tag, x, 40.7)
	return append(items, f.text1(mark, f.st.marking, Furniture, x, f.st.paper.H-32)...)
}

// sharing is the sentence that says who may have the note.
func (f *flow) sharing(text string, tag int) []Item {
	var items []Item
	for i, l := range f.paragraph([]span{{text: text, typeface: f.st.furnish}}, setting{width: 300, tag: tag}) {
		items = append(items, placed(l.items, f.st.left, 34+Pt(i)*11.5)...)
	}
	return items
}

// parseColour reads #RRGGBB; anything else is black.
func parseColour(s string) Colour {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	if err != nil {
		return black
	}
	return Colour{uint8(n >> 16), uint8(n >> 8), uint8(n)}
}
