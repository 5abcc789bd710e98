package export_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"path"
	"sync"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/picture"
)

// album are pictures of all kinds that a note can name, by their files. They are
// made once.
var album = sync.OnceValues(func() (map[string]briefing.Image, error) {
	plain, seen := image.NewNRGBA(image.Rect(0, 0, 640, 360)), image.NewNRGBA(image.Rect(0, 0, 120, 80))
	tall, grey := image.NewNRGBA(image.Rect(0, 0, 300, 2000)), image.NewGray(image.Rect(0, 0, 64, 64))
	for _, img := range []*image.NRGBA{plain, seen, tall} {
		for i := range img.Pix {
			img.Pix[i] = byte(i / 7)
			if i%4 == 3 && img != seen {
				img.Pix[i] = 0xff
			}
		}
	}
	for i := range grey.Pix {
		grey.Pix[i] = byte(4 * i)
	}
	grey.SetGray(0, 0, color.Gray{0x80})
	pictures := map[string]briefing.Image{}
	for name, img := range map[string]image.Image{"plain.png": plain, "seen-through.png": seen, "tall.png": tall, "grey.png": grey, "photo.jpg": plain, "grey.jpeg": grey} {
		var out bytes.Buffer
		err := jpeg.Encode(&out, img, nil)
		if path.Ext(name) == ".png" {
			out.Reset()
			err = png.Encode(&out, img)
		}
		if err != nil {
			return nil, err
		}
		if pictures[name], err = picture.Read(out.Bytes()); err != nil {
			return nil, err
		}
	}
	return pictures, nil
})

// illustrate gives b its pictures.
func illustrate(t *testing.T, b *briefing.Briefing) {
	t.Helper()
	pictures, err := album()
	must(t, err)
	for i, bl := range b.Blocks {
		if bl.Kind != briefing.BlockImage {
			continue
		}
		loaded, known := pictures[bl.Image.FileName()]
		if !known {
			t.Fatalf("there is no picture %s", bl.Image.FileName())
		}
		loaded.Alt, loaded.Decorative = bl.Image.Alt, bl.Image.Decorative
		b.Blocks[i].Image = loaded
	}
}
