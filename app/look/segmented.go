package look

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

const (
	segmentedHeight = 30
	trackRadius     = 8
	thumbRadius     = 6
	thumbInset      = 2
)

// Segmented is a choice of one of a few, side by side, each with a count where
// it has one.
type Segmented struct {
	widget.BaseWidget
	OnChanged func(selected int) // also when the program selects

	labels   []string
	counts   []int
	selected int
	focused  bool
}

// NewSegmented returns a choice between labels, with the first selected.
func NewSegmented(labels ...string) *Segmented {
	s := &Segmented{labels: labels, counts: make([]int, len(labels))}
	s.ExtendBaseWidget(s)
	return s
}

// Selected returns the number of the choice, from 0.
func (s *Segmented) Selected() int { return s.selected }

// Select makes a choice. One that does not exist changes nothing.
func (s *Segmented) Select(i int) {
	if i < 0 || i >= len(s.labels) || i == s.selected {
		return
	}
	s.selected = i
	s.Refresh()
	if s.OnChanged != nil {
		s.OnChanged(i)
	}
}

// SetCount shows a number beside a label; 0 shows none.
func (s *Segmented) SetCount(i, n int) {
	s.counts[i] = n
	s.Refresh()
}

// Tapped selects what is under the pointer.
func (s *Segmented) Tapped(e *fyne.PointEvent) {
	s.Select(int(e.Position.X / s.segment()))
}

// FocusGained shows the focus ring.
func (s *Segmented) FocusGained() { s.setFocused(true) }

// FocusLost takes the focus ring away.
func (s *Segmented) FocusLost() { s.setFocused(false) }

func (s *Segmented) setFocused(on bool) {
	s.focused = on
	s.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (s *Segmented) TypedRune(rune) {}

// TypedKey moves the choice with the arrows.
func (s *Segmented) TypedKey(e *fyne.KeyEvent) {
	if WindowKey(s, e) {
		return
	}
	switch e.Name {
	case fyne.KeyLeft:
		s.Select(s.selected - 1)
	case fyne.KeyRight:
		s.Select(s.selected + 1)
	case fyne.KeyEscape:
		Dismiss(s)
	}
}

// CreateRenderer draws the choice.
func (s *Segmented) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(s, s.draw, s.least) }

func (s *Segmented) segment() float32 { return s.Size().Width / float32(len(s.labels)) }

func (s *Segmented) least() fyne.Size {
	widest := float32(0)
	for i := range s.labels {
		widest = max(widest, s.width(i))
	}
	return fyne.NewSize((widest+24)*float32(len(s.labels)), round(segmentedHeight*Zoom()))
}

const countGap = 7

// width returns that of a label and its count.
func (s *Segmented) width(i int) float32 {
	w := Width(s.labels[i], RowTitleSelected)
	if s.counts[i] > 0 {
		w += countGap + Width(strconv.Itoa(s.counts[i]), Meta)
	}
	return w
}

func (s *Segmented) draw(p *Painter) {
	w, h := p.Size().Width, p.Size().Height
	p.Round(0, 0, w, h, trackRadius, Track, Transparent)
	if s.focused {
		p.Focus(0, 0, w, h, trackRadius)
	}
	step := w / float32(len(s.labels))
	x, tw, th := round(float32(s.selected)*step)+thumbInset, round(step)-2*thumbInset, h-2*thumbInset
	p.Shadow(x, thumbInset, tw, th, thumbRadius, 3)
	p.Round(x, thumbInset, tw, th, thumbRadius, Raised, Transparent)
	for i, label := range s.labels {
		st, ink := RowTitle, Ink2
		if i == s.selected {
			st, ink = RowTitleSelected, Ink
		}
		middle := round((float32(i) + 0.5) * step)
		end := p.Text(label, st, ink, middle-s.width(i)/2, st.Centred(h/2))
		if s.counts[i] > 0 {
			p.Text(strconv.Itoa(s.counts[i]), Meta, Ink3, end+countGap, st.Centred(h/2))
		}
	}
}
