//go:build e2e

package e2e

import (
	"archive/zip"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"testing"
)

// TestStoryOfWord exports the note as a Word document, works on it as a reader would
// in Word, and reviews it: by keys alone one change is accepted, one kept, and all else
// accepted at once, which is one step of undo.
func TestStoryOfWord(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.reviewed(d.workedOn())
	d.shot("review")
	has := func(words string, want bool) func() bool {
		return func() bool { return strings.Contains(d.note(), words) == want }
	}
	d.keys("Return")
	d.eventually("the first change is accepted", has("in the technical stage of", true))
	d.keys("Delete") // the next is kept
	d.keys("Tab", "Tab", "Tab", "Return")
	d.eventually("all that can be is accepted", has("A paragraph that was written in Word.", true))
	d.shot("accepted")
	if note := d.note(); strings.Contains(note, "not understandable") {
		t.Errorf("the words of a quotation were changed:\n%s", note)
	}
	d.eventually("the comment is kept", has("Cite the joint statement itself.", true))
	d.keys("Escape", "ctrl+3")
	d.x("sleep", "2")
	d.settled()
	d.shot("findings")
	d.keys("ctrl+z")
	d.eventually("one undo takes back what was accepted at once", has("A paragraph that was written in Word.", false))
	if note := d.note(); !strings.Contains(note, "in the technical stage of") {
		t.Errorf("undo has taken back more:\n%s", note)
	}
}

// wordShots takes pictures of a review.
func wordShots(t *testing.T, v view) {
	d := open(t, v)
	d.firstStart()
	file := d.workedOn()
	d.reviewed(file)
	d.shot("changed")
	for _, name := range []string{"comment", "moved", "marked", "heading", "removed", "altered", "added"} {
		d.keys("Down")
		d.x("sleep", "1")
		d.settled()
		d.shot(name)
	}
	d.keys("Home", "Return", "Delete")
	d.x("sleep", "2")
	d.settled()
	d.shot("decided")
	d.keys("Escape")
	d.settled()
	d.shot("left")
	d.keys("ctrl+o")
	d.typed(file)
	d.keys("Return")
	d.settled()
	d.shot("which")
}

// reviewed opens the review of a document.
func (d *desk) reviewed(file string) {
	d.t.Helper()
	calm := d.middle()
	d.until("ctrl+shift+r", func(now string) bool { return now != calm })
	d.settled()
	d.shot("ask")
	asked := d.middle()
	d.typed(file)
	d.until("Return", func(now string) bool { return now != calm && now != asked })
	d.settled()
}

// workedOn is the open note as a Word document on which a reader has worked.
func (d *desk) workedOn() string {
	d.t.Helper()
	sent, back := filepath.Join(d.dir, "sent.docx"), filepath.Join(d.dir, "note.docx")
	if out, err := d.tool(d.binary, "export", fmt.Sprint(d.list("briefings")[0]["id"]), "-o", sent); err != nil {
		d.t.Fatalf("export: %v %s", err, out)
	}
	z, err := zip.OpenReader(sent)
	if err != nil {
		d.t.Fatal(err)
	}
	defer z.Close()
	d.write(back, packed(d.t, func(put func(name, content string)) {
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				d.t.Fatal(err)
			}
			part, err := io.ReadAll(r)
			if err != nil {
				d.t.Fatal(err)
			}
			put(f.Name, inWord(d.t, f.Name, string(part)))
		}
		put("word/comments.xml", `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">`+
			comment(0, "A. Reader", "Is that the whole name? The Americans call it a dialogue, we have so far called it consultations.")+comment(1, "B. Clearance", "Cite the joint statement itself.")+`</w:comments>`)
	}))
	return back
}

func comment(id int, author, text string) string {
	return fmt.Sprintf(`<w:comment w:id="%d" w:author="%s"><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:comment>`, id, author, text)
}

// inWord is a part of a document as somebody leaves it in Word.
func inWord(t *testing.T, name, part string) string {
	t.Helper()
	switch name {
	case "word/_rels/document.xml.rels":
		return strings.Replace(part, "</Relationships>", `<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>`, 1)
	case "word/document.xml":
	default:
		return part
	}
	on := func(id int, words string) string {
		return fmt.Sprintf(`</w:t></w:r><w:commentRangeStart w:id="%[1]d"/><w:r><w:t>%[2]s</w:t></w:r><w:commentRangeEnd w:id="%[1]d"/><w:r><w:commentReference w:id="%[1]d"/></w:r><w:r><w:t xml:space="preserve">`, id, words)
	}
	for _, change := range [][2]string{
		{"take part in the technical track of", "take part in the technical stage of"},
		{"Pakistan–US dialogue on counter-terrorism", on(0, "Pakistan–US dialogue") + " on counter-terrorism"},
		{"The cynicism is understandable", "The cynicism is not understandable"},
		{"encrypted platforms, and cryptocurrencies", "encrypted platforms"},
		{"Durability is the open question.", "Durability is open."},
		{"refers to the joint statement without", "refers to the " + on(1, "joint statement") + " without"},
		{"Agenda will be set without us.", "The agenda will be set without us."},
	} {
		if !strings.Contains(part, change[0]) {
			t.Fatalf("%q is not in the document", change[0])
		}
		part = strings.Replace(part, change[0], change[1], 1)
	}
	paragraph := func(words string) (start, end int) {
		at := strings.Index(part, words)
		start = strings.LastIndex(part[:at], "<w:p>")
		return start, at + strings.Index(part[at:], "</w:p>") + len("</w:p>")
	}
	start, end := paragraph("It reports a joint list")
	moved := part[start:end]
	part = part[:start] + part[end:]
	start, end = paragraph("The source argues a case.")
	part = part[:start] + `<w:p><w:r><w:t>A paragraph that was written in Word.</w:t></w:r></w:p>` + moved + part[start:]
	start, end = paragraph("The author concedes the point")
	return part[:start] + part[end:]
}
