package export_test

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"path"
	"testing"
	"testing/fstest"

	"briefdesk/briefing"
	"briefdesk/briefing/picture"
)

// album is a folder of pictures of all kinds that a note can name.
func album(t *testing.T) fstest.MapFS {
	t.Helper()
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
	files := fstest.MapFS{}
	for name, img := range map[string]image.Image{"plain.png": plain, "seen-through.png": seen, "tall.png": tall, "grey.png": grey, "photo.jpg": plain, "grey.jpeg": grey} {
		var out bytes.Buffer
		if path.Ext(name) == ".png" {
			must(t, png.Encode(&out, img))
		} else {
			must(t, jpeg.Encode(&out, img, nil))
		}
		files[name] = &fstest.MapFile{Data: out.Bytes()}
	}
	return files
}

// illustrate gives b its pictures.
func illustrate(t *testing.T, b *briefing.Briefing) {
	t.Helper()
	for _, f := range picture.Load(b, album(t)) {
		t.Fatal(f.Message)
	}
}
