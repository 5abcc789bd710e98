package layout

import (
	"iter"

	"github.com/go-text/typesetting/bidi"

	"briefdesk/briefing/manuscript"
)

// Sheet is what of a page style holds where another program sets the text: its
// paper, its margins and its type.
type Sheet struct {
	Paper                    Size
	Left, Right, Top, Bottom Pt // margins
	Indent                   Pt // of text from the left margin, at which headings and numbers stand
	Justified                bool
	Paragraph                Pt // between paragraphs
	Section                  Pt // above a heading of the first level
	Footnotes                bool
	// Bracketed notes are marked by figures in brackets; they stand at the end.
	Bracketed bool

	// Tabbed notes are not marked; they are listed at the end.
	Tabbed bool
	// EndHang is from the labels of the end matter to its text.
	EndHang             Pt
	Bullet, AfterNumber string // of lists
	// OwnLines says that headings below the first level stand above their text, and not
	// in one line with it.
	OwnLines bool
	// Numbering says in the note's language which page it is, and of how many, as %d;
	// BeforeNumber stands before it. AtHead says that it stands at the head, but for
	// the first page, and AtRight at the right.
	BeforeNumber, Numbering string
	AtHead, AtRight         bool
	RunsOn                  bool // pages but the first have a running head
	// CopyInTitle says that the opening says which copy it is.
	CopyInTitle bool

	Title, Kicker, Head, RunIn, Body, Quotation, Source, Table, Code, Note, Label, Value, End, Furnish, Marking Type

	// Extracts is how quotations stand in their column.
	Extracts Extracts
	Panel    Panel

	st style
}

// Extracts is how quotations stand in their column: set in from both sides, perhaps
// with a rule beside them.
type Extracts struct {
	Inset, Right Pt
	Ruled        bool
}

// Panel is that of sections which are set apart: two columns, of headings and of
// text. A form that has none sets such sections like others.
type Panel struct {
	LabelAt, TextAt, End Pt     // where the columns begin and the second one ends, from the left margin
	Ground               Colour // white where there is none
	Whole                bool   // the ground lies below both columns, else below that of the text
	LeftEdge             bool   // a heavy rule stands at the start of the ground, else above it
	Edge                 Colour
	Head, Body           Type
}

// Sourced are the words of a quotation and its source line, with the marks of notes
// where the form has them. The line is empty where the form has none.
func (s Sheet) Sourced(q manuscript.Quotation) (words [][]manuscript.Run, source []manuscript.Run) {
	return s.st.sourced(q)
}

// Type is a face of type at a size.
type Type struct {
	Family       Family
	Bold, Italic bool
	Size, Lead   Pt // a Lead of 0 is the program's choice
	Colour       Colour
}

// Family is a family of fonts.
type Family int

// The families.
const (
	Serif Family = iota // Gentium Book Plus
	Sans                // Lato
	Times               // Liberation Serif, which is as wide as Times New Roman
	Mono                // Liberation Mono, which is as wide as Courier New
)

// SheetOf is the sheet of the page style of m on paper, in a look; the zero size is
// that of the style.
func SheetOf(m manuscript.Manuscript, paper Size, look Look) Sheet {
	if paper == (Size{}) {
		paper = Paper(m.Template)
	}
	st := templateOf(m.Template).style(paper).cited(m.Citations).in(look.Type)
	if usual(m.Language) == bidi.RightToLeft {
		st = st.fromRight()
	}
	s := Sheet{
		Paper: st.paper, Left: st.left, Right: st.right, Top: st.top, Bottom: st.bottom, Indent: st.text() - st.left,
		Justified: st.justified, Paragraph: st.paragraph - st.lead, Section: st.section - st.lead,
		Footnotes: st.notes.form == footnotes, Bracketed: st.notes.form == bracketed, Tabbed: st.notes.form == tabbed,
		EndHang: st.end.label + st.end.gutter, Bullet: st.list.bullet, AfterNumber: st.list.after, CopyInTitle: st.copyInTitle, OwnLines: st.ownLine, RunsOn: st.runningHead > 0,
		Title: st.title.asType(st.titleLead), Kicker: st.kicker.asType(0), Head: st.head.asType(st.headLead), RunIn: st.runIn.asType(0),
		Body: st.body.asType(st.lead), Quotation: st.quotation.face.asType(st.quotation.lead), Source: st.source.asType(st.sourceLead),
		Table: st.table.asType(st.tableLead), Code: st.code.asType(codeLead), Note: st.notes.text.asType(st.notes.lead),
		Label: st.small.asType(0), Value: st.value.asType(0), End: st.end.face.asType(st.end.lead),
		Furnish: st.furnish.asType(0), Marking: st.marking.asType(0),
		Extracts: Extracts{st.quotation.inset, st.quotation.right, st.quotation.ruled}, Panel: st.panelOf(look),
		st: st,
	}
	s.BeforeNumber, s.Numbering = st.numbering(m)
	s.AtHead = st.pageNumber == dashedHead
	s.AtRight = s.AtHead || st.pageNumber == ofRight
	for _, t := range []*Type{&s.Title, &s.Kicker, &s.Head, &s.RunIn, &s.Source, &s.Label, &s.End, &s.Furnish} {
		t.Colour = look.ink(t.Colour)
	}
	return s
}

func (t typeface) asType(lead Pt) Type {
	families := map[family]Family{serif: Serif, sans: Sans, times: Times, mono: Mono}
	return Type{Family: families[t.family], Bold: t.bold, Italic: t.italic, Size: t.size, Lead: lead, Colour: t.colour}
}

// RunsFromRight reports whether a paragraph of a note in language runs from the
// right: as most of its letters do.
func RunsFromRight(text, language string) bool {
	_, rtl := levels(nil, []rune(text), usual(language))
	return rtl
}

// Languages yields the stretches of text and the language of each: language,
// but for words in another script, of which it is guessed.
func Languages(text, language string) iter.Seq2[string, string] {
	return func(yield func(string, string) bool) {
		own := scriptFor(language)
		for text != "" {
			from, to, script := foreignStretch(text, own)
			if script == own {
				yield(text, language)
				return
			}
			if from > 0 && !yield(text[:from], language) {
				return
			}
			if !yield(text[from:to], languageIn(script, text[from:to])) {
				return
			}
			text = text[to:]
		}
	}
}

// panelOf is the panel of a sheet.
func (st style) panelOf(look Look) Panel {
	p := st.panel
	if p.text.width == 0 {
		return Panel{}
	}
	panel := Panel{
		LabelAt: p.label.x - st.left, TextAt: p.text.x - st.left, End: p.text.x + p.text.width - st.left,
		Ground: tint, Whole: p.ground.x == st.left, LeftEdge: p.leftEdge, Edge: look.ink(navy),
		Head: p.head.asType(p.lead), Body: p.body.asType(p.lead),
	}
	if p.ground.width == 0 {
		panel.Ground = Colour{255, 255, 255}
	}
	panel.Head.Colour = look.ink(panel.Head.Colour)
	return panel
}
