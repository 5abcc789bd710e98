// Package library keeps everything on disk: one SQLite file with the articles,
// their snapshots and original bytes, the passages and the briefings.
//
// A Library takes and gives plain values of package briefing. Changes come in
// as a Batch, which Apply commits as a whole or not at all; when Apply returns
// they are on the disk. Each commit has a Rev, and Changes tells what happened
// after one, deletions included. Snapshots are immutable: the file itself
// refuses to change them, and they are held against their hash when read.
//
// One process writes at a time, under a lock that dies with it; any number
// may read meanwhile. Nothing that is read is trusted: the file may come from
// a stranger, or from a failing disk.
//
// The surprise: a snapshot outlives the article that held it until the
// library is closed, so that undoing a deletion needs no copy of the text.
package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/ncruces/go-sqlite3/driver"
)

// Library is an open library. Its methods may be called at the same time.
type Library struct {
	read, write *sql.DB // the same one in memory; write is nil where read-only
	lock        *os.File
	now         func() time.Time
}

// readers is how many connections serve reading; more cost memory and gain
// nothing on the machines of a desk.
const readers = 4

// Open opens the library at path for reading and writing, and makes it if the
// file is missing: folders 0700, files 0600. An older library is brought up to
// date. The error is an ErrLocked while another process writes it, and an
// ErrReadOnly, ErrNotLibrary, ErrNewer or ErrDamaged where it cannot be used;
// such a file is left untouched.
func Open(path string) (*Library, error) {
	l, err := open(path)
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", path, explain(err))
	}
	return l, nil
}

func open(path string) (*Library, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	lock, err := acquire(path + lockSuffix)
	if err != nil {
		return nil, err
	}
	l, err := openLocked(path)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	l.lock = lock
	return l, nil
}

func openLocked(path string) (*Library, error) {
	switch _, err := os.Lstat(path); {
	case errors.Is(err, fs.ErrNotExist):
		if err := create(path); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, err
	}
	if err := inspect(path); err != nil {
		return nil, err
	}
	if err := checkWritable(path); err != nil {
		return nil, err
	}
	reserve(path)
	return connect(dsn(path, "mode", "rw"), dsn(path, "mode", "ro"))
}

// OpenReadOnly opens the library at path for reading, while another process
// may write it. It needs no lock and works where nothing can be written. A
// missing file is an empty library.
func OpenReadOnly(path string) (*Library, error) {
	l, err := openReadOnly(path)
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", path, explain(err))
	}
	return l, nil
}

func openReadOnly(path string) (*Library, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return emptyReadOnly()
	}
	if err := inspect(path); err != nil {
		return nil, err
	}
	name := dsn(path, "mode", "ro")
	if !reserve(path) && !exists(path+walSuffix) {
		// Without the two side files SQLite reads only what it is told stands still.
		name = dsn(path, "immutable", "1")
	}
	l := &Library{now: time.Now}
	if l.read, err = pool(name, readers); err != nil {
		return nil, err
	}
	if err := l.checkVersion(context.Background(), l.read); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func emptyReadOnly() (*Library, error) {
	l, err := Memory()
	if err != nil {
		return nil, err
	}
	l.write = nil
	return l, nil
}

// Memory returns an empty library that vanishes when it is closed.
func Memory() (*Library, error) {
	db, err := pool("file::memory:?"+pragmas().Encode(), 1)
	if err != nil {
		return nil, err
	}
	l := &Library{read: db, write: db, now: time.Now}
	if err := migrate(context.Background(), db); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

// connect opens the two pools of a library that is there and held by the lock.
func connect(write, read string) (*Library, error) {
	l := &Library{now: time.Now}
	var err error
	if l.write, err = pool(write, 1); err != nil {
		return nil, err
	}
	ctx := context.Background()
	if err := l.prepare(ctx); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	if l.read, err = pool(read, readers); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func (l *Library) prepare(ctx context.Context) error {
	if err := l.checkVersion(ctx, l.write); err != nil {
		return err
	}
	if _, err := l.write.ExecContext(ctx, "PRAGMA journal_mode = wal"); err != nil {
		return err
	}
	return migrate(ctx, l.write)
}

// ReadOnly reports whether Apply would be refused.
func (l *Library) ReadOnly() bool { return l.write == nil }

// Close lets go of the library. Snapshots that no article, passage or step of
// the journal holds any more are dropped first.
func (l *Library) Close() error {
	var errs []error
	if l.write != nil {
		errs = append(errs, l.sweep(context.Background()))
	}
	for _, db := range []*sql.DB{l.read, l.write} { // the writer last: it tidies up the side files
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if l.lock != nil {
		errs = append(errs, l.lock.Close())
	}
	if err := errors.Join(errs...); err != nil {
		return fmt.Errorf("close library: %w", explain(err))
	}
	return nil
}

// sweep drops the snapshots that nothing holds.
func (l *Library) sweep(ctx context.Context) error {
	var loose bool
	if err := l.write.QueryRowContext(ctx, "SELECT loose FROM library").Scan(&loose); err != nil || !loose {
		return err
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.ExecContext(ctx, `
		DELETE FROM snapshots WHERE hash NOT IN (SELECT snapshot FROM article_snapshots)
			AND hash NOT IN (SELECT snapshot FROM passages) AND hash NOT IN (SELECT snapshot FROM step_snapshots);
		DELETE FROM originals WHERE hash NOT IN (SELECT original FROM snapshots);
		UPDATE library SET loose = 0`); err != nil {
		return err
	}
	return tx.Commit()
}

func (l *Library) unixNow() int64 { return max(1, l.now().Unix()) } // 0 stands for never

// pool opens up to n connections to the database called name.
func pool(name string, n int) (*sql.DB, error) {
	db, err := driver.Open(name)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// dsn is the name by which SQLite knows the file at path, opened as key = value says.
func dsn(path, key, value string) string {
	q := pragmas()
	q.Set("_txlock", "immediate")
	q.Set(key, value)
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: q.Encode()}
	if filepath.VolumeName(path) != "" {
		u.Path = "/" + u.Path
	}
	return u.String()
}

func pragmas() url.Values {
	return url.Values{"_pragma": {
		"busy_timeout(5000)",
		"synchronous(full)", // survives the loss of power, not only of the process
		"foreign_keys(on)",
		"secure_delete(on)",   // what is deleted is overwritten
		"trusted_schema(off)", // the schema may be a stranger's
		"cell_size_check(on)",
		"temp_store(memory)", // no words of the user in the system's folder for temporary files
		"cache_size(-16000)", // KiB a connection: identifiers are random, so a batch touches pages everywhere
	}}
}
