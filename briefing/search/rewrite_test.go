package search_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing/search"
)

func TestFiltersAreAddedAndTakenAway(t *testing.T) {
	aid := search.Filter{Name: "tag", Value: "foreign aid"}
	for _, c := range []struct{ query, with, without string }{
		{"", `tag:"foreign aid"`, ""},
		{"majid  brigade ", `majid  brigade tag:"foreign aid"`, "majid brigade"},
		{`tag:"foreign aid" port`, `tag:"foreign aid" port`, "port"},
		{`-tag:"foreign aid" “a b”`, `-tag:"foreign aid" “a b” tag:"foreign aid"`, `-tag:"foreign aid" “a b”`},
		{`foreign aid`, `foreign aid tag:"foreign aid"`, "foreign aid"},
	} {
		if got := search.With(c.query, aid); got != c.with {
			t.Errorf("With(%q) = %q, want %q", c.query, got, c.with)
		}
		if got := search.Without(c.query, aid); got != c.without {
			t.Errorf("Without(%q) = %q, want %q", c.query, got, c.without)
		}
	}
}

func TestWrittenFiltersAreReadAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		query := rapid.StringMatching(`([a-zé]{1,5} |"[a-z]{1,3} [a-z]{1,3}" ){0,4}`).Draw(t, "query")
		f := search.Filter{
			Name:  rapid.SampledFrom([]string{"", "tag", "by", "from", "in", "after", "before", "marking", "colour"}).Draw(t, "name"),
			Value: rapid.StringMatching(`[a-z0-9é]{1,6}([ :-][a-z0-9]{1,4}){0,2}`).Draw(t, "value"),
		}
		f.Not = f.Name == "" || rapid.Bool().Draw(t, "not")
		with := search.With(query, f)
		if got := search.ParseQuery(with).Filters; !slices.Equal(got, []search.Filter{f}) {
			t.Fatalf("%q has the filters %v, want %v", with, got, f)
		}
		without := search.Without(with, f)
		if got, want := search.ParseQuery(without), search.ParseQuery(query); !slices.Equal(got.Words, want.Words) || len(got.Filters) > 0 {
			t.Fatalf("%q without %v is %q", with, f, without)
		}
	})
}
