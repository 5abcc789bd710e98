package cli

import (
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
	"briefdesk/briefing/refs"
)

// Sources and passages, out to other programs and in from them.

// written is a file of sources or passages that was exported, as data.
type written struct {
	File  string `json:"file"`
	Count int    `json:"count"`
}

// importFlags are those of an import that is shown before it is made.
type importFlags struct {
	dry    *bool
	update *string
}

func interchangeFlags(flags *flag.FlagSet) importFlags {
	return importFlags{
		dry:    flags.Bool("dry-run", false, "say what an import would come to, and change nothing"),
		update: flags.String("update", "missing", "`WHICH` fields of what is here an import sets: missing (that are empty), all, none, or names such as title,url"),
	}
}

// takes says which changes are to be made.
func (f importFlags) takes(changes []session.FieldChange) {
	names := strings.Split(*f.update, ",")
	for i := range changes {
		switch *f.update {
		case "missing":
		case "all":
			changes[i].Take = true
		case "none":
			changes[i].Take = false
		default:
			changes[i].Take = slices.Contains(names, changes[i].Name)
		}
	}
}

// fieldNames are what --update may name.
func fieldNames() []string {
	var names []string
	for _, p := range refs.Parts(&briefing.Article{}) {
		names = append(names, p.Name)
	}
	return append(names, "note", "tags", "colour", "marking")
}

func (f importFlags) check() error {
	if *f.update == "missing" || *f.update == "all" || *f.update == "none" {
		return nil
	}
	for name := range strings.SplitSeq(*f.update, ",") {
		if !slices.Contains(fieldNames(), name) {
			return usageError{fmt.Sprintf("--update %s means nothing; there are missing, all, none, and the fields %s", name, strings.Join(fieldNames(), " "))}
		}
	}
	return nil
}

func setupSources(flags *flag.FlagSet) func(*call, []string) error {
	how := interchangeFlags(flags)
	return func(c *call, args []string) error {
		switch args[0] {
		case "export":
			return c.exportSources(args[1])
		case "import":
			if err := how.check(); err != nil {
				return err
			}
			return c.importSources(args[1], how)
		}
		return usageError{"usage: briefdesk sources export|import FILE"}
	}
}

func setupPassages(flags *flag.FlagSet) func(*call, []string) error {
	how := interchangeFlags(flags)
	return func(c *call, args []string) error {
		switch {
		case len(args) < 2:
			return runPassages(c, args)
		case args[0] == "export":
			return c.exportPassages(args[1])
		case args[0] == "import":
			if err := how.check(); err != nil {
				return err
			}
			return c.importPassages(args[1], how)
		}
		return usageError{"usage: briefdesk passages [ARTICLE] | export FILE | import FILE"}
	}
}

func (c *call) exportSources(out string) error {
	return c.reading(func(s *session.Session, _ *library.Library) error {
		data, n, err := s.ExportSources(c.ctx, filepath.Ext(out))
		if err != nil {
			return err
		}
		return c.written(out, data, n, "source")
	})
}

func (c *call) exportPassages(out string) error {
	return c.reading(func(s *session.Session, _ *library.Library) error {
		data, n, marked, err := s.ExportPassages(c.ctx, filepath.Ext(out))
		if err != nil {
			return err
		}
		if marked > 0 {
			fmt.Fprintf(c.Err, "briefdesk: %s of them marked; other programs may not heed that\n", count(marked, "passage"))
		}
		return c.written(out, data, n, "passage")
	})
}

func (c *call) written(out string, data []byte, n int, noun string) error {
	if err := export.Save([]export.File{{Name: out, Data: data}}, c.Mode); err != nil {
		return err
	}
	if c.json {
		return c.line(written{out, n})
	}
	c.say("%s: %s", out, count(n, noun))
	return nil
}

// readForeign reads a file of another program, which may have so many bytes.
func readForeign(path string, most int64) ([]byte, error) {
	data, err := session.ReadForeign(path, most)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w; check its name and permissions", path, withoutPath(err))
	}
	return data, nil
}

// errDry keeps what --dry-run shows from being imported.
var errDry = errors.New("it was only asked what would come of it")

// shown runs f on the library: for reading alone where nothing is to be changed.
func (c *call) shown(dry bool, f func(s *session.Session) error) error {
	open := c.writing
	if dry {
		open = c.reading
	}
	err := open(func(s *session.Session, _ *library.Library) error {
		if err := f(s); err != nil {
			return err
		}
		return s.Flush(c.ctx)
	})
	if errors.Is(err, errDry) {
		return nil
	}
	return err
}

// preview holds what was read of a file, called name, against the library.
type preview func(s *session.Session, name string) (arriving, error)

// arriving is what a file would come to.
type arriving interface {
	found() []briefing.Finding
	changes() [][]session.FieldChange // of each thing that is here already
	say(c *call) error
	take(c *call, s *session.Session) (taken, error)
}

// taken is what an import came to, as data and in words.
type taken struct {
	data any
	said string
}

// takeIn imports a file that read reads, or says what would come of it.
func (c *call) takeIn(path string, how importFlags, read func(data []byte) (preview, error)) error {
	data, err := readForeign(path, refs.MaxFile)
	if err != nil {
		return err
	}
	held, err := read(data)
	if err != nil {
		return err
	}
	return c.shown(*how.dry, func(s *session.Session) error {
		p, err := held(s, filepath.Base(path))
		if err != nil {
			return err
		}
		for _, changes := range p.changes() {
			how.takes(changes)
		}
		c.findings(p.found())
		if *how.dry {
			return errors.Join(p.say(c), errDry)
		}
		done, err := p.take(c, s)
		if err == nil {
			err = s.Flush(c.ctx)
		}
		switch {
		case err != nil:
			return err
		case c.json:
			return c.line(done.data)
		}
		c.say("%s", done.said)
		return nil
	})
}

// fieldRow is a change of a field, as data.
type fieldRow struct {
	Field  string `json:"field"`
	Before string `json:"before"`
	After  string `json:"after"`
	Take   bool   `json:"take"`
}

func fieldRows(changes []session.FieldChange) []fieldRow {
	var rows []fieldRow
	for _, ch := range changes {
		rows = append(rows, fieldRow{ch.Name, ch.Before, ch.After, ch.Take})
	}
	return rows
}

func (c *call) sayChanges(changes []session.FieldChange) {
	for _, ch := range changes {
		does := "keep"
		if ch.Take {
			does = "set"
		}
		c.say("    %-4s %s: “%s” → “%s”", does, ch.Label, ch.Before, shortened(ch.After, 90))
	}
}

// sourceRow is a source of a file, as data.
type sourceRow struct {
	Status  string      `json:"status"` // new, known or twice
	Title   string      `json:"title"`
	ID      briefing.ID `json:"id,omitzero"`
	Changes []fieldRow  `json:"changes,omitempty"`
}

func statusOf(it session.Reference) string {
	switch {
	case it.Twice:
		return "twice"
	case it.IsNew():
		return "new"
	}
	return "known"
}

func (c *call) importSources(path string, how importFlags) error {
	return c.takeIn(path, how, func(data []byte) (preview, error) {
		src, err := refs.ReadSources(c.ctx, path, data)
		return func(s *session.Session, name string) (arriving, error) {
			p, err := s.PreviewReferences(c.ctx, name, src, func(int, int) {})
			return sourcesArriving{p}, err
		}, err
	})
}

// sourcesArriving are the sources of a file.
type sourcesArriving struct{ session.References }

func (a sourcesArriving) found() []briefing.Finding { return a.Findings }

func (a sourcesArriving) changes() [][]session.FieldChange {
	var all [][]session.FieldChange
	for _, it := range a.Items {
		all = append(all, it.Changes)
	}
	return all
}

func (a sourcesArriving) say(c *call) error { return c.sayReferences(a.References) }

func (a sourcesArriving) take(c *call, s *session.Session) (taken, error) {
	done, err := s.ImportReferences(c.ctx, a.References, time.Now().Format(time.DateOnly))
	return taken{
		data: struct {
			Added     int `json:"added"`
			Updated   int `json:"updated"`
			Fields    int `json:"fields"`
			Unchanged int `json:"unchanged"`
		}{done.Added, done.Updated, done.Fields, done.Unchanged},
		said: fmt.Sprintf("%s added, %d updated in %s, %d unchanged", count(done.Added, "source"), done.Updated, count(done.Fields, "field"), done.Unchanged),
	}, err
}

func (c *call) sayReferences(p session.References) error {
	for _, it := range p.Items {
		if c.json {
			if err := c.line(sourceRow{statusOf(it), it.Title, it.Article, fieldRows(it.Changes)}); err != nil {
				return err
			}
			continue
		}
		c.say("%-6s %s", statusOf(it), it.Title)
		c.sayChanges(it.Changes)
	}
	return nil
}

// annotationRow is a passage of a file, as data.
type annotationRow struct {
	Status  session.AnnotationStatus `json:"status"`
	Title   string                   `json:"title"`
	Quote   string                   `json:"quote"`
	ID      briefing.ID              `json:"id,omitzero"`
	Changes []fieldRow               `json:"changes,omitempty"`
}

func (c *call) importPassages(path string, how importFlags) error {
	return c.takeIn(path, how, func(data []byte) (preview, error) {
		marks, err := refs.ReadMarks(c.ctx, path, data)
		return func(s *session.Session, name string) (arriving, error) {
			p, err := s.PreviewAnnotations(c.ctx, name, marks, func(int, int) {})
			return passagesArriving{p}, err
		}, err
	})
}

// passagesArriving are the passages of a file.
type passagesArriving struct{ session.Annotations }

func (a passagesArriving) found() []briefing.Finding { return a.Findings }

func (a passagesArriving) changes() [][]session.FieldChange {
	var all [][]session.FieldChange
	for _, it := range a.Items {
		all = append(all, it.Changes)
	}
	return all
}

func (a passagesArriving) say(c *call) error { return c.sayAnnotations(a.Annotations) }

func (a passagesArriving) take(c *call, s *session.Session) (taken, error) {
	done, err := s.ImportAnnotations(c.ctx, a.Annotations, time.Now().Format(time.DateOnly))
	return taken{
		data: struct {
			Added     int `json:"added"`
			Orphans   int `json:"orphans"`
			Articles  int `json:"articles"`
			Updated   int `json:"updated"`
			Unchanged int `json:"unchanged"`
		}{done.Added, done.Orphans, done.Articles, done.Updated, done.Unchanged},
		said: fmt.Sprintf("%s added, %d of them orphans; %s made for them; %d updated, %d unchanged",
			count(done.Added, "passage"), done.Orphans, count(done.Articles, "article"), done.Updated, done.Unchanged),
	}, err
}

func (c *call) sayAnnotations(p session.Annotations) error {
	for _, it := range p.Items {
		if c.json {
			if err := c.line(annotationRow{it.Status, it.Title, it.Mark.Exact, it.Passage, fieldRows(it.Changes)}); err != nil {
				return err
			}
			continue
		}
		c.say("%-6s “%s”  [%s]", it.Status, shortened(it.Mark.Exact, 90), it.Title)
		c.sayChanges(it.Changes)
	}
	return nil
}
