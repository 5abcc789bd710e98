package app

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

var (
	numberShown   = regexp.MustCompile(`^\[(\d+)\] `)
	numberWritten = regexp.MustCompile(`\[\^(\d+)\]`)
)

// TestNumbersInTheWindowAreThoseOfTheExports shuffles the quotations of the
// sample, with citations in words before and between them.
func TestNumbersInTheWindowAreThoseOfTheExports(t *testing.T) {
	d := opened(t)
	sources := must(d.session.Sources(d.briefing))
	var quoted []briefing.Block
	for i := range d.briefing.Quotations() {
		quoted = append(quoted, d.briefing.Blocks[i])
	}
	rapid.Check(t, func(t *rapid.T) {
		b := briefing.Briefing{Title: "Numbers", Profile: d.briefing.Profile}
		for range rapid.IntRange(1, 8).Draw(t, "blocks") {
			bl := rapid.SampledFrom(quoted).Draw(t, "quotation")
			if rapid.Bool().Draw(t, "in words") {
				bl = briefing.Block{Kind: briefing.BlockText, Text: "As they say. [@" + bl.Quotation.Passage.String() + "]"}
			}
			b.Blocks = append(b.Blocks, bl)
		}
		p, err := d.exporter.Prepare(b, sources, export.Options{})
		if err != nil {
			t.Fatal(err)
		}
		report, err := d.exporter.Export(b, sources, "a.md", export.Options{})
		if err != nil {
			t.Fatal(err)
		}
		written := numberWritten.FindAllStringSubmatch(strings.Split(string(report.Files[0].Data), "\n[^1]: ")[0], -1)
		if len(written) != len(b.Blocks) {
			t.Fatalf("%d numbers are written for %d blocks:\n%s", len(written), len(b.Blocks), report.Files[0].Data)
		}
		for i, pr := range proofsOf(b, sources, p) {
			if shown := numberShown.FindStringSubmatch(pr.source); shown == nil || shown[1] != written[i][1] {
				t.Errorf("block %d: the window shows %q, Markdown has %s", i+1, pr.source, written[i][1])
			}
		}
	})
}
