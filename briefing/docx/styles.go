package docx

import (
	"cmp"
	"fmt"
	"math"
	"strconv"
	"strings"

	"briefdesk/briefing/layout"
)

// The identifiers of styles. Names that Word has itself are its own.
const (
	styleTitle     = "Title"
	styleKicker    = "Kicker"
	styleBody      = "BodyText"
	styleNumbered  = "NumberedParagraph"
	styleInset     = "Extract"
	styleQuote     = "Quote"
	styleSource    = "QuotationSource"
	styleCaption   = "Caption"
	styleFigure    = "Figure"
	styleBullet    = "ListBullet"
	styleNumber    = "ListNumber"
	styleContinue  = "ListContinue"
	styleCell      = "TableText"
	styleTable     = "NoteTable"
	styleCode      = "Code"
	styleClipping  = "Clipping"
	styleRule      = "ThematicBreak"
	styleEnd       = "EndMatter"
	styleHeader    = "Header"
	styleFooter    = "Footer"
	styleMarking   = "Marking"
	styleFootnote  = "FootnoteText"
	styleEndnote   = "EndnoteText"
	styleFootMark  = "FootnoteReference"
	styleEndMark   = "EndnoteReference"
	styleLink      = "Hyperlink"
	styleCodeWords = "CodeWords"
	styleQuoted    = "QuotedWords"
	styleFrames    = "Frame" // and a number
	styleFrameRule = "FrameRule"
	styleDecision  = "Decision"
	styleSigned    = "Signed"
	styleApproval  = "Approval"
	styleLegend    = "Legend"
	styleBand      = "LegendBand"
	styleContinued = "NumberedContinuation"
	stylePanelText = "PanelText"
	styleLabel     = "Label"

	stylePanelHeading    = "PanelHeading"
	styleDecisionHeading = "DecisionHeading"
)

func styleHeading(level int) string  { return "Heading" + strconv.Itoa(level) }
func styleContents(level int) string { return "TOC" + strconv.Itoa(level) }

// typefaces are the fonts of each family: our own, and what takes their place.
var typefaces = map[layout.Family]struct{ name, instead string }{
	layout.Serif: {"Gentium Book Plus", "Cambria"},
	layout.Sans:  {"Lato", "Calibri"},
	layout.Times: {"Times New Roman", "Liberation Serif"},
	layout.Mono:  {"Courier New", "Liberation Mono"},
}

// arabicFace is that of Arabic script, which Word and its like have.
const arabicFace = "Noto Naskh Arabic"

func fontTable() []byte {
	var x markup
	x.word("w:fonts")
	for _, f := range []layout.Family{layout.Serif, layout.Sans, layout.Times, layout.Mono} {
		x.start("w:font", "w:name", typefaces[f].name)
		x.val("w:altName", typefaces[f].instead)
		x.end()
	}
	x.start("w:font", "w:name", arabicFace)
	x.val("w:altName", "Arabic Typesetting")
	x.end()
	x.end()
	return x.Bytes()
}

// paragraphStyle is a style of paragraphs. Measures are in points.
type paragraphStyle struct {
	id, name      string
	on, next      string // the styles that it rests on, and that of the paragraph after
	face          layout.Type
	before, after layout.Pt
	indent, right layout.Pt
	hanging       layout.Pt
	justified     bool
	keepNext      bool
	keepLines     bool
	exact         bool // its lines are no higher than their lead
	outline       int  // 1 to 4 for headings
	ruled         bool // a rule stands beside it
	ruleBelow     bool
	ruleAbove     bool
	level         *int      // of the numbering
	tab           layout.Pt // a tab stop; a negative one is of figures at the right, with dots
}

func styles(s layout.Sheet, faces frameFaces, language string) []byte {
	var x markup
	x.word("w:styles")
	x.start("w:docDefaults")
	x.start("w:rPrDefault")
	x.start("w:rPr")
	fonts(&x, s.Body.Family)
	sizes(&x, s.Body.Size)
	x.leaf("w:lang", "w:val", language, "w:eastAsia", language, "w:bidi", bidiLanguage(language))
	x.end()
	x.end()
	x.start("w:pPrDefault")
	x.start("w:pPr")
	x.leaf("w:spacing", "w:before", "0", "w:after", "0", "w:line", "240", "w:lineRule", "auto")
	x.end()
	x.end()
	x.end()

	normal := paragraphStyle{id: "Normal", name: "Normal", face: s.Body}
	normal.write(&x, true)
	characterStyle(&x, "DefaultParagraphFont", "Default Paragraph Font", true, func() {})
	x.start("w:style", "w:type", "table", "w:default", "1", "w:styleId", "TableNormal")
	x.val("w:name", "Normal Table")
	x.start("w:tblPr")
	x.leaf("w:tblInd", "w:w", "0", "w:type", "dxa")
	cellMargins(&x, 0, 0, 108, 108)
	x.end()
	x.end()
	for _, st := range paragraphStyles(s) {
		st.write(&x, false)
	}
	for i, face := range faces.lines {
		face.Lead = cmp.Or(face.Lead, 1.2*face.Size)
		paragraphStyle{id: styleFrame(i), name: fmt.Sprintf("Frame %d", i+1), face: face}.write(&x, false)
	}
	characterStyles(&x, s)
	for i, face := range faces.labels {
		characterStyle(&x, styleFrameLabel(i), fmt.Sprintf("Frame Label %d", i+1), false, func() {
			x.start("w:rPr")
			typeOf(&x, face)
			x.end()
		})
	}
	tableStyle(&x)
	x.end()
	return x.Bytes()
}

// paragraphStyles are those that text is set in, from a sheet.
func paragraphStyles(s layout.Sheet) []paragraphStyle {
	in, gap := s.Indent, s.Paragraph
	hang := numberHang(s)
	endnote := s.Note
	if s.Bracketed {
		endnote = s.End
	}
	small := s.Label
	caption := s.Table
	caption.Size = min(caption.Size, 9)
	width := s.Paper.W - s.Left - s.Right
	all := []paragraphStyle{
		{id: styleTitle, name: "Title", next: styleBody, face: s.Title, after: 12, keepNext: true, keepLines: true},
		{id: styleKicker, name: "Kicker", face: s.Kicker, after: 4, keepNext: true},
		{id: styleFrameRule, name: "Frame Rule", face: layout.Type{Size: 1, Lead: ruleLine}, exact: true},
		{id: styleDecisionHeading, name: "Decision Heading", on: styleHeading(1), next: styleDecision, face: s.Head, before: s.Section, after: 4, keepNext: true, outline: 1},
		{id: styleDecision, name: "Decision", face: s.Value, indent: in, keepLines: true},
		{id: styleSigned, name: "Signed", face: s.Label, before: 2},
		{id: styleApproval, name: "Approval", face: s.Body, before: 8, after: 8},
		{id: styleLegend, name: "Legend", face: s.End},
		{id: styleBand, name: "Legend Band", face: layout.Type{Family: layout.Sans, Size: legendSize, Lead: legendSize + 1}},
		{id: styleContinued, name: "Numbered Continuation", on: styleBody, face: s.Body, after: gap, indent: max(in, hang), justified: s.Justified},
		{id: stylePanelText, name: "Panel Text", face: s.Panel.Body, after: 4},
		{id: stylePanelHeading, name: "Panel Heading", on: styleHeading(1), next: stylePanelText, face: s.Panel.Head, keepNext: true, outline: 1},
		{id: styleBody, name: "Body Text", face: s.Body, after: gap, indent: in, justified: s.Justified},
		{id: styleNumbered, name: "Numbered Paragraph", on: styleBody, face: s.Body, after: gap, indent: max(in, hang), hanging: hang, justified: s.Justified, level: new(int)},
		{id: styleInset, name: "Extract", face: s.Body, after: gap, indent: in + 22, right: 22},
		{id: styleQuote, name: "Quote", next: styleBody, face: s.Quotation, after: 4, indent: in + s.Extracts.Inset, right: s.Extracts.Right, ruled: s.Extracts.Ruled},
		{id: styleSource, name: "Quotation Source", next: styleBody, face: s.Source, after: gap, indent: in + s.Extracts.Inset, right: s.Extracts.Right, ruled: s.Extracts.Ruled},
		{id: styleCaption, name: "caption", next: styleBody, face: caption, before: 3, after: gap, indent: in},
		{id: styleFigure, name: "Figure", next: styleCaption, face: s.Body, after: 4, indent: in, keepNext: true},
		{id: styleBullet, name: "List Bullet", face: s.Body, after: 3.25, justified: s.Justified},
		{id: styleNumber, name: "List Number", face: s.Body, after: 3.25, justified: s.Justified},
		{id: styleContinue, name: "List Continue", face: s.Body, after: 3.25, indent: in + listStep},
		{id: styleCell, name: "Table Text", face: s.Table, before: 2, after: 2},
		{id: styleCode, name: "Code", face: s.Code, after: 0, indent: in, keepLines: true},
		{id: styleClipping, name: "Clipping", next: styleBody, face: small, before: s.Section, after: 2, keepNext: true, ruleAbove: true},
		{id: styleRule, name: "Thematic Break", face: s.Body, after: gap, indent: in, ruleBelow: true},
		{id: styleEnd, name: "End Matter", face: s.End, before: 4, indent: s.EndHang, hanging: s.EndHang, tab: s.EndHang},
		{id: styleHeader, name: "header", face: s.Furnish},
		{id: styleFooter, name: "footer", face: s.Furnish},
		{id: styleMarking, name: "Marking", face: s.Marking},
		{id: styleFootnote, name: "footnote text", face: s.Note, after: 1},
		{id: styleEndnote, name: "endnote text", face: endnote, after: 1},
	}
	for level, face := range []layout.Type{s.Head, s.RunIn, s.RunIn, s.RunIn} {
		before := s.Section
		if level > 0 {
			before = gap
		}
		all = append(all, paragraphStyle{
			id: styleHeading(level + 1), name: fmt.Sprintf("heading %d", level+1), next: styleBody, face: face,
			before: before, after: 4, keepNext: true, keepLines: true, outline: level + 1,
		}, paragraphStyle{
			id: styleContents(level + 1), name: fmt.Sprintf("toc %d", level+1), next: styleBody, face: s.Body,
			after: 2, indent: in + layout.Pt(level)*12, right: 24, tab: -width,
		})
	}
	return all
}

func (st paragraphStyle) write(x *markup, byDefault bool) {
	attrs := []string{"w:type", "paragraph", "w:styleId", st.id}
	if byDefault {
		attrs = []string{"w:type", "paragraph", "w:default", "1", "w:styleId", st.id}
	} else if !isWordsOwn(st.name) {
		attrs = append(attrs, "w:customStyle", "1")
	}
	x.start("w:style", attrs...)
	x.val("w:name", st.name)
	if !byDefault {
		on := st.on
		if on == "" {
			on = "Normal"
		}
		x.val("w:basedOn", on)
	}
	if st.next != "" {
		x.val("w:next", st.next)
	}
	x.leaf("w:qFormat")
	st.paragraph(x)
	x.start("w:rPr")
	typeOf(x, st.face)
	x.end()
	x.end()
}

// paragraph writes the properties in the order of the schema.
func (st paragraphStyle) paragraph(x *markup) {
	x.start("w:pPr")
	if st.keepNext {
		x.leaf("w:keepNext")
	}
	if st.keepLines {
		x.leaf("w:keepLines")
	}
	if st.level != nil {
		x.start("w:numPr")
		x.val("w:numId", strconv.Itoa(numberedParagraphs))
		x.end()
	}
	border := func(side string, size, space int) {
		x.start("w:pBdr")
		x.leaf("w:"+side, "w:val", "single", "w:sz", strconv.Itoa(size), "w:space", strconv.Itoa(space), "w:color", "8A94A3")
		x.end()
	}
	switch {
	case st.ruled:
		border("left", 12, 9)
	case st.ruleBelow:
		border("bottom", 4, 1)
	case st.ruleAbove:
		border("top", 4, 6)
	}
	if st.tab != 0 {
		x.start("w:tabs")
		if st.tab < 0 {
			x.leaf("w:tab", "w:val", "right", "w:leader", "dot", "w:pos", twips(-st.tab))
		} else {
			x.leaf("w:tab", "w:val", "left", "w:pos", twips(st.tab))
		}
		x.end()
	}
	spacing := []string{"w:before", twips(st.before), "w:after", twips(st.after)}
	if st.face.Lead > 0 && st.id != styleFigure {
		rule := "atLeast"
		if st.exact {
			rule = "exact"
		}
		spacing = append(spacing, "w:line", twips(st.face.Lead), "w:lineRule", rule)
	}
	x.leaf("w:spacing", spacing...)
	if st.indent != 0 || st.right != 0 {
		indent := []string{"w:left", twips(st.indent), "w:right", twips(st.right)}
		if st.hanging > 0 {
			indent = append(indent, "w:hanging", twips(st.hanging))
		}
		x.leaf("w:ind", indent...)
	}
	if st.justified {
		x.val("w:jc", "both")
	}
	if st.outline > 0 {
		x.val("w:outlineLvl", strconv.Itoa(st.outline-1))
	}
	x.end()
}

// isWordsOwn reports whether Word has a style of that name.
func isWordsOwn(name string) bool {
	switch name {
	case "Title", "Body Text", "Quote", "caption", "List Bullet", "List Number", "List Continue", "header", "footer", "footnote text", "endnote text":
		return true
	}
	return strings.HasPrefix(name, "heading ") || strings.HasPrefix(name, "toc ")
}

func characterStyles(x *markup, s layout.Sheet) {
	for _, mark := range [][2]string{{styleFootMark, "footnote reference"}, {styleEndMark, "endnote reference"}} {
		characterStyle(x, mark[0], mark[1], false, func() {
			x.start("w:rPr")
			if mark[0] == styleFootMark || !s.Bracketed {
				x.val("w:vertAlign", "superscript")
			} else {
				x.val("w:vertAlign", "baseline")
			}
			x.end()
		})
	}
	characterStyle(x, styleLink, "Hyperlink", false, func() {})
	characterStyle(x, styleQuoted, "Quoted Words", false, func() {})
	characterStyle(x, styleCodeWords, "Code Words", false, func() {
		x.start("w:rPr")
		fonts(x, s.Code.Family)
		x.end()
	})
	characterStyle(x, styleLabel, "Label", false, func() {
		label := s.End
		label.Bold = true
		x.start("w:rPr")
		typeOf(x, label)
		x.end()
	})
}

func characterStyle(x *markup, id, name string, byDefault bool, properties func()) {
	attrs := []string{"w:type", "character", "w:styleId", id}
	if byDefault {
		attrs = []string{"w:type", "character", "w:default", "1", "w:styleId", id}
	}
	x.start("w:style", attrs...)
	x.val("w:name", name)
	if !byDefault {
		x.val("w:basedOn", "DefaultParagraphFont")
	}
	properties()
	x.end()
}

// tableStyle is that of tables: rules above and below, and between the rows.
func tableStyle(x *markup) {
	rule := func(side, size, colour string) {
		x.leaf("w:"+side, "w:val", "single", "w:sz", size, "w:space", "0", "w:color", colour)
	}
	x.start("w:style", "w:type", "table", "w:customStyle", "1", "w:styleId", styleTable)
	x.val("w:name", "Note Table")
	x.val("w:basedOn", "TableNormal")
	x.start("w:tblPr")
	x.start("w:tblBorders")
	rule("top", "8", "1B365D")
	rule("bottom", "8", "1B365D")
	rule("insideH", "4", "B9C0CA")
	x.end()
	cellMargins(x, 20, 20, 80, 80)
	x.end()
	x.start("w:tblStylePr", "w:type", "firstRow")
	x.start("w:rPr")
	x.leaf("w:b")
	x.leaf("w:bCs")
	x.end()
	x.end()
	x.end()
}

func cellMargins(x *markup, top, bottom, left, right int) {
	x.start("w:tblCellMar")
	for _, side := range []struct {
		name  string
		width int
	}{{"top", top}, {"left", left}, {"bottom", bottom}, {"right", right}} {
		x.leaf("w:"+side.name, "w:w", strconv.Itoa(side.width), "w:type", "dxa")
	}
	x.end()
}

// typeOf writes the properties of a run in a face.
func typeOf(x *markup, t layout.Type) {
	fonts(x, t.Family)
	if t.Bold {
		x.leaf("w:b")
		x.leaf("w:bCs")
	}
	if t.Italic {
		x.leaf("w:i")
		x.leaf("w:iCs")
	}
	if t.Colour != (layout.Colour{}) {
		x.val("w:color", hex6(t.Colour))
	}
	sizes(x, t.Size)
}

func fonts(x *markup, f layout.Family) {
	name := typefaces[f].name
	x.leaf("w:rFonts", "w:ascii", name, "w:hAnsi", name, "w:eastAsia", name, "w:cs", arabicFace)
}

// sizes are in half points.
func sizes(x *markup, size layout.Pt) {
	half := strconv.Itoa(int(math.Round(float64(size) * 2)))
	x.val("w:sz", half)
	x.val("w:szCs", half)
}

// twips are twentieths of a point.
func twips(p layout.Pt) string { return strconv.Itoa(int(math.Round(float64(p) * 20))) }

func bidiLanguage(language string) string {
	if layout.RunsFromRight("", language) {
		return language
	}
	return "ar-SA"
}

func settings(language string) []byte {
	var x markup
	x.word("w:settings")
	x.leaf("w:zoom", "w:percent", "100")
	x.val("w:defaultTabStop", "720")
	x.val("w:characterSpacingControl", "doNotCompress")
	for _, kind := range []string{"footnote", "endnote"} {
		x.start("w:" + kind + "Pr")
		x.leaf("w:"+kind, "w:id", "-1")
		x.leaf("w:"+kind, "w:id", "0")
		x.end()
	}
	x.start("w:compat")
	x.leaf("w:compatSetting", "w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word", "w:val", "15")
	x.end()
	x.leaf("w:themeFontLang", "w:val", language)
	x.val("w:decimalSymbol", ".")
	x.val("w:listSeparator", ",")
	x.end()
	return x.Bytes()
}

// IsProgramStyle reports whether paragraphs in a style are written by the program:
// title, details, sources of quotations, end matter.
func IsProgramStyle(id string) bool {
	switch id {
	case styleTitle, styleKicker, styleSource, styleEnd, styleClipping, styleDecisionHeading, styleDecision, styleSigned, styleApproval, styleLegend, styleBand:
		return true
	}
	return strings.HasPrefix(id, styleFrames)
}

// IsContents reports whether paragraphs in a style are lines of the table of
// contents, which Word makes anew as it likes.
func IsContents(id string) bool {
	return strings.HasPrefix(id, "TOC") || strings.HasPrefix(id, "Contents")
}

// HeadingLevel is the level of headings in a style, and whether it is one of them.
func HeadingLevel(id string) (int, bool) {
	for level := 1; level <= 4; level++ {
		if id == styleHeading(level) {
			return level, true
		}
	}
	return 0, false
}
