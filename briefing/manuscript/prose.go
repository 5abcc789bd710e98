package manuscript

import (
	"bytes"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"briefdesk/briefing"
)

// Prose is a paragraph, a heading, an item of a list or a cell of a table in the
// author's own words, as it stands in the Markdown of a block; or a line of front matter.
type Prose struct {
	Block int // the number of the block from 1, or 0 for the front matter
	// Text is as long as the stretch of Markdown that begins at Start, so that an
	// offset in one is an offset in the other. Spaces stand in it for markup, addresses,
	// citations and line feeds, U+FFFC for each letter of what is not the author's own
	// or is no words: what stands in quotation marks, titles in italics, words in another language, code, HTML.
	Text  string
	Start briefing.Offset
	// Heading says that it is a heading, Cell that it is a cell of a table.
	Heading, Cell bool
	Cited         []briefing.ID // the passages cited in it, in order
}

// proseText and proseLine read as ownText and ownLine do, but leave punctuation as it
// is typed, so that every letter has its place.
var (
	proseText = sync.OnceValue(func() parser.Parser { return ownTextParser(withinLines{asTyped: true}) })
	proseLine = sync.OnceValue(func() parser.Parser { return ownLineParser(withinLines{asTyped: true}) })
)

// notOwn stands in Prose for what is not the author's own.
const notOwn = '\ufffc'

// OwnWords returns the prose of a note: its title, purpose and fields, then that of
// its blocks, which OwnText gives the Markdown of. Block quotations and code are none.
func OwnWords(b briefing.Briefing) []Prose {
	var prose []Prose
	plain := func(words string) {
		if words != "" {
			prose = append(prose, Prose{Text: string(withoutQuoted([]rune(words)))})
		}
	}
	plain(b.Title)
	plain(b.Purpose)
	for _, f := range b.Fields {
		plain(f.Value)
	}
	for i, bl := range b.Blocks {
		prose = append(prose, proseOf(i+1, bl)...)
	}
	return prose
}

// proseOf is the prose of block n.
func proseOf(n int, b briefing.Block) []Prose {
	source := OwnText(b)
	if source == "" {
		return nil
	}
	read := proseText()
	if b.Kind == briefing.BlockHeading {
		read = proseLine()
	}
	data := []byte(source)
	r := proseReader{block: n, source: data, heading: b.Kind == briefing.BlockHeading}
	r.read(read.Parse(text.NewReader(data), parser.WithContext(parser.NewContext())))
	return r.prose
}

// OwnText is the Markdown of b in the author's own words: of a heading, a text, a
// paraphrase or a summary. It is empty for other blocks.
func OwnText(b briefing.Block) string {
	switch {
	case b.Kind == briefing.BlockHeading || b.Kind == briefing.BlockText:
		return b.Text
	case b.Kind == briefing.BlockQuotation && !b.Quotation.IsDirect():
		return b.Quotation.Words
	}
	return ""
}

// proseReader finds the prose in a goldmark tree.
type proseReader struct {
	block   int
	source  []byte
	heading bool // all of it is
	prose   []Prose
	counted int             // bytes of source that were counted
	offset  briefing.Offset // code points in them
}

func (r *proseReader) read(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.(type) {
		case *ast.Paragraph, *ast.TextBlock, *ast.Heading, *east.TableCell:
			r.add(c)
		case *ast.Blockquote, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.HTMLBlock:
		default:
			r.read(c)
		}
	}
}

// add adds the words of a paragraph and the like.
func (r *proseReader) add(n ast.Node) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	from, to := lines.At(0).Start, lines.At(lines.Len()-1).Stop
	shown := make([]byte, to-from)
	copy(shown, r.source[from:to])
	m := mask{source: r.source, from: from, shown: blank(shown)}
	ast.Walk(n, m.visit)
	_, isCell := n.(*east.TableCell)
	_, isHeading := n.(*ast.Heading)
	r.prose = append(r.prose, Prose{
		Block: r.block, Text: string(withoutQuoted(m.shown)), Start: r.at(from),
		Heading: isHeading || r.heading, Cell: isCell, Cited: m.cited,
	})
}

// at is the offset of a byte. Bytes are asked for in order, but where goldmark takes
// the end of a paragraph for a table and puts it before the lines above.
func (r *proseReader) at(byteAt int) briefing.Offset {
	if byteAt < r.counted {
		r.counted, r.offset = 0, 0
	}
	r.offset += briefing.Offset(utf8.RuneCount(r.source[r.counted:byteAt]))
	r.counted = byteAt
	return r.offset
}

// blank is text as spaces, one a code point.
func blank(s []byte) []rune {
	return slices.Repeat([]rune{' '}, utf8.RuneCount(s))
}

// mask shows of a stretch of source what is words.
type mask struct {
	source []byte
	from   int // the byte of source that shown begins at
	shown  []rune
	cited  []briefing.ID
}

func (m *mask) visit(n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	switch n := n.(type) {
	case *ast.Text:
		m.show(n.Segment, false)
	case *citedNode:
		m.cited = append(m.cited, n.passage)
	case *ast.CodeSpan, *foreignNode:
		m.hide(n)
		return ast.WalkSkipChildren, nil
	case *ast.Emphasis:
		if n.Level == 1 && isTitle(n, m.source) {
			m.hide(n)
			return ast.WalkSkipChildren, nil
		}
	case *ast.RawHTML:
		for i := range n.Segments.Len() {
			m.show(n.Segments.At(i), true)
		}
	}
	return ast.WalkContinue, nil
}

// hide says that something is where the words in n stand.
func (m *mask) hide(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			m.show(t.Segment, true)
		}
	}
}

// isTitle reports whether what is emphasised is the title of a work: words of which
// the first begins with a capital.
func isTitle(n *ast.Emphasis, source []byte) bool {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return false
	}
	words := t.Segment.Value(source)
	first, _ := utf8.DecodeRune(words)
	return unicode.IsUpper(first) && bytes.ContainsRune(words, ' ')
}

// show shows a stretch of the source, or that something is there.
func (m *mask) show(s text.Segment, hidden bool) {
	at := utf8.RuneCount(m.source[m.from:s.Start])
	for _, c := range string(m.source[s.Start:s.Stop]) {
		switch {
		case hidden:
			c = notOwn
		case c == '\n':
			c = ' '
		}
		m.shown[at] = c
		at++
	}
}

// withoutQuoted hides what stands in quotation marks, marks and all.
func withoutQuoted(s []rune) []rune {
	for i := 0; i < len(s); i++ {
		end := quoteEnd(s, i)
		for ; i < end; i++ {
			s[i] = notOwn
		}
	}
	return s
}

// quoteEnd is where the quotation ends that opens at i, or i where none does.
func quoteEnd(s []rune, i int) int {
	switch s[i] {
	case '“':
		return closed(s, i, '“', '”')
	case '«':
		return closed(s, i, '«', '»')
	case '"', '\'', '‘':
		if i > 0 && isLetter(s[i-1]) {
			return i // it closes, or is an apostrophe
		}
		return closedStraight(s, i)
	}
	return i
}

// closed finds the closing mark of a pair that may nest.
func closed(s []rune, i int, opening, closing rune) int {
	depth := 0
	for k := i; k < len(s); k++ {
		switch s[k] {
		case opening:
			depth++
		case closing:
			if depth--; depth == 0 {
				return k + 1
			}
		}
	}
	return i
}

// closedStraight finds a closing mark that may also be an apostrophe: after “s” and
// before a word it is taken for one if another follows.
func closedStraight(s []rune, i int) int {
	closing := s[i]
	if closing == '‘' {
		closing = '’'
	}
	end := i
	for k := i + 2; k < len(s); k++ {
		if s[k] != closing || s[k-1] == ' ' || k+1 < len(s) && isLetter(s[k+1]) {
			continue
		}
		end = k + 1
		if closing == '"' || s[k-1] != 's' || k+2 >= len(s) || !isLetter(s[k+2]) {
			break
		}
	}
	return end
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
