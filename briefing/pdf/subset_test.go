package pdf

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"
	"os"
	"slices"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"pgregory.net/rapid"

	"briefdesk/briefing/layout"
)

func writeFile(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// parsed is a subset as a font engine reads it.
func parsed(t interface{ Fatal(...any) }, ttf []byte) *gotext.Face {
	loader, err := opentype.NewLoader(bytes.NewReader(ttf))
	if err != nil {
		t.Fatal(err)
	}
	f, err := gotext.NewFont(loader)
	if err != nil {
		t.Fatal(err)
	}
	return gotext.NewFace(f)
}

func TestSubsetDrawsTheSame(t *testing.T) {
	for _, faceName := range []string{roman, italic, sans, naskh, fixed10} {
		full := face(t, faceName)
		source := full.Outlines()
		rapid.Check(t, func(t *rapid.T) {
			forms := rapid.SliceOfN(anyForm(len(full.Advances)), 1, 20).Draw(t, "forms")
			ttf, err := subset(taken(t, full), forms)
			if err != nil {
				t.Fatal(err)
			}
			cut := parsed(t, ttf)
			for i, f := range forms {
				var want []opentype.Segment
				for _, p := range f.parts {
					want = append(want, moved(source, p)...)
				}
				got, _ := cut.GlyphDataOutline(gotext.GID(i + 1))
				if !slices.EqualFunc(got.Segments, want, near) {
					t.Fatalf("%s: form %v draws another outline", faceName, f.parts)
				}
			}
		})
	}
}

// near allows for the rounding of scaled components.
func near(a, b opentype.Segment) bool {
	for i := range a.Args {
		if math.Abs(float64(a.Args[i].X-b.Args[i].X)) > 0.01 || math.Abs(float64(a.Args[i].Y-b.Args[i].Y)) > 0.01 {
			return false
		}
	}
	return a.Op == b.Op
}

// moved is the outline of a part.
func moved(source *gotext.Face, p part) []opentype.Segment {
	data, _ := source.GlyphDataOutline(gotext.GID(p.glyph))
	path := slices.Clone(data.Segments)
	for i := range path {
		for k := range path[i].ArgsSlice() {
			path[i].Args[k].Move(float32(p.dx), float32(p.dy))
		}
	}
	return path
}

func anyForm(glyphs int) *rapid.Generator[form] {
	anyPart := rapid.Custom(func(t *rapid.T) part {
		p := part{glyph: uint16(rapid.IntRange(0, glyphs-1).Draw(t, "glyph"))}
		if rapid.Bool().Draw(t, "moved") {
			p.dx, p.dy = rapid.Int16Range(-900, 900).Draw(t, "dx"), rapid.Int16Range(-900, 900).Draw(t, "dy")
		}
		return p
	})
	return rapid.Custom(func(t *rapid.T) form {
		return form{parts: rapid.SliceOfN(anyPart, 1, 3).Draw(t, "parts")}
	})
}

func TestSubsetIsASoundFile(t *testing.T) {
	f := newFont(face(t, roman), 0)
	for g := range setText(t, roman, "Åffi\u0323—x", 0, 0, 1).Glyphs() {
		if _, err := f.cid([]layout.Glyph{g}, "x"); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.embed(); err != nil {
		t.Fatal(err)
	}
	if sum := checksum(f.program); sum != 0xb1b0afba {
		t.Errorf("the file adds up to %#x, want 0xb1b0afba", sum)
	}
	n := int(binary.BigEndian.Uint16(f.program[4:]))
	last := ""
	for i := range n {
		rec := f.program[12+16*i:]
		tag, at, size := string(rec[:4]), binary.BigEndian.Uint32(rec[8:]), binary.BigEndian.Uint32(rec[12:])
		if tag <= last {
			t.Errorf("the table %s stands after %s", tag, last)
		}
		if at%4 != 0 {
			t.Errorf("the table %s begins at %d", tag, at)
		}
		data := slices.Clone(f.program[at : at+size])
		if tag == "head" {
			clear(data[8:12])
		}
		if got, want := binary.BigEndian.Uint32(rec[4:]), checksum(data); got != want {
			t.Errorf("the checksum of %s is %#x, want %#x", tag, got, want)
		}
		last = tag
	}
	cut := parsed(t, f.program)
	for i, form := range f.forms {
		if g, ok := cut.NominalGlyph(rune(i + 1)); !ok || int(g) != i+1 {
			t.Errorf("code point %d is glyph %d, want the same number", i+1, g)
		}
		if got := cut.HorizontalAdvance(gotext.GID(i + 1)); got != float32(form.advance) {
			t.Errorf("glyph %d is %g wide, want %d", i+1, got, form.advance)
		}
	}
}

// taken is the file of a face taken apart.
func taken(t interface{ Fatal(...any) }, f *layout.Face) *source {
	src, err := readSource(f.File)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

// inMemory is a file of the bytes given.
func inMemory(b []byte) *io.SectionReader {
	return io.NewSectionReader(bytes.NewReader(b), 0, int64(len(b)))
}

func FuzzSubset(f *testing.F) {
	file := face(f, sans).File
	ttf := make([]byte, file.Size())
	if _, err := file.ReadAt(ttf, 0); err != nil {
		f.Fatal(err)
	}
	f.Add(uint32(0), byte(1), uint16(40), uint16(50))
	f.Add(uint32(200), byte(0xff), uint16(7), uint16(9))
	f.Fuzz(func(t *testing.T, at uint32, xor byte, a, b uint16) {
		broken := slices.Clone(ttf)
		broken[int(at)%len(broken)] ^= xor
		src, err := readSource(inMemory(broken))
		if err != nil {
			return
		}
		_ = src.looks()
		_, _ = subset(src, []form{{parts: []part{{glyph: a}}}, {parts: []part{{glyph: a, dy: 5}, {glyph: b}}}})
	})
}

// TestSubsetHasNoPaddingButItsOwn looks at where the points of each simple glyph
// end: the rest only makes its length a multiple of four.
func TestSubsetHasNoPaddingButItsOwn(t *testing.T) {
	for _, faceName := range []string{roman, italic, sans, naskh, fixed10} {
		full := face(t, faceName)
		var forms []form
		for g := range min(len(full.Advances), 400) {
			forms = append(forms, form{parts: []part{{glyph: uint16(g)}}})
		}
		ttf, err := subset(taken(t, full), forms)
		if err != nil {
			t.Fatal(err)
		}
		src, err := readSource(inMemory(ttf))
		if err != nil {
			t.Fatal(err)
		}
		for g := range uint16(len(forms)) {
			data, err := src.outline(g)
			if err != nil {
				t.Fatal(err)
			}
			if len(data) == 0 || int16(binary.BigEndian.Uint16(data)) < 0 {
				continue
			}
			bare, err := withoutInstructions(data)
			if err != nil {
				t.Fatal(err)
			}
			if rest := len(data) - len(bare); rest > 3 || len(bytes.Trim(data[len(bare):], "\x00")) > 0 {
				t.Errorf("%s: glyph %d ends in %d bytes: % x", faceName, g, rest, data[len(bare):])
			}
		}
	}
}
