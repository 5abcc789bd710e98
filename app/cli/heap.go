package cli

import "runtime/debug"

const (
	// shortNote is how many blocks a note may have, some 200 pages, for memory to
	// matter less than time.
	shortNote = 1500
	// late is the percentage at which a heap is first collected when it has 64 MB:
	// sixteen times the 4 MB that go with the usual 100.
	late  = 1600
	usual = 100
)

// collectLate puts off the collection of what a command leaves behind: most have
// ended before it would be worth its while.
func collectLate() { debug.SetGCPercent(late) }

// collectBy has collection go on as late as the number of a note's blocks allows.
func collectBy(blocks int) {
	if blocks > shortNote {
		debug.SetGCPercent(usual)
	}
}
