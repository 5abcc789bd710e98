package layout

import (
	"slices"

	"briefdesk/briefing/manuscript"
)

// talkingPoints are the points that someone is to make: the blank note, with
// one line of what is known of it in place of a field block.
func talkingPoints(paper Size) style {
	st := blank(paper)
	st.opening = (*flow).pointsOpening
	return st
}

// pointsOpening sets rule, kicker and title, and what is known of the note, in one
// paragraph.
func (f *flow) pointsOpening(m manuscript.Manuscript, facts *particulars) ([]Item, Pt) {
	st := f.st
	items := []Item{f.across(st.top-2.25, 2.25, navy)}
	y := st.top + 22
	items = append(items, f.over(m, y)...)
	title, y := f.titleLines(m.Title, st.left, st.full(), y+27.1, manuscript.AlignStart)
	items = append(items, title...)
	known := facts.all()
	if len(known) == 0 {
		return items, y + 6.8
	}
	y += 21.7
	lines, said := f.known(known)
	lead := st.leadFor(st.value, factLead)
	last := y + Pt(len(lines)-1)*lead
	f.framing.whole(FrameLine{Text: said, Type: st.value.asType(lead)}, y, last)
	return append(items, stacked(lines, st.left, y, lead)...), last + 6.8
}

// known sets facts after one another, parted by a sign that looks like no figure.
// Where the next one does not fit beside it, a line ends without the sign. It returns
// the words as well.
func (f *flow) known(facts []manuscript.Fact) ([]line, []manuscript.Run) {
	apart := span{text: manuscript.Dot(f.language), typeface: f.st.small}
	tag := f.tree.add(0, RoleParagraph)
	var spans, line []span
	var words []manuscript.Run
	for i, fact := range facts {
		said := append([]span{{text: fact.Label + ":\u00a0", typeface: f.st.small}}, f.spans(fact.Text, f.st.value, tag)...)
		beside := slices.Concat(line, []span{apart}, said)
		switch {
		case i == 0:
			line = said
		case f.natural(beside) < f.st.full():
			line, words = beside, append(words, manuscript.Run{Text: apart.text})
		default:
			spans, line = append(append(spans, line...), span{text: "\n", typeface: f.st.small}), said
			words = append(words, manuscript.Run{Text: "\n"})
		}
		words = append(append(words, manuscript.Run{Text: fact.Label + ":\u00a0"}), fact.Text...)
	}
	return f.paragraph(append(spans, line...), setting{width: f.st.full(), tag: tag}), words
}
