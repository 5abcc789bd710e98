package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/briefing"
	"briefdesk/briefing/template"
)

// pressKeys gives keys to what has the keyboard.
func (d *desk) pressKeys(t *testing.T, keys ...fyne.KeyName) {
	t.Helper()
	for _, k := range keys {
		focused := d.win.Canvas().Focused()
		if focused == nil {
			t.Fatalf("nothing has the keyboard for %s", k)
		}
		focused.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// pickTemplate goes to a template in the chooser, from the one that is picked.
func (d *desk) pickTemplate(t *testing.T, name string) {
	t.Helper()
	d.pressKeys(t, fyne.KeyHome)
	for range slices.Index(d.templates().Names(), name) {
		d.pressKeys(t, fyne.KeyDown)
	}
}

// headings are those of the first level of the open briefing.
func (d *desk) headings() []string {
	var all []string
	for _, b := range d.blocks() {
		if b.Kind == briefing.BlockHeading && b.Level <= 1 {
			all = append(all, b.Text)
		}
	}
	return all
}

func TestANewBriefingTakesTheChosenForm(t *testing.T) {
	d := opened(t)
	d.do((*desk).writable, (*desk).newNote)
	if !d.shows("Briefing note (Canada)") || !d.shows("Issue, background") {
		t.Fatalf("the chooser says %q", d.overlayTexts())
	}
	d.pressKeys(t, fyne.KeyDown)
	want := d.templates()[slices.IndexFunc(d.templates(), func(f template.Template) bool { return f.Name == firstTemplate })+1]
	if !d.shows(want.Basis[:20]) {
		t.Errorf("the next form does not say where it is from: %q", d.overlayTexts())
	}
	d.pressKeys(t, fyne.KeyReturn)
	if d.briefing.Template != want.Name || d.briefing.Date != "2026-03-17" {
		t.Fatalf("the new briefing is a %q of %q", d.briefing.Template, d.briefing.Date)
	}
	if !d.shows("Details of the briefing") {
		t.Errorf("its details are not asked for: %q", d.overlayTexts())
	}
	d.pressButton(t, "Cancel")
	made := d.note
	d.undo()
	if d.note == made {
		t.Error("undone, the new briefing is still open")
	}
	d.do((*desk).writable, (*desk).newNote)
	if got := d.app.Preferences().String(prefTemplate); got != want.Name || !d.shows(want.Basis[:20]) {
		t.Errorf("the form used last, %q, is not picked again", got)
	}
}

func TestAChangeOfFormSaysWhatItDoesAndLosesNothing(t *testing.T) {
	d := opened(t)
	d.do((*desk).writable, (*desk).newNote)
	d.pressButton(t, "Create")
	d.pressButton(t, "Cancel")
	d.editNote("Write", func(b *briefing.Briefing) {
		b.Blocks[1].Text = "Whether to wait."
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: "My own"})
	})
	before := d.blocks()

	d.do((*desk).canEditNote, (*desk).askTemplate)
	if !d.shows("The briefing has this template.") {
		t.Errorf("the form in use is not picked: %q", d.overlayTexts())
	}
	d.pressKeys(t, fyne.KeyReturn)
	if !d.modal() {
		t.Fatal("a change to the same form was taken")
	}
	d.pickTemplate(t, "uk-submission")
	for _, want := range []string{"Adds", "Timing", "Considerations → Argument", "Sets", "Marking by"} {
		if !d.shows(want) {
			t.Errorf("%q is not said of the change: %q", want, d.overlayTexts())
		}
	}
	d.pressButton(t, "Change")
	if d.briefing.Template != "uk-submission" {
		t.Fatalf("the form is %q", d.briefing.Template)
	}
	if got := strings.Join(d.texts(), "|"); !strings.Contains(got, "Whether to wait.") || !strings.Contains(got, "My own") {
		t.Errorf("the author's words are lost: %s", got)
	}
	if name := d.session.UndoName(); name != "Change template" {
		t.Errorf("undo is called %q", name)
	}
	d.undo()
	if !slices.EqualFunc(d.blocks(), before, briefing.Block.Equal) || d.briefing.Template != firstTemplate {
		t.Errorf("undone, the briefing has %q", d.headings())
	}
}

func TestFaultsOfHouseFilesAreShown(t *testing.T) {
	d := opened(t)
	d.houseFaults = []string{"house template sitrep.json, line 4: there is no style “news”; use one of blank, bluf"}
	d.sayHouseFaults()
	if texts := d.frame.toasts.Texts(); !slices.ContainsFunc(texts, func(s string) bool { return strings.Contains(s, "1 fault") }) {
		t.Errorf("the faults are not said: %q", texts)
	}
	d.newNote()
	d.pressButton(t, "1 fault in house files")
	if !d.shows("sitrep.json, line 4") {
		t.Errorf("the faults are not shown: %q", d.overlayTexts())
	}
}
