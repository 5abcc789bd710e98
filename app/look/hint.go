package look

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

const (
	hintRest   = 600 * time.Millisecond
	hintNext   = 500 * time.Millisecond
	hintHeight = 32
	hintRadius = 7
	hintGap    = 6
)

// Hints says in a few words what a button does and which keys do the same, when
// the pointer rests on it. Lay it over the content of the window.
type Hints struct {
	widget.BaseWidget
	clock Clock
	stop  func() // what the clock waits for, or nil
	warm  bool   // the next hint comes at once
	shown bool
	text  string
	key   string
	at    fyne.Position // of the object that it is about
	over  fyne.Size
}

// NewHints returns a layer of hints.
func NewHints(clock Clock) *Hints {
	h := &Hints{clock: clock}
	h.ExtendBaseWidget(h)
	return h
}

// Hinted is what can have a hint: a Button or a Tool.
type Hinted interface {
	fyne.CanvasObject
	onHover(func(in bool))
}

// Attach gives o a hint. Text is asked for each time, so that it can say why a
// command is disabled.
func (h *Hints) Attach(o Hinted, key string, text func() string) {
	o.onHover(func(in bool) {
		h.cancel()
		if !in {
			h.leave()
			return
		}
		show := func() { h.show(o, text(), key) }
		if h.warm {
			show()
			return
		}
		h.stop = h.clock(hintRest, show)
	})
}

func (h *Hints) show(o fyne.CanvasObject, text, key string) {
	d := fyne.CurrentApp().Driver()
	h.at = d.AbsolutePositionForObject(o).Subtract(d.AbsolutePositionForObject(h))
	h.over, h.text, h.key = o.Size(), text, key
	h.shown, h.warm, h.stop = true, true, nil
	h.Refresh()
}

// leave hides the hint, and for a while lets the next one come at once.
func (h *Hints) leave() {
	if h.shown {
		h.shown = false
		h.Refresh()
	}
	h.stop = h.clock(hintNext, func() { h.warm, h.stop = false, nil })
}

func (h *Hints) cancel() {
	if h.stop != nil {
		h.stop()
		h.stop = nil
	}
}

// Text returns the hint that is shown, or "".
func (h *Hints) Text() string {
	if !h.shown {
		return ""
	}
	return h.text
}

// CreateRenderer draws the hint.
func (h *Hints) CreateRenderer() fyne.WidgetRenderer {
	return NewRenderer(h, h.draw, func() fyne.Size { return fyne.Size{} })
}

func (h *Hints) draw(p *Painter) {
	if !h.shown || h.text == "" {
		return
	}
	w := round(Width(h.text, Meta)) + 2*12
	if h.key != "" {
		w += 16 + round(Width(h.key, Meta))
	}
	high := round(hintHeight * Zoom())
	x := h.at.X + h.over.Width/2 - w/2
	x = round(min(max(x, 8), p.Size().Width-w-8))
	y := h.at.Y + h.over.Height + hintGap
	if y+high > p.Size().Height {
		y = h.at.Y - high - hintGap
	}
	p.Shadow(x, y, w, high, hintRadius, 6)
	p.Round(x, y, w, high, hintRadius, Toast, Transparent)
	p.Text(h.text, Meta, ToastText, x+12, Meta.Centred(y+high/2))
	if h.key != "" {
		p.TextRight(h.key, Meta, ToastAction, x+w-12, Meta.Centred(y+high/2))
	}
}
