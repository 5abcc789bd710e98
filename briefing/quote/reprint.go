package quote

import "briefdesk/briefing"

// Two texts are one report where more than this share of the shorter one's runs of
// five words stands in the longer one: agencies' copy is cut and given another
// opening, while reports of one event by two hands share hardly any. Texts of
// fewer words than leastReport say too little to tell.
const (
	reportWords = 5
	reportShare = 0.4
	leastReport = 20
)

// IsReprint reports whether one of two texts repeats the other, whole or cut, so
// that the two are one source of what they say.
func IsReprint(a, b string) bool {
	short, long := keys(wordsOf(briefing.Normalize(a))), keys(wordsOf(briefing.Normalize(b)))
	if len(short) > len(long) {
		short, long = long, short
	}
	if len(short) < leastReport {
		return false
	}
	stands := make(map[uint64]bool, len(long))
	for i := 0; i+reportWords <= len(long); i++ {
		stands[runKey(long[i:i+reportWords])] = true
	}
	shared, all := 0, 0
	for i := 0; i+reportWords <= len(short); i++ {
		all++
		if stands[runKey(short[i:i+reportWords])] {
			shared++
		}
	}
	return float64(shared) > reportShare*float64(all)
}
