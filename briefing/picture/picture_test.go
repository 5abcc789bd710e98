package picture_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/color"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
	"testing/fstest"

	"briefdesk/briefing"
	"briefdesk/briefing/picture"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func asPNG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, png.Encode(&out, img))
	return out.Bytes()
}

func asJPEG(t testing.TB, img image.Image) []byte {
	t.Helper()
	var out bytes.Buffer
	must(t, jpeg.Encode(&out, img, nil))
	return out.Bytes()
}

// filled is an image of one colour.
func filled(img draw.Image, c color.Color) draw.Image {
	draw.Draw(img, img.Bounds(), image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

var red = color.NRGBA{0xff, 0, 0, 0xff}

// withChunk is a PNG with a chunk more, after its first.
func withChunk(file []byte, kind, data string) []byte {
	const first = 33 // where the second chunk begins
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	chunk = append(chunk, kind+data...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE(chunk[4:]))
	return bytes.Join([][]byte{file[:first], chunk, file[first:]}, nil)
}

// withSegment is a JPEG with a segment more, its first.
func withSegment(file []byte, marker byte, data string) []byte {
	segment := binary.BigEndian.AppendUint16([]byte{0xff, marker}, uint16(len(data)+2))
	return bytes.Join([][]byte{file[:2], segment, []byte(data), file[2:]}, nil)
}

// held is an Exif segment that says how a camera was held.
func held(orientation byte) string {
	return "Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string([]byte{orientation}) + "\x00\x00" + "Place: 33.6 N"
}

func decoded(t testing.TB, i briefing.Image) image.Image {
	t.Helper()
	img, kind, err := image.Decode(bytes.NewReader(i.Data))
	must(t, err)
	if kind != i.Type {
		t.Errorf("it is a %s and says that it is a %s", kind, i.Type)
	}
	return img
}

func TestReadKeepsThePictureAlone(t *testing.T) {
	square := image.Rect(0, 0, 40, 20)
	paletted := filled(image.NewPaletted(square, color.Palette{red, color.White}), red)
	half := filled(image.NewNRGBA(square), color.NRGBA{0, 0, 0xff, 0x80})
	for name, c := range map[string]struct {
		file []byte
		kind string
		is   image.Image // what is decoded again
	}{
		"opaque":          {asPNG(t, filled(image.NewNRGBA(square), red)), "png", &image.RGBA{}},
		"seen through":    {asPNG(t, half), "png", &image.NRGBA{}},
		"grey":            {asPNG(t, filled(image.NewGray(square), color.Gray{0x80})), "png", &image.Gray{}},
		"16 bits":         {asPNG(t, filled(image.NewRGBA64(square), red)), "png", &image.RGBA{}},
		"of a palette":    {asPNG(t, paletted), "png", &image.RGBA{}},
		"grey in colours": {asPNG(t, filled(image.NewRGBA(square), color.Gray{7})), "png", &image.Gray{}},
		"comment":         {withChunk(asPNG(t, half), "tEXt", "Author\x00Secret"), "png", &image.NRGBA{}},
		"bytes after":     {append(asPNG(t, half), "Secret"...), "png", &image.NRGBA{}},
		"photograph":      {asJPEG(t, filled(image.NewRGBA(square), red)), "jpeg", &image.YCbCr{}},
		"grey photograph": {asJPEG(t, filled(image.NewGray(square), color.Gray{9})), "jpeg", &image.Gray{}},
		"of a camera":     {withSegment(asJPEG(t, filled(image.NewRGBA(square), red)), 0xe1, held(1)+"Secret"), "jpeg", &image.YCbCr{}},
		"with a comment":  {withSegment(asJPEG(t, filled(image.NewRGBA(square), red)), 0xfe, "Secret"), "jpeg", &image.YCbCr{}},
	} {
		got, err := picture.Read(c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Type != c.kind || got.Hash != sha256.Sum256(got.Data) || bytes.Contains(got.Data, []byte("Secret")) {
			t.Errorf("%s: it is a %s, or its hash is wrong, or it tells what it should not", name, got.Type)
		}
		if img := decoded(t, got); img.Bounds().Size() != square.Size() || sort(img) != sort(c.is) {
			t.Errorf("%s: it is a %T of %v, want a %T", name, img, img.Bounds(), c.is)
		}
		if err := picture.Check(got); err != nil {
			t.Errorf("%s: Check: %v", name, err)
		}
		again, err := picture.Read(c.file)
		must(t, err)
		if !bytes.Equal(again.Data, got.Data) {
			t.Errorf("%s: it is read in two ways", name)
		}
	}
}

func sort(img image.Image) string {
	switch img.(type) {
	case *image.Gray:
		return "grey"
	case *image.NRGBA:
		return "seen through"
	}
	return "colours"
}

func TestAPhotographStandsUpright(t *testing.T) {
	side := image.NewGray(image.Rect(0, 0, 32, 16))
	filled(side, color.White)
	draw.Draw(side, image.Rect(0, 0, 8, 8), image.Black, image.Point{}, draw.Src) // top left
	for orientation, corner := range map[byte]image.Point{                        // where it is seen
		1: {2, 2}, 2: {30, 2}, 3: {30, 14}, 4: {2, 14}, 5: {2, 2}, 6: {14, 2}, 7: {14, 30}, 8: {2, 30}, 9: {2, 2},
	} {
		got, err := picture.Read(withSegment(asJPEG(t, side), 0xe1, held(orientation)))
		must(t, err)
		img := decoded(t, got)
		if r, _, _, _ := img.At(corner.X, corner.Y).RGBA(); r > 0x4000 {
			t.Errorf("orientation %d: at %v of %v there is %x", orientation, corner, img.Bounds(), r)
		}
	}
}

func TestALargePictureIsScaledDown(t *testing.T) {
	large := image.NewGray(image.Rect(0, 0, 4800, 10))
	for x := range 4800 { // white and black in turn: grey from afar
		for y := range 10 {
			large.SetGray(x, y, color.Gray{uint8(x % 2 * 255)})
		}
	}
	got, err := picture.Read(asPNG(t, large))
	must(t, err)
	img := decoded(t, got)
	if img.Bounds() != image.Rect(0, 0, 2400, 5) {
		t.Fatalf("it measures %v", img.Bounds())
	}
	if r, _, _, _ := img.At(1200, 2).RGBA(); r>>8 < 126 || r>>8 > 128 {
		t.Errorf("a point of it is %d of 255, want the middle", r>>8)
	}
}

func TestReadRefuses(t *testing.T) {
	var moving bytes.Buffer
	must(t, gif.Encode(&moving, filled(image.NewPaletted(image.Rect(0, 0, 2, 2), color.Palette{red}), red), nil))
	small := asPNG(t, image.NewGray(image.Rect(0, 0, 2, 2)))
	vast := bytes.Clone(small)
	binary.BigEndian.PutUint32(vast[16:], 1<<20)
	binary.BigEndian.PutUint32(vast[20:], 1<<20)
	binary.BigEndian.PutUint32(vast[29:], crc32.ChecksumIEEE(vast[12:29]))
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"nothing":     {nil, "neither a PNG nor a JPEG"},
		"a text":      {[]byte("<svg/>"), "neither a PNG nor a JPEG"},
		"an old form": {moving.Bytes(), "neither a PNG nor a JPEG"},
		"cut short":   {small[:len(small)-20], "damaged"},
		"a header":    {small[:20], "damaged"},
		"vast":        {vast, "1048576 × 1048576 points"},
		"heavy":       {make([]byte, picture.MaxFile+1), "64"},
	} {
		if _, err := picture.Read(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: Read says %v, want %q", name, err, c.want)
		}
	}
}

// TestCheckKnowsItsOwn: bytes that Read has not made are refused although their
// hash is right.
func TestCheckKnowsItsOwn(t *testing.T) {
	opaque, photo := filled(image.NewNRGBA(image.Rect(0, 0, 4, 4)), red), asJPEG(t, image.NewGray(image.Rect(0, 0, 8, 8)))
	progressive := bytes.Replace(photo, []byte{0xff, 0xc0}, []byte{0xff, 0xc2}, 1)
	for name, i := range map[string]briefing.Image{
		"another hash":    {Type: "png", Data: asPNG(t, opaque)},
		"another type":    image1("jpeg", asPNG(t, opaque)),
		"a comment":       image1("png", withChunk(asPNG(t, opaque), "tEXt", "x\x00y")),
		"bytes after":     image1("png", append(asPNG(t, opaque), 0)),
		"16 bits":         image1("png", asPNG(t, image.NewGray16(image.Rect(0, 0, 2, 2)))),
		"too large":       image1("png", asPNG(t, image.NewGray(image.Rect(0, 0, 2401, 1)))),
		"a camera's":      image1("jpeg", withSegment(photo, 0xe1, held(1))),
		"more at its end": image1("jpeg", append(bytes.Clone(photo), "Secret"...)),
		"cut short":       image1("jpeg", photo[:len(photo)-1]),
		"progressive":     image1("jpeg", progressive),
		"nothing":         image1("png", []byte{}),
	} {
		if picture.Check(i) == nil {
			t.Errorf("%s: Check has nothing to say", name)
		}
	}
	if err := picture.Check(briefing.Image{Hash: briefing.Hash{1}}); err != nil {
		t.Errorf("an image whose data are elsewhere: %v", err)
	}
}

func image1(kind string, data []byte) briefing.Image {
	return briefing.Image{Type: kind, Data: data, Hash: sha256.Sum256(data)}
}

func TestLoad(t *testing.T) {
	kept, err := picture.Read(asPNG(t, filled(image.NewNRGBA(image.Rect(0, 0, 4, 4)), red)))
	must(t, err)
	folder := fstest.MapFS{
		"a.png":            {Data: asPNG(t, image.NewGray(image.Rect(0, 0, 2, 2)))},
		"within/b.jpg":     {Data: asJPEG(t, image.NewGray(image.Rect(0, 0, 2, 2)))},
		"text.png":         {Data: []byte("text")},
		"folder.png/c.txt": {Data: []byte("text")},
		kept.FileName():    {Data: kept.Data},
	}
	file := func(name string) briefing.Block {
		image := briefing.ImageNamed(name)
		image.Alt = "what it shows"
		return briefing.Block{Kind: briefing.BlockImage, Image: image}
	}
	b := briefing.Briefing{Blocks: []briefing.Block{
		{Kind: briefing.BlockText, Text: "one"},
		file("a.png"), file("within/b.jpg"), file(kept.FileName()),
		file("none.png"), file("../a.png"), file("/etc/a.png"), file("text.png"), file("folder.png"), file(`..\a.png`),
	}}
	findings := picture.Load(&b, folder)
	for i, bl := range b.Blocks[1:] {
		if read := i < 3; (bl.Image.Data != nil) != read || bl.Image.Alt == "" || (bl.Image.File == "") != read {
			t.Errorf("image %d is %+v", i+1, bl.Image)
		}
	}
	var blocks []int
	for _, f := range findings {
		blocks = append(blocks, f.Block)
		if strings.Contains(f.Message, "open ") {
			t.Errorf("it speaks as the system does: %s", f.Message)
		}
	}
	if len(blocks) != 6 || blocks[0] != 5 {
		t.Errorf("findings about the blocks %v, want 5 to 10", blocks)
	}
}

// FuzzRead holds what is made of any bytes against Check.
func FuzzRead(f *testing.F) {
	f.Add(asPNG(f, filled(image.NewNRGBA(image.Rect(0, 0, 3, 2)), color.NRGBA{1, 2, 3, 4})))
	f.Add(withSegment(asJPEG(f, image.NewGray(image.Rect(0, 0, 9, 9))), 0xe1, held(6)))
	f.Fuzz(func(t *testing.T, data []byte) {
		if about, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && about.Width*about.Height > 1<<20 {
			return // sound, but slow
		}
		i, err := picture.Read(data)
		if err != nil {
			return
		}
		if err := picture.Check(i); err != nil {
			t.Errorf("what was read is not clean: %v", err)
		}
	})
}
