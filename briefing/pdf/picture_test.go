package pdf

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"slices"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
)

// album is a document with a picture of each kind, the first of them twice.
func album(t *testing.T) (layout.Document, []image.Image) {
	t.Helper()
	size := image.Rect(0, 0, 6, 4)
	opaque, seen, grey := image.NewNRGBA(size), image.NewNRGBA(size), image.NewGray(size)
	for y := range 4 {
		for x := range 6 {
			opaque.SetNRGBA(x, y, color.NRGBA{uint8(40 * x), uint8(60 * y), 7, 0xff})
			seen.SetNRGBA(x, y, color.NRGBA{uint8(40 * x), 9, uint8(60 * y), uint8(30*x + 5)})
			grey.SetGray(x, y, color.Gray{uint8(40*x + y)})
		}
	}
	images := []image.Image{opaque, seen, grey}
	page := layout.Page{Size: layout.A4}
	show := func(kind string, data []byte) {
		page.Items = append(page.Items, layout.Image{
			X: 72, Y: 72, W: 60, H: 40, Picture: briefing.Image{Type: kind, Data: data, Hash: sha256.Sum256(data)},
		})
	}
	for _, img := range images {
		var out bytes.Buffer
		if err := png.Encode(&out, img); err != nil {
			t.Fatal(err)
		}
		show("png", out.Bytes())
	}
	for _, img := range []image.Image{opaque, grey} {
		var out bytes.Buffer
		if err := jpeg.Encode(&out, img, nil); err != nil {
			t.Fatal(err)
		}
		show("jpeg", out.Bytes())
	}
	page.Items = append(page.Items, page.Items[0])
	return layout.Document{Pages: []layout.Page{page}}, images
}

func TestPicturesStandOnceAndExactly(t *testing.T) {
	doc, _ := album(t)
	f, pages := opened(t, doc)
	resources, err := f.follow(pages[0].dict.get("Resources"), "resources")
	if err != nil {
		t.Fatal(err)
	}
	named, _ := resources.dict.get("XObject").(dict)
	if len(named) != 5 {
		t.Fatalf("there are %d pictures, want 5", len(named))
	}
	for i, e := range named {
		o, err := f.follow(e.val, "picture")
		if err != nil {
			t.Fatal(err)
		}
		space := []name{"DeviceRGB", "DeviceRGB", "DeviceGray", "DeviceRGB", "DeviceGray"}[i]
		if o.dict.get("ColorSpace") != space || (o.dict.get("SMask") != nil) != (i == 1) {
			t.Errorf("picture %d is %v", i, o.dict)
		}
		if data := doc.Pages[0].Items[i].(layout.Image).Picture.Data; i >= 3 && (!bytes.Equal(o.stream, data) || o.dict.get("Filter") != name("DCTDecode")) {
			t.Errorf("JPEG %d is not as it was", i)
		}
	}
}

func TestPointsOfAPictureSeenThrough(t *testing.T) {
	_, images := album(t)
	colours, mask := plainStreams(images[1])
	want := images[1].(*image.NRGBA)
	for i := range 24 {
		if !slices.Equal(colours.data[3*i:3*i+3], want.Pix[4*i:4*i+3]) || mask.data[i] != want.Pix[4*i+3] {
			t.Fatalf("point %d is %v, hiding %d; want %v", i, colours.data[3*i:3*i+3], mask.data[i], want.Pix[4*i:4*i+4])
		}
	}
}

func TestWriteRefusesWhatIsNoPicture(t *testing.T) {
	doc, _ := album(t)
	sound := doc.Pages[0].Items[0].(layout.Image)
	for name, spoil := range map[string]func(*layout.Image){
		"no data":      func(i *layout.Image) { i.Picture.Data = nil },
		"cut short":    func(i *layout.Image) { i.Picture.Data = i.Picture.Data[:40] },
		"another type": func(i *layout.Image) { i.Picture.Type = "jpeg" },
		"no place":     func(i *layout.Image) { i.X = 1e9 },
	} {
		bad := sound
		spoil(&bad)
		doc.Pages[0].Items = []layout.Item{bad}
		if err := Write(&bytes.Buffer{}, doc, Options{}); err == nil {
			t.Errorf("%s: it is written", name)
		}
	}
}
