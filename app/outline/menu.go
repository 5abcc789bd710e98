package outline

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// additions are the blocks that can be added by hand.
var additions = []struct {
	label string
	kind  briefing.BlockKind
}{
	{"Heading", briefing.BlockHeading},
	{"Own text", briefing.BlockText},
	{"Disclaimer", briefing.BlockDisclaimer},
	{"Page break", briefing.BlockPageBreak},
	{"List of sources", briefing.BlockSources},
	{"Table of contents", briefing.BlockContents},
	{"Image…", briefing.BlockImage},
}

// addMenu offers a new block after block after.
func (l *list) addMenu(after int) *fyne.Menu {
	m := fyne.NewMenu("")
	for _, a := range additions {
		m.Items = append(m.Items, fyne.NewMenuItem(a.label, func() { l.add(after, a.kind) }))
	}
	return m
}

// blockMenu offers what can be done with a block.
func (l *list) blockMenu(i int) *fyne.Menu {
	it := l.items[i]
	item := fyne.NewMenuItem
	keyed := func(label string, key fyne.KeyName, enabled bool, do func()) *fyne.MenuItem {
		m := fyne.NewMenuItem(label, do)
		m.Shortcut = &desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierAlt}
		m.Disabled = !enabled
		return m
	}
	var items []*fyne.MenuItem
	switch {
	case it.isEditable():
		items = append(items, item("Edit", func() { l.open(i) }))
	case it.isQuotable():
		items = append(items, item("Edit", func() { l.open(i) }))
	case it.Kind == briefing.BlockImage:
		items = append(items, item("Describe…", func() { l.open(i) }))
	}
	if it.Kind == briefing.BlockQuotation && it.Quotation.IsCheckable() {
		items = append(items, item("Show in source", func() { l.showSource(i) }))
	}
	if l.o.OnCopy != nil && it.hasWords() {
		items = append(items, l.copyItem(i))
	}
	items = append(items, item("Add below…", func() { l.offerAddBelow(i) }), fyne.NewMenuItemSeparator(),
		keyed("Move up", fyne.KeyUp, l.tree.fits(i, l.tree.above(i)), func() { l.move(i, l.tree.above(i)) }),
		keyed("Move down", fyne.KeyDown, l.tree.fits(i, l.tree.below(i)), func() { l.move(i, l.tree.below(i)) }))
	if l.tree[i] > 0 {
		items = append(items,
			keyed("Up a level", fyne.KeyLeft, l.tree[i] > 1, func() { l.level(i, -1) }),
			keyed("Down a level", fyne.KeyRight, l.tree[i] < 4, func() { l.level(i, +1) }))
	}
	items = append(items, fyne.NewMenuItemSeparator())
	if l.o.OnPortion != nil {
		items = append(items, item("Portion marking…", func() { l.o.OnPortion(i) }))
	}
	return fyne.NewMenu("", append(items, item("Delete", func() { l.remove(i) }))...)
}

// copyItem offers to copy a block, with its citation where it has one.
func (l *list) copyItem(i int) *fyne.MenuItem {
	label := "Copy"
	if l.items[i].Kind == briefing.BlockQuotation {
		label = "Copy with citation"
	}
	m := fyne.NewMenuItem(label, func() { l.o.OnCopy(i, l.span(i)) })
	m.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyC, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}
	return m
}

func (l *list) offer(i int, at fyne.Position) { look.ShowMenuOn(l, l.blockMenu(i), at) }

func (l *list) offerAdd(after int, at fyne.Position) { look.ShowMenuOn(l, l.addMenu(after), at) }

// offerAddBelow offers a new block after block i and what it holds folded, or
// at the end where there is no such block.
func (l *list) offerAddBelow(i int) {
	after := l.blocks - 1
	at := fyne.NewPos(paneEdge+textAt, l.height-listFoot)
	if r, ok := l.rowOf(i); ok && i >= 0 {
		after, at.Y = i, r.foot()
		if l.folded[after] {
			after = l.tree.end(after) - 1
		}
	}
	l.offerAdd(after, at)
}
