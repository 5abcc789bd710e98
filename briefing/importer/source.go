package importer

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/gabriel-vasile/mimetype"
	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"

	"briefdesk/briefing/pattern"
)

// open finds out what data is, by its content first and its name second, and
// decodes it if it is text. Its errors are refusals; its warnings are about the
// characters.
func open(name string, data []byte) (Format, source, []string, error) {
	if len(data) == 0 {
		return Format{}, source{}, nil, &refusal{reason: "it is empty; save it again where it came from"}
	}
	src := source{name: name, data: data}
	if i := slices.IndexFunc(formats, func(f Format) bool { return f.sniff != nil && f.sniff(data) }); i >= 0 {
		return formats[i], src, nil, formats[i].fits(src)
	}
	if isCompound(data) {
		return Format{}, source{}, nil, refuseCompound(data)
	}
	if what := foreign(data); what != "" {
		return Format{}, source{}, nil, unsupported(what)
	}
	ext := strings.ToLower(filepath.Ext(name))
	if i := slices.IndexFunc(formats, func(f Format) bool { return f.named && slices.Contains(f.Extensions, ext) }); i >= 0 && !isWeb(data) {
		return formats[i], src, nil, formats[i].fits(src)
	}
	text, warnings, ok := decode(data)
	if !ok {
		return Format{}, source{}, nil, unsupported("a binary file")
	}
	src.text = text
	f, err := formatOf(name, text)
	if err != nil {
		return Format{}, source{}, nil, err
	}
	return f, src, warnings, f.fits(src)
}

// isWeb reports whether data is a web page, whatever it is called.
func isWeb(data []byte) bool { return htmlStart.Match(data[:min(len(data), 4096)]) }

// fits refuses files larger than the format's limit.
func (f Format) fits(src source) error {
	if len(src.data) > f.Limit {
		return tooLarge(src.name, int64(len(src.data)), int64(f.Limit))
	}
	return nil
}

// foreign names the kind of a file that is certainly no text, or is empty.
func foreign(data []byte) string {
	m := mimetype.Detect(data)
	for k := m; k != nil; k = k.Parent() {
		if k.Is("text/plain") {
			if m.Is("text/rtf") {
				return "an RTF document"
			}
			return ""
		}
	}
	if m.Is("application/octet-stream") {
		return ""
	}
	if kind := foreignKinds[m.Extension()]; kind != "" {
		return kind
	}
	return "a file of type " + m.String()
}

// foreignKinds are files that users try first, by the extension of their content.
var foreignKinds = map[string]string{
	".doc": "a Word document", ".docx": "a Word document", ".epub": "an e-book", ".jpg": "a picture", ".odt": "an OpenDocument text",
	".pdf": "a PDF", ".png": "a picture", ".pptx": "a presentation", ".xlsx": "a spreadsheet", ".zip": "a ZIP archive",
}

// notArticles are kinds of text by which an article may travel, but which say
// nothing to a reader as they stand.
var notArticles = map[string]string{
	".csv": "a table of values", ".rtf": "an RTF document", ".svg": "a drawing",
}

var htmlStart = pattern.New(`(?is)^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body)\b`)

// formatOf decides how text is to be read.
func formatOf(name, text string) (Format, error) {
	ext := strings.ToLower(filepath.Ext(name))
	head := text[:min(len(text), 4096)]
	if i := slices.IndexFunc(formats, func(f Format) bool { return f.looks != nil && f.looks(head) }); i >= 0 {
		return formats[i], nil
	}
	if what := notArticles[ext]; what != "" {
		return Format{}, unsupported(what)
	}
	i := slices.IndexFunc(formats, func(f Format) bool { return f.sniff == nil && slices.Contains(f.Extensions, ext) })
	if i < 0 {
		return formatNamed("text"), nil
	}
	return formats[i], nil
}

// formatNamed returns the format called name, which there is.
func formatNamed(name string) Format {
	return formats[slices.IndexFunc(formats, func(f Format) bool { return f.Name == name })]
}

// decode returns data as UTF-8. The order is: byte order mark, valid UTF-8,
// UTF-8 with a few broken bytes, the label that the file gives, a guess. Labels
// come late because saved pages are often stored as UTF-8 under an old one
// (0.03 of F1 on real pages). ok is false where data is no text at all.
func decode(data []byte) (text string, warnings []string, ok bool) {
	if enc := wide(data); enc != nil {
		text, ok = decodeAs(enc, data)
		return text, nil, ok && !binaryText(text)
	}
	valid := utf8.Valid(data)
	if isBinary(data, valid) {
		return "", nil, false
	}
	if valid {
		return string(data), nil, true
	}
	if mostlyUTF8(data) {
		return strings.ToValidUTF8(string(data), "\ufffd"),
			[]string{"Some characters are damaged; they are shown as \ufffd."}, true
	}
	if enc, name := declared(data); enc != nil && name != "utf-8" {
		text, ok = decodeAs(enc, data)
		return text, nil, ok
	}
	enc, name := guess(data)
	text, ok = decodeAs(enc, data)
	return text, []string{"The file does not say how its characters are encoded; " + name + " was assumed. Check accents and quotation marks."}, ok
}

func decodeAs(enc encoding.Encoding, data []byte) (string, bool) {
	text, err := enc.NewDecoder().Bytes(data)
	return string(text), err == nil
}

// wide recognises UTF-32 and UTF-16, by their mark or by where their NULs are.
func wide(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe, 0, 0}), bytes.HasPrefix(data, []byte{0, 0, 0xfe, 0xff}):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}), bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	}
	sample := data[:min(len(data), 4096)&^1]
	var nuls [2]int // in even and odd places
	for i, c := range sample {
		if c == 0 {
			nuls[i&1]++
		}
	}
	half := len(sample) / 2
	switch {
	case half < 8:
		return nil
	case nuls[1] > half/2 && nuls[0] < half/16:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case nuls[0] > half/2 && nuls[1] < half/16:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// isBinary reports whether data has more control characters than text has. No
// legacy encoding uses them, so that there a few are enough to tell.
func isBinary(data []byte, validUTF8 bool) bool {
	sample := data[:min(len(data), 1<<16)]
	n := 0
	for _, c := range sample {
		if c < ' ' && (c < '\t' || c > '\r') && c != 0x1b || c == 0x7f {
			n++
		}
	}
	if validUTF8 {
		return n > len(sample)/4
	}
	return n > len(sample)/32
}

// binaryText is isBinary for what was decoded from two or four bytes each.
func binaryText(text string) bool {
	n := strings.Count(text, "\ufffd")
	return n > len(text)/64 || isBinary([]byte(text), true)
}

// mostlyUTF8 reports whether data is UTF-8 with some damage: in a legacy
// encoding few bytes above ASCII make a valid sequence by chance.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		r, n := utf8.DecodeRune(data)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good += n
		}
		data = data[n:]
	}
	return good >= bad
}

var charsetLabel = pattern.New(`(?i)<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]+)`)

// declared is the encoding that the head of a web page names, or nil.
func declared(data []byte) (encoding.Encoding, string) {
	m := charsetLabel.FindSubmatch(data[:min(len(data), 4096)])
	if m == nil {
		return nil, ""
	}
	return charset.Lookup(string(m[1]))
}

// guess names the likeliest encoding of data; Windows-1252 if nothing is likely.
func guess(data []byte) (encoding.Encoding, string) {
	best, err := chardet.NewTextDetector().DetectBest(data[:min(len(data), 1<<16)])
	if err == nil {
		if enc, name := charset.Lookup(best.Charset); enc != nil && name != "utf-8" && !strings.HasPrefix(name, "utf-16") {
			return enc, name
		}
	}
	return charmap.Windows1252, "windows-1252"
}
