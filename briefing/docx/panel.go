package docx

import (
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// Sections that are set apart are a table of two columns, each section a row, its
// heading at the left of its text.

// panelling is a panel that is being written.
type panelling struct {
	open    bool
	heads   bool // in the cell of a heading
	rows    int
	written int // what was, when the cell was opened
}

// changePanel opens or closes the panel, or one of its sections, before b.
func (w *writer) changePanel(b manuscript.Block) {
	switch b := b.(type) {
	case manuscript.Heading:
		switch {
		case b.Level > 1:
		case b.Panel:
			w.openSection()
		default:
			w.closePanel()
		}
	case manuscript.Clipping, manuscript.PageBreak, manuscript.Legend:
		w.closePanel()
	case manuscript.Paragraph, manuscript.List, manuscript.Quotation, manuscript.Table, manuscript.Code, manuscript.Rule, manuscript.Figure, manuscript.Contents:
	}
	if _, isHeading := b.(manuscript.Heading); w.panel.open && w.panel.heads && !isHeading {
		w.panelText()
	}
}

// openSection begins a row in the cell of its heading.
func (w *writer) openSection() {
	p := w.sheet.Panel
	if p.End == 0 {
		return
	}
	if w.panel.open {
		w.closeSection()
	} else {
		w.bare(0, p.TextAt, p.End+panelSide-p.TextAt)
		w.panel = panelling{open: true}
	}
	w.start("w:tr")
	w.start("w:trPr")
	w.leaf("w:cantSplit")
	w.markup.end()
	w.panelCell(p.TextAt, true)
}

// panelSide is from the text of a panel to the end of its ground, and panelEnds from
// its first and last lines to it.
const (
	panelSide = 12
	panelEnds = 5
)

// panelCell opens the cell of a heading, or of a text.
func (w *writer) panelCell(width layout.Pt, heads bool) {
	p := w.sheet.Panel
	w.panel.heads = heads
	w.start("w:tc")
	w.start("w:tcPr")
	w.leaf("w:tcW", "w:w", twips(width), "w:type", "dxa")
	grounded := p.Ground != white && (p.Whole || !heads)
	if starts := p.Whole == heads; grounded && (starts && p.LeftEdge || !p.LeftEdge && w.panel.rows == 0) {
		side, weight := "top", layout.Pt(1.5)
		if p.LeftEdge {
			side, weight = "left", 3
		}
		w.start("w:tcBorders")
		w.leaf("w:"+side, "w:val", "single", "w:sz", eighths(weight), "w:space", "0", "w:color", hex6(p.Edge))
		w.markup.end()
	}
	if grounded {
		w.leaf("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", hex6(p.Ground))
	}
	left, right := layout.Pt(0), layout.Pt(0)
	switch {
	case heads:
		left = p.LabelAt
		right = 6
	case !p.Whole && grounded:
		left, right = panelSide, panelSide
	default:
		right = panelSide
	}
	w.start("w:tcMar")
	for _, m := range []struct {
		side string
		room layout.Pt
	}{{"top", panelEnds}, {"left", left}, {"bottom", panelEnds}, {"right", right}} {
		w.leaf("w:"+m.side, "w:w", twips(m.room), "w:type", "dxa")
	}
	w.markup.end()
	w.markup.end()
	w.panel.written = w.Len()
}

var white = layout.Colour{R: 255, G: 255, B: 255}

// panelText goes from the heading of a section to its text.
func (w *writer) panelText() {
	p := w.sheet.Panel
	w.closeCell()
	w.panelCell(p.End+panelSide-p.TextAt, false)
}

// closeCell closes a cell, which has a paragraph at least.
func (w *writer) closeCell() {
	if w.Len() == w.panel.written {
		w.paragraph(style{id: stylePanelText}, nil)
	}
	w.markup.end()
}

func (w *writer) closeSection() {
	if w.panel.heads {
		w.panelText()
	}
	w.closeCell()
	w.markup.end()
	w.panel.rows++
}

func (w *writer) closePanel() {
	if !w.panel.open {
		return
	}
	w.closeSection()
	w.markup.end()
	w.panel = panelling{}
	w.paragraph(style{id: styleFrameRule}, nil)
}
