package layout

import "briefdesk/briefing/manuscript"

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

// decision sets boxes to tick and rules to sign on. They stay on one page with
// what is to be decided.
func (f *flow) decision(d manuscript.Decision) {
	if len(d.Choices) == 0 {
		return
	}
	if n := len(f.strips); n > 0 && f.strips[n-1].panel != nil {
		f.last += decisionAfterPanel - f.st.panel.after
	}
	for i := max(len(f.strips)-decisionKeeps, 0); i < len(f.strips); i++ {
		f.strips[i].bound = true
	}
	f.heading(manuscript.Heading{Level: 1, Text: []manuscript.Run{{Text: d.Label}}})
	col := f.column()
	strips := append(f.choices(d.Choices, col), f.signature(d, col))
	bindAll(strips)
	strips[len(strips)-1].bound = false
	f.add(strips, 0, 0)
}

// choices are the boxes, each with its word, on as many lines as they need.
func (f *flow) choices(choices []string, col column) []strip {
	face, lead := f.st.value, f.st.lead
	line := strip{above: ascent(face.size), below: descent(face.size)}
	strips := []strip{line}
	x := col.x
	for _, word := range choices {
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
func (f *flow) signature(d manuscript.Decision, col column) strip {
	face := f.st.small
	s := strip{lead: decisionToRule + decisionToCaption, above: decisionToCaption, below: descent(face.size)}
	x, width := col.x, col.width-decisionDate-decisionBetween
	for _, caption := range []string{d.Signer, d.Date} {
		tag := f.tree.add(f.parent, RoleParagraph)
		lines := f.paragraph([]span{{text: caption, typeface: face}}, setting{width: width, tag: tag})
		s.items = append(s.items, Rect{X: x, Y: -decisionToCaption - decisionRule, W: width, H: decisionRule})
		s.items = append(s.items, stacked(lines, x, 0, face.size+3)...)
		s.below = max(s.below, Pt(len(lines)-1)*(face.size+3)+descent(face.size))
		x, width = x+width+decisionBetween, decisionDate
	}
	return s
}
