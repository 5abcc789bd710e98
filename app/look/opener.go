package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	openerHeight = 30
	openerWidth  = 196
)

// Opener looks like a search field and opens one elsewhere when it is pressed.
// It never takes the keyboard: the keys that it shows do the same.
type Opener struct {
	widget.BaseWidget
	OnTapped func()

	says    string
	keys    []string
	short   bool
	hovered bool
	hover   func(in bool)
}

// NewOpener returns an opener that says what can be typed there.
func NewOpener(says string, tapped func(), keys ...string) *Opener {
	o := &Opener{OnTapped: tapped, says: says, keys: keys}
	o.ExtendBaseWidget(o)
	return o
}

// SetShort leaves only the icon.
func (o *Opener) SetShort(on bool) {
	if o.short != on {
		o.short = on
		o.Refresh()
	}
}

// CreateRenderer draws the opener.
func (o *Opener) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(o, o.draw, o.least) }

func (o *Opener) least() fyne.Size {
	if o.short {
		return fyne.NewSize(buttonHeight, openerHeight)
	}
	return fyne.NewSize(openerWidth, openerHeight)
}

func (o *Opener) draw(p *Painter) {
	w, h := p.Size().Width, p.Size().Height
	if !o.short {
		p.Round(0, 0, w, h, fieldRadius, Field, Border)
	}
	if o.hovered {
		p.Round(0, 0, w, h, fieldRadius, Hover, Transparent)
	}
	p.Icon(IconSearch, 9, h/2-fieldIcon/2, fieldIcon, Ink2)
	if o.short {
		return
	}
	right := p.KeysRight(w-7, h/2, o.keys...)
	p.Text(Ellipsis(o.says, PaneText, right-36), PaneText, Ink3, 30, PaneText.Centred(h/2))
}

// Tapped presses the opener.
func (o *Opener) Tapped(*fyne.PointEvent) { o.OnTapped() }

// Cursor shows that the opener can be pressed.
func (o *Opener) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (o *Opener) onHover(f func(in bool)) { o.hover = f }

// MouseIn shows that the pointer is on the opener.
func (o *Opener) MouseIn(*desktop.MouseEvent) { o.point(true) }

// MouseMoved is part of desktop.Hoverable.
func (o *Opener) MouseMoved(*desktop.MouseEvent) {}

// MouseOut shows that it is not.
func (o *Opener) MouseOut() { o.point(false) }

func (o *Opener) point(in bool) {
	o.hovered = in
	o.Refresh()
	if o.hover != nil {
		o.hover(in)
	}
}
