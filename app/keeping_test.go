package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/app/passages"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// What a library that loses nothing offers: the trash, versions, backups.

// button is the button that says label on the dialog on top.
func (d *desk) button(t *testing.T, label string) *look.Button {
	t.Helper()
	return buttonOn(t, d.win.Canvas().Overlays().Top(), label)
}

func buttonOn(t *testing.T, o fyne.CanvasObject, label string) *look.Button {
	t.Helper()
	if o == nil {
		t.Fatal("no dialog is open")
	}
	var labels []string
	for _, o := range test.LaidOutObjects(o) {
		if b, ok := o.(*look.Button); ok {
			if b.Label() == label {
				return b
			}
			labels = append(labels, b.Label())
		}
	}
	t.Fatalf("there is no button %q, but %q", label, labels)
	return nil
}

// listOn is the list on the dialog on top.
func (d *desk) listOn(t *testing.T) *rowList {
	t.Helper()
	for _, o := range test.LaidOutObjects(d.win.Canvas().Overlays().Top()) {
		if r, ok := o.(*rowList); ok {
			return r
		}
	}
	t.Fatal("no list is shown")
	return nil
}

// says are the words shown on an object.
func says(o fyne.CanvasObject) string {
	var all []string
	for _, o := range test.LaidOutObjects(o) {
		if w, ok := o.(fyne.Widget); ok {
			all = append(all, drawnBy(w)...)
		}
	}
	return strings.Join(all, " ")
}

// drawnBy are the words that a widget draws itself.
func drawnBy(w fyne.Widget) []string {
	var all []string
	for _, o := range test.WidgetRenderer(w).Objects() {
		if t, ok := o.(*canvas.Text); ok {
			all = append(all, t.Text)
		}
	}
	return all
}

func TestDeletingAQuotedPassageNamesTheBriefing(t *testing.T) {
	d := opened(t)
	quoted := d.rows[0].ID
	before := len(d.rows)
	d.deletePassageCalled(quoted)
	if !d.modal() || len(d.rows) != before {
		t.Fatal("a quoted passage is deleted without a question")
	}
	if said := says(d.win.Canvas().Overlays().Top()); !strings.Contains(said, titleOf(d.briefing)) {
		t.Errorf("the question does not name the briefing: %s", said)
	}
	test.Tap(d.button(t, "Delete"))
	if len(d.rows) != before-1 || d.prepared.Verified != 4 {
		t.Errorf("%d passages, %d quotations verified", len(d.rows), d.prepared.Verified)
	}
}

func TestTheTrashGivesBackSeveralAtOnce(t *testing.T) {
	d := opened(t)
	before := len(d.rows)
	for _, r := range slices.Clone(d.rows)[:2] {
		d.trashPassage(r.ID)
	}
	d.showTrash()
	list := d.listOn(t)
	if list.count != 2 || len(list.picks()) != 1 {
		t.Fatalf("%d rows, picked %v", list.count, list.picks())
	}
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Tap(d.button(t, "Restore 2"))
	if list.count != 0 || len(d.rows) != before {
		t.Errorf("%d rows in the trash, %d passages, want none and %d", list.count, len(d.rows), before)
	}
	test.Tap(d.button(t, "Close"))
	d.undo()
	if len(d.rows) != before-2 {
		t.Errorf("restoring was not one step of undo: %d passages", len(d.rows))
	}
}

func TestThePassageOfATrashedArticleWantsItsArticle(t *testing.T) {
	d := opened(t)
	d.trashPassage(d.rows[0].ID)
	if err := d.session.DeleteArticle(d.article); err != nil {
		t.Fatal(err)
	}
	d.showTrash()
	list := d.listOn(t)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown}) // the passage
	test.Tap(d.button(t, "Restore"))
	if said := says(d.win.Canvas().Overlays().Top()); !strings.Contains(said, "restore it first, or both together") {
		t.Errorf("it is not said what is in the way: %s", said)
	}
	list.TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Tap(d.button(t, "Restore 2"))
	if list.count != 0 || d.articles != 1 {
		t.Errorf("%d in the trash, %d articles", list.count, d.articles)
	}
}

func TestDeletingForEverKeepsWhatIsQuoted(t *testing.T) {
	d := opened(t)
	unquoted, ok := d.highlight(d.words(t, "significant timing"), "rose")
	if !ok {
		t.Fatal(d.frame.toasts.Texts())
	}
	quoted := slices.IndexFunc(d.rows, func(r passages.Row) bool { return r.ID != unquoted })
	d.trashPassage(d.rows[quoted].ID)
	d.trashPassage(unquoted)
	d.showTrash()
	d.listOn(t).TypedShortcut(&fyne.ShortcutSelectAll{})
	test.Tap(d.button(t, "Delete for Ever…"))
	test.Tap(d.button(t, "Delete for Ever"))
	if n := d.listOn(t).count; n != 1 {
		t.Errorf("%d things are left in the trash, want the one that is quoted", n)
	}
	if said := says(d.win.Canvas().Overlays().Top()); !strings.Contains(said, "stays, since “"+titleOf(d.briefing)+"” quotes it") {
		t.Errorf("it is not said what is kept: %s", said)
	}
	test.Tap(d.button(t, "Empty Trash…"))
	test.Tap(d.button(t, "Empty Trash"))
	if _, err := d.session.Sources(d.briefing); err != nil || d.prepared.Verified != 4 {
		t.Errorf("%d verified, %v", d.prepared.Verified, err)
	}
}

func TestAVersionIsComparedAndRestored(t *testing.T) {
	d := opened(t)
	first := d.briefing.Blocks
	d.markExported(d.briefing) // or it would be one with what is saved in the same minute
	flush(t, d)
	d.editNote("Change title", func(b *briefing.Briefing) { b.Title = "Another title" })
	d.addBlock(0, briefing.BlockText)
	d.typeText(0, "Words that came later.")
	d.deleteBlocks(1, 1)
	flush(t, d)
	d.showVersions()
	list := d.listOn(t)
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEnd}) // the oldest
	top := d.win.Canvas().Overlays().Top()
	said := says(top)
	for _, want := range []string{"1 detail changed", "1 block added", "1 block removed", "Words that came later.", "Another", "Added", "Removed"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is not in %s", want, said)
		}
	}
	test.Tap(d.button(t, "Restore This Version"))
	if d.modal() || len(d.briefing.Blocks) != len(first) || d.briefing.Title == "Another title" {
		t.Errorf("restored, the briefing is %q with %d blocks", d.briefing.Title, len(d.briefing.Blocks))
	}
	d.undo()
	if d.briefing.Title != "Another title" {
		t.Errorf("undone, the briefing is %q", d.briefing.Title)
	}
}

func TestAVersionIsOpenedAsANewBriefing(t *testing.T) {
	d := opened(t)
	flush(t, d)
	note, title := d.note, d.briefing.Title
	d.showVersions()
	test.Tap(d.button(t, "Open as New Briefing"))
	if d.note == note || !strings.HasPrefix(d.briefing.Title, title+" (") || d.prepared.Verified != 4 {
		t.Errorf("“%s” is open, %d verified", d.briefing.Title, d.prepared.Verified)
	}
}

func flush(t *testing.T, d *desk) {
	t.Helper()
	if err := d.session.Flush(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// program opens a window on a library in a file.
func openedFile(t *testing.T, path string) *program {
	t.Helper()
	stopped := func(time.Duration, func()) func() { return func() {} }
	p := newProgram(t.Context(), test.NewTempApp(t), inline(), stopped)
	p.open(path)
	t.Cleanup(func() {
		if p.desk != nil {
			if err := p.desk.end(context.Background()); err != nil {
				t.Error(err)
			}
		}
	})
	return p
}

func TestUndoIsNamedAfterARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	p := openedFile(t, path)
	p.desk.trashPassage(p.desk.rows[0].ID)
	if err := p.desk.end(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.open(path)
	i := slices.IndexFunc(p.desk.menu.commands, func(c command) bool { return c.label == "Undo" })
	if item := p.desk.menu.items[i]; item.Label != "Undo “Delete passage”" || item.Disabled {
		t.Errorf("the menu says %q, disabled: %v", item.Label, item.Disabled)
	}
	before := len(p.desk.rows)
	p.desk.undo()
	if got := len(p.desk.rows); got != before+1 {
		t.Errorf("%d passages after undo, want %d", got, before+1)
	}
}

func TestABackupIsMadeAndRestored(t *testing.T) {
	dir := t.TempDir()
	p := openedFile(t, filepath.Join(dir, "library"))
	backup := filepath.Join(dir, "copy.briefdesk")
	p.desk.backUpTo(backup)
	p.desk.trashPassage(p.desk.rows[0].ID)
	p.desk.askRestore(backup, "the copy")
	old := p.desk
	test.Tap(old.button(t, "Restore"))
	if p.desk == old || p.desk == nil {
		t.Fatalf("the window shows no other library: %v", p.err)
	}
	if n := len(p.desk.rows); n != 4 {
		t.Errorf("%d passages in what was restored, want 4", n)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "library-before-restore-*"))
	if err != nil || len(kept) == 0 {
		t.Errorf("the library before is kept as %v, %v", kept, err)
	}
	if p.desk.modal() {
		t.Error("a dialog is open")
	}
}

func TestABackupThatIsNoneChangesNothing(t *testing.T) {
	dir := t.TempDir()
	p := openedFile(t, filepath.Join(dir, "library"))
	bad := filepath.Join(dir, "bad.briefdesk")
	if err := os.WriteFile(bad, []byte("not a library"), 0o600); err != nil {
		t.Fatal(err)
	}
	p.desk.restoreFrom(bad)
	if p.desk == nil || len(p.desk.rows) != 4 {
		t.Fatal("the library is gone")
	}
	if texts := p.desk.frame.toasts.Texts(); !slices.ContainsFunc(texts, func(s string) bool { return strings.HasPrefix(s, "The backup was not restored") }) {
		t.Errorf("it is not said: %q", texts)
	}
}

func TestADamagedLibraryOffersItsBackup(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	p := openedFile(t, path)
	flush(t, p.desk)
	p.desk.keepBackups() // which found nothing to keep if the sample was not saved yet
	daily := must(library.Backups(path))
	if len(daily) == 0 {
		t.Fatal("there is no backup of the day")
	}
	if err := p.desk.end(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.desk = nil
	damaged := []byte(strings.Repeat("damaged ", 1000))
	if err := os.WriteFile(path, append([]byte("SQLite format 3\x00"), damaged...), 0o600); err != nil {
		t.Fatal(err)
	}
	os.Remove(path + "-wal")
	p.open(path)
	if p.desk != nil || p.err == nil {
		t.Fatal("a damaged library is open")
	}
	if said := says(p.win.Content()); !strings.Contains(said, "Nothing has been changed.") || !strings.Contains(said, "newest good backup") {
		t.Errorf("the window says %s", said)
	}
	if data, err := os.ReadFile(path); err != nil || !strings.Contains(string(data), "damaged damaged") {
		t.Error("the file was touched before a choice")
	}
	test.Tap(buttonOn(t, p.win.Content(), "Restore the Backup of "+dayInWords(daily[0].Made)))
	if p.desk == nil {
		t.Fatalf("the backup is not open: %v; %s", p.err, says(p.win.Content()))
	}
	if n := p.end(); n != 0 {
		t.Errorf("the program ends with %d", n)
	}
	p.desk = nil
}

func TestANewerLibraryIsRefusedInWords(t *testing.T) {
	title, text := refusal(library.ErrNewer)
	if !strings.Contains(title, "newer") || !strings.Contains(text, "update the program") || mayBeRestored(library.ErrNewer) {
		t.Errorf("%s: %s", title, text)
	}
}

func TestASecondWindowSaysWhyItOnlyReads(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	writer := must(library.Open(path))
	defer writer.Close()
	p := openedFile(t, path)
	d := p.desk
	if d == nil || d.writable() {
		t.Fatalf("the library is not open for reading: %v", p.err)
	}
	if said := strings.Join(drawnBy(d.frame.status), " "); !strings.Contains(said, "Open in another window") {
		t.Errorf("the status line says %s", said)
	}
	d.pressStatus(t, "Open in another window")
	if said := says(d.win.Canvas().Overlays().Top()); !strings.Contains(said, "changes nothing") {
		t.Errorf("the details are %s", said)
	}
}

// pressStatus presses the words in the status line.
func (d *desk) pressStatus(t *testing.T, words string) {
	t.Helper()
	for _, o := range test.WidgetRenderer(d.frame.status).Objects() {
		if text, ok := o.(*canvas.Text); ok && strings.Contains(text.Text, words) {
			d.frame.status.Tapped(&fyne.PointEvent{Position: text.Position().AddXY(text.Size().Width/2, 4)})
			return
		}
	}
	t.Fatalf("%q is not in the status line", words)
}

func TestSeveralJobsAreShownAndStopped(t *testing.T) {
	d := opened(t)
	var works []func()
	d.jobs = session.NewJobs(session.Runner{Go: func(work func()) { works = append(works, work) }, UI: d.run.UI}, d.showStatus)
	var ended []error
	for _, name := range []string{"Importing one", "Importing two"} {
		d.start(name, func(ctx context.Context, progress func(done, total int)) error {
			progress(1, 2)
			return ctx.Err()
		}, func(err error) { ended = append(ended, err) })
	}
	d.showStatus()
	d.pressStatus(t, "Importing two and 1 more")
	list := d.listOn(t)
	if list.count != 3 {
		t.Fatalf("%d rows, want two jobs and the sample", list.count)
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	test.Tap(d.button(t, "Stop")) // the older one
	for _, work := range works {
		work()
	}
	if len(ended) != 2 || !errors.Is(ended[0], context.Canceled) || ended[1] != nil {
		t.Errorf("they ended with %v", ended)
	}
	if said := says(d.win.Canvas().Overlays().Top()); !strings.Contains(said, "Importing one Stopped") || !strings.Contains(said, "Importing two Done") {
		t.Errorf("listed are %s", said)
	}
}

func TestWhatAJobSaidCanBeReadLater(t *testing.T) {
	d := opened(t)
	d.exportTo(filepath.Join(t.TempDir(), "note.txt"))
	d.frame.toasts.Clear()
	d.showJobs()
	if said := says(d.win.Canvas().Overlays().Top()); !strings.Contains(said, "Exporting note.txt") || !strings.Contains(said, "4 of 4 quotations verified") {
		t.Errorf("listed are %s", said)
	}
}
