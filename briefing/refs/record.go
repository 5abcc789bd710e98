package refs

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"briefdesk/briefing/pattern"
)

// Record is a source as reference managers know it. All values stand on one line
// and are normalised.
type Record struct {
	Key       string // by which the file calls it
	Type      string // of CSL: article-newspaper, webpage, report …
	Title     string
	Authors   []Name
	Container string // what it appeared in
	Publisher string
	Issued    string // YYYY, YYYY-MM or YYYY-MM-DD
	Accessed  string // likewise
	URL       string
	DOI       string // without an address before it
	Language  string // BCP 47, as far as the file says so
	Abstract  string
	Keywords  []string // without commas and semicolons
	Notes     []string
	// Extra is all else, in the order of the file, by the names of CSL where it has
	// one. A name may come several times.
	Extra []Extra
}

// Extra is a value that has no field of its own.
type Extra struct{ Name, Value string }

// Name is of an author. Family alone is a name that is not taken apart: of an
// institution, or of a person who has only one.
type Name struct{ Family, Given string }

func (n Name) String() string {
	if n.Given == "" {
		return n.Family
	}
	return n.Given + " " + n.Family
}

// inverted is the name as lists of references have it: “Family, Given”. In one
// without Given, the first comma is doubled, as EndNote has it.
func (n Name) inverted() string {
	if n.Given == "" {
		return strings.Replace(n.Family, ",", ",,", 1)
	}
	return n.Family + ", " + n.Given
}

// invertedName is the inverse of inverted.
func invertedName(s string) Name {
	family, given, found := strings.Cut(s, ",")
	if found && strings.HasPrefix(given, ",") {
		return Name{Family: clean(family + given)}
	}
	n := Name{clean(family), clean(given)}
	if n.Family == "" {
		return Name{Family: n.Given}
	}
	return n
}

// isParticle reports whether a word of a name begins with a small letter.
func isParticle(word string) bool {
	for _, r := range word {
		return unicode.IsLower(r)
	}
	return false
}

// personName takes apart a name as it is spoken: the last word is the family
// name, with the particles before it.
func personName(s string) Name {
	words := strings.Fields(s)
	if len(words) < 2 {
		return Name{Family: s}
	}
	at := len(words) - 1
	for at > 1 && isParticle(words[at-1]) {
		at--
	}
	return Name{strings.Join(words[at:], " "), strings.Join(words[:at], " ")}
}

// extra are the values of a name, in order.
func (rec Record) extra(name string) []string {
	var values []string
	for _, x := range rec.Extra {
		if x.Name == name {
			values = append(values, x.Value)
		}
	}
	return values
}

func (rec *Record) add(name, value string) {
	if value != "" {
		rec.Extra = append(rec.Extra, Extra{name, value})
	}
}

// settle puts the parts into the one form that all formats can hold.
func (rec *Record) settle() {
	var keywords []string
	for _, k := range rec.Keywords {
		keywords = append(keywords, strings.FieldsFunc(k, func(r rune) bool { return r == ',' || r == ';' })...)
	}
	rec.Keywords = unique(keywords)
	rec.Notes = slices.DeleteFunc(rec.Notes, func(s string) bool { return s == "" })
	rec.Authors = slices.DeleteFunc(rec.Authors, func(n Name) bool { return n == Name{} })
	if len(rec.Notes) == 0 {
		rec.Notes = nil
	}
	if len(rec.Authors) == 0 {
		rec.Authors = nil
	}
	if len(rec.Extra) == 0 {
		rec.Extra = nil
	}
	rec.DOI, rec.URL = cleanDOI(rec.DOI), cleanURL(rec.URL)
	if rec.Type == "" {
		rec.Type = "document"
	}
}

// unique are the words that are not empty, cleaned, each once.
func unique(words []string) []string {
	var list []string
	seen := map[string]bool{"": true}
	for _, w := range words {
		if w = clean(w); !seen[w] {
			seen[w] = true
			list = append(list, w)
		}
	}
	return list
}

var doiAddress = pattern.New(`(?i)^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)`)

func cleanDOI(s string) string {
	return strings.ReplaceAll(doiAddress.ReplaceAllString(s, ""), " ", "")
}

// cleanURL percent-encodes what an address cannot hold and markup could trip over.
func cleanURL(s string) string {
	var b strings.Builder
	for _, r := range s {
		if strings.ContainsRune(" {}\\\"<>^`|", r) {
			fmt.Fprintf(&b, "%%%02X", r)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// datePattern reads a date with its parts from the year down: 2020, 2020-1-2,
// 2020/01/02/note, 2020-01-02T10:00:00Z.
var datePattern = pattern.New(`^(\d{4})(?:[-/.](\d{1,2})?(?:[-/.](\d{1,2})?)?)?(?:[T /].*)?$`)

var writtenDates = []struct {
	pattern          *pattern.Pattern
	year, month, day int // the groups
}{
	{pattern.New(`(?i)^(\d{1,2})\.? ([a-z]{3})[a-z]*\.?,? (\d{4})$`), 3, 2, 1},
	{pattern.New(`(?i)^([a-z]{3})[a-z]*\.? (\d{1,2}),? (\d{4})$`), 3, 1, 2},
	{pattern.New(`(?i)^([a-z]{3})[a-z]*\.? (\d{4})$`), 2, 1, 0},
}

var months = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

// parseDate reads a date as YYYY, YYYY-MM or YYYY-MM-DD; it is empty for what is
// none.
func parseDate(s string) string {
	s = clean(s)
	if m := datePattern.FindStringSubmatch(s); m != nil {
		return date(m[1], m[2], m[3])
	}
	for _, w := range writtenDates {
		if m := w.pattern.FindStringSubmatch(s); m != nil {
			return date(m[w.year], monthOf(m[w.month]), at(m, w.day))
		}
	}
	return ""
}

func at(m []string, group int) string {
	if group == 0 {
		return ""
	}
	return m[group]
}

// monthOf is the number of a month by its name or number, or empty.
func monthOf(s string) string {
	if n, err := strconv.Atoi(s); err == nil && n >= 1 && n <= 12 {
		return s
	}
	if len(s) < 3 {
		return ""
	}
	if i := slices.Index(months, strings.ToLower(s[:3])); i >= 0 {
		return strconv.Itoa(i + 1)
	}
	return ""
}

// date puts the parts together as far as they make sense.
func date(year, month, day string) string {
	y, err := strconv.Atoi(year)
	if err != nil || y < 1 || y > 9999 {
		return ""
	}
	m, err := strconv.Atoi(month)
	if err != nil || m < 1 || m > 12 {
		return fmt.Sprintf("%04d", y)
	}
	d, err := strconv.Atoi(day)
	if err != nil || d < 1 || d > 31 {
		return fmt.Sprintf("%04d-%02d", y, m)
	}
	return fmt.Sprintf("%04d-%02d-%02d", y, m, d)
}
