// Package pdftext reads the text of a PDF as its author wrote it: title,
// headings, paragraphs, lists, notes and tables, where the file has only
// letters and their places.
//
// Read runs PDFium to get the characters of each page (engine.go, pdfium.go)
// and does the rest itself. Each step takes plain data and gives plain data:
//
//	sheet       characters in the file's coordinates
//	page        upright, without what nobody can see          page.go
//	words       letters that touch                            line.go
//	            without running heads and page numbers        furniture.go
//	regions     columns, in the order of reading              region.go
//	lines       words on a baseline                           line.go, bidi.go
//	paragraphs  and what kind of block they are               paragraph.go, kind.go, table.go
//	blocks      joined over columns and pages, hyphens gone   flow.go, hyphen.go
//
// Lengths are in points. What surprises: the order in which a file draws its
// letters means nothing here, except to tell words apart.
package pdftext

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"briefdesk/briefing"
)

// Why a file cannot be read at all.
var (
	// ErrPassword is of a file that needs another password than was given.
	ErrPassword = errors.New("it is encrypted and needs its password")
	// ErrProtected is of a file that no password opens here.
	ErrProtected = errors.New("it is protected in a way that only its own reader opens")
	// ErrDamaged is of a file in which no page can be found.
	ErrDamaged = errors.New("it is damaged")
	// ErrScan is of a file that holds pictures of pages.
	ErrScan = errors.New("it is a scan without text")
	// ErrEmpty is of a file whose pages hold nothing to read.
	ErrEmpty = errors.New("its pages are empty")
)

// Options say how to read a file.
type Options struct {
	Password string
	// Cache is a folder that Warm filled; without one, starting takes seconds.
	Cache string
	// Ready, if not nil, is called once the engine runs, and Page after each
	// page, counted from 1.
	Ready func()
	Page  func(page, pages int)
}

// Document is the text of a file.
type Document struct {
	Info Info
	// Title, Subtitle, Byline and Date stand at the head of the first page. They
	// are not in Blocks; those not found are empty.
	Title, Subtitle, Byline, Date string
	Blocks                        []Block
	// Warnings are sentences about what may be missing or misread.
	Warnings []string
}

// Info is what the file says of itself, each as it is there or empty.
type Info struct {
	Title, Author string
	Created       string // a date as in ISO 32000-1, 7.9.4
}

// Block is a stretch of the document with one role. Its ranges count code
// points from the start of its normalised text.
type Block struct {
	Kind  briefing.TextKind
	Level int // of headings, from 2, and of list items, from 1
	Text  string
	Spans []briefing.Span
	// Rows are the cells of a table, which has no Text.
	Rows [][]string
	// Page is the label of the page on which the block begins; Turns are the
	// pages that begin within it.
	Page  string
	Turns []briefing.PageMark
}

// maxPages is how many pages are read: a longer document is no article.
const maxPages = 400

// Read reads a PDF. Its errors are one of those above, that of a ctx that
// ended, or of an engine that broke off. It looks at ctx between pages only, and
// two thousand bytes can be made into a page that takes hours: Read is for a
// process that somebody ends.
func Read(ctx context.Context, data []byte, o Options) (Document, error) {
	e, err := newEngine(o.Cache)
	if err != nil {
		return Document{}, err
	}
	defer e.close()
	if o.Ready != nil {
		o.Ready()
	}
	return e.read(ctx, data, o)
}

func (e *engine) read(ctx context.Context, data []byte, o Options) (Document, error) {
	d, err := e.open(data, o.Password)
	if err != nil {
		return Document{}, err
	}
	if d.pages == 0 {
		return Document{}, ErrDamaged
	}
	r := reading{}
	r.takeInfo(d)
	for i := range min(d.pages, maxPages) {
		if err := ctx.Err(); err != nil {
			return Document{}, err
		}
		if err := r.takePage(d, i); err != nil {
			if !slices.ContainsFunc(r.pages, func(p page) bool { return len(p.glyphs) > 0 }) {
				return Document{}, err
			}
			r.warn("The file is damaged, or too complex: only what stands before page %d could be read.", i+1)
			break
		}
		if o.Page != nil {
			o.Page(i+1, d.pages)
		}
	}
	if d.pages > maxPages {
		r.warn("The file has %d pages; only the first %d were read.", d.pages, maxPages)
	}
	return r.document()
}

// reading is a file while it is read: first page by page, then as a whole.
type reading struct {
	info     Info
	pages    []page
	styles   []style
	hidden   int
	askew    int
	damaged  []string
	warnings []string
}

func (r *reading) warn(format string, args ...any) {
	r.warnings = append(r.warnings, fmt.Sprintf(format, args...))
}

func (r *reading) takeInfo(d *document) {
	r.info = Info{Title: d.info("Title"), Author: d.info("Author"), Created: d.info("CreationDate")}
}

// takePage adds page i, counted from 0. Its error is one after which the engine
// is of no use.
func (r *reading) takePage(d *document, i int) error {
	s, err := d.sheet(i, &r.styles)
	if errors.Is(err, errCrowded) || errors.Is(err, ErrDamaged) {
		r.damaged = append(r.damaged, fmt.Sprint(i+1))
		r.pages = append(r.pages, page{label: d.label(i)})
		return nil
	}
	if err != nil {
		return err
	}
	p := s.view(r.styles)
	p.label = d.label(i)
	r.add(p)
	return nil
}

func (r *reading) add(p page) {
	r.pages = append(r.pages, p)
	r.hidden += p.hidden
	r.askew += p.askew
}
