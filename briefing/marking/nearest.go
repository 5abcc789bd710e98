package marking

import (
	"slices"
	"strings"

	"briefdesk/briefing"
)

// nearest guesses what is meant by s, of which rest could not be read: s with
// the first name in rest replaced by the one most like it. It is empty where
// none is.
func (p Profile) nearest(s, rest string) briefing.Marking {
	if len(p.Levels) == 0 {
		return ""
	}
	read := strings.TrimSuffix(s, rest)
	separator := rest[:len(rest)-len(strings.TrimLeft(rest, "/ "))]
	word := rest[len(separator):]
	after := ""
	if i := strings.IndexByte(word, '/'); i >= 0 {
		word, after = word[:i], word[i:]
	}
	best, distance := "", 1+len(word)/3
	for _, form := range p.names(read == "") {
		if d := edits(strings.ToUpper(word), form); d < distance && p.reads(read+separator+form) {
			best, distance = form, d
		}
	}
	if best == "" {
		return ""
	}
	for _, guess := range []string{read + separator + best + after, read + separator + best} {
		if p.reads(guess) {
			return briefing.Marking(guess)
		}
	}
	return ""
}

func (p Profile) reads(s string) bool {
	_, rest := p.parse(s)
	return rest == ""
}

// names are all that may be written at the start of a marking, or after it.
func (p Profile) names(first bool) []string {
	var names []string
	add := func(forms []briefing.Marking) {
		for _, f := range forms {
			if f != "" {
				names = append(names, string(f))
			}
		}
	}
	if first {
		for _, l := range p.Levels {
			add(slices.DeleteFunc(l.forms(), func(m briefing.Marking) bool { return slices.Contains(l.Retired, m) }))
		}
		return names
	}
	for _, g := range p.Groups {
		for _, c := range g.Controls {
			add(c.forms())
		}
	}
	return names
}

// edits counts the letters to insert, delete or replace to make b of a.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
