package picture

import (
	"image"
	"image/draw"
)

// scaled is img with at most limit points a side. Each point is the average of
// those it stands for; what hides less counts less.
func scaled(img image.Image, limit int) image.Image {
	from := img.Bounds()
	longest := max(from.Dx(), from.Dy())
	if longest <= limit {
		return img
	}
	size := image.Point{max(1, from.Dx()*limit/longest), max(1, from.Dy()*limit/longest)}
	out := image.NewRGBA64(image.Rectangle{Max: size})
	for y := range size.Y {
		rows := span{from.Min.Y + y*from.Dy()/size.Y, from.Min.Y + (y+1)*from.Dy()/size.Y}
		for x := range size.X {
			columns := span{from.Min.X + x*from.Dx()/size.X, from.Min.X + (x+1)*from.Dx()/size.X}
			average(out.Pix[out.PixOffset(x, y):], img, columns, rows)
		}
	}
	return out
}

// span are the points from one, up to another.
type span struct{ from, to int }

// average writes the mean of the points in columns and rows as 16 bits each of
// red, green, blue and alpha.
func average(pix []byte, img image.Image, columns, rows span) {
	var sum [4]uint64
	for y := rows.from; y < rows.to; y++ {
		for x := columns.from; x < columns.to; x++ {
			r, g, b, a := img.At(x, y).RGBA()
			sum[0] += uint64(r)
			sum[1] += uint64(g)
			sum[2] += uint64(b)
			sum[3] += uint64(a)
		}
	}
	n := uint64(columns.to-columns.from) * uint64(rows.to-rows.from)
	for i, s := range sum {
		v := s / n
		pix[2*i], pix[2*i+1] = byte(v>>8), byte(v)
	}
}

// simplified is img in the simplest form that shows it, of 8 bits a number: grey,
// or colours, with transparency only where some point has it.
func simplified(img image.Image) image.Image {
	points := image.NewNRGBA(image.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(points, points.Rect, img, img.Bounds().Min, draw.Src)
	if !isGrey(points) {
		return points // which an encoder writes without transparency where there is none
	}
	grey := image.NewGray(points.Rect)
	for i := range grey.Pix {
		grey.Pix[i] = points.Pix[4*i]
	}
	return grey
}

// isGrey reports whether img is opaque and has no colour.
func isGrey(img *image.NRGBA) bool {
	for i := 0; i < len(img.Pix); i += 4 {
		if p := img.Pix[i : i+4]; p[0] != p[1] || p[1] != p[2] || p[3] != 0xff {
			return false
		}
	}
	return true
}

// turn is how a camera was held, as the field Orientation of Exif says it: from 1,
// upright, to 8.
type turn int

const upright turn = 1

// apply puts img upright.
func (t turn) apply(img image.Image) image.Image {
	if t <= upright || t > 8 {
		return img
	}
	size := img.Bounds().Size()
	w, h := size.X, size.Y
	at := func(x, y int) (int, int) { // where the point at x, y of the upright picture is found
		switch t {
		case 2:
			return w - 1 - x, y
		case 3:
			return w - 1 - x, h - 1 - y
		case 4:
			return x, h - 1 - y
		case 5:
			return y, x
		case 6:
			return y, h - 1 - x
		case 7:
			return w - 1 - y, h - 1 - x
		default:
			return w - 1 - y, x
		}
	}
	if t >= 5 {
		size = image.Point{h, w}
	}
	out := blank(img, size)
	for y := range size.Y {
		for x := range size.X {
			fromX, fromY := at(x, y)
			out.Set(x, y, img.At(fromX, fromY))
		}
	}
	return out
}

// blank is an empty image of the kind of img.
func blank(img image.Image, size image.Point) draw.Image {
	if _, grey := img.(*image.Gray); grey {
		return image.NewGray(image.Rectangle{Max: size})
	}
	return image.NewNRGBA(image.Rectangle{Max: size})
}
