package export_test

import (
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"briefdesk/briefing/export"
)

// limitFileSize lets no file of this process grow beyond n bytes until the
// test ends, as a full disk would.
func limitFileSize(t *testing.T, n uint64) {
	t.Helper()
	var before syscall.Rlimit
	must(t, syscall.Getrlimit(syscall.RLIMIT_FSIZE, &before))
	signal.Ignore(syscall.SIGXFSZ)
	must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: before.Max}))
	t.Cleanup(func() {
		must(t, syscall.Setrlimit(syscall.RLIMIT_FSIZE, &before))
		signal.Reset(syscall.SIGXFSZ)
	})
}

func TestOldFileIsKeptWhenWritingFails(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "kept.pdf")
	must(t, os.WriteFile(name, []byte("old"), 0o644))
	limitFileSize(t, 100)
	err := export.Save([]export.File{{Name: name, Data: make([]byte, 4096)}}, 0)
	if err == nil || !strings.HasSuffix(err.Error(), "; free some space or choose another folder") || strings.Contains(err.Error(), ".briefdesk-") {
		t.Errorf("Save says %v", err)
	}
	got, err := os.ReadFile(name)
	must(t, err)
	if string(got) != "old" || entries(t, dir) != "kept.pdf" {
		t.Errorf("the file holds %q; the folder holds %s", got, entries(t, dir))
	}
}
