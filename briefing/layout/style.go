package layout

import (
	"slices"

	"briefdesk/briefing/manuscript"
)

// The inks. Black is exactly black: laser printers screen near-blacks.
var (
	black = Colour{}
	navy  = Colour{0x1B, 0x36, 0x5D} // headings, note numbers, heavy rules
	grey  = Colour{0x4A, 0x4F, 0x57} // labels, source lines, running heads
	ruler = Colour{0x8A, 0x94, 0xA3} // the rule beside a quotation
	hair  = Colour{0xB9, 0xC0, 0xCA} // rules between the rows of a table
	tint  = Colour{0xEE, 0xF1, 0xF5} // the ground of a panel
	white = Colour{0xFF, 0xFF, 0xFF} // a line through what is filled
)

// style is a page style: one grid and a few sizes of type. Distances between
// blocks are from the last baseline of one to the first of the next.
type style struct {
	paper                    Size
	left, right, top, bottom Pt // margins of the text area
	label, gutter            Pt // the column of side headings or numbers, and the space beside it

	justified bool // and hyphenated
	body      typeface
	lead      Pt // baseline to baseline within body text
	paragraph Pt // baseline to baseline between paragraphs

	side         bool     // headings stand in the label column, beside their text; else above it
	head         typeface // headings of the first level
	headLead     Pt
	section      Pt   // from the end of a section to the next heading
	afterHead    Pt   // from a heading above its text to the text
	headRule     bool // a rule stands above the heading
	runIn        typeface
	runInGap     string // between a run-in heading and its paragraph
	ownLine      bool   // headings of the second level have a line of their own
	afterOwnLine Pt
	toSubtitle   Pt     // from a heading to one of the second level below it
	remarks      column // where the paragraphs after a quotation stand, beside it; or nowhere

	quotation quotationStyle
	list      listStyle
	notes     noteStyle
	panel     panelStyle
	end       endStyle

	summary     typeface // of the paragraph that opens an annex
	summaryLead Pt
	count       typeface // of how much was proved, in its box

	confidence   typeface // what says how sure a judgement is, on a line of its own; no size, no such line
	toConfidence Pt

	source     typeface // source lines
	sourceLead Pt
	toSource   Pt       // from a quotation to its source line
	remark     typeface // of paragraphs beside a quotation
	remarkLead Pt
	least      Pt // the least size of type, and all of it sans serif and upright; 0 is as the form has it

	small     typeface // labels
	value     typeface // what a label says
	table     typeface
	tableLead Pt
	code      typeface
	title     typeface
	titleLead Pt
	kicker    typeface // the line above the title

	// opening sets what opens the first page, and returns where it ends: the last
	// baseline, or the bottom of its last rule. It takes the facts that it prints
	// from those that it is given.
	opening func(*flow, manuscript.Manuscript, *particulars) ([]Item, Pt)
	// closing sets what stands between the text and the end matter; it may be nil.
	closing      func(*flow, manuscript.Manuscript, *particulars)
	afterOpening Pt     // from there to the first baseline
	toPanel      Pt     // or to the ground of a panel
	copyInTitle  bool   // the opening says which copy it is
	handling     bool   // the opening says how the note is to be handled
	memo         string // what a memo calls itself
	endSinks     bool   // the end matter stands on the bottom of its page
	annexJoins   bool   // an annex stands below the text if it fits there whole, its title centred
	// late are the keys of the facts that the opening leaves to the end matter.
	late []string

	furnish     typeface // running heads and page numbers
	stamp       typeface // of a note that is not proved
	marking     typeface
	markingHead Pt // the baseline of a marking without a box, from the top
	markingFoot Pt // and from the bottom
	runningHead Pt // its baseline; 0 is none
	pageNumber  pageNumber
	footLine    Pt // the baseline of the page number, from the bottom
}

// quotationStyle is that of quotations that are set apart.
type quotationStyle struct {
	face          typeface
	lead          Pt
	before, after Pt
	inset, right  Pt   // from the edges of the text
	ruled         bool // a rule stands beside it
	sourced       bool // a source line stands below it, even if a note names the source
}

type listStyle struct {
	bullet     string
	bulletFace typeface
	bulletHang Pt
	numberFace typeface
	numberHang Pt
	after      string // a number
	letters    bool   // numbers are letters in brackets
	between    Pt     // added to the leading
}

// noteForm is where notes stand and how they are marked.
type noteForm int

const (
	footnotes noteForm = iota // at the foot of the page, marked by raised figures
	bracketed                 // at the end, marked in brackets
	tabbed                    // on a page of their own at the end, not marked
)

type noteStyle struct {
	form       noteForm
	mark       typeface // its size and rise are shares of those of the text
	text       typeface
	lead       Pt
	number     typeface
	hang       Pt
	fromMargin bool // footnotes begin at the margin, not at the text
}

// endStyle is that of the rows of a label and a text that end a note.
type endStyle struct {
	face          typeface
	lead, between Pt
	label, gutter Pt
}

// panelStyle is that of sections which are set apart.
type panelStyle struct {
	ground       column // without a width it has none
	leftEdge     bool   // a heavy rule stands at its starting edge, else above it
	above, below Pt     // from the ground's edges to the line boxes
	label, text  column
	head         typeface
	body         typeface
	lead         Pt
	letters      bool // its ordered lists have letters
	between      Pt   // from the end of one of its sections to the next
	after        Pt   // from its bottom to the next baseline
}

// pageNumber is the form of page numbers.
type pageNumber int

const (
	pageOfLeft     pageNumber = iota // Page 1 of 2, at the left
	ofRight                          // 1 of 2, at the right
	dashedHead                       // – 2 –, at the head of all pages but the first
	referencedLeft                   // reference · page 1 of 2, at the left
)

// A template is a page style by its name, and the paper that it is meant for.
type template struct {
	name  string
	paper Size
	style func(paper Size) style
}

// templates are all page styles; the first is that of notes which name none.
var templates = []template{
	{"blank", A4, blank},
	{"briefing-note", Letter, briefingNote},
	{"uk-submission", A4, submission},
	{"us-action-memo", Letter, actionMemo},
	{"us-information-memo", Letter, informationMemo},
	{"bluf", A4, bluf},
	{"press-review", A4, pressReview},
	{"cabinet-paper", A4, cabinetPaper},
	{"talking-points", A4, talkingPoints},
}

// Templates are the names of all page styles, the usual one first.
func Templates() []string {
	names := make([]string, len(templates))
	for i, t := range templates {
		names[i] = t.name
	}
	return names
}

// PaperNamed is the size of a sheet by its name, a4 or letter, and whether there is one.
func PaperNamed(name string) (Size, bool) {
	switch name {
	case "a4":
		return A4, true
	case "letter":
		return Letter, true
	}
	return Size{}, false
}

// Paper is the size that a page style is meant for.
func Paper(name string) Size { return templateOf(name).paper }

// templateOf is the template called name, else the usual one.
func templateOf(name string) template {
	return templates[max(slices.IndexFunc(templates, func(t template) bool { return t.name == name }), 0)]
}

// text is the left edge of the text column.
func (st style) text() Pt { return st.left + st.label + st.gutter }

// measure is the width of the text column.
func (st style) measure() Pt { return st.paper.W - st.right - st.text() }

// full is the width of label column, gutter and text column.
func (st style) full() Pt { return st.paper.W - st.right - st.left }

// floor is the bottom of the text area.
func (st style) floor() Pt { return st.paper.H - st.bottom }

func (st style) textColumn() column { return column{st.text(), st.measure()} }

// A line box reaches from ascent above the baseline to descent below it.
func ascent(size Pt) Pt  { return 0.8 * size }
func descent(size Pt) Pt { return 0.2 * size }

// common is what page styles share.
func common(paper Size) style {
	return style{
		paper: paper, handling: true, runInGap: "\u2002",
		quotation: quotationStyle{before: 23.5, after: 23, inset: 12.5, ruled: true, sourced: true},
		list:      listStyle{bullet: "–", bulletHang: 12, numberHang: 19, after: ".", between: 3.25},
		notes: noteStyle{
			mark: typeface{family: sans, bold: true, size: 0.6, rise: 0.45, colour: navy},
			text: typeface{family: serif, size: 9}, lead: 12, hang: 12,
			number: typeface{family: sans, bold: true, size: 7.5, colour: navy},
		},
		source: typeface{family: sans, size: 8.5, colour: grey}, sourceLead: 11, toSource: 13,
		remark: typeface{family: sans, size: 9}, remarkLead: 12,
		small: typeface{family: sans, size: 8.5, colour: grey},
		value: typeface{family: sans, size: 9.5},
		table: typeface{family: sans, size: 9.5}, tableLead: 12.5,
		code:        typeface{family: mono, size: 9},
		furnish:     typeface{family: sans, size: 8.5, colour: grey},
		stamp:       typeface{family: sans, bold: true, size: 9},
		marking:     typeface{family: sans, bold: true, size: 12, track: 0.02 * 12},
		markingHead: 40.7, markingFoot: 32, runningHead: 39, footLine: 32,
	}
}

// finished fills in what follows from the rest.
func (st style) finished() style {
	for _, f := range []*typeface{&st.quotation.face, &st.list.bulletFace, &st.list.numberFace} {
		if f.size == 0 {
			*f = st.body
		}
	}
	if st.quotation.lead == 0 {
		st.quotation.lead = st.lead
	}
	return st
}

// Measures that all page styles share.
const (
	quotationRule  = 1.5
	insetBothSides = 22
	cellPad        = 4
	cellLeft       = 8
	cellRight      = 4
	toTable        = 23 // from a baseline to the head row's
	codeLead       = 12
	betweenNotes   = 1 // added to the leading
	noteRuleWidth  = 72
	toNoteRule     = 13   // from the last line box to the rule
	noteRuleToText = 11.8 // from the rule to the first baseline
	toEndRule      = 20   // from the last baseline to the rule above the end matter
	endRuleToText  = 13.5
	maxTitleLines  = 6
	maxHeadWords   = 30   // of a title in the running head, at most
	maxSideLines   = 6    // a longer heading stands above its text
	maxHang        = 4    // of a mark into the margin
	boundless      = 1e6  // the width of a line that may be as long as it likes
	tallLead       = 1.65 // times the type size: the least lead of lines in Arabic script
	panelEdge      = 3    // the heavy rule beside a panel
	panelTop       = 1.5  // and that above one
	toList         = 3.5  // added to the leading, from the lead-in to the first item
)
