package app

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
)

// What the commands do. Each is an edit of the session, or changes what is open.

func (d *desk) undo() { d.step(&fyne.ShortcutUndo{}, d.session.Undo) }

func (d *desk) redo() { d.step(&fyne.ShortcutRedo{}, d.session.Redo) }

// step undoes or redoes: in the text field that has the keyboard, else an edit.
// The editor of a block is no such field, since its letters are edits.
func (d *desk) step(keys fyne.Shortcut, move func() (string, bool)) {
	if entry, ok := d.win.Canvas().Focused().(textEntry); ok && !d.isInOutline(entry) {
		entry.TypedShortcut(keys)
		return
	}
	if _, ok := move(); ok {
		d.setNote()
	}
}

// isInOutline reports whether a field stands in the outline: the editor of a block.
func (d *desk) isInOutline(entry textEntry) bool {
	driver := fyne.CurrentApp().Driver()
	left := driver.AbsolutePositionForObject(d.outline).X
	return d.outline.Editing() >= 0 && driver.AbsolutePositionForObject(entry).X >= left
}

// textEntry is a field of Fyne that text is typed into, which has an undo of
// its own.
type textEntry interface {
	fyne.CanvasObject
	fyne.Shortcutable
	SelectedText() string
	CursorTextOffset() int
}

func (d *desk) makeNote() bool {
	b := briefing.Briefing{ID: briefing.NewID(), Title: "Untitled briefing", Date: d.today(), Profile: "none"}
	if err := d.session.NewBriefing(b); err != nil {
		d.fail("A briefing cannot be made", err)
		return false
	}
	d.openNote(b.ID)
	return true
}

// openNote shows a briefing in the outline and the preview.
func (d *desk) openNote(id briefing.ID) {
	b, err := d.session.Briefing(id)
	if err != nil && !errors.Is(err, library.ErrNotFound) {
		d.fail("That briefing cannot be opened", err)
		return
	}
	if err == nil {
		d.note, d.briefing, d.block = id, b, -1
		d.prepared, d.proofs, d.noteErr = export.Prepared{}, nil, nil // those of another
		d.app.Preferences().SetString(prefNote, id.String())
	}
	d.setNote()
}

// adding returns the command that adds an empty block after the selected one.
func adding(kind briefing.BlockKind) func(*desk) {
	return func(d *desk) { d.addBlock(d.gapAfterSelection(), kind) }
}

var blockNames = map[briefing.BlockKind]string{
	briefing.BlockHeading: "heading", briefing.BlockText: "text", briefing.BlockQuotation: "quotation",
	briefing.BlockDisclaimer: "disclaimer", briefing.BlockSources: "list of sources", briefing.BlockPageBreak: "page break",
	briefing.BlockContents: "table of contents", briefing.BlockImage: "image",
}

func (d *desk) addBlock(gap int, kind briefing.BlockKind) {
	if d.note.IsZero() && !d.makeNote() {
		return
	}
	if kind == briefing.BlockImage {
		d.askImage(gap)
		return
	}
	bl := briefing.Block{Kind: kind}
	switch kind {
	case briefing.BlockHeading:
		bl.Level, bl.Text = 1, "Heading"
	case briefing.BlockDisclaimer:
		bl.Text = "This note is for its recipients."
	}
	d.insertBlock(gap, bl)
}

// insertBlock puts a block into the open briefing, before the one at gap or at
// its end.
func (d *desk) insertBlock(gap int, bl briefing.Block) {
	gap = min(max(gap, 0), len(d.blocks()))
	d.goNext(gap, bl.Kind == briefing.BlockHeading || bl.Kind == briefing.BlockText || bl.Kind == briefing.BlockDisclaimer)
	if err := d.session.InsertBlocks("Add "+blockNames[bl.Kind], d.note, gap, bl); err != nil {
		d.fail("That cannot be added", err)
		return
	}
	d.setNote() // now, for the next key may be a letter of its text
}

func (d *desk) moveBlocks(from, count, to int) {
	name := "Move blocks"
	if blocks := d.blocks(); count == 1 && from < len(blocks) {
		name = "Move " + blockNames[blocks[from].Kind]
	}
	if to > from {
		d.goNext(to-count, false)
	} else {
		d.goNext(to, false)
	}
	if err := d.session.MoveBlocks(name, d.note, from, count, to); err != nil {
		d.fail("That cannot be moved", err)
		return
	}
	d.setNote()
}

func (d *desk) deleteBlocks(from, count int) {
	name := "Delete " + plural(count, "block")
	if blocks := d.blocks(); count == 1 && from < len(blocks) {
		name = "Delete " + blockNames[blocks[from].Kind]
	}
	if err := d.session.DeleteBlocks(name, d.note, from, count); err != nil {
		d.fail("That cannot be deleted", err)
		return
	}
	d.setNote()
	d.toastUndo(strings.Replace(name, "Delete", "Deleted", 1))
}

func (d *desk) setLevel(index, level int) {
	err := d.session.EditBriefing("Change level", d.note, func(b *briefing.Briefing) error {
		if index >= len(b.Blocks) {
			return fmt.Errorf("there is no block %d", index+1)
		}
		b.Blocks[index].Level = min(max(level, 1), 4)
		return nil
	})
	if err != nil {
		d.fail("The level cannot be changed", err)
		return
	}
	d.setNote()
}

// typingPause is how long the keys must rest for a step of undo to end.
const typingPause = time.Second

func (d *desk) typeText(index int, text string) {
	d.typing = true
	if err := d.session.TypeText(d.note, index, text); err != nil {
		d.typing = false
		d.fail("That text cannot be kept", err)
		return
	}
	if d.stopPause != nil {
		d.stopPause()
	}
	d.stopPause = d.clock(typingPause, d.pause)
}

// pause ends a step of typing, and lets the checks speak of what was typed.
func (d *desk) pause() {
	d.session.Pause()
	if d.typing {
		d.typing = false
		d.showAdvice()
	}
}

// addSelection adds the selected words, else the passage touched last.
func (d *desk) addSelection() {
	if d.hasSelection() {
		if id, ok := d.passageOf(d.reader.Selection()); ok {
			d.quotePassage(id, -1)
		}
		return
	}
	if !d.passage.IsZero() {
		d.quotePassage(d.passage, -1)
	}
}

func (d *desk) deletePassage() { d.deletePassageCalled(d.passage) }

// deletePassageCalled puts a passage into the trash; one that briefings quote
// only after a question.
func (d *desk) deletePassageCalled(id briefing.ID) {
	if d.refuseWrite() {
		return
	}
	quoting, err := d.session.QuotedBy(d.ctx, library.Ref{Kind: library.KindPassage, ID: id})
	if err != nil {
		d.fail("That passage cannot be deleted", err)
		return
	}
	if said := quotedSentence(quoting); said != "" {
		d.confirm("Delete this passage?", "It goes to the trash. "+said+"\nYou can undo this.", "Delete", func() { d.trashPassage(id) })
		return
	}
	d.trashPassage(id)
}

func (d *desk) trashPassage(id briefing.ID) {
	if err := d.session.DeletePassage(id); err != nil {
		d.fail("That passage cannot be deleted", err)
		return
	}
	if d.passage == id {
		d.passage = briefing.ID{}
		d.showCommands()
	}
	d.toastUndo("Deleted the passage")
}

func (d *desk) largerText() { d.resizeText(1) }

func (d *desk) smallerText() { d.resizeText(-1) }

func (d *desk) resizeText(by float64) {
	p := d.app.Preferences()
	size := p.FloatWithFallback(prefTextSize, look.BaseTextSize) + by
	p.SetFloat(prefTextSize, min(max(size, 10), 24))
	d.applyTheme()
}

func themed(mode look.Mode) func(*desk) {
	return func(d *desk) {
		d.app.Preferences().SetInt(prefTheme, int(mode))
		d.applyTheme()
	}
}

// makeSample makes the sample article and briefing, and opens them.
func (d *desk) makeSample() {
	var made briefing.Briefing
	d.start("Making the sample briefing", d.sampleWork(&made), func(err error) {
		if err != nil {
			d.fail("The sample briefing cannot be made", err)
			return
		}
		d.openNote(made.ID)
		for _, q := range made.Quotations() {
			if p, err := d.session.Passage(q.Passage); err == nil {
				d.openArticle(p.Article)
				break
			}
		}
	})
}

func (d *desk) findInArticle() { d.reader.ShowFind() }

func (d *desk) askTextSize() {
	d.choose("Text size", []string{"Smaller", "Normal", "Larger", "Largest"}, func(i int) {
		d.app.Preferences().SetFloat(prefTextSize, []float64{12, look.BaseTextSize, 15, 18}[i])
		d.applyTheme()
	})
}

// articleMenu offers what can be done with the open article.
func (d *desk) articleMenu(at fyne.Position) {
	item := func(label string, enabled func(*desk) bool, run func(*desk)) *fyne.MenuItem {
		it := fyne.NewMenuItem(label, func() { d.do(enabled, run) })
		it.Disabled = !enabled(d)
		return it
	}
	menu := fyne.NewMenu("",
		item("Find in Article…", (*desk).hasArticle, (*desk).findInArticle),
		item("Copy with Citation", (*desk).hasSelection, (*desk).copyWords),
		fyne.NewMenuItemSeparator(),
		item("Article Details…", (*desk).canEditArticle, (*desk).askArticle),
		item("Delete Article…", (*desk).canEditArticle, (*desk).askDeleteArticle))
	look.ShowMenu(d.win.Canvas(), menu, at)
}

// openSource shows a quotation in its source.
func (d *desk) openSource(index int) {
	if blocks := d.blocks(); index >= 0 && index < len(blocks) {
		d.openPassage(blocks[index].Quotation.Passage)
	}
}
