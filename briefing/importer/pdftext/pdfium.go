package pdftext

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf16"
)

// call calls a function of PDFium (fpdfview.h, fpdf_text.h, fpdf_edit.h) and
// returns its result, if it has one. After an error the engine is of no use.
func (e *engine) call(name string, args ...uint64) (uint64, error) {
	f := e.functions[name]
	if f == nil {
		if f = e.module.ExportedFunction(name); f == nil {
			return 0, fmt.Errorf("the PDF engine has no %s", name)
		}
		e.functions[name] = f
	}
	var stack [8]uint64
	copy(stack[:], args)
	if err := f.CallWithStack(context.Background(), stack[:max(len(args), 1)]); err != nil {
		return 0, fmt.Errorf("the PDF engine broke off in %s: %v", name, firstLine(err))
	}
	return stack[0], nil
}

func firstLine(err error) string {
	line, _, _ := strings.Cut(err.Error(), "\n")
	return line
}

// number is call for results of the C type int.
func (e *engine) number(name string, args ...uint64) (int, error) {
	v, err := e.call(name, args...)
	return int(int32(v)), err
}

// at is the address of the n-th cell of eight bytes in the scratch memory.
func (e *engine) at(n int) uint64 { return uint64(e.scratch) + uint64(8*n) }

func (e *engine) double(n int) float64 {
	v, _ := e.module.Memory().ReadFloat64Le(uint32(e.at(n)))
	return v
}

// floats reads consecutive C floats from the scratch memory.
func (e *engine) floats(into []float64) {
	for i := range into {
		v, _ := e.module.Memory().ReadFloat32Le(e.scratch + uint32(4*i))
		into[i] = float64(v)
	}
}

func (e *engine) word(n int) int {
	v, _ := e.module.Memory().ReadUint32Le(uint32(e.at(n)))
	return int(int32(v))
}

func (e *engine) bytes(n int) []byte {
	b, _ := e.module.Memory().Read(e.scratch, uint32(min(max(n, 0), scratchSize)))
	return b
}

// put copies data into the engine's memory and returns its address.
func (e *engine) put(data []byte) (uint64, error) {
	at, err := e.call("malloc", uint64(len(data)))
	if err != nil {
		return 0, err
	}
	if at == 0 || !e.module.Memory().Write(uint32(at), data) {
		return 0, errors.New("the PDF engine has no memory for the file")
	}
	return at, nil
}

// utf16Text decodes what PDFium wrote to the scratch memory: n bytes of
// UTF-16, little endian, with a NUL at the end.
func (e *engine) utf16Text(n int) string {
	raw := e.bytes(n)
	var units []uint16
	for ; len(raw) >= 2; raw = raw[2:] {
		if u := binary.LittleEndian.Uint16(raw); u != 0 {
			units = append(units, u)
		}
	}
	return strings.TrimSpace(string(utf16.Decode(units)))
}

// Error codes of FPDF_GetLastError (fpdfview.h).
const (
	pdfiumPasswordError = 4
	pdfiumSecurityError = 5
)

// document is an open PDF. It lives as long as its engine.
type document struct {
	*engine
	handle uint64
	pages  int
}

func (e *engine) open(data []byte, password string) (*document, error) {
	at, err := e.put(data)
	if err != nil {
		return nil, err
	}
	secret := uint64(0)
	if password != "" {
		if secret, err = e.put(append([]byte(password), 0)); err != nil {
			return nil, err
		}
	}
	handle, err := e.call("FPDF_LoadMemDocument64", at, uint64(len(data)), secret)
	if err != nil {
		return nil, err
	}
	if handle == 0 {
		code, err := e.number("FPDF_GetLastError")
		switch {
		case err != nil:
			return nil, err
		case code == pdfiumPasswordError:
			return nil, ErrPassword
		case code == pdfiumSecurityError:
			return nil, ErrProtected
		}
		return nil, ErrDamaged
	}
	pages, err := e.number("FPDF_GetPageCount", handle)
	return &document{e, handle, pages}, err
}

// info is an entry of the document information dictionary, or empty.
func (d *document) info(key string) string {
	name, err := d.put(append([]byte(key), 0))
	if err != nil {
		return ""
	}
	n, err := d.number("FPDF_GetMetaText", d.handle, name, d.at(0), scratchSize)
	if err != nil || n > scratchSize {
		return ""
	}
	return d.utf16Text(n)
}

// label is the name of a page by the file's /PageLabels, or empty.
func (d *document) label(page int) string {
	n, err := d.number("FPDF_GetPageLabel", d.handle, uint64(page), d.at(0), scratchSize)
	if err != nil || n > scratchSize {
		return ""
	}
	return d.utf16Text(n)
}

// sheet is a page as PDFium gives it, in the coordinates of the file.
type sheet struct {
	box    rect // what is visible
	turn   int  // clockwise quarter turns at which the page is shown
	chars  []char
	shapes []shape
	links  []link
	// images is how much of the page pictures cover, 0 to 1 and above.
	images float64
}

// rect is a rectangle; y grows upwards in a file and downwards on a page.
type rect struct{ x0, y0, x1, y1 float64 }

func (r rect) width() float64  { return r.x1 - r.x0 }
func (r rect) height() float64 { return r.y1 - r.y0 }

func (r rect) holds(x, y float64) bool { return r.x0 <= x && x <= r.x1 && r.y0 <= y && y <= r.y1 }

// normal returns r with its corners in order.
func (r rect) normal() rect {
	return rect{min(r.x0, r.x1), min(r.y0, r.y1), max(r.x0, r.x1), max(r.y0, r.y1)}
}

// char is a character of a sheet.
type char struct {
	r     rune
	x, y  float64 // where it starts on its baseline
	box   rect    // from its origin to its advance, from descent to ascent
	style int     // index into the fonts' styles; −1 for spaces that PDFium adds
}

// style is what the characters of one text object have in common.
type style struct {
	font         string
	size         float64
	bold, italic bool
	mono         bool
	// right and down are the direction of the baseline in the file.
	right, up float64
	invisible bool // by its rendering mode or its transparency
	white     bool
}

// shape is a filled or stroked path, or a picture, by its bounds.
type shape struct {
	rect
	white   bool
	picture bool
}

// link is a place of a sheet that leads to an address.
type link struct {
	rect
	url string
}

// Limits of what is read of one page; beyond them it is no page of an article.
const (
	maxChars  = 60_000 // a page of a newspaper has half of that
	maxShapes = 4_000
	maxLinks  = 1_000
)

// errCrowded is why a page is left out that exceeds the limits.
var errCrowded = errors.New("it holds more characters than a page of an article can")

// sheet reads a page, counted from 0. styles gathers the styles of all pages.
func (d *document) sheet(page int, styles *[]style) (*sheet, error) {
	handle, err := d.call("FPDF_LoadPage", d.handle, uint64(page))
	if err != nil {
		return nil, err
	}
	if handle == 0 {
		return nil, ErrDamaged
	}
	s := &sheet{}
	err = errors.Join(s.readBox(d, handle), s.readShapes(d, handle), s.readLinks(d, handle), s.readChars(d, handle, styles))
	if _, closing := d.call("FPDF_ClosePage", handle); closing != nil {
		return nil, closing
	}
	return s, err
}

func (s *sheet) readBox(d *document, page uint64) error {
	var err error
	if s.turn, err = d.number("FPDFPage_GetRotation", page); err != nil {
		return err
	}
	if _, err = d.call("FPDF_GetPageBoundingBox", page, d.at(0)); err != nil {
		return err
	}
	var f [4]float64 // left, top, right, bottom
	d.floats(f[:])
	s.box = rect{f[0], f[1], f[2], f[3]}.normal()
	return nil
}

// Kinds of page objects (fpdf_edit.h).
const (
	pdfiumPath  = 2
	pdfiumImage = 3
)

func (s *sheet) readShapes(d *document, page uint64) error {
	n, err := d.number("FPDFPage_CountObjects", page)
	if err != nil {
		return err
	}
	for i := range n {
		if len(s.shapes) >= maxShapes {
			break
		}
		object, err := d.call("FPDFPage_GetObject", page, uint64(i))
		if err != nil {
			return err
		}
		if err := s.readShape(d, object); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) readShape(d *document, object uint64) error {
	kind, err := d.number("FPDFPageObj_GetType", object)
	if err != nil || kind != pdfiumPath && kind != pdfiumImage {
		return err
	}
	b := d.at(0)
	if _, err := d.call("FPDFPageObj_GetBounds", object, b, b+4, b+8, b+12); err != nil {
		return err
	}
	var f [4]float64 // left, bottom, right, top
	d.floats(f[:])
	sh := shape{rect: rect{f[0], f[1], f[2], f[3]}.normal(), picture: kind == pdfiumImage}
	if sh.picture {
		if area := s.box.width() * s.box.height(); area > 0 {
			s.images += sh.width() * sh.height() / area
		}
	} else {
		colour, err := d.colour("FPDFPageObj_GetFillColor", object)
		if err != nil {
			return err
		}
		sh.white = colour.white
	}
	s.shapes = append(s.shapes, sh)
	return nil
}

// colour is what matters of one.
type colour struct{ white, clear bool }

// colour calls a function whose last four parameters receive a colour.
func (d *document) colour(name string, args ...uint64) (colour, error) {
	ok, err := d.call(name, append(args, d.at(0), d.at(1), d.at(2), d.at(3))...)
	if err != nil || ok == 0 {
		return colour{}, err
	}
	const nearlyWhite, nearlyClear = 250, 8
	return colour{
		white: min(d.word(0), d.word(1), d.word(2)) >= nearlyWhite,
		clear: d.word(3) < nearlyClear,
	}, nil
}

func (s *sheet) readLinks(d *document, page uint64) error {
	d.module.Memory().WriteUint32Le(uint32(d.at(0)), 0) // the position
	for range maxLinks {
		found, err := d.call("FPDFLink_Enumerate", page, d.at(0), d.at(1))
		if err != nil || found == 0 {
			return err
		}
		next, annotation := d.word(0), uint64(uint32(d.word(1)))
		if err := s.readLink(d, annotation); err != nil {
			return err
		}
		d.module.Memory().WriteUint32Le(uint32(d.at(0)), uint32(next))
	}
	return nil
}

func (s *sheet) readLink(d *document, annotation uint64) error {
	action, err := d.call("FPDFLink_GetAction", annotation)
	if err != nil || action == 0 {
		return err
	}
	n, err := d.number("FPDFAction_GetURIPath", d.handle, action, d.at(0), scratchSize)
	if err != nil || n <= 1 || n > scratchSize {
		return err
	}
	url := string(d.bytes(n - 1))
	if _, err := d.call("FPDFLink_GetAnnotRect", annotation, d.at(0)); err != nil {
		return err
	}
	var f [4]float64
	d.floats(f[:])
	s.links = append(s.links, link{rect{f[0], f[1], f[2], f[3]}.normal(), url})
	return nil
}

func (s *sheet) readChars(d *document, page uint64, styles *[]style) error {
	text, err := d.call("FPDFText_LoadPage", page)
	if err != nil || text == 0 {
		return err
	}
	n, err := d.number("FPDFText_CountChars", text)
	if err != nil {
		return err
	}
	if n > maxChars {
		return errCrowded
	}
	known := map[uint64]int{} // text objects
	for i := range n {
		c, err := d.char(text, uint64(i), known, styles)
		if err != nil {
			return err
		}
		s.chars = append(s.chars, c)
	}
	_, err = d.call("FPDFText_ClosePage", text)
	return err
}

func (d *document) char(text, i uint64, known map[uint64]int, styles *[]style) (char, error) {
	r, err := d.call("FPDFText_GetUnicode", text, i)
	if err != nil {
		return char{}, err
	}
	object, err := d.call("FPDFText_GetTextObject", text, i)
	if err != nil {
		return char{}, err
	}
	c := char{r: rune(int32(r)), style: -1}
	if object == 0 {
		return c, nil
	}
	if _, err := d.call("FPDFText_GetCharOrigin", text, i, d.at(0), d.at(1)); err != nil {
		return char{}, err
	}
	c.x, c.y = d.double(0), d.double(1)
	if _, err := d.call("FPDFText_GetLooseCharBox", text, i, d.at(0)); err != nil {
		return char{}, err
	}
	var f [4]float64 // left, top, right, bottom
	d.floats(f[:])
	c.box = rect{f[0], f[1], f[2], f[3]}.normal()
	index, ok := known[object]
	if !ok {
		st, err := d.style(text, i, object)
		if err != nil {
			return char{}, err
		}
		index = len(*styles)
		known[object] = index
		*styles = append(*styles, st)
	}
	c.style = index
	return c, nil
}

// Rendering modes in which a text cannot be seen (ISO 32000-1, 9.3.6).
const (
	modeInvisible = 3
	modeClip      = 7
)

func (d *document) style(text, i, object uint64) (style, error) {
	var st style
	size, err := d.call("FPDFText_GetFontSize", text, i)
	if err != nil {
		return st, err
	}
	if _, err = d.call("FPDFText_GetMatrix", text, i, d.at(0)); err != nil {
		return st, err
	}
	var m [6]float64 // a b c d e f
	d.floats(m[:])
	st.size = math.Abs(math.Float64frombits(size)) * math.Hypot(m[2], m[3])
	if length := math.Hypot(m[0], m[1]); length > 0 {
		st.right, st.up = m[0]/length, m[1]/length
	}
	mode, err := d.number("FPDFTextObj_GetTextRenderMode", object)
	if err != nil {
		return st, err
	}
	paint, err := d.colour("FPDFText_GetFillColor", text, i)
	if err != nil {
		return st, err
	}
	st.invisible = mode == modeInvisible || mode == modeClip || paint.clear
	st.white = paint.white
	n, err := d.number("FPDFText_GetFontInfo", text, i, d.at(1), scratchSize-8, d.at(0))
	if err != nil {
		return st, err
	}
	flags := d.word(0)
	if n > 0 && n <= scratchSize-8 {
		st.font = strings.TrimRight(string(d.bytes(8 + n)[8:]), "\x00")
	}
	st.judge(flags)
	return st, nil
}

// Font descriptor flags (ISO 32000-1, table 123).
const (
	flagFixedPitch = 1 << 0
	flagItalic     = 1 << 6
	flagForceBold  = 1 << 18
)

// judge reads the cut of a font from its name: the weight that PDFium works out
// from the width of stems is wrong for half of TeX's fonts, and flags are for
// many of any program's.
func (st *style) judge(flags int) {
	name := strings.ToLower(st.font)
	if _, after, ok := strings.Cut(name, "+"); ok {
		name = after
	}
	has := func(parts ...string) bool {
		for _, p := range parts {
			if strings.Contains(name, p) {
				return true
			}
		}
		return false
	}
	st.bold = has("bold", "black", "heavy", "cmbx", "cmb1", "cmssbx", "sfbx", "-demi", "-medi") || flags&flagForceBold != 0
	st.italic = has("italic", "oblique", "cmti", "cmsl", "sfti", "-ital", "-obli") || flags&flagItalic != 0
	st.mono = has("mono", "nimbusmon", "courier", "cmtt", "sltt", "sftt", "lmmono", "consol", "typewriter") || flags&flagFixedPitch != 0
}
