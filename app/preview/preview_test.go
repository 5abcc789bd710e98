package preview_test

import (
	"image"
	"io/fs"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/app/preview"
	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

var setter = sync.OnceValue(func() *layout.Setter {
	return layout.NewSetter(assets.Fonts(), assets.Hyphenation())
})

// document sets a briefing of paragraphs, numbered from block 1; the words of
// one of them can be given.
func document(t testing.TB, paragraphs int, edited map[int]string) layout.Document {
	t.Helper()
	data, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	lines = lines[4 : len(lines)-2]
	m := manuscript.Manuscript{
		Title: "Pakistan–US dialogue: what it changes", Language: "en-GB", Place: marking.PlaceBox,
		Banner: marking.Banner{Mark: "TLP:AMBER", Colour: "#FFC000"},
	}
	for i := range paragraphs {
		words, ok := edited[i+1]
		if !ok {
			words = lines[i%len(lines)]
		}
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Block: i + 1, Text: []manuscript.Run{{Text: words}}})
	}
	doc, _, err := setter().Pages(m, layout.A4)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// pane shows a preview in a window of a size.
func pane(t *testing.T, run session.Runner, size fyne.Size, scale float32) (*preview.Preview, fyne.Window) {
	t.Helper()
	test.NewTempApp(t)
	return show(t, run, size, scale)
}

func show(t testing.TB, run session.Runner, size fyne.Size, scale float32) (*preview.Preview, fyne.Window) {
	fyne.CurrentApp().Settings().SetTheme(look.NewTheme(look.Light, 0))
	p := preview.New(run)
	w := fyne.CurrentApp().NewWindow("")
	t.Cleanup(w.Close)
	w.SetPadded(false)
	w.SetContent(p)
	w.Canvas().(interface{ SetScale(float32) }).SetScale(scale)
	w.Resize(size)
	return p, w
}

// pictures returns the painted pages that are in the window, from the top.
func pictures(w fyne.Window) []*canvas.Image {
	var all []*canvas.Image
	for _, o := range test.LaidOutObjects(w.Content()) {
		if img, ok := o.(*canvas.Image); ok && img.Image != nil {
			all = append(all, img)
		}
	}
	return all
}

// painted returns the images of the pages that are in the window.
func painted(w fyne.Window) []image.Image {
	var all []image.Image
	for _, o := range pictures(w) {
		all = append(all, o.Image)
	}
	return all
}

// desk returns the object that the pages lie on.
func desk(t *testing.T, w fyne.Window) fyne.Tappable {
	t.Helper()
	for _, o := range test.LaidOutObjects(w.Content()) {
		if tappable, ok := o.(fyne.Tappable); ok {
			if _, ok := o.(fyne.Focusable); ok {
				return tappable
			}
		}
	}
	t.Fatal("no pages in the window")
	return nil
}

// queue is a runner whose work is done when the test says so.
type queue []func()

func (q *queue) runner() session.Runner {
	return session.Runner{
		Go: func(work func()) { *q = append(*q, work) },
		UI: func(f func()) { f() },
	}
}

// next does the oldest piece of work.
func (q *queue) next() {
	work := (*q)[0]
	*q = (*q)[1:]
	work()
}

func (q *queue) all() {
	for len(*q) > 0 {
		q.next()
	}
}

var paneSize = fyne.NewSize(408, 520)

const long = 60 // paragraphs: about nine pages

func TestPagesHaveExactlyThePixelsOfTheScreen(t *testing.T) {
	for _, scale := range []float32{1, 1.25, 1.5, 2} {
		p, w := pane(t, session.Inline(), paneSize, scale)
		p.Set(document(t, 8, nil))
		for _, img := range pictures(w) {
			want := image.Pt(pixels(img.Size().Width, scale), pixels(img.Size().Height, scale))
			if got := img.Image.Bounds().Size(); got != want {
				t.Errorf("at scale %g a page of %v is painted in %v, want %v", scale, img.Size(), got, want)
			}
			if x := img.Position().X * scale; math.Abs(float64(x)-math.Round(float64(x))) > 0.01 {
				t.Errorf("at scale %g a page begins at pixel %g", scale, x)
			}
		}
	}
}

func pixels(units, scale float32) int { return int(math.Round(float64(units * scale))) }

func TestOnlyPagesInViewAndTheirNeighboursArePainted(t *testing.T) {
	p, w := pane(t, session.Inline(), paneSize, 1)
	p.Set(document(t, long, nil))
	if p.Pages() < 6 {
		t.Fatalf("the document has %d pages, want more", p.Pages())
	}
	if n := len(pictures(w)); n != 2 {
		t.Errorf("%d pages are painted at the top, want 2", n)
	}
	p.Turn(3)
	if n := len(pictures(w)); n > 4 {
		t.Errorf("%d pages are painted in the middle, want at most 4", n)
	}
}

func TestAChangeRepaintsOnlyThePagesItChanged(t *testing.T) {
	p, w := pane(t, session.Inline(), fyne.NewSize(408, 1000), 1)
	p.Set(document(t, long, nil))
	before := painted(w)
	p.Set(document(t, long, map[int]string{1: "The first paragraph is another."}))
	after := painted(w)
	if before[0] == after[0] {
		t.Error("the page that changed was not painted")
	}

	before = after
	p.Set(document(t, long, map[int]string{1: "The first paragraph is another.", long: "The end."}))
	if !slices.Equal(painted(w), before) {
		t.Error("pages in view were painted for a change at the end")
	}
}

func TestPagesStayUntilTheyArePaintedAnew(t *testing.T) {
	var q queue
	p, w := pane(t, q.runner(), paneSize, 1)
	p.Set(document(t, 4, nil))
	if len(pictures(w)) != 0 {
		t.Fatal("a page is shown before it was painted")
	}
	q.all()
	first := painted(w)

	p.Set(document(t, 4, map[int]string{2: "One."}))
	if !slices.Equal(painted(w), first) {
		t.Error("the page went before the next one was painted")
	}
	p.Set(document(t, 4, map[int]string{2: "Two."}))
	q.next() // began with "One."
	if len(q) != 1 {
		t.Fatal("a page that changed while it was painted is not painted again")
	}
	q.all()
	if slices.Equal(painted(w), first) || len(q) != 0 {
		t.Error("the last change is not shown")
	}

	p.Set(document(t, 4, map[int]string{2: "Two."}))
	if len(q) != 0 {
		t.Error("a page was painted although nothing changed")
	}
}

func TestAPageGoneWhilePaintedIsForgotten(t *testing.T) {
	var q queue
	p, w := pane(t, q.runner(), paneSize, 1)
	p.Set(document(t, long, nil))
	p.Set(layout.Document{})
	q.all()
	if n := len(pictures(w)); n != 0 {
		t.Errorf("%d pages are shown of none", n)
	}
	if p.Page() != -1 {
		t.Errorf("the page in view is %d, want none", p.Page())
	}
}

func TestTheScrollPositionIsKept(t *testing.T) {
	p, _ := pane(t, session.Inline(), paneSize, 1)
	p.Set(document(t, long, nil))
	p.Turn(3)
	p.Set(document(t, long, map[int]string{2: "Short."}))
	if p.Page() != 3 {
		t.Errorf("page %d is in view after a change, want 3", p.Page())
	}
	p.Set(document(t, 3, nil))
	if p.Page() != 0 {
		t.Errorf("page %d is in view of a single page", p.Page())
	}
}

func TestAWiderPaneShowsTheSamePage(t *testing.T) {
	p, w := pane(t, session.Inline(), paneSize, 1)
	p.Set(document(t, long, nil))
	p.Turn(4)
	w.Resize(fyne.NewSize(700, 520))
	if p.Page() != 4 {
		t.Errorf("page %d is in view, want 4", p.Page())
	}
	w.Resize(fyne.NewSize(260, 300))
	if p.Page() != 4 {
		t.Errorf("page %d is in view of a narrow pane, want 4", p.Page())
	}
}

func TestAClickFindsTheBlock(t *testing.T) {
	p, w := pane(t, session.Inline(), paneSize, 1)
	doc := document(t, 20, nil)
	p.Set(doc)
	got := 0
	p.OnBlock = func(block int) { got = block }
	page := pictures(w)[0]
	unit := page.Size().Width / float32(doc.Pages[0].W)
	at := func(x, y layout.Pt) fyne.Position {
		return page.Position().AddXY(float32(x)*unit, float32(y)*unit)
	}
	for _, item := range doc.Pages[0].Items {
		text, ok := item.(layout.Text)
		if !ok {
			continue
		}
		got = 0
		middle := text.Y - text.Size/4
		desk(t, w).Tapped(&fyne.PointEvent{Position: at(text.X+text.Width()/2, middle)})
		if got != text.Block {
			t.Errorf("a click on %q found block %d, want %d", text.Words, got, text.Block)
		}
		if text.Block == 0 {
			continue
		}
		desk(t, w).Tapped(&fyne.PointEvent{Position: at(20, middle)})
		if got != text.Block {
			t.Errorf("a click left of %q found block %d, want %d", text.Words, got, text.Block)
		}
	}
	got = 0
	desk(t, w).Tapped(&fyne.PointEvent{Position: fyne.NewPos(4, 100)})
	if got != 0 {
		t.Errorf("a click beside the page found block %d", got)
	}
}

func TestRevealScrollsOnlyIfItMust(t *testing.T) {
	p, _ := pane(t, session.Inline(), paneSize, 1)
	p.Set(document(t, long, nil))
	p.Reveal(2)
	if p.Page() != 0 {
		t.Errorf("page %d is in view for block 2, want 0", p.Page())
	}
	p.Reveal(long)
	if p.Page() < p.Pages()-2 {
		t.Errorf("page %d of %d is in view for the last block", p.Page(), p.Pages())
	}
	at := p.Page()
	p.Reveal(0)
	p.Reveal(1000)
	if p.Page() != at {
		t.Error("a block that is nowhere scrolled the pages")
	}
}

func TestTheHeadTurnsPagesAndFolds(t *testing.T) {
	p, w := pane(t, session.Inline(), paneSize, 1)
	folds := 0
	p.OnHead = func() { folds++ }
	p.Set(document(t, long, nil))
	next := fyne.NewPos(paneSize.Width-20, preview.HeadHeight/2)
	test.TapCanvas(w.Canvas(), next)
	test.TapCanvas(w.Canvas(), next)
	if p.Page() != 2 {
		t.Errorf("page %d is in view, want 2", p.Page())
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(paneSize.Width-96, preview.HeadHeight/2))
	if p.Page() != 1 {
		t.Errorf("page %d is in view, want 1", p.Page())
	}
	test.TapCanvas(w.Canvas(), fyne.NewPos(30, preview.HeadHeight/2))
	if folds != 1 {
		t.Errorf("the title was clicked %d times, want once", folds)
	}
}

func TestKeysScroll(t *testing.T) {
	p, w := pane(t, session.Inline(), paneSize, 1)
	p.Set(document(t, long, nil))
	p.Focus()
	key := func(name fyne.KeyName) { w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name}) }
	key(fyne.KeyEnd)
	if p.Page() != p.Pages()-1 {
		t.Errorf("End shows page %d of %d", p.Page(), p.Pages())
	}
	key(fyne.KeyHome)
	key(fyne.KeyPageDown)
	if p.Page() != 1 {
		t.Errorf("page %d is in view after a screen, want 1", p.Page())
	}
}

func TestAFoldedPanePaintsNothing(t *testing.T) {
	var q queue
	p, _ := pane(t, q.runner(), fyne.NewSize(408, preview.HeadHeight), 1)
	p.Set(document(t, 8, nil))
	if len(q) != 0 {
		t.Error("a page is painted although only the head is seen")
	}
}

// BenchmarkKeystroke is the time from a changed document of ten pages to the
// image of the page in view.
func BenchmarkKeystroke(b *testing.B) {
	app := test.NewApp()
	defer app.Quit()
	p, _ := show(b, session.Inline(), paneSize, 2)
	docs := []layout.Document{
		document(b, 70, map[int]string{2: "Words typed"}),
		document(b, 70, map[int]string{2: "Words typed s"}),
	}
	for i := 0; b.Loop(); i++ {
		p.Set(docs[i%2])
	}
	b.ReportMetric(float64(p.Pages()), "pages")
}
