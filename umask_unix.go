//go:build unix

package main

import (
	"io/fs"
	"syscall"
)

// privateFiles makes what the program keeps the user's alone, and returns the
// mode of files that the user asks for, which are as those of other programs.
func privateFiles() fs.FileMode { return 0o666 &^ fs.FileMode(syscall.Umask(0o077)) }
