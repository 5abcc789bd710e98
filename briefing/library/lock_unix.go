//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package library

import (
	"errors"
	"os"
	"syscall"
	"time"
)

// A process that was killed while it started another leaves the lock to the child
// until that has become the other program, some milliseconds at the longest.
const (
	tries   = 20
	between = 5 * time.Millisecond
)

// acquire takes the writer lock, which lasts until the file is closed or the
// process ends, however it ends. It is ErrLocked while another holds it.
func acquire(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDONLY, 0o600)
	if err != nil {
		return nil, err
	}
	for range tries {
		err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			break
		}
		time.Sleep(between)
	}
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = ErrLocked
	}
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return f, nil
}
