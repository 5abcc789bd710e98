package bundle_test

import (
	"bytes"
	"crypto/sha256"
	"image"
	"image/png"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
	"briefdesk/briefing/picture"
)

func TestImagesTravel(t *testing.T) {
	var file bytes.Buffer
	must(t, png.Encode(&file, image.NewGray(image.Rect(0, 0, 8, 4))))
	made, err := picture.Read(file.Bytes())
	must(t, err)
	made.Alt = "A map"
	b := note(t)
	block := briefing.Block{Kind: briefing.BlockImage, Image: made, Text: "A caption"}
	b.Briefing.Blocks = append(b.Briefing.Blocks, block, briefing.Block{Kind: briefing.BlockText, Text: "and"}, block)
	packed := encode(t, b)
	if n := bytes.Count(packed, made.Data); n != 1 {
		t.Errorf("its bytes travel %d times", n)
	}
	got, err := bundle.Read(bytes.NewReader(packed), int64(len(packed)))
	must(t, err)
	seen := 0
	for _, image := range got.Briefing.Images() {
		if seen++; !bytes.Equal(image.Data, made.Data) || image.Alt != "A map" {
			t.Errorf("an image arrives as %+v", image)
		}
	}
	if seen != 2 {
		t.Errorf("%d images arrive", seen)
	}
	if again := encode(t, got); !bytes.Equal(again, packed) {
		t.Error("it is encoded otherwise the next time")
	}
}

// TestAForeignImageIsRefused: a bundle brings no image but one that could have
// been made here.
func TestAForeignImageIsRefused(t *testing.T) {
	for name, data := range map[string]string{"a text": "text", "a script": "<svg onload=alert(1)>", "a stub": "\x89PNG\r\n\x1a\n"} {
		b := note(t)
		b.Briefing.Blocks = append(b.Briefing.Blocks, briefing.Block{
			Kind: briefing.BlockImage, Image: briefing.Image{Type: "png", Data: []byte(data), Hash: sha256.Sum256([]byte(data))},
		})
		if _, err := b.Encode(); err == nil || !strings.Contains(err.Error(), "image of block 6") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
