package look

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// Painter fills the canvas objects of a custom widget. A renderer keeps one,
// calls Begin, then draws from back to front, and hands out Objects; objects
// are kept from one filling to the next, so that filling again allocates
// little. Positions are units from the top left of the widget and are rounded
// to whole ones, or text would blur. The zero Painter is ready.
type Painter struct {
	objects []fyne.CanvasObject
	texts   pool[*canvas.Text]
	rects   pool[*canvas.Rectangle]
	circles pool[*canvas.Circle]
	icons   pool[*icon]
	size    fyne.Size
}

// pool lends objects, the same ones in the same order after each rewind.
type pool[T any] struct {
	all  []T
	used int
}

func (p *pool[T]) next(fresh func() T) T {
	if p.used == len(p.all) {
		p.all = append(p.all, fresh())
	}
	p.used++
	return p.all[p.used-1]
}

// Begin takes everything off and starts anew on an area of the size given.
func (p *Painter) Begin(size fyne.Size) {
	p.size = size
	p.objects = p.objects[:0]
	p.texts.used, p.rects.used, p.circles.used, p.icons.used = 0, 0, 0, 0
}

// Size returns the size given to Begin.
func (p *Painter) Size() fyne.Size { return p.size }

// Objects returns what was drawn since Begin, back to front. It holds until the
// next Begin.
func (p *Painter) Objects() []fyne.CanvasObject { return p.objects }

// Add puts an object of the caller's among those drawn: an entry, a picture.
func (p *Painter) Add(o fyne.CanvasObject) { p.objects = append(p.objects, o) }

// Put places an object of the caller's on a whole position and adds it to what
// is drawn.
func (p *Painter) Put(o fyne.CanvasObject, x, y, w, h float32) {
	o.Move(fyne.NewPos(round(x), round(y)))
	o.Resize(fyne.NewSize(w, h))
	p.Add(o)
}

// Rect draws a rectangle with square corners: a surface, a hairline.
func (p *Painter) Rect(x, y, w, h float32, fill fyne.ThemeColorName) {
	p.rect(x, y, w, h, canvas.Rectangle{FillColor: Colour(fill)})
}

// Round draws a rectangle with rounded corners and a stroke of 1 unit within
// it. Transparent leaves out fill or stroke.
func (p *Painter) Round(x, y, w, h, radius float32, fill, stroke fyne.ThemeColorName) {
	p.Box(x, y, w, h, radius, Colour(fill), Colour(stroke))
}

// Box is Round for colours that are not the theme's. A nil stroke is none.
func (p *Painter) Box(x, y, w, h, radius float32, fill, stroke color.Color) {
	r := canvas.Rectangle{FillColor: fill, CornerRadius: radius}
	if visible(stroke) {
		r.StrokeColor, r.StrokeWidth = stroke, 1
	}
	p.rect(x, y, w, h, r)
}

// Sheet draws a sheet of paper: white in every theme.
func (p *Painter) Sheet(x, y, w, h, radius float32) { p.Box(x, y, w, h, radius, color.White, nil) }

// Ends says which corners of a Band are round.
type Ends struct{ Left, Right bool }

// Band draws what lies behind words in a line: round only at the ends named.
func (p *Painter) Band(x, y, w, h, radius float32, ends Ends, fill fyne.ThemeColorName) {
	r := canvas.Rectangle{FillColor: Colour(fill)}
	if ends.Left {
		r.TopLeftCornerRadius, r.BottomLeftCornerRadius = radius, radius
	}
	if ends.Right {
		r.TopRightCornerRadius, r.BottomRightCornerRadius = radius, radius
	}
	p.rect(x, y, w, h, r)
}

// Dashes draws a dotted line below words from one place to another, its upper
// edge at y.
func (p *Painter) Dashes(from, to, y float32, ink fyne.ThemeColorName) {
	for x := from; x+2 <= to; x += 5 {
		p.Rect(round(x), round(y), min(3, to-x), 2, ink)
	}
}

// Ring draws a stroke without a fill, width wide, whose outer edge is out units
// outside the rectangle.
func (p *Painter) Ring(x, y, w, h, radius, width, out float32, stroke fyne.ThemeColorName) {
	p.rect(x-out, y-out, w+2*out, h+2*out, canvas.Rectangle{
		FillColor: color.Transparent, StrokeColor: Colour(stroke), StrokeWidth: width, CornerRadius: radius + out,
	})
}

// Focus draws the ring round an object that has the keyboard.
func (p *Painter) Focus(x, y, w, h, radius float32) { p.Ring(x, y, w, h, radius, 2, 3, FocusRing) }

// Dot draws a disc round a centre.
func (p *Painter) Dot(x, y, diameter float32, fill fyne.ThemeColorName) {
	p.Disc(x, y, diameter, Colour(fill), nil, 0)
}

// Disc draws a disc round a centre with a stroke of the width given within it.
func (p *Painter) Disc(x, y, diameter float32, fill, stroke color.Color, width float32) {
	c := p.circles.next(func() *canvas.Circle { return canvas.NewCircle(nil) })
	c.FillColor, c.StrokeColor, c.StrokeWidth = fill, stroke, width
	c.Resize(fyne.NewSquareSize(diameter))
	c.Move(fyne.NewPos(x-diameter/2, y-diameter/2))
	p.Add(c)
}

// Text draws s from x on a baseline and returns where it ends. Letters that the
// face lacks are set in another.
func (p *Painter) Text(s string, st Style, ink fyne.ThemeColorName, x, baseline float32) float32 {
	return p.TextIn(s, st, Colour(ink), x, baseline)
}

// TextRight draws s so that it ends at right, and returns where it begins.
func (p *Painter) TextRight(s string, st Style, ink fyne.ThemeColorName, right, baseline float32) float32 {
	x := right - Width(s, st)
	p.Text(s, st, ink, x, baseline)
	return x
}

// TextCentre draws s with its middle at x.
func (p *Painter) TextCentre(s string, st Style, ink fyne.ThemeColorName, x, baseline float32) {
	p.Text(s, st, ink, x-Width(s, st)/2, baseline)
}

// TextIn is Text for a colour that is not the theme's.
func (p *Painter) TextIn(s string, st Style, ink color.Color, x, baseline float32) float32 {
	if s == "" {
		return x
	}
	set := Fallback(st, s)
	m := measured.get(s, set)
	t := p.texts.next(func() *canvas.Text { return canvas.NewText("", nil) })
	t.Text, t.Color, t.FontSource = s, ink, set.Font
	t.TextSize, t.TextStyle = set.TextSize(), set.textStyle()
	t.Resize(fyne.NewSize(m.width, m.height))
	t.Move(fyne.NewPos(round(x), round(baseline-m.baseline)))
	p.Add(t)
	return x + m.width
}

// Icon draws an icon into a square with its top left corner at x, y.
func (p *Painter) Icon(name IconName, x, y, size float32, ink fyne.ThemeColorName) {
	p.IconIn(name, x, y, size, Colour(ink))
}

// IconIn is Icon for a colour that is not the theme's.
func (p *Painter) IconIn(name IconName, x, y, size float32, ink color.Color) {
	i := p.icons.next(newIcon)
	i.picture = picture{name: name, stroke: strokeFor(size), ink: color.NRGBAModel.Convert(ink).(color.NRGBA)}
	i.raster.Resize(fyne.NewSquareSize(size))
	i.raster.Move(fyne.NewPos(round(x), round(y)))
	p.Add(i.raster)
}

// icon is an object that shows an icon in exactly the pixels of the screen.
type icon struct {
	raster  *canvas.Raster
	picture picture
}

func newIcon() *icon {
	i := &icon{}
	i.raster = canvas.NewRaster(func(w, h int) image.Image {
		i.picture.pixels = max(min(w, h), 1)
		return icons.draw(i.picture)
	})
	return i
}

// Shadow draws the shadow of a card: n rings, each larger and fainter.
func (p *Painter) Shadow(x, y, w, h, radius float32, n int) {
	strength := float32(6)
	if IsDark() {
		strength *= 2.6
	}
	down := 0.3 * float32(n)
	for i := n; i >= 1; i-- {
		grown := float32(i)
		fade := 1 - grown/float32(n+1)
		alpha := uint8(strength*fade*fade + 0.5)
		if alpha == 0 {
			continue
		}
		p.rect(x-grown, y-grown+down, w+2*grown, h+2*grown, canvas.Rectangle{
			FillColor: color.NRGBA{0x08, 0x0C, 0x14, alpha}, CornerRadius: radius + grown,
		})
	}
}

// Card draws a raised surface with its border and a shadow of n rings.
func (p *Painter) Card(x, y, w, h, radius float32, n int) {
	p.Shadow(x, y, w, h, radius, n)
	p.Round(x, y, w, h, radius, Raised, Border)
}

// rect draws a rectangle with the looks of like.
func (p *Painter) rect(x, y, w, h float32, like canvas.Rectangle) {
	r := p.rects.next(func() *canvas.Rectangle { return canvas.NewRectangle(nil) })
	r.FillColor, r.StrokeColor, r.StrokeWidth = like.FillColor, like.StrokeColor, like.StrokeWidth
	r.CornerRadius = like.CornerRadius
	r.TopLeftCornerRadius, r.TopRightCornerRadius = like.TopLeftCornerRadius, like.TopRightCornerRadius
	r.BottomLeftCornerRadius, r.BottomRightCornerRadius = like.BottomLeftCornerRadius, like.BottomRightCornerRadius
	r.Resize(fyne.NewSize(w, h))
	r.Move(fyne.NewPos(x, y))
	p.Add(r)
}

func visible(c color.Color) bool {
	if c == nil {
		return false
	}
	_, _, _, a := c.RGBA()
	return a != 0
}
