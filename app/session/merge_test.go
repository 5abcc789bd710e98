package session_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
	"briefdesk/briefing/library"

	"pgregory.net/rapid"
)

// dossier puts an article with a passage, and a note that quotes and cites it.
func dossier(t rapid.TB, s *session.Session) (briefing.Article, briefing.Passage, briefing.Briefing) {
	t.Helper()
	a, _, p := shelve(t, s)
	b := note(1, "As said [@"+p.ID.String()+"].")
	b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: p.ID}})
	putNote(t, s, b)
	return a, p, b
}

func bundled(t rapid.TB, s *session.Session, id briefing.ID) bundle.Bundle {
	t.Helper()
	b, err := s.Bundle(context.Background(), id, true)
	must(t, err)
	return b
}

func merged(t rapid.TB, s *session.Session, b bundle.Bundle) session.Merged {
	t.Helper()
	m, err := s.Merge(b)
	must(t, err)
	return m
}

// outcome lists what became of the parts.
func outcome(m session.Merged) string {
	var said []string
	for _, p := range m.Parts {
		said = append(said, string(p.Kind)+" "+string(p.Status))
	}
	return strings.Join(said, ", ")
}

// provedIn holds the quotations of a briefing against the library it is in.
func provedIn(t *testing.T, s *session.Session, id briefing.ID) {
	t.Helper()
	file, err := bundled(t, s, id).Encode()
	must(t, err)
	report, err := bundle.Verify(bytes.NewReader(file), int64(len(file)))
	must(t, err)
	if report.Verified != 1 || len(report.Findings) != 0 {
		t.Errorf("%d verified, findings %v", report.Verified, report.Findings)
	}
}

func TestBundleMergesIntoAnotherLibrary(t *testing.T) {
	one, other := start(t), start(t)
	a, p, b := dossier(t, one)
	m := merged(t, other, bundled(t, one, b.ID))
	if got, want := outcome(m), "article added, passage added, briefing added"; got != want || m.Briefing != b.ID {
		t.Errorf("merged: %s, want %s", got, want)
	}
	same(t, "the article", a)(other.Article(a.ID))
	same(t, "the passage", p)(other.Passage(p.ID))
	same(t, "the briefing", b)(other.Briefing(b.ID))
	provedIn(t, other, b.ID)
	if got, want := outcome(merged(t, other, bundled(t, one, b.ID))), "article known, passage known, briefing known"; got != want {
		t.Errorf("merged again: %s, want %s", got, want)
	}
	if name, _ := other.Undo(); name != "Open bundle “Note 1”" {
		t.Errorf("the step is called %s", name)
	}
	for _, err := range []error{second(other.Article(a.ID)), second(other.Passage(p.ID)), second(other.Briefing(b.ID))} {
		if !errors.Is(err, library.ErrNotFound) {
			t.Errorf("undone, and yet %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// TestMergeOverwritesNothing: every part has an identifier that stands for
// something else here. All come in under new ones, and refer to each other.
func TestMergeOverwritesNothing(t *testing.T) {
	one, other := start(t), start(t)
	a, p, b := dossier(t, one)
	dossier(t, other)
	must(t, other.EditArticle(a.ID, func(a *briefing.Article) { a.Grade = "F" }))
	must(t, other.EditPassage("Note", p.ID, func(p *briefing.Passage) { p.Note = "mine" }))
	before := bundled(t, other, b.ID)

	m := merged(t, other, bundled(t, one, b.ID))
	if got, want := outcome(m), "article kept, passage kept, briefing kept"; got != want {
		t.Errorf("merged: %s, want %s", got, want)
	}
	after := bundled(t, other, b.ID)
	if x, y := encoded(t, before), encoded(t, after); !bytes.Equal(x, y) {
		t.Error("what was here has changed")
	}
	got, err := other.Briefing(m.Briefing)
	must(t, err)
	passage := got.Blocks[1].Quotation.Passage
	if m.Briefing == b.ID || passage == p.ID || got.Blocks[0].Text != "As said [@"+passage.String()+"]." {
		t.Errorf("the briefing came in as %+v", got)
	}
	q, err := other.Passage(passage)
	must(t, err)
	if q.Note != "" || q.Article == a.ID {
		t.Errorf("its passage is %+v", q)
	}
	provedIn(t, other, m.Briefing)

	again := merged(t, other, bundled(t, one, b.ID))
	if got, want := outcome(again), "article known, passage known, briefing known"; got != want || again.Briefing != m.Briefing {
		t.Errorf("merged again: %s, want %s", got, want)
	}
	want := []string{"Articles: 1 kept beside another", "Passages: 1 kept beside another", "The briefing “Note 1” differs from the one here; both are kept."}
	if got := m.Sentences(); !slices.Equal(got, want) {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func encoded(t rapid.TB, b bundle.Bundle) []byte {
	t.Helper()
	file, err := b.Encode()
	must(t, err)
	return file
}

// TestMergeFindsTheArticleOfAColleague who has imported the same text: the
// passage comes to it, and its other snapshots stay.
func TestMergeFindsTheArticleOfAColleague(t *testing.T) {
	one, other := start(t), start(t)
	a, p, b := dossier(t, one)
	old, err := one.Snapshot(p.Snapshot)
	must(t, err)
	newer := snapshot("The committee met thrice.")
	mine := article(7, "Meeting", old, newer)
	mine.Accessed = briefing.Field{Value: "2026-11-22"}
	must(t, other.Do("Import", func(tx *session.Tx) error {
		return errors.Join(tx.AddSnapshot(old, nil), tx.AddSnapshot(newer, nil), tx.PutArticle(mine))
	}))
	if got, want := outcome(merged(t, other, bundled(t, one, b.ID))), "article known, passage added, briefing added"; got != want {
		t.Errorf("merged: %s, want %s", got, want)
	}
	same(t, "the article", mine)(other.Article(mine.ID))
	q, err := other.Passage(p.ID)
	must(t, err)
	if q.Article != mine.ID || !errors.Is(second(other.Article(a.ID)), library.ErrNotFound) {
		t.Errorf("the passage belongs to %v", q.Article)
	}
	provedIn(t, other, b.ID)
}

// TestMergeAddsSnapshots that an article here lacks.
func TestMergeAddsSnapshots(t *testing.T) {
	one, other := start(t), start(t)
	a, _, b := dossier(t, one)
	newer := snapshot("The committee met thrice.")
	mine := article(1, "Meeting", newer)
	must(t, other.Do("Import", func(tx *session.Tx) error {
		return errors.Join(tx.AddSnapshot(newer, nil), tx.PutArticle(mine))
	}))
	if got, want := outcome(merged(t, other, bundled(t, one, b.ID))), "article known, passage added, briefing added"; got != want {
		t.Errorf("merged: %s, want %s", got, want)
	}
	got, err := other.Article(a.ID)
	must(t, err)
	if want := []briefing.Hash{a.Snapshots[0], newer.Hash}; !slices.Equal(got.Snapshots, want) {
		t.Errorf("it has the snapshots %v, want %v", got.Snapshots, want)
	}
}

// TestMergeRestoresFromTheTrash what is the same, and leaves there what is not.
func TestMergeRestoresFromTheTrash(t *testing.T) {
	one, other := start(t), start(t)
	a, p, b := dossier(t, one)
	dossier(t, other)
	must(t, other.DeleteBriefing(b.ID))
	must(t, other.DeleteArticle(a.ID))
	m := merged(t, other, bundled(t, one, b.ID))
	if got, want := outcome(m), "article found, passage known, briefing found"; got != want {
		t.Errorf("merged: %s, want %s", got, want)
	}
	same(t, "the passage", p)(other.Passage(p.ID))
	provedIn(t, other, b.ID)

	must(t, other.EditBriefing("Title", b.ID, func(b *briefing.Briefing) error {
		b.Title = "Mine"
		return nil
	}))
	must(t, other.DeleteBriefing(b.ID))
	m = merged(t, other, bundled(t, one, b.ID))
	if got, want := outcome(m), "article known, passage known, briefing kept"; got != want {
		t.Errorf("merged: %s, want %s", got, want)
	}
	must(t, other.Restore(library.Ref{Kind: library.KindBriefing, ID: b.ID}))
	if mine, err := other.Briefing(b.ID); err != nil || mine.Title != "Mine" {
		t.Errorf("what was in the trash is “%s”, %v", mine.Title, err)
	}
}

// TestOriginalsTravel, saved or not, if they are wanted.
func TestOriginalsTravel(t *testing.T) {
	s := start(t)
	snap := snapshot("The committee met twice.")
	original := []byte("The committee met twice.")
	a := article(1, "Meeting", snap)
	p := passage(1, a.ID, snap, 4, 13)
	b := note(1, "[@"+p.ID.String()+"]")
	must(t, s.Do("Import", func(tx *session.Tx) error {
		return errors.Join(tx.AddSnapshot(snap, original), tx.PutArticle(a), tx.PutPassage(p), tx.PutBriefing(b))
	}))
	for _, saved := range []bool{false, true} {
		if saved {
			must(t, s.Flush(t.Context()))
		}
		if got := bundled(t, s, b.ID).Originals[snap.Original]; !bytes.Equal(got, original) {
			t.Errorf("saved %v: the original is %q", saved, got)
		}
	}
	bare, err := s.Bundle(context.Background(), b.ID, false)
	must(t, err)
	if len(bare.Originals) != 0 {
		t.Errorf("without originals it has %d", len(bare.Originals))
	}
}

func TestUnbundleSaysWhatIsWrong(t *testing.T) {
	s := start(t)
	path := filepath.Join(t.TempDir(), "note.zip")
	for _, c := range []struct {
		content, want string
	}{
		{"", "read " + path + ": no such file or directory; check its name and permissions"},
		{"# A note", "read " + path + ": the bundle is refused: it is not a Briefdesk bundle; choose another file"},
	} {
		if c.content != "" {
			must(t, os.WriteFile(path, []byte(c.content), 0o600))
		}
		if _, err := s.Unbundle(path); err == nil || err.Error() != c.want {
			t.Errorf("Unbundle says %v, want %s", err, c.want)
		}
	}
	if _, ok := s.Undo(); ok {
		t.Error("there is something to undo")
	}
}

// TestMergeLosesNothing: one briefing in two libraries, edited at random in
// both, and merged. What was here stays, what was bundled is here, and merging
// again or undoing is as it should be.
func TestMergeLosesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		one, other := inMemory(rt), inMemory(rt)
		_, _, b := dossier(rt, one)
		merged(rt, other, bundled(rt, one, b.ID))
		for range rapid.IntRange(0, 5).Draw(rt, "edits") {
			editAtRandom(rt, one, b.ID)
			editAtRandom(rt, other, b.ID)
		}
		theirs, before := bundled(rt, one, b.ID), bundled(rt, other, b.ID)

		m := merged(rt, other, theirs)
		if after := bundled(rt, other, b.ID); !bytes.Equal(encoded(rt, before), encoded(rt, after)) {
			rt.Fatal("what was here has changed")
		}
		if got, want := sayings(bundled(rt, other, m.Briefing)), sayings(theirs); got != want {
			rt.Fatalf("what came in says\n%s\nwant\n%s", got, want)
		}
		again := merged(rt, other, theirs)
		for _, p := range again.Parts {
			if p.Status != session.MergeKnown {
				rt.Fatalf("merged again: %s", outcome(again))
			}
		}
		if !strings.Contains(outcome(m), "added") && !strings.Contains(outcome(m), "kept") {
			return // there was nothing to do, so there is no step
		}
		other.Undo()
		for _, p := range m.Parts {
			if p.Status == session.MergeKept && !errors.Is(gone(other, p), library.ErrNotFound) {
				rt.Fatalf("undone, and yet %s %v is here", p.Kind, p.ID)
			}
		}
	})
}

func gone(s *session.Session, p session.MergedPart) error {
	switch p.Kind {
	case library.KindArticle:
		return second(s.Article(p.ID))
	case library.KindPassage:
		return second(s.Passage(p.ID))
	default:
		return second(s.Briefing(p.ID))
	}
}

func inMemory(t *rapid.T) *session.Session {
	l, err := library.Memory()
	must(t, err)
	s := session.New(l, here)
	t.Cleanup(func() { must(t, errors.Join(s.Close(context.Background()), l.Close())) })
	return s
}

func editAtRandom(t *rapid.T, s *session.Session, note briefing.ID) {
	words := rapid.SampledFrom([]string{"", "one", "two", "three"}).Draw(t, "words")
	b, err := s.Briefing(note)
	must(t, err)
	p, err := s.Passage(b.Blocks[1].Quotation.Passage)
	must(t, err)
	switch rapid.IntRange(0, 4).Draw(t, "what") {
	case 0:
		must(t, s.EditArticle(p.Article, func(a *briefing.Article) { a.Byline.Value = words }))
	case 1:
		must(t, s.EditPassage("Note", p.ID, func(p *briefing.Passage) { p.Note = words }))
	case 2:
		must(t, s.InsertBlocks("Add", note, 2, briefing.Block{Kind: briefing.BlockText, Text: words}))
	case 3:
		must(t, s.EditBriefing("Title", note, func(b *briefing.Briefing) error {
			b.Title = words
			return nil
		}))
	case 4:
		q := p
		q.ID, q.Note = briefing.NewID(), words
		must(t, s.Do("Quote", func(tx *session.Tx) error { return tx.PutPassage(q) }))
		must(t, s.InsertBlocks("Quote", note, 2, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: q.ID}}))
	}
}

// sayings are what a bundle says, block by block, whatever its parts are called.
func sayings(b bundle.Bundle) string {
	sources := b.Sources()
	var s strings.Builder
	fmt.Fprintln(&s, b.Briefing.Title)
	for _, bl := range b.Briefing.Blocks {
		src := sources[bl.Quotation.Passage]
		fmt.Fprintf(&s, "%s|%.8s|%s|%s|%s|%v\n", bl.Kind, bl.Text, src.Passage.Exact, src.Passage.Note, src.Article.Byline.Value, src.Snapshot.Hash)
	}
	return s.String()
}
