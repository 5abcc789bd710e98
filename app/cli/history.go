package cli

import (
	"flag"
	"fmt"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/quote"
)

// versionRow is a version of a briefing, as data.
type versionRow struct {
	Version  library.Rev         `json:"version"`
	Kind     library.VersionKind `json:"kind"`
	Saved    time.Time           `json:"saved"`
	Exported time.Time           `json:"exported,omitzero"`
}

// setupHistory lists the versions of a briefing, shows one, compares it with
// what the briefing is, or restores it.
func setupHistory(flags *flag.FlagSet) func(*call, []string) error {
	show := flags.Int64("show", 0, "print `VERSION` as Markdown")
	compare := flags.Int64("compare", 0, "say what has changed since `VERSION`")
	restore := flags.Int64("restore", 0, "make the briefing what it was in `VERSION`; “briefdesk undo” takes it back")
	return func(c *call, args []string) error {
		switch {
		case *restore != 0:
			return c.writing(func(s *session.Session, lib *library.Library) error {
				return c.restoreVersion(s, lib, args[0], library.Rev(*restore))
			})
		case *show != 0:
			return c.version(args[0], library.Rev(*show), c.showVersion)
		case *compare != 0:
			return c.version(args[0], library.Rev(*compare), c.compareVersion)
		}
		return c.reading(func(s *session.Session, lib *library.Library) error {
			id, err := c.resolve(lib, args[0], library.KindBriefing)
			if err != nil {
				return err
			}
			return c.history(s, id)
		})
	}
}

func (c *call) history(s *session.Session, id briefing.ID) error {
	list, err := s.Versions(c.ctx, id)
	if err != nil {
		return err
	}
	rows := make([]versionRow, len(list))
	for i, v := range list {
		rows[i] = versionRow{v.Rev, v.Kind, v.Saved, v.Exported}
	}
	if c.json {
		return c.document(rows)
	}
	for _, r := range rows {
		c.say("%6d  %s  %s", r.Version, r.Saved.Local().Format("2006-01-02 15:04:05"), r.Kind)
	}
	return nil
}

// findVersion is the version called rev of a briefing.
func (c *call) findVersion(s *session.Session, lib *library.Library, arg string, rev library.Rev) (briefing.ID, library.Version, error) {
	id, err := c.resolve(lib, arg, library.KindBriefing)
	if err != nil {
		return id, library.Version{}, err
	}
	list, err := s.Versions(c.ctx, id)
	if err != nil {
		return id, library.Version{}, err
	}
	for _, v := range list {
		if v.Rev == rev {
			return id, v, nil
		}
	}
	return id, library.Version{}, usageError{fmt.Sprintf("there is no version %d of it; “briefdesk history %s” lists them", rev, arg)}
}

func (c *call) restoreVersion(s *session.Session, lib *library.Library, arg string, rev library.Rev) error {
	id, v, err := c.findVersion(s, lib, arg, rev)
	if err != nil {
		return err
	}
	if err := s.RestoreVersion(c.ctx, id, v); err != nil {
		return err
	}
	if err := s.Flush(c.ctx); err != nil {
		return err
	}
	if c.json {
		return c.line(versionRow{v.Rev, v.Kind, v.Saved, v.Exported})
	}
	c.say("%s is as it was on %s", id.String()[:8], v.Saved.Local().Format("2 January 2006, 15:04"))
	return nil
}

// version runs f on a version of a briefing.
func (c *call) version(arg string, rev library.Rev, f func(*session.Session, briefing.Briefing) error) error {
	return c.reading(func(s *session.Session, lib *library.Library) error {
		id, v, err := c.findVersion(s, lib, arg, rev)
		if err != nil {
			return err
		}
		b, err := s.VersionAt(c.ctx, id, v.Rev)
		if err != nil {
			return err
		}
		return f(s, b)
	})
}

func (c *call) showVersion(s *session.Session, b briefing.Briefing) error {
	sources, err := s.Sources(b)
	if err != nil {
		return err
	}
	e, err := c.exporter()
	if err != nil {
		return err
	}
	fmt.Fprint(c.Out, markdown.Write(b, e.Profiles, sources))
	return nil
}

// changeRow is what became of a detail of a briefing or of a block, as data;
// blocks are counted from 1.
type changeRow struct {
	Detail string          `json:"detail,omitempty"`
	Change session.BlockOp `json:"change"`
	Was    int             `json:"was,omitempty"`
	Is     int             `json:"is,omitempty"`
	Words  []quote.Change  `json:"words,omitempty"`
}

func (c *call) compareVersion(s *session.Session, old briefing.Briefing) error {
	now, err := s.Briefing(old.ID)
	if err != nil {
		return err
	}
	rows := []changeRow{}
	for _, d := range session.CompareDetails(old, now) {
		rows = append(rows, changeRow{Detail: d.Name, Change: session.BlockChanged, Words: quote.Diff(d.Was, d.Is)})
	}
	for _, ch := range session.Compare(old, now) {
		if ch.Op != session.BlockSame {
			rows = append(rows, changeRow{Change: ch.Op, Was: ch.Old + 1, Is: ch.New + 1, Words: ch.Words})
		}
	}
	if c.json {
		return c.document(rows)
	}
	for _, r := range rows {
		c.say("%s %s%s", r.what(), r.Change, marked(r.Words))
	}
	return nil
}

// what names the detail or the block.
func (r changeRow) what() string {
	switch {
	case r.Detail != "":
		return r.Detail
	case r.Change == session.BlockRemoved:
		return fmt.Sprint("block ", r.Was)
	}
	return fmt.Sprint("block ", r.Is)
}

// marked writes words with what was deleted and inserted in the manner of wdiff.
func marked(words []quote.Change) string {
	if len(words) == 0 {
		return ""
	}
	said := ": "
	for _, w := range words {
		switch w.Op {
		case quote.Deleted:
			said += "[-" + w.Text + "-]"
		case quote.Inserted:
			said += "{+" + w.Text + "+}"
		case quote.Same:
			said += w.Text
		}
	}
	return said
}
