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

// outcome is what became of one file of an import.
type outcome struct {
	title   string
	status  session.ImportStatus
	article briefing.ID
	err     error
}

// importFiles takes files, and the readable files of folders, into the library.
func (d *desk) importFiles(paths []string) {
	if d.refuseWrite() {
		return
	}
	accessed := d.today()
	var outcomes []outcome
	work := func(ctx context.Context, progress func(done, total int)) error {
		files := importer.Files(paths)
		for i, file := range files {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(i, len(files))
			o := d.importFile(ctx, file, accessed)
			if err := ctx.Err(); err != nil && o.err != nil {
				return err
			}
			outcomes = append(outcomes, o)
		}
		return nil
	}
	d.start(importSentence(paths), work, func(err error) { d.imported(outcomes, err) })
}

func importSentence(paths []string) string {
	if len(paths) == 1 {
		return "Importing " + filepath.Base(paths[0])
	}
	return fmt.Sprintf("Importing %d files", len(paths))
}

func (d *desk) importFile(ctx context.Context, file, accessed string) outcome {
	data, err := importer.Load(file)
	if err != nil {
		return outcome{err: err}
	}
	return d.importBytes(ctx, file, data, accessed)
}

func (d *desk) importBytes(ctx context.Context, name string, data []byte, accessed string) outcome {
	var o outcome
	items, err := d.importer.Read(ctx, name, data, nil)
	if err != nil {
		o.err = err
		return o
	}
	done, err := d.session.Import(items, data, accessed)
	if err != nil {
		o.err = err
		return o
	}
	o.status, o.article, o.title = done[0].Status, done[0].Article, items[0].Article.Title.Value
	return o
}

// imported shows what an import came to: a single article is opened, several are
// counted in a toast, and failures listed with what to do about each.
func (d *desk) imported(outcomes []outcome, err error) {
	failed := slices.DeleteFunc(slices.Clone(outcomes), func(o outcome) bool { return o.err == nil })
	good := slices.DeleteFunc(slices.Clone(outcomes), func(o outcome) bool { return o.err != nil })
	if len(good) == 1 || len(good) > 0 && !d.hasArticle() {
		d.openArticle(good[0].article)
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
	default:
		d.toast("There is no file here that can be read")
	}
}

func told(o outcome) string {
	switch o.status {
	case session.ImportUnchanged:
		return "“" + o.title + "” is in the library already"
	case session.ImportSnapshot:
		return "“" + o.title + "” has changed; the new text is kept beside the old one"
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
	var o outcome
	work := func(ctx context.Context, _ func(done, total int)) error {
		o = d.importBytes(ctx, "pasted text.txt", []byte(text), accessed)
		return nil
	}
	d.start("Importing the pasted text", work, func(err error) { d.imported([]outcome{o}, err) })
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
