package pdf

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefdesk/briefing/layout"
)

// tagged is a document whose elements come in other orders than their marks, go
// over pages, hold nothing, and end with a note.
func tagged(t testing.TB) layout.Document {
	t.Helper()
	text := func(tag int, words string, y layout.Pt) layout.Text {
		set := setText(t, roman, words, 72, y, 11)
		set.Tag = tag
		return set
	}
	return layout.Document{
		Title: "A note", Language: "en-GB",
		Structure: []layout.Element{
			{Role: layout.RoleDocument, Parent: -1},
			{Role: layout.RoleH1, Parent: 0},
			{Role: layout.RoleParagraph, Parent: 0},
			{Role: layout.RoleReference, Parent: 2},
			{Role: layout.RoleLink, Parent: 3},
			{Role: layout.RoleNote, Parent: 2},
			{Role: layout.RoleParagraph, Parent: 5},
			{Role: layout.RoleList, Parent: 0, Ordered: true},
			{Role: layout.RoleItem, Parent: 7},
			{Role: layout.RoleLabel, Parent: 8},
			{Role: layout.RoleBody, Parent: 8},
			{Role: layout.RoleTable, Parent: 0},
			{Role: layout.RoleRow, Parent: 11},
			{Role: layout.RoleHeaderCell, Parent: 12, HeadsRow: true},
			{Role: layout.RoleCell, Parent: 12},
			{Role: layout.RoleParagraph, Parent: 0}, // holds nothing
			{Role: layout.RoleParagraph, Parent: 0},
			{Role: layout.RoleLink, Parent: 16}, // leads where nobody may be sent
		},
		Pages: []layout.Page{
			{Size: layout.A4, Items: []layout.Item{
				text(1, "Issue", 80),
				text(2, "It begins", 100),
				layout.Link{X: 72, Y: 100, W: 5, H: 5, Page: 1, To: 10, Tag: 4},
				text(4, "1", 100),
				layout.Rect{X: 72, Y: 690, W: 72, H: 0.5},
				text(6, "See elsewhere.", 700),
				text(layout.Furniture, "Page 1", 800),
			}},
			{Size: layout.A4, Items: []layout.Item{
				text(2, "and ends. ", 80),
				text(10, "first", 100), // its label is painted after it
				text(9, "1.", 100),
				text(13, "To", 120),
				text(16, "Read ", 140),
				layout.Link{X: 72, Y: 140, W: 5, H: 5, URL: "javascript:alert(1)", Tag: 17},
				text(17, "this", 140),
			}},
		},
	}
}

// outline writes the tree of elements of a finished file.
func outline(t testing.TB, f *file) string {
	t.Helper()
	pages, err := pagesOf(f, f.object(f.root))
	if err != nil {
		t.Fatal(err)
	}
	number := map[ref]int{}
	for i, p := range pages {
		number[p.ref] = i + 1
	}
	var s strings.Builder
	var walk func(at ref, depth int)
	walk = func(at ref, depth int) {
		d := f.object(at).dict
		fmt.Fprintf(&s, "%s%s", strings.Repeat("  ", depth), d.get("S").(name))
		if a, ok := d.get("A").(dict); ok {
			fmt.Fprintf(&s, " %s", a[1].val)
		}
		kids, _ := d.get("K").(array)
		main, _ := d.get("Pg").(ref)
		var elements []ref
		for _, k := range kids {
			switch k := k.(type) {
			case token:
				fmt.Fprintf(&s, " %d:%s", number[main], k)
			case dict:
				fmt.Fprintf(&s, " %d:%s", number[k.get("Pg").(ref)], k.get("Type").(name))
			case ref:
				fmt.Fprintf(&s, " •")
				elements = append(elements, k)
			}
		}
		if says := readText(d.get("ActualText")); says != "" {
			fmt.Fprintf(&s, " = %s", says)
		}
		s.WriteByte('\n')
		for _, e := range elements {
			if f.object(e).dict.get("P") != at {
				t.Errorf("an element names another parent than the one that holds it:\n%s", s.String())
			}
			walk(e, depth+1)
		}
	}
	root, err := f.follow(f.object(f.root).dict.get("StructTreeRoot"), "structure")
	if err != nil {
		t.Fatal(err)
	}
	walk(root.dict.get("K").(ref), 0)
	return s.String()
}

func TestStructure(t *testing.T) {
	want := `Document • • • • •
  H1 1:0
  P 1:1 • 2:MCR •
    Reference •
      Link 1:2 1:OBJR
    Note •
      P 1:3
  L Decimal •
    LI • •
      Lbl 2:2
      LBody 2:1
  Table •
    TR • •
      TH Row 2:3
      TD
  P 2:4 •
    Span 2:5
`
	if diff := cmp.Diff(want, outline(t, reread(t, written(t, tagged(t))))); diff != "" {
		t.Errorf("the tree of elements differs (-want +got):\n%s", diff)
	}
}

// TestStructureLeadsBack follows the tree that viewers use to find the element
// of what the reader points at.
func TestStructureLeadsBack(t *testing.T) {
	f := reread(t, written(t, tagged(t)))
	pages, err := pagesOf(f, f.object(f.root))
	if err != nil {
		t.Fatal(err)
	}
	root := f.object(f.object(f.root).dict.get("StructTreeRoot").(ref)).dict
	nums := f.object(root.get("ParentTree").(ref)).dict.get("Nums").(array)
	owners := map[value]value{}
	for i := 0; i < len(nums); i += 2 {
		owners[nums[i]] = nil
		if at, ok := nums[i+1].(ref); ok {
			owners[nums[i]] = f.object(at).dict.get("S")
		}
	}
	link := f.object(pages[0].dict.get("Annots").(array)[0].(ref)).dict
	if got := owners[link.get("StructParent")]; got != name("Link") {
		t.Errorf("the link is part of an element of type %v", got)
	}
	second := nums[3].(array)
	if nums[2] != pages[1].dict.get("StructParents") || len(second) != 6 {
		t.Fatalf("the second page has %d elements under the key %v", len(second), nums[2])
	}
	if got := f.object(second[2].(ref)).dict.get("S"); got != name("Lbl") {
		t.Errorf("the third sequence of the second page is part of an element of type %v", got)
	}
}

// TestTurnedWordsAreSaidInOrder holds what those hear who do not see a line that
// runs from right to left: its words, and those from left to right apart.
func TestTurnedWordsAreSaidInOrder(t *testing.T) {
	tag := func(text layout.Text, tag int) layout.Text {
		text.Tag = tag
		return text
	}
	doc := layout.Document{
		Title: "A note", Language: "ur",
		Structure: []layout.Element{{Role: layout.RoleDocument, Parent: -1}, {Role: layout.RoleParagraph, Parent: 0}},
		Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{
			tag(setRTL(t, "پاکستان کے ", 300, 100, 14), 1),
			tag(setRTL(t, "وزیر اعظم ", 200, 100, 14), 1),
			tag(setText(t, roman, "TTP ", 150, 100, 11), 1),
			tag(setRTL(t, "اسلام آباد", 300, 120, 14), 1),
			tag(setRTL(t, "صفحہ", 300, 800, 9), layout.Furniture),
		}}},
	}
	f := reread(t, written(t, doc))
	if diff := cmp.Diff("Document •\n  P • 1:1 •\n    Span 1:0 = پاکستان کے وزیر اعظم \n    Span 1:2 = اسلام آباد\n", outline(t, f)); diff != "" {
		t.Errorf("the tree of elements differs (-want +got):\n%s", diff)
	}
}
