package layout

import (
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing/manuscript"
)

// cabinetPaper is the paper for a committee of the British Cabinet: a book face,
// justified, with numbered paragraphs and footnotes.
func cabinetPaper(paper Size) style {
	st := common(paper)
	st.left, st.right, st.top, st.bottom, st.label = 84, 84, 82, 74, 28
	st.body, st.lead, st.paragraph, st.justified = typeface{family: serif, size: 12}, 16, 24, true
	st.head, st.headLead, st.section, st.afterHead = typeface{family: serif, bold: true, size: 12}, 16, 31, 21
	st.runIn = typeface{family: serif, bold: true, size: 12, fixed: true}
	st.quotation = quotationStyle{face: typeface{family: serif, size: 11.25}, lead: 15, before: 23.5, after: 23.5, inset: 22, right: 22}
	st.list.numberHang, st.list.letters, st.list.between = 20, true, 3
	st.notes.mark.colour, st.notes.number.colour = black, black
	st.notes.text.size, st.notes.hang, st.notes.fromMargin = 9.25, 13, true
	st.small, st.value = typeface{family: sans, size: 9.5}, typeface{family: sans, size: 9.5}
	st.end = endStyle{typeface{family: sans, size: 8.5}, 11.5, 16.5, 96, 12}
	st.title, st.titleLead = typeface{family: serif, bold: true, size: 19}, 21
	st.kicker = typeface{family: sans, bold: true, size: 9.5, track: 0.05 * 9.5, colour: navy}
	st.opening, st.afterOpening, st.closing, st.handling = (*flow).paperOpening, 35, (*flow).paperClosing, false
	st.late = []string{"contact", "consulted", "annexes"}
	st.copyInTitle, st.annexJoins = true, true
	st.runningHead, st.pageNumber, st.footLine = 0, ofRight, 33
	return st.finished()
}

// paperOpening sets the number of the paper and of the copy, the committee, the
// title, and whose paper it is, centred.
func (f *flow) paperOpening(m manuscript.Manuscript, facts *particulars) ([]Item, Pt) {
	st := f.st
	facts.take(manuscript.FactHandling)
	bold := st.value
	bold.bold = true
	y := st.top + 7.6
	whole, half := column{st.left, st.full()}, column{st.left, st.full() / 2}
	items := f.factLine(facts, facts.first("paper number", manuscript.FactReference), bold, half, y)
	items = append(items, f.factLine(facts, manuscript.FactDate, st.value, half, y+st.leadFor(st.value, 12.5))...)
	half.x += half.width
	copied := facts.first("copy number", "copy")
	facts.reword(copied, func(n string) string { return fmt.Sprintf(manuscript.Say(m.Language, "Copy %s"), n) })
	items = append(items, f.factRight(facts, copied, bold, half, y)...)
	property := st.legible(typeface{family: sans, size: 8.5, track: 0.05 * 8.5})
	owned := facts.first("property line", "property")
	facts.reword(owned, strings.ToUpper)
	items = append(items, f.factCentred(facts, owned, property, whole, y+37.2)...)
	y += 70.4
	committee := facts.first("committee", manuscript.FactTo)
	facts.reword(committee, strings.ToUpper)
	items = append(items, f.factCentred(facts, committee, st.kicker, whole, y)...)
	title, y := f.titleLines(m.Title, st.left, st.full(), y+30.2, manuscript.AlignCentre)
	items = append(items, title...)
	minister := facts.first("minister", manuscript.FactFrom)
	facts.reword(minister, func(who string) string {
		return fmt.Sprintf(manuscript.Say(m.Language, "Paper by %s"), withArticle(who, m.Language))
	})
	if by := f.factCentred(facts, minister, st.legible(typeface{family: serif, italic: true, size: 12}), whole, y+25.4); by != nil {
		items, y = append(items, by...), y+25.4
	}
	return items, y
}

// offices are words that name an office rather than a person.
var offices = []string{
	"minister", "secretary", "chancellor", "president", "director", "directorate", "leader", "attorney", "advocate", "solicitor",
	"paymaster", "department", "ministry", "office", "treasury", "committee", "secretariat", "unit", "whip",
}

// withArticle is who, with the article where that is an office and the language is
// English: the Foreign Secretary, but Jane Winter, Minister for Ports.
func withArticle(who, language string) string {
	words := strings.Fields(strings.ToLower(who))
	if !manuscript.IsEnglish(language) || len(words) == 0 || words[0] == "the" || strings.Contains(who, ",") {
		return who
	}
	if !slices.ContainsFunc(words, func(w string) bool { return slices.Contains(offices, w) }) {
		return who
	}
	return "the " + who
}
