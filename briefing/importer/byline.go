package importer

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// A byline is the names of the authors and nothing else: no “By”, no rank, no
// address, no place and no date.

var (
	bylineLead = pattern.New(`(?i)^\W*((written|words|posted|published|reported|story|article|text|report|analysis|opinion|guest post|contributed)\s+by|by|authors?\s*:|von|par|por|di|(автор|текст)\s*:)(\s+|:\s*)`)
	bylineMail = pattern.New(`\(?<?\S+@\S+\.\S+>?\)?|(^|\s)@\w+`)
	// bylineEnd begins what is said of an author after the name.
	bylineEnd   = pattern.New(`(?i)\s*(\||•|·|—|–|\s-\s|\b(edited|translated|illustrated|photographs?) by\b|\b(last )?updated\b|\bpublished\b|\bposted\b|\blast modified\b|\bon (mon|tues|wednes|thurs|fri|satur|sun)day\b|\bon \w+ \d|\d{1,2}:\d{2}|\bfollow\b|\bspecial to\b|\bread more\b).*$`)
	bylineRole  = pattern.New(`(?i)^(an? |the |our |former )?([\p{L}&’'-]+ ){0,4}(writers?|reporters?|editors?|correspondents?|columnists?|contributors?|journalists?|producers?|analysts?|bureau chief|staff|news desk|fellow|professor|director|researcher|photographers?|chief|commentators?|bloggers?|ph\.?d\.?|m\.?[adps]\.?|[br]\.?[adns]\.?|mba|m\.?sc\.?|b\.?sc\.?|j\.?d\.?|[co]be|esq\.?|jr\.?|sr\.?|ii|iii)\.?( on| at)?$`)
	bylinePlace = pattern.New(`\s+(in|for|at) \p{Lu}.*$`)
	// bylineAside is what stands in brackets after a name.
	bylineAside = pattern.New(`\s*\([^()]*\)(\s*$|\s*[;,|&]|\s+and\b)`)
	// bodyName is where the name of an organisation goes on after “for” or “in”.
	bodyName = pattern.New(`(?i)\b(academy|agency|alliance|association|bureau|cent(er|re)|coalition|college|commission|committee|council|department|endowment|foundation|fund|initiative|institute?|ministry|network|office|organi[sz]ation|program(me)?|school|society|university)\s+(in|for|at) `)
	// withAgency is a name that its employer follows without a break.
	withAgency = pattern.New(`^(\S+ \S.*?\S)\s*(?:The )?(?:Associated Press|AP|Reuters|USA TODAY|AFP|Bloomberg|PTI)$`)
	nameBreak  = pattern.New(`\s*(;|,|\s&\s|\s(?:and|AND|und|UND|et|ET|y|Y)\s|\s\+\s|/)\s*(?:(?:and|AND)\s+)?`)
)

// collective is how papers sign what no one person wrote.
var collective = pattern.New(`(?i)^((our |the |a )?(\p{L}+ )?(staff|(staff|own|special) (reporter|correspondent)s?|(news|web|monitoring|editorial) (desk|team)|newsroom)|(our|a) correspondents?)$`)

// authorsIn are the names in a byline, or how it is signed without one.
func authorsIn(s string) []string {
	const longest, most = 6, 12 // words in a name, names
	s = bylineAside.ReplaceAllString(s, "$1")
	if strings.Contains(s, "://") {
		return nil
	}
	s = oneLine(bylineMail.ReplaceAllString(s, " "))
	if m := dayOfMonth.FindStringIndex(s); m != nil {
		s = s[:m[0]]
	}
	for lead := ""; lead != s; {
		lead, s = s, bylineLead.ReplaceAllString(s+" ", "")
		s = strings.TrimSpace(s)
	}
	if s = bylineEnd.ReplaceAllString(s, ""); words(s) > 1 && collective.MatchString(s) {
		return []string{properCase(s)}
	}
	var names []string
	for _, part := range nameBreak.Split(s, -1) {
		if !bodyName.MatchString(part) {
			part = bylinePlace.ReplaceAllString(part, "")
		}
		name := strings.Trim(part, " .,:|·•-–—()[]")
		if m := withAgency.FindStringSubmatch(name); m != nil {
			name = m[1]
		}
		isName := briefing.Length(letters(name)) > 1 && words(name) <= longest && !bylineRole.MatchString(name) && !strings.ContainsAny(name, "<>{}=0123456789") && strings.Count(name, "(") == strings.Count(name, ")")
		if isName && len(names) < most && !slices.ContainsFunc(names, func(n string) bool { return sameLetters(n, name) }) {
			names = append(names, properCase(name))
		}
	}
	return names
}

// inSpokenOrder turns “Reed, Tom; van der Berg, Lena”, as catalogues have it,
// into “Tom Reed; Lena van der Berg”.
func inSpokenOrder(s string) string {
	names := strings.Split(s, ";")
	for i, n := range names {
		if m := catalogued.FindStringSubmatch(oneLine(n)); m != nil {
			names[i] = m[2] + " " + m[1]
		}
	}
	return strings.Join(names, ";")
}

// catalogued is one name, of whose family name only the last word is a capital's.
var catalogued = pattern.New(`^((?:\p{Ll}[\p{Ll}'’]* )*\p{L}[\p{L}'’-]*), ([^,]+)$`)

// properCase writes a name that is all capitals or all small as names are
// written.
func properCase(name string) string {
	if words(name) < 2 || strings.ToUpper(name) != name && strings.ToLower(name) != name {
		return name
	}
	parts := strings.Fields(strings.ToLower(name))
	for i, p := range parts {
		r := []rune(p)
		parts[i] = strings.ToUpper(string(r[:1])) + string(r[1:])
	}
	return strings.Join(parts, " ")
}

// bylineOf is what a byline says, written alike for all: “A, B and C”.
func bylineOf(s string) string { return joinNames(authorsIn(s)) }

func joinNames(names []string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
