package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"github.com/rymdport/portal/filechooser"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/refs"
)

// Sources and passages, out to other programs and in from them. What comes in is
// shown before, field by field where it would change what is here.

func (d *desk) hasArticles() bool { return d.articles > 0 }

func (d *desk) askImportReferences() {
	d.askForeign("Import references", "A file of a reference manager: CSL-JSON, RIS, BibTeX, or Zotero's JSON.", d.readReferences)
}

func (d *desk) askImportPassages() {
	d.askForeign("Import passages", "A file of an annotation tool: Web Annotations, Readwise's CSV, or an export of Hypothesis or Zotero.", d.readAnnotations)
}

// askForeign asks for a file of another program, by the platform's own dialog
// where it has one.
func (d *desk) askForeign(title, says string, read func(path string)) {
	ask := func() ([]string, error) {
		return filechooser.OpenFile("", title, &filechooser.OpenFileOptions{CurrentFolder: d.folder()})
	}
	d.native(ask, func(paths []string) { read(paths[0]) }, func() {
		d.askPath(title, "Open", "", says, d.browseForeign, func(path string) string {
			if info, err := os.Stat(path); err != nil || info.IsDir() {
				return "There is no such file."
			}
			return ""
		}, read)
	})
}

func (d *desk) browseForeign(chosen func(string)) {
	d.browse(dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err == nil && file != nil {
			file.Close()
			chosen(file.URI().Path())
		}
	}, d.win))
}

// readReferences shows what the sources in a file would come to.
func (d *desk) readReferences(path string) {
	var p session.References
	work := func(ctx context.Context, progress func(done, of int)) error {
		data, err := session.ReadForeign(path, refs.MaxFile)
		if err != nil {
			return err
		}
		src, err := refs.ReadSources(ctx, path, data)
		if err != nil {
			return err
		}
		p, err = d.session.PreviewReferences(ctx, filepath.Base(path), src, progress)
		return err
	}
	d.start("Reading "+filepath.Base(path), work, func(err error) {
		if d.isRead(err) {
			d.interrupt("“"+p.Name+"” is read", "Show", func() { d.showReferences(p) })
		}
	})
}

// readAnnotations shows what the passages in a file would come to.
func (d *desk) readAnnotations(path string) {
	var p session.Annotations
	work := func(ctx context.Context, progress func(done, of int)) error {
		data, err := session.ReadForeign(path, refs.MaxFile)
		if err != nil {
			return err
		}
		marks, err := refs.ReadMarks(ctx, path, data)
		if err != nil {
			return err
		}
		p, err = d.session.PreviewAnnotations(ctx, filepath.Base(path), marks, progress)
		return err
	}
	d.start("Reading "+filepath.Base(path), work, func(err error) {
		if d.isRead(err) {
			d.interrupt("“"+p.Name+"” is read", "Show", func() { d.showAnnotations(p) })
		}
	})
}

// isRead says why a file is not read, unless it was stopped.
func (d *desk) isRead(err error) bool {
	switch {
	case errors.Is(err, context.Canceled):
		d.toast("Stopped; nothing is imported")
	case err != nil:
		d.fail("That file cannot be read", err)
	}
	return err == nil
}

// showReferences shows what the sources of a file would come to, and takes in what
// is wanted of it.
func (d *desk) showReferences(p session.References) {
	a := &arrivals{findings: p.Findings}
	added, known := 0, 0
	for i := range p.Items {
		it := &p.Items[i]
		row := arrival{title: it.Title, detail: referenceDetail(it.Record), status: "New", icon: look.IconPlus, ink: look.OK}
		switch {
		case it.Twice:
			row.status, row.icon, row.ink = "Twice in the file", look.IconMinus, look.Ink3
		case it.IsNew():
			added++
		default:
			known++
			row.status, row.icon, row.ink = "Here already", look.IconCheck, look.Ink2
		}
		a.add(row, it.Changes)
	}
	title := fmt.Sprintf("“%s” holds %s: %d new, %d here already", p.Name, plural(len(p.Items), "source"), added, known)
	if len(p.Items) == 0 {
		title = "“" + p.Name + "” holds no source that can be read"
	}
	d.showArrivals(title, a, func() { d.importReferences(p) })
}

func referenceDetail(rec refs.Record) string {
	a := rec.Article()
	var parts []string
	for _, s := range []string{a.Byline.Value, look.Day(a.Published.Value, 0), a.Publisher.Value} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// annotationLooks are how the statuses of annotations are said and drawn.
var annotationLooks = map[session.AnnotationStatus]arrival{
	session.AnnotationFound:  {status: "Found", icon: look.IconCheck, ink: look.OK},
	session.AnnotationKnown:  {status: "Here already", icon: look.IconCheck, ink: look.Ink2},
	session.AnnotationOrphan: {status: "Not found for certain", icon: look.IconWarning, ink: look.Warn},
	session.AnnotationNew:    {status: "Source is not here", icon: look.IconWarning, ink: look.Warn},
}

// showAnnotations shows what the passages of a file would come to, and takes in
// what is wanted of it.
func (d *desk) showAnnotations(p session.Annotations) {
	a := &arrivals{findings: p.Findings}
	for i := range p.Items {
		it := &p.Items[i]
		row := annotationLooks[it.Status]
		row.title, row.detail = strings.Join(strings.Fields(it.Mark.Exact), " "), it.Title
		a.add(row, it.Changes)
	}
	orphans := p.Count(session.AnnotationOrphan) + p.Count(session.AnnotationNew)
	title := fmt.Sprintf("“%s” holds %s: %d found, %d to be reviewed", p.Name, plural(len(p.Items), "passage"), p.Count(session.AnnotationFound), orphans)
	if len(p.Items) == 0 {
		title = "“" + p.Name + "” holds no passage that can be read"
	}
	d.showArrivals(title, a, func() { d.importAnnotations(p) })
}

func (d *desk) importReferences(p session.References) {
	if d.refuseWrite() {
		return
	}
	var done session.ReferencesDone
	accessed := d.today()
	work := func(ctx context.Context, _ func(done, of int)) error {
		var err error
		done, err = d.session.ImportReferences(ctx, p, accessed)
		return err
	}
	d.start("Importing "+plural(len(p.Items), "source"), work, func(err error) {
		if !d.isRead(err) {
			return
		}
		if done.Added+done.Updated == 0 {
			d.toast("Nothing has changed: all of it is here already")
			return
		}
		d.toastUndo(fmt.Sprintf("Added %s, updated %d", plural(done.Added, "source"), done.Updated) + skippedWords(done.Skipped))
	})
}

func (d *desk) importAnnotations(p session.Annotations) {
	if d.refuseWrite() {
		return
	}
	var done session.AnnotationsDone
	accessed := d.today()
	work := func(ctx context.Context, _ func(done, of int)) error {
		var err error
		done, err = d.session.ImportAnnotations(ctx, p, accessed)
		return err
	}
	d.start("Importing "+plural(len(p.Items), "passage"), work, func(err error) {
		if !d.isRead(err) {
			return
		}
		said := fmt.Sprintf("Added %s, updated %d", plural(done.Added, "passage"), done.Updated) + skippedWords(done.Skipped)
		switch {
		case done.Added+done.Updated == 0:
			d.toast("Nothing has changed: all of it is here already")
		case done.Orphans > 0:
			said += fmt.Sprintf("; %d to be reviewed", done.Orphans)
			d.frame.toasts.Say(look.Notice{Text: said, Action: "Review…", OnAction: func() { d.do((*desk).hasPassages, (*desk).reviewPassages) }})
		default:
			d.toastUndo(said)
		}
	})
}

func skippedWords(n int) string {
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("; %s left, since they have changed meanwhile", plural(n, "field"))
}

func endings(formats []refs.Format) string {
	var list []string
	for _, f := range formats {
		list = append(list, f.Extension+" ("+f.Label+")")
	}
	return strings.Join(list, ", ")
}

// showArrivals shows what a file would come to, with what of it is not read, and
// calls take if it is wanted.
func (d *desk) showArrivals(title string, a *arrivals, take func()) {
	var closeIt func()
	submit := func() {
		closeIt()
		take()
	}
	a.open(submit)
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	act := look.NewButton("", "Import", look.Primary, submit)
	act.SetEnabled(len(a.rows) > 0)
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: look.Ellipsis(title, look.DialogTitle, 640), Content: a.content, Size: fyne.NewSize(720, 0), Buttons: []*look.Button{cancel, act}, First: a.list,
	})
}
