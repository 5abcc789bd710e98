package quote

import (
	"unicode"

	"briefdesk/briefing"
)

// token is a word or a sign of a text, and the white space before it. The last
// token of a text is empty: it holds the white space at the end.
type token struct {
	space, text string
	briefing.Range
}

// tokensOf takes text apart; joined again, the tokens are the text.
func tokensOf(text []rune) []token {
	var list []token
	spaceFrom, from := 0, 0
	for i := 1; i <= len(text); i++ {
		if i < len(text) && !endsToken(text, i) {
			continue
		}
		if unicode.IsSpace(text[from]) {
			from = i
			continue
		}
		list = append(list, newToken(text, spaceFrom, from, i))
		spaceFrom, from = i, i
	}
	return append(list, newToken(text, spaceFrom, len(text), len(text)))
}

func newToken(text []rune, space, from, to int) token {
	return token{
		space: string(text[space:from]), text: string(text[from:to]),
		Range: briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(to)},
	}
}

// endsToken reports whether text[i] belongs to another token than what stands
// before it. Letters and digits make a word, with the apostrophes within it; in
// scripts that write no spaces each character is one. Any other sign stands alone.
func endsToken(text []rune, i int) bool {
	before, after := text[i-1], text[i]
	switch {
	case unicode.IsSpace(before) || unicode.IsSpace(after):
		return unicode.IsSpace(before) != unicode.IsSpace(after)
	case !isClusterEdge(text, i):
		return false
	case isApostrophe(after):
		return i+1 == len(text) || !inOneWord(before, text[i+1])
	case isApostrophe(before):
		return i < 2 || !inOneWord(text[i-2], after)
	}
	return !inOneWord(before, after)
}

func inOneWord(before, after rune) bool {
	return isWordRune(before) && isWordRune(after) && !isUnspaced(before) && !isUnspaced(after)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' }

// isUnspaced reports whether r belongs to a script that writes no spaces between words.
func isUnspaced(r rune) bool {
	return r >= 0xe00 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// keysOf numbers the tokens of two texts, equal ones with equal numbers.
func keysOf(a, b []token) (keysA, keysB []uint64) {
	numbers := make(map[string]uint64, len(a))
	keys := func(list []token) []uint64 {
		out := make([]uint64, len(list))
		for i, t := range list {
			n, ok := numbers[t.text]
			if !ok {
				n = uint64(len(numbers))
				numbers[t.text] = n
			}
			out[i] = n
		}
		return out
	}
	return keys(a), keys(b)
}
