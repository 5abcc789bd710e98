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
	"strings"
	"time"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/driver"
	"github.com/ncruces/go-sqlite3/ext/fts5"
)

// readers is how many connections serve reading; more cost memory and gain
// nothing on the machines of a desk.
const readers = 4

// Options say how a library is opened. The zero Options are what Open uses.
type Options struct {
	// Now is the clock; nil is the system's.
	Now func() time.Time
	// OnNetwork says whether a folder is on another machine; nil asks the system.
	OnNetwork func(folder string) bool

	vfs string // the file system of SQLite that is used instead of its own
}

// Open opens the library at path for reading and writing, and makes it if the
// file is missing: folders 0700, files 0600. An older library is brought up to
// date, and a copy of it kept among its backups first. The error is an
// ErrLocked while another process writes it, and an ErrReadOnly, ErrNotLibrary,
// ErrNewer or ErrDamaged where it cannot be used; such a file is left untouched.
func Open(path string) (*Library, error) { return Options{}.Open(path) }

// OpenReadOnly opens the library at path for reading, while another process
// may write it. It needs no lock and works where nothing can be written. A
// missing file is an empty library; one of an older format is brought up to date
// in memory, as it stands.
func OpenReadOnly(path string) (*Library, error) { return Options{}.OpenReadOnly(path) }

// Open is the function Open with these options.
func (o Options) Open(path string) (*Library, error) {
	l, err := o.open(path)
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", path, explainAt(filepath.Dir(path), err))
	}
	return l, nil
}

func (o Options) open(path string) (*Library, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	lock, err := acquire(path + lockSuffix)
	if err != nil {
		return nil, unwritable(path, err)
	}
	l, err := o.openLocked(path)
	if err != nil {
		return nil, errors.Join(err, lock.Close())
	}
	l.lock = lock
	return l, nil
}

// unwritable says of a library that is there what keeps its lock from being
// made: everything about it is read-only.
func unwritable(path string, err error) error {
	if errors.Is(err, fs.ErrPermission) && exists(path) {
		return fmt.Errorf("%w (%v)", ErrReadOnly, err)
	}
	return err
}

func (o Options) openLocked(path string) (*Library, error) {
	dir, unfinished := filepath.Dir(path), filepath.Base(path)+restoringSuffix
	// What a killed restore has left is in nobody's way, if it cannot be removed.
	removeFrom(dir, func(name string) bool { return strings.HasPrefix(name, unfinished) })
	if isMissing(path) {
		if err := o.create(path); err != nil {
			return nil, err
		}
	}
	if err := inspect(path); err != nil {
		return nil, err
	}
	if err := checkWritable(path); err != nil {
		return nil, err
	}
	connect := o.connect
	if o.onNetwork(dir) {
		connect = o.connectAlone
	}
	l, err := connect(path)
	if err != nil {
		return nil, err
	}
	if err := syncFolder(dir); err != nil { // the names of the file and its log
		return nil, errors.Join(err, l.release())
	}
	return l, nil
}

// OpenReadOnly is the function OpenReadOnly with these options.
func (o Options) OpenReadOnly(path string) (*Library, error) {
	l, err := o.openReadOnly(path)
	if err != nil {
		return nil, fmt.Errorf("open library %s: %w", path, explainAt(filepath.Dir(path), err))
	}
	return l, nil
}

func (o Options) openReadOnly(path string) (*Library, error) {
	path, err := resolve(path)
	if err != nil {
		return nil, err
	}
	if isMissing(path) {
		if err := checkStrays(path); err != nil {
			return nil, err
		}
		return o.emptyReadOnly()
	}
	if err := inspect(path); err != nil {
		return nil, err
	}
	name, err := o.reader(path)
	if err != nil {
		return nil, err
	}
	l, err := openReader(name)
	if err != nil {
		return nil, err
	}
	l.path, l.now = path, o.now
	if err := l.update(context.Background(), name); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return l, nil
}

// maxInMemory bounds the older libraries that are read without changing their
// file, in bytes.
const maxInMemory = 512 << 20

// update brings a library of an older format up to date in memory, so that
// reading it leaves its file alone.
func (l *Library) update(ctx context.Context, name string) error {
	version, err := checkVersion(ctx, l.read)
	if err != nil || version == len(migrations()) {
		return err
	}
	if info, err := os.Stat(l.path); err != nil || info.Size() > maxInMemory {
		return errors.Join(errOlder, err)
	}
	db, err := pool(memoryName(), 1)
	if err != nil {
		return err
	}
	err = withConn(ctx, db, func(c *sqlite3.Conn) error { return c.Restore("main", name) })
	if err == nil {
		err = migrate(ctx, db, version)
	}
	if err != nil {
		return errors.Join(err, db.Close())
	}
	file := l.read
	l.read = db
	return file.Close()
}

// reader is the name by which SQLite reads the file at path. A library with a
// log is read in memory that its readers share with the writer; where there can
// be none, SQLite reads only what it is told stands still. On a network it does:
// whoever writes there does it without a log.
func (o Options) reader(path string) (string, error) {
	logged, err := hasLog(path)
	if err != nil {
		return "", err
	}
	shared := !logged
	if logged && !o.onNetwork(filepath.Dir(path)) {
		shared = reserve(path)
	}
	if shared {
		return o.dsn(path, "mode", "ro"), nil
	}
	if checkStrays(path) != nil {
		return "", errLog
	}
	return o.dsn(path, "immutable", "1"), nil
}

// openReader opens the database called name for reading.
func openReader(name string) (*Library, error) {
	read, err := pool(name, readers)
	if err != nil {
		return nil, err
	}
	l := &Library{read: read, now: time.Now}
	if _, err := checkVersion(context.Background(), read); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return l, nil
}

func (o Options) emptyReadOnly() (*Library, error) {
	l, err := o.memory()
	if err != nil {
		return nil, err
	}
	l.write = nil
	return l, nil
}

// Memory returns an empty library that vanishes when it is closed.
func Memory() (*Library, error) { return Options{}.memory() }

func (o Options) memory() (*Library, error) {
	db, err := pool(memoryName(), 1)
	if err != nil {
		return nil, err
	}
	l := &Library{read: db, write: db, now: o.now}
	if err := migrate(context.Background(), db, 0); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return l, nil
}

// connect opens the two pools of a library that is there and held by the lock.
func (o Options) connect(path string) (*Library, error) {
	reserve(path)
	l := &Library{path: path, now: o.now}
	var err error
	if l.write, err = pool(o.dsn(path, "mode", "rw"), 1); err != nil {
		return nil, err
	}
	if err := l.prepare(context.Background(), "wal"); err != nil {
		return nil, errors.Join(err, l.release())
	}
	if l.read, err = pool(o.dsn(path, "mode", "ro"), readers); err != nil {
		return nil, errors.Join(err, l.release())
	}
	return l, nil
}

// connectAlone opens a library on a network, where memory cannot be shared
// and locks cannot be trusted: one connection, which keeps all others out, and
// a rollback journal (https://www.sqlite.org/wal.html, “Use Of WAL Without
// Shared-Memory”).
func (o Options) connectAlone(path string) (*Library, error) {
	db, err := pool(o.dsn(path, "mode", "rw", "locking_mode(exclusive)"), 1)
	if err != nil {
		return nil, err
	}
	l := &Library{read: db, write: db, path: path, now: o.now, notice: networkNotice}
	err = l.prepare(context.Background(), "delete")
	if err == nil { // the journal is there before it is needed
		_, err = db.Exec("UPDATE library SET rev = rev")
	}
	if err != nil {
		return nil, errors.Join(err, l.release())
	}
	return l, nil
}

// prepare makes the library one of the newest format with that kind of journal.
func (l *Library) prepare(ctx context.Context, journal string) error {
	version, err := checkVersion(ctx, l.write)
	if err != nil {
		return err
	}
	if version < len(migrations()) {
		if err := backupBefore(ctx, l.write, l.path, len(migrations())); err != nil {
			return fmt.Errorf("keep a copy before bringing it up to date: %w", err)
		}
	}
	if _, err := l.write.ExecContext(ctx, "PRAGMA journal_mode = "+journal); err != nil {
		return err
	}
	return migrate(ctx, l.write, version)
}

// pool opens up to n connections to the database called name.
func pool(name string, n int) (*sql.DB, error) {
	db, err := driver.Open(name, fts5.Register)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(n)
	db.SetMaxIdleConns(n)
	return db, nil
}

// dsn is the name by which SQLite knows the file at path, opened as key = value
// says and with further pragmas, which come first.
func (o Options) dsn(path, key, value string, first ...string) string {
	q := pragmas()
	q["_pragma"] = append(first, q["_pragma"]...)
	q.Set("_txlock", "immediate")
	q.Set("modeof", path) // of the logs and journals that SQLite makes
	if key == "immutable" {
		q.Set("mode", "ro")
	}
	q.Set(key, value)
	if o.vfs != "" {
		q.Set("vfs", o.vfs)
	}
	return fileURL(path, q)
}

// memoryName is the name by which SQLite knows a new database in memory.
func memoryName() string { return "file::memory:?" + pragmas().Encode() }

// fileURL is the address of the file at path (https://www.sqlite.org/uri.html).
func fileURL(path string, q url.Values) string {
	query := strings.ReplaceAll(q.Encode(), "+", "%20") // SQLite takes a plus sign for one
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(path), RawQuery: query}
	if filepath.VolumeName(path) != "" {
		u.Path = "/" + u.Path
	}
	return u.String()
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now()
	}
	return o.Now()
}

func (o Options) onNetwork(folder string) bool {
	if o.OnNetwork == nil {
		return isOnNetwork(folder)
	}
	return o.OnNetwork(folder)
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
