package library

import (
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
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
	ErrDamaged    = errors.New("the library is damaged; restore a backup, or run “briefdesk check” to see what is left")
)

var (
	errInUse  = errors.New("this is a library in use; choose another name")
	errFolder = errors.New("this is a folder; name a file in it")
	errFull   = errors.New("the disk is full; free some space and try again")
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
		{fs.ErrPermission, errDenied},
	} {
		if errors.Is(err, c.cause) {
			return fmt.Errorf("%w (%v)", c.meaning, err)
		}
	}
	return err
}

// damaged says that what was read cannot be what was written.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), ErrDamaged)
}
