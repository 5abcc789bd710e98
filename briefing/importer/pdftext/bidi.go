package pdftext

import (
	"slices"
	"strings"
	"unicode"
)

// A line is read as it looks, from left to right, and then put in the order in
// which it is spoken: a small part of the bidirectional algorithm (UAX #9) run
// backwards, for one level of embedding.

// isRightToLeft reports whether r is a letter of Hebrew, Arabic and their kin.
func isRightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8ff || r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc
}

// isRTL reports whether w has letters that run from right to left.
func (w word) isRTL() bool {
	return slices.ContainsFunc(w.glyphs, func(g glyph) bool { return isRightToLeft(g.r) })
}

// isLTR reports whether w has letters or digits that run from left to right.
func (w word) isLTR() bool {
	return !w.isRTL() && slices.ContainsFunc(w.glyphs, func(g glyph) bool { return unicode.IsLetter(g.r) || unicode.IsDigit(g.r) })
}

// isRTL reports whether most letters of l run from right to left.
func (l *line) isRTL() bool {
	right, left := 0, 0
	for _, w := range l.words {
		for _, g := range w.glyphs {
			switch {
			case isRightToLeft(g.r):
				right++
			case unicode.IsLetter(g.r):
				left++
			}
		}
	}
	return right > left
}

// logical is the text of w in the order in which it is spoken.
func (w word) logical() string {
	glyphs := w.glyphs
	if w.isRTL() && glyphs[0].x0 < glyphs[len(glyphs)-1].x0 {
		glyphs = slices.Clone(glyphs)
		slices.Reverse(glyphs)
	}
	var b strings.Builder
	for _, g := range glyphs {
		b.WriteRune(g.r)
	}
	return b.String()
}

// spot is a word of a line in its place in the order of reading.
type spot struct {
	word   int
	spaced bool // a space stands before it
}

// order is the words of l in the order in which they are read.
func (l *line) order(tracking float64) []spot {
	spots := make([]spot, len(l.words))
	for i := range spots {
		spots[i] = spot{i, i > 0 && l.gap(i, tracking)}
	}
	if l.isRTL() {
		return l.fromRight(spots)
	}
	for i := 0; i < len(spots); i++ { // an embedded phrase
		end := l.runOf(spots, i, word.isRTL, word.isLTR)
		if end > i {
			turn(spots[i:end])
			i = end - 1
		}
	}
	return spots
}

// fromRight turns the order round, but for the phrases that run to the right.
func (l *line) fromRight(spots []spot) []spot {
	turn(spots)
	for i := 0; i < len(spots); i++ {
		end := l.runOf(spots, i, word.isLTR, word.isRTL)
		if end > i {
			turn(spots[i:end])
			i = end - 1
		}
	}
	return spots
}

// runOf is the end of the phrase that begins at i and goes in one direction:
// words of that direction, and what stands between them.
func (l *line) runOf(spots []spot, i int, in, against func(word) bool) int {
	if !in(l.words[spots[i].word]) {
		return i
	}
	end := i + 1
	for j := i + 1; j < len(spots) && !against(l.words[spots[j].word]); j++ {
		if in(l.words[spots[j].word]) {
			end = j + 1
		}
	}
	return end
}

// turn reverses spots. The space before one is then the space after it.
func turn(spots []spot) {
	if len(spots) == 0 {
		return
	}
	before := spots[0].spaced
	slices.Reverse(spots)
	for i := len(spots) - 1; i > 0; i-- {
		spots[i].spaced = spots[i-1].spaced
	}
	spots[0].spaced = before
}
