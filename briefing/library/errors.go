package library

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"

	"github.com/ncruces/go-sqlite3"
)

// What a caller may branch on. Each names its remedy.
var (
	ErrNotFound   = errors.New("it is not in the library")
	ErrNotLibrary = errors.New("this file is not a Briefdesk library; choose another file")
	ErrNewer      = errors.New("this library was written by a newer Briefdesk; update the program to open it")
	ErrLocked     = errors.New("another window or command is writing this library; close it, or use its menu")
	ErrReadOnly   = errors.New("this library cannot be written to; change the permissions of the file, or work on a copy")
	ErrDamaged    = errors.New("the library is damaged; “briefdesk check” says what is left of it and which backup is good")
)

var (
	errInUse  = errors.New("this is a library in use; choose another name")
	errFolder = errors.New("this is a folder; name a file in it")
	errFull   = errors.New("the disk is full; free some space and try again")
	errOlder  = errors.New("this library has an older format; open it in the window, which brings it up to date")
	errDisk   = errors.New("the disk reports an error; keep a copy of the library on another one")
	errLog    = errors.New("the newest changes to this library are in a log that cannot be read here; copy both to a folder that you may write in")
	errDenied = errors.New("you are not allowed to use this file; change its permissions, or choose another place")
)

// explain puts what SQLite and the system report into the words above.
func explain(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	for _, c := range []struct{ cause, meaning error }{
		{sqlite3.NOTADB, ErrDamaged},
		{sqlite3.CORRUPT, ErrDamaged},
		{sqlite3.READONLY, ErrReadOnly},
		{sqlite3.BUSY, ErrLocked},
		{sqlite3.FULL, errFull},
		{syscall.ENOSPC, errFull},
		{syscall.EROFS, ErrReadOnly},
		{sqlite3.IOERR, errDisk},
		{fs.ErrPermission, errDenied},
	} {
		if errors.Is(err, c.cause) {
			return fmt.Errorf("%w (%v)", c.meaning, err)
		}
	}
	return err
}

// explainAt is explain for what was written to a folder. SQLite does not
// always tell a full disk from a broken one, so the disk is asked.
func explainAt(dir string, err error) error {
	if errors.Is(err, sqlite3.IOERR) && isFull(dir) {
		return fmt.Errorf("%w (%v)", errFull, err)
	}
	return explain(err)
}

// isFull reports whether not even a small file can be written to the folder.
func isFull(dir string) bool {
	const small = 64 << 10
	f, err := os.CreateTemp(dir, draftPrefix+"*")
	if err != nil {
		return errors.Is(err, syscall.ENOSPC)
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, small))
	err = errors.Join(err, f.Close())
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// damaged says that what was read cannot be what was written.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), ErrDamaged)
}
