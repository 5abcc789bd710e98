package manuscript

import (
	"fmt"
	"strings"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// A source reference citation says all that a reader needs to find a source, and
// a descriptor how good it is (ICD 206; the fields are those of ICS 206-01 for
// open sources: author, title, outlet, kind, dates of publication and of access,
// address). The descriptor says only what is
// known: it grades nothing that nobody has graded.

// reference words the source reference citation of a passage that stands at place.
func (n *numbering) reference(src briefing.Source, place string) []Run {
	a := src.Article
	runs := attributed(a, n.language)
	runs[0].Text = capital(runs[0].Text)
	runs = append(runs, Run{Text: "; " + joined("; ", entitled(a, n.language), Say(n.language, sourceType(a)), n.dates(a))})
	if isWebAddress(a.URL.Value) {
		runs = append(runs, Run{Text: "; "}, Run{Text: shownAddress(a.URL.Value), Link: a.URL.Value})
	}
	if place != "" {
		runs = append(runs, Run{Text: "; " + place})
	}
	return append(runs, Run{Text: ". " + Say(n.language, "Descriptor:") + " " + n.descriptor(src) + "."})
}

// demandReferences makes errors of the findings about quotations that no source
// reference can stand behind: under ICD 206 each must have one.
func (m *builder) demandReferences() {
	if m.Citations != briefing.CiteSourceRecord {
		return
	}
	for i, f := range m.findings {
		if f.Rule == quote.RuleUncheckable || f.Rule == RuleUnsourced {
			m.findings[i].Severity = briefing.SeverityError
			m.findings[i].Message += "; with source reference citations (ICD 206) it must name one"
		}
	}
}

// sourceType is the kind of an article in words.
func sourceType(a briefing.Article) string {
	switch a.Genre.Value {
	case briefing.GenreNews:
		return "news article"
	case briefing.GenreOpinion:
		return "opinion article"
	case briefing.GenreEditorial:
		return "editorial"
	case briefing.GenreReport:
		return "report"
	case briefing.GenreRelease:
		return "press release"
	}
	return "open source"
}

// dates are those of publication and of access.
func (n *numbering) dates(a briefing.Article) string {
	published, accessed := Say(n.language, "publication date not known"), Say(n.language, "access date not recorded")
	if a.Published.Value != "" {
		published = fmt.Sprintf(Say(n.language, "published %s"), longDate(a.Published.Value, n.language))
	}
	if a.Accessed.Value != "" {
		accessed = fmt.Sprintf(Say(n.language, "accessed %s"), longDate(a.Accessed.Value, n.language))
	}
	return published + "; " + accessed
}

// descriptor says how good a source is, and the item of it that is cited.
func (n *numbering) descriptor(src briefing.Source) string {
	a := src.Article
	said := []string{Say(n.language, "source not graded"), Say(n.language, "item not graded")}
	for _, g := range briefing.Reliabilities() {
		if g.Key == a.Grade {
			said[0] = graded(g, n.language)
		}
	}
	if c := src.Passage.Credibility; c > 0 && c <= len(briefing.Credibilities()) {
		said[1] = graded(briefing.Credibilities()[c-1], n.language)
	}
	if days, ok := daysBetween(a.Published.Value, n.date); ok {
		said = append(said, age(days, n.language))
	}
	if genreLabel(a) != "" && a.Genre.Value != briefing.GenreRelease {
		said = append(said, Say(n.language, "states opinions"))
	}
	if len(a.Disclaimers()) > 0 {
		said = append(said, Say(n.language, "carries a disclaimer"))
	}
	return joined("; ", append(said, strings.TrimRight(strings.TrimSpace(a.Descriptor), "."))...)
}

// graded is a grade in words: usually reliable (B).
func graded(g briefing.Grade, language string) string {
	return Say(language, g.Means) + " (" + g.Key + ")"
}

// age says how old something is on the day of the note.
func age(days int, language string) string {
	switch {
	case days < 0:
		return Say(language, "dated after this note")
	case days == 0:
		return Say(language, "published on the day of this note")
	case days == 1:
		return Say(language, "1 day old on the date of this note")
	}
	return fmt.Sprintf(Say(language, "%d days old on the date of this note"), days)
}

// daysBetween counts the days from one date to another, both YYYY-MM-DD.
func daysBetween(from, to string) (int, bool) {
	a, errA := time.Parse(time.DateOnly, from)
	b, errB := time.Parse(time.DateOnly, to)
	return int(b.Sub(a).Hours() / 24), errA == nil && errB == nil
}
