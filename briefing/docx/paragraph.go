package docx

import (
	"cmp"
	"strconv"
	"strings"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// style is how a paragraph is set, and what it is a part of.
type style struct {
	id          string
	list, level int // its numbering, or 0, and its level there
	indent      layout.Pt
	align       manuscript.Align
	keepNext    bool
	outline     int            // the level of a heading, if its style has none
	anchor      string         // what references call it
	label       manuscript.Run // stands before a tab
	labelStyle  string         // that of the label; empty is the usual one
	hang        layout.Pt      // of the text beside its label, if not as in the style
	before      layout.Pt      // the space above it, if not as in the style
	after       layout.Pt      // likewise, below it
	boxed       string         // stands before the words, in a box
	entry       string         // the anchor that a line of the table of contents leads to
	begins      string         // the field that begins here
	ends        bool           // a field ends here
}

// paragraph writes a paragraph of runs.
func (w *writer) paragraph(st style, runs []manuscript.Run) {
	rtl := w.fromRight(wordsOf(runs))
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", st.id)
	if st.keepNext {
		w.leaf("w:keepNext")
	}
	if st.list > 0 {
		w.start("w:numPr")
		w.val("w:ilvl", strconv.Itoa(st.level))
		w.val("w:numId", strconv.Itoa(st.list))
		w.markup.end()
	}
	if st.hang > 0 {
		w.start("w:tabs")
		w.leaf("w:tab", "w:val", "left", "w:pos", twips(st.hang))
		w.markup.end()
	}
	if rtl {
		w.leaf("w:bidi")
	}
	w.spacing(st)
	switch {
	case w.isFlush() && st.list > 0:
		w.leaf("w:ind", "w:left", twips(layout.Pt(st.level+1)*listStep), "w:hanging", twips(listStep))
	case w.isFlush() && w.indents[st.id] > 0:
		w.leaf("w:ind", "w:left", twips(w.indents[st.id]-w.sheet.Indent))
	case st.indent > 0:
		w.leaf("w:ind", "w:left", twips(st.indent), "w:firstLine", "0")
	case st.hang > 0:
		w.leaf("w:ind", "w:left", twips(st.hang), "w:hanging", twips(st.hang))
	}
	switch st.align {
	case manuscript.AlignCentre:
		w.val("w:jc", "center")
	case manuscript.AlignEnd:
		w.val("w:jc", "right")
	case manuscript.AlignStart:
	}
	if st.outline > 0 {
		w.val("w:outlineLvl", strconv.Itoa(st.outline-1))
	}
	w.markup.end()
	w.field(st.begins)
	name, named := w.anchors[st.anchor]
	id := strconv.Itoa(firstAnchor + len(w.anchors))
	if named {
		id = strconv.Itoa(firstAnchor + anchorNumber(name))
		w.leaf("w:bookmarkStart", "w:id", id, "w:name", name)
	}
	w.inside(st, runs)
	if named {
		w.leaf("w:bookmarkEnd", "w:id", id)
	}
	if st.ends {
		w.fieldEnd()
	}
	w.markup.end()
	w.said.WriteString("\n")
}

// The bookmarks of anchors are numbered from here, those of blocks from 1.
const firstAnchor = 1 << 20

func anchorNumber(name string) int {
	n, _ := strconv.Atoi(strings.TrimPrefix(name, "ref")) // as newWriter named it
	return n
}

// spacing is what a paragraph has of its own.
func (w *writer) spacing(st style) {
	var own []string
	if st.before > 0 {
		own = append(own, "w:before", twips(st.before))
	}
	if st.after > 0 {
		own = append(own, "w:after", twips(st.after))
	}
	if own != nil {
		w.leaf("w:spacing", own...)
	}
}

// inside writes what stands in a paragraph.
func (w *writer) inside(st style, runs []manuscript.Run) {
	if st.label.Text != "" {
		w.words(st.label, cmp.Or(st.labelStyle, styleLabel))
		w.start("w:r")
		w.leaf("w:tab")
		w.markup.end()
	}
	if st.boxed != "" {
		w.boxed(st.boxed)
	}
	if st.entry != "" {
		w.entry(st.entry, runs)
		return
	}
	for len(runs) > 0 {
		n := 1
		for n < len(runs) && runs[0].Quotation > 0 && runs[n].Quotation == runs[0].Quotation {
			n++
		}
		w.stretch(runs[:n])
		runs = runs[n:]
	}
}

// boxed writes a word in a box, and the space after it.
func (w *writer) boxed(word string) {
	w.said.WriteString(word + "  ")
	w.start("w:r")
	w.start("w:rPr")
	w.leaf("w:b")
	w.leaf("w:bCs")
	w.leaf("w:bdr", "w:val", "single", "w:sz", "6", "w:space", "1", "w:color", "000000")
	w.markup.end()
	w.textOf("\u00a0" + word + "\u00a0")
	w.markup.end()
	w.start("w:r")
	w.textOf("  ")
	w.markup.end()
}

// stretch writes runs. The words of a quotation stand in a content control that can
// be neither edited nor deleted: one in each of its paragraphs, for the marks of
// notes in a control over several are lost in LibreOffice.
func (w *writer) stretch(runs []manuscript.Run) {
	number := runs[0].Quotation
	if number > 0 {
		w.controls++
		w.start("w:sdt")
		w.start("w:sdtPr")
		w.val("w:alias", quotationAlias+strconv.Itoa(number))
		w.val("w:tag", tagOf(w.sources, w.m.Quotations[number-1].Quotation))
		w.val("w:id", strconv.Itoa(w.controls))
		w.val("w:lock", "sdtContentLocked")
		w.markup.end()
		w.start("w:sdtContent")
		defer func() {
			w.markup.end()
			w.markup.end()
		}()
	}
	for _, r := range runs {
		w.run(r)
	}
}

// entry is a line of the table of contents.
func (w *writer) entry(to string, runs []manuscript.Run) {
	name := w.anchors[to]
	w.start("w:hyperlink", "w:anchor", name, "w:history", "1")
	for _, r := range runs {
		w.words(r, "")
	}
	w.start("w:r")
	w.leaf("w:tab")
	w.markup.end()
	w.pageOf(name, strconv.Itoa(w.frame.Pages[to]))
	w.markup.end()
}

func (w *writer) run(r manuscript.Run) {
	name, leads := w.anchors[r.To]
	switch {
	case r.Note > 0:
		w.mark(r)
	case r.Page && leads:
		w.words(manuscript.Run{Text: manuscript.Say(w.m.Language, "page") + "\u00a0"}, "")
		w.pageOf(name, strconv.Itoa(w.frame.Pages[r.To]))
	case r.Link != "":
		w.start("w:hyperlink", "r:id", w.links.link(r.Link), "w:history", "1")
		w.words(r, styleLink)
		w.markup.end()
	case leads:
		w.start("w:hyperlink", "w:anchor", name, "w:history", "1")
		w.words(r, "")
		w.markup.end()
	case r.Quotation > 0:
		w.words(r, styleQuoted)
	case r.Code:
		w.words(r, styleCodeWords)
	default:
		w.words(r, "")
	}
}

// words writes the text of r, cut where its language changes.
func (w *writer) words(r manuscript.Run, characterStyle string) {
	w.said.WriteString(r.Text)
	language := w.m.Language
	if w.language != "" {
		language = w.language
	}
	for text, in := range layout.Languages(r.Text, language) {
		w.start("w:r")
		w.runProperties(r, characterStyle, in)
		w.textOf(text)
		w.markup.end()
	}
}

func (w *writer) runProperties(r manuscript.Run, characterStyle, language string) {
	rtl := layout.RunsFromRight("", language)
	if characterStyle == "" && !r.Bold && !r.Italic && language == w.m.Language && !rtl {
		return
	}
	w.start("w:rPr")
	if characterStyle != "" {
		w.val("w:rStyle", characterStyle)
	}
	if r.Bold {
		w.leaf("w:b")
		w.leaf("w:bCs")
	}
	if r.Italic {
		w.leaf("w:i")
		w.leaf("w:iCs")
	}
	if rtl {
		w.leaf("w:rtl")
	}
	switch {
	case rtl:
		w.leaf("w:lang", "w:bidi", language)
	case language != w.m.Language:
		w.leaf("w:lang", "w:val", language)
	}
	w.markup.end()
}

// textOf writes text with its forced line ends.
func (w *writer) textOf(text string) {
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			w.leaf("w:br")
		}
		for j, piece := range strings.Split(line, "\t") {
			if j > 0 {
				w.leaf("w:tab")
			}
			if piece != "" {
				w.element("w:t", piece, "xml:space", "preserve")
			}
		}
	}
}

// pageOf is a field for the page of a bookmark.
func (w *writer) pageOf(name, until string) {
	w.field(`PAGEREF ` + name + ` \h`)
	w.start("w:r")
	w.textOf(until)
	w.markup.end()
	w.fieldEnd()
}

// field begins a field, up to what it holds.
func (x *markup) field(code string) {
	if code == "" {
		return
	}
	x.start("w:r")
	x.leaf("w:fldChar", "w:fldCharType", "begin", "w:dirty", "true")
	x.end()
	x.start("w:r")
	x.element("w:instrText", " "+code+" ", "xml:space", "preserve")
	x.end()
	x.start("w:r")
	x.leaf("w:fldChar", "w:fldCharType", "separate")
	x.end()
}

func (x *markup) fieldEnd() {
	x.start("w:r")
	x.leaf("w:fldChar", "w:fldCharType", "end")
	x.end()
}

// fromRight reports whether a paragraph of these words runs from the right.
func (w *writer) fromRight(words string) bool {
	language := w.m.Language
	if w.language != "" {
		language = w.language
	}
	return layout.RunsFromRight(words, language)
}

func wordsOf(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(r.Text)
	}
	return s.String()
}
