package session_test

import (
	"errors"
	"path/filepath"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/ncruces/go-sqlite3/driver"
)

// leave closes a session and its library.
func leave(t *testing.T, s *session.Session, l *library.Library) {
	t.Helper()
	must(t, errors.Join(s.Close(t.Context()), l.Close()))
}

func TestUndoOutlivesTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := openFile(t, path)
	s := session.New(l, here)
	a, snap, p := shelve(t, s)
	putNote(t, s, note(1, "one"))
	must(t, s.DeleteArticle(a.ID))
	leave(t, s, l)

	l = openFile(t, path)
	s = session.New(l, here)
	for _, want := range []string{"Delete source", "Edit note", "Import"} {
		if name, ok := s.Undo(); !ok || name != want {
			t.Fatalf("Undo = %q, %v, want %q", name, ok, want)
		}
	}
	if _, err := s.Article(a.ID); !errors.Is(err, library.ErrNotFound) || errors.Is(err, session.ErrTrashed) {
		t.Errorf("after undoing its import the article is there, or %v", err)
	}
	leave(t, s, l) // which drops the snapshots that nothing holds

	l = openFile(t, path)
	s = on(t, l)
	if name, ok := s.Redo(); !ok || name != "Import" {
		t.Fatalf("Redo = %q, %v", name, ok)
	}
	same(t, "article", a)(s.Article(a.ID))
	same(t, "snapshot", snap)(s.Snapshot(snap.Hash))
	same(t, "passage", p)(s.Passage(p.ID))
	must(t, s.Flush(t.Context()))
	same(t, "findings", []briefing.Finding(nil))(l.Check(t.Context()))
}

// TestAJournalThatDoesNotFitIsForgotten: each case is what another program, or
// a failing disk, may have done between two runs.
func TestAJournalThatDoesNotFitIsForgotten(t *testing.T) {
	other := note(1, "edited elsewhere")
	for name, tamper := range map[string]func(t *testing.T, path string){
		"another program edited the note": func(t *testing.T, path string) {
			l := openFile(t, path)
			_, err := l.Apply(t.Context(), library.Batch{Briefings: []briefing.Briefing{other}})
			must(t, errors.Join(err, l.Close()))
		},
		"another program deleted it": func(t *testing.T, path string) {
			l := openFile(t, path)
			_, err := l.Apply(t.Context(), library.Batch{Trashed: []library.Ref{{Kind: library.KindBriefing, ID: other.ID}}})
			must(t, errors.Join(err, l.Close()))
		},
		"the step is no step":   sql(`UPDATE steps SET data = CAST('scribble' AS BLOB)`),
		"a piece was changed":   sql(`UPDATE steps SET data = CAST(replace(CAST(data AS TEXT), '"text":"one"', '"text":"0ne"') AS BLOB)`),
		"a step is missing":     sql(`DELETE FROM steps WHERE n = 1`),
		"more is done than was": sql(`UPDATE library SET done = 9`),
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "library")
			l := openFile(t, path)
			s := session.New(l, here)
			putNote(t, s, note(1, "one"))
			putNote(t, s, note(1, "two"))
			putNote(t, s, note(1, "three"))
			leave(t, s, l)
			tamper(t, path)

			l = openFile(t, path)
			s = on(t, l)
			was, wasErr := s.Briefing(other.ID)
			undone := 0
			for _, ok := s.Undo(); ok; _, ok = s.Undo() {
				undone++
			}
			if undone > 1 {
				t.Errorf("%d steps were undone", undone)
			}
			if undone == 0 {
				b, err := s.Briefing(other.ID)
				if (err == nil) != (wasErr == nil) || b.Title != was.Title || len(b.Blocks) != len(was.Blocks) {
					t.Errorf("the note changed from %v to %v (%v)", was, b, err)
				}
			}
			if s.UndoName() != "" || s.RedoName() != "" {
				t.Errorf("“%s” can still be undone, “%s” done again", s.UndoName(), s.RedoName())
			}
			putNote(t, s, note(1, "four"))
			must(t, s.Flush(t.Context()))
			if name, ok := s.Undo(); !ok || name != "Edit note" {
				t.Errorf("Undo of a new edit = %q, %v", name, ok)
			}
		})
	}
}

// sql changes a library behind the program's back.
func sql(statement string) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		t.Helper()
		db, err := driver.Open(path)
		must(t, err)
		_, err = db.Exec("PRAGMA foreign_keys = off; " + statement)
		must(t, errors.Join(err, db.Close()))
	}
}
