package session_test

import (
	"context"
	"errors"
	"sync"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

func TestAJobTellsHowFarItIsAndEnds(t *testing.T) {
	var told []int
	var js *session.Jobs
	js = session.NewJobs(session.Inline(), func() {
		for _, j := range js.Running() {
			done, of := j.Progress()
			told = append(told, done, of)
		}
	})
	failure := errors.New("no paper")
	var ended error
	js.Start(t.Context(), "Printing", func(_ context.Context, progress func(done, of int)) error {
		progress(1, 3)
		return failure
	}, func(err error) { ended = err })
	same(t, "progress", []int{0, 0, 1, 3})(told, nil)
	if !errors.Is(ended, failure) || len(js.Running()) != 0 {
		t.Errorf("it ended with %v and %d are running", ended, len(js.Running()))
	}
}

// beside is a Runner that works in goroutines and has the thread of the user
// interface be a lock.
func beside() session.Runner {
	var thread sync.Mutex
	return session.Runner{
		Go: func(work func()) { go work() },
		UI: func(f func()) { thread.Lock(); f(); thread.Unlock() },
	}
}

func TestClosingStopsJobsAndWaitsForThem(t *testing.T) {
	js := session.NewJobs(beside(), func() {})
	begun, tidy := make(chan bool), false
	js.Start(t.Context(), "Working", func(ctx context.Context, _ func(done, of int)) error {
		close(begun)
		<-ctx.Done()
		tidy = true
		return ctx.Err()
	}, func(error) { t.Error("the user interface is told of what it has left") })
	<-begun
	must(t, js.Close(t.Context()))
	if !tidy {
		t.Error("Close did not wait")
	}
	js.Start(t.Context(), "Late", func(context.Context, func(done, of int)) error {
		t.Error("work began after Close")
		return nil
	}, func(error) {})
}

func TestClosingDoesNotWaitForEver(t *testing.T) {
	js := session.NewJobs(beside(), func() {})
	begun, release := make(chan bool), make(chan bool)
	js.Start(t.Context(), "Deaf", func(context.Context, func(done, of int)) error {
		close(begun)
		<-release
		return nil
	}, func(error) {})
	<-begun
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if err := js.Close(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("Close = %v, want the end of its context", err)
	}
	close(release)
	must(t, js.Close(t.Context()))
}

// TestQuittingDuringAnImportLeavesWholeArticles closes everything while a job
// goes on importing as if it had heard nothing.
func TestQuittingDuringAnImportLeavesWholeArticles(t *testing.T) {
	l, err := library.Memory()
	must(t, err)
	s := session.New(l, here)
	js := session.NewJobs(beside(), func() {})
	begun := make(chan bool)
	imported, refused := 0, error(nil)
	js.Start(t.Context(), "Importing", func(context.Context, func(done, of int)) error {
		for n := 0; refused == nil; n++ {
			snap := snapshot("Words of article " + id('a', n).String())
			items := []importer.Item{{Article: article(n, "Article"), Snapshot: snap}}
			if _, refused = s.Import(items, nil, "2025-09-21"); refused == nil {
				imported++
			}
			if n == 2 {
				close(begun)
			}
		}
		return refused
	}, func(error) {})
	<-begun
	must(t, s.Close(t.Context()))
	must(t, js.Close(t.Context()))
	articles, err := l.Articles(t.Context(), library.ArticleQuery{})
	must(t, err)
	if len(articles) != imported || imported < 3 {
		t.Errorf("%d articles are there of %d imported before “%v”", len(articles), imported, refused)
	}
	same(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
	must(t, l.Close())
}
