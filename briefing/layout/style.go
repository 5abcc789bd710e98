package layout

// The inks. Black is exactly black: laser printers screen near-blacks.
var (
	black = Colour{}
	navy  = Colour{0x1B, 0x36, 0x5D} // headings, note numbers, heavy rules
	grey  = Colour{0x4A, 0x4F, 0x57} // labels, source lines, running heads
	ruler = Colour{0x8A, 0x94, 0xA3} // the rule beside a quotation
	hair  = Colour{0xB9, 0xC0, 0xCA} // rules between the rows of a table
)

// style is a page style: one grid and a few sizes of type. Distances between
// blocks are from the last baseline of one to the first of the next.
type style struct {
	paper                    Size
	left, right, top, bottom Pt // margins of the text area
	label, gutter            Pt // the column of side headings, and the space beside it

	body      typeface
	lead      Pt // baseline to baseline within body text
	paragraph Pt // baseline to baseline between paragraphs
	section   Pt // from the end of a section to the next heading

	side     typeface // headings in the label column
	sideLead Pt
	runIn    typeface // headings that run into their paragraph
	source   typeface // source lines
	small    typeface // labels
	value    typeface // what a label says
	table    typeface
	code     typeface
	endText  typeface
	noteText typeface
	noteNo   typeface
	furnish  typeface // running heads and page numbers
	stamp    typeface // of a note that is not proved
	marking  typeface
	kicker   typeface // the line above the title
	title    typeface
}

// blank is the note that has no form of its own, set on any paper: label
// column and text column, justified and hyphenated.
func blank(paper Size) style {
	st := style{
		paper: paper, left: 62, right: 62, top: 84, bottom: 74, label: 92, gutter: 18,
		body: typeface{family: serif, size: 11.5}, lead: 15.5, paragraph: 23, section: 30.5,
		side: typeface{family: sans, bold: true, size: 11.5, colour: navy}, sideLead: 14,
		runIn:    typeface{family: sans, bold: true, size: 10.5, fixed: true},
		source:   typeface{family: sans, size: 8.5, colour: grey},
		small:    typeface{family: sans, size: 8.5, colour: grey},
		value:    typeface{family: sans, size: 9.5},
		table:    typeface{family: sans, size: 9.5},
		code:     typeface{family: mono, size: 9},
		endText:  typeface{family: sans, size: 8.5},
		noteText: typeface{family: serif, size: 9},
		noteNo:   typeface{family: sans, bold: true, size: 7.5, colour: navy},
		furnish:  typeface{family: sans, size: 8.5, colour: grey},
		stamp:    typeface{family: sans, bold: true, size: 8.5},
		marking:  typeface{family: sans, bold: true, size: 12, track: 0.02 * 12},
		kicker:   typeface{family: sans, bold: true, size: 9, track: 0.05 * 9, colour: navy},
		title:    typeface{family: sans, bold: true, size: 21},
	}
	if paper == Letter {
		st.left, st.right, st.label = 66, 66, 96
	}
	return st
}

// text is the left edge of the text column.
func (st style) text() Pt { return st.left + st.label + st.gutter }

// measure is the width of the text column.
func (st style) measure() Pt { return st.paper.W - st.right - st.text() }

// full is the width of label column, gutter and text column.
func (st style) full() Pt { return st.paper.W - st.right - st.left }

// floor is the bottom of the text area.
func (st style) floor() Pt { return st.paper.H - st.bottom }

// A line box reaches from ascent above the baseline to descent below it.
func ascent(size Pt) Pt  { return 0.8 * size }
func descent(size Pt) Pt { return 0.2 * size }

// Measures of the recurrent elements.
const (
	beforeQuotation = 23.5 // baseline to baseline
	toSourceLine    = 13
	afterQuotation  = 23
	quotationInset  = 12.5
	quotationRule   = 1.5
	insetBothSides  = 22
	toList          = 19   // from the lead-in to the first item
	betweenItems    = 3.25 // added to the leading
	bulletHang      = 12
	numberHang      = 19
	tableLead       = 12.5
	cellPad         = 4
	cellLeft        = 8
	cellRight       = 4
	toTable         = 23 // from a baseline to the head row's
	codeLead        = 12
	noteLead        = 12
	betweenNotes    = 13
	noteHang        = 12
	noteRuleWidth   = 72
	toNoteRule      = 13   // from the last line box to the rule
	noteRuleToText  = 11.8 // from the rule to the first baseline
	endLead         = 11.5
	betweenEndRows  = 16.5
	toEndRule       = 20 // from the last baseline to the rule above the end matter
	endRuleToText   = 13.5
	titleLead       = 23
	maxTitleLines   = 6
	maxHeadWords    = 30   // of a title in the running head, at most
	maxSideLines    = 6    // a longer heading stands above its text
	maxHang         = 4    // of a mark into the margin
	boundless       = 1e6  // the width of a line that may be as long as it likes
	tallLead        = 1.65 // times the type size: the least lead of lines in Arabic script
)
