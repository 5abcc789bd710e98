package quote_test

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// What other programs that follow the W3C model hold their matching of quotes
// to, with texts of our own: the cases of Apache Annotator (text-quote) and of
// the Hypothesis client (match-quote), as far as they apply. We never guess, so
// where they take the best of several places, or one that is only similar, the
// reader is asked.

func TestFindAsAnnotatorsDo(t *testing.T) {
	s := article(t, "a harbour deep enough for tankers, tankers", "bananas")
	for _, c := range []struct {
		name, words string
		at          []briefing.Offset // where it may be; several are an AmbiguousError
	}{
		{"simple", "deep en", []briefing.Offset{10}},
		{"first characters", "a harbour", []briefing.Offset{0}},
		{"last characters", "bananas", []briefing.Offset{43}},
		{"across blocks", "tankers\nbananas", []briefing.Offset{35}},
		{"two matches", "tankers", []briefing.Offset{26, 35}},
		{"overlapping matches", "ana", []briefing.Offset{44, 46}},
		{"no matches", "lighthouse", nil},
	} {
		r, err := quote.Find(s, c.words)
		var many *quote.AmbiguousError
		var none *quote.NotFoundError
		switch {
		case len(c.at) == 0:
			if !errors.As(err, &none) {
				t.Errorf("%s: %v, %v", c.name, r, err)
			}
		case len(c.at) == 1:
			if err != nil || r.Start != c.at[0] {
				t.Errorf("%s: %v, %v, want %v", c.name, r, err, c.at)
			}
		case !errors.As(err, &many) || len(many.Places) != len(c.at) || many.Places[0].Start != c.at[0] || many.Places[1].Start != c.at[1]:
			t.Errorf("%s: %v, want places at %v", c.name, err, c.at)
		}
	}
	if _, err := quote.Find(s, ""); !errors.Is(err, quote.ErrNoWords) {
		t.Errorf("an empty quote: %v", err)
	}
}

func TestResolveAsAnnotatorsDo(t *testing.T) {
	const text = "The quay was rebuilt by hand, the mole was rebuilt by soldiers, and the whole port was rebuilt in a year that nobody there forgets."
	s := article(t, text)
	for _, c := range []struct {
		name           string
		prefix, exact  string
		suffix, before string // before is what stands before the place
		status         quote.Status
	}{
		{"exact, and alone", "", "nobody there forgets", "", "a year that ", quote.Altered},
		{"exact, long, and alone", "", "and the whole port was rebuilt in a year that nobody there forgets", "", "soldiers, ", quote.Moved},
		{"with prefix and suffix", "the mole ", "was rebuilt", " by soldiers, and", "the mole ", quote.Moved},
		{"with the other prefix and suffix", "The quay ", "was rebuilt", " by hand, the", "The quay ", quote.Moved},
		{"with a prefix that is like it", "the old mole ", "was rebuilt", " by soldiers, and", "the mole ", quote.Moved},
		{"with no context", "", "was rebuilt", "", "The quay ", quote.Altered},
		{"with context that does not match", "nobody sang ", "was rebuilt", " with stone", "", quote.Gone},
		{"a word that differs", "and the ", "entire port was rebuilt in a year", " that nobody there", "and the ", quote.Altered},
		{"nothing like it", "", "many years later he was to remember that afternoon", "", "", quote.Gone},
		{"a prefix longer than what is before it", "It is said that ", "The quay was rebuilt by hand", ", the mole was rebuilt", "", quote.Moved},
		{"a suffix beyond the end", "in a year that ", "nobody there forgets", " it", "a year that ", quote.Moved},
	} {
		p := quote.Resolve(s, briefing.Anchor{Range: briefing.Range{Start: 500, End: 501}, Exact: c.exact, Prefix: c.prefix, Suffix: c.suffix})
		before := s.Slice(briefing.Range{End: p.Range.Start})
		if p.Status != c.status || !strings.HasSuffix(before, c.before) {
			t.Errorf("%s: %s after %q: %q, want %s after %q", c.name, p.Status, before, s.Slice(p.Range), c.status, c.before)
		}
	}
	if p := quote.Resolve(article(t), briefing.Anchor{Exact: "words"}); p.Status != quote.Gone {
		t.Errorf("in an empty text: %+v", p)
	}
	if p := quote.Resolve(s, briefing.Anchor{}); p.Status != quote.Gone {
		t.Errorf("an empty quote: %+v", p)
	}
}

// In a text that says the same over and over an anchor still leads back to its
// place, or to nobody's: never to another one.
func TestRepetitionsAreToldApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"aa", "bb", "aa.", "会", "👩", "ẹ̀", "یہ"}), 1, 40).Draw(t, "words")
		var b briefing.Builder
		b.Add(briefing.TextParagraph, 0, briefing.Normalize(strings.Join(words, " ")), nil, nil)
		s, err := b.Snapshot(briefing.Hash{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := quote.Anchor(s, drawRange(t, s))
		if err != nil {
			t.Skip()
		}
		later := s
		later.Hash = briefing.Hash{1}
		if p := quote.Resolve(later, a); p.Status.Follows() && p.Range != a.Range && quote.Fold(s.Slice(p.Range)) != quote.Fold(a.Exact) {
			t.Fatalf("Resolve(%+v) = %+v", a, p)
		}
		if p := quote.Reanchor(s, later, []briefing.Anchor{a})[0]; p.Status.Follows() && !overlapsOrTouches(p.Range, a.Range) {
			t.Fatalf("Reanchor(%+v) = %+v", a, p)
		}
	})
}

func overlapsOrTouches(a, b briefing.Range) bool { return a.Start <= b.End && b.Start <= a.End }
