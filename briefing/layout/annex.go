package layout

import (
	"slices"
	"strings"

	"briefdesk/briefing/manuscript"
)

// annexed is st as an annex is set: one ragged column over the whole width.
func annexed(st style) style {
	st.label, st.gutter, st.side, st.justified, st.headRule, st.remarks = 0, 0, false, false, false, column{}
	st.body, st.lead, st.paragraph = typeface{family: sans, size: 9}, 12, 18
	st.head, st.headLead, st.section, st.afterHead = typeface{family: sans, bold: true, size: 11, colour: navy}, 14, 26.7, 17
	st.runIn = typeface{family: sans, bold: true, size: 9, fixed: true}
	st.quotation = quotationStyle{face: typeface{family: serif, size: 10.5}, lead: 14, before: 20, after: 20, inset: 12, ruled: true, sourced: true}
	st.list.numberFace, st.list.bulletFace, st.list.after = st.body, st.body, "."
	st.table, st.tableLead = st.body, 12
	st.code.size = 7.4
	st.sourceLead, st.toSource = 11, 13
	st.title, st.titleLead = typeface{family: sans, bold: true, size: 19}, 21
	st.kicker = typeface{family: sans, bold: true, size: 9, track: 0.05 * 9, colour: navy}
	st.summary, st.summaryLead = typeface{family: serif, size: 10.5}, 14
	if st.annexJoins {
		st.title, st.titleLead = typeface{family: serif, bold: true, size: 14}, 17
	}
	st.count = typeface{family: sans, bold: true, size: 13, colour: navy}
	return st
}

// Measures of an annex.
const (
	annexBefore   = 31 // from the text to the rule above an annex below it
	annexToKicker = 17 // from there to the line above its title
	annexToTitle  = 21
	annexToRule   = 11.8 // from the title to the rule below it
	annexToText   = 26   // and to the text
	countSide     = 8    // of the box round a count, from what is in it
	countAbove    = 6
	countStroke   = 1
	countAfter    = 22
)

// annex sets blocks on pages of their own. Their first heading is its title.
func (f *flow) annex(blocks []manuscript.Block) {
	if len(blocks) == 0 {
		return
	}
	f.add([]strip{f.annexBreak()}, annexBefore, 0)
	f.st = annexed(f.st).in(f.size)
	kicker := f.st.kicker
	line := f.paragraph([]span{{text: manuscript.AnnexLabel(f.language), typeface: kicker}}, setting{width: f.st.full(), tag: f.tree.add(0, RoleParagraph), align: f.st.annexAlign()})
	strips := f.lines(line, f.st.left, kicker.size, kicker.size)
	bindAll(strips)
	f.add(strips, annexToKicker, annexToTitle)
	if h, ok := blocks[0].(manuscript.Heading); ok {
		f.annexTitle(h)
		blocks = blocks[1:]
	}
	if len(blocks) > 0 {
		if p, ok := blocks[0].(manuscript.Paragraph); ok && !isCount(p) {
			f.summary(p)
			blocks = blocks[1:]
		}
	}
	f.sections(blocks)
}

// annexBreak is what stands before an annex: a new page, or a rule where it stands
// below the text.
func (f *flow) annexBreak() strip {
	s := strip{newPage: true, joins: f.st.annexJoins}
	if s.joins {
		s.items = []Item{Rect{X: f.st.left, Y: -0.25, W: f.st.full(), H: 0.5}}
	}
	return s
}

// annexAlign is the alignment of the title of an annex and of the line above it.
func (st style) annexAlign() manuscript.Align {
	if st.annexJoins {
		return manuscript.AlignCentre
	}
	return manuscript.AlignStart
}

// annexTitle sets the title of an annex, and a rule below it.
func (f *flow) annexTitle(h manuscript.Heading) {
	st, tag := f.st, f.tree.heading(0, 2)
	strips := f.lines(f.paragraph(f.spans(h.Text, st.title, tag), setting{width: st.full(), block: h.Block, tag: tag, align: st.annexAlign()}), st.left, st.title.size, st.titleLead)
	if len(strips) == 0 {
		return
	}
	bindAll(strips)
	if last := &strips[len(strips)-1]; !st.annexJoins {
		last.items = append(last.items, Rect{X: st.left, Y: annexToRule, W: st.full(), H: 0.5})
	}
	strips[0].mark(Bookmark{Title: plain(h.Text), Level: 1})
	f.add(strips, annexToTitle, annexToText)
	f.headed = true
}

// summary sets the paragraph that opens an annex.
func (f *flow) summary(p manuscript.Paragraph) {
	body, lead := f.st.body, f.st.lead
	f.st.body, f.st.lead = f.st.summary, f.st.summaryLead
	f.paragraphBlock(p, f.column())
	f.st.body, f.st.lead = body, lead
}

// isCount reports whether a paragraph opens with a sign: how much was proved.
func isCount(p manuscript.Paragraph) bool {
	return len(p.Text) > 0 && p.Text[0].Sign != manuscript.NoSign
}

// count sets how much was proved in a box, and what else is said of it below.
func (f *flow) count(p manuscript.Paragraph, col column) {
	face, tag := f.st.count, f.tree.add(f.parent, RoleParagraph)
	text := f.spans(p.Text[:1], face, tag)
	inside := column{col.x + countSide, col.width - 2*countSide}.indent(signWidth + 6)
	lines := f.paragraph(text, setting{width: inside.width, block: p.Block, tag: tag, goesOn: true, align: f.fromStart(p.Text[:1])})
	strips := f.lines(lines, inside.x, face.size, 1.25*face.size)
	if len(strips) == 0 {
		return
	}
	width := Pt(0)
	for _, l := range lines {
		width = max(width, l.width)
	}
	first, last := &strips[0], &strips[len(strips)-1]
	height := ascent(face.size) + descent(face.size) + Pt(len(strips)-1)*1.25*face.size + 2*countAbove
	frame := box(col.x, -ascent(face.size)-countAbove, inside.x-col.x+width+countSide, height, countStroke)
	for i, rule := range frame {
		r := rule.(Rect)
		r.Colour = navy
		frame[i] = r
	}
	first.items = slices.Concat(frame, f.sign(p.Text[0].Sign, 0, col.x+countSide), first.items)
	first.above += countAbove + countStroke
	last.below += countAbove + countStroke
	bindAll(strips)
	f.add(strips, f.last+2*countAbove, countAfter)
	if p.Text = slices.Clone(p.Text[1:]); len(p.Text) > 0 {
		p.Text[0].Text = strings.TrimLeft(p.Text[0].Text, " ")
		f.headed = true
		f.paragraphBlock(p, col)
	}
}
