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

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
)

// An import goes on until all that it came to is settled: files are read beside
// the window; then it is asked which articles of a mailbox are wanted, and for
// the passwords of locked files; then it is told what became of each file.

// outcome is what became of one article of an import, or of a file of which
// there is none.
type outcome struct {
	file     string
	title    string
	status   session.ImportStatus // empty where nothing was imported
	article  briefing.ID
	drift    string // what became of its passages, where some do not stand as they stood
	changed  bool   // some are to be decided on
	warnings []string
	err      error
}

// isLocked reports whether a password may be all that o wants.
func (o outcome) isLocked() bool { return errors.Is(o.err, importer.ErrPassword) }

// wantsReading reports whether somebody should read what became of it.
func (o outcome) wantsReading() bool { return o.err != nil || len(o.warnings) > 0 }

// batch is an import of some files.
type batch struct {
	outcomes []outcome       // in the order of the files
	held     []importer.File // with several articles, of which the wanted are to be chosen
	skipped  map[string]bool // locked files that nobody has the password of
	stopped  bool
}

// add notes what became of a file, in place of what was said of it before.
func (b *batch) add(file string, all ...outcome) {
	at := slices.IndexFunc(b.outcomes, func(o outcome) bool { return o.file == file })
	b.outcomes = slices.DeleteFunc(b.outcomes, func(o outcome) bool { return o.file == file })
	if at < 0 {
		at = len(b.outcomes)
	}
	b.outcomes = slices.Insert(b.outcomes, at, all...)
}

// locked are the files that a password is still to be asked for.
func (b *batch) locked() []string {
	var files []string
	for _, o := range b.outcomes {
		if o.isLocked() && !b.skipped[o.file] {
			files = append(files, o.file)
		}
	}
	return files
}

func (b *batch) isLocked(file string) bool { return slices.Contains(b.locked(), file) }

// those are the outcomes for which is holds.
func (b *batch) those(is func(outcome) bool) []outcome {
	return slices.DeleteFunc(slices.Clone(b.outcomes), func(o outcome) bool { return !is(o) })
}

func (b *batch) good() []outcome { return b.those(func(o outcome) bool { return o.status != "" }) }

func (b *batch) failed() []outcome { return b.those(func(o outcome) bool { return o.err != nil }) }

// importFiles takes files, and the readable files of folders, into the library.
func (d *desk) importFiles(paths []string) {
	if d.refuseWrite() {
		return
	}
	d.withoutReturns(paths, func(paths []string) {
		b := &batch{skipped: map[string]bool{}}
		d.readFiles(b, d.importer, paths, func() { d.settle(b) })
	})
}

// readFiles reads files into b beside the window, and then calls finish.
func (d *desk) readFiles(b *batch, im importer.Importer, paths []string, finish func()) {
	accessed := d.today()
	work := func(ctx context.Context, progress func(done, total int)) error {
		for f := range im.ReadFiles(ctx, importer.Files(paths), func(p importer.Progress) { tellProgress(ctx, p, progress) }) {
			d.takeFile(b, f, accessed)
		}
		return ctx.Err()
	}
	d.beginImport()
	d.start(importSentence(paths), work, func(err error) {
		d.endImport()
		b.stopped = err != nil
		finish()
	})
}

// takeFile takes the article of a file into the library; a choice of several is
// left to the user.
func (d *desk) takeFile(b *batch, f importer.File, accessed string) {
	if f.Err == nil && len(f.Items) > 1 {
		b.held = append(b.held, f)
		return
	}
	b.add(f.Path, d.importFile(f, accessed)...)
}

// longFile is from how many pages on it is said which of them is being read.
const longFile = 10

// tellProgress says how far an import is: in files, or in pages of the only one.
func tellProgress(ctx context.Context, p importer.Progress, progress func(done, total int)) {
	var parts []string
	if p.Files > 1 {
		parts = append(parts, fmt.Sprintf("%d of %d", p.Read, p.Files))
	}
	switch {
	case p.Page == 0 || p.Page == p.Pages:
	case p.Files == 1 && p.Pages > 0:
		parts = append(parts, fmt.Sprintf("page %d of %d", p.Page, p.Pages))
	case p.Pages >= longFile:
		parts = append(parts, fmt.Sprintf("%s, page %d of %d", look.Ellipsis(filepath.Base(p.Path), look.Meta, 140), p.Page, p.Pages))
	}
	session.Tell(ctx, strings.Join(parts, " · "))
	if p.Files == 1 {
		progress(p.Page, p.Pages)
		return
	}
	progress(p.Read, p.Files)
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
		outcomes = append(outcomes, outcome{
			file: f.Path, title: f.Items[i].Article.Title.Value, status: im.Status, article: im.Article,
			drift: driftSentence(im), changed: im.Altered+im.Gone > 0, warnings: f.Items[i].Warnings,
		})
	}
	return outcomes
}

// settle asks what is left to ask of an import, one thing after the other, and
// then tells what it came to.
func (d *desk) settle(b *batch) {
	locked := b.locked()
	switch {
	case b.stopped:
		b.held = nil
		d.tellImport(b)
	case len(b.held) > 0:
		d.interrupt(heldSentence(b.held), "Choose…", func() { d.askWhich(b) })
	case len(locked) > 0:
		d.interrupt("“"+filepath.Base(locked[0])+"” needs a password", "Enter…", func() { d.askPassword(b, locked[0]) })
	default:
		d.tellImport(b)
	}
}

// interrupt shows a dialog about something that was begun a while ago. Where
// another is open, or somebody types, a toast offers it instead.
func (d *desk) interrupt(says, action string, show func()) {
	if _, typing := d.win.Canvas().Focused().(textEntry); !typing && !d.modal() {
		show()
		return
	}
	d.frame.toasts.Say(look.Notice{Text: says, Failure: true, Action: action, OnAction: show})
}

// tellImport tells what an import came to: in a toast where all went well, else
// in a list of the files.
func (d *desk) tellImport(b *batch) {
	d.lastImport = b
	d.showCommands()
	good, failed := b.good(), b.failed()
	if len(good) == 1 || len(good) > 0 && !d.hasArticle() {
		d.openArticle(good[0].article)
	}
	show := func() { d.showImport(b) }
	switch reading := len(b.those(outcome.wantsReading)); {
	case b.stopped:
		d.toast(fmt.Sprintf("Import stopped; %s kept", articles(len(good))))
	case len(failed) > 0:
		d.interrupt(plural(len(failed), "file")+" could not be imported", "Show", show)
	case len(b.outcomes) == 0:
		d.toast("There is no file here that can be read")
	case reading > 0:
		d.frame.toasts.Say(look.Notice{Text: importedSentence(good) + "; " + plural(reading, "source") + " to check", Action: "Show", OnAction: show})
	case slices.ContainsFunc(good, func(o outcome) bool { return o.changed }):
		d.frame.toasts.Say(look.Notice{Text: importedSentence(good), Failure: true, Action: "Review…", OnAction: func() { d.do(nil, (*desk).reviewPassages) }})
	case len(good) > 0:
		d.toast(importedSentence(good))
	}
}

// importedSentence says what became of the articles that were imported.
func importedSentence(good []outcome) string {
	if len(good) == 1 {
		return told(good[0])
	}
	return counted(good)
}

func told(o outcome) string {
	switch o.status {
	case session.ImportUnchanged:
		return "“" + o.title + "” is in the library already"
	case session.ImportSnapshot:
		said := "“" + o.title + "” has changed; both texts are kept"
		if o.drift != "" {
			said += ": " + o.drift
		}
		return said
	case session.ImportRestored:
		return "“" + o.title + "” was in the trash; it is back with its passages"
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
	if k := n[session.ImportRestored]; k > 0 {
		said += fmt.Sprintf(", %d back from the trash", k)
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
	b := &batch{}
	work := func(ctx context.Context, _ func(done, total int)) error {
		f := importer.File{Path: "pasted text.txt", Data: []byte(text)}
		f.Items, f.Err = d.importer.Read(ctx, f.Path, f.Data, nil)
		b.add(f.Path, d.importFile(f, accessed)...)
		return ctx.Err()
	}
	d.start("Importing the pasted text", work, func(err error) {
		b.stopped = err != nil
		d.tellImport(b)
	})
}

// dropped imports files and folders that were dropped on the window.
func (d *desk) dropped(_ fyne.Position, uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, u.Path())
		}
	}
	if len(paths) > 0 && !d.modal() {
		d.openFiles(paths)
	}
}

// formatsSentence names what can be imported.
func formatsSentence() string {
	var labels []string
	for _, f := range importer.Formats() {
		if len(f.Extensions) > 0 {
			labels = append(labels, f.Label)
		}
	}
	last := len(labels) - 1
	return strings.Join(labels[:last], ", ") + " and " + labels[last]
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
