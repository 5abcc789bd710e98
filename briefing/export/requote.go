package export

import (
	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/quote"
)

// Requoted are the edits under which a quotation of exact, edited so far as edits say,
// has words that somebody made of it: what they show in brackets, or the omission
// of words that are gone. It is false where there are none: words that were put in or
// changed without a bracket are not the source's, whoever wants them.
func Requoted(style quote.Style, exact string, edits []briefing.Edit, words string) ([]briefing.Edit, bool) {
	if marked, ok := markdown.Edits(exact, words); ok {
		return marked, true
	}
	pieces, err := style.Printed(exact, edits)
	if err != nil {
		return nil, false
	}
	at, changed := briefing.Offset(0), false
	for _, ch := range quote.Diff(quote.Join(pieces), words) {
		if ch.Op == quote.Inserted {
			return nil, false
		}
		gone := briefing.Range{Start: at, End: at + briefing.Length(ch.Text)}
		at = gone.End
		if ch.Op == quote.Same {
			continue
		}
		changed = true
		if edits, err = quote.WithEdit(exact, edits, briefing.Edit{Kind: briefing.EditOmit, Range: quote.SourceOf(pieces, gone)}); err != nil {
			return nil, false
		}
	}
	return edits, changed
}

// AsOwnText is a change that puts the words that a quotation has in Word after it, as
// text of the author's own.
func AsOwnText(altered WordChange) WordChange {
	text := docx.MarkdownOf(altered.Is)
	return WordChange{
		Kind: Inserted, Block: altered.Block, Is: altered.Is, Text: text,
		added: []briefing.Block{{Kind: briefing.BlockText, Text: text}},
	}
}
