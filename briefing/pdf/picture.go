package pdf

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"
	"strconv"

	"briefdesk/briefing/layout"
)

// picture is an image on its way into a file, where it stands once however
// often it is shown.
type picture struct {
	shown layout.Image
	image imageStream
	mask  *imageStream // how much of each point hides what is below it, or nil
}

// imageStream are the points of an image as a PDF has them.
type imageStream struct {
	dict dict
	data []byte
	kind streamKind
}

// pictures are those of a document, in the order in which they are first shown.
type pictures []picture

// image shows a picture.
func (e *encoder) image(s *stream, it layout.Image) error {
	if !sound(it.X, it.Y, it.W, it.H) {
		return errors.New("it stands outside of all measure")
	}
	i := slices.IndexFunc(e.pictures, func(p picture) bool { return p.shown.Picture.Hash == it.Picture.Hash })
	if i < 0 {
		p, err := newPicture(it)
		if err != nil {
			return err
		}
		i = len(e.pictures)
		e.pictures = append(e.pictures, p)
	}
	s.mark(it.Tag, false)
	s.out = append(s.out, "q "...)
	s.numbers(it.W, 0, 0, it.H, it.X, s.height-it.Y-it.H)
	s.out = append(s.out, "cm "...)
	s.out = pictureName(i).appendTo(s.out)
	s.out = append(s.out, " Do Q\n"...)
	return nil
}

func pictureName(i int) name { return name("I" + strconv.Itoa(i)) }

// newPicture takes a picture as it is where PDF knows its form: a JPEG, and the
// rows of a PNG that hides all below it. Else its points are packed anew.
func newPicture(it layout.Image) (picture, error) {
	p := picture{shown: it}
	var err error
	if it.Picture.Type == "jpeg" {
		p.image, err = jpegStream(it.Picture.Data)
		return p, err
	}
	img, err := png.Decode(bytes.NewReader(it.Picture.Data))
	if err != nil {
		return p, err
	}
	if components := directColours(img); components > 0 {
		p.image, err = pngStream(it.Picture.Data, img.Bounds(), components)
		return p, err
	}
	p.image, p.mask = plainStreams(img)
	return p, nil
}

// imageDict is what all images say of themselves.
func imageDict(size image.Point, components int) dict {
	space := name("DeviceRGB")
	if components == 1 {
		space = name("DeviceGray")
	}
	return dict{
		{"Type", name("XObject")},
		{"Subtype", name("Image")},
		{"Width", integer(size.X)},
		{"Height", integer(size.Y)},
		{"ColorSpace", space},
		{"BitsPerComponent", integer(8)},
	}
}

func jpegStream(data []byte) (imageStream, error) {
	about, err := jpeg.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return imageStream{}, err
	}
	components := 3
	switch about.ColorModel {
	case color.GrayModel:
		components = 1
	case color.YCbCrModel:
	default:
		return imageStream{}, errors.New("its colours are for print, not for screens")
	}
	d := imageDict(image.Point{about.Width, about.Height}, components)
	d.set("Filter", name("DCTDecode"))
	return imageStream{d, data, plainStream}, nil
}

// directColours is how many numbers a point of the file of img has if PDF can
// read its rows as they are, else 0.
func directColours(img image.Image) int {
	switch img.(type) {
	case *image.Gray:
		return 1
	case *image.RGBA: // decoded from a file without transparency
		return 3
	}
	return 0
}

// pngStream are the rows of a PNG of 8 bits a number, not interlaced.
func pngStream(data []byte, bounds image.Rectangle, components int) (imageStream, error) {
	const header, interlace = 8, 28 // where the chunks begin, and the last byte of the first one's data
	if len(data) <= interlace || data[interlace] != 0 {
		return imageStream{}, errors.New("its rows are not in order")
	}
	var rows []byte
	for rest := data[header:]; len(rest) >= 12; {
		n := int(binary.BigEndian.Uint32(rest))
		if n > len(rest)-12 {
			return imageStream{}, fmt.Errorf("a part of it has %d bytes of %d", len(rest)-12, n)
		}
		if string(rest[4:8]) == "IDAT" {
			rows = append(rows, rest[8:8+n]...)
		}
		rest = rest[12+n:]
	}
	d := imageDict(bounds.Size(), components)
	d.set("DecodeParms", dict{
		{"Predictor", integer(15)},
		{"Colors", integer(components)},
		{"BitsPerComponent", integer(8)},
		{"Columns", integer(bounds.Dx())},
	})
	return imageStream{d, rows, deflatedStream}, nil
}

// plainStreams are the colours of an image, and how much each point hides.
func plainStreams(img image.Image) (colours imageStream, mask *imageStream) {
	size := img.Bounds().Size()
	points := image.NewNRGBA(image.Rectangle{Max: size})
	draw.Draw(points, points.Rect, img, img.Bounds().Min, draw.Src)
	rgb, alpha := make([]byte, 0, 3*size.X*size.Y), make([]byte, 0, size.X*size.Y)
	for i := 0; i < len(points.Pix); i += 4 {
		rgb = append(rgb, points.Pix[i:i+3]...)
		alpha = append(alpha, points.Pix[i+3])
	}
	colours = imageStream{imageDict(size, 3), rgb, packedStream}
	if points.Opaque() {
		return colours, nil
	}
	return colours, &imageStream{imageDict(size, 1), alpha, packedStream}
}

// add adds the pictures to a file and returns the resources that show them.
func (ps pictures) add(f *file) dict {
	var named dict
	for i, p := range ps {
		if p.mask != nil {
			p.image.dict.set("SMask", p.mask.add(f))
		}
		named.set(pictureName(i), p.image.add(f))
	}
	return named
}

func (s imageStream) add(f *file) ref {
	return f.add(&object{dict: s.dict, stream: s.data, kind: s.kind})
}

// box is a rectangle on a page, from the bottom left.
type box struct{ left, bottom, right, top layout.Pt }

func (b box) with(c box) box {
	return box{min(b.left, c.left), min(b.bottom, c.bottom), max(b.right, c.right), max(b.top, c.top)}
}

// boxes are where the figures of a document stand, without their captions (ISO
// 32000-1, 14.8.5.4.3). Of one on several pages it is the place on the first.
func boxes(doc layout.Document) map[int]box {
	found, on := map[int]box{}, map[int]int{}
	for i, p := range doc.Pages {
		for _, it := range p.Items {
			figure := figureOf(doc, tagOf(it))
			at, drawn := boxOf(it, p.H)
			if figure == 0 || !drawn {
				continue
			}
			before, known := found[figure]
			switch {
			case !known:
				found[figure], on[figure] = at, i
			case on[figure] == i:
				found[figure] = before.with(at)
			}
		}
	}
	return found
}

// figureOf is the figure that an element belongs to, or 0.
func figureOf(doc layout.Document, element int) int {
	for ; element > 0; element = doc.Structure[element].Parent {
		switch doc.Structure[element].Role {
		case layout.RoleFigure:
			return element
		case layout.RoleCaption:
			return 0
		}
	}
	return 0
}

// boxOf is where an item stands on a page of a height.
func boxOf(it layout.Item, height layout.Pt) (box, bool) {
	switch it := it.(type) {
	case layout.Image:
		return box{it.X, height - it.Y - it.H, it.X + it.W, height - it.Y}, true
	case layout.Text:
		return box{it.X, height - it.Y - it.Size/5, it.X + it.Width(), height - it.Y + it.Size*4/5}, true
	case layout.Stroke:
		if len(it.Points) == 0 {
			return box{}, false
		}
		half := it.Width / 2
		around := func(p layout.Point) box {
			return box{p.X - half, height - p.Y - half, p.X + half, height - p.Y + half}
		}
		all := around(it.Points[0])
		for _, p := range it.Points[1:] {
			all = all.with(around(p))
		}
		return all, true
	}
	return box{}, false
}

func (b box) array() array {
	return array{decimal(float64(b.left)), decimal(float64(b.bottom)), decimal(float64(b.right)), decimal(float64(b.top))}
}
