package search

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Acronyms are mined from the text, where writers define them: a long form
// with its short form in brackets behind it, “Tehrik-e-Taliban Pakistan (TTP)”,
// or the other way round. Which words before the bracket belong to the long
// form is found from the right, letter by letter, after Schwartz and Hearst,
// “A simple algorithm for identifying abbreviation definitions in biomedical
// text”, PSB 2003.

// The lengths of a short form, in letters, and the most words of a long form.
const shortestAcronym, longestAcronym, longestExpansion = 2, 10, 12

// pair is a short and a long form, folded, and the documents that define it.
type pair struct {
	short, long string
	docs        []uint32
}

// pairs are in the order of their short forms.
type pairs struct {
	list   []pair
	byLong []uint32
}

func (p *pairs) expansions(short string) []pair {
	from := sort.Search(len(p.list), func(i int) bool { return p.list[i].short >= short })
	to := from
	for to < len(p.list) && p.list[to].short == short {
		to++
	}
	return p.list[from:to]
}

// acronyms calls f with each pair of a long form.
func (p *pairs) acronyms(long string, f func(pair)) {
	from := sort.Search(len(p.byLong), func(i int) bool { return p.list[p.byLong[i]].long >= long })
	for _, i := range p.byLong[from:] {
		if p.list[i].long != long {
			return
		}
		f(p.list[i])
	}
}

// pairBuilder gathers pairs and the documents that have them.
type pairBuilder map[[2]string][]uint32

func (b pairBuilder) add(doc int, short, long string) {
	key := [2]string{short, long}
	if docs := b[key]; len(docs) == 0 || docs[len(docs)-1] != uint32(doc) {
		b[key] = append(docs, uint32(doc))
	}
}

// pairs returns what was gathered; numbers are those of the documents.
func (b pairBuilder) pairs(numbers []uint32) pairs {
	var p pairs
	for key, docs := range b {
		own := make([]uint32, len(docs))
		for i, d := range docs {
			own[i] = numbers[d]
		}
		p.list = append(p.list, pair{key[0], key[1], own})
	}
	slices.SortFunc(p.list, func(a, b pair) int {
		if c := strings.Compare(a.short, b.short); c != 0 {
			return c
		}
		return strings.Compare(a.long, b.long)
	})
	p.byLong = make([]uint32, len(p.list))
	for i := range p.byLong {
		p.byLong[i] = uint32(i)
	}
	slices.SortStableFunc(p.byLong, func(i, j uint32) int { return strings.Compare(p.list[i].long, p.list[j].long) })
	return p
}

// mine adds the pairs that a text defines.
func (b pairBuilder) mine(doc int, text string) {
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '(')
		if open < 0 {
			return
		}
		open += at
		at = open + 1
		length := strings.IndexAny(text[at:min(len(text), at+maxBracket)], "();,")
		if length < 0 {
			continue
		}
		before, inside := text[max(0, open-maxBracket):open], strings.TrimSpace(text[at:at+length])
		if short := acronym(inside); short != "" {
			b.define(doc, short, expansion(before, short))
		} else if short := acronym(lastWord(before)); short != "" {
			if long := strings.Join(words(inside), " "); isExpansion(inside, short) {
				b.define(doc, short, long)
			}
		}
	}
}

// maxBracket is how far a definition may reach, in bytes.
const maxBracket = 160

func (b pairBuilder) define(doc int, short, long string) {
	if n := strings.Count(long, " ") + 1; n >= 2 && n <= longestExpansion {
		b.add(doc, short, long)
	}
}

// acronym returns the folded form of s if it looks like one: short, a single
// word, and with at least two capitals.
func acronym(s string) string {
	s = strings.Trim(s, ".’'\"“” ")
	if len(s) < shortestAcronym || len(s) > 2*longestAcronym || strings.ContainsAny(s, " \n") {
		return ""
	}
	capitals := 0
	for _, r := range s {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	short := strings.Join(words(s), "")
	if n := utf8.RuneCountInString(short); capitals < 2 || n < shortestAcronym || n > longestAcronym {
		return ""
	}
	return short
}

func lastWord(s string) string {
	s = strings.TrimRight(s, " ")
	return s[strings.LastIndexAny(s, " \n")+1:]
}

func isExpansion(long, short string) bool {
	list := words(long)
	return len(list) >= 2 && wordsFor(list, []rune(short)) == len(list)
}

// expansion returns the words at the end of text that short stands for, or
// nothing.
func expansion(text, short string) string {
	if i := strings.LastIndexAny(text, ".;:!?"); i >= 0 && i < len(text)-1 && !strings.HasSuffix(text[:i+1], "U.S.") {
		text = text[i+1:]
	}
	list := words(text)
	letters := []rune(short)
	list = list[max(0, len(list)-min(len(letters)+5, 2*len(letters))):]
	n := wordsFor(list, letters)
	if n < 2 {
		return ""
	}
	return strings.Join(list[len(list)-n:], " ")
}

// wordsFor is how many of the last words hold the letters in order, the first
// of them at the beginning of a word; 0 if they do not.
func wordsFor(list []string, letters []rune) int {
	w := len(list) - 1
	var word []rune
	if w >= 0 {
		word = []rune(list[w])
	}
	at := len(word) // letters from here on are used
	for i := len(letters) - 1; i >= 0; i-- {
		for {
			at--
			for at < 0 {
				w--
				if w < 0 {
					return 0
				}
				word = []rune(list[w])
				at = len(word) - 1
			}
			if word[at] == letters[i] && (i > 0 || at == 0) {
				break
			}
		}
	}
	return len(list) - w
}
