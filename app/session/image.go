package session

import (
	"context"
	"errors"
	"io/fs"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/picture"
)

// loadImages reads the images of b that are not at hand from a folder, if there is
// one. What cannot be read is a finding.
func loadImages(b *briefing.Briefing, folder fs.FS) []briefing.Finding {
	if folder == nil {
		return nil
	}
	return picture.Load(b, folder)
}

// showsKept reports whether a block shows an image that the library may have.
func showsKept(bl briefing.Block) bool { return !bl.Image.Hash.IsZero() && bl.Image.Data == nil }

// recallImages gives the images of blocks the data that the library has of them.
func (s *Session) recallImages(blocks []briefing.Block) error {
	for i := range blocks {
		if !showsKept(blocks[i]) {
			continue
		}
		image := blocks[i].Image
		data, err := s.lib.Original(context.Background(), image.Hash)
		if errors.Is(err, library.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		image.Data = data
		if picture.Check(image) == nil { // the library has more than images
			blocks[i].Image = image
		}
	}
	return nil
}
