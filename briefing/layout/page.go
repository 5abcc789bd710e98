package layout

import (
	"iter"
	"slices"

	"briefdesk/briefing"
)

// Pt is a length in PostScript points, 72 to the inch.
type Pt float64

// Size is that of a sheet of paper.
type Size struct{ W, H Pt }

// The paper sizes that briefings are set on.
var (
	A4     = Size{595.28, 841.89}
	Letter = Size{612, 792}
)

// Colour is an sRGB colour.
type Colour struct{ R, G, B uint8 }

// Document is a briefing set in pages: all that a writer of pages needs.
type Document struct {
	// Title, Language (BCP 47), Date (YYYY-MM-DD or empty), Author and Marking
	// are the metadata that may reach a file; there are no others.
	Title, Language, Date, Author, Marking string

	Pages []Page
	// Body is how many of the pages are the note itself: what follows is a tab of
	// notes, or annexes.
	Body    int
	Outline []Bookmark
	// Structure is the tree of what is on the pages; the first element is its root.
	Structure []Element
	// Frame are the words round the blocks, for programs that do not set pages.
	Frame Frame
}

// Bookmark is an entry of the outline that viewers show beside the pages.
type Bookmark struct {
	Title string
	Level int // from 1; no entry is more than one level below the one before
	Page  int // index into Pages
	Y     Pt  // from the top of the page
}

// Page is a display list: items at fixed positions, in the order in which
// they are painted and, for texts, read. Positions are in points from the top
// left corner of the page, Y downwards. Back-ends only read it: they neither
// measure nor break anything.
type Page struct {
	Size
	Items []Item
}

// Item is one mark on a page: a Text, a Rect, a Stroke, an Image, a Watermark or
// a Link.
//
//sumtype:decl
type Item interface{ item() }

// Text is words of one face, size and colour on one baseline.
type Text struct {
	X, Y   Pt // where the first glyph stands on the baseline
	Face   *Face
	Size   Pt
	Colour Colour
	Runs   []Run // from left to right
	// Words is what the glyphs say, in logical order. The hyphen that a line
	// break put in is U+00AD; a line that goes on ends with a space.
	Words string
	// Block is the number of the briefing's block that the text belongs to,
	// from 1; furniture and end matter have 0.
	Block int
	// Tag is the index in Document.Structure of what the words are part of, or
	// Decoration or Furniture.
	Tag int
	// Quotation is the number of the quotation whose words these are, from 1
	// in the order of the manuscript, or 0. Note marks, source lines and
	// quotation marks put round it have 0.
	Quotation int
	// RightToLeft says that glyphs and words run in opposite directions:
	// glyphs always go from left to right.
	RightToLeft bool
}

// Width is the distance that the pen moves over the text.
func (t Text) Width() Pt {
	w := 0.0
	for _, r := range t.Runs {
		w += float64(r.Width) + float64(r.Spread)*float64(r.Runes) + float64(r.Gap)
	}
	return Pt(w) * t.Size / 1000
}

// Glyphs are the glyphs of all runs from left to right, with the places in Words
// and the advances that they have here.
func (t Text) Glyphs() iter.Seq[Glyph] {
	return func(yield func(Glyph) bool) {
		at := 0
		for _, r := range t.Runs {
			for i, g := range r.Glyphs {
				g.Rune += uint16(at)
				g.Advance += r.Spread * float32(g.Runes)
				if i == len(r.Glyphs)-1 {
					g.Advance += r.Gap
				}
				if !yield(g) {
					return
				}
			}
			at += r.Runes
		}
	}
}

// Run is a stretch of a text: a word with the space after it, either of them, or a
// part of a word.
type Run struct {
	*Shape
	// Spread is added to the advances for each code point, and Gap after the last
	// glyph, in thousandths of the type size: letterspacing and justification.
	Spread, Gap float32
}

// Shape is a stretch of text in glyphs. A document has each word's shape once,
// however often it says the word, so nobody changes it.
type Shape struct {
	Glyphs []Glyph // from left to right
	Width  float32 // of all of them, in thousandths of the type size
	Runes  int     // how many code points they show
}

// NewShape returns the shape of glyphs.
func NewShape(glyphs []Glyph) *Shape {
	s := &Shape{Glyphs: glyphs}
	for _, g := range glyphs {
		s.Width += g.Advance
		s.Runes = max(s.Runes, int(g.Rune)+int(g.Runes))
	}
	return s
}

// Glyph is a shaped glyph. Its measures are in thousandths of the type size.
type Glyph struct {
	// ID is the glyph's index in its face; 0 stands for a character no face has.
	ID uint16
	// Rune and Runes say which code points it shows, Runes of them from Rune,
	// counted from the start of its shape. A glyph that adds to the one before it has Runes 0.
	Rune  uint16
	Runes uint8
	// Advance is how far the pen moves after it.
	Advance float32
	// X and Y move the glyph, not the pen; Y upwards.
	X, Y float32
}

// Rect is a filled rectangle; X and Y are its top left corner.
type Rect struct {
	X, Y, W, H Pt
	Colour     Colour
}

// Stroke is a line through points, such as a tick or the edge of an empty box.
// Its ends and corners are round.
type Stroke struct {
	Points []Point
	Closed bool // whether it leads back to the first point
	Width  Pt
	Colour Colour
	Tag    int // as that of a Text
}

// extent is where s begins and ends from left to right.
func (s Stroke) extent() (left, right Pt) {
	left, right = s.Points[0].X, s.Points[0].X
	for _, p := range s.Points {
		left, right = min(left, p.X), max(right, p.X)
	}
	return left, right
}

// through is s with its points moved.
func (s Stroke) through(move func(Point) Point) Stroke {
	points := make([]Point, len(s.Points))
	for i, p := range s.Points {
		points[i] = move(p)
	}
	s.Points = points
	return s
}

// Point is a place on a page.
type Point struct{ X, Y Pt }

// Watermark is a text laid across a page, seen and not read.
type Watermark struct {
	Text Text // as it stands before it is turned
	// Turn is in degrees, counter-clockwise about the start of the baseline.
	Turn float64
	// Opacity is how much of what lies below it hides, from 0 to 1.
	Opacity float64
}

// Link makes a rectangle lead somewhere: to URL, or to a place in the document.
type Link struct {
	X, Y, W, H Pt
	URL        string // https, http or mailto; empty for a place
	Page       int    // index into Pages
	To         Pt     // from the top of that page
	Tag        int    // its element, whose role is RoleLink
	note, mark int    // the number of the note, or of the mark of a note, that it is to lead to
	anchor     string // likewise, of a block
}

// Image is a picture scaled to a rectangle; X and Y are its top left corner.
type Image struct {
	X, Y, W, H Pt
	Picture    briefing.Image
	Tag        int // as that of a Text
}

func (Text) item()      {}
func (Rect) item()      {}
func (Stroke) item()    {}
func (Watermark) item() {}
func (Link) item()      {}
func (Image) item()     {}

// Faces returns the faces in use, in the order in which they first appear.
func (d Document) Faces() []*Face {
	var faces []*Face
	for _, p := range d.Pages {
		for _, it := range p.Items {
			t, ok := it.(Text)
			if w, isMark := it.(Watermark); isMark {
				t, ok = w.Text, true
			}
			if ok && !slices.Contains(faces, t.Face) {
				faces = append(faces, t.Face)
			}
		}
	}
	return faces
}
