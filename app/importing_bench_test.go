package app

import (
	"context"
	"os"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/session"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

// thread is the thread of a window, which says how long it was busy at most.
type thread struct {
	work    chan func()
	longest time.Duration
	busy    time.Duration
}

func (th *thread) do(f func()) {
	began := time.Now()
	f()
	took := time.Since(began)
	th.longest = max(th.longest, took)
	th.busy += took
}

// runUntil runs what comes to the thread until done is closed.
func (th *thread) runUntil(done chan struct{}) {
	for {
		select {
		case f := <-th.work:
			th.do(f)
		case <-done:
			return
		}
	}
}

// BenchmarkImportOfAFolder imports the folder that BRIEFDESK_PAGES names through
// the window.
func BenchmarkImportOfAFolder(b *testing.B) {
	dir := os.Getenv("BRIEFDESK_PAGES")
	if dir == "" {
		b.Skip("BRIEFDESK_PAGES names no folder of files")
	}
	files := len(importer.Files([]string{dir}))
	for b.Loop() {
		th := &thread{work: make(chan func(), 1000)}
		lib, err := library.Open(b.TempDir() + "/library")
		if err != nil {
			b.Fatal(err)
		}
		run := session.Runner{Go: func(work func()) { go work() }, UI: func(f func()) { th.work <- f }}
		clock := func(after time.Duration, f func()) func() {
			t := time.AfterFunc(after, func() { th.work <- f })
			return func() { t.Stop() }
		}
		d, err := newDesk(b.Context(), test.NewTempApp(b), lib, run, clock)
		if err != nil {
			b.Fatal(err)
		}
		d.app.Preferences().SetBool(prefStarted, true)
		d.win.Resize(fyne.NewSize(1440, 900))
		d.open(nil)
		done := make(chan struct{})
		batch := &batch{skipped: map[string]bool{}}
		th.do(func() { d.readFiles(batch, d.importer, []string{dir}, func() { close(done) }) })
		th.runUntil(done)
		b.ReportMetric(float64(th.longest.Microseconds())/1000, "ms-longest")
		b.ReportMetric(float64(th.busy.Microseconds())/1000, "ms-on-thread")
		b.ReportMetric(float64(len(batch.good())), "articles")
		go th.runUntil(nil)
		if err := d.end(context.Background()); err != nil {
			b.Error(err)
		}
	}
	b.ReportMetric(float64(files*b.N)/b.Elapsed().Seconds(), "files/s")
}
