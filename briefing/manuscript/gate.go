package manuscript

import (
	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// What a recipient may not have is kept back before anything is resolved: what
// goes out is built from a note that no longer has it, so that none of its words
// can be in the manuscript, whatever is derived from them. The numbers alone come
// from the whole note, which is built first.

// build resolves b, or what of it the recipient of rules may have.
func build(b briefing.Briefing, sources briefing.Sources, rules Rules) (builder, error) {
	if rules.For == "" {
		return resolve(b, sources, rules, nil)
	}
	gated, err := rules.Gate(b)
	if err != nil {
		return builder{}, err
	}
	rules.For = ""
	whole, err := resolve(b, sources, rules, nil)
	if err != nil {
		return builder{}, err
	}
	m, err := resolve(gated.Open, quotable(gated.Open, sources), rules, whole.counter.counted)
	m.Cited = Cited(gated.Open)
	for _, i := range gated.Withheld {
		m.Withheld = append(m.Withheld, i+1)
	}
	return m, err
}

// Gate is what of b its recipient may have: all of it where none is named.
func (r Rules) Gate(b briefing.Briefing) (marking.Gated, error) {
	if r.For == "" {
		return marking.Gated{Open: b}, nil
	}
	profile, err := r.Profiles.Named(b.Profile)
	if err != nil {
		return marking.Gated{}, err
	}
	return profile.Gate(b, r.For)
}

// quotable are those of the sources that b names.
func quotable(b briefing.Briefing, sources briefing.Sources) briefing.Sources {
	named := briefing.Sources{}
	for _, id := range Cited(b) {
		if src, ok := sources[id]; ok {
			named[id] = src
		}
	}
	return named
}

// counted is something that gets numbers: notes, paragraphs, tables or figures.
type counted int

const (
	countNotes counted = iota
	countParagraphs
	countTables
	countFigures
)

// numbers are those that the things in each block of a briefing have, in order.
type numbers map[counted]map[int][]int

// counter gives numbers out, and keeps those that it gave.
type counter struct {
	given   numbers // from the whole note; nil in a note that is whole
	counted numbers
}

// next is the number of the next thing in a block, which would have number in a
// note that is whole.
func (c *counter) next(what counted, block, number int) int {
	if left := c.given[what][block]; len(left) > 0 {
		number, c.given[what][block] = left[0], left[1:]
	}
	if c.counted == nil {
		c.counted = numbers{}
	}
	if c.counted[what] == nil {
		c.counted[what] = map[int][]int{}
	}
	c.counted[what][block] = append(c.counted[what][block], number)
	return number
}
