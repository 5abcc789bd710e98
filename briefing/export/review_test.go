package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/lint"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/template"
)

func TestReviewGathersAllThereIsToSay(t *testing.T) {
	b := briefing.Briefing{
		Title: "T", Template: "uk-submission", Scale: "phia",
		Blocks: []briefing.Block{
			{Kind: briefing.BlockText, Text: "It might rain <b>here</b>."},
			{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Words: "Words.", Attribution: "The Times"}},
		},
	}
	for _, c := range []struct {
		rule    string
		without bool // it can be left out
	}{
		{"hedge", true},                     // of language
		{template.RuleSectionMissing, true}, // of the template
		{"html-as-text", false},             // of the manuscript
		{"quotation-uncheckable", false},    // of the proof
	} {
		says := func(without ...string) bool {
			p, err := newExporter(t).Review(b, nil, export.Options{}, without)
			if err != nil {
				t.Fatal(err)
			}
			return slices.ContainsFunc(p.Findings, func(f briefing.Finding) bool { return f.Rule == c.rule })
		}
		if !says() {
			t.Errorf("nothing is said of %s", c.rule)
		}
		if err := export.KnownChecks([]string{c.rule}); (err == nil) != c.without {
			t.Errorf("that %s is left out is answered with: %v", c.rule, err)
		}
		if c.without && says(c.rule) {
			t.Errorf("%s is said though it is left out", c.rule)
		}
	}
}

func TestEveryCheckHasATitleAndIsDocumented(t *testing.T) {
	docs, err := os.ReadFile("../../docs/checks.md")
	must(t, err)
	names := template.Rules()
	for _, r := range lint.Rules() {
		names = append(names, r.Name)
	}
	checks := export.Checks()
	for _, name := range names {
		i := slices.IndexFunc(checks, func(c export.Check) bool { return c.Name == name })
		if i < 0 || checks[i].Title == "" {
			t.Errorf("%s is in no list of settings", name)
		}
	}
	for _, c := range checks {
		if !strings.Contains(string(docs), "`"+c.Name+"`") {
			t.Errorf("docs/checks.md does not name %s", c.Name)
		}
	}
}

// A profile and a template may both ask for a marking on each portion.
func TestReviewSaysOnceThatABlockIsNotMarked(t *testing.T) {
	b := briefing.Briefing{Title: "T", Template: "us-action-memo", Profile: "us", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: "Words."}}}
	p, err := newExporter(t).Review(b, nil, export.Options{}, nil)
	must(t, err)
	said := 0
	for _, f := range p.Findings {
		if f.Block == 1 && (f.Rule == marking.RuleUnmarked || f.Rule == template.RulePortionMissing) {
			said++
		}
	}
	if said != 1 {
		t.Errorf("it is said %d times: %v", said, p.Findings)
	}
}

// What readers remarked is said where it is about, until it is dismissed.
func TestRemarksAreFindings(t *testing.T) {
	b := briefing.Briefing{Title: "T", Blocks: []briefing.Block{
		{Kind: briefing.BlockHeading, Level: 1, Text: "Issue", Remarks: []briefing.Remark{{Text: "Which one?"}}},
		{Kind: briefing.BlockText, Text: "Über all it was cold.", Remarks: []briefing.Remark{
			{Author: "A. Reader", Words: "cold", Text: "How cold?"}, {Author: "B", Words: "not there", Text: "Gone."},
		}},
	}}
	remarks := func() (said []briefing.Finding) {
		p, err := newExporter(t).Review(b, nil, export.Options{}, nil)
		must(t, err)
		for _, f := range p.Findings {
			if f.Rule == export.RuleComment {
				said = append(said, f)
			}
		}
		return said
	}
	said := remarks()
	if len(said) != 3 {
		t.Fatalf("it is said: %v", said)
	}
	if f := said[1]; f.Block != 2 || f.Message != "A. Reader on “cold”: How cold?" || briefing.Slice(b.Blocks[1].Text, f.Range) != "cold" {
		t.Errorf("it is said: %+v", f)
	}
	if f := said[2]; f.Range.Len() != 0 {
		t.Errorf("words that are gone are said to stand at %v", f.Range)
	}
	after, ok := export.WithoutRemark(b, said[1])
	if !ok || len(after.Blocks[1].Remarks) != 1 || len(b.Blocks[1].Remarks) != 2 {
		t.Errorf("dismissed, %v are left (%v), and %v before", after.Blocks[1].Remarks, ok, b.Blocks[1].Remarks)
	}
	if _, ok := export.WithoutRemark(after, said[1]); ok {
		t.Error("it was dismissed twice")
	}
}

// What readers remarked is the author's to know.
func TestRemarksLeaveInNoFormat(t *testing.T) {
	b, sources := rich(t)
	remarked := b.Clone()
	for i := range remarked.Blocks {
		remarked.Blocks[i].Remarks = []briefing.Remark{{Author: "A. Reader", Text: "Not for others."}}
	}
	e := newExporter(t)
	for _, f := range export.Formats() {
		var files [2][]export.File
		for i, b := range []briefing.Briefing{b, remarked} {
			report, err := e.Export(b, sources, "note"+f.Ext, export.Options{Unverified: export.Stamp})
			must(t, err)
			files[i] = report.Files
		}
		for i := range files[0] {
			without, with := files[0][i].Data, files[1][i].Data
			if f.Ext == ".docx" { // its key is of all that the note has
				without, with = mainPart(t, without), mainPart(t, with)
			}
			if !bytes.Equal(without, with) {
				t.Errorf("%s: a note with remarks is another file", files[0][i].Name)
			}
		}
	}
}

func mainPart(t *testing.T, docx []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(docx), int64(len(docx)))
	must(t, err)
	f, err := z.Open("word/document.xml")
	must(t, err)
	part, err := io.ReadAll(f)
	must(t, err)
	return part
}
