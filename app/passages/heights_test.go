package passages

import (
	"testing"

	"pgregory.net/rapid"
)

// Wherever one asks, rows stand below each other without a gap or an overlap,
// and what is in view stays there when more is measured.
func TestRowsStandBelowEachOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 4*blockRows).Draw(t, "rows")
		of := func(i int) float32 { return float32(40 + i*37%90) }
		h := newHeights(n, of)
		for range rapid.IntRange(1, 8).Draw(t, "steps") {
			y := rapid.Float32Range(-50, h.end()+50).Draw(t, "y")
			moved := h.around(y, y+300)
			if again := h.around(y+moved, y+moved+300); again != 0 {
				t.Fatalf("at %v it moves by %v once more", y+moved, again)
			}
			i := h.at(y + moved)
			if in := y + moved; in >= listInset && in < h.end()-listInset && (in < h.top(i) || in >= h.top(i)+of(i)) {
				t.Fatalf("row %d, %v to %v, is not at %v", i, h.top(i), h.bottom(i), in)
			}
		}
		for i := 1; i < n; i++ {
			h.top(i) // all are measured
		}
		for i := 1; i < n; i++ {
			if h.top(i) != h.top(i-1)+of(i-1) {
				t.Fatalf("row %d begins at %v, the one above it at %v with %v", i, h.top(i), h.top(i-1), of(i-1))
			}
		}
	})
}
