package manuscript

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// ownText reads our own words: CommonMark with tables and task lists,
// typographic punctuation, bare web addresses as links, [@passage] as a citation,
// and [mots]{lang=fr} as words in another language. The words of quotations never pass through it. Struck words have no
// form on paper, so their tildes stay.
var ownText = sync.OnceValue(func() parser.Parser { return ownTextParser(withinLines{}) })

func ownTextParser(within withinLines) parser.Parser {
	return goldmark.New(goldmark.WithExtensions(extension.Table, extension.TaskList, within)).Parser()
}

// ownLine reads a line of them, in which nothing begins a block: “1. January”
// is a heading, not a list.
var ownLine = sync.OnceValue(func() parser.Parser { return ownLineParser(withinLines{}) })

func ownLineParser(within withinLines) parser.Parser {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser(
			parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
			parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		)),
		goldmark.WithExtensions(within),
	).Parser()
}

// withinLines is what own text has within its lines beyond CommonMark.
type withinLines struct {
	asTyped bool // punctuation is left as it is typed
}

func (w withinLines) Extend(md goldmark.Markdown) {
	extension.Linkify.Extend(md)
	md.Parser().AddOptions(parser.WithInlineParsers( // before links, at 200
		util.Prioritized(citationParser{}, 150), util.Prioritized(foreignParser{}, 151),
	))
	if w.asTyped {
		return
	}
	extension.NewTypographer(extension.WithTypographicSubstitutions(map[extension.TypographicPunctuation]string{
		extension.LeftSingleQuote: "‘", extension.RightSingleQuote: "’",
		extension.LeftDoubleQuote: "“", extension.RightDoubleQuote: "”",
		extension.EnDash: "–", extension.EmDash: "—", extension.Ellipsis: "…",
		extension.LeftAngleQuote: "«", extension.RightAngleQuote: "»",
		extension.Apostrophe: "’",
	})).Extend(md)
}

// text adds the blocks of a piece of Markdown, the portion before its first word.
func (m *builder) text(n int, b briefing.Block) {
	m.Blocks = append(m.Blocks, m.portionFirst(n, b.Portion, m.ownText(n, b.Text))...)
}

// ownText reads Markdown of our own. What it cites it must not borrow from.
func (m *builder) ownText(n int, markdown string) []Block {
	if isPlain(markdown) {
		return []Block{Paragraph{Text: []Run{{Text: markdown}}, Block: n}}
	}
	blocks, cited := m.parsed(n, markdown)
	m.checkBorrowed(n, markdown, cited)
	return blocks
}

// parsed are the blocks of Markdown, and the passages cited in them.
func (m *builder) parsed(n int, markdown string) (blocks []Block, cited []briefing.ID) {
	r := &reader{m: m, n: n, source: []byte(markdown)}
	within := parser.NewContext()
	for _, ref := range m.references {
		within.AddReference(ref)
	}
	blocks = r.blocks(ownText().Parse(text.NewReader(r.source), parser.WithContext(within)))
	return blocks, r.cited
}

// readReferences gathers the link definitions in the text of b. They hold for
// all of it, though each block is read by itself. CommonMark prints none of
// them, so one that leads nowhere, and may be meant as words, is a finding.
func (m *builder) readReferences(b briefing.Briefing) {
	for i, bl := range b.Blocks {
		if bl.Kind != briefing.BlockText || !strings.Contains(bl.Text, "]:") {
			continue
		}
		within := parser.NewContext()
		ownText().Parse(text.NewReader([]byte(bl.Text)), parser.WithContext(within))
		refs := within.References() // in no order
		slices.SortFunc(refs, func(a, b parser.Reference) int { return bytes.Compare(a.Label(), b.Label()) })
		for _, ref := range refs {
			m.references = append(m.references, ref)
			if words := fmt.Sprintf("[%s]: %s", ref.Label(), ref.Destination()); safeLink(string(ref.Destination())) == "" {
				m.find("link-unknown", briefing.SeverityWarning, i+1, words, "“%s” is read as where a link leads, and not printed; begin it with a backslash if it is text", words)
			}
		}
	}
}

// portionFirst puts a portion before the first words in blocks.
func (m *builder) portionFirst(n int, portion briefing.Marking, blocks []Block) []Block {
	if portion == "" || len(blocks) == 0 {
		return blocks
	}
	switch b := blocks[0].(type) {
	case Paragraph:
		b.Text = m.portioned(portion, b.Text)
		blocks[0] = b
	case Heading:
		b.Text = m.portioned(portion, b.Text)
		blocks[0] = b
	case List:
		if len(b.Items) > 0 && len(b.Items[0]) > 0 {
			b.Items[0] = m.portionFirst(n, portion, b.Items[0])
			return blocks
		}
		return append([]Block{Paragraph{Text: m.portioned(portion, nil), Block: n}}, blocks...)
	default:
		return append([]Block{Paragraph{Text: m.portioned(portion, nil), Block: n}}, blocks...)
	}
	return blocks
}

// inline reads one line of Markdown, such as a heading.
func (m *builder) inline(n int, s string) []Run {
	if isPlain(s) {
		return []Run{{Text: s}}
	}
	return m.parsedLine(n, s)
}

func (m *builder) parsedLine(n int, s string) []Run {
	source := []byte(s)
	r := &reader{m: m, n: n, source: source}
	var runs []Run
	doc := ownLine().Parse(text.NewReader(source))
	for p := doc.FirstChild(); p != nil; p = p.NextSibling() {
		if p != doc.FirstChild() {
			runs = append(runs, Run{Text: " "})
		}
		runs = append(runs, r.runs(p, Run{})...)
	}
	return merged(runs)
}

// reader turns a goldmark tree into blocks and runs.
type reader struct {
	m      *builder
	n      int // number of the briefing's block
	source []byte
	cited  []briefing.ID
}

func (r *reader) blocks(parent ast.Node) []Block {
	var bs []Block
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		bs = append(bs, r.block(c)...)
	}
	return bs
}

func (r *reader) block(c ast.Node) []Block {
	switch c := c.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		return []Block{Paragraph{Text: r.runs(c, Run{}), Block: r.n}}
	case *ast.Heading:
		return []Block{Heading{Level: min(c.Level, 4), Text: r.runs(c, Run{}), Block: r.n}}
	case *ast.List:
		return []Block{r.list(c)}
	case *ast.Blockquote:
		return r.extract(c)
	case *east.Table:
		return []Block{r.table(c)}
	case *ast.FencedCodeBlock:
		return []Block{Code{Lines: r.lines(c), Block: r.n}}
	case *ast.CodeBlock:
		return []Block{Code{Lines: r.lines(c), Block: r.n}}
	case *ast.ThematicBreak:
		return []Block{Rule{Block: r.n}}
	case *ast.HTMLBlock:
		lines := r.lines(c)
		if c.HasClosure() {
			lines = append(lines, strings.TrimRight(string(c.ClosureLine.Value(r.source)), "\r\n"))
		}
		r.m.find("html-as-text", briefing.SeverityWarning, r.n, strings.Join(lines, "\n"), "HTML is printed as it is typed; use Markdown instead")
		return []Block{Code{Lines: lines, Block: r.n}}
	default:
		return r.blocks(c)
	}
}

func (r *reader) list(l *ast.List) List {
	list := List{Ordered: l.IsOrdered(), Start: l.Start, Block: r.n}
	for c := l.FirstChild(); c != nil; c = c.NextSibling() {
		list.Items = append(list.Items, r.blocks(c))
		list.Tasks = append(list.Tasks, r.task(c))
	}
	if !slices.ContainsFunc(list.Tasks, func(t Task) bool { return t != NoTask }) {
		list.Tasks = nil
	}
	return list
}

// task is what an item of a list is as a task.
func (r *reader) task(item ast.Node) Task {
	first := item.FirstChild()
	if first == nil {
		return NoTask
	}
	box, ok := first.FirstChild().(*east.TaskCheckBox)
	switch {
	case !ok:
		return NoTask
	case box.IsChecked:
		return TaskDone
	}
	return TaskOpen
}

// extract sets a block quotation that names no source: set in, so that it is
// not taken for a proved quotation.
func (r *reader) extract(q *ast.Blockquote) []Block {
	r.m.find(RuleUnsourced, briefing.SeverityWarning, r.n, "", "a block quotation without a source line; name its passage or its source on the last line")
	blocks := r.blocks(q)
	for i, b := range blocks {
		if p, ok := b.(Paragraph); ok {
			p.Inset = true
			blocks[i] = p
		}
	}
	return blocks
}

func (r *reader) table(t *east.Table) Table {
	table := Table{Block: r.n}
	for _, a := range t.Alignments {
		align := AlignStart
		switch a {
		case east.AlignCenter:
			align = AlignCentre
		case east.AlignRight:
			align = AlignEnd
		case east.AlignLeft, east.AlignNone:
		}
		table.Align = append(table.Align, align)
	}
	for c := t.FirstChild(); c != nil; c = c.NextSibling() {
		row := make([][]Run, len(table.Align))
		i := 0
		for cell := c.FirstChild(); cell != nil && i < len(row); cell = cell.NextSibling() {
			row[i] = r.runs(cell, Run{})
			i++
		}
		if words := r.beyond(c); words != "" {
			r.m.find("table-cells-lost", briefing.SeverityWarning, r.n, words, "a row of the table has more cells than its head, and “%s” is not printed; add a column", words)
		}
		if _, head := c.(*east.TableHeader); head {
			table.Head = row
		} else {
			table.Rows = append(table.Rows, row)
		}
	}
	return table
}

// beyond is what a line of a table holds after its last column.
func (r *reader) beyond(row ast.Node) string {
	last := row.LastChild()
	if last == nil || last.Lines().Len() == 0 {
		return ""
	}
	rest := r.source[last.Lines().At(0).Stop:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return string(bytes.Trim(rest, " \t\r|"))
}

func (r *reader) lines(n ast.Node) []string {
	var lines []string
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		line := strings.TrimRight(string(seg.Value(r.source)), "\r\n")
		lines = append(lines, strings.ReplaceAll(line, "\t", "    "))
	}
	return lines
}

// runs are the words below a node, in style at its root.
func (r *reader) runs(parent ast.Node, style Run) []Run {
	var out []Run
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		out = append(out, r.run(c, style)...)
	}
	return merged(settled(out))
}

func (r *reader) run(c ast.Node, style Run) []Run {
	say := func(s string) []Run {
		style.Text = s
		return []Run{style}
	}
	switch c := c.(type) {
	case *ast.Text:
		s := unescape(string(c.Segment.Value(r.source)))
		switch {
		case c.HardLineBreak():
			s += "\n"
		case c.SoftLineBreak():
			s += " "
		}
		return say(s)
	case *ast.String:
		return say(string(c.Value))
	case *ast.CodeSpan:
		style.Code = true
		var s strings.Builder
		for t := c.FirstChild(); t != nil; t = t.NextSibling() {
			if t, ok := t.(*ast.Text); ok {
				s.Write(t.Segment.Value(r.source))
			}
		}
		return say(strings.ReplaceAll(s.String(), "\n", " "))
	case *ast.Emphasis:
		if c.Level == 2 {
			style.Bold = true
		} else {
			style.Italic = true
		}
	case *ast.Link:
		if anchor, within := strings.CutPrefix(string(c.Destination), "#"); within && anchor != "" {
			return r.reference(c, anchor, style)
		}
		style.Link = safeLink(string(c.Destination))
	case *ast.AutoLink:
		url := string(c.URL(r.source))
		if c.AutoLinkType == ast.AutoLinkEmail {
			url = "mailto:" + strings.TrimPrefix(url, "mailto:")
		}
		style.Link = safeLink(url)
		return say(shownAddress(string(c.Label(r.source))))
	case *ast.Image:
		r.m.find("image-as-text", briefing.SeverityWarning, r.n, string(c.Destination), "images in own text are printed as their description")
	case *ast.RawHTML:
		var s strings.Builder
		for i := range c.Segments.Len() {
			seg := c.Segments.At(i)
			s.Write(seg.Value(r.source))
		}
		r.m.find("html-as-text", briefing.SeverityWarning, r.n, s.String(), "HTML is printed as it is typed; use Markdown instead")
		return say(strings.ReplaceAll(s.String(), "\n", " "))
	case *east.TaskCheckBox:
		return nil // the item has it
	case *citedNode:
		return r.cite(c)
	case *foreignNode:
		style.Language = c.language
	}
	return r.runs(c, style)
}

func (r *reader) cite(c *citedNode) []Run {
	if !slices.Contains(r.cited, c.passage) {
		r.cited = append(r.cited, c.passage)
	}
	return []Run{r.m.citation(r.n, c.passage)}
}

// citation is the mark of a citation of a passage, in block n.
func (m *builder) citation(n int, passage briefing.ID) Run {
	if _, known := m.sources[passage]; !known {
		m.find("passage-missing", briefing.SeverityError, n, passage.String(), "the library has no passage %s; import its article, or remove the citation", passage)
		return Run{Text: "[" + Unverified + ": " + Say(m.Language, "citation missing") + "]", Bold: true, Citation: true}
	}
	return m.shown(m.notes.cite(n, passage, ""))
}

// shown is a citation as this copy shows it.
func (m *builder) shown(citation Run) Run {
	if m.Copy.Form == ReaderCopy {
		return Run{Citation: true}
	}
	return citation
}

var escaped = pattern.New("\\\\[!-/:-@\\[-`{-~]")

// unescape resolves backslash escapes and character references in running
// text; an escaped ampersand begins no reference.
func unescape(s string) string {
	var out strings.Builder
	resolve := func(s string) {
		out.Write(util.ResolveEntityNames(util.ResolveNumericReferences([]byte(s))))
	}
	at := 0
	for _, m := range escaped.FindAllStringIndex(s, -1) {
		resolve(s[at:m[0]])
		out.WriteByte(s[m[0]+1])
		at = m[1]
	}
	resolve(s[at:])
	return out.String()
}

// merged joins neighbouring runs of one style.
func merged(runs []Run) []Run {
	var out []Run
	for _, r := range runs {
		if r.Text == "" {
			continue
		}
		if last := len(out) - 1; last >= 0 && r.Note == 0 && out[last].Note == 0 {
			style := out[last]
			style.Text = r.Text
			if style == r {
				out[last].Text += r.Text
				continue
			}
		}
		out = append(out, r)
	}
	return out
}

// safeLink is url if a reader may be led to it, else empty.
func safeLink(url string) string {
	for _, scheme := range []string{"https://", "http://", "mailto:"} {
		if len(url) > len(scheme) && strings.EqualFold(url[:len(scheme)], scheme) {
			return url
		}
	}
	return ""
}

// citedNode is [@passage] in the tree.
type citedNode struct {
	ast.BaseInline
	passage briefing.ID
}

var kindCitation = ast.NewNodeKind("Citation")

func (*citedNode) Kind() ast.NodeKind { return kindCitation }

func (c *citedNode) Dump(source []byte, level int) {
	ast.DumpHelper(c, source, level, map[string]string{"Passage": strconv.Quote(c.passage.String())}, nil)
}

type citationParser struct{}

// citationStart is how every citation begins.
const citationStart = "[@"

var citationForm = pattern.New(`^\[@([0-9a-f]{32})\]`)

func (citationParser) Trigger() []byte { return []byte{'['} }

func (citationParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, _ := block.PeekLine()
	match := citationForm.FindSubmatch(line)
	if match == nil {
		return nil
	}
	id, err := briefing.ParseID(string(match[1]))
	if err != nil {
		return nil
	}
	block.Advance(len(match[0]))
	return &citedNode{passage: id}
}

// Cited returns the passages that b names, in quotations and in citations of
// its own text, each once.
func Cited(b briefing.Briefing) []briefing.ID {
	var ids []briefing.ID
	seen := map[briefing.ID]bool{}
	add := func(id briefing.ID) {
		if !id.IsZero() && !seen[id] {
			seen[id] = true
			ids = append(ids, id)
		}
	}
	for _, bl := range b.Blocks {
		add(bl.Quotation.Passage)
		if words, in := ownWordsOf(bl); strings.Contains(words, citationStart) {
			ast.Walk(in.Parse(text.NewReader([]byte(words))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
				if c, ok := n.(*citedNode); ok && entering {
					add(c.passage)
				}
				return ast.WalkContinue, nil
			})
		}
	}
	return ids
}

// ownWordsOf are the words of bl that are the author's, and what parses them.
func ownWordsOf(bl briefing.Block) (string, parser.Parser) {
	switch {
	case bl.Kind == briefing.BlockHeading:
		return bl.Text, ownLine()
	case bl.Kind == briefing.BlockText:
		return bl.Text, ownText()
	case bl.Kind == briefing.BlockQuotation && !bl.Quotation.IsDirect():
		return bl.Quotation.Words, ownText()
	}
	return "", nil
}
