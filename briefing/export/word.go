package export

import (
	"briefdesk/briefing"
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

// RuleNotInWord is that of findings about what pages have and a Word document has not.
const RuleNotInWord = "not-in-word"

// leftOutInWord says what of m is on pages and not in Word.
func leftOutInWord(m manuscript.Manuscript) []briefing.Finding {
	var findings []briefing.Finding
	lacks := func(message string) {
		findings = append(findings, briefing.Finding{Rule: RuleNotInWord, Severity: briefing.SeverityInfo, Message: message})
	}
	if m.Draft != "" {
		lacks("the Word document says at the head of its pages that the note is a draft, and not across them as the PDF does")
	}
	if manuscript.Figures(m.Language, "1") != "1" {
		lacks("Word does not count in the figures of the note's language: the numbers of paragraphs and items are written out, and stay as they are when others are added")
	}
	return findings
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
