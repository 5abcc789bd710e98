// Package pdftest holds PDF files against the rules of PDF/UA-1 (ISO 14289-1) and
// of PDF/A-2 and 3, level A (ISO 19005-2 and -3), for tests.
//
// Violations is its main entry; Texts says what the pages show. It covers what our
// own writer could break, in milliseconds: veraPDF is the judge, and needs minutes
// and a Java machine. It shares no code with the writer, so that one mistake is
// not made twice.
//
// The surprise: it reads only files with a cross-reference stream, and refuses
// what a reader of all PDFs would mend.
package pdftest

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

// Violation is a rule that a file breaks.
type Violation struct {
	Rule  string // one of Rules
	Where string // may be empty
}

func (v Violation) String() string {
	return fmt.Sprintf("%s (%s): %s", v.Rule, rules[v.Rule], v.Where)
}

// Violations says what is wrong with a file, in the order in which it was found.
func Violations(data []byte) []Violation {
	c := checker{}
	c.frame(data)
	var err error
	if c.file, err = read(data); err != nil {
		c.breaks("file cannot be read", "%v", err)
		return c.found
	}
	c.catalogue = c.dict(c.trailer["Root"])
	c.everything()
	c.head()
	c.metadata()
	c.attachments()
	c.pages = c.leaves(c.catalogue["Pages"], nil)
	c.outline()
	c.structure()
	for i, p := range c.pages {
		c.page(i, p)
	}
	c.leadsBack()
	c.fonts()
	return c.found
}

// checker is a file under examination.
type checker struct {
	*file
	found     []Violation
	catalogue dict
	pages     []ref

	elements map[ref]dict
	owners   map[mark]ref // the element that holds a marked sequence or an annotation
	seen     map[mark]bool
	used     map[ref]map[int]bool // the codes that are shown of each font
}

// mark is a marked sequence of a page, or an annotation.
type mark struct {
	page       ref
	sequence   int
	annotation ref
}

func (c *checker) breaks(rule, where string, args ...any) {
	if _, known := rules[rule]; !known {
		panic("pdftest: no rule " + rule)
	}
	c.found = append(c.found, Violation{rule, fmt.Sprintf(where, args...)})
}

func (c *checker) must(ok bool, rule, where string, args ...any) {
	if !ok {
		c.breaks(rule, where, args...)
	}
}

// frame looks at the first and the last bytes (ISO 19005-2, 6.1.2 and 6.1.3).
func (c *checker) frame(data []byte) {
	comment, ok := bytes.CutPrefix(data, []byte("%PDF-1.7\n%"))
	c.must(ok && len(comment) > 4 && comment[0]&comment[1]&comment[2]&comment[3] >= 0x80 && comment[4] == '\n', "header", "")
	c.must(bytes.HasSuffix(data, []byte("\n%%EOF\n")), "bytes after the end", "")
}

// head looks at the trailer and the catalogue.
func (c *checker) head() {
	id := c.array(c.trailer["ID"])
	c.must(len(id) == 2 && c.words(id[0]) != "", "identifier", "")
	c.must(c.trailer["Encrypt"] == nil, "encrypted", "")
	c.must(isLanguage(c.words(c.catalogue["Lang"])), "language of the file", "%q", c.words(c.catalogue["Lang"]))
	c.must(c.dict(c.catalogue["ViewerPreferences"])["DisplayDocTitle"] == true, "title bar", "")
	c.must(c.dict(c.catalogue["MarkInfo"])["Marked"] == true, "not marked as tagged", "")
	for _, key := range []name{"AA", "OpenAction", "Perms", "Requirements", "OCProperties"} {
		c.must(c.catalogue[key] == nil, "forbidden in the catalogue", "%s", key)
	}
	for key := range c.dict(c.catalogue["Names"]) {
		c.must(key == "EmbeddedFiles", "forbidden in the names", "%s", key)
	}
	intents := c.array(c.catalogue["OutputIntents"])
	if len(intents) != 1 {
		c.breaks("output intent", "there are %d", len(intents))
		return
	}
	intent := c.dict(intents[0])
	p := c.stream(intent["DestOutputProfile"])
	c.must(intent["S"] == name("GTS_PDFA1") && len(p) > 40 && string(p[36:40]) == "acsp" &&
		int(p[0])<<24|int(p[1])<<16|int(p[2])<<8|int(p[3]) == len(p) && string(p[16:20]) == "RGB ", "output intent", "")
}

// isLanguage reports whether s looks like a tag of BCP 47.
func isLanguage(s string) bool {
	return regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`).MatchString(s)
}

// everything looks at every object (ISO 19005-2, 6.1.7, 6.5).
func (c *checker) everything() {
	filters := []any{nil, name("FlateDecode"), name("DCTDecode")}
	for r, o := range c.objects {
		d, _ := o.value.(dict)
		if o.stream != nil {
			c.must(slices.Contains(filters, d["Filter"]), "filter", "object %d", r)
			c.must(d["F"] == nil, "stream outside of the file", "object %d", r)
		}
		switch d["S"] {
		case name("JavaScript"), name("Launch"), name("ImportData"), name("ResetForm"), name("GoToR"):
			c.breaks("forbidden action", "object %d", r)
		}
	}
}

// metadata looks at the XMP packet (ISO 19005-2, 6.6; ISO 14289-1, 5 and 7.1),
// and whether the information dictionary says the same.
func (c *checker) metadata() {
	d := c.dict(c.catalogue["Metadata"])
	packet := c.stream(c.catalogue["Metadata"])
	c.must(d["Type"] == name("Metadata") && d["Subtype"] == name("XML") && d["Filter"] == nil, "metadata", "no plain stream")
	says, err := texts(packet)
	c.must(err == nil, "metadata", "%v", err)
	c.must(says["title"] != "", "metadata", "no title")
	c.must(says["part"] == "21" || says["part"] == "31", "metadata", "no claim to PDF/A and PDF/UA, but %q", says["part"])
	c.must(says["conformance"] == "A", "metadata", "conformance %q", says["conformance"])
	c.must(says["prefix"] == "pdfuaid" && says["namespaceURI"] == "http://www.aiim.org/pdfua/ns/id/", "metadata", "PDF/UA is not described")
	info := c.dict(c.trailer["Info"])
	for key, element := range map[name]string{"Title": "title", "Author": "creator", "Keywords": "Keywords", "Producer": "Producer"} {
		c.must(c.words(info[key]) == says[element], "two metadata", "%s is %q and %q", key, c.words(info[key]), says[element])
	}
	c.must(onlyDigits(c.words(info["CreationDate"])) == onlyDigits(says["CreateDate"]), "two metadata", "two dates")
}

// texts gathers the text below each element of an XML document by its local
// name. Lists of one have one text.
func texts(packet []byte) (map[string]string, error) {
	says := map[string]string{}
	var path []string
	for d := xml.NewDecoder(bytes.NewReader(packet)); ; {
		t, err := d.Token()
		switch t := t.(type) {
		case xml.StartElement:
			path = append(path, t.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if s := string(t); strings.TrimSpace(s) != "" {
				says[named(path)] += s
			}
		}
		if errors.Is(err, io.EOF) {
			return says, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// named is the last element of a path that is no list.
func named(path []string) string {
	for _, p := range slices.Backward(path) {
		if p != "li" && p != "Alt" && p != "Seq" && p != "Bag" {
			return p
		}
	}
	return ""
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// attachments looks at the files inside (ISO 19005-3, 6.8).
func (c *checker) attachments() {
	tree := c.dict(c.dict(c.catalogue["Names"])["EmbeddedFiles"])
	names := c.array(tree["Names"])
	associated := c.array(c.catalogue["AF"])
	packet := string(c.stream(c.catalogue["Metadata"]))
	c.must(len(names) == 0 || strings.Contains(packet, "<pdfaid:part>3<"), "attachments in PDF/A-2", "")
	for i := 1; i < len(names); i += 2 {
		spec := c.dict(names[i])
		which := c.words(spec["UF"])
		c.must(spec["Type"] == name("Filespec") && c.words(spec["F"]) != "" && which != "", "attachment without a name", "%q", which)
		c.must(spec["AFRelationship"] != nil && slices.Contains(associated, names[i]), "attachment without a relation", "%q", which)
		c.must(c.words(spec["Desc"]) != "", "attachment without a description", "%q", which)
		inside := c.dict(spec["EF"])["F"]
		file := c.dict(inside)
		c.must(file["Type"] == name("EmbeddedFile") && file["Subtype"] != nil, "attachment without a type", "%q", which)
		params := c.dict(file["Params"])
		c.must(int(c.number(params["Size"])) == len(c.stream(inside)), "attachment of another size", "%q", which)
	}
}

func (c *checker) leaves(at any, parent any) []ref {
	d := c.dict(at)
	if d["Type"] == name("Page") {
		c.must(d["Parent"] == parent, "page of another tree", "")
		return []ref{at.(ref)}
	}
	var pages []ref
	for _, k := range c.array(d["Kids"]) {
		pages = append(pages, c.leaves(k, at)...)
	}
	c.must(c.number(d["Count"]) == float64(len(pages)), "count of pages", "%v for %d", d["Count"], len(pages))
	return pages
}

// outline looks at the bookmarks: each has a title, leads to a page, and hangs
// together with its neighbours.
func (c *checker) outline() {
	if c.catalogue["Outlines"] == nil {
		return
	}
	var walk func(parent any) int
	walk = func(parent any) int {
		n := 0
		var before any
		for at := c.dict(parent)["First"]; at != nil; at = c.dict(at)["Next"] {
			d := c.dict(at)
			n++
			c.must(c.words(d["Title"]) != "" && c.isPlace(d["Dest"]), "bookmark", "%q", c.words(d["Title"]))
			c.must(d["Parent"] == parent && d["Prev"] == before, "bookmarks that do not hang together", "%q", c.words(d["Title"]))
			before = at
			n += walk(at)
		}
		c.must(c.dict(parent)["Last"] == before, "bookmarks that do not hang together", "")
		if n > 0 {
			c.must(c.number(c.dict(parent)["Count"]) == float64(n), "count of bookmarks", "%v for %d", c.dict(parent)["Count"], n)
		}
		return n
	}
	walk(c.catalogue["Outlines"])
}

// isPlace reports whether v is a place on a page.
func (c *checker) isPlace(v any) bool {
	dest := c.array(v)
	if len(dest) == 0 {
		return false
	}
	to, ok := dest[0].(ref)
	return ok && slices.Contains(c.pages, to)
}

// link looks at an annotation (ISO 14289-1, 7.18; ISO 19005-2, 6.3).
func (c *checker) link(page int, r ref) {
	d := c.dict(r)
	c.must(d["Subtype"] == name("Link"), "annotation that is no link", "page %d", page+1)
	c.must(c.number(d["F"]) == 4, "link that does not print", "page %d", page+1)
	c.must(c.words(d["Contents"]) != "", "link without a name", "page %d", page+1)
	owner := c.elements[c.owners[mark{annotation: r}]]
	c.must(owner["S"] == name("Link"), "link that is part of no element", "page %d", page+1)
	if action := c.dict(d["A"]); action != nil {
		u, err := url.Parse(c.words(action["URI"]))
		c.must(action["S"] == name("URI") && err == nil && slices.Contains([]string{"http", "https", "mailto"}, u.Scheme), "link to a forbidden address", "page %d", page+1)
		return
	}
	c.must(c.isPlace(d["Dest"]), "link to no place", "page %d", page+1)
}
