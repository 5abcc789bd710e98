package export_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/export"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
)

// edited is a Word document with its main part changed.
func edited(t testing.TB, data []byte, change func(string) string) []byte {
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
			t.Errorf("%s: block %d: %s", n.name, f.Block, f.Message)
		}
	}
}

// TestCopiesComeBackUnchanged: whatever copy of a note was made, its key says how, and
// nothing that it has otherwise than the note is taken for a change.
func TestCopiesComeBackUnchanged(t *testing.T) {
	e := newExporter(t)
	n := drafts(t, e)[9] // with a profile
	n.b.Title, n.b.Distribution = "(TLP:GREEN) "+n.b.Title, []string{"The Minister", "The Director"}
	copies := map[string]export.Options{
		"reader":          {Copy: manuscript.Copy{Form: manuscript.ReaderCopy}},
		"record":          {Copy: manuscript.Copy{Form: manuscript.RecordCopy}, Receipt: export.Annex},
		"numbered":        {Copy: manuscript.Copy{Number: 2, Of: 2, Addressee: "The Director"}},
		"cited by author": {Citations: briefing.CiteAuthorDate},
		"cited at the end, stamped, with a receipt": {Citations: briefing.CiteEndnotes, Unverified: export.Stamp, Receipt: export.Annex},
		"for a recipient":                  {For: "TLP:GREEN"},
		"for a recipient, without sources": {For: "TLP:GREEN", Copy: manuscript.Copy{Form: manuscript.ReaderCopy}},
	}
	for name, opts := range copies {
		report, err := e.Export(n.b, n.sources, "a.docx", opts)
		must(t, err)
		back, err := e.ReadBack(n.b, n.sources, report.Files[0].Data)
		must(t, err)
		if len(back.Changes)+len(back.Findings) > 0 || back.Older {
			t.Errorf("%s: it is found: %+v", name, back)
		}
	}
}

// habits are what Word writes into a document that is opened and saved there, whether
// or not anything was changed: each is a run, a paragraph or the document that is
// written otherwise, and none is a change.
var habits = []struct {
	name string
	do   func(string) string
}{
	{"runs split by the session in which they were typed", func(s string) string {
		return strings.ReplaceAll(s, "committee met ", `committee </w:t></w:r><w:r w:rsidR="00A1B2C3" w:rsidRPr="00D4E5F6"><w:t xml:space="preserve">met </w:t></w:r><w:r w:rsidR="00A1B2C4"><w:t xml:space="preserve">`)
	}},
	{"marks of spelling and grammar", func(s string) string {
		return strings.ReplaceAll(s, "<w:r>", `<w:proofErr w:type="spellStart"/><w:r>`)
	}},
	{"languages of runs", func(s string) string {
		return strings.ReplaceAll(s, "<w:r><w:t", `<w:r><w:rPr><w:noProof/><w:lang w:val="en-US" w:eastAsia="en-GB"/></w:rPr><w:t`)
	}},
	{"where the cursor was", func(s string) string {
		return strings.Replace(s, "<w:r>", `<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r>`, 1)
	}},
	{"identifiers of paragraphs", func(s string) string {
		return strings.ReplaceAll(s, "<w:p>", `<w:p w14:paraId="0A1B2C3D" w14:textId="77777777" w:rsidR="00A1B2C3" w:rsidRDefault="00A1B2C3" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">`)
	}},
	{"breaks of its last pages", func(s string) string {
		return strings.ReplaceAll(s, "<w:r><w:t", `<w:r><w:lastRenderedPageBreak/><w:t`)
	}},
	{"a place for text, and tags for machines", func(s string) string {
		return strings.ReplaceAll(s, "<w:sdtPr>", `<w:sdtPr><w:rPr><w:rStyle w:val="QuotedWords"/></w:rPr><w:placeholder><w:docPart w:val="DefaultPlaceholder_-1854013440"/></w:placeholder><w15:appearance w15:val="hidden" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"/>`)
	}},
	{"formatting that was tracked", func(s string) string {
		return strings.ReplaceAll(s, "<w:r><w:t", `<w:r><w:rPr><w:b/><w:rPrChange w:id="70" w:author="A" w:date="2025-01-01T00:00:00Z"><w:rPr/></w:rPrChange></w:rPr><w:t`)
	}},
	{"bookmarks numbered anew", func(s string) string {
		return regexp.MustCompile(`(<w:bookmark(?:Start|End) w:id=")`).ReplaceAllString(s, "${1}9")
	}},
	{"curly marks made straight", func(s string) string {
		return strings.NewReplacer("“", "&quot;", "”", "&quot;", "’", "'").Replace(s)
	}},
	{"a text box that is empty", func(s string) string {
		return strings.Replace(s, "<w:r>", `<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing/></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r><w:r>`, 1)
	}},
}

func TestHabitsOfWordAreNoChanges(t *testing.T) {
	e := newExporter(t)
	for _, n := range drafts(t, e)[:5] {
		report, err := e.Export(n.b, n.sources, "a.docx", export.Options{})
		must(t, err)
		for _, habit := range habits {
			data := edited(t, report.Files[0].Data, func(s string) string {
				if after := habit.do(s); after != s {
					return after
				}
				return s + "<!-- it has none of this -->"
			})
			back, err := e.ReadBack(n.b, n.sources, data)
			must(t, err)
			if len(back.Changes)+len(back.Findings)+len(back.Comments) > 0 || back.Older {
				t.Errorf("%s: %s: it is found: %+v", n.name, habit.name, back)
			}
		}
	}
}

// edits are what somebody does to the document of the note below.
var edits = []struct {
	name    string
	change  [2]string // of the main part
	want    string    // the change or the finding that is found, and no other
	applied string    // the Markdown of the block that has changed, or empty
}{
	{"a word", [2]string{"twice</w:t>", "three times</w:t>"}, "reworded 2", "The committee met **three times** in May, and said so.[@%s] It was *cold*."},
	{"a sentence deleted", [2]string{" It was </w:t>", "</w:t>"}, "reworded 2", ""},
	{
		"tracked changes",
		[2]string{"<w:t xml:space=\"preserve\"> in May, and said so.</w:t>", "<w:delText> in May</w:delText></w:r></w:del><w:ins w:id=\"901\" w:author=\"A\"><w:r><w:t> in June</w:t></w:r></w:ins><w:r><w:t>, and said so.</w:t>"},
		"reworded 2", "The committee met **twice** in June, and said so.[@%s] It was *cold*.",
	},
	{"a quotation", [2]string{"decided nothing", "decided something"}, "altered 3, quotation-altered 3", ""},
	{"a new paragraph", [2]string{"<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>", "<w:p><w:r><w:t>New *words*.</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>"}, "inserted 0", ""},
	{"an item of a list", [2]string{">second</w:t>", ">2nd</w:t>"}, "reworded 4", "- first\n- 2nd\n- third"},
	{"autocorrected", [2]string{"It was </w:t>", "It wasn’t “so” – </w:t>"}, "reworded 2", "The committee met **twice** in May, and said so.[@%s] It wasn’t “so” – *cold*."},
	{"a note of a reader's own", [2]string{"It was </w:t></w:r>", "It was </w:t></w:r><w:r><w:footnoteReference w:id=\"77\"/></w:r>"}, "note-added 2", ""},
	{"a sign that stands for a note", [2]string{">second</w:t>", ">\ufffcsec\ufffcond\ufffc\ufffc\ufffc</w:t>"}, "", ""},
	{"the source of a quotation", [2]string{"The harbour talks, ", "The seaside talks, "}, "program-text-edited 3", ""},
	{"a text box", [2]string{"It was </w:t></w:r>", "It was </w:t></w:r><w:r><mc:AlternateContent xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><mc:Choice Requires=\"wps\"><w:drawing><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r><w:r><w:footnoteReference w:id=\"77\"/></w:r></w:p></w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"}, "text-box-added 2", ""},
	{"the title", [2]string{">Port</w:t>", ">Harbour</w:t>"}, "program-text-edited 0", ""},
}

func TestEditsAreFound(t *testing.T) {
	e := newExporter(t)
	_, sources := rich(t)
	var passage briefing.ID
	for id, src := range sources {
		if strings.HasPrefix(src.Passage.Exact, "The committee met twice in May. It decided nothing") {
			passage = id
		}
	}
	if passage.IsZero() {
		t.Fatal("the rich note has no such passage")
	}
	note := fmt.Sprintf("---\ntitle: Port\n---\n\n# Outlook\n\nThe committee met **twice** in May, and said so.[@%[1]s] It was *cold*.\n\n> %[2]s\n>\n> — passage: %[1]s\n\n- first\n- second\n- third\n",
		passage, sources[passage].Passage.Exact)
	b, _, err := markdown.Read(note, e.Profiles, sources)
	must(t, err)
	report, err := e.Export(b, sources, "a.docx", export.Options{})
	must(t, err)
	for _, c := range edits {
		data := edited(t, report.Files[0].Data, func(s string) string {
			if c.name == "tracked changes" {
				at := strings.Index(s, c.change[0])
				run := strings.LastIndex(s[:at], "<w:r>")
				s = s[:run] + `<w:del w:id="900" w:author="A">` + s[run:]
			}
			return strings.Replace(s, c.change[0], c.change[1], 1)
		})
		back, err := e.ReadBack(b, sources, data)
		must(t, err)
		var got []string
		for _, ch := range back.Changes {
			got = append(got, fmt.Sprintf("%s %d", ch.Kind, ch.Block))
			if (ch.Hindrance != "") != (ch.Kind == export.Altered) {
				t.Errorf("%s: hindrance %q", c.name, ch.Hindrance)
			}
		}
		for _, f := range back.Findings {
			got = append(got, fmt.Sprintf("%s %d", f.Rule, f.Block))
		}
		if strings.Join(got, ", ") != c.want {
			t.Errorf("%s: found %q, want %q", c.name, got, c.want)
			continue
		}
		if c.applied == "" {
			continue
		}
		after, err := back.Apply(b, []int{0}, nil)
		must(t, err)
		want := c.applied
		if strings.Contains(want, "%s") {
			want = fmt.Sprintf(want, passage)
		}
		if text := after.Blocks[back.Changes[0].Block-1].Text; text != want {
			t.Errorf("%s: the block is %q, want %q", c.name, text, want)
		}
		if b.Blocks[back.Changes[0].Block-1].Text == want {
			t.Errorf("%s: the note was changed unasked", c.name)
		}
	}
}

// TestBlocksStandAsInWord: wherever the blocks of a note were moved to, whatever was put
// between them and taken out, the note has them in Word's order when all is accepted.
func TestBlocksStandAsInWord(t *testing.T) {
	e := newExporter(t)
	b := texts("alpha one two", "bravo three four", "charlie five six", "delta seven eight", "echo nine ten", "foxtrot eleven twelve")
	report, err := e.Export(b, nil, "a.docx", export.Options{})
	must(t, err)
	block := regexp.MustCompile(`<w:p>(?:[^<]|<[^/]|</[^w]|</w:[^p]|</w:p[^>])*?<w:bookmarkStart[^>]* w:name="block[^"]*"/>.*?</w:p>`)
	rapid.Check(t, func(rt *rapid.T) {
		var want []string
		data := edited(t, report.Files[0].Data, func(s string) string {
			paras := block.FindAllString(s, -1)
			if len(paras) != len(b.Blocks) {
				t.Fatalf("the document has %d blocks, want %d", len(paras), len(b.Blocks))
			}
			var body strings.Builder
			order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(rt, "order")
			for at, i := range order[:rapid.IntRange(2, len(order)).Draw(rt, "kept")] {
				for range rapid.IntRange(0, 2).Draw(rt, "new") {
					words := fmt.Sprintf("new %d %d", at, len(want))
					want = append(want, words)
					body.WriteString("<w:p><w:r><w:t>" + words + "</w:t></w:r></w:p>")
				}
				want = append(want, b.Blocks[i].Text)
				body.WriteString(paras[i])
			}
			start, end := strings.Index(s, paras[0]), strings.Index(s, paras[5])+len(paras[5])
			return s[:start] + body.String() + s[end:] + " "
		})
		back, err := e.ReadBack(b, nil, data)
		must(t, err)
		after, err := back.Apply(b, back.Safe(), nil)
		must(t, err)
		var got []string
		for _, bl := range after.Blocks {
			got = append(got, bl.Text)
		}
		if !slices.Equal(got, want) {
			rt.Fatalf("the note has %q, Word %q; by %+v", got, want, back.Changes)
		}
	})
}

// TestNewParagraphsPrintAsTyped: no words that were typed in Word mean anything to Markdown.
func TestNewParagraphsPrintAsTyped(t *testing.T) {
	e := newExporter(t)
	b := texts("alpha one two", "bravo three four")
	report, err := e.Export(b, nil, "a.docx", export.Options{})
	must(t, err)
	typed := []string{
		"1. That you sign.", "1) one", "2026. A year.", "- a", "+ a", "-", "1.", "====", "***", "# a", "> a", "Table: a", "::: block", "~~~", "a | b",
		"[@0123456789abcdef0123456789abcdef] a", "![a](b.png)", "[1]: https://example.org", "<b>a</b>", "&amp;", "*a* _b_ `c`", "a\\", "(TLP:RED) a", "-5 degrees",
	}
	data := edited(t, report.Files[0].Data, func(s string) string {
		var body strings.Builder
		for _, words := range typed {
			body.WriteString("<w:p><w:r><w:t>" + html.EscapeString(words) + "</w:t></w:r></w:p>")
		}
		return strings.Replace(s, "<w:sectPr", body.String()+"<w:sectPr", 1)
	})
	back, err := e.ReadBack(b, nil, data)
	must(t, err)
	after, err := back.Apply(b, back.Safe(), nil)
	must(t, err)
	again, err := e.Export(after, nil, "a.docx", export.Options{})
	must(t, err)
	doc, err := docx.Read(again.Files[0].Data)
	must(t, err)
	for _, words := range typed {
		if !slices.ContainsFunc(doc.Paragraphs, func(p docx.Paragraph) bool { return p.Text == words && !p.InList }) {
			t.Errorf("%q does not print as it was typed", words)
		}
	}
}

// TestStrangersParagraphsAreAllNew: a document that has lost every mark of a long note, and
// has many paragraphs of its own, is compared without holding each against each.
func TestStrangersParagraphsAreAllNew(t *testing.T) {
	e := newExporter(t)
	words := make([]string, 300)
	for i := range words {
		words[i] = fmt.Sprint("own ", i, strings.Repeat(" words of the note", 20))
	}
	b := texts(words...)
	report, err := e.Export(b, nil, "a.docx", export.Options{})
	must(t, err)
	const strangers = 20_000
	data := edited(t, report.Files[0].Data, func(s string) string {
		var body strings.Builder
		for i := range strangers {
			fmt.Fprintf(&body, "<w:p><w:r><w:t>%d is a paragraph of a stranger</w:t></w:r></w:p>", i)
		}
		return s[:strings.Index(s, "<w:body>")+len("<w:body>")] + body.String() + s[strings.LastIndex(s, "<w:sectPr"):]
	})
	back, err := e.ReadBack(b, nil, data)
	must(t, err)
	found := map[export.WordChangeKind]int{}
	for _, ch := range back.Changes {
		found[ch.Kind]++
	}
	if found[export.Deleted] != len(words) || found[export.Inserted] != strangers {
		t.Errorf("found %v, want %d deleted and %d inserted", found, len(words), strangers)
	}
}

// FuzzReadBack: whatever is put into a document, what is found of it can be accepted.
func FuzzReadBack(f *testing.F) {
	f.Add(uint(900), uint(0), `</w:t></w:r><w:r><w:footnoteReference w:id="77"/></w:r><w:r><w:t>￼`)
	f.Add(uint(2000), uint(40), `<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>new</w:t></w:r></w:p>`)
	f.Add(uint(0), uint(9000), `<w:p><w:bookmarkStart w:id="1" w:name="block9_0123456789abcdef_2"/><w:r><w:t>new</w:t></w:r></w:p>`)
	e := newExporter(f)
	b, sources := rich(f)
	report, err := e.Export(b, sources, "a.docx", export.Options{Unverified: export.Stamp})
	must(f, err)
	f.Fuzz(func(t *testing.T, at, gone uint, put string) {
		data := edited(t, report.Files[0].Data, func(s string) string {
			body := strings.Index(s, "<w:body>") + len("<w:body>")
			start := body + int(at%uint(len(s)-body))
			end := start + int(gone%uint(len(s)-start+1))
			return s[:start] + put + s[end:] + " "
		})
		back, err := e.ReadBack(b, sources, data)
		if err != nil {
			return
		}
		if _, err := back.Apply(b, back.Safe(), nil); err != nil {
			t.Errorf("what is safe cannot be accepted: %v", err)
		}
	})
}

// TestCommentsAreKeptWithTheirBlocks: also those of blocks that go, or stand elsewhere.
func TestCommentsAreKeptWithTheirBlocks(t *testing.T) {
	b := texts("alpha one two", "bravo three four", "charlie five six")
	back := export.Returned{
		Changes: []export.WordChange{{Kind: export.Deleted, Block: 2}, {Kind: export.Moved, Block: 1, After: 3}},
	}
	for n := range 4 {
		back.Comments = append(back.Comments, export.Comment{Block: n, Remark: briefing.Remark{Author: "Ann", Text: fmt.Sprint("of ", n)}})
	}
	after, err := back.Apply(b, []int{0, 1}, back.Unkept(b))
	must(t, err)
	var got []string
	for _, bl := range after.Blocks {
		for _, r := range bl.Remarks {
			got = append(got, bl.Text[:5]+" "+r.Text)
		}
	}
	if want := []string{"charl of 3", "alpha of 0", "alpha of 1", "alpha of 2"}; !slices.Equal(got, want) {
		t.Errorf("kept are %q, want %q", got, want)
	}
	if _, err := back.Apply(b, nil, []int{4}); err == nil {
		t.Error("a comment that there is not is kept")
	}
	kept, err := back.Apply(b, nil, back.Unkept(b))
	must(t, err)
	if left := back.Unkept(kept); len(left) > 0 {
		t.Errorf("kept, and still to be kept: %v", left)
	}
}

func TestDecisionsAreTold(t *testing.T) {
	e := newExporter(t)
	b, sources := written(t, e, "briefing-note")
	report, err := e.Export(b, sources, "a.docx", export.Options{Unverified: export.Stamp})
	must(t, err)
	back, err := e.ReadBack(b, sources, edited(t, report.Files[0].Data, func(s string) string {
		date := strings.LastIndex(s, ">Date<")
		return strings.Replace(s[:date], "☐", "☒", 1) + ">Date 3 May<" + s[date+len(">Date<"):]
	}))
	must(t, err)
	var got []string
	for _, f := range back.Findings {
		got = append(got, f.Rule+": "+f.Message)
	}
	want := []string{"decision-made: “Approved” was ticked in Word", `decision-made: “Date” was filled in in Word: “3 May”`}
	if !slices.Equal(got, want) || len(back.Changes) > 0 {
		t.Errorf("it is found: %q, and %+v", got, back.Changes)
	}
}
