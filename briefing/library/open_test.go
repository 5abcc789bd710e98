package library_test

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/ncruces/go-sqlite3/driver"
)

// sample writes a closed library with an article, a passage and a briefing.
func sample(t testing.TB) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "library")
	data, err := sampleFile()
	must(t, err)
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

// sampleFile is what is in the file of sample.
var sampleFile = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "library")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "library")
	l, err := library.Open(path)
	if err != nil {
		return nil, err
	}
	a, s := article(1)
	_, err = l.Apply(context.Background(), library.Batch{
		Snapshots: []library.Imported{s}, Articles: []briefing.Article{a},
		Passages: []briefing.Passage{passage(1, a, s.Snapshot)}, Briefings: []briefing.Briefing{note(1, "text")},
	})
	if err := errors.Join(err, l.Close()); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

// raw opens the file at path without the library's care.
func raw(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := driver.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func edit(t testing.TB, path string, change func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	must(t, os.WriteFile(path, change(data), 0o600))
}

var errAny = errors.New("any error")

func TestAFileThatCannotBeUsedIsLeftUntouched(t *testing.T) {
	foreign := func(t *testing.T, path string) {
		must(t, os.Remove(path))
		db := raw(t, path)
		_, err := db.Exec("CREATE TABLE articles (id); INSERT INTO articles VALUES (1)")
		must(t, errors.Join(err, db.Close()))
	}
	overwrite := func(data string) func(*testing.T, string) {
		return func(t *testing.T, path string) { must(t, os.WriteFile(path, []byte(data), 0o600)) }
	}
	for _, tt := range []struct {
		name    string
		spoil   func(*testing.T, string)
		want    error
		says    string
		canRead bool
	}{
		{"empty", overwrite(""), library.ErrNotLibrary, "choose another file", false},
		{"text", overwrite(strings.Repeat("Dear all,\n", 50)), library.ErrNotLibrary, "choose another file", false},
		{"other database", foreign, library.ErrNotLibrary, "choose another file", false},
		{"newer", func(t *testing.T, path string) {
			edit(t, path, func(data []byte) []byte {
				binary.BigEndian.PutUint32(data[60:], 99)
				return data
			})
		}, library.ErrNewer, "its format is 99", false},
		{"newer in the log", func(t *testing.T, path string) {
			db := raw(t, path)
			_, err := db.Exec("PRAGMA user_version = 99")
			must(t, err) // the connection stays open, and the change in the log
		}, library.ErrNewer, "its format is 99", false},
		{"header only", func(t *testing.T, path string) {
			edit(t, path, func(data []byte) []byte { return data[:100] })
		}, library.ErrDamaged, "which backup is good", false},
		{"cut short", func(t *testing.T, path string) {
			edit(t, path, func(data []byte) []byte { return data[:len(data)/2] })
		}, library.ErrDamaged, "which backup is good", false},
		{"scrambled tables", func(t *testing.T, path string) {
			edit(t, path, func(data []byte) []byte {
				for i := 100; i < 4096; i++ {
					data[i] = 0xff
				}
				return data
			})
		}, library.ErrDamaged, "which backup is good", false},
		{"folder", func(t *testing.T, path string) {
			must(t, errors.Join(os.Remove(path), os.Mkdir(path, 0o700)))
		}, errAny, "this is a folder", false},
		{"protected", func(t *testing.T, path string) { must(t, os.Chmod(path, 0o400)) }, library.ErrReadOnly, "permissions", true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := sample(t)
			tt.spoil(t, path)
			before, _ := os.ReadFile(path)
			l, err := library.Open(path)
			if err == nil {
				l.Close()
				t.Fatal("it was opened")
			}
			if tt.want != errAny && !errors.Is(err, tt.want) || !strings.Contains(err.Error(), tt.says) {
				t.Errorf("error is %v, want %v with %q", err, tt.want, tt.says)
			}
			r, err := library.OpenReadOnly(path)
			if (err == nil) != tt.canRead || err != nil && tt.want != errAny && !errors.Is(err, tt.want) {
				t.Errorf("OpenReadOnly: %v", err)
			}
			if err == nil {
				r.Close()
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestAMissingLibrary(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "new", "folder", "library")
	r, err := library.OpenReadOnly(path)
	must(t, err)
	defer r.Close()
	if list, err := r.Articles(t.Context(), library.ArticleQuery{}); err != nil || len(list) != 0 {
		t.Errorf("it lists %v, %v", list, err)
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Error("reading made files")
	}

	l := open(t, path)
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1)}})
	if runtime.GOOS == "windows" {
		return // has no such modes
	}
	for name, want := range map[string]os.FileMode{
		"new/folder": 0o700, "new/folder/library": 0o600,
		"new/folder/library-wal": 0o600, "new/folder/library-shm": 0o600, "new/folder/library-lock": 0o600,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		must(t, err)
		if got := info.Mode().Perm(); got != want {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
	closeLibrary(t, l)
	for _, name := range []string{path + "-wal", path + "-shm", path + "-new"} {
		if _, err := os.Stat(name); err == nil {
			t.Errorf("%s is left over", name)
		}
	}
}

func TestTheSecondWriterIsRefused(t *testing.T) {
	path := sample(t)
	l := open(t, path)
	link := filepath.Join(t.TempDir(), "link")
	must(t, os.Symlink(path, link))
	for _, name := range []string{path, link} {
		if _, err := library.Open(name); !errors.Is(err, library.ErrLocked) {
			t.Errorf("Open(%s) = %v, want ErrLocked", name, err)
		}
		r, err := library.OpenReadOnly(name)
		must(t, err)
		check(t, "briefing", note(1, "text"))(r.Briefing(t.Context(), id('b', 1)))
		must(t, r.Close())
	}
	closeLibrary(t, l)
	closeLibrary(t, open(t, link))
}

func TestALibraryIsReadableWhereNothingCanBeWritten(t *testing.T) {
	path := sample(t)
	must(t, os.Mkdir(path+"-shm", 0o700)) // stands in for a protected folder, which would not stop root
	r, err := library.OpenReadOnly(path)
	must(t, err)
	defer r.Close()
	check(t, "briefing", note(1, "text"))(r.Briefing(t.Context(), id('b', 1)))
}

func TestTheFileRefusesToChangeWhatIsHashed(t *testing.T) {
	path := sample(t)
	db := raw(t, path)
	for table, column := range map[string]string{
		"snapshots": "text", "originals": "data", "blocks": "data", "versions": "front",
	} {
		_, err := db.Exec("UPDATE " + table + " SET " + column + " = " + column)
		if err == nil || !strings.Contains(err.Error(), "is never changed") {
			t.Errorf("UPDATE %s: %v, want it refused", table, err)
		}
	}
}

func TestCheckFindsWhatWasTamperedWith(t *testing.T) {
	for _, tt := range []struct{ name, sql, rule string }{
		{"text", "DROP TRIGGER snapshots_are_immutable; UPDATE snapshots SET text = replace(text, '1', '2')", "snapshot-altered"},
		{"blocks", `DROP TRIGGER snapshots_are_immutable; UPDATE snapshots SET blocks = '{'`, "snapshot-altered"},
		{"original", "DROP TRIGGER originals_are_immutable; UPDATE originals SET data = x'28b52ffd'", "original-altered"},
		{"other original", "DROP TRIGGER originals_are_immutable; UPDATE originals SET hash = zeroblob(32)", "original-altered"},
		{"exact words", `UPDATE passages SET data = replace(data, 'committee', 'Committee')`, "passage-altered"},
		{"range", `UPDATE passages SET data = json_set(data, '$.start', -3, '$.end', 1000000000)`, "passage-altered"},
		{"not JSON", `UPDATE passages SET data = '['`, "library-damaged"},
		{"title", `UPDATE articles SET title = 'Another'`, "library-damaged"},
		{"snapshot list", `UPDATE articles SET data = json_set(data, '$.snapshots', json('[]'))`, "library-damaged"},
		{"block", "DROP TRIGGER blocks_are_immutable; UPDATE blocks SET data = '{}'", "block-altered"},
		{"block lost", "DELETE FROM blocks", "block-altered"},
		{"version lost", "DELETE FROM versions", "block-altered"},
		{"article lost", "DELETE FROM articles", "reference-missing"},
		{"article let go", "DELETE FROM passages; DELETE FROM articles; DELETE FROM article_snapshots", "snapshot-orphaned"},
		{"list of blocks", "DROP TRIGGER versions_are_immutable; UPDATE versions SET blocks = zeroblob(31)", "block-altered"},
		{"quotations", "INSERT INTO quoted SELECT zeroblob(16), id FROM briefings", "library-damaged"},
		{"trash", "UPDATE articles SET trashed = 1", "library-damaged"},
		{"step lost", "INSERT INTO steps VALUES (1, '', x''), (3, '', x'')", "journal-damaged"},
		{"steps done", "UPDATE library SET done = 5; INSERT INTO steps VALUES (1, '', x'')", "journal-damaged"},
		{"need of no step", "INSERT INTO step_snapshots VALUES (1, zeroblob(32))", "journal-damaged"},
		{"need lost", "INSERT INTO steps VALUES (0, '', x''); INSERT INTO step_snapshots VALUES (0, zeroblob(32))", "journal-damaged"},
		{"original let go", "INSERT INTO originals VALUES (zeroblob(32), 1, 0, x'')", "original-orphaned"},
		{"block let go", "INSERT INTO blocks SELECT id, zeroblob(32), 1, '' FROM briefings", "block-orphaned"},
		{"short key", "UPDATE briefings SET id = x'00'", "library-damaged"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			path := sample(t)
			db := raw(t, path)
			_, err := db.Exec("PRAGMA foreign_keys = off; " + tt.sql)
			must(t, errors.Join(err, db.Close()))
			l := open(t, path)
			findings, err := l.Check(t.Context())
			must(t, err)
			for _, f := range findings {
				if strings.Contains(f.Message, "briefdesk check") {
					t.Errorf("the check sends its reader to itself: %s", f.Message)
				}
				if f.Rule == tt.rule {
					return
				}
			}
			t.Errorf("Check found %v, want %s", findings, tt.rule)
		})
	}
}

func TestAReadSaysThatTheLibraryIsDamaged(t *testing.T) {
	path := sample(t)
	db := raw(t, path)
	_, err := db.Exec(`DROP TRIGGER snapshots_are_immutable; DROP TRIGGER originals_are_immutable;
		DROP TRIGGER blocks_are_immutable;
		UPDATE snapshots SET text = text || '!'; UPDATE originals SET data = zeroblob(9);
		UPDATE passages SET data = '"'; UPDATE articles SET data = '[1]'; UPDATE blocks SET data = '{}'`)
	must(t, errors.Join(err, db.Close()))
	l, ctx := open(t, path), t.Context()
	_, s := article(1)
	_, err1 := l.Snapshot(ctx, s.Hash)
	_, err2 := l.Original(ctx, s.Snapshot.Original)
	_, err3 := l.Passage(ctx, id('p', 1))
	_, err4 := l.Article(ctx, id('a', 1))
	_, err5 := l.Briefing(ctx, id('b', 1))
	for i, err := range []error{err1, err2, err3, err4, err5} {
		if !errors.Is(err, library.ErrDamaged) {
			t.Errorf("error %d is %v, want ErrDamaged", i+1, err)
		}
	}
}

// FuzzDamage overwrites bytes of a library and reads all there is in it: no
// panic, and no value that its hash does not vouch for.
func FuzzDamage(f *testing.F) {
	whole, err := os.ReadFile(sample(f))
	must(f, err)
	_, s := article(1)
	f.Add(0, []byte("SQLite format 4"))
	f.Add(18, []byte{1, 1})
	f.Add(100, bytes.Repeat([]byte{0xff}, 8))
	f.Add(bytes.Index(whole, []byte("met 1 times")), []byte("met 9"))
	f.Add(bytes.Index(whole, []byte(`"exact"`)), []byte(`"exacd"`))
	f.Add(4096*3, make([]byte, 4096))
	f.Fuzz(func(t *testing.T, at int, with []byte) {
		data := bytes.Clone(whole)
		if at < 0 || at >= len(data) {
			return
		}
		copy(data[at:], with)
		path := filepath.Join(t.TempDir(), "library")
		must(t, os.WriteFile(path, data, 0o600))
		l, err := library.Open(path)
		if err != nil {
			return
		}
		defer l.Close()
		ctx := t.Context()
		got, err := l.Snapshot(ctx, s.Hash)
		if err == nil && got.Text != s.Text {
			t.Errorf("the snapshot reads %q", got.Text)
		}
		original, err := l.Original(ctx, s.Snapshot.Original)
		if err == nil && !bytes.Equal(original, s.Original) {
			t.Errorf("the original reads %q", original)
		}
		l.Briefing(ctx, id('b', 1))
		l.Articles(ctx, library.ArticleQuery{})
		l.ChangesSince(ctx, 0)
		l.Check(ctx)
	})
}
