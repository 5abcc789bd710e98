package quote

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
)

// FoldVersion is the version of the list of differences that Fold holds harmless.
const FoldVersion = 1

// Fold brings words into the form in which they are compared. Version 1 of the
// harmless differences, all there are:
//
//   - white space: any run of it, line feeds and no-break spaces included, is
//     one space, and none counts at either end;
//   - quotation marks and apostrophes: " “ ” „ ‟ « » ' ‘ ’ ‚ ‛ ‹ › ʼ are one
//     mark, since a quotation inside a quotation changes its marks;
//   - soft hyphens (U+00AD) do not count: line breaking puts them in;
//   - composed and decomposed letters are the same (NFC, UAX #15).
//
// Dashes, full stops, case and accents are differences.
// Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	return norm.NFC.String(strings.TrimSpace(foldText(s).text))
}

// folded is a text whose harmless differences are gone, and where each of its
// code points stood.
type folded struct {
	text string
	at   []briefing.Offset // of each code point of text, and the length of the original
}

func foldText(s string) folded {
	var b strings.Builder
	b.Grow(len(s))
	at := make([]briefing.Offset, 0, len(s)+1)
	var o briefing.Offset
	last := rune(0)
	for _, r := range s {
		r = foldRune(r)
		if r != softHyphen && (r != ' ' || last != ' ') {
			b.WriteRune(r)
			at = append(at, o)
			last = r
		}
		o++
	}
	return folded{b.String(), append(at, o)}
}

const softHyphen = '\u00ad'

// foldRune maps all white space to a space and all quotation marks to an apostrophe.
func foldRune(r rune) rune {
	switch r {
	case '"', '“', '”', '„', '‟', '«', '»', '‘', '’', '‚', '‛', '‹', '›', 'ʼ':
		return '\''
	}
	if unicode.IsSpace(r) {
		return ' '
	}
	return r
}
