// Package reader shows an article and lets its reader choose words in it, by
// mouse or by keyboard alone, to be kept as passages.
//
// What goes in is an article, a snapshot of its text and the passages that were
// made of it; what comes out are ranges of the snapshot, in code points, through
// the callbacks of Reader. The reader keeps nothing and decides nothing: a
// highlight shows when the window passes it back with SetPassages.
//
// A snapshot becomes a document (paragraphs and words), which is wrapped into a
// flow (lines with places). Both are plain data without a widget, and quick: a
// book is wrapped anew in a few milliseconds, and only the lines in view are
// looked at and drawn. Fyne places mixed directions wrongly, so right-to-left
// lines are put together word by word (bidi.go).
//
// The surprise: a selection is one range even where it runs over a pull quote
// or a caption. Those are drawn unselected, and leaving them out of the words
// is up to whoever anchors the range.
package reader

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// Reader is the widget. Its callbacks may be nil. Ranges are of the snapshot
// shown and never cut a character in two; commands given without a selection
// mean the passage under the caret, and pass its range.
type Reader struct {
	widget.BaseWidget

	OnSelect     func(briefing.Range) // on release, and at each step of the keyboard; may be empty
	OnHighlight  func(r briefing.Range, colour string)
	OnTag        func(briefing.Range)
	OnNote       func(briefing.Range)
	OnAdd        func(briefing.Range) // to the briefing
	OnCopy       func(briefing.Range)
	OnPassage    func(briefing.ID) // one was clicked, or reached with [ and ]
	OnAddPassage func(briefing.ID) // B on a passage while nothing is selected
	OnTextSize   func()            // the button shows where this is set
	OnMore       func(at fyne.Position)
	OnDetails    func()                           // the details that are to be confirmed are to be shown
	OnNotice     func(n briefing.Notice, is bool) // n was confirmed, or is none; nil where nothing can be said

	// A passage can be dragged out by its margin mark: OnDrag is told where on
	// the canvas it is, OnDrop where it is let go; OnDragCancel, that Esc ended it.
	OnDrag, OnDrop func(briefing.ID, fyne.Position)
	OnDragCancel   func(briefing.ID)

	run    session.Runner
	now    func() time.Time
	ticker func(step func()) (stop func())

	article  briefing.Article
	snapshot briefing.Snapshot
	passages []briefing.Passage
	shown    bool // there is an article

	doc     *document // nil until the snapshot is read
	words   []extent
	fonts   *fonts
	zoom    float32
	loading int      // counts the snapshots, so that a late one is dropped
	pending []func() // wait for doc and for a width

	geo        geometry
	title      sheet
	notices    sheet
	body       *flow
	facts      []string
	labels     []pageLabel
	bodyTop    float32
	height     float32
	highlights []highlight

	selection selection
	goal      float32 // the x that Up and Down keep to; below 0 for none
	colour    string  // the last one used
	revealed  match
	finder    finder

	mouse      mouse
	shift      bool
	focused    bool
	caretShown bool // the keyboard was used last

	page    *page
	scroll  *container.Scroll
	bar     *selectionBar
	findBar *findBar
}

// New returns a reader without an article. Long texts are read beside the
// window, through run.
func New(run session.Runner) *Reader {
	r := &Reader{
		run: run, now: time.Now, ticker: frames,
		goal: -1, colour: colours[0],
	}
	r.ExtendBaseWidget(r)
	r.page = newPage(r)
	r.scroll = container.NewVScroll(r.page)
	r.scroll.OnScrolled = func(fyne.Position) { r.scrolled() }
	r.bar = newBar(r)
	r.findBar = newFindBar(r)
	return r
}

// SetArticle shows a snapshot of an article and its passages. If it is the
// snapshot that shows already, place and selection stay. The zero Snapshot
// shows none.
func (r *Reader) SetArticle(a briefing.Article, s briefing.Snapshot, passages []briefing.Passage) {
	same := r.shown && r.snapshot.Hash == s.Hash
	r.article, r.passages, r.shown = a, passages, !s.Hash.IsZero()
	if same {
		r.relayout()
		return
	}
	r.snapshot = s
	r.doc, r.words, r.body = nil, nil, nil
	r.highlights, r.pending = nil, nil
	r.selection, r.revealed, r.goal = selection{}, match{}, -1
	r.stopScrolling()
	r.mouse = mouse{}
	r.finder.forget()
	r.bar.Hide()
	r.load()
}

// quick is how many bytes of text are read on the spot: below 5 ms.
const quick = 40_000

func (r *Reader) load() {
	r.loading++
	if len(r.snapshot.Text) <= quick {
		r.install(newDocument(r.snapshot))
		return
	}
	r.relayout()
	mine, s := r.loading, r.snapshot
	r.run.Go(func() {
		d := newDocument(s)
		r.run.UI(func() {
			if mine == r.loading {
				r.install(d)
			}
		})
	})
}

func (r *Reader) install(d *document) {
	r.doc = d
	r.scroll.Offset.Y = 0
	r.finder.find(d, r.finder.query, 0)
	r.relayout()
}

// SetPassages replaces the passages that show.
func (r *Reader) SetPassages(passages []briefing.Passage) {
	r.passages = passages
	r.mark()
	r.page.Refresh()
}

func (r *Reader) mark() {
	if r.doc != nil {
		r.highlights = highlights(r.doc, r.snapshot.Hash, r.passages)
	}
}

// whenReady calls f once there are lines, at once if there are.
func (r *Reader) whenReady(f func()) {
	if r.body != nil {
		f()
		return
	}
	r.pending = append(r.pending, f)
}

// Reveal scrolls to a range and underlines it until the next click.
func (r *Reader) Reveal(rg briefing.Range) {
	r.whenReady(func() {
		start, end := r.doc.snap(rg)
		r.revealed = match{start, end}
		r.selection.collapse(start)
		r.bar.Hide()
		r.show(start, end)
		r.page.Refresh()
	})
}

// Select selects a range and scrolls to it. It calls no callback.
func (r *Reader) Select(rg briefing.Range) {
	r.whenReady(func() {
		start, end := r.doc.snap(rg)
		r.selection = selection{anchor: start, caret: end}
		r.show(start, end)
		r.page.Refresh()
		r.bar.place()
	})
}

// Selection is what is selected; it is empty, at the caret, if nothing is.
func (r *Reader) Selection() briefing.Range {
	start, end := r.selection.span()
	return toRange(start, end)
}

func toRange(start, end int) briefing.Range {
	return briefing.Range{Start: briefing.Offset(start), End: briefing.Offset(end)}
}

// CreateRenderer draws the paper, the page and the bars over it.
func (r *Reader) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(r, r.draw, func() fyne.Size { return fyne.NewSize(364, 160) }) // the selection bar fits
}

func (r *Reader) draw(p *look.Painter) {
	size := p.Size()
	p.Rect(0, 0, size.Width, size.Height, look.Paper)
	r.scroll.Resize(size)
	if size.Width != r.geo.width || look.Zoom() != r.zoom {
		r.setWidth(size.Width)
	}
	if !r.shown {
		p.TextCentre("Choose a source to read it here.", look.EmptyText, look.Ink3, size.Width/2, size.Height/2)
		return
	}
	p.Add(r.scroll)
	r.findBar.place(size)
	p.Add(r.findBar)
	r.bar.place()
	p.Add(r.bar)
}

// Refresh draws everything anew, as after a change of theme.
func (r *Reader) Refresh() {
	r.page.Refresh()
	r.bar.Refresh()
	r.findBar.Refresh()
	r.BaseWidget.Refresh()
}

// frames calls step for every frame until it is stopped.
func frames(step func()) (stop func()) {
	a := fyne.NewAnimation(time.Hour, func(float32) { step() })
	a.RepeatCount = fyne.AnimationRepeatForever
	a.Start()
	return a.Stop
}
