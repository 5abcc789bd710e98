//go:build !unix

package main

// privateFiles does nothing: files here are private by their folder.
func privateFiles() {}
