// Package export is the one door to every format that a briefing leaves in.
//
// An Exporter takes a Briefing with its Sources and returns the files of a
// Format. Paged formats (PDF, PNG) are made from the pages of package layout,
// flowing ones (Markdown, text) from the manuscript, so numbers, citations,
// disclaimers and the banner are the same in all of them.
//
// Nothing leaves unproved: the words of each quotation are taken from what the
// pages really show, joined again over lines and pages, and held against the
// snapshot; a flowing file must then hold them, too. If one does not match, no
// file is made.
package export

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pdf"
	"briefdesk/briefing/raster"
)

// Exporter holds what every export needs. It may be used from several goroutines.
type Exporter struct {
	Setter   *layout.Setter
	Profiles briefing.Profiles
}

// Options say how a briefing is exported.
type Options struct {
	Paper layout.Size // the zero size is A4
}

// File is one file of an export.
type File struct {
	Name string
	Data []byte
}

// Report says what was exported.
type Report struct {
	Files    []File
	Pages    int // 0 in flowing formats
	Verified int // quotations proved
	Checked  int // quotations that name a passage
	Quoted   int // all quotations
	Findings []briefing.Finding
}

// Format is a kind of file that a briefing can leave in.
type Format struct {
	Ext   string // with its dot
	Label string // for people
	make  func(Prepared, string) ([]File, error)
	// flows says that the format has no pages; marks are then the signs that
	// it puts round and into words.
	flows bool
	marks string
}

// Formats lists them, the usual one first.
func Formats() []Format {
	return []Format{
		{Ext: ".pdf", Label: "PDF", make: pdfFile},
		{Ext: ".png", Label: "images, one a page", make: pngFiles},
		{Ext: ".md", Label: "Markdown for readers", make: markdownFile, flows: true, marks: `>*\`},
		{Ext: ".txt", Label: "plain text", make: textFile, flows: true},
	}
}

// Prepared is a briefing ready to be written: its manuscript, its pages, and
// what the checks had to say.
type Prepared struct {
	Manuscript manuscript.Manuscript
	Document   layout.Document
	Report
}

// pngScale is in pixels a point: 144 to the inch.
const pngScale = 2

// Export makes the files of the format that name's ending asks for, and calls
// them by name. A quotation that fails its proof is an *UnprovedError.
func (e *Exporter) Export(b briefing.Briefing, sources briefing.Sources, name string, opts Options) (Report, error) {
	format, err := FormatOf(name)
	if err != nil {
		return Report{}, err
	}
	p, err := e.prepare(b, sources, opts)
	if err != nil {
		return Report{}, err
	}
	if p.Files, err = format.make(p, name); err != nil {
		return Report{}, fmt.Errorf("export %s: %w", filepath.Base(name), err)
	}
	if format.flows {
		p.Pages = 0
		if err := p.proveFlowing(string(p.Files[0].Data), format.marks); err != nil {
			return Report{}, err
		}
	}
	return p.Report, nil
}

// Prepare sets b in pages and proves it, for a preview or a check. A quotation
// that fails is a finding here, not an error.
func (e *Exporter) Prepare(b briefing.Briefing, sources briefing.Sources, opts Options) (Prepared, error) {
	p, err := e.prepare(b, sources, opts)
	var unproved *UnprovedError
	if errors.As(err, &unproved) {
		err = nil
	}
	return p, err
}

func (e *Exporter) prepare(b briefing.Briefing, sources briefing.Sources, opts Options) (Prepared, error) {
	if b.Template != "" && b.Template != "blank" {
		return Prepared{}, fmt.Errorf("there is no template %q; there is blank", b.Template)
	}
	if opts.Paper == (layout.Size{}) {
		opts.Paper = layout.A4
	}
	m, findings, err := manuscript.Build(b, sources, e.Profiles)
	if err != nil {
		return Prepared{}, err
	}
	doc, missing, err := e.Setter.Pages(m, opts.Paper)
	if err != nil {
		return Prepared{}, err
	}
	p := Prepared{m, doc, Report{Pages: len(doc.Pages), Quoted: len(m.Quotations), Findings: append(findings, missing...)}}
	err = p.prove(doc, m, sources)
	return p, err
}

// FormatOf returns the format that the ending of name stands for.
func FormatOf(name string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(name))
	formats := Formats()
	i := slices.IndexFunc(formats, func(f Format) bool { return f.Ext == ext })
	if i >= 0 {
		return formats[i], nil
	}
	known := make([]string, len(formats))
	for i, f := range formats {
		known[i] = f.Ext
	}
	what := "there is no format " + ext
	if ext == "" {
		what = "the name says no format"
	}
	return Format{}, fmt.Errorf("%s: %s; end it in one of %s", filepath.Base(name), what, strings.Join(known, ", "))
}

func pdfFile(p Prepared, name string) ([]File, error) {
	var buf bytes.Buffer
	if err := pdf.Write(&buf, p.Document); err != nil {
		return nil, err
	}
	return []File{{name, buf.Bytes()}}, nil
}

// pngFiles makes an image a page: name itself where there is one, else
// name-1.png, name-2.png and so on.
func pngFiles(p Prepared, name string) ([]File, error) {
	r := raster.New()
	files := make([]File, len(p.Document.Pages))
	for i, page := range p.Document.Pages {
		var buf bytes.Buffer
		if err := raster.PNG(&buf, r.Page(page, pngScale)); err != nil {
			return nil, err
		}
		files[i] = File{name, buf.Bytes()}
		if len(files) > 1 {
			ext := filepath.Ext(name)
			files[i].Name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), i+1, ext)
		}
	}
	return files, nil
}

func markdownFile(p Prepared, name string) ([]File, error) {
	return []File{{name, []byte(readerMarkdown(p.Manuscript))}}, nil
}

func textFile(p Prepared, name string) ([]File, error) {
	return []File{{name, []byte(plainText(p.Manuscript))}}, nil
}
