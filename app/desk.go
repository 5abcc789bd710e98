package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"time"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/app/outline"
	"briefdesk/app/passages"
	"briefdesk/app/preview"
	"briefdesk/app/reader"
	"briefdesk/app/session"
	"briefdesk/app/shelf"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/library"
	"briefdesk/briefing/quote"
)

// desk is the window: what is open in it, and the panes that show it. All of it
// belongs to the window's thread; work that takes time goes through run.
//
// Panes tell what the user does through their callbacks; each becomes an edit
// of the session or a change of what is open. The session tells what changed,
// and only then are panes filled again: there is one way in and one way out.
type desk struct {
	ctx         context.Context
	app         fyne.App
	win         fyne.Window
	session     *session.Session
	library     *library.Library
	path        string            // of the library; empty in memory
	readOnlyFor error             // why it is open for reading only, if it is
	replace     func(from string) // puts a backup in its place and opens that in the window; may be nil
	run         session.Runner
	importer    importer.Importer
	exporter    *export.Exporter
	fileMode    fs.FileMode // of new files that the user asks for; zero is 0600
	now         func() time.Time
	clock       look.Clock
	// putPage puts a page of HTML on the clipboard, with the text that says the same.
	putPage func(page, text string) error

	shelf    *shelf.Shelf
	passages *passages.Passages
	reader   *reader.Reader
	outline  *outline.Outline
	preview  *preview.Preview
	frame    *frame
	findings *findingsPane
	menu     *menu

	article   briefing.ID // the one in the reader, or zero
	snapshot  briefing.Snapshot
	passage   briefing.ID // the one that was touched last, or zero
	note      briefing.ID // the open briefing, or zero
	briefing  briefing.Briefing
	prepared  export.Prepared
	noteErr   error                 // why the briefing cannot be set
	reviewed  []briefing.Finding    // what the checks say of it
	typing    bool                  // words are being typed, and are not checked yet
	proofs    map[briefing.ID]proof // of the quotations, by passage
	block     int                   // the block selected in the outline, or -1
	next      int                   // the block to be selected once it is shown, or -1
	editNext  bool                  // and edited
	stopPull  func()                // of the timer that looks into a selected pull quote
	stopPause func()                // of the timer that ends a step of typing
	pane      int                   // the one that had the keyboard last: left, reader, briefing

	listed  listed
	rows    []passages.Row // all passages
	index   *session.Index // of what is saved
	finding finding

	synonymFile string   // empty where there is no place for it
	houseFaults []string // what is wrong with the house's own templates and profiles

	articles   int // how many there are
	jobs       *session.Jobs
	ended      []jobEnd      // what came of them, newest first
	work       *jobsSheet    // while it is open
	importing  int           // imports under way
	unshown    []library.Ref // what they changed since it was shown last
	lastImport *batch        // or nil
	lastWord   *wordReview   // or nil
	savedAt    time.Time
	saveFailed bool // and that was said

	backupFailed bool // likewise

	portal bool // the desktop has file dialogs of its own

	listSlot, noteSlot, proofSlot, pullSlot slot
}

// changed fills the panes that show what an edit touched, soon where nobody looks
// at it.
func (d *desk) changed(refs []library.Ref) {
	if d.importing > 0 && d.canWait(refs) {
		d.showLater(refs)
		return
	}
	d.show(refs)
}

func (d *desk) show(refs []library.Ref) {
	var articles, passages, note, open bool
	var back briefing.ID // a briefing that may have come back, while none is open
	for _, ref := range refs {
		switch ref.Kind {
		case library.KindArticle:
			articles = true
			open = open || ref.ID == d.article
		case library.KindPassage:
			passages = true
		case library.KindBriefing:
			note = note || ref.ID == d.note
			if d.note.IsZero() {
				back = ref.ID
			}
		}
	}
	if articles || passages {
		d.showLists(refs)
	}
	if open {
		d.openArticle(d.article)
	} else if passages {
		d.showHighlights()
	}
	if _, err := d.session.Passage(d.passage); err != nil {
		d.passage = briefing.ID{}
	}
	if _, err := d.session.Briefing(back); err == nil {
		d.openNote(back)
	} else if passages || articles || note && !d.noteIsShown() {
		d.setNote()
	}
	d.showCommands()
}

// noteIsShown reports whether the outline shows the open briefing as it is.
func (d *desk) noteIsShown() bool {
	b, err := d.session.Briefing(d.note)
	return err == nil && reflect.DeepEqual(b, d.briefing)
}

// slot is a place that the newest of several readings fills. One is under way
// at a time; of those asked for meanwhile, the newest waits and the rest go.
type slot struct {
	asked int
	busy  bool
	next  func()
}

// fill runs read beside the window and then, on its thread, what read returns,
// unless the slot was asked to be filled anew meanwhile.
func (d *desk) fill(s *slot, what string, read func() (func(), error)) {
	s.asked++
	asked := s.asked
	begin := func() {
		s.busy = true
		d.run.Go(func() {
			show, err := read()
			d.run.UI(func() {
				s.busy = false
				if next := s.next; next != nil {
					s.next = nil
					next()
				}
				switch {
				case asked != s.asked:
				case err != nil:
					d.fail(what, err)
				default:
					show()
				}
			})
		})
	}
	if s.busy {
		s.next = begin
		return
	}
	begin()
}

// openArticle shows the newest text of an article in the reader; one that is
// gone closes it.
func (d *desk) openArticle(id briefing.ID) { d.openSnapshot(id, briefing.Hash{}) }

// openSnapshot shows one text of an article; the zero hash is the newest.
func (d *desk) openSnapshot(id briefing.ID, hash briefing.Hash) {
	a, err := d.session.Article(id)
	if err == nil {
		if hash.IsZero() {
			hash = a.Latest()
		}
		d.snapshot, err = d.session.Snapshot(hash)
	}
	if err != nil {
		if !errors.Is(err, library.ErrNotFound) {
			d.fail("That article cannot be opened", err)
		}
		d.article, d.snapshot = briefing.ID{}, briefing.Snapshot{}
		d.reader.SetArticle(briefing.Article{}, briefing.Snapshot{}, nil)
		d.frame.showEmpty(d.articles == 0)
		d.showCommands()
		return
	}
	d.article = id
	d.frame.showEmpty(false)
	d.reader.SetArticle(a, d.snapshot, d.highlights())
	d.shelf.Select(id)
	d.app.Preferences().SetString(prefArticle, id.String())
	d.showCommands()
}

// highlights are the passages of the snapshot that is being read.
func (d *desk) highlights() []briefing.Passage {
	all, err := d.session.Passages(d.ctx, d.article)
	if err != nil {
		d.fail("The passages cannot be read", err)
		return nil
	}
	var here []briefing.Passage
	for _, p := range all {
		if p.Snapshot == d.snapshot.Hash {
			here = append(here, p)
		}
	}
	return here
}

func (d *desk) showHighlights() {
	if !d.article.IsZero() {
		d.reader.SetPassages(d.highlights())
	}
}

// openPassage shows a passage at its place in its article.
func (d *desk) openPassage(id briefing.ID) {
	p, err := d.session.Passage(id)
	if err != nil {
		d.fail("That passage cannot be opened", err)
		return
	}
	d.passage = id
	if p.Article != d.article || p.Snapshot != d.snapshot.Hash {
		d.openSnapshot(p.Article, p.Snapshot)
	}
	d.reader.Reveal(p.Range)
	d.showCommands()
}

// highlight saves a range of the article as a passage.
func (d *desk) highlight(r briefing.Range, colour string) (briefing.ID, bool) {
	p, err := d.session.Highlight(d.article, d.snapshot.Hash, r, colour)
	if err != nil {
		d.fail("That cannot be highlighted", err)
		return briefing.ID{}, false
	}
	d.passage = p.ID
	d.showCommands()
	return p.ID, true
}

func highlightIn(colour string) func(*desk) {
	return func(d *desk) { d.highlight(d.reader.Selection(), colour) }
}

// passageOf is the passage with this range, made if there is none.
func (d *desk) passageOf(r briefing.Range) (briefing.ID, bool) {
	for _, p := range d.highlights() {
		if p.Range == r {
			d.passage = p.ID
			return p.ID, true
		}
	}
	return d.highlight(r, d.lastColour())
}

// quotePassage puts a passage in the open briefing, at a gap between blocks, or
// after the selected one where gap is below 0.
func (d *desk) quotePassage(id briefing.ID, gap int) { d.quotePassages([]briefing.ID{id}, gap) }

// mostQuoted is how many passages are put in a briefing at once.
const mostQuoted = 100

// quotePassages puts passages in the open briefing, one after the other, as
// quotePassage does with one.
func (d *desk) quotePassages(ids []briefing.ID, gap int) {
	if len(ids) > mostQuoted {
		d.fail("Those are too many for one step", fmt.Errorf("select at most %d passages", mostQuoted))
		return
	}
	if d.note.IsZero() && !d.makeNote() {
		return
	}
	if gap < 0 {
		gap = d.gapAfterSelection()
	}
	blocks := make([]briefing.Block, len(ids))
	for i, id := range ids {
		var err error
		if blocks[i], err = d.quoting(id); err != nil {
			d.fail("That cannot be added", err)
			return
		}
	}
	d.goNext(gap+len(blocks)-1, false)
	if err := d.session.InsertBlocks("Add to briefing", d.note, gap, blocks...); err != nil {
		d.fail("That cannot be added", err)
		return
	}
	d.setNote()
	if len(ids) > 1 {
		d.toast("Added " + plural(len(ids), "passage") + " to the briefing")
		return
	}
	d.toast("Added to the briefing")
}

// quoting is a block of the open briefing that quotes a passage.
func (d *desk) quoting(id briefing.ID) (briefing.Block, error) {
	edits, err := d.withoutFloats(id)
	if err != nil {
		return briefing.Block{}, err
	}
	mark, err := d.quotingMark(id)
	return briefing.Block{Kind: briefing.BlockQuotation, Portion: mark, Quotation: briefing.Quotation{Passage: id, Edits: edits}}, err
}

// quotingMark is the marking that a quotation of a passage takes in the open briefing.
func (d *desk) quotingMark(id briefing.ID) (briefing.Marking, error) {
	p, err := d.session.Passage(id)
	if err != nil {
		return "", err
	}
	a, err := d.session.Article(p.Article)
	if err != nil {
		return "", err
	}
	b, err := d.session.Briefing(d.note)
	if err != nil {
		return "", err
	}
	return d.exporter.Profiles[b.Profile].Quoting(b, p, a), nil
}

// withoutFloats are the edits that leave the pull quotes and captions out of a
// passage that runs over them.
func (d *desk) withoutFloats(id briefing.ID) ([]briefing.Edit, error) {
	p, err := d.session.Passage(id)
	if err != nil {
		return nil, err
	}
	snap, err := d.session.Snapshot(p.Snapshot)
	return quote.WithoutFloats(snap, p.Range), err
}

// goNext selects a block that an edit is about to make: for the next command at
// once, for the eye when it is shown.
func (d *desk) goNext(index int, edit bool) { d.block, d.next, d.editNext = index, index, edit }

// blocks are those of the open briefing as they are, shown or not.
func (d *desk) blocks() []briefing.Block {
	b, err := d.session.Briefing(d.note)
	if err != nil {
		return nil
	}
	return b.Blocks
}

func (d *desk) gapAfterSelection() int {
	n := len(d.blocks())
	if d.block >= 0 && d.block < n {
		return d.block + 1
	}
	return n
}

// What is possible at the moment.

func (d *desk) modal() bool { return d.win.Canvas().Overlays().Top() != nil }

func (d *desk) writable() bool { return !d.library.ReadOnly() }

func (d *desk) hasNote() bool { return !d.note.IsZero() }

func (d *desk) canEditNote() bool { return d.hasNote() && d.writable() }

// hasBlock reports whether a block of the open briefing is selected.
func (d *desk) hasBlock() bool {
	return d.canEditNote() && d.block >= 0 && d.block < len(d.briefing.Blocks)
}

func (d *desk) hasQuotation() bool {
	return d.hasBlock() && d.briefing.Blocks[d.block].Quotation.IsCheckable()
}

func (d *desk) hasArticle() bool { return !d.article.IsZero() }

func (d *desk) canEditArticle() bool { return d.hasArticle() && d.writable() }

func (d *desk) hasSelection() bool { return d.hasArticle() && d.reader.Selection().Len() > 0 }

func (d *desk) canHighlight() bool { return d.hasSelection() && d.writable() }

func (d *desk) hasPassages() bool { return len(d.rows) > 0 }

func (d *desk) hasPassage() bool { return !d.passage.IsZero() && d.writable() }

func (d *desk) canAdd() bool { return d.writable() && (d.hasSelection() || !d.passage.IsZero()) }

func (d *desk) canUndo() bool { return d.session.UndoName() != "" }

func (d *desk) canRedo() bool { return d.session.RedoName() != "" }

// refuseWrite says why nothing can be written, if so.
func (d *desk) refuseWrite() bool {
	if d.writable() {
		return false
	}
	d.fail("This library is open for reading only", library.ErrReadOnly)
	return true
}

// paper is the size that the user wants, or none for that of the template.
func (d *desk) paper() layout.Size {
	switch d.app.Preferences().String(prefPaper) {
	case "letter":
		return layout.Letter
	case "a4":
		return layout.A4
	}
	return layout.Size{}
}

func (d *desk) lastColour() string {
	return d.app.Preferences().StringWithFallback(prefColour, "amber")
}

// The preferences: how the window stands, never the user's work.
const (
	prefArticle    = "article"
	prefNote       = "briefing"
	prefPaper      = "paper"
	prefUnverified = "unverified"
	prefReceipt    = "receipt"
	prefType       = "type of pages"
	prefFileName   = "name of exports"
	prefColour     = "colour"
	prefTheme      = "theme"
	prefTextSize   = "text size"
	prefSources    = "width of sources"
	prefBriefing   = "width of briefing"
	prefPreview    = "height of preview"
	prefWidth      = "window width"
	prefHeight     = "window height"
	prefFolder     = "folder"
	prefStarted    = "started"
	prefChecksOff  = "checks switched off"
	prefTemplate   = "template"
)

func (d *desk) applyTheme() { applyTheme(d.app) }

// applyTheme gives the program the theme and the text size that the user chose.
func applyTheme(a fyne.App) {
	p := a.Preferences()
	a.Settings().SetTheme(look.NewTheme(look.Mode(p.Int(prefTheme)), float32(p.FloatWithFallback(prefTextSize, look.BaseTextSize))))
}
