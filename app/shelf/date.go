package shelf

import (
	"strconv"
	"time"
)

// longDay is a date with its month in full, so that a filter finds it by
// “aug 2025” as well as by “august”.
func longDay(published string) string {
	n := dayNumber(published)
	y, m, d := int(n/10000), time.Month(n/100%100), int(n%100)
	switch {
	case m < time.January || m > time.December:
		return ""
	case d == 0:
		return m.String() + " " + strconv.Itoa(y)
	}
	return strconv.Itoa(d) + " " + m.String() + " " + strconv.Itoa(y)
}

// dayNumber orders dates: YYYYMMDD, with zeros for what is not known.
func dayNumber(published string) uint32 {
	var n, digits uint32
	for i := 0; i < len(published) && digits < 8; i++ {
		if c := published[i]; '0' <= c && c <= '9' {
			n = n*10 + uint32(c-'0')
			digits++
		}
	}
	for ; digits < 8; digits++ {
		n *= 10
	}
	return n
}
