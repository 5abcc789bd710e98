package export_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/pdf/pdftest"
)

// varied are bodies of briefings: each kind of block alone and in company, in
// several lengths, languages and scripts.
func varied() map[string]string {
	sentence := "The committee met twice in May, in the harbour office, and decided nothing that it had not decided before. "
	paragraph := strings.Repeat(sentence, 6)
	long := strings.Builder{}
	for i := range 1500 {
		if i%5 == 0 {
			fmt.Fprintf(&long, "# Section %d\n\n", i/5+1)
		}
		long.WriteString(paragraph + "\n\n")
	}
	table := "| Option | In favour | Cost |\n| --- | :-: | --: |\n"
	return map[string]string{
		"empty":              "",
		"paragraph":          paragraph,
		"paragraphs":         strings.Repeat(paragraph+"\n\n", 12),
		"headings":           "# One\n\nText.\n\n## Two\n\nText.\n\n### Three\n\nText.\n\n#### Four\n\nText.",
		"headings-skip":      "### Three first\n\nText.\n\n# One\n\n#### Four\n\nText.",
		"headings-alone":     "# One\n\n## Two\n\n# Three",
		"heading-long":       "# " + sentence + sentence + "\n\n" + paragraph,
		"heading-linked":     "# A [link](https://example.org) in it\n\nText.",
		"list":               "- one\n- two\n- three",
		"list-ordered":       "9. nine\n10. ten\n11. eleven",
		"list-nested":        "- one\n  - two\n    1. three\n    2. four\n- five\n\n  and a paragraph more",
		"list-of-blocks":     "1. first\n\n   ```\n   code\n   ```\n\n   > quoted\n2. second\n\n   text",
		"list-empty":         "- \n- two",
		"table":              table + "| A | early | 12 |\n| B | later | 3.5 |",
		"table-empty-cells":  table + "|  | early |  |\n| B |  | |",
		"table-head-alone":   table,
		"table-over-pages":   table + strings.Repeat("| A | "+sentence+" | 12 |\n", 60),
		"table-long-cells":   table + "| A | " + strings.Repeat(sentence, 80) + " | 12 |",
		"table-with-links":   table + strings.Repeat("| [A](https://example.org) | *early* | 12 |\n", 50),
		"code":               "```\nif x {\n    y()\n}\n```",
		"rule":               "Before.\n\n***\n\nAfter.",
		"inline":             "*italic*, **bold**, ***both***, `code`, [link](https://example.org/a), <a@example.org>, https://example.org/bare",
		"links":              strings.Repeat("A [link that goes on for a while, over more than one line of the page](https://example.org/a?b=c&d=é) and ", 12),
		"links-unsafe":       "[one](javascript:alert(1)), [two](file:///etc/passwd), [three](mailto:a@example.org)",
		"urdu":               "پاکستان کے وزیر اعظم اسلام آباد میں۔\n\nText with وزارت خارجہ in it.",
		"greek-and-cyrillic": "Η Αθήνα, Москва, Київ, Łódź, Đà Nẵng.",
		"languages":          "The [note verbale]{lang=fr} and *the [Weltanschauung]{lang=de}* of [a [cumbre]{lang=es}](https://example.org).\n\n- [mots]{lang=fr}\n\n# The [mot juste]{lang=fr}\n\nText.",
		"no-such-character":  "An emoji \U0001f600 and a letter of Linear B \U00010000.",
		"quotations":         "> The committee met twice in May. It decided nothing, and said so.\n>\n> — passage: " + strings.Repeat("a1", 16) + "\n\nand words in a sentence.",
		"quotation-long":     "> " + strings.Repeat(sentence, 40) + "\n>\n> — The Daily, 3 May 2024",
		"images": "# Pictures\n\n::: image\n![Bars that rise](plain.png)\nGrowth, *adjusted* {#growth}\n:::\n\n" +
			"![A shade](seen-through.png)\n\n![A tower](tall.png \"As tall as a page\")\n\n![Grey](grey.png)\n\n![A photograph](photo.jpg)\n\n![Grey again](grey.jpeg)\n\n" +
			"![The bars again](plain.png)\n\n" + paragraph,
		"images-decorative":   "::: image\n![](grey.png \"decorative\")\nOnly for looks\n:::\n\n" + paragraph + "\n\n::: image\n![](plain.png \"decorative\")\n:::",
		"contents":            "::: contents\n:::\n\n# One *and* [a link](https://example.org)\n\nText.\n\n## " + sentence + "\n\nText.\n\n#### Four\n\nText.\n\n# One *and* a link\n\n" + strings.Repeat(paragraph+"\n\n", 12) + "# Last",
		"contents-alone":      "::: contents\n:::",
		"contents-over-pages": "::: contents\n:::\n\n" + strings.Repeat("# "+sentence+"\n\nText.\n\n", 60),
		"references": "# Start\n\nSee [the costs](#costs), [](#costs), [](#end \"page\"), [](#end), [](#growth \"page\") and **[](#growth)**; [nothing](#nowhere), [](#nowhere).\n\n" +
			"- in a list: [](#start)\n\n| Here | There |\n|---|---|\n| [](#costs) | [x](#end) |\n\n" + strings.Repeat(paragraph+"\n\n", 9) + "Table: Costs {#costs}\n\n" + table + "| A | early | 12 |\n\n" +
			"![Bars](plain.png \"Growth {#growth}\")\n\n" + strings.Repeat(paragraph+"\n\n", 9) + "# End\n\nA paragraph. {#p}\n\nSee [it](#p).",
		"page-breaks": "One.\n\n::: pagebreak\n:::\n\nTwo.",
		"long":        long.String(),
	}
}

// allKinds is a body with a block of each kind.
var allKinds = strings.Join([]string{
	varied()["quotations"], varied()["table"], varied()["list-nested"], "- [x] done\n- [ ] to do", "Table: Costs\n\n" + varied()["table-over-pages"],
	varied()["code"], varied()["images"], "::: contents\n:::", varied()["references"],
}, "\n\n")

// TestStandards exports briefings of all kinds. With BRIEFDESK_PDFS it leaves
// them in that folder, for a validator: see “make verapdf”.
func TestStandards(t *testing.T) {
	e := newExporter(t)
	_, sources := rich(t)
	out := os.Getenv("BRIEFDESK_PDFS")
	for name, body := range varied() {
		if testing.Short() || out == "" && name == "long" {
			continue
		}
		for profile, marking := range map[string]string{"none": "", "tlp": "TLP:AMBER", "uk": "OFFICIAL-SENSITIVE"} {
			language := "en-GB"
			if name == "urdu" && profile == "tlp" {
				language = "ur"
			}
			front := fmt.Sprintf("---\ntitle: The note “%s”\nprofile: %s\nmarking: %q\nto: The Minister\nlanguage: %s\n---\n\n", name, profile, marking, language)
			b, _, err := markdown.Read(front+body, e.Profiles, sources)
			must(t, err)
			b.ID = briefing.NewID()
			illustrate(t, &b)
			file := name + "-" + profile + ".pdf"
			opts := export.Options{Paper: layout.A4, AttachSources: profile == "uk"}
			if opts.AttachSources {
				file = name + "-attached.pdf"
			}
			report, err := e.Export(b, sources, file, opts)
			must(t, err)
			for _, v := range pdftest.Violations(report.Files[0].Data) {
				t.Errorf("%s: %s", file, v)
			}
			if report.Pages == 0 {
				t.Errorf("%s has no pages", file)
			}
			if out != "" {
				must(t, os.WriteFile(filepath.Join(out, file), report.Files[0].Data, 0o644))
			}
		}
	}
}

// TestStandardsOfTemplates exports a note in each page style, whole, stamped
// and with its receipt.
func TestStandardsOfTemplates(t *testing.T) {
	e := newExporter(t)
	_, sources := rich(t)
	out := os.Getenv("BRIEFDESK_PDFS")
	body := "# Issue\n\nWhether to go on.\n\n# Bottom line\n\nIt is likely.\n\n# In brief\n\nLittle.\n\n# Recommendation\n\nThat you:\n\n1. **agree**;\n2. **note**.\n\n" +
		"## A subheading\n\n" + allKinds
	unproved := "\n\n> Words of nobody.\n>\n> — passage: " + strings.Repeat("ff", 16) + "\n"
	for _, template := range layout.Templates() {
		if testing.Short() {
			continue
		}
		for name, c := range map[string]struct {
			body, language string
			opts           export.Options
		}{
			"whole":   {body, "en-GB", export.Options{}},
			"french":  {body, "fr", export.Options{Paper: layout.Letter}},
			"urdu":    {body, "ur", export.Options{}},
			"record":  {body, "en-GB", export.Options{Copy: manuscript.Copy{Form: manuscript.RecordCopy, Number: 3, Of: 12}}},
			"reader":  {body, "ur", export.Options{Copy: manuscript.Copy{Form: manuscript.ReaderCopy}}},
			"dated":   {body, "de", export.Options{Citations: briefing.CiteAuthorDate}},
			"stamped": {body + unproved, "en-GB", export.Options{Unverified: export.Stamp, Receipt: export.Annex}},
			"large":   {body, "en-GB", export.Options{Look: layout.Look{Type: layout.LargeType, Monochrome: true}, Copy: manuscript.Copy{Form: manuscript.RecordCopy}}},
		} {
			front := fmt.Sprintf("---\ntitle: The note as a %s\ntemplate: %s\nprofile: tlp\nmarking: TLP:AMBER\nto: The Minister\nfrom: The Director\ndate: 2025-09-22\n"+
				"reference: R 1\ndraft: 2\nlanguage: %s\nscale: phia\nfields:\n  office: The Office\n  second office: Le bureau\n  bluf: It is likely.\n  copy: 3 of 12\n"+
				"  action: For decision\n  hour: \"07:40\"\n  number: 184\n  contact: The desk\n  annexes: A\n  attachments: Tab A\n  drafter: The desk\n  copies: One; two; three\n---\n\n", template, template, c.language)
			b, _, err := markdown.Read(front+c.body, e.Profiles, sources)
			must(t, err)
			b.ID = briefing.NewID()
			illustrate(t, &b)
			file := template + "-" + name + ".pdf"
			report, err := e.Export(b, sources, file, c.opts)
			must(t, err)
			for _, v := range pdftest.Violations(report.Files[0].Data) {
				t.Errorf("%s: %s", file, v)
			}
			if report.Pages == 0 {
				t.Errorf("%s has no pages", file)
			}
			if out != "" {
				must(t, os.WriteFile(filepath.Join(out, file), report.Files[0].Data, 0o644))
			}
		}
	}
}

// TestStandardsOfWrittenNotes exports the notes of testdata/templates for the
// record.
func TestStandardsOfWrittenNotes(t *testing.T) {
	e := newExporter(t)
	out := os.Getenv("BRIEFDESK_PDFS")
	for _, template := range append(layout.Templates(), "urdu") {
		if testing.Short() {
			continue
		}
		b, sources := written(t, e, template)
		file := template + "-written.pdf"
		report, err := e.Export(b, sources, file, export.Options{Copy: manuscript.Copy{Form: manuscript.RecordCopy}})
		must(t, err)
		for _, v := range pdftest.Violations(report.Files[0].Data) {
			t.Errorf("%s: %s", file, v)
		}
		if out != "" {
			must(t, os.WriteFile(filepath.Join(out, file), report.Files[0].Data, 0o644))
		}
	}
}
