package app

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/briefing"
)

func (d *desk) wantCopied(t *testing.T, words ...string) {
	t.Helper()
	d.do((*desk).canCopy, (*desk).copyWithCitation)
	got := d.app.Clipboard().Content()
	for _, want := range words {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the clipboard:\n%s", want, got)
		}
	}
	d.app.Clipboard().SetContent("")
}

// One key copies what is selected in the pane that has the keyboard.
func TestTheFocusedPaneIsCopied(t *testing.T) {
	d := opened(t)
	if d.canCopy() {
		t.Fatal("nothing is selected, but it can be copied")
	}
	d.reader.Select(d.words(t, "significant timing"))
	d.reader.Focus()
	d.wantCopied(t, "“significant timing”\n— ", "Pakistan US Counterterrorism Alliance")

	quotation := -1
	for i, b := range d.briefing.Blocks {
		if b.Kind == briefing.BlockQuotation {
			quotation = i
		}
	}
	d.editQuotation(quotation, "Omit", []briefing.Edit{{Kind: briefing.EditOmit, Range: briefing.Range{Start: 0, End: 20}}})
	d.outline.Select(quotation)
	d.outline.Focus()
	d.wantCopied(t, "“[…]", "words omitted")
	if !strings.Contains(d.said(), "Copied the quotation with its citation") {
		t.Errorf("it is said: %s", d.said())
	}

	d.showPassages()
	d.passages.Select(d.rows[0].ID)
	d.wantCopied(t, "“"+d.rows[0].Quote+"”\n— ")
	d.reader.Focus()
	d.wantCopied(t, "“significant timing”\n— ")
}

func TestSeveralPassagesAreCopiedAndAdded(t *testing.T) {
	d := opened(t)
	d.showPassages()
	list, ok := d.win.Canvas().Focused().(fyne.Shortcutable)
	if !ok {
		t.Fatal("the list has not the keyboard")
	}
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	n := len(d.passages.Picks())
	if n < 2 {
		t.Fatalf("%d passages are selected", n)
	}
	d.do((*desk).canCopy, (*desk).copyWithCitation)
	got := d.app.Clipboard().Content()
	disclaimers := strings.Count(got, "exclusively those of the author")
	if sources := strings.Count(got, "\n— "); sources != n || disclaimers != 1 {
		t.Errorf("%d sources and %d disclaimers are copied of %d passages:\n%s", sources, disclaimers, n, got)
	}
	before := len(d.briefing.Blocks)
	d.passages.OnAdd(d.passages.Picks())
	if got := len(d.briefing.Blocks) - before; got != n {
		t.Errorf("%d of %d are added", got, n)
	}
	d.undo()
	if len(d.briefing.Blocks) != before {
		t.Error("they are not one step of undo")
	}
	d.passages.OnAdd(make([]briefing.ID, mostQuoted+1))
	if len(d.briefing.Blocks) != before || !strings.Contains(d.said(), "select at most 100 passages") {
		t.Errorf("too many are added: %s", d.said())
	}
}

func TestOwnTextIsCopiedAsWords(t *testing.T) {
	d := opened(t)
	d.note = briefing.ID{}
	d.addBlock(0, briefing.BlockHeading)
	d.addBlock(1, briefing.BlockText)
	id := d.rows[0].ID
	d.typeText(1, "We *wait* for them [@"+id.String()+"].")
	d.setNote()
	d.outline.Select(1)
	d.outline.Focus()
	d.wantCopied(t, "We wait for them (", "\n— ‘Pakistan US")
	d.outline.Select(0)
	d.wantCopied(t, "Heading")
	d.addBlock(2, briefing.BlockPageBreak)
	d.outline.Select(2)
	d.copyWithCitation()
	if got := d.app.Clipboard().Content(); got != "" || !strings.Contains(d.said(), "no words in that to copy") {
		t.Errorf("a page break is copied as %q: %s", got, d.said())
	}
}

// A mail is put on the clipboard formatted where that can be, and says what its
// subject must begin with; a note that is not proved is not copied.
func TestANoteIsCopiedAsMail(t *testing.T) {
	d := opened(t)
	d.setMarking("tlp", "TLP:AMBER")
	d.copyAsMail()
	if got := d.app.Clipboard().Content(); !strings.HasPrefix(got, "TLP:AMBER") {
		t.Errorf("the text begins with %.40q", got)
	}
	if !strings.Contains(d.said(), "Copied as a mail, as plain text alone, 4 of 4 quotations verified; begin its subject with [TLP:AMBER]") {
		t.Errorf("it is said: %s", d.said())
	}
	var page string
	d.putPage = func(p, _ string) error { page = p; return nil }
	d.copyAsMail()
	if !strings.HasPrefix(page, "<!DOCTYPE html>") || !strings.Contains(page, "TLP:AMBER") || !strings.Contains(d.said(), "Copied as a mail, 4 of 4") {
		t.Errorf("it is said: %s; the page begins with %.60q", d.said(), page)
	}
	page = ""
	d.briefing.Blocks[len(d.briefing.Blocks)-1] = briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: briefing.NewID(), Words: "Nobody said so."}}
	d.copyAsMail()
	if page != "" || !strings.Contains(d.said(), "Not copied: ") {
		t.Errorf("what is not proved is copied: %s", d.said())
	}
}
