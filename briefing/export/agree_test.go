package export_test

import (
	"bytes"
	"cmp"
	"fmt"
	"math/rand/v2"
	"net/mail"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pdf/pdftest"
)

// The first and the last words of the text of a composed note.
const (
	textOpens  = "Here it opens."
	textCloses = "Here it closes."
)

// composed is a note with all that has a number, in any form, language and copy, for
// a recipient who may have all of it or not.
func composed(t *testing.T, seed uint64, e *export.Exporter) (briefing.Briefing, briefing.Sources, export.Options) {
	t.Helper()
	s := &secretNote{random: rand.New(rand.NewPCG(seed, 11)), sources: briefing.Sources{}, words: make([][]string, 1)}
	n := s.random.IntN
	ladders := []struct {
		profile string
		marks   []briefing.Marking
		ceiling briefing.Marking // of a recipient who may not have all
	}{
		{"none", []briefing.Marking{""}, ""},
		{"tlp", []briefing.Marking{"TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:RED"}, "TLP:GREEN"},
		{"us", []briefing.Marking{"U", "S//REL TO USA, GBR", "S//NF", "TS"}, "SECRET//REL TO USA, GBR"},
		{"uk", []briefing.Marking{"OFFICIAL", "OFFICIAL-SENSITIVE"}, "OFFICIAL"},
	}
	ladder := ladders[n(len(ladders))]
	mark := func() briefing.Marking {
		if n(3) > 0 {
			return ""
		}
		return ladder.marks[n(len(ladder.marks))]
	}
	var passages []briefing.ID
	for range 2 + n(3) {
		passages = append(passages, s.passage(t))
	}
	for _, id := range passages[1:] { // two may share a disclaimer
		if src := s.sources[id]; n(3) == 0 {
			src.Article.Notices = s.sources[passages[0]].Article.Notices
			s.sources[id] = src
		}
	}
	cite := func() string { return "[@" + passages[n(len(passages))].String() + "]" }
	var labels []string
	label := func() string {
		labels = append(labels, "place"+strconv.Itoa(len(labels)))
		return " {#" + labels[len(labels)-1] + "}"
	}
	b := briefing.Briefing{
		Title: "Of the harbour", To: "The Minister", Date: "2026-03-17", Profile: ladder.profile, Scale: "icd203",
		Template: e.Templates[n(len(e.Templates))].Name, Language: []string{"en-GB", "fr", "de", "es", "ur"}[n(5)],
	}
	text := func(portion briefing.Marking, format string, args ...any) {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Portion: portion, Text: fmt.Sprintf(format, args...)})
	}
	text("", textOpens)
	w := s.invent
	for range 6 + n(10) {
		switch n(13) {
		case 0, 1:
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockHeading, Portion: mark(), Level: 1 + n(3), Text: "On " + w() + label()})
		case 2:
			text(mark(), "Of %s it is said.%s As for %s%s, see [](#any). %s.%s", w(), cite(), w(), cite(), w(), label())
		case 3:
			text(mark(), "%s and [](#any) agree with *%s*.%s%s", w(), w(), cite(), label())
		case 4:
			text("", "1. first %s\n2. second %s%s\n   1. inner %s\n   2. other\n3. third [](#any)", w(), w(), cite(), w())
		case 5:
			text("", "- one %s%s\n- two\n  - nested %s", w(), cite(), w())
		case 6:
			text(mark(), "Table: Of %s%s\n\n| %s | b |\n|---|---|\n| c%s | %s [](#any) |", w(), label(), w(), cite(), w())
		case 7:
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockDisclaimer, Text: "Disclaimed " + w() + "."})
		case 8:
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Portion: mark(), Quotation: briefing.Quotation{Kind: briefing.PassageParaphrase, Passage: passages[n(len(passages))], Words: "They hold " + w() + " dear."}})
		case 9, 10:
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Portion: mark(), Quotation: briefing.Quotation{Passage: passages[n(len(passages))]}})
		case 11:
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockImage, Portion: mark(), Text: "Plan of " + w() + label(), Image: s.picture(t)})
		case 12:
			text("", "***")
		}
	}
	for i, bl := range b.Blocks {
		for len(labels) > 0 && strings.Contains(bl.Text, "#any") {
			bl.Text = strings.Replace(bl.Text, "#any", "#"+labels[n(len(labels))], 1)
		}
		b.Blocks[i].Text = strings.ReplaceAll(bl.Text, "[](#any)", "it")
	}
	if n(3) == 0 {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockSources})
	}
	text("", textCloses)
	copies := []manuscript.CopyForm{manuscript.WorkingCopy, manuscript.ReaderCopy, manuscript.RecordCopy}
	opts := export.Options{
		Copy:      manuscript.Copy{Form: copies[n(3)], Number: n(2), Of: 3},
		Citations: append(briefing.CitationStyles(), briefing.CiteAsTemplate)[n(5)],
	}
	if n(3) == 0 {
		opts.For = ladder.ceiling
	}
	return b, s.sources, opts
}

// inText are the lines between the words that open a composed note and those that
// close it, and what follows.
func (r reading) inText() (text, after []string) {
	opens := slices.IndexFunc(r.lines, func(l string) bool { return strings.HasSuffix(l, textOpens) })
	closes := slices.IndexFunc(r.lines, func(l string) bool { return strings.HasSuffix(l, textCloses) })
	if opens < 0 || closes < opens {
		return nil, r.lines
	}
	return r.lines[opens : closes+1], r.lines[closes+1:]
}

// kinds are those of articles, which stand in a box, or in brackets.
var kinds = regexp.MustCompile(`^\[([\p{Lu}\p{Arabic}]+)\]`)

var noteMarks = regexp.MustCompile(`⟦(.*?)⟧`)

// ascii are figures as they are counted.
var ascii = strings.NewReplacer("۰", "0", "۱", "1", "۲", "2", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9")

// agreed is what all formats must say alike of a note, by what it is.
func (r reading) agreed(m manuscript.Manuscript, sources []string) map[string][]string {
	say := func(english string) string { return manuscript.Say(m.Language, english) }
	text, after := r.inText()
	a := map[string][]string{"notes": r.notes}
	image := strings.NewReplacer("["+say("Image")+": ", "[Image: ")
	for _, l := range text {
		for _, mark := range noteMarks.FindAllStringSubmatch(l, -1) {
			a["marks"] = append(a["marks"], mark[1])
		}
		l = strings.TrimSpace(strings.TrimPrefix(noteMarks.ReplaceAllString(l, ""), "— "))
		if !slices.Contains(sources, l) { // pages may leave them to the notes
			a["words"] = append(a["words"], strings.Fields(kinds.ReplaceAllString(image.Replace(l), "$1"))...)
		}
	}
	for len(after) > 0 && slices.Contains([]string{string(m.Banner.Mark), m.Stamp, say("Sources")}, after[len(after)-1]) {
		after = after[:len(after)-1] // below the text, and above the notes of Word
	}
	if i := slices.Index(after, say("Sources, grades and verification")); i >= 0 {
		a["annex"] = strings.Fields(strings.Join(after[i:], " "))
		after = after[:i]
	}
	for _, l := range after {
		for _, label := range []string{"Source disclaimer", "Disclaimer", "Verification"} {
			if strings.HasPrefix(l, say(label)+": ") {
				a["end"] = append(a["end"], l)
			}
		}
	}
	for what, said := range a {
		for i, s := range said {
			if what == "marks" || what == "notes" || strings.HasPrefix(s, "#") { // readers count in their own way
				said[i] = ascii.Replace(s)
			}
		}
	}
	return a
}

// TestFormatsAgree exports notes of all forms in every format, reads each with a
// reader of its own, and holds all against what the pages of the PDF say: words and
// numbers of the text, marks of notes, the notes, what stands at the end, the annex,
// and the banner. BRIEFDESK_AGREED says how many notes are tried.
func TestFormatsAgree(t *testing.T) {
	e := newExporter(t)
	times, err := strconv.ParseUint(cmp.Or(os.Getenv("BRIEFDESK_AGREED"), "100"), 10, 64)
	must(t, err)
	kinds := []string{"words", "marks", "notes", "end", "annex"}
	said := map[string]int{}
	for seed := range times {
		b, sources, opts := composed(t, seed, e)
		prepared, err := e.Prepare(b, sources, opts)
		must(t, err)
		note := fmt.Sprintf("note %d (%s, %s, copy %q, citations %q)", seed, b.Template, b.Language, opts.Copy.Form, opts.Citations)
		readings := map[string]reading{}
		for _, ext := range []string{".pdf", ".docx", ".html", ".md", ".txt", ".eml"} {
			report, err := e.Export(b, sources, "note"+ext, opts)
			must(t, err)
			for name, r := range readingOf(t, ext, report.Files[0].Data) {
				readings[name] = r
			}
			holdBanner(t, note, report.Files[0], prepared)
		}
		below := readings["text"].sources
		want := readings["PDF"].agreed(prepared.Manuscript, below)
		for name, r := range readings {
			got := r.agreed(prepared.Manuscript, below)
			for _, what := range kinds {
				said[what] += len(got[what])
				if what == "marks" && isUnmarked(b, opts) && len(want[what]) == 0 {
					continue
				}
				if i := differ(got[what], want[what]); i >= 0 {
					t.Errorf("%s: the %s in %s have %q, and in the PDF %q", note, what, name, from(got[what], i), from(want[what], i))
				}
			}
		}
	}
	for _, what := range kinds {
		if said[what] == 0 {
			t.Errorf("no note has any %s", what)
		}
	}
}

// isUnmarked reports whether the pages of a note have no marks of notes: the memos
// have their sources at a tab.
func isUnmarked(b briefing.Briefing, opts export.Options) bool {
	return strings.HasPrefix(b.Template, "us-") && opts.Citations != briefing.CiteFootnotes && opts.Citations != briefing.CiteEndnotes
}

// holdBanner looks for the banner where each format has it: on every page, in each
// header and footer, before the text and after it, in the subject of a mail.
func holdBanner(t *testing.T, note string, f export.File, p export.Prepared) {
	t.Helper()
	mark := string(p.Manuscript.Banner.Mark)
	if mark == "" {
		return
	}
	holds := func(where, text string, times int) {
		t.Helper()
		if n := strings.Count(strings.Join(strings.Fields(text), " "), mark); n < times {
			t.Errorf("%s: %s has the marking %s %d times, and should %d", note, where, mark, n, times)
		}
	}
	ends := 2 // of a page
	if p.Manuscript.Banner.HeadOnly {
		ends = 1
	}
	switch ext := filepath.Ext(f.Name); ext {
	case ".pdf":
		shown, err := pdftest.Texts(f.Data)
		must(t, err)
		pages := make([]strings.Builder, p.Pages)
		for _, s := range shown {
			pages[s.Page].WriteString(s.Text)
		}
		for i := range pages {
			holds(fmt.Sprintf("page %d", i+1), pages[i].String(), ends)
		}
	case ".docx":
		for name, part := range unzipped(t, f.Data) {
			if strings.HasPrefix(name, "word/header") || ends > 1 && strings.HasPrefix(name, "word/footer") {
				holds(name, parseXML(t, name, part).content(), 1)
			}
		}
	case ".eml":
		m, err := mail.ReadMessage(bytes.NewReader(f.Data))
		must(t, err)
		holds("the subject", m.Header.Get("Subject"), 1)
	default:
		holds("the file in "+ext, string(f.Data), ends)
	}
}

// differ is where two lists differ, or -1.
func differ(a, b []string) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

// from is a stretch of a list for people to look at.
func from(list []string, i int) string {
	return strings.Join(list[max(i-2, 0):min(i+8, len(list))], " ")
}
