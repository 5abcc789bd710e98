package export

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Save writes files to disk, each whole or not at all: a file that was there
// before is replaced only when its successor is complete and on the disk. A new
// file gets the mode given, 0600 if that is zero; one that is replaced keeps its
// own. Until it is complete, nobody else can read it.
func Save(files []File, mode fs.FileMode) error {
	for _, f := range files {
		if err := save(f, mode); err != nil {
			return err
		}
	}
	return nil
}

func save(f File, mode fs.FileMode) error {
	if info, err := os.Stat(f.Name); err == nil {
		mode = info.Mode().Perm()
	}
	dir := filepath.Dir(f.Name)
	tmp, err := os.CreateTemp(dir, ".briefdesk-*")
	if err != nil {
		return cannotWrite(f.Name, dir, err)
	}
	defer os.Remove(tmp.Name()) // after the rename there is nothing to remove
	_, err = tmp.Write(f.Data)
	if mode != 0 {
		err = errors.Join(err, tmp.Chmod(mode))
	}
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), f.Name)
	}
	if err != nil {
		return cannotWrite(f.Name, dir, err)
	}
	return nil
}

func cannotWrite(name, dir string, err error) error {
	// The path of the temporary file says nothing to the user.
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		err = path.Err
	case errors.As(err, &link):
		err = link.Err
	}
	switch {
	case isFolder(name):
		return fmt.Errorf("write %s: there is a folder of that name; choose another name", name)
	case exists(dir) && !isFolder(dir):
		return fmt.Errorf("write %s: %s is not a folder; choose another", name, dir)
	case !exists(dir):
		return fmt.Errorf("write %s: there is no folder %s; make it first or choose another", name, dir)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("write %s: you may not write in %s; choose another folder", name, dir)
	}
	return fmt.Errorf("write %s: %w; free some space or choose another folder", name, err)
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}

func isFolder(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}
