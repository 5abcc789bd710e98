package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"briefdesk/briefing/pattern"
)

// A part is one top-level node of a body.
type part struct {
	kind   partKind
	line   int    // in the file, from 1
	source string // as its author wrote it, without blank lines around it
	// level and title are those of a heading.
	level int
	title string
	// name, portion and content are those of a div. Content is what stands
	// between its fences, as it is.
	name, portion, content string
}

type partKind int

const (
	partText partKind = iota
	partHeading
	partQuote
	partDiv
	partImage
)

// split takes a body apart. firstLine is the number of its first line.
func split(body string, firstLine int) ([]part, error) {
	doc := blockParser.Parse(text.NewReader([]byte(body)))
	var nodes []ast.Node
	var starts []int
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		start := strings.LastIndexByte(body[:max(n.Pos(), 0)], '\n') + 1
		if len(starts) > 0 && start <= starts[len(starts)-1] {
			continue // its line belongs to the node before
		}
		nodes, starts = append(nodes, n), append(starts, start)
	}
	starts = append(starts, len(body))
	parts := make([]part, len(nodes))
	line, counted := firstLine, 0
	for i, n := range nodes {
		line += strings.Count(body[counted:starts[i]], "\n")
		counted = starts[i]
		p := part{
			line:   line,
			source: trimBlankLines(body[starts[i]:starts[i+1]]),
		}
		if err := p.classify(n, body); err != nil {
			return nil, err
		}
		parts[i] = p
	}
	return parts, nil
}

func (p *part) classify(n ast.Node, body string) error {
	switch n := n.(type) {
	case *div:
		if !n.closed {
			return fmt.Errorf("line %d: the block ::: %s is not closed; end it with a line %s", p.line, n.name, n.fence)
		}
		p.kind, p.name, p.portion, p.content = partDiv, n.name, n.portion, body[n.from:n.to]
	case *ast.Heading:
		if n.Level <= 4 {
			p.kind, p.level = partHeading, n.Level
			p.title = strings.TrimSpace(strings.ReplaceAll(linesOf(n, body), "\n", " "))
		}
	case *ast.Blockquote:
		p.kind = partQuote
	case *ast.Paragraph:
		if isPicture(p.source) {
			p.kind = partImage
		}
	}
	return nil
}

// linesOf are the lines of n in body.
func linesOf(n ast.Node, body string) string {
	var s strings.Builder
	for i := range n.Lines().Len() {
		seg := n.Lines().At(i)
		s.WriteString(body[seg.Start:seg.Stop])
	}
	return s.String()
}

// trimBlankLines takes away blank lines at both ends, but no spaces of others.
func trimBlankLines(s string) string {
	lines := strings.Split(s, "\n")
	for len(lines) > 0 && isBlank(lines[0]) {
		lines = lines[1:]
	}
	for len(lines) > 0 && isBlank(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	return strings.Join(lines, "\n")
}

func isBlank(line string) bool { return strings.Trim(line, " \t") == "" }

// blockParser finds blocks only; what stands in a line is no concern of ours.
var blockParser = parser.NewParser(
	parser.WithBlockParsers(append(parser.DefaultBlockParsers(), util.Prioritized(divParser{}, 50))...),
	parser.WithParagraphTransformers(append(parser.DefaultParagraphTransformers(),
		util.Prioritized(extension.NewTableParagraphTransformer(), 200))...),
)

// div is a fenced div at the top level: three colons or more and a name, lines
// as they are, and a line of at least as many colons.
type div struct {
	ast.BaseBlock
	fence, name, portion string
	from, to             int // where its content stands in the body
	closed               bool
}

var kindDiv = ast.NewNodeKind("Div")

func (*div) Kind() ast.NodeKind { return kindDiv }

func (*div) IsRaw() bool { return true }

func (d *div) Dump(source []byte, level int) { ast.DumpHelper(d, source, level, nil, nil) }

var divOpening = pattern.New(`^(:{3,})[ \t]*([a-z]+)(?:[ \t]+\((.*)\))?[ \t]*\n?$`)

type divParser struct{}

func (divParser) Trigger() []byte { return []byte{':'} }

func (divParser) Open(parent ast.Node, reader text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, segment := reader.PeekLine()
	m := divOpening.FindSubmatch(line)
	if m == nil || parent.Kind() != ast.KindDocument {
		return nil, parser.NoChildren
	}
	return &div{
		fence: string(m[1]), name: string(m[2]), portion: string(m[3]),
		from: segment.Stop, to: segment.Stop,
	}, parser.NoChildren
}

func (divParser) Continue(node ast.Node, reader text.Reader, _ parser.Context) parser.State {
	d := node.(*div)
	line, segment := reader.PeekLine()
	if fence := strings.TrimRight(string(line), " \t\n"); len(fence) >= len(d.fence) && strings.Trim(fence, ":") == "" {
		d.closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	d.to = segment.Stop
	reader.AdvanceToEOL()
	return parser.Continue | parser.NoChildren
}

func (divParser) Close(ast.Node, text.Reader, parser.Context) {}

func (divParser) CanInterruptParagraph() bool { return true }

func (divParser) CanAcceptIndentedLine() bool { return false }
