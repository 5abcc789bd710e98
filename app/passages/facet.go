package passages

import (
	"strconv"
	"strings"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

// Row is what the list shows of a passage, or of an article.
type Row struct {
	ID        briefing.ID
	Article   briefing.ID // whose it is; an article is its own
	Quote     string      // of an article, the words that were found
	Title     string      // of the article, shown where it has no publisher
	Publisher string
	Published string // YYYY, YYYY-MM or YYYY-MM-DD; empty where it is not known
	Colour    string // amber, green, blue or rose
	Tags      []string
	Note      string
	Grade     string // of the item, 1 to 6; empty where nobody has judged it
	Marking   briefing.Marking
	State     briefing.PassageState // whether the newest text of its article has it
	Why       []string              // how the query matched, the best first; empty without one
	Matches   []Match               // in Quote, or in Title where Quote is empty
}

// IsArticle reports whether the row is an article, and not a passage of one.
func (r Row) IsArticle() bool { return r.ID == r.Article && !r.ID.IsZero() }

// Match is a stretch of a quote that was found.
type Match struct {
	briefing.Range
	Loose bool // not letter for letter as it was looked for
}

// facet is a property by which the list can be narrowed. It is the filters of
// the query: a chip shows what they say, and writes them.
type facet struct {
	name    string
	counted session.Facet
	filters func(value string) []search.Filter
	// chosen finds a value in filters, and which of them say it.
	chosen func(filters []search.Filter) (value string, by []search.Filter)
}

// facets are what the chips above the list offer, in this order.
var facets = []facet{
	{"Year", session.FacetYear, yearFilters, chosenYear},
	{"Tag", session.FacetTag, named("tag"), chosenOf("tag")},
	{"Marking", session.FacetMarking, named("marking"), chosenOf("marking")},
}

func named(name string) func(string) []search.Filter {
	return func(value string) []search.Filter { return []search.Filter{{Name: name, Value: value}} }
}

func chosenOf(name string) func([]search.Filter) (string, []search.Filter) {
	return func(filters []search.Filter) (string, []search.Filter) {
		for _, f := range filters {
			if f.Name == name && !f.Not {
				return f.Value, []search.Filter{f}
			}
		}
		return "", nil
	}
}

// yearFilters are those of one year: after its beginning, before that of the next.
func yearFilters(year string) []search.Filter {
	n, err := strconv.Atoi(year)
	if err != nil {
		return nil
	}
	return []search.Filter{{Name: "after", Value: year}, {Name: "before", Value: strconv.Itoa(n + 1)}}
}

func chosenYear(filters []search.Filter) (string, []search.Filter) {
	for _, f := range filters {
		if f.Name != "after" || f.Not || len(f.Value) != 4 {
			continue
		}
		if pair := yearFilters(f.Value); pair != nil && contains(filters, pair[1]) {
			return f.Value, pair
		}
	}
	return "", nil
}

func contains(filters []search.Filter, f search.Filter) bool {
	for _, other := range filters {
		if f == other {
			return true
		}
	}
	return false
}

// worded says what a filter asks for: not from Dawn.
func worded(f search.Filter) string {
	said := f.Value
	switch f.Name {
	case "by", "from", "after", "before":
		said = f.Name + " " + f.Value
	case "in":
		said = "titled " + f.Value
		if only, ok := kinds[f.Value]; ok {
			said = only
		}
	case "marking":
		said = look.ShortMarking(f.Value)
	}
	if f.Not {
		return "not " + strings.ToLower(said[:1]) + said[1:]
	}
	return said
}

// kinds are the values of the filter “in” that name a kind.
var kinds = map[string]string{"passages": "Passages only", "articles": "Articles only"}
