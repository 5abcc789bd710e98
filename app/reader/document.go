package reader

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/segmenter"

	"briefdesk/briefing"
)

// role says what a paragraph is to its reader, and so how it is set.
type role uint8

const (
	roleText role = iota
	roleHeading
	roleSubheading
	roleItem
	roleQuote
	rolePull
	roleCell
	roleCaption
	roleFootnote
	roleCode
	roleTitle
	roleSubtitle
	roleLabel
	roleQuestion // a label that is to be confirmed
	roleNotice
)

// isFloat reports whether the paragraph stands outside the running text.
func (r role) isFloat() bool { return r == rolePull || r == roleCaption }

// document is a text made ready to be wrapped: everything that depends neither
// on fonts nor on a width. Positions in it are code points, as ints.
type document struct {
	runes []rune
	paras []para
	words []word
	count int // words as a person counts them

	levels map[int][]bidi.Level // of the paragraphs that were asked for
}

// para is a stretch between line feeds, or a cell of a table.
type para struct {
	role       role
	depth      int // of a list item, from 1
	start, end int
	from, to   int // its words
	spans      []briefing.Span
	first      bool // it opens its block
	block      int

	column, columns int  // of a cell; columns is 0 elsewhere
	opens           bool // the first footnote after other text

	mixed bool // it holds right-to-left letters
	rtl   bool // it is read from the right
}

// word is what stands between two places where a line may break. Its letters
// are [start, trim), the spaces after them [trim, end).
type word struct{ start, trim, end int32 }

// newDocument reads a snapshot. It may take a tenth of a second for a book, and
// touches nothing but its argument.
func newDocument(s briefing.Snapshot) *document {
	d := &document{runes: []rune(s.Text)}
	for i, b := range s.Blocks {
		p := para{role: roleOf(b), depth: max(b.Level, 1), spans: b.Spans, block: i}
		p.opens = p.role == roleFootnote && (i == 0 || s.Blocks[i-1].Kind != briefing.TextFootnote)
		if len(b.Cells) > 0 {
			d.addTable(p, b)
			continue
		}
		d.addLines(p, int(b.Start), int(b.End))
	}
	return d
}

// newSheet makes a document of texts that are not part of a snapshot.
func newSheet(parts ...sheetPart) *document {
	d := &document{}
	for i, part := range parts {
		start := len(d.runes)
		d.runes = append(d.runes, []rune(part.text)...)
		d.addLines(para{role: part.role, block: i}, start, len(d.runes))
		d.runes = append(d.runes, '\n')
	}
	return d
}

// sheetPart is a paragraph of a sheet.
type sheetPart struct {
	role role
	text string
}

func roleOf(b briefing.TextBlock) role {
	switch b.Kind {
	case briefing.TextHeading:
		if b.Level > 2 {
			return roleSubheading
		}
		return roleHeading
	case briefing.TextListItem:
		return roleItem
	case briefing.TextQuote:
		return roleQuote
	case briefing.TextPullQuote:
		return rolePull
	case briefing.TextTable:
		return roleCell
	case briefing.TextCaption:
		return roleCaption
	case briefing.TextFootnote:
		return roleFootnote
	case briefing.TextCode:
		return roleCode
	default:
		return roleText
	}
}

// addLines adds [start, end) as one paragraph for each of its lines.
func (d *document) addLines(p para, start, end int) {
	p.first = true
	for start <= end {
		stop := end
		if i := slices.Index(d.runes[start:end], '\n'); i >= 0 {
			stop = start + i
		}
		p.start, p.end = start, stop
		d.add(p)
		p.first = false
		start = stop + 1
	}
}

func (d *document) addTable(p para, b briefing.TextBlock) {
	rows := tableRows(d.runes, b)
	for _, row := range rows {
		p.columns = max(p.columns, len(row))
	}
	p.first = true
	for _, row := range rows {
		for i, cell := range row {
			p.column = i
			p.start, p.end = int(cell.Start), int(cell.End)
			d.add(p)
		}
		p.first = false
	}
}

// tableRows parts the cells of a table where a line feed stands between them.
func tableRows(runes []rune, b briefing.TextBlock) [][]briefing.Range {
	var rows [][]briefing.Range
	for i, cell := range b.Cells {
		if i == 0 || slices.Contains(runes[b.Cells[i-1].End:cell.Start], '\n') {
			rows = append(rows, nil)
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], cell)
	}
	return rows
}

func (d *document) add(p para) {
	text := d.runes[p.start:p.end]
	p.from = len(d.words)
	d.addWords(text, p.start)
	p.to = len(d.words)
	p.mixed = slices.ContainsFunc(text, isRightToLeft)
	p.rtl = p.mixed && startsRightToLeft(text)
	d.paras = append(d.paras, p)
}

// addWords appends the words of text, which begins at offset at.
func (d *document) addWords(text []rune, at int) {
	if isASCII(text) {
		d.addPlainWords(text, at)
		return
	}
	var seg segmenter.Segmenter
	seg.Init(text)
	for it := seg.LineIterator(); it.Next(); {
		l := it.Line()
		d.addWord(text, at, l.Offset, l.Offset+len(l.Text))
	}
}

// addPlainWords does for ASCII what UAX #14 does: lines break after spaces, and
// after a hyphen or a slash between two letters.
func (d *document) addPlainWords(text []rune, at int) {
	start := 0
	for i := 1; i < len(text); i++ {
		before, after := text[i-1], text[i]
		switch {
		case before == ' ' && after != ' ',
			before == '-' && i > 1 && isLetter(text[i-2]) && isLetter(after),
			before == '/' && i > 1 && isLetter(text[i-2]) && isLetter(after):
			d.addWord(text, at, start, i)
			start = i
		}
	}
	if start < len(text) {
		d.addWord(text, at, start, len(text))
	}
}

func (d *document) addWord(text []rune, at, start, end int) {
	trim := end
	for trim > start && text[trim-1] == ' ' {
		trim--
	}
	d.words = append(d.words, word{int32(at + start), int32(at + trim), int32(at + end)})
	if opensWord(text, start, trim) {
		d.count++
	}
}

// opensWord reports whether text[start:end] holds a letter or a figure and
// follows a space, so that “co-chaired” counts once.
func opensWord(text []rune, start, end int) bool {
	if start > 0 && text[start-1] != ' ' && text[start-1] < 0x2e80 {
		return false
	}
	return slices.ContainsFunc(text[start:end], isLetter)
}

func isLetter(r rune) bool {
	if r < 0x80 {
		return 'a' <= r|0x20 && r|0x20 <= 'z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsNumber(r)
}

func isASCII(text []rune) bool {
	for _, r := range text {
		if r >= 0x80 {
			return false
		}
	}
	return true
}

// paraAt is the index of the paragraph in which offset o stands, or of the one
// before it. The document has at least one.
func (d *document) paraAt(o int) int {
	i, found := slices.BinarySearchFunc(d.paras, o, func(p para, o int) int { return p.start - o })
	if found {
		return i
	}
	return max(i-1, 0)
}

// blockRange is the stretch of all paragraphs of the block of paragraph i.
func (d *document) blockRange(i int) (start, end int) {
	first, last := i, i
	for first > 0 && d.paras[first-1].block == d.paras[i].block {
		first--
	}
	for last+1 < len(d.paras) && d.paras[last+1].block == d.paras[i].block {
		last++
	}
	return d.paras[first].start, d.paras[last].end
}

// text is the stretch [start, end).
func (d *document) text(start, end int) string { return string(d.runes[start:end]) }
