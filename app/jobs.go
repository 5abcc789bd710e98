package app

import (
	"context"
	"time"

	"briefdesk/app/session"
)

// start runs work beside the window and finish after it, on the window's
// thread. work reports its progress through the function it is given.
func (d *desk) start(says string, work func(ctx context.Context, progress func(done, total int)) error, finish func(error)) {
	d.jobs.Start(d.ctx, says, work, finish)
}

// newestJob is the one that the status line shows, or nil.
func (d *desk) newestJob() *session.Job {
	running := d.jobs.Running()
	if len(running) == 0 {
		return nil
	}
	return running[len(running)-1]
}

// backupsEvery is how often it is looked whether the backup of the day is due.
const backupsEvery = time.Hour

// keepBackups makes the backup of each day while the window is open. What went
// wrong is said once.
func (d *desk) keepBackups() {
	work := func(ctx context.Context) error {
		_, err := d.library.BackupDaily(ctx)
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
