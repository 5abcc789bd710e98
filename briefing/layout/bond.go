package layout

import (
	"slices"
	"strings"
	"unicode"
)

// leastBonded is the narrowest column in which words are bonded: in one that is
// narrower, a break at the wrong place is better than one within a word.
const leastBonded = 120

// maxBonded bounds the letters that are looked at on each side.
const maxBonded = 16

// bonded reports whether the space or the slash that ends text[start:end] must not
// end a line: the space stands between a day and its month, a number and its unit,
// initials and a surname, or a word such as “note” and its number; the slash between
// two words, such as and/or.
func bonded(text []rune, start, end int) bool {
	if end-start < 2 || end >= len(text) {
		return false
	}
	if text[end-1] == '/' {
		return (start == 0 || text[start-1] == ' ') && isShortWord([]rune(before(text, start, end))) && isShortWord(wordAt(text, end))
	}
	if text[end-1] != ' ' {
		return false
	}
	last, next := text[end-2], text[end]
	switch {
	case isFigure(last):
		return isNumber(before(text, start, end)) && (follows(text, end, months) || follows(text, end, units))
	case last == '.' && isFigure(text[max(end-3, start)]):
		return isNumber(before(text, start, end)) && follows(text, end, months)
	case last == '.':
		return unicode.IsUpper(next) && isInitials(before(text, start, end))
	case isFigure(next):
		word := strings.ToLower(before(text, start, end))
		return slices.Contains(numbered, word) || slices.Contains(months, word)
	}
	return false
}

func isFigure(r rune) bool { return r >= '0' && r <= '9' || r >= '۰' && r <= '۹' }

// isShortWord reports whether s is of letters alone, and few enough to stay beside
// another word.
func isShortWord(s []rune) bool {
	return len(s) > 0 && len(s) < maxBonded && !slices.ContainsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
}

// wordAt is what stands from a place on to the next space, without the stops that
// close it.
func wordAt(text []rune, from int) []rune {
	to := from
	for to < len(text) && to-from <= maxBonded && !unicode.IsSpace(text[to]) {
		to++
	}
	return []rune(strings.TrimRight(string(text[from:to]), ",.;:!?)]”’»"))
}

// before is the word text[start:end] without the space or slash and what opens it.
func before(text []rune, start, end int) string {
	if end-start > maxBonded {
		return ""
	}
	return strings.TrimLeft(string(text[start:end-1]), "([“‘\"'«")
}

// isNumber reports whether s is a number, such as 12, 1,200.5, £40 or 3.
func isNumber(s string) bool {
	s = strings.TrimLeft(s, "£$€₹~+−-")
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return !isFigure(r) && r != '.' && r != ',' })
}

// isInitials reports whether s is made of capitals with points, such as J. or J.F.
func isInitials(s string) bool {
	letters := []rune(s)
	if len(letters) == 0 || len(letters)%2 != 0 || len(letters) > 6 {
		return false
	}
	for i, r := range letters {
		if i%2 == 0 && !unicode.IsUpper(r) || i%2 == 1 && r != '.' {
			return false
		}
	}
	return true
}

// follows reports whether the word that begins at from is one of a list.
func follows(text []rune, from int, list []string) bool {
	to := from
	for to < len(text) && to-from <= maxBonded && (unicode.IsLetter(text[to]) || text[to] == '%' || text[to] == '°') {
		to++
	}
	word := string(text[from:to])
	return slices.Contains(list, strings.ToLower(word)) || slices.Contains(list, word)
}

// Words that are bonded to a number, in small letters but for units.
var (
	months = []string{
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
		"januar", "februar", "märz", "juni", "juli", "oktober", "dezember",
		"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
		"جنوری", "فروری", "مارچ", "اپریل", "مئی", "جون", "جولائی", "اگست", "ستمبر", "اکتوبر", "نومبر", "دسمبر",
	}
	units = []string{
		"%", "m", "km", "cm", "mm", "kg", "g", "t", "l", "ha", "s", "h", "min", "kW", "MW", "GW", "kWh", "MWh", "GWh", "°C", "°F", "ft", "mi", "lb", "nm",
		"bn", "million", "billion", "trillion", "thousand", "crore", "lakh", "millions", "milliards", "millionen", "milliarden", "millones",
	}
	numbered = []string{
		"note", "notes", "paragraph", "paragraphs", "page", "pages", "section", "article", "chapter", "annex", "table", "figure", "option", "no.", "para",
		"paragraphe", "tableau", "annexe", "absatz", "seite", "anmerkung", "tabelle", "párrafo", "página", "nota", "tabla",
	}
)
