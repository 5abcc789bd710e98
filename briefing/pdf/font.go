package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strconv"

	"briefdesk/briefing/layout"
)

// font is a face as it is embedded: a subset whose glyph k is character k of
// the PDF font. A character is not a glyph of the face but a form: the same
// glyph gets two forms if it shows two texts, so a hyphen of the author and one
// of a line break can be told apart, and ToUnicode is always exact.
type font struct {
	face   *layout.Face
	number int
	upem   float64

	forms  []form            // character k is forms[k-1]
	recent []int             // the last character of each glyph alone, 0 if there is none: mostly the only one
	simple map[simpleKey]int // characters of one glyph
	joined map[string]int    // characters of several
	words  map[*layout.Shape]*word

	// Once the forms are complete:
	program []byte // the subset
	looks   dict   // what the descriptor says of the face
}

// form is what a character draws and says.
type form struct {
	parts   []part
	says    string
	advance uint16  // in font units
	width   float64 // the same in thousandths of the type size, as it is written
}

// part is a glyph of the face, moved in font units.
type part struct {
	glyph  uint16
	dx, dy int16
}

type simpleKey struct {
	glyph uint16
	dy    int16
	says  string
}

// maxForms keeps characters below the surrogates, which the subset maps as code points.
const maxForms = 0xd7ff

func newFont(face *layout.Face, number int) *font {
	return &font{
		face:   face,
		number: number,
		upem:   float64(face.Font.Upem()),
		recent: make([]int, len(face.Advances)),
		simple: map[simpleKey]int{},
		joined: map[string]int{},
		words:  map[*layout.Shape]*word{},
	}
}

// resource is the name of the font in content streams.
func (f *font) resource() name { return name("F" + strconv.Itoa(f.number)) }

// cid returns the character that draws cluster and says says. A y-offset is
// drawn into the form, since moving the baseline tears the text on extraction;
// so is all of a cluster of several glyphs, since a glyph cannot say nothing.
// The x-offset of a single glyph is left to the line.
func (f *font) cid(cluster []layout.Glyph, says string) (int, error) {
	dy, ok := f.units(cluster[0].Y)
	if !ok || !sound(cluster[0].X, cluster[0].Advance) {
		return 0, errors.New("it stands outside of all measure")
	}
	if len(cluster) > 1 {
		return f.join(cluster, says)
	}
	key := simpleKey{cluster[0].ID, dy, says}
	if int(key.glyph) < len(f.recent) {
		if cid := f.recent[key.glyph]; cid > 0 && f.forms[cid-1].says == says && f.forms[cid-1].parts[0].dy == dy {
			return cid, nil
		}
	}
	if cid, ok := f.simple[key]; ok {
		f.recent[key.glyph] = cid
		return cid, nil
	}
	advance, err := f.advance(key.glyph)
	if err != nil {
		return 0, err
	}
	cid, err := f.add([]part{{glyph: key.glyph, dy: dy}}, advance, says)
	if err != nil {
		return 0, err
	}
	f.simple[key], f.recent[key.glyph] = cid, cid
	return cid, nil
}

// join returns the character for a cluster of several glyphs. Its width is the
// cluster's where it first stands.
func (f *font) join(cluster []layout.Glyph, says string) (int, error) {
	parts := make([]part, len(cluster))
	var pen float32
	for i, g := range cluster {
		dx, okX := f.units(pen + g.X)
		dy, okY := f.units(g.Y)
		if !okX || !okY || !sound(g.Advance) {
			return 0, errors.New("it stands outside of all measure")
		}
		if _, err := f.advance(g.ID); err != nil {
			return 0, err
		}
		parts[i] = part{g.ID, dx, dy}
		pen += g.Advance
	}
	key := joinedKey(parts, says)
	if cid, ok := f.joined[key]; ok {
		return cid, nil
	}
	width, ok := f.units(pen)
	if !ok {
		return 0, errors.New("it is wider than a font allows")
	}
	cid, err := f.add(parts, uint16(max(width, 0)), says)
	if err != nil {
		return 0, err
	}
	f.joined[key] = cid
	return cid, nil
}

func joinedKey(parts []part, says string) string {
	key := binary.BigEndian.AppendUint16(nil, uint16(len(parts)))
	for _, p := range parts {
		key = binary.BigEndian.AppendUint16(key, p.glyph)
		key = binary.BigEndian.AppendUint16(key, uint16(p.dx))
		key = binary.BigEndian.AppendUint16(key, uint16(p.dy))
	}
	return string(key) + says
}

func (f *font) add(parts []part, advance uint16, says string) (int, error) {
	if len(f.forms) == maxForms {
		return 0, fmt.Errorf("%s is used for more than %d different glyphs; split the document", f.face.Name, maxForms)
	}
	width := math.Round(float64(advance)*1000/f.upem*100) / 100
	f.forms = append(f.forms, form{parts, says, advance, width})
	return len(f.forms), nil
}

// advance is the width of a glyph in font units.
func (f *font) advance(glyph uint16) (uint16, error) {
	if int(glyph) >= len(f.face.Advances) {
		return 0, fmt.Errorf("%s has no glyph %d", f.face.Name, glyph)
	}
	a, ok := f.units(f.face.Advances[glyph])
	if !ok || a < 0 {
		return 0, fmt.Errorf("%s: glyph %d has no sound width", f.face.Name, glyph)
	}
	return uint16(a), nil
}

// units turns thousandths of the type size into font units.
func (f *font) units(thousandths float32) (int16, bool) {
	u := math.Round(float64(thousandths) * f.upem / 1000)
	if !(math.Abs(u) <= math.MaxInt16) {
		return 0, false
	}
	return int16(u), true
}

func (f *font) embed() error {
	src, err := readSource(f.face.File)
	if err != nil {
		return err
	}
	f.looks = src.looks()
	f.program, err = subset(src, f.forms)
	return err
}

// baseName is the font's name with the tag that says it is a subset: six
// letters that depend on its content alone.
func (f *font) baseName() name {
	sum := sha256.Sum256(f.program)
	var tag [6]byte
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return name(string(tag[:]) + "+" + f.face.Name)
}

// widths is the array of all widths for the entry W.
func (f *font) widths() array {
	widths := make(array, len(f.forms))
	for i, form := range f.forms {
		widths[i] = decimal(form.width)
	}
	return array{integer(1), widths}
}

// maxPerBlock is how many characters a block of a CMap may map.
const maxPerBlock = 100

// toUnicode is the CMap that says what each character stands for.
func (f *font) toUnicode() []byte {
	var b bytes.Buffer
	b.WriteString(`/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
`)
	for from := 0; from < len(f.forms); from += maxPerBlock {
		block := f.forms[from:min(from+maxPerBlock, len(f.forms))]
		fmt.Fprintf(&b, "%d beginbfchar\n", len(block))
		for i, form := range block {
			fmt.Fprintf(&b, "<%04X> <%X>\n", from+i+1, appendUTF16(nil, mapped(form.says)))
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.Bytes()
}

// mapped is says without the code points that archival files may not map to.
// A glyph that says nothing becomes a zero-width space, for an empty mapping is
// not allowed.
func mapped(says string) string {
	if says == "" {
		return "\u200b"
	}
	clean := []rune(says)
	for i, r := range clean {
		if r == 0 || r == '\ufeff' || r&0xfffe == 0xfffe {
			clean[i] = '\ufffd'
		}
	}
	return string(clean)
}
