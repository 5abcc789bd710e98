package export

import (
	"fmt"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// UnprovedError says that quotations do not match their sources, so nothing
// was exported.
type UnprovedError struct{ Findings []briefing.Finding }

func (e *UnprovedError) Error() string {
	f := e.Findings[0]
	if len(e.Findings) == 1 {
		return fmt.Sprintf("block %d: %s; nothing was exported", f.Block, f.Message)
	}
	return fmt.Sprintf("%d quotations are not verified, the first in block %d: %s; nothing was exported", len(e.Findings), f.Block, f.Message)
}

// prove holds each quotation that names a passage against its source, by the
// words that stand on the pages. Its findings take the place of those that the
// manuscript had about the same quotations.
func (r *Report) prove(doc layout.Document, m manuscript.Manuscript, sources briefing.Sources) error {
	printed := wordsOnPages(doc, len(m.Quotations))
	var failed []briefing.Finding
	for i, q := range m.Quotations {
		if !q.Quotation.IsCheckable() {
			continue
		}
		r.Checked++
		f, ok := m.Style.Prove(sources[q.Quotation.Passage], q.Quotation, printed[i])
		if ok {
			r.Verified++
			continue
		}
		f.Block = q.Block
		failed = append(failed, f)
	}
	if failed == nil {
		return nil
	}
	r.replace(failed)
	return &UnprovedError{failed}
}

// proveFlowing holds a flowing file against the pages, which are proved: it
// must have the words of each quotation, whole and in order, but for marks.
func (p Prepared) proveFlowing(file, marks string) error {
	bare := func(text string) string {
		return quote.Fold(strings.Map(func(r rune) rune {
			if strings.ContainsRune(marks, r) {
				return -1
			}
			return r
		}, text))
	}
	rest := bare(file)
	for i, words := range wordsOnPages(p.Document, len(p.Manuscript.Quotations)) {
		q := p.Manuscript.Quotations[i]
		if !q.Quotation.IsCheckable() {
			continue
		}
		_, after, found := strings.Cut(rest, bare(words))
		if !found {
			return &UnprovedError{[]briefing.Finding{{
				Rule: quote.RuleAltered, Severity: briefing.SeverityError, Block: q.Block, Text: words,
				Message: "the words of the quotation are not whole in the file; export it as PDF, and report this as a fault of the program",
			}}}
		}
		rest = after
	}
	return nil
}

func (r *Report) replace(failed []briefing.Finding) {
	about := map[int]bool{}
	for _, f := range failed {
		about[f.Block] = true
	}
	kept := failed
	for _, f := range r.Findings {
		isProof := f.Rule == quote.RuleAltered || f.Rule == quote.RuleCorrupt || f.Rule == quote.RuleMissing
		if !isProof || !about[f.Block] {
			kept = append(kept, f)
		}
	}
	r.Findings = kept
}

// wordsOnPages joins what the pages print of each of n quotations; the hyphens
// that line breaks put in go.
func wordsOnPages(doc layout.Document, n int) []string {
	joined := make([]strings.Builder, n)
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			if t, ok := it.(layout.Text); ok && t.Quotation > 0 && t.Quotation <= n {
				joined[t.Quotation-1].WriteString(strings.ReplaceAll(t.Words, "\u00ad", ""))
			}
		}
	}
	words := make([]string, n)
	for i := range joined {
		words[i] = joined[i].String()
	}
	return words
}
