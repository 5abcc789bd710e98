package manuscript

import (
	"slices"
	"strings"
)

// Decision is where the reader of a note for decision says what is decided. It
// follows the last block.
type Decision struct {
	Label   string   // the heading above it
	Choices []string // to tick; a note that asks for no decision has none
	Signer  string   // who signs, or what stands in the place of a name
	Date    string   // the label of the date of signing
}

// The page styles whose readers say what they decide: of the whole note, or of each
// item of a recommendation.
const (
	decidingStyle  = "briefing-note"
	approvingStyle = "us-action-memo"
)

// decision gives a note for decision the place where its reader decides.
func (m *builder) decision() {
	if m.Template != decidingStyle || !m.isForDecision() {
		return
	}
	d := Decision{Label: Say(m.Language, "Decision"), Date: Say(m.Language, "Date")}
	for _, choice := range []string{"Approved", "Approved with changes", "Not approved", "Discuss"} {
		d.Choices = append(d.Choices, Say(m.Language, choice))
	}
	for _, fact := range m.Facts {
		if fact.Key == "approver" || fact.Key == FactTo && d.Signer == "" {
			d.Signer = headed(fact.Text)
		}
	}
	if d.Signer == "" {
		d.Signer = Say(m.Language, "Signature")
	}
	m.Decision = d
}

// isForDecision reports whether the note asks its reader to decide.
func (m *builder) isForDecision() bool {
	i := slices.IndexFunc(m.Facts, func(fact Fact) bool { return fact.Key == "action" })
	if i < 0 {
		return false
	}
	asked := strings.ToLower(headed(m.Facts[i].Text))
	return slices.ContainsFunc([]string{"decision", "décision", "entscheidung", "decisión", "فیصلہ"}, func(word string) bool { return strings.Contains(asked, word) })
}

// approvals are the words of the lines on which each item of a recommendation is
// approved or not.
func (m *builder) approvals() []string {
	if m.Template != approvingStyle {
		return nil
	}
	return []string{Say(m.Language, "Approve"), Say(m.Language, "Disapprove")}
}

// Flowing are the blocks of m with what its reader is asked in words, for formats
// without places to sign: a box for each choice.
func (m Manuscript) Flowing() []Block {
	blocks := slices.Clone(m.Blocks)
	for i, b := range blocks {
		if l, ok := b.(List); ok && l.Approvals != nil {
			blocks[i] = l.asking()
		}
	}
	d := m.Decision
	if len(d.Choices) == 0 {
		return blocks
	}
	return append(blocks,
		Heading{Level: 1, Text: []Run{{Text: d.Label}}},
		boxes(d.Choices),
		Paragraph{Text: []Run{{Text: d.Signer + ":\n" + d.Date + ":"}}},
	)
}

// asking is l with boxes below each item.
func (l List) asking() List {
	items := make([][]Block, len(l.Items))
	for i, item := range l.Items {
		items[i] = append(slices.Clone(item), boxes(l.Approvals))
	}
	l.Items = items
	return l
}

// boxes are a list of words, each with a box to tick.
func boxes(words []string) List {
	var l List
	for _, word := range words {
		l.Items = append(l.Items, []Block{Paragraph{Text: []Run{{Text: word}}}})
		l.Tasks = append(l.Tasks, TaskOpen)
	}
	return l
}
