package session

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

func noteOf(texts ...string) item {
	b := briefing.Briefing{ID: briefing.ID{1}, Title: "Note"}
	for _, t := range texts {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: t})
	}
	return item{b, library.Present}
}

var noteRef = library.Ref{Kind: library.KindBriefing, ID: briefing.ID{1}}

// only is the one change of a step, read back.
func only(t rapid.TB, c change) record {
	t.Helper()
	records, err := decodeStep(encodeStep(map[library.Ref]change{noteRef: c}))
	if err != nil || len(records) != 1 {
		t.Fatalf("%d records, %v", len(records), err)
	}
	return records[0]
}

func TestAStepOfTheJournalTurnsEachSideIntoTheOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) item {
			if rapid.IntRange(0, 9).Draw(t, label+" is none") == 0 {
				return item{}
			}
			return noteOf(rapid.SliceOfN(rapid.StringMatching("[a-d<é]?"), 0, 8).Draw(t, label)...).
				in(rapid.SampledFrom([]library.Place{library.Present, library.Trashed}).Draw(t, label+" is at"))
		}
		c := change{draw("before"), draw("after")}
		r := only(t, c)
		for _, turn := range []struct {
			name       string
			turn       func(item) (item, error)
			from, want item
		}{{"undo", r.undo, c.after, c.before}, {"redo", r.redo, c.before, c.after}} {
			got, err := turn.turn(turn.from)
			if diff := cmp.Diff(turn.want, got, cmp.AllowUnexported(item{}), cmpopts.EquateEmpty()); err != nil || diff != "" {
				t.Fatalf("%s: %v (-want +got):\n%s", turn.name, err, diff)
			}
			if _, err := turn.turn(noteOf("something", "else")); !errors.Is(err, errMisfit) {
				t.Fatalf("%s of another value = %v, want errMisfit", turn.name, err)
			}
		}
	})
}

// TestAStepCostsWhatItChanged holds the journal to its promise: a long note is
// not written again for a letter, a move or a deletion.
func TestAStepCostsWhatItChanged(t *testing.T) {
	texts := make([]string, 400)
	for i := range texts {
		texts[i] = fmt.Sprint("Paragraph ", i, strings.Repeat(" and its words", 40))
	}
	typed, moved := append([]string{}, texts...), append([]string{}, texts[1:]...)
	typed[200] += "x"
	moved = append(moved, texts[0])
	block := len(texts[0])
	for _, tt := range []struct {
		name  string
		after item
		most  int
	}{
		{"a letter", noteOf(typed...), 2*block + 1000},
		{"a move", noteOf(moved...), 1000},
		{"a deletion", noteOf(texts...).in(library.Trashed), 500},
	} {
		c := change{noteOf(texts...), tt.after}
		if n := len(encodeStep(map[library.Ref]change{noteRef: c})); n > tt.most {
			t.Errorf("%s costs %d bytes, want at most %d", tt.name, n, tt.most)
		}
	}
}

// FuzzStep feeds the journal what a damaged file may hold: it is refused, or
// leads to exactly what its checksum says.
func FuzzStep(f *testing.F) {
	now := noteOf("one", "two", "three")
	f.Add(encodeStep(map[library.Ref]change{noteRef: {noteOf("one"), now}}))
	f.Add(encodeStep(map[library.Ref]change{noteRef: {item{}, now}}))
	f.Add([]byte(`[{"kind":"briefing","after":{"parts":[{"from":-1,"count":9}]}}]`))
	f.Fuzz(func(t *testing.T, data []byte) {
		records, err := decodeStep(data)
		if err != nil {
			return
		}
		for _, r := range records {
			if it, err := r.undo(now); err == nil && sum(it.pieces()) != r.Before.Sum {
				t.Errorf("%s leads to %v", data, it)
			}
		}
	})
}

func TestPiecesOfEveryKindComeBack(t *testing.T) {
	for _, it := range []item{
		{briefing.Article{ID: briefing.ID{1}, Title: briefing.Field{Value: "<Title>"}, Snapshots: []briefing.Hash{{2}}}, library.Present},
		{briefing.Passage{ID: briefing.ID{1}, Tags: []string{"a"}, Anchor: briefing.Anchor{Exact: "x\u2028y"}}, library.TrashedBy},
		noteOf("one", ""),
	} {
		kind := map[string]library.Kind{"Article": library.KindArticle, "Passage": library.KindPassage, "Briefing": library.KindBriefing}
		name := strings.TrimPrefix(fmt.Sprintf("%T", it.value), "briefing.")
		got, err := assemble(library.Ref{Kind: kind[name], ID: briefing.ID{1}}, it.place, it.pieces())
		if diff := cmp.Diff(it, got, cmp.AllowUnexported(item{}), cmpopts.EquateEmpty()); err != nil || diff != "" {
			t.Errorf("%s: %v (-want +got):\n%s", name, err, diff)
		}
		if _, err := assemble(library.Ref{Kind: kind[name], ID: briefing.ID{9}}, it.place, it.pieces()); !errors.Is(err, errMisfit) {
			t.Errorf("%s of another identifier: %v", name, err)
		}
		if _, err := assemble(library.Ref{Kind: kind[name], ID: briefing.ID{1}}, it.place, append(it.pieces(), json.RawMessage("{}"), json.RawMessage("0"))); err == nil {
			t.Errorf("%s with pieces too many is taken", name)
		}
	}
}
