package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/refs"
)

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func (d *desk) titles(t *testing.T) string {
	t.Helper()
	var titles []string
	for _, r := range must(d.session.Articles(t.Context(), library.ArticleQuery{})) {
		titles = append(titles, r.Title)
	}
	return strings.Join(titles, "\n")
}

// References are shown before they come in, field by field, and are one step of undo.
func TestReferencesAreShownBeforeTheyComeIn(t *testing.T) {
	d := opened(t)
	if err := d.session.EditArticle(d.article, func(a *briefing.Article) { a.Publisher.Value = "The Paper" }); err != nil {
		t.Fatal(err)
	}
	a := must(d.session.Article(d.article))
	path := writeFile(t, "refs.ris", "TY  - NOVEL\nTI  - A new report\nAB  - What it says.\nER  - \nTY  - NEWS\nTI  - "+a.Title.Value+"\nDA  - "+a.Published.Value+"\nLA  - xx\nT2  - Another paper\nER  - \n")
	edits := d.session.Edits()
	d.readReferences(path)
	if !d.modal() || d.session.Edits() != edits {
		t.Fatalf("the references are not shown first: %s", d.said())
	}
	d.pressButton(t, "Cancel")
	if d.modal() || d.session.Edits() != edits {
		t.Fatal("cancelled, something has changed")
	}
	d.readReferences(path)
	d.pressButton(t, "Import")
	if !strings.Contains(d.titles(t), "A new report") || !strings.Contains(d.said(), "Added 1 source") {
		t.Fatalf("nothing came in: %s", d.said())
	}
	if got := must(d.session.Article(a.ID)); got.Publisher.Value != a.Publisher.Value {
		t.Errorf("the publisher is overwritten with %q", got.Publisher.Value)
	}
	d.undo()
	if strings.Contains(d.titles(t), "A new report") {
		t.Error("undone, the report is still here")
	}
}

func TestWhatWouldChangeIsTicked(t *testing.T) {
	d := opened(t)
	p := session.References{Items: []session.Reference{{
		Article: d.article, Title: "T", Changes: []session.FieldChange{{Name: "title", Label: "Title", Before: "A", After: "B"}, {Name: "genre", Label: "Genre", After: "news", Take: true}},
	}}, Findings: []briefing.Finding{{Message: "line 3: something"}}}
	a := &arrivals{findings: p.Findings}
	a.add(arrival{title: "T"}, p.Items[0].Changes)
	a.open(func() {})
	taken := func() [2]bool { return [2]bool{p.Items[0].Changes[0].Take, p.Items[0].Changes[1].Take} }
	for _, tt := range []struct {
		row  int
		want [2]bool
	}{{1, [2]bool{true, true}}, {0, [2]bool{}}, {2, [2]bool{false, true}}} {
		a.key(tt.row, &fyne.KeyEvent{Name: fyne.KeySpace})
		if taken() != tt.want {
			t.Errorf("after line %d they are %v, want %v", tt.row, taken(), tt.want)
		}
	}
}

// Passages go out and are known again; those that are not found are to be reviewed.
func TestPassagesGoOutAndComeIn(t *testing.T) {
	d := opened(t)
	data, n, _, err := d.session.ExportPassages(t.Context(), ".jsonld")
	if err != nil || n == 0 {
		t.Fatalf("%d passages go out: %v", n, err)
	}
	edits := d.session.Edits()
	d.readAnnotations(writeFile(t, "out.jsonld", string(data)))
	d.pressButton(t, "Import")
	if d.session.Edits() != edits || !strings.Contains(d.said(), "all of it is here already") {
		t.Errorf("the same again changes something: %s", d.said())
	}
	d.readAnnotations(writeFile(t, "h.csv", "Highlight,Title\nwords of a page that is not here,Another page\n"))
	d.pressButton(t, "Import")
	if !strings.Contains(d.said(), "Added 1 passage, updated 0; 1 to be reviewed") || !strings.Contains(d.titles(t), "Another page") {
		t.Errorf("the orphan is not kept: %s", d.said())
	}
}

func TestADamagedFileOfReferencesIsRefused(t *testing.T) {
	d := opened(t)
	d.readReferences(writeFile(t, "refs.json", "[{\"id\":"))
	if d.modal() || !strings.Contains(d.said(), "the JSON is damaged") {
		t.Errorf("a damaged file is read: %s", d.said())
	}
	if got := endings(refs.SourceFormats()); got != ".json (CSL-JSON), .ris (RIS), .bib (BibTeX)" {
		t.Errorf("sources are written as %s", got)
	}
}

// What goes out is shown first, article by article, and only what is ticked goes.
func TestWhatGoesOutIsShownAndTicked(t *testing.T) {
	d := opened(t)
	path := filepath.Join(t.TempDir(), "refs.ris")
	if err := os.WriteFile(path, []byte("TY  - RPRT\nTI  - Another report\nER  - \n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.readReferences(path)
	d.pressButton(t, "Import")
	if err := d.session.EditPassage("Mark", d.rows[0].ID, func(p *briefing.Passage) { p.Portion = "TLP:AMBER" }); err != nil {
		t.Fatal(err)
	}

	d.app.Preferences().SetString(prefFolder, t.TempDir())
	d.askExportSources()
	list := d.listOn(t)
	if list.count != 2 || !d.shows("Export 2 sources") {
		t.Fatalf("%d articles are shown: %q", list.count, d.overlayTexts())
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	d.pressButton(t, "Export 1 source")
	if data, err := os.ReadFile(filepath.Join(d.folder(), "sources.json")); err != nil || strings.Count(string(data), `"id"`) != 1 {
		t.Errorf("it is written: %s %v; %s", data, err, d.said())
	}

	d.askExportPassages()
	if !d.shows("4 passages, 1 marked") || !d.shows("1 is marked") {
		t.Errorf("the marked passage is not shown: %q", d.overlayTexts())
	}
	d.pressButton(t, "Export 4 passages")
	d.askExportPassages()
	if !d.shows("There is a file of that name") {
		t.Errorf("the file is to be written over: %q", d.overlayTexts())
	}
}
