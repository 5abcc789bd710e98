package pdftest

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf16"
)

// The values that a file is made of: nil, bool, float64, text, name, array, dict
// and ref.
type (
	text  string // its bytes
	name  string // without its slash
	array []any
	dict  map[name]any
	ref   int
	// word is an operator, or a keyword of the file's syntax.
	word string
)

// object is what a number of a file stands for.
type object struct {
	value  any
	stream []byte // inflated; nil where there is none
	raw    []byte // as it stands in the file
}

// file is a PDF read by its cross-reference stream.
type file struct {
	data    []byte
	trailer dict
	objects map[ref]object
}

var errSyntax = errors.New("no PDF syntax")

// read takes a file apart. It fails where a reader would have to guess.
func read(data []byte) (*file, error) {
	f := &file{data: data, objects: map[ref]object{}}
	_, tail, ok := bytes.Cut(data[max(0, len(data)-100):], []byte("startxref\n"))
	if !ok {
		return nil, errors.New("no startxref")
	}
	start, err := strconv.Atoi(string(bytes.Fields(tail)[0]))
	if err != nil {
		return nil, fmt.Errorf("startxref: %w", err)
	}
	_, table, err := f.objectAt(start)
	if err != nil {
		return nil, fmt.Errorf("cross-reference stream: %w", err)
	}
	f.trailer, _ = table.value.(dict)
	packed := map[ref]bool{} // object streams
	for i := range len(table.stream) / 7 {
		e := table.stream[7*i:]
		at := int(e[1])<<24 | int(e[2])<<16 | int(e[3])<<8 | int(e[4])
		switch e[0] {
		case 1:
			number, o, err := f.objectAt(at)
			if err != nil || number != ref(i) {
				return nil, fmt.Errorf("object %d: %w", i, errors.Join(err, fmt.Errorf("at its place stands object %d", number)))
			}
			f.objects[ref(i)] = o
		case 2:
			packed[ref(at)] = true
		}
	}
	for r := range packed {
		if err := f.unpack(r); err != nil {
			return nil, fmt.Errorf("object stream %d: %w", r, err)
		}
	}
	return f, nil
}

// objectAt reads the object at an offset, with its stream.
func (f *file) objectAt(at int) (ref, object, error) {
	if at < 0 || at >= len(f.data) {
		return 0, object{}, errSyntax
	}
	l := lexer{src: f.data[at:]}
	number, _ := l.next().(float64)
	if l.next(); l.next() != word("obj") {
		return 0, object{}, errSyntax
	}
	o := object{value: l.next()}
	d, isDict := o.value.(dict)
	if !isDict || !bytes.HasPrefix(l.src[l.pos:], []byte("\nstream\n")) {
		return ref(number), o, l.err
	}
	l.pos += len("\nstream\n")
	length := int(f.number(d["Length"]))
	if length < 0 || length > len(l.src)-l.pos || !bytes.HasPrefix(l.src[l.pos+length:], []byte("\nendstream\nendobj\n")) {
		return 0, object{}, errors.New("a stream that is not as long as it says")
	}
	o.raw = l.src[l.pos : l.pos+length]
	o.stream = o.raw
	if d["Filter"] == name("FlateDecode") {
		z, err := zlib.NewReader(bytes.NewReader(o.raw))
		if err != nil {
			return 0, object{}, err
		}
		if o.stream, err = io.ReadAll(z); err != nil {
			return 0, object{}, err
		}
	}
	return ref(number), o, l.err
}

func (f *file) unpack(r ref) error {
	o := f.objects[r]
	d, _ := o.value.(dict)
	first, n := int(f.number(d["First"])), int(f.number(d["N"]))
	if first <= 0 || first > len(o.stream) {
		return errSyntax
	}
	head := lexer{src: o.stream[:first]}
	for range n {
		number, offset := f.number(head.next()), f.number(head.next())
		if math.IsNaN(number) || math.IsNaN(offset) || first+int(offset) > len(o.stream) {
			return errSyntax
		}
		body := lexer{src: o.stream[first+int(offset):]}
		f.objects[ref(number)] = object{value: body.next()}
		if body.err != nil {
			return body.err
		}
	}
	return nil
}

// follow is v, or what it refers to.
func (f *file) follow(v any) any {
	if r, ok := v.(ref); ok {
		return f.objects[r].value
	}
	return v
}

func (f *file) dict(v any) dict {
	d, _ := f.follow(v).(dict)
	return d
}

func (f *file) array(v any) array {
	a, _ := f.follow(v).(array)
	return a
}

// number is v as a number, or not a number.
func (f *file) number(v any) float64 {
	if n, ok := f.follow(v).(float64); ok {
		return n
	}
	return math.NaN()
}

// stream is the inflated stream that v refers to, or nil.
func (f *file) stream(v any) []byte {
	r, _ := v.(ref)
	return f.objects[r].stream
}

// words is v as a text for people to read.
func (f *file) words(v any) string {
	s, _ := f.follow(v).(text)
	if utf, ok := strings.CutPrefix(string(s), "\xfe\xff"); ok {
		return fromUTF16([]byte(utf))
	}
	return string(s)
}

func fromUTF16(b []byte) string {
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

// lexer reads the values of a file or a content stream one after the other.
type lexer struct {
	src   []byte
	pos   int
	depth int
	err   error
}

// next is the next value, or nil at the end and after an error.
func (l *lexer) next() any {
	for l.pos < len(l.src) && isSpace(l.src[l.pos]) {
		l.pos++
	}
	if l.pos == len(l.src) || l.err != nil {
		return nil
	}
	switch c := l.src[l.pos]; {
	case bytes.HasPrefix(l.src[l.pos:], []byte("<<")):
		return l.dict()
	case c == '[':
		return l.array()
	case c == '(':
		return l.text()
	case c == '/':
		l.pos++
		return name(l.word())
	}
	return l.atom()
}

func (l *lexer) dict() any {
	l.pos += 2
	d := dict{}
	for l.enter(); l.err == nil; {
		if l.closes(">>") {
			return d
		}
		key, ok := l.next().(name)
		if _, twice := d[key]; !ok || twice {
			l.err = errSyntax
			return nil
		}
		d[key] = l.next()
	}
	return nil
}

func (l *lexer) array() any {
	l.pos++
	a := array{}
	for l.enter(); l.err == nil; {
		if l.closes("]") {
			return a
		}
		a = append(a, l.next())
	}
	return nil
}

// maxDepth is as deep as ISO 19005 lets values nest.
const maxDepth = 28

func (l *lexer) enter() {
	if l.depth++; l.depth > maxDepth {
		l.err = errSyntax
	}
}

// closes reports whether what was entered ends here.
func (l *lexer) closes(with string) bool {
	for l.pos < len(l.src) && isSpace(l.src[l.pos]) {
		l.pos++
	}
	if l.pos == len(l.src) {
		l.err = errSyntax
		return false
	}
	if !bytes.HasPrefix(l.src[l.pos:], []byte(with)) {
		return false
	}
	l.pos += len(with)
	l.depth--
	return true
}

func (l *lexer) text() any {
	var t []byte
	nested := 0
	for l.pos++; l.pos < len(l.src); l.pos++ {
		switch c := l.src[l.pos]; c {
		case '\\':
			l.pos++
			if l.pos == len(l.src) {
				break
			}
			switch e := l.src[l.pos]; e {
			case 'n':
				t = append(t, '\n')
			case 'r':
				t = append(t, '\r')
			default:
				t = append(t, e)
			}
		case '(':
			nested++
			t = append(t, c)
		case ')':
			if nested == 0 {
				l.pos++
				return text(t)
			}
			nested--
			t = append(t, c)
		default:
			t = append(t, c)
		}
	}
	l.err = errSyntax
	return nil
}

// atom reads a number, a reference, a keyword or an operator.
func (l *lexer) atom() any {
	w := l.word()
	switch w {
	case "":
		l.err = errSyntax
		return nil
	case "true", "false":
		return w == "true"
	case "null":
		return nil
	}
	n, err := strconv.ParseFloat(w, 64)
	if err != nil {
		return word(w)
	}
	if rest, ok := bytes.CutPrefix(l.src[l.pos:], []byte(" 0 R")); ok && (len(rest) == 0 || !isRegular(rest[0])) {
		l.pos += len(" 0 R")
		return ref(n)
	}
	return n
}

func (l *lexer) word() string {
	start := l.pos
	for l.pos < len(l.src) && isRegular(l.src[l.pos]) {
		l.pos++
	}
	return string(l.src[start:l.pos])
}

func isSpace(c byte) bool { return bytes.IndexByte([]byte(" \n\r\t\f\x00"), c) >= 0 }

func isRegular(c byte) bool { return !isSpace(c) && bytes.IndexByte([]byte("()<>[]{}/%"), c) < 0 }
