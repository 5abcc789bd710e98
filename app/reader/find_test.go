package reader

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/briefing"
)

func TestFindFolds(t *testing.T) {
	s := article(t, "paragraph Majīd said “no” – the Pakistan–US deal isn’t off. MAJID.")
	for query, want := range map[string][]string{
		"majid":  {"Majīd", "MAJID"},
		"MAJĪD":  {"Majīd", "MAJID"},
		`"no"`:   {"“no”"},
		"isn't":  {"isn’t"},
		"an-us":  {"an–US"},
		"absent": nil,
		"":       nil,
	} {
		var f finder
		f.find(newDocument(s), query, 0)
		var got []string
		for _, m := range f.matches {
			got = append(got, s.Slice(toRange(m.start, m.end)))
		}
		if !slices.Equal(got, want) {
			t.Errorf("find(%q) = %q, want %q", query, got, want)
		}
	}
}

func TestFindGoesRoundFromWhereTheReaderIs(t *testing.T) {
	s := longText(t, 100)
	k := newDesk(t, s)
	k.Select(toRange(k.offset(t, "in paragraph 50"), k.offset(t, "in paragraph 50")))
	k.Find("committee")
	if got := k.finder.current; got != 51 {
		t.Errorf("the first match is number %d, want 51", got)
	}
	if len(k.finder.matches) != 100 {
		t.Errorf("%d matches, want 100", len(k.finder.matches))
	}
	for range 49 {
		k.FindNext()
	}
	if k.finder.current != 0 || !k.inView(4) {
		t.Errorf("after the last match comes number %d at offset %g", k.finder.current, k.scroll.Offset.Y)
	}
	k.FindPrevious()
	if k.finder.current != 99 || !k.inView(k.finder.matches[99].start) {
		t.Errorf("before the first match comes number %d", k.finder.current)
	}
}

func TestFindBarByKeyboard(t *testing.T) {
	k := newDesk(t, longText(t, 100))
	k.ShowFind()
	if k.window.Canvas().Focused() != fyne.Focusable(k.findBar.field.Input()) {
		t.Fatal("the field does not have the keyboard")
	}
	test.Type(k.findBar.field.Input(), "committee")
	if got := k.findBar.count(); got != "1 of 100" {
		t.Errorf("the bar says %q", got)
	}
	in := k.findBar.field.Input()
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	if got := k.findBar.count(); got != "2 of 100" {
		t.Errorf("after Enter, Down and Up the bar says %q", got)
	}
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if k.findBar.Visible() {
		in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	}
	if k.findBar.Visible() || k.window.Canvas().Focused() != fyne.Focusable(k.page) {
		t.Error("Esc twice does not return to the text")
	}
}

func TestFindBarButtons(t *testing.T) {
	k := newDesk(t, longText(t, 10))
	k.Find("committee")
	for i, want := range []string{"10 of 10", "1 of 10"} {
		test.TapAt(k.findBar, fyne.NewPos(k.findBar.buttons()[i]+5, 20))
		if got := k.findBar.count(); got != want {
			t.Errorf("after button %d the bar says %q, want %q", i, got, want)
		}
	}
	test.TapAt(k.findBar, fyne.NewPos(k.findBar.buttons()[2]+5, 20))
	if k.findBar.Visible() {
		t.Error("the cross does not close the bar")
	}
}

func TestFindTakesTheSelectedWords(t *testing.T) {
	k := newDesk(t, plainText(t))
	k.Select(briefing.Range{Start: 4, End: 9})
	k.ShowFind()
	if got := k.findBar.field.Text(); got != "talks" {
		t.Errorf("the field says %q", got)
	}
}

func TestWhatIsNearlySoIsFoundWhereNothingElseIs(t *testing.T) {
	k := newDesk(t, article(t, "paragraph Both sides named the Majeed Brigade.", "paragraph The brigade was not named again."))
	k.Find("majid brigde")
	if got := k.findBar.count(); got != "1 of 2, nearly" {
		t.Errorf("the bar says %q", got)
	}
	var got []string
	for _, m := range k.finder.matches {
		got = append(got, k.snapshot.Slice(toRange(m.start, m.end)))
	}
	if !slices.Equal(got, []string{"Majeed", "Brigade"}) {
		t.Errorf("found %q", got)
	}
	k.Find("brigade")
	if got := k.findBar.count(); got != "1 of 2" {
		t.Errorf("the bar says %q of what is there", got)
	}
	k.Find("after:soon")
	if got := k.findBar.count(); got != "Not found" {
		t.Errorf("the bar says %q", got)
	}
}
