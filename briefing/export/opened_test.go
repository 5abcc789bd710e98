package export_test

import (
	"archive/zip"
	"bytes"
	"io"
	"net/mail"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing/export"
	"briefdesk/briefing/pdf/pdftest"
)

// opened is all that can be found in a file: its bytes and, where they hide words
// from whoever looks at bytes alone, what is packed, encoded or compressed in them.
// Words that markup parts are joined again.
func opened(t testing.TB, f export.File) []byte {
	t.Helper()
	all := inflated(f.Data)
	switch strings.ToLower(filepath.Ext(f.Name)) {
	case ".pdf":
		shown, err := pdftest.Texts(f.Data)
		must(t, err)
		for _, s := range shown {
			all = append(all, strings.TrimRight(s.Text, "\u00ad")...)
		}
	case ".docx":
		for name, part := range unzipped(t, f.Data) {
			all = slices.Concat(all, []byte(name), part, withoutMarkup(part))
		}
	case ".html":
		all = append(all, withoutMarkup(f.Data)...)
	case ".eml":
		m, err := mail.ReadMessage(bytes.NewReader(f.Data))
		must(t, err)
		for _, p := range leaves(t, m.Header.Get("Content-Type"), m.Body) {
			all = append(append(all, opened(t, export.File{Name: p.name, Data: p.data})...), withoutMarkup(p.data)...)
		}
	}
	return all
}

var markupTag = regexp.MustCompile(`<[^>]*>`)

func withoutMarkup(data []byte) []byte { return markupTag.ReplaceAll(data, nil) }

// unzipped are the files of an archive, by name.
func unzipped(t testing.TB, data []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	files := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		must(t, err)
		files[f.Name], err = io.ReadAll(r)
		must(t, err)
	}
	return files
}
