package cli

import (
	"bytes"
	"flag"
	"path/filepath"
	"strings"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
)

// bundled is a bundle that was written, as data.
type bundled struct {
	File      string        `json:"file"`
	Seal      briefing.Hash `json:"seal"`
	Passages  int           `json:"passages"`
	Snapshots int           `json:"snapshots"`
	Originals int           `json:"originals"`
}

func setupBundle(flags *flag.FlagSet) func(*call, []string) error {
	out := flags.String("o", "", "the `FILE` to write, such as note.zip")
	bare := flags.Bool("no-originals", false, "leave out the files that the articles were read from")
	return func(c *call, args []string) error {
		if *out == "" {
			return usageError{"bundle needs a file to write: briefdesk bundle BRIEFING -o FILE.zip"}
		}
		return c.reading(func(s *session.Session, lib *library.Library) error {
			id, err := c.resolve(lib, args[0], library.KindBriefing)
			if err != nil {
				return err
			}
			b, err := s.Bundle(c.ctx, id, !*bare)
			if err != nil {
				return err
			}
			return c.writeBundle(b, *out)
		})
	}
}

func (c *call) writeBundle(b bundle.Bundle, out string) error {
	data, err := b.Encode()
	if err != nil {
		return err
	}
	report, err := bundle.Verify(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return err
	}
	if err := export.Save([]export.File{{Name: out, Data: data}}, c.Mode); err != nil {
		return err
	}
	row := bundled{out, report.Seal, len(b.Passages), len(b.Snapshots), len(b.Originals)}
	if c.json {
		return c.line(row)
	}
	c.say("%s", out)
	c.say("%s, %s of text, %s", count(row.Passages, "passage"), count(row.Snapshots, "snapshot"), count(row.Originals, "original"))
	c.bundleVerified(report)
	c.findings(aboveInfo(report.Findings))
	return nil
}

func (c *call) bundleVerified(r bundle.Report) {
	c.say("%s", verified(export.Report{Verified: r.Verified, Checked: r.Checked, Quoted: r.Quoted}))
	c.say("seal %v", r.Seal)
}

// mergedRow is a part of a bundle that was merged, as data.
type mergedRow struct {
	Kind   library.Kind        `json:"kind"`
	Status session.MergeStatus `json:"status"`
	ID     briefing.ID         `json:"id"`
	Title  string              `json:"title"`
}

func runUnbundle(c *call, args []string) error {
	return c.writing(func(s *session.Session, _ *library.Library) error {
		merged, err := s.Unbundle(args[0])
		if err != nil {
			return err
		}
		if err := s.Flush(c.ctx); err != nil {
			return err
		}
		if c.json {
			for _, p := range merged.Parts {
				if err := c.line(mergedRow(p)); err != nil {
					return err
				}
			}
			return nil
		}
		c.say("%v", merged.Briefing)
		for _, line := range merged.Sentences() {
			c.say("%s", line)
		}
		return nil
	})
}

// bundleRow is what became of a bundle's quotations, as data.
type bundleRow struct {
	Seal briefing.Hash `json:"seal"`
	reportRow
}

// verifyBundle proves the quotations of a bundle, without a library.
func (c *call) verifyBundle(path string) error {
	report, err := bundle.VerifyFile(path)
	if err != nil {
		return err
	}
	row := rowOf(export.Report{Verified: report.Verified, Checked: report.Checked, Quoted: report.Quoted, Findings: report.Findings})
	if c.json {
		if err := c.line(bundleRow{report.Seal, row}); err != nil {
			return err
		}
	} else {
		c.bundleVerified(report)
		c.findings(report.Findings)
	}
	return serious(report.Findings)
}

// isBundle reports whether a file is meant as a bundle: it begins like one, or
// is called like a zip file.
func isBundle(path string) bool {
	return bundle.IsFile(path) || strings.EqualFold(filepath.Ext(path), ".zip")
}
