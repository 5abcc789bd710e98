package docx

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// The measures of a legend that is drawn.
const (
	legendSize = 7.5
	legendBand = 10
	legendRule = 0.75
)

// legend explains a scale of likelihood: the names of its bands above an axis on
// which each is a cell, shaded if the note uses its term.
func (w *writer) legend(l layout.FrameLegend) {
	if l.Ends == nil {
		w.paragraph(style{id: styleBody}, l.Runs())
		return
	}
	about := l.Scale
	if l.Note != "" {
		about += "; " + l.Note
	}
	w.across(endRule, layout.Colour{}, endRuleAbove)
	w.paragraph(style{id: styleLegend, keepNext: true, before: 4}, []manuscript.Run{{Text: l.Label, Bold: true}})
	w.paragraph(style{id: styleLegend, keepNext: true}, []manuscript.Run{{Text: about}})
	w.bandNames(l)
	w.bands(l)
	w.percentages(l)
	if l.Sure != "" {
		w.paragraph(style{id: styleEnd, label: manuscript.Run{Text: "How sure?"}, before: 6}, []manuscript.Run{{Text: l.Sure}})
	}
}

// bandNames are the names of the bands, each in the room that it has.
func (w *writer) bandNames(l layout.FrameLegend) {
	widths := make([]layout.Pt, len(l.Ends))
	at := layout.Pt(0)
	for i, end := range l.Ends {
		widths[i], at = end-at, end
	}
	w.bare(l.At, widths...)
	w.start("w:tr")
	for i, b := range l.Bands {
		w.start("w:tc")
		w.start("w:tcPr")
		w.leaf("w:tcW", "w:w", twips(widths[i]), "w:type", "dxa")
		w.val("w:vAlign", "bottom")
		w.markup.end()
		w.paragraph(style{id: styleBand, align: manuscript.AlignCentre, keepNext: true}, []manuscript.Run{{Text: capitalised(b.Term), Bold: b.Used}})
		w.markup.end()
	}
	w.markup.end()
	w.markup.end()
	w.paragraph(style{id: styleFrameRule, keepNext: true}, nil)
}

// bands are the cells of the axis.
func (w *writer) bands(l layout.FrameLegend) {
	type cell struct {
		width        layout.Pt
		framed, used bool
	}
	var cells []cell
	at := 0
	add := func(to int, framed, used bool) {
		if to > at {
			cells = append(cells, cell{layout.Pt(to-at) / 100 * l.Width, framed, used})
			at = to
		}
	}
	for _, b := range l.Bands {
		add(b.From, false, false)
		add(b.To, true, b.Used)
	}
	add(100, false, false)
	widths := make([]layout.Pt, len(cells))
	for i, c := range cells {
		widths[i] = c.width
	}
	w.bare(l.At, widths...)
	w.start("w:tr")
	w.start("w:trPr")
	w.leaf("w:trHeight", "w:val", twips(legendBand), "w:hRule", "exact")
	w.markup.end()
	for _, c := range cells {
		w.start("w:tc")
		w.start("w:tcPr")
		w.leaf("w:tcW", "w:w", twips(c.width), "w:type", "dxa")
		if c.framed {
			w.start("w:tcBorders")
			for _, side := range []string{"top", "left", "bottom", "right"} {
				w.leaf("w:"+side, "w:val", "single", "w:sz", eighths(legendRule), "w:space", "0", "w:color", hex6(w.sheet.Head.Colour))
			}
			w.markup.end()
		}
		if c.used {
			w.leaf("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", hex6(w.sheet.Head.Colour))
		}
		w.markup.end()
		w.paragraph(style{id: styleFrameRule, keepNext: true}, nil)
		w.markup.end()
	}
	w.markup.end()
	w.markup.end()
}

// percentages are the figures below the axis.
func (w *writer) percentages(l layout.FrameLegend) {
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleBand)
	w.start("w:tabs")
	for _, percent := range []int{25, 50, 75, 100} {
		kind := "center"
		if percent == 100 {
			kind = "right"
		}
		w.leaf("w:tab", "w:val", kind, "w:pos", twips(l.At+layout.Pt(percent)/100*l.Width))
	}
	w.markup.end()
	w.leaf("w:ind", "w:left", twips(l.At))
	w.markup.end()
	var figures []string
	for _, percent := range []int{0, 25, 50, 75, 100} {
		figures = append(figures, strconv.Itoa(percent)+"%")
	}
	w.words(manuscript.Run{Text: strings.Join(figures, "\t")}, "")
	w.markup.end()
	w.said.WriteString("\n")
}

// capitalised is s with a capital at its start.
func capitalised(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}
