package cli

import (
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// An export has mostly ended before collecting its garbage pays: for a note of
// 100 pages the collector is a quarter of the work.

const (
	// spareHeap is how many bytes the heap grows to before it is collected.
	spareHeap = 80 << 20
	// leastGrowth is by how many percent it grows from one collection to the next
	// where more is in use.
	leastGrowth = 40
	// smallestHeap is that of the runtime, in bytes, which it scales by the percentage.
	smallestHeap = 4 << 20
)

// collectLate has the collector wait as long as spareHeap and leastGrowth say, from
// here to the end of the process.
func collectLate() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	debug.SetGCPercent(growth(int(live[0].Value.Uint64())))
	next := new(*byte) // has a pointer, and so is an object of its own, which the next collection finds
	runtime.AddCleanup(next, func(struct{}) { collectLate() }, struct{}{})
}

// growth is by how many percent a heap of which live bytes are in use may grow.
func growth(live int) int {
	const most = spareHeap / smallestHeap * 100
	return max(leastGrowth, min(most, (spareHeap-live)*100/max(live, 1)))
}
