// Package app is the window: it builds it from the fyne.App that it is given,
// connects the panes to the session, and asks what commands need to know.
//
// A desk is the window and what is open in it. The panes (shelf, passages,
// reader, outline, preview) know nothing of each other or of the library: they
// report through callbacks, which wiring.go turns into edits of the session,
// and are filled again when the session says what changed. commands.go is the
// table of all that can be done; everything that takes time runs beside the
// window and comes back to its thread.
package app

import (
	"context"
	"errors"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"briefdesk/app/clipboard"
	"briefdesk/app/look"
	"briefdesk/app/outline"
	"briefdesk/app/passages"
	"briefdesk/app/preview"
	"briefdesk/app/reader"
	"briefdesk/app/session"
	"briefdesk/app/shelf"
	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/library"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/template"
)

// ID is the application's identifier.
const ID = "org.briefdesk.Briefdesk"

// statusOf is how the session stands with the disk.
type statusOf = session.Status

// patience is how long quitting waits for work that was asked to stop.
const patience = 10 * time.Second

// end stops what runs and closes the library. Work that does not stop in time
// finds it closed: it has changed all it meant to or nothing.
func (d *desk) end(ctx context.Context) error {
	waiting, stop := context.WithTimeout(ctx, patience)
	defer stop()
	return errors.Join(d.jobs.Close(waiting), d.session.Close(ctx), d.library.Close())
}

// newDesk builds the window on a library. Tests give it a runner that is
// synchronous, and a clock of their own.
func newDesk(ctx context.Context, a fyne.App, lib *library.Library, run session.Runner, clock look.Clock) (*desk, error) {
	applyTheme(a)
	return newDeskIn(ctx, a, a.NewWindow("Briefdesk"), lib, run, clock)
}

// newDeskIn is newDesk in a window that is there.
func newDeskIn(ctx context.Context, a fyne.App, win fyne.Window, lib *library.Library, run session.Runner, clock look.Clock) (*desk, error) {
	profiles, err := marking.Load(assets.Profiles())
	if err != nil {
		return nil, err
	}
	profiles, wrong := profiles.WithHouse(session.House("profiles"))
	templates, faults := template.Load(assets.Templates(), session.House("templates"), layout.Templates())
	if len(templates) == 0 {
		return nil, faults
	}
	if faults != nil {
		wrong = append(wrong, faults)
	}
	d := &desk{
		ctx: ctx, app: a, win: win, library: lib, run: run, now: time.Now, clock: clock, putPage: clipboard.Put, block: -1, next: -1,
		session:  session.New(lib, run.UI),
		importer: importer.Importer{Cache: session.CacheDir()},
		exporter: &export.Exporter{Setter: layout.NewSetter(assets.Fonts(), assets.Hyphenation()), Rules: manuscript.Rules{Profiles: profiles, Templates: templates}},
		shelf:    shelf.New(run), passages: passages.New(), reader: reader.New(run), outline: outline.New(), preview: preview.New(run),
	}
	d.index = session.NewIndex(lib)
	d.jobs = session.NewJobs(run, d.showStatus)
	d.frame = d.newFrame()
	d.menu = d.newMenu()
	d.connect()
	d.houseFaults = linesOf(wrong)
	d.sayHouseFaults()
	d.win.SetPadded(false)
	d.win.SetMainMenu(d.menu.main)
	d.win.SetContent(d.frame.content)
	d.win.SetOnDropped(d.dropped)
	d.win.SetCloseIntercept(d.close)
	p := a.Preferences()
	d.win.Resize(fyne.NewSize(float32(p.FloatWithFallback(prefWidth, 1440)), float32(p.FloatWithFallback(prefHeight, 900))))
	return d, nil
}

// open shows what was open last, else the newest, or the sample on the first
// start; and it imports files.
func (d *desk) open(files []string) {
	d.findPortal()
	d.showLists(nil)
	d.startIndex()
	p := d.app.Preferences()
	article, _ := briefing.ParseID(p.String(prefArticle)) // zero is none
	if _, err := d.session.Article(article); err != nil {
		article = d.newestArticle()
	}
	d.openArticle(article)
	note, _ := briefing.ParseID(p.String(prefNote))
	if _, err := d.session.Briefing(note); err != nil {
		note = d.newestNote()
	}
	d.openNote(note)
	if !p.Bool(prefStarted) && d.writable() {
		p.SetBool(prefStarted, true)
		d.makeSampleIfEmpty()
	}
	if words, _ := d.notice(); words != "" {
		d.frame.toasts.Say(look.Notice{Text: words, Action: "What is that?", OnAction: d.showNotice})
	}
	if len(files) > 0 {
		d.openFiles(files)
	}
	d.keepBackups()
}

func (d *desk) newestArticle() briefing.ID {
	list, err := d.session.Articles(d.ctx, library.ArticleQuery{Limit: 1})
	if err != nil || len(list) == 0 {
		return briefing.ID{}
	}
	return list[0].ID
}

func (d *desk) newestNote() briefing.ID {
	list, err := d.session.Briefings(d.ctx)
	if err != nil || len(list) == 0 {
		return briefing.ID{}
	}
	return list[0].ID
}

// makeSampleIfEmpty gives a new library the sample article, so that there is
// something to read.
func (d *desk) makeSampleIfEmpty() {
	if d.newestArticle().IsZero() {
		d.makeSample()
	}
}

// close saves what is unsaved and ends the program. Running work is asked
// about first; what it has finished is kept.
func (d *desk) close() {
	switch running := d.jobs.Running(); {
	case len(running) == 1:
		d.confirm("Stop and quit?", running[0].Name+" is not finished. What is done is kept.", "Stop and quit", d.quit)
		return
	case len(running) > 1:
		d.confirm("Stop and quit?", fmt.Sprintf("%d pieces of work are not finished. What is done is kept.", len(running)), "Stop and quit", d.quit)
		return
	}
	d.quit()
}

func (d *desk) quit() {
	p, size := d.app.Preferences(), d.win.Canvas().Size()
	p.SetFloat(prefWidth, float64(size.Width))
	p.SetFloat(prefHeight, float64(size.Height))
	if err := d.session.Flush(d.ctx); err != nil {
		d.askUnsaved(err)
		return
	}
	d.win.Close()
}
