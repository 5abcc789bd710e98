package passages

import (
	"slices"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

func id(n int) briefing.ID {
	return briefing.ID{13: byte(n >> 16), 14: byte(n >> 8), 15: byte(n)}
}

var sampleRows = []Row{
	{ID: id(1), Article: id(11), Quote: "Claimed by the Majid Brigade within the hour, in a statement sent to two local desks.", Publisher: "Desk note", Published: "2025-08-22", Colour: "blue", Tags: []string{"claim"}, Marking: "TLP:GREEN"},
	{ID: id(2), Article: id(12), Quote: declared, Publisher: "The Platform", Published: "2025-08-19", Colour: "amber", Tags: []string{"designation", "BLA"}, Note: "Check the date.", Marking: "TLP:CLEAR"},
	{ID: id(3), Article: id(13), Quote: "The so-called Majeed unit was described by two Member States as the group’s suicide wing.", Publisher: "UN Security Council", Published: "2024-07", Colour: "rose", Tags: []string{"designation"}, Marking: "TLP:CLEAR"},
	{ID: id(4), Article: id(14), Quote: "Short.", Title: "A letter", Colour: "green"},
}

// sampleCounts are how often the values of facets stand in sampleRows.
var sampleCounts = session.Facets{
	session.FacetYear:      {{Value: "2025", N: 2}, {Value: "2024", N: 1}},
	session.FacetTag:       {{Value: "designation", N: 2}, {Value: "BLA", N: 1}, {Value: "foreign aid", N: 1}},
	session.FacetMarking:   {{Value: "TLP:CLEAR", N: 2}, {Value: "TLP:GREEN", N: 1}},
	session.FacetPublisher: {{Value: "The Platform", N: 1}},
	session.FacetColour:    {{Value: "amber", N: 1}},
}

func TestFiltersAreWorded(t *testing.T) {
	for query, want := range map[string]string{
		"from:dawn":         "from dawn",
		"-from:dawn":        "not from dawn",
		"-sport":            "not sport",
		"in:articles":       "Articles only",
		"-in:articles":      "not articles only",
		"in:alliance":       "titled alliance",
		"marking:TLP:CLEAR": "CLEAR",
		"before:2024-05":    "before 2024-05",
		"colour:rose":       "rose",
	} {
		if got := worded(search.ParseQuery(query).Filters[0]); got != want {
			t.Errorf("%s says %q, want %q", query, got, want)
		}
	}
}

// Whatever stands in the field, the chips say it; pressed, they take it away.
func TestChipsShowTheFiltersOfTheQuery(t *testing.T) {
	for _, c := range []struct {
		query string
		on    []string
		left  string // when all chips have been pressed
	}{
		{"majid brigade", nil, "majid brigade"},
		{"majid after:2025 before:2026", []string{"2025"}, "majid"},
		{"after:2025-02", []string{"after 2025-02"}, ""},
		{`tag:"foreign aid" tag:BLA x`, []string{"foreign aid", "BLA"}, "x"},
		{"marking:TLP:GREEN -sport", []string{"GREEN", "not sport"}, ""},
	} {
		query := c.query
		f := newFilters(func() string { return query }, func(q string) { query = q })
		var on []string
		for _, chip := range f.shown() {
			if chip.value != "" {
				on = append(on, chip.label())
			}
		}
		if !slices.Equal(on, c.on) {
			t.Errorf("%q shows %q, want %q", c.query, on, c.on)
		}
		for _, chip := range f.shown() {
			if chip.value != "" {
				chip.press()
			}
		}
		if query != c.left {
			t.Errorf("%q without its filters is %q, want %q", c.query, query, c.left)
		}
	}
}
