package library_test

import (
	"crypto/sha256"
	"path/filepath"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// shown is a block with a picture made of some bytes, which the library does
// not look into.
func shown(data string) briefing.Block {
	return briefing.Block{Kind: briefing.BlockImage, Image: briefing.Image{Hash: sha256.Sum256([]byte(data)), Type: "png", Alt: data, Data: []byte(data)}}
}

// dataOf are the pictures of a briefing as the library gives them.
func dataOf(t *testing.T, l *library.Library, id briefing.ID) (list []string) {
	t.Helper()
	b, err := l.Briefing(t.Context(), id)
	must(t, err)
	for _, image := range b.Images() {
		list = append(list, string(image.Data))
	}
	return list
}

func TestImagesAreKept(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	one, two := note(1), note(2)
	one.Blocks = []briefing.Block{shown("a map"), shown("a chart"), shown("a map")}
	two.Blocks = []briefing.Block{shown("a map")}
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{one, two}})
	one.Blocks[1].Text = "A caption" // the block is another, its picture is not
	one.Blocks[1].Image.Data = nil   // nor need it be given again
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{one}})
	must(t, l.Close())

	l = open(t, path)
	if got := dataOf(t, l, one.ID); len(got) != 3 || got[0] != "a map" || got[1] != "a chart" || got[2] != "a map" {
		t.Errorf("its pictures are %q", got)
	}
	findings, err := l.Check(t.Context())
	must(t, err)
	if len(findings) > 0 {
		t.Errorf("Check finds %v", findings)
	}
	apply(t, l, library.Batch{Deleted: []library.Ref{{Kind: library.KindBriefing, ID: one.ID}}})
	must(t, l.Close()) // which drops what nothing shows

	l = open(t, path)
	if got := dataOf(t, l, two.ID); len(got) != 1 || got[0] != "a map" {
		t.Errorf("the other briefing shows %q", got)
	}
	if _, err := l.Original(t.Context(), shown("a chart").Image.Hash); err == nil {
		t.Error("a picture of a deleted briefing is still there")
	}
}

// TestAStepKeepsItsImage: what undo would bring back is not dropped.
func TestAStepKeepsItsImage(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	image := shown("a map")
	apply(t, l, library.Batch{ // it was there between two commits
		Journal: &library.Journal{Steps: []library.Step{{Name: "Delete", Images: []briefing.Image{image.Image}}}, Done: 1},
	})
	must(t, l.Close())
	l = open(t, path)
	if data, err := l.Original(t.Context(), image.Image.Hash); err != nil || string(data) != "a map" {
		t.Errorf("the picture is %q, %v", data, err)
	}
	findings, err := l.Check(t.Context())
	must(t, err)
	if len(findings) > 0 {
		t.Errorf("Check finds %v", findings)
	}
	apply(t, l, library.Batch{Journal: &library.Journal{}})
	must(t, l.Close())
	l = open(t, path)
	if _, err := l.Original(t.Context(), image.Image.Hash); err == nil {
		t.Error("it is still there when undo is forgotten")
	}
}

func TestAnImageMatchesItsHash(t *testing.T) {
	l, b := memory(t), note(1)
	b.Blocks = []briefing.Block{shown("a map")}
	b.Blocks[0].Image.Data = []byte("another")
	if _, err := l.Apply(t.Context(), library.Batch{Briefings: []briefing.Briefing{b}}); err == nil {
		t.Error("a picture that does not match its hash is saved")
	}
}
