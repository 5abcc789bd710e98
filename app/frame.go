package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/preview"
)

// frame is all of the window but the panes: the toolbar above them, the status
// line below, the lines between them, and what lies over them.
type frame struct {
	toolbar  *toolbar
	status   *statusLine
	segments *look.Segmented
	narrow   bool
	left     *fyne.Container // shelf and passages, one of them shown
	lists    *fyne.Container // left and what stands above it; the findings take its place
	toasts   *look.Toasts
	hints    *look.Hints
	columns  *split          // sources | (reader | briefing)
	right    *split          // reader | briefing
	briefing *split          // outline over preview
	outlined *fyne.Container // the outline, and below it how long the briefing is
	gauges   *gauges
	shapes   *shapes // lie over outline and preview while no briefing is open
	empty    *ground // lies over the reader while there is nothing to read
	content  *adapting
}

// Sizes of the window's parts (units).
const (
	sourcesWidth  = 308
	briefingWidth = 408
	previewHeight = 280
	readerLeast   = 320
	toolbarHeight = 46
	statusHeight  = 26
)

func (d *desk) newFrame() *frame {
	p := d.app.Preferences()
	f := &frame{segments: look.NewSegmented("Sources", "Passages"), left: container.NewStack(d.shelf, d.passages)}
	f.hints = look.NewHints(d.clock)
	f.toasts = look.NewToasts(d.clock, statusHeight+16)
	f.toolbar = d.newToolbar(f.hints)
	f.status = newStatusLine(d)
	f.segments.OnChanged = func(i int) { f.showLeft(d, i) }
	f.showLeft(d, 0)

	head := container.New(insets{12, 12, 12, 0}, f.segments)
	f.lists = container.NewBorder(head, nil, nil, nil, f.left)
	d.findings = newFindingsPane(d)
	d.findings.Hide()
	left := newGround(look.Chrome, container.NewStack(f.lists, d.findings))
	f.gauges = newGauges(d)
	f.outlined = container.NewBorder(nil, f.gauges, nil, nil, d.outline)
	f.briefing = newSplit(newGround(look.Chrome, f.outlined), d.preview, true, false, float32(p.FloatWithFallback(prefPreview, previewHeight)), 36, 160)
	f.empty = newGround(look.Paper, d.newEmpty())
	f.empty.Hide()
	f.shapes = d.newShapes()
	f.right = newSplit(container.NewStack(newGround(look.Paper, d.reader), f.empty), container.NewStack(f.briefing, f.shapes.content), false, false, float32(p.FloatWithFallback(prefBriefing, briefingWidth)), 280, readerLeast)
	f.columns = newSplit(left, f.right, false, true, float32(p.FloatWithFallback(prefSources, sourcesWidth)), 200, readerLeast+280)
	f.columns.onResized = func(size float32) { p.SetFloat(prefSources, float64(size)) }
	f.right.onResized = func(size float32) { p.SetFloat(prefBriefing, float64(size)) }
	f.briefing.onResized = func(size float32) { p.SetFloat(prefPreview, float64(size)) }

	body := container.New(stacked{}, f.toolbar, f.columns, f.status)
	f.content = newAdapting(container.NewStack(newGround(look.Chrome, body), f.toasts, f.hints), f.adapt)
	d.preview.OnHead = f.fold
	return f
}

// newEmpty is what stands in the reader's place in an empty library.
func (d *desk) newEmpty() *look.Empty {
	e := look.NewEmpty("Start with what you have read",
		"Drop web pages, PDFs, Word files, mails or texts here, or import them. Select what matters; Briefdesk keeps the words, their place and their source.",
		look.NewButton(look.IconImport, "Import files…", look.Primary, func() { d.do((*desk).writable, (*desk).askImport) }),
		look.NewButton("", "Make the sample briefing", look.Quiet, func() { d.do((*desk).writable, (*desk).makeSample) }))
	e.Note = sentence(formatsSentence() + " are read")
	e.Shortcuts = []look.Shortcut{{Name: "Import", Keys: []string{"Ctrl", "O"}}, {Name: "Paste text", Keys: []string{"Ctrl", "Shift", "V"}}, {Name: "All keys", Keys: []string{"F1"}}}
	return e
}

func (f *frame) showEmpty(on bool) {
	if on {
		f.empty.Show()
	} else {
		f.empty.Hide()
	}
}

// Below this width the side panes are narrower and the preview is folded.
const narrowWidth = 1200

// adapt fits the parts to a window's width.
func (f *frame) adapt(width float32) {
	narrow := width < narrowWidth
	if narrow == f.narrow {
		return
	}
	f.narrow = narrow
	f.columns.most, f.right.most = 0, 0
	if narrow {
		f.columns.most, f.right.most = 264, 316
	}
	f.setFolded(narrow)
}

// fold folds the preview to its head, or unfolds it.
func (f *frame) fold() { f.setFolded(f.briefing.most == 0) }

func (f *frame) setFolded(on bool) {
	f.briefing.most = 0
	if on {
		f.briefing.most = preview.HeadHeight
	}
	f.briefing.Refresh()
}

// adapting tells the width of what it holds before laying it out.
type adapting struct {
	widget.BaseWidget
	over  fyne.CanvasObject
	adapt func(width float32)
}

func newAdapting(over fyne.CanvasObject, adapt func(width float32)) *adapting {
	a := &adapting{over: over, adapt: adapt}
	a.ExtendBaseWidget(a)
	return a
}

func (a *adapting) CreateRenderer() fyne.WidgetRenderer { return &adaptingRenderer{a} }

type adaptingRenderer struct{ *adapting }

func (r *adaptingRenderer) Layout(size fyne.Size) {
	r.adapt(size.Width)
	r.over.Resize(size)
}

func (r *adaptingRenderer) MinSize() fyne.Size           { return r.over.MinSize() }
func (r *adaptingRenderer) Refresh()                     { r.over.Refresh() }
func (r *adaptingRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.over} }
func (r *adaptingRenderer) Destroy()                     {}

func (f *frame) showLeft(d *desk, i int) {
	if i == 0 {
		d.shelf.BaseWidget.Show()
		d.passages.BaseWidget.Hide()
		return
	}
	d.passages.BaseWidget.Show()
	d.shelf.BaseWidget.Hide()
}

// stacked lays out a toolbar, what is below it, and a status line, without gaps.
type stacked struct{}

func (stacked) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for i, height := range []float32{toolbarHeight, size.Height - toolbarHeight - statusHeight, statusHeight} {
		objects[i].Move(fyne.NewPos(0, y))
		objects[i].Resize(fyne.NewSize(size.Width, height))
		y += height
	}
}

func (stacked) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return objects[1].MinSize().AddWidthHeight(0, toolbarHeight+statusHeight)
}

// insets keeps an object away from the edges: left, right, top, bottom.
type insets struct{ left, right, top, bottom float32 }

func (in insets) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(in.left, in.top))
		o.Resize(size.SubtractWidthHeight(in.left+in.right, in.top+in.bottom))
	}
}

func (in insets) MinSize(objects []fyne.CanvasObject) fyne.Size {
	var least fyne.Size
	for _, o := range objects {
		least = least.Max(o.MinSize())
	}
	return least.AddWidthHeight(in.left+in.right, in.top+in.bottom)
}

// ground is a surface of a colour of the theme, below something.
type ground struct {
	widget.BaseWidget
	colour fyne.ThemeColorName
	radius float32
	over   fyne.CanvasObject
}

func newGround(colour fyne.ThemeColorName, over fyne.CanvasObject) *ground {
	g := &ground{colour: colour, over: over}
	g.ExtendBaseWidget(g)
	return g
}

func (g *ground) CreateRenderer() fyne.WidgetRenderer {
	rect := canvas.NewRectangle(look.Colour(g.colour))
	rect.CornerRadius = g.radius
	return &groundRenderer{g, rect}
}

type groundRenderer struct {
	ground *ground
	rect   *canvas.Rectangle
}

func (r *groundRenderer) Layout(size fyne.Size) {
	r.rect.Resize(size)
	r.ground.over.Resize(size)
}

func (r *groundRenderer) MinSize() fyne.Size { return r.ground.over.MinSize() }

func (r *groundRenderer) Refresh() {
	r.rect.FillColor = look.Colour(r.ground.colour)
	r.rect.Refresh()
	r.ground.over.Refresh()
}

func (r *groundRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.rect, r.ground.over}
}

func (r *groundRenderer) Destroy() {}

func (d *desk) showTitle() {
	title := "Briefdesk"
	if d.hasNote() {
		title = titleOf(d.briefing) + " – Briefdesk"
	}
	d.win.SetTitle(title)
}

// showCommands enables what is possible now.
func (d *desk) showCommands() {
	d.frame.toolbar.Refresh()
	d.menu.refresh()
}

// nextPane moves the keyboard to the next pane, round and round.
func (d *desk) nextPane() {
	panes := []func(){d.focusLeft, d.reader.Focus, d.focusBriefing}
	d.pane = (d.pane + 1) % len(panes)
	panes[d.pane]()
}

func (d *desk) focusLeft() {
	if d.findings.Visible() {
		look.Focus(d.findings.list)
		return
	}
	if d.frame.segments.Selected() == 0 {
		d.shelf.Focus()
		return
	}
	d.passages.Focus()
}

func (d *desk) showSources() {
	d.findings.put(false)
	d.frame.segments.Select(0)
	d.pane = 0
	d.shelf.Focus()
}

func (d *desk) showPassages() {
	d.findings.put(false)
	d.frame.segments.Select(1)
	d.pane = 0
	d.passages.Focus()
}

func (d *desk) focusSearch() {
	d.findings.put(false)
	if d.frame.segments.Selected() == 0 {
		d.shelf.FocusSearch()
		return
	}
	d.passages.FocusSearch()
}
