package export_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"maps"
	"mime"
	"mime/multipart"
	"net/mail"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

// allowed holds what a file says of itself against what it may say.
func allowed(t *testing.T, what string, said, may []string) {
	t.Helper()
	for _, s := range said {
		if !slices.Contains(may, s) {
			t.Errorf("%s: %q is no metadata that may leave", what, s)
		}
	}
}

// TestMetadataIsAnAllowList: what the formats say of a note beside its words.
func TestMetadataIsAnAllowList(t *testing.T) {
	e := newExporter(t)
	for seed := range uint64(6) {
		b, sources, opts := composed(t, seed, e)
		b.ID, b.From = briefing.NewID(), "The Desk"
		for ext, hold := range map[string]func(*testing.T, []byte){".docx": metadataOfWord, ".html": metadataOfHTML, ".eml": metadataOfMail, ".png": metadataOfPNG} {
			opts.AttachPDF = ext == ".eml"
			report, err := e.Export(b, sources, "note"+ext, opts)
			must(t, err)
			hold(t, report.Files[0].Data)
		}
	}
}

// wordKey is what a Word document says of the note that it was made from: hashes.
var wordKey = regexp.MustCompile(`^\s*[0-9a-f]{16}-[0-9a-f]{16}-[0-9a-f]{16}\s*$`)

func metadataOfWord(t *testing.T, data []byte) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	if z.Comment != "" {
		t.Errorf("the archive has a comment: %q", z.Comment)
	}
	for _, f := range z.File {
		if f.Modified.Year() >= 1980 || len(f.Extra) > 0 || f.Comment != "" || f.ExternalAttrs != 0 {
			t.Errorf("%s has a time, an owner or a comment", f.Name)
		}
	}
	kinds := strings.Fields("[Content_Types].xml .rels document.xml document.xml.rels footnotes.xml footnotes.xml.rels endnotes.xml endnotes.xml.rels " +
		"header1.xml header2.xml footer1.xml footer2.xml settings.xml styles.xml numbering.xml fontTable.xml core.xml custom.xml")
	for name, part := range unzipped(t, data) {
		if strings.HasPrefix(name, "word/media/") {
			continue
		}
		allowed(t, "parts of a Word document", []string{path.Base(name)}, kinds)
		for e := range parseXML(t, name, part).elements {
			for key := range e.attrs {
				if strings.HasPrefix(key, "rsid") || key == "author" || key == "date" || key == "initials" {
					t.Errorf("%s: %s says %s=%q", name, e.name, key, e.attrs[key])
				}
			}
		}
	}
	if key := parseXML(t, "custom", unzipped(t, data)["docProps/custom.xml"]).content(); !wordKey.MatchString(key) {
		t.Errorf("the key of the note is %q", key)
	}
	var said []string
	for _, k := range parseXML(t, "core", unzipped(t, data)["docProps/core.xml"]).find("coreProperties").kids {
		said = append(said, k.name)
	}
	allowed(t, "core properties", said, strings.Fields("title creator keywords language created modified"))
}

func metadataOfHTML(t *testing.T, data []byte) {
	doc, err := html.Parse(bytes.NewReader(data))
	must(t, err)
	for n := range doc.Descendants() {
		switch {
		case n.Type == html.CommentNode:
			t.Errorf("a page has a comment: %q", n.Data)
		case n.Data == "meta":
			allowed(t, "meta elements", []string{attributeOf(n, "name") + attributeOf(n, "http-equiv") + attributeOf(n, "charset")},
				[]string{"utf-8", "Content-Security-Policy", "viewport", "referrer", "color-scheme"})
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "data-") || a.Key == "itemprop" || a.Key == "property" {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
}

func metadataOfMail(t *testing.T, data []byte) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	must(t, err)
	allowed(t, "the header of a mail", slices.Collect(maps.Keys(m.Header)), []string{"Subject", "Date", "X-Unsent", "Mime-Version", "Content-Type"})
	if date, err := m.Header.Date(); err == nil && date.Format("15:04:05") != "00:00:00" {
		t.Errorf("a mail is dated by a clock: %v", date)
	}
	_, parameters, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	must(t, err)
	for r := multipart.NewReader(m.Body, parameters["boundary"]); ; {
		p, err := r.NextRawPart()
		if err != nil {
			return
		}
		allowed(t, "the header of a part", slices.Collect(maps.Keys(p.Header)), []string{"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "Content-Id"})
	}
}

func metadataOfPNG(t *testing.T, data []byte) {
	const signature, framing = 8, 12 // the length, the kind and the sum of a chunk
	for at := signature; at+framing <= len(data); {
		allowed(t, "chunks of a picture", []string{string(data[at+4 : at+8])}, []string{"IHDR", "PLTE", "sRGB", "pHYs", "IDAT", "IEND"})
		at += framing + int(binary.BigEndian.Uint32(data[at:]))
	}
}

// TestTwoLibrariesGiveTheSameBytes: identifiers differ from library to library, and
// none of them has a say in any file, but for the key by which a Word document finds
// its note again.
func TestTwoLibrariesGiveTheSameBytes(t *testing.T) {
	e, another := newExporter(t), newExporter(t)
	for seed := range uint64(6) {
		b, sources, opts := composed(t, seed, e)
		opts.Receipt = []export.ReceiptForm{export.NoReceipt, export.Annex, export.Sidecar}[seed%3]
		other, others := elsewhere(b, sources)
		for _, f := range export.Formats() {
			b.ID, other.ID = briefing.NewID(), briefing.NewID()
			if f.Ext == ".docx" {
				b.ID, other.ID = briefing.ID{}, briefing.ID{}
			}
			opts.AttachSources, opts.AttachPDF = f.Ext == ".pdf", f.Ext == ".eml"
			here, err := e.Export(b, sources, "note"+f.Ext, opts)
			must(t, err)
			there, err := another.Export(other, others, "note"+f.Ext, opts)
			must(t, err)
			for i, file := range here.Files {
				if !bytes.Equal(file.Data, there.Files[i].Data) {
					t.Errorf("note %d: %s differs in another library", seed, file.Name)
				}
			}
		}
	}
}

// elsewhere is a note as another library has it, with identifiers of its own.
func elsewhere(b briefing.Briefing, sources briefing.Sources) (briefing.Briefing, briefing.Sources) {
	others, articles, renamed := briefing.Sources{}, map[briefing.ID]briefing.ID{}, []string(nil)
	passages := map[briefing.ID]briefing.ID{}
	for id, src := range sources {
		if _, known := articles[src.Article.ID]; !known {
			articles[src.Article.ID] = briefing.NewID()
		}
		passages[id] = briefing.NewID()
		renamed = append(renamed, id.String(), passages[id].String())
		src.Article.ID = articles[src.Article.ID]
		src.Passage.ID, src.Passage.Article = passages[id], src.Article.ID
		others[passages[id]] = src
	}
	names := strings.NewReplacer(renamed...)
	b.Blocks = slices.Clone(b.Blocks)
	for i := range b.Blocks {
		bl := &b.Blocks[i]
		bl.Text = names.Replace(bl.Text)
		if to, known := passages[bl.Quotation.Passage]; known {
			bl.Quotation.Passage = to
		}
	}
	return b, others
}
