package quote

import "unicode"

// isClusterEdge reports whether text may be cut at i without cutting what a
// reader takes for one character. It knows the rules of UAX #29 that occur in
// articles: marks and joiners stay with what they follow, emoji sequences,
// pairs of regional indicators (flags) and Hangul syllables stay whole.
func isClusterEdge(text []rune, i int) bool {
	if i <= 0 || i >= len(text) {
		return true
	}
	before, after := text[i-1], text[i]
	switch {
	case unicode.IsSpace(before) && before != ' ': // a line feed takes no mark
		return true
	case extends(after):
		return false
	case before == zeroWidthJoiner && isPictograph(after):
		return false
	case isRegional(before) && isRegional(after):
		return regionalsBefore(text, i)%2 == 0
	}
	return !joinsHangul(before, after)
}

const zeroWidthJoiner = '\u200d'

func extends(r rune) bool {
	return r >= 0x300 && (unicode.Is(unicode.M, r) ||
		r == zeroWidthJoiner || r == '\u200c' ||
		r == 0xe33 || r == 0xeb3 || // Thai and Lao am
		r >= 0x1f3fb && r <= 0x1f3ff) // skin tones
}

func isPictograph(r rune) bool { return unicode.Is(unicode.So, r) }

func isRegional(r rune) bool { return r >= 0x1f1e6 && r <= 0x1f1ff }

func regionalsBefore(text []rune, i int) int {
	n := 0
	for n < i && isRegional(text[i-n-1]) {
		n++
	}
	return n
}

// joinsHangul holds rules GB6 to GB8: leading consonant, vowel, trailing consonant.
func joinsHangul(before, after rune) bool {
	leading := before >= 0x1100 && before <= 0x115f || before >= 0xa960 && before <= 0xa97c
	vowel := before >= 0x1160 && before <= 0x11a7 || before >= 0xd7b0 && before <= 0xd7c6
	trailing := before >= 0x11a8 && before <= 0x11ff || before >= 0xd7cb && before <= 0xd7fb
	syllable := before >= 0xac00 && before <= 0xd7a3
	open := syllable && (before-0xac00)%28 == 0

	afterLeading := after >= 0x1100 && after <= 0x115f || after >= 0xa960 && after <= 0xa97c
	afterVowel := after >= 0x1160 && after <= 0x11a7 || after >= 0xd7b0 && after <= 0xd7c6
	afterTrailing := after >= 0x11a8 && after <= 0x11ff || after >= 0xd7cb && after <= 0xd7fb
	afterSyllable := after >= 0xac00 && after <= 0xd7a3

	return leading && (afterLeading || afterVowel || afterSyllable) ||
		(vowel || open) && (afterVowel || afterTrailing) ||
		(trailing || syllable) && afterTrailing
}

func clusterStart(text []rune, i int) int {
	for !isClusterEdge(text, i) {
		i--
	}
	return i
}

func clusterEnd(text []rune, i int) int {
	for !isClusterEdge(text, i) {
		i++
	}
	return i
}
