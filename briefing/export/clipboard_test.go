package export_test

import (
	"os"
	"strings"
	"testing"

	"briefdesk/briefing"
)

// TestCopyBlocks: what is copied stands for itself. No identifier is in it, and no
// number of a note.
func TestCopyBlocks(t *testing.T) {
	b, sources := rich(t)
	const golden = "testdata/rich.clip.txt"
	got, err := newExporter(t).CopyBlocks(b, sources, 1, len(b.Blocks))
	must(t, err)
	if *update {
		must(t, os.WriteFile(golden, []byte(got), 0o644))
	}
	want, err := os.ReadFile(golden)
	must(t, err)
	if got != string(want) {
		t.Errorf("%s differs (go test -update rewrites it)\n got:\n%s\nwant:\n%s", golden, got, want)
	}
	for id := range sources {
		if strings.Contains(got, id.String()) {
			t.Errorf("an identifier is copied:\n%s", got)
		}
	}
	for i, bl := range b.Blocks {
		if bl.Kind == briefing.BlockPageBreak {
			if got, err := newExporter(t).CopyBlocks(b, sources, i+1, i+1); got != "" || err != nil {
				t.Errorf("a page break is copied as %q: %v", got, err)
			}
		}
	}
}
