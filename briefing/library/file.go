package library

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// The files that stand beside a library while it is open. The lock stays:
// removing it would let two writers hold two different files of one name.
const (
	walSuffix     = "-wal"
	shmSuffix     = "-shm"
	journalSuffix = "-journal" // on a network
	lockSuffix    = "-lock"

	restoringSuffix = "-restoring-" // of the folder in which a restore prepares
)

// applicationID marks an SQLite file as a library: "Brfd".
const applicationID = 0x42726664

// resolve returns path as it is known to every process, links followed.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	real, err := filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		return path, nil
	}
	return real, err
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// isMissing reports whether there is nothing at path. What cannot be looked at
// may well be there.
func isMissing(path string) bool {
	_, err := os.Lstat(path)
	return errors.Is(err, fs.ErrNotExist)
}

// inspect reads the header of the file at path, without SQLite and without a
// trace, and says why it cannot be a library of this program.
// The fields are those of https://www.sqlite.org/fileformat.html §1.3.
func inspect(path string) error {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return err
	case info.IsDir():
		return errFolder
	case !info.Mode().IsRegular():
		return ErrNotLibrary
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	var header [100]byte
	if _, err := io.ReadFull(f, header[:]); err != nil {
		return ErrNotLibrary
	}
	if string(header[:16]) != "SQLite format 3\x00" || binary.BigEndian.Uint32(header[68:]) != applicationID {
		return ErrNotLibrary
	}
	return checkFormat(int(binary.BigEndian.Uint32(header[60:])))
}

func checkFormat(version int) error {
	if newest := len(migrations()); version > newest {
		return fmt.Errorf("%w (its format is %d; this program knows %d)", ErrNewer, version, newest)
	}
	return nil
}

// checkWritable refuses a file that its owner has protected, even from root.
func checkWritable(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm()&0o200 == 0 {
		return ErrReadOnly
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) {
		return ErrReadOnly
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// create makes an empty library. It is built aside and moved into place, so
// that there is never half a library at path. The caller holds the lock.
func (o Options) create(path string) error {
	if err := checkStrays(path); err != nil {
		return err
	}
	draft := path + "-new"
	if err := os.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(draft, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := o.lay(draft); err != nil {
		return errors.Join(err, os.Remove(draft))
	}
	return os.Rename(draft, path)
}

// lay writes the tables into the empty file at path.
func (o Options) lay(path string) error {
	db, err := pool(o.dsn(path, "mode", "rw"), 1)
	if err != nil {
		return err
	}
	return errors.Join(migrate(context.Background(), db, 0), db.Close())
}

// checkStrays refuses a path with a log beside it that holds changes: they
// would be read into a new file.
func checkStrays(path string) error {
	for _, suffix := range []string{walSuffix, journalSuffix} {
		if info, err := os.Stat(path + suffix); err == nil && info.Size() > 0 {
			return damaged("the file is missing, but changes to it are left in %s", filepath.Base(path)+suffix)
		}
	}
	return nil
}

// reserve makes the shared memory of the library at path before SQLite does,
// which would let others read it. It reports whether it is there.
func reserve(path string) bool {
	f, err := os.OpenFile(path+shmSuffix, os.O_CREATE|os.O_RDWR, 0o600)
	return err == nil && f.Close() == nil
}

// hasLog reports whether the library at path has a write-ahead log, or says of
// itself that it does.
func hasLog(path string) (bool, error) {
	if exists(path + walSuffix) {
		return true, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return false, err
	}
	defer f.Close()
	var version [1]byte // that a reader must know: 1 is a rollback journal, 2 a log
	_, err = f.ReadAt(version[:], 19)
	return version[0] == 2, err
}

// checkVersion returns the format of a library. It asks SQLite, which sees what
// is still in the write-ahead log.
func checkVersion(ctx context.Context, db *sql.DB) (version int, err error) {
	var id int
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return 0, err
	}
	if id != applicationID {
		return 0, ErrNotLibrary
	}
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, err
	}
	return version, checkFormat(version)
}
