package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
)

// longestWord bounds a folded word, in bytes; what is longer is no word that
// anybody remembers, and is cut.
const longestWord = 48

// eachWord calls f with each word of s as it is compared, and where it stands:
// small letters without accents, one spelling for the letters that Arabic,
// Persian and Urdu share, Western digits. Apostrophes and invisible joiners
// within a word are dropped, ideographs are a word each, and everything else
// that is no letter and no digit divides words. f must not keep the word; it
// returns false to stop.
func eachWord(s string, f func(word []byte, at briefing.Range) bool) {
	c := cutter{f: f, word: make([]byte, 0, longestWord+utf8.UTFMax)}
	for _, r := range s {
		if !c.take(r) {
			return
		}
		c.at++
	}
	c.cut()
}

// cutter gathers the letters of a word until it ends.
type cutter struct {
	f          func([]byte, briefing.Range) bool
	word       []byte
	at         briefing.Offset // of the code point that is being taken
	start, end briefing.Offset
}

// take adds a code point to the word, or ends the word; false means stop.
func (c *cutter) take(r rune) bool {
	if r < utf8.RuneSelf {
		switch small := plain[r]; {
		case small != 0:
			c.add(rune(small))
		case r != '\'':
			return c.cut()
		}
		return true
	}
	switch {
	case isInnerSign(r):
		return true
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana):
		if !c.cut() {
			return false
		}
		plain, _ := utf8.DecodeRuneInString(norm.NFKC.String(string(r)))
		c.add(plain)
		return c.cut()
	}
	return c.takeFolded(r)
}

func (c *cutter) takeFolded(r rune) bool {
	if other, ok := foldings[r]; ok {
		for _, letter := range other {
			c.add(letter)
		}
		return true
	}
	if !unicode.In(r, unicode.L, unicode.M, unicode.Nd, unicode.Nl) {
		return c.cut()
	}
	for _, part := range norm.NFKD.String(string(r)) {
		switch {
		case isInnerSign(part):
		case unicode.IsMark(part):
			if len(c.word) > 0 {
				c.end = c.at + 1
			}
		case unicode.IsLetter(part):
			c.addFolded(unicode.ToLower(part))
		case unicode.IsDigit(part):
			c.add(westernDigit(part))
		}
	}
	return true
}

// addFolded adds a letter that came out of another and may need folding itself.
func (c *cutter) addFolded(r rune) {
	other, ok := foldings[r]
	if !ok {
		c.add(r)
	}
	for _, letter := range other {
		c.add(letter)
	}
}

func (c *cutter) add(r rune) {
	if len(c.word) == 0 {
		c.start = c.at
	}
	c.end = c.at + 1
	if len(c.word)+utf8.RuneLen(r) <= longestWord {
		c.word = utf8.AppendRune(c.word, r)
	}
}

func (c *cutter) cut() bool {
	if len(c.word) == 0 {
		return true
	}
	more := c.f(c.word, briefing.Range{Start: c.start, End: c.end})
	c.word = c.word[:0]
	return more
}

// plain is the folded form of each letter and digit of ASCII; zero for signs.
var plain = func() (table [utf8.RuneSelf]byte) {
	for b := range table {
		switch r := unicode.ToLower(rune(b)); {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			table[b] = byte(r)
		}
	}
	return table
}()

// isInnerSign reports whether r may stand within a word without being heard:
// apostrophes, the signs for ayn and hamza, hidden hyphens and joiners, and the
// Arabic stroke that lengthens a line.
func isInnerSign(r rune) bool {
	switch r {
	case '‘', '’', 'ʼ', 'ʻ', 'ʾ', 'ʿ', '′', '\u00ad', '\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', 'ـ':
		return true
	}
	return false
}

// foldings are the letters that decomposing does not make plain. The Arabic
// ones follow the letters that Urdu, Persian and Arabic keyboards type for one
// another (Unicode Standard, 9.2, “Arabic”).
var foldings = map[rune]string{
	'ß': "ss", 'ẞ': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o",
	'ł': "l", 'Ł': "l", 'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ħ': "h", 'Ħ': "h",
	'ي': "ی", 'ى': "ی", 'ئ': "ی", 'ې': "ی", 'ے': "ی", 'ۓ': "ی",
	'ك': "ک", 'ڪ': "ک", 'ه': "ہ", 'ھ': "ہ", 'ة': "ہ", 'ۃ': "ہ", 'ە': "ہ", 'ۀ': "ہ", 'ۂ': "ہ",
	'أ': "ا", 'إ': "ا", 'آ': "ا", 'ٱ': "ا", 'ؤ': "و", 'ء': "",
}

// westernDigit is 0 to 9 for a decimal digit of any script, which Unicode
// keeps in runs of ten from zero to nine (The Unicode Standard, 4.6).
func westernDigit(r rune) rune {
	if !unicode.Is(unicode.Nd, r) {
		return r
	}
	zero := r
	for unicode.Is(unicode.Nd, zero-1) && r-zero < 9 {
		zero--
	}
	return '0' + r - zero
}

// words are the folded words of s.
func words(s string) []string {
	var list []string
	eachWord(s, func(word []byte, _ briefing.Range) bool {
		list = append(list, string(word))
		return true
	})
	return list
}

// folded is s as its words, a space between them.
func folded(s string) string { return strings.Join(words(s), " ") }
