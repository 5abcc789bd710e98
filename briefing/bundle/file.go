package bundle

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
)

// ReadFile reads the bundle at path as Read does.
func ReadFile(path string) (Bundle, error) { return fromFile(path, Read) }

// VerifyFile verifies the bundle at path as Verify does.
func VerifyFile(path string) (Report, error) { return fromFile(path, Verify) }

// IsFile reports whether the file at path claims to be a bundle, by how it begins.
func IsFile(path string) bool {
	start, err := fromFile(path, func(r io.ReaderAt, _ int64) ([]byte, error) {
		start := make([]byte, 64)
		n, err := r.ReadAt(start, 0)
		if errors.Is(err, io.EOF) {
			err = nil
		}
		return start[:n], err
	})
	return err == nil && Is(start)
}

// fromFile has read make something of a file. A pipe or a folder is none.
func fromFile[T any](path string, read func(io.ReaderAt, int64) (T, error)) (T, error) {
	v, err := fromRegular(path, read)
	var named *fs.PathError
	if errors.As(err, &named) {
		err = fmt.Errorf("%w; check its name and permissions", named.Err)
	}
	if err != nil {
		return v, fmt.Errorf("read %s: %w", path, err)
	}
	return v, nil
}

func fromRegular[T any](path string, read func(io.ReaderAt, int64) (T, error)) (T, error) {
	var nothing T
	info, err := os.Stat(path)
	if err != nil {
		return nothing, err
	}
	if !info.Mode().IsRegular() {
		return nothing, errors.New("it is no file; name a bundle")
	}
	f, err := os.Open(path)
	if err != nil {
		return nothing, err
	}
	defer f.Close()
	return read(f, info.Size())
}
