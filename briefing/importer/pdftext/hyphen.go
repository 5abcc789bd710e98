package pdftext

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A hyphen at the end of a line is the printer's, and goes, or the author's,
// and stays. The document itself says which: by its words, by whether it
// divides words at all, and by the character, where the printer's is another.

// lexicon is the words of a document that stand whole within a line.
type lexicon struct {
	words    map[string]int
	heads    map[string]bool // first parts of words written with a hyphen
	divides  bool            // words are divided at the ends of lines
	ownGlyph bool            // with U+2010, which stands nowhere else
}

// divided is how many lines in a hundred end with a hyphen, at least, where a
// program divides words; else all such hyphens are the author's.
const divided = 2.5

func lexiconOf(columns [][]line) *lexicon {
	x := &lexicon{words: map[string]int{}, heads: map[string]bool{}}
	lines, ends, own, inner := 0, 0, 0, 0
	for _, ls := range columns {
		for i := range ls {
			lines++
			fields := strings.Fields(ls[i].text())
			for k, f := range fields {
				last := k == len(fields)-1
				r, n := utf8.DecodeLastRuneInString(f)
				if last && isHyphen(r) && n < len(f) {
					ends++
					if r == '\u2010' {
						own++
					}
					continue
				}
				if strings.ContainsRune(f, '\u2010') {
					inner++
				}
				if k > 0 || i == 0 || !endsWithHyphen(ls[i-1].text()) {
					x.add(f)
				}
			}
		}
	}
	x.divides = lines > 0 && float64(ends)*100 >= divided*float64(lines)
	x.ownGlyph = own > 0 && inner == 0
	return x
}

func (x *lexicon) add(field string) {
	word := strings.ToLower(strings.TrimFunc(field, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }))
	if word == "" {
		return
	}
	x.words[word]++
	parts := strings.FieldsFunc(word, func(r rune) bool { return isHyphen(r) })
	if len(parts) > 1 {
		x.words[strings.Join(parts, "-")]++
		x.heads[parts[0]] = true
		for _, p := range parts {
			x.words[p]++
		}
	}
}

func endsWithHyphen(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return isHyphen(r)
}

// compounds are first parts that English joins with a hyphen as a rule.
var compounds = listed(`self well ex vice cross long short high low half all non-profit two three four five six seven eight nine ten
	twenty thirty forty fifty sixty seventy eighty ninety first second third old new much best ill full part hard left right
	state year so-called anglo co-ordinated large small medium single double multi-year post-war pre-war mid-year most`)

// solids are first parts that English writes in one word as a rule.
var solids = listed(`some any every over under with after fore back there where here mean other news inter super trans counter what who which
	more less up out in on down noon sun after never in-to day`)

func listed(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}

// keeps reports whether the hyphen at the end of the word a stays when the
// word b of the next line follows it.
func (x *lexicon) keeps(a, b string) bool {
	h, n := utf8.DecodeLastRuneInString(a)
	left, right := lastWord(a[:len(a)-n]), firstWord(b)
	next, _ := utf8.DecodeRuneInString(right)
	before, _ := utf8.DecodeLastRuneInString(left)
	switch {
	case h == '\u00ad':
		return false
	case left == "" || right == "" || !unicode.IsLetter(before) || !unicode.IsLetter(next):
		return true
	case h == '\u2010' && x.ownGlyph:
		return false
	case unicode.IsUpper(next) && !isUpper(left):
		return true
	}
	l, r := strings.ToLower(left), strings.ToLower(right)
	solid, hyphened := x.words[l+r], x.words[l+"-"+r]
	switch {
	case x.ownGlyph, solid < hyphened:
		return true
	case solid > hyphened:
		return false
	case !x.divides:
		return true
	}
	const long = 4
	tail := l[strings.LastIndexAny(l, "-\u2010")+1:]
	return len(tail) < len(l) && x.words[r] > 0 || compounds[l] || x.heads[l] && x.words[r] > 0 ||
		len(l) >= long && len(r) >= long && x.words[l] > 0 && x.words[r] > 0 && !solids[l]
}

func isUpper(s string) bool { return s == strings.ToUpper(s) && utf8.RuneCountInString(s) > 1 }

// lastWord is the letters, digits and hyphens at the end of s.
func lastWord(s string) string {
	i := strings.LastIndexFunc(s, func(r rune) bool { return !isWordRune(r) })
	if i < 0 {
		return s
	}
	_, n := utf8.DecodeRuneInString(s[i:])
	return s[i+n:]
}

// firstWord is the letters and digits at the beginning of s.
func firstWord(s string) string {
	if i := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i >= 0 {
		return s[:i]
	}
	return s
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || isHyphen(r) }
