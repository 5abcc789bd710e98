package export_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"briefdesk/briefing/export"
)

// entries are the names in a folder, joined.
func entries(t *testing.T, dir string) string {
	t.Helper()
	list, err := os.ReadDir(dir)
	must(t, err)
	names := make([]string, len(list))
	for i, e := range list {
		names[i] = e.Name()
	}
	return strings.Join(names, " ")
}

func TestSaveReplacesAFileAndLeavesNoOther(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out.pdf")
	for _, content := range []string{"first", "second"} {
		must(t, export.Save([]export.File{{Name: name, Data: []byte(content)}}, 0))
		got, err := os.ReadFile(name)
		must(t, err)
		if string(got) != content || entries(t, dir) != "out.pdf" {
			t.Errorf("%s holds %q; the folder holds %s", name, got, entries(t, dir))
		}
	}
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("the file is %v, %v; want it private", info.Mode(), err)
	}
}

// TestModes: a new file has the mode of the user's files, one that is replaced
// keeps its own.
func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have no such mode")
	}
	name := filepath.Join(t.TempDir(), "out.pdf")
	saved := func() os.FileMode {
		must(t, export.Save([]export.File{{Name: name}}, 0o640))
		info, err := os.Stat(name)
		must(t, err)
		return info.Mode()
	}
	if got := saved(); got != 0o640 {
		t.Errorf("a new file is %v", got)
	}
	must(t, os.Chmod(name, 0o604))
	if got := saved(); got != 0o604 {
		t.Errorf("a file that is replaced is %v", got)
	}
}

func TestWhatCannotBeSaved(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	must(t, os.Mkdir("folder.pdf", 0o755))
	must(t, os.WriteFile("file", nil, 0o644))
	for name, want := range map[string]string{
		"missing/out.pdf": "write missing/out.pdf: there is no folder missing; make it first or choose another",
		"file/out.pdf":    "write file/out.pdf: file is not a folder; choose another",
		"folder.pdf":      "write folder.pdf: there is a folder of that name; choose another name",
	} {
		if err := export.Save([]export.File{{Name: name}}, 0o644); err == nil || err.Error() != want {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	if got := entries(t, dir); got != "file folder.pdf" {
		t.Errorf("the folder holds %s", got)
	}
}

func TestForeignFolderIsNotWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "closed")
	must(t, os.Mkdir(dir, 0o500))
	name, want := filepath.Join(dir, "out.pdf"), "you may not write in"
	if os.Geteuid() == 0 { // who may write everywhere but here
		name, want = "/proc/out.pdf", "choose another folder"
		if _, err := os.Stat("/proc/self"); err != nil {
			t.Skip("root may write in every folder of this system")
		}
	}
	err := export.Save([]export.File{{Name: name}}, 0o644)
	if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), ".briefdesk-") {
		t.Errorf("Save says %v, want %q", err, want)
	}
}
