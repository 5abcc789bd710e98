package importer

import (
	"net/url"
	"strings"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// A page says several times what it is: in its head (meta), in a description
// for machines (json-ld), in marks on its elements (microdata), in sight
// (html), in its address (url) and in what a browser wrote into the file
// (file). Each saying is a claim. Sites copy their own mistakes, so a field is
// certain only where claims from two sources agree.

// claim is what one source says of a field.
type claim struct{ value, source string }

// settle returns the first claim that one from another source confirms, as a
// field of high confidence; else the first claim, as one of the confidence alone.
func settle(claims []claim, same func(a, b string) bool, alone briefing.Confidence) briefing.Field {
	var kept []claim
	for _, c := range claims {
		if c.value = oneLine(c.value); c.value != "" && fits(c.value) {
			kept = append(kept, c)
		}
	}
	for i, c := range kept {
		for j, other := range kept {
			if i != j && c.source != other.source && same(c.value, other.value) {
				return field(c.value, c.source, briefing.ConfidenceHigh)
			}
		}
	}
	if len(kept) == 0 {
		return briefing.Field{}
	}
	return field(kept[0].value, kept[0].source, alone)
}

// sameLetters reports whether a and b are the same words.
func sameLetters(a, b string) bool { return letters(a) == letters(b) }

// sameDay reports whether two dates are the same, but for the hour: midnight
// in one part of the world is the day before in another.
func sameDay(a, b string) bool {
	if a == b {
		return true
	}
	x, errX := time.Parse(time.DateOnly, a)
	y, errY := time.Parse(time.DateOnly, b)
	const day = 24 * time.Hour
	return errX == nil && errY == nil && x.Sub(y).Abs() <= day
}

// sameAddress reports whether two addresses lead to one page, however it is
// asked for.
func sameAddress(a, b string) bool { return bareAddress(a) == bareAddress(b) }

func bareAddress(s string) string {
	u, err := url.Parse(s)
	if err != nil {
		return s
	}
	host := strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), "m."), "amp.")
	return host + strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), "/amp"), "/")
}

// sameLanguage compares the first parts of two language tags.
func sameLanguage(a, b string) bool {
	x, _, _ := strings.Cut(strings.ToLower(a), "-")
	y, _, _ := strings.Cut(strings.ToLower(b), "-")
	return x == y
}

// sameSite reports whether two names are of one publisher; one of them may be
// its host.
func sameSite(a, b string) bool {
	x, y := siteLetters(a), siteLetters(b)
	return x != "" && y != "" && (x == y || len(x) > 3 && strings.HasPrefix(y, x) || len(y) > 3 && strings.HasPrefix(x, y))
}

var siteEnding = pattern.New(`(?i)\.(com|org|net|gov|edu|int|info|co|ac|eu|[a-z]{2})(\.[a-z]{2})?$`)

func siteLetters(s string) string {
	return strings.TrimPrefix(letters(siteEnding.ReplaceAllString(s, "")), "the")
}

// sameAuthors reports whether one of two bylines names all that the other does.
func sameAuthors(a, b string) bool {
	return containsAll(authorsIn(a), authorsIn(b)) || containsAll(authorsIn(b), authorsIn(a))
}

func containsAll(all, some []string) bool {
	in := map[string]bool{}
	for _, s := range all {
		in[letters(s)] = true
	}
	for _, s := range some {
		if !in[letters(s)] {
			return false
		}
	}
	return len(some) > 0
}
