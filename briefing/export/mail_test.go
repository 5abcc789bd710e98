package export_test

import (
	"bytes"
	"mime"
	"net/mail"
	"strings"
	"testing"

	"briefdesk/briefing/export"
)

// TestMail: the marking opens subject and text, headers stay short, nobody is named
// but by the note, and the PDF goes along.
func TestMail(t *testing.T) {
	b, sources := rich(t)
	b.Title = strings.Repeat("Häfen =?utf-8?q?x?= ", 9)
	report, err := newExporter(t).Export(b, sources, "note.eml", export.Options{AttachPDF: true})
	must(t, err)
	data := report.Files[0].Data
	m, err := mail.ReadMessage(bytes.NewReader(data))
	must(t, err)
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	must(t, err)
	if want := "[TLP:AMBER] " + strings.TrimSpace(b.Title); subject != want {
		t.Errorf("the subject is %q, want %q", subject, want)
	}
	head, _, _ := strings.Cut(string(data), "\r\n\r\n")
	for line := range strings.SplitSeq(head, "\r\n") {
		if len(line) > 78 {
			t.Errorf("a line of the header has %d characters: %s", len(line), line)
		}
	}
	if m.Header.Get("From")+m.Header.Get("Message-Id") != "" {
		t.Errorf("a draft names its sender:\n%s", head)
	}
	parts := leaves(t, m.Header.Get("Content-Type"), m.Body)
	if len(parts) != 3 || parts[0].kind != "text/plain" || parts[1].kind != "text/html" || parts[2].name != "note.pdf" {
		t.Fatalf("the mail has %d parts", len(parts))
	}
	if !bytes.HasPrefix(parts[0].data, []byte("TLP:AMBER")) {
		t.Errorf("the text begins with %.40q", parts[0].data)
	}
}
