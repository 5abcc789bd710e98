package layout

import (
	"strings"
	"testing"

	"github.com/go-text/typesetting/bidi"
)

// TestLevels holds levels against what UAX #9 gives, worked out by its rules.
// A figure is the level of the letter above it.
func TestLevels(t *testing.T) {
	for _, c := range []struct{ text, language, want string }{
		{"plain text, 2026", "en", "0000000000000000"},
		{"", "ur", ""},
		{"(اب، 2026) said", "en", "011112222000000"},
		{"said (اب، 2026) now", "en", "0000001111222200000"},
		{"the اب, 12.5% of it", "en", "0000111122222000000"},
		{"اب abc 12 جد", "en", "111222222111"},
		{"12 اب", "ur", "22111"},
		{"12, 13", "ur", "221122"},
		{"12, 13", "en", "000000"},
		{"\u2068اب\u2069 said", "en", "011000000"},
		{"اب (IS-K) جد", "ur", "111122221111"},
		{"abc אב 12 def", "en", "0000111220000"},
		{"اب “a b.” جد", "ur", "111222222111"},
		{"اب ‘a’s b’ ج", "ur", "111222222211"},
		{"اب “جد” ه", "ur", "111111111"},
		{"اب “12” ج", "ur", "111122111"},
	} {
		got, _ := levels(nil, []rune(c.text), usual(c.language))
		var s strings.Builder
		for _, l := range got {
			s.WriteByte('0' + byte(l))
		}
		if s.String() != c.want {
			t.Errorf("%q in %q:\n got %s\nwant %s", c.text, c.language, s.String(), c.want)
		}
	}
}

func TestDirection(t *testing.T) {
	for _, c := range []struct {
		text, language string
		rtl            bool
	}{
		{"plain", "en-GB", false},
		{"1947", "ur", true},
		{"plain", "ur", false},
		{"1. پاکستان (PDI)", "en", true},
		{"پاکستان is a country", "en", false},
		{"‘The title of a foreign work’، پیرا ۳", "ur", true},
	} {
		if _, rtl := levels(nil, []rune(c.text), usual(c.language)); rtl != c.rtl {
			t.Errorf("%q in %q runs from right to left: %t", c.text, c.language, rtl)
		}
	}
	if usual("ur-PK") != bidi.RightToLeft {
		t.Error("Urdu in Pakistan runs from left to right")
	}
}
