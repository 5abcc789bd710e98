package reader

import (
	"unicode"

	"github.com/go-text/typesetting/bidi"

	"briefdesk/app/look"
)

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
	d.levels[i] = look.Levels(d.runes[p.start:p.end], p.rtl)
	return d.levels[i]
}
