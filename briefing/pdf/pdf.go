// Package pdf writes pages as a PDF.
//
// Write is its one entry. It obeys the display list: it neither measures nor
// breaks text. Glyphs keep the places that layout gave them, are embedded with
// a subset of their face, and say in Unicode what they show, so that copying
// and searching give the words of the note. The same document always gives the
// same bytes, and no metadata but that of the document reaches the file.
//
// Three steps follow each other: pages become content streams (content.go,
// font.go, subset.go), fpdf makes a plain PDF of as many pages, and finish.go
// reads that file back as values and adds the contents, the fonts, the structure
// and what else an accessible and archival file needs.
//
// The surprise: fpdf never sees a letter of the text, since its own text
// functions panic above U+FFFF and know no kerning. Nor does it see a font: it
// would write out the widths of 65,536 characters to find a name for each.
package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"github.com/go-pdf/fpdf"

	"briefdesk/briefing/layout"
)

// Options say what a file is besides its pages.
type Options struct {
	// Attachments are files that travel in it, which makes it PDF/A-3.
	Attachments []Attachment
	// Password is what the file asks for before it shows anything; empty asks for
	// nothing. Such a file is no PDF/A, and no two of them are the same.
	Password string
}

// Write writes doc to w as PDF 1.7. A document that says what is on its pages is
// an accessible and archival file: PDF/UA-1, and PDF/A-2a or 3a. It fails before
// the first byte is written if doc has no pages, if its pages contradict
// themselves (a glyph that its face lacks, a link to a page that is not there),
// if a face is not a sound TrueType file, or if the options cannot be followed.
// Links to anything but http, https and mailto are left out; their text stays.
func Write(w io.Writer, doc layout.Document, opts Options) error {
	if err := check(doc); err != nil {
		return err
	}
	if err := checkAttachments(opts.Attachments); err != nil {
		return err
	}
	lock, err := protect(opts.Password)
	if err != nil {
		return err
	}
	enc, err := encode(doc.Pages)
	if err != nil {
		return err
	}
	raw, err := draft(doc)
	if err != nil {
		return err
	}
	f, err := readFile(raw)
	if err != nil {
		return fmt.Errorf("read back the draft: %w", err)
	}
	if err := finish(f, doc, enc, opts); err != nil {
		return fmt.Errorf("finish the draft: %w", err)
	}
	f.protection = lock
	done, err := f.write()
	if err != nil {
		return err
	}
	_, err = w.Write(done)
	return err
}

// maxSide is the longest side of a page that PDF allows, in points.
const maxSide = 14400

// check finds what no PDF could be made of. Texts are checked as they are encoded.
func check(doc layout.Document) error {
	if len(doc.Pages) == 0 {
		return errors.New("there are no pages to write")
	}
	if doc.Date != "" {
		if _, err := time.Parse(time.DateOnly, doc.Date); err != nil {
			return fmt.Errorf("the date %q is not of the form 2006-01-31", doc.Date)
		}
	}
	for i, e := range doc.Structure {
		if e.Parent >= i || e.Parent < 0 && i > 0 {
			return fmt.Errorf("element %d of the structure, a %s, is part of element %d", i, e.Role, e.Parent)
		}
	}
	for i, p := range doc.Pages {
		if !(p.W >= 1 && p.H >= 1 && p.W <= maxSide && p.H <= maxSide) {
			return fmt.Errorf("page %d measures %g × %g points; a PDF page has 1 to %d", i+1, p.W, p.H, maxSide)
		}
		for _, it := range p.Items {
			if err := checkItem(doc, it); err != nil {
				return fmt.Errorf("page %d: %w", i+1, err)
			}
		}
	}
	for _, b := range doc.Outline {
		if b.Page < 0 || b.Page >= len(doc.Pages) || !sound(b.Y) {
			return fmt.Errorf("the bookmark %q leads to page %d of %d", b.Title, b.Page+1, len(doc.Pages))
		}
	}
	return nil
}

// checkItem finds what leads to no element and to no page.
func checkItem(doc layout.Document, it layout.Item) error {
	if l, ok := it.(layout.Link); ok {
		if !sound(l.X, l.Y, l.W, l.H, l.To) {
			return errors.New("a link stands outside of all measure")
		}
		if l.URL == "" && (l.Page < 0 || l.Page >= len(doc.Pages)) {
			return fmt.Errorf("a link leads to page %d of %d", l.Page+1, len(doc.Pages))
		}
	}
	if tag := tagOf(it); !hasElement(doc, tag) {
		return fmt.Errorf("%s is part of element %d of %d", describe(it), tag, len(doc.Structure))
	}
	return nil
}

// tagOf is the element that an item is part of.
func tagOf(it layout.Item) int {
	switch it := it.(type) {
	case layout.Text:
		return it.Tag
	case layout.Stroke:
		return it.Tag
	case layout.Image:
		return it.Tag
	case layout.Link:
		return it.Tag
	}
	return layout.Decoration
}

// describe is an item with an element, in words.
func describe(it layout.Item) string {
	switch it := it.(type) {
	case layout.Text:
		return "the text “" + it.Words + "”"
	case layout.Link:
		return "a link"
	case layout.Image:
		return "an image"
	}
	return "a line"
}

// hasElement reports whether tag is that of an element, or of none.
func hasElement(doc layout.Document, tag int) bool {
	return tag == layout.Decoration || tag == layout.Furniture || tag > 0 && tag < len(doc.Structure)
}

// sound reports whether all measures are numbers of a size that a page may have.
func sound[T ~float32 | ~float64](measures ...T) bool {
	for _, m := range measures {
		if !(math.Abs(float64(m)) < 1e6) {
			return false
		}
	}
	return true
}

// draft has fpdf write a file of empty pages, with their links and bookmarks. What
// is on the pages, and all in the file that depends on the clock, is put in by
// finish.
func draft(doc layout.Document) ([]byte, error) {
	first := doc.Pages[0]
	p := fpdf.NewCustom(&fpdf.InitType{
		OrientationStr: "P",
		UnitStr:        "pt",
		Size:           fpdf.SizeType{Wd: float64(first.W), Ht: float64(first.H)},
	})
	p.SetCompression(false)
	p.SetCatalogSort(true)
	p.SetAutoPageBreak(false, 0)
	for _, pg := range doc.Pages {
		p.AddPageFormat("P", fpdf.SizeType{Wd: float64(pg.W), Ht: float64(pg.H)})
		draftLinks(p, pg)
	}
	draftOutline(p, doc.Outline)

	var raw bytes.Buffer
	if err := p.Output(&raw); err != nil {
		return nil, fmt.Errorf("draft the pages: %w", err)
	}
	return raw.Bytes(), nil
}

func draftLinks(p *fpdf.Fpdf, pg layout.Page) {
	for _, l := range linksOf(pg) {
		x, y, w, h := float64(l.X), float64(l.Y), float64(l.W), float64(l.H)
		if l.URL != "" {
			p.LinkString(x, y, w, h, l.URL)
			continue
		}
		to := p.AddLink()
		p.SetLink(to, float64(l.To), l.Page+1)
		p.Link(x, y, w, h, to)
	}
}

// linksOf are the links of a page that may go into a file, their addresses in
// ASCII.
func linksOf(pg layout.Page) []layout.Link {
	var links []layout.Link
	for _, it := range pg.Items {
		l, ok := it.(layout.Link)
		if ok && l.URL != "" {
			l.URL, ok = safeURL(l.URL)
		}
		if ok {
			links = append(links, l)
		}
	}
	return links
}

// draftOutline adds the bookmarks. Titles go in as PDF strings, which fpdf
// copies while no font is selected. Levels that skip one are drawn in.
func draftOutline(p *fpdf.Fpdf, outline []layout.Bookmark) {
	level := 0
	for _, b := range outline {
		level = max(1, min(b.Level, level+1))
		p.SetPage(b.Page + 1)
		p.Bookmark(string(textString(b.Title)), level-1, float64(b.Y))
	}
	p.SetPage(p.PageCount()) // fpdf writes no page beyond the current one
}
