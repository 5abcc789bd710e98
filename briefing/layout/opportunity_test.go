package layout

import (
	"slices"
	"testing"

	"github.com/go-text/typesetting/segmenter"
	"pgregory.net/rapid"
)

type opportunity struct {
	end       int
	mandatory bool
}

// slowly asks the segmenter alone.
func slowly(text []rune) []opportunity {
	var all []opportunity
	var seg segmenter.Segmenter
	seg.Init(text)
	for iter := seg.LineIterator(); iter.Next(); {
		l := iter.Line()
		all = append(all, opportunity{l.Offset + len(l.Text), l.IsMandatoryBreak})
	}
	return all
}

// TestOpportunitiesAreThoseOfTheSegmenter holds the short cut against the whole
// standard.
func TestOpportunitiesAreThoseOfTheSegmenter(t *testing.T) {
	hard := []rune("aZé0ž9  \u00a0,.;:!?()[]{}“”‘’'\"«»-–—‐\u00ad/\\$£%€+…\n\t\u200b\u2060\u200d\u0301×÷وа語🇬🇧😀—§№@#&*_=<>|~^`")
	plain := []rune("abcABC012  ,.;:’é")
	rapid.Check(t, func(t *rapid.T) {
		from := hard
		if rapid.Bool().Draw(t, "plain") {
			from = plain
		}
		text := rapid.SliceOfN(rapid.SampledFrom(from), 1, 40).Draw(t, "text")
		if rapid.Bool().Draw(t, "mixed") {
			text = append(text, rapid.SliceOfN(rapid.SampledFrom(plain), 1, 40).Draw(t, "more")...)
		}
		var got []opportunity
		var seg segmenter.Segmenter
		opportunities(&seg, text, func(end int, mandatory bool) { got = append(got, opportunity{end, mandatory}) })
		if want := slowly(text); !slices.Equal(got, want) {
			t.Fatalf("%q: %v, want %v", string(text), got, want)
		}
	})
}
