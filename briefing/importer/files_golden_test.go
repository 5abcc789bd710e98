package importer_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"briefdesk/briefing/importer"
)

// TestFilesOfManyParts holds each testdata/files/*.txtar: all its files but the
// last make one, and the last, called articles, is what is read from that.
func TestFilesOfManyParts(t *testing.T) {
	files, err := filepath.Glob("testdata/files/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			last := len(ar.Files) - 1
			name, data := assemble(t, ar.Files[:last])
			items, err := importer.Importer{}.Read(t.Context(), name, data, nil)
			if e, ok := errors.AsType[*importer.Error](err); ok {
				t.Fatalf("%v\n%s", err, e.Details())
			} else if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, it := range items {
				if it.Index > 0 {
					fmt.Fprintf(&got, "item %d\n", it.Index)
				}
				got.WriteString(dump(it) + "\n")
			}
			if *update {
				ar.Files[last].Data = []byte(got.String())
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if got.String() != string(ar.Files[last].Data) {
				t.Errorf("%s differs (go test -update rewrites it):\n%s", file, got.String())
			}
		})
	}
}

// assemble makes one file of parts: those whose names have it as their folder
// are zipped; the lines of others end as mails' do if the name ends in .eml.
func assemble(t *testing.T, parts []txtar.File) (name string, data []byte) {
	t.Helper()
	name, _, zipped := strings.Cut(parts[0].Name, "/")
	if !zipped {
		return name, parts[0].Data
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(strings.TrimPrefix(p.Name, name+"/"))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(xmlPart(p)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return name, b.Bytes()
}

// xmlPart is p as XML that declares the namespaces of Word: the root element of
// a part in the test data has no attributes.
func xmlPart(p txtar.File) []byte {
	const spaces = ` xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"` +
		` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"` +
		` xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"` +
		` xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:dc="http://purl.org/dc/elements/1.1/"`
	text := strings.TrimSpace(string(p.Data))
	if strings.HasPrefix(text, "<w:") || strings.HasPrefix(text, "<coreProperties") {
		text = strings.Replace(text, ">", spaces+">", 1)
	}
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + text)
}
