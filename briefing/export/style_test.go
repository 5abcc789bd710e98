package export_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

// A note in every style of quotations, with a paraphrase in it, is proved in
// every format, and says in the words of its style what was left out.
func TestStylesAreProvedInEveryFormat(t *testing.T) {
	b, sources := rich(t)
	var first briefing.ID
	for id, src := range sources {
		if strings.HasPrefix(src.Passage.Exact, "The committee") {
			first = id
		}
	}
	b.Blocks = []briefing.Block{
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: first, Edits: []briefing.Edit{
			{Kind: briefing.EditOmit, Range: briefing.Range{Start: 23, End: 30}}, // in May
		}}},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: first, Kind: briefing.PassageParaphrase, Words: "Two meetings came to *nothing*."}},
	}
	for style, want := range map[string]string{
		"":                        "The committee met twice […]. It decided",
		"british":                 "The committee met twice\u00a0…. It decided",
		"american":                "The committee met twice.\u00a0.\u00a0.\u00a0. It decided",
		"plain points":            "The committee met twice [...]. It decided",
		"british, tight points":   "The committee met twice\u00a0…. It decided",
		"american, single marks":  "The committee met twice.\u00a0.\u00a0.\u00a0. It decided",
		"spaced points, brackets": "The committee met twice [.\u00a0.\u00a0.]. It decided",
	} {
		b.Style = style
		for _, name := range []string{"note.txt", "note.md", "note.pdf"} {
			report, err := newExporter(t).Export(b, sources, name, export.Options{})
			if err != nil || report.Verified != 1 || report.Checked != 1 {
				t.Errorf("%q as %s: %+v, %v", style, name, report, err)
				continue
			}
			text := strings.NewReplacer("\\", "", "&nbsp;", "\u00a0").Replace(string(report.Files[0].Data))
			if name != "note.pdf" && !strings.Contains(strings.Join(strings.Fields(text), " "), strings.Join(strings.Fields(want), " ")) {
				t.Errorf("%q as %s has no %q:\n%s", style, name, want, text)
			}
		}
	}
}
