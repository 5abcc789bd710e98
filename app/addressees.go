package app

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// addressees is the distribution list of a note: those on it with the numbers of
// their copies, and a field that adds one.
type addressees struct {
	widget.BaseWidget
	names    []string
	numbered bool
	writable bool
	onEdit   func(name string, edit func(names []string) []string) // name is that of the step of undo
	list     *rowList
	add      *look.TextField
	content  *fyne.Container
}

const (
	addresseeRow   = 27
	addresseesMost = 5 // in view; the others by scrolling
	crossRoom      = 34
)

func newAddressees(writable bool, onEdit func(name string, edit func(names []string) []string)) *addressees {
	a := &addressees{writable: writable, onEdit: onEdit, list: newRowList(exportFieldWidth, 0), add: look.NewTextField("Add an addressee")}
	a.list.height = func(int, float32) float32 { return addresseeRow }
	a.list.row = a.draw
	a.list.tapped = func(i int, at fyne.Position, size fyne.Size) {
		if at.X > size.Width-crossRoom {
			a.remove(i)
		}
	}
	a.list.key = func(i int, e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyDelete || e.Name == fyne.KeyBackspace {
			a.remove(i)
			return true
		}
		return false
	}
	a.add.OnSubmit = a.submit
	shown(a.add, writable)
	a.content = container.NewVBox(a.list.scroll, a.add)
	a.ExtendBaseWidget(a)
	return a
}

// set shows names, with the numbers of copies where each has one.
func (a *addressees) set(names []string, numbered bool) {
	changed := !slices.Equal(names, a.names)
	a.names, a.numbered = names, numbered
	if changed {
		rows := float32(min(len(names), addresseesMost)) * addresseeRow
		a.list.scroll.SetMinSize(fyne.NewSize(exportFieldWidth, rows+2*focusRoom))
		a.list.setCount(len(names))
	}
	shown(a.list.scroll, len(names) > 0)
	a.list.Refresh()
	a.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (a *addressees) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(a.content)
}

// submit adds what was typed; someone who is on the list is not added twice.
func (a *addressees) submit(name string) {
	name = strings.Join(strings.Fields(name), " ")
	if name == "" || slices.Contains(a.names, name) {
		return
	}
	a.add.SetText("")
	a.onEdit("Add addressee", func(names []string) []string { return append(names, name) })
}

func (a *addressees) remove(i int) {
	if !a.writable {
		return
	}
	gone := a.names[i]
	a.onEdit("Remove addressee", func(names []string) []string {
		return slices.DeleteFunc(names, func(name string) bool { return name == gone })
	})
}

func (a *addressees) draw(p *look.Painter, i int, at rowArea) {
	if at.state.Hovered || at.state.Focused {
		at.state.Selected = false
		at.drawGround(p)
	}
	y := at.top + at.height/2
	p.Disc(16, y, 20, look.Colour(look.Raised), look.Colour(look.Border), 1)
	p.TextCentre(strconv.Itoa(i+1), look.MarginTag, look.Ink2, 16, look.MarginTag.Centred(y))
	right := at.width - 12
	if a.writable {
		right = at.width - crossRoom
		p.Icon(look.IconClose, right+10, y-6, 12, look.Ink2)
	}
	if a.numbered {
		right = p.TextRight(fmt.Sprintf("copy %s", ofCount(i+1, len(a.names))), look.Meta, look.Ink2, right, look.Meta.Centred(y)) - 8
	}
	p.Text(look.Ellipsis(a.names[i], look.PaneText, right-36), look.PaneText, look.Ink, 36, look.PaneText.Centred(y))
}

// ofCount says which of how many.
func ofCount(n, of int) string { return fmt.Sprintf("%d of %d", n, of) }
