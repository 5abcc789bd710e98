package app

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing/search"
)

// searchable is a window on the sample whose index has what is saved.
func searchable(t *testing.T) *desk {
	t.Helper()
	d := opened(t)
	d.takeUp(t)
	return d
}

// takeUp saves, and has the index take it up: in these tests nothing else does.
func (d *desk) takeUp(t *testing.T) {
	t.Helper()
	if err := d.session.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := d.index.Refresh(t.Context())
	d.indexed(err)
}

// found are the first words of the rows that were found, and why.
func (d *desk) found() []string {
	var all []string
	for _, r := range d.finding.rows {
		words := r.Quote
		if r.IsArticle() {
			words = r.Title
		}
		all = append(all, fmt.Sprint(strings.Join(strings.Fields(words)[:2], " "), " ", strings.Join(r.Why, ", ")))
	}
	return all
}

func TestSearchListsPassagesAndArticles(t *testing.T) {
	d := searchable(t)
	d.highlight(d.words(t, "its Majeed Brigade as Foreign Terrorist Organizations"), "blue")
	d.takeUp(t)
	d.passages.SetQuery("majid brigde")
	if got := d.found(); len(got) == 0 || !strings.HasSuffix(got[0], "variant, typo") {
		t.Fatalf("found %q", got)
	}
	if first := d.finding.rows[0]; len(first.Matches) != 2 || !first.Matches[0].Loose {
		t.Errorf("the matches are %v", first.Matches)
	}
	d.openPassage(d.finding.rows[0].ID)
	if d.passage != d.finding.rows[0].ID {
		t.Error("the passage was not opened")
	}

	d.passages.SetQuery("alliance in:articles")
	if got, want := d.found(), []string{"Pakistan US exact"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestTextsOfArticlesAreFound(t *testing.T) {
	d := searchable(t)
	d.passages.SetQuery("vicious cycle")
	isText := func(s string) bool { return strings.HasSuffix(s, "in the text") }
	words := strings.Fields(d.snapshot.Text)
	d.passages.SetQuery(strings.Join(words[200:202], " "))
	if got := d.found(); !slices.ContainsFunc(got, isText) {
		t.Errorf("%q found %q", words[200:202], got)
	}
	d.passages.SetQuery(d.finding.query + " from:nobody")
	if got := d.found(); len(got) > 0 {
		t.Errorf("a filter that nothing passes found %q", got)
	}
	d.passages.SetQuery(strings.Join(words[200:202], " ") + " in:passages")
	if got := d.found(); slices.ContainsFunc(got, isText) {
		t.Errorf("among passages only: %q", got)
	}
}

func TestExactWordsOfTextsStandAboveTypos(t *testing.T) {
	row := func(n byte, why int) foundRow {
		r := foundRow{}
		r.ID[0], r.why = n, []search.Why{search.Exact, search.Typo}[why]
		return r
	}
	text := row(9, 0)
	text.Quote = "words"
	var got []byte
	for _, r := range withTexts([]foundRow{row(1, 0), row(2, 1), row(9, 1)}, []foundRow{text, row(8, 0)}) {
		got = append(got, r.ID[0])
	}
	if want := []byte{1, 8, 2, 9}; !slices.Equal(got, want) {
		t.Errorf("the order is %v, want %v", got, want)
	}
}

func TestAnErrorInAFilterIsSaidInWords(t *testing.T) {
	d := searchable(t)
	d.passages.SetQuery("alliance")
	before := len(d.finding.rows)
	d.passages.SetQuery("alliance after:soon")
	if texts := d.frame.toasts.Texts(); len(texts) > 0 && strings.Contains(texts[len(texts)-1], "after:soon") {
		t.Errorf("a toast says %q", texts)
	}
	if len(d.finding.rows) != before {
		t.Error("the rows went")
	}
}

func TestSimilarPassages(t *testing.T) {
	d := searchable(t)
	d.highlight(d.words(t, "It is significant timing."), "blue")
	d.takeUp(t)
	d.do((*desk).touchesPassage, func(d *desk) { d.showLike(d.passage) })
	if d.finding.like != d.passage || d.frame.segments.Selected() != 1 {
		t.Error("the pane does not show what is like it")
	}
	d.passages.SetQuery("x")
	if !d.finding.like.IsZero() {
		t.Error("a new query leaves the passages alike")
	}
}

func TestSearchesAreSaved(t *testing.T) {
	d := searchable(t)
	d.saveSearch("tag:aid", true)
	d.saveSearch("port", true)
	d.saveSearch("tag:aid", true)
	if got := d.app.Preferences().StringList(prefSearches); !slices.Equal(got, []string{"tag:aid", "port"}) {
		t.Errorf("saved are %q", got)
	}
	d.saveSearch("port", false)
	if got := d.app.Preferences().StringList(prefSearches); !slices.Equal(got, []string{"tag:aid"}) {
		t.Errorf("saved are %q", got)
	}
}

func TestSynonymsAreFound(t *testing.T) {
	d := searchable(t)
	d.synonymFile = filepath.Join(t.TempDir(), "synonyms.txt")
	d.passages.SetQuery("zzyzx")
	if got := d.found(); len(got) > 0 {
		t.Fatalf("found %q", got)
	}
	d.saveSynonyms("zzyzx = dialogue")
	if got := d.found(); len(got) == 0 {
		t.Error("a synonym finds nothing")
	}
	if err := os.WriteFile(d.synonymFile, []byte("alone"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.readSynonyms()
	if texts := d.frame.toasts.Texts(); len(texts) == 0 || !strings.Contains(texts[len(texts)-1], "line 1") {
		t.Errorf("the toasts say %q", texts)
	}
	d.do((*desk).hasSynonyms, (*desk).askSynonyms)
	if !d.modal() {
		t.Error("no dialog")
	}
}

func TestCountsOfChipsComeFromTheIndex(t *testing.T) {
	d := searchable(t)
	if got := d.index.Facets()[session.FacetTag]; len(got) == 0 {
		t.Error("no tags are counted")
	}
}
