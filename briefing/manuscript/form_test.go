package manuscript_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// build resolves a briefing of text blocks and headings.
func build(t *testing.T, b briefing.Briefing, texts ...string) manuscript.Manuscript {
	t.Helper()
	for _, s := range texts {
		bl := briefing.Block{Kind: briefing.BlockText, Text: s}
		if heading, ok := strings.CutPrefix(s, "# "); ok {
			bl = briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: heading}
		}
		b.Blocks = append(b.Blocks, bl)
	}
	m, _, err := manuscript.Build(b, nil, rules(t))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestCaptionsAreNumberedAndLeadTheirTable(t *testing.T) {
	table := "| A | B |\n|---|---|\n| 1 | 2 |"
	m := build(t, briefing.Briefing{Language: "fr"}, "Table: Costs", table, "Table: of nothing", "Text.", table, "Table: Again", table)
	var got []string
	for _, b := range m.Blocks {
		switch b := b.(type) {
		case manuscript.Table:
			got = append(got, "table "+runs(b.Caption))
		case manuscript.Paragraph:
			got = append(got, runs(b.Text))
		}
	}
	want := "table <b>Tableau 1.</> Costs|Table: of nothing|Text.|table |table <b>Tableau 2.</> Again"
	if s := strings.Join(got, "|"); s != want {
		t.Errorf("blocks are %s\nwant %s", s, want)
	}
}

func TestParagraphsAreNumberedOutsidePanels(t *testing.T) {
	m := build(t, briefing.Briefing{Template: "uk-submission"}, "# Issue", "In a panel.", "# Timing", "Soon.", "# Background", "One.", "- not this", "Two.", "# Argument", "Three.")
	var got []int
	for _, b := range m.Blocks {
		if p, ok := b.(manuscript.Paragraph); ok {
			got = append(got, p.Number)
		}
	}
	for i, want := range []int{0, 0, 1, 2, 3} {
		if got[i] != want {
			t.Fatalf("paragraphs are numbered %v", got)
		}
	}
}

func TestLabelsAreInTheLanguageOfTheNote(t *testing.T) {
	for language, want := range map[string]string{
		"en-GB": "To: Minister|Date: 3 March 2025|DRAFT\u00a02", "en-US": "To: Minister|Date: March 3, 2025|DRAFT\u00a02",
		"fr-CA": "À: Minister|Date: 3 mars 2025|PROJET\u00a02", "de": "An: Minister|Datum: 3. März 2025|ENTWURF\u00a02",
		"es": "Para: Minister|Fecha: 3 de marzo de 2025|BORRADOR\u00a02", "ur": "بنام: Minister|تاریخ: ۳ مارچ ۲۰۲۵|مسودہ\u00a02",
		"sw": "To: Minister|Date: 3 March 2025|DRAFT\u00a02",
	} {
		m := build(t, briefing.Briefing{Language: language, To: "Minister", Date: "2025-03-03", Draft: "2"})
		got := m.Draft
		for i := len(m.Facts) - 1; i >= 0; i-- {
			got = m.Facts[i].Label + ": " + runs(m.Facts[i].Text) + "|" + got
		}
		if got != want {
			t.Errorf("%s: %q, want %q", language, got, want)
		}
	}
}

func TestEveryPhraseIsInEveryLanguage(t *testing.T) {
	for _, phrase := range []string{"To", "From", "Purpose", "Reference", "Handling", "Distribution", "Page %d of %d", "%d of %d", "Source disclaimer", "Verification", "(continued)", "DRAFT", "Annex", "done", "to do"} {
		for _, language := range []string{"fr", "de", "es", "ur"} {
			if manuscript.Say(language, phrase) == phrase {
				t.Errorf("%s: %q is in English", language, phrase)
			}
		}
	}
}
