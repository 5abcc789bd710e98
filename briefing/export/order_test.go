package export_test

import (
	"cmp"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// printedNote is a note that goes out as pages and to Word, and how.
type printedNote struct {
	wordNote
	opts export.Options
}

// printedNotes are those of wordNotes; every form in the languages of labels; the ways
// to cite; copies for readers, for the record, and numbered; other markings, and a draft.
func printedNotes(t *testing.T, e *export.Exporter) []printedNote {
	t.Helper()
	var notes []printedNote
	add := func(name string, b briefing.Briefing, sources briefing.Sources, opts export.Options) {
		opts.Unverified = export.Stamp
		notes = append(notes, printedNote{wordNote{name, b, sources}, opts})
	}
	for _, n := range wordNotes(t, e) {
		if n.name != "table-long-cells" && n.name != "urdu" { // a row that is taller than a page ends elsewhere on each
			add(n.name, n.b, n.sources, export.Options{})
		}
	}
	for _, form := range layout.Templates() {
		for _, language := range []string{"fr", "de", "es"} {
			b, sources := written(t, e, form)
			b.Language = language
			add(form+"-"+language, b, sources, export.Options{})
		}
	}
	for _, how := range []briefing.CitationStyle{briefing.CiteFootnotes, briefing.CiteEndnotes, briefing.CiteAuthorDate, briefing.CiteSourceRecord} {
		b, sources := written(t, e, "briefing-note")
		b.Citations = how
		add("cited-"+string(how), b, sources, export.Options{})
	}
	for name, c := range map[string]manuscript.Copy{
		"reader": {Form: manuscript.ReaderCopy}, "record": {Form: manuscript.RecordCopy}, "numbered": {Number: 3, Of: 12, Addressee: "A. Winter"},
	} {
		for _, form := range []string{"briefing-note", "cabinet-paper", "bluf"} {
			b, sources := written(t, e, form)
			add(name+"-"+form, b, sources, export.Options{Copy: c})
		}
	}
	for profile, mark := range map[string]briefing.Marking{"cui-isoo": "CUI", "nato": "NATO RESTRICTED", "canada": "PROTECTED A", "none": ""} {
		b, sources := written(t, e, "blank")
		b.Profile, b.Marking = profile, mark
		for i := range b.Blocks {
			b.Blocks[i].Portion = ""
		}
		add("marked-"+profile, b, sources, export.Options{})
	}
	b, sources := written(t, e, "uk-submission")
	b.Draft = "2"
	add("draft", b, sources, export.Options{})
	return notes
}

// TestLibreOfficePrintsTheSameWords has the office suite that BRIEFDESK_OFFICE names
// print each note's Word document, and holds the words of its PDF against those of ours:
// they must be the same in the same order. A PDF has no certain spaces, so what is
// compared are the letters, in Unicode's compatibility form. But for these, nothing may
// differ:
//
//   - what stands in the margins at the head and the foot of pages is left out, by its
//     place, and so are the heads of tables that come again on further pages;
//   - soft hyphens are left out;
//   - notes that are marked are taken out of both, and so is the heading above endnotes,
//     which Word puts at the end: each must be there whole, in the order of its number;
//     so is the box at the foot of the first page, which is in Word's first footer;
//   - the numbers of pages in a table of contents and in references to pages count
//     as the same, and the leaders before them, and lines to sign on, as nothing;
//   - the signs that pages draw, such as ticks and boxes, count as nothing, and so do
//     the words of a cell of which a page draws a sign.
//
// Words in Arabic script are not tried: they come out of a PDF in an order that depends on
// what was drawn and where lines end.
func TestLibreOfficePrintsTheSameWords(t *testing.T) {
	office := os.Getenv("BRIEFDESK_OFFICE")
	if office == "" {
		t.Skip("BRIEFDESK_OFFICE names no office suite")
	}
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	e := newExporter(t)
	notes, dir := printedNotes(t, e), cmp.Or(os.Getenv("BRIEFDESK_ORDER"), t.TempDir())
	ours := map[string][]byte{}
	args := []string{"--headless", "--norestore", "-env:UserInstallation=file://" + t.TempDir(), "--convert-to", "pdf", "--outdir", dir}
	for _, n := range notes {
		for _, ext := range []string{".docx", ".pdf"} {
			report, err := e.Export(n.b, n.sources, n.name+ext, n.opts)
			if err != nil {
				t.Fatalf("%s: %v", n.name, err)
			}
			if data := report.Files[0].Data; ext == ".pdf" {
				ours[n.name] = data
			} else {
				path := filepath.Join(dir, n.name+ext)
				must(t, os.WriteFile(path, data, 0o600))
				args = append(args, path)
			}
		}
	}
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", office, err, out)
	}
	same := 0
	for _, n := range notes {
		theirs, err := os.ReadFile(filepath.Join(dir, n.name+".pdf"))
		must(t, err)
		p, err := e.Prepare(n.b, n.sources, n.opts)
		must(t, err)
		c := printed{t: t, tool: tool, name: n.name, Prepared: p}
		if c.compare(ours[n.name], theirs) {
			same++
		}
	}
	t.Logf("%d of %d notes hold the same words in the same order", same, len(notes))
}

// printed is a note whose two PDFs are compared.
type printed struct {
	export.Prepared
	t          *testing.T
	tool, name string
}

func (p printed) compare(ours, theirs []byte) bool {
	a, notesA := p.withoutNotes(p.words(ours))
	b, notesB := p.withoutNotes(p.words(theirs))
	a, foot := p.withoutFoot(a)
	if whole := letters(norm.NFKC.String(strings.Join(p.read(theirs), ""))); !strings.Contains(whole, foot) {
		p.t.Errorf("%s: Word's first footer lacks %q", p.name, foot)
		return false
	}
	if !slices.Equal(notesA, notesB) || len(notesA) < p.marked() {
		p.t.Errorf("%s: the notes are %q, in Word %q, and %d are marked", p.name, notesA, notesB, p.marked())
		return false
	}
	if a != b {
		p.t.Errorf("%s: %s", p.name, difference(a, b))
		return false
	}
	return true
}

// read reads the pages of a PDF in the order of their content, or a part of each.
func (p printed) read(pdf []byte, flags ...string) []string {
	return pdftotext(p.t, p.tool, pdf, append([]string{"-raw", "-r", "72"}, flags...)...)
}

// between reads what stands between two heights of each page.
func (p printed) between(pdf []byte, top, bottom layout.Pt) []string {
	return p.read(pdf, "-x", "0", "-y", strconv.Itoa(int(top)), "-W", "2000", "-H", strconv.Itoa(int(bottom-top)))
}

// marked is how many notes have their mark in the text.
func (p printed) marked() int {
	if p.sheet().Tabbed {
		return 0
	}
	return len(p.Manuscript.Notes)
}

func (p printed) sheet() layout.Sheet {
	return layout.SheetOf(p.Manuscript, p.Document.Pages[0].Size, layout.Look{})
}

// difference shows where two texts part.
func difference(a, b string) string {
	x, y := []rune(a), []rune(b)
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	around := func(s []rune) string { return string(s[max(i-40, 0):min(i+60, len(s))]) }
	return fmt.Sprintf("the pages say\n%q, Word\n%q", around(x), around(y))
}

var (
	leaders = regexp.MustCompile(`\.{4,}|_{3,}`)
	signs   = strings.NewReplacer("☐", "", "☑", "", "✓", "", "✗", "")
)

// areas are the text areas of a PDF's pages. A page of endnotes alone has no head.
func (p printed) areas(pdf []byte) string {
	size, sheet := p.Document.Pages[0].Size, p.sheet()
	notes := ""
	for _, n := range p.Manuscript.Notes {
		notes += said(n.Text)
	}
	top, bottom := sheet.Top-2, size.H-sheet.Bottom+4
	heads, whole := p.between(pdf, 0, top), p.read(pdf)
	var all strings.Builder
	for i, page := range p.between(pdf, top, bottom) {
		if head := strings.TrimLeft(letters(norm.NFKC.String(heads[i])), "[0123456789] "); head != "" && strings.Contains(notes, head) {
			page = whole[i]
		}
		all.WriteString(page)
	}
	return all.String()
}

// words are the letters of the text areas of a PDF's pages, normalised.
func (p printed) words(pdf []byte) string {
	text := signs.Replace(letters(leaders.ReplaceAllString(norm.NFKC.String(p.areas(pdf)), "")))
	for _, b := range slices.Concat(p.Manuscript.Blocks, p.Manuscript.Annex) {
		switch b := b.(type) {
		case manuscript.Table:
			text = withoutSigns(p.onceOnly(text, b), b)
		case manuscript.Contents:
			at := 0
			for _, entry := range b.Entries {
				text, at = masked(text, at, said(entry.Text))
			}
		}
	}
	return pageReferences(text, p.Manuscript.Blocks, p.Manuscript.Language)
}

// said are the letters of runs.
func said(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(r.Text)
	}
	return letters(norm.NFKC.String(s.String()))
}

// onceOnly leaves out the heads of a table that come again.
func (p printed) onceOnly(text string, t manuscript.Table) string {
	head := ""
	for _, cell := range t.Head {
		head += said(cell)
	}
	at := strings.Index(text, head)
	if at < 0 || head == "" {
		return text
	}
	at += len(head)
	again := strings.ReplaceAll(text[at:], letters(manuscript.Say(p.Manuscript.Language, "(continued)")), "")
	return text[:at] + strings.ReplaceAll(again, head, "")
}

// withoutSigns leaves out the words of cells that pages show as a sign.
func withoutSigns(text string, t manuscript.Table) string {
	for _, row := range t.Rows {
		before := ""
		for _, cell := range row {
			if len(cell) == 1 && cell[0].Sign != manuscript.NoSign {
				text = strings.Replace(text, before+said(cell), before, 1)
				continue
			}
			before += said(cell)
		}
	}
	return text
}

// masked hides the number of a page after the words of an entry, and where these end in
// stops, the stops: they cannot be told from a leader. It says how far it has come.
func masked(text string, from int, entry string) (string, int) {
	entry = strings.TrimRight(entry, ".")
	at := strings.Index(text[from:], entry)
	if at < 0 {
		return text, from
	}
	at += from + len(entry)
	return text[:at] + "#" + strings.TrimLeft(text[at:], ".0123456789"), at + 1
}

// pageReferences hides the numbers of pages that blocks refer to.
func pageReferences(text string, blocks []manuscript.Block, language string) string {
	for _, b := range blocks {
		var runs []manuscript.Run
		switch b := b.(type) {
		case manuscript.Paragraph:
			runs = b.Text
		case manuscript.List:
			for _, item := range b.Items {
				text = pageReferences(text, item, language)
			}
		}
		for i, r := range runs {
			if r.Page {
				text, _ = masked(text, 0, said(runs[:i])+letters(manuscript.Say(language, "page")))
			}
		}
	}
	return text
}

// withoutNotes takes the notes that are marked out of a text, in their order.
func (p printed) withoutNotes(text string) (string, []string) {
	if p.marked() == 0 {
		return text, nil
	}
	var found []string
	first := -1
	for _, n := range p.Manuscript.Notes {
		note := said(n.Text)
		for _, label := range []string{"[" + strconv.Itoa(n.Number) + "]", strconv.Itoa(n.Number), manuscript.Figures(p.Manuscript.Language, strconv.Itoa(n.Number))} {
			if at := strings.LastIndex(text, label+note); at >= 0 {
				text = text[:at] + text[at+len(label+note):]
				found = append(found, strconv.Itoa(n.Number))
				if first < 0 {
					first = at
				}
				break
			}
		}
	}
	if p.sheet().Bracketed && first >= 0 {
		text = strings.TrimSuffix(text[:first], letters(manuscript.Say(p.Manuscript.Language, "Sources"))) + text[first:]
	}
	return text, found
}

// withoutFoot takes the box at the foot of the first page out of a text.
func (p printed) withoutFoot(text string) (rest, foot string) {
	for _, row := range p.Document.Frame.FirstFoot {
		foot += letters(norm.NFKC.String(row.Label)) + ":" + said(row.Text)
	}
	if at := strings.Index(text, foot); at >= 0 {
		return text[:at] + text[at+len(foot):], foot
	}
	return text, foot
}
