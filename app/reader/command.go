package reader

import (
	"slices"

	"briefdesk/briefing"
)

// target is what a command is about: the selection, or else the passage at the
// caret.
func (r *Reader) target() (rg briefing.Range, passage briefing.ID, ok bool) {
	if !r.selection.isEmpty() {
		return r.Selection(), briefing.ID{}, true
	}
	if h := highlightAt(r.highlights, r.selection.caret); h != nil {
		return toRange(h.start, h.end), h.id, true
	}
	return briefing.Range{}, briefing.ID{}, false
}

// command calls f with the target, if there is one.
func (r *Reader) command(f func(briefing.Range)) {
	if rg, _, ok := r.target(); ok && f != nil {
		f(rg)
	}
}

// highlight and add make a passage of what is selected. They leave the caret
// on it, so that the next command is about that passage.
func (r *Reader) highlight(colour string) {
	r.colour = colour
	r.bar.Refresh()
	rg, _, ok := r.target()
	if !ok {
		return
	}
	r.settle()
	call2(r.OnHighlight, rg, colour)
}

func (r *Reader) add() {
	rg, id, ok := r.target()
	switch {
	case !ok:
	case !id.IsZero():
		call(r.OnAddPassage, id)
	default:
		r.settle()
		call(r.OnAdd, rg)
	}
}

// settle ends the selection with the caret at its start.
func (r *Reader) settle() {
	r.bar.Hide()
	if r.selection.isEmpty() {
		return
	}
	start, _ := r.selection.span()
	r.selection.collapse(start)
	r.selected()
}

func call[T any](f func(T), v T) {
	if f != nil {
		f(v)
	}
}

func call2[T, U any](f func(T, U), v T, w U) {
	if f != nil {
		f(v, w)
	}
}

// goPassage goes to the passage after the caret, or before it.
func (r *Reader) goPassage(forward bool) {
	at, _ := r.selection.span()
	i := slices.IndexFunc(r.highlights, func(h highlight) bool { return h.start > at })
	if !forward {
		i = -1
		for j, h := range r.highlights {
			if h.start < at {
				i = j
			}
		}
	}
	if i < 0 {
		return
	}
	h := r.highlights[i]
	r.Reveal(toRange(h.start, h.end))
	call(r.OnPassage, h.id)
}
