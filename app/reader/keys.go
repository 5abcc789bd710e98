package reader

import (
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/look"
)

var (
	_ fyne.Focusable    = (*page)(nil)
	_ fyne.Shortcutable = (*page)(nil)
	_ desktop.Keyable   = (*page)(nil)
)

// Focus gives the reader the keyboard.
func (r *Reader) Focus() { look.Focus(r.page) }

// HasFocus reports whether the reader has the keyboard.
func (r *Reader) HasFocus() bool { return r.focused }

// FocusGained shows the caret.
func (pg *page) FocusGained() {
	pg.r.focused, pg.r.caretShown = true, true
	pg.Refresh()
}

// FocusLost hides the caret; the selection stays.
func (pg *page) FocusLost() {
	pg.r.focused, pg.r.shift = false, false
	pg.Refresh()
}

// KeyDown notes that Shift is held, of which TypedKey is not told.
func (pg *page) KeyDown(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		pg.r.shift = true
	}
}

// KeyUp shows the selection bar when Shift is let go.
func (pg *page) KeyUp(e *fyne.KeyEvent) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		pg.r.shift = false
		pg.r.bar.show()
	}
}

// TypedRune runs the commands that are single letters.
func (pg *page) TypedRune(c rune) {
	r := pg.r
	if r.body == nil {
		return
	}
	switch unicode.ToLower(c) {
	case '1', '2', '3', '4':
		r.highlight(colours[c-'1'])
	case 't':
		r.command(r.OnTag)
	case 'n':
		r.command(r.OnNote)
	case 'b':
		r.add()
	case '[':
		r.goPassage(false)
	case ']':
		r.goPassage(true)
	}
}

// TypedKey moves the caret; with Shift, the end of the selection.
func (pg *page) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(pg, e) {
		return
	}
	r := pg.r
	if r.body == nil || len(r.body.lines) == 0 {
		return
	}
	switch e.Name {
	case fyne.KeyEscape:
		r.escape()
	case fyne.KeyReturn, fyne.KeyEnter:
		if h := highlightAt(r.highlights, r.selection.caret); h != nil {
			call(r.OnPassage, h.id)
		}
	case fyne.KeySpace:
		r.movePage(!r.shift)
	case fyne.KeyPageDown, fyne.KeyPageUp:
		r.movePage(e.Name == fyne.KeyPageDown)
	case fyne.KeyUp, fyne.KeyDown:
		r.moveLine(e.Name == fyne.KeyDown)
	case fyne.KeyHome, fyne.KeyEnd:
		r.moveTo(r.lineEnd(e.Name == fyne.KeyEnd), r.shift)
	case fyne.KeyLeft, fyne.KeyRight:
		r.moveBy(e.Name == fyne.KeyRight, r.shift, r.doc.next, r.doc.previous)
	}
}

// TypedShortcut runs the keys with Ctrl or Alt that concern the text itself.
// The rest are in the menu.
func (pg *page) TypedShortcut(s fyne.Shortcut) {
	r := pg.r
	if r.body == nil || len(r.body.lines) == 0 {
		return
	}
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		r.command(r.OnCopy)
	case *fyne.ShortcutSelectAll:
		r.selectMore()
	case *desktop.CustomShortcut:
		shift := s.Modifier&fyne.KeyModifierShift != 0
		switch s.Modifier &^ fyne.KeyModifierShift {
		case fyne.KeyModifierShortcutDefault:
			r.jump(s.KeyName, shift)
		case fyne.KeyModifierAlt:
			if shift {
				r.growSentence(s.KeyName)
			}
		}
	}
}

// jump moves by word, or to the beginning or end of all.
func (r *Reader) jump(key fyne.KeyName, shift bool) {
	switch key {
	case fyne.KeyLeft, fyne.KeyRight:
		r.moveBy(key == fyne.KeyRight, shift, r.doc.nextWord, r.doc.previousWord)
	case fyne.KeyHome:
		r.moveTo(0, shift)
	case fyne.KeyEnd:
		r.moveTo(len(r.doc.runes), shift)
	}
}

// growSentence takes the whole sentence at the caret first, and then moves the
// end of the selection by one sentence.
func (r *Reader) growSentence(key fyne.KeyName) {
	forward := key == fyne.KeyRight || key == fyne.KeyDown
	if !forward && key != fyne.KeyLeft && key != fyne.KeyUp {
		return
	}
	if r.selection.isEmpty() {
		r.enterView()
		start, end := r.doc.sentenceAt(r.selection.caret)
		if !forward {
			start, end = end, start
		}
		r.selection = selection{anchor: start, caret: end}
		r.moveTo(end, true)
		return
	}
	o := r.selection.caret
	switch {
	case !forward && o > r.selection.anchor:
		// Taking back a sentence leaves the caret after the one before it.
		start, _ := r.doc.sentenceAt(r.doc.previousSentence(o))
		r.moveTo(max(r.doc.lastEnd(start), r.selection.anchor), true)
	case forward && o < r.selection.anchor:
		r.moveTo(min(r.doc.nextStart(o), r.selection.anchor), true)
	case forward:
		r.moveTo(r.doc.nextSentence(o), true)
	default:
		r.moveTo(r.doc.previousSentence(o), true)
	}
}

// selectMore takes the paragraph at the caret and, where that is selected, all.
func (r *Reader) selectMore() {
	start, end := r.doc.blockRange(r.doc.paraAt(r.selection.caret))
	if from, to := r.selection.span(); from <= start && to >= end {
		start, end = 0, len(r.doc.runes)
	}
	r.selection = selection{anchor: start, caret: end}
	r.selected()
	r.bar.show()
}

// escape closes what is open, the last first.
func (r *Reader) escape() {
	switch {
	case r.cancelDrag():
		return
	case r.bar.Visible():
		r.bar.Hide()
	case r.findBar.Visible():
		r.HideFind()
		return
	case r.revealed.end > 0:
		r.revealed = match{}
	}
	if !r.selection.isEmpty() {
		r.selection.collapse(r.selection.caret)
		r.selected()
	}
	r.page.Refresh()
}

// moveBy moves the caret by one step to the right or to the left, as seen on
// paper. Without Shift, a selection is left at the end that lies that way.
func (r *Reader) moveBy(right, extend bool, next, previous func(int) int) {
	r.enterView()
	forward := right != r.doc.paras[r.doc.paraAt(r.selection.caret)].rtl
	if start, end := r.selection.span(); !extend && start != end {
		if forward {
			start = end
		}
		r.moveTo(start, false)
		return
	}
	if forward {
		r.moveTo(next(r.selection.caret), extend)
	} else {
		r.moveTo(previous(r.selection.caret), extend)
	}
}

// moveLine moves the caret to the line below or above, to the same x.
func (r *Reader) moveLine(down bool) {
	if r.enterView() && !r.shift {
		r.moveTo(r.selection.caret, false)
		return
	}
	i, x := r.body.caret(r.selection.caret)
	if r.goal >= 0 {
		x = r.goal
	}
	j := i - 1
	if down {
		j = i + 1
	}
	switch {
	case j < 0:
		r.moveTo(0, r.shift)
	case j >= len(r.body.lines):
		r.moveTo(len(r.doc.runes), r.shift)
	default:
		r.moveTo(r.doc.clusterStart(r.body.hitLine(j, x)), r.shift)
	}
	r.goal = x
}

// movePage scrolls by a page, less two lines, and takes the caret with it.
func (r *Reader) movePage(down bool) {
	step := r.scroll.Size().Height - 2*look.ArticleText.LineHeight()
	if !down {
		step = -step
	}
	i, x := r.body.caret(r.selection.caret)
	if r.goal >= 0 {
		x = r.goal
	}
	y := r.body.lines[i].y + r.body.lines[i].h/2
	r.scrollTo(r.scroll.Offset.Y + step)
	r.moveTo(r.doc.clusterStart(r.body.hit(x, y+step)), r.shift)
	r.goal = x
}

// lineEnd is the offset at the end of the caret's line, or at its beginning.
func (r *Reader) lineEnd(end bool) int {
	l := r.body.lines[r.body.lineAt(r.selection.caret)]
	if !end {
		return int(l.start)
	}
	if l.trim == l.end && int(l.end) < r.doc.paras[l.para].end {
		return r.doc.previous(int(l.end)) // broken within a word: the next line begins there
	}
	return int(l.trim)
}

// enterView puts a caret that is out of view, with nothing selected, on the
// first whole line in view, and reports whether it did.
func (r *Reader) enterView() bool {
	if !r.selection.isEmpty() {
		return false
	}
	l := r.body.lines[r.body.lineAt(r.selection.caret)]
	top := r.scroll.Offset.Y - r.bodyTop
	if l.y+l.h > top && l.y < top+r.scroll.Size().Height {
		return false
	}
	i, _ := r.body.visible(top, top)
	for i+1 < len(r.body.lines) && r.body.lines[i].y < top {
		i++
	}
	r.selection.collapse(int(r.body.lines[i].start))
	return true
}

// moveTo puts the caret at o, with Shift as the end of the selection.
func (r *Reader) moveTo(o int, extend bool) {
	r.goal, r.caretShown, r.revealed = -1, true, match{}
	r.bar.Hide()
	r.selection.unit = byCluster
	if extend {
		r.selection.caret = o
	} else {
		r.selection.collapse(o)
	}
	r.follow()
	r.selected()
}

// lastEnd is the end of the sentence before the one that begins at start.
func (d *document) lastEnd(start int) int {
	if start == 0 {
		return 0
	}
	_, end := d.sentenceAt(d.previousSentence(start))
	return end
}

// nextStart is where the sentence after the one at o begins.
func (d *document) nextStart(o int) int {
	end := d.nextSentence(o)
	next := d.nextSentence(end)
	if next == end {
		return end
	}
	return d.previousSentence(next)
}
