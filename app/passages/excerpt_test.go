package passages

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"briefdesk/briefing"
)

// typewriter wraps at a number of letters.
func typewriter(letters int) excerpter {
	return excerpter{float32(letters), func(rune) float32 { return 1 }}
}

func texts(lines []line) []string {
	var all []string
	for _, l := range lines {
		all = append(all, l.text)
	}
	return all
}

func matchOf(quote, word string) []Match {
	start := briefing.Length(quote[:strings.Index(quote, word)])
	return []Match{{Range: briefing.Range{Start: start, End: start + briefing.Length(word)}}}
}

const declared = "Washington declared the Balochistan Liberation Army (BLA) and its Majeed Brigade as Foreign Terrorist Organizations"

func TestExcerpts(t *testing.T) {
	for _, test := range []struct {
		name, quote, match string
		width              int
		want               []string
	}{
		{"nothing", "", "", 10, nil},
		{"one word", "Words.", "", 10, []string{"Words."}},
		{"two lines", "The so-called Majeed unit", "", 16, []string{"The so-called", "Majeed unit"}},
		{"a full line", "abcde fghij", "", 5, []string{"abcde", "fghij"}},
		{"cut at the end, without its stop", "aaa bbb. ccc, ddd eee", "", 5, []string{"aaa", "bbb.", "ccc…"}},
		{"a new block", "One.\nTwo.", "", 20, []string{"One. Two."}},
		{"a word too long", "abcdefghijklmnop", "", 5, []string{"abcde", "fghij", "klmn…"}},
		{"match seen anyway", declared, "Balochistan", 26, []string{"Washington declared the", "Balochistan Liberation", "Army (BLA) and its Majeed…"}},
		{"match further on", declared, "Majeed Brigade", 26, []string{"…Liberation Army (BLA) and", "its Majeed Brigade as", "Foreign Terrorist Organiz…"}},
		{"match near the end", declared, "Organizations", 26, []string{"…(BLA) and its Majeed", "Brigade as Foreign", "Terrorist Organizations"}},
	} {
		var matches []Match
		if test.match != "" {
			matches = matchOf(test.quote, test.match)
		}
		got := texts(typewriter(test.width).lines(test.quote, matches))
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

func TestBandsCoverTheMatchedWords(t *testing.T) {
	quote := "Élan of " + declared
	matches := matchOf(quote, "Majeed Brigade")
	var got []string
	for _, l := range typewriter(20).lines(quote, matches) {
		for _, b := range l.bands(matches) {
			got = append(got, l.text[b.from:b.to])
		}
	}
	if want := "Majeed Brigade"; strings.Join(got, " ") != want {
		t.Errorf("bands over %q, want %q", got, want)
	}
}

func TestExcerptIsNeverTooWideAndShowsTheMatch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quote := strings.Join(rapid.SliceOfN(rapid.StringMatching(`[a-zéü]{1,12}[.,]?`), 1, 60).Draw(t, "words"), " ")
		width := rapid.IntRange(14, 60).Draw(t, "width")
		n := briefing.Length(quote)
		start := briefing.Offset(rapid.IntRange(0, int(n)-1).Draw(t, "start"))
		match := briefing.Range{Start: start, End: min(start+3, n)}
		lines := typewriter(width).lines(quote, []Match{{Range: match}})
		if whole := typewriter(width).lines(quote, nil); len(whole) != typewriter(width).count(quote, nil) {
			t.Fatalf("%d lines, counted %d", len(whole), typewriter(width).count(quote, nil))
		}
		if len(lines) == 0 || len(lines) > maxLines {
			t.Fatalf("%d lines", len(lines))
		}
		for _, l := range lines {
			if utf8.RuneCountInString(l.text) > width {
				t.Fatalf("%q is wider than %d", l.text, width)
			}
			if !strings.Contains(l.text, briefing.Slice(quote, l.Range)) {
				t.Fatalf("%q does not hold %q", l.text, briefing.Slice(quote, l.Range))
			}
		}
		if shown := (briefing.Range{Start: lines[0].Start, End: lines[len(lines)-1].End}); !shown.Overlaps(match) {
			t.Fatalf("%q shows %v, not the match %v", texts(lines), shown, match)
		}
	})
}
