package docx

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// writer writes the body of a document, and gathers what its other parts need.
type writer struct {
	markup
	m       manuscript.Manuscript
	sources briefing.Sources
	sheet   layout.Sheet
	frame   layout.Frame
	faces   frameFaces
	indents map[string]layout.Pt // of the styles that stand in the column of text

	body      relations // of the body, and of the notes while these are written
	links     *relations
	instances []instance
	notes     map[int]manuscript.Note
	foot, end []manuscript.Note // those that were marked, in order
	noteLinks relations

	numbers   int // the numbering that the last numbered paragraph is of
	last      int // its number
	bookmarks int // so far
	pictures  int
	controls  int
	anchors   map[string]string // the bookmarks of anchors
	panel     panelling         // the panel that is open
	ahead     int               // the number of the paragraph that the heading in hand runs into
	annexed   bool              // the annex is being written
	clipped   bool              // what is known of an article was the last to be written
	said      *strings.Builder  // the words of the block that is being written
	language  string            // of the words that are being written, if not the note's
}

func newWriter(m manuscript.Manuscript, sources briefing.Sources, sheet layout.Sheet, frame layout.Frame) *writer {
	w := &writer{m: m, sources: sources, sheet: sheet, frame: frame, faces: facesOf(frame), indents: map[string]layout.Pt{}, notes: map[int]manuscript.Note{}, anchors: map[string]string{}, numbers: numberedParagraphs, said: &strings.Builder{}}
	w.links = &w.body
	for _, st := range paragraphStyles(sheet) {
		w.indents[st.id] = st.indent
	}
	for _, n := range m.Notes {
		w.notes[n.Number] = n
	}
	for _, b := range m.Blocks {
		if anchor := anchorOf(b); anchor != "" {
			w.anchors[anchor] = fmt.Sprintf("ref%d", len(w.anchors)+1)
		}
	}
	return w
}

func anchorOf(b manuscript.Block) string {
	switch b := b.(type) {
	case manuscript.Heading:
		return b.Anchor
	case manuscript.Paragraph:
		return b.Anchor
	case manuscript.Table:
		return b.Anchor
	case manuscript.Figure:
		return b.Anchor
	}
	return ""
}

// document is the main part.
func (w *writer) document() []byte {
	w.begin("w:document", "xmlns:w", wordURL, "xmlns:r", officeURL,
		"xmlns:wp", drawingURL+"wordprocessingDrawing", "xmlns:a", drawingURL+"main", "xmlns:pic", drawingURL+"picture",
		"xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006", "xmlns:w14", "http://schemas.microsoft.com/office/word/2010/wordml", "mc:Ignorable", "w14")
	w.start("w:body")
	w.framed(w.frame.Opening)
	w.blocks(w.m.Blocks)
	w.closePanel()
	w.decision(w.m.Decision)
	w.framed(w.frame.Closing)
	w.legends()
	w.endMatter()
	w.annex()
	if len(w.end) > 0 {
		w.paragraph(style{id: styleEnd, keepNext: true}, []manuscript.Run{{Text: manuscript.Say(w.m.Language, "Sources"), Bold: true}})
	}
	w.section()
	w.markup.end()
	w.markup.end()
	return w.Bytes()
}

// endMatter is what follows the text. Word puts endnotes after all of it.
func (w *writer) endMatter() {
	if len(w.frame.Before)+len(w.frame.After)+len(w.end) > 0 {
		w.across(endRule, layout.Colour{}, endRuleAbove)
	}
	w.facts(w.frame.Before)
	w.facts(w.frame.After)
	w.listed()
}

// The rule above the end matter, and its distance from the text.
const (
	endRule      = 0.5
	endRuleAbove = 16
)

// facts are rows of a label and what it says.
func (w *writer) facts(facts []manuscript.Fact) {
	for _, f := range facts {
		w.paragraph(style{id: styleEnd, label: manuscript.Run{Text: f.Label}}, f.Text)
	}
}

// listed are the notes of a form that does not mark them.
func (w *writer) listed() {
	if !w.sheet.Tabbed {
		return
	}
	st := style{id: styleEnd, label: manuscript.Run{Text: manuscript.Say(w.m.Language, "Sources")}}
	for _, n := range w.m.Notes {
		w.paragraph(st, append([]manuscript.Run{{Text: "[" + strconv.Itoa(n.Number) + "] "}}, n.Text...))
		st = style{id: styleEnd, indent: w.sheet.EndHang}
	}
}

// legends explain the scales of likelihood.
func (w *writer) legends() {
	for _, l := range w.frame.Legends {
		w.legend(l)
	}
}

func (w *writer) annex() {
	if len(w.m.Annex) == 0 {
		return
	}
	w.pageBreak()
	w.annexed = true
	w.paragraph(style{id: styleKicker}, []manuscript.Run{{Text: manuscript.AnnexLabel(w.m.Language)}})
	for _, b := range w.m.Annex {
		w.block(b, place{})
	}
	w.annexed = false
}

// section ends the body: paper, margins, headers and footers.
func (w *writer) section() {
	s := w.sheet
	w.start("w:sectPr")
	for _, ref := range []struct {
		name, kind string
		part       int
	}{{"header", "first", firstHeader}, {"header", "default", otherHeader}, {"footer", "first", firstFooter}, {"footer", "default", otherFooter}} {
		w.leaf("w:"+ref.name+"Reference", "w:type", ref.kind, "r:id", partID(ref.part))
	}
	w.start("w:endnotePr")
	w.val("w:numFmt", w.figures())
	w.markup.end()
	w.leaf("w:pgSz", "w:w", twips(s.Paper.W), "w:h", twips(s.Paper.H))
	w.leaf("w:pgMar", "w:top", twips(s.Top), "w:right", twips(s.Right), "w:bottom", twips(s.Bottom), "w:left", twips(s.Left),
		"w:header", twips(edge), "w:footer", twips(edge), "w:gutter", "0")
	w.leaf("w:titlePg")
	if w.fromRight("") {
		w.leaf("w:bidi")
	}
	w.markup.end()
}

// edge is from the edge of the paper to the header and the footer.
const edge = 26

// blocks writes the blocks of the note; what comes from one block of the briefing
// is in one bookmark.
func (w *writer) blocks(blocks []manuscript.Block) {
	for i := 0; i < len(blocks); {
		n := manuscript.NumberOf(blocks[i])
		end := i + 1
		for end < len(blocks) && n > 0 && manuscript.NumberOf(blocks[end]) == n {
			end++
		}
		w.changePanel(blocks[i])
		w.ahead = 0
		if end < len(blocks) {
			w.ahead = w.runsInto(blocks[i], blocks[end])
		}
		w.together(n, blocks[i:end])
		i = end
	}
}

// runsInto is the number of the paragraph after a heading that stands in one line
// with it on pages: in Word the heading has the number.
func (w *writer) runsInto(b, next manuscript.Block) int {
	h, isHeading := b.(manuscript.Heading)
	p, isParagraph := next.(manuscript.Paragraph)
	if !isHeading || !isParagraph || h.Level == 1 || w.sheet.OwnLines {
		return 0
	}
	return p.Number
}

// together writes the blocks that come from block n.
func (w *writer) together(n int, blocks []manuscript.Block) {
	before := w.Len()
	w.said.Reset()
	for _, b := range blocks {
		w.block(b, place{})
	}
	if n == 0 {
		return
	}
	written := bytes.Clone(w.Bytes()[before:])
	w.Truncate(before)
	w.Write(w.bookmarked(written, blockMark(n, w.said.String())))
}

// blockMark is the name of the bookmark of block n: it has a hash of its words.
func blockMark(n int, words string) string {
	return fmt.Sprintf("block%d_%s", n, KeyOf(words))
}

// KeyOf is the key of a block by its printed words. Spaces, the ends of paragraphs and
// the marks of notes do not count.
func KeyOf(words string) string {
	sum := sha256.Sum256([]byte(strings.Join(strings.Fields(legible(words)), " ")))
	return hex.EncodeToString(sum[:8])
}

// bookmarked puts a bookmark into each paragraph of what was written. One over all
// would be lost when its paragraphs change places, and LibreOffice keeps none over the
// cells of a table.
func (w *writer) bookmarked(written []byte, name string) []byte {
	var all []byte
	for i, p := range bytes.SplitAfter(written, []byte(endParagraph)) {
		all = append(all, w.bookmark(p, fmt.Sprintf("%s_%d", name, i+1))...)
	}
	return all
}

const (
	endProperties = "</w:pPr>"
	endParagraph  = "</w:p>"
)

// bookmark puts a bookmark round the words of what was written.
func (w *writer) bookmark(written []byte, name string) []byte {
	from := bytes.Index(written, []byte(endProperties)) + len(endProperties)
	to := bytes.LastIndex(written, []byte(endParagraph))
	if from < len(endProperties) || to < from {
		return written
	}
	w.bookmarks++
	id := strconv.Itoa(w.bookmarks)
	var start, end markup
	start.leaf("w:bookmarkStart", "w:id", id, "w:name", name)
	end.leaf("w:bookmarkEnd", "w:id", id)
	return bytes.Join([][]byte{written[:from], start.Bytes(), written[from:to], end.Bytes(), written[to:]}, nil)
}

// column is where the text begins, from the left margin or the edge of its cell.
func (w *writer) column() layout.Pt {
	if w.isFlush() {
		return 0
	}
	return w.sheet.Indent
}

// measure is the width of the text.
func (w *writer) measure() layout.Pt {
	s := w.sheet
	if w.panel.open {
		return s.Panel.End - s.Panel.TextAt
	}
	return s.Paper.W - s.Left - s.Right - w.column()
}

// isFlush reports whether text begins where its cell does, or the annex.
func (w *writer) isFlush() bool { return w.panel.open || w.annexed }

// place is where a block stands: within lists, their depth, and the item.
type place struct {
	depth int // of lists around it
	list  int // the numbering of the list whose item it opens, or 0
	// ordered says that the list counts.
	ordered bool
	before  string // stands before the first word of an item
}

func (w *writer) block(b manuscript.Block, at place) {
	switch b := b.(type) {
	case manuscript.Heading:
		w.heading(b)
	case manuscript.Paragraph:
		w.ownParagraph(b, at)
	case manuscript.List:
		w.list(b, at)
	case manuscript.Quotation:
		w.quotation(b)
	case manuscript.Table:
		w.table(b)
	case manuscript.Code:
		for _, line := range b.Lines {
			w.paragraph(style{id: styleCode}, []manuscript.Run{{Text: line, Code: true}})
		}
	case manuscript.Rule:
		w.paragraph(style{id: styleRule}, nil)
	case manuscript.PageBreak:
		w.pageBreak()
	case manuscript.Legend: // below the text
	case manuscript.Figure:
		w.picture(b)
	case manuscript.Contents:
		w.contents(b)
	case manuscript.Clipping:
		w.clipping(b)
	}
}

func (w *writer) heading(h manuscript.Heading) {
	st := style{id: styleHeading(h.Level), anchor: h.Anchor}
	switch {
	case h.Level == 1 && w.panel.open:
		st.id = stylePanelHeading
	case w.ahead > 0:
		st.list = w.paragraphNumbers(w.ahead)
	case w.clipped:
		st.before = afterClipping
	}
	w.paragraph(st, h.Text)
	w.clipped = false
}

// afterClipping is from what is known of an article to its heading.
const afterClipping = 4

func (w *writer) clipping(c manuscript.Clipping) {
	w.paragraph(style{id: styleClipping, boxed: strings.ToUpper(c.Kind)}, c.Text)
	w.clipped = true
}

func (w *writer) pageBreak() {
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleBody)
	w.markup.end()
	w.start("w:r")
	w.leaf("w:br", "w:type", "page")
	w.markup.end()
	w.markup.end()
}

func (w *writer) ownParagraph(p manuscript.Paragraph, at place) {
	switch {
	case at.list > 0:
		id := styleBullet
		if at.ordered {
			id = styleNumber
		}
		text := p.Text
		if at.before != "" {
			text = append([]manuscript.Run{{Text: at.before}}, text...)
		}
		w.paragraph(style{id: id, list: at.list, level: at.depth - 1, anchor: p.Anchor}, text)
	case at.depth > 0:
		w.paragraph(style{id: styleContinue, indent: w.column() + layout.Pt(at.depth)*listStep, anchor: p.Anchor}, p.Text)
	case p.Inset:
		w.paragraph(style{id: styleInset, anchor: p.Anchor}, p.Text)
	case p.Number > 0 && p.Number == w.last: // the heading before it has it
		w.paragraph(style{id: styleContinued, anchor: p.Anchor}, p.Text)
	case p.Number > 0:
		w.paragraph(style{id: styleNumbered, list: w.paragraphNumbers(p.Number), anchor: p.Anchor}, p.Text)
	case w.panel.open:
		w.paragraph(style{id: stylePanelText, anchor: p.Anchor}, p.Text)
	default:
		w.paragraph(style{id: styleBody, anchor: p.Anchor}, p.Text)
	}
}

// paragraphNumbers is the numbering that gives a paragraph its number: that of the
// last one, or a new one where numbers were kept back.
func (w *writer) paragraphNumbers(number int) int {
	switch {
	case w.spelled():
		w.numbers = w.newList(instance{form: paraForm, label: manuscript.Figures(w.m.Language, strconv.Itoa(number)) + "."})
	case number != w.last+1:
		w.numbers = w.newList(instance{form: paraForm, start: number})
	}
	w.last = number
	return w.numbers
}

func (w *writer) list(l manuscript.List, at place) {
	depth := min(at.depth+1, maxLevels)
	numbering := bulletList
	if l.Ordered {
		numbering = w.newList(instance{form: formOf(l), level: depth - 1, start: l.Start})
	}
	for i, item := range l.Items {
		if l.Ordered && w.spelled() {
			numbering = w.newList(instance{form: numberForm, level: depth - 1, label: w.itemLabel(l, i)})
		}
		in := place{depth: depth, list: numbering, ordered: l.Ordered, before: taskBox(l.Task(i))}
		if len(item) == 0 {
			w.ownParagraph(manuscript.Paragraph{}, in)
		}
		for _, b := range item {
			if _, isText := b.(manuscript.Paragraph); !isText && in.list > 0 {
				w.ownParagraph(manuscript.Paragraph{}, in)
				in.list = 0
			}
			w.block(b, in)
			in.list, in.before = 0, ""
		}
		if l.Approvals != nil {
			w.approval(l.Approvals, w.column()+layout.Pt(depth)*listStep)
		}
	}
}

// itemLabel is what item i of an ordered list is counted by.
func (w *writer) itemLabel(l manuscript.List, i int) string {
	return cmp.Or(l.Letter(i), manuscript.Figures(w.m.Language, strconv.Itoa(l.Start+i))+w.sheet.AfterNumber)
}

// formOf is the numbering of an ordered list.
func formOf(l manuscript.List) int {
	if l.Counting == manuscript.InLetters || l.Counting == manuscript.InRomans {
		return letterForm
	}
	return numberForm
}

// taskBox stands before an item that is a task.
func taskBox(t manuscript.Task) string {
	switch t {
	case manuscript.TaskOpen:
		return "☐ "
	case manuscript.TaskDone:
		return "☑ "
	case manuscript.NoTask:
	}
	return ""
}

// quotation writes the words and, below them, their source.
func (w *writer) quotation(q manuscript.Quotation) {
	words, source := w.sheet.Sourced(q)
	w.language = q.Language
	for i, p := range words {
		st := style{id: styleQuote}
		switch {
		case i+1 < len(words):
		case len(source) > 0:
			st.keepNext = true
		default:
			st.after = w.sheet.Paragraph
		}
		w.paragraph(st, p)
	}
	w.language = ""
	if len(source) > 0 {
		w.paragraph(style{id: styleSource}, source)
	}
}

func (w *writer) table(t manuscript.Table) {
	if len(t.Caption) > 0 {
		w.paragraph(style{id: styleCaption, keepNext: true, anchor: t.Anchor}, t.Caption)
	}
	width := w.measure()
	columns := columnWidths(t, width)
	w.start("w:tbl")
	w.start("w:tblPr")
	w.val("w:tblStyle", styleTable)
	if w.fromRight("") {
		w.leaf("w:bidiVisual")
	}
	w.leaf("w:tblW", "w:w", twips(width), "w:type", "dxa")
	w.leaf("w:tblInd", "w:w", twips(w.column()), "w:type", "dxa")
	w.leaf("w:tblLook", "w:val", "0020", "w:firstRow", "1", "w:lastRow", "0", "w:firstColumn", "0", "w:lastColumn", "0", "w:noHBand", "1", "w:noVBand", "1")
	w.markup.end()
	w.start("w:tblGrid")
	for _, column := range columns {
		w.leaf("w:gridCol", "w:w", twips(column))
	}
	w.markup.end()
	w.row(t, t.Head, true, columns)
	for _, row := range t.Rows {
		w.row(t, row, false, columns)
	}
	w.markup.end()
	w.paragraph(style{id: styleCell}, nil) // Word joins tables that nothing stands between
}

// columnWidths shares the width of a table among its columns by the letters of their
// longest cells, within bounds.
func columnWidths(t manuscript.Table, width layout.Pt) []layout.Pt {
	const least, most = 12, 48
	widths := make([]layout.Pt, max(len(t.Align), 1))
	all := layout.Pt(0)
	for i := range widths {
		longest := least
		for _, row := range append([][][]manuscript.Run{t.Head}, t.Rows...) {
			if i < len(row) {
				longest = max(longest, utf8.RuneCountInString(wordsOf(row[i])))
			}
		}
		widths[i] = layout.Pt(min(longest, most))
		all += widths[i]
	}
	for i := range widths {
		widths[i] *= width / all
	}
	return widths
}

func (w *writer) row(t manuscript.Table, cells [][]manuscript.Run, head bool, columns []layout.Pt) {
	w.start("w:tr")
	w.start("w:trPr")
	if head || isShort(cells) {
		w.leaf("w:cantSplit")
	}
	if head {
		w.leaf("w:tblHeader")
	}
	w.markup.end()
	for i, width := range columns {
		var cell []manuscript.Run
		align := manuscript.AlignStart
		if i < len(cells) {
			cell, align = cells[i], t.Align[i]
		}
		w.start("w:tc")
		w.start("w:tcPr")
		w.leaf("w:tcW", "w:w", twips(width), "w:type", "dxa")
		w.markup.end()
		w.paragraph(style{id: styleCell, align: align, keepNext: head}, cell)
		w.markup.end()
	}
	w.markup.end()
}

// isShort reports whether a row is lower than a page, however narrow its columns: one that
// is not would be cut off there if it had to be whole.
func isShort(cells [][]manuscript.Run) bool {
	const most = 400
	for _, cell := range cells {
		if len(wordsOf(cell)) > most {
			return false
		}
	}
	return true
}

// contents is a field that Word fills in anew; what it holds until then are the
// headings, with fields for their pages.
func (w *writer) contents(c manuscript.Contents) {
	for i, e := range c.Entries {
		st := style{id: styleContents(min(max(e.Level, 1), 4)), entry: e.To}
		if i == 0 {
			st.begins = `TOC \o "1-4" \h \z \u`
		}
		st.ends = i+1 == len(c.Entries)
		w.paragraph(st, e.Text)
	}
}
