package look

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	toastHeight = 40
	toastRadius = 10
	toastShadow = 16
	toastGap    = 8
	toastWidest = 640
	toastLines  = 3
	toastStay   = 5 * time.Second
)

// Notice is what a toast says.
type Notice struct {
	Text    string
	Failure bool   // stays until it is closed
	Action  string // what pressing it does, or ""
	// OnAction is called once; the toast goes.
	OnAction func()
}

// Toasts shows notices at the foot of a window, the newest lowest, each for
// five seconds or until it is closed. Lay it over the content of the window:
// the pointer reaches through it everywhere but on a toast.
type Toasts struct {
	widget.BaseWidget
	clock  Clock
	bottom float32
	cards  []*toastCard
}

// NewToasts returns an empty layer of toasts that begin bottom above its foot.
func NewToasts(clock Clock, bottom float32) *Toasts {
	t := &Toasts{clock: clock, bottom: bottom}
	t.ExtendBaseWidget(t)
	return t
}

// Say shows n. A toast that says the same is replaced.
func (t *Toasts) Say(n Notice) {
	for _, c := range t.cards {
		if c.notice.Text == n.Text {
			t.remove(c)
			break
		}
	}
	c := &toastCard{notice: n, close: t.remove}
	c.ExtendBaseWidget(c)
	t.cards = append(t.cards, c)
	c.start = func() { c.stop = t.clock(toastStay, func() { t.remove(c) }) }
	c.resume()
	t.Refresh()
}

// Texts returns what the toasts say, the oldest first.
func (t *Toasts) Texts() []string {
	var texts []string
	for _, c := range t.cards {
		texts = append(texts, c.notice.Text)
	}
	return texts
}

// Clear takes all toasts away.
func (t *Toasts) Clear() {
	for len(t.cards) > 0 {
		t.remove(t.cards[0])
	}
}

func (t *Toasts) remove(gone *toastCard) {
	gone.pause()
	kept := t.cards[:0:0]
	for _, c := range t.cards {
		if c != gone {
			kept = append(kept, c)
		}
	}
	t.cards = kept
	t.Refresh()
}

// CreateRenderer draws the toasts.
func (t *Toasts) CreateRenderer() fyne.WidgetRenderer {
	return NewRenderer(t, t.draw, func() fyne.Size { return fyne.Size{} })
}

func (t *Toasts) draw(p *Painter) {
	y := p.Size().Height - t.bottom
	for i := len(t.cards) - 1; i >= 0; i-- {
		c := t.cards[i]
		size := c.size(min(toastWidest, p.Size().Width-2*dialogMargin))
		y -= size.Height
		c.Move(fyne.NewPos(round((p.Size().Width-size.Width)/2), y))
		c.Resize(size)
		p.Add(c)
		y -= toastGap
	}
}

// toastCard is one toast.
type toastCard struct {
	widget.BaseWidget
	notice Notice
	close  func(*toastCard)
	start  func()
	stop   func() // nil while the clock does not run
}

func (c *toastCard) resume() {
	if !c.notice.Failure {
		c.start()
	}
}

func (c *toastCard) pause() {
	if c.stop != nil {
		c.stop()
		c.stop = nil
	}
}

// MouseIn keeps the toast while the pointer is on it.
func (c *toastCard) MouseIn(*desktop.MouseEvent) { c.pause() }

// MouseMoved is part of desktop.Hoverable.
func (c *toastCard) MouseMoved(*desktop.MouseEvent) {}

// MouseOut lets the time run again, from the beginning.
func (c *toastCard) MouseOut() {
	c.pause()
	c.resume()
}

// Tapped does what the action says where that stands, and closes where the
// cross is.
func (c *toastCard) Tapped(e *fyne.PointEvent) {
	onAction := c.notice.Action != "" && e.Position.X >= c.actionLeft()
	onCross := c.notice.Failure && e.Position.X >= c.Size().Width-crossWidth-4
	if !onAction && !onCross {
		return
	}
	c.close(c)
	if !onCross && c.notice.OnAction != nil {
		c.notice.OnAction()
	}
}

// CreateRenderer draws the toast.
func (c *toastCard) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(c, c.draw, c.least) }

const (
	toastText    = 42 // where the text begins
	toastPadding = 18 // at the right
	toastSpace   = 22 // before the action
)

// tail is the width of all that stands right of the text.
func (c *toastCard) tail() float32 {
	w := float32(toastPadding)
	if c.notice.Failure {
		w += crossWidth - 8
	}
	if c.notice.Action != "" {
		w += toastSpace + Width(c.notice.Action, ButtonText)
	}
	return w
}

func (c *toastCard) actionLeft() float32 {
	return c.Size().Width - c.tail() + toastSpace/2
}

func (c *toastCard) least() fyne.Size { return c.size(toastWidest) }

// size returns what the toast takes of a width: a line, or more where the text
// is long.
func (c *toastCard) size(width float32) fyne.Size {
	w := min(round(toastText+Width(c.notice.Text, PaneText)+c.tail())+1, width)
	more := float32(len(c.lines(w)) - 1)
	return fyne.NewSize(w, round(toastHeight*Zoom())+more*PaneText.LineHeight())
}

// lines returns the text as it is broken in a toast of a width.
func (c *toastCard) lines(width float32) []string {
	return WrapMax(c.notice.Text, PaneText, width-toastText-c.tail(), toastLines)
}

func (c *toastCard) draw(p *Painter) {
	w, h := p.Size().Width, p.Size().Height
	p.Shadow(0, 0, w, h, toastRadius, toastShadow)
	p.Round(0, 0, w, h, toastRadius, Toast, Transparent)
	icon, ink := IconVerified, ToastOK
	if c.notice.Failure {
		icon, ink = IconWarning, ToastWarn
	}
	p.Icon(icon, 16, h/2-8, 16, ink)
	lines := c.lines(w)
	top := (h - float32(len(lines))*PaneText.LineHeight()) / 2
	for i, line := range lines {
		p.Text(line, PaneText, ToastText, toastText, PaneText.Baseline(top+float32(i)*PaneText.LineHeight()))
	}
	if c.notice.Action != "" {
		p.Text(c.notice.Action, ButtonText, ToastAction, w-c.tail()+toastSpace, ButtonText.Centred(h/2))
	}
	if c.notice.Failure {
		p.Icon(IconClose, w-toastPadding-12, h/2-6, 12, ToastText)
	}
}
