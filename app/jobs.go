package app

import (
	"context"

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
