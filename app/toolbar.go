package app

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// toolbar holds the commands that are used most, the banner in its middle, and
// the next real step at its right.
type toolbar struct {
	widget.BaseWidget
	desk    *desk
	buttons []tool
	export  *look.Button
	goTo    *look.Opener
	banner  *bannerChip
}

type tool struct {
	*look.Button
	label   string
	enabled func(*desk) bool
	gap     bool // a line before it
	always  bool // its label stays in a narrow window
}

func (d *desk) newToolbar(hints *look.Hints) *toolbar {
	t := &toolbar{desk: d, banner: newBannerChip(d)}
	add := func(icon look.IconName, label, keys, hint string, enabled func(*desk) bool, run func(*desk)) *tool {
		b := look.NewButton(icon, label, look.Ghost, func() { d.do(enabled, run) })
		hints.Attach(b, keys, func() string { return hint })
		t.buttons = append(t.buttons, tool{Button: b, label: label, enabled: enabled})
		return &t.buttons[len(t.buttons)-1]
	}
	add(look.IconImport, "Import", "Ctrl O", "Import articles", (*desk).writable, (*desk).askImport).always = true
	add(look.IconUndo, "", "Ctrl Z", "Undo", (*desk).canUndo, (*desk).undo).gap = true
	add(look.IconRedo, "", "Ctrl Y", "Redo", (*desk).canRedo, (*desk).redo)
	add(look.IconHighlight, "Highlight", "1 – 4", "Highlight the selected words", (*desk).canHighlight, func(d *desk) { d.highlight(d.reader.Selection(), d.lastColour()) }).gap = true
	add(look.IconTag, "Tag", "Ctrl T", "Tag the passage", (*desk).hasPassage, (*desk).askTags)
	add(look.IconAdd, "Add to briefing", "Ctrl Shift B", "Add the selected words to the briefing", (*desk).canAdd, (*desk).addSelection)
	t.goTo = look.NewOpener("Go to or run…", func() { d.do(nil, (*desk).goTo) }, "Ctrl", "K")
	hints.Attach(t.goTo, "Ctrl K", func() string { return "Go to an article, a passage, a heading, or run a command" })
	t.export = look.NewButton(look.IconDownload, "Export PDF", look.Primary, func() { d.do((*desk).hasNote, (*desk).askExport) })
	hints.Attach(t.export, "Ctrl E", func() string { return "Export the briefing" })
	t.ExtendBaseWidget(t)
	return t
}

func (t *toolbar) CreateRenderer() fyne.WidgetRenderer {
	return &toolbarRenderer{toolbar: t, line: canvas.NewRectangle(look.Colour(look.Line))}
}

type toolbarRenderer struct {
	toolbar *toolbar
	line    *canvas.Rectangle
	gaps    []fyne.CanvasObject
}

func (r *toolbarRenderer) Layout(size fyne.Size) {
	narrow := size.Width < 1200
	r.gaps = nil
	x := float32(8)
	for _, b := range r.toolbar.buttons {
		label := b.label
		if narrow && !b.always {
			label = ""
		}
		if b.Label() != label {
			b.SetLabel(label)
		}
		if b.gap {
			gap := canvas.NewRectangle(look.Colour(look.Line))
			gap.Move(fyne.NewPos(x+5, 14))
			gap.Resize(fyne.NewSize(1, 18))
			r.gaps = append(r.gaps, gap)
			x += 12
		}
		r.place(b.Button, x, size)
		x += b.MinSize().Width + 2
	}
	export := r.toolbar.export
	right := size.Width - 12 - export.MinSize().Width
	r.place(export, right, size)
	goTo := r.toolbar.goTo
	goTo.SetShort(narrow)
	right -= goTo.MinSize().Width + 12
	goTo.Resize(goTo.MinSize())
	goTo.Move(fyne.NewPos(right, (toolbarHeight-goTo.MinSize().Height)/2))
	banner := r.toolbar.banner
	banner.short = narrow
	least := banner.MinSize()
	at := max(size.Width/2-least.Width/2, x+12)
	banner.Resize(fyne.NewSize(max(min(least.Width, right-12-at), 0), least.Height))
	banner.Move(fyne.NewPos(at, (toolbarHeight-least.Height)/2))
	r.line.Move(fyne.NewPos(0, toolbarHeight-1))
	r.line.Resize(fyne.NewSize(size.Width, 1))
}

func (r *toolbarRenderer) place(o fyne.CanvasObject, x float32, _ fyne.Size) {
	least := o.MinSize()
	o.Resize(least)
	o.Move(fyne.NewPos(x, (toolbarHeight-least.Height)/2))
}

func (r *toolbarRenderer) MinSize() fyne.Size { return fyne.NewSize(600, toolbarHeight) }

func (r *toolbarRenderer) Refresh() {
	r.line.FillColor = look.Colour(look.Line)
	for _, b := range r.toolbar.buttons {
		b.SetEnabled(b.enabled == nil || b.enabled(r.toolbar.desk))
		b.Refresh()
	}
	r.toolbar.export.SetEnabled(r.toolbar.desk.hasNote())
	r.toolbar.export.Refresh()
	r.toolbar.banner.Refresh()
	r.Layout(r.toolbar.Size())
	canvas.Refresh(r.toolbar)
}

func (r *toolbarRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.line, r.toolbar.banner, r.toolbar.goTo, r.toolbar.export}
	for _, b := range r.toolbar.buttons {
		objects = append(objects, b.Button)
	}
	return append(objects, r.gaps...)
}

func (r *toolbarRenderer) Destroy() {}

// bannerChip shows the marking of the open briefing, always, and which block
// sets it. Pressed, it says why.
type bannerChip struct {
	widget.BaseWidget
	desk  *desk
	short bool // without the words beside it
}

func newBannerChip(d *desk) *bannerChip {
	b := &bannerChip{desk: d}
	b.ExtendBaseWidget(b)
	return b
}

// says is the marking and the words beside it.
func (b *bannerChip) says() (look.Marking, string) {
	banner := b.desk.prepared.Manuscript.Banner
	m := bannerMarking(banner)
	if b.short {
		return m, ""
	}
	return m, setBy(b.desk.briefing, banner)
}

func (b *bannerChip) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) {
		m, words := b.says()
		if m.Text == "" {
			return
		}
		end := p.Banner(m, 0, 12)
		p.Text(look.Ellipsis(words, look.Meta, max(p.Size().Width-end-8, 0)), look.Meta, look.Ink2, end+8, look.Meta.Centred(12))
	}
	return look.NewRenderer(b, draw, func() fyne.Size {
		m, words := b.says()
		if m.Text == "" {
			return fyne.NewSize(0, 24)
		}
		return fyne.NewSize(look.BannerWidth(m)+8+look.Width(words, look.Meta)+4, 24)
	})
}

// Tapped shows the marking and why it is that; the words beside it lead to the
// block that sets it.
func (b *bannerChip) Tapped(e *fyne.PointEvent) {
	m, words := b.says()
	because := b.desk.prepared.Manuscript.Banner.Because
	if words != "" && len(because) > 0 && e.Position.X > look.BannerWidth(m) {
		b.desk.goToBlock(because[0])
		return
	}
	b.desk.do((*desk).hasNote, (*desk).askMarking)
}

func (b *bannerChip) Cursor() desktop.Cursor { return desktop.PointerCursor }

// markingGround is the box that markings stand in, in both themes.
var markingGround = color.NRGBA{A: 0xFF}

// hexColour reads #RRGGBB; anything else is white.
func hexColour(s string) color.Color {
	n, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	if err != nil {
		return color.White
	}
	return color.NRGBA{R: uint8(n >> 16), G: uint8(n >> 8), B: uint8(n), A: 0xFF}
}
