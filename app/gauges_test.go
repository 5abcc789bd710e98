package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/template"
)

// tooMuch opens a page with its bottom line first, whose bottom line is too long.
func tooMuch(t *testing.T) *desk {
	t.Helper()
	d := opened(t)
	form, _ := d.templates().Named("bluf")
	d.startNote(form, "")
	d.pressButton(t, "Cancel")
	if d.isTooLong() || d.gaugeTexts(t) == "" {
		t.Fatalf("of an empty note the gauges say %q", d.gaugeTexts(t))
	}
	d.addBlock(2, briefing.BlockText)
	d.typeText(2, strings.Repeat("We judge that the talks will go on. ", 40))
	d.setNote()
	return d
}

// gaugeTexts is all that the gauges say.
func (d *desk) gaugeTexts(t *testing.T) string {
	t.Helper()
	var texts []string
	for _, o := range test.TempWidgetRenderer(t, d.frame.gauges).Objects() {
		if text, ok := o.(*canvas.Text); ok {
			texts = append(texts, text.Text)
		}
	}
	return strings.Join(texts, "\n")
}

func TestGaugesFollowWhatIsTyped(t *testing.T) {
	d := tooMuch(t)
	says := d.gaugeTexts(t)
	for _, want := range []string{"Bottom line", "of 4 lines", "The whole note", "1 of 1 page", "“We judge that the talks"} {
		if !strings.Contains(says, want) {
			t.Errorf("the gauges do not say %q:\n%s", want, says)
		}
	}
	d.typeText(2, "Short.")
	d.setNote()
	if d.isTooLong() || strings.Contains(d.gaugeTexts(t), "too many") {
		t.Errorf("of a short note the gauges say\n%s", d.gaugeTexts(t))
	}
}

func TestAGaugeLeadsToWhatIsTooLong(t *testing.T) {
	d := tooMuch(t)
	d.goToBlock(0)
	g := d.frame.gauges
	g.Tapped(&fyne.PointEvent{Position: fyne.NewPos(40, g.foot(0)+4)})
	if d.block != 2 {
		t.Errorf("the gauge led to block %d, want 2", d.block)
	}
	d.goToBlock(0)
	d.do((*desk).isTooLong, (*desk).showTooLong)
	if d.block != 2 {
		t.Errorf("the command led to block %d, want 2", d.block)
	}
	g.Tapped(&fyne.PointEvent{Position: fyne.NewPos(40, g.foot(1)+4)})
	if d.block != 2 || d.modal() {
		t.Error("a gauge that is not over led somewhere")
	}
}

func TestAFieldThatIsTooLongIsOpened(t *testing.T) {
	d := opened(t)
	form, _ := d.templates().Named("us-action-memo")
	d.startNote(form, "")
	d.pressButton(t, "Cancel")
	d.editNote("Write", func(b *briefing.Briefing) {
		*b = template.SetValue(*b, "bluf", "(U) "+strings.Repeat("We ask that you decide. ", 40))
	})
	d.do((*desk).isTooLong, (*desk).showTooLong)
	if !d.shows("Details of the briefing") {
		t.Errorf("the details are not open: %q", d.overlayTexts())
	}
	if in, ok := d.win.Canvas().Focused().(interface{ SelectedText() string }); !ok || in == nil {
		t.Errorf("%T has the keyboard", d.win.Canvas().Focused())
	}
}

func TestPaperIsThatOfTheTemplateUnlessChosen(t *testing.T) {
	d := opened(t)
	form, _ := d.templates().Named("us-action-memo")
	d.startNote(form, "")
	d.pressButton(t, "Cancel")
	if got := d.prepared.Document.Pages[0].Size; got != layout.Letter {
		t.Errorf("an American memo is on %v", got)
	}
	d.askPaper()
	if !d.shows("As the template says: US Letter") {
		t.Errorf("the choices are %q", d.overlayTexts())
	}
	d.pressKeys(t, fyne.KeyDown, fyne.KeyReturn)
	if got := d.prepared.Document.Pages[0].Size; got != layout.A4 {
		t.Errorf("on A4 as chosen, the memo is on %v", got)
	}
}
