package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
)

// folded is a text as it is compared: its words in small letters without
// accents, each between two spaces, and where each code point stood.
type folded struct {
	text string
	at   []briefing.Offset
}

func fold(s string) folded {
	var b strings.Builder
	b.WriteByte(' ')
	at := []briefing.Offset{0}
	inWord := false
	var o briefing.Offset
	add := func(r rune) {
		b.WriteRune(r)
		at = append(at, o)
	}
	for _, r := range s {
		for _, part := range decompose(r) {
			switch {
			case unicode.IsLetter(part) || unicode.IsDigit(part):
				add(unicode.ToLower(part))
				inWord = true
			case inWord && !unicode.IsMark(part) && part != '\u00ad':
				add(' ')
				inWord = false
			}
		}
		o++
	}
	if inWord {
		add(' ')
	}
	return folded{b.String(), at}
}

// decompose parts a letter from its accents.
func decompose(r rune) []rune {
	if r < utf8.RuneSelf {
		return []rune{r}
	}
	return []rune(norm.NFD.String(string(r)))
}

// places finds a pattern of letters, with or without spaces at its ends, which
// do not belong to the place.
func (f folded) places(pattern string) []briefing.Range {
	word := strings.TrimSpace(pattern)
	lead := strings.Index(pattern, word)
	n := utf8.RuneCountInString(word)
	var places []briefing.Range
	from, at := 0, 0 // the same position, in bytes and in code points
	for {
		i := strings.Index(f.text[from:], pattern)
		if i < 0 {
			return places
		}
		at += utf8.RuneCountInString(f.text[from:from+i]) + lead
		places = append(places, briefing.Range{Start: f.at[at], End: f.at[at+n-1] + 1})
		from += i + lead + len(word)
		at += n
	}
}
