// Package export is the one door to every format that a briefing leaves in.
//
// An Exporter takes a Briefing with its Sources and returns the files of a
// Format. Paged formats (PDF, PNG) are made from the pages of package layout,
// flowing ones (HTML, mail, Markdown, text) from the manuscript, so numbers, citations,
// disclaimers and the banner are the same in all of them.
//
// Nothing leaves unproved: the words of each quotation are taken from what the
// file really shows, joined again over lines and pages, and held against the
// snapshot. If one does not match, no file is made, or it is stamped UNVERIFIED,
// as the Options say. A Receipt gives the hashes of all that was compared.
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
	Setter *layout.Setter
	manuscript.Rules
}

// Options say how a briefing is exported.
type Options struct {
	Paper      layout.Size // the zero size is that of the template
	Look       layout.Look // of pages
	Unverified Unverified
	Receipt    ReceiptForm
	// Copy is which copy of the note is made, and Citations how it cites its
	// sources; empty is as the note says.
	Copy      manuscript.Copy
	Citations briefing.CitationStyle
	// For is the highest marking that the recipient may have: what is above it is
	// kept back, and the Report says where it stood. Empty is everything.
	For briefing.Marking
	// Password is what a PDF asks for before it opens; empty asks for nothing. A
	// PDF with one is no archival file, and a finding says so.
	Password string
	// AttachSources puts the articles that are quoted into a PDF, as plain text.
	AttachSources bool
	// AttachPDF puts the note as a PDF into a mail.
	AttachPDF bool
}

// RuleNotArchival is the finding about a file that archives do not take.
const RuleNotArchival = "not-archival"

// Unverified says what becomes of a note in which a quotation is not proved, or
// a citation has no passage.
type Unverified string

// What becomes of it.
const (
	Refuse Unverified = ""      // nothing is exported
	Stamp  Unverified = "stamp" // the quotation is stamped, and every page
)

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
	// Withheld are the numbers of the blocks that the recipient may not have. They
	// are for the sender: no file has them.
	Withheld []int
	Findings []briefing.Finding
}

// Format is a kind of file that a briefing can leave in: one of pages, or a
// flowing one.
type Format struct {
	Ext   string // with its dot
	Label string // for people
	// pages makes the files of a paged format.
	pages func(doc layout.Document, name string, opts pdf.Options) ([]File, error)
	// flows are the texts that a flowing format has: one, or as many as say the
	// same in different ways. Each of them is proved.
	flows []flow
	// join makes the file of them; it is nil where the file is the one text. What
	// is attached goes in.
	join func(m manuscript.Manuscript, texts []string, attached []File) ([]byte, error)
	// document makes a file that flows, and quoted reads the words of quotations in it.
	document func(job, manuscript.Manuscript) ([]byte, error)
	quoted   func(data []byte, n int) ([]shown, error)
	// leftOut says what of a note on pages such a file does not have.
	leftOut func(manuscript.Manuscript) []briefing.Finding
}

// flow is a text of a flowing format: write writes it, the words of quotations
// fenced, and plain takes its markup away from a stretch of it.
type flow struct {
	write func(manuscript.Manuscript) string
	plain func(string) string
}

// Formats lists them, the usual one first.
func Formats() []Format {
	return []Format{
		{Ext: ".pdf", Label: "PDF", pages: pdfFile},
		{Ext: ".png", Label: "Images, one a page", pages: pngFiles},
		{Ext: ".docx", Label: "Word document", document: wordDocument, quoted: wordsInWord, leftOut: leftOutInWord},
		{Ext: ".html", Label: "Web page, one file", flows: []flow{{htmlPage, htmlWords}}},
		{Ext: ".eml", Label: "Mail, as a draft", flows: []flow{{plainText, plainWords}, {mailHTML, htmlWords}}, join: mail},
		{Ext: ".md", Label: "Markdown for readers", flows: []flow{{readerMarkdown, markdownWords}}},
		{Ext: ".txt", Label: "Plain text", flows: []flow{{plainText, plainWords}}},
	}
}

// Endings are the endings of the names of files, in words.
func Endings() string {
	formats := Formats()
	last := len(formats) - 1
	var s strings.Builder
	for i, f := range formats[:last] {
		if i > 0 {
			s.WriteString(", ")
		}
		s.WriteString(f.Ext)
	}
	return s.String() + " or " + formats[last].Ext
}

// Prepared is a briefing ready to be written: its manuscript, its pages unless
// it flows, and what the checks had to say.
type Prepared struct {
	Manuscript manuscript.Manuscript
	Document   layout.Document
	// Gauges are how much of its room the note takes up, in the order of the limits
	// of its template; there are none in flowing formats.
	Gauges []Gauge
	Report
	data   []byte   // of a document that flows
	texts  []string // of a flowing format
	proofs []proof
}

// pngScale is in pixels a point: 144 to the inch.
const pngScale = 2

// Export makes the files of the format that name's ending asks for, and calls
// them by name, which may be a pattern as FileName has it. A quotation that fails
// its proof is an *UnprovedError, unless it is to be stamped.
func (e *Exporter) Export(b briefing.Briefing, sources briefing.Sources, name string, opts Options) (Report, error) {
	return e.export(b, sources, name, opts, map[string]bool{})
}

// export does so, and calls no file by a name that is used.
func (e *Exporter) export(b briefing.Briefing, sources briefing.Sources, name string, opts Options, used map[string]bool) (Report, error) {
	format, err := FormatOf(name)
	if err != nil {
		return Report{}, err
	}
	if format.join == nil && opts.AttachPDF {
		return Report{}, fmt.Errorf("%s: only a mail takes the note as a PDF; end the name in .eml, or leave the PDF out", filepath.Base(name))
	}
	if format.Ext != ".pdf" && (opts.Password != "" || opts.AttachSources) {
		return Report{}, fmt.Errorf("%s: only a PDF takes a password or attachments; end the name in .pdf, or leave them out", filepath.Base(name))
	}
	p, err := e.prepare(b, sources, format, opts)
	if err != nil {
		return Report{}, err
	}
	if name, err = FileName(name, p.Manuscript); err != nil {
		return Report{}, err
	}
	name = unused(name, used)
	switch {
	case format.pages != nil:
		p.Files, err = format.pages(p.Document, name, extras(p.quotable(sources, opts), opts))
	case format.document != nil:
		p.Files = []File{{name, p.data}}
	default:
		p.Files, err = e.flowing(b, sources, format, &p, name, opts)
	}
	if err != nil {
		return Report{}, fmt.Errorf("export %s: %w", filepath.Base(name), err)
	}
	if opts.Receipt == Sidecar {
		receipt, err := p.receipt(sources).file(name, p.Files)
		if err != nil {
			return Report{}, fmt.Errorf("export %s: %w", filepath.Base(name), err)
		}
		p.Files = append(p.Files, receipt)
	}
	if opts.Password != "" {
		p.Findings = append(p.Findings, briefing.Finding{
			Rule: RuleNotArchival, Severity: briefing.SeverityWarning,
			Message: "a PDF with a password is not archival (PDF/A): export it again without one for the record",
		})
	}
	return p.Report, nil
}

// flowing makes the file of a flowing format, called name.
func (e *Exporter) flowing(b briefing.Briefing, sources briefing.Sources, format Format, p *Prepared, name string, opts Options) ([]File, error) {
	if format.join == nil {
		return []File{{name, []byte(p.texts[0])}}, nil
	}
	var attached []File
	if opts.AttachPDF {
		paged, err := e.prepare(b, sources, Formats()[0], opts)
		if err != nil {
			return nil, err
		}
		title := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
		if attached, err = pdfFile(paged.Document, title+".pdf", pdf.Options{}); err != nil {
			return nil, err
		}
		p.Findings = paged.Findings // those of the mail are among them
	}
	data, err := format.join(p.Manuscript, p.texts, attached)
	return []File{{name, data}}, err
}

// extras are what a PDF is besides its pages.
func extras(sources briefing.Sources, opts Options) pdf.Options {
	extras := pdf.Options{Password: opts.Password}
	if opts.AttachSources {
		extras.Attachments = attachments(sources)
	}
	return extras
}

// Prepare sets b in pages and proves it, for a preview or a check. A quotation
// that fails is a finding here, not an error.
func (e *Exporter) Prepare(b briefing.Briefing, sources briefing.Sources, opts Options) (Prepared, error) {
	p, err := e.prepare(b, sources, Formats()[0], opts)
	var unproved *UnprovedError
	if errors.As(err, &unproved) {
		err = nil
	}
	return p, err
}

func (e *Exporter) prepare(b briefing.Briefing, sources briefing.Sources, format Format, opts Options) (Prepared, error) {
	form, _ := e.Templates.Named(b.Template)
	if opts.Paper == (layout.Size{}) {
		opts.Paper, _ = layout.PaperNamed(form.Paper)
	}
	rules := e.Rules
	rules.Copy, rules.Citations, rules.For = opts.Copy, opts.Citations, opts.For
	m, findings, err := manuscript.Build(b, sources, rules)
	if err != nil {
		return Prepared{}, err
	}
	if opts.For != "" {
		findings = append(findings, withheld(m, opts.For)...)
	}
	j := job{e.Setter, sources, format, opts, withoutSource(m, findings), keyOf(b, opts)}
	p, err := j.run(layout.Lettered(m))
	if err != nil {
		return Prepared{}, err
	}
	p.Findings, p.Withheld = append(findings, p.Findings...), m.Withheld
	if format.pages != nil {
		p.measure(form, b)
	}
	return p, p.settle(j)
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

func pdfFile(doc layout.Document, name string, opts pdf.Options) ([]File, error) {
	var buf bytes.Buffer
	if err := pdf.Write(&buf, doc, opts); err != nil {
		return nil, err
	}
	return []File{{name, buf.Bytes()}}, nil
}

// pngFiles makes an image a page: name itself where there is one, else
// name-1.png, name-2.png and so on.
func pngFiles(doc layout.Document, name string, _ pdf.Options) ([]File, error) {
	r := raster.New()
	files := make([]File, len(doc.Pages))
	for i, page := range doc.Pages {
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
