// Package manuscript says what is on the paper, in order.
//
// Build resolves a Briefing and its Sources into a Manuscript: typed blocks of
// styled runs, with portions in place, notes numbered and worded, disclaimers
// gathered and the banner derived. Every form that is exported starts from a
// Manuscript, so numbers, citations and disclaimers agree everywhere. It knows
// nothing of fonts or positions: that is the business of package layout.
//
// The words of a direct quotation come from its snapshot and its typed edits
// alone; Markdown is never read in them, so they cannot be altered on the way.
// A paraphrase or summary is text of our own that carries a citation.
package manuscript

import (
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/quote"
)

// Manuscript is a briefing resolved into blocks that are ready to be set.
type Manuscript struct {
	Title     string
	Reference string
	Language  string // BCP 47
	Date      string // YYYY-MM-DD or empty
	Author    string // whom the note is from
	Template  string // names the page style; empty is the blank note
	Kicker    string // the line above the title; empty is that of the page style
	// Style is how quotations are printed.
	Style quote.Style

	// Facts are what is known of the note: to, from, date, reference.
	Facts []Fact
	// Banner is the overall marking; its Mark is empty where there is none.
	Banner marking.Banner
	Place  marking.Place

	// Citations is how sources are cited: it says where the notes stand, unless that
	// is the template's choice.
	Citations briefing.CitationStyle
	// Copy is which copy of the note this is.
	Copy Copy

	// Withheld are the numbers of the blocks that its recipient may not have. They
	// are for the sender alone, and stand in no file.
	Withheld []int
	// Cited are the passages that the rest names, where something is kept back.
	Cited []briefing.ID

	// Draft is DRAFT, and which, where the note is one; it stands at the head of
	// every page and across it.
	Draft string

	// Stamp stands at the head and the foot of every page; it is empty where
	// all is proved, or nothing that is not may leave.
	Stamp string

	Blocks []Block
	Notes  []Note
	// Decision is what the reader is asked to decide.
	Decision Decision
	// End is what follows the last block: disclaimers, verification.
	End []Fact
	// Annex follows the end, on pages of its own. Its headings are of level 1, and
	// the first is its title.
	Annex []Block
	// Summary counts what a record copy rests on.
	Summary SourceSummary
	// Quotations are all direct ones that are printed, in order; number n is at n-1.
	Quotations []Quoted

	receiptAt int // where in the annex stands what was proved
}

// Fact is a label and what it says.
type Fact struct {
	// Key says what it is in any language: one of the keys below, or the name of
	// a template's field in small letters. Other facts have none.
	Key   string
	Label string
	Text  []Run
	// Block is the number of the briefing's block it comes from, or 0.
	Block int
}

// The keys of facts.
const (
	FactTo               = "to"
	FactFrom             = "from"
	FactPurpose          = "purpose"
	FactReference        = "reference"
	FactDate             = "date"
	FactHandling         = "handling"
	FactDistribution     = "distribution"
	FactCopy             = "copy"
	FactSources          = "sources"           // at the end: the list of them, where no block has it
	FactSourceDisclaimer = "source disclaimer" // at the end: that of a source
	FactVerification     = "verification"      // at the end
	FactQuotedShare      = "quoted share"      // at the end: how much of each source is quoted
)

// Note is a numbered citation.
type Note struct {
	Number int
	Text   []Run
	Block  int // the number of the block that it is first marked in
}

// Quoted ties a number in the manuscript to the quotation it prints.
type Quoted struct {
	Block     int // the number of its block in the briefing, from 1
	Quotation briefing.Quotation
}

// Block is one thing to set: a Heading, Paragraph, List, Quotation, Table,
// Code, Rule, PageBreak, Legend, Figure, Contents or Clipping. Each knows the
// number, from 1, of the briefing's block that it comes from.
//
//sumtype:decl
type Block interface{ block() }

// Heading opens a section. Level is 1 to 4.
type Heading struct {
	Level int
	Text  []Run
	Block int
	// Panel says that its section is set apart, for a reader in a hurry.
	Panel bool
	// Anchor is what references call it; each heading has one of its own.
	Anchor string
}

// Paragraph is running text of our own.
type Paragraph struct {
	Text  []Run
	Block int
	// Number is that of the paragraph where the template numbers them, from 1
	// through the whole note, or 0.
	Number int
	// Inset paragraphs are set in from both sides, as an unsourced extract is.
	Inset bool
	// Translates is the number of the quotation that the paragraph, which follows it,
	// is the desk's translation of, or 0.
	Translates int
	// Anchor is what references call it, or empty.
	Anchor string
}

// List is a list; items hold paragraphs, nested lists and other blocks.
type List struct {
	Ordered  bool
	Start    int
	Counting Counting // how an ordered one counts
	Items    [][]Block
	// Tasks says of each item whether it is a task, and done. It is nil where none is.
	Tasks []Task
	// Approvals are the words of the lines below each item on which the reader says
	// yes or no to it. There are none where nothing is asked.
	Approvals []string
	Block     int
}

// Counting is how the items of an ordered list are counted.
type Counting byte

// The ways to count.
const (
	InFigures     Counting = iota // 1, 2, 3
	InLetters                     // (a), (b), (c)
	InUrduLetters                 // (الف), (ب), (پ)
	InRomans                      // (i), (ii), (iii)
)

var (
	latinLetters = strings.Split("abcdefghijklmnopqrstuvwxyz", "")
	urduLetters  = strings.Fields("الف ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف")
	romans       = strings.Fields("i ii iii iv v vi vii viii ix x xi xii")
)

// Letter is what item i is counted by, in brackets, or empty where that is its
// figure: there are so many letters, and twelve Roman numerals.
func (l List) Letter(i int) string {
	signs := map[Counting][]string{InLetters: latinLetters, InUrduLetters: urduLetters, InRomans: romans}[l.Counting]
	if n := l.Start + i; n > 0 && n <= len(signs) {
		return "(" + signs[n-1] + ")"
	}
	return ""
}

// Task is what an item of a list is to those who work through it.
type Task byte

// The states of tasks.
const (
	NoTask Task = iota
	TaskOpen
	TaskDone
)

// Task is the state of item i.
func (l List) Task(i int) Task {
	if i < len(l.Tasks) {
		return l.Tasks[i]
	}
	return NoTask
}

// Quotation is a passage of a source, set apart.
type Quotation struct {
	Number     int // its place in Manuscript.Quotations, from 1
	Paragraphs [][]Run
	Source     []Run // the source line; may be empty
	// Language is that of the words (BCP 47), or empty where it is the note's.
	Language string
	Block    int
	// Verified is false where the words could not be held against a snapshot,
	// or do not match it.
	Verified bool
	// Stamped says that it goes out although it is not proved.
	Stamped bool
}

// Table is a table with one head row. Every row has as many cells as Align.
type Table struct {
	// Caption stands above it, with its number; it may be empty.
	Caption []Run
	Align   []Align
	Head    [][]Run
	Rows    [][][]Run
	Block   int
	// Anchor is what references call it, or empty.
	Anchor string
}

// Align is the alignment of a column.
type Align int

// The alignments of a column.
const (
	AlignStart Align = iota
	AlignCentre
	AlignEnd
)

// Code is text whose lines and spaces are kept.
type Code struct {
	Lines []string
	Block int
}

// Rule is a thematic break.
type Rule struct{ Block int }

// PageBreak begins a new page.
type PageBreak struct{ Block int }

func (Heading) block()   {}
func (Paragraph) block() {}
func (List) block()      {}
func (Quotation) block() {}
func (Table) block()     {}
func (Code) block()      {}
func (Rule) block()      {}
func (PageBreak) block() {}
func (Legend) block()    {}

// NumberOf is the number of the briefing's block that b comes from, or 0 where b is
// the program's own.
func NumberOf(b Block) int {
	switch b := b.(type) {
	case Heading:
		return b.Block
	case Paragraph:
		return b.Block
	case List:
		return b.Block
	case Quotation:
		return b.Block
	case Table:
		return b.Block
	case Code:
		return b.Block
	case Rule:
		return b.Block
	case PageBreak:
		return b.Block
	case Figure:
		return b.Block
	case Contents:
		return b.Block
	case Legend, Clipping:
	}
	return 0
}

// Run is a stretch of text set alike. A line feed in it breaks the line.
type Run struct {
	Text         string
	Bold, Italic bool
	Code         bool
	// Language is that of words which their author said are in another (BCP 47), or
	// empty.
	Language string
	Link     string // https, http or mailto
	To       string // the anchor of the block that it leads to
	// Page says that Text names that block where there are no pages; on pages,
	// its page is named instead.
	Page bool
	// Note is the number of the note whose mark stands here; Text is its figure.
	Note int
	// Sign is drawn where pages show the run: in place of its text, or before it
	// where it opens a paragraph.
	Sign Sign
	// Citation says that the run is a citation in words. It is empty where a copy
	// has none.
	Citation bool
	// Quotation is the number of the quotation whose words these are, or 0.
	Quotation int
	// Fact is the key of the fact that says this, or empty.
	Fact string
}

// Sign is a mark that says of a proof whether it holds.
type Sign byte

// The signs.
const (
	NoSign Sign = iota
	SignTick
	SignCross
)
