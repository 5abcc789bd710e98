package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"briefdesk/briefing/opc"
)

// packed is a Word document of a main part alone.
func packed(t testing.TB, main string) []byte {
	t.Helper()
	data, err := zipped([]part{{name: mainPart, data: []byte(main)}})
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestReadAsIfChangesWereAccepted(t *testing.T) {
	const open, end = `<w:document xmlns:w="` + wordURL + `"><w:body>`, `</w:body></w:document>`
	for _, c := range []struct{ name, body, want string }{
		{"inserted", `<w:p><w:r><w:t>a</w:t></w:r><w:ins><w:r><w:t>b</w:t></w:r></w:ins></w:p>`, "ab"},
		{"deleted", `<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del></w:p>`, "a"},
		{"moved away", `<w:p><w:moveFrom><w:r><w:t>a</w:t></w:r></w:moveFrom><w:r><w:t>b</w:t></w:r></w:p>`, "b"},
		{"its end deleted", `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p>`, "ab"},
		{"a page", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGEREF x </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>a</w:t></w:r></w:p>`, "a"},
		{"typed behind the mark of a note", `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:endnoteReference w:id="2"/></w:r><w:r><w:rPr><w:rStyle w:val="EndnoteCharacters"/></w:rPr><w:t>] b 2</w:t></w:r></w:p>`, "a" + string(NoteMark) + " b 2"},
		{"signs that stand for others", "<w:p><w:r><w:t>a\ufffc b\u2029c\u009b \u202ed</w:t></w:r></w:p>", "a b c d"},
		{"a note", `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>9</w:t></w:r></w:p>`, "a" + string(NoteMark)},
	} {
		doc, err := Read(packed(t, open+c.body+end))
		if err != nil || len(doc.Paragraphs) != 1 || doc.Paragraphs[0].Text != c.want {
			t.Errorf("%s: %+v, %v; want %q", c.name, doc.Paragraphs, err, c.want)
		}
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	const open, end = `<w:document xmlns:w="` + wordURL + `"><w:body>`, `</w:body></w:document>`
	locked := append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 600)...)
	noText, err := zipped([]part{{name: "word/other.xml", data: []byte("<a/>")}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, want string
		data       []byte
	}{
		{"no archive", "it is no Word document (.docx)", []byte("words")},
		{"larger than a note", "more than 64 MB", make([]byte, MaxFile+1)},
		{"the format of old, or a password", "remove its password", locked},
		{"no text part", "it is no Word document", noText},
		{"deep", "nested too deeply", packed(t, strings.Repeat("<w:p>", 2*opc.MaxDepth))},
		{"cut short", "word/document.xml is damaged", packed(t, "<w:document><w:body>")},
		{"unpacks to more than a note", "more than 48 MB", packed(t, open+strings.Repeat(" ", 49<<20)+end)},
		{"more paragraphs than a note", "more than 50000 paragraphs", packed(t, open+strings.Repeat("<w:p/>", maxParagraphs+1)+end)},
		{"entities of its own", "is damaged", packed(t, `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>`+open+`<w:p><w:r><w:t>&a;&b;</w:t></w:r></w:p>`+end)},
	} {
		doc, err := Read(c.data)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %d paragraphs, %v; want %q", c.name, len(doc.Paragraphs), err, c.want)
		}
	}
}

// TestReadBoundsItsWork: what is open at each word, and what is joined, would make the
// work grow with the square of the file.
func TestReadBoundsItsWork(t *testing.T) {
	var main strings.Builder
	main.WriteString(`<w:document xmlns:w="` + wordURL + `"><w:body>`)
	const n = 10_000
	for i := range n {
		fmt.Fprintf(&main, `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:bookmarkStart w:id="%[1]d" w:name="block%[1]d_0123456789abcdef"/><w:commentRangeStart w:id="%[1]d"/><w:r><w:t>%[2]s</w:t></w:r></w:p>`, i+1, strings.Repeat("x", 300))
	}
	main.WriteString(`</w:body></w:document>`)
	doc, err := Read(packed(t, main.String()))
	if err != nil {
		t.Fatal(err)
	}
	words := 0
	for _, p := range doc.Paragraphs {
		words += len(p.Text)
	}
	if words != 300*n {
		t.Errorf("%d bytes of words were read, want %d", words, 300*n)
	}
}

// FuzzRead: no main part makes the reader fail in another way than by an error.
func FuzzRead(f *testing.F) {
	f.Add(`<w:document xmlns:w="` + wordURL + `"><w:body><w:p><w:bookmarkStart w:id="1" w:name="block1_0123456789abcdef"/><w:r><w:t>a</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p></w:body></w:document>`)
	f.Add(`<a><p><fldChar fldCharType="end"/><fldChar fldCharType="begin"/><t>x</t><sdt><alias val="Quotation 1"/></sdt></p></a>`)
	f.Fuzz(func(t *testing.T, main string) {
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		w, err := z.Create(mainPart)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(main)); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		_, _ = Read(buf.Bytes())
		_, _, _ = Quoted(buf.Bytes(), 2)
	})
}

func TestReadSaysWhatIsResolved(t *testing.T) {
	const (
		w   = `xmlns:w="` + wordURL + `" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"`
		rel = `<Relationship Id="%s" Type="http://schemas.microsoft.com/office/2011/relationships/%[1]s" Target="%[1]s.xml"/>`
	)
	var body, comments strings.Builder
	for i, words := range []string{"open", "resolved", "a reply to that"} {
		fmt.Fprintf(&body, `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:commentReference w:id="%d"/></w:r></w:p>`, i)
		fmt.Fprintf(&comments, `<w:comment w:id="%d"><w:p w14:paraId="0A%[1]d"/><w:p w14:paraId="0B%[1]d"><w:r><w:t>%s</w:t></w:r></w:p></w:comment>`, i, words)
	}
	data, err := zipped([]part{
		{name: mainPart, data: []byte(`<w:document ` + w + `><w:body>` + body.String() + `</w:body></w:document>`)},
		{name: "word/_rels/document.xml.rels", data: []byte(`<Relationships>` + fmt.Sprintf(rel, "comments") + fmt.Sprintf(rel, "commentsExtended") + `</Relationships>`)},
		{name: "word/comments.xml", data: []byte(`<w:comments ` + w + `>` + comments.String() + `</w:comments>`)},
		{name: "word/commentsExtended.xml", data: []byte(`<w15:commentsEx ` + w + `><w15:commentEx w15:paraId="0B0" w15:done="0"/><w15:commentEx w15:paraId="0B1" w15:done="1"/><w15:commentEx w15:paraId="0B2" w15:paraIdParent="0B1" w15:done="0"/></w15:commentsEx>`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := Read(data)
	if err != nil || len(doc.Comments) != 3 {
		t.Fatalf("comments are %+v, %v", doc.Comments, err)
	}
	for i, c := range doc.Comments {
		if c.Resolved != (i > 0) {
			t.Errorf("resolved: %v, of %+v", c.Resolved, c)
		}
	}
}
