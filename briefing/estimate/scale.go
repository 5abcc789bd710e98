package estimate

import (
	"fmt"
	"slices"
	"strings"
)

// Scale is a list of words for likelihood, each with the range that it stands for.
type Scale struct {
	Name  string // as a note declares it, such as icd203
	Title string // for people
	// Note says what a reader of the legend must know beside the bands; it may be empty.
	Note string
	// Bands go from the least to the most likely.
	Bands []Band
	// Rows is how many lists of terms the scale has that should not be mixed.
	Rows int
	// Mixing is what a note has to say if it mixes the rows; empty where there is one.
	Mixing string
}

// Band is a range of likelihood in per cent, and what it is called: a list of
// equal terms for each row of the scale, the usual one first.
type Band struct {
	From, To int
	Rows     [][]string
}

// Terms are all terms of the band, row by row.
func (b Band) Terms() []string { return slices.Concat(b.Rows...) }

// scales are those in domain use. ICD 203: Intelligence Community Directive 203,
// Analytic Standards, D.6.e(2)(a). PHIA: Professional Head of Intelligence
// Assessment probability yardstick, Cabinet Office, 24 March 2025.
var scales = []Scale{
	{
		Name: "icd203", Title: "ICD 203", Rows: 2,
		Bands: []Band{
			{1, 5, [][]string{{"almost no chance"}, {"remote"}}},
			{5, 20, [][]string{{"very unlikely"}, {"highly improbable"}}},
			{20, 45, [][]string{{"unlikely"}, {"improbable"}}},
			{45, 55, [][]string{{"roughly even chance"}, {"roughly even odds"}}},
			{55, 80, [][]string{{"likely"}, {"probable"}}},
			{80, 95, [][]string{{"very likely"}, {"highly probable"}}},
			{95, 99, [][]string{{"almost certain"}, {"nearly certain"}}},
		},
		Mixing: "This note uses terms of both rows of the ICD 203 scale. Terms of one band stand for the same range of likelihood.",
	},
	{
		Name: "phia", Title: "UK probability yardstick", Note: "gaps between bands are intended", Rows: 1,
		Bands: []Band{
			{0, 5, [][]string{{"remote chance"}}},
			{10, 20, [][]string{{"highly unlikely"}}},
			{25, 35, [][]string{{"unlikely"}}},
			{40, 50, [][]string{{"realistic possibility"}}},
			{55, 75, [][]string{{"likely", "probable"}}},
			{80, 90, [][]string{{"highly likely"}}},
			{95, 100, [][]string{{"almost certain"}}},
		},
	},
}

// Scales are the scales that a note may declare.
func Scales() []Scale { return slices.Clone(scales) }

// Named returns the scale of a name, whatever its case.
func Named(name string) (Scale, error) {
	i := slices.IndexFunc(scales, func(s Scale) bool { return strings.EqualFold(s.Name, strings.TrimSpace(name)) })
	if i >= 0 {
		return scales[i], nil
	}
	names := make([]string, len(scales))
	for i, s := range scales {
		names[i] = s.Name
	}
	return Scale{}, fmt.Errorf("there is no probability scale %q; there are %s", name, strings.Join(names, ", "))
}

// Place is where a term stands in a scale.
type Place struct{ Band, Row int }

// Place returns that of a term, which is in small letters. Where the scale says
// “remote”, a “remote chance” is the same.
func (s Scale) Place(term string) (Place, bool) {
	if p, ok := s.place(term); ok || term != "remote chance" {
		return p, ok
	}
	return s.place("remote")
}

func (s Scale) place(term string) (Place, bool) {
	for i, b := range s.Bands {
		for row, terms := range b.Rows {
			if slices.Contains(terms, term) {
				return Place{i, row}, true
			}
		}
	}
	return Place{}, false
}

// Nearest is the band of s in whose middle lies next to that of a term of any
// scale; ok is false if none has the term.
func (s Scale) Nearest(term string) (band int, ok bool) {
	for _, other := range scales {
		p, has := other.Place(term)
		if !has {
			continue
		}
		return s.nearest(other.Bands[p.Band].middle()), true
	}
	return 0, false
}

// At is the band of a likelihood in per cent, or the one next to it.
func (s Scale) At(percent int) int { return s.nearest(2 * percent) }

// nearest is the band whose middle, doubled, is next to a number.
func (s Scale) nearest(middle int) int {
	return slices.IndexFunc(s.Bands, func(b Band) bool {
		return !slices.ContainsFunc(s.Bands, func(c Band) bool { return far(c, middle) < far(b, middle) })
	})
}

// middle is twice the middle of b, so that it is whole.
func (b Band) middle() int { return b.From + b.To }

func far(b Band, middle int) int { return max(b.middle()-middle, middle-b.middle()) }
