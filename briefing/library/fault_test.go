package library_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/vfs"
)

// failingDisk is a file system whose writes or syncs fail while they are told to.
type failingDisk struct {
	vfs.VFSFilename
	writes, syncs atomic.Pointer[error]
}

func newFailingDisk(t *testing.T) (*failingDisk, library.Options) {
	t.Helper()
	d := &failingDisk{VFSFilename: vfs.Find("").(vfs.VFSFilename)}
	name := strings.ReplaceAll(t.Name(), "/", "-")
	vfs.Register(name, d)
	t.Cleanup(func() { vfs.Unregister(name) })
	return d, library.WithVFS(library.Options{}, name)
}

func (d *failingDisk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	f, flags, err := d.VFSFilename.OpenFilename(name, flags)
	if err != nil {
		return nil, flags, err
	}
	return failingFile{f, d}, flags, nil
}

type failingFile struct {
	vfs.File
	disk *failingDisk
}

func (f failingFile) SharedMemory() vfs.SharedMemory {
	return f.File.(vfs.FileSharedMemory).SharedMemory()
}

func (f failingFile) WriteAt(p []byte, off int64) (int, error) {
	if err := f.disk.writes.Load(); err != nil {
		return 0, *err
	}
	return f.File.WriteAt(p, off)
}

func (f failingFile) Sync(flags vfs.SyncFlag) error {
	if err := f.disk.syncs.Load(); err != nil {
		return *err
	}
	return f.File.Sync(flags)
}

func TestAFailingDiskLosesNothing(t *testing.T) {
	full, broken := error(sqlite3.FULL), error(sqlite3.IOERR_WRITE)
	for _, tt := range []struct {
		name string
		fail func(*failingDisk, *error)
		err  error
		says string
	}{
		{"full", func(d *failingDisk, err *error) { d.writes.Store(err) }, full, "the disk is full; free some space and try again"},
		{"broken", func(d *failingDisk, err *error) { d.writes.Store(err) }, broken, "the disk reports an error; keep a copy"},
		{"not syncing", func(d *failingDisk, err *error) { d.syncs.Store(err) }, sqlite3.IOERR_FSYNC, "the disk reports an error; keep a copy"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			disk, options := newFailingDisk(t)
			l, err := options.Open(filepath.Join(t.TempDir(), "library"))
			must(t, err)
			defer l.Close()
			before := shelf(t, l)
			all := listed(t, l)
			for range 3 {
				tt.fail(disk, &tt.err)
				_, err = l.Apply(t.Context(), library.Batch{Briefings: []briefing.Briefing{note(3, "new")}, Trashed: []library.Ref{articleRef(1)}})
				if err == nil || !strings.Contains(err.Error(), tt.says) {
					t.Errorf("Apply = %v, want %q", err, tt.says)
				}
				tt.fail(disk, nil)
				if got := listed(t, l); got != all {
					t.Errorf("after the failure, listed are %s, want %s", got, all)
				}
			}
			if rev := apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(3, "new")}}); rev != before+1 {
				t.Errorf("the commit after it is %d, want %d", rev, before+1)
			}
			check(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
		})
	}
}

// fillDisk writes to a folder until its disk is full, and returns the file.
func fillDisk(t *testing.T, dir string) (ballast string) {
	t.Helper()
	f, err := os.Create(filepath.Join(dir, "ballast"))
	must(t, err)
	defer f.Close()
	for chunk := 1 << 16; chunk > 0; {
		if _, err := f.Write(make([]byte, chunk)); err != nil {
			chunk /= 2
		}
	}
	return f.Name()
}

func TestAFullDisk(t *testing.T) {
	dir := smallDisk(t, "8m")
	path := filepath.Join(dir, "library")
	l := open(t, path)
	shelf(t, l)
	all := listed(t, l)
	ballast := fillDisk(t, dir)
	const says = "the disk is full; free some space and try again"
	large := note(9, strings.Repeat("word ", 100_000))
	if _, err := l.Apply(t.Context(), library.Batch{Briefings: []briefing.Briefing{large}}); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("Apply = %v, want %q", err, says)
	}
	if err := l.Backup(t.Context(), filepath.Join(dir, "copy")); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("Backup = %v, want %q", err, says)
	}
	if _, err := l.BackupDaily(t.Context()); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("BackupDaily = %v, want %q", err, says)
	}
	if got := listed(t, l); got != all {
		t.Errorf("listed are %s, want %s", got, all)
	}
	if _, err := library.Open(filepath.Join(dir, "another")); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("Open of a new library = %v, want %q", err, says)
	}
	must(t, os.Remove(ballast))
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{large}})
	must(t, l.Backup(t.Context(), filepath.Join(dir, "copy")))
	check(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
	closeLibrary(t, l)
	check(t, "files", []string{"another-lock", "copy", "library", "library-backups", "library-lock"})(names(t, dir), nil)
}

func TestAMigrationOnAFullDiskChangesNothing(t *testing.T) {
	dir := smallDisk(t, "1m")
	path := filepath.Join(dir, "library")
	old, err := os.ReadFile(oldLibrary(t, 1))
	must(t, err)
	must(t, os.WriteFile(path, old, 0o600))
	ballast := fillDisk(t, dir)
	if _, err := library.Open(path); err == nil || !strings.Contains(err.Error(), "the disk is full; free some space") {
		t.Errorf("Open = %v", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(after, old) {
		t.Error("the file was changed")
	}
	must(t, os.Remove(ballast))
	newKeepsake().read(t, open(t, path), 1)
}

func TestRestoreOnAFullDiskChangesNothing(t *testing.T) {
	dir := smallDisk(t, "1m")
	path := filepath.Join(dir, "library")
	l := open(t, path)
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "newer")}})
	closeLibrary(t, l)
	before, err := os.ReadFile(path)
	must(t, err)
	ballast := fillDisk(t, dir)
	_, err = library.Restore(t.Context(), sample(t), path)
	if err == nil || !strings.Contains(err.Error(), "the disk is full; free some space and try again") {
		t.Errorf("Restore = %v", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(after, before) {
		t.Error("the library was changed")
	}
	must(t, os.Remove(ballast))
	check(t, "files", []string{"library", "library-lock"})(names(t, dir), nil)
}

func TestAReadOnlyDisk(t *testing.T) {
	dir := smallDisk(t, "8m")
	sound, crashed := filepath.Join(dir, "sound"), filepath.Join(dir, "crashed")
	for _, path := range []string{sound, crashed} {
		l := open(t, path)
		shelf(t, l)
		if path == crashed {
			crash(t, l, path)
		} else {
			closeLibrary(t, l)
		}
	}
	protect(t, dir)
	for _, path := range []string{sound, crashed} {
		if _, err := library.Open(path); !errors.Is(err, library.ErrReadOnly) {
			t.Errorf("Open = %v, want ErrReadOnly", err)
		}
	}
	r, err := library.OpenReadOnly(sound)
	must(t, err)
	defer r.Close()
	check(t, "briefing", quoting(note(1), id('p', 1)))(r.Briefing(t.Context(), id('b', 1)))
	const says = "copy both to a folder that you may write in"
	if _, err := library.OpenReadOnly(crashed); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("OpenReadOnly of one with a log = %v, want %q", err, says)
	}
}

func TestAReadOnlyFolder(t *testing.T) {
	if os.Geteuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("this user may write everywhere")
	}
	path := sample(t)
	dir := filepath.Dir(path)
	must(t, os.Chmod(dir, 0o500))
	t.Cleanup(func() { os.Chmod(dir, 0o700) })
	if _, err := library.Open(path); !errors.Is(err, library.ErrReadOnly) {
		t.Errorf("Open = %v, want ErrReadOnly", err)
	}
	_, err := library.Open(filepath.Join(dir, "another"))
	if err == nil || !strings.Contains(err.Error(), "you are not allowed to use this file") {
		t.Errorf("Open of a new library = %v", err)
	}
	r, err := library.OpenReadOnly(path)
	must(t, err)
	must(t, r.Close())
}

func TestADamagedPageIsFoundAndTheFileLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	shelf(t, l)
	closeLibrary(t, l)
	whole, err := os.ReadFile(path)
	must(t, err)
	const page = 4096
	for n := 1; n < len(whole)/page; n++ { // all but the first, which says what the file is
		damaged := bytes.Clone(whole)
		copy(damaged[n*page:], bytes.Repeat([]byte{0xa5}, page))
		must(t, os.WriteFile(path, damaged, 0o600))
		l, err := library.Open(path)
		if err == nil {
			var findings []briefing.Finding
			findings, err = l.Check(t.Context())
			if len(findings) > 0 {
				err = library.ErrDamaged
			}
			l.Close()
		}
		if !errors.Is(err, library.ErrDamaged) {
			t.Errorf("page %d: %v, want ErrDamaged", n+1, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(after, damaged) {
			t.Errorf("page %d: the file was changed", n+1)
		}
	}
}

func TestALogCutShortKeepsWholeCommits(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	const commits = 20
	for n := range commits {
		apply(t, l, crashBatch(n))
	}
	crash(t, l, path)
	whole, err := os.ReadFile(path)
	must(t, err)
	log, err := os.ReadFile(path + "-wal")
	must(t, err)
	kept := -1
	for _, size := range []int{0, 10, 31, 32, 5000, len(log) / 3, len(log) / 2, len(log) - 100, len(log)} {
		must(t, os.WriteFile(path, whole, 0o600))
		must(t, os.WriteFile(path+"-wal", log[:size], 0o600))
		l, err := library.Open(path)
		must(t, err)
		check(t, fmt.Sprint("findings at ", size), []briefing.Finding(nil))(l.Check(t.Context()))
		c, rev, err := l.ChangesSince(t.Context(), 0)
		must(t, err)
		if len(c.Articles) != int(rev) || len(c.Passages) != int(rev) || int(rev) < kept {
			t.Errorf("a log of %d bytes leaves %d articles, %d passages at %d", size, len(c.Articles), len(c.Passages), rev)
		}
		kept = int(rev)
		closeLibrary(t, l)
	}
	if kept != commits {
		t.Errorf("the whole log has %d commits, want %d", kept, commits)
	}
}

func TestALogWithoutItsFileIsNotReadIntoAnother(t *testing.T) {
	path := sample(t)
	l := open(t, path)
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "newer")}})
	crash(t, l, path)
	must(t, os.Remove(path))
	log, err := os.ReadFile(path + "-wal")
	must(t, err)
	_, err = library.Open(path)
	if !errors.Is(err, library.ErrDamaged) || !strings.Contains(err.Error(), "the file is missing, but changes to it are left in library-wal") {
		t.Errorf("Open = %v", err)
	}
	if after, _ := os.ReadFile(path + "-wal"); !bytes.Equal(after, log) {
		t.Error("the log was changed")
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("an empty library was made")
	}
	if _, err := library.OpenReadOnly(path); !errors.Is(err, library.ErrDamaged) {
		t.Errorf("OpenReadOnly = %v", err)
	}

	kept, err := library.Restore(t.Context(), sample(t), path)
	must(t, err)
	l = open(t, path)
	check(t, "restored", note(1, "text"))(l.Briefing(t.Context(), id('b', 1)))
	check(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
	if after, _ := os.ReadFile(kept + "-wal"); !bytes.Equal(after, log) {
		t.Errorf("the log was not kept as %s-wal", kept)
	}
}

func TestAClockThatGoesBackOrdersNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	c := newClock()
	l := openAt(t, c, path)
	var want []time.Time
	for n := range 4 {
		apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, fmt.Sprint("text ", n))}})
		want = append(want, c.Time)
		c.Time = c.AddDate(0, -1, 0)
	}
	apply(t, l, library.Batch{Trashed: []library.Ref{noteRef(1)}})
	c.Time = time.Unix(0, 0) // the battery is empty
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(2)}, Trashed: []library.Ref{noteRef(2)}})
	closeLibrary(t, l)
	l = openAt(t, c, path)
	check(t, "newest", note(1, "text 3"))(l.Briefing(t.Context(), id('b', 1)))
	versions, err := l.Versions(t.Context(), id('b', 1))
	must(t, err)
	for i, v := range versions {
		if v.Rev != library.Rev(i+1) || !v.Saved.Equal(want[i]) {
			t.Errorf("version %d is %v, want %v", i, v, want[i])
		}
	}
	trash, err := l.Trash(t.Context())
	must(t, err)
	if len(trash) != 2 || trash[0].ID != id('b', 2) {
		t.Errorf("the trash is %v, want the newest first", trash)
	}
}

func onNetwork(yes bool) library.Options {
	return library.Options{OnNetwork: func(string) bool { return yes }}
}

func TestALibraryOnANetwork(t *testing.T) {
	path := sample(t)
	journal := func() (kind byte) { // https://www.sqlite.org/fileformat.html §1.3.3
		t.Helper()
		data, err := os.ReadFile(path)
		must(t, err)
		return data[18]
	}
	const rollback, wal = 1, 2
	if journal() != wal {
		t.Error("a library on this computer has no write-ahead log")
	}
	l, err := onNetwork(true).Open(path)
	must(t, err)
	if !strings.Contains(l.Notice(), "on a network drive") {
		t.Errorf("Notice = %q", l.Notice())
	}
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(2, "from afar")}})
	check(t, "briefing", note(2, "from afar"))(l.Briefing(t.Context(), id('b', 2)))
	check(t, "files", []string{"library", "library-lock"})(withoutJournal(names(t, filepath.Dir(path))), nil)
	if journal() != rollback {
		t.Error("it has a write-ahead log on the network")
	}
	if _, err := onNetwork(true).Open(path); !errors.Is(err, library.ErrLocked) {
		t.Errorf("a second window: %v, want ErrLocked", err)
	}
	must(t, l.Backup(t.Context(), filepath.Join(t.TempDir(), "copy")))
	closeLibrary(t, l)

	r, err := onNetwork(true).OpenReadOnly(path)
	must(t, err)
	check(t, "briefing", note(2, "from afar"))(r.Briefing(t.Context(), id('b', 2)))
	must(t, r.Close())

	l, err = onNetwork(false).Open(path)
	must(t, err)
	if l.Notice() != "" || journal() != wal {
		t.Errorf("back on this computer it has the notice %q and a journal of kind %d", l.Notice(), journal())
	}
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(3, "in the log")}})
	crash(t, l, path)
	l, err = onNetwork(true).Open(path)
	must(t, err)
	defer l.Close()
	check(t, "what was in the log", note(3, "in the log"))(l.Briefing(t.Context(), id('b', 3)))
	check(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
}

func withoutJournal(files []string) (list []string) {
	for _, name := range files {
		if !strings.HasSuffix(name, "-journal") {
			list = append(list, name)
		}
	}
	return list
}

func TestFilesArePrivate(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("has no such modes")
	}
	for _, onNet := range []bool{false, true} {
		dir := t.TempDir()
		must(t, os.Chmod(dir, 0o755))
		path := filepath.Join(dir, "desk", "library")
		must(t, os.Mkdir(filepath.Dir(path), 0o700))
		old, err := os.ReadFile(oldLibrary(t, 1))
		must(t, err)
		must(t, os.WriteFile(path, old, 0o600))
		l, err := onNetwork(onNet).Open(path)
		must(t, err)
		shelf(t, l)
		_, err = l.BackupDaily(t.Context())
		must(t, err)
		copied := filepath.Join(dir, "copy")
		must(t, l.Backup(t.Context(), copied))
		private(t, filepath.Dir(path))
		private(t, copied)
		closeLibrary(t, l)
		_, err = library.Restore(t.Context(), copied, path)
		must(t, err)
		private(t, filepath.Dir(path))
	}
}

// private fails for each file below root that others may read.
func private(t *testing.T, root string) {
	t.Helper()
	must(t, filepath.Walk(root, func(path string, info os.FileInfo, err error) error {
		want := os.FileMode(0o600)
		if err == nil && info.IsDir() {
			want = 0o700
		}
		if err == nil && info.Mode().Perm() != want {
			t.Errorf("%s has mode %o, want %o", path, info.Mode().Perm(), want)
		}
		return err
	}))
}
