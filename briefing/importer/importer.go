// Package importer reads files as articles: web pages, PDFs, Word documents,
// mails, feeds and texts. What goes in is a name and bytes; what comes out is an
// Item for each article in the file, with its metadata, its notices and its
// Snapshot.
//
// A file is never parsed in the program that holds the user's library. An
// Importer starts a worker, the same binary called with WorkerFlag, gives it
// the bytes and checks whatever comes back, so that a hostile file can at worst
// end a process which has no environment, no files and little time. ReadFiles
// does so for many files, a few at a time.
//
// Formats lists what is read. A parser, in the file named after its format,
// only gathers drafts; what holds for every format is done once, in draft.go:
// notices are set apart, the genre and the language inferred, the snapshot made.
// A mail and what is attached to it are read by one worker, part by part.
//
// The surprise for most readers: the name of a file decides only what its
// bytes leave open. A web page called notes.txt is read as a web page.
package importer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"briefdesk/briefing"
	"briefdesk/briefing/importer/pdftext"
)

// Item is one article read from a file. It is also what the worker sends.
type Item struct {
	Format string `json:"format"` // the Name of one of Formats
	// Index tells the articles of one file apart, from 1; it is 0 in a file
	// that can hold only one.
	Index int `json:"index,omitempty"`
	// Article has no ID and no date of access: those are its owner's to give.
	// Its Snapshots hold the hash of Snapshot.
	Article  briefing.Article  `json:"article"`
	Snapshot briefing.Snapshot `json:"snapshot"`
	// Warnings are sentences for the reader about what may have been misread.
	Warnings []string `json:"warnings,omitempty"`
}

// Format is a kind of file that can be read.
type Format struct {
	Name       string   // short, lower case: html
	Label      string   // for people: web page
	Extensions []string // with their dots, the usual one first
	Limit      int      // the most bytes a file may have
	parse      parser
	// sniff recognises bytes that are certainly of a format which is no text; nil for text.
	sniff func(data []byte) bool
	// named formats are known by the name of the file where the bytes say nothing.
	named bool
	// looks recognises text that is certainly of the format by its beginning, or is nil.
	looks func(head string) bool
	// patience is how long reading may take in all; 0 is the usual deadline.
	patience time.Duration
	// prepare compiles, into a folder, what makes reading start faster, or is nil;
	// prepared reports whether that is done.
	prepare  func(ctx context.Context, dir string) error
	prepared func(dir string) bool
}

// parser turns a file into drafts, of which there is at least one. Its errors
// are refusals; ctx ends with the worker's time.
type parser func(context.Context, source) ([]draft, error)

// In formats the first that recognises a file by its content reads it.
var formats = []Format{
	{Name: "text", Label: "plain text", Extensions: []string{".txt", ".text"}, Limit: 10 << 20, parse: single(parseText)},
	{Name: "markdown", Label: "Markdown", Extensions: []string{".md", ".markdown", ".mdown", ".mkd"}, Limit: 10 << 20, parse: single(parseMarkdown)},
	{
		Name: "html", Label: "saved web pages", Extensions: []string{".html", ".htm", ".xhtml", ".xht"}, Limit: 8 << 20,
		parse: single(parseHTML), looks: htmlStart.MatchString,
	},
	{
		Name: "docx", Label: "Word documents", Extensions: []string{".docx", ".docm", ".dotx", ".dotm"}, Limit: 50 << 20,
		parse: parseDOCX, sniff: isDOCX,
	},
	{Name: "sealed", Label: "encrypted documents", Limit: 50 << 20, parse: parseSealed, sniff: isSealed},
	{
		Name: "pdf", Label: "PDF", Extensions: []string{".pdf"}, Limit: 60 << 20,
		parse: parsePDF, sniff: isPDF, patience: pdfPatience, prepare: pdftext.Warm, prepared: pdftext.IsWarm,
	},
	{
		Name: "mhtml", Label: "web archives", Extensions: []string{".mhtml", ".mht"}, Limit: 40 << 20,
		parse: parseWebArchive, sniff: isWebArchive, named: true,
	},
	{
		Name: "eml", Label: "mails", Extensions: []string{".eml"}, Limit: 40 << 20,
		parse: parseMail, sniff: isMail, named: true,
	},
	{
		Name: "mbox", Label: "mailboxes", Extensions: []string{".mbox", ".mbx"}, Limit: 40 << 20,
		parse: parseMailbox, sniff: isMailbox, named: true,
	},
	{
		Name: "feed", Label: "feeds", Extensions: []string{".rss", ".atom", ".rdf", ".xml", ".json"}, Limit: 10 << 20,
		parse: parseFeed, looks: feedStart.MatchString,
	},
}

// Formats lists what can be read, for file dialogs and help.
func Formats() []Format { return append([]Format(nil), formats...) }

// The causes of errors that a caller may do something about.
var (
	// ErrUnsupported is the cause of an Error about a file in none of Formats.
	ErrUnsupported = errors.New("unsupported format")
	// ErrPassword is the cause of an Error about a file that needs a password, or
	// another than the one that was given.
	ErrPassword = errors.New("password needed")
)

// Error is why a file could not be read, as a sentence to show to its owner.
type Error struct {
	Name    string // of the file
	Reason  string // what is wrong, and the remedy
	Cause   error  // for errors.Is, or nil
	details string
}

func (e *Error) Error() string { return "read " + printable(e.Name) + ": " + e.Reason }

func (e *Error) Unwrap() error { return e.Cause }

// Details is what the worker printed as it ended: for a report of a bug, not
// for the user to read. It may hold anything the file made it say.
func (e *Error) Details() string { return e.details }

// Importer reads files, each in a worker process of its own. The zero Importer
// starts the running program again as its worker.
type Importer struct {
	// Command starts the worker; empty is os.Executable() with WorkerFlag.
	Command []string
	// Password opens the files that need one.
	Password string
	// Cache is the folder in which compiled code is kept; see Prepare. Empty is none.
	Cache string
}

// Load returns the content of the file at path for Read. It looks at the size
// before it reads a byte.
func Load(path string) ([]byte, error) {
	info, err := os.Stat(path) // before opening, which would wait on a pipe
	if err != nil {
		return nil, fileError(path, err)
	}
	switch {
	case info.IsDir():
		return nil, &Error{Name: path, Reason: "it is a folder; choose the files in it"}
	case !info.Mode().IsRegular():
		return nil, &Error{Name: path, Reason: "it is a device or a pipe; save its content as a file first"}
	case info.Size() > largest():
		return nil, tooLarge(path, info.Size(), largest())
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fileError(path, err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, largest()+1)) // it may have grown
	if err != nil {
		return nil, fileError(path, err)
	}
	return data, nil
}

// largest is the most bytes that any format may have.
func largest() int64 {
	most := 0
	for _, f := range formats {
		most = max(most, f.Limit)
	}
	return int64(most)
}

func tooLarge(name string, size, limit int64) error {
	return &Error{Name: name, Reason: fmt.Sprintf(
		"it is too large (%.1f MB; at most %d MB are read); save only the article itself", float64(size)/(1<<20), limit>>20)}
}

func fileError(path string, err error) error {
	reason := "the system refused it: " + rootCause(err).Error()
	switch {
	case errors.Is(err, fs.ErrNotExist):
		reason = "there is no such file; check its name and folder"
	case errors.Is(err, fs.ErrPermission):
		reason = "you may not read it; ask its owner for access"
	}
	return &Error{Name: path, Reason: reason, Cause: err}
}

// rootCause leaves out the path, which an Error says already.
func rootCause(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}

// unsupported refuses what as an article and says what would be read.
func unsupported(what string) error {
	return &refusal{what + " cannot be read as an article; save it as a Word document, as HTML or as text", ErrUnsupported}
}

// refusal is what a parser says about a file whose name it need not know.
type refusal struct {
	reason string
	cause  error
}

func (r *refusal) Error() string { return r.reason }

func (r *refusal) Unwrap() error { return r.cause }

// printable makes a file name fit to be shown: one that holds line feeds or
// text that runs backwards is quoted.
func printable(name string) string {
	for _, r := range name {
		if !unicode.IsPrint(r) {
			return strconv.QuoteToGraphic(name)
		}
	}
	return name
}

// stem is the name of a file without folder and extension.
func stem(name string) string {
	base := filepath.Base(name)
	return strings.TrimSuffix(base, filepath.Ext(base))
}
