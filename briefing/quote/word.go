package quote

import (
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// word is one of a text: a key that is equal for equal words, whatever their
// case and apostrophes, and where it stands. Equal keys of different words are
// possible, so what rests on keys is checked against the texts.
type word struct {
	key uint64
	briefing.Range
}

// wordsOf are the words of a text that is composed (NFC). In scripts without
// spaces each letter is one.
func wordsOf(s string) []word {
	words := make([]word, 0, len(s)/6)
	var w word
	var o briefing.Offset
	open, alone := false, false // a word is open; it is a letter alone
	end := func() {
		if open {
			w.End = o
			words = append(words, w)
			open = false
		}
	}
	for i, r := range s {
		switch {
		case isWordRune(r):
			isAlone := isUnspaced(r)
			if (alone || isAlone) && !extends(r) {
				end()
			}
			if !open {
				w = word{key: offset64, Range: briefing.Range{Start: o}}
				open, alone = true, isAlone
			}
			w.key = (w.key ^ uint64(unicode.ToLower(r))) * prime64
		case isApostrophe(r) && open && startsInWord(s[i+utf8.RuneLen(r):]):
		default:
			end()
		}
		o++
	}
	end()
	return words
}

// The numbers of the hash FNV-1a, of which each code point is one step.
const (
	offset64 = 14695981039346656037
	prime64  = 1099511628211
)

func startsInWord(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isWordRune(r)
}

// keys are the keys of words.
func keys(words []word) []uint64 {
	keys := make([]uint64, len(words))
	for i, w := range words {
		keys[i] = w.key
	}
	return keys
}

// runKey is equal for equal words in a row.
func runKey(words []uint64) uint64 {
	run := uint64(offset64)
	for _, key := range words {
		run = (run ^ key) * prime64
	}
	return run
}
