package estimate_test

import (
	"strings"
	"testing"

	"briefdesk/briefing/estimate"
)

func BenchmarkIn(b *testing.B) {
	text := strings.Repeat("The ministry may close the border in May, and the neighbours will probably answer at once, as they did in 2019. ", 250)
	for b.Loop() {
		estimate.In(text)
	}
}
