package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

const (
	dialogRadius  = 12
	dialogPadding = 24
	dialogShadow  = 26
	dialogMargin  = 16 // to the edge of the window, at least
)

// Dialog is a card over the scrim that waits for an answer. It does not close
// by itself when a button is pressed.
type Dialog struct {
	Title   string
	Content fyne.CanvasObject // may be nil
	// Buttons stand at the right of the foot, in this order.
	Buttons []*Button
	// Size is that of the card; where a side is 0, it is as the content needs.
	Size fyne.Size
	// Bare leaves title, padding and foot to the content.
	Bare bool
	// Top is how far the card is from the top of the window; 0 centres it.
	Top float32
	// First has the keyboard at the start; nil stands for the last button.
	First fyne.Focusable
	// OnCancel is called when Esc closes the dialog.
	OnCancel func()
	// OnScrim is called when the pointer is pressed beside the card.
	OnScrim func()
}

// ShowDialog shows d over all that is on c, and returns what closes it. Esc
// closes it too.
func ShowDialog(c fyne.Canvas, d Dialog) (closeIt func()) {
	m := &modal{dialog: d, canvas: c, before: c.Focused()}
	m.ExtendBaseWidget(m)
	c.Overlays().Add(m)
	m.Resize(c.Size())
	m.focusFirst()
	return m.close
}

// modal covers a canvas and holds a dialog's card.
type modal struct {
	widget.BaseWidget
	dialog Dialog
	canvas fyne.Canvas
	before fyne.Focusable // had the keyboard
	closed bool
	card   cardArea
}

type cardArea struct{ x, y, w, h float32 }

func (m *modal) focusFirst() {
	switch {
	case m.dialog.First != nil:
		m.canvas.Focus(m.dialog.First)
	case len(m.dialog.Buttons) > 0:
		m.canvas.Focus(m.dialog.Buttons[len(m.dialog.Buttons)-1])
	default:
		m.canvas.Focus(m)
	}
}

func (m *modal) close() {
	if m.closed {
		return
	}
	m.closed = true
	m.canvas.Overlays().Remove(m)
	if m.before != nil {
		m.canvas.Focus(m.before)
	}
}

func (m *modal) cancel() {
	m.close()
	if m.dialog.OnCancel != nil {
		m.dialog.OnCancel()
	}
}

// Dismiss cancels the dialog on top of the window that o is in, if there is
// one.
func Dismiss(o fyne.CanvasObject) {
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil {
		return
	}
	if m, ok := c.Overlays().Top().(*modal); ok {
		m.cancel()
	}
}

// Tapped keeps what lies behind from being pressed.
func (m *modal) Tapped(e *fyne.PointEvent) {
	if m.dialog.OnScrim != nil && !m.card.contains(e.Position) {
		m.dialog.OnScrim()
	}
}

func (a cardArea) contains(at fyne.Position) bool {
	return at.X >= a.x && at.X < a.x+a.w && at.Y >= a.y && at.Y < a.y+a.h
}

// Scrolled keeps what lies behind from being scrolled.
func (m *modal) Scrolled(*fyne.ScrollEvent) {}

// Disabled keeps Tab from stopping at the card itself where something on it
// takes keys.
func (m *modal) Disabled() bool { return m.dialog.First != nil || len(m.dialog.Buttons) > 0 }

// Enable is part of fyne.Disableable.
func (m *modal) Enable() {}

// Disable is part of fyne.Disableable.
func (m *modal) Disable() {}

// FocusGained is part of fyne.Focusable. A card that could not be focused would
// take the keyboard away from its buttons when it is clicked, and Esc with it.
func (m *modal) FocusGained() {}

// FocusLost is part of fyne.Focusable.
func (m *modal) FocusLost() {}

// TypedRune is part of fyne.Focusable.
func (m *modal) TypedRune(rune) {}

// TypedKey closes the dialog with Esc.
func (m *modal) TypedKey(e *fyne.KeyEvent) {
	if e.Name == fyne.KeyEscape {
		m.cancel()
	}
}

// CreateRenderer draws scrim and card.
func (m *modal) CreateRenderer() fyne.WidgetRenderer {
	return NewRenderer(m, m.draw, func() fyne.Size { return fyne.NewSize(1, 1) })
}

func (m *modal) draw(p *Painter) {
	p.Rect(0, 0, p.Size().Width, p.Size().Height, Scrim)
	m.card = m.area(p.Size())
	a := m.card
	p.Shadow(a.x, a.y, a.w, a.h, dialogRadius, dialogShadow)
	p.Round(a.x, a.y, a.w, a.h, dialogRadius, Raised, Border)
	if m.dialog.Bare {
		m.put(p, m.dialog.Content, a)
		return
	}
	inner := cardArea{a.x + dialogPadding, a.y + dialogPadding - 4, a.w - 2*dialogPadding, a.h - 2*dialogPadding + 4}
	p.Text(Ellipsis(m.dialog.Title, DialogTitle, inner.w), DialogTitle, Ink, inner.x, DialogTitle.Baseline(inner.y))
	top := m.head()
	m.put(p, m.dialog.Content, cardArea{inner.x, inner.y + top, inner.w, inner.h - top - m.foot()})
	right, bottom := a.x+a.w-dialogPadding, a.y+a.h-dialogPadding
	for i := len(m.dialog.Buttons) - 1; i >= 0; i-- {
		b := m.dialog.Buttons[i]
		size := b.MinSize()
		right -= size.Width
		m.put(p, b, cardArea{right, bottom - size.Height, size.Width, size.Height})
		right -= 8
	}
}

func (m *modal) put(p *Painter, o fyne.CanvasObject, a cardArea) {
	if o == nil {
		return
	}
	p.Put(o, a.x, a.y, a.w, a.h)
}

// head is the height of the title and the space below it.
func (m *modal) head() float32 { return DialogTitle.LineHeight() + 12 }

// foot is the height of the buttons and the space above them.
func (m *modal) foot() float32 {
	if len(m.dialog.Buttons) == 0 {
		return 0
	}
	return m.dialog.Buttons[0].MinSize().Height + 20
}

// area returns where the card lies in a window.
func (m *modal) area(window fyne.Size) cardArea {
	least := m.least()
	w, h := max(m.dialog.Size.Width, least.Width), max(m.dialog.Size.Height, least.Height)
	w, h = min(w, window.Width-2*dialogMargin), min(h, window.Height-2*dialogMargin)
	y := m.dialog.Top
	if y == 0 {
		y = (window.Height - h) / 2
	}
	return cardArea{round((window.Width - w) / 2), round(min(y, window.Height-h-dialogMargin)), w, h}
}

// least returns the size that the content needs.
func (m *modal) least() fyne.Size {
	var content fyne.Size
	if m.dialog.Content != nil {
		content = m.dialog.Content.MinSize()
	}
	if m.dialog.Bare {
		return content
	}
	w := max(content.Width, Width(m.dialog.Title, DialogTitle), m.buttonsWidth())
	return fyne.NewSize(w+2*dialogPadding, content.Height+m.head()+m.foot()+2*dialogPadding-4)
}

func (m *modal) buttonsWidth() float32 {
	w := float32(0)
	for _, b := range m.dialog.Buttons {
		w += b.MinSize().Width + 8
	}
	return w
}
