package importer

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

func TestWatchEndsWorkersThatTakeTooLong(t *testing.T) {
	step := func(after time.Duration, m message) func(*watch) {
		return func(w *watch) {
			time.Sleep(after)
			w.see(m)
		}
	}
	ready, page := message{Ready: true}, message{Page: 1}
	tests := []struct {
		name  string
		steps []func(*watch)
		want  time.Duration // from the start to the end
	}{
		{"silent", nil, deadline},
		{"pages do not buy time", []func(*watch){step(time.Second, page), step(8*time.Second, page)}, deadline},
		{"no page of a ready engine", []func(*watch){step(2*time.Second, ready)}, 2*time.Second + firstPage},
		{"a page in time", []func(*watch){step(2*time.Second, ready), step(4*time.Second, page)}, deadline},
		{"an unknown format", []func(*watch){step(time.Second, message{Format: "epic"})}, deadline},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				start := time.Now()
				ctx, kill := context.WithCancelCause(t.Context())
				w := newWatch(deadline, kill)
				defer w.stop()
				for _, s := range tt.steps {
					s(w)
				}
				<-ctx.Done()
				if took := time.Since(start); took != tt.want {
					t.Errorf("ended after %v (%v), want %v", took, context.Cause(ctx), tt.want)
				}
			})
		})
	}
}
