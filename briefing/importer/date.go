package importer

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"briefdesk/briefing/pattern"
)

// Dates are written YYYY-MM-DD, or as exactly as they are given. A date of
// which it is unclear what is the day and what the month is not known.

// months are the names of the months by their beginnings, in the languages
// that most sources are in.
var months = []struct {
	month  int
	starts []string
}{
	{1, []string{"jan", "jän", "ene", "gen"}},
	{2, []string{"feb", "fév", "fev"}},
	{3, []string{"mar", "mär", "mrz", "maa"}},
	{4, []string{"apr", "avr", "abr"}},
	{5, []string{"may", "mai", "mag", "mei", "maio"}},
	{6, []string{"jun", "juin", "giu"}},
	{7, []string{"jul", "juil", "lug"}},
	{8, []string{"aug", "aoû", "aou", "ago"}},
	{9, []string{"sep", "set"}},
	{10, []string{"oct", "okt", "out", "ott"}},
	{11, []string{"nov"}},
	{12, []string{"dec", "dez", "déc", "dic"}},
}

// monthNamed is the number of a month, or 0.
func monthNamed(name string) int {
	name = strings.ToLower(name)
	for _, m := range months {
		for _, s := range m.starts {
			if strings.HasPrefix(name, s) {
				return m.month
			}
		}
	}
	return 0
}

var (
	isoDate     = pattern.New(`\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})`)
	packedDate  = pattern.New(`^(\d{4})(\d{2})(\d{2})(\d{6})?$`)
	dayFirst    = pattern.New(`\b(\d{1,2})(?:st|nd|rd|th|\.|er|º)?,?\s+(?:of\s+|de\s+)?(\p{L}{3,10})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b`)
	monthFirst  = pattern.New(`(\p{L}{3,10})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(?:\d{1,2}:\d{2}\s+)?(\d{4})\b`)
	numericDate = pattern.New(`\b(\d{1,2})([./-])(\d{1,2})[./-](\d{4})\b`)
	urlDate     = pattern.New(`/(\d{4})/(?:(\d{1,2})|(\p{L}{3}))/(\d{1,2})/`)
)

// dateIn is the first date in text, or "".
func dateIn(text string) string {
	text = oneLine(text)
	if m := packedDate.FindStringSubmatch(text); m != nil {
		return day(m[1], m[2], m[3])
	}
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return day(m[1], m[2], m[3])
	}
	if d := parseDate(text); d != "" && isModern(d) {
		return d
	}
	if m := dayFirst.FindStringSubmatch(text); m != nil && monthNamed(m[2]) > 0 {
		return day(m[3], strconv.Itoa(monthNamed(m[2])), m[1])
	}
	if m := monthFirst.FindStringSubmatch(text); m != nil && monthNamed(m[1]) > 0 {
		return day(m[3], strconv.Itoa(monthNamed(m[1])), m[2])
	}
	if m := numericDate.FindStringSubmatch(text); m != nil {
		return unclearDay(m[1], m[2], m[3], m[4])
	}
	return ""
}

// day writes a date that there is, else "".
func day(year, month, dayOfMonth string) string {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(dayOfMonth)
	s := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
	if _, err := time.Parse(time.DateOnly, s); err != nil || !isModern(s) {
		return ""
	}
	return s
}

// unclearDay decides which of a and b is the month: with full stops between
// them it is the second, else only a number above twelve tells.
func unclearDay(a, between, b, year string) string {
	x, _ := strconv.Atoi(a)
	y, _ := strconv.Atoi(b)
	switch {
	case between == "." || x > 12 || a == b:
		return day(year, b, a)
	case y > 12:
		return day(year, a, b)
	}
	return ""
}

// isYear reports whether papers may have come out in year y.
func isYear(y int) bool { return 1500 <= y && y <= 2999 }

// isModern reports whether a date begins with such a year.
func isModern(date string) bool {
	y, err := strconv.Atoi(date[:min(len(date), 4)])
	return err == nil && isYear(y)
}

// dateInURL is the date in the address of an article, or "".
func dateInURL(address string) string {
	m := urlDate.FindStringSubmatch(address)
	if m == nil {
		return ""
	}
	month := m[2]
	if m[3] != "" {
		month = strconv.Itoa(monthNamed(m[3]))
	}
	return day(m[1], month, m[4])
}
