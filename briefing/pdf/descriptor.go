package pdf

import (
	"encoding/binary"
	"math"
)

// The flags of a font descriptor that our faces may have.
const (
	isFixedPitch = 1 << 0
	isSymbolic   = 1 << 2 // its characters are numbers of its own
	isItalic     = 1 << 6
	isForcedBold = 1 << 18
)

// bold is the weight from which a face is bold (OpenType, OS/2).
const bold = 600

// write adds the objects of f to a file and returns the font: a composite font, its
// only descendant, a descriptor, the program and the Unicode map (ISO 32000-1, 9.7).
func (f *font) write(to *file) ref {
	base := f.baseName()
	descriptor := dict{{"Type", name("FontDescriptor")}, {"FontName", base}}
	descriptor = append(descriptor, f.looks...)
	descriptor.set("FontFile2", to.add(&object{
		dict:   dict{{"Length1", integer(len(f.program))}},
		stream: f.program,
		kind:   packedStream,
	}))
	descendant := to.add(&object{dict: dict{
		{"Type", name("Font")},
		{"Subtype", name("CIDFontType2")},
		{"BaseFont", base},
		{"CIDSystemInfo", dict{{"Registry", text("Adobe")}, {"Ordering", text("Identity")}, {"Supplement", integer(0)}}},
		{"FontDescriptor", to.add(&object{dict: descriptor})},
		{"DW", f.looks.get("MissingWidth")},
		{"W", f.widths()},
		{"CIDToGIDMap", name("Identity")},
	}})
	return to.add(&object{dict: dict{
		{"Type", name("Font")},
		{"Subtype", name("Type0")},
		{"BaseFont", base},
		{"Encoding", name("Identity-H")},
		{"DescendantFonts", array{descendant}},
		{"ToUnicode", to.add(&object{stream: f.toUnicode(), kind: packedStream})},
	}})
}

// looks are the entries of a descriptor that say how a face looks, to readers that
// cannot show it (ISO 32000-1, 9.8): in thousandths of the type size, and flags.
func (s *source) looks() dict {
	head, hhea, os2, post := s.tables["head"], s.tables["hhea"], s.tables["OS/2"], s.tables["post"]
	scale := 1000 / float64(binary.BigEndian.Uint16(head[18:]))
	signed := func(table []byte, at int) int { return int(int16(binary.BigEndian.Uint16(table[at:]))) }
	measure := func(table []byte, at int) value { return integer(int(float64(signed(table, at)) * scale)) }

	height := measure(hhea, 4)
	if version := binary.BigEndian.Uint16(os2); version > 1 && len(os2) >= 90 {
		height = measure(os2, 88)
	}
	weight, angle := int(binary.BigEndian.Uint16(os2[4:])), signed(post, 4)
	flags := isSymbolic
	if angle != 0 {
		flags |= isItalic
	}
	if weight >= bold {
		flags |= isForcedBold
	}
	if binary.BigEndian.Uint32(post[12:]) != 0 {
		flags |= isFixedPitch
	}
	missing, _ := s.metrics(0)
	return dict{
		{"Ascent", measure(hhea, 4)},
		{"Descent", measure(hhea, 6)},
		{"CapHeight", height},
		{"Flags", integer(flags)},
		{"FontBBox", array{measure(head, 36), measure(head, 38), measure(head, 40), measure(head, 42)}},
		{"ItalicAngle", integer(angle)},
		{"StemV", integer(50 + int(math.Pow(float64(weight)/65, 2)))}, // as is usual where no stem was measured
		{"MissingWidth", integer(int(math.Round(float64(missing) * scale)))},
	}
}
