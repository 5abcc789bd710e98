package docx

import (
	"archive/zip"
	"bytes"
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
		{"a note", `<w:p><w:r><w:t>a</w:t></w:r><w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>9</w:t></w:r></w:p>`, "a" + string(NoteMark)},
	} {
		doc, err := Read(packed(t, open+c.body+end))
		if err != nil || len(doc.Paragraphs) != 1 || doc.Paragraphs[0].Text != c.want {
			t.Errorf("%s: %+v, %v; want %q", c.name, doc.Paragraphs, err, c.want)
		}
	}
}

func TestReadSaysWhatIsWrong(t *testing.T) {
	deep := bytes.Repeat([]byte("<w:p>"), 2*opc.MaxDepth)
	for name, data := range map[string][]byte{"no archive": []byte("words"), "deep": packed(t, string(deep)), "cut short": packed(t, "<w:document><w:body>")} {
		if doc, err := Read(data); err == nil {
			t.Errorf("%s is read as %+v", name, doc)
		}
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
