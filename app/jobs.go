package app

import (
	"context"
	"slices"
)

// job is work that runs beside the window: what the status line says of it, how
// far it is, and how to stop it. All but the work itself belongs to the
// window's thread.
type job struct {
	says        string
	done, total int // total 0 is unknown
	stop        context.CancelFunc
}

// start runs work beside the window and finish after it, on the window's
// thread. work reports its progress through the function it is given.
func (d *desk) start(says string, work func(ctx context.Context, progress func(done, total int)) error, finish func(error)) {
	ctx, stop := context.WithCancel(d.ctx)
	j := &job{says: says, stop: stop}
	d.jobs = append(d.jobs, j)
	d.showStatus()
	progress := func(done, total int) {
		d.run.UI(func() {
			j.done, j.total = done, total
			d.showStatus()
		})
	}
	d.run.Go(func() {
		err := work(ctx, progress)
		d.run.UI(func() {
			stop()
			d.jobs = slices.DeleteFunc(d.jobs, func(other *job) bool { return other == j })
			d.showStatus()
			finish(err)
		})
	})
}

// stopJobs asks all work to end.
func (d *desk) stopJobs() {
	for _, j := range d.jobs {
		j.stop()
	}
}
