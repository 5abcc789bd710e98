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
	EndHang Pt
	Bullet  string // of lists
	// Numbering says in the note's language which page it is, and of how many, as %d;
	// BeforeNumber stands before it. AtHead says that it stands at the head, but for
	// the first page, and AtRight at the right.
	BeforeNumber, Numbering string
	AtHead, AtRight         bool
	RunsOn                  bool // pages but the first have a running head
	// CopyInTitle says that the opening says which copy it is.
	CopyInTitle bool

	Title, Kicker, Head, RunIn, Body, Quotation, Source, Table, Code, Note, Label, Value, End, Furnish, Marking Type

	lists    [2]listStyle // of the text, and of panels
	language string
}

// Letters reports whether ordered lists have letters, of the text or of a panel.
func (s Sheet) Letters(panel bool) bool { return s.listsOf(panel).letters }

// Ordinal is the label of item n of an ordered list that is within depth others.
func (s Sheet) Ordinal(n, depth int, panel bool) string {
	return s.listsOf(panel).ordinal(n, depth, s.language)
}

func (s Sheet) listsOf(panel bool) listStyle {
	if panel {
		return s.lists[1]
	}
	return s.lists[0]
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
	inPanel := st.list
	inPanel.letters = st.list.letters || st.panel.letters && st.panel.text.width > 0
	s := Sheet{
		Paper: st.paper, Left: st.left, Right: st.right, Top: st.top, Bottom: st.bottom, Indent: st.text() - st.left,
		Justified: st.justified, Paragraph: st.paragraph - st.lead, Section: st.section - st.lead,
		Footnotes: st.notes.form == footnotes, Bracketed: st.notes.form == bracketed, Tabbed: st.notes.form == tabbed,
		EndHang: st.end.label + st.end.gutter, Bullet: st.list.bullet, CopyInTitle: st.copyInTitle, RunsOn: st.runningHead > 0,
		Title: st.title.asType(st.titleLead), Kicker: st.kicker.asType(0), Head: st.head.asType(st.headLead), RunIn: st.runIn.asType(0),
		Body: st.body.asType(st.lead), Quotation: st.quotation.face.asType(st.quotation.lead), Source: st.source.asType(st.sourceLead),
		Table: st.table.asType(st.tableLead), Code: st.code.asType(codeLead), Note: st.notes.text.asType(st.notes.lead),
		Label: st.small.asType(0), Value: st.value.asType(0), End: st.end.face.asType(st.end.lead),
		Furnish: st.furnish.asType(0), Marking: st.marking.asType(0),
		lists: [2]listStyle{st.list, inPanel}, language: m.Language,
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
