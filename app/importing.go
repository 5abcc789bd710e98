package app

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
)

// outcome is what became of one article of an import, or of one file that could
// not be read.
type outcome struct {
	title   string
	status  session.ImportStatus
	article briefing.ID
	changed int // passages that a new text has otherwise, or no longer
	file    string
	err     error
	tried   bool // a password, which was not the right one
}

// importFiles takes files, and the readable files of folders, into the library.
func (d *desk) importFiles(paths []string) { d.importWith(d.importer, paths) }

func (d *desk) importWith(im importer.Importer, paths []string) {
	if d.refuseWrite() {
		return
	}
	accessed := d.today()
	var outcomes []outcome
	work := func(ctx context.Context, progress func(done, total int)) error {
		files := importer.Files(paths)
		for f := range im.ReadFiles(ctx, files, func(p importer.Progress) {
			if p.Files == 1 {
				progress(p.Page, p.Pages)
			} else {
				progress(p.Read, p.Files)
			}
		}) {
			for _, o := range d.importFile(f, accessed) {
				o.tried = im.Password != ""
				outcomes = append(outcomes, o)
			}
		}
		return ctx.Err()
	}
	d.start(importSentence(paths), work, func(err error) { d.imported(outcomes, err) })
}

func importSentence(paths []string) string {
	if len(paths) == 1 {
		return "Importing " + filepath.Base(paths[0])
	}
	return fmt.Sprintf("Importing %d files", len(paths))
}

// importFile takes the articles of a file into the library.
func (d *desk) importFile(f importer.File, accessed string) []outcome {
	if f.Err != nil {
		return []outcome{{file: f.Path, err: f.Err}}
	}
	done, err := d.session.Import(f.Items, f.Data, accessed)
	if err != nil {
		return []outcome{{file: f.Path, err: err}}
	}
	var outcomes []outcome
	for i, im := range done {
		outcomes = append(outcomes, outcome{file: f.Path, status: im.Status, article: im.Article, title: f.Items[i].Article.Title.Value, changed: im.Altered + im.Gone})
	}
	return outcomes
}

// imported shows what an import came to: a single article is opened, several are
// counted in a toast, and failures listed with what to do about each.
func (d *desk) imported(outcomes []outcome, err error) {
	failed := slices.DeleteFunc(slices.Clone(outcomes), func(o outcome) bool { return o.err == nil })
	good := slices.DeleteFunc(slices.Clone(outcomes), func(o outcome) bool { return o.err != nil })
	if len(good) == 1 || len(good) > 0 && !d.hasArticle() {
		d.openArticle(good[0].article)
	}
	locked := slices.DeleteFunc(slices.Clone(failed), func(o outcome) bool { return !o.isLocked() })
	if failed = slices.DeleteFunc(failed, outcome.isLocked); err == nil {
		defer d.askPasswords(locked)
	}
	switch {
	case len(failed) > 0:
		d.showFailures(failed, len(good))
	case errors.Is(err, context.Canceled):
		d.toast(fmt.Sprintf("Import stopped; %s kept", articles(len(good))))
	case len(good) == 1:
		d.toast(told(good[0]))
	case len(good) > 1:
		d.toast(counted(good))
	case len(locked) == 0:
		d.toast("There is no file here that can be read")
	}
}

// isLocked reports whether a password may be all that o wants.
func (o outcome) isLocked() bool { return errors.Is(o.err, importer.ErrPassword) }

// askPasswords asks for the password of each file that needs one, and imports it
// again with that.
func (d *desk) askPasswords(locked []outcome) {
	if len(locked) == 0 {
		return
	}
	o := locked[0]
	title := "“" + filepath.Base(o.file) + "” needs a password"
	if o.tried {
		title = "“" + filepath.Base(o.file) + "” has another password"
	}
	d.ask(title, "Import", []field{{label: "Password", secret: true}}, func(v []string) {
		im := d.importer
		im.Password = v[0]
		d.importWith(im, []string{o.file})
		d.askPasswords(locked[1:])
	})
}

func told(o outcome) string {
	switch o.status {
	case session.ImportUnchanged:
		return "“" + o.title + "” is in the library already"
	case session.ImportSnapshot:
		said := "“" + o.title + "” has changed; the new text is kept beside the old one"
		if o.changed > 0 {
			said += fmt.Sprintf(", and %s with their old words", plural(o.changed, "passage"))
		}
		return said
	case session.ImportDuplicate:
		return "Another source has the very same text; nothing was added"
	case session.ImportAdded:
	}
	return "Imported “" + o.title + "”"
}

// counted says how many articles of an import came to what.
func counted(outcomes []outcome) string {
	n := map[session.ImportStatus]int{}
	for _, o := range outcomes {
		n[o.status]++
	}
	said := "Imported " + articles(n[session.ImportAdded])
	if k := n[session.ImportSnapshot]; k > 0 {
		said += fmt.Sprintf(", %d changed", k)
	}
	if k := n[session.ImportUnchanged] + n[session.ImportDuplicate]; k > 0 {
		said += fmt.Sprintf(", %d there already", k)
	}
	return said
}

func articles(n int) string { return plural(n, "article") }

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// importText takes a pasted text in as an article.
func (d *desk) importText(text string) {
	if d.refuseWrite() || strings.TrimSpace(text) == "" {
		return
	}
	accessed := d.today()
	var outcomes []outcome
	work := func(ctx context.Context, _ func(done, total int)) error {
		f := importer.File{Path: "pasted text.txt", Data: []byte(text)}
		f.Items, f.Err = d.importer.Read(ctx, f.Path, f.Data, nil)
		outcomes = d.importFile(f, accessed)
		return ctx.Err()
	}
	d.start("Importing the pasted text", work, func(err error) { d.imported(outcomes, err) })
}

// dropped imports files that were dropped on the window.
func (d *desk) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
	}
	if len(paths) > 0 && !d.modal() {
		d.importFiles(paths)
	}
}

// today is the date of access that imports note.
func (d *desk) today() string { return d.now().Format(time.DateOnly) }

// prepareAfter is how long after the start of the window imports are prepared.
const prepareAfter = 3 * time.Second

// prepareImports makes the first import of a PDF as quick as the others. Imports
// work without, so that nothing is said if it cannot be done.
func (d *desk) prepareImports() {
	d.jobs.Quietly(d.ctx, d.importer.Prepare, func(error) {})
}
