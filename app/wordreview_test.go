package app

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/quote"
)

// inWord exports the open briefing as a Word document, replaces words in it as
// somebody would in Word, and returns the file. The first of a pair is what is replaced.
func (d *desk) inWord(t *testing.T, pairs ...string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "note.docx")
	d.exportTo(path)
	data := must(os.ReadFile(path))
	z := must(zip.NewReader(bytes.NewReader(data), int64(len(data))))
	var all string
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		part := string(must(io.ReadAll(must(f.Open()))))
		all += part
		must(must(w.Create(f.Name)).Write([]byte(strings.NewReplacer(pairs...).Replace(part))))
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(all, pairs[i]) {
			t.Fatalf("%q is not in the document", pairs[i])
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What somebody may have done to the sample in Word.
var (
	aWord      = []string{"no document, refers", "one document, refers"}
	aQuotation = []string{"The cynicism is understandable", "The cynicism is not understandable"}
	anOmission = []string{"encrypted platforms, and cryptocurrencies", "encrypted platforms"}
	aHeading   = []string{">Durability is the open question.<", ">Durability is open.<"}
	noKey      = []string{`name="Briefdesk"`, `name="Other"`}
)

func (d *desk) things(t *testing.T) []string {
	t.Helper()
	if d.lastWord == nil {
		t.Fatalf("there is no review: %s", d.said())
	}
	var all []string
	for _, th := range d.lastWord.things {
		all = append(all, th.label+" "+th.where)
	}
	return all
}

func (d *desk) wordList(t *testing.T) fyne.Focusable {
	t.Helper()
	f := d.win.Canvas().Focused()
	if f == nil || !d.modal() {
		t.Fatal("no list has the keyboard")
	}
	return f
}

func (d *desk) key(t *testing.T, names ...fyne.KeyName) {
	t.Helper()
	for _, name := range names {
		d.wordList(t).TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func (d *desk) has(words string) bool {
	return slices.ContainsFunc(d.briefing.Blocks, func(b briefing.Block) bool { return strings.Contains(b.Text, words) })
}

func TestChangesFromWordAreAcceptedOneByOne(t *testing.T) {
	d := opened(t)
	path := d.inWord(t, slices.Concat(aWord, aHeading)...)
	edits := d.session.Edits()
	d.reviewWord(path)
	if got, want := d.things(t), []string{"Changed Considerations ¶4", "Changed Considerations ¶8"}; !slices.Equal(got, want) {
		t.Fatalf("it is said that %q, want %q", got, want)
	}
	if !d.shows("2 changes. Nothing is taken over") || d.session.Edits() != edits {
		t.Fatalf("the changes are not shown first: %q", d.overlayTexts())
	}
	d.key(t, fyne.KeyReturn)
	if !d.has("Durability is open.") || d.has("one document") {
		t.Fatalf("Enter has not accepted the first alone: %q", d.texts())
	}
	d.key(t, fyne.KeyDelete)
	if d.has("one document") || !d.shows("All of it is decided") {
		t.Fatalf("Delete has not kept the second: %q", d.overlayTexts())
	}
	d.pressButton(t, "Close")
	if !strings.Contains(d.said(), "Accepted 1 change") {
		t.Errorf("at the end it is said %q", d.said())
	}
	d.undo()
	if d.has("Durability is open.") {
		t.Error("undone, the change is still there")
	}
	d.do((*desk).hasWordReview, (*desk).showLastWord)
	if !d.shows("1 left to decide") {
		t.Fatalf("opened again after undo, it says %q", d.overlayTexts())
	}
}

func TestAllThatCanBeIsAcceptedInOneStep(t *testing.T) {
	d := opened(t)
	d.reviewWord(d.inWord(t, slices.Concat(aWord, aHeading, aQuotation)...))
	d.pressButton(t, "Accept All 2")
	if !d.has("one document") || !d.has("Durability is open.") || d.prepared.Verified != 4 {
		t.Fatalf("not all was accepted, or too much: %q", d.texts())
	}
	d.pressButton(t, "Close")
	if !strings.Contains(d.said(), "Accepted 2 changes; 1 left to decide") {
		t.Errorf("it is said %q", d.said())
	}
	d.undo()
	if d.has("one document") || d.has("Durability is open.") {
		t.Error("one undo does not take all of it back")
	}
}

func TestAlteredQuotationsAreFailedProofs(t *testing.T) {
	d := opened(t)
	before := len(d.briefing.Blocks)
	d.reviewWord(d.inWord(t, aQuotation...))
	if got := d.things(t); len(got) != 1 || !strings.HasPrefix(got[0], "Failed proof ") {
		t.Fatalf("it is said that %q", got)
	}
	if !d.shows("The proof fails: it has “not”") || d.button(t, "Accept All 0").Disabled() == false {
		t.Fatalf("the failed proof does not name the change: %q", d.overlayTexts())
	}
	d.pressButton(t, "Add as Own Text")
	d.pressButton(t, "Close")
	if len(d.briefing.Blocks) != before+1 || !d.has("The cynicism is not understandable") || d.prepared.Verified != 4 {
		t.Errorf("it is not text of one's own: %d blocks, %d verified", len(d.briefing.Blocks), d.prepared.Verified)
	}
}

func TestAnOmissionMadeInWordCanBeMarked(t *testing.T) {
	d := opened(t)
	d.reviewWord(d.inWord(t, anOmission...))
	if !d.shows("as it would print") {
		t.Fatalf("it is not shown how it would print: %q", d.overlayTexts())
	}
	d.pressButton(t, "Mark the Edit")
	d.pressButton(t, "Close")
	i := slices.IndexFunc(d.briefing.Blocks, func(b briefing.Block) bool { return len(b.Quotation.Edits) == 1 })
	if i < 0 || d.briefing.Blocks[i].Quotation.Edits[0].Kind != briefing.EditOmit || d.prepared.Verified != 4 {
		t.Errorf("the omission is not marked: %+v, %d verified", d.briefing.Blocks, d.prepared.Verified)
	}
}

// commented is a document with a comment on words of the sample.
func (d *desk) commented(t *testing.T) *wordReview {
	t.Helper()
	d.reviewWord(d.inWord(t, aWord...))
	r := d.lastWord
	d.pressButton(t, "Close")
	review := r.WordReview
	review.Comments = []export.Comment{{Block: r.Changes[0].Block, Remark: briefing.Remark{Author: "A. Reader", Words: "joint statement", Text: "Which one?"}}}
	return must(newWordReview(r.name, r.data, review, r.sources))
}

func TestCommentsBecomeFindingsUntilTheyAreDismissed(t *testing.T) {
	d := opened(t)
	d.showWordReview(d.commented(t))
	if !d.shows("1 change, 1 comment. Nothing") {
		t.Fatalf("it says %q", d.overlayTexts())
	}
	d.key(t, fyne.KeyDown)
	d.pressButton(t, "Keep as Finding")
	d.pressButton(t, "Close")
	remark := func() int {
		return slices.IndexFunc(d.findings.rows, func(a advice) bool { return a.Message == "A. Reader on “joint statement”: Which one?" })
	}
	i := remark()
	if i < 0 {
		t.Fatalf("the comment is no finding: %+v", d.reviewed)
	}
	if f := d.findings.rows[i]; f.Text != "joint statement" || f.Range.Len() == 0 || len(f.remedies) != 1 {
		t.Errorf("the finding is %+v", f)
	}
	d.take(d.findings.rows[i].remedies[0])
	if remark() >= 0 {
		t.Error("dismissed, the comment is still a finding")
	}
	d.undo()
	if remark() < 0 {
		t.Error("undone, the comment is no finding")
	}
}

// What the desk has written since it exported the note is not given up unasked.
func TestChangesMeanwhileAreNotOverwritten(t *testing.T) {
	d := opened(t)
	path := d.inWord(t, aWord...)
	i := slices.IndexFunc(d.briefing.Blocks, func(b briefing.Block) bool { return strings.Contains(b.Text, "no document") })
	d.typeText(i, strings.Replace(d.briefing.Blocks[i].Text, "no document", "not a single document", 1))
	d.pause()
	d.reviewWord(path)
	if !d.shows("changed here, too") || !d.button(t, "Accept All 0").Disabled() {
		t.Fatalf("it is not said that the note has changed: %q", d.overlayTexts())
	}
	d.pressButton(t, "Close")
	d.deleteBlocks(0, 1)
	d.do((*desk).hasWordReview, (*desk).showLastWord)
	if got := d.things(t); len(got) != 1 || !d.modal() {
		t.Errorf("compared again, it is said that %q", got)
	}
}

func TestANoteFromWordIsAskedAboutBeforeItIsImported(t *testing.T) {
	d := opened(t)
	path := d.inWord(t, aWord...)
	articles := d.articleCount(t)
	drop := func() { d.dropped(fyne.Position{}, []fyne.URI{storage.NewFileURI(path)}) }
	drop()
	d.pressButton(t, "Cancel")
	if d.articleCount(t) != articles {
		t.Fatal("cancelled, it was imported")
	}
	drop()
	d.pressButton(t, "Import as Article")
	if d.articleCount(t) != articles+1 {
		t.Fatalf("it was not imported: %s", d.said())
	}
	drop()
	d.pressButton(t, "Review")
	if len(d.things(t)) != 1 || !d.modal() {
		t.Errorf("it is not reviewed: %s", d.said())
	}
}

func TestDocumentsThatCannotBeReviewedSayWhy(t *testing.T) {
	d := opened(t)
	untouched := d.inWord(t)
	for _, c := range []struct{ name, path, says string }{
		{"a text", writeFile(t, "a.docx", "no document"), "cannot be reviewed"},
		{"another note", must(filepath.Abs("../briefing/importer/testdata/sealed.docx")), "cannot be reviewed"},
		{"untouched", untouched, "Nothing was done"},
	} {
		d.reviewWord(c.path)
		if d.modal() || !strings.Contains(d.said(), c.says) {
			t.Errorf("%s: it is said %q", c.name, d.said())
		}
	}
	d.askDeleteNote()
	d.pressButton(t, "Delete")
	d.reviewWord(untouched)
	if !strings.Contains(d.said(), "trash") {
		t.Errorf("of a briefing in the trash it is said %q", d.said())
	}
}

func TestADocumentWithoutAKeyIsAskedAbout(t *testing.T) {
	d := opened(t)
	path := d.inWord(t, slices.Concat(aWord, noKey)...)
	d.makeNote()
	d.reviewWord(path)
	if !d.shows("Which briefing is “note.docx”?") {
		t.Fatalf("it is not asked which briefing it is: %s", d.said())
	}
	d.key(t, fyne.KeyHome, fyne.KeyDown, fyne.KeyReturn)
	if len(d.things(t)) != 1 || !strings.Contains(titleOf(d.briefing), "Pakistan") {
		t.Errorf("it is compared with %q: %q", titleOf(d.briefing), d.overlayTexts())
	}
}

func TestADocumentOfAnotherLibraryIsNotGuessedAt(t *testing.T) {
	path := opened(t).inWord(t, aWord...)
	d := opened(t)
	d.reviewWord(path)
	if d.modal() || !strings.Contains(d.said(), "is not in this library; open that one’s bundle") {
		t.Errorf("it is said %q", d.said())
	}
}

// A document that has next to nothing in common with the note is no review, and the
// longest of words are shown in part.
func TestReviewsAreBounded(t *testing.T) {
	long := session.WordReview{Returned: export.Returned{Changes: make([]export.WordChange, mostThings+1)}}
	if _, err := newWordReview("a.docx", nil, long, nil); err == nil || !strings.Contains(err.Error(), "compare it by eye") {
		t.Errorf("of a review of %d changes it is said %v", len(long.Changes), err)
	}
	long.Changes = []export.WordChange{{Kind: export.Inserted, Is: strings.Repeat("word ", mostWords)}}
	r := must(newWordReview("a.docx", nil, long, nil))
	if n := len(r.things[0].words[0].words[0].Text); n > mostWords+10 {
		t.Errorf("%d letters are shown", n)
	}
}

func TestSnippetsShowTheFirstChange(t *testing.T) {
	for _, c := range []struct{ was, is, want string }{
		{"One two three four five.", "One two three four six.", "… two three four six."},
		{"One two three.", "One three.", "One three."},
		{"One two, three four.", "One four.", "One four."},
		{"Gone.", "", "Gone."},
		{"", "New.", "New."},
		{"Same.", "Same.", "Same."},
	} {
		if got := snippet(quote.Diff(c.was, c.is)); got != c.want {
			t.Errorf("of %q and %q the snippet is %q, want %q", c.was, c.is, got, c.want)
		}
	}
}
