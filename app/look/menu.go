package look

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// ShowMenu shows a menu at a place on a canvas, or as near to it as it fits,
// and gives it the keyboard: Up and Down go through the items that can be
// chosen, Enter or Space chooses, Esc and a click elsewhere close. However it
// closes, what had the keyboard has it again before the item's Action runs.
//
// Separators, ticks, keys and disabled items are drawn; icons and submenus are
// not. A menu without items is not shown.
func ShowMenu(c fyne.Canvas, m *fyne.Menu, at fyne.Position) {
	if len(m.Items) == 0 {
		return
	}
	p := &popup{canvas: c, before: c.Focused(), items: m.Items, at: at, chosen: -1}
	p.ExtendBaseWidget(p)
	c.Overlays().Add(p)
	p.Resize(c.Size())
	c.Focus(p)
}

// ShowMenuOn is ShowMenu for a place on an object, which has to be in a window.
func ShowMenuOn(o fyne.CanvasObject, m *fyne.Menu, at fyne.Position) {
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(o); c != nil {
		ShowMenu(c, m, driver.AbsolutePositionForObject(o).Add(at))
	}
}

// popup is a menu as a card over the window: Fyne's has neither a border nor a
// shadow once the theme paints no shadows. It covers the whole canvas, so that a
// click elsewhere closes it.
type popup struct {
	widget.BaseWidget
	canvas fyne.Canvas
	before fyne.Focusable // had the keyboard
	items  []*fyne.MenuItem
	at     fyne.Position // wanted for the top left of the card
	chosen int           // under the pointer or the keys, or -1
	first  int           // the topmost item in view, where not all fit
}

// Measures of a popup.
const (
	popupRow    = 30
	popupRule   = 9
	popupRadius = 8
	popupEdge   = 5  // from the card to its rows
	popupText   = 10 // from a row to its text
	popupTick   = 18 // kept for a tick before the text
	popupGap    = 24 // between the text and the keys, at least
	popupLeast  = 168
	popupMargin = 4 // to the edge of the window, at least
)

func (p *popup) close() {
	p.canvas.Overlays().Remove(p)
	if p.before != nil {
		p.canvas.Focus(p.before)
	}
}

// choose closes the menu and does what an item is for.
func (p *popup) choose(i int) {
	if i < 0 || !canChoose(p.items[i]) {
		return
	}
	p.close()
	if do := p.items[i].Action; do != nil {
		do()
	}
}

func canChoose(it *fyne.MenuItem) bool { return !it.Disabled && !it.IsSeparator }

// card is where the menu is drawn.
func (p *popup) card() cardArea {
	var w float32 = popupLeast
	for _, it := range p.items {
		w = max(w, p.textAt()+Width(it.Label, PaneText)+keysRoom(it)+popupText+popupEdge)
	}
	h := p.height(0, len(p.items)) + 2*popupEdge
	window := p.Size().SubtractWidthHeight(2*popupMargin, 2*popupMargin)
	w, h = min(round(w+0.5), window.Width), min(h, window.Height)
	return cardArea{
		x: max(min(p.at.X, popupMargin+window.Width-w), popupMargin),
		y: max(min(p.at.Y, popupMargin+window.Height-h), popupMargin),
		w: w, h: h,
	}
}

// textAt is how far the words of all items are from the left of the card.
func (p *popup) textAt() float32 {
	for _, it := range p.items {
		if it.Checked {
			return popupEdge + popupText + popupTick
		}
	}
	return popupEdge + popupText
}

// height is that of the items from one to before another.
func (p *popup) height(from, to int) float32 {
	var h float32
	for _, it := range p.items[from:to] {
		h += itemHeight(it)
	}
	return h
}

func itemHeight(it *fyne.MenuItem) float32 {
	if it.IsSeparator {
		return popupRule
	}
	return popupRow + PaneText.LineHeight() - PaneText.Line
}

// inView is the first item that lies wholly in a card, and the one after the
// last.
func (p *popup) inView(card cardArea) (from, to int) {
	to = p.first
	for to < len(p.items) && p.height(p.first, to+1) <= card.h-2*popupEdge {
		to++
	}
	return p.first, to
}

// scroll brings other items into view, as far as there are any.
func (p *popup) scroll(by int) {
	last := len(p.items)
	for last > 0 && p.height(last-1, len(p.items)) <= p.card().h-2*popupEdge {
		last--
	}
	p.first = max(min(p.first+by, last), 0)
}

func keysRoom(it *fyne.MenuItem) float32 {
	if s := keysOf(it); s != "" {
		return popupGap + Width(s, Meta)
	}
	return 0
}

// keysOf is the shortcut of an item in words.
func keysOf(it *fyne.MenuItem) string {
	s, ok := it.Shortcut.(fyne.KeyboardShortcut)
	if !ok {
		return ""
	}
	var keys strings.Builder
	for _, m := range []struct {
		modifier fyne.KeyModifier
		name     string
	}{
		{fyne.KeyModifierControl, "Ctrl+"},
		{fyne.KeyModifierAlt, "Alt+"},
		{fyne.KeyModifierShift, "Shift+"},
		{fyne.KeyModifierSuper, "Super+"},
	} {
		if s.Mod()&m.modifier != 0 {
			keys.WriteString(m.name)
		}
	}
	if name, ok := keyNames[s.Key()]; ok {
		return keys.String() + name
	}
	return keys.String() + string(s.Key())
}

// keyNames are the keys whose names of Fyne's are not those on the keyboard.
var keyNames = map[fyne.KeyName]string{
	fyne.KeyUp: "↑", fyne.KeyDown: "↓", fyne.KeyLeft: "←", fyne.KeyRight: "→", fyne.KeyReturn: "Enter",
}

func (p *popup) draw(paint *Painter) {
	a := p.card()
	paint.Card(a.x, a.y, a.w, a.h, popupRadius, 14)
	text, y := p.textAt(), a.y+popupEdge
	from, to := p.inView(a)
	for i := from; i < to; i++ {
		it := p.items[i]
		row := cardArea{a.x, y, a.w, itemHeight(it)}
		if it.IsSeparator {
			paint.Rect(row.x+popupEdge+popupText, row.y+popupRule/2, row.w-2*(popupEdge+popupText), 1, Border)
		} else {
			drawItem(paint, it, i == p.chosen, row, text)
		}
		y += row.h
	}
}

func drawItem(paint *Painter, it *fyne.MenuItem, isChosen bool, row cardArea, text float32) {
	ink, keys := Colour(Ink), Colour(Ink2)
	if it.Disabled {
		ink = Blend(Colour(Raised), Colour(Ink3), 0.55)
		keys = ink
	} else if isChosen {
		paint.Round(row.x+popupEdge, row.y, row.w-2*popupEdge, row.h, popupRadius-2, Hover, Transparent)
	}
	centre, right := row.y+row.h/2, row.x+row.w-popupEdge-popupText
	if it.Checked {
		paint.IconIn(IconCheck, row.x+popupEdge+popupText-3, centre-7, 14, ink)
	}
	label := Ellipsis(it.Label, PaneText, right-keysRoom(it)-row.x-text)
	paint.TextIn(label, PaneText, ink, row.x+text, PaneText.Centred(centre))
	s := keysOf(it)
	paint.TextIn(s, Meta, keys, right-Width(s, Meta), Meta.Centred(centre))
}

// itemAt is the item at a place on the canvas, or -1.
func (p *popup) itemAt(at fyne.Position) int {
	a := p.card()
	if !a.contains(at) {
		return -1
	}
	y := a.y + popupEdge
	from, to := p.inView(a)
	for i := from; i < to; i++ {
		h := itemHeight(p.items[i])
		if at.Y >= y && at.Y < y+h {
			return i
		}
		y += h
	}
	return -1
}

// Tapped chooses an item, or closes the menu.
func (p *popup) Tapped(e *fyne.PointEvent) {
	if !p.card().contains(e.Position) {
		p.close()
		return
	}
	p.choose(p.itemAt(e.Position))
}

// TappedSecondary closes the menu.
func (p *popup) TappedSecondary(*fyne.PointEvent) { p.close() }

// Scrolled shows more of a menu that is higher than the window, and keeps what
// lies behind from being scrolled.
func (p *popup) Scrolled(e *fyne.ScrollEvent) {
	switch {
	case e.Scrolled.DY > 0:
		p.scroll(-1)
	case e.Scrolled.DY < 0:
		p.scroll(+1)
	}
	p.point(e.Position)
	p.Refresh()
}

// MouseIn is part of desktop.Hoverable.
func (p *popup) MouseIn(e *desktop.MouseEvent) { p.MouseMoved(e) }

// MouseMoved shows what is under the pointer.
func (p *popup) MouseMoved(e *desktop.MouseEvent) {
	was := p.chosen
	if p.point(e.Position); p.chosen != was {
		p.Refresh()
	}
}

// point marks the item at a place, if one there can be chosen.
func (p *popup) point(at fyne.Position) {
	if i := p.itemAt(at); i >= 0 && canChoose(p.items[i]) {
		p.chosen = i
	}
}

// MouseOut is part of desktop.Hoverable.
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
		if canChoose(p.items[at]) {
			p.chosen = at
			p.reveal()
			break
		}
	}
	p.Refresh()
}

// reveal brings the chosen item into view.
func (p *popup) reveal() {
	for p.chosen < p.first {
		p.first--
	}
	for p.height(p.first, p.chosen+1) > p.card().h-2*popupEdge && p.first < p.chosen {
		p.first++
	}
}

// TypedRune is part of fyne.Focusable.
func (p *popup) TypedRune(rune) {}

// FocusGained is part of fyne.Focusable.
func (p *popup) FocusGained() {}

// FocusLost is part of fyne.Focusable.
func (p *popup) FocusLost() {}

// CreateRenderer draws the menu.
func (p *popup) CreateRenderer() fyne.WidgetRenderer {
	return NewRenderer(p, p.draw, func() fyne.Size { return fyne.NewSize(1, 1) })
}
