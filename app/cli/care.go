package cli

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// The care of the library: its check, its backups and the way back.

func runCheck(c *call, _ []string) error {
	findings, err := c.check()
	if err != nil {
		return err
	}
	if c.json {
		if err := c.document(map[string]any{"findings": append([]briefing.Finding{}, findings...)}); err != nil {
			return err
		}
		return serious(findings)
	}
	c.findings(findings)
	if err := serious(findings); err != nil {
		c.offerBackup()
		return err
	}
	if err := c.needsLibrary(); err != nil {
		c.say("Nothing is wrong, but %v.", err)
		return nil
	}
	c.say("The library is sound.")
	return nil
}

// check is what is wrong with the library. That it cannot be opened because it
// is damaged is a finding like others.
func (c *call) check() (findings []briefing.Finding, err error) {
	err = c.reading(func(_ *session.Session, lib *library.Library) error {
		findings, err = lib.Check(c.ctx)
		return err
	})
	if errors.Is(err, library.ErrDamaged) {
		findings, err = append(findings, briefing.Finding{
			Rule: "library-damaged", Severity: briefing.SeverityError,
			Message: strings.Replace(err.Error(), library.ErrDamaged.Error(), "its file is damaged", 1),
		}), nil
	}
	return findings, err
}

// offerBackup says how the newest good backup is brought back, if there is one.
func (c *call) offerBackup() {
	path, err := c.libraryPath()
	if err != nil {
		return
	}
	if b, err := library.NewestBackup(c.ctx, path); err == nil {
		c.say("The newest good backup is of %s; this brings it back: briefdesk restore %s", minute(b.Made), b.Path)
	}
}

// minute is a time as people write it.
func minute(t time.Time) string { return t.Local().Format("2 January 2006, 15:04") }

func setupBackup(flags *flag.FlagSet) func(*call, []string) error {
	out := flags.String("o", "", "the `FILE` to write, such as monday.briefdesk")
	return func(c *call, _ []string) error {
		if *out == "" {
			return usageError{"backup needs a file to write: briefdesk backup -o FILE"}
		}
		if err := c.needsLibrary(); err != nil {
			return err
		}
		return c.reading(func(_ *session.Session, lib *library.Library) error {
			if err := lib.Backup(c.ctx, *out); err != nil {
				return err
			}
			if c.json {
				return c.line(map[string]string{"file": *out})
			}
			c.say("%s", *out)
			return nil
		})
	}
}

// needsLibrary refuses a path without a library: a copy of nothing must not
// take the place of a backup.
func (c *call) needsLibrary() error {
	path, err := c.libraryPath()
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no library at %s; --library names another", path)
	}
	return nil
}

// backupRow is an automatic backup, as data.
type backupRow struct {
	File string    `json:"file"`
	Made time.Time `json:"made"`
}

func runRestore(c *call, args []string) error {
	path, err := c.libraryPath()
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return c.listBackups(path)
	}
	kept, err := library.Restore(c.ctx, args[0], path)
	if err != nil {
		return err
	}
	if c.json {
		return c.line(struct {
			File string `json:"file"`
			Kept string `json:"kept,omitempty"`
		}{args[0], kept})
	}
	c.say("The library is that of %s again.", args[0])
	if kept != "" {
		c.say("What was there before is kept as %s.", kept)
	}
	return nil
}

func (c *call) listBackups(path string) error {
	list, err := library.Backups(path)
	if err != nil {
		return err
	}
	rows := make([]backupRow, len(list))
	for i, b := range list {
		rows[i] = backupRow{b.Path, b.Made}
	}
	if c.json {
		return c.document(rows)
	}
	for _, r := range rows {
		c.say("%s  %s", minute(r.Made), r.File)
	}
	if len(rows) == 0 {
		c.say("There are no automatic backups of this library. Restore one of your own by its name: briefdesk restore FILE")
	}
	return nil
}
