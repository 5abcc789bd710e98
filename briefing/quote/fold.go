package quote

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
)

// FoldVersion is the version of the list of differences that Fold holds harmless.
const FoldVersion = 2

// Fold brings words into the form in which they are compared. Version 2 of the
// harmless differences, all there are:
//
//   - white space: any run of it, line feeds and no-break spaces included, is
//     one space, and none counts at either end;
//   - quotation marks and apostrophes: " “ ” „ ‟ « » ' ‘ ’ ‚ ‛ ‹ › ʼ are one
//     mark, since a quotation inside a quotation changes its marks;
//   - soft hyphens (U+00AD) do not count: line breaking puts them in;
//   - composed and decomposed letters are the same (NFC, UAX #15);
//   - a comma or full stop that stands after closing quotation marks may stand
//     before them, as Americans place it: “twice”, he said, or “twice,” he said.
//
// The last is new in version 2. It concerns the order of the marks and of one
// comma or stop, which ends a word and which no other follows; a mark that no
// word or sign stands before opens rather than closes.
//
// Dashes, full stops that are missing, case and accents are differences.
// Fold(Fold(s)) == Fold(s).
func Fold(s string) string {
	return norm.NFC.String(strings.TrimSpace(foldText(s).pointsInside().text))
}

// folded is a text whose harmless differences are gone, and where each of its
// code points stood.
type folded struct {
	source, text string
	at           []briefing.Offset // of each code point of text, and the length of source
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
	return folded{s, b.String(), append(at, o)}
}

// pointsInside puts each comma or full stop that stands after closing marks
// before them.
func (f folded) pointsInside() folded {
	if !strings.Contains(f.text, "',") && !strings.Contains(f.text, "'.") {
		return f
	}
	text, at := []rune(f.text), slices.Clone(f.at)
	for i := 1; i < len(text); i++ {
		from := marksBefore(text, i)
		if isPoint(text[i]) && 0 < from && from < i && closesWord(text[from-1]) && endsPoints(text[i+1:]) {
			point, o := text[i], at[i]
			copy(text[from+1:i+1], text[from:i])
			copy(at[from+1:i+1], at[from:i])
			text[from], at[from] = point, o
		}
	}
	return folded{f.source, string(text), at}
}

func isPoint(r rune) bool { return r == ',' || r == '.' }

// marksBefore is where the quotation marks that stand before i begin.
func marksBefore(text []rune, i int) int {
	for i > 0 && text[i-1] == '\'' {
		i--
	}
	return i
}

// closesWord reports whether marks after r close what r ends.
func closesWord(r rune) bool { return r != ' ' && !isPoint(r) }

// endsPoints reports whether a comma or stop before rest stands alone and is no
// part of a figure.
func endsPoints(rest []rune) bool {
	return len(rest) == 0 || !isPoint(rest[0]) && !isWordRune(rest[0])
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
