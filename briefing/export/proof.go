package export

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// UnprovedError says that quotations do not match their sources, or citations
// have none, so nothing was exported.
type UnprovedError struct{ Findings []briefing.Finding }

func (e *UnprovedError) Error() string {
	f := e.Findings[0]
	if len(e.Findings) == 1 {
		return fmt.Sprintf("block %d: %s; nothing was exported", f.Block, f.Message)
	}
	what := "quotations"
	for _, f := range e.Findings {
		if f.Quotation == 0 {
			what = "quotations and citations"
		}
	}
	return fmt.Sprintf("%d %s are not verified, the first in block %d: %s; nothing was exported", len(e.Findings), what, f.Block, f.Message)
}

// shown is what a file shows of a quotation.
type shown struct {
	text string
	// misplaced says that some of it stands behind a later quotation.
	misplaced bool
}

// proof is what became of a quotation.
type proof struct {
	manuscript.Quoted
	shown    shown
	verified bool
	finding  briefing.Finding // where it is checkable and not verified
}

func (p proof) failed() bool { return p.Quotation.IsCheckable() && !p.verified }

// prove holds each quotation of m that names a passage against its source, by
// what the file shows of it.
func prove(m manuscript.Manuscript, sources briefing.Sources, words []shown) []proof {
	proofs := make([]proof, len(m.Quotations))
	for i, q := range m.Quotations {
		p := proof{Quoted: q, shown: words[i]}
		if q.Quotation.IsCheckable() {
			p.finding, p.verified = m.Style.Prove(sources[q.Quotation.Passage], q.Quotation, words[i].text)
			if p.verified && words[i].misplaced {
				p.finding, p.verified = misplaced(words[i].text), false
			}
			if !p.verified {
				p.finding.Block, p.finding.Quotation = q.Block, i+1
				explainBoxes(&p.finding, words[i].text)
			}
		}
		proofs[i] = p
	}
	return proofs
}

func misplaced(words string) briefing.Finding {
	return briefing.Finding{
		Rule: quote.RuleAltered, Severity: briefing.SeverityError, Text: words,
		Message: "the quotation does not stand where the note has it; report this as a fault of the program",
	}
}

// box stands for a character that the page shows as a box.
const box = '\ufffd'

// explainBoxes says so where a quotation failed because no font has its letters.
func explainBoxes(f *briefing.Finding, words string) {
	if f.Rule == quote.RuleAltered && strings.ContainsRune(words, box) {
		f.Message = "no font here has some of the characters of the quotation, and the page shows boxes for them; omit those words, or export Markdown or text"
	}
}

// wordsOnPages returns what the pages show of each of n quotations, joined over
// lines and pages; the hyphens that line breaks put in go.
func wordsOnPages(doc layout.Document, n int) []shown {
	words := make([]shown, n)
	joined := make([]strings.Builder, n)
	last := 0
	for _, page := range doc.Pages {
		for _, it := range page.Items {
			t, ok := it.(layout.Text)
			if !ok || t.Quotation < 1 || t.Quotation > n || !isOn(page, t) {
				continue
			}
			joined[t.Quotation-1].WriteString(wordsOf(t))
			words[t.Quotation-1].misplaced = words[t.Quotation-1].misplaced || t.Quotation < last
			last = max(last, t.Quotation)
		}
	}
	for i := range joined {
		words[i].text = joined[i].String()
	}
	return words
}

// isOn reports whether a text begins and ends on the paper.
func isOn(page layout.Page, t layout.Text) bool {
	const rounding = 0.5
	return t.X > -rounding && t.Y > 0 && t.Y < page.H && t.X+t.Width() < page.W+rounding
}

// wordsOf are the words that the glyphs of t show. A character without a glyph
// is not there, one that its face lacks is a box.
func wordsOf(t layout.Text) string {
	if showsAll(t) {
		return t.Words
	}
	words := []rune(t.Words)
	hasGlyph := make([]bool, len(words))
	for g := range t.Glyphs() {
		for i := int(g.Rune); i < min(int(g.Rune)+int(g.Runes), len(words)); i++ {
			hasGlyph[i] = true
			if g.ID == 0 && isVisible(words[i]) {
				words[i] = box
			}
		}
	}
	var s strings.Builder
	for i, r := range words {
		if r != softHyphen && (hasGlyph[i] || !isVisible(r)) {
			s.WriteRune(r)
		}
	}
	return s.String()
}

// softHyphen is what a line break puts in.
const softHyphen = '\u00ad'

// showsAll reports whether t has a glyph of its face for one character after the
// other, and none that a line break put in: most texts do.
func showsAll(t layout.Text) bool {
	at := 0
	for g := range t.Glyphs() {
		if g.ID == 0 || g.Runes > 0 && int(g.Rune) != at {
			return false
		}
		at += int(g.Runes)
	}
	return at == utf8.RuneCountInString(t.Words) && !strings.ContainsRune(t.Words, softHyphen)
}

// isVisible reports whether r needs a glyph to be seen: spaces, joiners and
// variation selectors do not.
func isVisible(r rune) bool {
	return !unicode.In(r, unicode.White_Space, unicode.Cf, unicode.Variation_Selector)
}
