package export_test

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// listHeading stands above the list of sources.
const listHeading = "What was read"

// citing draws a note that quotes and cites the sources of the rich note at random,
// and has a list of them now and then.
func citing(t *rapid.T, sources briefing.Sources) briefing.Briefing {
	var ids []briefing.ID
	for id := range sources {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b briefing.ID) int { return strings.Compare(a.String(), b.String()) })
	passage := rapid.SampledFrom(ids)
	b := briefing.Briefing{Title: "Talks", Date: "2025-09-22", Template: rapid.SampledFrom([]string{"", "uk-submission", "bluf", "cabinet-paper"}).Draw(t, "template")}
	word := func() string {
		return rapid.SampledFrom([]string{"Ships", "Talks", "Dues", "The harbour", "They"}).Draw(t, "word") + " matter" + strconv.Itoa(len(b.Blocks))
	}
	cite := func() string { return "[@" + passage.Draw(t, "passage").String() + "]" }
	for range rapid.IntRange(2, 8).Draw(t, "blocks") {
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: word()})
		case 1, 2:
			q := briefing.Quotation{Passage: passage.Draw(t, "passage")}
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: q})
		case 3:
			text := word() + " " + cite() + ", and more" + cite() + ". " + word() + "." + cite()
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: text})
		case 4:
			q := briefing.Quotation{Kind: briefing.PassageParaphrase, Passage: passage.Draw(t, "passage"), Words: word() + "."}
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: q})
		case 5:
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: "- " + word() + "\n- " + word() + " " + cite()})
		}
	}
	if rapid.Bool().Draw(t, "listed") {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: listHeading}, briefing.Block{Kind: briefing.BlockSources})
	}
	return b
}

// TestReaderAndRecordCopiesAgree: without marks of notes and lists of sources, the
// body of both is one, in Markdown and on the page, and the numbers are the same.
func TestReaderAndRecordCopiesAgree(t *testing.T) {
	_, sources := rich(t)
	e := newExporter(t)
	rapid.Check(t, func(t *rapid.T) {
		b := citing(t, sources)
		var flowing, paged [2]string
		for i, form := range []manuscript.CopyForm{manuscript.ReaderCopy, manuscript.RecordCopy} {
			opts := export.Options{Copy: manuscript.Copy{Form: form}}
			report, err := e.Export(b, sources, "a.md", opts)
			if err != nil {
				t.Fatal(err)
			}
			p, err := e.Prepare(b, sources, opts)
			if err != nil {
				t.Fatal(err)
			}
			text := string(report.Files[0].Data)
			switch {
			case form == manuscript.RecordCopy:
				holdNumbers(t, p, text)
			case len(p.Manuscript.Notes)+len(p.Manuscript.Annex) > 0 || noteMark.MatchString(text):
				t.Fatalf("the reader copy has citations:\n%s", text)
			}
			flowing[i], paged[i] = bodyOf(text), bodyOnPages(b, p)
		}
		if flowing[0] == "" || paged[0] == "" {
			t.Fatal("a copy has no body")
		}
		if flowing[0] != flowing[1] {
			t.Errorf("in Markdown the reader copy has\n%s\nthe record\n%s", flowing[0], flowing[1])
		}
		if paged[0] != paged[1] {
			t.Errorf("on the page the reader copy has\n%s\nthe record\n%s", paged[0], paged[1])
		}
	})
}

var noteMark = regexp.MustCompile(`\[\^(\d+)\]`)

// holdNumbers holds the numbers of notes in Markdown and on pages against those of
// the manuscript.
func holdNumbers(t *rapid.T, p export.Prepared, text string) {
	var want, marked, listed, onPages []string
	for _, n := range p.Manuscript.Notes {
		want = append(want, strconv.Itoa(n.Number))
	}
	for _, m := range noteMark.FindAllStringSubmatch(text, -1) {
		if strings.Contains(text, "\n"+m[0]+": ") && !slices.Contains(marked, m[1]) {
			marked = append(marked, m[1])
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^\[\^(\d+)\]: `).FindAllStringSubmatch(text, -1) {
		listed = append(listed, m[1])
	}
	for _, t := range textsOf(p) {
		if isWithin(p.Document, t.Tag, layout.RoleReference) {
			if number := strings.Trim(t.Words, "[]\u00a0 "); !slices.Contains(onPages, number) {
				onPages = append(onPages, number)
			}
		}
	}
	if !slices.Equal(marked, want) || !slices.Equal(listed, want) || !slices.Equal(onPages, want) {
		t.Fatalf("notes %q are marked %q and listed %q in Markdown, and marked %q on the pages", want, marked, listed, onPages)
	}
}

// bodyOf is the body of a note in Markdown without citations.
func bodyOf(text string) string {
	text, _, _ = strings.Cut(text, "\n## Sources, grades")
	var kept []string
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "[^"), strings.HasPrefix(line, "Source disclaimer:"), strings.Contains(line, "Cited in note"):
		default:
			kept = append(kept, line)
		}
	}
	return tight(noteMark.ReplaceAllString(strings.Join(kept, ""), ""))
}

// tight is a text without what a mark leaves behind: spaces before signs, and at
// the ends of lines; and without the heading of an empty section.
func tight(text string) string {
	text = regexp.MustCompile(`[ \x{a0}]+([.,\n]|$)`).ReplaceAllString(text, "$1")
	text = regexp.MustCompile(`\n{2,}`).ReplaceAllString(text, "\n")
	return strings.TrimSpace(strings.Replace(text, "\n## "+listHeading, "", 1))
}

// bodyOnPages are the words of each block of a note as the pages show them, without
// marks, notes, source lines and lists of sources.
func bodyOnPages(b briefing.Briefing, p export.Prepared) string {
	words := make([]string, len(b.Blocks)+1)
	for _, t := range textsOf(p) {
		if t.Block == 0 || isWithin(p.Document, t.Tag, layout.RoleReference) || isWithin(p.Document, t.Tag, layout.RoleNote) {
			continue
		}
		bl := b.Blocks[t.Block-1]
		isSourceLine := bl.Kind == briefing.BlockQuotation && bl.Quotation.IsDirect() && t.Quotation == 0
		if !isSourceLine && bl.Kind != briefing.BlockSources && bl.Text != listHeading {
			words[t.Block] += strings.ReplaceAll(t.Words, "\u00ad", "")
		}
	}
	return tight(strings.Join(words, "\n"))
}

func textsOf(p export.Prepared) []layout.Text {
	var texts []layout.Text
	for _, page := range p.Document.Pages {
		for _, it := range page.Items {
			if t, ok := it.(layout.Text); ok {
				texts = append(texts, t)
			}
		}
	}
	return texts
}

// isWithin reports whether a mark is part of an element of a role.
func isWithin(doc layout.Document, tag int, role layout.Role) bool {
	for ; tag > 0; tag = doc.Structure[tag].Parent {
		if doc.Structure[tag].Role == role {
			return true
		}
	}
	return false
}

// TestSourceReferencesAreDemanded: under ICD 206 a quotation that names no passage
// is refused, or the note is stamped.
func TestSourceReferencesAreDemanded(t *testing.T) {
	b, sources := rich(t)
	e := newExporter(t)
	opts := export.Options{Citations: briefing.CiteSourceRecord}
	_, err := e.Export(b, sources, "a.txt", opts)
	unproved, ok := errors.AsType[*export.UnprovedError](err)
	if !ok || !strings.Contains(unproved.Findings[0].Message, "ICD 206") {
		t.Errorf("refused as %v", err)
	}
	opts.Unverified = export.Stamp
	report, err := e.Export(b, sources, "a.txt", opts)
	must(t, err)
	if !strings.HasSuffix(string(report.Files[0].Data), manuscript.Unverified+"\n\nTLP:AMBER\n") {
		t.Errorf("the note is not stamped:\n%s", report.Files[0].Data)
	}
}
