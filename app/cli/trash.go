package cli

import (
	"flag"
	"fmt"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// trashRow is something in the trash, as data.
type trashRow struct {
	ID       briefing.ID  `json:"id"`
	Kind     library.Kind `json:"kind"`
	Title    string       `json:"title"`
	Trashed  time.Time    `json:"trashed"`
	Passages int          `json:"passages,omitempty"`
}

// setupTrash lists the trash, or empties it.
func setupTrash(flags *flag.FlagSet) func(*call, []string) error {
	empty := flags.Bool("empty", false, "delete for ever what is in the trash; what a briefing quotes stays in it")
	return func(c *call, _ []string) error {
		if *empty {
			return c.writing(func(s *session.Session, _ *library.Library) error {
				kept, err := s.EmptyTrash(c.ctx)
				if err != nil {
					return err
				}
				if len(kept) == 0 && !c.json {
					c.say("The trash is empty.")
				}
				return c.trash(kept, "kept, since a briefing quotes it: ")
			})
		}
		return c.reading(func(s *session.Session, _ *library.Library) error {
			list, err := s.Trash(c.ctx)
			if err != nil {
				return err
			}
			return c.trash(list, "")
		})
	}
}

func (c *call) trash(list []library.TrashRow, before string) error {
	rows := make([]trashRow, len(list))
	for i, r := range list {
		rows[i] = trashRow{r.ID, r.Kind, r.Title, r.Trashed, r.Passages}
	}
	if c.json {
		return c.document(rows)
	}
	for _, r := range rows {
		c.say("%s%s  %s  %-8s  %s", before, r.ID.String()[:8], r.Trashed.Local().Format(time.DateOnly), r.Kind, shortened(r.Title, 80))
	}
	return nil
}

// deleted is something that went to the trash, as data.
type deleted struct {
	ID     briefing.ID  `json:"id"`
	Kind   library.Kind `json:"kind"`
	Quoted int          `json:"quoted"` // how often briefings quote it
}

func runDelete(c *call, args []string) error {
	return c.writing(func(s *session.Session, lib *library.Library) error {
		for _, arg := range args {
			ref, err := lib.Resolve(c.ctx, arg)
			if err != nil {
				return err
			}
			if err := c.delete(s, ref); err != nil {
				return err
			}
		}
		return nil
	})
}

func (c *call) delete(s *session.Session, ref library.Ref) error {
	quoting, err := s.QuotedBy(c.ctx, ref)
	if err != nil {
		return err
	}
	if err := s.Delete(ref); err != nil {
		return err
	}
	if err := s.Flush(c.ctx); err != nil {
		return err
	}
	d := deleted{ID: ref.ID, Kind: ref.Kind}
	for _, q := range quoting {
		d.Quoted += q.Times
	}
	if c.json {
		return c.line(d)
	}
	c.say("%s  in the trash", ref.ID.String()[:8])
	if d.Quoted > 0 {
		c.say("%s in %s of it: they keep their words and their proof", count(d.Quoted, "quotation"), count(len(quoting), "briefing"))
	}
	return nil
}

func runUndelete(c *call, args []string) error {
	return c.writing(func(s *session.Session, lib *library.Library) error {
		for _, arg := range args {
			ref, err := lib.Resolve(c.ctx, arg)
			if err != nil {
				return err
			}
			if err := s.Restore(ref); err != nil {
				return err
			}
			if err := s.Flush(c.ctx); err != nil {
				return err
			}
			if c.json {
				if err := c.line(map[string]any{"id": ref.ID, "kind": ref.Kind}); err != nil {
					return err
				}
				continue
			}
			c.say("%s  restored", ref.ID.String()[:8])
		}
		return nil
	})
}

// stepping takes back the last step, or does it again.
func stepping(move func(*session.Session) (string, bool), done, none string) func(*call, []string) error {
	return func(c *call, _ []string) error {
		return c.writing(func(s *session.Session, _ *library.Library) error {
			name, ok := move(s)
			if !ok {
				return fmt.Errorf("%s", none)
			}
			if err := s.Flush(c.ctx); err != nil {
				return err
			}
			if c.json {
				return c.line(map[string]string{"step": name})
			}
			c.say("%s: %s", done, name)
			return nil
		})
	}
}
