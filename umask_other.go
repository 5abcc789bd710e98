//go:build !unix

package main

import "io/fs"

// privateFiles does nothing: files here are private by their folder.
func privateFiles() fs.FileMode { return 0o666 }
