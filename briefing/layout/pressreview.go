package layout

import (
	"fmt"
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
	st.toSubtitle = 19
	st.remarks = column{st.left + extract + 20, 128}
	st.quotation.before, st.quotation.after, st.quotation.inset = 27, 27, 12
	st.quotation.right = 148
	st.notes.form, st.notes.mark = bracketed, typeface{family: sans, bold: true, size: 0.78, colour: navy}
	st.end = endStyle{typeface{family: sans, size: 8.5}, 11.5, 14.5, 76, 18}
	st.title, st.titleLead = typeface{family: sans, bold: true, size: 25}, 27
	st.opening, st.afterOpening, st.toPanel, st.handling = (*flow).pressOpening, 34, 12, false
	st.panel = panelStyle{
		label: column{st.left, 86}, text: column{st.left + 94, st.full() - 94},
		head: typeface{family: sans, bold: true, size: 10.5, colour: navy}, body: typeface{family: sans, size: 10}, lead: 13.5, between: 20, after: 24,
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
	items := []Item{f.across(st.top, 2.25, navy)}
	title, y := f.titleLines(masthead, st.left, st.full()-mastheadRight-10, st.top+27, manuscript.AlignStart)
	items = append(items, title...)
	right := column{st.left + st.full() - mastheadRight, mastheadRight}
	roman := st.legible(typeface{family: sans, size: 9.5})
	faint := roman
	faint.colour = grey
	for _, l := range []struct {
		words []manuscript.Run
		face  typeface
		y     Pt
	}{{f.whenPrinted(facts), roman, st.top + 16.6}, {f.edition(m, facts), faint, st.top + 16.6 + st.leadFor(roman, 13.4)}} {
		if plain(l.words) == "" {
			continue
		}
		lines := f.paragraph(f.spans(l.words, l.face, 0), setting{width: right.width, tag: f.tree.add(0, RoleParagraph), align: manuscript.AlignEnd})
		items = append(items, stacked(lines, right.x, l.y, 12)...)
		last := l.y + Pt(len(lines)-1)*12
		f.framed(FrameLine{Text: l.words, Type: l.face.asType(0), Align: manuscript.AlignEnd}, right, l.y, last)
		y = max(y, last-3)
	}
	y += 13
	return append(items, f.across(y-0.5, 0.5, black)), y
}

// mastheadRight is the width of the column for date and edition.
const mastheadRight = 230

// whenPrinted is the date of a press review, and the hour.
func (f *flow) whenPrinted(facts *particulars) []manuscript.Run {
	var words []manuscript.Run
	if date := facts.take(manuscript.FactDate); date != nil {
		words = emboldened(*date).Text
	}
	if hour := facts.take("hour"); hour != nil {
		words = append(words, manuscript.Run{Text: manuscript.Dot(f.language) + plain(hour.Text)})
	}
	return words
}

// edition is the number of a press review, which edition it is, and how much is
// in it.
func (f *flow) edition(m manuscript.Manuscript, facts *particulars) []manuscript.Run {
	var parts []string
	if number := facts.take("number"); number != nil {
		parts = append(parts, fmt.Sprintf(manuscript.Say(f.language, "No. %s"), plain(number.Text)))
	}
	for _, key := range []string{"edition", manuscript.FactReference} {
		if fact := facts.take(key); fact != nil {
			parts = append(parts, plain(fact.Text))
		}
	}
	articles, extracts := 0, 0
	for _, b := range m.Blocks {
		switch b.(type) {
		case manuscript.Clipping:
			articles++
		case manuscript.Quotation:
			extracts++
		}
	}
	parts = append(parts, f.counted(articles, "1 article", "%d articles"), f.counted(extracts, "1 extract", "%d extracts"))
	return []manuscript.Run{{Text: joinedBy(manuscript.Dot(f.language), parts...)}}
}

// counted says how many there are of something, or nothing of none.
func (f *flow) counted(n int, one, many string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return manuscript.Say(f.language, one)
	}
	return fmt.Sprintf(manuscript.Say(f.language, many), n)
}
