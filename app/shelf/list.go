package shelf

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// list is the content of the scrolled part: as high as all rows together,
// drawing only those in view.
type list struct {
	widget.BaseWidget
	scroll    *container.Scroll
	catalogue catalogue
	year      int // dates of this year are written without it

	selected briefing.ID
	cursor   int     // the place of the selected source, or -1
	hovered  int     // the place under the pointer, or -1
	pointer  float32 // how far the pointer is below the top of the view, while hovered
	focused  bool
	byMouse  bool      // the mouse was used last, so the focus needs no ring
	touched  bool      // the user has had to do with the list
	view     fyne.Size // of the part that is seen, when last settled

	onOpen, onEdit, onDelete func(briefing.ID)
	onFirstUp, onEscape      func() // Up on the first row; Escape
}

func newList() *list {
	l := &list{cursor: -1, hovered: -1}
	l.ExtendBaseWidget(l)
	l.scroll = container.NewVScroll(l)
	l.scroll.OnScrolled = l.scrolled
	return l
}

// CreateRenderer implements fyne.Widget.
func (l *list) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(l, l.draw, l.least) }

// changed shows what the catalogue lists after it was filled, sorted or
// filtered. The selection stays with its source, listed or not.
func (l *list) changed() {
	l.cursor = l.catalogue.find(l.selected)
	l.hovered = -1
	l.scroll.Refresh()
}

// selectID selects a source and shows its row.
func (l *list) selectID(id briefing.ID) {
	l.selected = id
	l.cursor = l.catalogue.find(id)
	l.reveal()
}

// moveTo selects the row at a place, or the nearest there is.
func (l *list) moveTo(place int) {
	if n := len(l.catalogue.listed); n > 0 {
		l.cursor = min(max(place, 0), n-1)
		l.selected = l.catalogue.at(l.cursor).ID
	}
	l.reveal()
}

// reveal scrolls as little as shows the selected row and its focus ring whole.
func (l *list) reveal() {
	if l.cursor >= 0 {
		top, bottom := rowTop(l.cursor)-listInset, rowTop(l.cursor)+rowHeight()+listInset
		offset := l.scroll.Offset.Y
		offset = max(offset, bottom-l.scroll.Size().Height)
		offset = min(offset, top)
		l.scroll.ScrollToOffset(fyne.NewPos(0, offset))
	}
	l.Refresh()
}

// settle takes up a change of the view's size, which Fyne has no reason to tell
// a list of the same height. Until the user has touched the list, the selected
// row stays as near to where it would be in an unscrolled list as it can: a
// window is laid out at sizes that are never seen before it opens.
func (l *list) settle() {
	if size := l.scroll.Size(); size != l.view && !l.touched {
		l.view = size
		l.rewind()
		return
	}
	l.Refresh()
}

// toTop scrolls to the first row.
func (l *list) toTop() {
	l.scroll.ScrollToOffset(fyne.Position{})
	l.Refresh()
}

// rewind scrolls to the first row, and from there as little as shows the
// selected one.
func (l *list) rewind() {
	l.scroll.ScrollToOffset(fyne.Position{})
	l.reveal()
}

// scrolled finds the row that has come under the pointer.
func (l *list) scrolled(offset fyne.Position) {
	if l.hovered >= 0 {
		l.hovered = l.placeAt(offset.Y + l.pointer)
	}
	l.Refresh()
}

// page is how many rows are in view at once, but one.
func (l *list) page() int { return max(1, int(l.scroll.Size().Height/rowPitch())-1) }

// placeAt is the place of the row at y, or -1.
func (l *list) placeAt(y float32) int {
	place := int((y - listInset) / rowPitch())
	if y < listInset || place >= len(l.catalogue.listed) || y > rowTop(place)+rowHeight() {
		return -1
	}
	return place
}

// Tapped selects and opens the source that was clicked.
func (l *list) Tapped(e *fyne.PointEvent) {
	l.takeFocus()
	if place := l.placeAt(e.Position.Y); place >= 0 {
		l.moveTo(place)
		l.ask(l.onOpen)
	}
}

// TappedSecondary selects the source that was clicked and offers its commands.
func (l *list) TappedSecondary(e *fyne.PointEvent) {
	l.takeFocus()
	place := l.placeAt(e.Position.Y)
	if place < 0 {
		return
	}
	l.moveTo(place)
	look.ShowMenuOn(l, fyne.NewMenu("",
		fyne.NewMenuItem("Open", func() { l.ask(l.onOpen) }),
		fyne.NewMenuItem("Edit details…", func() { l.ask(l.onEdit) }),
		fyne.NewMenuItemSeparator(),
		fyne.NewMenuItem("Delete…", func() { l.ask(l.onDelete) }),
	), e.Position)
}

// ask calls f, if it is connected, for the selected source, if it is listed.
func (l *list) ask(f func(briefing.ID)) {
	if f != nil && l.cursor >= 0 {
		f(l.selected)
	}
}

func (l *list) takeFocus() {
	l.byMouse, l.touched = true, true
	look.Focus(l)
}

// TypedKey moves the selection and asks for what is to be done with it.
func (l *list) TypedKey(e *fyne.KeyEvent) {
	l.byMouse, l.touched = false, true
	switch e.Name {
	case fyne.KeyUp:
		if l.cursor == 0 && l.onFirstUp != nil {
			l.onFirstUp()
			return
		}
		l.moveTo(l.cursor - 1)
	case fyne.KeyDown:
		l.moveTo(l.cursor + 1)
	case fyne.KeyPageUp:
		l.moveTo(l.cursor - l.page())
	case fyne.KeyPageDown:
		l.moveTo(l.cursor + l.page())
	case fyne.KeyHome:
		l.moveTo(0)
	case fyne.KeyEnd:
		l.moveTo(len(l.catalogue.listed) - 1)
	case fyne.KeyReturn, fyne.KeyEnter:
		l.ask(l.onOpen)
	case fyne.KeyDelete:
		l.ask(l.onDelete)
	case fyne.KeyF2:
		l.ask(l.onEdit)
	case fyne.KeyEscape:
		if l.onEscape != nil {
			l.onEscape()
		}
	default:
		look.WindowKey(l, e)
	}
}

// TypedRune implements fyne.Focusable.
func (l *list) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (l *list) FocusGained() {
	l.focused = true
	l.Refresh()
}

// FocusLost implements fyne.Focusable.
func (l *list) FocusLost() {
	l.focused, l.byMouse = false, false
	l.Refresh()
}

// MouseIn implements desktop.Hoverable.
func (l *list) MouseIn(e *desktop.MouseEvent) { l.MouseMoved(e) }

// MouseMoved implements desktop.Hoverable.
func (l *list) MouseMoved(e *desktop.MouseEvent) {
	l.touched = true
	l.pointer = e.Position.Y - l.scroll.Offset.Y
	l.hover(l.placeAt(e.Position.Y))
}

// MouseOut implements desktop.Hoverable.
func (l *list) MouseOut() { l.hover(-1) }

func (l *list) hover(place int) {
	if place != l.hovered {
		l.hovered = place
		l.Refresh()
	}
}

// least is the height of all rows. Their width is what there is.
func (l *list) least() fyne.Size {
	n := len(l.catalogue.listed)
	if n == 0 {
		return fyne.Size{}
	}
	return fyne.NewSize(0, rowTop(n-1)+rowHeight()+listInset)
}

// draw draws the rows in view.
func (l *list) draw(p *look.Painter) {
	top := l.scroll.Offset.Y
	bottom := top + l.scroll.Size().Height
	first := max(0, int((top-listInset)/rowPitch()))
	for i := first; i < len(l.catalogue.listed) && rowTop(i) < bottom; i++ {
		drawRow(p, l.catalogue.at(i), rowTop(i), l.year, look.RowState{
			Selected: i == l.cursor,
			Hovered:  i == l.hovered,
			Focused:  i == l.cursor && l.focused && !l.byMouse,
		})
	}
	if top > 0 {
		p.Rect(0, top, p.Size().Width, 1, look.Line) // rows go on above
	}
}
