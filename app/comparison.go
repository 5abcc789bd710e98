package app

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// A comparison shows what has changed between two versions of a briefing: block
// by block, with the words that came marked by an underline and those that went
// by a line through them.

// stanza is one block of a comparison, or one detail.
type stanza struct {
	label  string // what became of it: “Changed”; empty for the same
	what   string // what it is: “Heading”
	words  []quote.Change
	serif  bool // these are source words
	strong bool // a heading
}

func (s stanza) style() look.Style {
	switch {
	case s.serif:
		return look.SourceWords
	case s.strong:
		return look.Heading
	}
	return look.PaneText
}

// differs reports whether a stanza is to be shown in full.
func (s stanza) differs() bool { return s.label != "" }

// changeLabels say what became of a block.
var changeLabels = map[session.BlockOp]string{
	session.BlockAdded: "Added", session.BlockRemoved: "Removed", session.BlockMoved: "Moved", session.BlockChanged: "Changed",
}

// compared are the stanzas of a comparison, and a sentence that counts them.
// sources are those of both versions.
func compared(before, after briefing.Briefing, sources briefing.Sources) (list []stanza, says string) {
	for _, ch := range session.CompareDetails(before, after) {
		list = append(list, stanza{label: "Changed", what: ch.Name, words: quote.Diff(ch.Was, ch.Is)})
	}
	count := map[session.BlockOp]int{}
	for _, ch := range session.Compare(before, after) {
		count[ch.Op]++
		list = append(list, stanzaOf(ch, before, after, sources))
	}
	return list, countedChanges(len(list)-countAll(count), count)
}

func countAll(count map[session.BlockOp]int) int {
	n := 0
	for _, k := range count {
		n += k
	}
	return n
}

// countedChanges says how much has changed: “2 blocks changed, 1 added”.
func countedChanges(details int, count map[session.BlockOp]int) string {
	var parts []string
	if details > 0 {
		parts = append(parts, plural(details, "detail")+" changed")
	}
	for _, op := range []session.BlockOp{session.BlockChanged, session.BlockAdded, session.BlockRemoved, session.BlockMoved} {
		if n := count[op]; n > 0 {
			parts = append(parts, plural(n, "block")+" "+string(op))
		}
	}
	if len(parts) == 0 {
		return "Nothing has changed since."
	}
	return "Since then: " + strings.Join(parts, ", ") + "."
}

func stanzaOf(ch session.BlockChange, before, after briefing.Briefing, sources briefing.Sources) stanza {
	var was, is string
	var bl briefing.Block
	if ch.Old >= 0 {
		bl = before.Blocks[ch.Old]
		was = saidBy(bl, sources)
	}
	if ch.New >= 0 {
		bl = after.Blocks[ch.New]
		is = saidBy(bl, sources)
	}
	s := stanza{label: changeLabels[ch.Op], what: kindOf(bl), serif: bl.Kind == briefing.BlockQuotation, strong: bl.Kind == briefing.BlockHeading}
	switch {
	case ch.Op == session.BlockRemoved:
		s.words = []quote.Change{{Op: quote.Deleted, Text: was}}
	case ch.Op == session.BlockAdded:
		s.words = []quote.Change{{Op: quote.Inserted, Text: is}}
	case ch.Op == session.BlockChanged && was == is:
		s.words = []quote.Change{{Op: quote.Same, Text: is}}
		s.what += otherwise(before.Blocks[ch.Old], bl)
	case ch.Op == session.BlockChanged:
		s.words = quote.Diff(was, is)
	default:
		s.words = []quote.Change{{Op: quote.Same, Text: is}}
	}
	return s
}

// otherwise says what but its words has changed about a block.
func otherwise(was, is briefing.Block) string {
	marking := func(b briefing.Block) string {
		if b.Portion == "" {
			return "not marked"
		}
		return string(b.Portion)
	}
	switch {
	case was.Level != is.Level:
		return fmt.Sprintf(", level %d → %d", was.Level, is.Level)
	case was.Portion != is.Portion:
		return ", " + marking(was) + " → " + marking(is)
	case !slices.Equal(was.Remarks, is.Remarks):
		return ", its comments"
	}
	return ", its edits"
}

// saidBy are the words of a block as they stand in the note.
func saidBy(bl briefing.Block, sources briefing.Sources) string {
	switch bl.Kind {
	case briefing.BlockQuotation:
		if said := printed(bl.Quotation, sources); said != "" {
			return "“" + said + "”"
		}
		return "A quotation of a source that is gone"
	case briefing.BlockSources:
		return "The list of sources"
	case briefing.BlockPageBreak:
		return "A new page"
	case briefing.BlockContents:
		return "The table of contents"
	case briefing.BlockImage:
		return imageWords(bl)
	}
	return bl.Text
}

func kindOf(bl briefing.Block) string {
	name := blockNames[bl.Kind]
	return strings.ToUpper(name[:1]) + name[1:]
}

// comparison draws stanzas below each other.
type comparison struct {
	widget.BaseWidget
	scroll *container.Scroll
	set    setting
}

// setting is stanzas as they are set at a width.
type setting struct {
	stanzas []stanza
	width   float32
	zoom    float32
	lines   []setLine
	height  float32
	first   float32 // where the first stanza that differs stands
}

// setLine is one line of a comparison, or of what stands above a stanza.
type setLine struct {
	y, height float32
	pieces    []setPiece
	label     string // a line that says what became of the stanza
	what      string
}

type setPiece struct {
	text  string
	style look.Style
	op    quote.Op
	x, w  float32
	faint bool
}

func newComparison() *comparison {
	c := &comparison{}
	c.ExtendBaseWidget(c)
	c.scroll = container.NewVScroll(c)
	c.scroll.OnScrolled = func(fyne.Position) { c.Refresh() }
	return c
}

// show shows stanzas from their beginning, or, where that is not in view, from
// the first that differs.
func (c *comparison) show(s setting) {
	c.set = s
	c.scroll.Refresh()
	offset := float32(0)
	if first := s.first; first+4*look.PaneText.LineHeight() > c.scroll.Size().Height {
		offset = first - 2*look.PaneText.LineHeight()
	}
	c.scroll.ScrollToOffset(fyne.NewPos(0, offset))
	c.Refresh()
}

// Measures of a comparison, in units.
const (
	comparisonPad = 20
	stanzaGap     = 14
)

// setStanzas sets stanzas at a width. It measures words, so that it is done beside the
// window where there are many.
func setStanzas(list []stanza, width float32) setting {
	s := setting{stanzas: list, width: width, zoom: look.Zoom()}
	y := float32(12)
	for i, st := range list {
		if !st.differs() {
			y = s.setSame(st, y, i > 0 && list[i-1].differs())
			continue
		}
		y = s.setChanged(st, y)
	}
	s.height = y + 12
	return s
}

// setSame sets a block that has not changed as one faint line.
func (s *setting) setSame(st stanza, y float32, after bool) float32 {
	if after {
		y += stanzaGap / 2
	}
	style := st.style()
	text := look.Ellipsis(strings.Join(strings.Fields(st.words[0].Text), " "), style, s.width-2*comparisonPad)
	s.lines = append(s.lines, setLine{y: y, height: style.LineHeight() + 4, pieces: []setPiece{{text: text, style: style, op: quote.Same, x: comparisonPad, faint: true}}})
	return y + style.LineHeight() + 4
}

// setChanged sets a stanza with its label above it.
func (s *setting) setChanged(st stanza, y float32) float32 {
	y += stanzaGap / 2
	if s.first == 0 {
		s.first = y
	}
	s.lines = append(s.lines, setLine{y: y, height: look.Meta.LineHeight(), label: st.label, what: st.what})
	y += look.Meta.LineHeight() + 4
	style := st.style()
	w := wrapper{setting: s, style: style, y: y, x: comparisonPad}
	for _, ch := range st.words {
		w.change(ch)
	}
	w.end()
	return w.y + stanzaGap/2
}

// wrapper breaks changes into lines.
type wrapper struct {
	*setting
	style look.Style
	line  []setPiece
	x, y  float32
}

func (w *wrapper) change(ch quote.Change) {
	for i, part := range strings.Split(ch.Text, "\n") {
		if i > 0 {
			w.end()
		}
		for _, word := range strings.SplitAfter(part, " ") {
			w.word(word, ch.Op)
		}
	}
}

// word adds a word with the space after it, in the same piece as the one before
// it if it may.
func (w *wrapper) word(word string, op quote.Op) {
	bare := strings.TrimRight(word, " ")
	if word == "" || bare == "" && len(w.line) == 0 {
		return
	}
	if w.x > comparisonPad && w.x+look.Width(bare, w.style) > w.width-comparisonPad {
		w.end()
	}
	n := len(w.line)
	if n == 0 || w.line[n-1].op != op {
		w.line = append(w.line, setPiece{style: w.style, op: op, x: w.x})
		n++
	}
	p := &w.line[n-1]
	p.text += word
	p.w += look.Width(word, w.style)
	w.x += look.Width(word, w.style)
}

func (w *wrapper) end() {
	if len(w.line) > 0 {
		w.lines = append(w.lines, setLine{y: w.y, height: w.style.LineHeight(), pieces: w.line})
		w.y += w.style.LineHeight()
	}
	w.line, w.x = nil, comparisonPad
}

// CreateRenderer implements fyne.Widget.
func (c *comparison) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(c, c.draw, func() fyne.Size { return fyne.NewSize(0, c.set.height) })
}

func (c *comparison) draw(p *look.Painter) {
	if w := p.Size().Width; w != c.set.width || look.Zoom() != c.set.zoom {
		c.set = setStanzas(c.set.stanzas, w)
	}
	top, foot := c.scroll.Offset.Y, c.scroll.Offset.Y+c.scroll.Size().Height
	for _, l := range c.set.lines {
		if l.y+l.height > top && l.y < foot {
			l.draw(p)
		}
	}
}

// labelColours are those of the chips that say what became of a block.
var labelColours = map[string]struct{ ink, fill fyne.ThemeColorName }{
	"Added": {look.OK, look.OKSoft}, "Removed": {look.Err, look.Chip}, "Changed": {look.Accent, look.Soft}, "Moved": {look.Ink2, look.Chip},
	"Comment": {look.Accent, look.Soft}, "On": {look.Ink2, look.Chip}, "Marked": {look.OK, look.OKSoft}, "Printed": {look.Ink2, look.Chip}, "Failed proof": {look.Err, look.Chip},
	"Decision": {look.OK, look.OKSoft}, "Text box": {look.Ink2, look.Chip},
	"Altered": {look.Warn, look.WarnSoft}, "Uncertain": {look.Warn, look.WarnSoft}, "Not found": {look.Err, look.Chip},
}

func (l setLine) draw(p *look.Painter) {
	if l.label != "" {
		middle := l.y + l.height/2
		colours := labelColours[l.label]
		x := p.Reason(l.label, comparisonPad, middle, colours.ink, colours.fill)
		p.Text(l.what, look.Meta, look.Ink2, x+8, look.Meta.Centred(middle))
	}
	for _, piece := range l.pieces {
		piece.draw(p, l.y)
	}
}

func (s setPiece) draw(p *look.Painter, y float32) {
	base := s.style.Baseline(y)
	text := strings.TrimRight(s.text, " ")
	w := look.Width(text, s.style)
	ink := look.Ink
	switch {
	case s.faint:
		ink = look.Ink3
	case s.op == quote.Inserted:
		p.Band(s.x-1, y+1, w+2, s.style.LineHeight()-2, 3, look.Ends{Left: true, Right: true}, look.OKSoft)
		p.Rect(s.x, base+3, w, 2, look.OK)
	case s.op == quote.Deleted:
		ink = look.Err
	}
	p.Text(text, s.style, ink, s.x, base)
	if s.op == quote.Deleted {
		p.Rect(s.x, base-s.style.TextSize()*0.3, w, 1, look.Err)
	}
}
