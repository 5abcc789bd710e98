// Package picture makes the images of a briefing out of files from strangers.
//
// Read decodes a PNG or JPEG and encodes its points anew, so that nothing but
// the picture is left: no place and time of a photograph, no names of people or
// programs, no comments, no colour profile, no bytes behind the end. The same
// file gives the same bytes. Load finds the images that a Markdown briefing names
// beside it, and Check holds one from elsewhere against what Read makes.
//
// The surprise: a picture that is made is smaller than its file may be. No paper
// shows more than maxSide points a side, so larger ones are scaled down.
package picture

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"

	"briefdesk/briefing"
)

// The bounds of a file, and of the picture that is made of it.
const (
	MaxFile   = 64 << 20 // bytes
	maxPoints = 40_000_000
	maxSide   = 2400 // A4 at 290 to the inch
)

// jpegQuality is such that a photograph does not look worse on paper.
const jpegQuality = 90

// errKind says what a file may be.
var errKind = errors.New("it is neither a PNG nor a JPEG; save it as one of these")

// Read makes an image of the bytes of a file. It has no description yet.
func Read(data []byte) (briefing.Image, error) {
	if len(data) > MaxFile {
		return briefing.Image{}, fmt.Errorf("it has %d MB, and an image may have %d; scale it down", len(data)>>20, MaxFile>>20)
	}
	kind, err := kindOf(data)
	if err != nil {
		return briefing.Image{}, err
	}
	source, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return briefing.Image{}, fmt.Errorf("it is damaged: %w", err)
	}
	turn := upright
	if kind == "jpeg" {
		turn = orientation(data)
	}
	made, err := encode(kind, turn.apply(simplified(scaled(source, maxSide))))
	if err != nil {
		return briefing.Image{}, err
	}
	return briefing.Image{Hash: sha256.Sum256(made), Type: kind, Data: made}, nil
}

// kindOf is the form of a picture whose size can be dealt with.
func kindOf(data []byte) (string, error) {
	about, kind, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case errors.Is(err, image.ErrFormat), err == nil && kind != "png" && kind != "jpeg": // the program may know others
		return "", errKind
	case err != nil:
		return "", fmt.Errorf("it is damaged: %w", err)
	case about.Width <= 0 || about.Height <= 0 || about.Width > maxPoints/about.Height:
		return "", fmt.Errorf("it has %d × %d points, and an image may have %d million in all; scale it down", about.Width, about.Height, maxPoints/1_000_000)
	}
	return kind, nil
}

func encode(kind string, img image.Image) ([]byte, error) {
	var out bytes.Buffer
	var err error
	if kind == "jpeg" {
		err = jpeg.Encode(&out, img, &jpeg.Options{Quality: jpegQuality})
	} else {
		err = png.Encode(&out, img)
	}
	return out.Bytes(), err
}

// Check returns why an image is not one that Read has made, or nil. Its data may
// be missing.
func Check(i briefing.Image) error {
	switch {
	case i.Data == nil:
		return nil
	case sha256.Sum256(i.Data) != i.Hash:
		return errors.New("its bytes do not match its hash")
	case len(i.Data) > MaxFile:
		return fmt.Errorf("it has %d MB", len(i.Data)>>20)
	}
	kind, err := kindOf(i.Data)
	if err != nil {
		return err
	}
	clean := isCleanPNG
	if kind == "jpeg" {
		clean = isCleanJPEG
	}
	if kind != i.Type || !clean(i.Data) {
		return errors.New("it is not in the form in which images are kept; insert it again")
	}
	img, _, err := image.Decode(bytes.NewReader(i.Data))
	if err != nil {
		return fmt.Errorf("it is damaged: %w", err)
	}
	if size := img.Bounds().Size(); max(size.X, size.Y) > maxSide {
		return fmt.Errorf("it has %d × %d points, and one that is kept has at most %d a side", size.X, size.Y, maxSide)
	}
	return nil
}
