// Package briefing is the vocabulary of the program and the rules its words obey.
//
// An Article is an imported source. Each import leaves an immutable, hashed
// Snapshot of its text; a Passage is a range of a snapshot that the reader
// marked; a Quotation is a passage as it stands in a Briefing, with typed
// edits; a Briefing is an ordered list of Blocks under some front matter.
// Everything here is a plain value: no I/O, no clock, no screen. The packages
// below this one are the stages an article goes through on its way to paper:
//
//	importer → library → quote → manuscript → layout → pdf, raster
//
// The surprise for most readers: every position in a text is an Offset in
// Unicode code points, never a byte index and never a UTF-16 unit.
package briefing

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
)

// Briefing is a note being written: front matter and blocks in order.
type Briefing struct {
	ID        ID     `json:"id"`
	Title     string `json:"title"`
	Reference string `json:"reference,omitempty"`
	To        string `json:"to,omitempty"`
	From      string `json:"from,omitempty"`
	// Date is the document's own date, YYYY-MM-DD, or empty. It is the only
	// date that reaches an export.
	Date    string `json:"date,omitempty"`
	Purpose string `json:"purpose,omitempty"`
	// Distribution lists the recipients, one a line of the printed note.
	Distribution []string `json:"distribution,omitempty"`
	// Template names the page style; empty is the blank note.
	Template string `json:"template,omitempty"`
	// Draft says that the note is a draft: “yes”, or which one, such as “2”. Empty,
	// “no” and “false” say that it is none.
	Draft string `json:"draft,omitempty"`
	// Profile names the marking profile; empty is none.
	Profile string `json:"profile,omitempty"`
	// Marking is the declared overall marking; empty means that it is derived
	// from the portions alone.
	Marking Marking `json:"marking,omitempty"`
	// Scale names the probability scale in use: icd203, phia or empty.
	Scale string `json:"scale,omitempty"`
	// Style names how quotations are printed, such as “american” or “british,
	// single marks”; empty is the program's own way.
	Style string `json:"style,omitempty"`
	// Citations say how sources are cited; empty is as the template has it.
	Citations CitationStyle `json:"citations,omitempty"`
	// Language is a BCP 47 tag; empty is British English.
	Language string `json:"language,omitempty"`
	// Fields are the template's own, in the author's order.
	Fields []TemplateField `json:"fields,omitempty"`
	Blocks []Block         `json:"-"` // stored by hash, beside the front matter
}

// TemplateField is a named value that only a template knows, such as “decide by”.
type TemplateField struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// DefaultLanguage is that of a briefing which does not name one.
const DefaultLanguage = "en-GB"

// BlockKind says what a block of a briefing is.
type BlockKind string

// The kinds of blocks. Their values are stored; do not change them.
const (
	BlockHeading    BlockKind = "heading"    // Text is one line of inline Markdown
	BlockText       BlockKind = "text"       // Text is Markdown: paragraphs, lists, tables
	BlockQuotation  BlockKind = "quotation"  // Quotation holds it
	BlockDisclaimer BlockKind = "disclaimer" // Text is plain: a standing disclaimer of the desk
	BlockSources    BlockKind = "sources"    // the list of sources, resolved when it is set
	BlockPageBreak  BlockKind = "pagebreak"
	BlockContents   BlockKind = "contents" // the table of contents, resolved when it is set
	BlockImage      BlockKind = "image"    // Image holds it; Text is its caption, one line of inline Markdown
)

// Block is one piece of a briefing.
type Block struct {
	Kind BlockKind `json:"kind"`
	// Level is 1 to 4, for headings only.
	Level int    `json:"level,omitempty"`
	Text  string `json:"text,omitempty"`
	// Portion is the block's own marking; empty counts as the declared marking
	// of the note, else as the lowest level of its profile.
	Portion   Marking   `json:"portion,omitempty"`
	Quotation Quotation `json:"quotation,omitzero"`
	Image     Image     `json:"image,omitzero"`
	// Remarks are what readers of the note have said of the block. They stay until
	// the author dismisses them, and no export has a word of them.
	Remarks []Remark `json:"remarks,omitempty"`
}

// Remark is what a reader has said of a block, such as a comment in Word.
type Remark struct {
	Author string `json:"author,omitempty"`
	// Words are those that it stands on; they may be of what is printed round the
	// block, or none.
	Words string `json:"words,omitempty"`
	Text  string `json:"text"`
}

// Hash identifies a block by its content; equal blocks have equal hashes.
func (b Block) Hash() Hash {
	data, err := json.Marshal(b)
	if err != nil {
		panic(fmt.Sprintf("briefing: a block cannot be encoded: %v", err)) // only strings and numbers in it
	}
	return sha256.Sum256(data)
}

// Equal reports whether two blocks say the same.
func (b Block) Equal(c Block) bool {
	return b.Kind == c.Kind && b.Level == c.Level && b.Text == c.Text && b.Portion == c.Portion &&
		b.Quotation.Equal(c.Quotation) && b.Image.Equal(c.Image) && slices.Equal(b.Remarks, c.Remarks)
}

// Clone returns a copy that shares no slice with b.
func (b Briefing) Clone() Briefing {
	b.Distribution = slices.Clone(b.Distribution)
	b.Fields = slices.Clone(b.Fields)
	b.Blocks = slices.Clone(b.Blocks)
	for i := range b.Blocks {
		b.Blocks[i].Quotation.Edits = slices.Clone(b.Blocks[i].Quotation.Edits)
		b.Blocks[i].Remarks = slices.Clone(b.Blocks[i].Remarks)
	}
	return b
}

// Quotations yields the index of each quotation block and the quotation, in order.
func (b Briefing) Quotations() iter.Seq2[int, Quotation] {
	return func(yield func(int, Quotation) bool) {
		for i, bl := range b.Blocks {
			if bl.Kind == BlockQuotation && !yield(i, bl.Quotation) {
				return
			}
		}
	}
}
