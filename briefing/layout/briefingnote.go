package layout

import "briefdesk/briefing/manuscript"

// blank is the note that has no form of its own, set on any paper: label
// column and text column, justified and hyphenated.
func blank(paper Size) style {
	st := common(paper)
	st.left, st.right, st.top, st.bottom, st.label, st.gutter = 62, 62, 84, 74, 92, 18
	if paper == Letter {
		st.left, st.right, st.label = 66, 66, 96
	}
	st.body, st.lead, st.paragraph, st.justified = typeface{family: serif, size: 11.5}, 15.5, 23, true
	st.side, st.head, st.headLead, st.section = true, typeface{family: sans, bold: true, size: 11.5, colour: navy}, 14, 30.5
	st.runIn = typeface{family: sans, bold: true, size: 10.5, fixed: true}
	st.end = endStyle{typeface{family: sans, size: 8.5}, 11.5, 16.5, st.label, st.gutter}
	st.kicker = typeface{family: sans, bold: true, size: 9, track: 0.05 * 9, colour: navy}
	st.title, st.titleLead = typeface{family: sans, bold: true, size: 21}, 23
	st.opening, st.afterOpening, st.toPanel = (*flow).noteOpening, 30.2, 18
	st.late = []string{"contact", "consulted"}
	st.panel = panelStyle{
		ground: st.textColumn(), above: 9, below: 11, label: column{st.left, st.label}, text: column{st.text() + 12, st.measure() - 24},
		head: st.head, body: st.body, lead: st.lead, between: st.section, after: 29,
	}
	return st.finished()
}

// briefingNote is the note for a minister in the Canadian form.
func briefingNote(paper Size) style {
	st := blank(paper)
	st.panel.letters = true
	return st
}

// noteOpening sets rule, letterhead, kicker and title, and the facts between two
// rules.
func (f *flow) noteOpening(m manuscript.Manuscript, facts *particulars) ([]Item, Pt) {
	st := f.st
	items := []Item{f.across(st.top-2.25, 2.25, navy)}
	y := st.top + 22
	if head := f.letterhead(facts, st.top+15); head != nil {
		items, y = append(items, head...), st.top+61.7
	}
	items = append(items, f.over(m, y)...)
	title, y := f.titleLines(m.Title, st.left, st.full(), y+27.1, manuscript.AlignStart)
	items = append(items, title...)
	if second := f.factLine(facts, "second title", typeface{family: sans, size: 13}, column{st.left, st.full()}, y+toSecondTitle); second != nil {
		items, y = append(items, second...), y+toSecondTitle
	}
	rest := facts.all()
	if len(rest) == 0 {
		return items, y + 6.8
	}
	block, bottom := f.facts(rest, y+21.7)
	return append(items, block...), bottom
}

// toSecondTitle is from the title to that in another language.
const toSecondTitle = 20

// letterhead names the office and its unit, in one language or two side by side.
func (f *flow) letterhead(facts *particulars, y Pt) []Item {
	var items []Item
	bold, plain := f.st.legible(typeface{family: sans, bold: true, size: 9}), f.st.legible(typeface{family: sans, size: 9})
	half := column{f.st.left, f.st.full()/2 - 9}
	for _, keys := range [][2]string{{"office", "unit"}, {"second office", "second unit"}} {
		items = append(items, f.factLine(facts, keys[0], bold, half, y)...)
		items = append(items, f.factLine(facts, keys[1], plain, half, y+f.st.leadFor(plain, 13))...)
		half.x += f.st.full()/2 + 9
	}
	return items
}
