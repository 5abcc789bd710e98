package shelf

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// picker is a word with a chevron that opens a menu of words to choose from.
type picker struct {
	widget.BaseWidget
	choices  []string
	chosen   int
	onChosen func(int)

	hovered, focused bool
}

func newPicker(choices []string, onChosen func(int)) *picker {
	p := &picker{choices: choices, onChosen: onChosen}
	p.ExtendBaseWidget(p)
	return p
}

// offer replaces the choices and says which is chosen.
func (p *picker) offer(choices []string, chosen int) {
	p.choices, p.chosen = choices, chosen
	p.Refresh()
}

// menu lists the choices, the chosen one ticked.
func (p *picker) menu() *fyne.Menu {
	menu := fyne.NewMenu("")
	for i, c := range p.choices {
		item := fyne.NewMenuItem(c, func() {
			p.chosen = i
			p.Refresh()
			p.onChosen(i)
		})
		item.Checked = i == p.chosen
		menu.Items = append(menu.Items, item)
	}
	return menu
}

func (p *picker) open() {
	look.ShowMenuOn(p, p.menu(), fyne.NewPos(0, p.Size().Height+2))
}

// Tapped implements fyne.Tappable.
func (p *picker) Tapped(*fyne.PointEvent) { p.open() }

// TypedKey opens the menu.
func (p *picker) TypedKey(e *fyne.KeyEvent) {
	if look.WindowKey(p, e) {
		return
	}
	switch e.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyDown:
		p.open()
	}
}

// TypedRune implements fyne.Focusable.
func (p *picker) TypedRune(rune) {}

// FocusGained implements fyne.Focusable.
func (p *picker) FocusGained() { p.focused = true; p.Refresh() }

// FocusLost implements fyne.Focusable.
func (p *picker) FocusLost() { p.focused = false; p.Refresh() }

// MouseIn implements desktop.Hoverable.
func (p *picker) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.Refresh() }

// MouseMoved implements desktop.Hoverable.
func (p *picker) MouseMoved(*desktop.MouseEvent) {}

// MouseOut implements desktop.Hoverable.
func (p *picker) MouseOut() { p.hovered = false; p.Refresh() }

// CreateRenderer implements fyne.Widget.
func (p *picker) CreateRenderer() fyne.WidgetRenderer { return look.NewRenderer(p, p.draw, p.least) }

const (
	pickerPad     = 4
	pickerChevron = 12
)

func (p *picker) least() fyne.Size {
	words := look.Width(p.choices[p.chosen], look.Meta)
	return fyne.NewSize(whole(words)+3+pickerChevron+2*pickerPad, look.Meta.LineHeight()+4)
}

func (p *picker) draw(paint *look.Painter) {
	size := paint.Size()
	if p.hovered {
		paint.Round(0, 0, size.Width, size.Height, 4, look.Hover, look.Transparent)
	}
	if p.focused {
		paint.Ring(0, 0, size.Width, size.Height, 4, 2, 1, look.FocusRing)
	}
	middle := size.Height / 2
	end := paint.Text(p.choices[p.chosen], look.Meta, look.Ink2, pickerPad, look.Meta.Centred(middle))
	paint.Icon(look.IconDown, end+2, middle-pickerChevron/2+1, pickerChevron, look.Ink2)
}
