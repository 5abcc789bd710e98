package cli

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

const (
	// fullHeap is how many bytes a heap has before it is collected: most commands have
	// ended by then.
	fullHeap = 80 << 20
	// latest is the percentage at which that is so while little is in use: the runtime
	// collects 4 MB at 100.
	latest = 100 * fullHeap / (4 << 20)
	// soonest is the percentage for a note so long that most of its heap is in use.
	soonest = 50
)

// collectLate puts off the collection of what a command leaves behind: until the heap
// is full, or has grown by half since it was last collected, if that is more.
var collectLate = sync.OnceFunc(func() {
	debug.SetGCPercent(latest)
	afterCollection(setPace)
})

// setPace says by what is in use of the heap when it is collected next.
func setPace() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(percentage(live[0].Value.Uint64()))
	afterCollection(setPace)
}

// percentage is that by which a heap of which live bytes are in use may grow.
func percentage(live uint64) int {
	return min(max(int(100*fullHeap/max(live, 1))-100, soonest), latest)
}

// afterCollection calls f when the heap was collected.
func afterCollection(f func()) {
	type mark struct{ _ *byte } // with a pointer, or it would share memory that lives on
	runtime.AddCleanup(new(mark), func(f func()) { f() }, f)
}
