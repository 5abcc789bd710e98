package layout_test

import (
	"slices"
	"testing"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// TestLettered: where a page style counts in letters, and what stands before items.
func TestLettered(t *testing.T) {
	inner := manuscript.List{Ordered: true, Start: 11, Items: [][]manuscript.Block{nil, nil, nil}}
	bullets := manuscript.List{Items: [][]manuscript.Block{{inner}}}
	outer := manuscript.List{Ordered: true, Start: 2, Items: [][]manuscript.Block{{inner}, {bullets}}}
	for _, c := range []struct {
		template, language string
		panel              bool
		want               []string
	}{
		{"blank", "en-GB", true, []string{"", "", "", "", "", "", "", ""}},
		{"briefing-note", "en-GB", false, []string{"", "", "", "", "", "", "", ""}},
		{"briefing-note", "en-GB", true, []string{"(b)", "(xi)", "(xii)", "", "(c)", "(xi)", "(xii)", ""}},
		{"cabinet-paper", "fr", false, []string{"(b)", "(xi)", "(xii)", "", "(c)", "(xi)", "(xii)", ""}},
		{"cabinet-paper", "ur", false, []string{"(ب)", "(xi)", "(xii)", "", "(پ)", "(xi)", "(xii)", ""}},
	} {
		m := manuscript.Manuscript{Template: c.template, Language: c.language, Blocks: []manuscript.Block{manuscript.Heading{Level: 1, Panel: c.panel}, outer}}
		if got := letters(layout.Lettered(m).Blocks[1:]); !slices.Equal(got, c.want) {
			t.Errorf("%s, %s, in a panel %v: items have %q, want %q", c.template, c.language, c.panel, got, c.want)
		}
		if got := letters(m.Blocks[1:]); got[0] != "" || got[1] != "" {
			t.Errorf("%s: the manuscript itself was changed: %q", c.template, got)
		}
	}
}

// letters are those of all items of ordered lists.
func letters(blocks []manuscript.Block) []string {
	var all []string
	for _, b := range blocks {
		l, isList := b.(manuscript.List)
		for i, item := range l.Items {
			if isList && l.Ordered {
				all = append(all, l.Letter(i))
			}
			all = append(all, letters(item)...)
		}
	}
	return all
}
