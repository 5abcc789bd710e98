package importer

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// What arrives by mail is rarely as the standards have it (RFC 5322, RFC 2045
// to 2047), so that everything here takes what it can get: a line that is no
// header is passed over, a missing end is the end of the file, an encoding that
// is not known is none.

const (
	maxMIMEDepth = 32
	maxMIMEParts = 500
	maxHeaders   = 1000
	maxHeader    = 64 << 10 // bytes of one, unfolded
)

// mimePart is a mail, or a part of one.
type mimePart struct {
	header mimeHeader
	body   []byte // as it was sent
}

// mimeHeader is the first value of each header, by its name in lower case.
type mimeHeader map[string]string

// readPart parts the headers of data from its body.
func readPart(data []byte) mimePart {
	p := mimePart{header: mimeHeader{}}
	name := ""
	var value []byte
	done := func() {
		if _, twice := p.header[name]; name != "" && !twice && len(p.header) < maxHeaders {
			p.header[name] = strings.TrimSpace(string(value))
		}
		name, value = "", nil
	}
	for len(data) > 0 {
		line, rest := cutLine(data)
		if len(line) == 0 {
			data = rest
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			if len(value) < maxHeader {
				value = append(append(value, ' '), bytes.TrimSpace(line)...)
			}
		} else if k, v, ok := bytes.Cut(line, []byte(":")); ok && isHeaderName(k) {
			done()
			name, value = strings.ToLower(string(k)), bytes.Clone(bytes.TrimSpace(v[:min(len(v), maxHeader)]))
		}
		data = rest
	}
	done()
	p.body = data
	return p
}

// cutLine parts the first line, without its end, from the rest.
func cutLine(data []byte) (line, rest []byte) {
	line, rest, _ = bytes.Cut(data, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest
}

func isHeaderName(k []byte) bool {
	for _, c := range k {
		if c <= ' ' || c >= 0x7f {
			return false
		}
	}
	return len(k) > 0 && len(k) < 80
}

// lineFeeds makes CR, which old programs end their lines with, into LF.
func lineFeeds(data []byte) []byte {
	if bytes.IndexByte(data, '\n') >= 0 {
		return data
	}
	return bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
}

// text is a header for people: its encoded words (RFC 2047) decoded, in one line.
func (h mimeHeader) text(name string) string {
	raw := h[name]
	d := mime.WordDecoder{CharsetReader: func(label string, in io.Reader) (io.Reader, error) {
		return charset.NewReaderLabel(label, in)
	}}
	decoded, err := d.DecodeHeader(raw)
	if err != nil || !utf8.ValidString(decoded) {
		decoded, _, _ = decode([]byte(raw))
	}
	return oneLine(decoded)
}

// kind is the content type, in lower case, and its parameters; text/plain if
// there is none that makes sense.
func (h mimeHeader) kind() (string, map[string]string) {
	kind, params, err := mime.ParseMediaType(h["content-type"])
	if kind == "" {
		kind, _, _ = strings.Cut(strings.ToLower(h["content-type"]), ";")
		kind = strings.TrimSpace(kind)
	}
	if err != nil && params == nil {
		params = map[string]string{}
	}
	if !strings.Contains(kind, "/") {
		kind = "text/plain"
	}
	return kind, params
}

// disposition is whether the part is shown within the mail or attached, in
// lower case, and the name it is to be saved under.
func (h mimeHeader) disposition() (kind, name string) {
	kind, params, _ := mime.ParseMediaType(h["content-disposition"])
	name = params["filename"]
	if name == "" {
		_, params = h.kind()
		name = params["name"]
	}
	return kind, mimeHeader{"name": name}.text("name")
}

// content is the body without its transfer encoding.
func (p mimePart) content() []byte {
	switch strings.ToLower(strings.TrimSpace(p.header["content-transfer-encoding"])) {
	case "base64":
		return fromBase64(p.body)
	case "quoted-printable":
		return fromQuotedPrintable(p.body)
	}
	return p.body
}

// fromBase64 decodes what is base64 and passes over the rest.
func fromBase64(data []byte) []byte {
	kept := make([]byte, 0, len(data))
	for _, c := range data {
		switch {
		case 'A' <= c && c <= 'Z', 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '+', c == '/':
			kept = append(kept, c)
		}
	}
	if len(kept)%4 == 1 {
		kept = kept[:len(kept)-1]
	}
	n, _ := base64.RawStdEncoding.Decode(kept, kept) // in place: what is written is shorter
	return kept[:n]
}

// fromQuotedPrintable decodes =XX and joins lines that end in =; what is
// neither stays as it is.
func fromQuotedPrintable(data []byte) []byte {
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); i++ {
		c := data[i]
		if c != '=' {
			out = append(out, c)
			continue
		}
		rest := data[i+1:]
		if len(rest) >= 2 && unhex(rest[0]) >= 0 && unhex(rest[1]) >= 0 {
			out = append(out, byte(unhex(rest[0])<<4|unhex(rest[1])))
			i += 2
			continue
		}
		end := bytes.IndexByte(rest, '\n')
		if end >= 0 && len(bytes.TrimSpace(rest[:end])) == 0 {
			i += end + 1
			continue
		}
		if len(bytes.TrimSpace(rest)) > 0 {
			out = append(out, c)
		}
	}
	return out
}

func unhex(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'A' <= c && c <= 'F':
		return int(c - 'A' + 10)
	case 'a' <= c && c <= 'f':
		return int(c - 'a' + 10)
	}
	return -1
}

// text is the content decoded as characters. What is valid UTF-8 is that,
// whatever it says, unless it says one of the encodings made of ASCII alone.
func (p mimePart) text() (string, []string) {
	data := p.content()
	_, params := p.header.kind()
	label := strings.ToLower(params["charset"])
	shifts := strings.HasPrefix(label, "iso-2022") || strings.HasPrefix(label, "hz-")
	if label != "" && (shifts || !utf8.Valid(data)) {
		if enc, _ := charset.Lookup(label); enc != nil && (label != "utf-8" && label != "us-ascii") {
			if text, ok := decodeAs(enc, data); ok {
				return text, nil
			}
		}
	}
	text, warnings, ok := decode(data)
	if !ok {
		return strings.ToValidUTF8(string(data), "\ufffd"), nil
	}
	return text, warnings
}

// parts are the parts of a multipart body. One without a boundary has none.
func (p mimePart) parts() []mimePart {
	_, params := p.header.kind()
	boundary := params["boundary"]
	if boundary == "" {
		return nil
	}
	mark := []byte("--" + boundary)
	var parts []mimePart
	start := -1
	add := func(end int) {
		if start >= 0 && len(parts) <= maxMIMEParts {
			parts = append(parts, readPart(p.body[start:end]))
		}
	}
	for at := 0; at < len(p.body); {
		line, rest := cutLine(p.body[at:])
		next := len(p.body) - len(rest)
		if bytes.HasPrefix(line, mark) {
			after := bytes.TrimRight(line[len(mark):], " \t")
			if isEnd := string(after) == "--"; isEnd || len(after) == 0 {
				add(at)
				if start = next; isEnd {
					return parts
				}
			}
		}
		at = next
	}
	add(len(p.body))
	return parts
}
