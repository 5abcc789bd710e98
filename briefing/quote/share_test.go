package quote_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

func TestBorrowed(t *testing.T) {
	const source = "The two sides agreed to meet again before the end of the year. It’s the first time in years, he said."
	for _, c := range []struct{ own, want string }{
		{"They will meet again before the end of the year.", "meet again before the end of the year"},
		{"They will *meet* again — before the end of THE year.", "meet* again — before the end of THE year"},
		{"Both agreed to meet before the end of the year.", ""},
		{"They agreed to meet again before the end", ""}, // seven words
		{"Both sides agreed to meet again before the end of it", "sides agreed to meet again before the end of"},
		{"It's the first time in years he said", "It's the first time in years he said"},
		{"", ""},
	} {
		if got := quote.Borrowed(c.own, source); got != c.want {
			t.Errorf("Borrowed(%q) = %q, want %q", c.own, got, c.want)
		}
	}
	if got := quote.Borrowed("我们同意在年底之前再次会谈", "他说：我们同意在年底之前再次会谈。"); got != "我们同意在年底之前再次会谈" {
		t.Errorf("Borrowed = %q", got)
	}
}

func TestQuoted(t *testing.T) {
	p := briefing.Passage{Anchor: briefing.Anchor{Range: briefing.Range{Start: 10, End: 30}}}
	edits := edits(t, "emphasis 0-8; omit 2-5; insert 6-6|x; replace 15-20|y")
	got := quote.Quoted(p, briefing.Quotation{Edits: edits})
	want := []briefing.Range{{Start: 10, End: 12}, {Start: 15, End: 25}}
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("Quoted = %v, want %v", got, want)
	}
	if got := quote.Quoted(p, briefing.Quotation{Kind: briefing.PassageSummary}); got != nil {
		t.Errorf("Quoted of a summary = %v", got)
	}
}

// The words quoted are counted once, whatever overlaps, as counting them one by
// one does.
func TestShareCountsWordsOnce(t *testing.T) {
	s := sample(t)
	type span struct{ from, to int }
	var words []span
	in := false
	text := []rune(s.Text)
	for i, r := range append(text, ' ') {
		if is := strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", r); is != in {
			if in = is; is {
				words = append(words, span{i, i})
			}
		}
		if in {
			words[len(words)-1].to = i + 1
		}
	}
	latin := article(t, strings.Map(func(r rune) rune { // words of ASCII letters alone
		if r < 0x80 && r != '\'' && (r < '0' || r > '9') {
			return r
		}
		return ' '
	}, s.Text))
	rapid.Check(t, func(t *rapid.T) {
		ranges := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) briefing.Range { return drawRange(t, latin) }), 0, 6).Draw(t, "ranges")
		want := 0
		for _, w := range words {
			for _, r := range ranges {
				if int(r.Start) < w.to && w.from < int(r.End) {
					want++
					break
				}
			}
		}
		quoted, all := quote.Share(latin, ranges)
		if quoted != want || all != len(words) {
			t.Fatalf("Share(%v) = %d of %d, want %d of %d", ranges, quoted, all, want, len(words))
		}
	})
}

func TestLargeShare(t *testing.T) {
	s := article(t, strings.Repeat("word ", 499)+"end")
	for _, c := range []struct {
		words int
		share float64
	}{{0, 0}, {99, 0}, {100, 0}, {101, 0.202}, {500, 1}} {
		share, large := quote.LargeShare(s, []briefing.Range{{Start: 0, End: briefing.Offset(5 * c.words)}})
		if large != (c.share > 0) || large && math.Abs(share-c.share) > 1e-9 {
			t.Errorf("LargeShare of %d words = %v, %v", c.words, share, large)
		}
	}
}
