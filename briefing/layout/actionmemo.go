package layout

import (
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing/manuscript"
)

// actionMemo is the action memo of the American State Department: Times, ragged,
// one column, and the notes on a tab of their own.
func actionMemo(paper Size) style {
	st := common(paper)
	st.left, st.right, st.top, st.bottom = 72, 72, 72, 72
	roman := typeface{family: times, size: 12}
	st.body, st.lead, st.paragraph = roman, 14.5, 23.5
	st.head, st.headLead, st.section, st.afterHead = typeface{family: times, bold: true, size: 12}, 14.5, 27, 18
	st.runIn, st.runInGap = typeface{family: times, italic: true, size: 12, fixed: true}, " "
	st.quotation = quotationStyle{before: 22, after: 22, inset: 36, right: 36}
	st.list = listStyle{bullet: "•", bulletHang: 18, numberHang: 22, after: ".", between: 5}
	st.notes.form, st.notes.text, st.notes.lead = tabbed, typeface{family: times, size: 10}, 12
	st.source, st.small, st.value = typeface{family: times, size: 10}, typeface{family: times, bold: true, size: 12}, roman
	st.table, st.tableLead = typeface{family: times, size: 11}, 13
	st.end = endStyle{typeface{family: times, size: 10}, 12, 16, 108, 12}
	st.title, st.titleLead = roman, 14.5
	st.furnish, st.marking = typeface{family: times, size: 10}, typeface{family: times, bold: true, size: 12}
	st.opening, st.afterOpening, st.closing = (*flow).memoOpening, 27, (*flow).memoClosing
	st.memo, st.late = "Action memo", slices.Concat(attached, hands)
	st.markingHead, st.markingFoot, st.runningHead, st.pageNumber, st.footLine = 40.9, 33, 0, dashedHead, 33
	return st.finished()
}

// The column of values in the head of a memo, and the distance of its rows.
const (
	memoValue = 72
	memoField = 23.5
)

// memoOpening sets marking and date, to whom, from whom, and the subject.
func (f *flow) memoOpening(m manuscript.Manuscript, facts *particulars) ([]Item, Pt) {
	st := f.st
	y := st.top + ascent(st.body.size)
	half := column{st.left, st.full() / 2}
	items := f.factLine(facts, manuscript.FactHandling, st.value, half, y)
	half.x += half.width
	items = append(items, f.factRight(facts, manuscript.FactDate, st.value, half, y)...)
	y += 34.5
	heading := manuscript.Say(m.Language, st.memo)
	if to := facts.take(manuscript.FactTo); to != nil {
		heading = fmt.Sprintf(manuscript.Say(m.Language, st.memo+" for %s"), plain(to.Text))
	}
	lines := f.paragraph([]span{{text: strings.ToUpper(heading), typeface: st.small}}, setting{width: st.full(), tag: f.tree.add(0, RoleParagraph)})
	first := y
	items, y = append(items, stacked(lines, st.left, y, st.lead)...), y+Pt(max(len(lines)-1, 0))*st.lead
	f.framing.whole(FrameLine{Text: []manuscript.Run{{Text: strings.ToUpper(heading)}}, Type: st.small.asType(st.lead)}, first, y)
	y += 25.5
	fields, y := f.memoFields(m, facts, y)
	return append(items, fields...), y
}

// memoFields sets a row for each field, its label in capitals; the title is the
// subject.
func (f *flow) memoFields(m manuscript.Manuscript, facts *particulars, y Pt) ([]Item, Pt) {
	from, bluf := facts.take(manuscript.FactFrom), facts.take("bluf")
	rows := []*manuscript.Fact{from, nil, bluf}
	for _, fact := range facts.all() {
		rows = append(rows, &fact)
	}
	var items []Item
	last := y
	for i, row := range rows {
		label, tags := manuscript.Say(m.Language, "Subject"), [2]int{f.tree.add(0, RoleParagraph), 0}
		var spans []span
		said := FrameLine{LabelType: f.st.small.asType(0), Type: f.st.value.asType(f.st.lead)}
		switch {
		case i == 1 && strings.TrimSpace(m.Title) != "":
			tags[1] = f.tree.heading(0, 1)
			spans = []span{{text: m.Title, typeface: f.st.title}}
			said.Text, said.Heading = []manuscript.Run{{Text: m.Title}}, 1
		case row != nil:
			label, tags[1] = row.Label, tags[0]
			spans = f.spans(row.Text, f.st.value, tags[0])
			said.Text = row.Text
		default:
			continue
		}
		said.Label = strings.ToUpper(label) + ": "
		head := f.text1(said.Label, f.st.small, tags[0], f.st.left, y)
		x := f.st.left + max(memoValue, f.natural([]span{{text: said.Label, typeface: f.st.small}})+6)
		lines := f.paragraph(spans, setting{width: f.st.left + f.st.full() - x, tag: tags[1]})
		items = append(append(items, head...), stacked(lines, x, y, f.st.lead)...)
		last = y + Pt(max(len(lines)-1, 0))*f.st.lead
		said.Hang = x - f.st.left
		f.framing.whole(said, y, last)
		y = last + memoField
	}
	return items, last
}
