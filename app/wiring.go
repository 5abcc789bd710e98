package app

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// connect makes each callback of the panes what it means for the session.
func (d *desk) connect() {
	d.shelf.OnOpen = d.openArticle
	d.shelf.OnEdit = func(id briefing.ID) {
		d.openArticle(id)
		d.do((*desk).canEditArticle, (*desk).askArticle)
	}
	d.shelf.OnDelete = d.askDeleteArticleCalled
	d.shelf.OnImport = func() { d.do((*desk).writable, (*desk).askImport) }
	d.shelf.OnLeave = d.reader.Focus
	d.shelf.SetYear(d.now().Year())

	d.passages.OnQuery = d.showFound
	d.passages.OnOpen = d.openPassage
	d.passages.OnArticle = d.openFound
	d.passages.OnLike = d.showLike
	d.passages.OnSave = d.saveSearch
	d.passages.SetSaved(d.app.Preferences().StringList(prefSearches))
	d.passages.OnPick = d.showCommands
	d.passages.OnAdd = func(ids []briefing.ID) { d.quotePassages(ids, -1) }
	d.passages.OnCopy = d.copyPassages
	d.passages.OnBehind = func() { d.do((*desk).hasPassages, (*desk).reviewPassages) }
	d.passages.OnTags = d.askTagsOf
	d.passages.OnNote = d.askNoteOf
	d.passages.OnDelete = d.deletePassageCalled
	d.passages.OnLeave = d.reader.Focus
	d.passages.OnDrag = d.dragPassage
	d.passages.OnDrop = d.dropPassage
	d.passages.OnDragCancel = d.cancelDrag
	d.passages.SetYear(d.now().Year())

	d.connectReader()
	d.connectOutline()
	d.preview.OnBlock = func(block int) { d.goToBlock(block - 1) }

	d.win.Canvas().SetOnTypedKey(d.windowKey)
	d.session.OnChange(d.changed)
	d.session.OnStatus(d.saved)
	d.app.Settings().AddListener(func(fyne.Settings) { d.frame.content.Refresh() })
}

func (d *desk) connectReader() {
	d.reader.OnSelect = d.selectedWords
	d.reader.OnHighlight = func(r briefing.Range, colour string) {
		if d.refuseWrite() {
			return
		}
		d.app.Preferences().SetString(prefColour, colour)
		d.highlight(r, colour)
	}
	onPassage := func(do func(briefing.ID)) func(briefing.Range) {
		return func(r briefing.Range) {
			if d.refuseWrite() {
				return
			}
			if id, ok := d.passageOf(r); ok {
				do(id)
			}
		}
	}
	d.reader.OnTag = onPassage(d.askTagsOf)
	d.reader.OnNote = onPassage(d.askNoteOf)
	d.reader.OnAdd = onPassage(func(id briefing.ID) { d.quotePassage(id, -1) })
	d.reader.OnAddPassage = func(id briefing.ID) { d.quotePassage(id, -1) }
	d.reader.OnCopy = func(r briefing.Range) { d.app.Clipboard().SetContent(quote.Words(d.snapshot, r)) }
	d.reader.OnPassage = func(id briefing.ID) {
		d.passage = id
		d.passages.Select(id)
		d.showCommands()
	}
	d.reader.OnDrag, d.reader.OnDrop, d.reader.OnDragCancel = d.dragPassage, d.dropPassage, d.cancelDrag
	d.reader.OnTextSize = func() { d.do(nil, (*desk).askTextSize) }
	d.reader.OnMore = d.articleMenu
	if d.writable() {
		d.reader.OnNotice = d.confirmNotice
		d.reader.OnDetails = func() { d.do((*desk).canEditArticle, (*desk).askArticle) }
	}
}

func (d *desk) connectOutline() {
	o := d.outline
	o.ReadOnly = !d.writable()
	o.OnSelect = func(index int) {
		d.block = index
		d.preview.Reveal(index + 1)
		d.showCommands()
	}
	o.OnMove = d.moveBlocks
	o.OnDelete = d.deleteBlocks
	o.OnLevel = d.setLevel
	o.OnText = d.typeText
	o.OnEdits = d.editQuotation
	o.OnKind = d.setQuotationKind
	o.OnDone = func(int) { d.pause() }
	o.OnAdd = func(after int, kind briefing.BlockKind) { d.addBlock(after+1, kind) }
	o.OnCopy = d.copyBlocks
	o.OnOpenSource = d.openSource
	o.OnDescribe = func(index int) { d.do((*desk).canEditNote, func(d *desk) { d.describeImage(index) }) }
	o.OnPortion = func(index int) { d.do((*desk).canEditNote, func(d *desk) { d.askPortion(index) }) }
	o.OnTitle = func() { d.do((*desk).canEditNote, (*desk).askDetails) }
	o.Tick = func(step func()) func() {
		stopped := false
		var again func()
		again = func() {
			if !stopped {
				step()
				d.clock(16*time.Millisecond, again)
			}
		}
		d.clock(16*time.Millisecond, again)
		return func() { stopped = true }
	}
}

// retryAfter is how long a save that failed is left alone before it is tried again.
const retryAfter = 5 * time.Second

// saved follows how the session stands with the disk. A save that fails is said
// once and tried again; nothing is lost while the window is open.
func (d *desk) saved(st statusOf) {
	switch {
	case st.Saved():
		d.savedAt, d.saveFailed = d.now(), false
	case st.Err != nil && !d.saveFailed:
		d.saveFailed = true
		d.fail("What was done last is not saved yet", st.Err)
	}
	if st.Err != nil {
		d.clock(retryAfter, func() { d.run.Go(func() { _ = d.session.Flush(d.ctx) }) }) // its error comes back here
	}
	d.showStatus()
}

// dragPassage shows where in the outline a passage would fall.
func (d *desk) dragPassage(_ briefing.ID, at fyne.Position) {
	if gap, ok := d.outline.DropTarget(at); ok {
		d.outline.ShowDrop(gap)
		return
	}
	d.outline.HideDrop()
}

func (d *desk) cancelDrag(briefing.ID) { d.outline.HideDrop() }

func (d *desk) dropPassage(id briefing.ID, at fyne.Position) {
	gap, ok := d.outline.DropTarget(at)
	d.outline.HideDrop()
	if ok && !d.refuseWrite() {
		d.quotePassage(id, gap)
	}
}

// windowKey runs the command of a key without a modifier, or with Shift alone, of
// which Fyne makes no shortcut either.
func (d *desk) windowKey(e *fyne.KeyEvent) {
	held := fyne.KeyModifier(0)
	if driver, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		held = driver.CurrentKeyModifiers() & fyne.KeyModifierShift
	}
	for _, c := range d.menu.commands {
		if keys, ok := c.keys.(*desktop.CustomShortcut); ok && keys.Modifier == held && keys.KeyName == e.Name {
			d.do(c.enabled, c.run)
		}
	}
}
