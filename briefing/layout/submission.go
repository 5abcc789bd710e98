package layout

import (
	"strings"

	"briefdesk/briefing/manuscript"
)

// submission is the submission to a minister in the British form: sans serif,
// ragged, with numbered paragraphs and a summary in a panel.
func submission(paper Size) style {
	st := common(paper)
	st.left, st.right, st.top, st.bottom, st.label = 72, 72, 82, 74, 27
	st.body, st.lead, st.paragraph = typeface{family: sans, size: 12}, 16, 24
	st.head, st.headLead, st.section, st.afterHead = typeface{family: sans, bold: true, size: 13, colour: navy}, 16, 32, 21
	st.runIn, st.runInGap = typeface{family: sans, bold: true, size: 12, fixed: true}, " "
	st.quotation.before, st.quotation.after, st.quotation.inset = 25, 24.5, 12
	st.notes.form, st.notes.mark = bracketed, typeface{family: sans, size: 1}
	st.source, st.small, st.value = typeface{family: sans, size: 9, colour: grey}, typeface{family: sans, size: 9.5, colour: grey}, typeface{family: sans, size: 11}
	st.end = endStyle{typeface{family: sans, size: 9}, 12, 16, 84, 12}
	st.title, st.titleLead = typeface{family: sans, bold: true, size: 19}, 21
	st.kicker = typeface{family: sans, size: 10}
	st.late = []string{"contact", "consulted", "annexes"}
	st.opening, st.afterOpening, st.toPanel, st.handling = (*flow).submissionOpening, 37, 20.8, false
	st.panel = panelStyle{
		ground: column{st.left, st.full()}, leftEdge: true, above: 11, below: 11,
		label: column{st.left + 14, 104}, text: column{st.left + 124, st.full() - 138},
		head: typeface{family: sans, bold: true, size: 12, colour: navy}, body: st.body, lead: st.lead, between: 22, after: 29.4,
	}
	st.runningHead, st.pageNumber, st.footLine = 61, ofRight, 33
	return st.finished()
}

// submissionOpening sets the office and the date, who the submission goes
// between, and the title.
func (f *flow) submissionOpening(m manuscript.Manuscript, facts *particulars) ([]Item, Pt) {
	st := f.st
	bold := st.kicker
	bold.bold = true
	facts.take(manuscript.FactHandling)
	y := st.top + 8
	left, right := column{st.left, st.full() * 0.6}, column{st.left + st.full()*0.6, st.full() * 0.4}
	items := f.factLine(facts, facts.first("directorate", "office"), bold, left, y)
	items = append(items, f.factLine(facts, "unit", st.kicker, left, y+st.leadFor(st.kicker, 14))...)
	items = append(items, f.factRight(facts, manuscript.FactDate, st.kicker, right, y)...)
	items = append(items, f.factRight(facts, manuscript.FactReference, st.kicker, right, y+st.leadFor(st.kicker, 14))...)
	items = append(items, f.across(y+33, 1, black))
	f.urgency(facts)
	sides := [2][]manuscript.Fact{
		facts.takeAll(manuscript.FactTo, manuscript.FactFrom, manuscript.FactPurpose, "urgency"),
		append(f.copies(facts), facts.takeAll("cleared by", "reply by")...),
	}
	between, last := f.pairs(sides[0], sides[1], pairColumns{48, 267, 62, st.leadFor(st.value, 15.5)}, y+50.8)
	items = append(items, between...)
	title, y := f.titleLines(m.Title, st.left, st.full(), last+36.4, manuscript.AlignStart)
	return append(items, title...), y
}

// maxCopies is how many names of who has copies stand at the head; more stand at
// the end.
const maxCopies = 2

// copies says who has copies, or that the end of the submission does.
func (f *flow) copies(facts *particulars) []manuscript.Fact {
	i := facts.index("copies")
	if i < 0 {
		return nil
	}
	names := strings.FieldsFunc(plain(facts.facts[i].Text), func(r rune) bool { return r == ';' || r == ',' })
	if len(names) <= maxCopies {
		return facts.takeAll("copies")
	}
	see := facts.facts[i]
	see.Text = []manuscript.Run{{Text: manuscript.Say(f.language, "See end")}}
	return []manuscript.Fact{see}
}

// urgency gives the reason along with it.
func (f *flow) urgency(facts *particulars) {
	if facts.index("urgency") < 0 {
		return
	}
	if reason := facts.take("reason"); reason != nil {
		facts.reword("urgency", func(how string) string { return how + ": " + plain(reason.Text) })
	}
}
