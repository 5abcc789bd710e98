package session

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// DefaultLibrary is where the library is kept unless the user says otherwise:
// BRIEFDESK_LIBRARY, else a file in the platform's folder for the data of
// programs (https://specifications.freedesktop.org/basedir-spec/ on Linux).
func DefaultLibrary() (string, error) {
	if path := os.Getenv("BRIEFDESK_LIBRARY"); path != "" {
		return path, nil
	}
	dir, err := dataDir()
	if err != nil {
		return "", errors.New("there is no home folder to keep the library in; name a file with --library")
	}
	return filepath.Join(dir, "briefdesk", "library.briefdesk"), nil
}

// CacheDir is the folder for what the program can make again, or empty where
// the platform has none. It need not be there.
func CacheDir() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "briefdesk")
}

// House is the folder of what a house adds of one kind to what the program has,
// such as templates; it need not be there. It is nil where there is no home folder.
func House(kind string) fs.FS {
	dir, err := dataDir()
	if err != nil {
		return nil
	}
	return os.DirFS(filepath.Join(dir, "briefdesk", kind))
}

func dataDir() (string, error) {
	switch runtime.GOOS {
	case "windows", "darwin":
		return os.UserConfigDir()
	}
	if dir := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(dir) {
		return dir, nil
	}
	home, err := os.UserHomeDir()
	return filepath.Join(home, ".local", "share"), err
}
