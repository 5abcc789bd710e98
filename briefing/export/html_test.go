package export_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"maps"
	"mime"
	"mime/multipart"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
)

// pagesForBrowsers are notes of all kinds as HTML, by name; the HTML of mails
// among them.
func pagesForBrowsers(t *testing.T) map[string][]byte {
	t.Helper()
	e := newExporter(t)
	_, sources := rich(t)
	pages := map[string][]byte{}
	add := func(name string, b briefing.Briefing, sources briefing.Sources, opts export.Options) {
		report, err := e.Export(b, sources, "a.html", opts)
		must(t, err)
		pages[name+".html"] = report.Files[0].Data
		report, err = e.Export(b, sources, "a.eml", opts)
		must(t, err)
		pages[name+"-mail.html"] = mailPart(t, report.Files[0].Data, "text/html")
	}
	profiles := [][2]string{{"none", ""}, {"tlp", "TLP:RED"}, {"uk", "OFFICIAL-SENSITIVE"}, {"us", "SECRET"}, {"canada", "PROTECTED B"}}
	for i, name := range slices.Sorted(maps.Keys(varied())) {
		if name == "long" {
			continue
		}
		profile, language := profiles[i%len(profiles)], "en-GB"
		if name == "urdu" {
			language = "ur"
		}
		front := fmt.Sprintf("---\ntitle: The note “%s”\nprofile: %s\nmarking: %q\nto: The Minister\nlanguage: %s\n---\n\n", name, profile[0], profile[1], language)
		b, _, err := markdown.Read(front+varied()[name], e.Profiles, sources)
		must(t, err)
		illustrate(t, &b)
		add(name, b, sources, export.Options{})
	}
	for _, template := range layout.Templates() {
		b, sources := written(t, e, template)
		add(template, b, sources, export.Options{Copy: manuscript.Copy{Form: manuscript.RecordCopy, Number: 3, Of: 12}, Unverified: export.Stamp})
	}
	b, sources := rich(t)
	add("rich", b, sources, export.Options{Receipt: export.Annex})
	return pages
}

// mailPart is the text of a part of a mail of a kind, decoded.
func mailPart(t testing.TB, data []byte, kind string) []byte {
	t.Helper()
	m, err := mail.ReadMessage(bytes.NewReader(data))
	must(t, err)
	for _, p := range leaves(t, m.Header.Get("Content-Type"), m.Body) {
		if p.kind == kind {
			return p.data
		}
	}
	t.Fatalf("the mail has no %s:\n%s", kind, data)
	return nil
}

// leaf is a part of a mail that has no parts.
type leaf struct {
	kind, name, id string
	data           []byte
}

// leaves are the parts of a body, in order.
func leaves(t testing.TB, contentType string, body io.Reader) []leaf {
	t.Helper()
	kind, parameters, err := mime.ParseMediaType(contentType)
	must(t, err)
	if !strings.HasPrefix(kind, "multipart/") {
		t.Fatalf("%s has no parts", kind)
	}
	var all []leaf
	for r := multipart.NewReader(body, parameters["boundary"]); ; {
		p, err := r.NextPart() // decodes quoted-printable
		if err == io.EOF {
			return all
		}
		must(t, err)
		kind, _, err := mime.ParseMediaType(p.Header.Get("Content-Type"))
		must(t, err)
		if strings.HasPrefix(kind, "multipart/") {
			all = append(all, leaves(t, p.Header.Get("Content-Type"), p)...)
			continue
		}
		var part io.Reader = p
		if p.Header.Get("Content-Transfer-Encoding") == "base64" {
			part = base64.NewDecoder(base64.StdEncoding, p)
		}
		data, err := io.ReadAll(part)
		must(t, err)
		all = append(all, leaf{kind, p.FileName(), p.Header.Get("Content-ID"), data})
	}
}

// TestPagesForBrowsers: every identifier is one alone, every link within a page
// leads somewhere, headings skip no level, and nothing is loaded from elsewhere.
// With BRIEFDESK_HTML the pages are left in that folder, for validators: see
// “make html”.
func TestPagesForBrowsers(t *testing.T) {
	if testing.Short() {
		t.Skip("it exports many notes")
	}
	out := os.Getenv("BRIEFDESK_HTML")
	for name, page := range pagesForBrowsers(t) {
		if out != "" {
			must(t, os.WriteFile(filepath.Join(out, name), page, 0o644))
		}
		doc, err := html.Parse(bytes.NewReader(page))
		must(t, err)
		ids, links, level := map[string]bool{}, []string(nil), 0
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if n.Data == "script" || n.Data == "link" || n.Data == "iframe" || n.Data == "object" {
				t.Errorf("%s has a %s", name, n.Data)
			}
			if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
				if now := int(n.Data[1] - '0'); now > level+1 {
					t.Errorf("%s: a heading of level %d follows one of level %d", name, now, level)
				} else {
					level = now
				}
			}
			for _, a := range n.Attr {
				switch {
				case a.Key == "id" && ids[a.Val]:
					t.Errorf("%s: two elements are called %s", name, a.Val)
				case a.Key == "id":
					ids[a.Val] = true
				case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
					links = append(links, a.Val[1:])
				case a.Key == "src" && !strings.HasPrefix(a.Val, "data:image/") && !strings.HasPrefix(a.Val, "cid:"), strings.HasPrefix(a.Key, "on"):
					t.Errorf("%s: %s has %s=%q", name, n.Data, a.Key, a.Val)
				}
			}
		}
		for _, link := range links {
			if !ids[link] {
				t.Errorf("%s: nothing is called %s", name, link)
			}
		}
	}
}
