// Package export is the one door to every format that a briefing leaves in.
//
// An Exporter takes a Briefing with its Sources and returns the files of a
// Format. Paged formats (PDF, PNG) are made from the pages of package layout,
// flowing ones (Markdown, text) from the manuscript, so numbers, citations,
// disclaimers and the banner are the same in all of them.
//
// Nothing leaves unproved: the words of each quotation are taken from what the
// pages really show, joined again over lines and pages, and held against the
// snapshot. If one does not match, no file is made.
package export

import (
	"bytes"
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
	make  func(set, string) ([]File, error)
}

// Formats lists them, the usual one first.
func Formats() []Format {
	return []Format{
		{".pdf", "PDF", pdfFile},
		{".png", "images, one a page", pngFiles},
		{".md", "Markdown for readers", markdownFile},
		{".txt", "plain text", textFile},
	}
}

// set is a briefing ready to be written.
type set struct {
	manuscript manuscript.Manuscript
	doc        layout.Document
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
	s, report, err := e.set(b, sources, opts)
	if err != nil {
		return Report{}, err
	}
	if report.Files, err = format.make(s, name); err != nil {
		return Report{}, fmt.Errorf("export %s: %w", filepath.Base(name), err)
	}
	if format.Ext == ".md" || format.Ext == ".txt" {
		report.Pages = 0
	}
	return report, nil
}

// Pages sets b in pages, proved, for a preview or a check. A quotation that
// fails is a finding here, not an error.
func (e *Exporter) Pages(b briefing.Briefing, sources briefing.Sources, opts Options) (layout.Document, Report, error) {
	s, report, err := e.set(b, sources, opts)
	if _, unproved := err.(*UnprovedError); unproved {
		err = nil
	}
	return s.doc, report, err
}

func (e *Exporter) set(b briefing.Briefing, sources briefing.Sources, opts Options) (set, Report, error) {
	if b.Template != "" && b.Template != "blank" {
		return set{}, Report{}, fmt.Errorf("there is no template %q; there is blank", b.Template)
	}
	if opts.Paper == (layout.Size{}) {
		opts.Paper = layout.A4
	}
	m, findings, err := manuscript.Build(b, sources, e.Profiles)
	if err != nil {
		return set{}, Report{}, err
	}
	doc, missing, err := e.Setter.Pages(m, opts.Paper)
	if err != nil {
		return set{}, Report{}, err
	}
	report := Report{Pages: len(doc.Pages), Quoted: len(m.Quotations), Findings: append(findings, missing...)}
	err = report.prove(doc, m, sources)
	return set{m, doc}, report, err
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

func pdfFile(s set, name string) ([]File, error) {
	var buf bytes.Buffer
	if err := pdf.Write(&buf, s.doc); err != nil {
		return nil, err
	}
	return []File{{name, buf.Bytes()}}, nil
}

// pngFiles makes an image a page: name itself where there is one, else
// name-1.png, name-2.png and so on.
func pngFiles(s set, name string) ([]File, error) {
	r := raster.New()
	files := make([]File, len(s.doc.Pages))
	for i, p := range s.doc.Pages {
		var buf bytes.Buffer
		if err := raster.PNG(&buf, r.Page(p, pngScale)); err != nil {
			return nil, err
		}
		page := name
		if len(files) > 1 {
			ext := filepath.Ext(name)
			page = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), i+1, ext)
		}
		files[i] = File{page, buf.Bytes()}
	}
	return files, nil
}

func markdownFile(s set, name string) ([]File, error) {
	return []File{{name, []byte(readerMarkdown(s.manuscript))}}, nil
}

func textFile(s set, name string) ([]File, error) {
	return []File{{name, []byte(plainText(s.manuscript))}}, nil
}
