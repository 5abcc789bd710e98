package passages

import (
	"slices"
	"testing"

	"briefdesk/briefing"
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

func TestChoices(t *testing.T) {
	for f, want := range [][]choice{
		{{"2025", 2}, {"2024", 1}},
		{{"designation", 2}, {"BLA", 1}, {"claim", 1}},
		{{"TLP:CLEAR", 2}, {"TLP:GREEN", 1}},
	} {
		if got := choices(f, sampleRows); !slices.Equal(got, want) {
			t.Errorf("choices of %q: %v, want %v", facets[f].name, got, want)
		}
	}
}

func TestNarrowing(t *testing.T) {
	for _, test := range []struct {
		chosen narrowing
		want   []int
	}{
		{narrowing{"", "", ""}, []int{0, 1, 2, 3}},
		{narrowing{"2025", "", ""}, []int{0, 1}},
		{narrowing{"", "designation", ""}, []int{1, 2}},
		{narrowing{"2025", "designation", "TLP:CLEAR"}, []int{1}},
		{narrowing{"2023", "", ""}, nil},
	} {
		var got []int
		for i, r := range sampleRows {
			if test.chosen.passes(r) {
				got = append(got, i)
			}
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%q passes %v, want %v", test.chosen, got, test.want)
		}
	}
}
