package reader

import (
	"strings"
	"testing"

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
