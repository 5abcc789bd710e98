package session_test

import (
	"bytes"
	"image"
	"image/png"
	"path/filepath"
	"testing"
	"testing/fstest"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/picture"
)

// drawn is a file with a picture, and the image that it becomes.
func drawn(t *testing.T, width int) ([]byte, briefing.Image) {
	t.Helper()
	var file bytes.Buffer
	must(t, png.Encode(&file, image.NewGray(image.Rect(0, 0, width, 4))))
	made, err := picture.Read(file.Bytes())
	must(t, err)
	return file.Bytes(), made
}

// shows reports whether the only image of a briefing has its data.
func shows(t *testing.T, s *session.Session, id briefing.ID, want briefing.Image) bool {
	t.Helper()
	b, err := s.Briefing(id)
	must(t, err)
	for _, image := range b.Images() {
		return bytes.Equal(image.Data, want.Data) && image.Hash == want.Hash
	}
	return false
}

// TestUndoBringsAnImageBack: in the same run of the program, and in later ones.
func TestUndoBringsAnImageBack(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := openFile(t, path)
	s := session.New(l, here)
	b := note(1, "one")
	putNote(t, s, b)
	_, made := drawn(t, 8)
	must(t, s.InsertBlocks("Insert image", b.ID, 1, briefing.Block{Kind: briefing.BlockImage, Image: made}))
	must(t, s.DeleteBlocks("Delete image", b.ID, 1, 1))
	s.Undo()
	if !shows(t, s, b.ID, made) {
		t.Error("it is not back in the same run")
	}
	s.Redo()
	leave(t, s, l)

	for range 2 { // what nothing needs goes when a library is closed
		l = openFile(t, path)
		s = session.New(l, here)
		if name, ok := s.Undo(); !ok || name != "Delete image" || !shows(t, s, b.ID, made) {
			t.Errorf("after Undo (%q, %v) the image is not back", name, ok)
		}
		leave(t, s, l)
		l = openFile(t, path)
		s = session.New(l, here)
		if name, ok := s.Redo(); !ok || name != "Delete image" {
			t.Errorf("Redo = %q, %v", name, ok)
		}
		leave(t, s, l)
	}

	l = openFile(t, path)
	s = on(t, l)
	s.Undo() // the deletion
	s.Undo() // the insertion
	must(t, s.Flush(t.Context()))
	if name, ok := s.Redo(); !ok || name != "Insert image" || !shows(t, s, b.ID, made) {
		t.Errorf("Redo = %q, %v, and the image is not there", name, ok)
	}
}

// TestReadBriefingFindsItsImages: beside it, or in the library.
func TestReadBriefingFindsItsImages(t *testing.T) {
	s := start(t)
	file, made := drawn(t, 8)
	read := func(text string, folder fstest.MapFS) (briefing.Briefing, []briefing.Finding) {
		t.Helper()
		b, findings, err := s.ReadBriefing("---\ntitle: T\n---\n\n"+text, folder, nil)
		must(t, err)
		return b, findings
	}
	b, findings := read("![x](a.png)", fstest.MapFS{"a.png": {Data: file}})
	if len(findings) > 0 || b.Blocks[0].Image.Hash != made.Hash {
		t.Fatalf("it is read as %+v, with %v", b.Blocks, findings)
	}
	must(t, s.NewBriefing(b))
	must(t, s.Flush(t.Context()))
	b, findings = read("![x]("+made.FileName()+")", fstest.MapFS{})
	if len(findings) > 0 || !bytes.Equal(b.Blocks[0].Image.Data, made.Data) {
		t.Errorf("named by its hash it is read as %+v, with %v", b.Blocks, findings)
	}
	if _, findings = read("![x](none.png)", fstest.MapFS{}); len(findings) != 1 {
		t.Errorf("of an image that is not there it finds %v", findings)
	}
}
