package pdf

import (
	"fmt"
	"slices"

	"briefdesk/briefing/layout"
)

// structure is the tree of elements on its way into a file (ISO 32000-1, 14.7).
type structure struct {
	file     *file
	doc      layout.Document
	refs     []ref       // the object of each element
	kids     [][]kid     // of each element, in the order in which they are read
	boxes    map[int]box // of figures
	attached []bool      // whether the element is among the kids of its parent
}

// kid is what an element holds: another element, a marked sequence of a page,
// or a link on it.
type kid struct {
	element int // 0 where it is no element
	page    ref
	mcid    int
	link    ref // 0 where it is a sequence
	span    ref // of the span that holds the sequence, 0 where there is none
}

// finishStructure adds the tree of elements, and what leads from the pages back
// to it.
func finishStructure(f *file, catalogue *object, doc layout.Document, pages []page, contents []content) {
	if len(doc.Structure) == 0 {
		return
	}
	s := structure{
		file: f, doc: doc, refs: make([]ref, len(doc.Structure)),
		kids: make([][]kid, len(doc.Structure)), attached: make([]bool, len(doc.Structure)), boxes: boxes(doc),
	}
	for i := range s.refs {
		s.refs[i] = f.add(&object{})
	}
	root := f.add(&object{})
	parents := s.gather(pages, contents)
	s.attachCells()
	for i := range s.refs {
		s.write(i, root)
	}
	f.object(root).dict = dict{
		{"Type", name("StructTreeRoot")},
		{"K", s.refs[0]},
		{"ParentTree", f.add(&object{dict: dict{{"Nums", parents}}})},
		{"ParentTreeNextKey", integer(len(parents) / 2)},
	}
	if ids := s.noteIDs(); len(ids) > 0 {
		f.object(root).dict.set("IDTree", f.add(&object{dict: dict{{"Names", ids}}}))
	}
	catalogue.dict.set("MarkInfo", dict{{"Marked", token("true")}})
	catalogue.dict.set("StructTreeRoot", root)
}

// gather gives each element its marked sequences and links, and returns the
// entries of the tree that leads from those back to the elements. Pages have
// the first keys of it, links the others.
func (s *structure) gather(pages []page, contents []content) array {
	parents := make(array, 0, 2*len(pages))
	for i, c := range contents {
		owners := make(array, len(c.sequences))
		for mcid, q := range c.sequences {
			k := kid{page: pages[i].ref, mcid: mcid}
			owners[mcid] = s.refs[q.tag]
			if q.says != "" {
				k.span = s.turned(q, k)
				owners[mcid] = k.span
			}
			s.hold(q.tag, k)
		}
		parents = append(parents, integer(i), owners)
		pages[i].dict.set("StructParents", integer(i))
	}
	key := len(pages)
	for i, p := range pages {
		links, _ := p.dict.get("Annots").(array)
		for j, l := range linksOf(s.doc.Pages[i]) {
			at, _ := links[j].(ref)
			if l.Tag <= 0 {
				continue
			}
			s.hold(l.Tag, kid{page: p.ref, link: at})
			s.file.object(at).dict.set("StructParent", integer(key))
			parents = append(parents, integer(key), s.refs[l.Tag])
			key++
		}
	}
	return parents
}

// turned adds a span round a sequence that runs from right to left, which says
// its words in the order of reading: in the content they stand as they look,
// since most readers turn a line round that looks so. A replacement text within
// the content would be turned round too.
func (s *structure) turned(q sequence, k kid) ref {
	return s.file.add(&object{dict: dict{
		{"Type", name("StructElem")},
		{"S", name(layout.RoleSpan)},
		{"P", s.refs[q.tag]},
		{"ActualText", textString(q.says)},
		{"Pg", k.page},
		{"K", array{integer(k.mcid)}},
	}})
}

// hold adds k to an element, and the element to those that it is part of.
func (s *structure) hold(element int, k kid) {
	s.kids[element] = append(s.kids[element], k)
	s.attach(element)
}

func (s *structure) attach(element int) {
	for e := element; e > 0 && !s.attached[e]; e = s.doc.Structure[e].Parent {
		s.attached[e] = true
		parent := s.doc.Structure[e].Parent
		s.kids[parent] = append(s.kids[parent], kid{element: e})
	}
}

// attachCells keeps the empty cells of tables, so that rows stay of one length.
// Other elements that hold nothing are left out.
func (s *structure) attachCells() {
	for i, e := range s.doc.Structure {
		if (e.Role == layout.RoleCell || e.Role == layout.RoleHeaderCell) && s.attached[s.tableOf(i)] {
			s.attach(i)
		}
	}
}

func (s *structure) tableOf(cell int) int {
	for cell > 0 && s.doc.Structure[cell].Role != layout.RoleTable {
		cell = s.doc.Structure[cell].Parent
	}
	return cell
}

// write fills the object of an element, or drops it where it holds nothing.
func (s *structure) write(element int, root ref) {
	e, kids := s.doc.Structure[element], s.ordered(element)
	if element > 0 && !s.attached[element] {
		s.file.drop(s.refs[element])
		return
	}
	d := dict{{"Type", name("StructElem")}, {"S", name(s.role(element))}, {"P", root}}
	if element > 0 {
		d.set("P", s.refs[e.Parent])
	}
	if e.Language != "" {
		d.set("Lang", textString(e.Language))
	}
	if e.Alt != "" {
		d.set("Alt", textString(e.Alt))
	}
	if e.Says != "" {
		d.set("ActualText", textString(e.Says))
	}
	if e.Role == layout.RoleNote {
		d.set("ID", noteID(element))
	}
	switch {
	case e.Role == layout.RoleList && e.Ordered:
		d.set("A", dict{{"O", name("List")}, {"ListNumbering", name("Decimal")}})
	case e.Role == layout.RoleList:
		d.set("A", dict{{"O", name("List")}, {"ListNumbering", name("Disc")}})
	case e.Role == layout.RoleHeaderCell && e.HeadsRow:
		d.set("A", dict{{"O", name("Table")}, {"Scope", name("Row")}})
	case s.boxes[element] != (box{}):
		d.set("A", dict{{"O", name("Layout")}, {"BBox", s.boxes[element].array()}, {"Placement", name("Block")}})
	case e.Role == layout.RoleHeaderCell:
		d.set("A", dict{{"O", name("Table")}, {"Scope", name("Column")}})
	}
	s.setKids(&d, kids)
	s.file.object(s.refs[element]).dict = d
}

// role is the type of an element as the file gives it. Words whose link was
// left out, since it leads nowhere that a reader may be sent, are no link.
func (s *structure) role(element int) layout.Role {
	role := s.doc.Structure[element].Role
	if role == layout.RoleLink && !slices.ContainsFunc(s.kids[element], func(k kid) bool { return k.link != 0 }) {
		return layout.RoleSpan
	}
	return role
}

// ordered are the kids of an element in the order in which they are read.
func (s *structure) ordered(element int) []kid {
	kids := s.kids[element]
	hasWords := slices.ContainsFunc(kids, func(k kid) bool { return k.element == 0 })
	slices.SortStableFunc(kids, func(a, b kid) int {
		if hasWords {
			return s.late(a) - s.late(b)
		}
		return a.element - b.element
	})
	return kids
}

// late is 1 for a note, which is read after the words that it belongs to.
func (s *structure) late(k kid) int {
	if k.element > 0 && s.doc.Structure[k.element].Role == layout.RoleNote {
		return 1
	}
	return 0
}

// setKids writes kids. Sequences on the first page are given by their number alone.
func (s *structure) setKids(d *dict, kids []kid) {
	var main ref
	var out array
	for _, k := range kids {
		switch {
		case k.element > 0:
			out = append(out, s.refs[k.element])
			continue
		case k.span != 0:
			out = append(out, k.span)
			continue
		case main == 0:
			main = k.page
			d.set("Pg", main)
		}
		switch {
		case k.link != 0:
			out = append(out, dict{{"Type", name("OBJR")}, {"Pg", k.page}, {"Obj", k.link}})
		case k.page == main:
			out = append(out, integer(k.mcid))
		default:
			out = append(out, dict{{"Type", name("MCR")}, {"Pg", k.page}, {"MCID", integer(k.mcid)}})
		}
	}
	if len(out) > 0 {
		d.set("K", out)
	}
}

// noteIDs are the identifiers of the notes, sorted, each with its element.
func (s *structure) noteIDs() array {
	var ids array
	for i, e := range s.doc.Structure {
		if e.Role == layout.RoleNote && s.attached[i] {
			ids = append(ids, noteID(i), s.refs[i])
		}
	}
	return ids
}

// noteID sorts as the elements do.
func noteID(element int) text { return text(fmt.Sprintf("note%08d", element)) }
