package session_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"testing"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

func newExporter(t testing.TB) *export.Exporter {
	t.Helper()
	profiles, err := marking.Load(assets.Profiles())
	must(t, err)
	return &export.Exporter{Setter: layout.NewSetter(assets.Fonts(), assets.Hyphenation()), Rules: manuscript.Rules{Profiles: profiles}}
}

// inWord is the Word document of b after somebody has put words in the place of others.
func inWord(t *testing.T, e *export.Exporter, b briefing.Briefing, opts export.Options, words ...string) []byte {
	t.Helper()
	report, err := e.Export(b, nil, "a.docx", opts)
	must(t, err)
	data := report.Files[0].Data
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		part, err := fs.ReadFile(z, f.Name)
		must(t, err)
		if f.Name == "word/document.xml" {
			for i := 0; i < len(words); i += 2 {
				if !bytes.Contains(part, []byte(words[i])) {
					t.Fatalf("the document does not say %q", words[i])
				}
				part = bytes.Replace(part, []byte(words[i]), []byte(words[i+1]), 1)
			}
		}
		to, err := w.Create(f.Name)
		must(t, err)
		_, err = to.Write(part)
		must(t, err)
	}
	must(t, w.Close())
	return out.Bytes()
}

const (
	harbour = "The harbour is deep, and ships of every class come."
	weather = "The weather was fair in May, and the pilots were glad."
)

// TestWordAndDeskAreMerged: what the desk has written since the export is kept, and
// what was done in Word comes beside it.
func TestWordAndDeskAreMerged(t *testing.T) {
	s, e := start(t), newExporter(t)
	sent := note(1, harbour, weather)
	putNote(t, s, sent)
	must(t, s.MarkExported(sent))
	data := inWord(t, e, sent, export.Options{}, "deep", "shallow", "fair", "foul")

	now := note(1, "Ahead of it all stands a new paragraph of the desk.", "The harbour is deep, and ships of every nation come.", "The weather was mild in May, and the pilots were glad.")
	for _, saved := range []bool{false, true} {
		putNote(t, s, now)
		if saved {
			must(t, s.Flush(t.Context()))
		}
		r, err := s.ReviewWord(t.Context(), e, data)
		must(t, err)
		if !r.Kept || !r.Older || len(r.Changes) != 2 {
			t.Fatalf("saved %v: it is found: %+v", saved, r)
		}
		if c := r.Changes[0]; c.Block != 2 || c.Stale || c.Text != "The harbour is shallow, and ships of every nation come." {
			t.Errorf("saved %v: changes of other words: %+v", saved, c)
		}
		if c := r.Changes[1]; c.Block != 3 || !c.Stale || c.Text != "The weather was foul in May, and the pilots were glad." {
			t.Errorf("saved %v: changes of the same word: %+v", saved, c)
		}
		same(t, "safe", []int{0})(r.Safe(), nil)
	}

	r, err := s.ReviewWord(t.Context(), e, data)
	must(t, err)
	must(t, s.AcceptWord(r, r.Safe(), nil))
	got, err := s.Briefing(sent.ID)
	must(t, err)
	if got.Blocks[1].Text != "The harbour is shallow, and ships of every nation come." || got.Blocks[0].Text != now.Blocks[0].Text {
		t.Errorf("accepted: %+v", got.Blocks)
	}
	if err := s.AcceptWord(r, []int{1}, nil); !errors.Is(err, session.ErrSinceReviewed) {
		t.Errorf("a review from before the last edit is taken: %v", err)
	}
	r, err = s.ReviewWord(t.Context(), e, data)
	must(t, err)
	if len(r.Changes) != 1 || !r.Changes[0].Stale {
		t.Errorf("when it was accepted there is left: %+v", r.Changes)
	}
	if name, ok := s.Undo(); !ok || name != "Accept changes from Word" {
		t.Errorf("Undo = %q, %v", name, ok)
	}
	same(t, "undone", now)(s.Briefing(sent.ID))
}

// TestWhatWasKeptBackIsNotDeleted: a copy without what its recipient may not have says
// nothing of that when it comes back.
func TestWhatWasKeptBackIsNotDeleted(t *testing.T) {
	s, e := start(t), newExporter(t)
	b := note(1, harbour, "A secret.", weather)
	b.Profile = "tlp"
	for i, portion := range []briefing.Marking{"TLP:GREEN", "TLP:RED", "TLP:GREEN"} {
		b.Blocks[i].Portion = portion
	}
	b.Marking = ""
	putNote(t, s, b)
	data := inWord(t, e, b, export.Options{For: "TLP:GREEN"}, "fair", "foul")
	if bytes.Contains(data, []byte("secret")) {
		t.Fatal("the copy has what is kept back")
	}
	r, err := s.ReviewWord(t.Context(), e, data)
	must(t, err)
	if len(r.Changes) != 1 || r.Changes[0].Kind != export.Reworded || r.Changes[0].Block != 3 || r.Changes[0].Hindrance != "" || len(r.Findings) != 0 {
		t.Errorf("it is found: %+v", r.Returned)
	}
}

// TestWordOfAnotherVersion: where what was exported is not kept, nothing that the desk
// wrote is given up unless somebody says so.
func TestWordOfAnotherVersion(t *testing.T) {
	s, e := start(t), newExporter(t)
	data := inWord(t, e, note(1, harbour, weather, "The end of it."), export.Options{}, "deep", "shallow")
	putNote(t, s, note(1, "A new first paragraph.", harbour, "The weather was mild in May, and the pilots were glad."))
	r, err := s.ReviewWord(t.Context(), e, data)
	must(t, err)
	if r.Kept || !r.Older {
		t.Errorf("the version is said to be kept (%v) and the newest (%v)", r.Kept, !r.Older)
	}
	for _, c := range r.Changes {
		switch {
		case c.Kind == export.Reworded && c.Block == 2 && c.Text == "The harbour is shallow, and ships of every class come.":
		case c.Kind == export.Deleted && c.Block == 1 && c.Hindrance != "":
		default:
			t.Errorf("it is found: %+v", c)
		}
	}
}

func TestWordThatIsNotOfTheLibrary(t *testing.T) {
	s, e := start(t), newExporter(t)
	data := inWord(t, e, note(1, harbour), export.Options{})
	if _, err := s.ReviewWord(t.Context(), e, data); !errors.Is(err, session.ErrNotInLibrary) {
		t.Errorf("no such briefing: %v", err)
	}
	putNote(t, s, note(1, harbour))
	putNote(t, s, note(2, harbour))
	if _, err := s.ReviewWordOf(t.Context(), e, note(2).ID, data); !errors.Is(err, export.ErrOtherNote) {
		t.Errorf("another briefing: %v", err)
	}
	must(t, s.DeleteBriefing(note(1).ID))
	if _, err := s.ReviewWord(t.Context(), e, data); !errors.Is(err, session.ErrTrashed) {
		t.Errorf("a briefing in the trash: %v", err)
	}
}
