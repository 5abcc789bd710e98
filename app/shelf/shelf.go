// Package shelf shows the sources of the library as a list to choose from.
//
// A Shelf is given all sources by SetRows and lists them in two lines each, under
// a field that filters as one types and menus for the order and the marking.
// It knows nothing of the library: what the user wants done with a source is
// said through the On functions, which the window connects before it shows the
// shelf.
//
// What is listed, and in which order, is worked out beside the window's thread.
//
// The surprise: a row is not a widget. The list is one widget as high as all
// its rows, which draws only those in view, so that 100,000 sources open and
// scroll like ten.
package shelf

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// Shelf is the pane of sources. Any On function may be nil.
type Shelf struct {
	widget.BaseWidget

	OnOpen   func(briefing.ID) // a click, or Enter
	OnEdit   func(briefing.ID) // F2: the details of the source
	OnDelete func(briefing.ID) // Delete: asks, for nothing is deleted here
	OnImport func()            // the button of the empty shelf
	OnLeave  func()            // Escape with nothing left to clear

	field    *look.SearchField
	order    *picker
	marking  *picker
	list     *list
	importer *look.Button
	clear    *look.Button
	markings []briefing.Marking // what the marking menu offers after “All markings”

	lister
}

const allMarkings = "All markings"

// New returns an empty shelf.
func New(run session.Runner) *Shelf {
	s := &Shelf{list: newList(), lister: lister{run: run}}
	s.ExtendBaseWidget(s)
	s.field = look.NewSearchField("Search sources")
	s.field.SetKeys("Ctrl", "F")
	s.field.OnChanged = func(string) { s.refilter() }
	s.field.OnDown = s.enterList
	s.field.OnSubmit = func(string) { s.openFirst() }
	s.field.OnEscape = s.leave
	s.order = newPicker(orders, func(i int) {
		s.want.order = Order(i)
		s.relist()
		s.whenListed(s.list.rewind)
	})
	s.marking = newPicker([]string{allMarkings}, func(int) { s.refilter() })
	s.importer = look.NewButton(look.IconImport, "Import files…", look.Quiet, func() { call(s.OnImport) })
	s.clear = look.NewButton("", "Show all sources", look.Quiet, s.ClearFilter)
	s.list.onOpen = func(id briefing.ID) { callWith(s.OnOpen, id) }
	s.list.onEdit = func(id briefing.ID) { callWith(s.OnEdit, id) }
	s.list.onDelete = func(id briefing.ID) { callWith(s.OnDelete, id) }
	s.list.onFirstUp = s.FocusSearch
	s.list.onEscape = s.leave
	return s
}

func call(f func()) {
	if f != nil {
		f()
	}
}

func callWith(f func(briefing.ID), id briefing.ID) {
	if f != nil {
		f(id)
	}
}

// SetRows replaces the sources. Filter, order and selection stay.
func (s *Shelf) SetRows(rows []Row) {
	s.want.rows = rows
	s.want.fills++
	s.field.SetEnabled(len(rows) > 0)
	s.relist()
}

// offerMarkings has the marking menu offer those of the catalogue. One that no
// source has any more filters no more.
func (s *Shelf) offerMarkings() {
	chosen := s.chosenMarking()
	s.markings = s.list.catalogue.offered
	names := []string{allMarkings}
	for _, m := range s.markings {
		names = append(names, string(m))
	}
	s.marking.offer(names, 1+slices.Index(s.markings, chosen))
	s.want.marking = s.chosenMarking()
}

// SetYear says which year dates are written without, the present one as a
// rule. Without it every date has its year.
func (s *Shelf) SetYear(year int) {
	s.list.year = year
	s.list.Refresh()
}

// Select selects a source and scrolls to it, without opening it. An ID that no
// row has selects nothing.
func (s *Shelf) Select(id briefing.ID) {
	s.whenListed(func() { s.list.selectID(id) })
}

// Selected is the selected source, or zero where none is or it is not listed.
func (s *Shelf) Selected() briefing.ID {
	if s.list.cursor < 0 {
		return briefing.ID{}
	}
	return s.list.selected
}

// FocusSearch puts the keyboard into the filter field.
func (s *Shelf) FocusSearch() { s.field.Focus() }

// Focus puts the keyboard onto the list.
func (s *Shelf) Focus() { look.Focus(s.list) }

// ClearFilter shows all sources again.
func (s *Shelf) ClearFilter() {
	s.marking.chosen = 0
	s.marking.Refresh()
	s.field.SetText("")
	s.refilter()
}

// enterList goes from the field to the selected source, or else to the first.
func (s *Shelf) enterList() {
	if s.list.cursor < 0 {
		s.list.moveTo(0)
	}
	s.Focus()
}

// openFirst opens what Enter in the field means: the first source found.
func (s *Shelf) openFirst() {
	s.whenListed(func() {
		s.list.moveTo(0)
		s.list.ask(s.OnOpen)
	})
}

func (s *Shelf) leave() { call(s.OnLeave) }

func (s *Shelf) chosenMarking() briefing.Marking {
	if s.marking.chosen == 0 {
		return ""
	}
	return s.markings[s.marking.chosen-1]
}

// refilter lists what the user asks for, from its beginning.
func (s *Shelf) refilter() {
	s.want.query, s.want.marking = s.field.Text(), s.chosenMarking()
	s.relist()
	s.whenListed(s.list.toTop)
}

func (s *Shelf) changed() {
	s.list.changed()
	s.Refresh()
}

// isEmpty reports whether there is no source at all.
func (s *Shelf) isEmpty() bool { return len(s.want.rows) == 0 }

// words are what the pane says where it lists nothing.
func (s *Shelf) words() (title, text string) {
	switch c := &s.list.catalogue; {
	case s.isEmpty():
		return "No sources yet", "What you import is listed here, newest first."
	case len(c.listed) > 0 || len(c.rows) == 0: // or there will be some in a moment
		return "", ""
	case c.query == "":
		return "No source here", fmt.Sprintf("None is marked %s.", c.marking)
	}
	return "No source has these words", fmt.Sprintf("“%s” is in no title, publisher or date.", s.list.catalogue.query)
}

// CreateRenderer implements fyne.Widget.
func (s *Shelf) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(s, s.draw, s.least) }

// Measures of the pane, in units.
const (
	fieldTop    = 10
	fieldInset  = 12
	headerTop   = 21 // from the field to the middle of the menus
	listTop     = 36 // from the field to the first row
	noticeTop   = 134
	noticeWidth = 228
)

func (s *Shelf) least() fyne.Size { return fyne.NewSize(200, 240) }

func (s *Shelf) draw(p *look.Painter) {
	size := p.Size()
	p.Rect(0, 0, size.Width, size.Height, look.Chrome)
	below := s.drawField(p)
	s.drawMenus(p, below+headerTop*look.Zoom())
	if title, text := s.words(); title != "" {
		s.drawNotice(p, title, text, below+noticeTop)
		return
	}
	top := whole(below + listTop*look.Zoom() - listInset)
	p.Put(s.list.scroll, 0, top, size.Width, max(0, size.Height-top))
	s.list.settle()
}

// drawField places the search field and returns its lower edge.
func (s *Shelf) drawField(p *look.Painter) float32 {
	height := s.field.MinSize().Height
	p.Put(s.field, fieldInset, fieldTop, p.Size().Width-2*fieldInset, height)
	return fieldTop + height
}

// drawMenus places the menus, where there is something to choose.
func (s *Shelf) drawMenus(p *look.Painter, centre float32) {
	place := func(m *picker, x float32) {
		size := m.MinSize()
		p.Put(m, x, centre-size.Height/2, size.Width, size.Height)
	}
	if !s.isEmpty() {
		place(s.order, fieldInset)
	}
	if len(s.markings) > 1 || s.marking.chosen > 0 {
		place(s.marking, p.Size().Width-fieldInset-s.marking.MinSize().Width)
	}
}

// drawNotice draws what an empty list says, and the button that mends it.
func (s *Shelf) drawNotice(p *look.Painter, title, text string, y float32) {
	button := s.clear
	if s.isEmpty() {
		button = s.importer
	}
	width := min(p.Size().Width, noticeWidth)
	y = p.Nothing(title, text, (p.Size().Width-width)/2, y, width)
	least := button.MinSize()
	p.Put(button, (p.Size().Width-least.Width)/2, y+16, least.Width, least.Height)
}

// whole is v without its fraction, with which text would blur.
func whole(v float32) float32 { return float32(int(v)) }
