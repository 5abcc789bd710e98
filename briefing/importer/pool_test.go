package importer_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"briefdesk/briefing/importer"
)

// manyFiles are files that can be read but for every fifth, which is empty.
func manyFiles(t *testing.T, n int) []string {
	t.Helper()
	dir := t.TempDir()
	var paths []string
	for i := range n {
		text := fmt.Sprintf("Title %d\n\nSentence %d of the text.\n", i, i)
		if i%5 == 4 {
			text = ""
		}
		path := filepath.Join(dir, fmt.Sprintf("%02d.txt", i))
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func TestManyFilesComeInOrderWithTheirFailures(t *testing.T) {
	paths := manyFiles(t, 23)
	i, last := 0, importer.Progress{}
	for f := range (importer.Importer{}).ReadFiles(t.Context(), paths, func(p importer.Progress) {
		if p.Files != len(paths) || p.Read < last.Read {
			t.Errorf("progress went from %v to %v", last, p)
		}
		last = p
	}) {
		if f.Path != paths[i] {
			t.Fatalf("file %d is %s, want %s", i, f.Path, paths[i])
		}
		if isBad := i%5 == 4; isBad != (f.Err != nil) || !isBad && f.Items[0].Article.Title.Value != fmt.Sprint("Title ", i) {
			t.Errorf("%s gave %d articles and %v", f.Path, len(f.Items), f.Err)
		}
		i++
	}
	if i != len(paths) || last.Read != len(paths) {
		t.Errorf("%d of %d files came, and progress ended at %d", i, len(paths), last.Read)
	}
}

func TestManyFilesEndEarly(t *testing.T) {
	paths := manyFiles(t, 12)
	n := 0
	for range (importer.Importer{}).ReadFiles(t.Context(), paths, nil) {
		if n++; n == 3 {
			break
		}
	}
	if n != 3 {
		t.Errorf("%d files came, want 3", n)
	}
	ctx, cancel := context.WithCancel(t.Context())
	n = 0
	for range (importer.Importer{}).ReadFiles(ctx, paths, nil) {
		n++
		cancel()
	}
	if n != 1 {
		t.Errorf("%d files came after cancelling at the first, want 1", n)
	}
	hangs := bad(t, "hang")
	ctx, cancel = context.WithCancel(t.Context())
	for range hangs.ReadFiles(ctx, paths[4:6], func(importer.Progress) { cancel() }) { // the empty one is done at once
		t.Error("a file came from a cancelled worker")
	}
}

func TestPagesAreReported(t *testing.T) {
	var got []string
	_, err := bad(t, "pages").Read(t.Context(), "note.txt", []byte("Words."), func(page, pages int) {
		got = append(got, fmt.Sprintf("%d/%d", page, pages))
	})
	if want := "[1/0 2/3]"; fmt.Sprint(got) != want || err == nil {
		t.Errorf("pages %v (%v), want %s and a refusal", got, err, want)
	}
}
