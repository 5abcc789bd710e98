// Package layout says where everything stands: it sets a manuscript in pages.
//
// A Setter's PagesIn is its one entry. Paragraphs are shaped (HarfBuzz),
// hyphenated (Liang) and broken into lines (Knuth and Plass); lines, quotations,
// lists and tables become strips, and strips are cut into pages with their
// notes. The result is a display list, a Document of Pages, which packages pdf
// and raster only read, so paper and preview cannot disagree.
//
//	manuscript.Block → spans → paragraph → strips → Page
//
// All measures follow one convention: points from the top left of the page, y
// downwards, and the position of a text is its baseline.
package layout

import (
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/go-text/typesetting/bidi"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// Setter sets manuscripts. It keeps fonts, patterns and shaped words from one
// call to the next, and may be used from several goroutines.
type Setter struct {
	mu sync.Mutex
	t  typesetter
}

// NewSetter returns a setter that works with the fonts and the hyphenation
// patterns of two folders.
func NewSetter(fonts, hyphenation fs.FS) *Setter {
	return &Setter{t: typesetter{
		shaper:  newShaper(NewFonts(fonts)),
		hyphens: &hyphenator{fsys: hyphenation, known: map[string]*patterns{}},
		lexicon: newLexicon(),
		books:   map[bookKey]*vocabulary{},
		memo:    newMemo(),
	}}
}

// Pages sets m on paper as its form has it.
func (s *Setter) Pages(m manuscript.Manuscript, paper Size) (Document, []briefing.Finding, error) {
	return s.PagesIn(m, paper, Look{})
}

// PagesIn sets m on paper in a look. Characters that no font has are shown as a box and
// come back as findings. The same manuscript gives the same pages every time.
func (s *Setter) PagesIn(m manuscript.Manuscript, paper Size, look Look) (Document, []briefing.Finding, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.t.missing, s.t.err = map[rune]bool{}, nil
	s.t.memo.turn()

	doc := s.settled(Lettered(m), paper, look.Type)
	if s.t.err != nil {
		return Document{}, nil, s.t.err
	}
	look.recolour(doc.Pages)
	return doc, s.missing(), nil
}

// set sets m on paper, where references say the pages on which anchors stand as
// far as these are given. It returns those on which they really stand.
func (s *Setter) set(m manuscript.Manuscript, paper Size, size TypeSize, known map[string]int) (Document, map[string]int) {
	st := templateOf(m.Template).style(paper).cited(m.Citations).in(size)
	f := flow{typesetter: &s.t, st: st, size: size, language: m.Language, tree: newTree(), noted: map[int]int{}, foreign: map[foreignWords]int{}, pages: known}
	if f.mirrored = usual(m.Language) == bidi.RightToLeft; f.mirrored {
		f.st = f.st.fromRight()
		st = f.st
	}
	banner := f.bannerTags(m)
	facts := particulars{m.Facts}
	box, foot := f.classification(m, &facts)
	designation, high := f.designation(m, &facts)
	box, foot = append(box, designation...), max(foot, high)
	opening, start, toPanel := f.begin(m, &facts)
	frame := Frame{Opening: f.takeFrame(), FirstFoot: f.boxed}
	blocks, legends := withoutLegends(m.Blocks)
	if len(blocks) >= manyBlocks {
		defer f.setAhead(func(r *flow) {
			r.sections(blocks)
			r.decision(m.Decision)
			r.footnotes(m.Notes)
		})()
	}
	f.sections(blocks)
	f.decision(m.Decision)
	if len(f.strips) > 0 && f.strips[0].panel != nil {
		start = toPanel + f.strips[0].above
	}
	p := paginator{st: st, notes: f.footnotes(m.Notes), start: start, under: f.watermark(m), foot: foot, anchors: map[string]place{}}
	if st.closing != nil {
		st.closing(&f, m, &facts)
	}
	frame.Closing = f.takeFrame()
	text := len(f.strips)
	for _, l := range legends {
		f.legend(l)
	}
	frame.Legends = f.legends
	frame.Before, frame.After = endRows(facts.all(), m.End)
	f.end(frame.Before)
	if st.notes.form == bracketed {
		f.endNotes(m.Notes)
	}
	f.end(frame.After)
	body := len(f.strips)
	if text < body {
		f.strips[text].sinks = st.endSinks
	}
	if st.notes.form == tabbed {
		f.endNotes(m.Notes)
	}
	annexAt := len(f.strips)
	undo := f.remember()
	f.annex(m.Annex)
	p.after = f.strips[body:]
	p.run(f.strips[:body])
	bodyPages := len(p.pages)
	switch alone := len(p.after) > 0 && p.after[0].joins; { // what follows does not fit below the text
	case alone && annexAt == body:
		undo()
		f.st.annexJoins = false
		f.annex(m.Annex)
		p.after = f.strips[body:]
	case alone && annexAt < len(f.strips): // the notes have a page of their own: the annex goes on there
		f.strips[annexAt].newPage = false
	}
	f.st = st
	rest := p.after
	p.after = nil
	p.run(rest)
	f.strips, p.strips = nil, nil // they are on the pages
	f.numberEntries(p.pages, p.anchors)
	p.pages[0].Items = slices.Concat(opening, p.pages[0].Items, box)
	for _, pg := range p.pages {
		f.tree.cellByCell(pg.Items)
	}
	if f.mirrored {
		for _, pg := range p.pages {
			turned(pg.Items, pg.W)
		}
		f.mirrored = false // markings and page numbers stay where they are
	}
	f.furnish(m, p.pages, banner)
	resolve(p.pages, p.anchors)
	stand := map[string]int{}
	frame.Pages = map[string]int{}
	for anchor, at := range p.anchors {
		stand[anchor], frame.Pages[anchor] = at.page, at.page+1
	}
	return Document{
		Title: m.Title, Language: m.Language, Date: m.Date, Author: m.Author, Marking: string(m.Banner.Mark),
		Pages: p.pages, Body: bodyPages, Outline: levelled(p.outline), Structure: f.tree.elements, Frame: frame,
	}, stand
}

func (s *Setter) missing() []briefing.Finding {
	var chars []rune
	for r := range s.t.missing {
		chars = append(chars, r)
	}
	slices.Sort(chars)
	var fs []briefing.Finding
	for _, r := range chars {
		fs = append(fs, briefing.Finding{
			Rule: "character-missing", Severity: briefing.SeverityWarning, Text: string(r),
			Message: fmt.Sprintf("no font here has the character %q (%U); it is printed as a box", r, r),
		})
	}
	return fs
}

// levelled lets no entry stand more than one level below the one before it.
func levelled(outline []Bookmark) []Bookmark {
	level := 0
	for i := range outline {
		outline[i].Level = min(outline[i].Level, level+1)
		level = outline[i].Level
	}
	return outline
}
