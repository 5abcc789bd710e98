package refs

import (
	"cmp"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// How records and articles map on one another is in docs/interchange.md.

// sourceName is what the fields of an article say that they come from.
const sourceName = "reference manager"

// Parts are the fields of an article that a record can set, in the order in which
// they are asked about.
func Parts(a *briefing.Article) []Part {
	return []Part{
		{"title", "Title", &a.Title},
		{"subtitle", "Subtitle", &a.Subtitle},
		{"byline", "Byline", &a.Byline},
		{"publisher", "Publisher", &a.Publisher},
		{"published", "Published", &a.Published},
		{"accessed", "Accessed", &a.Accessed},
		{"url", "URL", &a.URL},
		{"language", "Language", &a.Language},
		{"genre", "Genre", &a.Genre},
		{"licence", "Licence", &a.Licence},
	}
}

// Part is a field of an article: its name in data, its label for people.
type Part struct {
	Name, Label string
	Field       *briefing.Field
}

var genres = []string{
	briefing.GenreNews, briefing.GenreOpinion, briefing.GenreEditorial, briefing.GenreReport, briefing.GenreRelease, briefing.GenreOther,
}

// genreTypes are the types of CSL of the genres of articles.
var genreTypes = map[string]string{
	briefing.GenreNews: "article-newspaper", briefing.GenreOpinion: "article-newspaper", briefing.GenreEditorial: "article-newspaper",
	briefing.GenreReport: "report", briefing.GenreRelease: "webpage",
}

// RecordOf is an article as a record, without identifier. Its key is made of its
// author, year and title.
func RecordOf(a briefing.Article) Record {
	rec := Record{
		Title: clean(a.Title.Value), Authors: authors(a.Byline.Value), Issued: parseDate(a.Published.Value), Accessed: parseDate(a.Accessed.Value),
		Language: clean(a.Language.Value), Type: genreTypes[a.Genre.Value],
	}
	if doi := cleanDOI(a.URL.Value); doi != a.URL.Value {
		rec.DOI = doi
	}
	rec.URL = clean(a.URL.Value)
	if rec.Type == "" {
		rec.Type = "document"
		if rec.URL != "" {
			rec.Type = "webpage"
		}
	}
	if rec.Type == "report" || rec.Type == "document" {
		rec.Publisher = clean(a.Publisher.Value)
	} else {
		rec.Container = clean(a.Publisher.Value)
	}
	rec.add("subtitle", clean(a.Subtitle.Value))
	rec.add("genre", clean(a.Genre.Value))
	rec.add("license", clean(a.Licence.Value))
	rec.settle()
	rec.Key = keyOf(rec)
	return rec
}

// keyOf is a key as reference managers make them: smith2020committee.
func keyOf(rec Record) string {
	author := "source"
	if len(rec.Authors) > 0 {
		author = rec.Authors[0].Family
	} else if rec.Container != "" || rec.Publisher != "" {
		author = cmp.Or(rec.Container, rec.Publisher)
	}
	word := ""
	for _, w := range strings.Fields(rec.Title) {
		if w = letters(w); len(w) > 3 {
			word = w
			break
		}
	}
	return letters(author) + rec.Issued[:min(len(rec.Issued), 4)] + word
}

func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// institutional are words of names that no person has.
var institutional = []string{
	"agency", "and", "associated", "association", "authority", "bank", "board", "bureau", "centre", "center", "commission", "committee", "correspondent",
	"council", "department", "desk", "editorial", "foundation", "group", "institute", "ministry", "nations", "news", "of", "office", "organization",
	"organisation", "press", "report", "reporter", "reporters", "reuters", "service", "staff", "the", "times", "union", "university", "writers",
}

// authors takes a byline apart: “A. Smith and B. Jones”. What looks like an
// institution stays whole.
func authors(byline string) []Name {
	byline = clean(byline)
	if lower := strings.ToLower(byline); strings.HasPrefix(lower, "by ") {
		byline = byline[3:]
	}
	var names []Name
	for _, part := range strings.FieldsFunc(strings.NewReplacer(" and ", ";", " & ", ";", ",", ";").Replace(byline), func(r rune) bool { return r == ';' }) {
		part = clean(part)
		isInstitution := slices.ContainsFunc(strings.Fields(strings.ToLower(part)), func(w string) bool { return slices.Contains(institutional, w) })
		switch {
		case part == "":
		case isInstitution || len(strings.Fields(part)) > 4:
			names = append(names, Name{Family: part})
		default:
			names = append(names, personName(part))
		}
	}
	return names
}

// Article is what the record says of an article. It has no identifier and no text.
func (rec Record) Article() briefing.Article {
	var a briefing.Article
	values := map[string]string{
		"title": rec.Title, "subtitle": first(rec.extra("subtitle")), "byline": rec.byline(), "publisher": cmp.Or(rec.Container, rec.Publisher),
		"published": rec.Issued, "accessed": rec.Accessed, "url": rec.Address(), "language": rec.Language, "genre": rec.genre(),
		"licence": first(append(rec.extra("license"), rec.extra("rights")...)),
	}
	if rec.Type == "report" || rec.Type == "book" {
		values["publisher"] = cmp.Or(rec.Publisher, rec.Container)
	}
	for _, p := range Parts(&a) {
		if v := values[p.Name]; v != "" {
			*p.Field = briefing.Field{Value: v, Source: sourceName, Confidence: briefing.ConfidenceMedium}
		}
	}
	return a
}

// Address is the record's URL, or that of its DOI.
func (rec Record) Address() string {
	if rec.URL == "" && rec.DOI != "" {
		return "https://doi.org/" + rec.DOI
	}
	return rec.URL
}

func first(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

func (rec Record) byline() string {
	var names []string
	for _, n := range rec.Authors {
		names = append(names, n.String())
	}
	if n := len(names); n > 1 {
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return strings.Join(names, "")
}

func (rec Record) genre() string {
	for _, g := range rec.extra("genre") {
		if slices.Contains(genres, strings.ToLower(g)) {
			return strings.ToLower(g)
		}
	}
	if rec.Type == "report" {
		return briefing.GenreReport
	}
	return ""
}

// Unplaced are the names of what the record says that an article has no field
// for, in alphabetical order.
func (rec Record) Unplaced() []string {
	var names []string
	for _, x := range rec.Extra {
		if x.Name != "subtitle" && x.Name != "license" && x.Name != "rights" && (x.Name != "genre" || rec.genre() == "") {
			names = append(names, x.Name)
		}
	}
	if len(rec.Keywords) > 0 {
		names = append(names, "keywords")
	}
	if len(rec.Notes) > 0 {
		names = append(names, "notes")
	}
	slices.Sort(names)
	return slices.Compact(names)
}
