package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// choosable is one thing that a palette offers.
type choosable struct {
	group   string // named above the first of it
	icon    look.IconName
	text    string
	letters []briefing.Range // of text that were typed
	source  bool             // text is words of a source
	keys    []string         // drawn as key caps at the right
	context string           // or said there
	key     string           // what it is remembered by, when it has been chosen
	run     func()
}

// palette is a field over a short list of what it finds. It is the content of a
// bare dialog, whose height follows it.
type palette struct {
	widget.BaseWidget
	input   *look.Input
	field   fyne.CanvasObject // input, in larger letters
	rows    []choosable
	at      int
	empty   string // what it says where nothing is found
	filled  bool   // and it was looked
	aside   string // at the right of the foot
	resized func() // its height is another
	run     func(choosable)
}

// Measures of a palette.
const (
	paletteTop    = 124
	paletteWidth  = 640
	paletteField  = 54
	paletteRow    = 38
	paletteGroup  = 30
	paletteFoot   = 34
	palettePad    = 6 // below the last row
	paletteInset  = 8 // from the card to a row
	paletteIcon   = 20
	paletteText   = 48
	paletteLetter = 17 // the size of what is typed
	mostChoices   = 8
)

func newPalette(placeholder string) *palette {
	p := &palette{input: look.NewInput(placeholder, false), empty: "Nothing is called so"}
	p.input.OnKey = p.key
	p.input.OnSubmitted = func(string) { p.choose(p.at) }
	p.field = container.NewThemeOverride(p.input, largeText{fyne.CurrentApp().Settings().Theme()})
	p.ExtendBaseWidget(p)
	return p
}

// largeText is a theme whose text is larger, for one field.
type largeText struct{ fyne.Theme }

func (t largeText) Size(name fyne.ThemeSizeName) float32 {
	if name == theme.SizeNameText {
		return paletteLetter * look.Zoom()
	}
	return t.Theme.Size(name)
}

// show replaces the rows, the best first, and selects that.
func (p *palette) show(rows []choosable) {
	p.rows, p.at, p.filled = rows[:min(len(rows), mostChoices)], 0, true
	p.Refresh()
	if p.resized != nil {
		p.resized()
	}
}

func (p *palette) choose(i int) {
	if i >= 0 && i < len(p.rows) {
		p.run(p.rows[i])
	}
}

// key moves the selection; Esc closes the dialog.
func (p *palette) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyUp:
		p.move(p.at - 1)
	case fyne.KeyDown:
		p.move(p.at + 1)
	case fyne.KeyPageUp:
		p.move(0)
	case fyne.KeyPageDown:
		p.move(len(p.rows) - 1)
	default:
		return false
	}
	return true
}

func (p *palette) move(to int) {
	if to = max(min(to, len(p.rows)-1), 0); to != p.at {
		p.at = to
		p.Refresh()
	}
}

// places are the upper edges of the rows, and where what follows them begins.
func (p *palette) places() []float32 {
	y, group := float32(paletteField+palettePad), ""
	var tops []float32
	for _, r := range p.rows {
		if r.group != group {
			group = r.group
			y += paletteGroup
		}
		tops = append(tops, y)
		y += paletteRow
	}
	if len(p.rows) == 0 {
		y += paletteRow
	}
	return append(tops, y+palettePad)
}

func (p *palette) height() float32 {
	tops := p.places()
	return tops[len(tops)-1] + paletteFoot
}

// CreateRenderer implements fyne.Widget.
func (p *palette) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(p, p.draw, func() fyne.Size { return fyne.NewSize(paletteWidth, p.height()) })
}

func (p *palette) draw(paint *look.Painter) {
	width := paint.Size().Width
	paint.Icon(look.IconSearch, 18, paletteField/2-8, 16, look.Ink2)
	least := p.input.MinSize().Height
	paint.Put(p.field, paletteText-look.BareInset, (paletteField-least)/2, width-paletteText-64, least)
	paint.KeysRight(width-16, paletteField/2, "Esc")
	paint.Rect(0, paletteField, width, 1, look.Line)
	tops := p.places()
	group := ""
	for i, r := range p.rows {
		if r.group != group {
			group = r.group
			paint.Text(group, look.MarginTag, look.Ink2, 20, look.MarginTag.Centred(tops[i]-paletteGroup/2+2))
		}
		p.drawRow(paint, r, tops[i], i == p.at)
	}
	if len(p.rows) == 0 && p.filled {
		paint.Text(p.empty, look.PaneText, look.Ink2, paletteText, look.PaneText.Centred(paletteField+palettePad+paletteRow/2))
	}
	p.drawFoot(paint, tops[len(tops)-1])
}

func (p *palette) drawRow(paint *look.Painter, r choosable, top float32, selected bool) {
	width, middle := paint.Size().Width, top+paletteRow/2
	paint.Row(paletteInset, top, width-2*paletteInset, paletteRow, look.RowState{Selected: selected})
	ink := look.Ink3
	if selected {
		ink = look.Accent
	}
	paint.Icon(r.icon, paletteIcon, middle-7, 14, ink)
	right := width - 20
	if len(r.keys) > 0 {
		right = paint.KeysRight(right, middle, r.keys...)
	} else if r.context != "" {
		context := look.Ellipsis(r.context, look.Meta, 200)
		right = paint.TextRight(context, look.Meta, look.Ink2, right, look.Meta.Centred(middle))
	}
	plain, strong := look.PaneText, look.PaneTextBold
	if r.source {
		plain, strong = look.SourceWords, look.SourceWordsBold
	}
	emphasise(paint, r, plain, strong, paletteText, right-16, middle)
}

// emphasise draws the text of a row with its typed letters strong.
func emphasise(paint *look.Painter, r choosable, plain, strong look.Style, x, right, middle float32) {
	base := plain.Centred(middle)
	for _, part := range stretches(r.text, r.letters) {
		style, ink := plain, look.Ink
		if part.strong {
			style, ink = strong, look.Accent
		}
		shown := look.Ellipsis(part.text, style, right-x)
		x = paint.Text(shown, style, ink, x, base)
		if shown != part.text {
			return
		}
	}
}

// stretch is a part of a text that is drawn alike.
type stretch struct {
	text   string
	strong bool
}

// stretches parts a text at the ends of ranges, which are in order.
func stretches(text string, ranges []briefing.Range) []stretch {
	var parts []stretch
	at := briefing.Offset(0)
	add := func(to briefing.Offset, strong bool) {
		if s := briefing.Slice(text, briefing.Range{Start: at, End: to}); s != "" {
			parts = append(parts, stretch{s, strong})
		}
		at = max(at, to)
	}
	for _, r := range ranges {
		add(r.Start, false)
		add(r.End, true)
	}
	add(briefing.Length(text), false)
	return parts
}

func (p *palette) drawFoot(paint *look.Painter, top float32) {
	paint.Rect(0, top, paint.Size().Width, 1, look.Line)
	y := top + paletteFoot/2
	base := look.Meta.Centred(y)
	x := paint.Keys(20, y, "Enter") + 8
	x = paint.Text("run or open", look.Meta, look.Ink2, x, base) + 18
	x = paint.Keys(x, y, "↑", "↓") + 8
	paint.Text("move", look.Meta, look.Ink2, x, base)
	paint.TextRight(p.aside, look.Meta, look.Ink2, paint.Size().Width-20, base)
}

// Tapped chooses the row under the pointer.
func (p *palette) Tapped(e *fyne.PointEvent) {
	for i, top := range p.places() {
		if i < len(p.rows) && e.Position.Y >= top && e.Position.Y < top+paletteRow {
			p.choose(i)
			return
		}
	}
	look.Focus(p.input)
}

// openPalette shows a palette that is filled by fill whenever what is typed has
// changed. What is chosen runs when the palette is closed.
func (d *desk) openPalette(p *palette, fill func(typed string)) {
	canvas := d.win.Canvas()
	var closeIt func()
	closeIt = look.ShowDialog(canvas, look.Dialog{
		Content: p, Bare: true, Top: paletteTop, First: p.input, OnScrim: func() { closeIt() },
	})
	overlay := canvas.Overlays().Top()
	p.resized = overlay.Refresh
	p.run = func(c choosable) {
		closeIt()
		d.remember(c.key)
		c.run()
	}
	p.input.OnChanged = fill
	fill("")
}

// prefRecent are the keys of what was chosen in palettes, the newest first.
const prefRecent = "recent choices"

const mostRecent = 40

func (d *desk) remember(key string) {
	if key == "" {
		return
	}
	list := slices.DeleteFunc(d.recent(), func(k string) bool { return k == key })
	list = slices.Insert(list, 0, key)
	d.app.Preferences().SetStringList(prefRecent, list[:min(len(list), mostRecent)])
}

func (d *desk) recent() []string { return d.app.Preferences().StringList(prefRecent) }

// keyCaps are the keys of a shortcut, one by one.
func keyCaps(s fyne.Shortcut) []string {
	if s == nil {
		return nil
	}
	return strings.Fields(keysOf(s))
}
