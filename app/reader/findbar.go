package reader

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// findBar is the card at the top right in which words are looked for. Enter and
// Down go to the next match, Up goes to the one before; Esc closes it and leaves
// the match selected.
type findBar struct {
	widget.BaseWidget
	r       *Reader
	field   *look.SearchField
	hovered int
}

const (
	findHeight = 44
	findField  = 220
	findCount  = 104
	findButton = 28
	findWidth  = 6 + findField + findCount + 3*findButton + 8
)

func newFindBar(r *Reader) *findBar {
	f := &findBar{r: r, field: look.NewSearchField("Find in this article"), hovered: -1}
	f.field.OnChanged = func(query string) {
		if query != r.finder.query && r.doc != nil {
			r.search(query)
		}
	}
	f.field.OnSubmit = func(string) { r.FindNext() }
	f.field.OnDown = r.FindNext
	f.field.Input().OnKey = func(e *fyne.KeyEvent) bool {
		switch e.Name {
		case fyne.KeyUp:
			r.FindPrevious()
		case fyne.KeyEscape:
			r.HideFind()
		default:
			return false
		}
		return true
	}
	f.ExtendBaseWidget(f)
	f.Hide()
	return f
}

// open shows the bar with query in it.
func (f *findBar) open(query string) {
	f.r.finder.query = query // so that setting the text does not look for it
	f.field.SetText(query)
	f.Show()
}

// CreateRenderer draws the bar.
func (f *findBar) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(f, f.draw, func() fyne.Size { return fyne.NewSize(findWidth, findHeight) })
}

func (f *findBar) place(view fyne.Size) {
	f.Resize(fyne.NewSize(min(findWidth, view.Width-2*barEdge), findHeight))
	f.Move(fyne.NewPos(view.Width-f.Size().Width-barEdge-4, barGap))
}

// buttons are what stands right of the count, by their left edges.
func (f *findBar) buttons() [3]float32 {
	right := f.Size().Width - 6
	return [3]float32{right - 3*findButton, right - 2*findButton, right - findButton}
}

func (f *findBar) draw(p *look.Painter) {
	size := p.Size()
	p.Card(0, 0, size.Width, size.Height, barRadius, barShadow)
	buttons := f.buttons()
	f.field.Move(fyne.NewPos(6, 6))
	f.field.Resize(fyne.NewSize(buttons[0]-findCount-6, findHeight-12))
	p.Add(f.field)
	ink := look.Ink2
	if len(f.r.finder.matches) == 0 && f.r.finder.query != "" {
		ink = look.Err
	}
	p.TextRight(f.count(), look.Meta, ink, buttons[0]-6, look.Meta.Centred(size.Height/2))
	for i, icon := range []look.IconName{look.IconUp, look.IconDown, look.IconClose} {
		if i == f.hovered {
			p.Round(buttons[i], (findHeight-findButton)/2, findButton, findButton, 7, look.Hover, look.Transparent)
		}
		p.Icon(icon, buttons[i]+7, findHeight/2-7, 14, look.Ink2)
	}
}

// count says which match of how many is shown.
func (f *findBar) count() string {
	n := len(f.r.finder.matches)
	switch {
	case f.r.finder.query == "":
		return ""
	case n == 0:
		return "Not found"
	}
	said := fmt.Sprintf("%d of %s", f.r.finder.current+1, thousands(n))
	if f.r.finder.loose {
		said += ", nearly"
	}
	return said
}

func (f *findBar) buttonAt(x float32) int {
	for i, left := range f.buttons() {
		if left <= x && x < left+findButton {
			return i
		}
	}
	return -1
}

// Tapped runs the button under the pointer.
func (f *findBar) Tapped(e *fyne.PointEvent) {
	switch f.buttonAt(e.Position.X) {
	case 0:
		f.r.FindPrevious()
	case 1:
		f.r.FindNext()
	case 2:
		f.r.HideFind()
	}
}

// MouseIn shows which button is under the pointer.
func (f *findBar) MouseIn(e *desktop.MouseEvent) { f.MouseMoved(e) }

// MouseMoved follows the pointer.
func (f *findBar) MouseMoved(e *desktop.MouseEvent) { f.hover(f.buttonAt(e.Position.X)) }

// MouseOut forgets the pointer.
func (f *findBar) MouseOut() { f.hover(-1) }

func (f *findBar) hover(i int) {
	if i != f.hovered {
		f.hovered = i
		f.Refresh()
	}
}

// Cursor shows that the bar is not text.
func (f *findBar) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// Find shows the find bar, looks for query and goes to the first match from
// where the reader is.
func (r *Reader) Find(query string) {
	r.whenReady(func() {
		r.findBar.open(query)
		r.search(query)
	})
}

// ShowFind shows the find bar with the words last looked for, or those that are
// selected, and gives it the keyboard.
func (r *Reader) ShowFind() {
	r.whenReady(func() {
		query := r.finder.query
		if start, end := r.selection.span(); end > start && end-start < 80 {
			query = r.doc.text(start, end)
		}
		r.findBar.open(query)
		r.search(query)
		r.findBar.field.Focus()
	})
}

// HideFind closes the find bar, selects the match it was at and returns the
// keyboard to the text.
func (r *Reader) HideFind() {
	if f := r.finder; r.findBar.Visible() && f.current < len(f.matches) {
		m := f.matches[f.current]
		r.Select(toRange(m.start, m.end))
		r.selected()
	}
	r.findBar.Hide()
	r.page.Refresh()
	r.Focus()
}

// FindNext goes to the next match, after the last to the first.
func (r *Reader) FindNext() { r.findStep(1) }

// FindPrevious goes to the match before, from the first to the last.
func (r *Reader) FindPrevious() { r.findStep(-1) }

func (r *Reader) findStep(n int) {
	r.whenReady(func() {
		r.finder.step(n)
		r.showMatch()
	})
}

func (r *Reader) search(query string) {
	from, _ := r.selection.span()
	if top, above := r.firstInView(); above >= 0 && r.selection.isEmpty() {
		from = max(from, top)
	}
	r.finder.find(r.doc, query, from)
	if len(r.finder.matches) == 0 {
		r.searchNearly(from)
	}
	r.showMatch()
}

// showMatch goes to the current match; the caret goes there too, so that it can
// be selected from.
func (r *Reader) showMatch() {
	if r.finder.current < len(r.finder.matches) {
		m := r.finder.matches[r.finder.current]
		r.bar.Hide()
		r.selection.collapse(m.start)
		r.show(m.start, m.end)
	}
	r.findBar.Refresh()
	r.page.Refresh()
}
