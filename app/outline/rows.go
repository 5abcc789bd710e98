package outline

import (
	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// Measures of the rows, in units. Widths count from the left edge of the pane.
const (
	paneEdge  = 8  // from the edge of the pane to the background of a row
	iconAt    = 9  // from the background to a row's icon
	textAt    = 32 // from the background to a row's text
	quoteAt   = 44 // from the background to the words of a quotation
	rightPad  = 10 // from what stands at the right of a row to its edge
	gripRoom  = 24 // kept free for the grip beside the text
	indent    = 12 // of a heading, for each level below the first
	between   = 4  // rows
	listTop   = 8
	listFoot  = 16
	narrow    = 340 // a pane below this shows two lines of a quotation
	iconSize  = 14
	headRow   = 29 // a heading, a page break
	editorTop = 10 // from the edge of the editor's card to its text
	footRow   = 42 // the foot of the editor
)

// row is where an item stands, and its text as it is broken into lines.
type row struct {
	item  int // place among the items; addRow for the row that adds a block
	y, h  float32
	lines []string
	style look.Style
	x     float32 // of the lines
	top   float32 // of the first line
	meta  float32 // centre of the line below the text, or of the only line
	gap   float32 // to the next row
}

const addRow = -1

func (r row) foot() float32 { return r.y + r.h }

func (r row) holds(y float32) bool { return y >= r.y && y < r.foot() }

// lineKey names text that is broken into lines.
type lineKey struct {
	kind  briefing.BlockKind
	text  string
	width float32
	size  float32
}

// setter places rows one below the other. Lines are taken from those of the
// last time where nothing about them has changed.
type setter struct {
	width    float32
	y        float32
	rows     []row
	was, now map[lineKey][]string
}

// place adds a row for an item; editorHeight is that of the text field in its
// place, or 0.
func (s *setter) place(at int, it Item, folded, editorHeight float32) {
	r := row{item: at, y: s.y, x: paneEdge + textAt, gap: between}
	switch {
	case editorHeight > 0:
		s.placeEditor(&r, it, editorHeight)
	case it.Kind == briefing.BlockHeading:
		r.style = headingStyle(it.Level)
		r.x += headingIndent(it.Level)
		r.gap = 0
		s.placeLine(&r, it, s.textWidth(r.x)-folded)
	case it.isOwnWords():
		r.style, r.x, r.top = look.PaneText, paneEdge+quoteAt, s.y+6
		s.placeWords(&r, it, 2, 2)
	case it.Kind == briefing.BlockQuotation:
		r.style, r.x, r.top = look.SourceWords, paneEdge+quoteAt, s.y+7
		s.placeWords(&r, it, s.quoteLines(), 6)
	case it.Kind == briefing.BlockDisclaimer:
		r.style, r.top = look.OutlineDisclaimer, s.y+6
		if it.Derived {
			r.top += 4 // below its hairline
		}
		s.placeWords(&r, it, 2, 2)
	case it.Kind == briefing.BlockText:
		r.style, r.top = look.PaneText, s.y+6
		s.placeWords(&r, it, 2, 2)
	default:
		r.style = look.PaneText
		s.placeLine(&r, it, 0)
	}
	s.add(r)
}

func (s *setter) add(r row) {
	s.rows = append(s.rows, r)
	s.y = r.foot() + r.gap
}

func (s *setter) placeEditor(r *row, it Item, height float32) {
	const side, above = 8, 8 // of a heading; from the text to the foot
	if it.Kind == briefing.BlockHeading {
		r.top, r.h = r.y+side, height+2*side
		return
	}
	r.top, r.h = r.y+editorTop, editorTop+height+above+footRow
}

func (s *setter) placeLine(r *row, it Item, width float32) {
	r.h = grown(headRow)
	r.meta = r.y + r.h/2
	r.top = r.meta - r.style.LineHeight()/2
	if width > 0 {
		r.lines = s.broken(it, width, 1, r.style)
	}
}

func (s *setter) placeWords(r *row, it Item, limit int, gap float32) {
	r.lines = s.broken(it, s.textWidth(r.x), limit, r.style)
	text := float32(max(len(r.lines), 1)) * r.style.LineHeight()
	meta := look.Meta.LineHeight()
	r.meta = r.top + text + gap + meta/2
	r.h = r.meta + meta/2 + 6 - r.y
}

// broken is an item's text in lines, from the last time if it can be.
func (s *setter) broken(it Item, width float32, limit int, st look.Style) []string {
	key := lineKey{it.Kind, it.Text, width, st.TextSize()}
	lines, ok := s.was[key]
	if !ok {
		text := it.Text
		if it.Kind == briefing.BlockHeading || it.Kind == briefing.BlockText || it.isOwnWords() {
			text = plain(text)
		}
		lines = wrap(text, width, limit, func(w string) float32 { return look.Width(w, st) })
	}
	s.now[key] = lines
	return lines
}

func (s *setter) quoteLines() int {
	if s.width < narrow {
		return 2
	}
	return 3
}

// textWidth is the room for text that begins at x.
func (s *setter) textWidth(x float32) float32 {
	return max(s.width-paneEdge-gripRoom-x, 40)
}

func headingStyle(level int) look.Style {
	if level <= 1 {
		return look.Heading
	}
	return look.RowTitle
}

func headingIndent(level int) float32 { return indent * float32(max(level-1, 0)) }

// grown is a height at the user's text size.
func grown(h float32) float32 {
	return h + look.PaneText.LineHeight() - look.PaneText.Line
}

// setRows places all items in sight, and the row that adds a block after the
// last one of the briefing. Before the pane has a width there are none.
func (l *list) setRows() {
	if l.width == 0 {
		return
	}
	s := setter{width: l.width, y: listTop, was: l.lines, now: make(map[lineKey][]string, len(l.items))}
	for i, it := range l.items {
		if i == l.blocks {
			s.placeAdd()
		}
		if i < l.blocks && l.isHidden(i) {
			continue
		}
		if l.quoting != nil && l.quoting.at == i {
			s.placeQuoting(i, l.quoting)
			continue
		}
		s.place(i, it, l.foldedRoom(i), l.editorHeight(i))
		if l.editor != nil && l.editor.at == i {
			l.growEditor(&s)
		}
	}
	if len(l.items) == l.blocks && l.blocks > 0 {
		s.placeAdd()
	}
	l.rows, l.lines, l.height = s.rows, s.now, s.y+listFoot
}

func (s *setter) placeAdd() {
	s.add(row{item: addRow, y: s.y, h: grown(30), style: look.RowTitle, x: paneEdge + textAt, gap: between})
}

// foldedRoom is the width kept for the count of a folded heading.
func (l *list) foldedRoom(i int) float32 {
	if i >= l.blocks || !l.folded[i] {
		return 0
	}
	return look.Width(l.foldedCount(i), look.Meta)
}

func (l *list) foldedCount(i int) string { return count(l.tree.end(i)-i-1, "block") }

func (l *list) editorHeight(i int) float32 {
	if l.editor == nil || l.editor.at != i {
		return 0
	}
	return l.editor.fit(l.width)
}

// relayout places the rows anew and shows them.
func (l *list) relayout() {
	l.setRows()
	l.Resize(fyne.NewSize(l.width, max(l.height, l.o.scroll.Size().Height)))
	l.o.scroll.Refresh()
	l.scrolled(l.o.scroll.Offset) // less than before, where the list is shorter
}

// rowOf is the row of an item, or false if it is not in sight.
func (l *list) rowOf(item int) (row, bool) {
	for _, r := range l.rows {
		if r.item == item {
			return r, true
		}
	}
	return row{}, false
}

// rowAt is the row at a height, or false between rows.
func (l *list) rowAt(y float32) (row, bool) {
	for _, r := range l.rows {
		if r.holds(y) {
			return r, true
		}
	}
	return row{}, false
}

// gapAt is the gap nearest to a height, among those between rows in sight.
func (l *list) gapAt(y float32) int {
	for _, r := range l.rows {
		if r.item == addRow {
			break
		}
		if r.item < l.blocks && y < r.y+r.h/2 {
			return r.item
		}
	}
	return l.blocks
}

// gapLine is the height at which a gap lies.
func (l *list) gapLine(gap int) float32 {
	line := float32(listTop)
	for _, r := range l.rows {
		if r.item == addRow || r.item >= gap || r.item >= l.blocks {
			return max(r.y, line) - between/2
		}
		line = r.foot()
	}
	return line + between/2
}
