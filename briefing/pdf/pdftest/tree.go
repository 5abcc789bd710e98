package pdftest

import (
	"fmt"
	"slices"
	"strings"
)

// standard are the types of elements that may be used (ISO 32000-1, 14.8.4).
var standard = strings.Fields(`Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
	P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry
	Code Link Annot Ruby Warichu RB RT RP WT WP Figure Formula Form`)

// holds says what the elements of a type may hold, where that is limited;
// partOf, what they must be part of (ISO 14289-1, 7.2; ISO 32000-1, 14.8.4.3).
var (
	holds = map[name]string{
		"Table": "TR THead TBody TFoot Caption",
		"THead": "TR", "TBody": "TR", "TFoot": "TR",
		"TR":  "TH TD",
		"L":   "L LI Caption",
		"LI":  "Lbl LBody",
		"TOC": "TOC TOCI Caption",
	}
	partOf = map[name]string{
		"TR": "Table THead TBody TFoot", "THead": "Table", "TBody": "Table", "TFoot": "Table",
		"TH": "TR", "TD": "TR",
		"LI": "L", "LBody": "LI", "Lbl": "LI Note TOCI P",
		"TOCI": "TOC",
		"Note": "P TD TH LBody BlockQuote Caption H1 H2 H3 H4 H5 H6 Span Code Div Sect LI TOCI",
	}
)

// tree is the structure while it is walked.
type tree struct {
	*checker
	level int // of the last heading
	notes []string
}

// structure looks at the tree of elements, and notes what each of them holds.
func (c *checker) structure() {
	c.elements, c.owners, c.seen = map[ref]dict{}, map[mark]ref{}, map[mark]bool{}
	root, ok := c.catalogue["StructTreeRoot"].(ref)
	if !ok {
		c.breaks("no structure", "")
		return
	}
	t := tree{checker: c}
	top, _ := c.dict(root)["K"].(ref)
	c.must(c.dict(top)["S"] == name("Document"), "root is no document", "")
	t.element(top, root, "StructTreeRoot")
	ids := c.array(c.dict(c.dict(root)["IDTree"])["Names"])
	var listed []string
	for i := 0; i+1 < len(ids); i += 2 {
		id := c.words(ids[i])
		to, _ := ids[i+1].(ref)
		c.must(c.words(c.elements[to]["ID"]) == id, "tree of identifiers", "%q", id)
		listed = append(listed, id)
	}
	c.must(slices.IsSorted(listed), "tree of identifiers", "not sorted")
	for _, id := range t.notes {
		c.must(slices.Contains(listed, id), "tree of identifiers", "%q is missing", id)
	}
}

func (t *tree) element(at, parent ref, parentType name) {
	d := t.dict(at)
	if _, twice := t.elements[at]; d == nil || twice {
		t.breaks("element that is none, or held twice", "object %d", at)
		return
	}
	t.elements[at] = d
	s, _ := d["S"].(name)
	where := fmt.Sprintf("%s in %s, object %d", s, parentType, at)
	t.must(slices.Contains(standard, string(s)), "type of element", "%s", where)
	t.must(d["P"] == parent, "element of another parent", "%s", where)
	t.must(d["Lang"] == nil || isLanguage(t.words(d["Lang"])), "language of an element", "%s", where)
	if limited, ok := partOf[s]; ok {
		t.must(contains(limited, parentType), "nesting", "%s", where)
	}
	if limited, ok := holds[parentType]; ok {
		t.must(contains(limited, s), "nesting", "%s", where)
	}
	t.kind(s, d, where)
	t.kids(at, d, s)
	if s == "Table" {
		t.rows(d, where)
	}
	if s == "L" {
		t.labels(d, where)
	}
}

// kind looks at what the types of elements ask for.
func (t *tree) kind(s name, d dict, where string) {
	switch s {
	case "H1", "H2", "H3", "H4", "H5", "H6":
		level := int(s[1] - '0')
		t.must(level <= t.level+1, "heading skips a level", "%s after H%d", where, t.level)
		t.level = level
	case "H":
		t.breaks("heading without a level", "%s", where)
	case "Note":
		id := t.words(d["ID"])
		t.must(id != "" && !slices.Contains(t.notes, id), "note without an identifier of its own", "%s", where)
		t.notes = append(t.notes, id)
	case "Figure", "Formula":
		t.must(t.words(d["Alt"]) != "" || t.words(d["ActualText"]) != "", "figure without a description", "%s", where)
		t.must(len(t.array(t.dict(d["A"])["BBox"])) == 4, "figure without a place", "%s", where)
	case "TH":
		scope := t.dict(d["A"])["Scope"]
		t.must(scope == name("Row") || scope == name("Column") || scope == name("Both"), "header cell without a scope", "%s", where)
	}
}

func (t *tree) kids(at ref, d dict, s name) {
	links := 0
	kids := t.array(d["K"])
	for _, k := range kids {
		page, _ := d["Pg"].(ref)
		switch k := k.(type) {
		case ref:
			t.element(k, at, s)
		case float64:
			t.own(mark{page: page, sequence: int(k)}, at, s)
		case dict:
			if p, ok := k["Pg"].(ref); ok {
				page = p
			}
			switch k["Type"] {
			case name("MCR"):
				t.own(mark{page: page, sequence: int(t.number(k["MCID"]))}, at, s)
			case name("OBJR"):
				links++
				to, _ := k["Obj"].(ref)
				t.own(mark{annotation: to}, at, s)
			default:
				t.breaks("element holds what is none", "%s, object %d", s, at)
			}
		}
	}
	t.must(s != "Link" || links > 0, "link element without a link", "object %d", at)
	t.must(len(kids) > 0 || s == "TD" || s == "TH" || s == "Document", "empty element", "%s, object %d", s, at)
}

// own notes that an element holds a sequence or an annotation.
func (t *tree) own(m mark, at ref, s name) {
	_, twice := t.owners[m]
	t.must(!twice, "sequence of two elements", "%s, object %d", s, at)
	if _, limited := holds[s]; limited || s == "Document" {
		t.breaks("text where only elements may be", "%s, object %d", s, at)
	}
	t.owners[m] = at
}

// rows are of one length (ISO 14289-1, 7.2).
func (t *tree) rows(table dict, where string) {
	length := -1
	var walk func(d dict)
	walk = func(d dict) {
		for _, k := range t.array(d["K"]) {
			kid := t.dict(k)
			switch kid["S"] {
			case name("THead"), name("TBody"), name("TFoot"):
				walk(kid)
			case name("TR"):
				n := 0
				for _, cell := range t.array(kid["K"]) {
					span := t.dict(t.dict(cell)["A"])["ColSpan"]
					if span == nil {
						n++
					} else {
						n += int(t.number(span))
					}
				}
				t.must(length < 0 || n == length, "rows of two lengths", "%s", where)
				length = n
			}
		}
	}
	walk(table)
}

// labels looks at whether a list says how it counts (ISO 14289-1, 7.6).
func (t *tree) labels(list dict, where string) {
	for _, k := range t.array(list["K"]) {
		for _, part := range t.array(t.dict(k)["K"]) {
			if t.dict(part)["S"] == name("Lbl") {
				numbering := t.dict(list["A"])["ListNumbering"]
				t.must(numbering != nil && numbering != name("None"), "list that does not say how it counts", "%s", where)
				return
			}
		}
	}
}

// leadsBack looks at the tree that leads from what is on the pages to the
// elements: it must say the same as the elements do.
func (c *checker) leadsBack() {
	root := c.dict(c.catalogue["StructTreeRoot"])
	nums := c.array(c.dict(root["ParentTree"])["Nums"])
	parents := map[float64]any{}
	for i := 0; i+1 < len(nums); i += 2 {
		key := c.number(nums[i])
		_, twice := parents[key]
		c.must(!twice, "key of the parent tree", "%v twice", key)
		c.must(key < c.number(root["ParentTreeNextKey"]), "next key of the parent tree", "")
		parents[key] = nums[i+1]
	}
	for m, owner := range c.owners {
		switch {
		case m.annotation != 0:
			c.must(parents[c.number(c.dict(m.annotation)["StructParent"])] == owner, "parent of a link", "object %d", m.annotation)
		case !c.seen[m]:
			c.breaks("element of no sequence", "object %d, sequence %d", owner, m.sequence)
		default:
			of := c.array(parents[c.number(c.dict(m.page)["StructParents"])])
			c.must(m.sequence < len(of) && of[m.sequence] == owner, "parent of a sequence", "object %d, sequence %d", owner, m.sequence)
		}
	}
}

func contains(list string, s name) bool { return slices.Contains(strings.Fields(list), string(s)) }
