package layout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

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

// footnotes sets each note: its number, and its text hung beside it. It is nil
// where notes stand elsewhere.
func (f *flow) footnotes(notes []manuscript.Note) [][]strip {
	st := f.st.notes
	if st.form != footnotes {
		return nil
	}
	if len(notes) == 0 {
		return [][]strip{}
	}
	set := make([][]strip, notes[len(notes)-1].Number) // some may be kept back
	for _, n := range notes {
		label := manuscript.Figures(f.language, strconv.Itoa(n.Number))
		hang := max(st.hang, f.natural([]span{{text: label, typeface: st.number}})+4)
		x := f.st.noteEdge()
		set[n.Number-1] = f.note(n, label, st.number, st.text, st.lead, column{x, f.st.left + f.st.full() - x}, hang)
		set[n.Number-1][0].lead = st.lead + betweenNotes
	}
	return set
}

// noteEdge is where footnotes begin.
func (st style) noteEdge() Pt {
	if st.notes.fromMargin {
		return st.left
	}
	return st.text()
}

// note sets a note in a column, its label and its text hung beside it.
func (f *flow) note(n manuscript.Note, label string, labelFace, face typeface, lead Pt, col column, hang Pt) []strip {
	marked, ok := f.noted[n.Number]
	if !ok { // a form without marks
		marked = f.tree.add(0, RoleParagraph)
	}
	element := f.tree.add(marked, RoleNote)
	back := span{text: label + " ", typeface: labelFace, backTo: n.Number, tag: f.tree.add(f.tree.add(element, RoleLabel), RoleLink)}
	body := f.tree.add(element, RoleParagraph)
	lines := f.paragraph(f.spans(n.Text, face, body), setting{width: col.width - hang, block: n.Block, tag: body})
	strips := f.lines(lines, col.x+hang, face.size, lead)
	if len(strips) == 0 {
		strips = []strip{f.strip(line{}, col.x, face.size)}
	}
	strips[0].items = append(f.line1([]span{back}, 0, col.x, 0), strips[0].items...)
	return strips
}

// endNotes sets notes that are marked in brackets, or not at all, after the text.
func (f *flow) endNotes(notes []manuscript.Note) {
	st := f.st
	if st.notes.form == footnotes || len(notes) == 0 {
		return
	}
	if st.notes.form == tabbed {
		f.add([]strip{{newPage: true, joins: true}}, 0, f.last)
		f.strips[len(f.strips)-1].lead = 0
	}
	heading := st.end.face
	heading.bold = true
	col := f.endColumn()
	hang := f.natural([]span{{text: bracket(notes[len(notes)-1].Number) + " ", typeface: st.end.face}}) + 4
	f.parent = f.tree.add(0, RoleSection)
	title := f.text1(manuscript.Say(f.language, "Sources"), heading, f.tree.add(f.parent, RoleParagraph), st.left, 0)
	f.parent = 0
	from := len(f.strips)
	for i, n := range notes {
		strips := f.note(n, bracket(n.Number), st.end.face, st.end.face, st.end.lead, col, hang)
		bindEnds(strips)
		if i > 0 {
			f.last = 0
		}
		f.add(strips, st.end.lead+betweenNotes, st.end.between)
	}
	first := &f.strips[from]
	first.items, first.wide = append(title, first.items...), true
	f.ruleAbove(from)
}

func bracket(number int) string { return "[" + strconv.Itoa(number) + "]" }

// endColumn is that of the texts of the end matter.
func (f *flow) endColumn() column {
	st := f.st
	indent := st.end.label + st.end.gutter
	return column{st.left + indent, st.full() - indent}
}

// end sets the end matter: a rule, unless one stands above the notes before it,
// then rows of a label and a text.
func (f *flow) end(rows []manuscript.Fact) {
	from := len(f.strips)
	if f.endRuled {
		f.rows(rows, f.st.end.between)
		return
	}
	f.rows(rows, toEndRule+endRuleToText)
	f.ruleAbove(from)
}

// ruleAbove draws the rule above the end matter, which begins with a strip.
func (f *flow) ruleAbove(from int) {
	if from == len(f.strips) || f.endRuled {
		return
	}
	f.endRuled = true
	first := &f.strips[from]
	first.lead = max(first.lead, toEndRule+endRuleToText)
	first.items = append([]Item{Rect{X: f.st.left, Y: -endRuleToText, W: f.st.full(), H: 0.5}}, first.items...)
	first.above = endRuleToText
}

// lastRowLines is how many lines the last row of the end matter may have to go with
// the row before it.
const lastRowLines = 4

// rows sets rows of a label and a text; before is the distance to the first.
func (f *flow) rows(rows []manuscript.Fact, before Pt) {
	st := f.st.end
	col := f.endColumn()
	for i, row := range f.tagged(rows) {
		label := st.face
		label.bold = true
		heads := f.paragraph([]span{{text: row.Label, typeface: label}}, setting{width: st.label, block: row.Block, tag: row.label})
		lines := f.paragraph(f.spans(row.Text, st.face, row.text), setting{width: col.width, block: row.Block, tag: row.text})
		strips := f.lines(lines, col.x, st.face.size, st.lead)
		for len(strips) < len(heads) {
			strips = append(strips, strip{lead: st.lead, above: ascent(st.face.size), below: descent(st.face.size)})
		}
		if len(strips) == 0 {
			continue
		}
		strips[0].items = append(stacked(heads, f.st.left, 0, st.lead), strips[0].items...) // read before the text
		bindEnds(strips)
		bindAll(strips[:max(len(heads)-1, 0)])
		strips[0].wide = true
		if i > 0 {
			f.last, before = 0, st.between
		}
		if i > 0 && i == len(rows)-1 && len(strips) <= lastRowLines { // not alone on a page
			f.strips[len(f.strips)-1].bound = true
		}
		f.add(strips, before, st.between)
	}
}

// furnish draws what stands outside the text area of every page: marking,
// running head, page number, stamp.
func (f *flow) furnish(m manuscript.Manuscript, pages []Page, tags bannerTags) {
	for i := range pages {
		pg := &pages[i]
		pg.Items = append(pg.Items, f.stamped(m.Stamp, i == 0, tags)...)
		banner := f.banner(m, i == 0, tags)
		number := givingWay(f.numbered(m, i+1, len(pages)), banner)
		if f.st.pageNumber == dashedHead { // on the line of the marking at the head, and read with it
			banner = slices.Insert(banner, len(atHead(banner, pg.H)), number...)
		} else {
			pg.Items = append(pg.Items, number...)
		}
		if i > 0 && f.st.runningHead > 0 {
			pg.Items = append(pg.Items, givingWay(f.runningHead(m, banner), banner)...)
		}
		pg.Items = append(pg.Items, banner...)
		draft := givingWay(f.drafted(m, banner), banner)
		pg.Items = append(pg.Items, draft...)
		pg.Items = append(pg.Items, givingWay(f.copyNumber(m, slices.Concat(banner, atHead(number, pg.H)), draft), banner)...)
		if m.Place == marking.PlaceBar {
			overBars(pg, m.Banner)
		}
	}
}

// numbering is what says which page it is, and of how many, in the form of the
// style, and what stands before that.
func (st style) numbering(m manuscript.Manuscript) (before, phrase string) {
	switch st.pageNumber {
	case pageOfLeft:
		phrase = "Page %d of %d"
	case referencedLeft:
		phrase = "page %d of %d"
		if of := footTitle(m); of != "" {
			before = of + footDot
		} else {
			phrase = "Page %d of %d"
		}
	case ofRight:
		phrase = "%d of %d"
	case dashedHead:
		phrase = "– %d –"
	}
	return before, manuscript.Say(m.Language, phrase)
}

// footDot stands between the reference and the number of a page.
const footDot = " · "

// maxFootTitle is how many letters of a title may stand before the number of a page.
const maxFootTitle = 40

// footTitle is what stands before the number of a page: the reference of the note, or
// its title if that is short.
func footTitle(m manuscript.Manuscript) string {
	if m.Reference == "" && utf8.RuneCountInString(m.Title) <= maxFootTitle {
		return m.Title
	}
	return m.Reference
}

// numbered is the number of a page, in the form of the style; one that would stand where
// a box does is at the left of the foot.
func (f *flow) numbered(m manuscript.Manuscript, page, of int) []Item {
	st, y := f.st, f.st.paper.H-f.st.footLine
	aside := f.rightText
	if m.Place == marking.PlaceBox {
		aside = func(text string, tf typeface, _ Pt) []Item { return f.text1(text, tf, Furniture, st.left, y) }
	}
	before, phrase := st.numbering(m)
	if st.pageNumber == dashedHead {
		if page == 1 {
			return nil
		}
		return aside(fmt.Sprintf(phrase, page), st.furnish, st.markingHead)
	}
	number := manuscript.Figures(m.Language, fmt.Sprintf(phrase, page, of))
	if st.pageNumber == ofRight {
		return aside(number, st.furnish, y)
	}
	about := strings.TrimSuffix(before, footDot)
	spans := []span{{text: about, typeface: st.furnish}, {text: before[len(about):] + number, typeface: st.furnish}}
	if page == 1 {
		spans[0].tag = f.reference
	}
	return f.line1(spans, Furniture, st.left, y)
}

func (f *flow) rightText(text string, tf typeface, y Pt) []Item {
	width := f.natural([]span{{text: text, typeface: tf}})
	return f.text1(text, tf, Furniture, f.st.paper.W-f.st.right-width, y)
}

func joinedBy(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

// The stamp of a note that is not proved stands in a box in the middle of the
// head, below the marking, and at the foot.
const (
	stampTop   = 50
	stampSide  = 6
	stampInset = 3.5
	stampFoot  = 20 // its baseline, from the bottom of the page
)

func (f *flow) stamped(stamp string, first bool, tags bannerTags) []Item {
	if stamp == "" {
		return nil
	}
	st, tag := f.st, Furniture
	if first {
		tag = tags.stamp
	}
	width := f.natural([]span{{text: stamp, typeface: st.stamp}})
	x, size := (st.paper.W-width)/2, st.stamp.size
	items := box(x-stampSide, stampTop, width+2*stampSide, size+2*stampInset, 1)
	items = append(items, f.text1(stamp, st.stamp, tag, x, stampTop+stampInset+ascent(size))...)
	return append(items, f.text1(stamp, st.stamp, Furniture, x, st.paper.H-stampFoot)...)
}

// box is an empty box of four rules.
func box(x, y, w, h, rule Pt) []Item {
	return []Item{
		Rect{X: x, Y: y, W: w, H: rule},
		Rect{X: x, Y: y + h - rule, W: w, H: rule},
		Rect{X: x, Y: y + rule, W: rule, H: h - 2*rule},
		Rect{X: x + w - rule, Y: y + rule, W: rule, H: h - 2*rule},
	}
}

// runningHead is the title, cut to leave room for marking and stamp, and the reference.
func (f *flow) runningHead(m manuscript.Manuscript, banner []Item) []Item {
	set := func(title string) []span {
		if title != "" && m.Reference != "" {
			title += " · "
		}
		return []span{{text: title + m.Reference, typeface: f.st.furnish}}
	}
	room := min(f.st.full()-160, f.besideBanner(banner))
	if m.Draft != "" {
		room -= f.natural(f.draftLabel(m)) + draftGap
	}
	if m.Copy.Number > 0 {
		room -= f.natural(f.copyLabel(m)) + draftGap
	}
	if m.Stamp != "" {
		room = (f.st.full()-f.natural([]span{{text: m.Stamp, typeface: f.st.stamp}}))/2 - 2*stampSide
	}
	title, words := m.Title, strings.Fields(m.Title)
	words = words[:min(len(words), maxHeadWords)]
	for f.natural(set(title)) > room && len(words) > 1 {
		words = words[:len(words)-1]
		title = strings.TrimRight(strings.Join(words, " "), ",;:·– ") + " …"
	}
	return f.line1(set(title), Furniture, f.st.left, f.st.runningHead)
}

// bannerTags are the elements of the marking and of the sentence that says who
// may have the note. They are read out once, before all else; the marking only
// if the facts do not give it.
type bannerTags struct{ stamp, mark, sharing int }

func (f *flow) bannerTags(m manuscript.Manuscript) bannerTags {
	tags := bannerTags{mark: Furniture}
	if m.Stamp != "" {
		tags.stamp = f.tree.add(0, RoleParagraph)
	}
	if m.Banner.Mark == "" || m.Place == marking.PlaceNone {
		return tags
	}
	if !f.st.handling || !slices.ContainsFunc(m.Facts, func(fact manuscript.Fact) bool { return plain(fact.Text) == string(m.Banner.Mark) }) {
		tags.mark = f.tree.add(0, RoleParagraph)
	}
	tags.sharing = f.tree.add(0, RoleParagraph)
	return tags
}

// maxSharing is the width of the sentence that says who may have the note, at most.
const maxSharing = 300

// sharing is that sentence. It keeps clear of what stands beside the marking.
func (f *flow) sharing(m manuscript.Manuscript, marked []Item, tag int) []Item {
	room := leftmostAtHead(marked, f.st) - f.st.left - bannerGap
	for _, label := range [][]span{f.draftLabel(m), f.copyLabel(m)} {
		if w := f.natural(label); w > 0 {
			room = min(room, leftmostAtHead(marked, f.st)-draftGap-w-bannerGap-f.st.left)
		}
	}
	var items []Item
	for i, l := range f.paragraph([]span{{text: m.Banner.Sharing, typeface: f.st.furnish}}, setting{width: min(room, maxSharing), tag: tag}) {
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
