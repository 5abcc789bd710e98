package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
)

// exporting opens the export sheet of the sample, in a folder of its own.
func exporting(t *testing.T) (*desk, *exportSheet, string) {
	t.Helper()
	d := opened(t)
	dir := t.TempDir()
	d.app.Preferences().SetString(prefFolder, dir)
	x := d.newExportSheet()
	x.open()
	return d, x, dir
}

// as chooses the format of an ending.
func (x *exportSheet) as(ext string) {
	x.format.SetText(formatOf("note" + ext).Label)
}

func filesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestExportForARecipientKeepsBackWhatIsAbove(t *testing.T) {
	_, x, dir := exporting(t)
	secret := ""
	for _, b := range x.desk.briefing.Blocks {
		if b.Portion == "TLP:AMBER" {
			secret = b.Text
		}
	}
	x.recipient.SetText("TLP:GREEN")
	if !strings.Contains(x.recipientSays.text, "kept back") || !strings.Contains(x.recipientSays.text, "Advice ¶1 TLP:AMBER") {
		t.Errorf("the sheet says %q of what is kept back", x.recipientSays.text)
	}
	if got := x.fileSays.name; !strings.HasSuffix(got, "_TLP-GREEN.pdf") {
		t.Errorf("the file is to be called %q", got)
	}
	x.as(".txt")
	test.Tap(x.export)
	files := filesIn(t, dir)
	if len(files) != 1 || !strings.HasSuffix(files[0], "_TLP-GREEN.txt") {
		t.Fatalf("exported %q; %q", files, x.desk.frame.toasts.Texts())
	}
	text, err := os.ReadFile(filepath.Join(dir, files[0]))
	if err != nil {
		t.Fatal(err)
	}
	if words := strings.Join(strings.Fields(secret)[:4], " "); secret == "" || strings.Contains(string(text), words) {
		t.Errorf("%q is in what goes to a reader of TLP:GREEN", words)
	}
}

func TestEachAddresseeGetsANumberedCopy(t *testing.T) {
	d, x, dir := exporting(t)
	x.copies.Select(1)
	if !x.export.Disabled() {
		t.Error("copies are offered to nobody")
	}
	for _, name := range []string{"Director, South Asia", " Private  Office", "Private Office"} {
		x.addressees.submit(name)
	}
	if want := []string{"Director, South Asia", "Private Office"}; !slices.Equal(d.briefing.Distribution, want) {
		t.Fatalf("the list is %q, want %q", d.briefing.Distribution, want)
	}
	if got := x.export.Label(); got != "Export 2 copies" {
		t.Errorf("the button says %q", got)
	}
	test.Tap(x.export)
	if files := filesIn(t, dir); len(files) != 2 || !strings.Contains(files[1], "Private Office") {
		t.Errorf("exported %q; %q", files, d.frame.toasts.Texts())
	}
	d.undo()
	if want := []string{"Director, South Asia"}; !slices.Equal(d.briefing.Distribution, want) {
		t.Errorf("undone, the list is %q, want %q", d.briefing.Distribution, want)
	}
}

func TestAddresseesAreTakenAwayByKeys(t *testing.T) {
	d, x, _ := exporting(t)
	x.editAddressees("Add addressees", func([]string) []string { return []string{"One", "Two", "Three"} })
	x.addressees.list.choose(1)
	x.addressees.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if want := []string{"One", "Three"}; !slices.Equal(d.briefing.Distribution, want) {
		t.Errorf("the list is %q, want %q", d.briefing.Distribution, want)
	}
}

func TestAPasswordIsTypedTwice(t *testing.T) {
	_, x, dir := exporting(t)
	x.password.SetText("a long one")
	x.again.SetText("another")
	test.Tap(x.export)
	if files := filesIn(t, dir); len(files) > 0 {
		t.Fatalf("exported %q", files)
	}
	x.again.SetText("a long one")
	test.Tap(x.export)
	files := filesIn(t, dir)
	if len(files) != 1 {
		t.Fatalf("exported %q; %q", files, x.desk.frame.toasts.Texts())
	}
	if data, err := os.ReadFile(filepath.Join(dir, files[0])); err != nil || !strings.Contains(string(data), "/Encrypt") {
		t.Errorf("the file is not protected: %v", err)
	}
}

// Every format can be chosen.
func TestEveryFormatIsOffered(t *testing.T) {
	_, x, _ := exporting(t)
	for _, f := range export.Formats() {
		x.as(f.Ext)
		if !strings.HasSuffix(x.file.Text(), f.Ext) {
			t.Errorf("%s is a file called %s", f.Label, x.file.Text())
		}
		if x.withPDFRow.Visible() != (f.Ext == ".eml") {
			t.Errorf("%s: whether a PDF goes with it is asked: %v", f.Label, x.withPDFRow.Visible())
		}
	}
}

func TestAMailTakesThePDF(t *testing.T) {
	_, x, dir := exporting(t)
	x.as(".eml")
	x.withPDF.SetText(withPDFLabels[1])
	test.Tap(x.export)
	files := filesIn(t, dir)
	if len(files) != 1 || !strings.HasSuffix(files[0], ".eml") {
		t.Fatalf("exported %q", files)
	}
	mail, err := os.ReadFile(filepath.Join(dir, files[0]))
	if err != nil || !strings.Contains(string(mail), "application/pdf") {
		t.Errorf("the mail has no PDF: %v", err)
	}
}

func TestTheFormatAndTheNameOfTheFileGoTogether(t *testing.T) {
	_, x, _ := exporting(t)
	x.file.SetText("/tmp/note.md")
	if got := x.chosen().Ext; got != ".md" {
		t.Errorf("the format is %s", got)
	}
	x.as(".png")
	if got := x.file.Text(); got != "/tmp/note.png" {
		t.Errorf("the file is %s", got)
	}
	x.file.SetText("/tmp/{colour}.pdf")
	if !strings.Contains(x.fileSays.name, "{title}") {
		t.Errorf("of a pattern that there is none of the sheet says %q", x.fileSays.name)
	}
}

func TestCopiesOfANoteAreChosenOnTheSheet(t *testing.T) {
	_, x, _ := exporting(t)
	before := x.prepared.Pages
	x.form.Select(2)
	if x.prepared.Pages <= before || len(x.card.page.pages) != x.prepared.Pages {
		t.Errorf("a record copy has %d pages, the sheet shows %d, the note has %d", x.prepared.Pages, len(x.card.page.pages), before)
	}
	x.form.Select(1)
	if x.citationRow.Visible() || len(x.prepared.Manuscript.Notes) > 0 {
		t.Error("a reader copy has citations")
	}
	x.pageType.SetText(typeChoices[1])
	if got := x.desk.exportOptions().Look.Type; got != layout.AccessibleType {
		t.Errorf("the type that is kept is %q", got)
	}
}

func TestARecipientsMarkingIsHeldAgainstTheProfile(t *testing.T) {
	d := opened(t)
	d.setMarking("us", "")
	x := d.newExportSheet()
	x.open()
	x.recipient.SetText("SECRT")
	if !x.export.Disabled() || !strings.Contains(x.recipientSays.text, "SECRET") {
		t.Errorf("of SECRT the sheet says %q", x.recipientSays.text)
	}
	x.recipient.SetText("SECRET//NOFORN")
	if x.export.Disabled() || x.options().For != briefing.Marking("SECRET//NOFORN") {
		t.Errorf("of SECRET//NOFORN the sheet says %q", x.recipientSays.text)
	}
}

func TestWhatIsThereAlreadyIsAskedAbout(t *testing.T) {
	_, x, dir := exporting(t)
	file := filepath.Join(dir, "note.txt")
	if err := os.WriteFile(file, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	x.file.SetText(file)
	test.Tap(x.export)
	if data, err := os.ReadFile(file); err != nil || string(data) != "mine" || !x.desk.modal() {
		t.Errorf("a file was replaced unasked: %v", err)
	}
}

func TestExportWaitsForWhatWasChosenLast(t *testing.T) {
	d, x, dir := exporting(t)
	var work []func()
	d.run.Go = func(f func()) { work = append(work, f) }
	x.recipient.SetText("TLP:GREEN")
	if !strings.Contains(x.recipientSays.text, "Looking for") {
		t.Errorf("before anything is known the sheet says %q", x.recipientSays.text)
	}
	test.Tap(x.export)
	if len(filesIn(t, dir)) > 0 || !d.modal() {
		t.Fatal("something is exported before it is set")
	}
	for len(work) > 0 {
		next := work[0]
		work = work[1:]
		next()
	}
	if files := filesIn(t, dir); len(files) != 1 || !strings.HasSuffix(files[0], "_TLP-GREEN.pdf") {
		t.Errorf("exported %q; %q", files, d.frame.toasts.Texts())
	}
}

func TestNothingIsExportedOnceTheSheetIsClosed(t *testing.T) {
	d, x, dir := exporting(t)
	var work []func()
	d.run.Go = func(f func()) { work = append(work, f) }
	x.recipient.SetText("TLP:GREEN")
	test.Tap(x.export)
	x.close()
	for len(work) > 0 {
		next := work[0]
		work = work[1:]
		next()
	}
	if files := filesIn(t, dir); len(files) > 0 {
		t.Errorf("exported %q", files)
	}
}
