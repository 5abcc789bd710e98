package pdf

import (
	"errors"
	"fmt"
	"strconv"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// value is a PDF object in memory: a name, token, text, ref, array or dict.
//
//sumtype:decl
type value interface {
	// appendTo writes the value in PDF syntax.
	appendTo(dst []byte) []byte
}

type (
	name  string // without its slash
	token string // a number, true, false or null as it is written
	text  string // the bytes of a string
	ref   int    // the number of an indirect object; generations are always 0
	array []value
	dict  []entry // in the order in which it is written
	entry struct {
		key name
		val value
	}
)

// object is an indirect object: a dictionary, and a stream if there is one.
type object struct {
	dict   dict
	stream []byte
	// kind says how the stream is written.
	kind streamKind
}

type streamKind uint8

const (
	noStream streamKind = iota
	plainStream
	packedStream   // deflated when it is written
	deflatedStream // it is already
)

// get returns the value at key, or nil.
func (d dict) get(key name) value {
	for _, e := range d {
		if e.key == key {
			return e.val
		}
	}
	return nil
}

// set puts val at key, in place of what was there.
func (d *dict) set(key name, val value) {
	for i := range *d {
		if (*d)[i].key == key {
			(*d)[i].val = val
			return
		}
	}
	*d = append(*d, entry{key, val})
}

func integer(n int) token { return token(strconv.Itoa(n)) }

// decimal writes v with at most two decimals: a hundredth of a point is finer
// than any printer.
func decimal(v float64) token { return token(appendDecimal(nil, v)) }

func appendDecimal(dst []byte, v float64) []byte {
	start := len(dst)
	dst = strconv.AppendFloat(dst, v, 'f', 2, 64)
	for dst[len(dst)-1] == '0' {
		dst = dst[:len(dst)-1]
	}
	if dst[len(dst)-1] == '.' {
		dst = dst[:len(dst)-1]
	}
	if string(dst[start:]) == "-0" {
		dst = append(dst[:start], '0')
	}
	return dst
}

// textString encodes s for a person to read: ASCII as it is, else UTF-16 with
// a byte order mark. Control characters become spaces.
func textString(s string) text {
	s = printable(s)
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return text("\xfe\xff" + string(appendUTF16(nil, s)))
		}
	}
	return text(s)
}

// printable is s as valid UTF-8 without control characters.
func printable(s string) string {
	clean := make([]rune, 0, len(s))
	for _, r := range s {
		if unicode.IsControl(r) || r&0xfffe == 0xfffe {
			r = ' '
		}
		clean = append(clean, r)
	}
	return string(clean)
}

func appendUTF16(dst []byte, s string) []byte {
	for _, u := range utf16.Encode([]rune(s)) {
		dst = append(dst, byte(u>>8), byte(u))
	}
	return dst
}

func (n name) appendTo(dst []byte) []byte {
	dst = append(dst, '/')
	for i := range len(n) {
		if c := n[i]; isRegular(c) && c != '#' && c > ' ' && c < 0x7f {
			dst = append(dst, c)
		} else {
			dst = fmt.Appendf(dst, "#%02X", c)
		}
	}
	return dst
}

func (t token) appendTo(dst []byte) []byte { return append(dst, t...) }

func (t text) appendTo(dst []byte) []byte {
	dst = append(dst, '(')
	for i := range len(t) {
		dst = appendEscaped(dst, t[i])
	}
	return append(dst, ')')
}

// appendEscaped writes a byte of a literal string. Line ends are escaped since
// readers turn a bare carriage return into a line feed.
func appendEscaped(dst []byte, c byte) []byte {
	switch c {
	case '(', ')', '\\':
		return append(dst, '\\', c)
	case '\r':
		return append(dst, '\\', 'r')
	case '\n':
		return append(dst, '\\', 'n')
	}
	return append(dst, c)
}

func (r ref) appendTo(dst []byte) []byte {
	return append(strconv.AppendInt(dst, int64(r), 10), " 0 R"...)
}

func (a array) appendTo(dst []byte) []byte {
	dst = append(dst, '[')
	for i, v := range a {
		if i > 0 {
			dst = append(dst, ' ')
		}
		dst = v.appendTo(dst)
	}
	return append(dst, ']')
}

func (d dict) appendTo(dst []byte) []byte {
	dst = append(dst, "<<"...)
	for _, e := range d {
		dst = e.key.appendTo(dst)
		dst = append(dst, ' ')
		dst = e.val.appendTo(dst)
	}
	return append(dst, ">>"...)
}

// parser reads PDF syntax, as far as fpdf uses it: no comments, no hexadecimal
// strings, no octal escapes.
type parser struct {
	src []byte
	pos int
}

var errSyntax = errors.New("not the syntax that fpdf writes")

// maxNesting is deeper than anything fpdf writes.
const maxNesting = 16

func (p *parser) value(depth int) (value, error) {
	p.space()
	switch {
	case depth > maxNesting:
		return nil, errSyntax
	case p.accept("<<"):
		return p.dict(depth)
	case p.accept("["):
		return p.array(depth)
	case p.accept("("):
		return p.text()
	case p.accept("/"):
		return name(p.word()), nil
	}
	return p.tokenOrRef()
}

func (p *parser) dict(depth int) (dict, error) {
	var d dict
	for {
		p.space()
		if p.accept(">>") {
			return d, nil
		}
		if !p.accept("/") {
			return nil, errSyntax
		}
		key := name(p.word())
		val, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		d = append(d, entry{key, val})
	}
}

func (p *parser) array(depth int) (array, error) {
	var a array
	for {
		p.space()
		if p.accept("]") {
			return a, nil
		}
		v, err := p.value(depth + 1)
		if err != nil {
			return nil, err
		}
		a = append(a, v)
	}
}

func (p *parser) text() (text, error) {
	var t []byte
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		p.pos++
		switch {
		case c == ')':
			return text(t), nil
		case c == '\\' && p.pos < len(p.src):
			c = p.src[p.pos]
			p.pos++
			switch c {
			case 'r':
				c = '\r'
			case 'n':
				c = '\n'
			}
		}
		t = append(t, c)
	}
	return "", errSyntax
}

// tokenOrRef reads a token, or a reference such as “12 0 R”.
func (p *parser) tokenOrRef() (value, error) {
	w := p.word()
	if w == "" {
		return nil, errSyntax
	}
	n, err := strconv.Atoi(w)
	if err != nil {
		return token(w), nil
	}
	if after := p.pos; p.accept(" 0 R") {
		if p.pos == len(p.src) || !isRegular(p.src[p.pos]) {
			return ref(n), nil
		}
		p.pos = after
	}
	return token(w), nil
}

func (p *parser) word() string {
	start := p.pos
	for p.pos < len(p.src) && isRegular(p.src[p.pos]) {
		p.pos++
	}
	return string(p.src[start:p.pos])
}

func (p *parser) space() {
	for p.pos < len(p.src) && isSpace(p.src[p.pos]) {
		p.pos++
	}
}

func (p *parser) accept(s string) bool {
	if len(p.src)-p.pos < len(s) || string(p.src[p.pos:p.pos+len(s)]) != s {
		return false
	}
	p.pos += len(s)
	return true
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

// isRegular reports whether c may stand within a word.
func isRegular(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return false
	}
	return !isSpace(c)
}
