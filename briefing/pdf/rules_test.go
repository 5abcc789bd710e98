package pdf

import (
	"bytes"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/klauspost/compress/zlib"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/pdf/pdftest"
)

// whole is a tagged document with all that a file may hold.
func whole(t testing.TB) layout.Document {
	t.Helper()
	doc := tagged(t)
	doc.Date, doc.Author, doc.Marking = "2026-11-22", "The desk", "TLP:AMBER"
	doc.Outline = []layout.Bookmark{
		{Title: "Issue", Level: 1, Y: 72},
		{Title: "Background", Level: 2, Page: 1, Y: 72},
		{Title: "Recommendation", Level: 1, Page: 1, Y: 90},
	}
	add := func(e layout.Element) int {
		doc.Structure = append(doc.Structure, e)
		return len(doc.Structure) - 1
	}
	tick := add(layout.Element{Role: layout.RoleSpan, Parent: 2, Says: "verified"})
	figure := add(layout.Element{Role: layout.RoleFigure, Parent: 0, Alt: "A line that falls"})
	urdu := setRTL(t, "اسلام آباد", 300, 400, 14)
	urdu.Tag = add(layout.Element{Role: layout.RoleParagraph, Parent: 0, Language: "ur"})
	doc.Pages[0].Items = append(doc.Pages[0].Items,
		layout.Watermark{Text: setText(t, sans, "DRAFT", 120, 500, 50), Turn: 52, Opacity: 0.086},
		layout.Stroke{Points: []layout.Point{{X: 20, Y: 53}, {X: 23, Y: 56}}, Width: 1.4, Tag: tick},
		layout.Stroke{Points: []layout.Point{{X: 20, Y: 153}, {X: 23, Y: 256}}, Width: 1.4, Tag: figure},
		urdu,
		layout.Link{X: 72, Y: 120, W: 50, H: 5, URL: "https://example.org", Tag: add(layout.Element{Role: layout.RoleLink, Parent: 2})},
	)
	return doc
}

func TestFilesObeyTheRules(t *testing.T) {
	for _, v := range pdftest.Violations(written(t, whole(t))) {
		t.Error(v)
	}
	var b bytes.Buffer
	if err := Write(&b, whole(t), Options{Attachments: sources}); err != nil {
		t.Fatal(err)
	}
	for _, v := range pdftest.Violations(b.Bytes()) {
		t.Errorf("with attachments: %s", v)
	}
}

var sources = []Attachment{
	{Name: "The “Daily”.txt", Description: "The words of an article", Type: "text/plain", Data: []byte("It met twice.")},
	{Name: "A.txt", Description: "The words of another", Type: "text/plain", Data: []byte("It did not.")},
}

// finished is the file of a document just before it is written.
func finished(t testing.TB, doc layout.Document, opts Options) *file {
	t.Helper()
	raw, enc := drafted(t, doc)
	f, err := readFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	if err := finish(f, doc, enc, opts); err != nil {
		t.Fatal(err)
	}
	return f
}

// patient is a finished file that a breach of a rule is done to.
type patient struct {
	testing.TB
	*file
}

func (p patient) catalogue() *dict { return &p.object(p.root).dict }
func (p patient) at(v value) *dict { return &p.object(v.(ref)).dict }
func (p patient) structure() *dict { return p.at(p.catalogue().get("StructTreeRoot")) }
func (p patient) parents() array   { return p.at(p.structure().get("ParentTree")).get("Nums").(array) }

func (p patient) bookmark() *dict { return p.at(p.at(p.catalogue().get("Outlines")).get("First")) }

func (p patient) firstPage() *dict {
	return p.at(p.at(p.catalogue().get("Pages")).get("Kids").(array)[0])
}
func (p patient) link(i int) *dict      { return p.at(p.firstPage().get("Annots").(array)[i]) }
func (p patient) document() ref         { return p.structure().get("K").(ref) }
func (p patient) attachment() *dict     { return p.at(p.catalogue().get("AF").(array)[0]) }
func (p patient) stray(d dict)          { p.add(&object{dict: d, stream: []byte("x"), kind: plainStream}) }
func (p patient) set(key name, v value) { p.catalogue().set(key, v) }

// element is the first element of a type.
func (p patient) element(role layout.Role) *dict {
	p.Helper()
	for _, o := range p.objects {
		if o != nil && o.dict.get("Type") == name("StructElem") && o.dict.get("S") == name(role) {
			return &o.dict
		}
	}
	p.Fatalf("there is no %s", role)
	return nil
}

// become gives the first element of a type another.
func (p patient) become(role, other layout.Role) { p.element(role).set("S", name(other)) }

// hold adds to what an element holds.
func (p patient) hold(d *dict, kid value) { d.set("K", append(d.get("K").(array), kid)) }

// newborn is a new element below the document, which holds kids.
func (p patient) newborn(role layout.Role, parent ref, kids ...value) ref {
	return p.add(&object{dict: dict{{"Type", name("StructElem")}, {"S", name(role)}, {"P", parent}, {"K", array(kids)}}})
}

// content edits the content of the first page.
func (p patient) content(edit func(string) string) {
	p.Helper()
	o := p.object(p.firstPage().get("Contents").(ref))
	z, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		p.Fatal(err)
	}
	plain, err := io.ReadAll(z)
	if err != nil {
		p.Fatal(err)
	}
	*o = object{stream: []byte(edit(string(plain))), kind: packedStream}
}

func (p patient) paint(more string) {
	p.Helper()
	p.content(func(s string) string { return s + more + "\n" })
}

func (p patient) replace(o *object, old, fresh string) {
	p.Helper()
	if !bytes.Contains(o.stream, []byte(old)) {
		p.Fatalf("there is no %q", old)
	}
	o.stream = bytes.ReplaceAll(o.stream, []byte(old), []byte(fresh))
}

func (p patient) xmp(old, fresh string) {
	p.Helper()
	p.replace(p.object(p.catalogue().get("Metadata").(ref)), old, fresh)
}

// font is the object at a path from the first font.
func (p patient) font(path ...name) *object {
	v := p.at(p.firstPage().get("Resources")).get("Font").(dict)[0].val
	for _, key := range path {
		v = p.at(v).get(key)
		if a, ok := v.(array); ok {
			v = a[0]
		}
	}
	return p.object(v.(ref))
}

// TestTheRulesSeeEachBreach breaks each rule once: a checker that does not see
// it proves nothing. What breaks several rules says so.
func TestTheRulesSeeEachBreach(t *testing.T) {
	doc := whole(t)
	seen := map[string]bool{}
	for _, c := range breaches {
		p := patient{t, finished(t, doc, Options{Attachments: c.attached})}
		if c.breach != nil {
			c.breach(p)
		}
		data, err := p.write()
		if err != nil {
			t.Fatal(err)
		}
		if c.old != "" {
			at := bytes.LastIndex(data, []byte(c.old))
			data = slices.Concat(data[:at], []byte(c.fresh), data[at+len(c.old):])
		}
		var got []string
		for _, v := range pdftest.Violations(data) {
			if !slices.Contains(got, v.Rule) {
				got = append(got, v.Rule)
			}
			seen[v.Rule] = true
		}
		slices.Sort(got)
		if s := strings.Join(got, "; "); s != c.want {
			t.Errorf("the rules see %q, want %q", s, c.want)
		}
	}
	for _, rule := range pdftest.Rules() {
		if !seen[rule] {
			t.Errorf("no breach shows that the rule %q sees anything", rule)
		}
	}
}

// breaches are ways to spoil a file: before it is written, or the last place of
// some bytes in what was written.
var breaches = []struct {
	want       string
	breach     func(patient)
	old, fresh string
	attached   []Attachment
}{
	{want: "header", old: "%PDF-1.7", fresh: "%PDF-1.6"},
	{want: "bytes after the end", old: "%%EOF\n", fresh: "%%EOF\n\n"},
	{want: "file cannot be read", old: "startxref", fresh: "startxxxx"},
	{want: "identifier", old: "/ID [(", fresh: "/IX [("},
	{want: "encrypted", old: "/Root", fresh: "/Encrypt 1 0 R/Root"},

	{want: "language of the file", breach: func(p patient) { p.set("Lang", text("British English")) }},
	{want: "title bar", breach: func(p patient) { p.set("ViewerPreferences", dict{}) }},
	{want: "not marked as tagged", breach: func(p patient) { p.set("MarkInfo", dict{}) }},
	{want: "forbidden in the catalogue", breach: func(p patient) { p.set("AA", dict{}) }},
	{want: "forbidden in the names", breach: func(p patient) { p.set("Names", dict{{"JavaScript", dict{}}}) }},
	{want: "output intent", breach: func(p patient) {
		intent := p.catalogue().get("OutputIntents").(array)[0].(dict)
		p.object(intent.get("DestOutputProfile").(ref)).stream = []byte("none")
	}},
	{want: "output intent", breach: func(p patient) { p.set("OutputIntents", array{}) }},
	{want: "filter", breach: func(p patient) { p.stray(dict{{"Filter", name("LZWDecode")}}) }},
	{want: "stream outside of the file", breach: func(p patient) { p.stray(dict{{"F", text("elsewhere")}}) }},
	{want: "forbidden action", breach: func(p patient) { p.stray(dict{{"S", name("JavaScript")}}) }},

	{want: "metadata", breach: func(p patient) { p.object(p.catalogue().get("Metadata").(ref)).kind = packedStream }},
	{want: "metadata; two metadata", breach: func(p patient) { p.xmp("</dc:title>", "") }},
	{want: "metadata; two metadata", breach: func(p patient) { p.xmp("A note", "") }},
	{want: "metadata", breach: func(p patient) { p.xmp("<pdfuaid:part>1</pdfuaid:part>", "") }},
	{want: "metadata", breach: func(p patient) { p.xmp("<pdfaid:conformance>A", "<pdfaid:conformance>B") }},
	{want: "metadata", breach: func(p patient) { p.xmp("<pdfaSchema:prefix>pdfuaid", "<pdfaSchema:prefix>pdfua") }},
	{want: "two metadata", breach: func(p patient) { p.object(p.info).dict.set("Author", text("Another desk")) }},
	{want: "two metadata", breach: func(p patient) { p.object(p.info).dict.set("CreationDate", text("D:20261123000000Z")) }},

	{want: "attachments in PDF/A-2", attached: sources, breach: func(p patient) { p.xmp("<pdfaid:part>3", "<pdfaid:part>2") }},
	{want: "attachment without a name", attached: sources, breach: func(p patient) { p.attachment().set("UF", text("")) }},
	{want: "attachment without a relation", attached: sources, breach: func(p patient) { p.attachment().set("AFRelationship", token("null")) }},
	{want: "attachment without a relation", attached: sources, breach: func(p patient) { p.set("AF", array{}) }},
	{want: "attachment without a description", attached: sources, breach: func(p patient) { p.attachment().set("Desc", text("")) }},
	{want: "attachment without a type", attached: sources, breach: func(p patient) {
		p.at(p.attachment().get("EF").(dict).get("F")).set("Subtype", token("null"))
	}},
	{want: "attachment of another size", attached: sources, breach: func(p patient) {
		p.at(p.attachment().get("EF").(dict).get("F")).get("Params").(dict)[0].val = integer(1)
	}},

	{want: "page of another tree", breach: func(p patient) { p.firstPage().set("Parent", ref(2)) }},
	{want: "count of pages", breach: func(p patient) { p.at(p.catalogue().get("Pages")).set("Count", integer(3)) }},
	{want: "bookmark", breach: func(p patient) { p.bookmark().set("Title", text("")) }},
	{want: "bookmark", breach: func(p patient) { p.bookmark().set("Dest", array{ref(1)}) }},
	{want: "bookmarks that do not hang together", breach: func(p patient) { p.bookmark().set("Parent", ref(1)) }},
	{want: "count of bookmarks", breach: func(p patient) { p.bookmark().set("Count", integer(7)) }},

	{want: "order of tabs", breach: func(p patient) { p.firstPage().set("Tabs", name("R")) }},
	{want: "annotation that is no link", breach: func(p patient) { p.link(0).set("Subtype", name("Text")) }},
	{want: "link that does not print", breach: func(p patient) { p.link(0).set("F", integer(0)) }},
	{want: "link without a name", breach: func(p patient) { p.link(0).set("Contents", text("")) }},
	{want: "link that is part of no element", breach: func(p patient) { p.become(layout.RoleLink, layout.RoleSpan) }},
	{want: "link to a forbidden address", breach: func(p patient) {
		p.link(1).set("A", dict{{"S", name("URI")}, {"URI", text("file:///etc/passwd")}})
	}},
	{want: "link to no place", breach: func(p patient) { p.link(0).set("Dest", array{}) }},
	{want: "parent of a link", breach: func(p patient) { p.link(0).set("StructParent", integer(0)) }},
	{want: "link element without a link; link that is part of no element", breach: func(p patient) {
		link := p.element(layout.RoleLink)
		link.set("K", link.get("K").(array)[:1])
	}},

	{want: "content that is not tagged; no structure", breach: func(p patient) {
		p.set("StructTreeRoot", token("null"))
		for _, page := range p.at(p.catalogue().get("Pages")).get("Kids").(array) {
			*p.object(p.at(page).get("Contents").(ref)) = object{stream: []byte("0 0 1 1 re f"), kind: packedStream}
			p.at(page).set("Annots", array{})
		}
	}},
	{want: "root is no document", breach: func(p patient) { p.become(layout.RoleDocument, "Part") }},
	{want: "element that is none, or held twice", breach: func(p patient) {
		d := p.at(p.document())
		p.hold(d, d.get("K").(array)[0])
	}},
	{want: "type of element", breach: func(p patient) { p.become(layout.RoleFigure, "Picture") }},
	{want: "element of another parent", breach: func(p patient) { p.element(layout.RoleFigure).set("P", ref(1)) }},
	{want: "language of an element", breach: func(p patient) { p.element(layout.RoleFigure).set("Lang", text("plain English")) }},
	{want: "nesting", breach: func(p patient) { p.become(layout.RoleItem, layout.RoleParagraph) }},
	{want: "nesting", breach: func(p patient) { p.become(layout.RoleTable, "Sect") }},
	{want: "heading skips a level", breach: func(p patient) { p.become(layout.RoleH1, layout.RoleH2) }},
	{want: "heading without a level", breach: func(p patient) { p.become(layout.RoleH1, "H") }},
	{want: "note without an identifier of its own; tree of identifiers", breach: func(p patient) { p.element(layout.RoleNote).set("ID", text("")) }},
	{want: "tree of identifiers", breach: func(p patient) { p.structure().set("IDTree", dict{}) }},
	{want: "figure without a description", breach: func(p patient) { p.element(layout.RoleFigure).set("Alt", text("")) }},
	{want: "figure without a place", breach: func(p patient) { p.element(layout.RoleFigure).set("A", dict{}) }},
	{want: "header cell without a scope", breach: func(p patient) { p.element(layout.RoleHeaderCell).set("A", dict{}) }},
	{want: "element holds what is none", breach: func(p patient) {
		p.hold(p.element(layout.RoleH1), dict{{"Type", name("Thing")}})
	}},
	{want: "empty element", breach: func(p patient) {
		p.hold(p.at(p.document()), p.newborn(layout.RoleParagraph, p.document()))
	}},
	{want: "parent of a sequence; sequence of two elements", breach: func(p patient) {
		p.hold(p.element(layout.RoleFigure), integer(0))
	}},
	{want: "text where only elements may be", breach: func(p patient) { p.become(layout.RoleH1, layout.RoleList) }},
	{want: "rows of two lengths", breach: func(p patient) {
		table := p.element(layout.RoleTable)
		at := p.object(p.element(layout.RoleRow).get("P").(ref))
		row := p.newborn(layout.RoleRow, ref(slices.Index(p.objects, at)+1))
		p.at(row).set("K", array{p.newborn(layout.RoleCell, row)})
		p.hold(table, row)
	}},
	{want: "list that does not say how it counts", breach: func(p patient) { p.element(layout.RoleList).set("A", dict{}) }},
	{want: "key of the parent tree", breach: func(p patient) {
		nums := p.parents()
		p.at(p.structure().get("ParentTree")).set("Nums", append(nums, nums[0], nums[1]))
	}},
	{want: "next key of the parent tree", breach: func(p patient) { p.structure().set("ParentTreeNextKey", integer(0)) }},
	{want: "parent of a sequence", breach: func(p patient) {
		owners := p.parents()[1].(array)
		owners[0] = owners[1]
	}},
	{want: "element of no sequence", breach: func(p patient) {
		p.content(func(s string) string { return strings.Replace(s, "/P <</MCID 0>>", "/Artifact <<>>", 1) })
	}},

	{want: "content cannot be read", breach: func(p patient) { p.paint("(") }},
	{want: "what begins does not end", breach: func(p patient) { p.paint("q") }},
	{want: "what ends has not begun", breach: func(p patient) { p.paint("EMC") }},
	{want: "what begins does not end; what ends has not begun", breach: func(p patient) { p.paint("Q") }},
	{want: "nesting of graphics", breach: func(p patient) { p.paint(strings.Repeat("q ", 29) + strings.Repeat("Q ", 29)) }},
	{want: "font that is not there", breach: func(p patient) { p.paint("BT /F99 9 Tf ET") }},
	{want: "graphics state that is not there", breach: func(p patient) { p.paint("/G99 gs") }},
	{want: "picture that is not there", breach: func(p patient) { p.paint("/Artifact BMC /X99 Do EMC") }},
	{want: "colour without a profile", breach: func(p patient) { p.paint("0 0 0 1 k") }},
	{want: "content that is not tagged", breach: func(p patient) { p.paint("0 0 1 1 re f") }},
	{want: "operator that is none", breach: func(p patient) { p.paint("BX") }},
	{want: "sequence that begins twice", breach: func(p patient) { p.paint("/P <</MCID 0>> BDC EMC") }},
	{want: "sequence of no element", breach: func(p patient) { p.paint("/P <</MCID 99>> BDC EMC") }},
	{want: "sequence within a sequence", breach: func(p patient) { p.paint("/Artifact BMC /Artifact BMC EMC EMC") }},

	{want: "kind of font", breach: func(p patient) { p.font().dict.set("Encoding", name("WinAnsiEncoding")) }},
	{want: "name of a font", breach: func(p patient) { p.font().dict.set("BaseFont", name("GentiumBookPlus")) }},
	{want: "glyphs of a font", breach: func(p patient) { p.font("DescendantFonts").dict.set("CIDToGIDMap", ref(1)) }},
	{want: "length of a font", breach: func(p patient) {
		p.font("DescendantFonts", "FontDescriptor", "FontFile2").dict.set("Length1", integer(7))
	}},
	{want: "font that is not embedded", breach: func(p patient) {
		*p.font("DescendantFonts", "FontDescriptor", "FontFile2") = object{dict: dict{{"Length1", integer(1)}}, stream: []byte{0}, kind: packedStream}
	}},
	{want: "width of a glyph", breach: func(p patient) {
		p.font("DescendantFonts").dict.get("W").(array)[1].(array)[3] = integer(0)
	}},
	{want: "glyph that says nothing", breach: func(p patient) { p.replace(p.font("ToUnicode"), "<0001> <0049>", "<0001> <>") }},
	{want: "glyph of private use", breach: func(p patient) { p.replace(p.font("ToUnicode"), "<0001> <0049>", "<0001> <E049>") }},
	{want: "glyph that says nothing; glyph that the font has not", breach: func(p patient) {
		p.paint("/Artifact BMC BT /F0 9 Tf (\x7f\x7f) Tj ET EMC")
	}},
}
