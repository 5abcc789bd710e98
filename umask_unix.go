//go:build unix

package main

import "syscall"

// privateFiles makes what the user keeps the user's alone.
func privateFiles() { syscall.Umask(0o077) }
