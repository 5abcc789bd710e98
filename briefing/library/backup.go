package library

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
)

// Backups are kept in a folder beside the library: one a day, named for it,
// and one that was made before the library was brought to a newer format.
const (
	backupsSuffix = "-backups"
	backupExt     = ".briefdesk"
	beforeFormat  = "before-format-"
)

// How many automatic backups are kept: those of the newest days, and before
// them the last one of each week.
const (
	keptDays  = 7
	keptWeeks = 4
)

// Backup writes a copy of the library as it stands to path, while others read
// and write it. The copy is whole and checked before it takes its name, so that
// path is never half a library; a file that is there is replaced, unless it is
// a library that is being used, such as this one.
func (l *Library) Backup(ctx context.Context, path string) error {
	if err := l.backup(ctx, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, explainAt(filepath.Dir(path), err))
	}
	return nil
}

func (l *Library) backup(ctx context.Context, path string) error {
	path, err := resolve(path)
	if err != nil {
		return err
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return errFolder
	}
	if err := l.checkUnused(path); err != nil {
		return err
	}
	return withConn(ctx, l.read, func(c *sqlite3.Conn) error { return backup(ctx, c, path) })
}

// checkUnused refuses a path whose file a copy must not replace: that of a
// library which is open, or whose log would be read into the copy.
func (l *Library) checkUnused(path string) error {
	if path == l.path || checkStrays(path) != nil {
		return errInUse
	}
	if !exists(path) || !exists(path+lockSuffix) {
		return nil
	}
	lock, err := acquire(path + lockSuffix)
	if err != nil {
		return errInUse
	}
	return lock.Close()
}

// BackupDaily makes the backup of the day in the folder <library>-backups and
// returns its path, which is empty if there is one already or the library
// cannot be written. Before that it thins the versions of briefings, after it
// the backups: of seven days, of four weeks before them, and the last made
// before a migration are kept, and none from later than today.
func (l *Library) BackupDaily(ctx context.Context) (path string, err error) {
	if l.ReadOnly() || l.path == "" {
		return "", nil
	}
	dir, day := l.path+backupsSuffix, l.now().Format(time.DateOnly)
	path = filepath.Join(dir, day+backupExt)
	if exists(path) {
		return "", nil
	}
	if err := l.thin(ctx); err != nil {
		return "", fmt.Errorf("thin the versions of briefings: %w", explain(err))
	}
	if err := makeBackupsFolder(dir); err != nil {
		return "", fmt.Errorf("back up to %s: %w", path, explain(err))
	}
	if err := l.Backup(ctx, path); err != nil {
		return "", err
	}
	if err := rotate(dir, day); err != nil {
		return path, fmt.Errorf("remove old backups: %w", explain(err))
	}
	return path, nil
}

// backupBefore keeps the library as it is before a migration to a format.
func backupBefore(ctx context.Context, db *sql.DB, library string, format int) error {
	dir := library + backupsSuffix
	if err := makeBackupsFolder(dir); err != nil {
		return err
	}
	name := fmt.Sprint(beforeFormat, format, backupExt)
	err := withConn(ctx, db, func(c *sqlite3.Conn) error { return backup(ctx, c, filepath.Join(dir, name)) })
	if err != nil {
		return err
	}
	return removeFrom(dir, func(file string) bool {
		return strings.HasPrefix(file, beforeFormat) && filepath.Ext(file) == backupExt && file != name
	})
}

// makeBackupsFolder makes the folder, and clears it of what a crash has left.
// The caller holds the library's lock.
func makeBackupsFolder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return removeFrom(dir, func(name string) bool { return strings.HasPrefix(name, draftPrefix) })
}

// removeFrom removes what a folder has under the names that match.
func removeFrom(dir string, match func(name string) bool) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, e := range entries {
		if match(e.Name()) {
			errs = append(errs, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}
	return errors.Join(errs...)
}

// rotate removes daily backups of dir that are no longer kept on that day.
// Those of later days, which a clock gone wrong has left, are not touched.
func rotate(dir, today string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var days []time.Time
	for _, e := range entries {
		name, isBackup := strings.CutSuffix(e.Name(), backupExt)
		day, err := time.Parse(time.DateOnly, name)
		if isBackup && err == nil && name <= today {
			days = append(days, day)
		}
	}
	slices.SortFunc(days, func(a, b time.Time) int { return b.Compare(a) })
	var errs []error
	for _, day := range expired(days) {
		errs = append(errs, os.Remove(filepath.Join(dir, day.Format(time.DateOnly)+backupExt)))
	}
	return errors.Join(errs...)
}

// expired returns which of the days, newest first, are no longer kept.
func expired(days []time.Time) (gone []time.Time) {
	type week struct{ year, number int }
	weekOf := func(day time.Time) week {
		year, number := day.ISOWeek()
		return week{year, number}
	}
	recent := days[:min(keptDays, len(days))]
	seen := map[week]bool{}
	for _, day := range recent {
		seen[weekOf(day)] = true
	}
	room := len(seen) + keptWeeks
	for _, day := range days[len(recent):] {
		w := weekOf(day)
		if seen[w] || len(seen) == room {
			gone = append(gone, day)
			continue
		}
		seen[w] = true
	}
	return gone
}

// BackupFile is an automatic backup of a library.
type BackupFile struct {
	Path string
	Made time.Time
}

// Backups returns the automatic backups of the library at path, newest first.
// The library need not be there, nor readable.
func Backups(path string) ([]BackupFile, error) {
	list, err := backups(path)
	if err != nil {
		return nil, fmt.Errorf("list backups of %s: %w", path, explain(err))
	}
	return list, nil
}

func backups(path string) ([]BackupFile, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(path + backupsSuffix)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var list []BackupFile
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && filepath.Ext(e.Name()) == backupExt {
			list = append(list, BackupFile{filepath.Join(path+backupsSuffix, e.Name()), info.ModTime()})
		}
	}
	slices.SortFunc(list, func(a, b BackupFile) int {
		return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(b.Path, a.Path))
	})
	return list, nil
}

// ErrNoBackup says that there is no backup that could be restored.
var ErrNoBackup = errors.New("there is no good backup of this library")

// NewestBackup returns the newest automatic backup of the library at path that
// is sound, or ErrNoBackup. It reads the whole of it, to be sure.
func NewestBackup(ctx context.Context, path string) (BackupFile, error) {
	list, err := Backups(path)
	if err != nil {
		return BackupFile{}, err
	}
	for _, b := range list {
		err := verifyFile(ctx, b.Path)
		if err == nil {
			return b, nil
		}
		if ctx.Err() != nil {
			return BackupFile{}, fmt.Errorf("look for a backup of %s: %w", path, ctx.Err())
		}
	}
	return BackupFile{}, fmt.Errorf("%s: %w", path, ErrNoBackup)
}

// verifyFile reads the library at path, which nobody writes, and says what is
// wrong with it as a file of SQLite.
func verifyFile(ctx context.Context, path string) error {
	l, err := openStill(path)
	if err != nil {
		return err
	}
	return errors.Join(quickCheck(ctx, l.read), l.Close())
}

// openStill opens a library that nobody else has open, without leaving a trace
// beside it.
func openStill(path string) (*Library, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	if err := inspect(path); err != nil {
		return nil, err
	}
	name := Options{}.dsn(path, "immutable", "1")
	if checkStrays(path) != nil {
		name = Options{}.dsn(path, "mode", "ro")
	}
	return openReader(name)
}

func quickCheck(ctx context.Context, db *sql.DB) error {
	var message string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&message); err != nil {
		return err
	}
	if message != "ok" {
		return damaged("SQLite says: %s", message)
	}
	return nil
}

// withConn runs f on a connection of its own.
func withConn(ctx context.Context, db *sql.DB, f func(*sqlite3.Conn) error) error {
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(c any) error { return f(c.(driver.Conn).Raw()) })
}

// backup copies the database to path, by way of a draft.
func backup(ctx context.Context, from *sqlite3.Conn, path string) error {
	d, err := newDraft(ctx, from, filepath.Join(filepath.Dir(path), draftPrefix))
	if err != nil {
		return err
	}
	defer d.discard()
	return d.moveTo(path)
}

// draft is a copy of a library in a folder of its own, which keeps others out
// whatever modes SQLite gives to its files.
type draft struct{ dir string }

const draftPrefix = ".briefdesk-"

func (d draft) path() string { return filepath.Join(d.dir, "library") }

func (d draft) discard() { os.RemoveAll(d.dir) }

// newDraft copies the database into a folder whose path begins with prefix,
// and checks the copy.
func newDraft(ctx context.Context, from *sqlite3.Conn, prefix string) (draft, error) {
	dir, err := os.MkdirTemp(filepath.Dir(prefix), filepath.Base(prefix)+"*")
	if err != nil {
		return draft{}, err
	}
	d := draft{dir}
	if err := copyPages(ctx, from, d.path()); err != nil {
		d.discard()
		return draft{}, err
	}
	if err := verifyFile(ctx, d.path()); err != nil {
		d.discard()
		return draft{}, fmt.Errorf("the copy: %w", err)
	}
	return d, nil
}

// copyPages copies a state of the database to path with SQLite's backup
// interface (https://www.sqlite.org/backup.html). A transaction around the
// steps keeps commits between them from starting the copy over.
func copyPages(ctx context.Context, from *sqlite3.Conn, path string) (err error) {
	const step = 1024 // pages
	if err := from.Exec("BEGIN; SELECT rev FROM library"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, from.Exec("ROLLBACK")) }()
	b, err := from.BackupInit("main", fileURL(path, nil))
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if err = ctx.Err(); err == nil {
			done, err = b.Step(step)
		}
	}
	return errors.Join(err, b.Close())
}

// moveTo gives the copy its name, once it is on the disk.
func (d draft) moveTo(path string) error {
	if err := os.Chmod(d.path(), 0o600); err != nil {
		return err
	}
	if err := syncFile(d.path()); err != nil {
		return err
	}
	if err := os.Rename(d.path(), path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// syncFolder makes a rename in the folder outlast a loss of power, where the
// system can.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	f.Sync() // Windows has none, and some file systems refuse it
	return f.Close()
}
