package session_test

import (
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/ncruces/go-sqlite3/driver"
)

func TestAVersionIsRestoredAsAStep(t *testing.T) {
	s := start(t)
	for _, text := range []string{"one", "two"} {
		putNote(t, s, note(1, text))
		must(t, s.Flush(t.Context()))
	}
	versions, err := s.Versions(t.Context(), id('b', 1))
	must(t, err)
	if len(versions) != 2 {
		t.Fatalf("%d versions, want 2", len(versions))
	}
	same(t, "first version", note(1, "one"))(s.VersionAt(t.Context(), id('b', 1), versions[0].Rev))
	must(t, s.RestoreVersion(t.Context(), id('b', 1), versions[0]))
	same(t, "restored", note(1, "one"))(s.Briefing(id('b', 1)))
	if name, ok := s.Undo(); !ok || !strings.HasPrefix(name, "Restore version of ") {
		t.Errorf("Undo = %q, %v", name, ok)
	}
	same(t, "undone", note(1, "two"))(s.Briefing(id('b', 1)))
}

// exported are the texts of the versions that are kept because they were exported.
func exported(t *testing.T, s *session.Session) (texts []string) {
	t.Helper()
	must(t, s.Flush(t.Context()))
	versions, err := s.Versions(t.Context(), id('b', 1))
	must(t, err)
	for _, v := range versions {
		if v.Kind == library.VersionExport {
			b, err := s.VersionAt(t.Context(), id('b', 1), v.Rev)
			must(t, err)
			texts = append(texts, b.Blocks[0].Text)
		}
	}
	return texts
}

func TestTheVersionThatWasExportedIsMarked(t *testing.T) {
	s := start(t)
	putNote(t, s, note(1, "one"))
	must(t, s.Flush(t.Context()))
	must(t, s.MarkExported(note(1, "one"))) // on the disk already
	same(t, "exported", []string{"one"})(exported(t, s), nil)
	putNote(t, s, note(1, "two"))
	must(t, s.MarkExported(note(1, "two"))) // perhaps not on the disk yet
	same(t, "exported", []string{"one", "two"})(exported(t, s), nil)
	must(t, s.MarkExported(note(9, "a file")))
	same(t, "exported", []string{"one", "two"})(exported(t, s), nil)
}

// TestAnExportedVersionIsNotLostToTyping edits while the disk does not take the
// version that was exported.
func TestAnExportedVersionIsNotLostToTyping(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	s := on(t, openFile(t, path))
	putNote(t, s, note(1, "one"))
	must(t, s.Flush(t.Context()))
	disk, err := driver.Open(path)
	must(t, err)
	defer disk.Close()
	_, err = disk.Exec("CREATE TRIGGER refuse BEFORE INSERT ON versions BEGIN SELECT raise(ABORT, 'refused'); END")
	must(t, err)
	putNote(t, s, note(1, "two"))
	must(t, s.MarkExported(note(1, "two")))
	putNote(t, s, note(1, "three"))
	if err := s.Flush(t.Context()); err == nil {
		t.Fatal("the disk took it")
	}
	_, err = disk.Exec("DROP TRIGGER refuse")
	must(t, err)
	same(t, "exported", []string{"two"})(exported(t, s), nil)
	same(t, "newest", note(1, "three"))(s.Briefing(id('b', 1)))
}

func TestCompareSaysWhatBecameOfEachBlock(t *testing.T) {
	quoting := func(p int, edits ...briefing.Edit) briefing.Block {
		return briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id('p', p), Edits: edits}}
	}
	texts := func(list ...string) (blocks []briefing.Block) { return note(1, list...).Blocks }
	omit := briefing.Edit{Kind: briefing.EditOmit, Range: briefing.Range{Start: 1, End: 2}}
	for _, tt := range []struct {
		name          string
		before, after []briefing.Block
		want          string
	}{
		{"nothing", nil, nil, ""},
		{"all the same", texts("a", "b"), texts("a", "b"), "same 0-0, same 1-1"},
		{"added", texts("a", "b"), texts("a", "x", "b"), "same 0-0, added 1, same 1-2"},
		{"removed", texts("a", "x", "b"), texts("a", "b"), "same 0-0, removed 1, same 2-1"},
		{"moved", texts("a", "b", "c", "d"), texts("d", "a", "b", "c"), "moved 3-0, same 0-1, same 1-2, same 2-3"},
		{"swapped", texts("a", "b"), texts("b", "a"), "same 1-0, moved 0-1"},
		{
			"changed", texts("The committee met twice."), texts("The committee met once."),
			"changed 0-0 [The committee met ][-twice][+once][.]",
		},
		{"rewritten", texts("The committee met."), texts("Nothing is known."), "removed 0, added 0"},
		{"twice the same", texts("a", "a"), texts("a"), "same 0-0, removed 1"},
		{
			"level",
			[]briefing.Block{{Kind: briefing.BlockHeading, Level: 1, Text: "Issue"}},
			[]briefing.Block{{Kind: briefing.BlockHeading, Level: 2, Text: "Issue"}},
			"changed 0-0 [Issue]",
		},
		{
			"quotation",
			[]briefing.Block{quoting(1), quoting(2)},
			[]briefing.Block{quoting(1, omit), quoting(3)},
			"changed 0-0 , removed 1, added 1",
		},
		{"another kind", texts("same words"), []briefing.Block{{Kind: briefing.BlockHeading, Text: "same words"}}, "removed 0, added 0"},
	} {
		got := told(session.Compare(briefing.Briefing{Blocks: tt.before}, briefing.Briefing{Blocks: tt.after}))
		if got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func told(changes []session.BlockChange) string {
	var list []string
	for _, c := range changes {
		s := string(c.Op)
		switch {
		case c.New < 0:
			s += fmt.Sprint(" ", c.Old)
		case c.Old < 0:
			s += fmt.Sprint(" ", c.New)
		default:
			s += fmt.Sprintf(" %d-%d", c.Old, c.New)
		}
		if c.Op == session.BlockChanged {
			s += " "
		}
		for _, w := range c.Words {
			sign := map[string]string{"deleted": "-", "inserted": "+"}[string(w.Op)]
			s += "[" + sign + w.Text + "]"
		}
		list = append(list, s)
	}
	return strings.Join(list, ", ")
}

func TestCompareDetails(t *testing.T) {
	before := briefing.Briefing{Title: "A", To: "The director", Distribution: []string{"One"}, Marking: "TLP:RED"}
	after := briefing.Briefing{Title: "B", To: "The director", Distribution: []string{"One", "Two"}}
	got := session.CompareDetails(before, after)
	want := []session.DetailChange{{"Title", "A", "B"}, {"Distribution", "One", "One\nTwo"}, {"Marking", "TLP:RED", ""}}
	if !slices.Equal(got, want) {
		t.Errorf("CompareDetails = %v, want %v", got, want)
	}
}

// A detail that a briefing has and the comparison does not know would be
// changed without a word.
func TestCompareDetailsKnowsAllOfABriefing(t *testing.T) {
	full := briefing.Briefing{Distribution: []string{"x"}, Fields: []briefing.TemplateField{{Name: "x", Value: "x"}}}
	v := reflect.ValueOf(&full).Elem()
	fields := 0
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.String {
			f.SetString("x")
		}
		if name := v.Type().Field(i).Name; name != "ID" && name != "Blocks" {
			fields++
		}
	}
	if got := session.CompareDetails(briefing.Briefing{}, full); len(got) != fields {
		t.Errorf("%d of %d details are compared: %v", len(got), fields, got)
	}
}
