package marking

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// Parts is a marking taken apart.
type Parts struct {
	Level    int    // of the profile's Levels
	Controls []Held // in the order of writing
}

// Held is a control that a marking has.
type Held struct {
	Mark briefing.Marking // of the Control
	List []string         // of recipients, in order
}

// Has reports whether a control is among the parts.
func (p Parts) Has(mark briefing.Marking) bool { return p.find(mark) >= 0 }

func (p Parts) find(mark briefing.Marking) int {
	return slices.IndexFunc(p.Controls, func(h Held) bool { return h.Mark == mark })
}

func (p Parts) hasAny(marks []briefing.Marking) bool { return slices.ContainsFunc(marks, p.Has) }

// UnknownError says that a profile does not have a marking.
type UnknownError struct {
	Marking briefing.Marking
	Profile string
	// Nearest is what may be meant, or empty.
	Nearest briefing.Marking
	// Marks lists the levels of the profile.
	Marks string
}

func (e *UnknownError) Error() string {
	switch {
	case strings.Contains(strings.ToUpper(string(e.Marking)), "DRAFT"):
		return fmt.Sprintf("%s has DRAFT in it, which stands beside a marking and never in it; write “draft: yes” in the front matter", e.Marking)
	case e.Marks == "":
		return fmt.Sprintf("%s is a marking, but the note has no marking profile; name one in its front matter", e.Marking)
	case e.Nearest != "":
		return fmt.Sprintf("the profile %s does not have %s; the nearest that it has is %s", e.Profile, e.Marking, e.Nearest)
	}
	return fmt.Sprintf("the profile %s does not have %s; it has %s", e.Profile, e.Marking, e.Marks)
}

// Parse takes a marking apart, whether it is written as a portion or as a
// banner. One that the profile does not have is an *UnknownError. What the
// profile has but forbids, such as NOFORN beside REL TO, is for Problems.
func (p Profile) Parse(m briefing.Marking) (Parts, error) {
	parts, ok := p.read(m)
	if !ok {
		s := spaced(m)
		_, rest := p.parse(s)
		return Parts{}, &UnknownError{Marking: m, Profile: p.Name, Nearest: p.nearest(s, rest), Marks: p.Marks()}
	}
	return parts, nil
}

// spaced is a marking with single spaces.
func spaced(m briefing.Marking) string { return strings.Join(strings.Fields(string(m)), " ") }

// read is Parse without a guess at what is meant.
func (p Profile) read(m briefing.Marking) (Parts, bool) {
	s := spaced(m)
	parts, rest := p.parse(s)
	if rest == "" && s != "" {
		return parts, true
	}
	if first, second, both := strings.Cut(s, bilingual); both {
		a, restA := p.parse(first)
		b, restB := p.parse(second)
		if restA == "" && restB == "" && p.Banner(a) == p.Banner(b) {
			return a, true
		}
	}
	return Parts{}, false
}

// bilingual parts the two languages of a banner.
const bilingual = " / "

// parse reads as much of s as the profile has, and returns what is left of it.
func (p Profile) parse(s string) (Parts, string) {
	level, rest := p.cutLevel(s)
	if level < 0 {
		return Parts{}, s
	}
	parts, last := Parts{Level: level}, ""
	for rest != "" {
		held, group, left, ok := p.cutControl(rest, last)
		if !ok || parts.Has(held.Mark) {
			return parts, rest
		}
		parts.Controls, last, rest = append(parts.Controls, held), group, left
	}
	p.sort(parts.Controls)
	return parts, ""
}

// cutLevel takes the longest name of a level from the start of s.
func (p Profile) cutLevel(s string) (level int, rest string) {
	level, longest := -1, 0
	for i, l := range p.Levels {
		for _, form := range l.forms() {
			if n := len(form); n > longest && p.begins(s, form) {
				level, longest = i, n
			}
		}
	}
	return level, s[longest:]
}

// begins reports whether form is what s begins with, and a separator or nothing follows.
func (p Profile) begins(s string, form briefing.Marking) bool {
	rest, ok := strings.CutPrefix(s, string(form))
	return ok && (rest == "" || slices.ContainsFunc(p.Groups, func(g Group) bool {
		return strings.HasPrefix(rest, g.Before) || strings.HasPrefix(rest, g.Between)
	}))
}

// cutControl takes a separator and the control with the longest name from the
// start of s. Last is the group of the control before it.
func (p Profile) cutControl(s, last string) (held Held, group, rest string, ok bool) {
	longest := 0
	for _, g := range p.Groups {
		after, found := strings.CutPrefix(s, g.Before)
		if !found {
			if after, found = strings.CutPrefix(s, g.Between); !found || g.Name != last {
				continue
			}
		}
		for _, c := range g.Controls {
			for _, form := range c.forms() {
				if n := len(form); n > longest {
					if h, left, fits := p.cutHeld(after, c, form); fits {
						held, group, rest, ok, longest = h, g.Name, left, true, n
					}
				}
			}
		}
	}
	return held, group, rest, ok
}

// cutHeld takes a control as form writes it, and its list, from the start of s.
func (p Profile) cutHeld(s string, c Control, form briefing.Marking) (Held, string, bool) {
	rest, ok := strings.CutPrefix(s, string(form))
	if form == "" || !ok {
		return Held{}, "", false
	}
	if c.List.Between != "" && strings.HasPrefix(rest, " ") {
		end := strings.IndexByte(rest, '/')
		if end < 0 {
			end = len(rest)
		}
		list := splitList(rest[:end])
		if len(list) > 0 && !slices.ContainsFunc(list, func(name string) bool { return !p.isRecipient(name) }) {
			return Held{c.Mark, p.ordered(list, c.List.First)}, rest[end:], true
		}
		return Held{}, "", false
	}
	return Held{Mark: c.Mark}, rest, p.begins(s, form)
}

func splitList(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' })
}

// ordered sorts recipients: first the one that has to be, then countries, then
// groups of them, each by the alphabet and once.
func (p Profile) ordered(list []string, first string) []string {
	list = slices.Clone(list)
	rank := func(name string) int {
		switch {
		case name == first:
			return 0
		case len(name) == countryCode:
			return 1
		}
		return 2
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) })
	return slices.Compact(list)
}

// isRecipient reports whether a list may have a name.
func (p Profile) isRecipient(name string) bool {
	_, group := p.Recipients[name]
	return group || isCountry(name)
}

// sort puts controls in the order of writing.
func (p Profile) sort(held []Held) {
	order := map[briefing.Marking]int{}
	for _, g := range p.Groups {
		for _, c := range g.Controls {
			order[c.Mark] = len(order)
		}
	}
	slices.SortFunc(held, func(a, b Held) int { return order[a.Mark] - order[b.Mark] })
}

// Portion writes parts as a portion has them: S//NF.
func (p Profile) Portion(parts Parts) briefing.Marking {
	return p.write(parts, Level.inPortion, Control.inPortion, false)
}

// Banner writes parts as a banner has them: SECRET//NOFORN. In a bilingual
// profile both languages stand in it, unless they agree.
func (p Profile) Banner(parts Parts) briefing.Marking {
	first := p.write(parts, func(l Level) briefing.Marking { return l.Mark }, func(c Control) briefing.Marking { return c.Mark }, true)
	second := p.write(parts,
		func(l Level) briefing.Marking { return cmp.Or(l.Second, l.Mark) },
		func(c Control) briefing.Marking { return cmp.Or(c.Second, c.Mark) }, true)
	if first == second {
		return first
	}
	return first + bilingual + second
}

func (p Profile) write(parts Parts, level func(Level) briefing.Marking, control func(Control) briefing.Marking, banner bool) briefing.Marking {
	s, last := string(level(p.Levels[parts.Level])), ""
	for _, h := range parts.Controls {
		g, c, ok := p.control(h.Mark)
		if !ok || banner && slices.Contains(p.OnlyInBlock, g.Name) {
			continue
		}
		if g.Name == last {
			s += g.Between
		} else {
			s += g.Before
		}
		s, last = s+written(control(c), h.List, c.List), g.Name
	}
	return briefing.Marking(s)
}

// written is a control with its list.
func written(mark briefing.Marking, list []string, form List) string {
	if len(list) == 0 {
		return string(mark)
	}
	return string(mark) + " " + strings.Join(list, form.Between)
}

// Normal is m as a portion of the profile writes it, or m itself where the
// profile does not have it.
func (p Profile) Normal(m briefing.Marking) briefing.Marking {
	parts, ok := p.read(m)
	if !ok {
		return m
	}
	return p.Portion(parts)
}
