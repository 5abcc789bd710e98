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
	"slices"
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

// sheet is a document of the reader's own, wrapped: the title, the notices.
type sheet struct {
	*flow
	set typography
	top float32
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

// SetArticle shows a snapshot of an article and its passages. If it is the snapshot
// that shows already, place and selection stay.
func (r *Reader) SetArticle(a briefing.Article, s briefing.Snapshot, passages []briefing.Passage) {
	same := r.shown && r.snapshot.Hash == s.Hash
	r.article, r.passages, r.shown = a, passages, true
	if same {
		r.relayout()
		return
	}
	r.snapshot = s
	r.doc, r.words, r.body = nil, nil, nil
	r.highlights, r.pending = nil, nil
	r.selection, r.revealed, r.goal = selection{}, match{}, -1
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

// setWidth lays the article out for a width, or for another text size, and
// keeps the first line in view where it is.
func (r *Reader) setWidth(width float32) {
	zoom := look.Zoom()
	if zoom != r.zoom || r.fonts == nil {
		r.zoom, r.fonts, r.words = zoom, lookFonts(typography{}), nil
	}
	r.geo = geometryFor(width, zoom)
	r.layout()
}

func (r *Reader) relayout() {
	if r.geo.width == 0 {
		return // nobody has seen it yet
	}
	r.layout()
	r.Refresh()
}

func (r *Reader) layout() {
	at, off := r.firstInView()
	r.layoutTitle()
	r.body = nil
	bottom := r.bodyTop
	if r.doc != nil {
		if r.words == nil {
			r.words = measureWords(r.doc, r.fonts)
		}
		r.body = wrap(r.doc, r.words, r.fonts, r.geo.measure, r.geo.setting)
		bottom += r.body.height
	}
	r.mark()
	r.layoutNotices(bottom)
	r.page.fit(r.scroll.Size())
	if off >= 0 && r.body != nil && len(r.body.lines) > 0 {
		l := r.body.lines[r.body.lineAt(at)]
		r.scrollTo(r.bodyTop + l.y + off*l.h)
	}
	r.flushPending()
}

func (r *Reader) flushPending() {
	if r.body == nil {
		return
	}
	pending := r.pending
	r.pending = nil
	for _, f := range pending {
		f()
	}
}

// firstInView is the offset at which the first line in view begins, and how
// much of the line is above the edge; the share is below 0 where the title
// shows.
func (r *Reader) firstInView() (offset int, above float32) {
	top := r.scroll.Offset.Y - r.bodyTop
	if r.body == nil || len(r.body.lines) == 0 || top <= 0 {
		return 0, -1
	}
	i, _ := r.body.visible(top, top)
	for i+1 < len(r.body.lines) && r.body.lines[i].y+r.body.lines[i].h <= top {
		i++
	}
	l := r.body.lines[i]
	return int(l.start), max((top-l.y)/l.h, 0)
}

func (r *Reader) layoutNotices(bottom float32) {
	r.notices = sheet{}
	r.height = bottom + 56
	parts := noticeParts(r.article.Notices)
	if len(parts) == 0 || r.doc == nil {
		return
	}
	r.notices = r.newSheet(typography{narrow: r.geo.narrow}, parts...)
	r.notices.top = floor(bottom + 32 + 16)
	r.height = r.notices.top + r.notices.height + 40
}

func (r *Reader) newSheet(t typography, parts ...sheetPart) sheet {
	d, m := newSheet(parts...), lookFonts(t)
	return sheet{flow: wrap(d, measureWords(d, m), m, r.geo.measure, r.geo.setting), set: t}
}

// scrollTo puts y of the page at the top of the view, as far as it goes.
func (r *Reader) scrollTo(y float32) {
	y = max(min(y, r.page.MinSize().Height-r.scroll.Size().Height), 0)
	r.scroll.ScrollToOffset(fyne.NewPos(0, floor(y)))
	r.scrolled()
}

// scrolled follows a change of the offset.
func (r *Reader) scrolled() {
	r.page.Refresh()
	r.bar.place()
}

// show scrolls so that [start, end) is in view, if it is not: a third from the
// top.
func (r *Reader) show(start, end int) {
	if len(r.body.lines) == 0 {
		return
	}
	first, last := r.body.lines[r.body.lineAt(start)], r.body.lines[r.body.lineAt(max(end-1, start))]
	top, bottom := r.bodyTop+first.y, r.bodyTop+last.y+last.h
	view, height := r.scroll.Offset.Y, r.scroll.Size().Height
	covered := first.h
	if r.findBar.Visible() {
		covered = findHeight + 2*barGap
	}
	if top < view+covered || bottom > view+height-last.h && top > view+height/2 {
		r.scrollTo(top - height/3)
	}
}

// follow scrolls just as far as it takes to see the caret.
func (r *Reader) follow() {
	if len(r.body.lines) == 0 {
		return
	}
	l := r.body.lines[r.body.lineAt(r.selection.caret)]
	top, bottom := r.bodyTop+l.y-8, r.bodyTop+l.y+l.h+8
	switch view := r.scroll.Offset.Y; {
	case top < view:
		if l.y == 0 {
			top = 0 // with the title
		}
		r.scrollTo(top)
	case bottom > view+r.scroll.Size().Height:
		r.scrollTo(bottom - r.scroll.Size().Height)
	}
}

// target is what a command is about: the selection, or else the passage at the
// caret.
func (r *Reader) target() (rg briefing.Range, passage briefing.ID, ok bool) {
	if !r.selection.isEmpty() {
		return r.Selection(), briefing.ID{}, true
	}
	if h := highlightAt(r.highlights, r.selection.caret); h != nil {
		return toRange(h.start, h.end), h.id, true
	}
	return briefing.Range{}, briefing.ID{}, false
}

// command calls f with the target, if there is one.
func (r *Reader) command(f func(briefing.Range)) {
	if rg, _, ok := r.target(); ok && f != nil {
		f(rg)
	}
}

// highlight and add make a passage of what is selected. They leave the caret
// on it, so that the next command is about that passage.
func (r *Reader) highlight(colour string) {
	r.colour = colour
	r.bar.Refresh()
	rg, _, ok := r.target()
	if !ok {
		return
	}
	r.settle()
	if r.OnHighlight != nil {
		r.OnHighlight(rg, colour)
	}
}

func (r *Reader) add() {
	rg, id, ok := r.target()
	switch {
	case !ok:
	case !id.IsZero():
		call(r.OnAddPassage, id)
	default:
		r.settle()
		call(r.OnAdd, rg)
	}
}

// settle ends the selection with the caret at its start.
func (r *Reader) settle() {
	r.bar.Hide()
	if r.selection.isEmpty() {
		return
	}
	start, _ := r.selection.span()
	r.selection.collapse(start)
	r.selected()
}

func call[T any](f func(T), v T) {
	if f != nil {
		f(v)
	}
}

// goPassage goes to the passage after the caret, or before it.
func (r *Reader) goPassage(forward bool) {
	at, _ := r.selection.span()
	i := slices.IndexFunc(r.highlights, func(h highlight) bool { return h.start > at })
	if !forward {
		i = -1
		for j, h := range r.highlights {
			if h.start < at {
				i = j
			}
		}
	}
	if i < 0 {
		return
	}
	h := r.highlights[i]
	r.Reveal(toRange(h.start, h.end))
	call(r.OnPassage, h.id)
}

// frames calls step for every frame until it is stopped.
func frames(step func()) (stop func()) {
	a := fyne.NewAnimation(time.Hour, func(float32) { step() })
	a.RepeatCount = fyne.AnimationRepeatForever
	a.Start()
	return a.Stop
}
