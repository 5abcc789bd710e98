package export

import (
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/template"
)

// RuleTooLong is that of findings about what is longer than its form allows.
const RuleTooLong = "too-long"

// The units of gauges.
const (
	Lines = "lines"
	Pages = "pages"
)

// Gauge is how much something takes up of the room that its form gives it, as
// it stands on the laid-out pages. Notes and annexes do not count.
type Gauge struct {
	// What is the heading of a section or the label of a field; it is empty for
	// the whole note.
	What  string `json:"what,omitempty"`
	Used  int    `json:"used"`
	Limit int    `json:"limit"`
	Unit  string `json:"unit"` // Lines or Pages
	Over  bool   `json:"over"`
	// Severity is that of being over.
	Severity briefing.Severity `json:"severity"`
	// Block is the number of the block in which it goes over, or 0.
	Block int `json:"block,omitempty"`
	// Message names the paragraph that goes over, and by how many lines; it is
	// empty where none does.
	Message string `json:"message,omitempty"`
}

// finding is what a gauge that is over has to say.
func (g Gauge) finding() briefing.Finding {
	return briefing.Finding{Rule: RuleTooLong, Severity: g.Severity, Block: g.Block, Text: g.What, Message: g.Message}
}

// measure sets the gauges of p, which is b in a form, and says which are over.
func (p *Prepared) measure(form template.Template, b briefing.Briefing) {
	p.Gauges = gauges(form, b, p.Document)
	for _, g := range p.Gauges {
		if g.Over {
			p.Findings = append(p.Findings, g.finding())
		}
	}
}

// gauges measures b, as it is set in doc, against the limits of its form.
func gauges(form template.Template, b briefing.Briefing, doc layout.Document) []Gauge {
	gs := make([]Gauge, 0, len(form.Limits))
	for _, l := range form.Limits {
		what, lines := measured(form, b, doc, l.Of)
		g := Gauge{What: what, Used: len(lines), Limit: l.Lines, Unit: Lines, Severity: l.Severity}
		beyond := lines[min(l.Lines, len(lines)):]
		if l.Pages > 0 {
			g.Used, g.Limit, g.Unit = pagesOf(lines), l.Pages, Pages
			beyond = slices.DeleteFunc(lines, func(line layout.Line) bool { return line.Page < lines[0].Page+l.Pages })
		}
		gs = append(gs, g.over(doc, beyond))
	}
	return gs
}

// measured is what a limit is of, and its lines.
func measured(form template.Template, b briefing.Briefing, doc layout.Document, of string) (string, []layout.Line) {
	if of == "" {
		return "", noteLines(b, doc)
	}
	if field, ok := form.Field(of); ok {
		return field.Label.In(b.Language), doc.Lines(doc.OfFact(of))
	}
	first, last := form.Blocks(b, of)
	if first == 1 { // it has no heading: there is none
		return of, nil
	}
	return template.Plain(b.Blocks[first-2].Text), doc.Lines(layout.OfBlocks(first, last))
}

// pagesOf is how many pages lines stand on, with those between.
func pagesOf(lines []layout.Line) int {
	if len(lines) == 0 {
		return 0
	}
	return lines[len(lines)-1].Page - lines[0].Page + 1
}

// noteLines are the lines of doc without those of annexes: the program's own, and
// the author's, which begin with a heading “Annex”.
func noteLines(b briefing.Briefing, doc layout.Document) []layout.Line {
	lines := doc.Lines(func(layout.Text) bool { return true })
	annex := slices.IndexFunc(b.Blocks, func(bl briefing.Block) bool { return isAnnex(bl, b.Language) })
	end := slices.IndexFunc(lines, func(l layout.Line) bool {
		return l.Page >= doc.Body || annex >= 0 && l.Block > annex
	})
	if end < 0 {
		return lines
	}
	return lines[:end]
}

// isAnnex reports whether a block is the heading of an annex.
func isAnnex(bl briefing.Block, language string) bool {
	if bl.Kind != briefing.BlockHeading || bl.Level > 1 {
		return false
	}
	word, _, _ := strings.Cut(template.Plain(bl.Text), " ")
	word = strings.Trim(word, ":.–—")
	return strings.EqualFold(word, "Annex") || strings.EqualFold(word, manuscript.Say(language, "Annex"))
}

// over says whether a gauge is, for the lines beyond its limit.
func (g Gauge) over(doc layout.Document, beyond []layout.Line) Gauge {
	if len(beyond) == 0 {
		return g
	}
	g.Over, g.Block = true, beyond[0].Block
	what := "the note"
	if g.What != "" {
		what = "“" + g.What + "”"
	}
	g.Message = fmt.Sprintf("%s has %s, and its form allows %d: %s too many, from the paragraph “%s” on",
		what, counted(g.Used, g.Unit), g.Limit, counted(len(beyond), Lines), template.Opening(doc.Paragraph(beyond[0].Tag)))
	return g
}

// counted says how many there are of something, which is named in the plural.
func counted(n int, things string) string {
	if n == 1 {
		things = strings.TrimSuffix(things, "s")
	}
	return fmt.Sprintf("%d %s", n, things)
}
