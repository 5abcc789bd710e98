package crash

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// An edit of the desk is a number: what it does is drawn from it alone, so that
// the test can do the same edits in memory and compare.

func here(f func()) { f() }

// editForEver edits the library at path from edit from on, and prints how many
// there were whenever all of them are saved.
func editForEver(path string, from int) error {
	l, err := library.Open(path)
	if err != nil {
		return err
	}
	s := session.New(l, here)
	for n := from; ; n++ {
		saved, err := editDesk(s, n)
		if err != nil {
			return err
		}
		if saved {
			fmt.Println(n + 1)
		}
	}
}

// editDesk makes edit n, and saves it if that is drawn too.
func editDesk(s *session.Session, n int) (saved bool, err error) {
	ctx := context.Background()
	rng := rand.New(rand.NewPCG(uint64(n), 2))
	kind := []library.Kind{library.KindArticle, library.KindPassage, library.KindBriefing}[rng.IntN(3)]
	ref := library.Ref{Kind: kind, ID: id(kind, rng.IntN(3))}
	switch d := rng.IntN(20); {
	case d < 4:
		err = putArticle(s, rng.IntN(3), fmt.Sprint("Title ", n))
	case d < 8:
		err = putPassage(s, rng.IntN(3), fmt.Sprint("tag ", n))
	case d < 12:
		err = typeNote(s, rng.IntN(3), fmt.Sprint("Words ", n))
	case d < 14:
		err = s.Delete(ref)
	case d < 15:
		err = s.Restore(ref)
	case d < 17:
		s.Undo()
	case d < 18:
		s.Redo()
	case d < 19:
		var b briefing.Briefing
		if b, err = s.Briefing(id(library.KindBriefing, 0)); err == nil {
			err = s.MarkExported(b)
		}
	default:
		_, err = s.EmptyTrash(ctx)
	}
	if err != nil && !isRefused(err) {
		return false, err
	}
	if rng.IntN(3) == 0 {
		return false, nil
	}
	return true, s.Flush(ctx)
}

// isRefused reports whether an edit makes no sense as things stand: what it is
// about is gone, or in the trash, or not in the trash.
func isRefused(err error) bool {
	return errors.Is(err, library.ErrNotFound) || strings.Contains(err.Error(), "is not in the trash")
}

func id(kind library.Kind, n int) briefing.ID { return briefing.ID{kind[0], byte(n)} }

func text(n int) briefing.Snapshot {
	var b briefing.Builder
	for i := range 20 {
		b.Add(briefing.TextParagraph, 0, fmt.Sprintf("Paragraph %d of article %d, and its words.", i, n), nil, nil)
	}
	s, err := b.Snapshot(briefing.Hash{byte(n)})
	if err != nil {
		panic(err)
	}
	return s
}

func putArticle(s *session.Session, n int, title string) error {
	snap := text(n)
	a := briefing.Article{ID: id(library.KindArticle, n), Title: briefing.Field{Value: title}, Snapshots: []briefing.Hash{snap.Hash}}
	return s.Do("Put article", func(tx *session.Tx) error { return errors.Join(tx.AddSnapshot(snap, nil), tx.PutArticle(a)) })
}

func putPassage(s *session.Session, n int, tag string) error {
	snap, r := text(n), briefing.Range{Start: 0, End: 9}
	p := briefing.Passage{
		ID: id(library.KindPassage, n), Article: id(library.KindArticle, n), Kind: briefing.PassageDirect, Tags: []string{tag},
		Anchor: briefing.Anchor{Snapshot: snap.Hash, Range: r, Exact: snap.Slice(r)},
	}
	return s.Do("Put passage", func(tx *session.Tx) error { return tx.PutPassage(p) })
}

// typeNote goes on typing in a note that quotes a passage.
func typeNote(s *session.Session, n int, words string) error {
	b := briefing.Briefing{ID: id(library.KindBriefing, n), Title: "Note", Blocks: []briefing.Block{
		{Kind: briefing.BlockText, Text: words},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id(library.KindPassage, n)}},
	}}
	return s.Continue(fmt.Sprint("note ", n), "Typing", func(tx *session.Tx) error { return tx.PutBriefing(b) })
}

// desk is the library that is edited, killed and edited on, and the same edits
// in memory.
type desk struct {
	path    string
	edits   int // how many the memory has made
	session *session.Session
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	l, err := library.Memory()
	must(t, err)
	d := &desk{path: filepath.Join(t.TempDir(), "library"), session: session.New(l, here)}
	t.Cleanup(func() { must(t, errors.Join(d.session.Close(context.Background()), l.Close())) })
	return d
}

// trial kills the desk, and finds in its library all edits that it had said
// were saved, perhaps a few more, and none by half; and all can be undone.
func (d *desk) trial(t *testing.T, rng *rand.Rand) {
	child := start(t, []string{asDesk + "=" + d.path, asFrom + "=" + strconv.Itoa(d.edits)})
	lines := child.killAfter(1+rng.IntN(30), pause(rng, 20*time.Millisecond))
	if len(lines) == 0 {
		t.Fatal("nothing was saved")
	}
	saved, err := strconv.Atoi(lines[len(lines)-1])
	must(t, err)

	l := sound(t, d.path)
	s := session.New(l, here)
	got := fingerprint(t, s)
	must(t, errors.Join(s.Close(t.Context()), l.Close()))
	d.session.Pause() // as a restart does
	d.editUntil(t, saved, got)
	d.undoAll(t)
}

// editUntil makes the edits in memory up to saved, and on until all is as it
// was found.
func (d *desk) editUntil(t *testing.T, saved int, found string) {
	t.Helper()
	const unsaved = 50 // more than were ever made without saving
	for first := d.edits; ; d.edits++ {
		if d.edits >= saved && fingerprint(t, d.session) == found {
			return
		}
		if d.edits > saved+unsaved {
			t.Fatalf("after edit %d, of which %d were new and saved, there is\n%s", saved, saved-first, found)
		}
		if _, err := editDesk(d.session, d.edits); err != nil {
			t.Fatal(err)
		}
	}
}

// undoAll takes back all steps in a copy of the library, as in memory, and does
// them again.
func (d *desk) undoAll(t *testing.T) {
	path := filepath.Join(t.TempDir(), "copy")
	copyFile(t, d.path, path)
	l := sound(t, path)
	s := session.New(l, here)
	undone := 0
	for _, ok := d.session.Undo(); ok; _, ok = d.session.Undo() {
		undone++
		s.Undo()
		if got, want := fingerprint(t, s), fingerprint(t, d.session); got != want {
			t.Fatalf("after undoing %d steps there is\n%s\nwant\n%s", undone, got, want)
		}
	}
	for range undone {
		d.session.Redo()
		s.Redo()
	}
	if got, want := fingerprint(t, s), fingerprint(t, d.session); got != want {
		t.Fatalf("after doing %d steps again there is\n%s\nwant\n%s", undone, got, want)
	}
	must(t, errors.Join(s.Close(t.Context()), l.Close()))
	must(t, sound(t, path).Close())
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	in, err := os.Open(from)
	must(t, err)
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY, 0o600)
	must(t, err)
	_, err = io.Copy(out, in)
	must(t, errors.Join(err, out.Close()))
}

// fingerprint is all that can be seen of a session.
func fingerprint(t *testing.T, s *session.Session) string {
	t.Helper()
	var all strings.Builder
	note := func(v any, err error) {
		switch {
		case errors.Is(err, session.ErrTrashed):
			v = "in the trash"
		case errors.Is(err, library.ErrNotFound):
			v = "gone"
		default:
			must(t, err)
		}
		line, err := json.Marshal(v)
		must(t, err)
		fmt.Fprintf(&all, "%s\n", line)
	}
	for n := range 3 {
		a, err := s.Article(id(library.KindArticle, n))
		note(a, err)
		p, err := s.Passage(id(library.KindPassage, n))
		note(p, err)
		b, err := s.Briefing(id(library.KindBriefing, n))
		note(struct {
			briefing.Briefing
			Blocks []briefing.Block
		}{b, b.Blocks}, err)
	}
	trash, err := s.Trash(t.Context())
	must(t, err)
	slices.SortFunc(trash, func(a, b library.TrashRow) int { return cmp.Compare(fmt.Sprint(a.Ref), fmt.Sprint(b.Ref)) })
	for _, r := range trash {
		note([]any{r.Ref, r.Passages}, nil)
	}
	note([]string{s.UndoName(), s.RedoName()}, nil)
	return all.String()
}

// lay makes a library with some articles, each with a passage and a note.
func lay(t *testing.T, path string, articles int) {
	t.Helper()
	l, err := library.Open(path)
	must(t, err)
	s := session.New(l, here)
	for n := range articles {
		must(t, putArticle(s, n, fmt.Sprint("Title ", n)))
		must(t, putPassage(s, n, "tag"))
		must(t, typeNote(s, n, "Words"))
	}
	must(t, errors.Join(s.Close(t.Context()), l.Close()))
}
