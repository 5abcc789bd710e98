package layout

import (
	"slices"
	"strings"

	"briefdesk/briefing/manuscript"
)

// decisions are what the reader of a note for decision may tick.
var decisions = []string{"Approved", "Approved with changes", "Not approved", "Discuss"}

// Measures of the block in which the reader decides.
const (
	decisionAfterPanel = 26.5 // from the panel's ground to its first baseline
	decisionBoxToWord  = 6
	decisionBetween    = 18
	decisionToRule     = 33 // from the boxes to the rule for a signature
	decisionRule       = 0.75
	decisionDate       = 110 // the width of the rule for a date
	decisionToCaption  = 10
	decisionKeeps      = 4 // lines before it that go with it, where no panel does
)

// isForDecision reports whether the note asks its reader to decide.
func isForDecision(m manuscript.Manuscript) bool {
	i := slices.IndexFunc(m.Facts, func(fact manuscript.Fact) bool { return fact.Key == "action" })
	if i < 0 {
		return false
	}
	asked := strings.ToLower(plain(m.Facts[i].Text))
	return slices.ContainsFunc([]string{"decision", "décision", "entscheidung", "decisión", "فیصلہ"}, func(word string) bool { return strings.Contains(asked, word) })
}

// decision sets boxes to tick and rules to sign on. They stay on one page with
// what is to be decided.
func (f *flow) decision(m manuscript.Manuscript) {
	if !f.st.decides || !isForDecision(m) {
		return
	}
	if n := len(f.strips); n > 0 && f.strips[n-1].panel != nil {
		f.last += decisionAfterPanel - f.st.panel.after
	}
	for i := max(len(f.strips)-decisionKeeps, 0); i < len(f.strips); i++ {
		f.strips[i].bound = true
	}
	f.heading(manuscript.Heading{Level: 1, Text: []manuscript.Run{{Text: manuscript.Say(f.language, "Decision")}}})
	col := f.column()
	strips := append(f.choices(col), f.signature(m, col))
	bindAll(strips)
	strips[len(strips)-1].bound = false
	f.add(strips, 0, 0)
}

// choices are the boxes, each with its word, on as many lines as they need.
func (f *flow) choices(col column) []strip {
	face, lead := f.st.value, f.st.lead
	line := strip{above: ascent(face.size), below: descent(face.size)}
	strips := []strip{line}
	x := col.x
	for _, choice := range decisions {
		word := manuscript.Say(f.language, choice)
		width := taskBoxSide + decisionBoxToWord + f.natural([]span{{text: word, typeface: face}})
		if x > col.x && x+width > col.x+col.width {
			line.lead = lead
			strips, x = append(strips, line), col.x
		}
		last := &strips[len(strips)-1]
		tag := f.tree.add(f.parent, RoleParagraph)
		last.items = append(last.items, f.emptyBox(tag, x))
		last.items = append(last.items, f.text1(word, face, tag, x+taskBoxSide+decisionBoxToWord, 0)...)
		x += width + decisionBetween
	}
	return strips
}

// emptyBox is a box to tick, on a baseline.
func (f *flow) emptyBox(parent int, x Pt) Item {
	tag := f.tree.add(parent, RoleSpan)
	f.tree.elements[tag].Says = manuscript.Say(f.language, "empty box")
	return taskFrame(tag, x)
}

// signature is a rule for the name of whoever decides, and one for the date.
func (f *flow) signature(m manuscript.Manuscript, col column) strip {
	who := ""
	for _, fact := range m.Facts {
		if fact.Key == "approver" || fact.Key == manuscript.FactTo && who == "" {
			who = plain(fact.Text)
		}
	}
	if who == "" {
		who = manuscript.Say(f.language, "Signature")
	}
	face := f.st.small
	s := strip{lead: decisionToRule + decisionToCaption, above: decisionToCaption, below: descent(face.size)}
	x, width := col.x, col.width-decisionDate-decisionBetween
	for _, caption := range []string{who, manuscript.Say(f.language, "Date")} {
		tag := f.tree.add(f.parent, RoleParagraph)
		lines := f.paragraph([]span{{text: caption, typeface: face}}, setting{width: width, tag: tag})
		s.items = append(s.items, Rect{X: x, Y: -decisionToCaption - decisionRule, W: width, H: decisionRule})
		s.items = append(s.items, stacked(lines, x, 0, face.size+3)...)
		s.below = max(s.below, Pt(len(lines)-1)*(face.size+3)+descent(face.size))
		x, width = x+width+decisionBetween, decisionDate
	}
	return s
}
