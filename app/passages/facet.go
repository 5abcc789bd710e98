package passages

import (
	"cmp"
	"slices"

	"briefdesk/briefing"
)

// Row is a passage as the list shows it.
type Row struct {
	ID        briefing.ID
	Article   briefing.ID
	Quote     string
	Title     string // of the article, shown where it has no publisher
	Publisher string
	Published string // YYYY, YYYY-MM or YYYY-MM-DD; empty where it is not known
	Colour    string // amber, green, blue or rose
	Tags      []string
	Note      string
	Marking   briefing.Marking
	Why       string // how the query matched: phrase, exact, prefix, inside or fuzzy; empty without one
	Matches   []briefing.Range
}

// facet is a property by which the list can be narrowed.
type facet struct {
	name   string
	values func(Row) []string
}

// facets are what the chips above the list offer, in this order.
var facets = []facet{
	{"Year", func(r Row) []string { return some(r.Published[:min(4, len(r.Published))]) }},
	{"Tag", func(r Row) []string { return r.Tags }},
	{"Marking", func(r Row) []string { return some(string(r.Marking)) }},
}

func some(value string) []string {
	if value == "" {
		return nil
	}
	return []string{value}
}

// narrowing is the value chosen of each facet; empty where none is.
type narrowing []string

// passes reports whether r has every chosen value.
func (n narrowing) passes(r Row) bool {
	for i, want := range n {
		if want != "" && !slices.Contains(facets[i].values(r), want) {
			return false
		}
	}
	return true
}

// narrows reports whether any value is chosen.
func (n narrowing) narrows() bool {
	return slices.ContainsFunc(n, func(value string) bool { return value != "" })
}

// choice is a value of a facet, and how many rows have it.
type choice struct {
	value string
	rows  int
}

// choices are the values of facet f in rows: years from the newest, others
// from the commonest.
func choices(f int, rows []Row) []choice {
	counts := make(map[string]int)
	for _, r := range rows {
		for _, v := range facets[f].values(r) {
			counts[v]++
		}
	}
	all := make([]choice, 0, len(counts))
	for v, n := range counts {
		all = append(all, choice{v, n})
	}
	slices.SortFunc(all, func(a, b choice) int {
		if f == 0 {
			return cmp.Compare(b.value, a.value)
		}
		return cmp.Or(cmp.Compare(b.rows, a.rows), cmp.Compare(a.value, b.value))
	})
	return all
}
