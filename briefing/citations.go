package briefing

import (
	"fmt"
	"slices"
	"strings"
)

// CitationStyle says how a note cites its sources.
type CitationStyle string

// The styles of citations. Their values are stored; do not change them.
const (
	CiteAsTemplate   CitationStyle = ""            // numbered notes, where the template has them
	CiteFootnotes    CitationStyle = "footnotes"   // numbered notes at the foot of the page
	CiteEndnotes     CitationStyle = "endnotes"    // numbers in brackets, and the notes at the end
	CiteAuthorDate   CitationStyle = "author-date" // (Smith 2025, para 4), and a list in order of names
	CiteSourceRecord CitationStyle = "icd206"      // source reference citations with descriptors (ICD 206)
)

// CitationStyles are those that have a name.
func CitationStyles() []CitationStyle {
	return []CitationStyle{CiteFootnotes, CiteEndnotes, CiteAuthorDate, CiteSourceRecord}
}

// ParseCitationStyle returns the style called name; an empty name is that of
// the template.
func ParseCitationStyle(name string) (CitationStyle, error) {
	style := CitationStyle(strings.ToLower(strings.TrimSpace(name)))
	if style == CiteAsTemplate || slices.Contains(CitationStyles(), style) {
		return style, nil
	}
	names := make([]string, len(CitationStyles()))
	for i, s := range CitationStyles() {
		names[i] = string(s)
	}
	return "", fmt.Errorf("there is no style of citations %q; there are %s", name, strings.Join(names, ", "))
}
