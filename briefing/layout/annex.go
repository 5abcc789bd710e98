package layout

import "briefdesk/briefing/manuscript"

// annexed is st as an annex is set: one ragged column over the whole width.
func annexed(st style) style {
	st.label, st.gutter, st.side, st.justified, st.headRule, st.remarks = 0, 0, false, false, false, column{}
	st.body, st.lead, st.paragraph = typeface{family: sans, size: 9}, 12, 18
	st.head, st.headLead, st.section, st.afterHead = typeface{family: sans, bold: true, size: 11, colour: navy}, 14, 26.7, 17
	st.runIn = typeface{family: sans, bold: true, size: 9, fixed: true}
	st.quotation = quotationStyle{face: typeface{family: serif, size: 10.5}, lead: 14, before: 20, after: 20, inset: 12, ruled: true, sourced: true}
	st.list.numberFace, st.list.bulletFace, st.list.letters, st.list.after = st.body, st.body, false, "."
	st.table, st.tableLead = st.body, 12
	st.code.size = 7.4
	st.sourceLead, st.toSource = 11, 13
	return st
}

// annex sets blocks on pages of their own.
func (f *flow) annex(blocks []manuscript.Block) {
	if len(blocks) == 0 {
		return
	}
	f.add([]strip{{newPage: true}}, 0, 0)
	f.st = annexed(f.st).in(f.size)
	title := f.text1(manuscript.Say(f.language, "Annex"), f.annexLine(), f.tree.add(0, RoleParagraph), f.st.left, 0)
	line := strip{above: ascent(9), below: descent(9), items: title, bound: true}
	f.add([]strip{line}, 0, 21)
	f.sections(blocks)
}

// annexLine is the typeface of the line above an annex.
func (f *flow) annexLine() typeface {
	return f.st.legible(typeface{family: sans, bold: true, size: 9, colour: navy})
}
