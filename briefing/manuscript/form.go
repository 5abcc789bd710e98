package manuscript

import (
	"fmt"
	"slices"
	"strings"
)

// form is what a template asks of a note beyond its looks.
type form struct {
	template string
	numbered bool     // paragraphs of own text are numbered through the note
	clipped  bool     // what is known of an article stands above its extracts
	panel    []string // the sections that are set apart for a hurried reader, in small letters
}

var recommendation = []string{"recommendation", "recommendations", "recommandation", "recommandations", "empfehlung", "recomendación", "سفارش", "سفارشات"}

var forms = []form{
	{template: "briefing-note", panel: recommendation},
	{template: "uk-submission", numbered: true, panel: []string{"issue", "recommendation", "recommendations", "timing"}},
	{template: "us-action-memo", panel: recommendation},
	{template: "bluf", panel: []string{"bottom line", "l’essentiel", "kernaussage", "lo esencial", "خلاصہ"}},
	{template: "press-review", clipped: true, panel: []string{"in brief", "en bref", "kurz gefasst", "en breve", "مختصراً"}},
	{template: "cabinet-paper", numbered: true},
}

func formOf(template string) form {
	i := slices.IndexFunc(forms, func(f form) bool { return f.template == template })
	if i < 0 {
		return form{template: template}
	}
	return forms[i]
}

// arrange gives the blocks what the form of the note asks for: panels, and
// numbers of paragraphs. Lists, quotations and tables belong to the paragraph
// before them; what stands in a panel is not numbered.
func (m *builder) arrange() {
	m.captions()
	form := formOf(m.Template)
	if form.clipped {
		m.clippings()
		m.quotedShare()
	}
	inPanel, number := false, 0
	for i, b := range m.Blocks {
		switch b := b.(type) {
		case Heading:
			if b.Level == 1 {
				b.Panel = slices.Contains(form.panel, strings.ToLower(strings.TrimSpace(headed(b.Text))))
				inPanel = b.Panel
				m.Blocks[i] = b
			}
		case PageBreak:
			inPanel = false
		case Paragraph:
			if form.numbered && !inPanel && !b.Inset {
				number++
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
				tables++
				number := Run{Text: fmt.Sprintf(Say(m.Language, "Table %d."), tables), Bold: true}
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
