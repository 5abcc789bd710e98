package export_test

import (
	"bytes"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
)

// readers give the text of a file, page by page.
func readers(t *testing.T) map[string]func(data []byte) []string {
	t.Helper()
	readers := map[string]func([]byte) []string{"pdfium": pdfiumReader(t)}
	if tool, err := exec.LookPath("pdftotext"); err == nil {
		readers["pdftotext"] = func(data []byte) []string {
			return pdftotext(t, tool, data, "-raw") // in the order of the content
		}
	}
	return readers
}

func pdftotext(t *testing.T, tool string, data []byte, flags ...string) []string {
	t.Helper()
	cmd := exec.Command(tool, append(flags, "-", "-")...)
	cmd.Stdin = bytes.NewReader(data)
	out, err := cmd.Output()
	must(t, err)
	return strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
}

// pdfiumEngine is compiled once: it takes seconds.
var pdfiumEngine = sync.OnceValues(func() (pdfium.Pdfium, error) {
	pool, err := webassembly.Init(webassembly.Config{MinIdle: 1, MaxIdle: 1, MaxTotal: 1, FSConfig: wazero.NewFSConfig()})
	if err != nil {
		return nil, err
	}
	return pool.GetInstance(time.Minute)
})

func pdfiumReader(t *testing.T) func([]byte) []string {
	t.Helper()
	engine, err := pdfiumEngine()
	must(t, err)
	return func(data []byte) []string { return pdfiumTexts(t, engine, data) }
}

func pdfiumTexts(t *testing.T, engine pdfium.Pdfium, data []byte) []string {
	t.Helper()
	doc, err := engine.OpenDocument(&requests.OpenDocument{File: &data})
	must(t, err)
	defer func() { _, _ = engine.FPDF_CloseDocument(&requests.FPDF_CloseDocument{Document: doc.Document}) }()
	count, err := engine.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	must(t, err)
	var texts []string
	for i := range count.PageCount {
		text, err := engine.GetPageText(&requests.GetPageText{Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc.Document, Index: i}}})
		must(t, err)
		texts = append(texts, text.Text)
	}
	return texts
}

// letters are what is left of a text without white space, without the hyphens of
// line breaks and without controls of direction.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '\x02' || r == '\ufffe' {
			return -1
		}
		return r
	}, s)
}

var beyondBMP = regexp.MustCompile(`[\x{10000}-\x{10ffff}]`)

// TestWordsComeBackByOtherReaders has other programs read the files: they must
// find every letter of every page, in the order of reading.
func TestWordsComeBackByOtherReaders(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads many files")
	}
	e := newExporter(t)
	_, sources := rich(t)
	readers := readers(t)
	for name, body := range varied() {
		if name == "long" || name == "urdu" { // for the latter see TestUrduComesBack
			continue
		}
		b, _, err := markdown.Read("---\ntitle: The note\nprofile: tlp\nmarking: TLP:AMBER\n---\n\n"+body, e.Profiles, sources)
		must(t, err)
		illustrate(t, &b)
		comesBack(t, readers, name, e, b, sources, export.Options{})
	}
}

// TestWordsOfFormsComeBack has other programs read a note in each form, as it is written
// and with all kinds of blocks, with the annex of its record.
func TestWordsOfFormsComeBack(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads many files")
	}
	e := newExporter(t)
	readers := readers(t)
	_, known := rich(t)
	for _, template := range layout.Templates() {
		record := export.Options{Copy: manuscript.Copy{Form: manuscript.RecordCopy}, Receipt: export.Annex}
		b, sources := written(t, e, template)
		comesBack(t, readers, template, e, b, sources, record)
		b, _, err := markdown.Read("---\ntitle: The note\ntemplate: "+template+"\nreference: R 1\nto: The Minister\ndate: 2025-09-22\n---\n\n"+allKinds, e.Profiles, known)
		must(t, err)
		illustrate(t, &b)
		comesBack(t, readers, template+" with all kinds of blocks", e, b, known, record)
	}
}

// comesBack holds what other programs read of a PDF against the words on its pages.
func comesBack(t *testing.T, readers map[string]func([]byte) []string, name string, e *export.Exporter, b briefing.Briefing, sources briefing.Sources, opts export.Options) {
	t.Helper()
	p, err := e.Prepare(b, sources, opts)
	must(t, err)
	report, err := e.Export(b, sources, "a.pdf", opts)
	must(t, err)
	for reader, read := range readers {
		texts := read(report.Files[0].Data)
		for i, page := range p.Document.Pages {
			var words strings.Builder
			for _, it := range page.Items {
				if text, ok := it.(layout.Text); ok {
					words.WriteString(text.Words)
				}
			}
			got, want := letters(texts[i]), letters(words.String())
			if reader == "pdfium" { // its binding knows no characters above U+FFFF
				want = beyondBMP.ReplaceAllString(want, "\ufffd\ufffd")
			}
			if got != want {
				t.Errorf("%s: %s reads page %d as\n%q, want\n%q", name, reader, i+1, got, want)
			}
		}
	}
}

// TestUrduComesBack has other programs read lines from right to left, in the way
// in which they put lines in order: by what they look like.
func TestUrduComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles PDFium")
	}
	sentence := "پاکستان کے وزیر اعظم اسلام آباد میں امریکی وفد سے ملے اور انسداد دہشت گردی پر بات کی۔ "
	e := newExporter(t)
	for _, front := range []string{"title: The note", "title: نوٹ\nlanguage: ur"} {
		b, _, err := markdown.Read("---\n"+front+"\n---\n\n"+strings.Repeat(sentence, 12), e.Profiles, nil)
		must(t, err)
		report, err := e.Export(b, nil, "a.pdf", export.Options{})
		must(t, err)
		want := letters(strings.Repeat(sentence, 12))
		readers := readers(t)
		if tool, err := exec.LookPath("pdftotext"); err == nil {
			readers["pdftotext"] = func(data []byte) []string { return pdftotext(t, tool, data) }
		}
		for name, read := range readers {
			if got := letters(read(report.Files[0].Data)[0]); !strings.Contains(got, want) {
				t.Errorf("%s: %s reads\n%q, want\n%q", front, name, got, want)
			}
		}
	}
}

// TestUrduNoteComesBack has PDFium read a whole note in Urdu: each letter and figure of
// each page, and in the order in which they are read those that stand in line with no
// foreign words. It puts lines in order by what they look like, and foreign words turn
// them round for it.
func TestUrduNoteComesBack(t *testing.T) {
	if testing.Short() {
		t.Skip("it compiles PDFium")
	}
	e := newExporter(t)
	b, sources := written(t, e, "urdu")
	opts := export.Options{Copy: manuscript.Copy{Form: manuscript.RecordCopy}}
	p, err := e.Prepare(b, sources, opts)
	must(t, err)
	report, err := e.Export(b, sources, "a.pdf", opts)
	must(t, err)
	for i, text := range pdfiumReader(t)(report.Files[0].Data) {
		got, page := lettersAlone(text), p.Document.Pages[i]
		all, lines := "", 0
		for _, line := range linesOf(page) {
			words := lettersAlone(line.words)
			all += words
			if line.foreign {
				continue
			}
			if lines++; !strings.Contains(got, words) {
				t.Errorf("page %d is read without the line\n%q:\n%q", i+1, words, got)
			}
		}
		if sorted(got) != sorted(all) {
			t.Errorf("page %d is read as\n%q, want\n%q", i+1, got, all)
		}
		if lines == 0 {
			t.Errorf("page %d has no line in Urdu alone", i+1)
		}
	}
}

// textLine is texts of one element on one baseline; foreign says that Latin letters
// stand on the same.
type textLine struct {
	words   string
	foreign bool
}

func linesOf(pg layout.Page) []textLine {
	var texts []layout.Text
	foreign := map[layout.Pt]bool{}
	for _, it := range pg.Items {
		if text, ok := it.(layout.Text); ok {
			texts = append(texts, text)
			foreign[text.Y] = foreign[text.Y] || strings.ContainsFunc(text.Words, isLatin)
		}
	}
	var lines []textLine
	for i, text := range texts {
		if i == 0 || text.Y != texts[i-1].Y || text.Tag != texts[i-1].Tag {
			lines = append(lines, textLine{foreign: foreign[text.Y]})
		}
		lines[len(lines)-1].words += text.Words
	}
	return lines
}

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) || r >= '0' && r <= '9' }

// lettersAlone are the letters, marks and figures of s, composed.
func lettersAlone(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, norm.NFC.String(s))
}

func sorted(s string) string {
	runes := []rune(s)
	slices.Sort(runes)
	return string(runes)
}
