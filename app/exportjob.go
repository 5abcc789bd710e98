package app

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

// exportJob is an export that was asked for.
type exportJob struct {
	path    string // its last part may be a pattern
	options export.Options
	copies  int // numbered, one for each addressee; 0 is one file for all
}

// confirmExport asks before files that are there already are replaced.
func (d *desk) confirmExport(job exportJob, names []string) {
	var there []string
	for _, name := range names {
		if firstExisting(name, job.options.Receipt) {
			there = append(there, name)
		}
	}
	switch len(there) {
	case 0:
		d.runExport(job)
	case 1:
		d.confirm("Replace the file?", there[0]+" is there already.", "Replace", func() { d.runExport(job) })
	default:
		said := fmt.Sprintf("%d of the files are there already, %s among them.", len(there), filepath.Base(there[0]))
		d.confirm("Replace the files?", said, "Replace", func() { d.runExport(job) })
	}
}

// firstExisting reports whether a file called name, the first of its images, or
// its receipt is there already.
func firstExisting(name string, receipt export.ReceiptForm) bool {
	ext := filepath.Ext(name)
	return exists(name) || exists(strings.TrimSuffix(name, ext)+"-1"+ext) || receipt == export.Sidecar && exists(name+".receipt.json")
}

// exportTo exports the open briefing to one file, as the user prefers.
func (d *desk) exportTo(path string) { d.runExport(exportJob{path: path, options: d.exportOptions()}) }

func (d *desk) runExport(job exportJob) {
	d.app.Preferences().SetString(prefFolder, filepath.Dir(job.path))
	b := d.briefing
	var report export.Report
	work := func(ctx context.Context, _ func(done, total int)) error {
		sources, err := d.session.Sources(b)
		if err != nil {
			return err
		}
		run := d.exporter.Export
		if job.copies > 0 {
			run = d.exporter.Distribute
		}
		if report, err = run(b, sources, job.path, job.options); err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		return export.Save(report.Files, d.fileMode)
	}
	what := filepath.Base(job.path)
	if strings.Contains(what, "{") {
		what = titleOf(b)
	}
	d.start("Exporting "+what, work, func(err error) {
		if err == nil {
			d.markExported(b)
		}
		d.exported(job, report, err)
	})
}

func (d *desk) exported(job exportJob, report export.Report, err error) {
	var unproved *export.UnprovedError
	switch {
	case errors.Is(err, context.Canceled):
		d.toast("Export stopped; nothing was written")
	case errors.As(err, &unproved):
		d.sayUnproved("Not exported", unproved)
	case err != nil:
		d.fail("Not exported", err)
	default:
		said := exportedWords(job, report)
		if found := serious(report.Findings); len(found) > 0 {
			d.frame.toasts.Say(look.Notice{Text: said + ", " + plural(len(found), "thing") + " to look at", Action: "Show me", OnAction: func() { d.listFindings(found) }})
			return
		}
		if strings.EqualFold(filepath.Ext(job.path), ".eml") && len(report.Files) == 1 {
			d.frame.toasts.Say(look.Notice{Text: said, Action: "Open in mail program", OnAction: func() { d.openOutside(report.Files[0].Name) }})
			return
		}
		d.toast(said)
	}
}

// sayUnproved says why a note that is not proved does not leave.
func (d *desk) sayUnproved(what string, err *export.UnprovedError) {
	d.frame.toasts.Say(look.Notice{Text: what + ": " + err.Findings[0].Message, Failure: true, Action: "Show me", OnAction: func() {
		d.listFindings(err.Findings)
	}})
}

// openOutside opens a file in the program that the system has for it.
func (d *desk) openOutside(path string) {
	full, err := filepath.Abs(path)
	if err == nil {
		err = d.app.OpenURL(&url.URL{Scheme: "file", Path: filepath.ToSlash(full)})
	}
	if err != nil {
		d.fail("That file cannot be opened", err)
	}
}

func copiesWords(n int) string {
	if n == 1 {
		return "1 copy"
	}
	return fmt.Sprintf("%d copies", n)
}

// exportedWords say what was written, and what of it is proved and kept back.
func exportedWords(job exportJob, report export.Report) string {
	what := filepath.Base(report.Files[0].Name)
	if job.copies > 0 {
		what = copiesWords(job.copies)
	}
	said := fmt.Sprintf("Exported %s, %d of %s verified", what, report.Verified, plural(report.Checked, "quotation"))
	if n := len(report.Withheld); n > 0 {
		said += fmt.Sprintf(", %s kept back from a reader of %s", plural(n, "block"), job.options.For)
	}
	return said
}

// markExported has the version that was exported kept.
func (d *desk) markExported(b briefing.Briefing) {
	if !d.writable() {
		return
	}
	if err := d.session.MarkExported(b); err != nil {
		d.fail("The exported version is not marked", err)
	}
}

// fileName is a name for the exported file, of the title and the marking.
func fileName(b briefing.Briefing, p export.Prepared) string {
	name := strings.Join(strings.FieldsFunc(titleOf(b), func(r rune) bool {
		return strings.ContainsRune(`/\:*?"<>|.`, r) || r < ' '
	}), "")
	name = strings.Join(strings.Fields(name), " ")
	if mark := string(p.Manuscript.Banner.Mark); mark != "" {
		name += " " + strings.NewReplacer(":", " ", "/", " ").Replace(mark)
	}
	return name + ".pdf"
}
