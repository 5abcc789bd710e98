// Package lint reads a briefing as a careful colleague would and says what to mend.
//
// Check takes a Briefing and its Sources and returns Findings: estimative language
// held against the scale that the note declares, acronyms before their expansion,
// claims without a source, placeholders left. It reads the author's own words alone
// (manuscript.OwnWords): never a quotation, a title that is named, or code. Each
// check is a Rule with a name, and can be switched off by it.
//
// What only shows when the note is set (proofs, markings, lengths) is found by other
// packages; package export puts all findings of a note together.
//
// The checks of language know English, and are silent about notes in others.
package lint

import (
	"cmp"
	"fmt"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// Rule is a check that can be switched off.
type Rule struct {
	Name     string // in kebab case, as findings name it
	Title    string // for a list of settings
	Severity briefing.Severity
	english  bool // it knows English alone
	check    func(*note, Rule)
}

// rules are in the order of a list of settings.
var rules = []Rule{
	{"hedge", "Words that leave open how likely something is", briefing.SeverityWarning, true, checkHedges},
	{"mixed-scale", "Terms of another probability scale, or of both rows of one", briefing.SeverityWarning, true, checkMixed},
	{"off-scale-term", "Words for likelihood that no scale has", briefing.SeverityWarning, true, checkLoose},
	{"confidence-with-likelihood", "Confidence and likelihood in one sentence", briefing.SeverityWarning, true, checkConfidence},
	{"no-scale", "Terms of likelihood, but no scale declared", briefing.SeverityInfo, true, checkScale},
	{"unknown-scale", "A probability scale that there is none of", briefing.SeverityWarning, false, checkKnownScale},
	{"acronym-unexpanded", "Acronyms before their expansion, or without one", briefing.SeverityWarning, false, checkAcronyms},
	{"acronym-expanded-twice", "Acronyms that are expanded again", briefing.SeverityInfo, false, checkExpandedTwice},
	{"claim-without-source", "Figures, dates and reports without a citation", briefing.SeverityInfo, true, checkClaims},
	{"quotation-without-comment", "Quotations that nothing is said about", briefing.SeverityInfo, false, checkComments},
	{"single-source", "Judgements that rest on one source", briefing.SeverityInfo, true, checkSingleSource},
	{"placeholder", "Placeholders that were left", briefing.SeverityWarning, false, checkPlaceholders},
}

// Rules are the checks that can be switched off, and what they look for.
func Rules() []Rule { return slices.Clone(rules) }

// Check reads b and returns what there is to say about it, in the order of its
// blocks. Sources are the passages that it names; the rules called without are left
// out.
func Check(b briefing.Briefing, sources briefing.Sources, without []string) []briefing.Finding {
	n := newNote(b, sources)
	for _, r := range rules {
		if !slices.Contains(without, r.Name) && (n.english || !r.english) {
			r.check(n, r)
		}
	}
	slices.SortStableFunc(n.findings, func(a, b briefing.Finding) int {
		return cmp.Or(cmp.Compare(a.Block, b.Block), cmp.Compare(a.Range.Start, b.Range.Start))
	})
	return n.findings
}

// note is a briefing being checked.
type note struct {
	briefing.Briefing
	sources  briefing.Sources
	english  bool
	prose    []manuscript.Prose
	language language
	acronyms []use
	findings []briefing.Finding
}

func newNote(b briefing.Briefing, sources briefing.Sources) *note {
	n := &note{Briefing: b, sources: sources, english: manuscript.IsEnglish(b.Language), prose: manuscript.OwnWords(b)}
	n.acronyms = n.readAcronyms()
	if n.english {
		n.language = readLanguage(n)
	}
	return n
}

// block is block i, from 1.
func (n *note) block(i int) briefing.Block { return n.Blocks[i-1] }

// at finds something at a range of a prose. Its text is as it is stored.
func (n *note) at(r Rule, p manuscript.Prose, where briefing.Range, fix, format string, args ...any) {
	f := briefing.Finding{
		Rule: r.Name, Severity: r.Severity, Block: p.Block, Text: briefing.Slice(p.Text, where),
		Message: fmt.Sprintf(format, args...),
	}
	if p.Block > 0 {
		f.Range = briefing.Range{Start: p.Start + where.Start, End: p.Start + where.End}
		words := f.Text
		if f.Text = briefing.Slice(manuscript.OwnText(n.block(p.Block)), f.Range); f.Text == words {
			f.Fix = fix // else markup within the words would be lost, or left alone
		}
	}
	n.findings = append(n.findings, f)
}

// about finds something about a whole block, or about the note: block 0.
func (n *note) about(r Rule, block int, text, format string, args ...any) {
	n.findings = append(n.findings, briefing.Finding{
		Rule: r.Name, Severity: r.Severity, Block: block, Text: text, Message: fmt.Sprintf(format, args...),
	})
}

// Mended returns b with the fix of a finding in it; ok is false where the finding has
// none, or its words no longer stand there.
func Mended(b briefing.Briefing, f briefing.Finding) (mended briefing.Briefing, ok bool) {
	if f.Fix == "" || f.Block < 1 || f.Block > len(b.Blocks) {
		return b, false
	}
	bl := b.Blocks[f.Block-1]
	text := manuscript.OwnText(bl)
	if f.Range.Len() == 0 || briefing.Slice(text, f.Range) != f.Text {
		return b, false
	}
	text = briefing.Slice(text, briefing.Range{End: f.Range.Start}) + f.Fix +
		briefing.Slice(text, briefing.Range{Start: f.Range.End, End: briefing.Length(text)})
	if bl.Kind == briefing.BlockQuotation {
		bl.Quotation.Words = text
	} else {
		bl.Text = text
	}
	mended = b.Clone()
	mended.Blocks[f.Block-1] = bl
	return mended, true
}
