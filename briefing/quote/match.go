package quote

import (
	"cmp"
	"slices"
)

// Two texts are laid side by side as patience diff does it, and Myers' diff
// where that comes to nothing. What stands once in both texts is almost always
// the same thing, so the longest chain of such tokens that is in order in both
// is taken for granted, and the stretches between them are compared by
// themselves, in which more tokens stand once. Where no token does, runs of
// tokens may. Myers' greedy search fills the rest, which is short in prose.
//
// Patience alone leaves out what is repeated; Myers alone takes time with the
// square of the changes, and pairs stray commas and articles of sentences that
// have nothing to do with each other. The time is that of sorting; the limits
// keep it so for any text.
const (
	// maxDepth is how often stretches are divided by what stands once in them.
	maxDepth = 32
	// longestRun is how many tokens make the longest run that is looked for.
	longestRun = 4
	// maxChanges is how many changes Myers' search looks for in a stretch. One
	// with more has nothing the same.
	maxChanges = 500
)

// match returns, for each element of a, the index of the element of b that it
// is the same as, or -1. The indices rise.
func match(a, b []uint64) []int {
	m := matcher{a: a, b: b, to: make([]int, len(a))}
	for i := range m.to {
		m.to[i] = -1
	}
	m.stretch(0, len(a), 0, len(b), maxDepth)
	return m.to
}

type matcher struct {
	a, b []uint64
	to   []int
}

// stretch matches a[a0:a1] with b[b0:b1].
func (m *matcher) stretch(a0, a1, b0, b1, depth int) {
	for a0 < a1 && b0 < b1 && m.a[a0] == m.b[b0] {
		m.to[a0] = b0
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && m.a[a1-1] == m.b[b1-1] {
		a1, b1 = a1-1, b1-1
		m.to[a1] = b1
	}
	if a0 == a1 || b0 == b1 {
		return
	}
	var common []pair
	for run := 1; depth > 0 && common == nil && run <= longestRun; run *= 2 {
		common = rising(m.single(run, a0, a1, b0, b1))
	}
	if common == nil {
		m.myers(a0, a1, b0, b1)
		return
	}
	for _, p := range common {
		m.stretch(a0, p.a, b0, p.b, depth-1)
		m.to[p.a] = p.b
		a0, b0 = p.a+1, p.b+1
	}
	m.stretch(a0, a1, b0, b1, depth-1)
}

// pair is the index of an element in each list.
type pair struct{ a, b int }

// single are the beginnings of runs of n elements that both stretches have
// once, in the order of a.
func (m *matcher) single(n, a0, a1, b0, b1 int) []pair {
	type count struct{ inA, inB, a, b int }
	counts := make(map[uint64]count, a1-a0)
	for i := a0; i+n <= a1; i++ {
		key := runKey(m.a[i : i+n])
		c := counts[key]
		c.inA, c.a = c.inA+1, i
		counts[key] = c
	}
	for j := b0; j+n <= b1; j++ {
		key := runKey(m.b[j : j+n])
		if c, ok := counts[key]; ok {
			c.inB, c.b = c.inB+1, j
			counts[key] = c
		}
	}
	var list []pair
	for _, c := range counts {
		if c.inA == 1 && c.inB == 1 && slices.Equal(m.a[c.a:c.a+n], m.b[c.b:c.b+n]) {
			list = append(list, pair{c.a, c.b})
		}
	}
	slices.SortFunc(list, func(p, q pair) int { return cmp.Compare(p.a, q.a) })
	return list
}

// rising is the longest part of list, which is in order of a, that is in order of b too.
func rising(list []pair) []pair {
	var tails []int                  // the index of the lowest last pair of a chain of each length
	before := make([]int, len(list)) // the pair before each in its chain
	for i, p := range list {
		n, _ := slices.BinarySearchFunc(tails, p.b, func(t, b int) int { return cmp.Compare(list[t].b, b) })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	chain := make([]pair, len(tails))
	at := tails[len(tails)-1]
	for n := len(chain) - 1; n >= 0; n-- {
		chain[n] = list[at]
		at = before[at]
	}
	return chain
}

// myers matches a stretch by the greedy algorithm of Myers, “An O(ND)
// Difference Algorithm and Its Variations”, 1986. It matches nothing if there
// are more than maxChanges.
func (m *matcher) myers(a0, a1, b0, b1 int) {
	n, k := a1-a0, b1-b0
	most := min(n+k, maxChanges)
	reach := make([]int, 2*most+2) // by diagonal, the furthest x; diagonal d is at d+most
	var history [][]int            // reach before each number of changes
	for d := 0; d <= most; d++ {
		history = append(history, slices.Clone(reach[most-d:most+d+2]))
		for diag := -d; diag <= d; diag += 2 {
			x := 0
			if from := cameFrom(reach[most-d:], d, diag); d > 0 {
				x = reach[from+most] + max(0, diag-from)
			}
			for x < n && x-diag < k && m.a[a0+x] == m.b[b0+x-diag] {
				x++
			}
			reach[diag+most] = x
			if x >= n && x-diag >= k {
				m.trace(history, a0, b0, n, k)
				return
			}
		}
	}
}

// cameFrom is the diagonal from which change number d comes furthest on diag;
// reach begins at diagonal -d.
func cameFrom(reach []int, d, diag int) int {
	if diag == -d || diag < d && reach[diag-1+d] < reach[diag+1+d] {
		return diag + 1
	}
	return diag - 1
}

// trace goes back from the end of a stretch of n and k elements, and matches
// what lies on the diagonals of the path.
func (m *matcher) trace(history [][]int, a0, b0, n, k int) {
	x, y := n, k
	for d := len(history) - 1; d >= 0; d-- {
		fromX, fromY := 0, 0
		if d > 0 {
			from := cameFrom(history[d], d, x-y)
			fromX = history[d][from+d]
			fromY = fromX - from
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			m.to[a0+x] = b0 + y
		}
		x, y = fromX, fromY
	}
}
