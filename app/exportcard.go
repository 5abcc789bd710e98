package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/raster"
)

// What the export sheet looks like: the page at the left, what is asked for at
// the right, the file and the buttons below.

// Measures of the sheet.
const (
	exportWidth      = 920
	exportHeight     = 680
	exportDesk       = 300 // the part that the page lies on
	exportEdge       = 28
	exportTop        = 62 // below the title
	exportFoot       = 128
	exportBar        = 14 // for the bar of what scrolls
	exportFieldWidth = exportWidth - exportDesk - 2*exportEdge - labelWidth - 16
)

// exportCard lays the sheet out.
type exportCard struct {
	widget.BaseWidget
	page   *pageView
	body   *container.Scroll
	file   fyne.CanvasObject
	says   *fileExample
	cross  *look.Button
	browse *look.Button
	cancel *look.Button
	export *look.Button
}

func newExportCard(x *exportSheet) *exportCard {
	c := &exportCard{
		page: newPageView(x.desk), body: container.NewVScroll(x.rows()), file: x.file, says: x.fileSays, export: x.export,
		cross:  look.NewButton(look.IconClose, "", look.Ghost, func() { x.close() }),
		browse: look.NewButton("", "Browse…", look.Quiet, func() { x.desk.browseExport(x.file.SetText) }),
		cancel: look.NewButton("", "Cancel", look.Quiet, func() { x.close() }),
	}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer implements fyne.Widget.
func (c *exportCard) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(c, c.draw, func() fyne.Size { return fyne.NewSize(exportWidth-160, 400) })
}

func (c *exportCard) draw(p *look.Painter) {
	size := p.Size()
	p.Band(1, 1, exportDesk, size.Height-2, 11, look.Ends{Left: true}, look.Desk)
	p.Put(c.page, 1, 1, exportDesk, size.Height-2)
	x, w := float32(exportDesk+exportEdge), size.Width-exportDesk-2*exportEdge
	p.Text("Export", look.DialogTitle, look.Ink, x, look.DialogTitle.Baseline(22))
	cross := c.cross.MinSize()
	p.Put(c.cross, size.Width-exportEdge-cross.Width+10, 18, cross.Width, cross.Height)
	foot := size.Height - exportFoot
	p.Put(c.body, x, exportTop, w+exportBar+4, foot-exportTop)
	p.Rect(x, foot, w, 1, look.Line)
	c.drawFile(p, x, w, foot+14)
	right := x + w
	for _, b := range []*look.Button{c.export, c.cancel} {
		least := b.MinSize()
		right -= least.Width
		p.Put(b, right, size.Height-20-least.Height, least.Width, least.Height)
		right -= 8
	}
}

// drawFile draws the row of the file, with the name that it will have below.
func (c *exportCard) drawFile(p *look.Painter, x, w, y float32) {
	browse, file := c.browse.MinSize(), c.file.MinSize()
	p.Text("File", look.PaneText, look.Ink2, x, look.PaneText.Centred(y+file.Height/2))
	p.Put(c.file, x+labelWidth, y, w-labelWidth-browse.Width-8, file.Height)
	p.Put(c.browse, x+w-browse.Width, y, browse.Width, browse.Height)
	p.Put(c.says, x+labelWidth, y+file.Height+4, w-labelWidth, look.Meta.LineHeight())
}

// fileExample says in one line what a file will be called, and how many more
// there are.
type fileExample struct {
	widget.BaseWidget
	name, more string
	ink        fyne.ThemeColorName
}

func newFileExample() *fileExample {
	e := &fileExample{ink: look.Ink2}
	e.ExtendBaseWidget(e)
	return e
}

func (e *fileExample) set(name, more string, ink fyne.ThemeColorName) {
	e.name, e.more, e.ink = name, more, ink
	e.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (e *fileExample) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) {
		room := p.Size().Width - look.Width(e.more, look.Meta)
		base := look.Meta.Baseline(0)
		end := p.Text(e.cut(room), look.Meta, e.ink, 0, base)
		p.Text(e.more, look.Meta, look.Ink3, end, base)
	}
	return look.NewRenderer(e, draw, func() fyne.Size { return fyne.NewSize(100, look.Meta.LineHeight()) })
}

// cut is the name without as much of its middle as does not fit: date, marking and
// ending stand at its end.
func (e *fileExample) cut(room float32) string {
	const end = 28
	name := []rune(e.name)
	if look.Width(e.name, look.Meta) <= room || len(name) <= end {
		return look.Ellipsis(e.name, look.Meta, room)
	}
	tail := string(name[len(name)-end:])
	return look.Ellipsis(string(name[:len(name)-end]), look.Meta, room-look.Width(tail, look.Meta)) + tail
}

// pageView shows the pages of a document, one at a time, and what kind of file
// they become.
type pageView struct {
	widget.BaseWidget
	desk        *desk
	renderer    *raster.Renderer
	painting    slot
	pages       []layout.Page
	at          int
	image       *canvas.Image
	words       []string
	back, forth *look.Button
}

const (
	sheetWidth  = exportDesk - 2*exportEdge
	sheetTop    = 40
	sheetShadow = 7
)

func newPageView(d *desk) *pageView {
	v := &pageView{desk: d, renderer: raster.New(), image: &canvas.Image{ScaleMode: canvas.ImageScaleFastest, CornerRadius: 2}}
	v.back = look.NewButton(look.IconLeft, "", look.Ghost, func() { v.turn(v.at - 1) })
	v.forth = look.NewButton(look.IconRight, "", look.Ghost, func() { v.turn(v.at + 1) })
	v.ExtendBaseWidget(v)
	return v
}

func (v *pageView) set(doc layout.Document, words []string) {
	v.pages, v.words = doc.Pages, words
	v.turn(v.at)
}

// turn shows another page, or the nearest there is.
func (v *pageView) turn(to int) {
	v.at = max(min(to, len(v.pages)-1), 0)
	v.back.SetEnabled(v.at > 0)
	v.forth.SetEnabled(v.at < len(v.pages)-1)
	v.Refresh()
	if len(v.pages) == 0 {
		return
	}
	page, scale := v.pages[v.at], float64(sheetWidth*v.desk.win.Canvas().Scale())
	v.desk.fill(&v.painting, "The page cannot be shown", func() (func(), error) {
		painted := v.renderer.Page(page, scale/float64(page.W))
		return func() {
			v.image.Image = painted
			v.image.Refresh()
			v.Refresh()
		}, nil
	})
}

// CreateRenderer implements fyne.Widget.
func (v *pageView) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(v, v.draw, func() fyne.Size { return fyne.NewSize(exportDesk, 300) })
}

func (v *pageView) draw(p *look.Painter) {
	size := p.Size()
	y := size.Height - 24 - float32(len(v.words))*look.Meta.LineHeight()
	for _, line := range v.words {
		p.TextCentre(line, look.Meta, look.Ink2, size.Width/2, look.Meta.Baseline(y))
		y += look.Meta.LineHeight()
	}
	if len(v.pages) == 0 {
		return
	}
	page := v.pages[v.at]
	h := float32(page.H) / float32(page.W) * sheetWidth
	p.Shadow(exportEdge, sheetTop, sheetWidth, h, 2, sheetShadow)
	p.Sheet(exportEdge, sheetTop, sheetWidth, h, 2)
	if v.image.Image != nil {
		p.Put(v.image, exportEdge, sheetTop, sheetWidth, h)
	}
	v.drawPager(p, sheetTop+h+14)
}

func (v *pageView) drawPager(p *look.Painter, y float32) {
	if len(v.pages) < 2 {
		return
	}
	middle := p.Size().Width / 2
	least := v.back.MinSize()
	p.TextCentre(ofCount(v.at+1, len(v.pages)), look.Meta, look.Ink2, middle, look.Meta.Centred(y+least.Height/2))
	p.Put(v.back, middle-32-least.Width, y, least.Width, least.Height)
	p.Put(v.forth, middle+32, y, least.Width, least.Height)
}

// leaves lists what a file says of the note besides its pages.
type leaves struct {
	widget.BaseWidget
	rows [][2]string
}

func newLeaves() *leaves {
	l := &leaves{}
	l.ExtendBaseWidget(l)
	return l
}

// noTrace is what no file has.
const noTrace = "No user name, host, path or clock."

func (l *leaves) set(m manuscript.Manuscript) {
	l.rows = l.rows[:0]
	for _, row := range [][2]string{
		{"Title", m.Title}, {"Author", m.Author}, {"Date", longDate(m.Date)}, {"Language", m.Language}, {"Marking", string(m.Banner.Mark)},
	} {
		if row[1] != "" {
			l.rows = append(l.rows, row)
		}
	}
	l.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *leaves) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(l, l.draw, func() fyne.Size {
		return fyne.NewSize(200, 32+float32(len(l.rows)+1)*look.PaneText.LineHeight())
	})
}

func (l *leaves) draw(p *look.Painter) {
	w := p.Size().Width
	p.Rect(0, 6, w, 1, look.Line)
	y := float32(20)
	p.Text("What leaves", look.PaneText, look.Ink2, 0, look.PaneText.Baseline(y))
	const value = labelWidth + 76
	for _, row := range l.rows {
		p.Text(row[0], look.Meta, look.Ink2, labelWidth, look.PaneText.Baseline(y))
		p.Text(look.Ellipsis(row[1], look.Meta, w-value-12), look.Meta, look.Ink, value, look.PaneText.Baseline(y))
		y += look.PaneText.LineHeight()
	}
	p.Icon(look.IconLock, labelWidth, y+6, 13, look.Ink2)
	p.Text(noTrace, look.Meta, look.Ink2, labelWidth+20, look.PaneText.Baseline(y+2))
}

// hairline parts what is above from what is below.
type hairline struct{ widget.BaseWidget }

func newHairline() *hairline {
	h := &hairline{}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer implements fyne.Widget.
func (h *hairline) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) { p.Rect(0, 5, p.Size().Width, 1, look.Line) }
	return look.NewRenderer(h, draw, func() fyne.Size { return fyne.NewSize(10, 12) })
}
