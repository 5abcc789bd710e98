package manuscript_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

func TestLegendComesWithTheFirstTerm(t *testing.T) {
	for _, c := range []struct {
		name, scale, language, text string
		want                        string // the terms that are used, or nothing where there is no legend
	}{
		{"used", "phia", "", "It is highly likely that the port reopens; a default is *unlikely*.", "unlikely, highly likely"},
		{"adverb", "phia", "en-US", "He will probably resign.", "likely or probable"},
		{"one row", "icd203", "", "It is very likely.", "very likely"},
		{"both rows", "icd203", "", "It is very likely, and probable.", "likely or probable, very likely or highly probable"},
		{"no scale", "", "", "It is likely.", ""},
		{"no such scale", "delphi", "", "It is likely.", ""},
		{"no term", "phia", "", "The port reopened.", ""},
		{"term of another scale", "phia", "", "It is very likely.", ""},
		{"in quotation marks alone", "phia", "", "He said “it is likely”.", ""},
		{"in code alone", "phia", "", "See `likely`.", ""},
		{"in a title alone", "phia", "", "He wrote *A Likely War*.", ""},
		{"block quotation", "phia", "", "> It is likely.", ""},
		{"another language", "phia", "fr", "It is likely.", ""},
	} {
		b := briefing.Briefing{Scale: c.scale, Language: c.language, Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: c.text}}}
		if got := usedIn(build(t, b)); got != c.want {
			t.Errorf("%s: the legend marks %q as used, want %q", c.name, got, c.want)
		}
	}
}

// usedIn are the terms of the bands that a legend at the end of m marks as used.
func usedIn(m manuscript.Manuscript) string {
	l, ok := m.Blocks[len(m.Blocks)-1].(manuscript.Legend)
	if !ok {
		return ""
	}
	var used []string
	for _, b := range l.Bands {
		if b.Used {
			used = append(used, b.Term)
		}
	}
	return strings.Join(used, ", ")
}

func TestLegendInWords(t *testing.T) {
	m := build(t, briefing.Briefing{Scale: "phia", Title: "Talks are likely to fail", Blocks: []briefing.Block{{Kind: briefing.BlockPageBreak}}})
	const want = "How likely? UK probability yardstick; gaps between bands are intended: remote chance 0–5%, highly unlikely 10–20%, " +
		"unlikely 25–35%, realistic possibility 40–50%, likely or probable 55–75%, highly likely 80–90%, almost certain 95–100%."
	if got := m.Blocks[1].(manuscript.Legend).Text(); got != want {
		t.Errorf("the legend reads\n%s, want\n%s", got, want)
	}
}

func TestLegendSaysWhatConfidenceIsWhereTheNoteStatesAny(t *testing.T) {
	for text, want := range map[string]bool{
		"It is likely that talks fail. Confidence: low.": true,
		"It is likely that talks fail.":                  false,
	} {
		m := build(t, briefing.Briefing{Scale: "phia", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: text}}})
		if l := m.Blocks[len(m.Blocks)-1].(manuscript.Legend); (l.Sure != "") != want {
			t.Errorf("%q: the legend says of confidence %q", text, l.Sure)
		}
	}
}
