// Package template knows the forms of notes: which sections and fields each one
// has, how its recommendations begin, and how long it may be.
//
// A Template is data, read from JSON files: those of the program, and those of a
// house, which may extend one of the program's by name. New makes a note of a
// template, Check says where a note departs from it, and Change what another
// template would make of a note. How a page of it looks is the business of
// package layout, which a template names a style of.
//
// A template never hinders: a section or field that it does not know is the
// author's own and stays, and what a note lacks is a finding, not an error.
package template

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// Template is a form of notes.
type Template struct {
	// Name is what the front matter of a note calls it, in kebab case.
	Name string `json:"name"`
	// Extends names the template of the program that this one changes, or is empty.
	Extends string `json:"extends,omitempty"`
	Title   Words  `json:"title"`
	// Kicker is the line above the title of the note; empty is that of the style.
	Kicker Words `json:"kicker,omitempty"`
	// Basis says where the form is from, and what of it is uncertain.
	Basis string `json:"basis,omitempty"`
	// Style names the page style, and Paper the sheet: a4 or letter.
	Style string `json:"style"`
	Paper string `json:"paper"`
	// Language, Profile and Scale are those of a new note; each may be empty.
	Language string `json:"language,omitempty"`
	Profile  string `json:"profile,omitempty"`
	Scale    string `json:"scale,omitempty"`
	// Citations is how sources are cited; empty is as the page style does.
	Citations briefing.CitationStyle `json:"citations,omitempty"`
	// Numbered says that paragraphs of own text are numbered through the note.
	Numbered bool `json:"numbered,omitempty"`
	// Clipped says that what is known of an article stands above its extracts.
	Clipped bool `json:"clipped,omitempty"`
	// Portions says that each block has a marking of its own.
	Portions    bool         `json:"portions,omitempty"`
	Fields      []Field      `json:"fields,omitempty"`
	Sections    []Section    `json:"sections,omitempty"`
	Disclaimers []Disclaimer `json:"disclaimers,omitempty"`
	Limits      []Limit      `json:"limits,omitempty"`
}

// Words is what something is called in each language (BCP 47, small letters).
type Words map[string]string

// In is what it is called in a language: that of the very tag, of the language
// without its region, or English.
func (w Words) In(language string) string {
	tag := strings.ToLower(language)
	base, _, _ := strings.Cut(tag, "-")
	for _, l := range []string{tag, base, "en"} {
		if said := w[l]; said != "" {
			return said
		}
	}
	return ""
}

// Kind is what a field takes.
type Kind string

// The kinds of fields.
const (
	KindText   Kind = "text"
	KindDate   Kind = "date" // YYYY-MM-DD
	KindChoice Kind = "choice"
	KindList   Kind = "list"   // parted by semicolons
	KindPeople Kind = "people" // likewise
)

// Field is something that a note says of itself above or below its text.
type Field struct {
	// Key is the name under which the note has it, in small letters. Those of the
	// front matter, such as “to” and “date”, are its own entries.
	Key      string `json:"key"`
	Label    Words  `json:"label"`
	Kind     Kind   `json:"kind,omitempty"` // empty is text
	Required bool   `json:"required,omitempty"`
	// RequiredIf says when it must be there although it is not always.
	RequiredIf *Condition `json:"required-if,omitempty"`
	// Derived says that the program knows it and nobody fills it in.
	Derived bool     `json:"derived,omitempty"`
	Choices []Choice `json:"choices,omitempty"`
	Default string   `json:"default,omitempty"`
	// Portion says that it begins with a marking of its own, in brackets.
	Portion bool `json:"portion,omitempty"`
	// Notice says of a date how long before it the note must be.
	Notice *Notice `json:"notice,omitempty"`
}

// Choice is one of the values that a field may have.
type Choice struct {
	Value string `json:"value"`
	Label Words  `json:"label"`
}

// Condition holds where a field has one of some values. The field “marking”
// stands for the declared marking and those of all portions.
type Condition struct {
	Field string   `json:"field"`
	Is    []string `json:"is"`
}

// Notice is the time that whoever decides is given.
type Notice struct {
	// Days are business days, Monday to Friday, after the day of the note.
	Days int `json:"days"`
	// Unless names the field that says why it is less.
	Unless string `json:"unless,omitempty"`
}

// Section is a part of a note under a heading of the first level.
type Section struct {
	Key     string `json:"key"`
	Heading Words  `json:"heading"`
	// Also are other headings under which it is recognised.
	Also     []string `json:"also,omitempty"`
	Required bool     `json:"required,omitempty"`
	// Panel says that it is set apart, for a reader in a hurry.
	Panel bool `json:"panel,omitempty"`
	// Anywhere says that it need not stand where the template lists it.
	Anywhere bool `json:"anywhere,omitempty"`
	// Starters are the ways, by language, in which its first sentence may begin.
	Starters map[string][]string `json:"starters,omitempty"`
	// Text is what a new note has in it, as Markdown.
	Text Words `json:"text,omitempty"`
	// Items says how many items its lists have together.
	Items *Items `json:"items,omitempty"`
	// Decide says that each item of its lists names the day by which to decide,
	// as MM/DD/YY, and how long before that the note must be.
	Decide *Notice `json:"decide,omitempty"`
}

// Items are the least and the most that there may be; a Most of 0 is no limit.
type Items struct {
	Least int `json:"least,omitempty"`
	Most  int `json:"most,omitempty"`
}

// Disclaimer is a standing one of the desk.
type Disclaimer struct {
	Text Words `json:"text"`
	// Place is where it prints: DisclaimerStart or DisclaimerEnd.
	Place string `json:"place"`
}

// The places of disclaimers.
const (
	DisclaimerStart = "start" // before the first section
	DisclaimerEnd   = "end"   // with those of the sources; also where no place is named
)

// Limit is how much room something may take on the laid-out page: either lines
// or pages.
type Limit struct {
	// Of is the key of a section or a field; empty is the whole note, without its
	// annexes.
	Of    string `json:"of,omitempty"`
	Lines int    `json:"lines,omitempty"`
	Pages int    `json:"pages,omitempty"`
	// Severity is that of going over it.
	Severity briefing.Severity `json:"severity"`
}

// Blank is the name of the template of notes that name none.
const Blank = "blank"

// Templates are all templates, those of the program first.
type Templates []Template

// Named returns the template called name, and whether there is one; an empty name
// is that of the blank note. Where there is none the blank note is returned.
func (ts Templates) Named(name string) (Template, bool) {
	if name == "" {
		name = Blank
	}
	blank := Template{Name: Blank, Style: Blank, Paper: "a4"}
	for _, t := range ts {
		switch t.Name {
		case name:
			return t, true
		case Blank:
			blank = t
		}
	}
	return blank, name == Blank
}

// Names are those of all templates.
func (ts Templates) Names() []string {
	names := make([]string, len(ts))
	for i, t := range ts {
		names[i] = t.Name
	}
	return names
}

// named is Named with an error that says what there is.
func (ts Templates) named(name string) (Template, error) {
	t, ok := ts.Named(name)
	if !ok {
		return Template{}, fmt.Errorf("there is no template %q; there are %s", name, strings.Join(ts.Names(), ", "))
	}
	return t, nil
}

// Field returns the field of a key, whatever its case, and whether t has it.
func (t Template) Field(key string) (Field, bool) {
	i := slices.IndexFunc(t.Fields, func(f Field) bool { return strings.EqualFold(f.Key, key) })
	if i < 0 {
		return Field{}, false
	}
	return t.Fields[i], true
}

// Section returns the section that a heading, without markup, opens in any
// language, and whether t has one.
func (t Template) Section(heading string) (Section, bool) {
	i := slices.IndexFunc(t.Sections, func(s Section) bool { return s.isHeaded(heading) })
	if i < 0 {
		return Section{}, false
	}
	return t.Sections[i], true
}

func (s Section) isHeaded(heading string) bool {
	heading = folded(heading)
	is := func(words string) bool { return initial(words) == initial(heading) && folded(words) == heading }
	for _, words := range s.Heading {
		if is(words) {
			return true
		}
	}
	return slices.ContainsFunc(s.Also, is)
}

// initial is the first letter of text as it is compared: where it differs, nothing
// else has to be looked at, and a long note has many headings.
func initial(text string) rune {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(text))
	if r == '’' {
		r = '\''
	}
	return unicode.ToLower(r)
}

// folded is text as headings and starters are compared: small letters, single
// spaces, straight apostrophes.
func folded(text string) string {
	return strings.ToLower(strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "’", "'"))
}

// Shown is a value of the field as a note in a language prints it, its choice in
// words; dates and other text stay as they are.
func (f Field) Shown(value, language string) string {
	for _, c := range f.Choices {
		if c.Value == value && c.Label.In(language) != "" {
			return c.Label.In(language)
		}
	}
	return value
}
