package passages

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// chip is a filter. On, it says what is chosen, and goes off when it is pressed;
// off, it opens a menu of what can be chosen.
type chip struct {
	widget.BaseWidget
	name  string // while it is off: Any tag
	short string // where there is not room enough: Tag
	value string // empty while off
	menu  func() []*fyne.MenuItem
	clear func()

	brief            bool // says less while off
	hovered, focused bool
}

func newChip(name, short string) *chip {
	c := &chip{name: name, short: short}
	c.ExtendBaseWidget(c)
	return c
}

// label is what the chip says.
func (c *chip) label() string {
	switch {
	case c.value != "":
		return c.value
	case c.brief:
		return c.short
	}
	return c.name
}

func (c *chip) press() {
	if c.value != "" {
		c.clear()
		return
	}
	look.ShowMenuOn(c, fyne.NewMenu("", c.menu()...), fyne.NewPos(0, c.Size().Height+2))
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

// counted is how a menu names a value of which there are n.
func counted(value string, n int) string { return value + " (" + strconv.Itoa(n) + ")" }

// anyOf is what the chip of a facet says while it is off.
func anyOf(name string) string { return "Any " + strings.ToLower(name) }
