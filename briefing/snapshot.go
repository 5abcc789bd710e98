package briefing

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Snapshot is the immutable result of one import. Passages point into Text,
// so nothing in it may ever change; a re-import that differs is a new snapshot.
type Snapshot struct {
	// Norm is the version of the rules that Text obeys.
	Norm int `json:"norm"`
	// Text is the running text: normalised, one line feed between blocks.
	Text string `json:"text"`
	// Blocks cover Text in order, without overlap.
	Blocks []TextBlock `json:"blocks"`
	Pages  []PageMark  `json:"pages,omitempty"`
	// Original is the SHA-256 of the bytes that were imported.
	Original Hash `json:"original"`
	// Hash is the SHA-256 of Norm, Text, Blocks and Pages; it identifies the snapshot.
	Hash Hash `json:"hash"`
}

// TextKind says what a block of a snapshot is.
type TextKind string

// The kinds of text blocks. Their values are hashed; do not change them.
const (
	TextParagraph TextKind = "paragraph"
	TextHeading   TextKind = "heading"
	TextListItem  TextKind = "listitem"
	TextQuote     TextKind = "quote"
	TextPullQuote TextKind = "pullquote"
	TextTable     TextKind = "table"
	TextCaption   TextKind = "caption"
	TextFootnote  TextKind = "footnote"
	TextCode      TextKind = "code"
)

// TextBlock is a stretch of a snapshot's text with one role.
type TextBlock struct {
	Kind TextKind `json:"kind"`
	Range
	// Level is 1 to 6 for headings, the depth from 1 for list items, else 0.
	Level int `json:"level,omitempty"`
	// Cells are the cells of a table, row by row; a line feed ends each row.
	Cells []Range `json:"cells,omitempty"`
	Spans []Span  `json:"spans,omitempty"`
}

// IsFloat reports whether the block stands outside the running text, so that
// a selection over it leaves it out.
func (b TextBlock) IsFloat() bool { return b.Kind == TextPullQuote || b.Kind == TextCaption }

// SpanKind says how a span of text is set in the source.
type SpanKind string

// The kinds of spans. Their values are hashed; do not change them.
const (
	SpanBold   SpanKind = "bold"
	SpanItalic SpanKind = "italic"
	SpanLink   SpanKind = "link"
)

// Span is a stretch of a block that the source sets apart.
type Span struct {
	Kind SpanKind `json:"kind"`
	Range
	URL string `json:"url,omitempty"` // links only
}

// PageMark says that the page called Label begins at Offset.
type PageMark struct {
	Offset Offset `json:"offset"`
	Label  string `json:"label"`
}

// NewSnapshot checks the parts of a snapshot and hashes them. text must be
// normalised; blocks must cover it in order with one line feed between them.
func NewSnapshot(text string, blocks []TextBlock, pages []PageMark, original Hash) (Snapshot, error) {
	s := Snapshot{Norm: NormVersion, Text: text, Blocks: blocks, Pages: pages, Original: original}
	if err := s.check(); err != nil {
		return Snapshot{}, err
	}
	s.Hash = s.digest()
	return s, nil
}

// Verify reports whether s is well formed and still what its hash says.
// It trusts nothing, so it serves for data from a file or another process.
func (s Snapshot) Verify() error {
	if err := s.check(); err != nil {
		return err
	}
	if h := s.digest(); h != s.Hash {
		return fmt.Errorf("the snapshot's text does not match its hash: it is %v, not %v", h, s.Hash)
	}
	return nil
}

func (s Snapshot) check() error {
	if !utf8.ValidString(s.Text) {
		return errors.New("the snapshot's text is not valid UTF-8")
	}
	if s.Norm < 1 || s.Norm > NormVersion {
		return fmt.Errorf("the snapshot's text follows rules of version %d, which this program does not know", s.Norm)
	}
	n := Length(s.Text)
	at, rest := Offset(0), s.Text // rest begins at at
	for i, b := range s.Blocks {
		if b.Start != at || b.End < b.Start || b.End > n {
			return fmt.Errorf("block %d of the snapshot stands at %d–%d, want it to begin at %d", i+1, b.Start, b.End, at)
		}
		if err := b.check(); err != nil {
			return fmt.Errorf("block %d of the snapshot: %w", i+1, err)
		}
		at, rest = b.End+1, rest[byteIndex(rest, b.Len()):]
		if i+1 == len(s.Blocks) {
			break
		}
		if !strings.HasPrefix(rest, "\n") {
			return fmt.Errorf("block %d of the snapshot does not end with a line feed", i+1)
		}
		rest = rest[1:]
	}
	if at != n+1 && (n > 0 || len(s.Blocks) > 0) {
		return fmt.Errorf("the snapshot's blocks end at %d of %d", at-1, n)
	}
	return s.checkPages(n)
}

func (b TextBlock) check() error {
	at := b.Start
	for _, c := range b.Cells {
		if c.Start < at || c.End < c.Start || c.End > b.End {
			return fmt.Errorf("cell %d–%d lies outside it", c.Start, c.End)
		}
		at = c.End
	}
	for _, sp := range b.Spans {
		if sp.End < sp.Start || !b.Contains(sp.Range) {
			return fmt.Errorf("span %d–%d lies outside it", sp.Start, sp.End)
		}
	}
	return nil
}

func (s Snapshot) checkPages(n Offset) error {
	at := Offset(0)
	for _, p := range s.Pages {
		if p.Offset < at || p.Offset > n {
			return fmt.Errorf("page %q of the snapshot begins at %d, outside its text", p.Label, p.Offset)
		}
		at = p.Offset
	}
	return nil
}

// digest is the SHA-256 of a canonical encoding: each string with its length
// before it, each number as eight bytes, each list with its length.
func (s Snapshot) digest() Hash {
	h := sha256.New()
	e := encoder{bufio.NewWriter(h)}
	e.str("briefdesk snapshot 1")
	e.num(s.Norm)
	e.str(s.Text)
	e.num(len(s.Blocks))
	for _, b := range s.Blocks {
		e.str(string(b.Kind))
		e.rng(b.Range)
		e.num(b.Level)
		e.num(len(b.Cells))
		for _, c := range b.Cells {
			e.rng(c)
		}
		e.num(len(b.Spans))
		for _, sp := range b.Spans {
			e.str(string(sp.Kind))
			e.rng(sp.Range)
			e.str(sp.URL)
		}
	}
	e.num(len(s.Pages))
	for _, p := range s.Pages {
		e.num(int(p.Offset))
		e.str(p.Label)
	}
	e.w.Flush()
	return Hash(h.Sum(nil))
}

// encoder writes into a hash, which never fails.
type encoder struct{ w *bufio.Writer }

func (e encoder) num(n int) {
	e.w.Write(binary.BigEndian.AppendUint64(e.w.AvailableBuffer(), uint64(n)))
}

func (e encoder) str(s string) {
	e.num(len(s))
	e.w.WriteString(s)
}

func (e encoder) rng(r Range) {
	e.num(int(r.Start))
	e.num(int(r.End))
}

// Slice returns the words of s in r.
func (s Snapshot) Slice(r Range) string { return Slice(s.Text, r) }

// Block returns the index of the block that o stands in, or -1. The line feed
// after a block belongs to it.
func (s Snapshot) Block(o Offset) int {
	for i, b := range s.Blocks {
		if b.Start <= o && o <= b.End {
			return i
		}
	}
	return -1
}

// Paragraph is the number, from 1, of the paragraph that o stands in, as a
// reader of the article would count: headings, captions and pull quotes do not
// count. It is 0 where o stands in none.
func (s Snapshot) Paragraph(o Offset) int {
	n := 0
	for _, b := range s.Blocks {
		counts := !b.IsFloat() && b.Kind != TextHeading && b.Kind != TextFootnote
		if counts {
			n++
		}
		if o <= b.End {
			if counts {
				return n
			}
			return 0
		}
	}
	return 0
}

// Page is the label of the page on which o stands, or empty.
func (s Snapshot) Page(o Offset) string {
	label := ""
	for _, p := range s.Pages {
		if p.Offset > o {
			break
		}
		label = p.Label
	}
	return label
}

// Builder puts a snapshot together block by block; importers use it.
type Builder struct {
	text   strings.Builder
	at     Offset
	blocks []TextBlock
	pages  []PageMark
}

// Add appends a block. The ranges of its cells and spans count from the start
// of text; text is normalised already, and empty text adds nothing.
func (b *Builder) Add(kind TextKind, level int, text string, cells []Range, spans []Span) {
	if text == "" {
		return
	}
	if len(b.blocks) > 0 {
		b.text.WriteByte('\n')
		b.at++
	}
	block := TextBlock{Kind: kind, Level: level, Range: Range{b.at, b.at + Length(text)}}
	for _, c := range cells {
		block.Cells = append(block.Cells, Range{c.Start + b.at, c.End + b.at})
	}
	for _, sp := range spans {
		sp.Start, sp.End = sp.Start+b.at, sp.End+b.at
		block.Spans = append(block.Spans, sp)
	}
	b.text.WriteString(text)
	b.at = block.End
	b.blocks = append(b.blocks, block)
}

// Page marks that the page called label begins with the next block.
func (b *Builder) Page(label string) {
	at := b.at
	if len(b.blocks) > 0 {
		at++
	}
	b.pages = append(b.pages, PageMark{at, label})
}

// Turn marks that the page called label begins within the block added last, at
// code points after its start.
func (b *Builder) Turn(at Offset, label string) {
	if len(b.blocks) > 0 {
		b.pages = append(b.pages, PageMark{b.blocks[len(b.blocks)-1].Start + at, label})
	}
}

// Snapshot returns what was added, checked and hashed.
func (b *Builder) Snapshot(original Hash) (Snapshot, error) {
	pages := b.pages
	for len(pages) > 0 && pages[len(pages)-1].Offset > b.at {
		pages = pages[:len(pages)-1] // empty pages at the end
	}
	return NewSnapshot(b.text.String(), b.blocks, pages, original)
}
