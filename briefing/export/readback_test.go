package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"briefdesk/briefing/export"
)

// edited is a Word document with its main part changed.
func edited(t *testing.T, data []byte, change func(string) string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		part, err := io.ReadAll(r)
		must(t, err)
		if f.Name == "word/document.xml" {
			after := change(string(part))
			if after == string(part) {
				t.Fatal("nothing was changed in the document")
			}
			part = []byte(after)
		}
		to, err := w.Create(f.Name)
		must(t, err)
		_, err = to.Write(part)
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

// TestNothingIsInvented: a document that nobody touched has no changes.
func TestNothingIsInvented(t *testing.T) {
	e := newExporter(t)
	for _, n := range wordNotes(t, e) {
		report, err := e.Export(n.b, n.sources, "a.docx", export.Options{Unverified: export.Stamp})
		must(t, err)
		back, err := e.ReadBack(n.b, n.sources, report.Files[0].Data)
		if err != nil {
			if len(n.b.Blocks) > 0 && n.name != "contents-alone" {
				t.Errorf("%s: %v", n.name, err)
			}
			continue
		}
		for _, ch := range back.Changes {
			t.Errorf("%s: %s block %d: %q became %q", n.name, ch.Kind, ch.Block, ch.Was, ch.Is)
		}
		for _, f := range back.Findings {
			if !strings.Contains(f.Text, "verified") && !strings.Contains(f.Text, "UNVERIFIED") {
				t.Errorf("%s: block %d: %s", n.name, f.Block, f.Message)
			}
		}
	}
}
