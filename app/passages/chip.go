package passages

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// maxChoices is how many values the menu of a chip offers, the commonest.
const maxChoices = 20

// chip narrows the list to one value of a facet. Off, it opens a menu of the
// values; on, it shows the value and goes off when it is pressed.
type chip struct {
	widget.BaseWidget
	facet    facet
	choices  []choice
	value    string // empty while off
	onChange func()

	brief            bool // says less while off
	hovered, focused bool
}

func newChip(f facet, onChange func()) *chip {
	c := &chip{facet: f, onChange: onChange}
	c.ExtendBaseWidget(c)
	return c
}

// set turns the chip on with a value, or off with none.
func (c *chip) set(value string) {
	c.value = value
	c.Refresh()
	c.onChange()
}

// label is what the chip says.
func (c *chip) label() string {
	switch {
	case c.value != "":
		return c.value
	case c.brief:
		return c.facet.name
	}
	return "Any " + strings.ToLower(c.facet.name)
}

// menu lists the values and how many passages have each.
func (c *chip) menu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for _, ch := range c.choices[:min(len(c.choices), maxChoices)] {
		menu.Items = append(menu.Items, fyne.NewMenuItem(ch.value+" ("+strconv.Itoa(ch.rows)+")", func() { c.set(ch.value) }))
	}
	return menu
}

func (c *chip) press() {
	if c.value != "" {
		c.set("")
		return
	}
	if len(c.choices) > 0 {
		look.ShowMenuOn(c, c.menu(), fyne.NewPos(0, c.Size().Height+2))
	}
}

// Tapped implements fyne.Tappable.
func (c *chip) Tapped(*fyne.PointEvent) { c.press() }

// TypedKey presses the chip.
func (c *chip) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(c, e) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		c.press()
	}
}

// TypedRune implements fyne.Focusable.
func (c *chip) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (c *chip) FocusGained() { c.focused = true; c.Refresh() }

// FocusLost implements fyne.Focusable.
func (c *chip) FocusLost() { c.focused = false; c.Refresh() }

// MouseIn implements desktop.Hoverable.
func (c *chip) MouseIn(*desktop.MouseEvent) { c.hovered = true; c.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (c *chip) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (c *chip) MouseOut() { c.hovered = false; c.Refresh() }

// CreateRenderer implements fyne.Widget.
func (c *chip) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(c, c.draw, c.least) }

func (c *chip) least() fyne.Size {
	return fyne.NewSize(look.FilterWidth(c.label()), look.Meta.LineHeight()+6)
}

func (c *chip) draw(p *look.Painter) {
	w, h := p.Size().Width, p.Size().Height
	if c.hovered {
		p.Round(0, 0, w, h, h/2, look.Hover, look.Transparent)
	}
	label := c.label()
	if look.FilterWidth(label) > w {
		label = look.Ellipsis(label, look.Meta, w-look.FilterWidth(""))
	}
	p.Filter(label, c.value != "", 0, h/2)
	if c.focused {
		p.Ring(0, 0, w, h, h/2, 2, 2, look.FocusRing)
	}
}
