package manuscript

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"briefdesk/briefing/pattern"
)

// Words in another language than the note's are written [mots]{lang=fr} in own text:
// they are hyphenated and read out in that language. There is no markup within them;
// emphasis stands around them.

// foreignNode is words in another language in the tree.
type foreignNode struct {
	ast.BaseInline
	language string // BCP 47
}

var kindForeign = ast.NewNodeKind("Foreign")

func (*foreignNode) Kind() ast.NodeKind { return kindForeign }

func (n *foreignNode) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Language": n.language}, nil)
}

type foreignParser struct{}

var foreignForm = pattern.New(`^\[([^\[\]\\\n*_` + "`" + `]+)\]\{lang=([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\}`)

func (foreignParser) Trigger() []byte { return []byte{'['} }

func (foreignParser) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, at := block.PeekLine()
	match := foreignForm.FindSubmatchIndex(line)
	if match == nil {
		return nil
	}
	n := &foreignNode{language: string(line[match[4]:match[5]])}
	start := at.Start - at.Padding // of line in the source
	n.AppendChild(n, ast.NewTextSegment(text.NewSegment(start+match[2], start+match[3])))
	block.Advance(match[1])
	return n
}
