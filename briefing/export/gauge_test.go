package export_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/pdf/pdftest"
	"briefdesk/briefing/template"
)

// told is text of n words that no other text has: they begin with a sign of its own.
// Its last line has one of them.
func told(t *rapid.T, sign string, n int) string {
	var s strings.Builder
	for i := range n {
		if i > 0 {
			s.WriteString(rapid.SampledFrom([]string{" ", " ", " ", ", ", ". ", " of the ", " and "}).Draw(t, "between"))
		}
		fmt.Fprintf(&s, "%sx%d", sign, i)
	}
	return s.String() + "."
}

// limited is a random note of a form, with a sign for each section and field that has
// a limit.
func limited(t *rapid.T, form template.Template) (b briefing.Briefing, signs map[string]string) {
	b = form.New("en-GB", "2025-09-22")
	b.Title, b.Profile, b.Scale, b.Blocks = "A note", "", "", nil
	signs = map[string]string{}
	long := rapid.SampledFrom([]int{5, 40, 200}).Draw(t, "long")
	for i, s := range form.Sections {
		sign := fmt.Sprintf("S%d", i)
		signs[s.Key] = sign
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: s.Heading.In("en")})
		for j := range rapid.IntRange(1, 4).Draw(t, "blocks") {
			words := told(t, fmt.Sprintf("%sb%d", sign, j), rapid.IntRange(1, long).Draw(t, "words"))
			words = rapid.SampledFrom([]string{"", "- ", "1. ", "**bold** "}).Draw(t, "form") + words
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: words})
		}
	}
	for _, l := range form.Limits {
		if _, ok := form.Field(l.Of); ok {
			signs[l.Of] = "F0"
			b = template.SetValue(b, l.Of, told(t, "F0", rapid.IntRange(1, 90).Draw(t, "field")))
		}
	}
	return b, signs
}

// onPaper counts in a PDF the lines that show a sign, and the pages that show
// anything of the note itself.
func onPaper(t *rapid.T, data []byte, sign string) (lines, pages int) {
	texts, err := pdftest.Texts(data)
	if err != nil {
		t.Fatal(err)
	}
	last := map[int]float64{}
	pages = texts[len(texts)-1].Page + 1
	for i, s := range texts {
		if strings.HasPrefix(strings.ToLower(s.Text), "annex") {
			end := s.Page
			if i > 0 && texts[i-1].Page == s.Page { // it stands below the note
				end++
			}
			pages = min(pages, end)
		}
		if !strings.Contains(s.Text, sign) {
			continue
		}
		if y, seen := last[s.Page]; !seen || math.Abs(y-s.Y) > 1 {
			lines++
		}
		last[s.Page] = s.Y
	}
	return lines, pages
}

// TestGaugesAreWhatThePDFShows holds gauges against lines and pages counted in the
// file that leaves.
func TestGaugesAreWhatThePDFShows(t *testing.T) {
	e := newExporter(t)
	over := 0
	rapid.Check(t, func(t *rapid.T) {
		form, _ := e.Templates.Named(rapid.SampledFrom(e.Templates.Names()[1:]).Draw(t, "form"))
		b, signs := limited(t, form)
		opts := export.Options{}
		if rapid.Bool().Draw(t, "annexed") {
			opts.Receipt = export.Annex
		}
		report, err := e.Export(b, nil, "a.pdf", opts)
		if err != nil {
			t.Fatal(err)
		}
		p, err := e.Prepare(b, nil, opts)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.Gauges) != len(form.Limits) {
			t.Fatalf("%s has %d gauges for %d limits", form.Name, len(p.Gauges), len(form.Limits))
		}
		for i, g := range p.Gauges {
			want, pages := onPaper(t, report.Files[0].Data, signs[form.Limits[i].Of])
			if g.Unit == export.Pages {
				want = pages
			}
			if g.Used != want || g.Over != (want > g.Limit) || g.Over != (g.Message != "") {
				t.Fatalf("%s: the gauge says %+v, and the PDF has %d", form.Name, g, want)
			}
			if g.Over {
				over++
			}
		}
	})
	if over < 10 && !testing.Short() {
		t.Errorf("only %d gauges were over: the notes are too short to show anything", over)
	}
}

func TestGaugeNamesTheParagraphThatOverflows(t *testing.T) {
	e := newExporter(t)
	b, sources := written(t, e, "bluf")
	for i, bl := range b.Blocks {
		if strings.HasPrefix(bl.Text, "It is **likely**") {
			b.Blocks[i].Text = strings.Repeat(bl.Text+" ", 2)
		}
	}
	p, err := e.Prepare(b, sources, export.Options{})
	must(t, err)
	want := "“Bottom line” has 6 lines, and its form allows 4: 2 lines too many, from the paragraph “It is likely that the autumn round gives …” on"
	if g := p.Gauges[0]; g.Message != want || g.Block != 2 || !g.Over {
		t.Errorf("the gauge says %+v,\nwant %s", g, want)
	}
	for _, f := range p.Findings {
		if f.Rule == export.RuleTooLong && f.Severity == briefing.SeverityError && f.Block == 2 && f.Message == want {
			return
		}
	}
	t.Errorf("no finding says so: %v", p.Findings)
}

func TestAnnexesOfTheAuthorAreNotCounted(t *testing.T) {
	e := newExporter(t)
	b, sources := written(t, e, "uk-submission")
	long := briefing.Block{Kind: briefing.BlockText, Text: strings.Repeat("The agreement has many articles. ", 300)}
	for _, c := range []struct {
		heading string
		want    int
	}{{"Annex A: text of the agreement", 2}, {"Annexed matters", 6}} {
		note := b.Clone()
		note.Blocks = append(note.Blocks, briefing.Block{Kind: briefing.BlockPageBreak}, briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: c.heading}, long)
		p, err := e.Prepare(note, sources, export.Options{})
		must(t, err)
		if g := p.Gauges[0]; g.Used != c.want || g.Over != (c.want > 2) {
			t.Errorf("%s: the gauge says %+v, want %d pages", c.heading, g, c.want)
		}
	}
}
