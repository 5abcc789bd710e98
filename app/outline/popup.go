package outline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// popup is a menu as a card over the window: the look of ours, where Fyne's has
// neither a border nor a shadow once the theme paints no shadows. It covers the
// whole canvas, so that a click elsewhere closes it.
type popup struct {
	widget.BaseWidget
	canvas fyne.Canvas
	items  []*fyne.MenuItem
	at     fyne.Position // wanted for the top left of the card
	chosen int           // under the pointer or the keys, or -1
}

// Measures of a popup.
const (
	popupRow   = 30
	popupRule  = 9
	popupEdge  = 5  // from the card to its rows
	popupText  = 10 // from a row to its text
	popupLeast = 168
)

// showPopup shows a menu at a place on the canvas, or as near as it fits.
// Separators and disabled items are honoured; submenus are not.
func showPopup(c fyne.Canvas, m *fyne.Menu, at fyne.Position) {
	p := &popup{canvas: c, items: m.Items, at: at, chosen: -1}
	p.ExtendBaseWidget(p)
	c.Overlays().Add(p)
	p.Resize(c.Size())
	c.Focus(p)
}

func (p *popup) close() { p.canvas.Overlays().Remove(p) }

// choose closes the menu and does what an item is for.
func (p *popup) choose(i int) {
	if i < 0 || p.items[i].Disabled || p.items[i].IsSeparator {
		return
	}
	p.close()
	p.items[i].Action()
}

// card is where the menu is drawn.
func (p *popup) card() (x, y, w, h float32) {
	w, h = popupLeast, 2*popupEdge
	for _, it := range p.items {
		w = max(w, look.Width(it.Label, look.PaneText)+look.Width(keysOf(it), look.Meta)+2*(popupEdge+popupText)+24)
		h += height(it)
	}
	size := p.Size()
	return max(min(p.at.X, size.Width-w-4), 4), max(min(p.at.Y, size.Height-h-4), 4), w, h
}

func height(it *fyne.MenuItem) float32 {
	if it.IsSeparator {
		return popupRule
	}
	return grown(popupRow)
}

// keysOf is the shortcut of an item in words.
func keysOf(it *fyne.MenuItem) string {
	c, ok := it.Shortcut.(*desktop.CustomShortcut)
	if !ok {
		return ""
	}
	arrows := map[fyne.KeyName]string{fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyLeft: "←", fyne.KeyRight: "→"}
	return "Alt+" + arrows[c.KeyName]
}

func (p *popup) draw(paint *look.Painter) {
	x, y, w, h := p.card()
	paint.Card(x, y, w, h, cardRadius, 14)
	y += popupEdge
	for i, it := range p.items {
		tall := height(it)
		if it.IsSeparator {
			paint.Rect(x+popupEdge+popupText, y+popupRule/2, w-2*(popupEdge+popupText), 1, look.Line)
		} else {
			p.drawItem(paint, it, i == p.chosen, x+popupEdge, y, w-2*popupEdge, tall)
		}
		y += tall
	}
}

func (p *popup) drawItem(paint *look.Painter, it *fyne.MenuItem, isChosen bool, x, y, w, h float32) {
	ink, keys := look.Colour(look.Ink), look.Colour(look.Ink2)
	if it.Disabled {
		ink = look.Blend(look.Colour(look.Raised), look.Colour(look.Ink3), 0.55)
		keys = ink
	} else if isChosen {
		paint.Round(x, y, w, h, 6, look.Hover, look.Transparent)
	}
	centre := y + h/2
	paint.TextIn(it.Label, look.PaneText, ink, x+popupText, look.PaneText.Centred(centre))
	s := keysOf(it)
	paint.TextIn(s, look.Meta, keys, x+w-popupText-look.Width(s, look.Meta), look.Meta.Centred(centre))
}

// itemAt is the item at a place on the canvas, or -1; inside says whether the
// place is on the card.
func (p *popup) itemAt(at fyne.Position) (item int, inside bool) {
	x, y, w, h := p.card()
	if at.X < x || at.Y < y || at.X >= x+w || at.Y >= y+h {
		return -1, false
	}
	y += popupEdge
	for i, it := range p.items {
		if at.Y >= y && at.Y < y+height(it) && !it.IsSeparator {
			return i, true
		}
		y += height(it)
	}
	return -1, true
}

// Tapped chooses an item, or closes the menu.
func (p *popup) Tapped(e *fyne.PointEvent) {
	item, inside := p.itemAt(e.Position)
	if !inside {
		p.close()
		return
	}
	p.choose(item)
}

// TappedSecondary closes the menu.
func (p *popup) TappedSecondary(*fyne.PointEvent) { p.close() }

// MouseIn belongs to Fyne.
func (p *popup) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved shows what is under the pointer.
func (p *popup) MouseMoved(e *desktop.MouseEvent) {
	if item, _ := p.itemAt(e.Position); item != p.chosen && item >= 0 {
		p.chosen = item
		p.Refresh()
	}
}

// MouseOut belongs to Fyne.
func (p *popup) MouseOut() {}

// TypedKey goes through the items.
func (p *popup) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeyEscape:
		p.close()
	case fyne.KeyUp:
		p.step(-1)
	case fyne.KeyDown:
		p.step(+1)
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		p.choose(p.chosen)
	}
}

// step goes to the next item that can be chosen, round the ends.
func (p *popup) step(by int) {
	n := len(p.items)
	at := p.chosen
	if at < 0 && by < 0 {
		at = 0
	}
	for range n {
		at = (at + by + n) % n
		if it := p.items[at]; !it.Disabled && !it.IsSeparator {
			p.chosen = at
			break
		}
	}
	p.Refresh()
}

// TypedRune belongs to Fyne.
func (p *popup) TypedRune(rune) {}

// FocusGained belongs to Fyne.
func (p *popup) FocusGained() {}

// FocusLost belongs to Fyne.
func (p *popup) FocusLost() {}

// CreateRenderer belongs to Fyne.
func (p *popup) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(p, p.draw, func() fyne.Size { return fyne.Size{} })
}
