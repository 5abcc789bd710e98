package manuscript

import (
	"fmt"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
)

// Legend explains the probability scale that a note declares, where the note uses
// a term of it. It comes after the last block and is of none.
type Legend struct {
	Label string // “How likely?”
	Scale string // the name of the scale, for people
	Note  string // what else is to be said of the scale; may be empty
	Bands []LegendBand
	// Sure says what confidence is, which is another thing than likelihood. It is empty
	// where the note states none.
	Sure string
}

// sure is what Legend says of confidence.
const sure = "Confidence (high, moderate, low) rates the information base, the soundness of the analysis and the volatility of the matter. It is stated apart from likelihood, never in the same sentence."

// LegendBand is a range of likelihood in per cent, from the least to the most likely.
type LegendBand struct {
	From, To int
	Term     string // what the scale calls it; several terms are joined
	Used     bool   // the note uses a term of it
}

// Range is the range in words, such as “55–75%”.
func (b LegendBand) Range() string { return fmt.Sprintf("%d–%d%%", b.From, b.To) }

// Runs are the legend in words, for formats without pictures: the terms of bands that
// are used are bold.
func (l Legend) Runs() []Run {
	runs := l.scale()
	if l.Sure != "" {
		runs = append(runs, Run{Text: " " + l.Sure})
	}
	return merged(runs)
}

// scale are those of the scale alone.
func (l Legend) scale() []Run {
	runs := []Run{{Text: l.Label, Bold: true}, {Text: " " + joined("; ", l.Scale, l.Note) + ": "}}
	for i, b := range l.Bands {
		end := ", "
		if i == len(l.Bands)-1 {
			end = "."
		}
		runs = append(runs, Run{Text: b.Term, Bold: b.Used}, Run{Text: " " + b.Range() + end})
	}
	return runs
}

// Text is the scale in plain words, for readers who cannot see it drawn.
func (l Legend) Text() string {
	var s strings.Builder
	for _, r := range l.scale() {
		s.WriteString(r.Text)
	}
	return s.String()
}

// legend adds that of the scale of b. The scales are English, and so must be the note.
func (m *builder) legend(b briefing.Briefing) {
	scale, err := estimate.Named(b.Scale)
	if err != nil || !IsEnglish(b.Language) {
		return
	}
	used := map[estimate.Place]bool{}
	rows := map[int]bool{}
	l := Legend{Label: "How likely?", Scale: scale.Title, Note: scale.Note}
	for _, prose := range OwnWords(b) {
		if strings.Contains(prose.Text, "Confidence:") {
			l.Sure = sure
		}
		for _, e := range estimate.In(prose.Text) {
			if p, ok := scale.Place(e.Term); ok && e.Kind == estimate.Term {
				used[p], rows[p.Row] = true, true
			}
			if e.Kind == estimate.Confidence {
				l.Sure = sure
			}
		}
	}
	if len(used) == 0 {
		return
	}
	for i, band := range scale.Bands {
		shown := LegendBand{From: band.From, To: band.To}
		var terms []string
		for row := range scale.Rows {
			if rows[row] {
				terms = append(terms, band.Rows[row]...)
			}
			shown.Used = shown.Used || used[estimate.Place{Band: i, Row: row}]
		}
		shown.Term = strings.Join(terms, " or ")
		l.Bands = append(l.Bands, shown)
	}
	m.emphasise(scale)
	m.add(l)
}

// IsEnglish reports whether a language, as a briefing names it, is English.
func IsEnglish(language string) bool {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	return base == "" || base == "en"
}
