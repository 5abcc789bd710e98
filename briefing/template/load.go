package template

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// What a house may have, at most.
const (
	maxFile  = 1 << 20 // bytes of a file
	maxFiles = 200
)

// Load reads the *.json files of two folders, a template each: those of the
// program, and those of a house, which may be nil. A template of the house that is
// called like one of the program's stands in its place. Styles are the page styles
// that there are.
//
// The error joins what is wrong with files of the house, each named with its line
// and what to do; the templates that could be read are returned all the same.
func Load(program, house fs.FS, styles []string) (Templates, error) {
	ts, err := (&loader{styles: styles}).load(program)
	if err != nil || house == nil {
		return ts, err
	}
	own, err := (&loader{styles: styles, base: ts, forgiving: true}).load(house)
	for _, t := range own {
		if i := slices.IndexFunc(ts, func(b Template) bool { return b.Name == t.Name }); i >= 0 {
			ts[i] = t
		} else {
			ts = append(ts, t)
		}
	}
	return ts, err
}

// loader reads the templates of one folder.
type loader struct {
	styles    []string
	base      Templates // that may be extended
	forgiving bool      // a file with a fault does not keep others from being read
}

func (l *loader) load(fsys fs.FS) (Templates, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list templates: %w", err)
	}
	if len(names) > maxFiles {
		return nil, fmt.Errorf("there are %d templates in the folder, more than %d; take some out", len(names), maxFiles)
	}
	var ts Templates
	var faults []error
	for _, name := range names {
		t, err := l.read(fsys, name)
		switch {
		case err == nil:
			ts = append(ts, t)
		case !l.forgiving:
			return nil, err
		default:
			faults = append(faults, err)
		}
	}
	return ts, errors.Join(faults...)
}

func (l *loader) read(fsys fs.FS, name string) (Template, error) {
	info, err := fs.Stat(fsys, name)
	if err != nil {
		return Template{}, fmt.Errorf("read template: %w", err)
	}
	if !info.Mode().IsRegular() {
		return Template{}, fmt.Errorf("template %s: it is no file; take it out of the folder", name)
	}
	if info.Size() > maxFile {
		return Template{}, fmt.Errorf("template %s: it has more than %d KB; shorten it", name, maxFile>>10)
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return Template{}, fmt.Errorf("read template: %w", err)
	}
	t, err := l.parse(data)
	if err == nil && t.Name+".json" != path.Base(name) {
		err = faultAt("name", t.Name, "it calls itself %q; name it as its file is named", t.Name)
	}
	if err == nil {
		err = l.check(t)
	}
	if err != nil {
		return Template{}, located(name, data, err)
	}
	return t, nil
}

// fault is what is wrong with a file, and where.
type fault struct {
	offset int // in bytes, or -1
	// name and value are else those of what is wrong; either may be empty.
	name, value string
	what        string
}

func (f *fault) Error() string { return f.what }

func faultAt(name, value, format string, args ...any) *fault {
	return &fault{-1, name, value, fmt.Sprintf(format, args...)}
}

// find is where the fault is in a file, as well as can be told.
func (f *fault) find(data []byte) int {
	if f.offset >= 0 {
		return min(f.offset, len(data))
	}
	expr := ""
	if f.name != "" {
		expr = literal(f.name) + `\s*:\s*`
	}
	if f.value != "" {
		expr += literal(f.value)
	}
	if at := regexp.MustCompile(expr).FindIndex(data); at != nil {
		return at[0]
	}
	return 0
}

// literal is a pattern of a text as JSON writes it.
func literal(text string) string {
	quoted, err := json.Marshal(text)
	if err != nil {
		panic(fmt.Sprintf("template: %v", err)) // a text can be written
	}
	return regexp.QuoteMeta(string(quoted))
}

// located says in which line of a file a fault is.
func located(name string, data []byte, err error) error {
	var f *fault
	if !errors.As(err, &f) {
		return fmt.Errorf("template %s: %w", name, err)
	}
	line := 1 + bytes.Count(data[:f.find(data)], []byte("\n"))
	return fmt.Errorf("template %s, line %d: %s", name, line, f.what)
}

// written is a template as a file has it: fields and sections that extend those
// of another template name them by their key alone.
type written struct {
	Template
	Fields   []json.RawMessage `json:"fields"`
	Sections []json.RawMessage `json:"sections"`
}

func (l *loader) parse(data []byte) (Template, error) {
	var head struct {
		Extends string `json:"extends"`
	}
	if len(l.base) > 0 {
		_ = json.Unmarshal(data, &head) // decode finds what is wrong, and where
	}
	var w written
	if head.Extends != "" {
		base, err := l.base.named(head.Extends)
		if err != nil {
			return Template{}, faultAt("extends", head.Extends, "%v, and a template extends one of the program's", err)
		}
		w.Template = base.clone()
	}
	if err := decode(data, 0, &w); err != nil {
		return Template{}, err
	}
	t := w.Template
	if w.Fields != nil {
		fields, err := extended(data, w.Fields, t.Fields, func(f Field) string { return f.Key })
		if err != nil {
			return Template{}, err
		}
		t.Fields = fields
	}
	if w.Sections != nil {
		sections, err := extended(data, w.Sections, t.Sections, func(s Section) string { return s.Key })
		if err != nil {
			return Template{}, err
		}
		t.Sections = sections
	}
	return t, nil
}

// clone returns a copy that shares nothing with t.
func (t Template) clone() Template {
	data, err := json.Marshal(t)
	if err != nil {
		panic(fmt.Sprintf("template: %v", err)) // only strings, numbers and truths in it
	}
	var c Template
	if err := json.Unmarshal(data, &c); err != nil {
		panic(fmt.Sprintf("template: %v", err))
	}
	return c
}

// extended decodes parts of a file, each over the one of base with its key.
func extended[T any](data []byte, parts []json.RawMessage, base []T, key func(T) string) ([]T, error) {
	list := make([]T, 0, len(parts))
	for _, part := range parts {
		var v T
		if len(base) > 0 {
			var named struct {
				Key string `json:"key"`
			}
			_ = json.Unmarshal(part, &named) // decode finds what is wrong
			if i := slices.IndexFunc(base, func(b T) bool { return key(b) == named.Key }); i >= 0 {
				v = base[i]
			}
		}
		if err := decode(part, bytes.Index(data, part), &v); err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

// decode reads one JSON value, which begins at an offset of its file.
func decode(data []byte, offset int, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, err := d.Token(); err != io.EOF {
			return &fault{offset: offset + int(d.InputOffset()), what: "something follows the closing brace; a file holds one template"}
		}
		return nil
	}
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch unknown, is := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case errors.As(err, &syntax):
		return &fault{offset: offset + int(syntax.Offset), what: fmt.Sprintf("this is not JSON: %v; mend it there or just before", syntax)}
	case errors.As(err, &kind):
		return &fault{offset: offset + int(kind.Offset), what: fmt.Sprintf("%q is a %s; it must be %s", strings.TrimPrefix(kind.Field, "Template."), kind.Value, inWords(kind.Type.Kind().String()))}
	case is:
		return &fault{offset: offset + max(bytes.Index(data, []byte(unknown)), 0), what: fmt.Sprintf("there is no %s here; docs/templates.md lists what there is", strings.Trim(unknown, `"`))}
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return &fault{offset: offset + len(data), what: "the file ends too early; close its braces"}
	}
	return &fault{offset: offset, what: err.Error()}
}

// inWords is a kind of Go value as those who write JSON know it.
func inWords(kind string) string {
	switch kind {
	case "bool":
		return "true or false"
	case "int":
		return "a number without a fraction"
	case "slice":
		return "a list in square brackets"
	case "map", "struct":
		return "names and values in braces"
	}
	return "text in quotation marks"
}

var (
	isName = pattern.New(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	papers = []string{"a4", "letter"}
	kinds  = []Kind{"", KindText, KindDate, KindChoice, KindList, KindPeople}
)

// check says what is wrong with a template that could be read.
func (l *loader) check(t Template) error {
	switch {
	case !isName.MatchString(t.Name):
		return faultAt("name", t.Name, "the name %q is not of small letters, digits and hyphens", t.Name)
	case len(t.Title) == 0:
		return faultAt("title", "", "it has no title; add one, such as {\"en\": \"Situation report\"}")
	case !slices.Contains(l.styles, t.Style):
		return faultAt("style", t.Style, "there is no page style %q; there are %s", t.Style, strings.Join(l.styles, ", "))
	case !slices.Contains(papers, t.Paper):
		return faultAt("paper", t.Paper, "there is no paper %q; there are %s", t.Paper, strings.Join(papers, ", "))
	}
	if _, err := briefing.ParseCitationStyle(string(t.Citations)); err != nil {
		return faultAt("citations", string(t.Citations), "%v", err)
	}
	for _, check := range []func() error{t.checkFields, t.checkSections, t.checkLimits, t.checkDisclaimers} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

func (t Template) checkFields() error {
	for i, f := range t.Fields {
		switch {
		case f.Key == "" || f.Key != folded(f.Key):
			return faultAt("key", f.Key, "field %d has the key %q; give it one in small letters", i+1, f.Key)
		case slices.ContainsFunc(t.Fields[:i], func(g Field) bool { return g.Key == f.Key }):
			return faultAt("key", f.Key, "there are two fields %q; take one out", f.Key)
		case len(f.Label) == 0:
			return faultAt("key", f.Key, "the field %q has no label; add one, such as {\"en\": \"Reply by\"}", f.Key)
		case !slices.Contains(kinds, f.Kind):
			return faultAt("kind", string(f.Kind), "there is no kind of field %q; there are text, date, choice, list, people", f.Kind)
		case (f.Kind == KindChoice) != (len(f.Choices) > 0):
			return faultAt("key", f.Key, "the field %q must be of the kind choice and have choices, or neither", f.Key)
		case f.Notice != nil && f.Kind != KindDate:
			return faultAt("key", f.Key, "the field %q has a notice and is no date; make it one", f.Key)
		}
		if c := f.RequiredIf; c != nil {
			if _, ok := t.Field(c.Field); !ok && c.Field != markingField {
				return faultAt("field", c.Field, "the field %q depends on %q, which is none; name a field, or “marking”", f.Key, c.Field)
			}
		}
		if err := t.checkNotice(f.Notice); err != nil {
			return err
		}
	}
	return nil
}

func (t Template) checkNotice(n *Notice) error {
	if n == nil || n.Unless == "" {
		return nil
	}
	if _, ok := t.Field(n.Unless); !ok {
		return faultAt("unless", n.Unless, "a notice may be short if the field %q says why, but there is no such field; add it", n.Unless)
	}
	return nil
}

func (t Template) checkSections() error {
	seen := map[string]string{}
	for i, s := range t.Sections {
		switch {
		case s.Key == "":
			return faultAt("sections", "", "section %d has no key; give it one", i+1)
		case slices.ContainsFunc(t.Sections[:i], func(u Section) bool { return u.Key == s.Key }):
			return faultAt("key", s.Key, "there are two sections %q; take one out", s.Key)
		case len(s.Heading) == 0:
			return faultAt("key", s.Key, "the section %q has no heading; add one, such as {\"en\": \"Outlook\"}", s.Key)
		case s.Items != nil && s.Items.Most > 0 && s.Items.Most < s.Items.Least:
			return faultAt("key", s.Key, "the section %q has at least %d items and at most %d; exchange them", s.Key, s.Items.Least, s.Items.Most)
		}
		for _, heading := range append(slices.Sorted(maps.Values(s.Heading)), s.Also...) {
			if other, taken := seen[folded(heading)]; taken && other != s.Key {
				return faultAt("", heading, "the sections %q and %q are both headed %q; change one", other, s.Key, heading)
			}
			seen[folded(heading)] = s.Key
		}
		if err := t.checkNotice(s.Decide); err != nil {
			return err
		}
	}
	return nil
}

func (t Template) checkLimits() error {
	for _, l := range t.Limits {
		_, isField := t.Field(l.Of)
		switch {
		case l.Of != "" && !isField && t.section(l.Of) == nil:
			return faultAt("of", l.Of, "there is no section or field %q to limit; name one by its key", l.Of)
		case (l.Lines > 0) == (l.Pages > 0) || l.Lines < 0 || l.Pages < 0:
			return faultAt("limits", "", "a limit is a number of lines or of pages above 0, one of the two")
		case !slices.Contains([]briefing.Severity{briefing.SeverityError, briefing.SeverityWarning, briefing.SeverityInfo}, l.Severity):
			return faultAt("severity", string(l.Severity), "the severity %q of a limit means nothing; there are error, warning and info", l.Severity)
		}
	}
	return nil
}

func (t Template) checkDisclaimers() error {
	for _, d := range t.Disclaimers {
		if d.Place != "" && d.Place != DisclaimerStart && d.Place != DisclaimerEnd {
			return faultAt("place", d.Place, "a disclaimer cannot stand at %q; there are start and end", d.Place)
		}
	}
	return nil
}

// section returns the section of a key, or nil.
func (t Template) section(key string) *Section {
	if i := slices.IndexFunc(t.Sections, func(s Section) bool { return s.Key == key }); i >= 0 {
		return &t.Sections[i]
	}
	return nil
}
