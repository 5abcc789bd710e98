//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd || windows)

package library

import "os"

// acquire opens the lock file and locks nothing: the system has no lock that
// dies with its process. SQLite still keeps two writers from mixing their
// commits, but neither hears of the other.
func acquire(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_RDONLY, 0o600)
}
