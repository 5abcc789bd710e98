package session

import (
	"context"
	"slices"
	"sync"
)

// Jobs is the work that runs beside the user interface: imports, exports,
// backups, whatever takes longer than a frame. Its methods may be called from
// any goroutine, but Start.
type Jobs struct {
	run      Runner
	onChange func()

	mu      sync.Mutex
	running []*Job
	closed  bool
	working sync.WaitGroup
}

// Job is a piece of work under way.
type Job struct {
	Name string // as a sentence without its stop: “Importing 3 files”
	jobs *Jobs
	stop context.CancelFunc

	quiet    bool
	done, of int    // guarded by jobs.mu
	detail   string // likewise
}

// NewJobs returns a Jobs without work. onChange is called on the thread of the
// user interface whenever a job has begun, come further, or ended.
func NewJobs(run Runner, onChange func()) *Jobs { return &Jobs{run: run, onChange: onChange} }

// Start runs work beside the user interface, on whose thread it is called, and
// then finish on that thread with the error of work. work ends soon after its
// context does; until it has ended, Close waits for it. It tells how far it is
// through progress: done of so many, where 0 is not known.
func (js *Jobs) Start(ctx context.Context, name string, work func(ctx context.Context, progress func(done, of int)) error, finish func(error)) {
	ctx, stop := context.WithCancel(ctx)
	j := &Job{Name: name, jobs: js, stop: stop}
	if !js.begin(j) {
		stop()
		return
	}
	js.onChange()
	js.run.Go(func() {
		defer stop()
		err := work(context.WithValue(ctx, jobKey{}, j), j.progress)
		js.end(j, func() { finish(err) })
	})
}

// Quietly runs work that nobody waits for, such as a backup, and then finish on
// the thread of the user interface. It is not among the Running, but Close stops
// it and waits for it.
func (js *Jobs) Quietly(ctx context.Context, work func(ctx context.Context) error, finish func(error)) {
	ctx, stop := context.WithCancel(ctx)
	j := &Job{jobs: js, stop: stop, quiet: true}
	if !js.begin(j) {
		stop()
		return
	}
	js.run.Go(func() {
		defer stop()
		err := work(ctx)
		js.end(j, func() { finish(err) })
	})
}

func (js *Jobs) begin(j *Job) bool {
	js.mu.Lock()
	defer js.mu.Unlock()
	if js.closed {
		return false
	}
	js.running = append(js.running, j)
	js.working.Add(1)
	return true
}

func (js *Jobs) end(j *Job, finish func()) {
	js.mu.Lock()
	js.running = slices.DeleteFunc(js.running, func(other *Job) bool { return other == j })
	closed := js.closed
	js.mu.Unlock()
	js.working.Done()
	if !closed {
		js.run.UI(func() {
			js.onChange()
			finish()
		})
	}
}

func (j *Job) progress(done, of int) {
	j.jobs.mu.Lock()
	j.done, j.of = done, of
	closed := j.jobs.closed
	j.jobs.mu.Unlock()
	if !closed {
		j.jobs.run.UI(j.jobs.onChange)
	}
}

// Progress is how much of the job is done; of is 0 where that is not known.
func (j *Job) Progress() (done, of int) {
	j.jobs.mu.Lock()
	defer j.jobs.mu.Unlock()
	return j.done, j.of
}

// jobKey finds the job in the context of its work.
type jobKey struct{}

// Tell notes what the job of ctx is about just now, such as the page that is
// read. It shows with the next progress. Where ctx is of no job, nobody hears.
func Tell(ctx context.Context, detail string) {
	if j, ok := ctx.Value(jobKey{}).(*Job); ok {
		j.jobs.mu.Lock()
		j.detail = detail
		j.jobs.mu.Unlock()
	}
}

// Detail is what the job is about just now, or empty.
func (j *Job) Detail() string {
	j.jobs.mu.Lock()
	defer j.jobs.mu.Unlock()
	return j.detail
}

// Stop asks the job to end. What it has finished is kept.
func (j *Job) Stop() { j.stop() }

// Running are the jobs under way, the newest last.
func (js *Jobs) Running() []*Job {
	js.mu.Lock()
	defer js.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(js.running), func(j *Job) bool { return j.quiet })
}

// Close asks all jobs to end, waits until they have, or until ctx ends, and
// takes no more. The user interface hears no more of them.
func (js *Jobs) Close(ctx context.Context) error {
	js.mu.Lock()
	js.closed = true
	for _, j := range js.running {
		j.stop()
	}
	js.mu.Unlock()
	ended := make(chan struct{})
	go func() { // ends with the last job
		js.working.Wait()
		close(ended)
	}()
	select {
	case <-ended:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
