// Package docx writes a manuscript as a Word document, and reads one that was
// worked on in Word.
//
// Write makes what a ministry can go on with: paragraphs have styles and numbers
// of Word's own, notes are notes, the table of contents and the pages are fields.
// The page style of the note gives paper, margins and type (layout.Sheet). The
// parts are those of ISO/IEC 29500, transitional; they hold no clock, no name of
// a user or a machine, and are the same bytes each time.
//
// Each quotation stands in a locked content control; its tag is a hash of the
// snapshot and the range that its words come from. Bookmarks hold together what
// comes from one block of the briefing, and their names have a hash of its words, so
// that what comes back can be compared block by block. A Key says which note it is.
package docx

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// Write returns m as a Word document on a sheet, with what its form puts round it.
// Sources are those of its quotations; key is what the document is known again by.
func Write(m manuscript.Manuscript, sources briefing.Sources, sheet layout.Sheet, frame layout.Frame, key Key) ([]byte, error) {
	w := newWriter(m, sources, sheet, frame)
	document := w.document()
	parts := []part{
		{name: "word/document.xml", kind: wordML + "document.main+xml", relation: "officeDocument", data: document},
		{name: "word/styles.xml", kind: wordML + "styles+xml", relation: "styles", data: styles(sheet, w.faces, m.Language)},
		{name: "word/settings.xml", kind: wordML + "settings+xml", relation: "settings", data: settings(m.Language)},
		{name: "word/fontTable.xml", kind: wordML + "fontTable+xml", relation: "fontTable", data: fontTable()},
		{name: "word/numbering.xml", kind: wordML + "numbering+xml", relation: "numbering", data: w.numbering()},
		{name: "word/footnotes.xml", kind: wordML + "footnotes+xml", relation: "footnotes", data: w.notePart("footnote"), relations: w.noteRelations("footnote")},
		{name: "word/endnotes.xml", kind: wordML + "endnotes+xml", relation: "endnotes", data: w.notePart("endnote"), relations: w.noteRelations("endnote")},
		{name: "word/header1.xml", kind: wordML + "header+xml", relation: "header", data: w.header(true)},
		{name: "word/header2.xml", kind: wordML + "header+xml", relation: "header", data: w.header(false)},
		{name: "word/footer1.xml", kind: wordML + "footer+xml", relation: "footer", data: w.footer(true)},
		{name: "word/footer2.xml", kind: wordML + "footer+xml", relation: "footer", data: w.footer(false)},
		{name: "docProps/core.xml", kind: "application/vnd.openxmlformats-package.core-properties+xml", data: properties(m)},
	}
	if key != (Key{}) {
		parts = append(parts, part{name: keyPart, kind: "application/vnd.openxmlformats-officedocument.custom-properties+xml", data: key.part()})
	}
	return archive(parts, &w.body)
}

// part is a file of a document, and the relations that it has to addresses outside.
type part struct {
	name, kind, relation string
	data                 []byte
	relations            *relations
}

const (
	wordML    = "application/vnd.openxmlformats-officedocument.wordprocessingml."
	officeURL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	pkgURL    = "http://schemas.openxmlformats.org/package/2006/"
)

// archive puts the parts of a document together; body are the relations of the
// first one to pictures and addresses.
func archive(parts []part, body *relations) ([]byte, error) {
	var types, root, main markup
	types.begin("Types", "xmlns", pkgURL+"content-types")
	for _, ending := range [][2]string{{"rels", pkgType("relationships+xml")}, {"xml", "application/xml"}, {"png", "image/png"}, {"jpeg", "image/jpeg"}} {
		types.leaf("Default", "Extension", ending[0], "ContentType", ending[1])
	}
	root.begin("Relationships", "xmlns", pkgURL+"relationships")
	root.leaf("Relationship", "Id", "rId1", "Type", officeURL+"/officeDocument", "Target", parts[0].name)
	root.leaf("Relationship", "Id", "rId2", "Type", pkgURL+"relationships/metadata/core-properties", "Target", "docProps/core.xml")
	if parts[len(parts)-1].name == keyPart {
		root.leaf("Relationship", "Id", "rId3", "Type", officeURL+"/"+keyRelation, "Target", keyPart)
	}
	root.end()
	main.begin("Relationships", "xmlns", pkgURL+"relationships")
	for i, p := range parts {
		types.leaf("Override", "PartName", "/"+p.name, "ContentType", p.kind)
		if i > 0 && p.relation != "" {
			main.leaf("Relationship", "Id", partID(i), "Type", officeURL+"/"+p.relation, "Target", p.name[len("word/"):])
		}
	}
	body.write(&main)
	main.end()
	types.end()

	files := []part{{name: "[Content_Types].xml", data: types.Bytes()}, {name: "_rels/.rels", data: root.Bytes()}, {name: "word/_rels/document.xml.rels", data: main.Bytes()}}
	for _, p := range parts {
		files = append(files, p)
		if p.relations != nil && len(p.relations.all) > 0 {
			var rels markup
			rels.begin("Relationships", "xmlns", pkgURL+"relationships")
			p.relations.write(&rels)
			rels.end()
			files = append(files, part{name: "word/_rels/" + p.name[len("word/"):] + ".rels", data: rels.Bytes()})
		}
	}
	for _, picture := range body.pictures {
		files = append(files, part{name: "word/" + picture.name, data: picture.data})
	}
	return zipped(files)
}

func pkgType(name string) string { return "application/vnd.openxmlformats-package." + name }

// partID is what the main part calls the part at an index of Write's list.
func partID(i int) string { return fmt.Sprintf("rId%d", i) }

// Where headers and footers stand in Write's list.
const (
	firstHeader = 7
	otherHeader = 8
	firstFooter = 9
	otherFooter = 10
)

// zipped packs files without a time of their own.
func zipped(files []part) ([]byte, error) {
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range files {
		w, err := z.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		if err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.name, err)
		}
		if _, err := w.Write(f.data); err != nil {
			return nil, fmt.Errorf("pack %s: %w", f.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return nil, fmt.Errorf("pack the document: %w", err)
	}
	return buf.Bytes(), nil
}

// relations are what a part leads to outside, and the pictures that it shows.
type relations struct {
	all      []relation
	pictures []pictureFile
}

type relation struct{ id, kind, target string }

type pictureFile struct {
	name string
	data []byte
}

// link is what the part calls an address.
func (r *relations) link(address string) string {
	return r.to("hyperlink", address)
}

func (r *relations) to(kind, target string) string {
	for _, rel := range r.all {
		if rel.kind == kind && rel.target == target {
			return rel.id
		}
	}
	id := fmt.Sprintf("rIdx%d", len(r.all)+1)
	r.all = append(r.all, relation{id, kind, target})
	return id
}

// picture is what the part calls a picture.
func (r *relations) picture(i briefing.Image) string {
	name := "media/" + i.Hash.String()[:32] + "." + i.Type
	known := len(r.all)
	id := r.to("image", name)
	if len(r.all) > known {
		r.pictures = append(r.pictures, pictureFile{name, i.Data})
	}
	return id
}

func (r *relations) write(x *markup) {
	for _, rel := range r.all {
		attrs := []string{"Id", rel.id, "Type", officeURL + "/" + rel.kind, "Target", rel.target}
		if rel.kind == "hyperlink" {
			attrs = append(attrs, "TargetMode", "External")
		}
		x.leaf("Relationship", attrs...)
	}
}

// properties are the metadata: title, author, date, language and marking.
func properties(m manuscript.Manuscript) []byte {
	var x markup
	x.begin("cp:coreProperties", "xmlns:cp", pkgURL+"metadata/core-properties", "xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xmlns:dcterms", "http://purl.org/dc/terms/", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
	x.element("dc:title", m.Title)
	if m.Author != "" {
		x.element("dc:creator", m.Author)
	}
	if m.Banner.Mark != "" {
		x.element("cp:keywords", string(m.Banner.Mark))
	}
	x.element("dc:language", m.Language)
	if m.Date != "" {
		for _, when := range []string{"dcterms:created", "dcterms:modified"} {
			x.element(when, m.Date+"T00:00:00Z", "xsi:type", "dcterms:W3CDTF")
		}
	}
	x.end()
	return x.Bytes()
}

// tagOf is the tag of the content control of a quotation: of the snapshot and the
// range that its words come from, or of words in print alone.
func tagOf(sources briefing.Sources, q briefing.Quotation) string {
	src, known := sources[q.Passage]
	if !known {
		return quotationTag
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %d %d", src.Snapshot.Hash, src.Passage.Start, src.Passage.End))
	return quotationTag + ":" + hex.EncodeToString(sum[:16])
}

// The content controls of quotations have tags and names that begin so.
const (
	quotationTag   = "quotation"
	quotationAlias = "Quotation "
)
