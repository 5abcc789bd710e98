package pdftest

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
)

// paints are the operators that leave a mark, states those that do not.
var (
	paints = strings.Fields("Tj TJ ' \" f F f* B B* b b* S s Do sh EI")
	states = strings.Fields(`q Q cm w J j M d ri i gs m l c v y h re n W W* BT ET Td TD Tm T* Tc Tw Tz TL Tf Tr Ts
		rg RG g G cs CS sc SC scn SCN BDC BMC EMC`)
)

// maxGraphics is how deep the states of graphics may nest (ISO 19005-2, 6.1.13).
const maxGraphics = 28

// page looks at a page's links and at what it shows.
func (c *checker) page(i int, p ref) {
	d := c.dict(p)
	links := c.array(d["Annots"])
	c.must(len(links) == 0 || d["Tabs"] == name("S"), "order of tabs", "page %d", i+1)
	for _, l := range links {
		r, _ := l.(ref)
		c.link(i, r)
	}
	s := show{checker: c, number: i + 1, page: p, resources: c.dict(d["Resources"])}
	l := lexer{src: c.stream(d["Contents"])}
	var operands []any
	for l.err == nil {
		v := l.next()
		op, isWord := v.(word)
		if v == nil && l.pos >= len(l.src) {
			break
		}
		if !isWord {
			operands = append(operands, v)
			continue
		}
		s.operator(op, operands)
		operands = operands[:0]
	}
	c.must(l.err == nil, "content cannot be read", "page %d", i+1)
	c.must(len(s.open) == 0 && s.graphics == 0, "what begins does not end", "page %d", i+1)
}

// show is a page while its content is read.
type show struct {
	*checker
	number    int
	page      ref
	resources dict
	open      []int // the marked sequences that are open: their numbers, or artifact
	graphics  int
	font      ref
}

// artifact stands for a sequence that is part of no element, other for one that
// is neither.
const (
	artifact = -1
	other    = -2
)

func (s *show) operator(op word, operands []any) {
	where := fmt.Sprintf("page %d", s.number)
	switch op {
	case "BDC", "BMC":
		s.begin(operands, where)
	case "EMC":
		if len(s.open) == 0 {
			s.breaks("what ends has not begun", "%s", where)
			return
		}
		s.open = s.open[:len(s.open)-1]
	case "q":
		s.graphics++
		s.must(s.graphics <= maxGraphics, "nesting of graphics", "%s", where)
	case "Q":
		s.graphics--
		s.must(s.graphics >= 0, "what ends has not begun", "%s", where)
	case "Tf":
		key, _ := operands[0].(name)
		s.font, _ = s.dict(s.resources["Font"])[key].(ref)
		s.must(s.font != 0, "font that is not there", "%s: %s", where, key)
	case "gs":
		key, _ := operands[0].(name)
		s.must(s.dict(s.dict(s.resources["ExtGState"])[key]) != nil, "graphics state that is not there", "%s: %s", where, key)
	case "Do":
		key, _ := operands[0].(name)
		s.must(s.dict(s.dict(s.resources["XObject"])[key]) != nil, "picture that is not there", "%s: %s", where, key)
	case "k", "K":
		s.breaks("colour without a profile", "%s", where)
		return
	}
	if slices.Contains(paints, string(op)) {
		s.must(slices.ContainsFunc(s.open, func(m int) bool { return m != other }), "content that is not tagged", "%s: %s", where, op)
	} else if !slices.Contains(states, string(op)) {
		s.breaks("operator that is none", "%s: %s", where, op)
	}
	if op == "TJ" || op == "Tj" {
		s.shown(operands)
	}
}

// begin begins a marked sequence.
func (s *show) begin(operands []any, where string) {
	tag, _ := operands[0].(name)
	m := other
	if tag == "Artifact" {
		m = artifact
	}
	if len(operands) > 1 {
		if id, ok := s.dict(operands[1])["MCID"].(float64); ok {
			m = int(id)
			at := mark{page: s.page, sequence: m}
			s.must(!s.seen[at], "sequence that begins twice", "%s: %d", where, m)
			s.must(s.owners[at] != 0, "sequence of no element", "%s: %d", where, m)
			s.seen[at] = true
		}
	}
	s.must(m == other || !slices.ContainsFunc(s.open, func(o int) bool { return o != other }), "sequence within a sequence", "%s", where)
	s.open = append(s.open, m)
}

// shown notes the codes of a text.
func (s *show) shown(operands []any) {
	if s.used == nil {
		s.used = map[ref]map[int]bool{}
	}
	if s.used[s.font] == nil {
		s.used[s.font] = map[int]bool{}
	}
	parts, _ := operands[0].(array)
	for _, p := range append(parts, operands[0]) {
		t, _ := p.(text)
		for i := 0; i+1 < len(t); i += 2 {
			s.used[s.font][int(t[i])<<8|int(t[i+1])] = true
		}
	}
}

// fonts looks at the fonts that are used (ISO 19005-2, 6.2.11).
func (c *checker) fonts() {
	for r, codes := range c.used {
		f := c.dict(r)
		base, _ := f["BaseFont"].(name)
		descendants := c.array(f["DescendantFonts"])
		if len(descendants) != 1 || f["Encoding"] != name("Identity-H") {
			c.breaks("kind of font", "%s", base)
			continue
		}
		d := c.dict(descendants[0])
		descriptor := c.dict(d["FontDescriptor"])
		c.must(regexp.MustCompile(`^[A-Z]{6}\+[A-Za-z0-9-]+$`).MatchString(string(base)) && d["BaseFont"] == base && descriptor["FontName"] == base, "name of a font", "%s", base)
		c.must(d["CIDToGIDMap"] == name("Identity"), "glyphs of a font", "%s", base)
		program := c.stream(descriptor["FontFile2"])
		c.must(int(c.number(c.dict(descriptor["FontFile2"])["Length1"])) == len(program), "length of a font", "%s", base)
		c.unicode(base, f, codes)
		c.widths(base, d, program, codes)
	}
}

// widths looks at whether the file and the font program give the glyphs that are
// shown the same widths.
func (c *checker) widths(base name, d dict, program []byte, codes map[int]bool) {
	parsed, err := font.ParseTTF(bytes.NewReader(program))
	if err != nil {
		c.breaks("font that is not embedded", "%s: %v", base, err)
		return
	}
	given := map[int]float64{}
	w := c.array(d["W"])
	for i := 0; i+1 < len(w); i += 2 {
		for k, v := range c.array(w[i+1]) {
			given[int(c.number(w[i]))+k] = c.number(v)
		}
	}
	for code := range codes {
		if _, ok := parsed.GlyphDataOutline(font.GID(code)); code == 0 || !ok {
			c.breaks("glyph that the font has not", "%s: %d", base, code)
			continue
		}
		want := float64(parsed.HorizontalAdvance(font.GID(code))) * 1000 / float64(parsed.Upem())
		c.must(math.Abs(given[code]-want) <= 1, "width of a glyph", "%s: %d is %g and %g", base, code, given[code], want)
	}
}

// unicode looks at whether all that is shown says what it stands for.
func (c *checker) unicode(base name, f dict, codes map[int]bool) {
	says := c.unicodes(f)
	for code := range codes {
		s := says[code]
		c.must(s != "" && !strings.ContainsAny(s, "\x00\ufeff\ufffe"), "glyph that says nothing", "%s: %d", base, code)
		c.must(!strings.ContainsFunc(s, func(r rune) bool { return r >= 0xe000 && r < 0xf900 || r >= 0xf0000 }), "glyph of private use", "%s: %d", base, code)
	}
}
