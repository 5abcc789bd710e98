package look

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	"github.com/go-text/typesetting/segmenter"
)

// Fyne draws a text of several runs from left to right in the order of its
// letters, so a right-to-left line is put together from pieces: the levels are
// those of UAX #9, the order that of its rule L2, and within a right-to-left
// run every word and every mark of punctuation is a piece of its own.

// Levels are the embedding levels of a paragraph, code point by code point;
// those written from the right are odd.
func Levels(text []rune, fromRight bool) []bidi.Level {
	direction := bidi.LeftToRight
	if fromRight {
		direction = bidi.RightToLeft
	}
	all := make([]bidi.Level, len(text))
	var p bidi.Paragraph
	runs := p.Segment(text, direction)
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		level := run.Level
		for j := run.Start; j < run.End; j++ {
			// The package joins neighbours of one direction: figures that
			// belong to Arabic (level 2) and the Latin after them (level 0).
			if !fromRight && level == 2 && unicode.IsLetter(text[j]) {
				level = 0
			}
			all[j] = level
		}
	}
	return all
}

// Reorder puts the pieces of a line from reading order into the order in which
// they stand from left to right: rule L2.
func Reorder[T any](pieces []T, levelOf func(T) bidi.Level) {
	var highest bidi.Level
	for _, p := range pieces {
		highest = max(highest, levelOf(p))
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(pieces); i++ {
			j := i
			for j < len(pieces) && levelOf(pieces[j]) >= level {
				j++
			}
			slices.Reverse(pieces[i:j])
			i = max(i, j-1)
		}
	}
}

// JoinsFromRight reports whether the letter at i of a right-to-left run is drawn
// with the one before it.
func JoinsFromRight(text []rune, i int) bool {
	before, r := text[i-1], text[i]
	switch {
	case r == ' ', before == 0x200d, unicode.Is(unicode.M, r), r == 0x200c, r == 0x200d:
		return true
	case before == ' ':
		return false
	}
	return isWordPart(before) && isWordPart(r)
}

func isWordPart(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)
}

// Mirror is what r looks like in a right-to-left run.
func Mirror(r rune) rune {
	const pairs = "()[]{}<>«»‹›⟨⟩"
	var last rune
	for i, c := range []rune(pairs) {
		if i%2 == 1 {
			if r == last {
				return c
			}
			if r == c {
				return last
			}
		}
		last = c
	}
	return r
}

// Clusters are the offsets in text, from 0 to its length, between which a reader
// sees one character each.
func Clusters(text []rune) []int {
	edges := make([]int, 0, len(text)+1)
	if !slices.ContainsFunc(text, mayExtend) {
		for i := range len(text) + 1 {
			edges = append(edges, i)
		}
		return edges
	}
	var seg segmenter.Segmenter
	seg.Init(text)
	for it := seg.GraphemeIterator(); it.Next(); {
		i := it.Grapheme().Offset
		// Rule GB11, which the segmenter misses where two joined emoji meet.
		if i > 0 && text[i-1] == 0x200d && unicode.Is(unicode.So, text[i]) {
			continue
		}
		edges = append(edges, i)
	}
	return append(edges, len(text))
}

// mayExtend reports whether r may belong to the cluster of what stands before
// it. It errs on the side of yes; the segmenter then decides.
func mayExtend(r rune) bool { return r >= 0x300 && !(r >= 0x2010 && r <= 0x2027) }
