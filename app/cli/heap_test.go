package cli

import (
	"testing"

	"pgregory.net/rapid"
)

// A heap is collected when it is full, and one of which much is in use when it has
// grown by half, however large it is.
func TestHeapPace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		live := rapid.Uint64Range(0, 1<<40).Draw(t, "live")
		p := uint64(percentage(live))
		goal := max(live+live*p/100, p*(4<<20)/100) // as the runtime has it
		want := max(fullHeap, live+live/2)
		if goal > want || goal < want-want/50 {
			t.Errorf("with %d bytes in use the heap is collected at %d (%d %%), not at about %d", live, goal, p, want)
		}
	})
}
