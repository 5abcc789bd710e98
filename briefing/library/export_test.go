package library

// Format is the newest format of a library.
var Format = len(migrations())

// WithVFS returns the options with the file system that SQLite knows by that name.
func WithVFS(o Options, name string) Options {
	o.vfs = name
	return o
}
