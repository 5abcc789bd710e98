package passages

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/briefing"
)

// Several passages can be selected, to be copied or added together: with Ctrl one
// beside others, with Shift all up to one, with Ctrl+A all. The list's picks are
// they; there are none where the row under the keys alone is selected.

// Picks are the selected passages, in the order of the list.
func (p *Passages) Picks() []briefing.ID { return p.list.chosen() }

func (l *list) chosen() []briefing.ID {
	var ids []briefing.ID
	for i := range l.rows {
		if l.isChosen(i) && !l.rows[i].IsArticle() {
			ids = append(ids, l.rows[i].ID)
		}
	}
	return ids
}

func (l *list) isChosen(place int) bool {
	return place == l.cursor || len(l.picks) > 0 && l.picks[l.rows[place].ID]
}

// pick selects the rows from one place to another beside those that are.
func (l *list) pick(from, to int) {
	for i := max(min(from, to), 0); i <= min(max(from, to), len(l.rows)-1); i++ {
		l.picks[l.rows[i].ID] = true
	}
}

// extendTo selects all rows from the one under the keys to the one at a place.
func (l *list) extendTo(place int) {
	place = min(max(place, 0), len(l.rows)-1)
	l.pick(l.cursor, place)
	l.stand(place)
}

// toggle selects the row at a place beside others, or no longer. The last one
// stays selected.
func (l *list) toggle(place int) {
	l.pick(l.cursor, l.cursor)
	if !l.picks[l.rows[place].ID] {
		l.pick(place, place)
		l.stand(place)
		return
	}
	delete(l.picks, l.rows[place].ID)
	for i := range l.rows {
		if l.picks[l.rows[i].ID] {
			l.stand(i)
			return
		}
	}
	l.moveTo(place)
}

// keepPicks forgets the picks that are no longer listed.
func (l *list) keepPicks() {
	if len(l.picks) == 0 {
		return
	}
	was := l.picks
	l.picks = map[briefing.ID]bool{}
	for i := range l.rows {
		if was[l.rows[i].ID] {
			l.pick(i, i)
		}
	}
}

// selectAll selects all passages that are listed.
func (l *list) selectAll() {
	l.pick(0, len(l.rows)-1)
	l.stand(l.cursor)
}

// goTo goes to a row by the keys: with Shift, all up to it are selected.
func (l *list) goTo(place int) {
	if l.shift {
		l.extendTo(place)
		return
	}
	l.moveTo(place)
}

// KeyDown notes that Shift is held, of which TypedKey is not told.
func (in *input) KeyDown(e *fyne.KeyEvent) { in.holdShift(e, true) }

// KeyUp notes that it is let go.
func (in *input) KeyUp(e *fyne.KeyEvent) { in.holdShift(e, false) }

func (in *input) holdShift(e *fyne.KeyEvent, held bool) {
	if e.Name == desktop.KeyShiftLeft || e.Name == desktop.KeyShiftRight {
		in.shift = held
	}
}
