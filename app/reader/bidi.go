package reader

import (
	"unicode"

	"github.com/go-text/typesetting/bidi"
)

// Fyne draws a text of several runs from left to right in the order of its
// letters, so a right-to-left line is placed here word by word: the levels are
// those of UAX #9, the order that of its rule L2, and within a right-to-left
// run every word and every mark of punctuation is a piece of its own.

// isRightToLeft reports whether r is a letter of a script read from the right.
func isRightToLeft(r rune) bool {
	return r >= 0x590 && r <= 0x8ff ||
		r >= 0xfb1d && r <= 0xfdff || r >= 0xfe70 && r <= 0xfefc ||
		r >= 0x10800 && r <= 0x10fff || r >= 0x1e800 && r <= 0x1efff
}

// startsRightToLeft holds rules P2 and P3: the first letter decides.
func startsRightToLeft(text []rune) bool {
	for _, r := range text {
		if unicode.IsLetter(r) {
			return isRightToLeft(r)
		}
	}
	return false
}

// levelsOf are the embedding levels of paragraph i, code point by code point;
// nil stands for all from the left.
func (d *document) levelsOf(i int) []bidi.Level {
	p := d.paras[i]
	if !p.mixed {
		return nil
	}
	if l, ok := d.levels[i]; ok {
		return l
	}
	if d.levels == nil {
		d.levels = map[int][]bidi.Level{}
	}
	d.levels[i] = levels(d.runes[p.start:p.end], p.rtl)
	return d.levels[i]
}

func levels(text []rune, rtl bool) []bidi.Level {
	direction := bidi.LeftToRight
	if rtl {
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
			if !rtl && level == 2 && unicode.IsLetter(text[j]) {
				level = 0
			}
			all[j] = level
		}
	}
	return all
}

// reorder puts pieces from reading order into the order in which they stand
// from left to right: rule L2.
func reorder(pieces []piece) {
	var highest bidi.Level
	for _, p := range pieces {
		highest = max(highest, p.level)
	}
	for level := highest; level > 0; level-- {
		for i := 0; i < len(pieces); i++ {
			j := i
			for j < len(pieces) && pieces[j].level >= level {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				pieces[a], pieces[b] = pieces[b], pieces[a]
			}
			i = max(i, j-1)
		}
	}
}

// mirror is what r looks like in a right-to-left run.
func mirror(r rune) rune {
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
