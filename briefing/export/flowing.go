package export

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"briefdesk/briefing/manuscript"
)

// The flowing formats: the words of the pages without the pages. The marking
// stands before the text and after it.

func plainText(m manuscript.Manuscript) string {
	w := plainWriter{}
	w.frame(m)
	return w.String()
}

func readerMarkdown(m manuscript.Manuscript) string {
	w := markdownWriter{}
	w.frame(m)
	return w.String()
}

// paragraphs are written one after the other, an empty line between them.
type paragraphs struct{ strings.Builder }

func (p *paragraphs) add(s string) {
	if s = strings.TrimRight(s, " \n"); s == "" {
		return
	}
	if p.Len() > 0 {
		p.WriteString("\n")
	}
	p.WriteString(s + "\n")
}

type plainWriter struct{ paragraphs }

func (w *plainWriter) frame(m manuscript.Manuscript) {
	w.add(string(m.Banner.Mark))
	w.add(underlined(m.Title, "="))
	w.add(factLines(m.Facts, plainRuns))
	for _, b := range m.Blocks {
		w.add(plainBlock(b))
	}
	var notes []string
	for _, n := range m.Notes {
		notes = append(notes, fmt.Sprintf("[%d] %s", n.Number, plainRuns(n.Text)))
	}
	w.add(strings.Join(notes, "\n"))
	w.add(factLines(m.End, plainRuns))
	w.add(string(m.Banner.Mark))
}

func plainBlock(b manuscript.Block) string {
	switch b := b.(type) {
	case manuscript.Heading:
		return underlined(plainRuns(b.Text), "-")
	case manuscript.Paragraph:
		return plainRuns(b.Text)
	case manuscript.List:
		return listItems(b, plainBlock)
	case manuscript.Quotation:
		return quoted(b, plainRuns, "    ", "\n\n")
	case manuscript.Table:
		return tableRows(b, plainRuns, " | ", "", "")
	case manuscript.Code:
		return indented(strings.Join(b.Lines, "\n"), "    ")
	case manuscript.Rule:
		return "* * *"
	case manuscript.PageBreak:
	}
	return ""
}

func plainRuns(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		switch {
		case r.Note > 0:
			s.WriteString("[" + strconv.Itoa(r.Note) + "]")
		case r.Link != "" && r.Link != r.Text:
			s.WriteString(r.Text + " <" + r.Link + ">")
		default:
			s.WriteString(r.Text)
		}
	}
	return s.String()
}

type markdownWriter struct{ paragraphs }

func (w *markdownWriter) frame(m manuscript.Manuscript) {
	mark := ""
	if m.Banner.Mark != "" {
		mark = "**" + escape(string(m.Banner.Mark)) + "**"
	}
	w.add(mark)
	w.add("# " + escape(oneLine(m.Title)))
	w.add(strings.ReplaceAll(factLines(m.Facts, markdownRuns), "\n", "  \n"))
	for _, b := range m.Blocks {
		w.add(markdownBlock(b))
	}
	for _, n := range m.Notes {
		w.add(fmt.Sprintf("[^%d]: %s", n.Number, markdownRuns(n.Text)))
	}
	w.add(strings.ReplaceAll(factLines(m.End, markdownRuns), "\n", "  \n"))
	w.add(mark)
}

func markdownBlock(b manuscript.Block) string {
	switch b := b.(type) {
	case manuscript.Heading:
		return strings.Repeat("#", b.Level+1) + " " + oneLine(markdownRuns(b.Text))
	case manuscript.Paragraph:
		return strings.ReplaceAll(markdownRuns(b.Text), "\n", "\\\n")
	case manuscript.List:
		return listItems(b, markdownBlock)
	case manuscript.Quotation:
		return quoted(b, markdownRuns, "> ", "\n>\n> — ")
	case manuscript.Table:
		return tableRows(b, markdownRuns, " | ", "| ", " |")
	case manuscript.Code:
		return "```\n" + strings.Join(b.Lines, "\n") + "\n```"
	case manuscript.Rule:
		return "***"
	case manuscript.PageBreak:
	}
	return ""
}

func markdownRuns(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		text := escape(r.Text)
		switch {
		case r.Note > 0:
			text = "[^" + strconv.Itoa(r.Note) + "]"
		case r.Code:
			text = "`" + r.Text + "`"
		case r.Link != "" && r.Link == r.Text:
			text = "<" + r.Link + ">"
		case r.Link != "":
			text = "[" + text + "](<" + r.Link + ">)"
		}
		s.WriteString(emphasised(text, r.Bold, r.Italic))
	}
	return s.String()
}

// emphasised puts the marks inside the spaces at the edges, as CommonMark asks.
func emphasised(s string, bold, italic bool) string {
	mark := ""
	if italic {
		mark = "*"
	}
	if bold {
		mark += "**"
	}
	inner := strings.TrimSpace(s)
	if mark == "" || inner == "" {
		return s
	}
	at := strings.Index(s, inner)
	return s[:at] + mark + inner + reversed(mark) + s[at+len(inner):]
}

func reversed(mark string) string {
	if mark == "***" || len(mark) < 2 {
		return mark
	}
	return mark[1:] + mark[:1]
}

var special = regexp.MustCompile("[\\\\`*_\\[\\]<>|#~]")

func escape(s string) string { return special.ReplaceAllString(s, `\$0`) }

// What the two writers share.

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func underlined(s, with string) string {
	s = oneLine(s)
	return s + "\n" + strings.Repeat(with, len([]rune(s)))
}

func factLines(facts []manuscript.Fact, runs func([]manuscript.Run) string) string {
	lines := make([]string, len(facts))
	for i, f := range facts {
		lines[i] = f.Label + ": " + runs(f.Text)
	}
	return strings.Join(lines, "\n")
}

func listItems(l manuscript.List, block func(manuscript.Block) string) string {
	var items []string
	for i, item := range l.Items {
		marker := "- "
		if l.Ordered {
			marker = strconv.Itoa(l.Start+i) + ". "
		}
		var parts []string
		for _, b := range item {
			parts = append(parts, block(b))
		}
		text := indented(strings.Join(parts, "\n\n"), strings.Repeat(" ", len(marker)))
		items = append(items, marker+strings.TrimLeft(text, " "))
	}
	return strings.Join(items, "\n")
}

func quoted(q manuscript.Quotation, runs func([]manuscript.Run) string, margin, beforeSource string) string {
	var parts []string
	for _, p := range q.Paragraphs {
		parts = append(parts, runs(p))
	}
	text := indented(strings.Join(parts, "\n\n"), margin)
	if source := runs(q.Source); source != "" {
		if text == "" {
			return indented(source, margin)
		}
		text += strings.ReplaceAll(beforeSource, "\n\n", "\n\n"+margin) + source
	}
	return text
}

func indented(s, margin string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(margin+l, " ")
	}
	return strings.Join(lines, "\n")
}

func tableRows(t manuscript.Table, runs func([]manuscript.Run) string, between, before, after string) string {
	row := func(cells [][]manuscript.Run) string {
		texts := make([]string, len(cells))
		for i, c := range cells {
			texts[i] = oneLine(runs(c))
		}
		return before + strings.Join(texts, between) + after
	}
	rules := map[manuscript.Align]string{manuscript.AlignStart: "---", manuscript.AlignCentre: ":-:", manuscript.AlignEnd: "--:"}
	head := make([]string, len(t.Align))
	for i, a := range t.Align {
		head[i] = rules[a]
	}
	lines := []string{row(t.Head), before + strings.Join(head, between) + after}
	for _, r := range t.Rows {
		lines = append(lines, row(r))
	}
	return strings.Join(lines, "\n")
}
