package session_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/ncruces/go-sqlite3/driver"
	"pgregory.net/rapid"
)

func here(f func()) { f() }

func openFile(t rapid.TB, path string) *library.Library {
	t.Helper()
	l, err := library.Open(path)
	must(t, err)
	return l
}

// start returns a session on an empty library in memory, closed with the test.
func start(t testing.TB) *session.Session {
	t.Helper()
	l, err := library.Memory()
	must(t, err)
	return on(t, l)
}

func on(t testing.TB, l *library.Library) *session.Session {
	t.Helper()
	s := session.New(l, here)
	t.Cleanup(func() {
		must(t, s.Close(context.Background()))
		must(t, l.Close())
	})
	return s
}

func must(t rapid.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same[T any](t rapid.TB, what string, want T) func(T, error) {
	return func(got T, err error) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s differs (-want +got):\n%s", what, diff)
		}
	}
}

func id(kind byte, n int) briefing.ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "%c%d", kind, n))
	return briefing.ID(sum[:16])
}

func snapshot(paragraphs ...string) briefing.Snapshot {
	var b briefing.Builder
	for _, p := range paragraphs {
		b.Add(briefing.TextParagraph, 0, p, nil, nil)
	}
	s, err := b.Snapshot(sha256.Sum256([]byte(strings.Join(paragraphs, "\n"))))
	if err != nil {
		panic(err)
	}
	return s
}

func article(n int, title string, snapshots ...briefing.Snapshot) briefing.Article {
	a := briefing.Article{ID: id('a', n), Title: briefing.Field{Value: title}}
	for _, s := range snapshots {
		a.Snapshots = append(a.Snapshots, s.Hash)
	}
	return a
}

func passage(n int, a briefing.ID, s briefing.Snapshot, start, end briefing.Offset, tags ...string) briefing.Passage {
	r := briefing.Range{Start: start, End: end}
	return briefing.Passage{
		ID: id('p', n), Article: a, Kind: briefing.PassageDirect, Tags: tags,
		Anchor: briefing.Anchor{Snapshot: s.Hash, Range: r, Exact: s.Slice(r)},
	}
}

func note(n int, texts ...string) briefing.Briefing {
	b := briefing.Briefing{ID: id('b', n), Title: fmt.Sprint("Note ", n)}
	for _, t := range texts {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: t})
	}
	return b
}

func putNote(t rapid.TB, s *session.Session, b briefing.Briefing) {
	t.Helper()
	must(t, s.Do("Edit note", func(tx *session.Tx) error { return tx.PutBriefing(b) }))
}

// shelve puts an article with one snapshot and one passage.
func shelve(t rapid.TB, s *session.Session) (briefing.Article, briefing.Snapshot, briefing.Passage) {
	t.Helper()
	snap := snapshot("The committee met twice.", "It agreed on nothing.")
	a := article(1, "Meeting", snap)
	p := passage(1, a.ID, snap, 4, 13, "committee")
	must(t, s.Do("Import", func(tx *session.Tx) error {
		return errors.Join(tx.AddSnapshot(snap, nil), tx.PutArticle(a), tx.PutPassage(p))
	}))
	return a, snap, p
}

func TestADoneEditIsSeenSavedAndUndone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := openFile(t, path)
	s := session.New(l, here)
	a, snap, p := shelve(t, s)
	same(t, "article", a)(s.Article(a.ID))
	same(t, "snapshot", snap)(s.Snapshot(snap.Hash))
	same(t, "passages", []briefing.Passage{p})(s.Passages(t.Context(), a.ID))

	if name, ok := s.Undo(); name != "Import" || !ok {
		t.Errorf("Undo = %q, %v", name, ok)
	}
	if _, err := s.Article(a.ID); !errors.Is(err, library.ErrNotFound) {
		t.Errorf("after undo the article is there, or %v", err)
	}
	must(t, s.Flush(t.Context()))
	if name, ok := s.Redo(); name != "Import" || !ok {
		t.Errorf("Redo = %q, %v", name, ok)
	}
	must(t, s.Close(t.Context()))
	must(t, l.Close())

	l = openFile(t, path)
	defer l.Close()
	same(t, "article", a)(l.Article(t.Context(), a.ID))
	same(t, "snapshot", snap)(l.Snapshot(t.Context(), snap.Hash))
	same(t, "passage", p)(l.Passage(t.Context(), p.ID))
	same(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
}

func TestAnEditThatFailsChangesNothing(t *testing.T) {
	s := start(t)
	a, snap, p := shelve(t, s)
	boom := errors.New("boom")
	moved := p
	moved.Start++
	stray := passage(2, id('a', 9), snap, 0, 3)
	for _, tt := range []struct {
		name string
		edit func(*session.Tx) error
		want error // nil is any
	}{
		{"its own error", func(*session.Tx) error { return boom }, boom},
		{"words that are not there", func(tx *session.Tx) error { return tx.PutPassage(moved) }, nil},
		{"passage without article", func(tx *session.Tx) error { return tx.PutPassage(stray) }, library.ErrNotFound},
		{"article without snapshot", func(tx *session.Tx) error {
			return tx.PutArticle(article(2, "Lost", snapshot("Lost.")))
		}, library.ErrNotFound},
		{"passage of an article just deleted", func(tx *session.Tx) error {
			return errors.Join(tx.DeleteArticle(a.ID), tx.PutPassage(p))
		}, library.ErrNotFound},
		{"no identifier", func(tx *session.Tx) error { return tx.PutBriefing(briefing.Briefing{}) }, nil},
		{"forged snapshot", func(tx *session.Tx) error {
			forged := snap
			forged.Text = strings.ToUpper(forged.Text)
			return tx.AddSnapshot(forged, nil)
		}, nil},
	} {
		err := s.Do("Fail", func(tx *session.Tx) error {
			if err := tx.PutBriefing(note(1, "never")); err != nil {
				return err
			}
			return tt.edit(tx)
		})
		if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
			t.Errorf("%s: error is %v, want %v", tt.name, err, tt.want)
		}
		if _, err := s.Briefing(id('b', 1)); !errors.Is(err, library.ErrNotFound) {
			t.Errorf("%s: half of it was done", tt.name)
		}
		same(t, "passages", []briefing.Passage{p})(s.Passages(t.Context(), a.ID))
		if s.UndoName() != "Import" {
			t.Errorf("%s: it became a step of undo", tt.name)
		}
	}
}

func TestWhatIsReadAndPutIsACopy(t *testing.T) {
	s := start(t)
	b := note(1, "one", "two")
	putNote(t, s, b)
	b.Blocks[0].Text = "scribble"
	got, err := s.Briefing(b.ID)
	must(t, err)
	got.Blocks[1].Text = "scribble"
	same(t, "briefing", note(1, "one", "two"))(s.Briefing(b.ID))
}

func TestAnEditThatChangesNothingIsNoStep(t *testing.T) {
	s := start(t)
	putNote(t, s, note(1, "one"))
	putNote(t, s, note(1, "two"))
	s.Undo()
	putNote(t, s, note(1, "one"))
	if s.UndoName() == "" || s.RedoName() != "Edit note" {
		t.Error("an edit that changed nothing cleared what could be redone")
	}
	s.Undo()
	if name, ok := s.Undo(); ok {
		t.Errorf("there was a step %q too many", name)
	}
}

func TestUndoIsBounded(t *testing.T) {
	s := start(t)
	for n := range 300 {
		putNote(t, s, note(1, fmt.Sprint(n)))
	}
	steps := 0
	for _, ok := s.Undo(); ok; _, ok = s.Undo() {
		steps++
	}
	if steps != 200 {
		t.Errorf("%d steps could be undone, want 200", steps)
	}
	same(t, "oldest", note(1, "99"))(s.Briefing(id('b', 1)))
}

func TestObserversHearOfChangesAndOfSaving(t *testing.T) {
	l, err := library.Memory()
	must(t, err)
	var mu sync.Mutex
	posted := 0
	s := session.New(l, func(f func()) { mu.Lock(); posted++; f(); mu.Unlock() })
	var changes [][]library.Ref
	var status []session.Status
	s.OnChange(func(refs []library.Ref) { changes = append(changes, refs) })
	s.OnStatus(func(st session.Status) { status = append(status, st) })
	putNote(t, s, note(1, "one"))
	s.Undo()
	must(t, s.Close(t.Context()))
	must(t, l.Close())

	refs := []library.Ref{{Kind: library.KindBriefing, ID: id('b', 1)}}
	same(t, "changes", [][]library.Ref{refs, refs})(changes, nil)
	if n := len(status); n == 0 || !status[n-1].Saved() || status[n-1].Err != nil {
		t.Errorf("status went %+v, want it to end saved", status)
	}
	if posted != len(changes)+len(status) {
		t.Errorf("%d calls went through post, want %d", posted, len(changes)+len(status))
	}
}

func TestAReaderIsRefusedAndSoIsAClosedSession(t *testing.T) {
	l, err := library.OpenReadOnly(filepath.Join(t.TempDir(), "none"))
	must(t, err)
	s := on(t, l)
	edit := func(tx *session.Tx) error { return tx.PutBriefing(note(1)) }
	if err := s.Do("Edit note", edit); !errors.Is(err, library.ErrReadOnly) {
		t.Errorf("Do on a reader = %v, want ErrReadOnly", err)
	}
	must(t, s.Close(t.Context()))
	if err := s.Do("Edit note", edit); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("Do after Close = %v", err)
	}
	must(t, s.Close(t.Context()))
}

func TestWhatTheDiskRefusesIsKeptAndSavedLater(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := openFile(t, path)
	s := session.New(l, here)
	putNote(t, s, note(1, "one"))
	must(t, s.Flush(t.Context()))

	disk, err := driver.Open(path) // stands in for a full disk
	must(t, err)
	defer disk.Close()
	_, err = disk.Exec("CREATE TRIGGER refuse BEFORE INSERT ON versions BEGIN SELECT raise(ABORT, 'refused'); END")
	must(t, err)
	putNote(t, s, note(1, "two"))
	putNote(t, s, note(2, "new"))
	for range 2 {
		if err := s.Flush(t.Context()); err == nil || !strings.Contains(err.Error(), "refused") {
			t.Fatalf("Flush = %v, want the disk's refusal", err)
		}
	}
	if err := s.Close(t.Context()); err == nil {
		t.Fatal("Close forgot what is not saved")
	}
	if st := s.Status(); st.Unsaved != 2 || st.Err == nil {
		t.Errorf("Status = %+v, want 2 unsaved and why", st)
	}
	same(t, "unsaved", note(1, "two"))(s.Briefing(id('b', 1)))
	same(t, "on disk", note(1, "one"))(l.Briefing(t.Context(), id('b', 1)))

	_, err = disk.Exec("DROP TRIGGER refuse")
	must(t, err)
	must(t, s.Close(t.Context()))
	if st := s.Status(); !st.Saved() || st.Err != nil {
		t.Errorf("Status = %+v, want saved", st)
	}
	same(t, "on disk", note(1, "two"))(l.Briefing(t.Context(), id('b', 1)))
	same(t, "on disk", note(2, "new"))(l.Briefing(t.Context(), id('b', 2)))
	must(t, l.Close())
}

// TestACopyElsewhereHasWhatTheDiskRefuses copies while another process holds
// up the writer.
func TestACopyElsewhereHasWhatTheDiskRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	s := on(t, openFile(t, path))
	putNote(t, s, note(1, "one"))
	must(t, s.Flush(t.Context()))
	disk, err := driver.Open(path)
	must(t, err)
	defer disk.Close()
	busy, err := disk.BeginTx(t.Context(), nil)
	must(t, err)
	_, err = busy.Exec("UPDATE library SET rev = rev")
	must(t, err)
	putNote(t, s, note(1, "two"))
	putNote(t, s, note(2, "new"))
	rescued := filepath.Join(t.TempDir(), "rescued")
	must(t, s.Rescue(t.Context(), rescued))
	isRescued(t, rescued)

	// The disk may take everything while the copy is being made.
	again := filepath.Join(t.TempDir(), "rescued")
	must(t, s.Rescue(&interrupted{Context: t.Context(), once: func() {
		must(t, busy.Rollback())
		must(t, s.Flush(t.Context()))
	}}, again))
	isRescued(t, again)
}

func isRescued(t *testing.T, path string) {
	t.Helper()
	s := on(t, openFile(t, path))
	same(t, "rescued", note(1, "two"))(s.Briefing(id('b', 1)))
	same(t, "rescued", note(2, "new"))(s.Briefing(id('b', 2)))
	s.Undo()
	s.Undo()
	same(t, "rescued and undone", note(1, "one"))(s.Briefing(id('b', 1)))
}

// interrupted is a context that does something the first time it is asked
// whether work should go on.
type interrupted struct {
	context.Context
	once func()
}

func (c *interrupted) Err() error {
	if once := c.once; once != nil {
		c.once = nil
		once()
	}
	return c.Context.Err()
}

func TestEditsMayComeFromManyGoroutines(t *testing.T) {
	s := start(t)
	putNote(t, s, note(1))
	var all sync.WaitGroup
	for g := range 8 {
		all.Go(func() {
			for n := range 20 {
				err := s.Do("Append", func(tx *session.Tx) error {
					b, err := tx.Briefing(id('b', 1))
					if err != nil {
						return err
					}
					b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: fmt.Sprint(g, n)})
					return tx.PutBriefing(b)
				})
				if err != nil {
					t.Error(err)
				}
				if _, err := s.Articles(context.Background(), library.ArticleQuery{Limit: 5}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	b, err := s.Briefing(id('b', 1))
	if err != nil || len(b.Blocks) != 160 {
		t.Errorf("%d blocks are there, %v, want 160", len(b.Blocks), err)
	}
}
