//go:build e2e

package e2e

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"
)

// hostile is a file that was made to do harm, or stands among such.
type hostile struct {
	name    string
	content []byte
	remedy  string // what to do about it is said in these words; empty if it can be read
}

const (
	password = "open sesame" // of the locked file
	secret   = "LEAKED"      // in words that no reader sees
)

// hostileFiles are some of the ways in which a file does harm: by its size, its
// depth, what it unpacks to, how long it computes, what it claims to be. Those
// that compute for ever are the last.
func hostileFiles(t *testing.T) []hostile {
	t.Helper()
	const sentence = "The office says in plain words what was decided, by whom and when. "
	sealed, err := os.ReadFile("../../briefing/importer/testdata/sealed.docx")
	if err != nil {
		t.Fatal(err)
	}
	halved := document(t, "<w:p><w:r><w:t>"+sentence+"</w:t></w:r></w:p>", 20)
	halved = halved[:len(halved)/2]
	shown := "<title>What is shown</title><article><h1>What is shown</h1><p>" + strings.Repeat(sentence, 4) + "</p><p style=display:none>" + secret + "</p></article>"
	files := []hostile{
		{"a-plain.txt", []byte("A plain text\n\n" + sentence), ""},
		{"b-page.html", []byte(shown), ""},
		{"c-text-called.pdf", []byte("A text and no PDF\n\nIt says so itself. " + sentence), ""},
		{"d-one-line.txt", []byte("A long line\n\n" + strings.Repeat(sentence, 1<<16)), ""},
		{"e-program.txt", append([]byte("\x7fELF\x02\x01\x01"), make([]byte, 4096)...), "save it as a Word document, as HTML or as text"},
		{"e-empty.txt", nil, "save it again where it came from"},
		{"e-large.html", []byte(strings.Repeat(shown, 1<<15)), "save only the article itself"},
		{"f-deep.html", []byte(strings.Repeat("<div>", 200_000) + sentence), "save what you see as text"},
		{"f-deep.eml", nestedMail(5000), "save the text you want as a file"},
		{"f-deep.md", []byte(strings.Repeat("> ", 1000) + "Far in. " + sentence), ""},
		{"g-bomb.docx", document(t, strings.Repeat("<w:p/>", 10<<20), 0), "save it as text"},
		{"g-crowd.docx", document(t, "<w:p/>", 30_000), "save it as text"},
		{"g-halved.docx", halved, "save it again where it came from"},
		{"h-laughs.xml", laughs(), ""},
		{"i-broken.pdf", []byte("%PDF-1.7\nno more than this"), "download it again"},
		{"j-loop.pdf", pdfShowing("/Length 6>>\nstream\n/X Do \nendstream", 1), "save what you see as text"},
		{"k-sealed.docx", sealed, "give its password"},
		{"l-locked.pdf", lockedPDF(t, sentence), ""},
		{"m-plain.txt", []byte("Another plain text\n\nThis is the last. " + sentence), ""},
	}
	for i := range 3 {
		files = append(files, hostile{fmt.Sprintf("z%d-endless.pdf", i), endlessPDF(t), "save only the article itself"})
	}
	return files
}

// nestedMail is a mail whose parts stand in one another.
func nestedMail(depth int) []byte {
	var b strings.Builder
	b.WriteString("From: A <a@example.org>\r\nSubject: Deep\r\nMIME-Version: 1.0\r\n")
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	b.WriteString("Content-Type: text/plain\r\n\r\nThe text.\r\n")
	return []byte(b.String())
}

// packed is a zip file of what add puts into it.
func packed(t *testing.T, add func(put func(name, content string))) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add(func(name, content string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	})
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// document is a Word document with a body, and as many other parts.
func document(t *testing.T, body string, parts int) []byte {
	t.Helper()
	return packed(t, func(put func(name, content string)) {
		put("[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`)
		put("_rels/.rels", `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`)
		put("word/document.xml", `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`+body+`</w:body></w:document>`)
		for i := range parts {
			put(fmt.Sprintf("word/part%d.xml", i), "")
		}
	})
}

// laughs is a feed whose entities stand for one another, ten times each.
func laughs() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">`)
	for i := range 9 {
		fmt.Fprintf(&b, `<!ENTITY l%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&l%d;", i), 10))
	}
	b.WriteString(`]><rss version="2.0"><channel><title>&l9;</title><item><title>A</title><description>&l9;</description></item></channel></rss>`)
	return []byte(b.String())
}

// lockedPDF opens with the password.
func lockedPDF(t *testing.T, text string) []byte {
	t.Helper()
	f := fpdf.New("P", "pt", "A4", "")
	f.SetProtection(fpdf.CnProtectPrint, password, "")
	f.AddPage()
	f.SetFont("Times", "", 12)
	f.Text(60, 100, text)
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pdfShowing has a page that shows a form as often as said. A reader finds its
// objects without a table of them.
func pdfShowing(form string, times int) []byte {
	return []byte("%PDF-1.7\n" +
		"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n" +
		"2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n" +
		"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>/Contents 4 0 R>> endobj\n" +
		fmt.Sprintf("4 0 obj <</Length %d>>\nstream\n%s\nendstream endobj\n", 6*times, strings.Repeat("/X Do ", times)) +
		"5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</XObject<</X 5 0 R>>>>" + form + " endobj\n" +
		"trailer <</Root 1 0 R/Size 6>>\n%%EOF\n")
}

// endlessPDF shows a form of a million bytes that leaves no mark, again and again.
func endlessPDF(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(bytes.Repeat([]byte("q Q "), 250_000)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return pdfShowing(fmt.Sprintf("/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", b.Len(), &b), 10_000)
}
