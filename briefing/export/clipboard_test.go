package export_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
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

// TestMailBody: what is pasted into a mail has its marking, its styles and its
// pictures with it, and is proved.
func TestMailBody(t *testing.T) {
	b, sources := rich(t)
	b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockImage, Text: "The plan", Image: (&secretNote{random: rand.New(rand.NewPCG(1, 2)), words: make([][]string, 1)}).picture(t)})
	body, err := newExporter(t).MailBody(b, sources, export.Options{})
	must(t, err)
	if body.Verified != 4 || body.Checked != 4 || !strings.HasPrefix(body.Text, "TLP:AMBER") {
		t.Errorf("%d of %d are verified in a body that begins with %.30q", body.Verified, body.Checked, body.Text)
	}
	for _, want := range []string{"TLP:AMBER</p>", `src="data:image/png;base64,`, "<blockquote style="} {
		if !strings.Contains(body.Page, want) {
			t.Errorf("%s is not in the page:\n%s", want, body.Page)
		}
	}
	for _, never := range []string{"cid:", "<style", " id=", "\ufdd0"} {
		if strings.Contains(body.Page, never) {
			t.Errorf("%q is in the page", never)
		}
	}
	for id, src := range sources {
		src.Passage.Exact += "."
		sources[id] = src
	}
	var unproved *export.UnprovedError
	if _, err := newExporter(t).MailBody(b, sources, export.Options{}); !errors.As(err, &unproved) {
		t.Errorf("altered words are copied: %v", err)
	}
}
