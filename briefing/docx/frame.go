package docx

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// What the form of a note puts round its blocks. Its lines have styles of their own,
// one for each face of type; two columns are a table without rules.

// frameFaces are the faces of the lines of a frame, and of their labels; those of an
// index have the style of that number.
type frameFaces struct{ lines, labels []layout.Type }

func facesOf(frame layout.Frame) frameFaces {
	var faces frameFaces
	for _, part := range slices.Concat(frame.Opening, frame.Closing) {
		for _, l := range slices.Concat(part.Left, part.Right) {
			if !slices.Contains(faces.lines, l.Type) {
				faces.lines = append(faces.lines, l.Type)
			}
			if l.Label != "" && !slices.Contains(faces.labels, l.LabelType) {
				faces.labels = append(faces.labels, l.LabelType)
			}
		}
	}
	return faces
}

func styleFrame(i int) string      { return fmt.Sprintf("%s%d", styleFrames, i+1) }
func styleFrameLabel(i int) string { return fmt.Sprintf("%sLabel%d", styleFrames, i+1) }

// framed writes parts of a frame.
func (w *writer) framed(parts []layout.FramePart) {
	for _, part := range parts {
		switch {
		case part.Rule > 0:
			w.across(part.Rule, part.Colour, part.Above)
		case len(part.Right) == 0:
			w.frameLines(part.Left, false)
		default:
			w.columns(part)
		}
	}
}

// across is a rule over the whole width, above from what stands before it.
func (w *writer) across(weight layout.Pt, colour layout.Colour, above layout.Pt) {
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleFrameRule)
	w.leaf("w:keepNext")
	w.start("w:pBdr")
	w.leaf("w:bottom", "w:val", "single", "w:sz", eighths(weight), "w:space", "0", "w:color", hex6(colour))
	w.markup.end()
	w.leaf("w:spacing", "w:before", twips(max(above-ruleLine, 0)))
	w.markup.end()
	w.markup.end()
	w.said.WriteString("\n")
}

// ruleLine is the height of the paragraph that a rule is the border of.
const ruleLine = 2

// frameLines writes lines one below the other; in a table the first begins at its
// top.
func (w *writer) frameLines(lines []layout.FrameLine, inTable bool) {
	for i, l := range lines {
		height := cmp.Or(l.Type.Lead, 1.2*l.Type.Size)
		st := style{id: styleFrame(slices.Index(w.faces.lines, l.Type)), align: l.Align, before: max(l.Above-height, 0)}
		if inTable && i == 0 {
			st.before = min(st.before, 6)
		}
		switch {
		case l.Heading == 1:
			st.id = styleTitle
		case l.Heading > 1:
			st.outline, st.keepNext = l.Heading-1, true
		}
		if l.Label != "" {
			st.label, st.labelStyle = manuscript.Run{Text: l.Label}, styleFrameLabel(slices.Index(w.faces.labels, l.LabelType))
			st.hang = l.Hang
		}
		w.language = l.Language
		w.paragraph(st, l.Text)
		w.language = ""
	}
}

// columns writes two columns of lines side by side.
func (w *writer) columns(part layout.FramePart) {
	s := w.sheet
	full := s.Paper.W - s.Left - s.Right
	widths := []layout.Pt{part.RightAt, full - part.RightAt}
	w.bare(0, widths...)
	w.start("w:tr")
	for i, lines := range [][]layout.FrameLine{part.Left, part.Right} {
		w.cell(widths[i], "")
		w.frameLines(lines, true)
		if len(lines) == 0 {
			w.paragraph(style{id: styleFrameRule}, nil)
		}
		w.markup.end()
	}
	w.markup.end()
	w.markup.end()
	w.paragraph(style{id: styleFrameRule}, nil) // Word joins tables that nothing stands between
}

// bare opens a table without rules or margins, which shows no table, so far from the
// margin.
func (w *writer) bare(indent layout.Pt, widths ...layout.Pt) {
	w.start("w:tbl")
	w.start("w:tblPr")
	w.val("w:tblStyle", "TableNormal")
	if w.fromRight("") {
		w.leaf("w:bidiVisual")
	}
	whole := layout.Pt(0)
	for _, width := range widths {
		whole += width
	}
	w.leaf("w:tblW", "w:w", twips(whole), "w:type", "dxa")
	w.leaf("w:tblInd", "w:w", twips(indent), "w:type", "dxa")
	w.leaf("w:tblLayout", "w:type", "fixed")
	cellMargins(&w.markup, 0, 0, 0, 0)
	w.markup.end()
	w.start("w:tblGrid")
	for _, width := range widths {
		w.leaf("w:gridCol", "w:w", twips(width))
	}
	w.markup.end()
}

// cell opens a cell of a width; ruled is the weight of the rule above it, or empty.
func (w *writer) cell(width layout.Pt, ruled string) {
	w.start("w:tc")
	w.start("w:tcPr")
	w.leaf("w:tcW", "w:w", twips(width), "w:type", "dxa")
	if ruled != "" {
		w.start("w:tcBorders")
		w.leaf("w:top", "w:val", "single", "w:sz", ruled, "w:space", "0", "w:color", "000000")
		w.markup.end()
	}
	w.markup.end()
}

// decision is where the reader ticks what is decided, and signs.
func (w *writer) decision(d manuscript.Decision) {
	if len(d.Choices) == 0 {
		return
	}
	w.paragraph(style{id: styleDecisionHeading}, []manuscript.Run{{Text: d.Label}})
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleDecision)
	w.leaf("w:keepNext")
	if w.fromRight(strings.Join(d.Choices, " ")) {
		w.leaf("w:bidi")
	}
	w.markup.end()
	for i, choice := range d.Choices {
		if i > 0 {
			w.words(manuscript.Run{Text: "\u2003"}, "")
		}
		w.checkbox(choice)
		w.words(manuscript.Run{Text: "\u00a0" + strings.ReplaceAll(choice, " ", "\u00a0")}, "")
	}
	w.markup.end()
	w.said.WriteString("\n")

	s := w.sheet
	full := s.Paper.W - s.Left - s.Right - s.Indent
	widths := []layout.Pt{full - signingDate - signingGap, signingGap, signingDate}
	w.paragraph(style{id: styleDecision, keepNext: true, before: signingRoom}, nil)
	w.bare(s.Indent, widths...)
	w.start("w:tr")
	for i, words := range []string{d.Signer, "", d.Date} {
		rule := ""
		if words != "" {
			rule = eighths(0.75)
		}
		w.cell(widths[i], rule)
		w.paragraph(style{id: styleSigned}, []manuscript.Run{{Text: words}})
		w.markup.end()
	}
	w.markup.end()
	w.markup.end()
	w.paragraph(style{id: styleFrameRule}, nil)
}

// Measures of the place for a signature.
const (
	signingDate = 110
	signingGap  = 18
	signingRoom = 14
)

// checkbox is a box that a reader ticks in Word.
func (w *writer) checkbox(name string) {
	w.controls++
	w.start("w:sdt")
	w.start("w:sdtPr")
	w.val("w:alias", name)
	w.val("w:tag", decisionTag)
	w.val("w:id", fmt.Sprint(w.controls))
	w.start("w14:checkbox")
	w.leaf("w14:checked", "w14:val", "0")
	for _, state := range [][2]string{{"checkedState", "2612"}, {"uncheckedState", "2610"}} {
		w.leaf("w14:"+state[0], "w14:val", state[1], "w14:font", boxFont)
	}
	w.markup.end()
	w.markup.end()
	w.start("w:sdtContent")
	w.start("w:r")
	w.start("w:rPr")
	w.leaf("w:rFonts", "w:ascii", boxFont, "w:hAnsi", boxFont, "w:eastAsia", boxFont, "w:cs", boxFont)
	w.markup.end()
	w.element("w:t", "☐")
	w.markup.end()
	w.markup.end()
	w.markup.end()
	w.said.WriteString("☐")
}

const (
	decisionTag = "decision"
	boxFont     = "Segoe UI Symbol"
)

// approval is the line on which an item is approved or not. It is no part of the
// words of its block.
func (w *writer) approval(words []string, indent layout.Pt) {
	said := w.said
	w.said = &strings.Builder{}
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleApproval)
	s := w.sheet
	room := (s.Paper.W - s.Left - s.Right - indent) / layout.Pt(len(words))
	w.start("w:tabs")
	for i := range words {
		end := indent + layout.Pt(i+1)*room
		w.leaf("w:tab", "w:val", "left", "w:leader", "underscore", "w:pos", twips(end-approvalGap))
		w.leaf("w:tab", "w:val", "left", "w:pos", twips(end))
	}
	w.markup.end()
	if w.fromRight(strings.Join(words, " ")) {
		w.leaf("w:bidi")
	}
	w.leaf("w:ind", "w:left", twips(indent))
	w.markup.end()
	for i, word := range words {
		if i > 0 {
			word = "\t" + word
		}
		w.words(manuscript.Run{Text: word + " \t"}, "")
	}
	w.markup.end()
	w.said = said
}

const approvalGap = 24

// eighths are eighths of a point, in which rules are measured.
func eighths(weight layout.Pt) string { return fmt.Sprint(max(int(8*weight+0.5), 2)) }

func hex6(c layout.Colour) string { return fmt.Sprintf("%02X%02X%02X", c.R, c.G, c.B) }
