package export_test

import (
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/quote"
)

func TestAlteredWordsBecomeEditsOnlyIfTheyCan(t *testing.T) {
	const exact = "The committee met twice in May. It decided nothing, as so often."
	insert := []briefing.Edit{{Kind: briefing.EditInsert, Range: briefing.Range{Start: 4, End: 4}, Text: "joint"}}
	for _, c := range []struct {
		name, words, want string // want is what is printed; empty is no edits
		edits             []briefing.Edit
	}{
		{"words gone", "The committee met twice. It decided nothing, as so often.", "The committee met twice […]. It decided nothing, as so often.", nil},
		{"the end gone", "The committee met twice in May.", "The committee met twice in May. […]", nil},
		{"brackets", "The [joint] committee met […] in May. It decided nothing, as so often.", "The [joint] committee met […] in May. It decided nothing, as so often.", nil},
		{"after another edit", "The [joint] committee met in May. It decided nothing, as so often.", "The [joint] committee met […] in May. It decided nothing, as so often.", insert},
		{"a word put in", "The committee never met twice in May. It decided nothing, as so often.", "", nil},
		{"a word replaced", "The committee met thrice in May. It decided nothing, as so often.", "", nil},
		{"nothing", exact, exact, nil},
	} {
		edits, ok := export.Requoted(quote.Style{}, exact, c.edits, c.words)
		if ok != (c.want != "") {
			t.Errorf("%s: %v, %v", c.name, edits, ok)
			continue
		}
		pieces, err := quote.Printed(exact, edits)
		if got := quote.Join(pieces); ok && (err != nil || got != c.want) {
			t.Errorf("%s: it prints %q (%v), want %q", c.name, got, err, c.want)
		}
	}
}
