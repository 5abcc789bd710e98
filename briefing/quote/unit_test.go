package quote_test

import (
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

func TestUTF16(t *testing.T) {
	const text = "a😀e\u0301🇵🇰z"
	for _, c := range []struct {
		start, end int
		want       string
	}{
		{0, 1, "a"},
		{1, 3, "😀"},
		{2, 3, "😀"}, // the second half of a surrogate pair
		{1, 2, "😀"},
		{3, 5, "e\u0301"},
		{5, 9, "🇵🇰"},
		{9, 10, "z"},
		{9, 99, "z"},
		{99, 120, ""},
		{-3, 1, "a"},
		{3, 3, ""},
	} {
		if got := briefing.Slice(text, quote.FromUTF16(text, c.start, c.end)); got != c.want {
			t.Errorf("FromUTF16(%d, %d) = %q, want %q", c.start, c.end, got, c.want)
		}
	}
}

func TestUTF16AndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		n := int(briefing.Length(text))
		from := rapid.IntRange(0, n).Draw(t, "from")
		r := briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(rapid.IntRange(from, n).Draw(t, "to"))}
		start, end := quote.UTF16(text, r)
		units := utf16.Encode([]rune(text))
		if got := string(utf16.Decode(units[start:end])); got != briefing.Slice(text, r) {
			t.Fatalf("UTF16(%q, %v) = %d–%d, which is %q", text, r, start, end, got)
		}
		if back := quote.FromUTF16(text, start, end); r.Len() > 0 && back != r {
			t.Fatalf("%v of %q comes back as %v", r, text, back)
		}
	})
}
