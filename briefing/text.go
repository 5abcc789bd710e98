package briefing

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Offset is a position in a text, counted in Unicode code points from 0.
type Offset int

// Range is the half-open stretch [Start, End) of a text.
type Range struct {
	Start Offset `json:"start"`
	End   Offset `json:"end"`
}

// Len is the number of code points in r.
func (r Range) Len() Offset { return r.End - r.Start }

// Contains reports whether all of s lies in r.
func (r Range) Contains(s Range) bool { return r.Start <= s.Start && s.End <= r.End }

// Overlaps reports whether r and s share a code point.
func (r Range) Overlaps(s Range) bool { return r.Start < s.End && s.Start < r.End }

// Length is the number of code points in s.
func Length(s string) Offset { return Offset(utf8.RuneCountInString(s)) }

// Slice returns the code points of s in r, clipped to s.
func Slice(s string, r Range) string {
	from := byteIndex(s, r.Start)
	return s[from : from+byteIndex(s[from:], r.End-max(r.Start, 0))]
}

func byteIndex(s string, o Offset) int {
	if o <= 0 {
		return 0
	}
	for i := range s {
		if o == 0 {
			return i
		}
		o--
	}
	return len(s)
}

// NormVersion is the version of the rules of Normalize. Snapshots keep the
// version they were made with, and are never normalised again.
const NormVersion = 1

// Normalize brings text into the one form that snapshots hold:
//
//   - invalid UTF-8 becomes U+FFFD and the whole is composed (NFC, UAX #15);
//   - CR, CR LF, NEL, LS, PS, VT and FF become a line feed;
//   - a tab and every other space, no-break ones included, becomes U+0020;
//   - control characters, the byte order mark, soft hyphens, zero-width spaces,
//     noncharacters and bidirectional controls go: they can hide words or show
//     them in another order (CVE-2021-42574). The zero-width joiners stay
//     beside a letter outside ASCII, where Persian, Urdu and emoji need them.
//
// It neither joins nor trims lines. Normalize(Normalize(s)) == Normalize(s).
func Normalize(s string) string {
	if isNormal(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	var last rune
	for i, r := range s {
		switch {
		case r == '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				continue
			}
			r = '\n'
		case r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\v' || r == '\f':
			r = '\n'
		case r == '\t' || unicode.Is(unicode.Zs, r):
			r = ' '
		case r == '\u200c' || r == '\u200d':
			if last < utf8.RuneSelf {
				continue
			}
		case isDropped(r):
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return norm.NFC.String(b.String())
}

// isNormal is the fast path for plain ASCII lines, the bulk of most texts.
func isNormal(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= 0x7f || c < ' ' && c != '\n' {
			return false
		}
	}
	return true
}

func isDropped(r rune) bool {
	switch {
	case unicode.IsControl(r), r == '\u00ad', r == '\ufeff', r == '\u061c', r == '\u180e':
		return true
	case r >= '\u200b' && r <= '\u200f', r >= '\u202a' && r <= '\u202e', r >= '\u2060' && r <= '\u206f':
		return true
	case r >= '\ufdd0' && r <= '\ufdef', r&0xfffe == 0xfffe, r >= '\ufff0' && r <= '\ufffb':
		return true
	case r >= 0xe0000 && r <= 0xe0fff: // tags and invisible variation selectors
		return true
	}
	return false
}
