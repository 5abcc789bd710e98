package app

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/app/outline"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// quoted is a window whose briefing is one quotation of these words of the
// sample, which has the keyboard.
func quoted(t *testing.T, words string) *desk {
	t.Helper()
	d := opened(t)
	id, ok := d.highlight(d.words(t, words), "blue")
	if !ok {
		t.Fatal(d.frame.toasts.Texts())
	}
	d.editNote("Clear", func(b *briefing.Briefing) { b.Blocks = nil })
	d.quotePassage(id, 0)
	d.outline.Focus()
	return d
}

func (d *desk) press(names ...fyne.KeyName) {
	for _, name := range names {
		d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func (d *desk) pressWith(mod fyne.KeyModifier, names ...fyne.KeyName) {
	for _, name := range names {
		d.win.Canvas().Focused().(fyne.Shortcutable).TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: mod})
	}
}

func (d *desk) typed(text string) {
	for _, r := range text {
		d.win.Canvas().Focused().TypedRune(r)
	}
}

// prints is what the note makes of its first quotation.
func (d *desk) prints(t *testing.T) string {
	t.Helper()
	style, err := quote.ParseStyle(d.briefing.Style)
	if err != nil {
		t.Fatal(err)
	}
	return printedIn(style, d.briefing.Blocks[0].Quotation, must(d.session.Sources(d.briefing)))
}

func TestQuotationIsEditedByKeys(t *testing.T) {
	d := quoted(t, "It is significant timing.")
	d.press(fyne.KeyReturn)
	if d.outline.Editing() != 0 {
		t.Fatal("Enter does not open the editor of a quotation")
	}
	step := func(what, want, undo string) {
		t.Helper()
		if got := d.prints(t); got != want {
			t.Errorf("%s prints %q, want %q", what, got, want)
		}
		if got := d.session.UndoName(); got != undo {
			t.Errorf("%s is undone as %q, want %q", what, got, undo)
		}
		if d.prepared.Verified != 1 {
			t.Errorf("%s is not verified: %v", what, d.prepared.Findings)
		}
	}
	d.pressWith(ctrl, fyne.KeyRight)
	d.pressWith(ctrlShift, fyne.KeyRight, fyne.KeyRight)
	d.press(fyne.KeyDelete)
	step("omitting", "It […] timing.", "Omit words")
	d.typed("x")
	step("removing", "It is significant timing.", "Remove edit")
	d.typed("r")
	d.typed("has good")
	d.press(fyne.KeyReturn)
	step("replacing", "It [has good] timing.", "Replace words")
	d.press(fyne.KeyHome)
	d.typed("c")
	step("changing case", "[i]t [has good] timing.", "Change case")
	d.pressWith(ctrl, fyne.KeyEnd)
	d.press(fyne.KeyLeft)
	d.typed("i")
	d.typed("sir")
	d.press(fyne.KeyReturn)
	step("inserting", "[i]t [has good] timing[sir].", "Insert words")
	d.undo()
	d.pressWith(ctrlShift, fyne.KeyLeft)
	d.typed("s")
	step("sic", "[i]t [has good] timing [sic].", "Mark as sic")
	d.typed("e")
	step("emphasis", "[i]t [has good] timing [sic].", "Emphasise words")
	for range 6 {
		d.undo()
	}
	if got := d.prints(t); got != "It is significant timing." {
		t.Errorf("undone, the quotation prints %q", got)
	}
	d.press(fyne.KeyEscape)
	if d.outline.Editing() != -1 {
		t.Error("Esc does not close the editor")
	}
}

// The words of a source cannot be typed over, whatever is pressed.
func TestSourceWordsCannotBeTypedOver(t *testing.T) {
	d := quoted(t, "It is significant timing.")
	d.press(fyne.KeyReturn)
	before := d.session.Edits()
	d.typed("0qwzäب ")
	d.pressWith(ctrl, fyne.KeyV, fyne.KeyX)
	d.press(fyne.KeyDelete, fyne.KeyBackspace, fyne.KeySpace)
	if d.session.Edits() != before || d.prints(t) != "It is significant timing." {
		t.Errorf("with nothing selected the quotation became %q", d.prints(t))
	}
}

func TestParaphraseIsWrittenInPlace(t *testing.T) {
	d := quoted(t, "It is significant timing.")
	d.outline.Edit(0)
	d.setQuotationKind(0, briefing.PassageParaphrase)
	if d.outline.Editing() != 0 || d.briefing.Blocks[0].Quotation.Kind != briefing.PassageParaphrase {
		t.Fatal("no editor of the author's own words")
	}
	d.typed("The moment was well chosen.")
	if got := d.briefing.Blocks[0].Quotation.Words; got != "The moment was well chosen." {
		t.Errorf("the paraphrase says %q", got)
	}
	d.setQuotationKind(0, briefing.PassageDirect)
	if q := d.briefing.Blocks[0].Quotation; !q.IsDirect() || q.Words != "" || d.prepared.Verified != 1 {
		t.Errorf("direct again, it is %+v", q)
	}
	d.undo()
	if got := d.briefing.Blocks[0].Quotation.Words; got != "The moment was well chosen." {
		t.Errorf("undone, the paraphrase says %q", got)
	}
}

func TestACloseParaphraseIsFound(t *testing.T) {
	d := quoted(t, "The fact that a joint statement refers to the BLA is a diplomatic breakthrough for Pakistan.")
	d.setQuotationKind(0, briefing.PassageParaphrase)
	d.typeText(0, "A joint statement refers to the BLA is a diplomatic breakthrough for Islamabad.")
	if !slices.ContainsFunc(d.prepared.Findings, func(f briefing.Finding) bool { return f.Rule == "close-paraphrase" && f.Block == 1 }) {
		t.Errorf("the findings are %v", d.prepared.Findings)
	}
}

// One key shows the source, and goes back.
func TestSourceAndBack(t *testing.T) {
	d := quoted(t, "It is significant timing.")
	d.press(fyne.KeyReturn)
	d.press(fyne.KeyF4)
	if !d.reader.HasFocus() {
		t.Fatal("F4 does not go to the source")
	}
	d.press(fyne.KeyF4)
	if d.reader.HasFocus() || d.outline.Editing() != 0 {
		t.Error("F4 does not come back to the editor")
	}
}

func TestOutlineShowsTheStyleOfTheBriefing(t *testing.T) {
	d := quoted(t, "It is significant timing.")
	d.editQuotation(0, "Omit words", []briefing.Edit{{Kind: briefing.EditOmit, Range: briefing.Range{Start: 3, End: 17}}})
	d.editNote("Style", func(b *briefing.Briefing) { b.Style = "british" })
	items := outlineItems(d.briefing, must(d.session.Sources(d.briefing)), map[int]proof{0: {state: outline.Verified}}, d.prepared.Manuscript)
	if got := strings.ReplaceAll(items[0].Text, "\u00a0", " "); got != "It … timing." {
		t.Errorf("the outline says %q", got)
	}
}
