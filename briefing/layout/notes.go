package layout

import "briefdesk/briefing"

// cited is st with notes where a style of citations wants them. Citations in words
// have no notes, and what the template says of those stays.
func (st style) cited(how briefing.CitationStyle) style {
	switch how {
	case briefing.CiteFootnotes:
		if st.notes.form != footnotes {
			st.notes = common(st.paper).notes
		}
	case briefing.CiteEndnotes:
		if st.notes.form != bracketed {
			st.notes.form, st.notes.mark = bracketed, typeface{family: sans, bold: true, size: 0.78, colour: navy}
		}
	case briefing.CiteAsTemplate, briefing.CiteAuthorDate, briefing.CiteSourceRecord:
	}
	return st
}
