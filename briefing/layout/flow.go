package layout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-text/typesetting/bidi"

	"briefdesk/briefing/manuscript"
)

// strip is a line with all that belongs to it: the unit that pages are made
// of. X is from the left of the page, Y from the strip's baseline.
type strip struct {
	lead         Pt // from the baseline before it, on one page
	above, below Pt // how far it reaches from its baseline
	items        []Item
	notes        []int
	bound        bool // no page may end after it
	newPage      bool
	quotation    int        // whose rule runs beside it, or 0
	edge         Pt         // where that rule stands
	marks        []Bookmark // bookmarks that lead to it
	sideDown     Pt         // how far below the baseline its side heading has its last baseline
	side         bool       // it opens a section
	wide         bool       // it reaches into the label column
	head         *strip     // repeated above it where it begins a page
}

// column is where a block is set.
type column struct{ x, width Pt }

func (c column) indent(by Pt) column { return column{c.x + by, max(c.width-by, 36)} }

// flow turns the blocks of a manuscript into strips.
type flow struct {
	*typesetter
	st       style
	language string
	mirrored bool // the pages run from right to left: they are set as if in a mirror, and turned at the end
	strips   []strip
	last     Pt     // what the block before asks for after it
	opening  []line // a side heading that waits for its first strip
	openMark Bookmark
	runIn    []span // a heading that waits for its paragraph
	runMark  Bookmark
	depth    int // of lists

	tree   *tree
	parent int         // the element that blocks are part of
	noted  map[int]int // the element in which each note is first marked
}

// paragraph sets spans in lines, in the language of the note if set names none.
func (f *flow) paragraph(spans []span, set setting) []line {
	if set.language == "" {
		set.language = f.language
	}
	set.mirrored = f.mirrored
	return f.typesetter.paragraph(spans, set)
}

func (f *flow) blocks(blocks []manuscript.Block, col column) {
	for _, b := range blocks {
		f.block(b, col)
	}
}

func (f *flow) block(b manuscript.Block, col column) {
	if _, ok := b.(manuscript.Paragraph); !ok {
		f.closeRunIn(col)
	}
	switch b := b.(type) {
	case manuscript.Heading:
		f.heading(b)
	case manuscript.Paragraph:
		f.paragraphBlock(b, col)
	case manuscript.List:
		f.list(b, col)
	case manuscript.Quotation:
		f.quotation(b, col)
	case manuscript.Table:
		f.table(b, col)
	case manuscript.Code:
		f.code(b, col)
	case manuscript.Rule:
		f.rule(col)
	case manuscript.PageBreak:
		f.closeSide(col)
		f.add([]strip{{newPage: true}}, 0, 0)
	}
}

// add appends the strips of a block: before is the distance it asks for from
// the block before it, after from the block after it.
func (f *flow) add(strips []strip, before, after Pt) {
	if len(strips) == 0 {
		return
	}
	first := &strips[0]
	first.lead = max(before, f.last)
	if f.opening != nil && !first.newPage {
		f.open(first)
	}
	if f.runMark.Title != "" {
		first.marks = append(first.marks, f.runMark)
		f.runMark = Bookmark{}
	}
	f.strips = append(f.strips, strips...)
	f.last = after
}

// open sets the waiting side heading beside the first strip of its section.
func (f *flow) open(first *strip) {
	var heading []Item
	for i, l := range f.opening {
		y := Pt(i) * f.st.sideLead
		heading = append(heading, placed(l.items, f.st.left, y)...)
		first.notes = append(first.notes, l.notes...)
		first.sideDown = y
	}
	first.items = append(heading, first.items...)
	first.side = true
	first.lead = max(first.lead, f.st.section)
	first.marks = append(first.marks, f.openMark)
	f.opening = nil
}

func (f *flow) heading(h manuscript.Heading) {
	mark := Bookmark{Title: plain(h.Text), Level: h.Level}
	if h.Level > 1 {
		tag := f.tree.heading(f.parent, h.Level+1)
		f.runIn, f.runMark = f.spans(h.Text, f.st.runIn, tag), mark
		for i := range f.runIn {
			f.runIn[i].block = h.Block
			if f.runIn[i].tag == 0 {
				f.runIn[i].tag = tag
			}
		}
		if len(f.runIn) == 0 {
			f.runMark = Bookmark{}
		}
		return
	}
	f.closeSide(column{f.st.text(), f.st.measure()})
	set := setting{width: f.st.label, block: h.Block, tag: f.tree.heading(f.parent, h.Level+1)}
	spans := f.spans(h.Text, f.st.side, set.tag)
	f.opening, f.openMark = f.paragraph(spans, set), mark
	if len(f.opening) > maxSideLines {
		f.opening, f.runMark = nil, mark
		set.width = f.st.measure()
		strips := f.lines(f.paragraph(spans, set), f.st.text(), f.st.side.size, f.st.sideLead)
		bindEnds(strips)
		strips[len(strips)-1].bound = true
		f.add(strips, f.st.section, f.st.lead)
	}
}

// closeSide gives a heading without a text a line of its own.
func (f *flow) closeSide(col column) {
	f.closeRunIn(col)
	if f.opening != nil {
		f.add([]strip{f.strip(line{}, col.x, f.st.body.size)}, f.st.paragraph, f.st.paragraph)
	}
}

// closeRunIn gives a heading that no paragraph follows a line of its own.
func (f *flow) closeRunIn(col column) {
	if f.runIn == nil {
		return
	}
	lines := f.paragraph(f.runIn, setting{width: col.width, block: f.runIn[0].block})
	f.runIn = nil
	strips := f.lines(lines, col.x, f.st.body.size, f.st.lead)
	bindAll(strips)
	f.add(strips, f.st.paragraph, f.st.paragraph)
}

func (f *flow) paragraphBlock(p manuscript.Paragraph, col column) {
	if p.Inset {
		col = column{col.x + insetBothSides, col.width - 2*insetBothSides}
	}
	tag := f.tree.add(f.parent, RoleParagraph)
	spans := f.spans(p.Text, f.st.body, tag)
	if f.runIn != nil {
		last := f.runIn[len(f.runIn)-1]
		spans = append(append(f.runIn, span{text: "\u2002", typeface: f.st.runIn, block: last.block, tag: last.tag}), spans...)
		f.runIn = nil
	}
	strips := f.text(spans, col, setting{block: p.Block, tag: tag})
	if n := len(strips); n > 0 && strings.HasSuffix(plain(p.Text), ":") {
		strips[n-1].bound = true // it introduces what follows
	}
	f.add(strips, f.st.paragraph, f.st.paragraph)
}

// text sets body text in a column, justified, without widows and orphans.
func (f *flow) text(spans []span, col column, set setting) []strip {
	set.width, set.justified = col.width, true
	strips := f.lines(f.paragraph(spans, set), col.x, f.st.body.size, f.st.lead)
	bindEnds(strips)
	return strips
}

func (f *flow) list(l manuscript.List, col column) {
	hang := Pt(bulletHang)
	if l.Ordered {
		last := strconv.Itoa(l.Start+len(l.Items)-1) + ". "
		hang = max(numberHang, f.natural([]span{{text: last, typeface: f.st.body}})+2)
	}
	leadIn := max(f.last, toList)
	switch {
	case f.depth > 0:
		leadIn = f.st.lead + betweenItems
	case f.last == f.st.paragraph:
		leadIn = toList
	}
	outside := f.parent
	list := f.tree.list(outside, l.Ordered)
	f.depth++
	for i, item := range l.Items {
		element := f.tree.add(list, RoleItem)
		label := f.tree.add(element, RoleLabel)
		f.parent = f.tree.add(element, RoleBody)
		marker := "–"
		if l.Ordered {
			marker = strconv.Itoa(l.Start+i) + "."
		}
		from := len(f.strips)
		f.last = 0
		f.blocks(item, col.indent(hang))
		f.closeRunIn(col.indent(hang))
		if from == len(f.strips) {
			f.add([]strip{f.strip(line{}, col.x, f.st.body.size)}, 0, 0)
		}
		first := &f.strips[from]
		m := f.paragraph([]span{{text: marker, typeface: f.st.body}}, setting{width: hang, block: l.Block, tag: label, goesOn: true})
		first.items = append(placed(m[0].items, col.x, 0), first.items...)
		first.lead = f.st.lead + betweenItems
		if i == 0 {
			first.lead = leadIn
		}
		if first.side {
			first.lead = max(first.lead, f.st.section)
		}
	}
	f.parent = outside
	f.depth--
	f.last = f.st.paragraph
}

func (f *flow) quotation(q manuscript.Quotation, col column) {
	in, edge := col.indent(quotationInset), col.x
	if !f.mirrored && usual(q.Language) == bidi.RightToLeft {
		in, edge = column{col.x, in.width}, col.x+col.width-quotationRule
	}
	whole := f.tree.add(f.parent, RoleQuotation)
	var strips []strip
	for _, text := range q.Paragraphs {
		tag := f.tree.add(whole, RoleParagraph)
		f.tree.elements[tag].Language = q.Language
		lines := f.paragraph(f.spans(text, f.st.body, tag), setting{
			width: in.width, justified: true, language: q.Language, block: q.Block, tag: tag, goesOn: true,
		})
		strips = append(strips, f.lines(lines, in.x, f.st.body.size, f.st.lead)...)
	}
	if len(strips) < 6 {
		bindAll(strips)
	} else {
		bindEnds(strips)
	}
	line := f.tree.add(whole, RoleParagraph)
	if source := f.paragraph(f.spans(q.Source, f.st.source, line), setting{width: in.width, block: q.Block, tag: line}); len(source) > 0 {
		if n := len(strips); n > 0 {
			strips[n-1].bound = true
		}
		lines := f.lines(source, in.x, f.st.source.size, 11)
		lines[0].lead = toSourceLine
		bindAll(lines)
		strips = append(strips, lines...)
	}
	for i := range strips {
		strips[i].quotation, strips[i].edge = q.Number, edge
	}
	if n := len(strips); n > 0 {
		strips[n-1].bound = false
	}
	f.add(strips, beforeQuotation, afterQuotation)
}

func (f *flow) code(c manuscript.Code, col column) {
	var strips []strip
	tag := f.tree.add(f.tree.add(f.parent, RoleParagraph), RoleCode)
	for _, l := range c.Lines {
		kept := strings.ReplaceAll(l, " ", "\u00a0") // or spaces at the edges would go
		lines := f.paragraph([]span{{text: kept, typeface: f.st.code}}, setting{width: col.width, block: c.Block, tag: tag})
		if len(lines) == 0 {
			lines = []line{{}}
		}
		set := f.lines(lines, col.x, f.st.code.size, codeLead)
		for _, s := range set {
			for i, it := range s.items {
				if t, ok := it.(Text); ok {
					t.Words = strings.ReplaceAll(t.Words, "\u00a0", " ")
					s.items[i] = t
				}
			}
		}
		strips = append(strips, set...)
	}
	bindEnds(strips)
	f.add(strips, f.st.paragraph-2, f.st.paragraph-2)
}

func (f *flow) rule(col column) {
	s := strip{above: 1, below: 1, items: []Item{Rect{X: col.x + col.width/3, Y: -0.25, W: col.width / 3, H: 0.5, Colour: ruler}}}
	f.add([]strip{s}, f.st.lead, f.st.paragraph)
}

// lines makes strips of set lines.
func (f *flow) lines(lines []line, x, size, lead Pt) []strip {
	strips := make([]strip, len(lines))
	for i, l := range lines {
		strips[i] = f.strip(l, x, size)
		strips[i].lead = lead
		if l.tall {
			strips[i].lead = max(lead, tallLead*size)
		}
		strips[i].bound = l.hyphen // no page ends within a word
	}
	return strips
}

func (f *flow) strip(l line, x, size Pt) strip {
	return strip{above: ascent(size), below: descent(size), items: placed(l.items, x, 0), notes: slices.Clip(l.notes)}
}

// bindEnds keeps at least two lines of a paragraph on each side of a page's
// end; three lines stay together.
func bindEnds(strips []strip) {
	if n := len(strips); n > 1 {
		strips[0].bound = true
		strips[n-2].bound = true
	}
}

func bindAll(strips []strip) {
	for i := range strips {
		strips[i].bound = true
	}
}

// spans gives the runs of a manuscript, which are part of the element tag,
// their typefaces.
func (f *flow) spans(runs []manuscript.Run, base typeface, tag int) []span {
	spans := make([]span, 0, len(runs))
	for i, r := range runs {
		tf := base
		switch {
		case r.Note > 0:
			tf = typeface{family: sans, bold: true, size: 0.6 * base.size, rise: 0.45 * base.size, colour: navy}
		case r.Code:
			tf.family, tf.size = mono, 0.87*base.size
		}
		tf.bold = tf.bold || r.Bold
		tf.italic = tf.italic || r.Italic
		sp := span{text: r.Text, typeface: tf, link: r.Link, quotation: r.Quotation, note: r.Note}
		switch {
		case r.Note > 0:
			sp.tag = f.mark(r.Note, tag)
		case r.Link != "" && i > 0 && runs[i-1].Link == r.Link:
			sp.tag = spans[i-1].tag
		case r.Link != "":
			sp.tag = f.tree.add(tag, RoleLink)
		}
		spans = append(spans, sp)
	}
	return spans
}

// mark adds the mark of a note to the element in which it stands, and sees to it
// that the note comes at the end of the first such element.
func (f *flow) mark(note, tag int) int {
	if _, known := f.noted[note]; !known {
		f.noted[note] = tag
	}
	return f.tree.add(f.tree.add(tag, RoleReference), RoleLink)
}

// placed returns items moved by x and y.
func placed(items []Item, x, y Pt) []Item {
	moved := make([]Item, len(items))
	for i, it := range items {
		switch it := it.(type) {
		case Text:
			it.X, it.Y = it.X+x, it.Y+y
			moved[i] = it
		case Rect:
			it.X, it.Y = it.X+x, it.Y+y
			moved[i] = it
		case Link:
			it.X, it.Y = it.X+x, it.Y+y
			moved[i] = it
		case Stroke:
			moved[i] = it.through(func(p Point) Point { return Point{p.X + x, p.Y + y} })
		default:
			panic(fmt.Sprintf("layout: an item of type %T", it))
		}
	}
	return moved
}

// turned turns items round the middle of a page of a width. What they show is
// not turned.
func turned(items []Item, page Pt) {
	for i, it := range items {
		switch it := it.(type) {
		case Text:
			it.X = page - it.X - it.Width()
			items[i] = it
		case Rect:
			it.X = page - it.X - it.W
			items[i] = it
		case Link:
			it.X = page - it.X - it.W
			items[i] = it
		case Stroke:
			items[i] = it.through(func(p Point) Point { return Point{page - p.X, p.Y} })
		}
	}
}

// plain is the text of runs, without note marks.
func plain(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		if r.Note == 0 {
			s.WriteString(r.Text)
		}
	}
	return strings.Join(strings.Fields(s.String()), " ")
}
