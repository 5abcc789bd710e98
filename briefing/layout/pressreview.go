package layout

import (
	"strings"

	"briefdesk/briefing/manuscript"
)

// pressReview is a review of the press: an article under each heading, its
// extracts at the left and the desk's remarks beside them.
func pressReview(paper Size) style {
	st := common(paper)
	st.left, st.right, st.top, st.bottom = 58, 58, 72, 66
	extract := st.full() - 148
	st.body, st.lead, st.paragraph = typeface{family: serif, size: 11.5}, 15.5, 23
	st.head, st.headLead, st.section, st.afterHead, st.headRule = typeface{family: serif, bold: true, size: 21}, 22.5, 54, 29.7, true
	st.ownLine, st.runIn, st.afterOwnLine = true, typeface{family: serif, italic: true, size: 12.5}, 29.7
	st.remarks = column{st.left + extract + 20, 128}
	st.quotation.before, st.quotation.after, st.quotation.inset = 27, 27, 12
	st.quotation.right = 148
	st.notes.form, st.notes.mark = bracketed, typeface{family: sans, bold: true, size: 0.78, colour: navy}
	st.end = endStyle{typeface{family: sans, size: 8.5}, 11.5, 14.5, 76, 18}
	st.title, st.titleLead = typeface{family: sans, bold: true, size: 25}, 27
	st.opening, st.afterOpening, st.toPanel, st.handling = (*flow).pressOpening, 34, 12, false
	st.panel = panelStyle{
		label: column{st.left, 86}, text: column{st.left + 94, st.full() - 94},
		head: typeface{family: sans, bold: true, size: 10.5, colour: navy}, body: typeface{family: sans, size: 10}, lead: 13.5, between: 20, after: 26,
	}
	st.runningHead, st.pageNumber = 0, referencedLeft
	return st.finished()
}

// pressOpening sets the masthead between two rules.
func (f *flow) pressOpening(m manuscript.Manuscript, facts *particulars) ([]Item, Pt) {
	st := f.st
	facts.take(manuscript.FactHandling)
	masthead := m.Title
	if strings.TrimSpace(masthead) == "" {
		masthead = manuscript.Say(m.Language, "Press review")
	}
	items := []Item{Rect{X: st.left, Y: st.top, W: st.full(), H: 2.25, Colour: navy}}
	title, y := f.titleLines(masthead, st.left, st.full()-170, st.top+27, manuscript.AlignStart)
	items = append(items, title...)
	bold, plain := typeface{family: sans, bold: true, size: 9.5}, typeface{family: sans, size: 9.5, colour: grey}
	right := column{st.left + st.full() - 160, 160}
	items = append(items, f.factRight(facts, manuscript.FactDate, bold, right, st.top+16.6)...)
	items = append(items, f.factRight(facts, manuscript.FactReference, plain, right, st.top+30)...)
	y += 13
	return append(items, Rect{X: st.left, Y: y - 0.5, W: st.full(), H: 0.5}), y
}
