package importer

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
)

// Office files are ZIP archives of parts, which name one another in files of
// relationships (ECMA-376 part 2, Open Packaging Conventions). No name in them
// is ever a path of this machine, and no target outside is followed.
const (
	maxParts    = 20_000
	maxPart     = 48 << 20 // bytes of a part, unpacked
	maxUnpacked = 96 << 20 // of all parts that are read
)

// officePackage is an opened Office file.
type officePackage struct {
	parts map[string]*zip.File // by name, in lower case, without the first slash
	left  int                  // bytes that may yet be unpacked
}

// relation is how a part names another, or something outside.
type relation struct {
	kind     string // the last element of its type
	target   string // the name of a part, or an address if it is outside
	external bool
}

var errLocked = &refusal{reason: "it is protected with a password; open it in Word, remove the password and save it again", cause: ErrUnsupported}

func openPackage(data []byte) (*officePackage, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &refusal{reason: "it is damaged (" + err.Error() + "); save it again where it came from"}
	}
	if len(z.File) > maxParts {
		return nil, &refusal{reason: fmt.Sprintf("it has more than %d parts, which no document needs; save it as text", maxParts)}
	}
	p := &officePackage{parts: map[string]*zip.File{}, left: maxUnpacked}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(f.Name, "/"))
		if _, twice := p.parts[name]; !twice {
			p.parts[name] = f
		}
	}
	return p, nil
}

// part unpacks a part. It is nil if there is none of that name.
func (p *officePackage) part(name string) ([]byte, error) {
	f := p.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	most := min(maxPart, p.left)
	switch {
	case f.Flags&1 != 0:
		return nil, errLocked
	case f.UncompressedSize64 > uint64(most):
		return nil, partTooLarge(most)
	}
	r, err := f.Open()
	if err != nil {
		return nil, damagedPart(name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	switch {
	case err != nil:
		return nil, damagedPart(name, err)
	case len(data) > most:
		return nil, partTooLarge(most)
	}
	p.left -= len(data)
	return asUTF8(data), nil
}

func partTooLarge(most int) error {
	return &refusal{reason: fmt.Sprintf("its text unpacks to more than %d MB, which no document needs; save it as text", most>>20)}
}

func damagedPart(name string, err error) error {
	return &refusal{reason: fmt.Sprintf("its part %s is damaged (%v); save it again where it came from", printable(name), err)}
}

// asUTF8 decodes XML, which may be UTF-16, and mends what is not UTF-8.
func asUTF8(data []byte) []byte {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		if text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data); err == nil {
			return text
		}
	}
	if utf8.Valid(data) {
		return data
	}
	return bytes.ToValidUTF8(data, []byte("\ufffd"))
}

// relations are those of a part, by their identifiers; the package's own if
// name is empty. Damaged ones are as good as none.
func (p *officePackage) relations(name string) map[string]relation {
	dir, base := path.Split(name)
	data, err := p.part(dir + "_rels/" + base + ".rels")
	if err != nil || data == nil {
		return nil
	}
	var list struct {
		Relationship []struct {
			ID         string `xml:"Id,attr"`
			Type       string `xml:"Type,attr"`
			Target     string `xml:"Target,attr"`
			TargetMode string `xml:"TargetMode,attr"`
		}
	}
	if err := newXML(data).Decode(&list); err != nil && len(list.Relationship) == 0 {
		return nil
	}
	all := map[string]relation{}
	for _, r := range list.Relationship {
		rel := relation{kind: path.Base(r.Type), target: r.Target, external: strings.EqualFold(r.TargetMode, "External")}
		if !rel.external {
			rel.target = resolvePart(dir, r.Target)
		}
		all[r.ID] = rel
	}
	return all
}

// resolvePart is the name of the part that a target in dir stands for.
func resolvePart(dir, target string) string {
	if !strings.HasPrefix(target, "/") {
		target = dir + target
	}
	return strings.TrimPrefix(path.Clean("/"+target), "/")
}

// newXML reads data, which is UTF-8 whatever it says.
func newXML(data []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}

// maxDepth is how deeply elements may be nested.
const maxDepth = 256

var errDepth = &refusal{reason: "its elements are nested too deeply to be a document for people; save it as text"}

// elements walks through XML by recursive descent.
type elements struct {
	*xml.Decoder
	depth  int
	opened bool // an element that nobody has gone into yet
}

// each calls visit for every child of the element entered last. visit may go
// into the child by each or text; else the child is passed over.
func (x *elements) each(visit func(xml.StartElement) error) error {
	if x.depth++; x.depth > maxDepth {
		return errDepth
	}
	defer func() { x.depth-- }()
	x.opened = false
	for {
		t, err := x.Token()
		switch {
		case err == io.EOF && x.depth == 1:
			return nil
		case err != nil:
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			x.opened = true
			if err := visit(t); err != nil {
				return err
			}
			if x.opened {
				if err := x.pass(); err != nil {
					return err
				}
			}
		case xml.EndElement:
			return nil
		}
	}
}

// pass goes to the end of the element entered last.
func (x *elements) pass() error {
	return x.each(func(xml.StartElement) error { return nil })
}

// text is the text right within the element entered last.
func (x *elements) text() (string, error) {
	x.opened = false
	var b strings.Builder
	for depth := 1; depth > 0; {
		t, err := x.Token()
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 1 {
				b.Write(t)
			}
		}
	}
	return b.String(), nil
}
