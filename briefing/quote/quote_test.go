package quote_test

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// TestMain leaves no files behind where a property fails: the seed is enough.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

// article makes a snapshot of paragraphs; one that begins with “>” is a pull quote.
func article(t testing.TB, paragraphs ...string) briefing.Snapshot {
	t.Helper()
	var b briefing.Builder
	for _, p := range paragraphs {
		kind := briefing.TextParagraph
		if rest, ok := strings.CutPrefix(p, ">"); ok {
			kind, p = briefing.TextPullQuote, rest
		}
		b.Add(kind, 0, briefing.Normalize(p), nil, nil)
	}
	s, err := b.Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// sample is real prose, with text beyond it that is hard on offsets.
func sample(t testing.TB) briefing.Snapshot {
	t.Helper()
	text, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	var paragraphs []string
	for p := range strings.Lines(string(text)) {
		paragraphs = append(paragraphs, strings.TrimSpace(p))
	}
	return article(t, append(paragraphs,
		"Flags 🇵🇰🇺🇸 and families 👩‍👩‍👧 stay whole; so do ẹ̀ and 각.",
		"وزیر خارجہ نے کہا کہ یہ مکالمہ تاریخی ہے۔")...)
}

func rangeOf(t testing.TB, s briefing.Snapshot, words string) briefing.Range {
	t.Helper()
	r, err := quote.Find(s, words)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAnchor(t *testing.T) {
	s := article(t, "One two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen.", "Café e̱ end.")
	n := briefing.Length(s.Text)
	for _, c := range []struct {
		r                     briefing.Range
		exact, prefix, suffix string
	}{
		{briefing.Range{Start: 0, End: 3}, "One", "", " two three four five six seven eight nine ten eleven twelve "},
		{briefing.Range{Start: n - 4, End: n}, "end.", "eight nine ten eleven twelve thirteen fourteen fifteen.\nCafé e̱ ", ""},
		{rangeOf(t, s, "fifteen"), "fifteen", " five six seven eight nine ten eleven twelve thirteen fourteen ", ".\nCafé e̱ end."},
		{briefing.Range{Start: n - 6, End: n - 5}, "e̱", " eight nine ten eleven twelve thirteen fourteen fifteen.\nCafé ", " end."}, // the mark alone is selected
	} {
		a, err := quote.Anchor(s, c.r)
		if err != nil || a.Exact != c.exact || a.Prefix != c.prefix || a.Suffix != c.suffix {
			t.Errorf("Anchor(%v) = %q | %q | %q, %v; want %q | %q | %q", c.r, a.Prefix, a.Exact, a.Suffix, err, c.prefix, c.exact, c.suffix)
		}
	}
}

func TestAnchorRefuses(t *testing.T) {
	s := article(t, "One two.")
	for _, r := range []briefing.Range{{Start: 3, End: 3}, {Start: 3, End: 4}, {Start: -1, End: 2}, {Start: 5, End: 4}, {Start: 0, End: 9}} {
		if a, err := quote.Anchor(s, r); err == nil {
			t.Errorf("Anchor(%v) = %v, want an error", r, a)
		}
	}
}

func TestFind(t *testing.T) {
	s := article(t,
		"“The committee met twice,” he said. It’s the first time in years.",
		">The committee met twice",
		"It met in Kabul and in Kabul again; a recommittee followed.",
		">Only here.",
	)
	for _, c := range []struct{ words, want string }{
		{`"The committee met`, "“The committee met"},
		{"The\n committee\u00a0met   twice", "The committee met twice"},
		{"the first ti\u00admes", ""},
		{"the first ti\u00adme", "the first time"},
		{"It's the first", "It’s the first"},
		{"in years. The", "in years.\nThe"},
		{"Only here.", "Only here."},
		{"the committee met", ""},
		{"committee", "committee"},
		{"Kabul again", "Kabul again"},
		{"recommit", "recommit"},
		{"The committee met twice”, he", "The committee met twice,” he"},
		{"twice,”", "twice,”"},
		{"twice”,", "twice,”"},
		{"twice”", ""},
	} {
		r, err := quote.Find(s, c.words)
		if got := s.Slice(r); (err == nil) != (c.want != "") || got != c.want {
			t.Errorf("Find(%q) = %q, %v; want %q", c.words, got, err, c.want)
		}
	}
	if r, err := quote.Find(s, "The committee met twice"); err != nil || r.Start != 1 {
		t.Errorf("Find(words of body and pull quote) = %v, %v; want the body, at 1", r, err)
	}
}

func TestFindSaysWhatIsWrong(t *testing.T) {
	s := article(t, "It met in Kabul in May and in Kabul again in June.", "Nothing more.")
	for _, c := range []struct{ words, want string }{
		{
			"in Kabul",
			"the words “in Kabul” stand in 2 places, such as “…It met in Kabul in May and in Kabul again in June. Nothing more.…” and “…It met in Kabul in May and in Kabul again in June. Nothing more.…”; give more of the words around the ones you mean",
		},
		{
			"and in Cabul again",
			"the article does not have the words “and in Cabul again”; the nearest it has are “and in Kabul again”: copy them from its text",
		},
		{"zebra", "the article does not have the words “zebra”; copy them from its text"},
		{" \n", "there are no words in the selection; select at least one"},
	} {
		if _, err := quote.Find(s, c.words); err == nil || err.Error() != c.want {
			t.Errorf("Find(%q): %v\nwant %s", c.words, err, c.want)
		}
	}
	var many *quote.AmbiguousError
	if _, err := quote.Find(s, "in Kabul"); !errors.As(err, &many) || len(many.Places) != 2 {
		t.Errorf("Find(in Kabul): %#v, want two places", err)
	}
}

func TestResolve(t *testing.T) {
	old := article(t, "The first talks were held in May.", "The second talks were held in June, and they went well enough for all.")
	anchor := func(words string) briefing.Anchor {
		a, err := quote.Anchor(old, rangeOf(t, old, words))
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for _, c := range []struct {
		name   string
		s      briefing.Snapshot
		a      briefing.Anchor
		want   string
		status quote.Status
	}{
		{"same snapshot", old, anchor("second talks"), "second talks", quote.Unchanged},
		{"text before", article(t, "By our staff.", old.Text), anchor("second talks"), "second talks", quote.Moved},
		{"other quotation marks", article(t, "He said 'we agreed to meet again before the end of this year' and left."), mustAnchor(t, article(t, "“we agreed to meet again before the end of this year”")), "'we agreed to meet again before the end of this year'", quote.Moved},
		{"words gone", article(t, "Nothing of it is left."), anchor("second talks"), "", quote.Gone},
		{"a word in other surroundings", article(t, "She spoke of June bugs."), anchor("June"), "", quote.Gone},
		{"chosen by surroundings", article(t, "June was hot.", old.Text, "In June it rained."), anchor("June"), "June", quote.Moved},
		{"doubled article", article(t, "x", old.Text, old.Text), anchor("second talks"), "second talks", quote.Altered},
	} {
		p := quote.Resolve(c.s, c.a)
		if got := c.s.Slice(p.Range); got != c.want || p.Status != c.status {
			t.Errorf("%s: Resolve = %q %s, want %q %s", c.name, got, p.Status, c.want, c.status)
		}
	}
}

func mustAnchor(t *testing.T, s briefing.Snapshot) briefing.Anchor {
	t.Helper()
	a, err := quote.Anchor(s, briefing.Range{Start: 0, End: briefing.Length(s.Text)})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestResolveFindsWhatWasAnchored(t *testing.T) {
	s := sample(t)
	rapid.Check(t, func(t *rapid.T) {
		a, err := quote.Anchor(s, drawRange(t, s))
		if errors.Is(err, quote.ErrNoWords) {
			t.Skip()
		}
		if err != nil {
			t.Fatal(err)
		}
		if p := quote.Resolve(s, a); p.Range != a.Range || p.Status != quote.Unchanged {
			t.Fatalf("Resolve(%q) = %+v, want %v", a.Exact, p, a.Range)
		}
		if joined := a.Prefix + a.Exact + a.Suffix; !strings.Contains(s.Text, joined) {
			t.Fatalf("%q does not stand in the text", joined)
		}
	})
}

// An edit of the article outside a passage and its surroundings never loses
// the passage, nor puts it elsewhere.
func TestResolveSurvivesEditsElsewhere(t *testing.T) {
	s := sample(t)
	text := []rune(s.Text)
	rapid.Check(t, func(t *rapid.T) {
		r := drawRange(t, s)
		a, err := quote.Anchor(s, r)
		if err != nil || r.Len() < 40 {
			t.Skip()
		}
		before := a.Start - briefing.Length(a.Prefix)
		at := rapid.IntRange(0, int(before)).Draw(t, "at")
		changed := briefing.Normalize(string(text[:at]) + rapid.StringN(0, 20, 60).Draw(t, "new") + " " + string(text[at:]))
		s2 := briefing.Snapshot{Text: changed, Hash: briefing.Hash{1}}
		p := quote.Resolve(s2, a)
		if !p.Status.Follows() || quote.Fold(s2.Slice(p.Range)) != quote.Fold(a.Exact) {
			t.Fatalf("Resolve(%q) = %q %s", a.Exact, s2.Slice(p.Range), p.Status)
		}
	})
}

func drawRange(t *rapid.T, s briefing.Snapshot) briefing.Range {
	n := int(briefing.Length(s.Text))
	start := rapid.IntRange(0, n-1).Draw(t, "start")
	return briefing.Range{
		Start: briefing.Offset(start),
		End:   briefing.Offset(rapid.IntRange(start, min(n, start+300)).Draw(t, "end")),
	}
}

// source returns a passage over r with all that proves it.
func source(t testing.TB, s briefing.Snapshot, r briefing.Range) (briefing.Source, briefing.Quotation) {
	t.Helper()
	a, err := quote.Anchor(s, r)
	if err != nil {
		t.Fatal(err)
	}
	p := briefing.Passage{ID: briefing.ID{7}, Anchor: a, Kind: briefing.PassageDirect}
	return briefing.Source{Passage: p, Snapshot: s}, briefing.Quotation{Passage: p.ID}
}

func TestProve(t *testing.T) {
	s := article(t, "“The committee met twice,” he said — in May.", "It’s over.")
	src, q := source(t, s, briefing.Range{Start: 0, End: briefing.Length(s.Text)})
	corrupt := src
	corrupt.Snapshot.Text = strings.Replace(s.Text, "twice", "often", 1)
	elsewhere := src
	elsewhere.Passage.Snapshot = briefing.Hash{9}
	reworded := src
	reworded.Passage.Exact = strings.Replace(s.Text, "twice", "often", 1)
	misfit := q
	misfit.Edits = []briefing.Edit{{Kind: briefing.EditOmit, Range: briefing.Range{Start: 5, End: 500}}}
	for _, c := range []struct {
		name          string
		src           briefing.Source
		q             briefing.Quotation
		printed, want string
	}{
		{"as it is", src, q, s.Text, ""},
		{"set on lines", src, q, "‘The com\u00admittee met\ntwice,’ he said — in\u00a0May. It's over.", ""},
		{"a word", src, q, strings.Replace(s.Text, "twice", "often", 1), "quotation-altered: the quotation is not what the source says: it has “often,”” as word 4 where the source has “twice,””"},
		{"a dash", src, q, strings.Replace(s.Text, "—", "–", 1), "quotation-altered: the quotation is not what the source says: it has “–” as word 7 where the source has “—”"},
		{"too short", src, q, "“The committee", "quotation-altered: the quotation is not what the source says: it ends where the source goes on with “met”"},
		{"too long", src, q, s.Text + " Not.", "quotation-altered: the quotation is not what the source says: it goes on with “Not.” where the source ends"},
		{"snapshot changed", corrupt, q, s.Text, "snapshot-corrupt: "},
		{"other snapshot", elsewhere, q, s.Text, "snapshot-corrupt: "},
		{"passage changed", reworded, q, reworded.Passage.Exact, "quotation-altered: the passage is not what the source has there: it has “often,”” as word 4"},
		{"edits do not fit", src, misfit, s.Text, "quotation-altered: the edits of the quotation do not fit its words: edit 1 (omit 5–500)"},
		{"typed otherwise", src, briefing.Quotation{Passage: q.Passage, Words: "The committee"}, s.Text, "quotation-altered: the quotation as it was typed"},
		{"no passage", briefing.Source{}, q, s.Text, "passage-missing: "},
		{"no library", briefing.Source{}, briefing.Quotation{Words: "x"}, "x", "quotation-uncheckable: "},
	} {
		f, proved := quote.Prove(c.src, c.q, c.printed)
		got := ""
		if !proved {
			got = fmt.Sprintf("%s: %s", f.Rule, f.Message)
		}
		if proved != (c.want == "") || !strings.HasPrefix(got, c.want) {
			t.Errorf("%s: Prove = %q, want %q", c.name, got, c.want)
		}
	}
}

// Any one character that changes, in the source or on the page, is detected,
// unless the change is harmless; and words left alone are never accused.
func TestProveDetectsOneCharacter(t *testing.T) {
	s := sample(t)
	rapid.Check(t, func(t *rapid.T) {
		a, err := quote.Anchor(s, drawRange(t, s))
		if err != nil {
			t.Skip()
		}
		src := briefing.Source{Passage: briefing.Passage{ID: briefing.ID{7}, Anchor: a}, Snapshot: s}
		q := briefing.Quotation{Passage: src.Passage.ID, Edits: drawEdits(t, a.Exact)}
		pieces, err := quote.Printed(a.Exact, q.Edits)
		if err != nil {
			t.Fatal(err)
		}
		printed := quote.Join(pieces)
		if f, proved := quote.Prove(src, q, printed); !proved {
			t.Fatalf("false alarm on %q: %s", printed, f.Message)
		}
		changed := mutate(t, printed)
		if _, proved := quote.Prove(src, q, changed); proved != (quote.Fold(changed) == quote.Fold(printed)) {
			t.Fatalf("%q for %q: proved is %v", changed, printed, proved)
		}
		src.Snapshot.Text = mutate(t, s.Text)
		if f, proved := quote.Prove(src, q, printed); src.Snapshot.Text != s.Text && proved {
			t.Fatalf("a changed snapshot passed: %v", f)
		}
	})
}

// mutate replaces, adds or removes one character.
func mutate(t *rapid.T, s string) string {
	text := []rune(s)
	at := rapid.IntRange(0, len(text)-1).Draw(t, "mutation")
	c := rapid.OneOf(rapid.RuneFrom(nil, unicode.Latin), rapid.Rune(), rapid.SampledFrom([]rune(" \n'\"“’.,-–—\u00ad"))).Draw(t, "character")
	switch rapid.IntRange(0, 2).Draw(t, "how") {
	case 0:
		return string(text[:at]) + string(c) + string(text[at+1:])
	case 1:
		return string(text[:at]) + string(c) + string(text[at:])
	}
	return string(text[:at]) + string(text[at+1:])
}

func FuzzFind(f *testing.F) {
	f.Add("“The committee met.”\nIt’s over.", `"The committee met." It's`, 3, 9)
	f.Add("a\u0301e\u0331 🇵🇰🇺🇸", "e\u0331", 0, 1)
	f.Add("", "", 0, 0)
	f.Fuzz(func(t *testing.T, text, words string, from, to int) {
		s := article(t, strings.Split(text, "\n")...)
		if r, err := quote.Find(s, words); err == nil && quote.Fold(s.Slice(r)) != quote.Fold(briefing.Normalize(words)) {
			t.Errorf("Find(%q) = %q", words, s.Slice(r))
		} else if err != nil && err.Error() == "" {
			t.Error("an error says nothing")
		}
		a, err := quote.Anchor(s, briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(to)})
		if err != nil {
			return
		}
		if p := quote.Resolve(s, a); p.Range != a.Range || p.Status != quote.Unchanged {
			t.Errorf("Resolve(%v) = %+v", a.Range, p)
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := sample(b)
	b.Run("found", func(b *testing.B) {
		for b.Loop() {
			rangeOf(b, s, "The dialogue, which was co chaired by Ambassador Nabeel Munir")
		}
	})
	b.Run("not found", func(b *testing.B) {
		for b.Loop() {
			if _, err := quote.Find(s, "The dialogue, which was chaired by Ambassador Nabeel Munir"); err == nil {
				b.Fatal("found")
			}
		}
	})
}

func BenchmarkProve(b *testing.B) {
	s := sample(b)
	src, q := source(b, s, rangeOf(b, s, "The dialogue, which was co chaired by Ambassador Nabeel Munir"))
	for b.Loop() {
		if f, proved := quote.Prove(src, q, src.Passage.Exact); !proved {
			b.Fatal(f.Message)
		}
	}
}
