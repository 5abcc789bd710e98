package session_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

func articleRef(n int) library.Ref { return library.Ref{Kind: library.KindArticle, ID: id('a', n)} }

func passageRef(n int) library.Ref { return library.Ref{Kind: library.KindPassage, ID: id('p', n)} }

// quoting is a note that quotes passages, and cites one in its text.
func quoting(n, cited int, passages ...int) briefing.Briefing {
	b := note(n, fmt.Sprintf("As it is said [@%v].", id('p', cited)))
	for _, p := range passages {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id('p', p)}})
	}
	return b
}

func TestQuotedByCountsWhatIsSavedAndWhatIsNot(t *testing.T) {
	s := start(t)
	a, snap, _ := shelve(t, s)
	must(t, s.Do("Clip", func(tx *session.Tx) error { return tx.PutPassage(passage(2, a.ID, snap, 0, 3)) }))
	putNote(t, s, quoting(1, 9, 1, 1, 2))
	must(t, s.Flush(t.Context()))
	putNote(t, s, quoting(2, 1))
	putNote(t, s, quoting(3, 9))
	putNote(t, s, quoting(4, 9, 1))
	must(t, s.DeleteBriefing(id('b', 4)))
	must(t, s.DeletePassage(id('p', 2))) // which is still of its article

	for _, tt := range []struct {
		ref  library.Ref
		want string
	}{
		{passageRef(1), "[Note 1: 2 Note 2: 1]"},
		{passageRef(2), "[Note 1: 1]"},
		{articleRef(1), "[Note 1: 3 Note 2: 1]"},
		{passageRef(8), "[]"},
	} {
		list, err := s.QuotedBy(t.Context(), tt.ref)
		must(t, err)
		told := []string{}
		for _, q := range list {
			told = append(told, fmt.Sprint(q.Title, ": ", q.Times))
		}
		if got := fmt.Sprint(told); got != tt.want {
			t.Errorf("%s is quoted by %s, want %s", tt.ref.Kind, got, tt.want)
		}
	}
}

func TestWhatABriefingQuotesStaysInTheTrash(t *testing.T) {
	s := start(t)
	_, _, p := shelve(t, s)
	putNote(t, s, quoting(1, 9, 1))
	must(t, s.DeleteArticle(id('a', 1)))
	kept, err := s.EmptyTrash(t.Context())
	must(t, err)
	if len(kept) != 1 || kept[0].Ref != articleRef(1) || kept[0].Title != "Meeting" {
		t.Errorf("kept are %v, want the article", kept)
	}
	sources, err := s.Sources(quoting(1, 9, 1))
	must(t, err)
	same(t, "source", p)(sources[p.ID].Passage, nil)

	must(t, s.DeleteBriefing(id('b', 1)))
	kept, err = s.EmptyTrash(t.Context())
	must(t, err)
	if len(kept) != 0 {
		t.Errorf("kept are %v, though nothing quotes them", kept)
	}
	if err := s.Restore(articleRef(1)); err == nil {
		t.Error("what is gone for ever was restored")
	}
	if name, ok := s.Undo(); ok {
		t.Errorf("“%s” was undone, though all it was about is gone", name)
	}
}

func TestAPassageIsNotRestoredWithoutItsArticle(t *testing.T) {
	s := start(t)
	shelve(t, s)
	must(t, s.DeletePassage(id('p', 1)))
	must(t, s.DeleteArticle(id('a', 1)))
	if err := s.Restore(passageRef(1)); !errors.Is(err, session.ErrTrashed) {
		t.Errorf("Restore = %v, want that its article is in the trash", err)
	}
	must(t, s.Restore(articleRef(1)))
	if _, err := s.Passage(id('p', 1)); !errors.Is(err, session.ErrTrashed) {
		t.Errorf("a passage that had gone by itself came back with its article: %v", err)
	}
	must(t, s.Restore(passageRef(1)))
	if err := s.Delete(passageRef(7)); !errors.Is(err, library.ErrNotFound) {
		t.Errorf("Delete of nothing = %v", err)
	}
}

// TestEmptyingTheTrashLeavesNoWords looks at the bytes of the file: neither the
// tables nor the journal of undo may keep what is gone for ever.
func TestEmptyingTheTrashLeavesNoWords(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	for _, restart := range []bool{false, true} {
		l := openFile(t, path)
		s := session.New(l, here)
		snap := snapshot("The zyzzyva is a weevil.")
		must(t, s.Do("Import", func(tx *session.Tx) error {
			return errors.Join(tx.AddSnapshot(snap, nil), tx.PutArticle(article(1, "Of the zyzzyva", snap)),
				tx.PutPassage(passage(1, id('a', 1), snap, 4, 11, "zyzzyva")))
		}))
		putNote(t, s, note(1, "I saw a zyzzyva."))
		putNote(t, s, note(2, "I saw nothing."))
		must(t, errors.Join(s.DeleteArticle(id('a', 1)), s.DeleteBriefing(id('b', 1))))
		if restart { // so that the steps are known from the journal alone
			leave(t, s, l)
			l = openFile(t, path)
			s = session.New(l, here)
		}
		_, err := s.EmptyTrash(t.Context())
		must(t, err)
		leave(t, s, l)
		data, err := os.ReadFile(path)
		must(t, err)
		if bytes.Contains(data, []byte("zyzzyva")) {
			t.Errorf("its words are in the file (after a restart: %v)", restart)
		}
		if !bytes.Contains(data, []byte("I saw nothing.")) {
			t.Error("other words are gone too")
		}
	}
}

func TestDeleteForEverTakesOnlyWhatIsNamed(t *testing.T) {
	s := start(t)
	a, snap, _ := shelve(t, s)
	must(t, s.Do("Clip", func(tx *session.Tx) error {
		return errors.Join(tx.PutPassage(passage(2, a.ID, snap, 0, 3)), tx.PutPassage(passage(3, a.ID, snap, 4, 9)))
	}))
	putNote(t, s, quoting(1, 9, 3))
	for _, n := range []int{1, 2, 3} {
		must(t, s.DeletePassage(id('p', n)))
	}
	kept, err := s.DeleteForEver(t.Context(), passageRef(2), passageRef(3))
	must(t, err)
	if len(kept) != 1 || kept[0].Ref != passageRef(3) || kept[0].From != a.Title.Value {
		t.Errorf("kept %+v, want the one that is quoted", kept)
	}
	list, err := s.Trash(t.Context())
	must(t, err)
	if len(list) != 2 || list[0].Ref == passageRef(2) || list[1].Ref == passageRef(2) {
		t.Errorf("the trash holds %+v, want the one that was not named and the one that is quoted", list)
	}
}
