package app

import (
	"context"
	"errors"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/library"
)

// start runs work beside the window and finish after it, on the window's
// thread. work reports its progress through the function it is given. What
// finish says can be read in the list of background work later.
func (d *desk) start(says string, work func(ctx context.Context, progress func(done, total int)) error, finish func(error)) {
	d.jobs.Start(d.ctx, says, work, func(err error) {
		before := d.frame.toasts.Texts()
		finish(err)
		d.noteEnd(says, err, before)
	})
}

// jobEnd is what came of a piece of work.
type jobEnd struct {
	name, says string
	failed     bool
	at         time.Time
}

// mostEnds is how many ended pieces of work are listed.
const mostEnds = 50

// noteEnd notes what came of a piece of work: the toast that said it, if there
// is one.
func (d *desk) noteEnd(name string, err error, before []string) {
	end := jobEnd{name: name, says: "Done", at: d.now(), failed: err != nil && !errors.Is(err, context.Canceled)}
	switch after := d.frame.toasts.Texts(); {
	case len(after) > 0 && !slices.Equal(before, after):
		end.says = after[len(after)-1]
	case errors.Is(err, context.Canceled):
		end.says = "Stopped"
	case err != nil:
		end.says = err.Error()
	}
	d.ended = append([]jobEnd{end}, d.ended[:min(len(d.ended), mostEnds-1)]...)
	d.showStatus()
}

// newestJob is the one that the status line shows, or nil.
func (d *desk) newestJob() *session.Job {
	running := d.jobs.Running()
	if len(running) == 0 {
		return nil
	}
	return running[len(running)-1]
}

// jobsSheet is the dialog of background work while it is open.
type jobsSheet struct {
	desk    *desk
	running []*session.Job // newest first
	list    *rowList
	stop    *look.Button
	close   func()
}

// showJobs lists what runs, and what has run since the window was opened.
func (d *desk) showJobs() {
	j := &jobsSheet{desk: d}
	j.list = newPickList(j.drawRow)
	j.list.title, j.list.text = "Nothing is running", "Imports, exports and backups are listed here, with what came of them."
	j.list.onPick = func() { j.stop.SetEnabled(j.picked() != nil) }
	j.list.onDelete = j.stopPicked
	j.stop = look.NewButton("", "Stop", look.Quiet, j.stopPicked)
	j.stop.SetEnabled(false)
	done := look.NewButton("", "Close", look.Primary, func() { j.close() })
	closeIt := look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Background work", Content: j.list.scroll, Size: fyne.NewSize(640, 440), Buttons: []*look.Button{j.stop, done}, First: j.list,
		OnCancel: func() { d.work = nil },
	})
	j.close = func() { d.work = nil; closeIt() }
	d.work = j
	j.refresh()
}

// refresh shows how far the work is by now.
func (j *jobsSheet) refresh() {
	running := j.desk.jobs.Running()
	slices.Reverse(running)
	j.running = running
	if n := len(running) + len(j.desk.ended); n != j.list.count {
		j.list.setCount(n)
	}
	j.list.onPick()
	j.list.Refresh()
}

// picked is the running job that is picked, or nil.
func (j *jobsSheet) picked() *session.Job {
	if picks := j.list.picks(); len(picks) > 0 && picks[0] < len(j.running) {
		return j.running[picks[0]]
	}
	return nil
}

func (j *jobsSheet) stopPicked() {
	if job := j.picked(); job != nil {
		job.Stop()
	}
}

func (j *jobsSheet) drawRow(p *look.Painter, i int, a rowArea) {
	if i < len(j.running) {
		j.drawRunning(p, j.running[i], a)
		return
	}
	if i -= len(j.running); i >= len(j.desk.ended) {
		return
	}
	e := j.desk.ended[i]
	icon, ink := look.IconCheck, look.OK
	if e.failed {
		icon, ink = look.IconWarning, look.Err
	}
	p.Icon(icon, a.left, a.first()-7, 14, ink)
	left := a.left + 22
	right := p.TextRight(e.at.Format("15:04"), look.Meta, look.Ink2, a.right, look.Meta.Centred(a.first()))
	style := a.titleStyle()
	p.Text(look.Ellipsis(e.name, style, right-12-left), style, look.Ink, left, style.Centred(a.first()))
	p.Text(look.Ellipsis(e.says, look.Meta, a.right-left), look.Meta, look.Ink2, left, look.Meta.Centred(a.second()))
}

func (j *jobsSheet) drawRunning(p *look.Painter, job *session.Job, a rowArea) {
	p.Icon(look.IconRefresh, a.left, a.first()-7, 14, look.Ink2)
	left, bar := a.left+22, a.right-barWidth
	style := a.titleStyle()
	p.Text(look.Ellipsis(job.Name, style, bar-12-left), style, look.Ink, left, style.Centred(a.first()))
	drawProgress(p, job, bar, a.first())
	says := job.Detail()
	if says == "" {
		says = "Running"
	}
	p.Text(look.Ellipsis(says, look.Meta, a.right-left), look.Meta, look.Ink2, left, look.Meta.Centred(a.second()))
}

// drawProgress draws how far a job is as a bar from x, centred on y.
func drawProgress(p *look.Painter, j *session.Job, x, y float32) {
	round := look.Ends{Left: true, Right: true}
	p.Band(x, y-barThick/2, barWidth, barThick, 1.5, round, look.Track)
	if done, of := j.Progress(); of > 0 {
		p.Band(x, y-barThick/2, max(barWidth*float32(done)/float32(of), barThick), barThick, 1.5, round, look.Accent)
	}
}

// backupsEvery is how often it is looked whether the backup of the day is due.
const backupsEvery = time.Hour

// keepBackups makes the backup of each day while the window is open, once there
// is something to keep. What went wrong is said once.
func (d *desk) keepBackups() {
	work := func(ctx context.Context) error {
		list, err := d.library.Articles(ctx, library.ArticleQuery{Limit: 1})
		if err == nil && len(list) > 0 {
			_, err = d.library.BackupDaily(ctx)
		}
		return err
	}
	d.jobs.Quietly(d.ctx, work, func(err error) {
		if err != nil && !d.backupFailed {
			d.fail("There is no backup of today", err)
		}
		d.backupFailed = err != nil
		d.clock(backupsEvery, d.keepBackups)
	})
}
