package manuscript_test

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/picture"
)

// built is what becomes of a Markdown body, with a picture for each image.
func built(t *testing.T, front, body string) (manuscript.Manuscript, []briefing.Finding) {
	t.Helper()
	b, _, err := markdown.Read("---\n"+front+"\n---\n\n"+body, profiles(t), nil)
	must(t, err)
	var file bytes.Buffer
	must(t, png.Encode(&file, image.NewGray(image.Rect(0, 0, 60, 20))))
	for i := range b.Blocks {
		if im := &b.Blocks[i].Image; im.File != "" && im.File != "missing.png" {
			read, err := picture.Read(file.Bytes())
			must(t, err)
			read.Alt, read.Decorative = im.Alt, im.Decorative
			*im = read
		}
	}
	m, findings, err := manuscript.Build(b, nil, rules(t))
	must(t, err)
	return m, findings
}

func TestReferences(t *testing.T) {
	body := "# The *Costs*, part 1\n\n%\n\n## Sub {#sub}\n\nText. {#p}\n\n# The Costs part 1\n\nTable: Money {#money}\n\n| a |\n|---|\n| 1 |\n\n" +
		"Table: Unlabelled\n\n| a |\n|---|\n| 1 |\n\n![x](a.png \"Seen {#seen}\")\n\n![x](b.png)\n\n![x](c.png \"Again\")\n"
	for reference, want := range map[string]string{
		"[words](#sub)":                "[words→sub]",
		"[*two* words](#sub)":          "[<i>two→sub][ words→sub]",
		"[](#SUB)":                     "[‘Sub’→sub]",
		"[](#the-costs-part-1)":        "[‘The Costs, part 1’→the-costs-part-1]",
		"[](#the-costs-part-1-1)":      "[‘The Costs part 1’→the-costs-part-1-1]",
		"[](#money)":                   "[Table\u00a01→money]",
		"**[](#seen)**":                "[<b>Figure\u00a01→seen]",
		"[](#sub \"page\")":            "[page of ‘Sub’→sub]",
		"[words](#sub \"page\")":       "[words→sub]",
		"[](#p)":                       "[#p→p] reference-dead",
		"[words](#p)":                  "[words→p]",
		"[](#p \"page\")":              "[page of #p→p]",
		"[words](#nowhere)":            "[words] reference-dead",
		"[](#nowhere)":                 "[#nowhere] reference-dead",
		"[words](#)":                   "[words]",
		"[words](other.md#sub)":        "[words]",
		"in `code {#no}`":              "[in ][<code>code {#no}]",
		"- [](#sub)":                   "[‘Sub’→sub]",
		"> *[](#sub)*\n>\n> — A paper": "",
	} {
		m, findings := built(t, "title: T", strings.Replace(body, "%", reference, 1))
		got := strings.Join(append([]string{linked(m.Blocks[1])}, rulesOf(findings)...), " ")
		if want != "" && got != want {
			t.Errorf("%s becomes %s, want %s", reference, got, want)
		}
	}
	m, _ := built(t, "title: T\ntemplate: cabinet-paper", "One.\n\nTwo. {#two}\n\nSee [](#two).")
	if got := linked(m.Blocks[2]); got != "[See ][paragraph\u00a02→two][.]" {
		t.Errorf("a numbered paragraph is referred to as %s", got)
	}
	m, findings := built(t, "title: T", "# Recommendation {#same}\n\n# Other {#same}\n\n[](#same)")
	if got := linked(m.Blocks[2]); got != "[‘Recommendation’→same]" || !slices.Equal(rulesOf(findings), []string{"reference-dead"}) {
		t.Errorf("of two blocks of one name %s is meant, and the findings are %v", got, findings)
	}
}

// rulesOf are the rules of findings that are about references or images.
func rulesOf(findings []briefing.Finding) []string {
	var rules []string
	for _, f := range findings {
		if strings.HasPrefix(f.Rule, "reference") || strings.HasPrefix(f.Rule, "image") {
			rules = append(rules, f.Rule)
		}
	}
	return rules
}

// linked are the runs of a block, each with what it refers to.
func linked(b manuscript.Block) string {
	var s strings.Builder
	manuscript.WithRuns(b, func(runs []manuscript.Run) []manuscript.Run {
		for _, r := range runs {
			s.WriteString("[")
			for style, on := range map[string]bool{"<b>": r.Bold, "<i>": r.Italic, "<code>": r.Code} {
				if on {
					s.WriteString(style)
				}
			}
			if r.Page {
				s.WriteString("page of ")
			}
			s.WriteString(r.Text)
			if r.To != "" {
				s.WriteString("→" + r.To)
			}
			s.WriteString("]")
		}
		return runs
	})
	return s.String()
}

func TestContents(t *testing.T) {
	m, _ := built(t, "title: T\nlanguage: fr", "::: contents\n:::\n\n# One [](#two)\n\nText.\n\n### Deep *down*\n\n# Two\n\n::: text\n## Within\n\nText.\n:::")
	heading, ok := m.Blocks[0].(manuscript.Heading)
	if !ok || heading.Text[0].Text != "Table des matières" {
		t.Errorf("it begins with %+v", m.Blocks[0])
	}
	contents, ok := m.Blocks[1].(manuscript.Contents)
	if !ok {
		t.Fatalf("then comes %+v", m.Blocks[1])
	}
	var lines []string
	for _, e := range contents.Entries {
		lines = append(lines, strings.Repeat("-", e.Level)+linked(manuscript.Paragraph{Text: e.Text})+e.To)
	}
	want := "-[One « Two »]one- ---[Deep ][<i>down]deep-down -[Two]two --[Within]within"
	if got := strings.Join(lines, " "); got != want {
		t.Errorf("it lists %s, want %s", got, want)
	}
}

func TestFigures(t *testing.T) {
	m, findings := built(t, "title: T\nprofile: tlp\nmarking: TLP:GREEN", "::: image (TLP:GREEN)\n![Bars](a.png)\nGrowth\n:::\n\n![Map](b.png)\n\n"+
		"::: image\n![](c.png \"decorative\")\n:::\n\n::: image\n![](d.png)\nNo words\n:::\n\n![Lost](missing.png \"It is *gone*\")")
	f, ok := m.Blocks[0].(manuscript.Figure)
	if !ok || linked(f) != "[<b>Figure 1.][ ][(TLP:GREEN)\u00a0][Growth]" || f.Width != 60 || f.Height != 20 || f.Says != "[Image: Bars]" {
		t.Errorf("a figure is %+v", m.Blocks[0])
	}
	if f, ok := m.Blocks[1].(manuscript.Figure); !ok || linked(f) != "" {
		t.Errorf("a figure without a caption is %+v", m.Blocks[1])
	}
	if f, ok := m.Blocks[2].(manuscript.Figure); !ok || f.Says != "" {
		t.Errorf("a figure that decorates is %+v", m.Blocks[2])
	}
	if got := linked(m.Blocks[4]); got != "[[Image: Lost] It is ][<i>gone]" {
		t.Errorf("an image that is missing becomes %s", got)
	}
	if got := rulesOf(findings); !slices.Equal(got, []string{"image-without-description", "image-missing"}) {
		t.Errorf("the findings are %v", findings)
	}
}
