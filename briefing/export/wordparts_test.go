package export_test

import (
	"path"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing/export"
)

// sequences are the orders that the schema of WordprocessingML has for the children of
// an element (ECMA-376 part 1, annex A). What is in none of them is not held against it.
var sequences = map[string][]string{
	"pPr": strings.Fields(`pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
		suppressAutoHyphens bidi snapToGrid spacing ind contextualSpacing mirrorIndents jc textDirection textAlignment outlineLvl rPr sectPr`),
	"rPr": strings.Fields(`rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow noProof snapToGrid vanish color spacing
		w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang`),
	"tblPr":  strings.Fields(`tblStyle bidiVisual tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription`),
	"tcPr":   strings.Fields(`tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark`),
	"sectPr": strings.Fields(`headerReference footerReference footnotePr endnotePr type pgSz pgMar pgBorders pgNumType cols vAlign titlePg textDirection bidi`),
	"style":  strings.Fields(`name aliases basedOn next link hidden uiPriority semiHidden unhideWhenUsed qFormat locked pPr rPr tblPr trPr tcPr tblStylePr`),
	"lvl":    strings.Fields(`start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr`),
}

// TestPartsOfWordDocumentsFit: what a part names is in the document, identifiers are one
// of a kind, fields end, and elements are in the order of the schema.
func TestPartsOfWordDocumentsFit(t *testing.T) {
	e := newExporter(t)
	seen := map[string]int{}
	for _, n := range wordNotes(t, e) {
		report, err := e.Export(n.b, n.sources, "a.docx", export.Options{Unverified: export.Stamp})
		must(t, err)
		p := wordParts{T: t, note: n.name, parts: map[string]*element{}, seen: seen, defined: map[string]bool{}}
		for name, data := range unzipped(t, report.Files[0].Data) {
			if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
				p.parts[name] = parseXML(t, n.name+" "+name, data)
			} else {
				p.parts[name] = &element{}
			}
		}
		p.define()
		for name, part := range p.parts {
			p.hold(name, part)
		}
	}
	for _, what := range []string{"style", "num", "footnote", "endnote", "anchor", "relation", "field", "tblHeader", "locked", "described"} {
		if seen[what] == 0 {
			t.Errorf("no note has any %s", what)
		}
	}
}

// wordParts are the parts of a Word document.
type wordParts struct {
	*testing.T
	note    string
	parts   map[string]*element
	defined map[string]bool // by kind and identifier
	seen    map[string]int  // how many there were of each kind
}

// define notes what may be named, each once.
func (p *wordParts) define() {
	kinds := map[string][2]string{
		"style": {"style", "styleId"}, "num": {"num", "numId"}, "bookmarkStart": {"anchor", "name"}, "footnote": {"footnote", "id"}, "endnote": {"endnote", "id"},
	}
	for name, part := range p.parts {
		for _, root := range part.kids {
			for e := range root.elements {
				kind, known := kinds[e.name]
				if !known || name == "word/settings.xml" { // which names the rules above notes
					continue
				}
				id := kind[0] + " " + e.attrs[kind[1]]
				if p.defined[id] {
					p.Errorf("%s: %s is there twice, also in %s", p.note, id, name)
				}
				p.defined[id] = true
			}
		}
	}
}

// hold holds a part against what is defined and against the schema.
func (p *wordParts) hold(name string, part *element) {
	fields := 0
	for _, root := range part.kids {
		for e := range root.elements {
			p.order(name, e)
			switch e.name {
			case "pStyle", "rStyle", "tblStyle", "basedOn":
				p.named(name, "style", e.attrs["val"])
			case "numId":
				p.named(name, "num", e.attrs["val"])
			case "footnoteReference", "endnoteReference":
				p.named(name, strings.TrimSuffix(e.name, "Reference"), e.attrs["id"])
			case "hyperlink":
				if anchor := e.attrs["anchor"]; anchor != "" {
					p.named(name, "anchor", anchor)
				}
			case "Relationship":
				p.related(name, e)
			case "fldChar":
				fields += map[string]int{"begin": 1, "end": -1}[e.attrs["fldCharType"]]
				p.seen["field"]++
			case "tblHeader":
				p.seen["tblHeader"]++
			case "lock":
				if e.attrs["val"] == "sdtContentLocked" {
					p.seen["locked"]++
				}
			case "docPr":
				if e.attrs["descr"] == "" && e.find("decorative").name == "" {
					p.Errorf("%s: %s has a picture that is neither described nor decorative", p.note, name)
				}
				p.seen["described"]++
			}
		}
	}
	if fields != 0 {
		p.Errorf("%s: %s has fields that do not end", p.note, name)
	}
}

// named says that a part names something.
func (p *wordParts) named(part, kind, id string) {
	p.seen[kind]++
	if !p.defined[kind+" "+id] {
		p.Errorf("%s: %s names the %s %q, which is nowhere", p.note, part, kind, id)
	}
}

// related looks for the part that a relation names: its folder is above that of the relations.
func (p *wordParts) related(part string, e *element) {
	p.seen["relation"]++
	target := strings.TrimPrefix(path.Join(path.Dir(path.Dir(part)), e.attrs["Target"]), "/")
	if e.attrs["TargetMode"] != "External" && p.parts[target] == nil {
		p.Errorf("%s: %s names the part %q, which is nowhere", p.note, part, target)
	}
}

// order holds the children of an element against the schema.
func (p *wordParts) order(part string, e *element) {
	sequence, known := sequences[e.name]
	if !known {
		return
	}
	last := 0
	for _, k := range e.kids {
		at := slices.Index(sequence, k.name)
		switch {
		case k.name == "" && strings.TrimSpace(k.text) == "":
		case at < 0:
			p.Errorf("%s: in %s, %s has %q, which is not in its sequence", p.note, part, e.name, k.name)
		case at < last && !(e.name == "sectPr" && at < 2): // headers and footers in any order
			p.Errorf("%s: in %s, %s has %s behind %s", p.note, part, e.name, k.name, sequence[last])
		default:
			last = at
		}
	}
}
