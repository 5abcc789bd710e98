package quote

import (
	"testing"

	"github.com/go-text/typesetting/segmenter"
	"pgregory.net/rapid"
)

// clusters are made of what occurs in articles: Latin, Arabic and Thai with
// their marks, emoji and their sequences, flags, Hangul in parts.
var clusterRunes = []rune{
	'a', 'é', ' ', '\n', '.', '\u0301', '\u0331', 'ہ', '\u064e', '\u0610', 'ก', '\u0e33', '\u0e34',
	'👩', '👍', '❤', '\ufe0f', '\u200c', '🏽', '🇵', '🇰', '🇺', 'ᄀ', 'ᅡ', 'ᆨ', '가', '각', 'ह', '\u093f',
}

func TestClusterEdgesAreThoseOfUnicode(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.SampledFrom(clusterRunes), 1, 12).Draw(t, "text")
		edges := map[int]bool{len(text): true}
		var seg segmenter.Segmenter
		seg.Init(text)
		for it := seg.GraphemeIterator(); it.Next(); {
			edges[it.Grapheme().Offset] = true
		}
		for i := range len(text) + 1 {
			if isClusterEdge(text, i) != edges[i] {
				t.Fatalf("isClusterEdge(%+q, %d) = %v", text, i, !edges[i])
			}
		}
	})
}

func TestEmojiFamiliesStayWhole(t *testing.T) {
	text := []rune("👩\u200d👩\u200d👧")
	for i := 1; i < len(text); i++ {
		if isClusterEdge(text, i) {
			t.Errorf("a family may be cut at %d", i)
		}
	}
}
