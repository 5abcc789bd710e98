package docx

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func TestSplice(t *testing.T) {
	const mark = string(NoteMark)
	id := "[@0123456789abcdef0123456789abcdef]"
	for _, c := range []struct{ source, was, is, want string }{
		{"The committee met **twice** in May.", "The committee met twice in May.", "The committee met twice in June.", "The committee met **twice** in June."},
		{"The committee met **twice** in May.", "The committee met twice in May.", "The committee met three times in May.", "The committee met **three times** in May."},
		{"It's \"fine\" -- or not.", "It’s “fine” – or not.", "It’s “good” – or not.", "It's \"good\" -- or not."},
		{"One. Two. Three.", "One. Two. Three.", "One. Three.", "One. Three."},
		{"Said so." + id + " And more.", "Said so." + mark + " And more.", "Said so." + mark + " And less.", "Said so." + id + " And less."},
		{"Said so." + id, "Said so." + mark, "Said so.", "Said so."},
		{"- one\n- two\n- three", "one\u2029two\u2029three", "one\u2029three", "- one\n- three"},
		{"- one\n- three", "one\u2029three", "one\u2029two\u2029three", "- one\n- two\n- three"},
		{"One.\n\nTwo.", "One.\u2029Two.", "One.\u2029And a half.\u2029Two.", "One.\n\nAnd a half.\n\nTwo."},
		{"A [link](https://example.org/a) here.", "A link here.", "A good link here.", "A good [link](https://example.org/a) here."},
		{"Plain.", "Plain.", "Plain.\u2029- 2. \u20292. It is.", "Plain.\n\n\\- 2. \n\n2\\. It is."},
		{"Plain.", "Plain.", "Plain - 2. It is.", "Plain - 2. It is."},
		{"Plain.", "Plain.", "Plain * and [x].", "Plain \\* and \\[x\\]."},
		{"Words.", "(TLP:GREEN)\u00a0Words.", "(TLP:GREEN)\u00a0Other words.", "Other words."},
	} {
		got, ok := Splice(c.source, c.was, c.is)
		if !ok || got != c.want {
			t.Errorf("Splice(%q, %q, %q) = %q, %v; want %q", c.source, c.was, c.is, got, ok, c.want)
		}
	}
}

func TestCommonIsLongest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		some := rapid.SliceOfN(rapid.IntRange(0, 3), 0, 12)
		a, b := some.Draw(rt, "a"), some.Draw(rt, "b")
		pairs, ok := common(a, b)
		if !ok || len(pairs) != longest(a, b) {
			rt.Fatalf("common(%v, %v) = %v, %v; want %d pairs", a, b, pairs, ok, longest(a, b))
		}
		for i, p := range pairs {
			if a[p[0]] != b[p[1]] || i > 0 && (p[0] <= pairs[i-1][0] || p[1] <= pairs[i-1][1]) {
				rt.Fatalf("common(%v, %v) = %v", a, b, pairs)
			}
		}
	})
}

// longest is the length of the longest common subsequence, by definition.
func longest(a, b []int) int {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	best := max(longest(a[1:], b), longest(a, b[1:]))
	if i := slices.Index(b, a[0]); i >= 0 {
		best = max(best, 1+longest(a[1:], b[i+1:]))
	}
	return best
}
