package manuscript

import (
	"maps"
	"slices"
	"testing"

	"briefdesk/briefing/pattern"
)

// TestEveryLanguageSaysAll: each language has the phrases of the others, and each
// phrase the verbs of the English one, in their order.
func TestEveryLanguageSaysAll(t *testing.T) {
	verbs := pattern.New(`%[ds]`)
	all := slices.Sorted(maps.Keys(phrases["fr"]()))
	for language, said := range phrases {
		if of := slices.Sorted(maps.Keys(said())); !slices.Equal(of, all) {
			t.Errorf("%s has other phrases than fr: %q", language, difference(of, all))
		}
		for english, phrase := range said() {
			if want, got := verbs.FindAllString(english, -1), verbs.FindAllString(phrase, -1); !slices.Equal(got, want) {
				t.Errorf("%s: %q is said %q", language, english, phrase)
			}
		}
	}
}

// difference is what stands in one list alone.
func difference(a, b []string) []string {
	var alone []string
	for _, s := range slices.Concat(a, b) {
		if slices.Contains(a, s) != slices.Contains(b, s) {
			alone = append(alone, s)
		}
	}
	return alone
}
