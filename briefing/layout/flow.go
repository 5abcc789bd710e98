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
	panel        *panelStyle // whose ground it stands on, or nil
	head         *strip      // repeated above it where it begins a page
	pins         *pins       // what leads to it, or nil
	quotation    int         // whose rule runs beside it, or 0
	edge         Pt          // where that rule stands
	sideDown     Pt          // how far below the baseline its side heading has its last baseline
	opening      int         // how many of its items are the side heading

	bound   bool // no page may end after it
	newPage bool
	joins   bool // of a new page: what is on it may stand below the text instead, if it fits there whole
	sinks   bool // it and what is below it stand on the bottom of the text area
	dashed  bool // the rule of its quotation is broken
	side    bool // it opens a section
	wide    bool // it reaches into the label column
}

// pins are what leads to a strip: most have none.
type pins struct {
	marks   []Bookmark
	anchors []string // what references call it
}

// mark lets a bookmark lead to s.
func (s *strip) mark(b Bookmark) {
	if s.pins == nil {
		s.pins = &pins{}
	}
	s.pins.marks = append(s.pins.marks, b)
}

// call lets references lead to s by names.
func (s *strip) call(names []string) {
	if len(names) == 0 {
		return
	}
	if s.pins == nil {
		s.pins = &pins{}
	}
	s.pins.anchors = names
}

// column is where a block is set.
type column struct{ x, width Pt }

func (c column) indent(by Pt) column { return column{c.x + by, max(c.width-by, 36)} }

// flow turns the blocks of a manuscript into strips.
type flow struct {
	*typesetter
	st       style
	size     TypeSize
	language string
	panel    *panelStyle // the panel that is open, or nil
	outer    style       // the style around it
	headed   bool        // a heading above its text was the last to be set
	clipped  bool        // what is known of an article was
	within   int         // the first of its strips
	mirrored bool        // the pages run from right to left: they are set as if in a mirror, and turned at the end
	strips   []strip
	last     Pt     // what the block before asks for after it
	opening  []line // a side heading that waits for its first strip
	openMark Bookmark
	runIn    []span // a heading that waits for its paragraph
	runMark  Bookmark
	anchors  []string       // of blocks whose first strip is to come
	pages    map[string]int // on which each anchor stands, as far as that is known
	depth    int            // of lists

	endRuled  bool // the rule above the end matter is drawn
	reference int  // the element of the note's reference, where the foot of the first page gives it

	framing framing           // of the opening or the closing in hand
	boxed   []manuscript.Fact // at the foot of the first page
	legends []FrameLegend

	tree    *tree
	parent  int                  // the element that blocks are part of
	foreign map[foreignWords]int // their elements
	noted   map[int]int          // the element in which each note is first marked

	expect func([]span, setting) // told of each paragraph in place of setting it, if not nil
}

// paragraph sets spans in lines, in the language of the note if set names none.
func (f *flow) paragraph(spans []span, set setting) []line {
	if set.language == "" {
		set.language = f.language
	}
	set.mirrored = f.mirrored
	spans = f.inLanguages(spans, set)
	if f.expect != nil {
		f.expect(spans, set)
		return []line{{}}
	}
	return f.typesetter.paragraph(spans, set)
}

func (f *flow) blocks(blocks []manuscript.Block, col column) {
	for _, b := range blocks {
		f.block(b, col)
	}
}

// sections sets the blocks of the note itself, each in the column of its section.
func (f *flow) sections(blocks []manuscript.Block) {
	for len(blocks) > 0 {
		n := 1
		if q, ok := blocks[0].(manuscript.Quotation); ok && f.panel == nil && f.st.remarks.width > 0 {
			n += paragraphsAtStart(blocks[1:])
			f.remarked(q, blocks[1:n])
		} else {
			f.block(blocks[0], f.column())
		}
		blocks = blocks[n:]
	}
	f.closeSide(f.column())
	f.closePanel()
}

// column is that of the text of a section.
func (f *flow) column() column {
	if f.panel != nil {
		return f.panel.text
	}
	return f.st.textColumn()
}

func (f *flow) block(b manuscript.Block, col column) {
	if _, ok := b.(manuscript.Paragraph); !ok {
		f.closeRunIn(col)
	}
	f.anchor(b)
	switch b := b.(type) {
	case manuscript.Heading:
		f.heading(b)
	case manuscript.Clipping:
		f.clipping(b)
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
	case manuscript.Legend:
		f.legend(b)
	case manuscript.Figure:
		f.figure(b, col)
	case manuscript.Contents:
		f.contents(b, col)
	case manuscript.PageBreak:
		f.closeSide(col)
		f.closePanel()
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
		first.mark(f.runMark)
		f.runMark = Bookmark{}
	}
	if !first.newPage {
		first.call(f.anchors)
		f.anchors = nil
	}
	if spare := cap(f.strips) - len(f.strips); spare < len(strips) {
		f.strips = slices.Grow(f.strips, len(f.strips)+len(strips)) // by as much again: long notes have many
	}
	f.strips = append(f.strips, strips...)
	f.last, f.headed, f.clipped = after, false, false
}

// open sets the waiting side heading beside the first strip of its section.
func (f *flow) open(first *strip) {
	label := f.labelColumn()
	for i, l := range f.opening {
		first.notes = append(first.notes, l.notes...)
		first.sideDown = Pt(i) * f.st.headLead
	}
	heading := stacked(f.opening, label.x, 0, f.st.headLead)
	first.items, first.opening = append(heading, first.items...), len(heading)
	first.side = true
	first.lead = max(first.lead, f.st.section)
	first.mark(f.openMark)
	f.opening = nil
}

// labelColumn is where side headings stand.
func (f *flow) labelColumn() column {
	if f.panel != nil {
		return f.panel.label
	}
	return column{f.st.left, f.st.label}
}

func (f *flow) heading(h manuscript.Heading) {
	mark := Bookmark{Title: plain(h.Text), Level: h.Level}
	if h.Level > 1 && !f.st.ownLine {
		f.runInHeading(h, mark)
		return
	}
	f.closeSide(f.column())
	face, after := f.st.runIn, f.st.afterOwnLine
	if h.Level == 1 {
		f.changePanel(h.Panel)
		face, after = f.st.head, f.st.afterHead
	}
	set := setting{width: f.labelColumn().width, block: h.Block, tag: f.tree.heading(f.parent, h.Level+1)}
	spans := f.spans(h.Text, face, set.tag)
	if h.Level == 1 && (f.st.side || f.panel != nil) {
		f.opening, f.openMark = f.paragraph(spans, set), mark
		if longest, _ := f.widths(spans); len(f.opening) <= maxSideLines && longest <= set.width {
			return
		}
		f.opening = nil
		set.width = f.column().width
		f.headLines(spans, set, mark, f.column().x, f.st.lead)
		return
	}
	set.width = f.st.full()
	f.headLines(spans, set, mark, f.st.left, after)
}

// headLines sets a heading above its text.
func (f *flow) headLines(spans []span, set setting, mark Bookmark, x, after Pt) {
	size, lead := f.st.head.size, f.st.headLead
	strips := f.lines(f.paragraph(spans, set), x, size, lead)
	if len(strips) == 0 {
		return
	}
	bindEnds(strips)
	strips[len(strips)-1].bound = true
	before := f.st.section
	if mark.Level > 1 {
		before = f.st.lead + betweenNotes
	} else if f.clipped {
		before, f.last = clippingToTitle, 0
	} else if f.st.headRule && len(f.strips) > 0 {
		rule := Rect{X: f.st.left, Y: -ascent(size) - 10, W: f.st.full(), H: 0.5}
		strips[0].items = append([]Item{rule}, strips[0].items...)
		before = max(before, f.last+descent(size)+10)
	}
	f.runMark = mark
	if mark.Level > 1 && f.headed {
		before, f.last = f.st.toSubtitle, 0
	}
	f.add(strips, before, after)
	f.headed = true
}

// runInHeading waits for the paragraph that it runs into.
func (f *flow) runInHeading(h manuscript.Heading, mark Bookmark) {
	if len(h.Text) == 0 {
		return
	}
	tag := f.tree.heading(f.parent, h.Level+1)
	spans := f.spans(h.Text, f.st.runIn, tag)
	if len(spans) == 0 { // marks of notes that are not marked
		return
	}
	f.runIn, f.runMark = spans, mark
	for i := range f.runIn {
		f.runIn[i].block = h.Block
		if f.runIn[i].tag == 0 {
			f.runIn[i].tag = tag
		}
	}
}

// remember notes how far the flow has come, and returns what takes it back there.
func (f *flow) remember() (undo func()) {
	elements, headings, st := len(f.tree.elements), f.tree.headings, f.st
	strips, last, headed := len(f.strips), f.last, f.headed
	return func() {
		f.tree.elements, f.tree.headings, f.st = f.tree.elements[:elements], headings, st
		f.strips, f.last, f.headed = f.strips[:strips], last, headed
		if f.reference >= elements {
			f.reference = 0
		}
		clear(f.foreign)
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
	if isCount(p) && f.st.count.size > 0 {
		f.count(p, col)
		return
	}
	if judgement, confidence := f.cutConfidence(p.Text); confidence != nil {
		if p.Text = judgement; len(judgement) > 0 {
			f.paragraphBlock(p, col)
		}
		f.confidence(confidence, p.Block, col)
		return
	}
	if p.Translates > 0 {
		f.translation(p, col)
		return
	}
	if p.Inset {
		col = column{col.x + insetBothSides, col.width - 2*insetBothSides}
	}
	tag := f.tree.add(f.parent, RoleParagraph)
	var number []Item
	if p.Number > 0 {
		number = f.text1(manuscript.Figures(f.language, strconv.Itoa(p.Number))+".", f.st.body, f.tree.add(tag, RoleLabel), f.st.left, 0)
	}
	spans := f.spans(p.Text, f.st.body, tag)
	if f.runIn != nil {
		last := f.runIn[len(f.runIn)-1]
		gap := span{text: f.st.runInGap, typeface: f.st.runIn, block: last.block, tag: last.tag}
		spans = slices.Concat(f.runIn, []span{gap}, spans)
		f.runIn = nil
	}
	strips := f.text(spans, col, setting{block: p.Block, tag: tag})
	if n := len(strips); n > 0 {
		if number != nil {
			strips[0].items = append(number, strips[0].items...)
		}
		strips[n-1].bound = introduces(p.Text)
	}
	before := f.st.paragraph
	if f.headed {
		before = f.last
	}
	f.add(strips, before, f.st.paragraph)
}

// text sets body text in a column, justified, without widows and orphans.
func (f *flow) text(spans []span, col column, set setting) []strip {
	set.width, set.justified = col.width, f.st.justified
	strips := f.lines(f.paragraph(spans, set), col.x, f.st.body.size, f.st.lead)
	bindEnds(strips)
	return strips
}

func (f *flow) list(l manuscript.List, col column) {
	st := f.st.list
	hang, face := st.bulletHang, st.bulletFace
	if l.Ordered {
		face = st.numberFace
		hang = st.numberHang
		for i := range l.Items {
			hang = max(hang, f.natural([]span{{text: f.st.list.label(l, i, f.language), typeface: face}})+ordinalGap)
		}
	}
	if l.Tasks != nil {
		hang = max(hang, taskHang)
	}
	leadIn := max(f.last, f.st.lead+toList)
	switch {
	case f.depth > 0:
		leadIn = f.st.lead + st.between
	case f.last == f.st.paragraph:
		leadIn = f.st.lead + toList
	}
	outside := f.parent
	list := f.tree.list(outside, l.Ordered)
	label := func(i int) string {
		if l.Ordered {
			return f.st.list.label(l, i, f.language)
		}
		return st.bullet
	}
	labels := make([]string, len(l.Items))
	for i := range labels {
		labels[i] = label(i)
	}
	f.depth++
	heading := f.opening // is read before the first label, so it is set when that is
	if len(l.Items) > 0 {
		f.opening = nil
	}
	for i, item := range l.Items {
		element := f.tree.add(list, RoleItem)
		label := f.tree.add(element, RoleLabel)
		f.parent = f.tree.add(element, RoleBody)
		from := len(f.strips)
		f.last = 0
		f.blocks(item, col.indent(hang))
		f.closeRunIn(col.indent(hang))
		if from == len(f.strips) {
			f.add([]strip{f.strip(line{}, col.x, f.st.body.size)}, 0, 0)
		}
		first := &f.strips[from]
		if task := l.Task(i); task != manuscript.NoTask {
			first.items = slices.Insert(first.items, first.opening, f.taskBox(task, label, col.x)...)
		} else {
			m := f.paragraph([]span{{text: labels[i], typeface: face}}, setting{width: hang, block: l.Block, tag: label, goesOn: true})
			first.items = slices.Insert(first.items, first.opening, placed(m[0].items, col.x, 0)...)
		}
		if i == 0 && heading != nil {
			f.opening = heading
			f.open(first)
		}
		first.lead = f.st.lead + st.between
		if i == 0 {
			first.lead = leadIn
		}
		if first.side {
			first.lead = max(first.lead, f.st.section)
		}
		if l.Approvals != nil {
			if i > 0 {
				first.lead = approvalNext
			}
			f.approval(l.Approvals, col.indent(hang))
		}
	}
	f.parent = outside
	f.depth--
	f.last = f.st.paragraph
	if l.Approvals != nil {
		f.last = afterApprovals
	}
}

// ordinalGap is from the label of an item to its text, at least.
const ordinalGap = 5

// The box of a task.
const (
	taskBoxSide   = 9
	taskBoxBottom = 0.8 // below the baseline
	taskHang      = 15
)

// taskFrame is an empty box on a baseline.
func taskFrame(tag int, x Pt) Stroke {
	const top, bottom = taskBoxBottom - taskBoxSide, taskBoxBottom
	return Stroke{Closed: true, Width: 0.75, Tag: tag, Points: []Point{{x, top}, {x + taskBoxSide, top}, {x + taskBoxSide, bottom}, {x, bottom}}}
}

// taskBox is the box before a task, with a tick if it is done.
func (f *flow) taskBox(task manuscript.Task, label int, x Pt) []Item {
	tag := f.tree.add(label, RoleSpan)
	frame, top := taskFrame(tag, x), Pt(taskBoxBottom-taskBoxSide)
	if task == manuscript.TaskOpen {
		f.tree.elements[tag].Says = manuscript.Say(f.language, "to do")
		return []Item{frame}
	}
	f.tree.elements[tag].Says = manuscript.Say(f.language, "done")
	tick := Stroke{Width: 1.4, Colour: navy, Tag: tag, Points: []Point{{x + 1.3, top + 4.8}, {x + 3.5, top + 7}, {x + 7.7, top + 1.6}}}
	return []Item{frame, tick}
}

func (f *flow) quotation(q manuscript.Quotation, col column) {
	f.add(f.quoted(q, col), f.st.quotation.before, f.st.quotation.after)
}

// toTranslation is from a quotation to the desk's translation of it.
const toTranslation = 18

// translation sets the desk's translation of a quotation below it, beside the same rule.
func (f *flow) translation(p manuscript.Paragraph, col column) {
	st, tag := f.st, f.tree.add(f.parent, RoleParagraph)
	in := column{col.x + st.quotation.inset, max(col.width-st.quotation.inset-st.quotation.right, 36)}
	strips := f.text(f.spans(p.Text, st.body, tag), in, setting{block: p.Block, tag: tag})
	for i := range strips {
		if st.quotation.ruled {
			strips[i].quotation, strips[i].edge = p.Translates, col.x
		}
	}
	if n := len(f.strips); n > 0 {
		f.strips[n-1].bound = true
	}
	f.last = 0
	f.add(strips, toTranslation, st.quotation.after)
}

// quoted are the strips of a quotation and its source line.
func (f *flow) quoted(q manuscript.Quotation, col column) []strip {
	st := f.st.quotation
	in, edge := column{col.x + st.inset, max(col.width-st.inset-st.right, 36)}, col.x
	if !f.mirrored && usual(q.Language) == bidi.RightToLeft {
		in, edge = column{col.x, in.width}, col.x+col.width-quotationRule
	}
	words, source := f.st.sourced(q)
	whole := f.tree.add(f.parent, RoleQuotation)
	var strips []strip
	for _, text := range words {
		tag := f.tree.add(whole, RoleParagraph)
		f.tree.elements[tag].Language = q.Language
		lines := f.paragraph(f.spans(text, st.face, tag), setting{
			width: in.width, justified: f.st.justified, language: q.Language, block: q.Block, tag: tag, goesOn: true,
		})
		strips = append(strips, f.lines(lines, in.x, st.face.size, st.lead)...)
	}
	if len(strips) < 6 {
		bindAll(strips)
	} else {
		bindEnds(strips)
	}
	strips = append(strips, f.sourceLine(source, q.Block, whole, in, strips)...)
	for i := range strips {
		strips[i].dashed = q.Stamped
		if st.ruled {
			strips[i].quotation, strips[i].edge = q.Number, edge
		}
	}
	if n := len(strips); n > 0 {
		strips[n-1].bound = false
	}
	return strips
}

// sourceLine sets the source of a quotation below its strips, with the last of
// which it stays.
func (f *flow) sourceLine(source []manuscript.Run, block, whole int, in column, strips []strip) []strip {
	if len(source) == 0 {
		return nil
	}
	tag := f.tree.add(whole, RoleParagraph)
	lines := f.lines(f.paragraph(f.spans(source, f.st.source, tag), setting{width: in.width, block: block, tag: tag}), in.x, f.st.source.size, f.st.sourceLead)
	if len(lines) == 0 {
		return nil
	}
	if n := len(strips); n > 0 {
		strips[n-1].bound = true
	}
	lines[0].lead = f.st.toSource
	bindAll(lines)
	return lines
}

// sourced are the words of a quotation and its source line. Where notes are
// marked in brackets, the line ends with the mark; a form without source lines
// has them where no note says what they say.
func (st style) sourced(q manuscript.Quotation) (words [][]manuscript.Run, source []manuscript.Run) {
	words, source = q.Paragraphs, q.Source
	if !st.quotation.sourced && q.Verified && endsInMark(words) {
		return words, nil
	}
	if st.notes.form != bracketed || len(source) == 0 || len(words) == 0 {
		return words, source
	}
	last := words[len(words)-1]
	n := len(last)
	for n > 0 && last[n-1].Note > 0 {
		n--
	}
	words = append(slices.Clone(words[:len(words)-1]), last[:n])
	return words, append(slices.Clip(source), last[n:]...)
}

// endsInMark reports whether a note says where words come from.
func endsInMark(words [][]manuscript.Run) bool {
	last := words[len(words)-1]
	return len(last) > 0 && last[len(last)-1].Note > 0
}

func (f *flow) code(c manuscript.Code, col column) {
	var strips []strip
	whole := f.tree.add(f.tree.add(f.parent, RoleParagraph), RoleCode)
	for i, l := range c.Lines {
		tag := whole
		if mayBeForeign(l, scriptFor(f.language)) { // or lines that say the same would be one element
			tag = f.tree.add(whole, RoleSpan)
		}
		kept := strings.ReplaceAll(l, " ", "\u00a0") // or spaces at the edges would go
		lines := f.paragraph([]span{{text: kept, typeface: f.st.code}}, setting{width: col.width, block: c.Block, tag: tag, goesOn: i+1 < len(c.Lines)})
		if len(lines) == 0 {
			lines = []line{{}}
		}
		set := f.lines(lines, col.x, f.st.code.size, f.st.leadFor(f.st.code, codeLead))
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
		if r.Fact != "" && tag > 0 {
			f.tree.elements[tag].Fact = r.Fact
		}
		if r.Note > 0 && f.st.notes.form == tabbed {
			continue
		}
		tf := base
		if r.Code {
			tf.family, tf.size = mono, 0.87*base.size
		}
		tf.bold = tf.bold || r.Bold || r.Italic && f.st.least > 0
		tf.italic = tf.italic || r.Italic && f.st.least == 0
		sp := span{text: f.says(r), typeface: tf, link: r.Link, anchor: r.To, quotation: r.Quotation, note: r.Note, language: r.Language}
		switch {
		case r.Note > 0:
			sp.text, sp.typeface = f.noteMark(r.Text, base)
			sp.tag = f.mark(r.Note, tag)
		case tag < 0: // looked at, and not read
			sp.link, sp.anchor = "", ""
		case leads(r) && i > 0 && runs[i-1].Link == r.Link && runs[i-1].To == r.To && runs[i-1].Note == 0:
			sp.tag = spans[len(spans)-1].tag
		case leads(r):
			sp.tag = f.tree.add(tag, RoleLink)
		}
		spans = append(spans, sp)
	}
	return spans
}

// noteMark is how a note is marked in text of a typeface.
func (f *flow) noteMark(number string, base typeface) (string, typeface) {
	tf := f.st.notes.mark
	tf.size, tf.rise = tf.size*base.size, tf.rise*base.size
	if f.st.notes.form == bracketed {
		if tf.colour == black {
			tf.colour = base.colour
		}
		return "\u00a0[" + number + "]", tf
	}
	return number, tf
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
	return appendPlaced(make([]Item, 0, len(items)), items, x, y)
}

// appendPlaced appends items moved by x and y.
func appendPlaced(to, items []Item, x, y Pt) []Item {
	for _, it := range items {
		switch it := it.(type) {
		case Text:
			it.X, it.Y = it.X+x, it.Y+y
			to = append(to, it)
		case Rect:
			it.X, it.Y = it.X+x, it.Y+y
			to = append(to, it)
		case Link:
			it.X, it.Y = it.X+x, it.Y+y
			to = append(to, it)
		case Stroke:
			to = append(to, it.through(func(p Point) Point { return Point{p.X + x, p.Y + y} }))
		case Image:
			it.X, it.Y = it.X+x, it.Y+y
			to = append(to, it)
		case entryNumber:
			it.x, it.y = it.x+x, it.y+y
			to = append(to, it)
		default:
			panic(fmt.Sprintf("layout: an item of type %T", it))
		}
	}
	return to
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
			left, right := it.extent()
			items[i] = it.through(func(p Point) Point { return Point{p.X + page - left - right, p.Y} })
		case Image:
			it.X = page - it.X - it.W
			items[i] = it
		}
	}
}

// introduces reports whether runs end in a colon, but for marks of notes.
func introduces(runs []manuscript.Run) bool {
	for _, r := range slices.Backward(runs) {
		if text := strings.TrimSpace(r.Text); text != "" && r.Note == 0 {
			return strings.HasSuffix(text, ":")
		}
	}
	return false
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
