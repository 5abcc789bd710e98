package importer

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// part is a part of a file in the test data: the one whose name ends so.
func part(tb testing.TB, file, ending string) []byte {
	tb.Helper()
	ar, err := txtar.ParseFile("testdata/files/" + file + ".txtar")
	if err != nil {
		tb.Fatal(err)
	}
	for _, f := range ar.Files {
		if strings.HasSuffix(f.Name, ending) {
			return f.Data
		}
	}
	tb.Fatalf("%s has no part %s", file, ending)
	return nil
}

// zipOf is an archive of parts, given as names and contents in turn.
func zipOf(tb testing.TB, parts ...string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: parts[i]})
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[i+1])); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

const wordRoot = `<w:document xmlns:w="` + wordML + `" xmlns:mc="` + compatML + `" xmlns:m="` + mathML + `"><w:body>`

// FuzzDOCX reads arbitrary parts of a document, its styles, lists and notes.
func FuzzDOCX(f *testing.F) {
	body := func(file, ending string) string {
		return strings.TrimPrefix(string(part(f, file, ending)), "<w:document><w:body>")
	}
	f.Add(body("structure", "main.xml"), string(part(f, "structure", "styles.xml")),
		string(part(f, "structure", "numbering.xml")), string(part(f, "structure", "footnotes.xml")))
	f.Add(body("changes", "document.xml"), "", "", "")
	f.Add(`<w:p><w:r><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:p/></w:r></w:p></w:r></w:p>`, "", "", "")
	const rels = `<Relationships><Relationship Id="a" Type="/styles" Target="s"/><Relationship Id="b" Type="/numbering" Target="n"/><Relationship Id="c" Type="/footnotes" Target="f"/></Relationships>`
	f.Fuzz(func(t *testing.T, body, styles, lists, notes string) {
		data := zipOf(t, "[Content_Types].xml", "", "word/_rels/document.xml.rels", rels, "word/document.xml", wordRoot+body,
			"word/s", styles, "word/n", lists, "word/f", notes)
		passes(t, "name.docx", data)
	})
}

// passes holds what is read of a file against the checks that the parent makes.
func passes(t *testing.T, name string, data []byte) {
	t.Helper()
	items, err := task{}.read(context.Background(), name, data)
	if err != nil {
		return
	}
	for _, it := range items {
		if err := check(it, sha256.Sum256(data)); err != nil {
			t.Error(err)
		}
	}
}

// fuzzFiles reads arbitrary bytes under a name.
func fuzzFiles(f *testing.F, name string, seeds ...[]byte) {
	for _, data := range seeds {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { passes(t, name, data) })
}

func FuzzMail(f *testing.F) {
	fuzzFiles(f, "name.eml", part(f, "mail", "mail.txt"), part(f, "forwarded", ".eml"),
		[]byte("Content-Type: multipart/alternative; boundary=a\n\n--a\n\n--a\nContent-Type: message/rfc822\n\nX: y\n\n--a--"),
		[]byte("Subject: =?x?q?=?= =?utf-8?b?//8=?=\nContent-Transfer-Encoding: quoted-printable\n"+
			"Content-Type: text/plain; format=flowed; delsp=yes\n\n> a =\n> b \n>> c =C3"))
}

func FuzzMailbox(f *testing.F) {
	fuzzFiles(f, "name.mbox", part(f, "mailbox", "box.txt"), []byte("From \n\nFrom \n>From\n>>From x"))
}

func FuzzFeed(f *testing.F) {
	fuzzFiles(f, "name.xml", part(f, "rss", "feed.txt"), part(f, "atom", "feed.xml"), part(f, "jsonfeed", "feed.json"))
}

func FuzzWebArchive(f *testing.F) {
	fuzzFiles(f, "name.mht", part(f, "archive", "page.html"))
}

// FuzzSealed reads arbitrary compound files that look encrypted.
func FuzzSealed(f *testing.F) {
	data, err := os.ReadFile("testdata/sealed.docx")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, ok := openCompound(data); ok {
			c.stream("EncryptedPackage")
			if s, err := readSeal(c.stream("EncryptionInfo")); err == nil && len(s.Encryptors) == 1 && s.Encryptors[0].Password != nil {
				s.Encryptors[0].Password.Spins %= 10
				s.open(t.Context(), "x", c.stream("EncryptedPackage"))
			}
		}
	})
}
