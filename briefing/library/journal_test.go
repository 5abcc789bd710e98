package library_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

func steps(names ...string) (list []library.Step) {
	for _, n := range names {
		list = append(list, library.Step{Name: n, Data: []byte(n)})
	}
	return list
}

func TestTheJournalIsReplacedFromAStepOn(t *testing.T) {
	l, ctx := memory(t), t.Context()
	check(t, "at first", library.Journal{})(l.Journal(ctx))
	for _, tt := range []struct{ put, want library.Journal }{
		{library.Journal{Steps: steps("a", "b"), Done: 2}, library.Journal{Steps: steps("a", "b"), Done: 2}},
		{library.Journal{First: 2, Done: 1}, library.Journal{Steps: steps("a", "b"), Done: 1}},
		{library.Journal{First: 1, Steps: steps("c", "d"), Done: 3}, library.Journal{Steps: steps("a", "c", "d"), Done: 3}},
		{library.Journal{First: 2, Steps: steps("e"), Done: 3}, library.Journal{Steps: steps("a", "c", "e"), Done: 3}},
		{library.Journal{First: 9, Steps: steps("f"), Done: 10}, library.Journal{First: 9, Steps: steps("f"), Done: 10}},
		{library.Journal{}, library.Journal{}},
		{library.Journal{First: 7, Steps: steps("g"), Done: 7}, library.Journal{First: 7, Steps: steps("g"), Done: 7}},
	} {
		apply(t, l, library.Batch{Journal: &tt.put})
		check(t, fmt.Sprintf("after %+v", tt.put), tt.want)(l.Journal(ctx))
	}
}

func TestTheJournalIsBounded(t *testing.T) {
	l, ctx := memory(t), t.Context()
	for n := range 450 {
		apply(t, l, library.Batch{Journal: &library.Journal{First: n, Steps: steps(fmt.Sprint(n)), Done: n + 1}})
	}
	j, err := l.Journal(ctx)
	must(t, err)
	if j.First != 250 || len(j.Steps) != 200 || j.Steps[0].Name != "250" || j.Done != 450 {
		t.Errorf("it has %d steps from %d, done %d", len(j.Steps), j.First, j.Done)
	}
	large := library.Step{Name: "large", Data: make([]byte, 6<<20)}
	apply(t, l, library.Batch{Journal: &library.Journal{First: 450, Steps: []library.Step{large, large, large}, Done: 453}})
	if j, err = l.Journal(ctx); err != nil || j.First != 451 || len(j.Steps) != 2 {
		t.Errorf("it has %d steps from %d, %v; want the two that fit", len(j.Steps), j.First, err)
	}
	large.Data = make([]byte, 17<<20)
	apply(t, l, library.Batch{Journal: &library.Journal{First: 453, Steps: []library.Step{large}, Done: 454}})
	check(t, "too large a step", library.Journal{First: 454, Done: 454})(l.Journal(ctx))
}

func TestAStepKeepsItsSnapshots(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l, ctx := open(t, path), t.Context()
	a, s := article(1)
	apply(t, l, library.Batch{Snapshots: []library.Imported{s}, Articles: []briefing.Article{a}})
	apply(t, l, library.Batch{
		Deleted: []library.Ref{articleRef(1)},
		Journal: &library.Journal{Steps: []library.Step{{Name: "Delete", Needs: []briefing.Hash{s.Hash}}}, Done: 1},
	})
	closeLibrary(t, l)
	l = open(t, path)
	check(t, "snapshot", s.Snapshot)(l.Snapshot(ctx, s.Hash))
	check(t, "original", s.Original)(l.Original(ctx, s.Snapshot.Original))
	check(t, "findings", []briefing.Finding(nil))(l.Check(ctx))
	apply(t, l, library.Batch{Journal: &library.Journal{}})
	closeLibrary(t, l)
	l = open(t, path)
	if _, err := l.Snapshot(ctx, s.Hash); !errors.Is(err, library.ErrNotFound) {
		t.Errorf("once the step is forgotten: %v, want ErrNotFound", err)
	}
}
