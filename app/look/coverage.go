package look

import (
	"encoding/binary"
	"slices"
	"unicode"

	"fyne.io/fyne/v2"
)

// coverage is the set of characters that a font has glyphs for, as sorted
// ranges that do not touch.
type coverage []runeRange

type runeRange struct{ first, last rune }

func (c coverage) has(r rune) bool {
	_, ok := slices.BinarySearchFunc(c, r, func(span runeRange, r rune) int {
		switch {
		case span.last < r:
			return -1
		case span.first > r:
			return 1
		}
		return 0
	})
	return ok
}

// readCoverage reads the character map of an OpenType font: its format 12, or
// else its format 4.
func readCoverage(font []byte) coverage {
	cmap := table(font, "cmap")
	var small coverage
	for i := range int(u16(cmap, 2)) {
		sub := cmap[u32(cmap, 4+8*i+4):]
		switch u16(sub, 0) {
		case 12:
			return groups(sub)
		case 4:
			small = segments(sub)
		}
	}
	return small
}

func groups(sub []byte) coverage {
	var c coverage
	for i := range int(u32(sub, 12)) {
		c = append(c, runeRange{rune(u32(sub, 16+12*i)), rune(u32(sub, 16+12*i+4))})
	}
	return c
}

// segments reads the ranges of a format 4 table. Characters within a range that
// lead to no glyph count as covered; the fonts of the program have none.
func segments(sub []byte) coverage {
	var c coverage
	n := int(u16(sub, 6)) / 2
	for i := range n {
		first, last := u16(sub, 16+2*n+2*i), u16(sub, 14+2*i)
		if last != 0xFFFF {
			c = append(c, runeRange{rune(first), rune(last)})
		}
	}
	return c
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }

// Covers reports whether the face of st has a glyph for every character of s.
// Text that it does not cover is set with Fallback(st, s).
func Covers(st Style, s string) bool { return covers(st.Font, s) }

func covers(font fyne.Resource, s string) bool {
	f, ok := font.(*face)
	if !ok {
		return font == nil // the theme's font, which falls back by itself
	}
	for _, r := range s {
		if r > unicode.MaxASCII && !f.covered().has(r) {
			return false
		}
	}
	return true
}

// Fallback returns st in a face that can show s: st itself if it covers s, the
// Arabic face for Arabic script, or else the font of the theme, which takes
// what it lacks from the fonts of the system. Text and Measure do this
// themselves.
func Fallback(st Style, s string) Style {
	if Covers(st, s) {
		return st
	}
	bold := st.bold()
	if st.Font = naskh(bold); !Covers(st, s) {
		st.Font, st.Bold = nil, bold
	}
	return st
}

func naskh(bold bool) fyne.Resource {
	if bold {
		return NaskhBold
	}
	return Naskh
}
