package export

import (
	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// wordDocument is m as a Word document, on the sheet of its form.
func wordDocument(m manuscript.Manuscript, sources briefing.Sources, paper layout.Size, key docx.Key) ([]byte, error) {
	return docx.Write(m, sources, layout.SheetOf(m, paper), key)
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
