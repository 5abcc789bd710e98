package layout

import (
	"cmp"
	"slices"
)

// Role says what an element of the structure is, in the standard types of
// ISO 32000-1, 14.8.4. The values are the names that PDF gives them.
type Role string

// The roles that a briefing needs.
const (
	RoleDocument   Role = "Document"
	RoleH1         Role = "H1"
	RoleH2         Role = "H2"
	RoleH3         Role = "H3"
	RoleH4         Role = "H4"
	RoleH5         Role = "H5"
	RoleParagraph  Role = "P"
	RoleQuotation  Role = "BlockQuote"
	RoleList       Role = "L"
	RoleItem       Role = "LI"
	RoleLabel      Role = "Lbl" // of an item or a note
	RoleBody       Role = "LBody"
	RoleTable      Role = "Table"
	RoleHead       Role = "THead"
	RoleRows       Role = "TBody"
	RoleRow        Role = "TR"
	RoleHeaderCell Role = "TH" // of a column
	RoleCell       Role = "TD"
	RoleCode       Role = "Code"
	RoleReference  Role = "Reference"
	RoleLink       Role = "Link"
	RoleNote       Role = "Note"
	RoleSpan       Role = "Span"
	RoleFigure     Role = "Figure"
	RoleCaption    Role = "Caption"
	RoleSection    Role = "Sect"
	RoleContents   Role = "TOC"
	RoleEntry      Role = "TOCI"
)

// Element is a node of the tree that says what the marks on the pages are, for
// those who do not see them. The children of an element are read in their order
// in Document.Structure; where it holds words of its own, in that in which they
// and the words first appear on the pages, notes last.
type Element struct {
	Role   Role
	Parent int // index into Document.Structure; that of the first is -1
	// Ordered says of a list that its labels count, HeadsRow of a header cell
	// that it is that of a row.
	Ordered, HeadsRow bool
	// Language (BCP 47) is that of what it holds, or empty where it is that of
	// the element that it is part of.
	Language string
	// Fact is the key of the manuscript's fact that it says, or empty.
	Fact string
	// Alt describes a figure; Says is what marks that are no letters stand for,
	// such as “verified” for a tick. They are read in place of what is there.
	Alt, Says string
}

// Tags that are no index into Document.Structure: marks that are read by the
// eye alone.
const (
	Decoration = 0  // rules and grounds; the first element holds no marks of its own
	Furniture  = -1 // what repeats on the pages: running heads, page numbers, markings
)

// tree is a structure under construction.
type tree struct {
	elements []Element
	headings int // the level of the last heading
}

func newTree() *tree { return &tree{elements: []Element{{Role: RoleDocument, Parent: -1}}} }

// add adds an element below parent and returns its tag.
func (t *tree) add(parent int, role Role) int {
	t.elements = append(t.elements, Element{Role: role, Parent: parent})
	return len(t.elements) - 1
}

func (t *tree) list(parent int, ordered bool) int {
	tag := t.add(parent, RoleList)
	t.elements[tag].Ordered = ordered
	return tag
}

// labelled adds a row of a label and what it says to a table of such rows.
func (t *tree) labelled(table int) (label, text int) {
	row := t.add(table, RoleRow)
	label = t.add(row, RoleHeaderCell)
	t.elements[label].HeadsRow = true
	return label, t.add(row, RoleCell)
}

// cellByCell puts the items of each row of a table on a page in the order of its
// cells: rows are set line by line.
func (t *tree) cellByCell(items []Item) {
	for i := 0; i < len(items); {
		row, _ := t.cell(items[i])
		end := i + 1
		for end < len(items) && row > 0 {
			if next, _ := t.cell(items[end]); next != row {
				break
			}
			end++
		}
		if row > 0 {
			slices.SortStableFunc(items[i:end], func(a, b Item) int {
				_, x := t.cell(a)
				_, y := t.cell(b)
				return cmp.Compare(x, y)
			})
		}
		i = end
	}
}

// cell is the cell that an item is in, and its row; both are 0 if it is in none.
func (t *tree) cell(it Item) (row, cell int) {
	tag := 0
	switch it := it.(type) {
	case Text:
		tag = it.Tag
	case Stroke:
		tag = it.Tag
	case Link:
		tag = it.Tag
	case Rect, Image, Watermark:
	}
	for tag > 0 {
		parent := t.elements[tag].Parent
		if parent > 0 && t.elements[parent].Role == RoleRow {
			return parent, tag
		}
		tag = parent
	}
	return 0, 0
}

var headingRoles = []Role{RoleH1, RoleH2, RoleH3, RoleH4, RoleH5}

// heading adds a heading of a level from 1. One that skips levels is raised to
// the next: no heading is more than one level below the one before it.
func (t *tree) heading(parent, level int) int {
	t.headings = min(level, t.headings+1, len(headingRoles))
	return t.add(parent, headingRoles[t.headings-1])
}

// place is one in a document.
type place struct {
	page int // index into its pages
	y    Pt  // from the top of that page
}

// resolve finds the places on the pages that links within the note lead to: a
// mark to its note, a note to its first mark, a reference to its anchor.
func resolve(pages []Page, anchors map[string]place) {
	notes, marks := map[int]place{}, map[int]place{}
	for i, p := range pages {
		for _, it := range p.Items {
			l, ok := it.(Link)
			if !ok {
				continue
			}
			at := place{i, max(l.Y-toNoteRule, 0)}
			if _, known := marks[l.note]; l.note > 0 && !known {
				marks[l.note] = at
			}
			if l.mark > 0 {
				notes[l.mark] = at
			}
		}
	}
	for _, p := range pages {
		for i, it := range p.Items {
			l, ok := it.(Link)
			if !ok {
				continue
			}
			at, found := notes[l.note]
			switch {
			case l.mark > 0:
				at, found = marks[l.mark]
			case l.anchor != "":
				at, found = anchors[l.anchor]
			}
			if found {
				l.Page, l.To = at.page, at.y
				p.Items[i] = l
			}
		}
	}
}

// repeated returns items as they are set again on a further page, where they
// are only looked at.
func repeated(items []Item) []Item {
	again := make([]Item, 0, len(items))
	for _, it := range items {
		switch it := it.(type) {
		case Text:
			it.Tag = Furniture
			again = append(again, it)
		case Stroke:
			it.Tag = Furniture
			again = append(again, it)
		case Rect, Watermark, Image:
			again = append(again, it)
		case Link: // leads on from where it first stands
		}
	}
	return again
}
