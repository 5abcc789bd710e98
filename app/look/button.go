package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Kind is how much a button asks for attention. A window has one Primary.
type Kind int

// The kinds of button.
const (
	Ghost   Kind = iota // no surface of its own until the pointer is on it
	Primary             // filled: the next real step
	Quiet               // a field with a border
)

// Measures of buttons, in units.
const (
	buttonHeight = 32
	buttonRadius = 7
	buttonIcon   = 16
)

// press is what buttons of all sorts share: their looks and the pointer.
type press struct {
	widget.DisableableWidget
	OnTapped func()

	icon                      IconName
	label                     string
	kind                      Kind
	hovered, pressed, focused bool
	hover                     func(in bool)
}

// SetLabel changes what the button says; its icon stays.
func (b *press) SetLabel(label string) {
	b.label = label
	b.Refresh()
}

// Label returns what the button says.
func (b *press) Label() string { return b.label }

// SetEnabled enables or disables the button.
func (b *press) SetEnabled(on bool) {
	if on == !b.Disabled() {
		return
	}
	if on {
		b.Enable()
	} else {
		b.Disable()
	}
}

// Tapped calls OnTapped unless the button is disabled.
func (b *press) Tapped(*fyne.PointEvent) {
	if !b.Disabled() && b.OnTapped != nil {
		b.OnTapped()
	}
}

// MouseIn shows that the button can be pressed.
func (b *press) MouseIn(*desktop.MouseEvent) { b.setHovered(true) }

// MouseMoved is part of desktop.Hoverable.
func (b *press) MouseMoved(*desktop.MouseEvent) {}

// MouseOut shows the button at rest.
func (b *press) MouseOut() { b.setHovered(false) }

// MouseDown shows that the button is being pressed.
func (b *press) MouseDown(*desktop.MouseEvent) { b.setPressed(true) }

// MouseUp ends what MouseDown began.
func (b *press) MouseUp(*desktop.MouseEvent) { b.setPressed(false) }

func (b *press) setHovered(on bool) {
	b.hovered, b.pressed = on, false
	if b.hover != nil {
		b.hover(on)
	}
	b.Refresh()
}

func (b *press) setPressed(on bool) {
	b.pressed = on
	b.Refresh()
}

// onHover calls f when the pointer comes and goes.
func (b *press) onHover(f func(in bool)) { b.hover = f }

func (b *press) style() Style {
	if b.kind == Ghost {
		return GhostText
	}
	return ButtonText
}

func (b *press) padding() float32 {
	if b.kind == Ghost {
		return 9
	}
	return 12
}

// gap is the space between icon and label.
func (b *press) gap() float32 {
	if b.icon == "" || b.label == "" {
		return 0
	}
	return 7
}

func (b *press) iconWidth() float32 {
	if b.icon == "" {
		return 0
	}
	return buttonIcon
}

func (b *press) least() fyne.Size {
	w := b.iconWidth() + b.gap() + round(Width(b.label, b.style())) + 2*b.padding()
	return fyne.NewSize(w, round(buttonHeight*Zoom()))
}

func (b *press) draw(p *Painter) {
	w, h := p.Size().Width, p.Size().Height
	fill, stroke, ink := b.colours()
	p.Box(0, 0, w, h, buttonRadius, fill, stroke)
	if b.focused {
		p.Focus(0, 0, w, h, buttonRadius)
	}
	content := b.least().Width - 2*b.padding()
	x := round((w - content) / 2)
	if b.icon != "" {
		p.IconIn(b.icon, x, h/2-buttonIcon/2, buttonIcon, ink)
	}
	p.TextIn(b.label, b.style(), ink, x+b.iconWidth()+b.gap(), b.style().Centred(h/2))
}

// colours returns those of the surface, its border and what is on it.
func (b *press) colours() (fill, stroke, ink color.Color) {
	fill, stroke, ink = b.atRest()
	surface := Colour(Chrome)
	if b.kind == Primary {
		surface = fill
	}
	switch {
	case b.Disabled() && b.kind == Primary:
		return Colour(Track), nil, Blend(Colour(Track), Colour(Ink3), 0.55)
	case b.Disabled():
		return fill, stroke, Blend(surface, Colour(Ink3), 0.55)
	case b.pressed && b.kind == Primary:
		fill = Blend(fill, color.Black, 0.12)
	case b.hovered && b.kind == Primary:
		fill = Blend(fill, color.White, 0.12)
	case b.pressed:
		fill = over(fill, Colour(Press))
	case b.hovered:
		fill = over(fill, Colour(Hover))
	}
	return fill, stroke, ink
}

func (b *press) atRest() (fill, stroke, ink color.Color) {
	switch b.kind {
	case Primary:
		return Colour(Fill), nil, Colour(OnFill)
	case Quiet:
		return Colour(Field), Colour(Border), Colour(Ink)
	}
	return color.Transparent, nil, Colour(Ink)
}

// over lays a translucent colour on a ground, which may be none at all.
func over(ground, veil color.Color) color.Color {
	if !visible(ground) {
		return veil
	}
	v := color.NRGBAModel.Convert(veil).(color.NRGBA)
	full := v
	full.A = 0xFF
	return Blend(ground, full, float32(v.A)/0xFF)
}

// Button is a button that the keyboard reaches: Tab goes to it, Space and Enter
// press it.
type Button struct{ press }

// NewButton returns a button with an icon, a label, or both; the other is "".
func NewButton(icon IconName, label string, kind Kind, tapped func()) *Button {
	b := &Button{press{icon: icon, label: label, kind: kind, OnTapped: tapped}}
	b.ExtendBaseWidget(b)
	return b
}

// CreateRenderer draws the button.
func (b *Button) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(b, b.draw, b.least) }

// FocusGained shows the focus ring.
func (b *Button) FocusGained() { b.setFocused(true) }

// FocusLost takes the focus ring away.
func (b *Button) FocusLost() { b.setFocused(false) }

func (b *Button) setFocused(on bool) {
	b.focused = on
	b.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (b *Button) TypedRune(rune) {}

// TypedKey presses the button with Space and Enter. Escape closes the dialog
// that the button is in.
func (b *Button) TypedKey(e *fyne.KeyEvent) {
	if WindowKey(b, e) {
		return
	}
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Tapped(nil)
	case fyne.KeyEscape:
		Dismiss(b)
	}
}

// Tool is a ghost button of a toolbar. It never takes the keyboard: its command
// is in the menu.
type Tool struct{ press }

// NewTool returns a button with an icon, a label, or both; the other is "".
func NewTool(icon IconName, label string, tapped func()) *Tool {
	t := &Tool{press{icon: icon, label: label, kind: Ghost, OnTapped: tapped}}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer draws the button.
func (t *Tool) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(t, t.draw, t.least) }
