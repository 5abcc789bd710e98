package outline

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// list is all rows, as high as they need; it lies in the scroll of the pane.
type list struct {
	widget.BaseWidget
	o *Outline

	items    []Item // those of the briefing in order, then the derived ones
	blocks   int    // how many of the items are the briefing's
	tree     tree
	folded   []bool // by block
	selected int    // block, or -1

	rows          []row
	lines         map[lineKey][]string
	width, height float32
	offset        float32 // that the scroll has

	paint  *look.Painter // while the rows are drawn
	spots  []spot
	editor *editor
	// findings are those of each block; none before it was checked.
	findings [][]Finding
	quoting  *quoting

	focused bool
	byKeys  bool // the keyboard was used last: the focus is shown
	pointer pointer
	drag    drag
	drop    int // gap that shows the insertion line, or -1
}

func newList(o *Outline) *list {
	l := &list{o: o, selected: -1, drop: -1}
	l.pointer.leave()
	l.pointer.grabbed, l.pointer.clicked = nothing, nothing
	l.drag.list, l.drag.from = l, -1
	l.ExtendBaseWidget(l)
	return l
}

// set takes new items, and carries over what belongs to the old ones.
func (l *list) set(items []Item) {
	was := l.items[:l.blocks:l.blocks]
	l.items = slices.Clone(items)
	slices.SortStableFunc(l.items, func(a, b Item) int { return derivedLast(a) - derivedLast(b) })
	l.blocks = len(l.items)
	for l.blocks > 0 && !l.items[l.blocks-1].isBlock() {
		l.blocks--
	}
	l.drag.cancel() // what was taken hold of may not be there any more
	wasEditing := l.Editing() >= 0
	l.carry(follow(was, l.items[:l.blocks]))
	l.relayout()
	l.exchange()
	if wasEditing && l.Editing() < 0 {
		look.Focus(l)
	}
}

func derivedLast(it Item) int {
	if it.isBlock() {
		return 0
	}
	return 1
}

// carry takes folds, selection and editor over to the blocks that they belong
// to; to says where each old block stands. Where the selected block is gone,
// the one in its place is selected.
func (l *list) carry(to []int) {
	l.tree = make(tree, l.blocks)
	folded := make([]bool, l.blocks)
	for i, it := range l.items[:l.blocks] {
		if it.Kind == briefing.BlockHeading {
			l.tree[i] = max(it.Level, 1)
		}
	}
	for was, now := range to {
		if now >= 0 && l.folded[was] {
			folded[now] = l.tree[now] > 0
		}
	}
	l.folded = folded
	if l.selected >= 0 {
		now := to[l.selected]
		if now < 0 {
			now = min(l.selected, l.blocks-1)
		}
		l.selected = now
	}
	l.carryFindings(to)
	l.carryEditor(to)
	l.carryQuoting(to)
}

// isHidden reports whether a block lies in a folded section.
func (l *list) isHidden(i int) bool {
	for p := range l.tree.parents(i) {
		if l.folded[p] {
			return true
		}
	}
	return false
}

// fold folds or unfolds a heading that has something under it.
func (l *list) fold(i int, folded bool) {
	if l.tree[i] == 0 || (folded && l.tree.end(i) == i+1) {
		return
	}
	l.folded[i] = folded
	if l.selected >= 0 && l.isHidden(l.selected) {
		l.choose(i)
	}
	if at := l.Editing(); at >= 0 && l.isHidden(at) {
		l.done()
	}
	l.relayout()
}

// selectBlock selects without a callback and unfolds what hides the block.
func (l *list) selectBlock(i int) {
	if i < 0 || i >= l.blocks {
		i = -1
	}
	l.selected = i
	if i >= 0 && l.isHidden(i) {
		for p := range l.tree.parents(i) {
			l.folded[p] = false
		}
		l.relayout()
		return
	}
	l.Refresh()
}

// choose is a selection by the user.
func (l *list) choose(i int) {
	if i == l.selected || i < 0 || i >= l.blocks {
		return
	}
	l.selectBlock(i)
	if l.o.OnSelect != nil {
		l.o.OnSelect(i)
	}
}

// reveal scrolls until the selected block is in view.
func (l *list) reveal() {
	switch {
	case l.quoting != nil && l.quoting.at == l.selected:
		l.revealQuoting()
		return
	case l.editor != nil && l.editor.at == l.selected:
		l.revealCaret()
		return
	}
	if r, ok := l.rowOf(l.selected); ok {
		l.revealRow(r)
	}
}

func (l *list) revealRow(r row) {
	view, top := l.o.scroll.Size().Height, l.o.scroll.Offset.Y
	to := min(top, r.y-listTop)
	to = max(to, min(r.foot()+listTop-view, r.y-listTop))
	if to != top {
		l.scrollTo(to)
	}
}

// scrollTo scrolls as the wheel does; Fyne calls OnScrolled for the wheel alone.
func (l *list) scrollTo(y float32) {
	l.o.scroll.ScrollToOffset(fyne.NewPos(0, y))
	l.scrolled(l.o.scroll.Offset)
}

// scrolled shows the rows that come into sight, and what is under the pointer
// now.
func (l *list) scrolled(offset fyne.Position) {
	l.pointer.at.Y += offset.Y - l.offset
	l.offset = offset.Y
	if l.drag.from >= 0 || l.drop >= 0 {
		l.drag.aim()
		return
	}
	l.pointer.item = l.itemAt(l.pointer.at)
	l.Refresh()
}

// move asks for a block and what belongs to it to be put into a gap, and keeps
// it selected.
func (l *list) move(i, gap int) {
	if l.o.ReadOnly || l.o.OnMove == nil || !l.tree.fits(i, gap) {
		return
	}
	was, n := l.items[i], l.tree.end(i)-i
	to := moved(i, i, n, gap)
	l.o.OnMove(i, n, gap)
	if to < l.blocks && sameBlock(l.items[to], was) {
		l.selectBlock(to)
		l.reveal()
	}
}

// remove asks for a block to be removed, with its section if that is folded.
func (l *list) remove(i int) {
	if l.o.ReadOnly || l.o.OnDelete == nil {
		return
	}
	l.o.OnDelete(i, l.span(i))
}

// span is how many blocks a block is with what it holds folded.
func (l *list) span(i int) int {
	if l.folded[i] {
		return l.tree.end(i) - i
	}
	return 1
}

// level asks for a heading to go up or down a level.
func (l *list) level(i, by int) {
	to := l.tree[i] + by
	if l.tree[i] == 0 || to < 1 || to > 4 || l.o.ReadOnly || l.o.OnLevel == nil {
		return
	}
	l.o.OnLevel(i, to)
}

// open is what Enter and a double click do.
func (l *list) open(i int) {
	switch it := l.items[i]; {
	case it.isEditable():
		l.edit(i)
	case it.isQuotable() && !l.o.ReadOnly:
		l.quote(i)
	case it.Kind == briefing.BlockQuotation:
		l.showSource(i)
	case it.Kind == briefing.BlockImage && !l.o.ReadOnly && l.o.OnDescribe != nil:
		l.o.OnDescribe(i)
	}
}

// showSource asks to show a quotation in its source.
func (l *list) showSource(i int) {
	if l.o.OnOpenSource != nil {
		l.o.OnOpenSource(i)
	}
}

func (l *list) add(after int, kind briefing.BlockKind) {
	if !l.o.ReadOnly && l.o.OnAdd != nil {
		l.o.OnAdd(after, kind)
	}
}

func (l *list) showDrop(gap int) {
	if l.drop != gap {
		l.drop = gap
		l.Refresh()
	}
}

// MinSize belongs to Fyne: the list is as high as its rows.
func (l *list) MinSize() fyne.Size { return fyne.NewSize(0, l.height) }

// CreateRenderer belongs to Fyne.
func (l *list) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(l, l.draw, l.MinSize)
}
