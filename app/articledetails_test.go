package app

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// guessed gives the open article a byline and a notice that nobody has confirmed.
func guessed(t *testing.T) *desk {
	t.Helper()
	d := opened(t)
	err := d.session.EditArticle(d.article, func(a *briefing.Article) {
		a.Title = briefing.Field{Value: "A title", Source: "meta", Confidence: briefing.ConfidenceHigh}
		a.Byline = briefing.Field{Value: "By some one", Source: "text", Confidence: briefing.ConfidenceLow}
		a.Publisher = briefing.Field{Value: "The Platform", Source: "url", Confidence: briefing.ConfidenceMedium}
		a.Notices = []briefing.Notice{{Class: briefing.NoticeViews, Text: "The views are those of the author.", Uncertain: true}}
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func (d *desk) shownArticle(t *testing.T) briefing.Article {
	t.Helper()
	a, err := d.session.Article(d.article)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// pressButton presses the button of the dialog on top that is called so.
func (d *desk) pressButton(t *testing.T, label string) {
	t.Helper()
	for _, o := range test.LaidOutObjects(d.win.Canvas().Overlays().Top()) {
		if b, ok := o.(*look.Button); ok && b.Label() == label {
			test.Tap(b)
			return
		}
	}
	t.Fatalf("there is no button %q in %q", label, d.overlayTexts())
}

func TestDetailsSayWhereTheyAreFromAndHowSure(t *testing.T) {
	d := guessed(t)
	d.do((*desk).canEditArticle, (*desk).askArticle)
	for _, want := range []string{"Sure, in the page's head", "A guess, in the text", "Likely, in the address", "Perhaps a disclaimer"} {
		if !d.shows(want) {
			t.Errorf("the details do not say %q: %q", want, d.overlayTexts())
		}
	}
}

func TestConfirmedDetailsAreTheUsers(t *testing.T) {
	d := guessed(t)
	before := d.shownArticle(t)
	d.do((*desk).canEditArticle, (*desk).askArticle)
	d.pressButton(t, "Confirm All")
	d.pressButton(t, "Save")
	a := d.shownArticle(t)
	for _, f := range []briefing.Field{a.Byline, a.Publisher} {
		if f.Source != "user" || f.Confidence != briefing.ConfidenceHigh {
			t.Errorf("a confirmed field is %+v", f)
		}
	}
	if a.Title != before.Title || a.Byline.Value != before.Byline.Value {
		t.Errorf("the title is %+v, the byline %+v; want their values as they were", a.Title, a.Byline)
	}
	d.undo()
	if a := d.shownArticle(t); a.Byline != before.Byline {
		t.Errorf("undone, the byline is %+v, want %+v", a.Byline, before.Byline)
	}
}

func TestEditedDetailsAreTheUsers(t *testing.T) {
	d := guessed(t)
	d.do((*desk).canEditArticle, (*desk).askArticle)
	in, ok := d.win.Canvas().Focused().(*look.Input)
	if !ok {
		t.Fatalf("the keyboard is with %T", d.win.Canvas().Focused())
	}
	in.SetText("Another title")
	if !d.shows("Yours") {
		t.Errorf("the details do not say whose the title is: %q", d.overlayTexts())
	}
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if a := d.shownArticle(t); a.Title != (briefing.Field{Value: "Another title", Source: "user", Confidence: briefing.ConfidenceHigh}) {
		t.Errorf("the title is %+v", a.Title)
	}
	if a := d.shownArticle(t); a.Byline.Confidence != briefing.ConfidenceLow {
		t.Errorf("the byline, which nobody touched, is %+v", a.Byline)
	}
}

// A notice travels with quotations once it is confirmed, not before, and never
// once it is dismissed; its words are kept in every case.
func TestNoticesAreConfirmedOrDismissed(t *testing.T) {
	d := guessed(t)
	n := d.shownArticle(t).Notices[0]
	if len(d.shownArticle(t).Disclaimers()) != 0 {
		t.Fatal("an uncertain notice travels")
	}
	d.reader.OnNotice(n, true)
	if got := d.shownArticle(t).Disclaimers(); len(got) != 1 {
		t.Fatalf("confirmed, these travel: %q", got)
	}
	d.undo()
	if got := d.shownArticle(t).Notices[0]; got != n {
		t.Fatalf("undone, the notice is %+v, want %+v", got, n)
	}
	d.do((*desk).canEditArticle, (*desk).askArticle)
	d.pressButton(t, "Not a Notice")
	d.pressButton(t, "Save")
	a := d.shownArticle(t)
	if got := a.Notices[0]; !got.Dismissed || got.Uncertain || got.Text != n.Text {
		t.Errorf("dismissed, the notice is %+v", got)
	}
	if len(a.Disclaimers()) != 0 {
		t.Error("a dismissed notice travels")
	}
}

func TestWhatIsDismissedIsNotImportedAgain(t *testing.T) {
	d := opened(t)
	const page = "<title>A page about a notice</title><article><h1>A page about a notice</h1><p>It was decided that %s, and everybody agreed on that for the time being.</p><p>Another paragraph which says nothing else of any weight, but is long enough.</p><p><em>The views expressed in this article are those of the author alone.</em></p></article>"
	write := func(words string) string {
		return writeFiles(t, map[string]string{"page.html": "<link rel=canonical href=\"https://example.org/page\">" + fmt.Sprintf(page, words)})
	}
	d.importFiles([]string{write("nothing is done")})
	a := d.shownArticle(t)
	if len(a.Notices) != 1 {
		t.Fatalf("the article has the notices %+v, want one", a.Notices)
	}
	d.reader.OnNotice(a.Notices[0], false)
	d.importFiles([]string{write("all is done")})
	if got := d.shownArticle(t); len(got.Notices) != 1 || !got.Notices[0].Dismissed || len(got.Snapshots) != 2 {
		t.Errorf("imported again, the notices are %+v of %d snapshots", got.Notices, len(got.Snapshots))
	}
}
