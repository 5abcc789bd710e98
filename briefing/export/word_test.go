package export_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/markdown"
)

// wordNote is a note that is exported to Word, and its sources.
type wordNote struct {
	name    string
	b       briefing.Briefing
	sources briefing.Sources
}

// wordNotes are notes of every form and with every kind of block.
func wordNotes(t *testing.T, e *export.Exporter) []wordNote {
	t.Helper()
	b, sources := rich(t)
	notes := []wordNote{{"rich", b, sources}}
	for _, template := range layout.Templates() {
		b, sources := written(t, e, template)
		notes = append(notes, wordNote{template, b, sources})
	}
	bodies := varied()
	for _, name := range slices.Sorted(maps.Keys(bodies)) {
		if name == "long" {
			continue
		}
		language := "en-GB"
		if name == "urdu" {
			language = "ur"
		}
		b, _, err := markdown.Read("---\ntitle: The note\nprofile: tlp\nmarking: TLP:AMBER\nlanguage: "+language+"\n---\n\n"+bodies[name], e.Profiles, sources)
		must(t, err)
		illustrate(t, &b)
		notes = append(notes, wordNote{name, b, sources})
	}
	for i := range notes {
		notes[i].b.ID = briefing.ID{9, byte(i)} // by which a document finds its note again
	}
	return notes
}

// TestWordSavesFiles writes the documents where BRIEFDESK_WORD says, for people
// and other programs to look at.
func TestWordSavesFiles(t *testing.T) {
	dir := os.Getenv("BRIEFDESK_WORD")
	if dir == "" {
		t.Skip("BRIEFDESK_WORD names no folder")
	}
	e := newExporter(t)
	for _, n := range wordNotes(t, e) {
		for _, ext := range []string{".docx", ".pdf"} {
			report, err := e.Export(n.b, n.sources, n.name+ext, export.Options{Unverified: export.Stamp})
			must(t, err)
			must(t, os.WriteFile(filepath.Join(dir, report.Files[0].Name), report.Files[0].Data, 0o600))
		}
	}
}

func TestWhatWordLacksIsAFinding(t *testing.T) {
	e := newExporter(t)
	for _, c := range []struct {
		draft, language, ext string
		want                 int
	}{{"", "en-GB", ".docx", 0}, {"2", "en-GB", ".docx", 1}, {"2", "ur", ".docx", 2}, {"2", "ur", ".pdf", 0}} {
		b, sources := written(t, e, "blank")
		b.Draft, b.Language = c.draft, c.language
		report, err := e.Export(b, sources, "a"+c.ext, export.Options{})
		must(t, err)
		got := 0
		for _, f := range report.Findings {
			if f.Rule == export.RuleNotInWord {
				got++
			}
		}
		if got != c.want {
			t.Errorf("a draft %q in %s as %s has %d such findings, want %d", c.draft, c.language, c.ext, got, c.want)
		}
	}
}

func TestWordDocumentsAreTheSameEachTime(t *testing.T) {
	e := newExporter(t)
	b, sources := rich(t)
	first, err := e.Export(b, sources, "a.docx", export.Options{})
	must(t, err)
	second, err := newExporter(t).Export(b, sources, "a.docx", export.Options{})
	must(t, err)
	if !bytes.Equal(first.Files[0].Data, second.Files[0].Data) {
		t.Error("the same note gives other bytes")
	}
	if first.Verified != first.Checked || first.Checked == 0 {
		t.Errorf("%d of %d quotations are verified", first.Verified, first.Checked)
	}
}
