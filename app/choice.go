package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// choices is a list to choose one line from: by a click, or with the arrows and
// Enter.
type choices struct {
	widget.BaseWidget
	texts   []string
	at      int // the line under the keys or the pointer
	focused bool
	chosen  func(i int)
}

const choiceRow = 34

func newChoices(texts []string, chosen func(i int)) *choices {
	c := &choices{texts: texts, chosen: chosen}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *choices) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) {
		w := p.Size().Width
		for i, text := range c.texts {
			y := float32(i * choiceRow)
			if i == c.at {
				p.Round(0, y+1, w, choiceRow-2, 7, look.Soft, look.Transparent)
			}
			p.Text(look.Ellipsis(text, look.PaneText, w-24), look.PaneText, look.Ink, 12, look.PaneText.Centred(y+choiceRow/2))
		}
	}
	return look.NewRenderer(c, draw, func() fyne.Size {
		return fyne.NewSize(200, float32(len(c.texts)*choiceRow))
	})
}

func (c *choices) move(to int) {
	if to = min(max(to, 0), len(c.texts)-1); to != c.at {
		c.at = to
		c.Refresh()
	}
}

// TypedKey moves with the arrows and chooses with Enter; Esc closes the dialog.
func (c *choices) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyUp:
		c.move(c.at - 1)
	case fyne.KeyDown:
		c.move(c.at + 1)
	case fyne.KeyHome:
		c.move(0)
	case fyne.KeyEnd:
		c.move(len(c.texts) - 1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		c.chosen(c.at)
	case fyne.KeyEscape:
		look.Dismiss(c)
	}
}

// TypedRune is part of fyne.Focusable.
func (c *choices) TypedRune(rune) {}

// FocusGained is part of fyne.Focusable.
func (c *choices) FocusGained() { c.focused = true }

// FocusLost is part of fyne.Focusable.
func (c *choices) FocusLost() { c.focused = false }

// Tapped chooses the line under the pointer.
func (c *choices) Tapped(e *fyne.PointEvent) {
	if i := int(e.Position.Y / choiceRow); i >= 0 && i < len(c.texts) {
		c.chosen(i)
	}
}

// MouseIn follows the pointer.
func (c *choices) MouseIn(e *desktop.MouseEvent) { c.MouseMoved(e) }

// MouseMoved follows the pointer.
func (c *choices) MouseMoved(e *desktop.MouseEvent) { c.move(int(e.Position.Y / choiceRow)) }

// MouseOut is part of desktop.Hoverable.
func (c *choices) MouseOut() {}

// choice is a field of a form whose value is one of a few.
type choice struct {
	widget.BaseWidget
	onChanged func()
	values    []string
	value     string
	focused   bool
}

func newChoice(values []string, value string) *choice {
	c := &choice{values: values, value: value}
	c.ExtendBaseWidget(c)
	return c
}

// Text is the value.
func (c *choice) Text() string { return c.value }

// SetText sets the value.
func (c *choice) SetText(value string) {
	c.value = value
	c.Refresh()
	if c.onChanged != nil {
		c.onChanged()
	}
}

// CreateRenderer implements fyne.Widget.
func (c *choice) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) {
		size := p.Size()
		border := look.Border
		if c.focused {
			border = look.Accent
			p.Ring(0, 0, size.Width, size.Height, 7, 2, 0, look.Halo)
		}
		p.Round(0, 0, size.Width, size.Height, 7, look.Field, border)
		p.Text(c.value, look.PaneText, look.Ink, 10, look.PaneText.Centred(size.Height/2))
		p.Icon(look.IconDown, size.Width-24, size.Height/2-7, 14, look.Ink2)
	}
	return look.NewRenderer(c, draw, func() fyne.Size { return fyne.NewSize(120, 32) })
}

// Tapped opens the menu of values.
func (c *choice) Tapped(*fyne.PointEvent) { c.open() }

// TypedKey opens the menu with Space, Enter and Down; Esc closes the dialog.
func (c *choice) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyDown:
		c.open()
	case fyne.KeyEscape:
		look.Dismiss(c)
	}
}

// TypedRune is part of fyne.Focusable.
func (c *choice) TypedRune(rune) {}

// FocusGained shows that the field has the keyboard.
func (c *choice) FocusGained() { c.focus(true) }

// FocusLost shows that it has not.
func (c *choice) FocusLost() { c.focus(false) }

func (c *choice) focus(on bool) {
	c.focused = on
	c.Refresh()
}

func (c *choice) open() {
	items := make([]*fyne.MenuItem, len(c.values))
	for i, v := range c.values {
		label := v
		if label == "" {
			label = "Not known"
		}
		items[i] = fyne.NewMenuItem(label, func() { c.SetText(v) })
		items[i].Checked = v == c.value
	}
	driver := fyne.CurrentApp().Driver()
	at := driver.AbsolutePositionForObject(c).AddXY(0, c.Size().Height+2)
	look.ShowMenu(driver.CanvasForObject(c), fyne.NewMenu("", items...), at)
}
