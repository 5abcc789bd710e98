package session

import "testing"

func TestRecentKeepsWhatIsUsed(t *testing.T) {
	r := newRecent[int](10, func(v int) int { return v })
	for n := range 100 {
		r.put(n, 3)
		if v, ok := r.get(0); !ok || v != 3 {
			t.Fatalf("what is used all the time was forgotten after %d others", n)
		}
		if kept := len(r.newer) + len(r.older); kept > 7 {
			t.Fatalf("%d values are kept, each of 3, in twice a room of 10", kept)
		}
	}
	if _, ok := r.get(1); ok {
		t.Error("what was not used for long is there")
	}
	r.forget(0)
	if _, ok := r.get(0); ok {
		t.Error("what was forgotten is there")
	}
	r.put(1000, 99) // larger than the room
	if _, ok := r.get(1000); !ok {
		t.Error("the newest is not there")
	}
}
