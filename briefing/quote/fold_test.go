package quote_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"briefdesk/briefing/quote"
)

func TestFold(t *testing.T) {
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"one  two\n", "one\u00a0two", true},
		{"“It’s ‘so’”", `"It's "so""`, true},
		{"«so»", "‹so›", true},
		{"com\u00admittee", "committee", true},
		{"caf\u00e9", "cafe\u0301", true},
		{"“twice,” he said", "“twice”, he said", true},
		{"“twice.”", "“twice”.", true},
		{"“so ‘twice,’” he said", "“so ‘twice’”, he said", true},
		{"“Why?”, he asked", "“Why?,” he asked", true},
		{"(“twice,”)", "(“twice”,)", true},
		{"the talks’, he", "the talks,’ he", true},

		{"“twice”; he", "“twice;” he", false},
		{"“twice”...", "“twice.”..", false},
		{"“twice”,5", "“twice,”5", false},
		{"about ‘.5", "about .‘5", false},
		{"“twice,”, he", "“twice”,, he", false},
		{"“twice”, he", "“twice” he", false},
		{"“, he", ",“ he", false},
		{"one two", "onetwo", false},
		{"co-chair", "co–chair", false},
		{"twice.", "twice", false},
		{"It", "it", false},
		{"cafe", "café", false},
		{"“twice” he", "twice he", false},
	} {
		if same := quote.Fold(c.a) == quote.Fold(c.b); same != c.same {
			t.Errorf("Fold(%q) = %q, Fold(%q) = %q: the same is %v", c.a, quote.Fold(c.a), c.b, quote.Fold(c.b), same)
		}
	}
}

// Fold hides no letter, digit, dash or other sign that is not on its list, and
// folding again changes nothing.
func TestFoldHidesNoWords(t *testing.T) {
	signs := rapid.StringOf(rapid.SampledFrom([]rune("ab5’'“\",. \n\u00ad\u0301-–!(")))
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.OneOf(signs, rapid.String()).Draw(t, "s")
		once := quote.Fold(s)
		if quote.Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, then %q", s, once, quote.Fold(once))
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		s := norm.NFC.String(signs.Draw(t, "s"))
		once := quote.Fold(s)
		bare := func(s string) string {
			return norm.NFC.String(strings.Map(func(r rune) rune {
				if strings.ContainsRune("'’“\",. \n\u00ad", r) {
					return -1
				}
				return r
			}, s))
		}
		if strings.Count(once, ",") != strings.Count(s, ",") || strings.Count(once, ".") != strings.Count(s, ".") || bare(once) != bare(s) {
			t.Fatalf("Fold(%q) = %q", s, once)
		}
	})
}
