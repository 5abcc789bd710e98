package importer

import (
	"context"
	"fmt"
	"sync"
	"time"
)

const (
	// deadline is for a whole file, unless its format has more patience.
	deadline = 10 * time.Second
	// firstPage is how long an engine that is ready may take for a page.
	firstPage = 5 * time.Second
)

// longest is the most time that any format may take.
func longest() time.Duration {
	most := deadline
	for _, f := range formats {
		most = max(most, f.patience)
	}
	return most
}

// patience is how long reading the format called name may take.
func patience(name string) time.Duration {
	for _, f := range formats {
		if f.Name == name {
			return max(f.patience, deadline)
		}
	}
	return deadline
}

// watch ends a worker that takes too long. A worker is believed when it says
// that it reads a format which may take longer: at worst it has that long.
type watch struct {
	mu      sync.Mutex
	started time.Time
	after   time.Duration // the deadline, from the start
	whole   *time.Timer
	first   *time.Timer // runs between an engine's being ready and its first page
	kill    context.CancelCauseFunc
}

func newWatch(after time.Duration, kill context.CancelCauseFunc) *watch {
	w := &watch{started: time.Now(), after: after, kill: kill}
	w.whole = time.AfterFunc(w.after, w.late)
	return w
}

func (w *watch) late() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.kill(&lateError{w.after})
}

// limit is the deadline as it stands.
func (w *watch) limit() time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.after
}

// see takes note of a message of the worker's.
func (w *watch) see(m message) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if more := patience(m.Format); more > w.after {
		w.after = more
		w.whole.Reset(time.Until(w.started.Add(w.after)))
	}
	if w.first != nil {
		w.first.Stop()
		w.first = nil
	}
	if m.Ready {
		w.first = time.AfterFunc(firstPage, func() { w.kill(&lateError{firstPage}) })
	}
}

func (w *watch) stop() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.whole.Stop()
	if w.first != nil {
		w.first.Stop()
	}
}

// lateError is why a worker was ended.
type lateError struct{ after time.Duration }

func (e *lateError) Error() string {
	return fmt.Sprintf("it took longer than %d seconds; save only the article itself as text", int(e.after.Seconds()))
}
