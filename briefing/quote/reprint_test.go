package quote_test

import (
	"strings"
	"testing"

	"briefdesk/briefing/quote"
)

func TestIsReprint(t *testing.T) {
	const report = "The port authority said on Monday that two ships of the heaviest class had been turned away in May, " +
		"and that the harbour would be dredged before the monsoon. Fishermen asked for a share of the money."
	const other = "Fishermen of the bay met the minister on Monday to ask for money. The dredging of the harbour, which was put off in May, " +
		"is to begin before the monsoon, an official told reporters; no ship has called since."
	for _, c := range []struct {
		name, a, b string
		want       bool
	}{
		{"the same", report, report, true},
		{"in other letters and signs", report, strings.ToUpper(strings.ReplaceAll(report, ",", " –")), true},
		{"cut, with another opening", report, "KARACHI (Agency): " + report[strings.Index(report, "said on"):strings.Index(report, " Fishermen")], true},
		{"within a longer one", report, other + " " + report, true},
		{"of one event, by two hands", report, other, false},
		{"too short to tell", "It is so.", "It is so.", false},
		{"empty", "", "", false},
	} {
		if got := quote.IsReprint(c.a, c.b); got != c.want || quote.IsReprint(c.b, c.a) != got {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
