package cli

import (
	"flag"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

func setupLint(flags *flag.FlagSet) func(*call, []string) error {
	without := flags.String("without", "", "the `CHECKS` to leave out, with commas between them")
	list := flags.Bool("checks", false, "list the checks that can be left out")
	return func(c *call, args []string) error {
		switch {
		case *list && len(args) == 0:
			return c.listChecks()
		case *list || len(args) == 0:
			return usageError{"usage: briefdesk lint BRIEFING|FILE.md, or briefdesk lint --checks"}
		}
		return c.lint(args[0], *without)
	}
}

func (c *call) lint(note, without string) error {
	off := strings.FieldsFunc(without, func(r rune) bool { return r == ',' || r == ' ' })
	if err := export.KnownChecks(off); err != nil {
		return usageError{err.Error()}
	}
	return c.briefing(note, func(b briefing.Briefing, sources briefing.Sources, e *export.Exporter) error {
		p, err := e.Review(b, sources, export.Options{}, off)
		if err != nil {
			return err
		}
		if err := c.linted(b, p); err != nil {
			return err
		}
		return serious(p.Findings)
	})
}

// lintRow is what the checks say of a briefing, as data.
type lintRow struct {
	Banner   briefing.Marking   `json:"banner"`
	Why      []portionRow       `json:"why"` // the blocks that are marked as high as the banner
	Findings []briefing.Finding `json:"findings"`
}

type portionRow struct {
	Block   int              `json:"block"`
	Portion briefing.Marking `json:"portion"`
}

func (c *call) linted(b briefing.Briefing, p export.Prepared) error {
	banner := p.Manuscript.Banner
	if !c.json {
		if banner.Mark != "" {
			c.say("%s", banner.Mark)
		}
		writeFindings(c.Out, p.Findings)
		c.say("%s", count(len(p.Findings), "finding"))
		return nil
	}
	row := lintRow{Banner: banner.Mark, Why: []portionRow{}, Findings: append([]briefing.Finding{}, p.Findings...)}
	for _, i := range banner.Because {
		row.Why = append(row.Why, portionRow{i + 1, b.Blocks[i].Portion})
	}
	return c.document(row)
}

// listChecks names the checks that can be left out.
func (c *call) listChecks() error {
	if c.json {
		return c.document(export.Checks())
	}
	for _, check := range export.Checks() {
		c.say("%-28s %s", check.Name, check.Title)
	}
	return nil
}
