// Package opc opens Office files, which are ZIP archives of parts that name one
// another in files of relationships (ECMA-376 part 2, Open Packaging Conventions).
//
// The files are strangers': what is unpacked is bounded in parts, bytes and depth.
// No name in them is ever a path of this machine, and no target outside is followed.
package opc

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	utf16 "golang.org/x/text/encoding/unicode"
)

// The bounds of a file.
const (
	maxParts    = 20_000
	maxPart     = 48 << 20 // bytes of a part, unpacked
	maxUnpacked = 96 << 20 // of all parts that are read
)

// Package is an opened Office file.
type Package struct {
	parts map[string]*zip.File // by name, in lower case, without the first slash
	left  int                  // bytes that may yet be unpacked
}

// Relation is how a part names another, or something outside.
type Relation struct {
	Kind     string // the last element of its type
	Target   string // the name of a part, or an address if it is outside
	External bool
}

// Error says in words for people what is wrong with a file, and what to do.
type Error struct {
	Reason string
	Locked bool // the file is protected with a password
}

func (e *Error) Error() string { return e.Reason }

var errLocked = &Error{Reason: "it is protected with a password; open it in Word, remove the password and save it again", Locked: true}

var (
	zipMagic      = []byte("PK")
	compoundMagic = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") // older formats, and whatever has a password [MS-CFB]
)

// Open opens a file. What is wrong with it is an *Error, here and in its parts.
func Open(data []byte) (*Package, error) {
	switch {
	case bytes.HasPrefix(data, compoundMagic):
		return nil, &Error{Reason: "it is of an older format (.doc), or protected with a password; open it in Word, remove its password and save it as .docx"}
	case !bytes.HasPrefix(data, zipMagic):
		return nil, &Error{Reason: "it is no Word document (.docx)"}
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &Error{Reason: "it is damaged (" + err.Error() + "); save it again where it came from"}
	}
	if len(z.File) > maxParts {
		return nil, &Error{Reason: fmt.Sprintf("it has more than %d parts, which no document needs; save it as text", maxParts)}
	}
	p := &Package{parts: map[string]*zip.File{}, left: maxUnpacked}
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(f.Name, "/"))
		if _, twice := p.parts[name]; !twice {
			p.parts[name] = f
		}
	}
	return p, nil
}

// Has reports whether there is a part of that name.
func (p *Package) Has(name string) bool { return p.parts[strings.ToLower(name)] != nil }

// Part unpacks a part. It is nil if there is none of that name.
func (p *Package) Part(name string) ([]byte, error) {
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
		return nil, Damaged(name, err)
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, int64(most)+1))
	switch {
	case err != nil:
		return nil, Damaged(name, err)
	case len(data) > most:
		return nil, partTooLarge(most)
	}
	p.left -= len(data)
	return asUTF8(data), nil
}

func partTooLarge(most int) error {
	return &Error{Reason: fmt.Sprintf("its text unpacks to more than %d MB, which no document needs; save it as text", most>>20)}
}

// Damaged says that a part is, and why.
func Damaged(name string, err error) error {
	return &Error{Reason: fmt.Sprintf("its part %s is damaged (%v); save it again where it came from", printable(name), err)}
}

// printable is a name without what cannot be seen, or runs backwards.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name)
}

// asUTF8 decodes XML, which may be UTF-16, and mends what is not UTF-8.
func asUTF8(data []byte) []byte {
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		if text, err := utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewDecoder().Bytes(data); err == nil {
			return text
		}
	}
	if utf8.Valid(data) {
		return data
	}
	return bytes.ToValidUTF8(data, []byte("\ufffd"))
}

// Relations are those of a part, by their identifiers; the package's own if
// name is empty. Damaged ones are as good as none.
func (p *Package) Relations(name string) map[string]Relation {
	dir, base := path.Split(name)
	data, err := p.Part(dir + "_rels/" + base + ".rels")
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
	if err := NewDecoder(data).Decode(&list); err != nil && len(list.Relationship) == 0 {
		return nil
	}
	all := map[string]Relation{}
	for _, r := range list.Relationship {
		rel := Relation{Kind: path.Base(r.Type), Target: r.Target, External: strings.EqualFold(r.TargetMode, "External")}
		if !rel.External {
			rel.Target = resolvePart(dir, r.Target)
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

// NewDecoder reads data, which is UTF-8 whatever it says.
func NewDecoder(data []byte) *xml.Decoder {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}

// MaxDepth is how deeply elements may be nested.
const MaxDepth = 256

var errDepth = &Error{Reason: "its elements are nested too deeply to be a document for people; save it as text"}

// Elements walks through XML by recursive descent.
type Elements struct {
	*xml.Decoder
	depth  int
	opened bool // an element that nobody has gone into yet
}

// NewElements walks through data.
func NewElements(data []byte) *Elements { return &Elements{Decoder: NewDecoder(data)} }

// Each calls visit for every child of the element entered last. visit may go
// into the child by Each or Text; else the child is passed over.
func (x *Elements) Each(visit func(xml.StartElement) error) error {
	if x.depth++; x.depth > MaxDepth {
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
func (x *Elements) pass() error {
	return x.Each(func(xml.StartElement) error { return nil })
}

// Text is the text right within the element entered last.
func (x *Elements) Text() (string, error) {
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
