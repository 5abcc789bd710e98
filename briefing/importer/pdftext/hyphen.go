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
	lines, own, inner := 0, 0, 0
	var ends [][2]string // what stands before and after each hyphen
	for _, ls := range columns {
		for i := range ls {
			lines++
			fields := strings.Fields(ls[i].text())
			for k, f := range fields {
				last := k == len(fields)-1
				r, n := utf8.DecodeLastRuneInString(f)
				if last && isHyphen(r) && n < len(f) {
					ends = append(ends, [2]string{strings.ToLower(lastWord(f[:len(f)-n])), after(ls, i)})
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
	x.divides = float64(len(ends))*100 >= divided*float64(lines) || x.dividesKnown(ends)
	x.ownGlyph = own > 0 && inner == 0
	return x
}

// after is the first word of the line after line i, in small letters.
func after(ls []line, i int) string {
	if i+1 == len(ls) {
		return ""
	}
	return strings.ToLower(firstWord(ls[i+1].text()))
}

// dividesKnown reports whether words that stand whole elsewhere are divided.
func (x *lexicon) dividesKnown(ends [][2]string) bool {
	solid, hyphened := 0, 0
	for _, e := range ends {
		switch {
		case e[0] == "" || e[1] == "":
		case x.words[e[0]+e[1]] > 0:
			solid++
		case x.words[e[0]+"-"+e[1]] > 0:
			hyphened++
		}
	}
	return solid > 2*hyphened
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

// Parts of words that English, as a rule, joins with a hyphen to the part behind
// or before them, writes in one word with it, or hangs on as an ending.
var (
	firsts = listed(`self well ex vice cross long short high low half all non two three four five six seven eight nine ten
		twenty thirty forty fifty sixty seventy eighty ninety first second third old new much best ill full part hard left
		right state year post pre large small medium single double anti most`)
	seconds = listed(`up based led backed powered mounted made style born speaking held driven funded sponsored controlled
		level term range scale old class affiliated related owned aligned allied mediated brokered supported linked oriented
		friendly elect general chief in-chief minded looking sized planned known`)
	solids = listed(`some any every over under with after fore back there where here mean other news inter super trans counter
		what who which more less upon down noon sun never`)
	endings = listed(`ment ments ing ings ed er ers tion tions sion sions ness less lessly ful fully able ably ible ibly ly ity
		ities ism ist ists al ally ance ances ence ences ship ships hood ward wards like wise some ation ations ational ative
		ize ized ise ised izing ising ary ery ory ous ously ive ively ant ent ents ants age ages ency ancy mental mentally ness
		cally tional tionally tive tively ture tures ture sional ability ibility`)
)

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
	case left == "" || right == "" || !unicode.IsLetter(before) || !unicode.IsLetter(next):
		return true
	case h == '\u2010' && x.ownGlyph:
		return false
	case x.ownGlyph:
		return true
	}
	l, r := strings.ToLower(left), strings.ToLower(right)
	solid, hyphened := x.words[l+r], x.words[l+"-"+r]
	switch {
	case solid != hyphened:
		return solid < hyphened
	case unicode.IsUpper(next) && !isUpper(left):
		return l != "mc" && l != "mac"
	case !x.divides:
		return true
	}
	return x.joins(l, r)
}

// joins reports whether l and r are rather two words that a hyphen joins than
// the halves of one.
func (x *lexicon) joins(l, r string) bool {
	const whole, long = 4, 5 // letters of a part that is hardly a syllable
	l = l[strings.LastIndexAny(l, "-\u2010")+1:]
	switch {
	case firsts[l] || seconds[r] || x.heads[l] && x.words[r] > 0:
		return true
	case solids[l] || endings[r] || x.words[l] == 0:
		return false
	}
	return len(l) >= whole && len(r) >= whole && x.words[r] > 0 || len(l) > long && len(r) > long
}

// isUpper reports whether s is several letters in capitals.
func isUpper(s string) bool {
	return s == strings.ToUpper(s) && s != strings.ToLower(s) && utf8.RuneCountInString(s) > 1
}

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
