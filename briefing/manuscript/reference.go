package manuscript

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// References within the note, and its table of contents.
//
// [words](#anchor) leads to the block called anchor, [](#anchor) names it and
// [](#anchor "page") names its page. A heading is called by its words, in small
// letters with hyphens between them; any block may be given a name by {#name}
// at its end. References are resolved when all blocks have their numbers.

// Contents is the table of contents.
type Contents struct {
	Entries []Entry
	Block   int
}

func (Contents) block() {}

// Entry is a line of the table of contents.
type Entry struct {
	Level int // of its heading, from 1
	Text  []Run
	To    string // the anchor of its heading
}

// RuleDeadReference is the finding about a reference that leads nowhere.
const RuleDeadReference = "reference-dead"

// unnamed stands for what a reference names until that is known.
const unnamed = "\ufffc"

// onPage is the title of a link that asks for the page of what it leads to.
const onPage = "page"

// reference is a link to an anchor.
func (r *reader) reference(c *ast.Link, anchor string, style Run) []Run {
	style.To, style.Page = strings.ToLower(anchor), string(c.Title) == onPage
	if words := r.runs(c, style); len(words) > 0 {
		return words
	}
	style.Text = unnamed
	return []Run{style}
}

// refer gives blocks their anchors, fills in the table of contents, and resolves
// references.
func (m *builder) refer() {
	m.numberFigures()
	names := m.anchors()
	listed := map[int]bool{} // the blocks that are tables of contents
	for i, b := range m.Blocks {
		m.Blocks[i] = WithRuns(b, func(runs []Run) []Run { return m.resolved(NumberOf(b), runs, names) })
		if c, ok := b.(Contents); ok {
			listed[c.Block] = true
		}
	}
	var entries []Entry
	for _, b := range m.Blocks {
		if h, ok := b.(Heading); ok && !listed[h.Block] { // a table does not list its own
			entries = append(entries, Entry{Level: h.Level, Text: entryText(h.Text), To: h.Anchor})
		}
	}
	for i, b := range m.Blocks {
		if c, ok := b.(Contents); ok {
			c.Entries = entries
			m.Blocks[i] = c
		}
	}
}

// entryText is a heading as the table of contents gives it: no marks of notes,
// and no links but the entry's own.
func entryText(heading []Run) []Run {
	var text []Run
	for _, r := range heading {
		if r.Note == 0 {
			r.Link, r.To, r.Page = "", "", false
			text = append(text, r)
		}
	}
	return merged(text)
}

// labelHeadings takes the labels from the ends of headings, so that only their
// words are left.
func (m *builder) labelHeadings() {
	for i, b := range m.Blocks {
		if h, ok := b.(Heading); ok {
			h.Text, h.Anchor = cutLabel(h.Text)
			m.Blocks[i] = h
		}
	}
}

// anchors gives headings their anchors, and other blocks those that they are
// labelled with. It returns how a reference without words names each, which is
// empty where it cannot.
func (m *builder) anchors() map[string]string {
	names := map[string]string{}
	name := func(block int, label, name string) string {
		if label == "" {
			return ""
		}
		if _, taken := names[label]; taken {
			m.find(RuleDeadReference, briefing.SeverityWarning, block, "#"+label, "two blocks are called #%s, and references lead to the first; call one otherwise", label)
			label = unique(names, label)
		}
		names[label] = name
		return label
	}
	for i, b := range m.Blocks {
		label := ""
		switch b := b.(type) {
		case Heading:
			if b.Anchor == "" {
				b.Anchor = unique(names, slug(headed(b.Text)))
			}
			b.Anchor = name(b.Block, b.Anchor, titled(headed(b.Text), m.Language))
			m.Blocks[i] = b
		case Paragraph:
			b.Text, label = cutLabel(b.Text)
			said := ""
			if b.Number > 0 {
				said = Say(m.Language, "paragraph") + "\u00a0" + Figures(m.Language, strconv.Itoa(b.Number))
			}
			b.Anchor = name(b.Block, label, said)
			m.Blocks[i] = b
		case Table:
			b.Caption, label = cutLabel(b.Caption)
			b.Anchor = name(b.Block, label, numbered(b.Caption))
			m.Blocks[i] = b
		case Figure:
			b.Caption, label = cutLabel(b.Caption)
			b.Anchor = name(b.Block, label, numbered(b.Caption))
			m.Blocks[i] = b
		}
	}
	return names
}

// unique is anchor, or what it becomes where that is taken.
func unique(names map[string]string, anchor string) string {
	base := anchor
	for i := 1; ; i++ {
		if _, taken := names[anchor]; !taken {
			return anchor
		}
		anchor = base + "-" + strconv.Itoa(i)
	}
}

// numbered is the number that a caption begins with, as it is referred to.
func numbered(caption []Run) string {
	if len(caption) == 0 {
		return ""
	}
	return strings.ReplaceAll(strings.TrimSuffix(caption[0].Text, "."), " ", "\u00a0")
}

var labelForm = pattern.New(`\s*\{#([\pL\pN][\pL\pN_-]*)\}$`)

// cutLabel takes the label from the end of a text.
func cutLabel(runs []Run) ([]Run, string) {
	last := len(runs) - 1
	if last < 0 || runs[last].Code || runs[last].Quotation > 0 || !strings.HasSuffix(runs[last].Text, "}") {
		return runs, ""
	}
	match := labelForm.FindStringSubmatchIndex(runs[last].Text)
	if match == nil {
		return runs, ""
	}
	label := strings.ToLower(runs[last].Text[match[2]:match[3]])
	runs = slices.Clone(runs)
	runs[last].Text = runs[last].Text[:match[0]]
	if runs[last].Text == "" {
		runs = runs[:last]
	}
	return runs, label
}

// slug is what a heading of these words is called.
func slug(words string) string {
	name := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsMark(r), unicode.IsDigit(r), r == '-', r == '_':
			return unicode.ToLower(r)
		case unicode.IsSpace(r):
			return '-'
		}
		return -1
	}, strings.TrimSpace(words))
	if name == "" {
		return "section"
	}
	return name
}

// resolved are runs whose references lead somewhere and say where.
func (m *builder) resolved(block int, runs []Run, names map[string]string) []Run {
	if !slices.ContainsFunc(runs, func(r Run) bool { return r.To != "" }) {
		return runs
	}
	runs = slices.Clone(runs)
	for i, r := range runs {
		if r.To == "" {
			continue
		}
		name, found := names[r.To]
		if !found {
			m.find(RuleDeadReference, briefing.SeverityWarning, block, "#"+r.To, "there is nothing called #%s in the note: give its heading these words, or end its block with {#%s}", r.To, r.To)
			runs[i].To, runs[i].Page = "", false
			name = "#" + r.To
		}
		if r.Text != unnamed {
			runs[i].Page = false // it has words of its own
			continue
		}
		runs[i].Text = name
		if name == "" && !r.Page {
			m.find(RuleDeadReference, briefing.SeverityWarning, block, "#"+r.To, "what is called #%s has no number to be named by; write the words of the reference between its brackets", r.To)
		}
		if name == "" {
			runs[i].Text = "#" + r.To
		}
	}
	return runs
}

// WithRuns is b with each of its texts changed; change is not to alter those it
// is given.
func WithRuns(b Block, change func([]Run) []Run) Block {
	switch b := b.(type) {
	case Heading:
		b.Text = change(b.Text)
		return b
	case Paragraph:
		b.Text = change(b.Text)
		return b
	case List:
		b.Items = slices.Clone(b.Items)
		for i, item := range b.Items {
			b.Items[i] = slices.Clone(item)
			for j, within := range item {
				b.Items[i][j] = WithRuns(within, change)
			}
		}
		return b
	case Quotation:
		b.Source = change(b.Source)
		b.Paragraphs = withCells(b.Paragraphs, change)
		return b
	case Table:
		b.Caption = change(b.Caption)
		b.Head = withCells(b.Head, change)
		b.Rows = slices.Clone(b.Rows)
		for i, row := range b.Rows {
			b.Rows[i] = withCells(row, change)
		}
		return b
	case Figure:
		b.Caption = change(b.Caption)
		return b
	}
	return b
}

func withCells(texts [][]Run, change func([]Run) []Run) [][]Run {
	texts = slices.Clone(texts)
	for i, runs := range texts {
		texts[i] = change(runs)
	}
	return texts
}
