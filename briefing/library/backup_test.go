package library_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/google/go-cmp/cmp"
)

// clock is a time that a test sets.
type clock struct{ time.Time }

func newClock() *clock { return &clock{time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)} }

func (c *clock) options() library.Options {
	return library.Options{Now: func() time.Time { return c.Time }}
}

func openAt(t testing.TB, c *clock, path string) *library.Library {
	t.Helper()
	l, err := c.options().Open(path)
	must(t, err)
	t.Cleanup(func() { l.Close() })
	return l
}

func names(t testing.TB, dir string) (list []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func TestABackupIsWholeWhileTheLibraryIsWritten(t *testing.T) {
	dir := t.TempDir()
	l := open(t, filepath.Join(dir, "library"))
	a, s := article(0)
	apply(t, l, library.Batch{Snapshots: []library.Imported{s}, Articles: []briefing.Article{a}})
	ctx, stop := context.WithCancel(t.Context())
	written := make(chan error, 1)
	go func() {
		for n := 0; ctx.Err() == nil; n++ {
			b := library.Batch{Passages: []briefing.Passage{passage(n, a, s.Snapshot)}, Briefings: []briefing.Briefing{note(n, "text")}}
			if _, err := l.Apply(context.Background(), b); err != nil {
				written <- err
				return
			}
		}
		written <- nil
	}()
	path := filepath.Join(dir, "copy ?#%.briefdesk")
	for range 5 {
		must(t, l.Backup(t.Context(), path))
		copied, err := library.OpenReadOnly(path)
		must(t, err)
		check(t, "findings", []briefing.Finding(nil))(copied.Check(t.Context()))
		c, rev, err := copied.ChangesSince(t.Context(), 0)
		must(t, err)
		if n := int(rev) - 1; len(c.Passages) != n || len(c.Briefings) != n {
			t.Errorf("half a batch: %d passages, %d briefings at %d", len(c.Passages), len(c.Briefings), rev)
		}
		must(t, copied.Close())
	}
	stop()
	must(t, <-written)
}

func TestABackupReplacesNoLibraryInUse(t *testing.T) {
	l := open(t, sample(t))
	other := sample(t)
	must(t, l.Backup(t.Context(), other)) // a library that nobody has open may be replaced
	open(t, other)
	logged := sample(t)
	must(t, os.WriteFile(logged+"-wal", []byte("changes"), 0o600))
	missing := filepath.Join(t.TempDir(), "library")
	must(t, os.WriteFile(missing+"-wal", []byte("changes"), 0o600))
	for _, path := range []string{other, logged, missing} {
		before, _ := os.ReadFile(path)
		err := l.Backup(t.Context(), path)
		if err == nil || !strings.Contains(err.Error(), "library in use; choose another name") {
			t.Errorf("Backup(%s) = %v", path, err)
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Error("the file was changed")
		}
	}
}

func TestABackupNeedsAFileToWrite(t *testing.T) {
	l, dir := open(t, sample(t)), t.TempDir()
	if err := l.Backup(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "this is a folder; name a file in it") {
		t.Errorf("Backup to a folder = %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("it left %v", left)
	}
}

func TestABackupThatFailsLeavesTheOneBefore(t *testing.T) {
	dir := t.TempDir()
	l := open(t, filepath.Join(dir, "library"))
	path := filepath.Join(dir, "copy")
	must(t, os.WriteFile(path, []byte("before"), 0o600))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	err := l.Backup(ctx, path)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Backup = %v, want context.Canceled", err)
	}
	if data, _ := os.ReadFile(path); string(data) != "before" {
		t.Error("the file was changed")
	}
	if err := l.Backup(t.Context(), filepath.Join(dir, "no", "folder")); err == nil {
		t.Error("a backup in a missing folder was no error")
	}
	check(t, "files", []string{"copy", "library", "library-lock", "library-shm", "library-wal"})(names(t, dir), nil)
}

func TestBackupsAreMadeDailyAndRotated(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	c := newClock()
	l := openAt(t, c, path)
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "text")}})
	daily := func() {
		t.Helper()
		made, err := l.BackupDaily(t.Context())
		must(t, err)
		if want := filepath.Join(path+"-backups", c.Format("2006-01-02")+".briefdesk"); made != want {
			t.Errorf("it made %q, want %s", made, want)
		}
		if again, err := l.BackupDaily(t.Context()); again != "" || err != nil {
			t.Errorf("the same day it made %q, %v", again, err)
		}
	}
	for range 60 {
		daily()
		c.Time = c.AddDate(0, 0, 1)
	}
	want := []string{ // the Sundays before, and the last seven days
		"2026-12-20", "2026-12-27", "2027-01-03", "2027-01-10",
		"2027-01-14", "2027-01-15", "2027-01-16", "2027-01-17", "2027-01-18", "2027-01-19", "2027-01-20",
	}
	kept := func() (days []string) {
		for _, name := range names(t, path+"-backups") {
			days = append(days, strings.TrimSuffix(name, ".briefdesk"))
		}
		return days
	}
	if diff := cmp.Diff(want, kept()); diff != "" {
		t.Errorf("kept are (-want +got):\n%s", diff)
	}

	c.Time = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC) // the battery is empty
	daily()
	check(t, "after the clock went back", append([]string{"2020-01-01"}, want...))(kept(), nil)
}

func TestWhatAKilledCopyLeftIsRemoved(t *testing.T) {
	path := sample(t)
	inBackups, beside := filepath.Join(path+"-backups", ".briefdesk-123"), path+"-restoring-456"
	for _, dir := range []string{inBackups, beside} {
		must(t, os.MkdirAll(dir, 0o700))
		must(t, os.WriteFile(filepath.Join(dir, "library"), []byte("half"), 0o600))
	}
	l := openAt(t, newClock(), path)
	_, err := l.BackupDaily(t.Context())
	must(t, err)
	closeLibrary(t, l)
	check(t, "files", []string{"library", "library-backups", "library-lock"})(names(t, filepath.Dir(path)), nil)
	check(t, "backups", []string{"2026-11-22.briefdesk"})(names(t, path+"-backups"), nil)
}

func TestTheNewestGoodBackupIsOffered(t *testing.T) {
	path := sample(t)
	ctx := t.Context()
	if _, err := library.NewestBackup(ctx, path); !errors.Is(err, library.ErrNoBackup) {
		t.Errorf("without backups: %v, want ErrNoBackup", err)
	}
	c := newClock()
	l := openAt(t, c, path)
	var made []string
	for range 3 {
		file, err := l.BackupDaily(ctx)
		must(t, err)
		made = append(made, file)
		c.Time = c.AddDate(0, 0, 1)
	}
	closeLibrary(t, l)
	edit(t, made[2], func(data []byte) []byte { return data[:len(data)-5000] })
	for day, file := range made {
		at := newClock().AddDate(0, 0, day)
		must(t, os.Chtimes(file, at, at))
	}
	must(t, os.WriteFile(path, []byte("lost"), 0o600))
	b, err := library.NewestBackup(ctx, path)
	must(t, err)
	if b.Path != made[1] || !b.Made.Equal(newClock().AddDate(0, 0, 1)) {
		t.Errorf("it is %v, want %s", b, made[1])
	}
	check(t, "files", []string{filepath.Base(made[0]), filepath.Base(made[1]), filepath.Base(made[2])})(names(t, path+"-backups"), nil)
	list, err := library.Backups(path)
	must(t, err)
	if len(list) != 3 || list[0].Path != made[2] {
		t.Errorf("Backups = %v", list)
	}
}

func TestACopyIsKeptBeforeAMigration(t *testing.T) {
	path := oldLibrary(t, 1)
	before, err := os.ReadFile(path)
	must(t, err)
	closeLibrary(t, open(t, path))
	name := fmt.Sprintf("before-format-%d.briefdesk", library.Format)
	check(t, "files", []string{name})(names(t, path+"-backups"), nil)
	copied, err := os.ReadFile(filepath.Join(path+"-backups", name))
	must(t, err)
	if !bytes.Equal(before[100:], copied[100:]) {
		t.Error("the copy differs from the file before")
	}
	closeLibrary(t, open(t, path))
	check(t, "files", []string{name})(names(t, path+"-backups"), nil)
}

func TestWithoutACopyThereIsNoMigration(t *testing.T) {
	path := oldLibrary(t, 1)
	before, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path+"-backups", nil, 0o600)) // in the way of the folder
	_, err = library.Open(path)
	if err == nil || !strings.Contains(err.Error(), "keep a copy before bringing it up to date") {
		t.Errorf("Open = %v", err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("the file was changed")
	}
}

func TestRestoreKeepsWhatWasThere(t *testing.T) {
	path := sample(t)
	dir := filepath.Dir(path)
	backup := filepath.Join(t.TempDir(), "backup")
	c := newClock()
	l := open(t, path)
	must(t, l.Backup(t.Context(), backup))
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "newer")}})
	if _, err := library.Restore(t.Context(), backup, path); !errors.Is(err, library.ErrLocked) {
		t.Errorf("Restore while it is open: %v, want ErrLocked", err)
	}
	crash(t, l, path) // what was committed last is in the log alone

	kept, err := c.options().Restore(t.Context(), backup, path)
	must(t, err)
	if want := path + "-before-restore-2026-11-22T09-30-00"; kept != want {
		t.Errorf("kept is %s, want %s", kept, want)
	}
	check(t, "files", []string{"library", "library-before-restore-2026-11-22T09-30-00", "library-lock"})(names(t, dir), nil)
	restored := open(t, path)
	check(t, "restored", note(1, "text"))(restored.Briefing(t.Context(), id('b', 1)))
	closeLibrary(t, restored)
	before := open(t, kept)
	check(t, "kept", note(1, "newer"))(before.Briefing(t.Context(), id('b', 1)))
	closeLibrary(t, before)

	again, err := c.options().Restore(t.Context(), kept, path)
	must(t, err)
	if again != kept+"-2" {
		t.Errorf("kept again is %s", again)
	}
	restored = open(t, path)
	check(t, "restored again", note(1, "newer"))(restored.Briefing(t.Context(), id('b', 1)))
}

// crash puts the files of a library back as they are while it is open, as a
// killed process would leave them.
func crash(t *testing.T, l *library.Library, path string) {
	t.Helper()
	files := map[string][]byte{}
	for _, suffix := range []string{"", "-wal"} {
		data, err := os.ReadFile(path + suffix)
		must(t, err)
		files[path+suffix] = data
	}
	closeLibrary(t, l)
	for name, data := range files {
		must(t, os.WriteFile(name, data, 0o600))
	}
}

func TestRestoreInThePlaceOfAnything(t *testing.T) {
	backup := sample(t)
	for _, tt := range []struct {
		name  string
		spoil func(path string) error
		kept  bool
	}{
		{"nothing", os.Remove, false},
		{"text", func(path string) error { return os.WriteFile(path, []byte("Dear all"), 0o600) }, true},
		{"half", func(path string) error { return os.Truncate(path, 9000) }, true},
		{"half with a log", func(path string) error {
			return errors.Join(os.Truncate(path, 9000), os.WriteFile(path+"-wal", make([]byte, 5000), 0o600))
		}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := sample(t)
			must(t, tt.spoil(path))
			before, _ := os.ReadFile(path)
			log, _ := os.ReadFile(path + "-wal")
			kept, err := library.Restore(t.Context(), backup, path)
			must(t, err)
			if (kept != "") != tt.kept {
				t.Errorf("kept is %q", kept)
			}
			if tt.kept {
				data, err := os.ReadFile(kept)
				must(t, err)
				keptLog, _ := os.ReadFile(kept + "-wal")
				if !bytes.Equal(data, before) || !bytes.Equal(log, keptLog) {
					t.Error("what was kept is not what was there")
				}
			}
			l := open(t, path)
			check(t, "restored", note(1, "text"))(l.Briefing(t.Context(), id('b', 1)))
			check(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
		})
	}
}

func TestRestoreRefusesWhatIsNoSoundLibrary(t *testing.T) {
	for _, tt := range []struct {
		name  string
		spoil func(path string) error
		want  error
	}{
		{"missing", os.Remove, os.ErrNotExist},
		{"empty", func(path string) error { return os.Truncate(path, 0) }, library.ErrNotLibrary},
		{"text", func(path string) error { return os.WriteFile(path, bytes.Repeat([]byte("no"), 99), 0o600) }, library.ErrNotLibrary},
		{"half", func(path string) error { return os.Truncate(path, 40960) }, library.ErrDamaged},
		{"newer", func(path string) error {
			edit(t, path, func(data []byte) []byte { data[63] = 99; return data })
			return nil
		}, library.ErrNewer},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path, backup := sample(t), sample(t)
			must(t, tt.spoil(backup))
			before, err := os.ReadFile(path)
			must(t, err)
			_, err = library.Restore(t.Context(), backup, path)
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), backup) {
				t.Errorf("Restore = %v, want %v with the name of the file", err, tt.want)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the library was changed")
			}
			check(t, "files", []string{"library"})(names(t, filepath.Dir(path)), nil)
		})
	}
}

func TestOldVersionsAreThinned(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	c := newClock()
	l := openAt(t, c, path)
	ctx := t.Context()
	saved := map[library.Rev]string{}
	save := func(text string) {
		t.Helper()
		saved[apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "kept", text)}})] = text
		c.Time = c.Add(time.Minute)
	}
	want := func(texts ...string) {
		t.Helper()
		versions, err := l.Versions(ctx, id('b', 1))
		must(t, err)
		var got []string
		for _, v := range versions {
			got = append(got, string(v.Kind)+" "+saved[v.Rev])
			check(t, saved[v.Rev], note(1, "kept", saved[v.Rev]))(l.BriefingAt(ctx, id('b', 1), v.Rev))
		}
		check(t, "versions", texts)(got, nil)
		check(t, "findings", []briefing.Finding(nil))(l.Check(ctx))
	}
	backup := func() {
		t.Helper()
		made, err := l.BackupDaily(ctx)
		must(t, err)
		must(t, os.Remove(made)) // so that the next is made as well
	}

	save("Sunday 1")
	save("Sunday 2")
	apply(t, l, library.Batch{Exported: []briefing.ID{id('b', 1)}})
	save("Sunday 3")
	save("Sunday 4")
	backup()
	want("saved Sunday 1", "export Sunday 2", "saved Sunday 3", "saved Sunday 4")

	c.Time = c.AddDate(10, 0, 0) // the clock runs ahead
	backup()
	want("saved Sunday 1", "export Sunday 2", "saved Sunday 3", "saved Sunday 4")

	c.Time = newClock().AddDate(0, 0, 2)
	save("Tuesday 1")
	save("Tuesday 2")
	backup()
	want("export Sunday 2", "daily Sunday 4", "saved Tuesday 1", "saved Tuesday 2")

	c.Time = newClock().AddDate(0, 0, -30) // and goes back
	save("October")
	backup()
	want("export Sunday 2", "daily Sunday 4", "saved Tuesday 1", "saved Tuesday 2", "saved October")
	check(t, "newest", note(1, "kept", "October"))(l.Briefing(ctx, id('b', 1)))
}
