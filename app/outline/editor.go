package outline

import (
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// editor stands in place of a block and takes its text.
type editor struct {
	at    int // block
	entry *entry
	bare  fyne.CanvasObject // the entry without its border
	least int               // lines that there is always room for
	about string            // what the finding in sight says

	// unseen are the texts reported since the last one that came back by Set,
	// and that one before them.
	unseen []string
}

// edit opens the editor of a block, after closing any other.
func (l *list) edit(i int) {
	if l.o.ReadOnly || i < 0 || i >= l.blocks || !l.items[i].isEditable() || l.Editing() == i {
		return
	}
	l.done()
	l.selectBlock(i)
	l.editor = newEditor(i, l.items[i])
	e := l.editor.entry
	e.OnChanged = l.typed
	e.OnCursorChanged = l.caretMoved
	e.onDone = func() {
		l.done()
		look.Focus(l)
	}
	e.onMark = l.mark
	l.relayout()
	l.reveal()
	look.Focus(e)
	e.toEnd()
}

// Editing is the block that is being edited, or -1.
func (l *list) Editing() int {
	switch {
	case l.editor != nil:
		return l.editor.at
	case l.quoting != nil:
		return l.quoting.at
	}
	return -1
}

// done closes the editor, if one is open.
func (l *list) done() {
	at := l.Editing()
	if at < 0 {
		return
	}
	l.editor, l.quoting = nil, nil
	l.relayout()
	if l.o.OnDone != nil {
		l.o.OnDone(at)
	}
}

// typed reports a change of the text, and keeps it, so that the block is known
// again when it is shown with it.
func (l *list) typed(text string) {
	e := l.editor
	if e == nil || l.items[e.at].Text == text {
		return
	}
	e.report(l.items[e.at].Text, text)
	l.items[e.at].Text = text
	l.relayout()
	l.revealCaret()
	if l.o.OnText != nil {
		l.o.OnText(e.at, text)
	}
}

// revealCaret scrolls until the editor is in view, or, if it is higher than the
// view, the line of its caret and those beside it.
func (l *list) revealCaret() {
	if l.editor == nil {
		return
	}
	r, ok := l.rowOf(l.editor.at)
	if !ok {
		return
	}
	if line := look.PaneText.LineHeight(); r.h > l.o.scroll.Size().Height {
		top := max(r.top+float32(l.editor.entry.CursorRow-1)*line, r.y)
		foot := top + 3*line
		if foot > r.foot()-footRow-line {
			foot = r.foot()
		}
		r.y, r.h = top, foot-top
	}
	l.revealRow(r)
}

// carryEditor takes the editor along to where its block is, with its text.
func (l *list) carryEditor(to []int) {
	e := l.editor
	if e == nil {
		return
	}
	if e.at = to[e.at]; e.at < 0 {
		l.editor = nil
		return
	}
	l.items[e.at].Text = e.take(l.items[e.at].Text)
}

// report notes that a text was reported which took the place of another.
func (e *editor) report(was, is string) {
	if len(e.unseen) == 0 {
		e.unseen = append(e.unseen, was)
	}
	e.unseen = append(e.unseen, is)
}

// take gives the editor the text that its block comes with, and returns what it
// shows then. While the window works, a block may come with a text that has
// been typed over already: that one is passed over, or letters would be lost.
func (e *editor) take(text string) string {
	switch {
	case text == e.entry.Text:
		e.unseen = nil
	case !slices.Contains(e.unseen, text):
		e.unseen = nil
		e.entry.SetText(text)
	}
	return e.entry.Text
}

func newEditor(at int, it Item) *editor {
	e := &editor{at: at, entry: newEntry(it), least: 1}
	if it.Kind != briefing.BlockHeading {
		e.least = 3
	}
	e.bare = e.entry.bare()
	return e
}

// Measures of the editor, from the edge of its card.
const (
	editorText = 12
	halo       = 2
)

// left is where the text of the editor begins.
func (e *editor) left() float32 {
	if e.entry.MultiLine {
		return paneEdge + editorText
	}
	return paneEdge + textAt
}

// fit makes the text as wide as a pane of a width allows, and as high as its
// lines need, and returns that height. An Entry that wraps does not say how
// many lines it has, so they are counted here; should it have more, it scrolls.
func (e *editor) fit(width float32) float32 {
	width -= e.left() + paneEdge + editorText
	lines := e.least
	if e.entry.MultiLine {
		lines = max(lines, countLines(e.entry.Text, width), e.entry.CursorRow+1)
	}
	height := float32(lines) * look.PaneText.LineHeight()
	e.bare.Resize(fyne.NewSize(width+2*entryInset, height+2*entryInset))
	return height
}

// countLines is how many lines a text takes, its own line feeds kept.
func countLines(text string, width float32) int {
	n := 0
	for s := range strings.SplitSeq(text, "\n") {
		n += max(len(wrap(s, width, math.MaxInt, paneWidth)), 1)
	}
	return n
}

func paneWidth(s string) float32 { return look.Width(s, look.PaneText) }

// fillEditor draws the card of the editor round its text.
func (l *list) fillEditor(r row, it Item) {
	e := l.editor
	x, w := float32(paneEdge), l.rowWidth()
	l.paint.Shadow(x, r.y, w, r.h, cardRadius, 5)
	l.paint.Ring(x, r.y, w, r.h, cardRadius, halo, halo, look.Halo)
	l.paint.Round(x, r.y, w, r.h, cardRadius, look.Raised, look.Accent)
	l.fillBands(r)
	e.bare.Move(fyne.NewPos(e.left()-entryInset, r.top-entryInset))
	l.paint.Add(e.bare)
	if !e.entry.MultiLine {
		l.paint.Icon(look.IconHeading, paneEdge+iconAt, r.y+r.h/2-iconSize/2, iconSize, look.Accent)
		return
	}
	l.fillBox(r)
	l.fillFoot(r, it)
}

// fillFoot draws what stands below the text that is being edited.
func (l *list) fillFoot(r row, it Item) {
	centre := r.foot() - footRow/2
	x := float32(paneEdge + 24)
	switch {
	case it.isOwnWords():
		x = l.fillKind(it, paneEdge+editorText, centre) + 12
	case it.Kind == briefing.BlockText:
		for _, m := range markups {
			l.fillTool(m.icon, x, centre, func() { l.mark(m) })
			x += 28
		}
	default:
		x -= 12
	}
	right := l.fillDone(centre)
	if it.Portion != "" || it.Counts != "" {
		l.paint.Icon(look.IconDown, right-18, centre-6, 12, look.Ink2)
		at := l.drawPortion(it, right-24, centre)
		l.portionSpot(at, centre, right-at, r.item)
		right = at
	}
	l.fillMeta(count(countWords(it.Text), "word"), x, right-8, centre)
}

func (l *list) fillTool(icon look.IconName, x, centre float32, do func()) {
	const size = 26
	if l.pointer.inside(x-size/2, centre-size/2, size, size) {
		l.paint.Round(x-size/2, centre-size/2, size, size, 6, look.Hover, look.Transparent)
	}
	l.paint.Icon(icon, x-iconSize/2, centre-iconSize/2, iconSize, look.Ink2)
	l.spot(x-size/2, centre-size/2, size, size, do)
}

// fillDone draws the button that closes the editor, and says where it begins.
func (l *list) fillDone(centre float32) float32 {
	const label, height = "Done", 26
	w := look.Width(label, look.ButtonText) + 18
	x := l.width - paneEdge - editorText - w
	l.paint.Round(x, centre-height/2, w, height, 6, look.Fill, look.Transparent)
	l.paint.TextCentre(label, look.ButtonText, look.OnFill, x+w/2, look.ButtonText.Centred(centre))
	l.spot(x, centre-height/2, w, height, func() {
		l.done()
		look.Focus(l)
	})
	return x
}

// markup is a mark of Markdown that the foot of the editor puts round words, or
// before lines.
type markup struct {
	icon          look.IconName
	before, after string
	eachLine      bool
}

var (
	bold    = markup{icon: look.IconBold, before: "**", after: "**"}
	italic  = markup{icon: look.IconItalic, before: "*", after: "*"}
	bullet  = markup{icon: look.IconList, before: "- ", eachLine: true}
	link    = markup{icon: look.IconLink, before: "[", after: "](https://)"}
	markups = []markup{bold, italic, bullet, link}
)

// apply puts the mark on text, or takes it off where it is.
func (m markup) apply(text string) string {
	if m.eachLine {
		return m.applyLines(text)
	}
	if inner, ok := strings.CutPrefix(text, m.before); ok {
		if inner, ok := strings.CutSuffix(inner, m.after); ok && len(inner) > 0 {
			return inner
		}
	}
	return m.before + text + m.after
}

func (m markup) applyLines(text string) string {
	lines := strings.Split(text, "\n")
	marked := 0
	for i, s := range lines {
		if rest, ok := strings.CutPrefix(s, m.before); ok {
			lines[i], marked = rest, marked+1
		}
	}
	if marked < len(lines) {
		for i, s := range lines {
			lines[i] = m.before + s
		}
	}
	return strings.Join(lines, "\n")
}

// mark puts a mark on what is selected in the editor.
func (l *list) mark(m markup) {
	if l.editor != nil && l.items[l.editor.at].Kind == briefing.BlockText {
		l.editor.entry.mark(m)
		look.Focus(l.editor.entry)
	}
}

// entry is Fyne's Entry without a surface of its own, and with the keys that
// close the editor.
type entry struct {
	widget.Entry
	onDone func()
	onMark func(markup)
}

func newEntry(it Item) *entry {
	e := &entry{}
	e.MultiLine = it.Kind != briefing.BlockHeading
	e.Scroll = container.ScrollNone
	if e.MultiLine {
		e.Wrapping = fyne.TextWrapWord
		e.PlaceHolder = "Write here; Markdown is welcome"
		if it.isOwnWords() {
			e.PlaceHolder = "Say it in your own words"
		}
	} else {
		e.TextStyle.Bold = true
		e.PlaceHolder = "Heading"
		e.OnSubmitted = func(string) { e.onDone() }
	}
	e.Text = it.Text
	e.ExtendBaseWidget(e)
	return e
}

const (
	// entryBorder is what to cut off an Entry: its border, with the round
	// corners. The border is as wide as the caret, so it cannot be 0.
	entryBorder = 5
	// entryInset is how far the text of what is left begins from its left and top.
	entryInset = 1
)

// bare is the entry without its border. A Clip takes a size only once it knows
// that it is a widget.
func (e *entry) bare() fyne.CanvasObject {
	c := container.NewClip(container.New(borderless{}, e))
	c.ExtendBaseWidget(c)
	return c
}

// borderless lays an entry out so that its border lies outside.
type borderless struct{}

func (borderless) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Resize(size.AddWidthHeight(2*entryBorder, 2*entryBorder))
		o.Move(fyne.NewPos(-entryBorder, -entryBorder))
	}
}

func (borderless) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// AcceptsTab leaves the tabulator to going on.
func (e *entry) AcceptsTab() bool { return false }

// TypedKey closes the editor at Esc.
func (e *entry) TypedKey(k *fyne.KeyEvent) {
	if look.WindowKey(e, k) {
		return
	}
	if k.Name == fyne.KeyEscape {
		e.onDone()
		return
	}
	e.Entry.TypedKey(k)
}

// TypedShortcut closes the editor at Ctrl+Enter, and marks words.
func (e *entry) TypedShortcut(s fyne.Shortcut) {
	c, ok := s.(*desktop.CustomShortcut)
	if !ok || c.Modifier != fyne.KeyModifierShortcutDefault {
		e.Entry.TypedShortcut(s)
		return
	}
	switch c.KeyName {
	case fyne.KeyReturn, fyne.KeyEnter:
		e.onDone()
	case fyne.KeyB:
		e.onMark(bold)
	case fyne.KeyI:
		e.onMark(italic)
	default:
		e.Entry.TypedShortcut(s)
	}
}

// toEnd puts the caret behind the text.
func (e *entry) toEnd() {
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageDown})
}

// selectWords selects a range of the text, as far as there is such a range. Fyne
// offers this only by keys.
func (e *entry) selectWords(words briefing.Range) {
	e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
	e.press(fyne.KeyDown, func() bool { return e.CursorTextOffset() < int(words.Start) })
	e.press(fyne.KeyUp, func() bool { return e.CursorTextOffset() > int(words.Start) })
	e.press(fyne.KeyRight, func() bool { return e.CursorTextOffset() < int(words.Start) })
	e.press(fyne.KeyLeft, func() bool { return e.CursorTextOffset() > int(words.Start) })
	shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
	e.Entry.KeyDown(shift)
	e.press(fyne.KeyRight, func() bool { return e.CursorTextOffset() < int(words.End) })
	e.Entry.KeyUp(shift)
}

// press presses a key as long as more says, and as it moves the caret.
func (e *entry) press(name fyne.KeyName, more func() bool) {
	for before := -1; more() && e.CursorTextOffset() != before; {
		before = e.CursorTextOffset()
		e.Entry.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// mark puts a mark on the selected words, or on the line of the caret where it
// is for lines. It can be undone as typing can.
func (e *entry) mark(m markup) {
	selected := e.SelectedText()
	if selected == "" && m.eachLine {
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
	}
	e.replace(m.apply(selected))
	if selected == "" && !m.eachLine {
		for range []rune(m.after) {
			e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyLeft})
		}
	}
}

// replace puts text in place of the selection, or at the caret. Fyne offers
// this only as pasting.
func (e *entry) replace(text string) {
	e.Entry.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clip(text)})
}

// clip is a clipboard that holds a text.
type clip string

func (c clip) Content() string { return string(c) }
func (clip) SetContent(string) {}
