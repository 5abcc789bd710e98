package outline

import (
	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// Measures of the editor of a quotation.
const (
	quotingText  = paneEdge + 24 // from the edge of the pane to its words
	quotingGap   = 10            // between its parts
	toolHeight   = 26
	toolGap      = 6
	toolPad      = 8
	printedLabel = 20
)

// toolPlace is where a tool stands in the bar.
type toolPlace struct{ x, y, w float32 }

// set breaks the words and the printed form into lines, and the bar into rows,
// unless they are.
func (q *quoting) set(width float32) {
	if q.words != nil && q.width == width && q.zoom == look.Zoom() {
		return
	}
	q.width, q.zoom = width, look.Zoom()
	room := max(width-quotingText-paneEdge-editorText, 40)
	q.words = look.NewProse(q.item.Exact, look.SourceWords, room)
	text, faces := q.item.form()
	q.printed = look.NewProse(text, look.SourceWords, room, faces...)
	q.anchor, q.caret = min(q.anchor, q.words.Len()), min(q.caret, q.words.Len())
	q.setBar(width - 2*paneEdge - 2*editorText)
}

// form is the quotation as the note prints it, and what of it is in italic.
func (it Item) form() (string, []look.Face) {
	pieces, err := it.Style.Printed(it.Exact, it.Quotation.Edits)
	if err != nil {
		return it.Text, nil
	}
	var faces []look.Face
	at := 0
	for _, p := range pieces {
		end := at + int(briefing.Length(p.Text))
		if p.Emphasis {
			faces = append(faces, look.Face{Start: at, End: end, Style: look.SourceItalic})
		}
		at = end
	}
	return quote.Join(pieces), faces
}

func (q *quoting) setBar(room float32) {
	q.bar = q.bar[:0]
	x, y := float32(0), float32(0)
	for _, t := range tools {
		w := t.width()
		if x > 0 && x+w > room {
			x, y = 0, y+toolHeight+toolGap
		}
		q.bar = append(q.bar, toolPlace{x, y, w})
		x += w + toolGap
	}
}

func (t tool) width() float32 {
	return look.Width(t.label, look.MetaMedium) + 6 + look.Width(t.key, look.KeyCap) + 2*toolPad
}

func (q *quoting) barHeight() float32 { return q.bar[len(q.bar)-1].y + toolHeight }

// placeQuoting places the editor of a quotation.
func (s *setter) placeQuoting(at int, q *quoting) {
	q.set(s.width)
	r := row{item: at, y: s.y, x: quotingText, top: s.y + editorTop, gap: between, style: look.SourceWords}
	r.h = editorTop + q.words.Height() + quotingGap + q.barHeight() + quotingGap + printedLabel + q.printed.Height() + 4 + footRow
	s.add(r)
}

// revealQuoting scrolls until the line of the caret is in view, with what is
// around it as far as there is room.
func (l *list) revealQuoting() {
	r, ok := l.rowOf(l.quoting.at)
	if !ok {
		return
	}
	if r.h > l.o.scroll.Size().Height {
		caret := l.quoting.words.Caret(l.quoting.caret)
		r.y, r.h = r.top+caret.Y-caret.H, 3*caret.H
	}
	l.revealRow(r)
}

// fillQuoting draws the card of a quotation that is being edited: its source's
// words with their edits marked, the bar of tools, what the note prints, and the
// foot.
func (l *list) fillQuoting(r row) {
	q := l.quoting
	q.set(l.width)
	x, w := float32(paneEdge), l.rowWidth()
	l.paint.Shadow(x, r.y, w, r.h, cardRadius, 5)
	l.paint.Ring(x, r.y, w, r.h, cardRadius, halo, halo, look.Halo)
	l.paint.Round(x, r.y, w, r.h, cardRadius, look.Raised, look.Accent)
	l.paint.Round(paneEdge+editorText, r.top+1, 2.5, q.words.Height()-2, 1, q.item.mark(), look.Transparent)
	l.fillWords(r)
	y := r.top + q.words.Height() + quotingGap
	if q.asks == nil {
		l.fillBar(y)
	} else {
		l.fillAsking(y)
	}
	y += q.barHeight() + quotingGap
	l.fillPrinted(y)
	l.fillQuotingFoot(r)
}

// fillWords draws the words, the selection behind them, and the marks of edits.
func (l *list) fillWords(r row) {
	q := l.quoting
	x, y := r.x, r.top
	for _, e := range q.item.Quotation.Edits {
		if e.Kind == briefing.EditOmit || e.Kind == briefing.EditReplace {
			for _, a := range q.areas(e.Range) {
				l.paint.Round(x+a.X-1, y+a.Y+2, a.W+2, a.H-4, 3, look.Chip, look.Transparent)
			}
		}
	}
	for _, a := range q.words.Areas(min(q.anchor, q.caret), max(q.anchor, q.caret)) {
		l.paint.Rect(x+a.X, y+a.Y, a.W, a.H+1, look.Sel)
	}
	q.words.Draw(l.paint, look.Ink, x, y)
	for _, e := range q.item.Quotation.Edits {
		l.fillEdit(e, x, y)
	}
	if l.focused && q.asks == nil {
		caret := q.words.Caret(q.caret)
		l.paint.Rect(x+caret.X-1, y+caret.Y+1, 2, caret.H-2, look.Accent)
	}
}

func (q *quoting) areas(r briefing.Range) []look.Area { return q.words.Areas(int(r.Start), int(r.End)) }

// fillEdit marks what an edit does: a line through words that do not print, one
// below those that are changed or emphasised, dashes below what is marked as
// sic, and a wedge where something is put in.
func (l *list) fillEdit(e briefing.Edit, x, y float32) {
	q := l.quoting
	switch e.Kind {
	case briefing.EditInsert:
		at := q.words.Caret(int(e.Start))
		for row := float32(0); row < 4; row++ {
			l.paint.Rect(x+at.X-row, y+at.Y+at.H-5+row, 2*row+1, 1, look.Accent)
		}
		return
	case briefing.EditSic:
		for _, a := range q.areas(e.Range) {
			for dash := float32(0); dash < a.W; dash += 5 {
				l.paint.Rect(x+a.X+dash, y+a.Y+a.H-3, min(3, a.W-dash), 2, look.Ink2)
			}
		}
		return
	}
	for _, a := range q.areas(e.Range) {
		switch e.Kind {
		case briefing.EditOmit, briefing.EditReplace:
			l.paint.Rect(x+a.X, y+a.Y+a.H/2, a.W, 1, look.Ink)
		default:
			l.paint.Rect(x+a.X, y+a.Y+a.H-3, a.W, 1, look.Ink)
		}
	}
}

func (l *list) fillBar(y float32) {
	q := l.quoting
	for i, t := range tools {
		at := q.bar[i]
		x, top := paneEdge+editorText+at.x, y+at.y
		ink, keyInk := look.Colour(look.Ink), look.Colour(look.Ink3)
		enabled := t.enabled(q)
		switch {
		case !enabled:
			ink = look.Blend(look.Colour(look.Raised), keyInk, 0.55)
			keyInk = ink
		case l.pointer.inside(x, top, at.w, toolHeight):
			l.paint.Round(x, top, at.w, toolHeight, 6, look.Hover, look.Transparent)
		}
		l.paint.Round(x, top, at.w, toolHeight, 6, look.Chip, look.Transparent)
		centre := top + toolHeight/2
		end := l.paint.TextIn(t.label, look.MetaMedium, ink, x+toolPad, look.MetaMedium.Centred(centre))
		l.paint.TextIn(t.key, look.KeyCap, keyInk, end+6, look.KeyCap.Centred(centre))
		if enabled {
			l.spot(x, top, at.w, toolHeight, func() { l.use(t) })
		}
	}
}

// fillAsking draws the field for what goes into brackets, in place of the bar.
func (l *list) fillAsking(y float32) {
	a := l.quoting.asks
	x, right := float32(paneEdge+editorText), l.width-paneEdge-editorText
	const add = "Put in brackets"
	w := look.Width(add, look.MetaMedium) + 2*toolPad
	field := a.field.MinSize().Height
	l.paint.Put(a.field, x, y, right-x-w-toolGap, field)
	top := y + (field-toolHeight)/2
	l.paint.Round(right-w, top, w, toolHeight, 6, look.Transparent, look.Border)
	l.paint.Text(add, look.MetaMedium, look.Ink, right-w+toolPad, look.MetaMedium.Centred(top+toolHeight/2))
	l.spot(right-w, top, w, toolHeight, l.answer)
}

// fillPrinted draws what the note prints, under its label, or why the last edit
// could not be made.
func (l *list) fillPrinted(y float32) {
	q := l.quoting
	x, right := float32(paneEdge+editorText), l.width-paneEdge-editorText
	l.paint.Rect(x, y-5, right-x, 1, look.Line)
	centre := y + printedLabel/2 - 1
	end := l.paint.Text("Printed", look.Meta, look.Ink2, x, look.Meta.Centred(centre))
	if q.problem != "" {
		l.paint.Icon(look.IconWarning, end+12, centre-6, 12, look.Warn)
		said := look.Ellipsis(q.problem, look.Meta, right-end-30)
		l.paint.Text(said, look.Meta, look.Warn, end+29, look.Meta.Centred(centre))
	}
	q.printed.Draw(l.paint, look.Ink, quotingText, y+printedLabel)
}

func (l *list) fillQuotingFoot(r row) {
	centre := r.foot() - footRow/2
	right := l.fillDone(centre)
	it := l.quoting.item
	if it.Portion != "" || it.Counts != "" {
		at := l.drawPortion(it, right-12, centre)
		l.portionSpot(at, centre, right-at, r.item)
		right = at
	}
	x := l.fillKind(it, paneEdge+editorText, centre)
	const show = "Show in source"
	if w := look.Width(show, look.MetaMedium); x+14+w < right-8 {
		l.paint.Text(show, look.MetaMedium, look.Accent, x+14, look.MetaMedium.Centred(centre))
		l.spot(x+10, centre-toolHeight/2, w+8, toolHeight, func() { l.showSource(r.item) })
	}
}

// fillKind draws the chooser of what a quotation is, and says where it ends.
func (l *list) fillKind(it Item, x, centre float32) float32 {
	label := it.kindLabel()
	w := look.Width(label, look.MetaMedium) + 18
	if l.pointer.inside(x-6, centre-toolHeight/2, w+12, toolHeight) {
		l.paint.Round(x-6, centre-toolHeight/2, w+12, toolHeight, 6, look.Hover, look.Transparent)
	}
	end := l.paint.Text(label, look.MetaMedium, look.Ink2, x, look.MetaMedium.Centred(centre))
	l.paint.Icon(look.IconDown, end+5, centre-6, 12, look.Ink2)
	l.spot(x-6, centre-toolHeight/2, w+12, toolHeight, func() { l.offerKinds(it, fyne.NewPos(x-6, centre+toolHeight/2)) })
	return x + w
}

// offerKinds offers what a quotation may be.
func (l *list) offerKinds(it Item, at fyne.Position) { look.ShowMenuOn(l, l.kindMenu(it), at) }

func (l *list) kindMenu(it Item) *fyne.Menu {
	m := fyne.NewMenu("")
	for _, k := range kinds {
		item := fyne.NewMenuItem(k.label, func() {
			if l.o.OnKind != nil {
				l.o.OnKind(it.Index, k.kind)
			}
		})
		item.Checked = k.label == it.kindLabel()
		m.Items = append(m.Items, item)
	}
	return m
}
