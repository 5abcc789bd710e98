package app

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
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

func TestLockedFilesAskForTheirPassword(t *testing.T) {
	d := opened(t)
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	d.importer.Command = []string{self, "--locked-worker"}
	file := filepath.Join(t.TempDir(), "locked.txt")
	if err := os.WriteFile(file, []byte("A locked text\n\nOne sentence of it.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	before := d.articleCount(t)
	d.importFiles([]string{file})
	for _, password := range []string{"guess", "open sesame"} {
		in, ok := d.win.Canvas().Focused().(*look.Input)
		if !ok || !in.Password {
			t.Fatalf("the keyboard is with %T, want a field for a password", d.win.Canvas().Focused())
		}
		if n := d.articleCount(t); n != before {
			t.Fatalf("there are %d articles before the password, want %d", n, before)
		}
		test.Type(in, password)
		in.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	if n := d.articleCount(t); n != before+1 {
		t.Errorf("there are %d articles, want %d", n, before+1)
	}
	if d.win.Canvas().Overlays().Top() != nil {
		t.Error("a dialog is left open")
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

func TestMailboxesAreImportedWhole(t *testing.T) {
	d := opened(t)
	before := d.articleCount(t)
	file := filepath.Join(t.TempDir(), "box.mbox")
	mail := "From a\nFrom: A <a@example.org>\nSubject: Mail %\n\nSentence % of the box.\n\n"
	text := strings.ReplaceAll(mail, "%", "one") + strings.ReplaceAll(mail, "%", "two")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d.importFiles([]string{file})
	d.importFiles([]string{file})
	if n := d.articleCount(t); n != before+2 {
		t.Errorf("there are %d articles, want %d", n, before+2)
	}
}
