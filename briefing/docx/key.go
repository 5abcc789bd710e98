package docx

import (
	"strings"

	"briefdesk/briefing/opc"
)

// Key says which note a document was made from, to whoever has the note: three
// hashes that tell nothing to anybody else. The zero Key is none.
type Key struct {
	Note    string // of the note, whatever it says
	Version string // of what it said
	Copy    string // of which copy was made
}

// keyProperty is the property of the document that holds its key. Word and
// LibreOffice keep it, and show it among the properties of the file.
const keyProperty = "Briefdesk"

// keyPart has the properties that Word has no name for.
const (
	keyPart     = "docProps/custom.xml"
	keyRelation = "custom-properties"
)

func (k Key) String() string { return strings.Join([]string{k.Note, k.Version, k.Copy}, "-") }

// keyOf is the key that String has written.
func keyOf(s string) Key {
	parts := strings.Split(s, "-")
	if len(parts) != 3 {
		return Key{}
	}
	return Key{parts[0], parts[1], parts[2]}
}

func (k Key) part() []byte {
	var x markup
	x.begin("Properties", "xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
		"xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes")
	x.start("property", "fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", "pid", "2", "name", keyProperty)
	x.element("vt:lpwstr", k.String())
	x.end()
	x.end()
	return x.Bytes()
}

// KeyIn is the key of a document, which is not read otherwise. It is the zero Key of
// what has none, or is no document.
func KeyIn(data []byte) Key {
	pkg, err := opc.Open(data)
	if err != nil {
		return Key{}
	}
	return keyIn(pkg)
}

// keyIn is the key of a document, or none.
func keyIn(pkg *opc.Package) Key {
	for _, rel := range pkg.Relations("") {
		if rel.Kind != keyRelation || rel.External {
			continue
		}
		data, err := pkg.Part(rel.Target)
		var custom struct {
			Properties []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:"lpwstr"`
			} `xml:"property"`
		}
		if err != nil || data == nil || opc.NewDecoder(data).Decode(&custom) != nil {
			continue
		}
		for _, p := range custom.Properties {
			if p.Name == keyProperty {
				return keyOf(p.Value)
			}
		}
	}
	return Key{}
}
