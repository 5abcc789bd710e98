package manuscript

import (
	"fmt"
	"slices"
	"strings"
)

// arrange gives the blocks what the form of the note asks for: panels, and
// numbers of paragraphs. Lists, quotations and tables belong to the paragraph
// before them; what stands in a panel is not numbered.
func (m *builder) arrange() {
	m.captions()
	if m.form.Clipped {
		m.clippings()
		m.quotedShare()
	}
	inPanel, number := false, 0
	for i, b := range m.Blocks {
		switch b := b.(type) {
		case Heading:
			if b.Level == 1 {
				section, _ := m.form.Section(headed(b.Text))
				b.Panel, inPanel = section.Panel, section.Panel
				m.Blocks[i] = b
			}
		case PageBreak:
			inPanel = false
		case List:
			if inPanel {
				b.Approvals = m.approvals()
				m.Blocks[i] = b
			}
		case Paragraph:
			if m.form.Numbered && !inPanel && !b.Inset && b.Translates == 0 {
				number = m.counter.next(countParagraphs, b.Block, number+1)
				b.Number = number
				m.Blocks[i] = b
			}
		}
	}
}

// captionSign opens the paragraph that is the caption of the table after it.
const captionSign = "Table: "

// captions gives each table the caption before it, and a number.
func (m *builder) captions() {
	var kept []Block
	tables := 0
	for i := 0; i < len(m.Blocks); i++ {
		if i+1 < len(m.Blocks) {
			caption := captionIn(m.Blocks[i])
			if t, ok := m.Blocks[i+1].(Table); ok && caption != nil {
				tables = m.counter.next(countTables, t.Block, tables+1)
				number := Run{Text: Figures(m.Language, fmt.Sprintf(Say(m.Language, "Table %d."), tables)), Bold: true}
				t.Caption = append([]Run{number, {Text: " "}}, caption...)
				m.Blocks[i+1] = t
				continue
			}
		}
		kept = append(kept, m.Blocks[i])
	}
	m.Blocks = kept
}

// captionIn are the words of a caption if b is the paragraph of one. A portion
// marking may stand before its sign.
func captionIn(b Block) []Run {
	p, ok := b.(Paragraph)
	if !ok || p.Inset {
		return nil
	}
	for i, r := range p.Text[:min(2, len(p.Text))] {
		words, found := strings.CutPrefix(r.Text, captionSign)
		if found && words != "" {
			text := slices.Clone(p.Text)
			text[i].Text = words
			return text
		}
		if !strings.HasPrefix(r.Text, "(") || !strings.HasSuffix(r.Text, ")\u00a0") {
			return nil
		}
	}
	return nil
}

// headed are the words of a line, without portion marking and note marks.
func headed(runs []Run) string {
	var s strings.Builder
	for _, r := range runs {
		if r.Note == 0 {
			s.WriteString(r.Text)
		}
	}
	text := s.String()
	if marking, rest, found := strings.Cut(text, "\u00a0"); found && strings.HasPrefix(marking, "(") && strings.HasSuffix(marking, ")") {
		return rest
	}
	return text
}
