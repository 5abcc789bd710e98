package manuscript

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
)

// Author–date citations name a source in the text, (Smith and Lee 2025a, para 4),
// and list all of them in the order of these names. A source without an author
// goes by its outlet, one without either by its title; sources of one name and
// year are told apart by letters, in the order of their titles.

// sourceKey is what a source is called.
type sourceKey struct {
	name, year string
	letter     string // where name and year are those of another source, too
	title      string
}

// String is the key as the list of sources has it: Smith 2025a.
func (k sourceKey) String() string { return k.name + "\u00a0" + k.year + k.letter }

// citing is a citation of a passage, without its brackets.
func (k sourceKey) citing(src briefing.Source, language string) string {
	named := joined(" ", k.String(), labelled(src.Article, language))
	return joined(", ", named, located(src, Say(language, "p."), Say(language, "para"), language))
}

func (k sourceKey) compare(l sourceKey) int {
	return cmp.Or(
		cmp.Compare(sortable(k.name), sortable(l.name)),
		cmp.Compare(k.year, l.year),
		cmp.Compare(sortable(k.title), sortable(l.title)),
	)
}

// sortable is a name without case and accents.
func sortable(name string) string {
	var s strings.Builder
	for _, r := range norm.NFD.String(strings.ToLower(name)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == ' ' {
			s.WriteRune(r)
		}
	}
	return s.String()
}

// sourceKeys calls the sources of passages by name. The letters do not depend on
// the order of the passages.
func sourceKeys(sources briefing.Sources, passages []briefing.ID, language string) map[briefing.ID]sourceKey {
	keys := map[briefing.ID]sourceKey{}
	for _, id := range passages {
		if src, ok := sources[id]; ok {
			keys[src.Article.ID] = sourceKey{name: authors(src.Article, language), year: year(src.Article, language), title: src.Article.Title.Value}
		}
	}
	ids := slices.SortedFunc(maps.Keys(keys), func(a, b briefing.ID) int {
		return cmp.Or(keys[a].compare(keys[b]), strings.Compare(a.String(), b.String()))
	})
	for from := 0; from < len(ids); {
		to := from + 1
		for to < len(ids) && keys[ids[to]].String() == keys[ids[from]].String() {
			to++
		}
		if to-from > 1 {
			for i, id := range ids[from:to] {
				k := keys[id]
				k.letter = letters(i)
				keys[id] = k
			}
		}
		from = to
	}
	return keys
}

// letters counts a, b … z, aa, ab …
func letters(i int) string {
	if i < 26 {
		return string(rune('a' + i))
	}
	return letters(i/26-1) + letters(i%26)
}

func year(a briefing.Article, language string) string {
	if year, _, _ := strings.Cut(a.Published.Value, "-"); year != "" {
		return year
	}
	return Say(language, "n.d.")
}

// maxTitleKey is how many code points of its title a source goes by.
const maxTitleKey = 40

// authors is what a source goes by: the surnames of its authors, else its outlet,
// else the beginning of its title.
func authors(a briefing.Article, language string) string {
	names := surnames(a.Byline.Value)
	switch {
	case len(names) > 2:
		return names[0] + " " + Say(language, "et al.")
	case len(names) > 0:
		return listed(names, language)
	case a.Publisher.Value != "":
		return a.Publisher.Value
	case a.Title.Value == "":
		return Say(language, "Untitled")
	}
	title := []rune(a.Title.Value)
	if len(title) <= maxTitleKey {
		return titled(a.Title.Value, language)
	}
	cut := string(title[:maxTitleKey])
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return titled(cut+"…", language)
}

// separators stand between the names of authors.
var separators = strings.NewReplacer(" and ", "\n", " & ", "\n", ", ", "\n", "; ", "\n", " et ", "\n", " und ", "\n", " y ", "\n", " اور ", "\n")

// surnames are those of a byline.
func surnames(byline string) []string {
	byline = strings.TrimSpace(byline)
	for _, by := range []string{"By ", "by ", "Par ", "Von ", "Por "} {
		byline = strings.TrimPrefix(byline, by)
	}
	var names []string
	for name := range strings.SplitSeq(separators.Replace(byline), "\n") {
		words := strings.Fields(name)
		for len(words) > 1 && isSuffix(words[len(words)-1]) {
			words = words[:len(words)-1]
		}
		if len(words) == 0 || isSuffix(words[0]) {
			continue
		}
		names = append(names, surname(words))
	}
	return names
}

// surname is the last word of a name with the small ones before it, such as van
// der Berg. What names no person is all of it: Staff Reporter.
func surname(words []string) string {
	if namesOffice(words) {
		return strings.Join(words, " ")
	}
	from := len(words) - 1
	for from > 1 && unicode.IsLower([]rune(words[from-1])[0]) {
		from--
	}
	return strings.Join(words[from:], " ")
}

// namesOffice reports whether the words of a byline name no person.
func namesOffice(words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(ofOffices, strings.ToLower(w)) })
}

// ofOffices are words in bylines that name no person.
var ofOffices = []string{
	"staff", "reporter", "reporters", "correspondent", "correspondents", "desk", "bureau", "agency", "agencies", "editor",
	"editors", "editorial", "board", "team", "news", "press", "ministry", "department", "office", "institute", "university",
	"council", "committee", "commission", "centre", "center", "group", "service", "magazine", "times", "post", "nations",
}

// isSuffix reports whether a word after a name is none of it: Jr, PhD, III.
func isSuffix(word string) bool {
	return slices.Contains([]string{"jr", "sr", "ii", "iii", "iv", "phd", "md", "mp", "qc", "kc"}, strings.ToLower(strings.ReplaceAll(word, ".", "")))
}
