package export

import (
	"strings"

	"briefdesk/briefing/quote"
)

// maxLikenesses bounds how many texts are compared to find those that are alike.
const maxLikenesses = 4000

// paired finds, for each of n things, which of m others it goes with, or -1: one that
// is the same, else one that is alike and stands between the same neighbours. Each
// goes with one at most.
func paired(n, m int, same, alike func(i, j int) bool) []int {
	with, taken := make([]int, n), make([]bool, m)
	next := 0
	for i := range with {
		with[i] = -1
		for k := range m { // what follows the last is the likeliest
			if j := (next + k) % m; !taken[j] && same(i, j) {
				with[i], taken[j], next = j, true, j+1
				break
			}
		}
	}
	left := maxLikenesses
	for i := range with {
		if with[i] >= 0 || left == 0 {
			continue
		}
		from, to := neighbours(with, i, m)
		for j := from; j < to && left > 0; j++ {
			if taken[j] {
				continue
			}
			left--
			if alike(i, j) {
				with[i], taken[j] = j, true
				break
			}
		}
	}
	return with
}

// neighbours are the bounds between which what i goes with stands, if it has not
// moved: those of its neighbours, or of all m where these have moved.
func neighbours(with []int, i, m int) (from, to int) {
	to = m
	for k := i - 1; k >= 0; k-- {
		if with[k] >= 0 {
			from = with[k] + 1
			break
		}
	}
	for k := i + 1; k < len(with); k++ {
		if with[k] >= 0 {
			to = with[k]
			break
		}
	}
	if from > to {
		return 0, m
	}
	return from, to
}

// alike reports whether two texts share half of their words.
func alike(a, b string) bool {
	a, b = plainly(a), plainly(b)
	same, longer := 0, max(len(a), len(b))
	if 2*min(len(a), len(b)) < longer {
		return false
	}
	for _, change := range quote.Diff(a, b) {
		if change.Op == quote.Same {
			same += len(strings.TrimSpace(change.Text))
		}
	}
	return 2*same >= longer
}
