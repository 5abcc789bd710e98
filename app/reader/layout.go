package reader

import (
	"fyne.io/fyne/v2"

	"briefdesk/app/look"
)

// sheet is a document of the reader's own, wrapped: the title, the notices.
type sheet struct {
	*flow
	set typography
	top float32
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
	r.labels = pageLabels(r.body, r.snapshot.Pages)
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
