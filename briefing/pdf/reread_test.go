package pdf

import (
	"bytes"
	"encoding/hex"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/zlib"
)

// reread takes a finished file apart by its cross-reference stream: the
// inverse of file.write, for tests. Streams come out inflated.
func reread(t testing.TB, data []byte) *file {
	t.Helper()
	at := bytes.LastIndex(data, []byte("startxref\n"))
	if at < 0 || !bytes.HasSuffix(data, []byte("\n%%EOF\n")) {
		t.Fatal("the file has no end")
	}
	start, err := strconv.Atoi(string(bytes.Fields(data[at:])[1]))
	if err != nil {
		t.Fatal(err)
	}
	table := readStream(t, data, start)
	size := number(t, table.dict.get("Size"))
	if len(table.stream) != 7*size {
		t.Fatalf("the cross-reference stream has %d bytes for %d objects", len(table.stream), size)
	}
	f := &file{objects: make([]*object, size-1)}
	f.root, _ = table.dict.get("Root").(ref)
	f.info, _ = table.dict.get("Info").(ref)
	held := map[int][]place{} // by object stream, what it holds: in is the object
	for i := 1; i < size; i++ {
		e := table.stream[7*i : 7*i+7]
		field := int(e[1])<<24 | int(e[2])<<16 | int(e[3])<<8 | int(e[4])
		switch e[0] {
		case 1:
			if want := strconv.Itoa(i) + " 0 obj\n"; !bytes.HasPrefix(data[field:], []byte(want)) {
				t.Fatalf("at %d stands %.12q, want %q", field, data[field:], want)
			}
			f.objects[i-1] = readStream(t, data, field)
		case 2:
			held[field] = append(held[field], place{in: i, index: int(e[5])<<8 | int(e[6])})
		}
	}
	for stream, places := range held {
		unpack(t, f, f.object(ref(stream)), places)
	}
	return f
}

// unpack reads objects out of an object stream.
func unpack(t testing.TB, f *file, o *object, places []place) {
	t.Helper()
	first := number(t, o.dict.get("First"))
	head := strings.Fields(string(o.stream[:first]))
	for _, at := range places {
		if head[2*at.index] != strconv.Itoa(at.in) {
			t.Fatalf("object %d is not the %d-th of its stream", at.in, at.index)
		}
		offset, err := strconv.Atoi(head[2*at.index+1])
		if err != nil {
			t.Fatal(err)
		}
		p := parser{src: o.stream, pos: first + offset}
		v, err := p.value(0)
		if err != nil {
			t.Fatalf("object %d: %v", at.in, err)
		}
		f.objects[at.in-1] = &object{dict: v.(dict)}
	}
}

func readStream(t testing.TB, data []byte, at int) *object {
	t.Helper()
	p := parser{src: data, pos: at}
	p.word()
	o, err := readObject(data, at, number(t, token(strings.Fields(string(data[at:min(len(data), at+20)]))[0])))
	if err != nil {
		t.Fatal(err)
	}
	if o.dict.get("Filter") == nil {
		return o
	}
	if o.dict.get("Filter") == name("DCTDecode") {
		return o
	}
	z, err := zlib.NewReader(bytes.NewReader(o.stream))
	if err != nil {
		t.Fatal(err)
	}
	if o.stream, err = io.ReadAll(z); err != nil {
		t.Fatal(err)
	}
	o.kind = packedStream
	return o
}

func number(t testing.TB, v value) int {
	t.Helper()
	tok, _ := v.(token)
	n, err := strconv.Atoi(string(tok))
	if err != nil {
		t.Fatalf("%v is no whole number", v)
	}
	return n
}

// readText undoes textString.
func readText(v value) string {
	s, _ := v.(text)
	if !strings.HasPrefix(string(s), "\xfe\xff") {
		return string(s)
	}
	return fromUTF16([]byte(s)[2:])
}

func fromUTF16(b []byte) string {
	var units []uint16
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}

// line is a text as the file has it: what its characters say, and where each
// of them stands, in thousandths of the type size from the first.
type line struct {
	says []string
	at   []float64
}

// linesOf reads the texts of a page by the fonts of the file alone.
func linesOf(t testing.TB, f *file, p page) []line {
	t.Helper()
	content, err := f.follow(p.dict.get("Contents"), "content")
	if err != nil {
		t.Fatal(err)
	}
	var (
		lines []line
		says  map[int]string
		width map[int]float64
	)
	for _, op := range regexp.MustCompile(`(?s)/(F\d+) [\d.]+ Tf\n|(\[(?:-?\d+|\((?:\\.|[^\\()])*\))*\])TJ\n`).FindAllSubmatch(content.stream, -1) {
		if len(op[1]) > 0 {
			says, width = fontOf(t, f, p, name(op[1]))
			continue
		}
		v, err := (&parser{src: op[2]}).value(0)
		if err != nil {
			t.Fatalf("%q: %v", op[2], err)
		}
		lines = append(lines, readLine(t, v.(array), says, width))
	}
	return lines
}

func readLine(t testing.TB, shown array, says map[int]string, width map[int]float64) line {
	t.Helper()
	var l line
	pen := 0.0
	for _, v := range shown {
		if s, ok := v.(text); ok {
			for i := 0; i+1 < len(s); i += 2 {
				cid := int(s[i])<<8 | int(s[i+1])
				if says[cid] == "" {
					t.Fatalf("character %d says nothing", cid)
				}
				l.says, l.at = append(l.says, says[cid]), append(l.at, pen)
				pen += width[cid]
			}
			continue
		}
		pen -= float64(number(t, v))
	}
	return l
}

// fontOf reads the Unicode map and the widths of a font.
func fontOf(t testing.TB, f *file, p page, resource name) (says map[int]string, width map[int]float64) {
	t.Helper()
	shared := f.object(p.dict.get("Resources").(ref))
	composite, err := f.follow(shared.dict.get("Font").(dict).get(resource), "font")
	if err != nil {
		t.Fatal(err)
	}
	says, width = map[int]string{}, map[int]float64{}
	cmap := f.object(composite.dict.get("ToUnicode").(ref)).stream
	for _, m := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]+)>\n`).FindAllSubmatch(cmap, -1) {
		if string(m[1]) == "0000" {
			continue // the code space
		}
		cid, _ := strconv.ParseInt(string(m[1]), 16, 32)
		units, _ := hex.DecodeString(string(m[2]))
		says[int(cid)] = fromUTF16(units)
	}
	descendant := f.object(composite.dict.get("DescendantFonts").(array)[0].(ref))
	for i, w := range descendant.dict.get("W").(array)[1].(array) {
		width[i+1], _ = strconv.ParseFloat(string(w.(token)), 64)
	}
	return says, width
}
