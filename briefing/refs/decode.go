package refs

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// encodingLabel is how JabRef names the encoding of a BibTeX or RIS file.
var encodingLabel = pattern.New(`(?i)^\s*%\s*Encoding:\s*([\w.-]+)`)

// decode makes text of the bytes of a file: of UTF-8 or UTF-16 as they say
// themselves, else as the file's label has it, else as Windows-1252, which holds
// Latin-1. The remark is what a reader should know about a guess.
func decode(data []byte) (text, remark string) {
	if enc := utf16Of(data); enc != nil {
		return decodeAs(enc, data), ""
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if utf8.Valid(data) {
		return string(data), ""
	}
	if m := encodingLabel.FindSubmatch(data[:min(len(data), 256)]); m != nil {
		label := strings.ReplaceAll(strings.ToLower(string(m[1])), "iso8859_", "iso-8859-")
		if enc, err := htmlindex.Get(label); err == nil && label != "utf-8" && label != "utf8" {
			return decodeAs(enc, data), ""
		}
	}
	return decodeAs(charmap.Windows1252, data), "the file is not in UTF-8; it is read as Windows-1252 (Western European): look at letters with accents"
}

// utf16Of is the byte order of text in UTF-16, with its mark or without, or nil.
func utf16Of(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	case len(data) >= 4 && data[0] != 0 && data[1] == 0 && data[2] != 0 && data[3] == 0:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case len(data) >= 4 && data[0] == 0 && data[1] != 0 && data[2] == 0 && data[3] != 0:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

func decodeAs(enc encoding.Encoding, data []byte) string {
	out, err := enc.NewDecoder().Bytes(data)
	if err != nil {
		return strings.ToValidUTF8(string(data), "\ufffd")
	}
	return string(out)
}

// clean brings a value to one line of normalised text.
func clean(s string) string { return strings.Join(strings.Fields(briefing.Normalize(s)), " ") }
