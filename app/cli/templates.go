package cli

import (
	"flag"
	"fmt"
	"strings"
	"time"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/library"
	"briefdesk/briefing/template"
)

// templates are the forms of notes: those of the program, and those of the house.
// What is wrong with the house's own is said, and the others go on.
func (c *call) templates() (template.Templates, error) { return c.usable(loadTemplates()) }

func loadTemplates() (template.Templates, error) {
	return template.Load(assets.Templates(), session.House("templates"), layout.Templates())
}

// usable tells of what is wrong with templates of the house, if there are others.
func (c *call) usable(ts template.Templates, err error) (template.Templates, error) {
	if len(ts) == 0 {
		return nil, err
	}
	if err != nil {
		fmt.Fprintln(c.Err, "briefdesk:", err)
	}
	return ts, nil
}

// form is the template called name.
func form(ts template.Templates, name string) (template.Template, error) {
	t, known := ts.Named(name)
	if !known {
		return t, usageError{fmt.Sprintf("there is no template %q; there are %s", name, strings.Join(ts.Names(), ", "))}
	}
	return t, nil
}

// templateRow is a template in a list.
type templateRow struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Paper string `json:"paper"`
}

func runTemplates(c *call, args []string) error {
	ts, err := c.templates()
	if err != nil {
		return err
	}
	if len(args) > 0 {
		t, err := form(ts, args[0])
		if err != nil {
			return err
		}
		return c.showTemplate(t)
	}
	rows := make([]templateRow, len(ts))
	for i, t := range ts {
		rows[i] = templateRow{t.Name, t.Title.In(briefing.DefaultLanguage), t.Paper}
	}
	if c.json {
		return c.document(rows)
	}
	for _, r := range rows {
		c.say("%-20s  %-6s  %s", r.Name, r.Paper, r.Title)
	}
	return nil
}

// showTemplate shows one whole: as data it is a file that a house may start from.
func (c *call) showTemplate(t template.Template) error {
	if c.json {
		return c.document(t)
	}
	c.say("%s (%s, %s)", t.Title.In(briefing.DefaultLanguage), t.Name, t.Paper)
	if t.Basis != "" {
		c.say("%s", t.Basis)
	}
	c.say("\nfields")
	for _, f := range t.Fields {
		c.say("  %-20s  %s%s", f.Key, f.Label.In(briefing.DefaultLanguage), asked(f))
	}
	if len(t.Sections) > 0 {
		c.say("\nsections")
	}
	for _, s := range t.Sections {
		c.say("  %s%s", s.Heading.In(briefing.DefaultLanguage), required(s.Required))
	}
	if len(t.Limits) > 0 {
		c.say("\nlimits")
	}
	for _, l := range t.Limits {
		c.say("  %s", limit(t, l))
	}
	return nil
}

func required(is bool) string {
	if is {
		return ", required"
	}
	return ""
}

// asked says when a field must be there.
func asked(f template.Field) string {
	switch {
	case f.Derived:
		return ", filled in by the program"
	case f.RequiredIf != nil:
		return fmt.Sprintf(", required if %s is %s", f.RequiredIf.Field, strings.Join(f.RequiredIf.Is, " or "))
	}
	return required(f.Required)
}

// limit is one in words.
func limit(t template.Template, l template.Limit) string {
	of := "the note"
	if f, ok := t.Field(l.Of); ok {
		of = f.Label.In(briefing.DefaultLanguage)
	}
	for _, s := range t.Sections {
		if s.Key == l.Of {
			of = s.Heading.In(briefing.DefaultLanguage)
		}
	}
	most := count(l.Lines, "line")
	if l.Pages > 0 {
		most = count(l.Pages, "page")
	}
	return fmt.Sprintf("%s: %s (%s)", of, most, l.Severity)
}

func setupNew(flags *flag.FlagSet) func(*call, []string) error {
	name := flags.String("template", "", "the `NAME` of a template to make an empty briefing of")
	title := flags.String("title", "", "the `TITLE` of an empty briefing")
	language := flags.String("language", "", "the `LANGUAGE` of an empty briefing, such as fr-CA; left out, that of the template")
	date := flags.String("date", "", "the `DATE` of an empty briefing, YYYY-MM-DD; left out, that of today")
	return func(c *call, args []string) error {
		switch {
		case len(args) == 1 && *name+*title+*language+*date == "":
			return runNew(c, args)
		case len(args) == 1 || *name == "":
			return usageError{"new takes either a Markdown briefing, or --template NAME for an empty one"}
		}
		if *date == "" {
			*date = time.Now().Format(time.DateOnly)
		} else if _, err := time.Parse(time.DateOnly, *date); err != nil {
			return usageError{fmt.Sprintf("--date %s is no day; write it as 2025-08-31", *date)}
		}
		ts, err := c.templates()
		if err != nil {
			return err
		}
		t, err := form(ts, *name)
		if err != nil {
			return err
		}
		b := t.New(*language, *date)
		b.ID, b.Title = briefing.NewID(), *title
		return c.writing(func(s *session.Session, _ *library.Library) error {
			if err := c.save(s, b); err != nil {
				return err
			}
			return c.saved(b)
		})
	}
}

func setupTemplate(flags *flag.FlagSet) func(*call, []string) error {
	apply := flags.Bool("apply", false, "change the briefing; without it nothing is changed, only said")
	return func(c *call, args []string) error {
		if *apply && isFile(args[0]) {
			return usageError{args[0] + " is a file; save it with “briefdesk new” and change the briefing, or edit its front matter"}
		}
		var b briefing.Briefing
		var change template.Change
		err := c.briefing(args[0], func(note briefing.Briefing, _ briefing.Sources, e *export.Exporter) error {
			if _, err := form(e.Templates, args[1]); err != nil {
				return err
			}
			var err error
			b = note
			change, err = e.Templates.Change(note, args[1])
			return err
		})
		if err != nil {
			return err
		}
		if *apply {
			if err := c.change(b, change); err != nil {
				return err
			}
		}
		if c.json {
			return c.line(change)
		}
		c.changed(change)
		return nil
	}
}

// change saves what a change of template has made of b, as one step of undo.
func (c *call) change(b briefing.Briefing, change template.Change) error {
	return c.writing(func(s *session.Session, _ *library.Library) error {
		err := s.Do("Change template of “"+b.Title+"”", func(tx *session.Tx) error { return tx.PutBriefing(change.Apply()) })
		if err != nil {
			return err
		}
		return s.Flush(c.ctx)
	})
}

// changed says what a change does, a line each; what it does not do is left out.
func (c *call) changed(change template.Change) {
	c.say("%s → %s", change.From, change.To)
	renames := make([]string, len(change.Renames))
	for i, r := range change.Renames {
		renames[i] = r.From + " → " + r.To
	}
	sets := make([]string, len(change.Sets))
	for i, s := range change.Sets {
		sets[i] = s.Name + " " + s.To
	}
	for _, l := range []struct {
		does string
		what []string
	}{
		{"adds sections", change.Adds},
		{"keeps", change.Keeps},
		{"renames", renames},
		{"takes out, since nothing is written there", change.Drops},
		{"leaves as your own, since the form has no such section", change.Orphans},
		{"asks for", change.FieldsAdded},
		{"leaves among the facts, since the form has no such field", change.FieldsOrphaned},
		{"sets", sets},
	} {
		if len(l.what) > 0 {
			c.say("%s: %s", l.does, strings.Join(l.what, ", "))
		}
	}
}
