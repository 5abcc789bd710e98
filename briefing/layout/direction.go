package layout

import (
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/bidi"
	ucd "golang.org/x/text/unicode/bidi"
)

// Directions of writing, after UAX #9 (https://www.unicode.org/reports/tr9/).

// usual is how text in a language runs where it does not say otherwise.
func usual(language string) bidi.Direction {
	base, _, _ := strings.Cut(language, "-")
	switch strings.ToLower(base) {
	case "ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi":
		return bidi.RightToLeft
	}
	return bidi.LeftToRight
}

// fromRight is st for a note in Arabic script: ragged, since its letters are not
// drawn out, and with small type larger, since they are finer than Latin ones.
func (st style) fromRight() style {
	st.justified, st.endSinks = false, true
	for _, f := range []*typeface{&st.small, &st.value, &st.kicker} {
		f.size, f.track = max(f.size, 11), 0
	}
	for _, f := range []*typeface{&st.head, &st.panel.head} {
		f.size = max(f.size, 12.5)
	}
	for _, f := range []*typeface{&st.end.face, &st.notes.text, &st.source} {
		f.size = max(f.size, 9.5)
	}
	st.furnish.size = max(st.furnish.size, 9)
	for _, lead := range []*Pt{&st.end.lead, &st.notes.lead, &st.sourceLead} {
		*lead = max(*lead, 14)
	}
	if st.notes.form == footnotes {
		st.notes.mark.size, st.notes.mark.rise = 0.7, 0.35
		st.notes.number.size = max(st.notes.number.size, 9)
	}
	st.toSource = max(st.toSource, 16)
	return st
}

// RightToLeft reports whether a paragraph of a text in a language runs from right
// to left.
func RightToLeft(text, language string) bool {
	return prevailing([]rune(text), usual(language)) == bidi.RightToLeft
}

// levels appends the embedding levels of text, and says how the paragraph runs.
func levels(levels []bidi.Level, text []rune, usual bidi.Direction) (_ []bidi.Level, rtl bool) {
	levels = slices.Grow(levels, len(text))[:len(text)]
	clear(levels)
	if usual == bidi.LeftToRight && !slices.ContainsFunc(text, mayTurn) {
		return levels, false
	}
	way := prevailing(text, usual)
	var p bidi.Paragraph
	runs := p.Segment(text, way)
	for i := range runs.NumRuns() {
		run := runs.Run(i)
		end := run.End
		if way == bidi.LeftToRight && run.Level == 2 {
			end = numberEnd(text, run.Start, run.End)
		}
		for j := run.Start; j < end; j++ {
			levels[j] = run.Level
		}
	}
	if way == bidi.RightToLeft {
		isolateQuoted(levels, text)
	}
	return levels, way == bidi.RightToLeft
}

// isolateQuoted lets quotation marks round foreign words in a paragraph from right to
// left run with the words, as if they were an isolate (UAX #9, rule X5a): the standard
// pairs brackets (N0) and no quotation marks, so these would change sides.
func isolateQuoted(levels []bidi.Level, text []rune) {
	for i := 0; i < len(text); i++ {
		if end := quotedTo(text, i); end > 0 {
			for j := i; j <= end; j++ {
				levels[j] = max(levels[j], 2)
			}
			i = end
		}
	}
}

// quotedTo is where the quotation mark stands that closes the one at i, if there is one
// and words between them run from left to right; else 0. A mark with a letter behind it
// is an apostrophe.
func quotedTo(text []rune, i int) int {
	closing, ok := map[rune]rune{'“': '”', '‘': '’'}[text[i]]
	if !ok {
		return 0
	}
	words := false
	for j := i + 1; j < len(text); j++ {
		switch c := class(text[j]); {
		case c == ucd.R || c == ucd.AL:
			return 0
		case c == ucd.L:
			words = true
		case text[j] == closing && words && (j+1 == len(text) || !unicode.IsLetter(text[j+1])):
			return j
		}
	}
	return 0
}

// mayTurn reports whether r can make a text run from right to left: whether it
// lies where Unicode keeps such letters and marks, or is a control of direction.
func mayTurn(r rune) bool {
	switch {
	case r < 0x590:
		return false
	case r < 0x900, r >= 0xfb1d && r < 0xfe00, r >= 0xfe70 && r < 0xff00, r >= 0x10800 && r < 0x11000, r >= 0x1e800 && r < 0x1f000:
		return true
	}
	return r >= 0x200e && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}

// prevailing is the direction of a text. Where letters usually go from right to left
// one that does is enough: notes and captions name foreign works at length. Else it is
// that of most letters. The first letter alone, as in rule P2, would turn round a
// paragraph that opens with a foreign name.
func prevailing(text []rune, usual bidi.Direction) bidi.Direction {
	balance := 0 // above 0 is from left to right
	for _, r := range text {
		switch class(r) {
		case ucd.L:
			balance++
		case ucd.R, ucd.AL:
			if usual == bidi.RightToLeft {
				return usual
			}
			balance--
		}
	}
	switch {
	case balance > 0:
		return bidi.LeftToRight
	case balance < 0:
		return bidi.RightToLeft
	}
	return usual
}

func class(r rune) ucd.Class {
	p, _ := ucd.LookupRune(r)
	return p.Class()
}

// numberEnd is where the number ends with which a run begins: figures and what
// may stand between and beside them. The segmenter gives one run to levels of
// one parity, so a number that stands at level 2 among letters from right to
// left (rule I1) comes with the text at level 0 after it.
func numberEnd(text []rune, start, end int) int {
	at := start
	for i := start; i < end; i++ {
		switch class(text[i]) {
		case ucd.EN, ucd.AN:
			at = i + 1
		case ucd.ET, ucd.NSM, ucd.BN:
			if at == i {
				at = i + 1
			}
		case ucd.ES, ucd.CS:
		default:
			return at
		}
	}
	return at
}
