package layout

import (
	"slices"
	"strings"

	"briefdesk/briefing/manuscript"
)

// bluf is the note of one page with the bottom line up front: side headings,
// ragged, the bottom line in a panel, numbered judgements.
func bluf(paper Size) style {
	st := blank(paper)
	st.top, st.bottom = 76, 60
	st.justified = false
	st.body, st.lead, st.paragraph = typeface{family: serif, size: 11}, 14.75, 20.75
	st.head, st.headLead, st.section = typeface{family: sans, bold: true, size: 10.5, colour: navy}, 13, 25.6
	st.runIn.size = 10
	st.quotation.face, st.quotation.lead = st.body, st.lead
	st.quotation.before, st.quotation.after = 21, 21
	number := typeface{family: sans, bold: true, size: 10, colour: navy}
	dash := st.body
	dash.colour = navy
	st.list = listStyle{bullet: "–", bulletFace: dash, bulletHang: 12, numberFace: number, numberHang: 18, between: 3.85}
	st.confidence, st.toConfidence = typeface{family: sans, size: 9, colour: grey}, 13
	st.notes.form, st.notes.mark = bracketed, typeface{family: sans, bold: true, size: 0.78, colour: navy}
	st.end.face.size, st.end.lead, st.end.between = 8, 10, 13
	st.title, st.titleLead = typeface{family: sans, bold: true, size: 20}, 22
	st.opening, st.afterOpening, st.toPanel, st.handling = (*flow).blufOpening, 37, 15.7, false
	st.panel = panelStyle{
		ground: column{st.left, st.full()}, leftEdge: true, above: 10, below: 10,
		label: column{st.left + 14, st.label - 8}, text: column{st.text(), st.measure() - 14},
		head: st.head, body: typeface{family: serif, size: 12.5}, lead: 16, between: 20, after: 29,
	}
	st.pageNumber, st.endSinks = referencedLeft, true
	return st
}

// blufOpening sets office and date, a rule, and the title, which is the
// judgement itself.
func (f *flow) blufOpening(m manuscript.Manuscript, facts *particulars) ([]Item, Pt) {
	st := f.st
	facts.take(manuscript.FactHandling)
	bold, plain := f.st.legible(typeface{family: sans, bold: true, size: 9}), f.st.legible(typeface{family: sans, size: 9})
	left, right := column{st.left, st.full() * 0.7}, column{st.left + st.full()*0.7, st.full() * 0.3}
	y := st.top + 7
	items := f.factLine(facts, facts.first("staff", "office", manuscript.FactFrom), bold, left, y)
	items = append(items, f.factRight(facts, manuscript.FactDate, plain, right, y)...)
	items = append(items, f.across(y+10.8, 2.25, navy))
	title, y := f.titleLines(m.Title, st.left, st.full(), y+36.8, manuscript.AlignStart)
	if facts.take(manuscript.FactReference) != nil {
		f.reference = f.tree.add(0, RoleParagraph)
	}
	return append(items, title...), y
}

// cutConfidence cuts what says how sure a judgement is off its words: a last
// sentence that begins so.
func (f *flow) cutConfidence(runs []manuscript.Run) (judgement, confidence []manuscript.Run) {
	if f.depth == 0 || f.st.confidence.size == 0 {
		return runs, nil
	}
	sign := manuscript.Say(f.language, "Confidence")
	for i, r := range slices.Backward(runs) {
		at := strings.LastIndex(r.Text, sign)
		if at < 0 || !strings.HasPrefix(strings.TrimLeft(r.Text[at+len(sign):], "\u00a0\u202f "), ":") {
			continue
		}
		before, after := r, r
		before.Text, after.Text = strings.TrimRight(r.Text[:at], " \n"), r.Text[at:]
		judgement, confidence = slices.Clone(runs[:i]), append([]manuscript.Run{after}, runs[i+1:]...)
		if before.Text != "" {
			judgement = append(judgement, before)
		}
		return judgement, confidence
	}
	return runs, nil
}

// confidence sets it on a line of its own, which stays with the judgement.
func (f *flow) confidence(runs []manuscript.Run, block int, col column) {
	tag := f.tree.add(f.parent, RoleParagraph)
	face := f.st.confidence
	strips := f.lines(f.paragraph(f.spans(runs, face, tag), setting{width: col.width, block: block, tag: tag}), col.x, face.size, f.st.toConfidence)
	bindEnds(strips)
	if n := len(f.strips); n > 0 {
		f.strips[n-1].bound = true
	}
	f.last = 0
	f.add(strips, f.st.toConfidence, f.st.paragraph)
}
