package search

import (
	"slices"
	"strings"
	"unicode"
)

// String writes a filter so that ParseQuery reads it again.
func (f Filter) String() string {
	value := strings.ReplaceAll(f.Value, `"`, " ")
	if strings.ContainsFunc(value, unicode.IsSpace) {
		value = `"` + value + `"`
	}
	if f.Name != "" {
		value = f.Name + ":" + value
	}
	if f.Not {
		value = "-" + value
	}
	return value
}

// With is a query with filters added at its end, as far as it has not got them.
func With(query string, filters ...Filter) string {
	has := ParseQuery(query).Filters
	parts := []string{strings.TrimSpace(query)}
	for _, f := range filters {
		if !slices.Contains(has, f) {
			parts = append(parts, f.String())
		}
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// Without is a query without some of its filters. All else stays as it was
// written.
func Without(query string, filters ...Filter) string {
	var kept []string
	rest := strings.TrimLeftFunc(query, unicode.IsSpace)
	for rest != "" {
		p, after := cutPart(rest)
		written := rest[:len(rest)-len(after)]
		if f := (Filter{p.name, p.not, p.value}); (p.name == "" && !p.not) || !slices.Contains(filters, f) {
			kept = append(kept, written)
		}
		rest = strings.TrimLeftFunc(after, unicode.IsSpace)
	}
	return strings.Join(kept, " ")
}
