package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Nothing draws what a pane says where it has nothing to show: a line in bold
// and a few words of what will come there, centred in a width, from y down. It
// returns where it ends.
func (p *Painter) Nothing(title, text string, x, y, width float32) float32 {
	middle := x + width/2
	p.TextCentre(title, PaneTextBold, Ink2, middle, PaneTextBold.Baseline(y))
	y += PaneTextBold.LineHeight() + 2
	for _, line := range Wrap(text, Meta, min(width-32, 220*Zoom())) {
		p.TextCentre(line, Meta, Ink3, middle, Meta.Baseline(y))
		y += Meta.LineHeight()
	}
	return y
}

// Shortcut is a command and the keys that do it.
type Shortcut struct {
	Name string
	Keys []string
}

// Empty fills a large pane that has nothing to show: it says what to do first,
// and offers it.
type Empty struct {
	widget.BaseWidget
	Title     string
	Text      string
	Buttons   []*Button
	Note      string // under the buttons
	Shortcuts []Shortcut
}

// NewEmpty returns the empty state with a title, two lines of plain words, and
// the buttons to begin with.
func NewEmpty(title, text string, buttons ...*Button) *Empty {
	e := &Empty{Title: title, Text: text, Buttons: buttons}
	e.ExtendBaseWidget(e)
	return e
}

// CreateRenderer draws the empty state.
func (e *Empty) CreateRenderer() fyne.WidgetRenderer {
	return NewRenderer(e, e.draw, func() fyne.Size { return fyne.NewSize(200, 200) })
}

const (
	emptyPicture = 122
	emptyMeasure = 470
)

func (e *Empty) draw(p *Painter) {
	w, h := p.Size().Width, p.Size().Height
	middle := round(w / 2)
	lines := Wrap(e.Text, EmptyText, min(w-2*dialogPadding, emptyMeasure*Zoom()))
	pictured := h > 420
	y := round((h - e.height(w, len(lines), pictured)) * 0.45)
	if pictured {
		p.sheets(middle, y)
		y += emptyPicture + 12
	}
	p.TextCentre(e.Title, EmptyTitle, Ink, middle, EmptyTitle.Baseline(y))
	y += EmptyTitle.LineHeight() + 9
	for _, line := range lines {
		p.TextCentre(line, EmptyText, Ink2, middle, EmptyText.Baseline(y))
		y += EmptyText.LineHeight()
	}
	y = e.drawButtons(p, middle, y+22)
	if e.Note != "" {
		y += 20
	}
	for _, line := range e.note(w) {
		p.TextCentre(line, Meta, Ink3, middle, Meta.Baseline(y))
		y += Meta.LineHeight()
	}
	e.drawShortcuts(p, middle, y+38)
}

// note is the line under the buttons, broken where it has to be.
func (e *Empty) note(width float32) []string {
	if e.Note == "" {
		return nil
	}
	return Wrap(e.Note, Meta, min(width-2*dialogPadding, emptyMeasure*Zoom()))
}

func (e *Empty) height(width float32, lines int, pictured bool) float32 {
	h := EmptyTitle.LineHeight() + 9 + float32(lines)*EmptyText.LineHeight() + 22 + buttonHeight
	if pictured {
		h += emptyPicture + 12
	}
	if e.Note != "" {
		h += 20 + float32(len(e.note(width)))*Meta.LineHeight()
	}
	if len(e.Shortcuts) > 0 {
		h += 48
	}
	return h
}

func (e *Empty) drawButtons(p *Painter, middle, y float32) float32 {
	const gap = 10
	total := float32(-gap)
	for _, b := range e.Buttons {
		total += b.MinSize().Width + gap
	}
	x := round(middle - total/2)
	for _, b := range e.Buttons {
		b.Move(fyne.NewPos(x, y))
		b.Resize(b.MinSize())
		p.Add(b)
		x += b.MinSize().Width + gap
	}
	if len(e.Buttons) == 0 {
		return y
	}
	return y + e.Buttons[0].MinSize().Height
}

func (e *Empty) drawShortcuts(p *Painter, middle, y float32) {
	const gap, between = 8, 22
	total := float32(-between)
	for _, s := range e.Shortcuts {
		total += Width(s.Name, Meta) + gap + KeysWidth(s.Keys...) + between
	}
	if total > p.Size().Width {
		return
	}
	x := round(middle - total/2)
	for _, s := range e.Shortcuts {
		x = p.Text(s.Name, Meta, Ink2, x, Meta.Centred(y)) + gap
		x = p.Keys(x, y, s.Keys...) + between
	}
}

// sheets draws three sheets of paper, the first with marked lines, centred on
// x.
func (p *Painter) sheets(x, y float32) {
	p.sheet(x-70, y+14, 66, 92, []float32{44, 26, 44, 44, 44, 30}, 0)
	p.sheet(x+4, y+14, 66, 92, []float32{44, 44, 38, 44, 44, 30}, 0)
	p.sheet(x-37, y, 74, 114, []float32{34, 50, 50, 36, 50, 28}, 2)
}

// sheet draws a sheet with lines of the lengths given, two of them marked from
// the one given, if that is not 0.
func (p *Painter) sheet(x, y, w, h float32, lines []float32, marked int) {
	p.Shadow(x, y, w, h, 4, 5)
	p.Round(x, y, w, h, 4, Raised, Border)
	for i, length := range lines {
		at := y + 16 + float32(i)*13
		if marked > 0 && (i == marked || i == marked+1) {
			p.Round(x+12, at-2, length, 6, 2, BandAmber, Transparent)
			continue
		}
		p.Round(x+12, at, length, 3, 1.5, Line, Transparent)
	}
}
