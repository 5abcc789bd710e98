package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"briefdesk/briefing/layout"
)

// encoder turns pages into content streams. It numbers fonts and what their
// glyphs show in the order of first use, so equal pages give equal streams.
type encoder struct {
	fonts  []*font
	byFace map[*layout.Face]*font

	opacities []float64 // of watermarks; the graphics state k sets opacities[k]
	pictures  pictures
}

// content is what a page shows: its operators, deflated, and its marked
// sequences, in order of their identifiers.
type content struct {
	packed    []byte
	sequences []sequence
}

// sequence is a marked sequence of a page that is part of an element.
type sequence struct {
	tag int
	// says is its words in the order in which they are read, where the file has
	// them in another: from right to left.
	says string
}

// encoded are the contents of all pages, and the fonts they need.
type encoded struct {
	pages     []content
	fonts     []*font
	opacities []float64
	pictures  pictures
}

// encode makes the contents of pages one after the other, and deflates each
// beside the making of the next.
func encode(pages []layout.Page) (encoded, error) {
	e := encoder{byFace: map[*layout.Face]*font{}}
	contents := make([]content, len(pages))
	p := newPress(contents)
	err := e.pages(pages, contents, p)
	if err = errors.Join(err, p.close()); err != nil {
		return encoded{}, err
	}
	for _, f := range e.fonts {
		if err := f.embed(); err != nil {
			return encoded{}, fmt.Errorf("font %s: %w", f.face.Name, err)
		}
	}
	return encoded{contents, e.fonts, e.opacities, e.pictures}, nil
}

func (e *encoder) pages(pages []layout.Page, contents []content, to *press) error {
	for i, p := range pages {
		s := stream{out: to.paper(), height: p.H}
		if err := e.page(&s, p); err != nil {
			return fmt.Errorf("page %d: %w", i+1, err)
		}
		contents[i].sequences = s.sequences
		to.pages <- printed{i, s.out}
	}
	return nil
}

// press deflates contents in a goroutine of its own, which ends with close.
type press struct {
	pages chan printed
	used  chan []byte // to be written on again
	done  chan error
}

type printed struct {
	page int
	out  []byte
}

func newPress(contents []content) *press {
	const ahead = 4 // pages that wait to be deflated
	p := &press{pages: make(chan printed, ahead), used: make(chan []byte, ahead+2), done: make(chan error, 1)}
	go func() {
		var pack packer
		var failed error
		for pg := range p.pages {
			packed, err := pack.deflate(pg.out)
			if err != nil {
				failed = fmt.Errorf("page %d: %w", pg.page+1, err)
			}
			contents[pg.page].packed = bytes.Clone(packed)
			p.used <- pg.out[:0]
		}
		p.done <- failed
	}()
	return p
}

// paper is room to write a page on.
func (p *press) paper() []byte {
	select {
	case used := <-p.used:
		return used
	default:
		return nil
	}
}

// close waits until all is deflated.
func (p *press) close() error {
	close(p.pages)
	return <-p.done
}

// stream is a content stream under construction, and the graphics state at
// its end.
type stream struct {
	out    []byte
	height layout.Pt
	font   *font
	size   layout.Pt
	colour layout.Colour // black when a page begins

	marked    bool // whether a marked sequence is open
	tag       int  // of that sequence
	turned    bool // whether it runs from right to left
	words     []byte
	sequences []sequence
}

func (e *encoder) page(s *stream, p layout.Page) error {
	for _, it := range p.Items {
		switch it := it.(type) {
		case layout.Text:
			if err := e.text(s, it); err != nil {
				return fmt.Errorf("text %q: %w", it.Words, err)
			}
		case layout.Rect:
			if !sound(it.X, it.Y, it.W, it.H) {
				return errors.New("a rectangle stands outside of all measure")
			}
			s.mark(layout.Decoration, false)
			s.setColour(it.Colour)
			s.numbers(it.X, s.height-it.Y-it.H, it.W, it.H)
			s.out = append(s.out, "re f\n"...)
		case layout.Stroke:
			if err := s.stroke(it); err != nil {
				return err
			}
		case layout.Watermark:
			if err := e.watermark(s, it); err != nil {
				return fmt.Errorf("watermark %q: %w", it.Text.Words, err)
			}
		case layout.Image:
			if err := e.image(s, it); err != nil {
				return fmt.Errorf("image %s: %w", it.Picture.FileName(), err)
			}
		case layout.Link: // an annotation, not a mark
		}
	}
	s.unmark()
	return nil
}

// mark begins a marked sequence, unless one with that tag and of that direction
// is open: what has no element is an artifact (ISO 32000-1, 14.8.2.2).
func (s *stream) mark(tag int, turned bool) {
	turned = turned && tag > 0
	if s.marked && s.tag == tag && s.turned == turned {
		return
	}
	s.unmark()
	s.marked, s.tag, s.turned = true, tag, turned
	switch tag {
	case layout.Decoration:
		s.out = append(s.out, "/Artifact <</Type/Layout>> BDC\n"...)
	case layout.Furniture:
		s.out = append(s.out, "/Artifact <</Type/Pagination>> BDC\n"...)
	default:
		s.out = fmt.Appendf(s.out, "/P <</MCID %d>> BDC\n", len(s.sequences))
		s.sequences = append(s.sequences, sequence{tag: tag})
	}
}

func (s *stream) unmark() {
	if !s.marked {
		return
	}
	s.out = append(s.out, "EMC\n"...)
	if s.turned {
		s.sequences[len(s.sequences)-1].says = strings.ReplaceAll(string(s.words), "\u00ad", "") // hyphens of line breaks
		s.words = s.words[:0]
	}
	s.marked, s.turned = false, false
}

// minSize is the least type size that two decimals write well.
const minSize = 0.1

func (e *encoder) text(s *stream, t layout.Text) error {
	if len(t.Runs) == 0 {
		return nil
	}
	if err := checkText(t); err != nil {
		return err
	}
	f := e.font(t.Face)
	s.mark(t.Tag, t.RightToLeft)
	if s.turned {
		s.words = append(s.words, t.Words...)
	}
	s.setColour(t.Colour)
	s.out = append(s.out, "BT\n"...)
	s.setFont(f, t.Size)
	s.numbers(t.X, s.height-t.Y)
	s.out = append(s.out, "Td\n"...)
	if err := s.glyphs(f, t); err != nil {
		return err
	}
	s.out = append(s.out, "ET\n"...)
	return nil
}

func checkText(t layout.Text) error {
	if !sound(t.X, t.Y, t.Size) {
		return errors.New("it stands outside of all measure")
	}
	if t.Size < minSize {
		return fmt.Errorf("its type size is %g points", t.Size)
	}
	return nil
}

// glyphs writes the glyphs of t by one TJ.
func (s *stream) glyphs(f *font, t layout.Text) error {
	a := showing{out: append(s.out, '[')}
	words := t.Words
	for _, r := range t.Runs {
		if !sound(r.Spread, r.Gap) {
			return errors.New("it is spread beyond all measure")
		}
		w, err := f.word(r.Shape, words, t.RightToLeft)
		if err != nil {
			return err
		}
		words = words[len(w.says):]
		a.word(w, float64(r.Spread), float64(r.Gap))
	}
	s.out = append(a.closed(), "]TJ\n"...)
	return nil
}

// showing is the array of a TJ under construction: strings of characters, and
// moves between them. Two pens run along the line, in thousandths of the type
// size. Their difference is written as soon as it comes to one, so that it never
// adds up.
type showing struct {
	out  []byte
	open bool    // whether a string is
	want float64 // where layout wants the next character
	at   float64 // where a viewer would put it
}

// word shows w, each of whose code points is wider by spread, and a gap after it.
func (a *showing) word(w *word, spread, gap float64) {
	if len(w.characters) > 0 {
		a.move(w.characters[0].offset)
	}
	if w.staysPut(a.want-a.at, spread) {
		a.out = append(a.opened(), w.shown...)
		a.pass(&w.whole, spread)
	} else {
		for i := range w.characters {
			c := &w.characters[i]
			a.move(c.offset)
			a.out = appendCharacter(a.opened(), c.cid)
			a.pass(c, spread)
		}
	}
	a.want += gap
}

// move brings the pens together where the next character, which its line moves by
// offset, would stand a thousandth or more from where layout wants it.
func (a *showing) move(offset float64) {
	if by := a.want + offset - a.at; math.Abs(by) >= 1 {
		by = math.Round(by)
		a.out = strconv.AppendInt(a.closed(), -int64(by), 10)
		a.at += by
	}
}

func (a *showing) pass(c *character, spread float64) {
	a.at += c.width
	a.want += c.advance + spread*c.runes
}

// opened is what there is, with a string open at its end.
func (a *showing) opened() []byte {
	if !a.open {
		a.out, a.open = append(a.out, '('), true
	}
	return a.out
}

func (a *showing) closed() []byte {
	if a.open {
		a.out, a.open = append(a.out, ')'), false
	}
	return a.out
}

func appendCharacter(dst []byte, cid int) []byte {
	return appendEscaped(appendEscaped(dst, byte(cid>>8)), byte(cid))
}

// font returns the font that stands for face, numbering it at its first use.
func (e *encoder) font(face *layout.Face) *font {
	f := e.byFace[face]
	if f == nil {
		f = newFont(face, len(e.fonts))
		e.fonts = append(e.fonts, f)
		e.byFace[face] = f
	}
	return f
}

func (s *stream) setFont(f *font, size layout.Pt) {
	if s.font == f && s.size == size {
		return
	}
	s.font, s.size = f, size
	s.out = f.resource().appendTo(s.out)
	s.out = append(s.out, ' ')
	s.numbers(size)
	s.out = append(s.out, "Tf\n"...)
}

func (s *stream) setColour(c layout.Colour) {
	if s.colour == c {
		return
	}
	s.colour = c
	s.components(c)
	s.out = append(s.out, "rg\n"...)
}

// components writes a colour's red, green and blue, and a space after each.
func (s *stream) components(c layout.Colour) {
	for _, v := range [3]uint8{c.R, c.G, c.B} {
		s.out = strconv.AppendFloat(s.out, math.Round(float64(v)/255*1e4)/1e4, 'f', -1, 64)
		s.out = append(s.out, ' ')
	}
}

// numbers writes each measure and a space.
func (s *stream) numbers(measures ...layout.Pt) {
	for _, m := range measures {
		s.out = appendDecimal(s.out, float64(m))
		s.out = append(s.out, ' ')
	}
}
