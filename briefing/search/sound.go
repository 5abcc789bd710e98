package search

import "strings"

// Two keys bring spellings of a word together.
//
// sound is what is left of a word when everything is dropped that spellings
// disagree on: which vowel stands between two consonants, doubled letters,
// silent letters, the several ways to write a sound of another script. So
// Hussein meets Husayn, Kyiv Kiev, Qur'an Koran, colour color, centre center,
// organise organize. The price is strangers with the same key (Koran, Karen,
// Korean); callers hold the letters against each other before they believe it.
//
// skeleton is a word with its vowels left out but the first letter, as people
// abbreviate: rspnsbl. Its letters are not changed, since whoever types it
// drops letters and knows the spelling.

// shortestSound is the least number of letters a word needs for its key to mean something.
const shortestSound = 3

const vowel = '*'

// sound returns the key, or an empty one for words it does not apply to. The
// bytes of letters outside ASCII stay as they are.
func sound(word string) string {
	if len(word) < shortestSound || isNumber(word) {
		return ""
	}
	key := make([]byte, 0, longestWord)
	for i := 0; i < len(word); {
		letter, n := heard(word, i)
		if letter != 0 && (len(key) == 0 || key[len(key)-1] != letter) {
			key = append(key, letter)
		}
		i += n
	}
	return string(ending(key))
}

// heard is the sound at word[i:], 0 for a silent letter, and how many letters write it.
func heard(word string, i int) (letter byte, n int) {
	for _, d := range spelled {
		if len(word)-i >= len(d.letters) && word[i:i+len(d.letters)] == d.letters {
			return d.sound, len(d.letters)
		}
	}
	switch c := word[i]; c {
	case 'a', 'e', 'i', 'o', 'u':
		return vowel, 1
	case 'y':
		if i == 0 && len(word) > 1 && isVowel(word[1]) {
			return 'y', 1
		}
		return vowel, 1
	case 'w':
		if i > 0 && isVowel(word[i-1]) && (i+1 == len(word) || !isVowel(word[i+1])) {
			return vowel, 1
		}
		return 'v', 1
	case 'h':
		if i == 0 {
			return 'h', 1
		}
		return 0, 1
	case 'c':
		if i+1 < len(word) && (word[i+1] == 'e' || word[i+1] == 'i' || word[i+1] == 'y') {
			return 's', 1
		}
		return 'k', 1
	case 'q':
		return 'k', 1
	case 'z':
		return 's', 1
	default:
		return c, 1
	}
}

// spelled are sounds that several letters write, the longer ones first.
var spelled = []struct {
	letters string
	sound   byte
}{
	{"tsch", 'C'},
	{"dzh", 'j'},
	{"sch", 'S'},
	{"tch", 'C'},
	{"ch", 'C'},
	{"cz", 'C'},
	{"sh", 'S'},
	{"zh", 'j'},
	{"dj", 'j'},
	{"dg", 'j'},
	{"ks", 'x'},
	{"kh", 'k'},
	{"ck", 'k'},
	{"gh", 'g'},
	{"dh", 'd'},
	{"bh", 'b'},
	{"th", 't'},
	{"ph", 'f'},
}

// ending drops what the ends of words disagree on: vowels (catalogue, Zelenskyy,
// Basrah), and whether one stands before an r (centre, Dniepr) or an f is a v.
func ending(key []byte) []byte {
	if n := len(key); n > 2 && key[n-1] == vowel {
		key = key[:n-1]
	}
	n := len(key)
	if n > 2 && key[n-1] == 'f' {
		key[n-1] = 'v'
	}
	if n > 2 && key[n-1] == 'r' && key[n-2] != vowel {
		key = append(key[:n-1], vowel, 'r')
	}
	return key
}

// skeleton returns the consonants of a word after its first letter.
func skeleton(word string) string {
	if len(word) < shortestSound || isNumber(word) {
		return ""
	}
	key := make([]byte, 0, longestWord)
	for i := range len(word) {
		if i == 0 || !isVowel(word[i]) {
			key = append(key, word[i])
		}
	}
	return string(key)
}

// isVowelless reports whether a word looks as if its vowels were left out.
func isVowelless(word string) bool {
	return len(word) >= shortestSound && skeleton(word) == word
}

func isVowel(c byte) bool {
	switch c {
	case 'a', 'e', 'i', 'o', 'u':
		return true
	}
	return false
}

func isNumber(word string) bool { return word[0] >= '0' && word[0] <= '9' }

// isHouseSpelling reports whether two words differ only as British and American
// spelling do: -ise and -ize, -our and -or, -re and -er, ae and e, ll and l.
func isHouseSpelling(a, b string) bool { return american(a) == american(b) }

var britishToAmerican = strings.NewReplacer("our", "or", "yse", "yze", "is", "iz", "ae", "e", "oe", "e", "ogue", "og", "ph", "f")

// american is a key, not always a word: it changes more than Americans do.
func american(word string) string {
	if len(word) < 5 {
		return word
	}
	key := britishToAmerican.Replace(word)
	if n := len(key); strings.HasSuffix(key, "re") && !isVowel(key[n-3]) {
		key = key[:n-2] + "er"
	}
	return strings.ReplaceAll(key, "ll", "l")
}
