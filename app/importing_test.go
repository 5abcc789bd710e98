package app

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

// lockedWorker reads files only with the password “open sesame”.
func lockedWorker() int {
	in := bufio.NewReader(os.Stdin)
	head, err := in.ReadString('\n')
	if err != nil {
		return 1
	}
	if !strings.Contains(head, `"password":"open sesame"`) {
		os.Stdout.WriteString(`{"refused":"it is encrypted; give its password","password":true}`)
		return 0
	}
	return importer.Work(io.MultiReader(strings.NewReader(head), in), os.Stdout)
}

// locked is a window whose files need the password, and two such files.
func locked(t *testing.T) (d *desk, files []string) {
	t.Helper()
	d = opened(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d.importer.Command = []string{self, "--locked-worker"}
	for _, name := range []string{"first", "second"} {
		file := filepath.Join(t.TempDir(), name+".txt")
		if err := os.WriteFile(file, []byte("A locked text\n\nOne sentence of the "+name+".\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return d, files
}

// password is the field for a password, which has the keyboard.
func (d *desk) password(t *testing.T) *look.Input {
	t.Helper()
	in, ok := d.win.Canvas().Focused().(*look.Input)
	if !ok || !in.Password {
		t.Fatalf("the keyboard is with %T, want a field for a password", d.win.Canvas().Focused())
	}
	return in
}

func (d *desk) givePassword(t *testing.T, password string) {
	t.Helper()
	in := d.password(t)
	test.Type(in, password)
	in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
}

func TestLockedFilesAskForTheirPassword(t *testing.T) {
	d, files := locked(t)
	before := d.articleCount(t)
	d.importFiles(files[:1])
	d.givePassword(t, "guess")
	if !d.shows("not its password") {
		t.Errorf("the dialog does not say that the password is wrong: %q", d.overlayTexts())
	}
	if n := d.articleCount(t); n != before {
		t.Errorf("there are %d articles before the password, want %d", n, before)
	}
	d.givePassword(t, "open sesame")
	if n := d.articleCount(t); n != before+1 {
		t.Errorf("there are %d articles, want %d", n, before+1)
	}
	if d.win.Canvas().Overlays().Top() != nil {
		t.Error("a dialog is left open")
	}
}

func TestLockedFilesCanBeSkippedAndOpenedLater(t *testing.T) {
	d, files := locked(t)
	before := d.articleCount(t)
	d.importFiles(files)
	d.password(t).TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.givePassword(t, "open sesame")
	if !d.shows("1 file could not be") || !d.shows("Enter Password…") {
		t.Fatalf("the result does not say what is left to do: %q", d.overlayTexts())
	}
	list, ok := d.win.Canvas().Focused().(*rowList)
	if !ok {
		t.Fatalf("the keyboard is with %T, want the list of files", d.win.Canvas().Focused())
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.givePassword(t, "open sesame")
	if n := d.articleCount(t); n != before+2 {
		t.Errorf("there are %d articles, want %d", n, before+2)
	}
	if said := d.lastImport.text(); strings.Contains(said, "sesame") || strings.Contains(said, "Not imported") {
		t.Errorf("the result is %q", said)
	}
}

// overlayTexts is what the dialog on top says, piece by piece.
func (d *desk) overlayTexts() []string {
	top := d.win.Canvas().Overlays().Top()
	if top == nil {
		return nil
	}
	var texts []string
	for _, o := range test.LaidOutObjects(top) {
		if text, ok := o.(*canvas.Text); ok {
			texts = append(texts, text.Text)
		}
	}
	return texts
}

// shows reports whether the dialog on top says words.
func (d *desk) shows(words string) bool {
	return strings.Contains(strings.Join(d.overlayTexts(), "\n"), words)
}

func writeFiles(t *testing.T, contents map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, content := range contents {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestAResultSaysWhatBecameOfEachFile(t *testing.T) {
	d := opened(t)
	dir := writeFiles(t, map[string]string{
		"good.txt":        "A title of its own\n\nOne sentence.\n",
		"deep/page.html":  "<title>Another title</title><article><h1>Another title</h1><p>A page of some words, which says what was decided.</p></article>",
		"deep/broken.pdf": "%PDF-1.4\nno more than this",
	})
	d.dropped(fyne.NewPos(9, 9), []fyne.URI{storage.NewFileURI(dir)})
	if !d.shows("Imported 2 articles; 1 file could not be") || !d.shows("broken.pdf") || !d.shows("Try Again") {
		t.Fatalf("the result says %q", d.overlayTexts())
	}
	text := d.lastImport.text()
	for _, want := range []string{"good.txt: Added, “A title of its own”", "page.html: Added, “Another title”", "broken.pdf: Not imported\n\t"} {
		if !strings.Contains(text, want) {
			t.Errorf("the copied list has no %q:\n%s", want, text)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "deep/broken.pdf"), []byte("A text after all\n\nWith a sentence.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if d.modal() || !strings.Contains(d.lastImport.text(), "broken.pdf: Added") {
		t.Errorf("after a second try the result is %q, said %q", d.lastImport.text(), d.overlayTexts())
	}
}

func TestWarningsAreOfferedAndCanBeReadLater(t *testing.T) {
	d := opened(t)
	b := &batch{outcomes: []outcome{
		{file: "a.docx", title: "A", status: session.ImportAdded, article: d.article, warnings: []string{"The document holds tracked changes; the newest text was read."}},
		{file: "b.txt", title: "B", status: session.ImportUnchanged, article: d.article},
	}}
	d.tellImport(b)
	if said := strings.Join(d.frame.toasts.Texts(), "\n"); d.modal() || !strings.Contains(said, "1 source to check") {
		t.Errorf("the toasts say %q", said)
	}
	d.do((*desk).hasImport, (*desk).showLastImport)
	if !d.shows("tracked changes") || d.shows("There already") {
		t.Errorf("the result says %q", d.overlayTexts())
	}
}

// A dialog must not take the letters of somebody who types.
func TestResultsWaitForWhoeverTypes(t *testing.T) {
	d := opened(t)
	d.focusSearch()
	d.importFiles([]string{"/nonexistent"})
	if d.modal() {
		t.Fatal("a dialog took the keyboard")
	}
	if said := strings.Join(d.frame.toasts.Texts(), "\n"); !strings.Contains(said, "1 file could not be imported") {
		t.Errorf("the toasts say %q", said)
	}
}

func (d *desk) articleCount(t *testing.T) int {
	t.Helper()
	list, err := d.session.Articles(t.Context(), library.ArticleQuery{})
	if err != nil {
		t.Fatal(err)
	}
	return len(list)
}

// mailbox is a file of two mails.
func mailbox(t *testing.T) string {
	t.Helper()
	mail := "From a\nFrom: A <a@example.org>\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: Mail %\n\nSentence % of the box.\n\n"
	text := strings.ReplaceAll(mail, "%", "one") + strings.ReplaceAll(mail, "%", "two")
	return filepath.Join(writeFiles(t, map[string]string{"box.mbox": text}), "box.mbox")
}

func TestMailboxesAreImportedWhole(t *testing.T) {
	d := opened(t)
	before := d.articleCount(t)
	file := mailbox(t)
	for range 2 {
		d.importFiles([]string{file})
		if !d.shows("holds 2 articles") || !d.shows("Mail one") || !d.shows("2 Mar 2026") {
			t.Fatalf("the choice says %q", d.overlayTexts())
		}
		d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if n := d.articleCount(t); n != before+2 {
		t.Errorf("there are %d articles, want %d", n, before+2)
	}
}

func TestOnlyTheChosenMailsAreImported(t *testing.T) {
	d := opened(t)
	before := d.articleCount(t)
	d.importFiles([]string{mailbox(t)})
	list := d.win.Canvas().Focused()
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeySpace})
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if n := d.articleCount(t); n != before+1 {
		t.Errorf("there are %d articles, want %d", n, before+1)
	}
	d.importFiles([]string{mailbox(t)})
	d.win.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if n := d.articleCount(t); n != before+1 || d.modal() {
		t.Errorf("there are %d articles after none was chosen, want %d", n, before+1)
	}
}

// Whatever is read can be found in the dialog and in the empty window.
func TestAllFormatsAreNamed(t *testing.T) {
	d := opened(t)
	d.askImportPath()
	for _, f := range importer.Formats() {
		if len(f.Extensions) > 0 && !strings.Contains(strings.Join(d.overlayTexts(), " "), f.Label) {
			t.Errorf("the dialog does not name %s: %q", f.Label, d.overlayTexts())
		}
	}
}

// TestAnImportCanBeStopped stops an import of many files after the first: what
// was read is kept, and it is said that the rest was not.
func TestAnImportCanBeStopped(t *testing.T) {
	d := opened(t)
	dir := t.TempDir()
	for i := range 40 {
		file := filepath.Join(dir, fmt.Sprintf("%02d.txt", i))
		if err := os.WriteFile(file, fmt.Appendf(nil, "Text %d\n\nOne sentence of number %d.\n", i, i), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d.session.OnChange(func(refs []library.Ref) {
		d.changed(refs)
		for _, j := range d.jobs.Running() {
			j.Stop()
		}
	})
	d.importFiles([]string{dir})
	articles, err := d.session.Articles(t.Context(), library.ArticleQuery{})
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) == 0 || len(articles) == 40 {
		t.Errorf("%d of 40 articles were imported", len(articles))
	}
	if said := d.said(); !strings.Contains(said, "stopped") {
		t.Errorf("the window says %q", said)
	}
	if running := d.jobs.Running(); len(running) > 0 {
		t.Errorf("%d jobs still run", len(running))
	}
}
