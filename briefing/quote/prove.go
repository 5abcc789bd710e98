package quote

import (
	"fmt"
	"strings"

	"briefdesk/briefing"
)

// The rules of the findings of Prove.
const (
	RuleAltered     = "quotation-altered"
	RuleCorrupt     = "snapshot-corrupt"
	RuleMissing     = "passage-missing"
	RuleUncheckable = "quotation-uncheckable"
)

// Prove is the proof of words printed in the program's own style.
func Prove(src briefing.Source, q briefing.Quotation, printed string) (briefing.Finding, bool) {
	return Style{}.Prove(src, q, printed)
}

// Prove holds printed, the words of q as they really stand on the page, against
// the source: the snapshot must be what its own hash and the passage's anchor
// say, its span must hold the passage's words, and printed must be the words
// that s.Printed derives from them, but for the harmless differences of Fold; so
// must words that were typed for q beside its passage be what Printed derives,
// if there are any. It reports true and no finding if all that is so. src is
// zero where the library does not have the passage. The finding names no block;
// the caller knows it.
//
// The proof covers words, not who said them. Of a paraphrase or summary, whose
// words are not the source's, it covers what they stand for alone.
func (s Style) Prove(src briefing.Source, q briefing.Quotation, printed string) (briefing.Finding, bool) {
	if !q.IsCheckable() {
		return uncheckable(q), false
	}
	p := src.Passage
	if p.ID != q.Passage {
		return missing(q), false
	}
	if err := verify(src); err != nil {
		return fault(RuleCorrupt, p.Exact, "the source of the quotation is damaged: %v; import the article again", err), false
	}
	if held := src.Snapshot.Slice(p.Range); held != p.Exact {
		return fault(RuleAltered, p.Exact, "the passage is not what the source has there: %s; mark it in the article again",
			Difference(p.Exact, held)), false
	}
	if !q.IsDirect() {
		return briefing.Finding{}, true
	}
	want, plain, err := s.forms(p.Exact, q.Edits)
	if err != nil {
		return fault(RuleAltered, p.Exact, "the edits of the quotation do not fit its words: %v; undo them", err), false
	}
	if d := Difference(printed, want); d != "" {
		return fault(RuleAltered, printed, "the quotation is not what the source says: %s", d), false
	}
	if d := Difference(q.Words, plain); q.Words != "" && d != "" {
		return fault(RuleAltered, q.Words, "the quotation as it was typed is not what the source says: %s", d), false
	}
	return briefing.Finding{}, true
}

// forms are the words as s prints them, and as they are edited.
func (s Style) forms(exact string, edits []briefing.Edit) (styled, plain string, err error) {
	pieces, err := Printed(exact, edits)
	if err != nil || s == (Style{}) {
		return Join(pieces), Join(pieces), err
	}
	inStyle, err := s.Printed(exact, edits)
	return Join(inStyle), Join(pieces), err
}

// verify checks the snapshot and that it is the one the passage was marked in.
func verify(src briefing.Source) error {
	if err := src.Snapshot.Verify(); err != nil {
		return err
	}
	if src.Snapshot.Hash != src.Passage.Snapshot {
		return fmt.Errorf("the passage was marked in the snapshot %v, not in %v", src.Passage.Snapshot, src.Snapshot.Hash)
	}
	return nil
}

func fault(rule, text, format string, args ...any) briefing.Finding {
	return briefing.Finding{Rule: rule, Severity: briefing.SeverityError, Text: text, Message: fmt.Sprintf(format, args...)}
}

func missing(q briefing.Quotation) briefing.Finding {
	return fault(RuleMissing, q.Words, "the library does not have the passage %v; import its article and mark it again, or remove the quotation", q.Passage)
}

func uncheckable(q briefing.Quotation) briefing.Finding {
	return briefing.Finding{
		Rule: RuleUncheckable, Severity: briefing.SeverityInfo, Text: q.Words,
		Message: "the quotation names no passage, so there is nothing to check it against",
	}
}

// Difference says in a clause where printed first departs from source, word by
// word and harmless differences aside; it is empty where they agree.
func Difference(printed, source string) string {
	if Fold(printed) == Fold(source) {
		return ""
	}
	got, want := strings.Fields(printed), strings.Fields(source)
	i := 0
	for i < len(got) && i < len(want) && Fold(got[i]) == Fold(want[i]) {
		i++
	}
	switch {
	case i == len(got) && i == len(want): // a word of soft hyphens alone
		return "it is spaced otherwise than the source"
	case i == len(got):
		return fmt.Sprintf("it ends where the source goes on with “%s”", want[i])
	case i == len(want):
		return fmt.Sprintf("it goes on with “%s” where the source ends", got[i])
	}
	return fmt.Sprintf("it has “%s” as word %d where the source has “%s”", got[i], i+1, want[i])
}
