package pdf

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"briefdesk/briefing/layout"
)

func TestValuesAreReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyValue(3).Draw(t, "value")
		p := parser{src: want.appendTo(nil)}
		got, err := p.value(0)
		if err != nil {
			t.Fatalf("%s: %v", p.src, err)
		}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(entry{})); diff != "" {
			t.Fatalf("%s is read as another value (-want +got):\n%s", p.src, diff)
		}
		if p.pos != len(p.src) {
			t.Fatalf("%s: %q is left", p.src, p.src[p.pos:])
		}
	})
}

func anyValue(depth int) *rapid.Generator[value] {
	key := rapid.StringMatching(`[A-Za-z0-9+-]{1,8}`)
	kinds := []*rapid.Generator[value]{
		rapid.Custom(func(t *rapid.T) value { return name(key.Draw(t, "name")) }),
		rapid.Custom(func(t *rapid.T) value { return integer(rapid.Int().Draw(t, "integer")) }),
		rapid.Custom(func(t *rapid.T) value { return decimal(rapid.Float64Range(-1e6, 1e6).Draw(t, "decimal")) }),
		rapid.Custom(func(t *rapid.T) value { return ref(rapid.IntRange(1, 1e6).Draw(t, "ref")) }),
		rapid.Custom(func(t *rapid.T) value { return text(rapid.SliceOf(rapid.Byte()).Draw(t, "text")) }),
		rapid.Custom(func(t *rapid.T) value { return textString(rapid.String().Draw(t, "string")) }),
		rapid.Just[value](token("true")),
	}
	if depth > 0 {
		kinds = append(
			kinds,
			rapid.Custom(func(t *rapid.T) value { return array(rapid.SliceOfN(anyValue(depth-1), 1, 4).Draw(t, "array")) }),
			rapid.Custom(func(t *rapid.T) value {
				var d dict
				for range rapid.IntRange(1, 4).Draw(t, "size") {
					d.set(name(key.Draw(t, "key")), anyValue(depth-1).Draw(t, "value"))
				}
				return d
			}),
		)
	}
	return rapid.OneOf(kinds...)
}

func TestNamesAreEscaped(t *testing.T) {
	if got := string(name("A B#(ü)/").appendTo(nil)); got != "/A#20B#23#28#C3#BC#29#2F" {
		t.Errorf("the name is written %s", got)
	}
}

func TestDecimal(t *testing.T) {
	for v, want := range map[float64]string{
		0: "0", -0.001: "0", 1: "1", -1.5: "-1.5", 0.125: "0.12", 72.999: "73", 595.28: "595.28", 100: "100", -10: "-10",
	} {
		if got := string(decimal(v)); got != want {
			t.Errorf("decimal(%g) = %s, want %s", v, got, want)
		}
	}
}

func TestTextString(t *testing.T) {
	for s, want := range map[string]string{
		"":              "",
		"Plain (text)":  "Plain (text)",
		"a\x00b\nc\x7f": "a b c ",
		"é":             "\xfe\xff\x00\xe9",
		"\U0001f600":    "\xfe\xff\xd8\x3d\xde\x00",
		"\xff":          "\xfe\xff\xff\xfd",
		"\ufffe":        " ",
	} {
		if got := string(textString(s)); got != want {
			t.Errorf("textString(%q) = %q, want %q", s, got, want)
		}
	}
}

// FuzzReadFile holds that no draft, however broken, ends in a panic.
func FuzzReadFile(f *testing.F) {
	doc := specimen(f)
	raw, enc := drafted(f, doc)
	at := strings.LastIndex(string(raw), "xref\n0 ")
	f.Add(uint32(0), []byte("%"))
	f.Add(uint32(at), []byte("xxxx"))
	f.Add(uint32(at+7), []byte("99999999"))
	f.Add(uint32(len(raw)-12), []byte("1"))
	f.Fuzz(func(t *testing.T, at uint32, patch []byte) {
		broken := []byte(string(raw))
		copy(broken[int(at)%len(broken):], patch)
		file, err := readFile(broken)
		if err != nil || finish(file, doc, enc, Options{}) != nil {
			return
		}
		if _, err := file.write(); err != nil {
			t.Error(err)
		}
	})
}

// FuzzWrite holds that Write refuses a document or makes a file of it that can
// be read again, and whose words are those of the document.
func FuzzWrite(f *testing.F) {
	f.Add("A title", "office\u00ad", uint16(40), byte(1), byte(2), float32(500), float32(0), float32(10), 72.0, 11.0, 1, false)
	f.Add("(\\\x00\U0001f600", "\xff\u0301", uint16(0), byte(0), byte(0), float32(-7), float32(1e9), float32(-3), -1e9, 0.0, -2, true)
	full := face(f, sans)
	f.Fuzz(func(t *testing.T, title, words string, id uint16, at, runes byte, advance, dx, dy float32, x, size float64, level int, rtl bool) {
		set := layout.Text{X: layout.Pt(x), Y: 50, Size: layout.Pt(size), Face: full, Words: words, RightToLeft: rtl, Runs: runsOf([]layout.Glyph{
			{ID: id, Rune: uint16(at), Runes: runes, Advance: advance, X: dx, Y: dy},
			{ID: id / 2, Advance: dx, X: advance, Y: dy},
			{ID: id % 90, Rune: uint16(at), Runes: runes % 3, Advance: dy},
		})}
		doc := layout.Document{
			Title: title, Language: words, Author: title, Marking: words,
			Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{
				set, layout.Link{X: layout.Pt(x), W: layout.Pt(size), URL: words}, layout.Rect{X: layout.Pt(size), W: layout.Pt(x)},
			}}},
			Outline: []layout.Bookmark{{Title: title, Level: level}, {Title: words, Level: level * 2, Y: 900}},
		}
		var out strings.Builder
		if Write(&out, doc, Options{}) != nil {
			return
		}
		file := reread(t, []byte(out.String()))
		pages, err := pagesOf(file, file.object(file.root))
		if err != nil {
			t.Fatal(err)
		}
		if got := linesOf(t, file, pages[0]); len(got) != 1 || len(got[0].says) == 0 {
			t.Errorf("the page says %v", got)
		}
	})
}
