package app

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/template"
)

// submission opens a new submission, without its details.
func submission(t *testing.T) *desk {
	t.Helper()
	d := opened(t)
	form, _ := d.templates().Named("uk-submission")
	d.startNote(form, "")
	d.pressButton(t, "Cancel")
	return d
}

// details is the form of the open briefing's details, as a dialog has it.
func (d *desk) details() *detailsForm { return newDetailsForm(d, d.briefing) }

// write types a value into the field of a key.
func (f *detailsForm) write(key, value string) { f.row(key).input.SetText(value) }

func TestDetailsAskForWhatTheFormHas(t *testing.T) {
	d := submission(t)
	f := d.details()
	before := f.missing()
	f.write("to", "The Minister")
	if !f.row("to").state.asked || f.row("to").state.missing || f.missing() != before-1 {
		t.Errorf("after a field is filled in, %d of %d are missing", f.missing(), before)
	}
	if f.row("reason").state.asked {
		t.Error("a routine note is asked for its reason")
	}
	f.write("urgency", "Urgent")
	if s := f.row("reason").state; !s.asked || !s.missing {
		t.Error("an urgent note is not asked for its reason")
	}
	f.write("reply by", "2026-03-18")
	if says := f.row("reply by").says.text; says == "" {
		t.Error("nothing is said of a reply by tomorrow")
	}
	f.write("reason", "The vote is on Thursday.")
	if says := f.row("reply by").says.text; says != "Wednesday 18 March 2026" {
		t.Errorf("of a day that is explained, it says %q", says)
	}
}

// missing is how many fields are said to be required.
func (f *detailsForm) missing() int {
	n := 0
	for _, r := range f.rows {
		if r.state.missing {
			n++
		}
	}
	return n
}

func TestDetailsAreOneStep(t *testing.T) {
	d := submission(t)
	before := d.briefing.Clone()
	d.do((*desk).canEditNote, (*desk).askDetails)
	d.win.Canvas().Focused().(*look.Input).SetText("A better title")
	d.pressButton(t, "Save")
	if d.briefing.Title != "A better title" || d.session.UndoName() != "Edit details" {
		t.Errorf("the title is %q, and undo is called %q", d.briefing.Title, d.session.UndoName())
	}
	d.undo()
	if d.briefing.Title != before.Title || !slices.Equal(d.briefing.Fields, before.Fields) {
		t.Errorf("undone, the briefing is %+v", d.briefing)
	}
}

func TestWhatIsNotTouchedStaysAsItIsWritten(t *testing.T) {
	d := submission(t)
	d.editNote("Write", func(b *briefing.Briefing) {
		b.Draft, b.Style, b.Language = "no", "british, single marks", "cy"
		*b = template.SetValue(*b, "reply by", "next week")
		*b = template.SetValue(*b, "annexes", "A;B")
		*b = template.SetValue(*b, "weather", "fair")
	})
	want := d.briefing.Clone()
	got := d.briefing.Clone()
	f := d.details()
	if !f.isGood() {
		t.Error("a day that was written before keeps the form open")
	}
	f.apply(&got)
	if got.Draft != want.Draft || got.Style != want.Style || got.Language != want.Language || !slices.Equal(got.Fields, want.Fields) {
		t.Errorf("untouched, the details became %+v, want %+v", got, want)
	}
	f.write("weather", "")
	f.write("annexes", "A\nB\nC")
	f.apply(&got)
	if _, gone := fieldOf(got, "weather"); gone || template.Value(got, "annexes") != "A; B; C" {
		t.Errorf("the fields are %+v", got.Fields)
	}
	f.write("reply by", "tomorrow")
	if f.isGood() {
		t.Error("a day that is none is taken")
	}
}

func fieldOf(b briefing.Briefing, name string) (briefing.TemplateField, bool) {
	i := slices.IndexFunc(b.Fields, func(f briefing.TemplateField) bool { return f.Name == name })
	if i < 0 {
		return briefing.TemplateField{}, false
	}
	return b.Fields[i], true
}

func TestDaysStepWithTheArrows(t *testing.T) {
	d := submission(t)
	f := d.details()
	in := f.row("reply by").input.(*look.TextField).Input()
	for _, want := range []struct {
		key fyne.KeyName
		day string
	}{{fyne.KeyUp, "2026-03-17"}, {fyne.KeyUp, "2026-03-18"}, {fyne.KeyDown, "2026-03-17"}} {
		in.TypedKey(&fyne.KeyEvent{Name: want.key})
		if in.Text != want.day {
			t.Errorf("%s gives %q, want %s", want.key, in.Text, want.day)
		}
	}
}

func TestDraftAndScaleAreChosen(t *testing.T) {
	d := submission(t)
	f := d.details()
	b := d.briefing.Clone()
	for i, v := range []string{"DRAFT 2", "French", "UK probability yardstick"} {
		f.choices()[i].SetText(v)
	}
	f.apply(&b)
	if b.Draft != "2" || b.Language != "fr" || b.Scale != "phia" {
		t.Errorf("draft %q, language %q, scale %q", b.Draft, b.Language, b.Scale)
	}
}

// choices are those of the settings, from the top.
func (f *detailsForm) choices() []*choice {
	var all []*choice
	for _, o := range f.list.Objects[len(f.rows):] {
		if row, ok := o.(*fyne.Container); ok {
			if c, ok := row.Objects[1].(*choice); ok {
				all = append(all, c)
			}
		}
	}
	return all
}
