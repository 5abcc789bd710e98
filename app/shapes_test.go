package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

func TestShapesAreOfferedWhileNoBriefingIsOpen(t *testing.T) {
	d := opened(t)
	if d.frame.shapes.content.Visible() {
		t.Fatal("shapes are offered over a briefing")
	}
	d.note, d.block = briefing.ID{}, -1
	d.closeNote()
	if !d.frame.shapes.content.Visible() {
		t.Fatal("no shapes are offered")
	}
	d.focusBriefing()
	d.pressKeys(t, fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
	if got := d.briefing.Template; got != d.templates()[1].Name || d.frame.shapes.content.Visible() {
		t.Errorf("the briefing started is a %q", got)
	}
}

func TestATextCanBeStartedWithoutAShape(t *testing.T) {
	d := opened(t)
	d.note, d.block = briefing.ID{}, -1
	d.closeNote()
	d.addBlock(0, briefing.BlockText)
	if !d.hasNote() || d.frame.shapes.content.Visible() {
		t.Error("the shapes stay over a briefing that has a text")
	}
}

func TestKeysOfTheWindowReachItFromTheShapes(t *testing.T) {
	d := opened(t)
	d.closeNote()
	look.Focus(d.frame.shapes.list)
	d.pressKeys(t, fyne.KeyF1)
	if !d.shows("Keyboard shortcuts") {
		t.Error("F1 does nothing while the shapes have the keyboard")
	}
}
