package briefing_test

import (
	"slices"
	"testing"

	"briefdesk/briefing"
)

func TestOnlyCertainViewsAndLiabilityTravel(t *testing.T) {
	a := briefing.Article{Notices: []briefing.Notice{
		{Class: briefing.NoticeViews, Text: "The views are the author’s."},
		{Class: briefing.NoticeViews, Text: "Perhaps of another article.", Uncertain: true},
		{Class: briefing.NoticeMaps, Text: "About maps."},
		{Class: briefing.NoticeLiability, Text: "No liability."},
	}}
	if got, want := a.Disclaimers(), []string{"The views are the author’s.", "No liability."}; !slices.Equal(got, want) {
		t.Errorf("Disclaimers = %q, want %q", got, want)
	}
}
