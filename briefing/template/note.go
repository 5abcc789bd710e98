package template

import (
	"slices"
	"strings"

	"briefdesk/briefing"
)

// markingField stands in conditions for all markings of a note.
const markingField = "marking"

// entries are the fields that are entries of the front matter.
var entries = map[string]func(*briefing.Briefing) *string{
	"title":     func(b *briefing.Briefing) *string { return &b.Title },
	"reference": func(b *briefing.Briefing) *string { return &b.Reference },
	"to":        func(b *briefing.Briefing) *string { return &b.To },
	"from":      func(b *briefing.Briefing) *string { return &b.From },
	"date":      func(b *briefing.Briefing) *string { return &b.Date },
	"purpose":   func(b *briefing.Briefing) *string { return &b.Purpose },
	"scale":     func(b *briefing.Briefing) *string { return &b.Scale },
}

// distribution is the field that the front matter has as a list.
const distribution = "distribution"

// Value is what b says in the field of a key; lists are parted by semicolons.
func Value(b briefing.Briefing, key string) string {
	if entry, ok := entries[key]; ok {
		return strings.TrimSpace(*entry(&b))
	}
	if key == distribution {
		return strings.Join(b.Distribution, "; ")
	}
	for _, f := range b.Fields {
		if strings.EqualFold(f.Name, key) {
			return strings.TrimSpace(f.Value)
		}
	}
	return ""
}

// SetValue returns b with value in the field of a key, at the end of its fields if
// it has none of that name.
func SetValue(b briefing.Briefing, key, value string) briefing.Briefing {
	b = b.Clone()
	if entry, ok := entries[key]; ok {
		*entry(&b) = value
		return b
	}
	if key == distribution {
		b.Distribution = Listed(value)
		return b
	}
	for i, f := range b.Fields {
		if strings.EqualFold(f.Name, key) {
			b.Fields[i].Value = value
			return b
		}
	}
	b.Fields = append(b.Fields, briefing.TemplateField{Name: key, Value: value})
	return b
}

// Listed are the entries of a list as a field has it, parted by semicolons.
func Listed(value string) []string {
	var list []string
	for item := range strings.SplitSeq(value, ";") {
		if item = strings.TrimSpace(item); item != "" {
			list = append(list, item)
		}
	}
	return list
}

// New is a note of the template: its sections and fields in their places, with
// what is to be filled in marked […]. Language may be empty, for that of the
// template; today is YYYY-MM-DD. The note has no identifier.
func (t Template) New(language, today string) briefing.Briefing {
	if language == "" {
		language = t.Language
	}
	b := briefing.Briefing{Template: t.Name, Language: language, Profile: t.Profile, Scale: t.Scale, Date: today}
	for _, f := range t.Fields {
		if f.Derived || f.Key == "date" || f.Key == "scale" {
			continue
		}
		_, isEntry := entries[f.Key]
		if f.Default != "" || !isEntry && f.Key != distribution && f.isAsked() {
			b = SetValue(b, f.Key, f.Default)
		}
	}
	for _, s := range t.Sections {
		if s.Required {
			b.Blocks = append(b.Blocks, s.blocks(b.Language)...)
		}
	}
	return b
}

// isAsked reports whether a new note has a place for the field.
func (f Field) isAsked() bool { return f.Required || f.RequiredIf != nil }

// blocks are the section as a new note has it.
func (s Section) blocks(language string) []briefing.Block {
	blocks := []briefing.Block{{Kind: briefing.BlockHeading, Level: 1, Text: s.Heading.In(language)}}
	text := s.Text.In(language)
	if text == "" {
		text = Placeholder
	}
	for part := range strings.SplitSeq(text, "\n\n") {
		if last := &blocks[len(blocks)-1]; strings.HasPrefix(part, " ") { // goes on with an item of a list
			last.Text += "\n\n" + part
			continue
		}
		blocks = append(blocks, briefing.Block{Kind: briefing.BlockText, Text: part})
	}
	return blocks
}

// Placeholder stands in a new note where its author is to write.
const Placeholder = "[…]"

// part is a stretch of a note: a heading of the first level and what follows it,
// or what stands before the first one.
type part struct {
	from, to int      // blocks [from, to)
	body     int      // the first after the heading
	section  *Section // which of the template's it is, or nil
	heading  string
}

// parts cuts b at its headings of the first level.
func (t Template) parts(b briefing.Briefing) []part {
	var ps []part
	for i, bl := range b.Blocks {
		if bl.Kind == briefing.BlockHeading && bl.Level <= 1 {
			p := part{from: i, body: i + 1, heading: Plain(bl.Text)}
			if s, ok := t.Section(p.heading); ok {
				p.section = &s
			}
			ps = append(ps, p)
		} else if len(ps) == 0 {
			ps = append(ps, part{})
		}
		ps[len(ps)-1].to = i + 1
	}
	return ps
}

// Blocks are the numbers, from 1, of the first and the last block of b under the
// heading of the section of a key; last is before first where there is none.
func (t Template) Blocks(b briefing.Briefing, key string) (first, last int) {
	ps := t.parts(b)
	i := find(ps, key)
	if i < 0 {
		return 1, 0
	}
	return ps[i].body + 1, ps[i].to
}

// find is the index of the part that is the section of a key, or -1.
func find(ps []part, key string) int {
	return slices.IndexFunc(ps, func(p part) bool { return p.section != nil && p.section.Key == key })
}

// Plain is a line of Markdown without its marks.
func Plain(text string) string { return strings.TrimSpace(withoutMarks.Replace(text)) }

var withoutMarks = strings.NewReplacer("*", "", "_", "", "`", "", `\`, "")

// InLanguage is b in another language (BCP 47), with what the template has put into it in
// that language too: headings that stand as it gave them, and sections in which nobody
// has written. What its author wrote stays.
func (t Template) InLanguage(b briefing.Briefing, to string) briefing.Briefing {
	from := b.Language
	b = b.Clone()
	b.Language = to
	var blocks []briefing.Block
	for _, p := range t.parts(b) {
		part := b.Blocks[p.from:p.to]
		switch {
		case p.section == nil:
		case p.section.untouched(part, from):
			part = p.section.blocks(to)
		case part[0].Text == p.section.Heading.In(from):
			part[0].Text = p.section.Heading.In(to)
		}
		blocks = append(blocks, part...)
	}
	b.Blocks = blocks
	return b
}

// untouched reports whether the section is as a new note has it in a language.
func (s Section) untouched(blocks []briefing.Block, language string) bool {
	return slices.EqualFunc(blocks, s.blocks(language), briefing.Block.Equal)
}
