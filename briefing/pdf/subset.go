package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
)

// A subset is a TrueType file of its own. Its glyph 0 is the face's, glyph k is
// the k-th form, and the glyphs that only composites need come after. A form of
// one unmoved glyph is a copy of it; any other is a composite of its parts. The
// numbers of the characters are thus the numbers of the glyphs, and the PDF
// needs no table between the two. Instructions are left out: they serve coarse
// screens, and would be a third of the file.

// subset cuts the glyphs of forms out of a TrueType file.
func subset(src *source, forms []form) ([]byte, error) {
	c := cutter{src: src, forms: len(forms), placed: map[uint16]uint16{}}
	for i, f := range forms {
		if g, ok := f.plain(); ok {
			if _, taken := c.placed[g]; !taken {
				c.placed[g] = uint16(i + 1)
			}
		}
	}
	if err := c.glyphs(forms); err != nil {
		return nil, err
	}
	return c.assemble()
}

// plain returns the glyph of a form that shows it unmoved.
func (f form) plain() (glyph uint16, ok bool) {
	if len(f.parts) != 1 || f.parts[0].dx != 0 || f.parts[0].dy != 0 {
		return 0, false
	}
	return f.parts[0].glyph, true
}

// source is a TrueType file taken apart. Its outlines stay where they are.
type source struct {
	tables map[string][]byte
	glyf   *io.SectionReader
	long   bool // whether loca has 32-bit offsets
	glyphs int
	hmtx   int // how many glyphs have metrics of their own
}

// needed are the tables that a subset is made of beside the outlines, with the
// least size of each.
var needed = map[string]int{
	"head": 54, "hhea": 36, "maxp": 32, "OS/2": 78, "post": 32,
	"hmtx": 4, "loca": 4,
}

func readSource(ttf *io.SectionReader) (*source, error) {
	directory, err := readTables(ttf)
	if err != nil {
		return nil, err
	}
	s := &source{tables: map[string][]byte{}, glyf: directory["glyf"]}
	if s.glyf == nil {
		return nil, errors.New("its table glyf is missing")
	}
	for tag, least := range needed {
		t := directory[tag]
		if t == nil || t.Size() < int64(least) {
			return nil, fmt.Errorf("its table %s is missing or cut short", tag)
		}
		s.tables[tag] = make([]byte, t.Size())
		if _, err := t.ReadAt(s.tables[tag], 0); err != nil {
			return nil, fmt.Errorf("its table %s: %w", tag, err)
		}
	}
	if binary.BigEndian.Uint16(s.tables["head"][18:]) == 0 {
		return nil, errors.New("its table head gives no measure")
	}
	s.long = binary.BigEndian.Uint16(s.tables["head"][50:]) == 1
	s.glyphs = int(binary.BigEndian.Uint16(s.tables["maxp"][4:]))
	s.hmtx = int(binary.BigEndian.Uint16(s.tables["hhea"][34:]))
	if s.hmtx < 1 || len(s.tables["hmtx"]) < 4*s.hmtx {
		return nil, errors.New("its table hmtx is cut short")
	}
	return s, nil
}

// readTables reads where the tables of a TrueType file are.
func readTables(ttf *io.SectionReader) (map[string]*io.SectionReader, error) {
	var head [12]byte
	if _, err := ttf.ReadAt(head[:], 0); err != nil || binary.BigEndian.Uint32(head[:]) != 0x00010000 {
		return nil, errors.New("it is not a TrueType file")
	}
	records := make([]byte, 16*int(binary.BigEndian.Uint16(head[4:])))
	if _, err := ttf.ReadAt(records, int64(len(head))); err != nil {
		return nil, errors.New("its table directory is cut short")
	}
	tables := map[string]*io.SectionReader{}
	for ; len(records) > 0; records = records[16:] {
		from, size := int64(binary.BigEndian.Uint32(records[8:])), int64(binary.BigEndian.Uint32(records[12:]))
		if from+size > ttf.Size() {
			return nil, fmt.Errorf("its table %s is cut short", records[:4])
		}
		tables[string(records[:4])] = io.NewSectionReader(ttf, from, size)
	}
	return tables, nil
}

// outline returns the data of a glyph, empty for a space.
func (s *source) outline(glyph uint16) ([]byte, error) {
	loca := s.tables["loca"]
	at := func(i int) int { return 2 * int(binary.BigEndian.Uint16(loca[2*i:])) }
	size := 2
	if s.long {
		at = func(i int) int { return int(binary.BigEndian.Uint32(loca[4*i:])) }
		size = 4
	}
	i := int(glyph)
	if i >= s.glyphs || size*(i+2) > len(loca) {
		return nil, fmt.Errorf("it has no glyph %d", glyph)
	}
	from, to := at(i), at(i+1)
	if from > to || int64(to) > s.glyf.Size() || to > from && to-from < 10 {
		return nil, fmt.Errorf("its glyph %d is cut short", glyph)
	}
	data := make([]byte, to-from)
	if _, err := s.glyf.ReadAt(data, int64(from)); err != nil && len(data) > 0 {
		return nil, fmt.Errorf("its glyph %d: %w", glyph, err)
	}
	return data, nil
}

// metrics returns the advance and the left side bearing of a glyph.
func (s *source) metrics(glyph uint16) (advance uint16, bearing int16) {
	hmtx, i := s.tables["hmtx"], int(glyph)
	own := min(i, s.hmtx-1)
	advance = binary.BigEndian.Uint16(hmtx[4*own:])
	at := 4*own + 2
	if i >= s.hmtx {
		at = 4*s.hmtx + 2*(i-s.hmtx)
	}
	if at+2 <= len(hmtx) {
		bearing = int16(binary.BigEndian.Uint16(hmtx[at:]))
	}
	return advance, bearing
}

// cutter builds the tables of a subset that hold glyphs.
type cutter struct {
	src    *source
	forms  int
	placed map[uint16]uint16 // glyph of the face → glyph of the subset
	extra  []uint16          // glyphs that follow the forms, in order

	glyf     []byte
	loca     []byte
	hmtx     []byte
	maxParts int
}

// place returns the subset's glyph for one of the face.
func (c *cutter) place(glyph uint16) uint16 {
	if g, ok := c.placed[glyph]; ok {
		return g
	}
	c.extra = append(c.extra, glyph)
	g := uint16(c.forms + len(c.extra))
	c.placed[glyph] = g
	return g
}

func (c *cutter) glyphs(forms []form) error {
	if err := c.copyGlyph(0); err != nil {
		return err
	}
	for _, f := range forms {
		var err error
		if g, ok := f.plain(); ok {
			err = c.copyGlyph(g)
		} else {
			err = c.compose(f)
		}
		if err != nil {
			return err
		}
	}
	for i := 0; i < len(c.extra); i++ { // copying a composite adds its parts
		if err := c.copyGlyph(c.extra[i]); err != nil {
			return err
		}
	}
	if c.forms+len(c.extra) >= math.MaxUint16 {
		return errors.New("it has too many glyphs")
	}
	c.loca = binary.BigEndian.AppendUint32(c.loca, uint32(len(c.glyf)))
	return nil
}

func (c *cutter) addGlyph(data []byte, advance uint16, bearing int16) {
	c.loca = binary.BigEndian.AppendUint32(c.loca, uint32(len(c.glyf)))
	c.glyf = append(c.glyf, data...)
	for len(c.glyf)%4 != 0 {
		c.glyf = append(c.glyf, 0)
	}
	c.hmtx = binary.BigEndian.AppendUint16(c.hmtx, advance)
	c.hmtx = binary.BigEndian.AppendUint16(c.hmtx, uint16(bearing))
}

func (c *cutter) copyGlyph(glyph uint16) error {
	data, err := c.src.outline(glyph)
	if err != nil {
		return err
	}
	switch {
	case len(data) == 0:
	case int16(binary.BigEndian.Uint16(data)) >= 0:
		data, err = withoutInstructions(data)
	default:
		data, err = c.renumbered(data)
	}
	if err != nil {
		return fmt.Errorf("its glyph %d: %w", glyph, err)
	}
	advance, bearing := c.src.metrics(glyph)
	c.addGlyph(data, advance, bearing)
	return nil
}

var errGlyph = errors.New("the outline is cut short")

// withoutInstructions cuts the instructions out of a simple glyph, which stand
// between the ends of the contours and the points, and what pads its end.
func withoutInstructions(data []byte) ([]byte, error) {
	contours := int(binary.BigEndian.Uint16(data))
	at := 10 + 2*contours
	if len(data) < at+2 {
		return nil, errGlyph
	}
	n := int(binary.BigEndian.Uint16(data[at:]))
	if len(data) < at+2+n {
		return nil, errGlyph
	}
	points := 0
	if contours > 0 {
		points = int(binary.BigEndian.Uint16(data[at-2:])) + 1
	}
	outline := data[at+2+n:]
	size, err := outlineSize(outline, points)
	if err != nil {
		return nil, err
	}
	return slices.Concat(data[:at], []byte{0, 0}, outline[:size]), nil
}

// The flags of a point that say how many bytes it takes.
const (
	shortX = 1 << 1
	shortY = 1 << 2
	repeat = 1 << 3 // the next byte says how often the flags are repeated
	sameX  = 1 << 4 // unless short
	sameY  = 1 << 5
)

// outlineSize is how many bytes the flags and coordinates of points take.
func outlineSize(outline []byte, points int) (int, error) {
	at, coordinates := 0, 0
	for points > 0 {
		if at == len(outline) {
			return 0, errGlyph
		}
		flags, times := outline[at], 1
		at++
		if flags&repeat != 0 && at < len(outline) {
			times += int(outline[at])
			at++
		}
		times = min(times, points)
		coordinates += times * (coordinateSize(flags, shortX, sameX) + coordinateSize(flags, shortY, sameY))
		points -= times
	}
	if len(outline) < at+coordinates {
		return 0, errGlyph
	}
	return at + coordinates, nil
}

func coordinateSize(flags, short, same byte) int {
	switch {
	case flags&short != 0:
		return 1
	case flags&same != 0:
		return 0
	}
	return 2
}

// The flags of a component that matter here.
const (
	argsAreWords     = 1 << 0
	argsAreXY        = 1 << 1
	hasScale         = 1 << 3
	moreComponents   = 1 << 5
	hasXYScale       = 1 << 6
	has2x2           = 1 << 7
	hasInstructions  = 1 << 8
	componentMinSize = 6
)

// renumbered copies a composite glyph, without its instructions, with the
// subset's numbers for its components.
func (c *cutter) renumbered(data []byte) ([]byte, error) {
	out := slices.Clone(data)
	at, parts := 10, 0
	for more := true; more; parts++ {
		if len(out) < at+componentMinSize {
			return nil, errGlyph
		}
		flags := binary.BigEndian.Uint16(out[at:])
		binary.BigEndian.PutUint16(out[at:], flags&^hasInstructions)
		binary.BigEndian.PutUint16(out[at+2:], c.place(binary.BigEndian.Uint16(out[at+2:])))
		at += componentSize(flags)
		more = flags&moreComponents != 0
	}
	if len(out) < at {
		return nil, errGlyph
	}
	c.maxParts = max(c.maxParts, parts)
	return out[:at], nil
}

func componentSize(flags uint16) int {
	n := componentMinSize
	if flags&argsAreWords != 0 {
		n += 2
	}
	switch {
	case flags&hasScale != 0:
		n += 2
	case flags&hasXYScale != 0:
		n += 4
	case flags&has2x2 != 0:
		n += 8
	}
	return n
}

// compose adds a composite glyph that draws the parts of f.
func (c *cutter) compose(f form) error {
	box, first := bounds{}, true
	var components []byte
	last := 0
	parts := 0
	for _, p := range f.parts {
		data, err := c.src.outline(p.glyph)
		if err != nil {
			return err
		}
		if len(data) == 0 {
			continue // a space within the cluster draws nothing
		}
		b := boundsOf(data).moved(p)
		if first {
			box, first = b, false
		}
		box = box.union(b)
		last = len(components)
		for _, v := range []uint16{argsAreWords | argsAreXY | moreComponents, c.place(p.glyph), uint16(p.dx), uint16(p.dy)} {
			components = binary.BigEndian.AppendUint16(components, v)
		}
		parts++
	}
	if parts == 0 {
		c.addGlyph(nil, f.advance, 0)
		return nil
	}
	binary.BigEndian.PutUint16(components[last:], argsAreWords|argsAreXY)
	data := []byte{0xff, 0xff} // not a number of contours: a composite
	for _, v := range box {
		data = binary.BigEndian.AppendUint16(data, uint16(v))
	}
	c.maxParts = max(c.maxParts, parts)
	c.addGlyph(append(data, components...), f.advance, box[0])
	return nil
}

// bounds are the least x and y and the greatest x and y of a glyph.
type bounds [4]int16

func boundsOf(data []byte) (b bounds) {
	for i := range b {
		b[i] = int16(binary.BigEndian.Uint16(data[2+2*i:]))
	}
	return b
}

func (b bounds) moved(p part) bounds {
	return bounds{b[0] + p.dx, b[1] + p.dy, b[2] + p.dx, b[3] + p.dy}
}

func (b bounds) union(a bounds) bounds {
	return bounds{min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])}
}

// assemble returns the finished file.
func (c *cutter) assemble() ([]byte, error) {
	head := slices.Clone(c.src.tables["head"])
	binary.BigEndian.PutUint32(head[8:], 0)  // the checksum, filled in at the end
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	hhea := slices.Clone(c.src.tables["hhea"])
	binary.BigEndian.PutUint16(hhea[34:], uint16(1+c.forms+len(c.extra)))
	post := slices.Clone(c.src.tables["post"][:32])
	binary.BigEndian.PutUint32(post, 0x00030000) // without names of glyphs

	return buildSFNT([]sfntTable{ // in the order of their tags
		{"OS/2", c.src.tables["OS/2"]},
		{"cmap", identityCmap(c.forms)},
		{"glyf", c.glyf},
		{"head", head},
		{"hhea", hhea},
		{"hmtx", c.hmtx},
		{"loca", c.loca},
		{"maxp", c.maxp()},
		{"name", []byte{0, 0, 0, 0, 0, 6}}, // no names
		{"post", post},
	}), nil
}

// maxp raises the limits by the one level of composites that forms add.
func (c *cutter) maxp() []byte {
	t := slices.Clone(c.src.tables["maxp"][:32])
	get := func(at int) int { return int(binary.BigEndian.Uint16(t[at:])) }
	put := func(at, v int) { binary.BigEndian.PutUint16(t[at:], uint16(min(v, math.MaxUint16))) }
	put(4, 1+c.forms+len(c.extra))
	put(10, c.maxParts*max(get(6), get(10))) // points of a composite
	put(12, c.maxParts*max(get(8), get(12))) // contours of a composite
	for at := 14; at <= 26; at += 2 {        // all about instructions
		put(at, 0)
	}
	put(14, 1) // zones
	put(28, c.maxParts)
	put(30, get(30)+1) // depth
	return t
}

// identityCmap maps code points 1 to n to the glyphs of the same numbers, in
// format 4.
func identityCmap(n int) []byte {
	var t []byte
	for _, v := range []uint16{
		0, 1, // version, subtables
		3, 1, 0, 12, // Windows, Unicode, at 12
		4, 32, 0, // format, length, language
		4, 4, 1, 0, // two segments: twice their number, and how to search them
		uint16(n), 0xffff, // where they end
		0,         // padding
		1, 0xffff, // where they start
		0, 1, // what is added to a code point
		0, 0, // no further table
	} {
		t = binary.BigEndian.AppendUint16(t, v)
	}
	return t
}

type sfntTable struct {
	tag  string
	data []byte
}

func buildSFNT(tables []sfntTable) []byte {
	n := len(tables)
	power := 0
	for 2<<power <= n {
		power++
	}
	out := binary.BigEndian.AppendUint32(nil, 0x00010000)
	for _, v := range []int{n, 16 << power, power, 16*n - 16<<power} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at, headAt := 12+16*n, 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at
		}
		out = append(out, t.tag...)
		for _, v := range []uint32{checksum(t.data), uint32(at), uint32(len(t.data))} {
			out = binary.BigEndian.AppendUint32(out, v)
		}
		at += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		out = append(out, t.data...)
		for len(out)%4 != 0 {
			out = append(out, 0)
		}
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xb1b0afba-checksum(out))
	return out
}

// checksum adds up data as 32-bit numbers, padded with zeros.
func checksum(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var rest [4]byte
	copy(rest[:], data)
	return sum + binary.BigEndian.Uint32(rest[:])
}
