// Package preview shows a briefing's pages as they will be printed.
//
// It is given the layout.Document that the PDF is written from, and paints its
// pages with package raster in exactly the pixels of the screen: what is seen
// is what is sent. Only the pages in view and their neighbours are painted,
// one at a time and beside the thread of the window, and only where they
// differ from what is shown; so a keystroke costs one page, however long the
// briefing is.
//
// The surprise: pages that changed stay as they were until they are painted
// anew. The pane never shows an empty page in between.
package preview

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/layout"
)

// HeadHeight is the height of the head, and of the whole pane when it is
// folded.
const HeadHeight = 36

// focusInset is how far the focus ring is from the edge of the pane.
const focusInset = 3

// Preview is the pane. Blocks are numbered as in layout.Text: from 1.
type Preview struct {
	widget.BaseWidget
	OnBlock func(block int) // the user clicked words of a block
	OnHead  func()          // the user clicked the title, to fold or unfold

	head   *head
	sheets *sheets
	scroll *container.Scroll
	width  float32 // of the desk, when it was last laid out

	focused bool
}

// New returns an empty preview that paints pages by run.
func New(run session.Runner) *Preview {
	p := &Preview{sheets: newSheets(run)}
	p.head = newHead(p)
	p.scroll = container.NewVScroll(p.sheets)
	p.scroll.OnScrolled = func(fyne.Position) { p.scrolled() }
	p.sheets.onScroll = func(dy float32) { p.scrollTo(p.scroll.Offset.Y + dy) }
	p.sheets.onFocus = func(on bool) {
		p.focused = on
		p.Refresh()
	}
	p.sheets.onBlock = func(block int) {
		if p.OnBlock != nil {
			p.OnBlock(block)
		}
	}
	p.ExtendBaseWidget(p)
	return p
}

// Set shows doc, as far down as the last one was scrolled. A document without
// pages shows the empty state.
func (p *Preview) Set(doc layout.Document) {
	wasEmpty := p.Pages() == 0
	p.sheets.set(doc.Pages)
	p.scroll.Refresh() // its content may have another height
	p.scrolled()
	p.head.Refresh()
	if wasEmpty != (p.Pages() == 0) {
		p.Refresh()
	}
}

// Reveal marks a block in the margin and scrolls to where it begins, unless
// that is in view. Block 0 takes the mark away.
func (p *Preview) Reveal(block int) {
	top, bottom, ok := p.sheets.reveal(block)
	if !ok {
		return
	}
	seen, end := p.sheets.top, p.sheets.end
	if top >= seen && min(bottom, top+60) <= end {
		return
	}
	p.scrollTo(top - (end-seen)/4)
}

// Pages returns how many pages there are.
func (p *Preview) Pages() int { return len(p.sheets.pages) }

// Page returns the page in view, from 0; -1 if there is none.
func (p *Preview) Page() int { return p.sheets.stack.current(p.sheets.top, p.sheets.end) }

// Turn goes to the page n further on, or back.
func (p *Preview) Turn(n int) {
	to := p.Page() + n
	if to < 0 || to >= p.Pages() {
		return
	}
	p.scrollTo(p.sheets.stack.boxes[to].y - above)
}

// Focus gives the pages the keyboard.
func (p *Preview) Focus() { look.Focus(p.sheets) }

func (p *Preview) scrollTo(y float32) {
	y = min(y, p.sheets.stack.height-p.scroll.Size().Height)
	p.scroll.ScrollToOffset(fyne.NewPos(0, max(y, 0)))
	p.scrolled()
}

// scrolled tells the sheets what is seen of them, and shows which page it is.
func (p *Preview) scrolled() {
	before := p.Page()
	p.sheets.look(p.scroll.Offset.Y, p.scroll.Offset.Y+p.scroll.Size().Height)
	if p.Page() != before {
		p.head.Refresh()
	}
}

// CreateRenderer draws head and desk.
func (p *Preview) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(p, p.draw, func() fyne.Size { return fyne.NewSize(160, HeadHeight) })
}

func (p *Preview) draw(to *look.Painter) {
	w, h := to.Size().Width, to.Size().Height
	to.Rect(0, 0, w, h, look.Desk)
	p.place(fyne.NewSize(w, max(h-HeadHeight, 0)))
	switch {
	case h <= HeadHeight:
	case p.Pages() == 0:
		to.Nothing("No pages yet", "The briefing appears here as it will be printed, while you write.", 0, HeadHeight+max((h-HeadHeight)*0.3, 8), w)
	default:
		to.Add(p.scroll)
	}
	p.head.Move(fyne.NewPos(0, 0))
	p.head.Resize(fyne.NewSize(w, HeadHeight))
	to.Add(p.head)
	if p.focused {
		to.Ring(focusInset, HeadHeight, w-2*focusInset, h-HeadHeight-focusInset, 7, 2, 0, look.FocusRing)
	}
}

// place gives the desk its size. Where the pages become larger or smaller, the
// same words stay at the top.
func (p *Preview) place(size fyne.Size) {
	top := p.sheets.stack.mark(p.scroll.Offset.Y)
	wider := p.width != size.Width
	if wider {
		p.width = size.Width
		p.sheets.arrange(size.Width)
	}
	p.scroll.Move(fyne.NewPos(0, HeadHeight))
	p.scroll.Resize(size)
	if wider {
		p.scroll.ScrollToOffset(fyne.NewPos(0, max(p.sheets.stack.at(top), 0)))
	}
	p.sheets.look(p.scroll.Offset.Y, p.scroll.Offset.Y+size.Height)
}
