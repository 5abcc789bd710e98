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
	in.markup, in.panel, in.links = markup{}, panelling{}, nil
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
		if !in.sheet.CopyInTitle {
			in.line(in.m.Copy.Label(in.m.Language), true)
		}
		in.line(in.m.Stamp, true)
		if !first && in.sheet.AtHead {
			in.pages()
		}
		if !first && in.sheet.RunsOn {
			in.line(runningHead(in.m), false)
		}
	})
}

func (w *writer) footer(first bool) []byte {
	return w.margin("ftr", func(in *writer) {
		if first {
			for _, row := range in.frame.FirstFoot {
				in.paragraph(style{id: styleFooter}, append([]manuscript.Run{{Text: row.Label + ": "}}, row.Text...))
			}
		}
		in.line(in.m.Stamp, true)
		if !in.sheet.AtHead {
			in.pages()
		}
		if !in.m.Banner.HeadOnly {
			in.marking()
		}
	})
}

// runningHead is the title and the reference.
func runningHead(m manuscript.Manuscript) string {
	if m.Title == "" || m.Reference == "" {
		return m.Title + m.Reference
	}
	return m.Title + " · " + m.Reference
}

func (w *writer) line(text string, bold bool) {
	if text != "" {
		w.paragraph(style{id: styleHeader}, []manuscript.Run{{Text: text, Bold: bold}})
	}
}

// pages says which page it is, and of how many if the form says so.
func (w *writer) pages() {
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", styleFooter)
	if w.fromRight("") {
		w.leaf("w:bidi")
	}
	if w.sheet.AtRight {
		w.val("w:jc", "right")
	}
	w.markup.end()
	if w.sheet.BeforeNumber != "" {
		w.words(manuscript.Run{Text: w.sheet.BeforeNumber}, "")
	}
	phrase := strings.Split(w.sheet.Numbering, "%d")
	for i, words := range phrase {
		if words != "" {
			w.words(manuscript.Run{Text: words}, "")
		}
		if i+1 < len(phrase) {
			w.field([]string{"PAGE", "NUMPAGES"}[i])
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
