// Package outline shows the briefing as a list of blocks, to be read, arranged
// and written in.
//
// The window gives it the blocks by Set; what the user does comes back through
// the callbacks. The outline changes no block by itself: it reports, and waits
// to be shown the outcome. What is its own is the selection, which headings are
// folded, and the editor that is open in place of a block; these it carries
// over from one Set to the next by recognising the blocks.
//
// The rows are drawn by one widget, only those in sight, from plain values:
// tree says which blocks belong together, rows where each stands.
package outline

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// Proof is what is known of the words of a quotation.
type Proof int

// The states of a proof.
const (
	None        Proof = iota // not a quotation, or not looked at yet
	Verified                 // the words stand in the source
	Failed                   // they do not
	Uncheckable              // there is no source to hold them against
)

// Item is a block as the outline shows it.
type Item struct {
	// Index is the block's place in the briefing, from 0; derived items have -1.
	Index int
	Kind  briefing.BlockKind
	Level int // of a heading, 1 to 4
	// Text is Markdown for a heading, for own text and for a paraphrase, the
	// printed words of a direct quotation, the words of a disclaimer, and what
	// stands for an image.
	Text string
	// Source names where a quotation is from: “[1] The Platform”. For a carried
	// disclaimer it is the number alone: “[1]”.
	Source string
	Colour string // of the passage: amber, green, blue or rose
	// Exact are the words of the passage that a quotation is of, Quotation what
	// the note makes of them, and Style how it prints that; Exact is empty where
	// the library has no such passage.
	Exact     string
	Quotation briefing.Quotation
	Style     quote.Style
	State     Proof
	// Problem says in a few words why a proof failed.
	Problem string
	Portion briefing.Marking
	// Counts is what a block without a marking counts as, where it could have one.
	Counts briefing.Marking
	// SetsBanner is true of a portion as high as the banner; it is drawn in
	// BannerColour on BannerGround, #RRGGBB; a ground that is not given is black.
	SetsBanner                 bool
	BannerColour, BannerGround string
	// Derived items are carried by the sources; they can be neither moved nor
	// changed, and stand last.
	Derived bool
}

// Head is what stands above the blocks: the briefing's title, and a line about it.
type Head struct{ Title, Line string }

// Outline is the pane. All its methods belong to the thread of the window.
type Outline struct {
	widget.BaseWidget

	// OnSelect reports that the user went to a block.
	OnSelect func(index int)
	// OnMove asks to put the blocks from from to from+count into the gap before
	// block to, as the list stands; to is never within them.
	OnMove func(from, count, to int)
	// OnDelete asks to remove blocks. A heading goes alone, unless it is folded.
	OnDelete func(from, count int)
	// OnLevel asks for another level of a heading.
	OnLevel func(index, level int)
	// OnText reports each change of the text that is being edited.
	OnText func(index int, text string)
	// OnEdits asks for other edits of a direct quotation; name is what the step is
	// called.
	OnEdits func(index int, name string, edits []briefing.Edit)
	// OnKind asks for a quotation to become direct, a paraphrase or a summary.
	OnKind func(index int, kind briefing.PassageKind)
	// OnDone reports that the editor of a block was closed.
	OnDone func(index int)
	// OnAdd asks for a new block after block after, which is -1 for the
	// beginning. Edit then opens it.
	OnAdd func(after int, kind briefing.BlockKind)
	// OnCopy asks to put blocks on the clipboard.
	OnCopy func(from, count int)
	// OnOpenSource asks to show a quotation in its source.
	OnOpenSource func(index int)
	// OnPortion asks for another portion marking of a block.
	OnPortion func(index int)
	// OnDescribe asks for other words of an image.
	OnDescribe func(index int)
	// OnTitle asks to edit the front matter.
	OnTitle func()

	// ReadOnly keeps blocks from being edited, moved, added and deleted.
	ReadOnly bool

	// Tick calls step about sixty times a second on the thread of the window,
	// until stop is called. It scrolls the list while something is dragged to
	// its edge.
	Tick func(step func()) (stop func())

	head   *head
	scroll *container.Scroll
	list   *list
	ghost  *ghost
}

// New returns an empty outline.
func New() *Outline {
	o := &Outline{Tick: animate}
	o.head = newHead(o)
	o.list = newList(o)
	o.ghost = newGhost()
	o.scroll = container.NewVScroll(o.list)
	o.scroll.OnScrolled = o.list.scrolled
	o.ExtendBaseWidget(o)
	return o
}

// animate is a Tick by Fyne's own animations.
func animate(step func()) (stop func()) {
	a := fyne.NewAnimation(time.Second, func(float32) { step() })
	a.RepeatCount = fyne.AnimationRepeatForever
	a.Start()
	return a.Stop
}

// Set shows a briefing. Selection, folded headings and an open editor stay
// with their blocks; an editor whose block is gone closes without a word, and
// one whose text differs from its block's takes the block's, unless that is one
// from before a change that OnText has reported and no Set has shown since.
func (o *Outline) Set(h Head, items []Item) {
	o.head.set(h)
	o.list.set(items)
}

// Select selects a block and brings it into view, without a callback; -1
// selects nothing.
func (o *Outline) Select(index int) {
	o.list.selectBlock(index)
	o.list.reveal()
}

// Selected returns the index of the selected block, or -1.
func (o *Outline) Selected() int { return o.list.selected }

// Span is the selected block with what it holds folded; count is 0 where none is
// selected.
func (o *Outline) Span() (from, count int) {
	if i := o.list.selected; i >= 0 {
		return i, o.list.span(i)
	}
	return 0, 0
}

// Edit opens the editor of a heading, of own text, of a disclaimer or of a
// quotation, and puts the caret at the end of what can be typed in. Other blocks
// have none.
func (o *Outline) Edit(index int) {
	o.list.edit(index)
	o.list.quote(index)
}

// EditAt is Edit with words selected: a range of the block's own text.
func (o *Outline) EditAt(index int, words briefing.Range) {
	o.Edit(index)
	if e := o.list.editor; e != nil && e.at == index {
		e.entry.selectWords(words)
	}
}

// Editing returns the index of the block that is being edited, or -1.
func (o *Outline) Editing() int { return o.list.Editing() }

// Press does to the selected block what keys do while the outline has them: Alt
// with Up and Down moves it, with Left and Right changes the level of a heading.
func (o *Outline) Press(keys fyne.Shortcut) { o.list.TypedShortcut(keys) }

// HasFocus reports whether the blocks have the keyboard; the editor of one does not
// count.
func (o *Outline) HasFocus() bool { return o.list.focused }

// Focus gives the keyboard to the blocks.
func (o *Outline) Focus() { look.Focus(o.list) }

// DropTarget says into which gap something would fall that is dragged from
// elsewhere to absolute, a place on the window's canvas; ok is false where
// that is not over the blocks. Near an edge the list scrolls, until HideDrop.
func (o *Outline) DropTarget(absolute fyne.Position) (gap int, ok bool) {
	at := absolute.Subtract(fyne.CurrentApp().Driver().AbsolutePositionForObject(o.scroll))
	size := o.scroll.Size()
	if at.X < 0 || at.Y < 0 || at.X >= size.Width || at.Y >= size.Height {
		return 0, false
	}
	o.list.drag.hold(at.Y)
	return o.list.gapAt(at.Y + o.scroll.Offset.Y), true
}

// ShowDrop draws the insertion line in a gap.
func (o *Outline) ShowDrop(gap int) { o.list.showDrop(gap) }

// HideDrop takes the insertion line away.
func (o *Outline) HideDrop() {
	o.list.drag.release()
	o.list.showDrop(-1)
}

// CreateRenderer belongs to Fyne.
func (o *Outline) CreateRenderer() fyne.WidgetRenderer { return &renderer{o} }

type renderer struct{ o *Outline }

func (r *renderer) Layout(size fyne.Size) {
	top := headHeight()
	r.o.head.Resize(fyne.NewSize(size.Width, top))
	r.o.list.width = size.Width
	r.o.list.setRows()
	r.o.scroll.Move(fyne.NewPos(0, top))
	r.o.scroll.Resize(fyne.NewSize(size.Width, max(size.Height-top, 0)))
	r.o.ghost.Resize(size)
	r.o.list.Refresh() // a higher view shows more of the same list
}

func (r *renderer) MinSize() fyne.Size { return fyne.NewSize(240, headHeight()+60) }

func (r *renderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.o.head, r.o.scroll, r.o.ghost}
}

func (r *renderer) Refresh() {
	r.o.list.relayout()
	r.Layout(r.o.Size())
	r.o.head.Refresh()
	r.o.ghost.Refresh()
}

func (r *renderer) Destroy() {}

// isBlock reports whether the item stands in the briefing itself.
func (it Item) isBlock() bool { return !it.Derived && it.Index >= 0 }

// isEditable reports whether the item is words that the user may type over.
func (it Item) isEditable() bool {
	switch it.Kind {
	case briefing.BlockHeading, briefing.BlockText, briefing.BlockDisclaimer:
		return it.isBlock()
	}
	return it.isOwnWords() && it.isBlock()
}

// isQuotable reports whether the item is words of a source that can be edited.
func (it Item) isQuotable() bool {
	return it.isBlock() && it.Kind == briefing.BlockQuotation && it.Quotation.IsDirect() && it.Exact != ""
}

// hasWords reports whether there is something in the item to copy.
func (it Item) hasWords() bool {
	switch it.Kind {
	case briefing.BlockHeading, briefing.BlockText, briefing.BlockQuotation, briefing.BlockDisclaimer, briefing.BlockSources:
		return true
	}
	return false
}

// isOwnWords reports whether the item says a passage in the author's words.
func (it Item) isOwnWords() bool {
	return it.Kind == briefing.BlockQuotation && !it.Quotation.IsDirect()
}

// icon is the sign of the item's kind.
func (it Item) icon() look.IconName {
	switch it.Kind {
	case briefing.BlockQuotation:
		return look.IconQuote
	case briefing.BlockDisclaimer:
		return look.IconDisclaimer
	case briefing.BlockSources:
		return look.IconBook
	case briefing.BlockPageBreak:
		return look.IconPageBreak
	case briefing.BlockContents:
		return look.IconList
	case briefing.BlockImage:
		return look.IconImage
	}
	return look.IconText
}
