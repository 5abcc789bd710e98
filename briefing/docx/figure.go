package docx

import (
	"fmt"
	"math"
	"strconv"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// emu is a point in English Metric Units, in which drawings are measured.
const emu = 12700

// picture is a picture in a paragraph of its own, and its caption.
func (w *writer) picture(f manuscript.Figure) {
	w.pictures++
	width, height := w.fitted(f)
	size := []string{"cx", strconv.Itoa(width), "cy", strconv.Itoa(height)}
	about := []string{"id", strconv.Itoa(w.pictures), "name", fmt.Sprintf("Picture %d", w.pictures), "descr", f.Image.Alt}
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleFigure)
	w.markup.end()
	w.start("w:r")
	w.start("w:drawing")
	w.start("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	w.leaf("wp:extent", size...)
	w.start("wp:docPr", about...)
	if f.Image.Decorative {
		w.decorative()
	}
	w.markup.end()
	w.start("a:graphic")
	w.start("a:graphicData", "uri", drawingURL+"picture")
	w.start("pic:pic")
	w.start("pic:nvPicPr")
	w.leaf("pic:cNvPr", about...)
	w.leaf("pic:cNvPicPr")
	w.markup.end()
	w.start("pic:blipFill")
	w.leaf("a:blip", "r:embed", w.body.picture(f.Image))
	w.start("a:stretch")
	w.leaf("a:fillRect")
	w.markup.end()
	w.markup.end()
	w.start("pic:spPr")
	w.start("a:xfrm")
	w.leaf("a:off", "x", "0", "y", "0")
	w.leaf("a:ext", size...)
	w.markup.end()
	w.start("a:prstGeom", "prst", "rect")
	w.leaf("a:avLst")
	for range 8 { // prstGeom, spPr, pic, graphicData, graphic, inline, drawing, run
		w.markup.end()
	}
	w.markup.end()
	w.said.WriteString("\n")
	if len(f.Caption) > 0 {
		w.paragraph(style{id: styleCaption, anchor: f.Anchor}, f.Caption)
	}
}

// decorative says that readers who do not see the picture miss nothing.
func (w *writer) decorative() {
	w.start("a:extLst")
	w.start("a:ext", "uri", "{C183D7F6-B498-43B3-948B-1728B52AA6E4}")
	w.leaf("adec:decorative", "xmlns:adec", "http://schemas.microsoft.com/office/drawing/2017/decorative", "val", "1")
	w.markup.end()
	w.markup.end()
}

// fitted is the size of a picture, at 96 pixels to the inch or what there is room for.
func (w *writer) fitted(f manuscript.Figure) (width, height int) {
	const pixel, tallest = 0.75, 0.65
	s := w.sheet
	wide, tall := pixel*layout.Pt(max(f.Width, 1)), pixel*layout.Pt(max(f.Height, 1))
	scale := min(1, (s.Paper.W-s.Left-s.Right-s.Indent)/wide, tallest*(s.Paper.H-s.Top-s.Bottom)/tall)
	return int(math.Round(float64(wide * scale * emu))), int(math.Round(float64(tall * scale * emu)))
}
