package layout

import (
	"cmp"
	"slices"
	"strings"
)

// Line is a line of text as it stands on the pages.
type Line struct {
	Page int // index into Document.Pages
	Y    Pt  // its baseline, from the top of the page
	Tag  int // the element that its first words are part of
	// Block is the number of the briefing's block that its first words belong to,
	// or 0.
	Block int
}

// sameLine is how far apart the baselines of one line may be.
const sameLine = 0.5

// Lines are the lines, from the first page to the last and downwards, on which
// something stands that pick picks. Words side by side on one baseline are one
// line, as in a table; marks of notes, notes and furniture are on none.
func (d Document) Lines(pick func(Text) bool) []Line {
	var lines []Line
	for i, page := range d.Pages {
		for _, it := range page.Items {
			t, ok := it.(Text)
			if ok && t.Tag > Decoration && pick(t) && !d.isWithin(t.Tag, RoleReference) && !d.isWithin(t.Tag, RoleNote) {
				lines = append(lines, Line{i, t.Y, t.Tag, t.Block})
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int { return cmp.Or(cmp.Compare(a.Page, b.Page), cmp.Compare(a.Y, b.Y)) })
	return slices.CompactFunc(lines, func(a, b Line) bool { return a.Page == b.Page && max(a.Y-b.Y, b.Y-a.Y) < sameLine })
}

// OfBlocks picks the texts of the briefing's blocks from one number to another.
func OfBlocks(first, last int) func(Text) bool {
	return func(t Text) bool { return first <= t.Block && t.Block <= last }
}

// OfFact picks the texts of the fact of a key.
func (d Document) OfFact(key string) func(Text) bool {
	return func(t Text) bool {
		for tag := t.Tag; tag > 0; tag = d.Structure[tag].Parent {
			if d.Structure[tag].Fact == key {
				return true
			}
		}
		return false
	}
}

// Paragraph is what the paragraph says that an element is, or is part of: that of
// the briefing, whole, wherever its lines stand.
func (d Document) Paragraph(tag int) string {
	for tag > 0 && !slices.Contains([]Role{RoleParagraph, RoleCell, RoleHeaderCell, RoleCode}, d.Structure[tag].Role) && !isHeading(d.Structure[tag].Role) {
		tag = d.Structure[tag].Parent
	}
	var said strings.Builder
	for _, page := range d.Pages {
		for _, it := range page.Items {
			if t, ok := it.(Text); ok && d.isUnder(t.Tag, tag) && !d.isWithin(t.Tag, RoleReference) && !d.isWithin(t.Tag, RoleNote) {
				said.WriteString(strings.ReplaceAll(t.Words, "\u00ad", ""))
			}
		}
	}
	return strings.Join(strings.Fields(said.String()), " ")
}

func isHeading(r Role) bool { return slices.Contains(headingRoles, r) }

// isWithin reports whether an element has a role, or is part of one that has.
func (d Document) isWithin(tag int, role Role) bool {
	for ; tag > 0; tag = d.Structure[tag].Parent {
		if d.Structure[tag].Role == role {
			return true
		}
	}
	return false
}

// isUnder reports whether an element is another, or part of it.
func (d Document) isUnder(tag, of int) bool {
	for tag > of {
		tag = d.Structure[tag].Parent
	}
	return tag == of && of > 0
}
