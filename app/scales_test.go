package app

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestAScaleIsChosenByItsWords(t *testing.T) {
	d := opened(t) // the sample reads likelihood by the British scale
	d.do((*desk).canEditNote, (*desk).askScale)
	for _, want := range []string{"UK probability yardstick", "25–35 %", "realistic possibility"} {
		if !d.shows(want) {
			t.Errorf("%q is not shown: %q", want, d.overlayTexts())
		}
	}
	d.pressKeys(t, fyne.KeyReturn)
	if !d.modal() {
		t.Error("the scale in use was taken again")
	}
	d.pressKeys(t, fyne.KeyUp, fyne.KeyReturn)
	if d.briefing.Scale != "icd203" || d.modal() {
		t.Fatalf("the scale is %q", d.briefing.Scale)
	}
	d.askScale()
	d.pressKeys(t, fyne.KeyHome)
	d.pressButton(t, "Use")
	if d.briefing.Scale != "" {
		t.Errorf("the scale is %q, want none", d.briefing.Scale)
	}
	d.undo()
	d.undo()
	if d.briefing.Scale != "phia" {
		t.Errorf("undone, the scale is %q", d.briefing.Scale)
	}
}
