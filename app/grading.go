package app

import (
	"strconv"

	"briefdesk/briefing"
)

// How credible an item is, judged apart from how reliable its source is.

// credibilities are the grades of an item.
var credibilities = gradeNames(briefing.Credibilities())

// askCredibility grades what the passage says.
func (d *desk) askCredibility() {
	d.withPassage(d.passage, func(p briefing.Passage) {
		names := make([]string, len(credibilities))
		for i, c := range credibilities {
			names[i] = c.name
		}
		d.chooseFrom("How credible is what it says?", names, p.Credibility, func(i int) {
			if err := d.session.GradeItem(p.ID, credibilities[i].value); err != nil {
				d.fail("That grade cannot be kept", err)
			}
		})
	})
}

// itemGrade is the grade of a passage's item; empty where nobody has judged it.
func itemGrade(p briefing.Passage) string {
	if p.Credibility == 0 {
		return ""
	}
	return strconv.Itoa(p.Credibility)
}
