package export_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// TestDistribute: every addressee has a copy, whose number stands at the head of
// every page and once in the text, and nothing else tells the copies apart.
func TestDistribute(t *testing.T) {
	b, sources := rich(t)
	b.Distribution = []string{"Minister", " ", "Deputy/Minister", "MINISTER"}
	e := newExporter(t)
	report, err := e.Distribute(b, sources, "note_{addressee}.txt", export.Options{Receipt: export.Sidecar})
	must(t, err)
	var names []string
	for _, f := range report.Files {
		names = append(names, f.Name)
	}
	want := []string{
		"note_Minister.txt", "note_Minister.txt.receipt.json", "note_Deputy Minister.txt", "note_Deputy Minister.txt.receipt.json",
		"note_MINISTER (2).txt", "note_MINISTER (2).txt.receipt.json",
	}
	if !slices.Equal(names, want) {
		t.Errorf("the files are %q, want %q", names, want)
	}
	first := strings.Replace(string(report.Files[0].Data), "Copy: 1 of 3\n", "", 1)
	for i := range 3 {
		text := string(report.Files[2*i].Data)
		if line := fmt.Sprintf("Copy: %d of 3\n", i+1); strings.Count(text, line) != 1 || strings.Replace(text, line, "", 1) != first {
			t.Errorf("copy %d:\n%s", i+1, text)
		}
	}

	called, err := export.CopyNames("note_{addressee}.txt", manuscript.Manuscript{}, export.Addressees(b))
	must(t, err)
	if want := []string{want[0], want[2], want[4]}; !slices.Equal(called, want) {
		t.Errorf("the copies are to be called %q, want %q", called, want)
	}

	b.Distribution = nil
	if _, err := e.Distribute(b, sources, "{title}.pdf", export.Options{}); err == nil || !strings.Contains(err.Error(), "the note has no addressees; list them") {
		t.Errorf("without addressees: %v", err)
	}
}

// TestCopyNumberAtTheHead of every page, clear of what else stands there, and in the
// title of a paper whose form has it there.
func TestCopyNumberAtTheHead(t *testing.T) {
	b, sources := rich(t)
	e := newExporter(t)
	b.Draft = "2"
	for _, template := range layout.Templates() {
		b.Template = template
		p, err := e.Prepare(b, sources, export.Options{Copy: manuscript.Copy{Number: 3, Of: 12}})
		must(t, err)
		for i, page := range p.Document.Pages {
			var label *layout.Text
			var head []layout.Text
			for _, it := range page.Items {
				text, ok := it.(layout.Text)
				switch {
				case !ok || text.Y > 60:
				case text.Words == "Copy\u00a03 of 12" || text.Words == "Copy 3 of 12":
					label = &text
				default:
					head = append(head, text)
				}
			}
			if template == "cabinet-paper" {
				if label != nil {
					t.Errorf("%s: page %d has the number at its head, too", template, i+1)
				}
				continue
			}
			if label == nil {
				t.Fatalf("%s: page %d has no number of the copy at its head", template, i+1)
			}
			for _, h := range head {
				if h.Y > label.Y-8 && h.Y < label.Y+8 && h.X < label.X+label.Width() && label.X < h.X+h.Width() {
					t.Errorf("%s: on page %d “%s” stands on the number of the copy", template, i+1, h.Words)
				}
			}
		}
	}
}
