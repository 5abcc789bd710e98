package importer_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"briefdesk/briefing/importer"
)

func TestFilesOfFolders(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.html", "a.txt", "picture.jpg", "sub/c.MD"} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	picture, missing := filepath.Join(dir, "picture.jpg"), filepath.Join(dir, "missing")
	got := importer.Files([]string{missing, dir, picture})
	want := []string{missing, filepath.Join(dir, "a.txt"), filepath.Join(dir, "b.html"), filepath.Join(dir, "sub/c.MD"), picture}
	if !slices.Equal(got, want) {
		t.Errorf("Files gives %q, want %q", got, want)
	}
}
