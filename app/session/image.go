package session

import (
	"context"
	"errors"
	"io/fs"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/picture"
)

// addImages gives the images of b, which comes from outside, their data: from the
// library where it has them, else from the folder that the Markdown of b is in,
// which may be nil. What cannot be read is a finding.
func (s *Session) addImages(b *briefing.Briefing, folder fs.FS) ([]briefing.Finding, error) {
	if err := s.recallImages(b.Blocks); err != nil {
		return nil, err
	}
	if folder == nil {
		return nil, nil
	}
	return picture.Load(b, folder), nil
}

// recallImages gives the images of blocks the data that the library has of them.
func (s *Session) recallImages(blocks []briefing.Block) error {
	for i := range blocks {
		image := blocks[i].Image
		if image.Hash.IsZero() || image.Data != nil {
			continue
		}
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
