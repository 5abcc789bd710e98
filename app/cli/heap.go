package cli

import "runtime/debug"

const (
	// shortNote is how many blocks a note may have, some 200 pages, for memory to
	// matter less than time.
	shortNote = 1500
	// growth is by how many percent the heap then grows from one collection to the
	// next, where 100 is usual.
	growth = 400
)

// collectRarely has what the export of a note leaves behind collected rarely, if the
// note is short: the process ends soon.
func collectRarely(blocks int) {
	if blocks <= shortNote {
		debug.SetGCPercent(growth)
	}
}
