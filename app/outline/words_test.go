package outline

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// letters measures a string as its number of letters.
func letters(s string) float32 { return float32(utf8.RuneCountInString(s)) }

func TestWrap(t *testing.T) {
	tests := []struct {
		name, text string
		width      float32
		limit      int
		want       []string
	}{
		{"nothing", "  \n ", 10, 2, nil},
		{"one line", "a few words", 20, 2, []string{"a few words"}},
		{"spaces of any kind", "a\n\nfew\t words", 20, 2, []string{"a few words"}},
		{"two lines", "a few more words", 10, 2, []string{"a few more", "words"}},
		{"cut at the limit", "a few more words than fit here", 10, 2, []string{"a few more", "words tha…"}},
		{"no stop before the ellipsis", "one two, three", 9, 1, []string{"one two…"}},
		{"a long word is broken", "abcdefghijkl", 5, 3, []string{"abcde", "fghij", "kl"}},
		{"a mark stays with its letter", "aaae\u0301bbbb", 4, 2, []string{"aaa", "e\u0301b…"}},
		{"no room at all", "ab", 0, 2, []string{"a", "b…"}},
	}
	for _, tt := range tests {
		if got := wrap(tt.text, tt.width, tt.limit, letters); !slices.Equal(got, tt.want) {
			t.Errorf("%s: wrap(%q) = %q, want %q", tt.name, tt.text, got, tt.want)
		}
	}
}

func TestWrapKeepsTheWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`([a-zé،]{1,12} ?){0,30}`).Draw(t, "text")
		width := float32(rapid.IntRange(3, 40).Draw(t, "width"))
		lines := wrap(text, width, 1000, letters)
		for _, s := range lines {
			if letters(s) > width {
				t.Fatalf("line %q is wider than %v", s, width)
			}
		}
		squeezed := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got := squeezed(strings.Join(lines, "")); got != squeezed(text) {
			t.Fatalf("the lines say %q, want %q", got, squeezed(text))
		}
		limit := rapid.IntRange(1, 4).Draw(t, "limit")
		if n := len(wrap(text, width, limit, letters)); n > limit {
			t.Fatalf("%d lines, want at most %d", n, limit)
		}
	})
}

func TestPlain(t *testing.T) {
	for in, want := range map[string]string{
		"as it is":                        "as it is",
		"the **economic track** carries":  "the economic track carries",
		"*so* and _so_, but not snake_us": "so and so, but not snake_us",
		"see [the text](https://x.org/a)": "see the text",
		"## Heading":                      "Heading",
		"- one\n- two":                    "• one\n• two",
		"> quoted\n`code`":                "quoted\ncode",
		"2 * 3 * 4 - 1":                   "2 * 3 * 4 - 1",
	} {
		if got := plain(in); got != want {
			t.Errorf("plain(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestCountWords(t *testing.T) {
	for in, want := range map[string]int{"": 0, "one": 1, "- one – two": 2, "in 2026, **so**": 3} {
		if got := countWords(in); got != want {
			t.Errorf("countWords(%q) = %d, want %d", in, got, want)
		}
	}
	if one, two := count(1, "word"), count(2, "word"); one != "1 word" || two != "2 words" {
		t.Errorf("count says %q and %q", one, two)
	}
}

func TestFromRight(t *testing.T) {
	tests := []struct {
		line string
		want []string
	}{
		{"اتفاق 2026 في", []string{"اتفاق", " ", "2026", " ", "في"}},
		{"“اتفاق”", []string{"“", "اتفاق", "”"}},
		{"قال Foreign Office اليوم", []string{"قال", " ", "Foreign Office", " ", "اليوم"}},
	}
	for _, tt := range tests {
		if got := fromRight(tt.line); !slices.Equal(got, tt.want) {
			t.Errorf("fromRight(%q) = %q, want %q", tt.line, got, tt.want)
		}
	}
}
