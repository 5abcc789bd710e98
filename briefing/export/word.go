package export

import (
	"briefdesk/briefing/docx"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// wordDocument is m as a Word document, on the sheet of its form and with what stands
// round it on its pages.
func wordDocument(j job, m manuscript.Manuscript) ([]byte, error) {
	paper := j.opts.Paper
	if paper == (layout.Size{}) {
		paper = layout.Paper(m.Template)
	}
	doc, _, err := j.setter.PagesIn(m, paper, j.opts.Look)
	if err != nil {
		return nil, err
	}
	return docx.Write(m, j.sources, layout.SheetOf(m, paper, j.opts.Look), doc.Frame, j.key)
}

// wordsInWord are what a Word document shows of each of n quotations.
func wordsInWord(data []byte, n int) ([]shown, error) {
	quoted, ordered, err := docx.Quoted(data, n)
	if err != nil {
		return nil, err
	}
	words := make([]shown, n)
	for i, text := range quoted {
		words[i] = shown{text, !ordered}
	}
	return words, nil
}
