package layout

import (
	"cmp"
	"slices"
	"strings"

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
	items := []Item{Rect{X: st.left, Y: st.top - 2.25, W: st.full(), H: 2.25, Colour: navy}}
	y := st.top + 22
	kicker := strings.ToUpper(cmp.Or(m.Kicker, manuscript.Say(m.Language, "Briefing note")))
	items = append(items, f.text1(kicker, st.kicker, f.tree.add(0, RoleParagraph), st.left, y)...)
	title, y := f.titleLines(m.Title, st.left, st.full(), y+27.1, manuscript.AlignStart)
	items = append(items, title...)
	known := facts.all()
	if len(known) == 0 {
		return items, y + 6.8
	}
	y += 21.7
	lines := f.known(known)
	lead := st.leadFor(st.value, factLead)
	return append(items, stacked(lines, st.left, y, lead)...), y + Pt(len(lines)-1)*lead + 6.8
}

// known sets facts after one another, parted by a sign that looks like no figure.
// Where the next one does not fit beside it, a line ends without the sign.
func (f *flow) known(facts []manuscript.Fact) []line {
	apart := span{text: manuscript.Dot(f.language), typeface: f.st.small}
	tag := f.tree.add(0, RoleParagraph)
	var spans, line []span
	for i, fact := range facts {
		said := append([]span{{text: fact.Label + ":\u00a0", typeface: f.st.small}}, f.spans(fact.Text, f.st.value, tag)...)
		beside := slices.Concat(line, []span{apart}, said)
		switch {
		case i == 0:
			line = said
		case f.natural(beside) < f.st.full():
			line = beside
		default:
			spans, line = append(append(spans, line...), span{text: "\n", typeface: f.st.small}), said
		}
	}
	return f.paragraph(append(spans, line...), setting{width: f.st.full(), tag: tag})
}
