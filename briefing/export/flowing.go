package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pattern"
)

// The flowing formats: the words of the pages without the pages. The marking,
// and the stamp of a note that is not proved, stand before the text and after it.

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
	w.add(m.Banner.Sharing)
	w.add(m.Draft)
	w.add(m.Stamp)
	w.add(underlined(m.Title, "="))
	w.add(factLines(m.Facts, plainRuns))
	w.add(factLines(designation(m), plainRuns))
	form := plainForm{m.Language}
	for _, text := range form.blocks(m.Flowing()) {
		w.add(text)
	}
	var notes []string
	for _, n := range m.Notes {
		notes = append(notes, "["+form.figures(n.Number)+"] "+plainRuns(n.Text))
	}
	w.add(strings.Join(notes, "\n"))
	w.add(factLines(m.End, plainRuns))
	for _, text := range form.blocks(m.Annex) {
		w.add(text)
	}
	w.add(m.Stamp)
	w.add(string(m.Banner.Mark))
}

// plainWords are the words of a stretch of text.
func plainWords(s string) string { return s }

// plainForm writes the blocks of a note in a language as text.
type plainForm struct{ language string }

// figures are a number as the language writes it.
func (p plainForm) figures(n int) string { return manuscript.Figures(p.language, strconv.Itoa(n)) }

func (p plainForm) block(b manuscript.Block) string {
	switch b := b.(type) {
	case manuscript.Heading:
		return underlined(plainRuns(b.Text), "-")
	case manuscript.Clipping:
		return clipped(b, plainRuns)
	case manuscript.Paragraph:
		return plainRuns(numbered(b, p.language))
	case manuscript.Legend:
		return plainRuns(b.Runs())
	case manuscript.List:
		return p.list(b)
	case manuscript.Quotation:
		return quoted(b, plainRuns, "    ")
	case manuscript.Table:
		return plainTable(b)
	case manuscript.Code:
		return indented(strings.Join(b.Lines, "\n"), "    ")
	case manuscript.Rule:
		return "* * *"
	case manuscript.Figure:
		return figure(b, b.Says, plainRuns)
	case manuscript.Contents:
		return p.list(contents(b))
	case manuscript.PageBreak:
	}
	return ""
}

func (p plainForm) blocks(blocks []manuscript.Block) []string {
	texts := make([]string, len(blocks))
	for i, b := range blocks {
		texts[i] = p.block(b)
	}
	return texts
}

func (p plainForm) list(l manuscript.List) string {
	return listItems(l, p.blocks, func(i int) (sign, label string) {
		if l.Ordered {
			return cmp.Or(l.Letter(i), p.figures(l.Start+i)+".") + " ", ""
		}
		return "- ", ""
	})
}

func plainRuns(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		switch {
		case r.Note > 0:
			s.WriteString("[" + r.Text + "]")
		case r.Link != "" && !shows(r):
			s.WriteString(r.Text + " <" + r.Link + ">")
		default:
			s.WriteString(fenced(r.Quotation, r.Text))
		}
	}
	return s.String()
}

// plainTable sets the columns one under the other.
func plainTable(t manuscript.Table) string {
	rows := cells(t, plainRuns)
	widths := make([]int, len(t.Align))
	for _, row := range rows {
		for i, c := range row {
			widths[i] = max(widths[i], len([]rune(c)))
		}
	}
	rule := make([]string, len(widths))
	for i, w := range widths {
		rule[i] = strings.Repeat("-", w)
	}
	var lines []string
	for _, row := range slices.Insert(rows, 1, rule) {
		for i, c := range row {
			row[i] = aligned(c, widths[i], t.Align[i])
		}
		lines = append(lines, strings.TrimRight(strings.Join(row, "  "), " "))
	}
	return captioned(t, plainRuns) + strings.Join(lines, "\n")
}

// captioned is the caption of a table, as a paragraph before it.
func captioned(t manuscript.Table, runs func([]manuscript.Run) string) string {
	if len(t.Caption) == 0 {
		return ""
	}
	return oneLine(runs(t.Caption)) + "\n\n"
}

// figure is what a picture shows, in words, and its caption.
func figure(f manuscript.Figure, says string, runs func([]manuscript.Run) string) string {
	return says + "\n\n" + oneLine(runs(f.Caption))
}

// contents is a table of contents as a list, each heading below the one that it
// is part of.
func contents(c manuscript.Contents) manuscript.List {
	list, _ := contentsFrom(c.Entries, 0)
	return list
}

// contentsFrom lists the entries of the level of the first and what is below
// them, as far as they are below a level. It returns the rest.
func contentsFrom(entries []manuscript.Entry, level int) (manuscript.List, []manuscript.Entry) {
	var list manuscript.List
	for len(entries) > 0 && entries[0].Level > level {
		e := entries[0]
		item := []manuscript.Block{manuscript.Paragraph{Text: e.Text}}
		below, rest := contentsFrom(entries[1:], e.Level)
		if len(below.Items) > 0 {
			item = append(item, below)
		}
		list.Items, entries = append(list.Items, item), rest
	}
	return list, entries
}

// clipped is what is known of an article, on one line.
func clipped(c manuscript.Clipping, runs func([]manuscript.Run) string) string {
	if c.Kind == "" {
		return oneLine(runs(c.Text))
	}
	return "[" + strings.ToUpper(c.Kind) + "] " + oneLine(runs(c.Text))
}

func aligned(s string, width int, a manuscript.Align) string {
	gap := width - len([]rune(s))
	before := 0
	switch a {
	case manuscript.AlignCentre:
		before = gap / 2
	case manuscript.AlignEnd:
		before = gap
	case manuscript.AlignStart:
	}
	return strings.Repeat(" ", before) + s + strings.Repeat(" ", gap-before)
}

type markdownWriter struct{ paragraphs }

func (w *markdownWriter) frame(m manuscript.Manuscript) {
	mark, stamp := strong(string(m.Banner.Mark)), strong(m.Stamp)
	w.add(mark)
	w.add(escape(m.Banner.Sharing))
	w.add(strong(m.Draft))
	w.add(stamp)
	w.add("# " + escape(oneLine(m.Title)))
	w.add(strings.ReplaceAll(factLines(m.Facts, markdownRuns), "\n", "  \n"))
	w.add(strings.ReplaceAll(factLines(designation(m), markdownRuns), "\n", "  \n"))
	form := markdownForm{m.Language}
	for _, text := range form.blocks(m.Flowing()) {
		w.add(text)
	}
	for _, n := range m.Notes {
		w.add(fmt.Sprintf("[^%d]: %s", n.Number, markdownRuns(n.Text)))
	}
	w.add(strings.ReplaceAll(factLines(m.End, markdownRuns), "\n", "  \n"))
	for _, text := range form.blocks(m.Annex) {
		w.add(text)
	}
	w.add(stamp)
	w.add(mark)
}

// markdownForm writes the blocks of a note in a language as Markdown.
type markdownForm struct{ language string }

// blocks are blocks, each as Markdown. Lists that follow each other have
// other signs before their items, or a reader would take them for one.
func (f markdownForm) blocks(blocks []manuscript.Block) []string {
	texts := make([]string, len(blocks))
	var last manuscript.Block
	turned := false
	for i, b := range blocks {
		l, isList := b.(manuscript.List)
		before, follows := last.(manuscript.List)
		turned = isList && follows && hasFigures(before) == hasFigures(l) && !turned
		if isList {
			texts[i] = f.list(l, turned)
		} else {
			texts[i] = f.block(b)
		}
		if texts[i] != "" {
			last = b
		}
	}
	return texts
}

// hasFigures reports whether Markdown counts the items of l: it knows no letters.
func hasFigures(l manuscript.List) bool {
	return l.Ordered && l.Counting == manuscript.InFigures
}

func (f markdownForm) list(l manuscript.List, turned bool) string {
	bullet, stop := "- ", ". "
	if turned {
		bullet, stop = "* ", ") "
	}
	return listItems(l, f.blocks, func(i int) (sign, label string) {
		switch {
		case hasFigures(l):
			return strconv.Itoa(l.Start+i) + stop, ""
		case l.Ordered:
			return bullet, cmp.Or(l.Letter(i), strconv.Itoa(l.Start+i)+".") + " "
		}
		return bullet, ""
	})
}

func strong(s string) string {
	if s == "" {
		return ""
	}
	return "**" + escape(s) + "**"
}

// markup is what a stretch of a block quotation has that is not words: margins,
// backslashes, and the signs that mean something where none stands before them.
var markup = pattern.New("(?m)^(?:> ?)+|\\\\[!-/:-@\\[-`{-~\n]|[\\\\`*_\\[\\]<~]|&#?[0-9A-Za-z]+;")

// markdownWords are the words that a reader of Markdown shows.
func markdownWords(s string) string {
	return markup.ReplaceAllStringFunc(s, func(sign string) string {
		if sign[0] == '\\' {
			return sign[1:]
		}
		return ""
	})
}

func (f markdownForm) block(b manuscript.Block) string {
	switch b := b.(type) {
	case manuscript.Heading:
		return strings.Repeat("#", b.Level+1) + " " + oneLine(markdownRuns(b.Text))
	case manuscript.Clipping:
		return clipped(b, markdownRuns)
	case manuscript.Paragraph:
		return markdownParagraph(numbered(b, f.language))
	case manuscript.Legend:
		return markdownParagraph(b.Runs())
	case manuscript.List:
		return f.list(b, false)
	case manuscript.Quotation:
		return quoted(b, markdownParagraph, "> ")
	case manuscript.Table:
		return markdownTable(b)
	case manuscript.Code:
		code := strings.Join(b.Lines, "\n")
		fence := backticks(code, 3)
		return fence + "\n" + code + "\n" + fence
	case manuscript.Rule:
		return "***"
	case manuscript.Figure:
		return figure(b, escape(b.Says), markdownRuns)
	case manuscript.Contents:
		return f.list(contents(b), false)
	case manuscript.PageBreak:
	}
	return ""
}

// Blanks at the start of a line, and at the ends of a paragraph, would make code
// of it; a number or a sign at the start of a line would begin a block. Fences do
// not count.
var (
	blanks    = pattern.New(`\A(?:[ \n]|` + aFence + `)+|(?:[ \n]|` + aFence + `)+\z|(?m:^)(?: |` + aFence + `)+`)
	lineStart = pattern.New(`(?m)^((?:` + aFence + `)*)(?:((?:[0-9](?:` + aFence + `)*){1,9})([.)])|([-+=]))`)
)

// markdownParagraph keeps a paragraph one, and its forced line ends.
func markdownParagraph(runs []manuscript.Run) string {
	text := blanks.ReplaceAllStringFunc(markdownRuns(runs), strings.NewReplacer(" ", "", "\n", "").Replace)
	text = lineStart.ReplaceAllString(text, `${1}${2}\${3}${4}`)
	return strings.ReplaceAll(text, "\n", "\\\n")
}

func markdownTable(t manuscript.Table) string {
	rules := map[manuscript.Align]string{manuscript.AlignStart: "---", manuscript.AlignCentre: ":-:", manuscript.AlignEnd: "--:"}
	rule := make([]string, len(t.Align))
	for i, a := range t.Align {
		rule[i] = rules[a]
	}
	rows := slices.Insert(cells(t, markdownCell), 1, rule)
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = "| " + strings.Join(row, " | ") + " |"
	}
	return captioned(t, markdownRuns) + strings.Join(lines, "\n")
}

// markdownCell escapes the bars in code, too: a table takes them for its own.
func markdownCell(runs []manuscript.Run) string {
	runs = slices.Clone(runs)
	for i, r := range runs {
		if r.Code {
			runs[i].Text = strings.ReplaceAll(r.Text, "|", `\|`)
		}
	}
	return markdownRuns(runs)
}

func markdownRuns(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		text := escape(r.Text)
		if r.Code {
			text = codeSpan(r.Text)
		}
		url := strings.NewReplacer("<", "%3C", ">", "%3E").Replace(r.Link)
		switch {
		case r.Note > 0:
			text = "[^" + strconv.Itoa(r.Note) + "]"
		case url != "" && shows(r):
			text = "<" + r.Text + ">"
		case url != "":
			text = "[" + text + "](<" + url + ">)"
		}
		s.WriteString(fenced(r.Quotation, emphasised(text, r.Bold, r.Italic)))
	}
	return s.String()
}

func codeSpan(s string) string {
	fence := backticks(s, 1)
	if len(fence) > 1 || strings.HasPrefix(s, " ") && strings.HasSuffix(s, " ") {
		s = " " + s + " " // CommonMark takes one space from both ends
	}
	return fence + s + fence
}

// backticks are at least n, and more than stand together anywhere in s.
func backticks(s string, n int) string {
	for strings.Contains(s, strings.Repeat("`", n)) {
		n++
	}
	return strings.Repeat("`", n)
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

// special is what means something within a line of Markdown; a reference to a
// character may go on in the next run.
var special = pattern.New("[\\\\`*_\\[\\]<>|#~]|&#?[0-9A-Za-z]*(?:;|$)")

func escape(s string) string { return special.ReplaceAllString(s, `\$0`) }

// What the two writers share.

// shows reports whether a link's words are the address that it leads to.
func shows(r manuscript.Run) bool { return r.Link == r.Text || r.Link == "mailto:"+r.Text }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

func underlined(s, with string) string {
	s = oneLine(s)
	return s + "\n" + strings.Repeat(with, len([]rune(s)))
}

// numbered is a paragraph with its number, where it has one.
func numbered(p manuscript.Paragraph, language string) []manuscript.Run {
	if p.Number == 0 {
		return p.Text
	}
	return append([]manuscript.Run{{Text: manuscript.Figures(language, strconv.Itoa(p.Number)) + ". "}}, p.Text...)
}

// designation says who controls a note and how it may be passed on.
func designation(m manuscript.Manuscript) []manuscript.Fact {
	var facts []manuscript.Fact
	for _, row := range m.Banner.Designation {
		facts = append(facts, manuscript.Fact{Label: row.Label, Text: []manuscript.Run{{Text: row.Text}}})
	}
	return facts
}

func factLines(facts []manuscript.Fact, runs func([]manuscript.Run) string) string {
	lines := make([]string, len(facts))
	for i, f := range facts {
		lines[i] = f.Label + ": " + runs(f.Text)
	}
	return strings.Join(lines, "\n")
}

// listItems are the items of a list below one another, each behind its sign and its
// label. What follows the first line stands below what is behind the sign.
func listItems(l manuscript.List, blocks func([]manuscript.Block) []string, marker func(i int) (sign, label string)) string {
	var items []string
	for i, item := range l.Items {
		sign, label := marker(i)
		text := strings.Builder{}
		for j, block := range blocks(item) {
			inner, nested := item[j].(manuscript.List)
			switch {
			case j == 0:
			case nested && (!inner.Ordered || inner.Start == 1): // Markdown lets these follow a line at once
				text.WriteString("\n")
			default:
				text.WriteString("\n\n")
			}
			text.WriteString(block)
		}
		if t := l.Task(i); t == manuscript.TaskDone {
			label += "[x] "
		} else if t == manuscript.TaskOpen {
			label += "[ ] "
		}
		indent := strings.Repeat(" ", utf8.RuneCountInString(sign))
		items = append(items, sign+label+strings.TrimLeft(indented(text.String(), indent), " "))
	}
	return strings.Join(items, "\n")
}

func quoted(q manuscript.Quotation, runs func([]manuscript.Run) string, margin string) string {
	var parts []string
	for _, p := range q.Paragraphs {
		parts = append(parts, runs(p))
	}
	if source := runs(q.Source); source != "" {
		parts = append(parts, "— "+source)
	}
	return indented(strings.Join(parts, "\n\n"), margin)
}

func indented(s, margin string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(margin+l, " ")
	}
	return strings.Join(lines, "\n")
}

// cells are the texts of a table, the head first.
func cells(t manuscript.Table, runs func([]manuscript.Run) string) [][]string {
	var rows [][]string
	for _, row := range slices.Insert(slices.Clone(t.Rows), 0, t.Head) {
		texts := make([]string, len(t.Align))
		for i, c := range row {
			texts[i] = oneLine(runs(c))
		}
		rows = append(rows, texts)
	}
	return rows
}
