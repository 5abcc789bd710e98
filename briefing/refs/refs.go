// Package refs exchanges sources and passages with other programs: sources with
// reference managers as CSL-JSON, RIS and BibTeX, passages with annotation tools as
// W3C Web Annotations and Readwise's CSV. The exports of Hypothesis and Zotero are
// read as well.
//
// ReadSources and ReadMarks take the bytes of a file, find out what it is, and give
// Records or Marks, which know nothing of a library. WriteSources and WriteMarks are
// their inverses. RecordOf and Record.Article lead from and to articles.
//
// The surprise for most readers: what is wrong with one record is a finding that
// names its line, and the rest is read. Only what makes the whole file unreadable,
// or is over a limit, is an error. What has no place here is kept in Record.Extra,
// under the name that CSL has for it, or the file.
package refs

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// MaxFile is how many bytes a file may have that is read.
const MaxFile = 64 << 20

// The limits of what is read. They bound memory, as those of imports do.
const (
	maxRecords = 100_000
	maxValue   = 1 << 20 // bytes of one value
	maxTold    = 100     // findings of one kind of trouble in one file
)

// ErrUnknown is in the chain of the error for a file of none of the formats.
var ErrUnknown = errors.New("it is in none of the formats that are read")

// Error says why a file cannot be read, and where.
type Error struct {
	File string // without its folder
	Line int    // from 1; 0 is the whole file
	Err  error
}

func (e *Error) Error() string {
	if e.Line > 0 {
		return fmt.Sprintf("read %s: line %d: %v", e.File, e.Line, e.Err)
	}
	return fmt.Sprintf("read %s: %v", e.File, e.Err)
}

// Unwrap is what the error is about.
func (e *Error) Unwrap() error { return e.Err }

// Format is a way to write sources or passages down.
type Format struct {
	Label     string // for people: “CSL-JSON”
	Extension string // with its dot
}

// RuleUnread is the rule of findings about what of a file is not read, or not as
// it stands there.
const RuleUnread = "reference-unread"

// Sources are what a file of a reference manager holds.
type Sources struct {
	Format   string // its label
	Records  []Record
	Findings []briefing.Finding
}

// Marks are what a file of an annotation tool holds.
type Marks struct {
	Format   string // its label
	Marks    []Mark
	Findings []briefing.Finding
}

type sourceFormat struct {
	Format
	is    func(text string) bool
	read  func(*reader)
	write func(io.Writer, []Record) error // nil where it is only read
}

// sourceFormats are tried in this order.
var sourceFormats = []sourceFormat{
	{Format{"CSL-JSON", ".json"}, isCSL, readCSL, writeCSL},
	{Format{"RIS", ".ris"}, isRIS, readRIS, writeRIS},
	{Format{"Zotero JSON", ".json"}, isZotero, readZoteroSources, nil},
	{Format{"BibTeX", ".bib"}, isBibTeX, readBibTeX, writeBibTeX},
}

type markFormat struct {
	Format
	is    func(text string) bool
	read  func(*reader)
	write func(io.Writer, []Mark) error // nil where it is only read
}

// markFormats are tried in this order.
var markFormats = []markFormat{
	{Format{"Web Annotations", ".jsonld"}, isWebAnnotations, readWebAnnotations, writeWebAnnotations},
	{Format{"Readwise CSV", ".csv"}, isReadwise, readReadwise, writeReadwise},
	{Format{"Hypothesis", ".json"}, isHypothesis, readHypothesis, nil},
	{Format{"Zotero JSON", ".json"}, isZotero, readZoteroMarks, nil},
	{Format{"CSL-JSON", ".json"}, isCSL, readNotes(readCSL), nil},
	{Format{"RIS", ".ris"}, isRIS, readNotes(readRIS), nil},
	{Format{"Zotero note", ".html"}, isNoteHTML, readNoteHTML, nil},
	{Format{"Zotero note", ".md"}, isNoteMarkdown, readNoteMarkdown, nil},
}

// SourceFormats are those that sources can be written in.
func SourceFormats() []Format {
	var list []Format
	for _, f := range sourceFormats {
		if f.write != nil {
			list = append(list, f.Format)
		}
	}
	return list
}

// MarkFormats are those that passages can be written in.
func MarkFormats() []Format {
	var list []Format
	for _, f := range markFormats {
		if f.write != nil {
			list = append(list, f.Format)
		}
	}
	return list
}

// SourceExtensions are the endings of files that ReadSources reads, with their dots.
func SourceExtensions() []string { return []string{".json", ".ris", ".bib"} }

// MarkExtensions are the endings of files that ReadMarks reads, with their dots.
func MarkExtensions() []string {
	return []string{".jsonld", ".json", ".csv", ".ris", ".html", ".htm", ".md"}
}

// ReadSources reads a file of a reference manager. name serves for messages alone.
func ReadSources(ctx context.Context, name string, data []byte) (Sources, error) {
	r, err := newReader(ctx, name, data)
	if err != nil {
		return Sources{}, err
	}
	for _, f := range sourceFormats {
		if f.is(r.text) {
			f.read(r)
			return Sources{f.Label, r.records, r.told()}, r.failure()
		}
	}
	hint := ""
	if slices.ContainsFunc(markFormats, func(f markFormat) bool { return f.is(r.text) }) {
		hint = " (it holds passages: import it as passages)"
	}
	return Sources{}, r.unknown("CSL-JSON, RIS, BibTeX, or Zotero's JSON", hint)
}

// ReadMarks reads a file of an annotation tool. name serves for messages alone.
func ReadMarks(ctx context.Context, name string, data []byte) (Marks, error) {
	r, err := newReader(ctx, name, data)
	if err != nil {
		return Marks{}, err
	}
	for _, f := range markFormats {
		if f.is(r.text) {
			f.read(r)
			return Marks{f.Label, r.marks, r.told()}, r.failure()
		}
	}
	hint := ""
	if slices.ContainsFunc(sourceFormats, func(f sourceFormat) bool { return f.is(r.text) }) {
		hint = " (it holds sources: import it as references)"
	}
	return Marks{}, r.unknown("Web Annotations, Readwise CSV, Hypothesis, Zotero JSON, or a Zotero note", hint)
}

// WriteSources writes records in the format of an extension.
func WriteSources(w io.Writer, extension string, records []Record) error {
	for _, f := range sourceFormats {
		if f.write != nil && strings.EqualFold(f.Extension, extension) {
			return f.write(w, records)
		}
	}
	return noFormat(extension, SourceFormats())
}

// WriteMarks writes marks in the format of an extension.
func WriteMarks(w io.Writer, extension string, marks []Mark) error {
	for _, f := range markFormats {
		if f.write != nil && strings.EqualFold(f.Extension, extension) {
			return f.write(w, marks)
		}
	}
	return noFormat(extension, MarkFormats())
}

func noFormat(extension string, formats []Format) error {
	var known []string
	for _, f := range formats {
		known = append(known, f.Extension+" ("+f.Label+")")
	}
	return fmt.Errorf("no format has the ending %q; choose %s", extension, strings.Join(known, ", "))
}

// reader gathers what a file holds, within the limits.
type reader struct {
	ctx      context.Context
	file     string
	text     string
	records  []Record
	marks    []Mark
	findings []briefing.Finding
	untold   int // findings beyond maxTold
	keys     map[string]int
	err      error
}

func newReader(ctx context.Context, name string, data []byte) (*reader, error) {
	r := &reader{ctx: ctx, file: filepath.Base(name), keys: map[string]int{}}
	if len(data) > MaxFile {
		return nil, &Error{r.file, 0, fmt.Errorf("it is larger than %d MB; export the collection in parts", MaxFile>>20)}
	}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, &Error{r.file, 0, errors.New("it is empty; export it again")}
	}
	text, remark := decode(data)
	if r.text = text; remark != "" {
		r.tell(0, "%s", remark)
	}
	return r, nil
}

// record takes a record that stands at a line; 0 is not known.
func (r *reader) record(line int, rec Record) {
	if len(r.records) >= maxRecords {
		r.fail(line, fmt.Errorf("it has more than %d records; export the collection in parts", maxRecords))
		return
	}
	if rec.Key != "" {
		if before, known := r.keys[rec.Key]; known {
			r.tell(line, "the key “%s” has another record already (record %d); both are read", shorten(rec.Key), before)
		} else {
			r.keys[rec.Key] = len(r.records) + 1
		}
	}
	if rec.Title == "" && rec.URL == "" && rec.DOI == "" {
		r.tell(line, "the record %s has no title, URL or DOI to know it by", described(rec))
	}
	r.records = append(r.records, rec)
}

func described(rec Record) string {
	return "“" + shorten(cmp.Or(rec.Title, rec.Key, rec.URL, rec.DOI, "untitled")) + "”"
}

// mark takes a mark that stands at a line; 0 is not known.
func (r *reader) mark(line int, m Mark) {
	switch {
	case len(r.marks) >= maxRecords:
		r.fail(line, fmt.Errorf("it has more than %d annotations; export them in parts", maxRecords))
	case m.Exact == "":
		r.tell(line, "an annotation of “%s” has no words of its source, and is left out%s", shorten(cmp.Or(m.Source.Title, m.Source.URL, "an unnamed source")), noteOf(m))
	case m.Source.Title == "" && m.Source.URL == "" && m.Source.DOI == "" && m.Snapshot.IsZero():
		r.tell(line, "“%s” names no source; it is kept under the name of the file", shorten(m.Exact))
		m.Source.Title = strings.TrimSuffix(r.file, filepath.Ext(r.file))
		r.marks = append(r.marks, m)
	default:
		r.marks = append(r.marks, m)
	}
}

func noteOf(m Mark) string {
	if m.Note == "" {
		return ""
	}
	return ": “" + shorten(m.Note) + "”"
}

// goesOn reports whether reading is to continue.
func (r *reader) goesOn() bool {
	if r.err == nil {
		r.err = r.ctx.Err()
	}
	return r.err == nil
}

func (r *reader) fail(line int, err error) {
	if r.err == nil {
		r.err = &Error{r.file, line, err}
	}
}

func (r *reader) failure() error { return r.err }

// unknown says that the file is in none of the formats; hint is what it may be.
func (r *reader) unknown(formats, hint string) error {
	return &Error{r.file, 0, fmt.Errorf("%w; export it as %s%s", ErrUnknown, formats, cmp.Or(hint, otherwise(r.text)))}
}

// otherwise says of files of kinds that look alike what they are.
func otherwise(text string) string {
	head := strings.TrimSpace(text[:min(len(text), 512)])
	switch {
	case strings.HasPrefix(head, "%0 "):
		return " (this is EndNote's own tagged format)"
	case strings.HasPrefix(head, "PMID-"):
		return " (this is PubMed's own format)"
	case strings.HasPrefix(head, "<"):
		return " (this is XML or a web page)"
	case strings.HasPrefix(head, "PK"):
		return " (this is a packed file)"
	}
	return ""
}

// tell notes what is not read, or not as it stands there.
func (r *reader) tell(line int, format string, args ...any) {
	if len(r.findings) >= maxTold {
		r.untold++
		return
	}
	message := fmt.Sprintf(format, args...)
	if line > 0 {
		message = fmt.Sprintf("line %d: %s", line, message)
	}
	r.findings = append(r.findings, briefing.Finding{Rule: RuleUnread, Severity: briefing.SeverityWarning, Message: message})
}

func (r *reader) told() []briefing.Finding {
	if r.untold > 0 {
		more := fmt.Sprintf("and %d more of that kind", r.untold)
		return append(r.findings, briefing.Finding{Rule: RuleUnread, Severity: briefing.SeverityWarning, Message: more})
	}
	return r.findings
}

// value is a value of the file on one line, normalised and bounded.
func (r *reader) value(line int, name, s string) string {
	if len(s) > maxValue {
		r.tell(line, "the field %s is longer than %d KB; the rest of it is left out", name, maxValue>>10)
		s = strings.ToValidUTF8(s[:maxValue], "")
	}
	return clean(s)
}

func shorten(s string) string {
	const most = 60
	if briefing.Length(s) <= most {
		return s
	}
	return briefing.Slice(s, briefing.Range{End: most}) + "…"
}
