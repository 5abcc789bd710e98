package docx

import (
	"strings"

	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

// What repeats on each page: marking, stamp, draft, title, page number. The
// first page has its own.

// margin writes a header or a footer, which has nothing of the body's.
func (w *writer) margin(name string, write func(*writer)) []byte {
	in := *w
	in.markup, in.panel, in.links = markup{}, false, nil
	in.word("w:" + name)
	before := in.Len()
	write(&in)
	if in.Len() == before { // it has a paragraph at least
		in.paragraph(style{id: styleHeader}, nil)
	}
	in.markup.end()
	return in.Bytes()
}

func (w *writer) header(first bool) []byte {
	return w.margin("hdr", func(in *writer) {
		in.marking()
		if first && in.m.Banner.Sharing != "" && in.m.Place != marking.PlaceNone {
			in.line(in.m.Banner.Sharing, false)
		}
		in.line(in.m.Draft, true)
		in.line(in.m.Stamp, true)
		if !first {
			in.line(in.m.Title, false)
		}
	})
}

func (w *writer) footer(first bool) []byte {
	return w.margin("ftr", func(in *writer) {
		if first {
			for _, row := range in.m.Banner.Designation {
				in.paragraph(style{id: styleFooter}, []manuscript.Run{{Text: row.Label + ": " + row.Text}})
			}
		}
		in.line(in.m.Stamp, true)
		in.pages()
		if !in.m.Banner.HeadOnly {
			in.marking()
		}
	})
}

func (w *writer) line(text string, bold bool) {
	if text != "" {
		w.paragraph(style{id: styleHeader}, []manuscript.Run{{Text: text, Bold: bold}})
	}
}

// pages says which page it is, and of how many.
func (w *writer) pages() {
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleFooter)
	if w.fromRight("") {
		w.leaf("w:bidi")
	}
	w.markup.end()
	fields := []string{"PAGE", "NUMPAGES"}
	for i, words := range strings.Split(manuscript.Say(w.m.Language, "Page %d of %d"), "%d") {
		if words != "" {
			w.words(manuscript.Run{Text: words}, "")
		}
		if i < len(fields) {
			w.field(fields[i])
			w.words(manuscript.Run{Text: manuscript.Figures(w.m.Language, "1")}, "")
			w.fieldEnd()
		}
	}
	w.markup.end()
}

// marking is the banner, where and as its profile has it.
func (w *writer) marking() {
	b := w.m.Banner
	if b.Mark == "" || w.m.Place == marking.PlaceNone {
		return
	}
	align, colour, ground := "center", "", ""
	switch w.m.Place {
	case marking.PlaceBox:
		align, colour, ground = "right", b.Colour, "000000"
	case marking.PlaceRight:
		align = "right"
	case marking.PlaceBar:
		colour, ground = b.OnBar, strings.TrimPrefix(b.Bar, "#")
	case marking.PlaceCentre, marking.PlaceNone:
	}
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleMarking)
	if w.m.Place == marking.PlaceBar {
		w.leaf("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", ground)
	}
	w.val("w:jc", align)
	w.markup.end()
	w.start("w:r")
	w.start("w:rPr")
	if b.BodyFace {
		fonts(&w.markup, w.sheet.Body.Family)
	}
	if colour != "" {
		w.val("w:color", strings.TrimPrefix(colour, "#"))
	}
	text := string(b.Mark)
	if w.m.Place == marking.PlaceBox {
		w.leaf("w:shd", "w:val", "clear", "w:color", "auto", "w:fill", ground)
		text = "\u00a0" + text + "\u00a0"
	}
	w.markup.end()
	w.textOf(text)
	w.markup.end()
	w.markup.end()
}
