package template

import (
	"slices"
	"strings"

	"briefdesk/briefing"
)

// Change is what another template would make of a note. Nothing of the author's
// is lost: what the new form does not know stays where it is.
type Change struct {
	From string `json:"from"`
	To   string `json:"to"`
	// Adds are the sections that the new form has and the note lacks, Keeps those
	// that it has under the same heading.
	Adds  []string `json:"adds"`
	Keeps []string `json:"keeps"`
	// Renames are the sections that the new form heads otherwise.
	Renames []Rename `json:"renames"`
	// Drops are the sections in which nobody has written anything, and which the
	// new form does not have.
	Drops []string `json:"drops"`
	// Orphans are the sections that only the old form has. They stay, as the
	// author's own.
	Orphans []string `json:"orphans"`
	// FieldsAdded are asked for by the new form, FieldsOrphaned are those with a
	// value that only the old one has. They stay, and print with the other facts.
	FieldsAdded    []string `json:"fields-added"`
	FieldsOrphaned []string `json:"fields-orphaned"`
	// Sets are the entries of the front matter that follow the template because
	// they had the value of the old one: profile, scale.
	Sets []Set `json:"sets"`

	result briefing.Briefing
}

// Rename is a heading before and after a change.
type Rename struct {
	From string `json:"from"`
	To   string `json:"to"`
}

// Set is an entry of the front matter before and after a change.
type Set struct {
	Name string `json:"name"`
	From string `json:"from"`
	To   string `json:"to"`
}

// Apply is the note after the change. The note that it was made of is as it was.
func (c Change) Apply() briefing.Briefing { return c.result.Clone() }

// Change says what the template called to would make of b.
func (ts Templates) Change(b briefing.Briefing, to string) (Change, error) {
	after, err := ts.named(to)
	if err != nil {
		return Change{}, err
	}
	before, _ := ts.Named(b.Template)
	c := Change{From: before.Name, To: after.Name, result: b.Clone()}
	c.result.Template = after.Name
	c.sections(before, after)
	c.fields(before, after)
	c.sets(before, after)
	return c, nil
}

// sections renames and drops sections, and puts in those that lack.
func (c *Change) sections(before, after Template) {
	b, language := c.result, c.result.Language
	var blocks []briefing.Block
	for _, p := range before.parts(b) {
		part := slices.Clone(b.Blocks[p.from:p.to])
		same := after.match(p)
		switch {
		case same != nil && same.isHeaded(p.heading):
			c.Keeps = append(c.Keeps, p.heading)
		case same != nil:
			heading := same.Heading.In(language)
			c.Renames = append(c.Renames, Rename{p.heading, heading})
			part[0].Text = heading
		case p.section != nil && p.section.untouched(part, language):
			c.Drops = append(c.Drops, p.heading)
			continue
		case p.section != nil:
			c.Orphans = append(c.Orphans, p.heading)
		}
		blocks = append(blocks, part...)
	}
	c.result.Blocks = blocks
	for i, s := range after.Sections {
		if s.Required && find(after.parts(c.result), s.Key) < 0 {
			c.Adds = append(c.Adds, s.Heading.In(language))
			at := after.placeFor(i, c.result)
			c.result.Blocks = slices.Insert(c.result.Blocks, at, s.blocks(language)...)
		}
	}
}

// match is the section of the template that a part of a note is: the one that its
// heading names, else the one that has the key it has in the old form.
func (t Template) match(p part) *Section {
	if s, ok := t.Section(p.heading); ok {
		return &s
	}
	if p.section == nil {
		return nil
	}
	return t.section(p.section.Key)
}

// placeFor is before which block of b section i of the template goes: after the
// last section of b that the template has before it, else before the first that
// it has after it.
func (t Template) placeFor(i int, b briefing.Briefing) int {
	ps := t.parts(b)
	for j := i - 1; j >= 0; j-- {
		if at := find(ps, t.Sections[j].Key); at >= 0 {
			return ps[at].to
		}
	}
	for _, s := range t.Sections[i+1:] {
		if at := find(ps, s.Key); at >= 0 {
			return ps[at].from
		}
	}
	return len(b.Blocks)
}

func (c *Change) fields(before, after Template) {
	for _, f := range before.Fields {
		if _, known := after.Field(f.Key); known || Value(c.result, f.Key) == "" || entries[f.Key] != nil || f.Key == distribution {
			continue
		}
		c.FieldsOrphaned = append(c.FieldsOrphaned, f.Key)
	}
	for _, f := range after.Fields {
		if f.Derived || !f.isAsked() || entries[f.Key] != nil || f.Key == distribution || has(c.result, f.Key) {
			continue
		}
		c.FieldsAdded = append(c.FieldsAdded, f.Key)
		c.result = SetValue(c.result, f.Key, f.Default)
	}
	c.result.Fields = slices.DeleteFunc(c.result.Fields, func(f briefing.TemplateField) bool {
		_, was := before.Field(f.Name)
		_, is := after.Field(f.Name)
		return f.Value == "" && was && !is
	})
}

// has reports whether b has a field of its own of a key, be it empty.
func has(b briefing.Briefing, key string) bool {
	return slices.ContainsFunc(b.Fields, func(f briefing.TemplateField) bool { return strings.EqualFold(f.Name, key) })
}

// sets lets profile and scale follow the template where nobody chose them.
func (c *Change) sets(before, after Template) {
	b := &c.result
	isMarked := b.Marking != "" || slices.ContainsFunc(b.Blocks, func(bl briefing.Block) bool { return bl.Portion != "" })
	for _, e := range []struct {
		name     string
		entry    *string
		was, now string
		chosen   bool
	}{
		{"profile", &b.Profile, before.Profile, after.Profile, isMarked},
		{"scale", &b.Scale, before.Scale, after.Scale, false},
	} {
		if e.now != "" && !e.chosen && *e.entry != e.now && (*e.entry == "" || *e.entry == e.was) {
			c.Sets = append(c.Sets, Set{e.name, *e.entry, e.now})
			*e.entry = e.now
		}
	}
}
