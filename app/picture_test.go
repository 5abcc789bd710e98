package app

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefdesk/briefing"
)

func TestAnImageIsInsertedDescribedAndUndone(t *testing.T) {
	d := opened(t)
	d.addBlock(0, briefing.BlockContents)
	before := len(d.briefing.Blocks)
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 40, 20))); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "map.png")
	if err := os.WriteFile(path, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	d.readImage(path, 1)
	d.pressButton(t, "Insert")
	if n := len(d.briefing.Blocks); n != before+1 || d.briefing.Blocks[1].Image.Data == nil {
		t.Fatalf("the briefing has %d blocks, and toasts say %q", n, d.said())
	}
	if !strings.Contains(findingsOf(d), "image-without-description") {
		t.Errorf("that it says nothing is no finding: %s", findingsOf(d))
	}
	d.block = 1
	if !d.hasImage() {
		t.Error("the image cannot be described")
	}
	d.editNote("Describe image", func(b *briefing.Briefing) { b.Blocks[1].Image.Alt = "A map of the harbour" })
	if strings.Contains(findingsOf(d), "image") {
		t.Errorf("described, it still has findings: %s", findingsOf(d))
	}
	if got := saidBy(d.briefing.Blocks[1], nil); got != "A map of the harbour" {
		t.Errorf("in a comparison it is called %q", got)
	}
	for range 2 {
		d.undo()
	}
	if n := len(d.briefing.Blocks); n != before {
		t.Errorf("undone, the briefing has %d blocks", n)
	}
	d.redo()
	if d.briefing.Blocks[1].Image.Data == nil {
		t.Error("redone, the image is lost")
	}
}

func TestAFileThatIsNoImageIsRefused(t *testing.T) {
	d := opened(t)
	path := filepath.Join(t.TempDir(), "note.png")
	if err := os.WriteFile(path, []byte("words"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := len(d.briefing.Blocks)
	d.readImage(path, 0)
	if len(d.briefing.Blocks) != before || !d.shows("neither a PNG nor a JPEG") && !strings.Contains(d.said(), "neither a PNG nor a JPEG") {
		t.Errorf("it says %q and shows %q", d.said(), d.overlayTexts())
	}
	if problem := checkImage(filepath.Join(t.TempDir(), "none.png")); problem == "" {
		t.Error("a file that is not there may be inserted")
	}
}

// findingsOf are the rules of what the checks have to say of the open briefing.
func findingsOf(d *desk) string {
	var rules []string
	for _, f := range d.prepared.Findings {
		rules = append(rules, f.Rule)
	}
	return strings.Join(rules, " ")
}
