package importer

import (
	"strings"
	"testing"
)

func TestHeadersOfTexts(t *testing.T) {
	const body = "The harbour board voted on Monday to buy a second ferry, and the island council cheered at length.\n\nNobody had asked the islanders.\n"
	tests := []struct{ header, subtitle, byline, published, first string }{
		{"By Ines Calloway | 3 September 2025", "", "Ines Calloway", "2025-09-03", "The harbour"},
		{"By Ines Calloway, August 12, 2025", "", "Ines Calloway", "2025-08-12", "The harbour"},
		{"Dr Ines Calloway — 12 August 2025", "", "Dr Ines Calloway", "2025-08-12", "The harbour"},
		{"Why the strait needs a timetable\n\nInes van der Calloway", "Why the strait needs a timetable", "Ines van der Calloway", "", "The harbour"},
		{"Mariam bint Rashid\n\n12 August 2025", "", "Mariam bint Rashid", "2025-08-12", "The harbour"},
		{"Mariam bint Rashid", "", "Mariam bint Rashid", "", "The harbour"},
		{"Ferries, Boats | 12 August 2025", "Ferries, Boats | 12 August 2025", "", "", "The harbour"},
		{"Executive Summary", "Executive Summary", "", "", "The harbour"},
		{"A ferry for all", "A ferry for all", "", "", "The harbour"},
	}
	for _, tt := range tests {
		d, err := parseText(source{text: "The Ferry Nobody Ordered\n\n" + tt.header + "\n\n" + body})
		if err != nil {
			t.Fatal(err)
		}
		a := d.article
		if a.Subtitle.Value != tt.subtitle || a.Byline.Value != tt.byline || a.Published.Value != tt.published || !strings.HasPrefix(d.blocks[0].text, tt.first) {
			t.Errorf("%q: subtitle %q, byline %q, published %q, then %q", tt.header, a.Subtitle.Value, a.Byline.Value, a.Published.Value, d.blocks[0].text)
		}
	}
}
