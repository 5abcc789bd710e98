package outline

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/look"
)

var _ desktop.Keyable = (*list)(nil)

// KeyDown notes that Shift is held, of which TypedKey is not told.
func (l *list) KeyDown(e *fyne.KeyEvent) { l.shift(e, true) }

// KeyUp notes that Shift is let go.
func (l *list) KeyUp(e *fyne.KeyEvent) { l.shift(e, false) }

func (l *list) shift(e *fyne.KeyEvent, on bool) {
	if l.quoting != nil && (e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight) {
		l.quoting.shift = on
	}
}

// quotingRune uses the tool whose key is a letter.
func (l *list) quotingRune(r rune) {
	for _, t := range tools {
		if strings.EqualFold(t.key, string(r)) {
			l.use(t)
		}
	}
}

// quotingKey moves the caret; with Shift, the end of the selection.
func (l *list) quotingKey(key fyne.KeyName) {
	q := l.quoting
	q.set(l.width)
	switch key {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		l.done()
		return
	case fyne.KeyDelete, fyne.KeyBackspace:
		l.use(tools[0])
		return
	case fyne.KeyLeft, fyne.KeyRight:
		q.step(key == fyne.KeyRight, q.shift, q.words.Next, q.words.Previous)
	case fyne.KeyUp, fyne.KeyDown:
		q.stepLine(key == fyne.KeyDown)
	case fyne.KeyHome, fyne.KeyEnd:
		q.moveTo(q.words.LineEnd(q.caret, key == fyne.KeyEnd), q.shift)
	default:
		return
	}
	l.revealQuoting()
	l.Refresh()
}

// quotingShortcut moves by words, selects all, copies, and ends the editor.
func (l *list) quotingShortcut(s fyne.Shortcut) {
	q := l.quoting
	q.set(l.width)
	switch s := s.(type) {
	case *fyne.ShortcutSelectAll:
		q.anchor, q.caret = 0, q.words.Len()
	case *fyne.ShortcutCopy:
		if r := q.selected(); r.Len() > 0 {
			s.Clipboard.SetContent(string([]rune(q.item.Exact)[r.Start:r.End]))
		}
	case *desktop.CustomShortcut:
		if s.Modifier&fyne.KeyModifierShortcutDefault == 0 {
			return
		}
		extend := s.Modifier&fyne.KeyModifierShift != 0
		switch s.KeyName {
		case fyne.KeyLeft, fyne.KeyRight:
			q.step(s.KeyName == fyne.KeyRight, extend, q.words.NextWord, q.words.PreviousWord)
		case fyne.KeyHome:
			q.moveTo(0, extend)
		case fyne.KeyEnd:
			q.moveTo(q.words.Len(), extend)
		case fyne.KeyReturn, fyne.KeyEnter:
			l.done()
			return
		}
	}
	l.revealQuoting()
	l.Refresh()
}

// step moves the caret to the right or to the left as seen. Without Shift, a
// selection is left at the end that lies that way.
func (q *quoting) step(right, extend bool, next, previous func(int) int) {
	forward := q.words.Forward(q.caret, right)
	to := previous
	if forward {
		to = next
	}
	switch {
	case extend || q.anchor == q.caret:
		q.moveTo(to(q.caret), extend)
	case forward:
		q.moveTo(max(q.anchor, q.caret), false)
	default:
		q.moveTo(min(q.anchor, q.caret), false)
	}
}

func (q *quoting) stepLine(down bool) {
	x := q.goal
	if x < 0 {
		x = q.words.Caret(q.caret).X
	}
	by := -1
	if down {
		by = 1
	}
	q.moveTo(q.words.Line(q.caret, by, x), q.shift)
	q.goal = x
}

func (q *quoting) moveTo(o int, extend bool) {
	q.caret, q.goal, q.problem = o, -1, ""
	if !extend {
		q.anchor = o
	}
}

// pressWords begins a selection where the words of the open quotation are
// pressed, and reports whether they are.
func (l *list) pressWords(e *desktop.MouseEvent) bool {
	q := l.quoting
	o, ok := l.wordsAt(e.Position)
	if !ok {
		return false
	}
	q.moveTo(o, e.Modifier&fyne.KeyModifierShift != 0)
	q.selecting = true
	l.stopAsking()
	return true
}

// wordsAt is the offset nearest to a point on the words of the open quotation.
func (l *list) wordsAt(at fyne.Position) (int, bool) {
	q := l.quoting
	if q == nil {
		return 0, false
	}
	r, ok := l.rowOf(q.at)
	if !ok {
		return 0, false
	}
	q.set(l.width)
	x, y := at.X-quotingText, at.Y-r.top
	return q.words.Hit(x, y), y >= 0 && y < q.words.Height()
}

// dragWords moves the end of the selection to the pointer.
func (l *list) dragWords(at fyne.Position) {
	o, _ := l.wordsAt(at)
	l.quoting.moveTo(o, true)
	l.Refresh()
}

// takeWord selects the word at a point of the open quotation, and reports
// whether there are words.
func (l *list) takeWord(at fyne.Position) bool {
	o, ok := l.wordsAt(at)
	if ok {
		l.quoting.anchor, l.quoting.caret = l.quoting.words.WordAt(o)
		l.quoting.selecting = false
		look.Focus(l)
		l.Refresh()
	}
	return ok
}
