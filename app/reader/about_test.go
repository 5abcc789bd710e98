package reader

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

func TestParticulars(t *testing.T) {
	f := func(s string) briefing.Field { return briefing.Field{Value: s} }
	for _, tt := range []struct {
		article briefing.Article
		words   int
		want    string
	}{
		{briefing.Article{}, 0, "No byline in the file | No publisher in the file | No date in the file | 0 words"},
		{
			briefing.Article{Publisher: f("The Platform"), Published: f("2025-08-19"), Accessed: f("2025-08-22")},
			868,
			"No byline in the file | The Platform | 19 August 2025 | read 22 August | 868 words",
		},
		{
			briefing.Article{Byline: f("A. Khan"), Publisher: f("Dawn"), Published: f("2024-12"), Accessed: f("2025-01-02")},
			100_000,
			"A. Khan | Dawn | December 2024 | read 2 January 2025 | 100,000 words",
		},
		{briefing.Article{Published: f("2024")}, 1, "No byline in the file | No publisher in the file | 2024 | 1 word"},
		{briefing.Article{Published: f("last week")}, 2, "No byline in the file | No publisher in the file | last week | 2 words"},
	} {
		if got := strings.Join(particulars(tt.article, tt.words), " | "); got != tt.want {
			t.Errorf("particulars = %q, want %q", got, tt.want)
		}
	}
}

func TestFactsAreCutBeforeTheyAreLeftOut(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.NewTheme(look.Light, 0))
	facts := []string{strings.Repeat("Ann Author and ", 20), "The Platform", "19 August 2025", "868 words"}
	for width, want := range map[float32]string{
		584: "…  ·  The Platform  ·  19 August 2025  ·  868 words",
		300: "…  ·  The Platform",
		60:  "…",
	} {
		got := fit(facts, width)
		if !strings.HasPrefix(got, "An") || !strings.HasSuffix(got, want) || look.Width(got, look.Meta) > width {
			t.Errorf("in %g: %q, want it to end with %q", width, got, want)
		}
	}
}
