package library

import (
	"errors"
	"os"
	"syscall"
)

// acquire takes the writer lock by opening a file that it shares with nobody;
// the system closes it when the process ends, however it ends. It is ErrLocked
// while another holds it.
func acquire(path string) (*os.File, error) {
	const sharingViolation = syscall.Errno(32) // ERROR_SHARING_VIOLATION
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE, 0, nil,
		syscall.OPEN_ALWAYS, syscall.FILE_ATTRIBUTE_NORMAL, 0)
	if errors.Is(err, sharingViolation) {
		return nil, ErrLocked
	}
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(h), path), nil
}
