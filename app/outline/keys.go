package outline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// FocusGained shows the focus ring, unless a click brought the focus.
func (l *list) FocusGained() {
	l.focused = true
	l.byKeys = !l.pointer.isDown
	if l.selected < 0 && l.byKeys {
		l.choose(0)
	}
	l.Refresh()
}

// FocusLost belongs to Fyne.
func (l *list) FocusLost() {
	l.focused = false
	if l.quoting != nil {
		l.quoting.shift = false
	}
	l.Refresh()
}

// TypedRune offers a new block at a plus sign.
func (l *list) TypedRune(r rune) {
	if l.quoting != nil {
		l.quotingRune(r)
		return
	}
	if r == '+' {
		l.offerAddBelow(l.selected)
	}
}

// TypedKey goes through the blocks and works on the selected one.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(l, e) {
		return
	}
	if l.quoting != nil {
		l.quotingKey(e.Name)
		return
	}
	if e.Name == fyne.KeyEscape {
		l.drag.cancel()
		l.Refresh()
		return
	}
	l.byKeys = true
	switch {
	case e.Name == fyne.KeyInsert:
		l.offerAddBelow(l.selected)
	case l.blocks == 0:
		if isEnter(e.Name) {
			l.add(-1, briefing.BlockHeading)
		}
	case l.selected < 0:
		l.choose(0)
	default:
		l.typedOn(l.selected, e.Name)
	}
	l.reveal()
	l.Refresh()
}

func (l *list) typedOn(i int, key fyne.KeyName) {
	switch key {
	case fyne.KeyUp:
		l.choose(l.step(i, -1))
	case fyne.KeyDown:
		l.choose(l.step(i, +1))
	case fyne.KeyHome:
		l.choose(0)
	case fyne.KeyEnd:
		l.choose(l.step(l.blocks, -1))
	case fyne.KeyLeft:
		l.goOut(i)
	case fyne.KeyRight:
		l.goIn(i)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.open(i)
	case fyne.KeyDelete:
		l.remove(i)
	}
}

func isEnter(key fyne.KeyName) bool { return key == fyne.KeyReturn || key == fyne.KeyEnter }

// step is the next block in sight above or below i, or i.
func (l *list) step(i, by int) int {
	for to := i + by; to >= 0 && to < l.blocks; to += by {
		if !l.isHidden(to) {
			return to
		}
	}
	return i
}

// goOut folds an open heading, or goes to the heading that the block is under.
func (l *list) goOut(i int) {
	if l.tree[i] > 0 && !l.folded[i] && l.tree.end(i) > i+1 {
		l.fold(i, true)
		return
	}
	for p := range l.tree.parents(i) {
		l.choose(p)
		return
	}
}

// goIn unfolds a heading, or goes to the first block under it.
func (l *list) goIn(i int) {
	switch {
	case l.tree[i] == 0:
	case l.folded[i]:
		l.fold(i, false)
	case l.tree.end(i) > i+1:
		l.choose(i + 1)
	}
}

// TypedShortcut moves the selected block, or changes the level of a heading.
func (l *list) TypedShortcut(s fyne.Shortcut) {
	if l.quoting != nil {
		l.quotingShortcut(s)
	}
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierAlt || l.selected < 0 || l.drag.from >= 0 {
		return
	}
	l.byKeys = true
	switch i := l.selected; c.KeyName {
	case fyne.KeyUp:
		l.move(i, l.tree.above(i))
	case fyne.KeyDown:
		l.move(i, l.tree.below(i))
	case fyne.KeyLeft:
		l.level(i, -1)
	case fyne.KeyRight:
		l.level(i, +1)
	}
	l.Refresh()
}
