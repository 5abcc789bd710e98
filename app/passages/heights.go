package passages

import "sort"

// heights says where the rows of a list stand that are differently high.
//
// Rows are measured in blocks, when somebody asks about one of them; those not
// measured yet count as high as the others are on the average. So 100,000 rows
// cost nothing at first, and a few hundredths of a millisecond a block where
// one scrolls. What stands below a block moves when it is measured.
type heights struct {
	n      int
	of     func(i int) float32 // the height of a row with the gap below it
	blocks [][]float32         // of each block the lower edges of its rows, from its top; nil until measured
	starts []float32           // the upper edge of each block, and where one more would begin

	measured int     // rows
	sum      float32 // of their heights
}

const blockRows = 128

func newHeights(n int, of func(i int) float32) *heights {
	h := &heights{n: n, of: of, blocks: make([][]float32, (n+blockRows-1)/blockRows)}
	h.starts = make([]float32, len(h.blocks)+1)
	if n > 0 {
		h.block(0)
	}
	return h
}

// block measures a block, unless it is measured, and returns it.
func (h *heights) block(b int) []float32 {
	if h.blocks[b] != nil {
		return h.blocks[b]
	}
	edges := make([]float32, min(blockRows, h.n-b*blockRows))
	y := float32(0)
	for i := range edges {
		y += h.of(b*blockRows + i)
		edges[i] = y
	}
	h.blocks[b] = edges
	h.measured += len(edges)
	h.sum += y
	h.stack()
	return edges
}

// stack puts the blocks below each other.
func (h *heights) stack() {
	average := h.sum / float32(h.measured)
	y := float32(listInset)
	for b, edges := range h.blocks {
		h.starts[b] = y
		if edges != nil {
			y += edges[len(edges)-1]
		} else {
			y += average * float32(min(blockRows, h.n-b*blockRows))
		}
	}
	h.starts[len(h.blocks)] = y
}

// top is the upper edge of row i.
func (h *heights) top(i int) float32 {
	b, k := i/blockRows, i%blockRows
	edges := h.block(b)
	if k == 0 {
		return h.starts[b]
	}
	return h.starts[b] + edges[k-1]
}

// bottom is the lower edge of row i, without the gap.
func (h *heights) bottom(i int) float32 {
	edges := h.block(i / blockRows)
	return h.starts[i/blockRows] + edges[i%blockRows] - rowGap
}

// end is where all rows end.
func (h *heights) end() float32 {
	if h.n == 0 {
		return 0
	}
	return h.starts[len(h.blocks)] - rowGap + listInset
}

// blockAt is the block at y, or the nearest.
func (h *heights) blockAt(y float32) int {
	after := sort.Search(len(h.blocks), func(b int) bool { return h.starts[b] > y })
	return max(0, after-1)
}

// at is the row at y or in the gap above it, or the nearest; -1 if there are no
// rows.
func (h *heights) at(y float32) int {
	if h.n == 0 {
		return -1
	}
	b := h.blockAt(y)
	edges := h.block(b)
	k := sort.Search(len(edges), func(k int) bool { return h.starts[b]+edges[k] > y })
	return b*blockRows + min(k, len(edges)-1)
}

// around measures what is between top and bottom and a block beyond on either
// side, so that nothing moves while one scrolls on, and returns how far what
// stood at top has moved.
func (h *heights) around(top, bottom float32) (moved float32) {
	if h.n == 0 {
		return 0
	}
	first := h.blockAt(top)
	within := top - h.starts[first]
	last := min(h.blockAt(bottom)+1, len(h.blocks)-1)
	for b := max(0, first-1); b <= last; b++ {
		h.block(b)
	}
	return h.starts[first] + within - top
}
