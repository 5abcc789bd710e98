package session_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
)

// letterNote saves a briefing of text blocks, one for each letter.
func letterNote(t *testing.T, s *session.Session, letters string) briefing.ID {
	t.Helper()
	b := note(1, strings.Split(letters, "")...)
	must(t, s.NewBriefing(b))
	return b.ID
}

func letters(t *testing.T, s *session.Session, id briefing.ID) string {
	t.Helper()
	b, err := s.Briefing(id)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, bl := range b.Blocks {
		all = append(all, bl.Text)
	}
	return strings.Join(all, "")
}

func TestMoveBlocks(t *testing.T) {
	for _, c := range []struct {
		from, count, to int
		want            string // empty: refused
	}{
		{0, 1, 2, "bacde"},
		{0, 1, 5, "bcdea"},
		{0, 2, 4, "cdabe"},
		{3, 2, 0, "deabc"},
		{2, 1, 2, "abcde"},
		{2, 1, 3, "abcde"},
		{1, 3, 2, ""},
		{4, 2, 0, ""},
		{0, 1, 6, ""},
		{-1, 1, 0, ""},
	} {
		s := start(t)
		id := letterNote(t, s, "abcde")
		err := s.MoveBlocks("Move", id, c.from, c.count, c.to)
		if got := letters(t, s, id); c.want != "" && (err != nil || got != c.want) || c.want == "" && (err == nil || got != "abcde") {
			t.Errorf("MoveBlocks(%d, %d, %d) gives %s, %v; want %q", c.from, c.count, c.to, got, err, c.want)
		}
	}
}

func TestTypingIsOneStepUntilAPause(t *testing.T) {
	s := start(t)
	id := letterNote(t, s, "ab")
	typed := func(block int, text string) {
		t.Helper()
		if err := s.TypeText(id, block, text); err != nil {
			t.Fatal(err)
		}
	}
	typed(0, "x")
	typed(0, "xy")
	typed(1, "z") // another block is another step
	typed(0, "xyz")
	s.Pause()
	typed(0, "xyzt")
	var seen []string
	for {
		seen = append(seen, letters(t, s, id))
		if s.UndoName() != "Typing" {
			break
		}
		s.Undo()
	}
	if want := []string{"xyztz", "xyzz", "xyz", "xyb", "ab"}; !slices.Equal(seen, want) {
		t.Errorf("undo goes through %q, want %q", seen, want)
	}
	for range 2 {
		s.Redo()
	}
	typed(1, "!") // typing after a redo begins a step of its own
	s.Undo()
	if got := letters(t, s, id); got != "xyz" {
		t.Errorf("after redo, typing and undo the note is %q, want xyz", got)
	}
}

func TestInsertAndDeleteBlocks(t *testing.T) {
	s := start(t)
	id := letterNote(t, s, "ab")
	if err := s.InsertBlocks("Add text", id, 1, briefing.Block{Kind: briefing.BlockText, Text: "x"}); err != nil {
		t.Fatal(err)
	}
	if err := s.DeleteBlocks("Delete", id, 0, 1); err != nil {
		t.Fatal(err)
	}
	if got := letters(t, s, id); got != "xb" {
		t.Errorf("the note is %q, want xb", got)
	}
	if err := s.DeleteBlocks("Delete", id, 1, 2); err == nil {
		t.Error("deleting a block that is not there is no error")
	}
	s.Undo()
	s.Undo()
	if got := letters(t, s, id); got != "ab" {
		t.Errorf("undone, the note is %q, want ab", got)
	}
}

func TestHighlightAgainChangesTheColour(t *testing.T) {
	s := start(t)
	a, snap, _ := shelve(t, s)
	r := briefing.Range{Start: 0, End: 5}
	first, err := s.Highlight(a.ID, snap.Hash, r, "amber")
	if err != nil {
		t.Fatal(err)
	}
	second, err := s.Highlight(a.ID, snap.Hash, r, "rose")
	if err != nil {
		t.Fatal(err)
	}
	if first.Exact != snap.Slice(r) || second.ID != first.ID || second.Colour != "rose" {
		t.Errorf("highlighting “%s” again gives %+v, want the same passage in rose", first.Exact, second)
	}
}

func TestAllPassagesIncludeTheUnsaved(t *testing.T) {
	s := start(t)
	a, snap, p := shelve(t, s)
	q, err := s.Highlight(a.ID, snap.Hash, briefing.Range{Start: 0, End: 3}, "amber")
	must(t, err)
	same(t, "in the order of the text", []briefing.Passage{q, p})(s.Passages(t.Context(), a.ID))
	both := []briefing.Passage{q, p}
	slices.SortFunc(both, func(a, b briefing.Passage) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	same(t, "in the order of identifiers", both)(s.Passages(t.Context(), briefing.ID{}))
}
