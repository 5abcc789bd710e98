package quote

import (
	"strings"
	"unicode"
)

// Sentence is one of a paragraph: its words are [Start, End), the next one
// begins at Next.
type Sentence struct{ Start, End, Next int }

// Sentences parts a paragraph. A sentence ends with a stop, with the closing
// quotation marks, brackets and note numbers after it, before a space that no
// small letter follows. A stop after an abbreviation, an initial or a figure
// in a list ends nothing; one after an acronym such as “U.S.” does only where
// the next word often opens a sentence. Without spaces (Chinese, Japanese) the
// ideographic stop is enough.
func Sentences(text []rune) []Sentence {
	var all []Sentence
	start := skipSpaces(text, 0)
	for i := start; i < len(text); i++ {
		if !isStop(text[i]) {
			continue
		}
		end := closing(text, i+1)
		if !endsSentence(text, start, i, end) {
			continue
		}
		next := skipSpaces(text, end)
		all = append(all, Sentence{start, end, next})
		start, i = next, next-1
	}
	if end := trimSpaces(text, len(text)); start < end {
		all = append(all, Sentence{start, end, len(text)})
	}
	return all
}

func isStop(r rune) bool { return strings.ContainsRune(".!?…؟۔।。！？", r) }

func isWideStop(r rune) bool { return r == '。' || r == '！' || r == '？' }

// closing skips what belongs to the sentence after its stop at i−1: more stops,
// quotation marks, brackets, and note numbers such as [12].
func closing(text []rune, i int) int {
	for i < len(text) {
		switch {
		case isStop(text[i]) || strings.ContainsRune("\"'”’»›)]}」』", text[i]):
			i++
		case text[i] == '[' && noteEnd(text, i) > 0:
			i = noteEnd(text, i)
		default:
			return i
		}
	}
	return i
}

// noteEnd is where the note number that opens at i ends, or 0.
func noteEnd(text []rune, i int) int {
	for j := i + 1; j < len(text) && j < i+6; j++ {
		if text[j] == ']' && j > i+1 {
			return j + 1
		}
		if !unicode.IsDigit(text[j]) {
			return 0
		}
	}
	return 0
}

// endsSentence decides on the stop at i, after which the next word may begin
// at end.
func endsSentence(text []rune, start, i, end int) bool {
	if end == len(text) || isWideStop(text[i]) {
		return true
	}
	if text[end] != ' ' {
		return false
	}
	next := openingLetter(text, end)
	if unicode.IsLower(next) {
		return false
	}
	if text[i] != '.' || end > i+1 {
		return true
	}
	before := lastWord(text, start, i)
	switch {
	case isInitial(before), abbreviations[strings.ToLower(before)]:
		return false
	case numbered[strings.ToLower(before)]:
		return !unicode.IsDigit(next)
	case strings.Contains(before, "."):
		return starters[nextWord(text, end)]
	case isFigure(before) && len([]rune(before)) == i-start:
		return false // “1. The first point”
	}
	return true
}

// openingLetter is the first letter or figure after i, past spaces and opening
// marks.
func openingLetter(text []rune, i int) rune {
	for ; i < len(text); i++ {
		if isWordRune(text[i]) {
			return text[i]
		}
	}
	return 0
}

func lastWord(text []rune, start, i int) string {
	from := i
	for from > start && (isWordRune(text[from-1]) || text[from-1] == '.') {
		from--
	}
	return string(text[from:i])
}

func nextWord(text []rune, i int) string {
	for i < len(text) && !isWordRune(text[i]) {
		i++
	}
	end := i
	for end < len(text) && isWordRune(text[end]) {
		end++
	}
	return string(text[i:end])
}

// isInitial reports whether a word is the initial of a name, as in “J. Smith”.
// “I” may well end a sentence.
func isInitial(word string) bool {
	r := []rune(word)
	return len(r) == 1 && unicode.IsUpper(r[0]) && r[0] != 'I'
}

func isFigure(word string) bool {
	return word != "" && strings.Trim(word, "0123456789") == ""
}

func skipSpaces(text []rune, i int) int {
	for i < len(text) && text[i] == ' ' {
		i++
	}
	return i
}

func trimSpaces(text []rune, i int) int {
	for i > 0 && text[i-1] == ' ' {
		i--
	}
	return i
}

// abbreviations never end a sentence; their own stop is left out here.
var abbreviations = setOf("mr mrs ms dr prof sr jr st rev hon gov sen rep pres gen lt col maj capt cmdr adm sgt amb messrs mme mlle " +
	"vs cf e.g i.e viz al approx ca dept univ inc ltd co corp bros " +
	"jan feb mar apr jun jul aug sep sept oct nov dec mt ft")

// numbered end no sentence before a figure: “No. 7”, “p. 12”.
var numbered = setOf("no nos p pp vol art para paras sec ch fig")

// starters often open a sentence, so that an acronym before them closes one.
var starters = setOf("The A An This That These Those It He She They We I You In On At By For From With But And Or Yet So As If When While " +
	"Since After Before Although However Moreover Its His Her Their Our There Here What Who Why How No Not Some Many Most Both")

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(words) {
		set[w] = true
	}
	return set
}
