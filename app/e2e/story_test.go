//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// importArticle imports the article by the menu's keys and its path.
func (d *desk) importArticle() {
	d.t.Helper()
	before := len(d.list("articles"))
	d.keys("ctrl+o")
	d.typed(d.article())
	d.keys("Return")
	d.eventually("the article is in the library", func() bool { return len(d.list("articles")) == before+1 })
}

// exported exports the open briefing by its keys and returns the PDF's text.
func (d *desk) exported() string {
	d.t.Helper()
	out := filepath.Join(d.dir, "note.pdf")
	d.keys("ctrl+e")
	d.eventually("the dialog is there", func() bool { return true })
	d.keys("ctrl+a")
	d.typed(out)
	d.keys("Return")
	d.eventually("the PDF is written", func() bool {
		info, err := os.Stat(out)
		return err == nil && info.Size() > 0
	})
	text, err := d.tool("pdftotext", out, "-")
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00ad\n", "")), " ")
}

func (d *desk) holds(text string, words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			d.t.Errorf("%q is not in:\n%s", w, text)
		}
	}
}
