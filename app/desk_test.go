package app

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/clipboard"
	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
	"briefdesk/briefing/template"
)

// The tests run a worker of the importer in this test program.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case importer.WorkerFlag:
			os.Exit(importer.Work(os.Stdin, os.Stdout))
		case "--locked-worker":
			os.Exit(lockedWorker())
		}
	}
	os.Exit(m.Run())
}

// opened is a window on an empty library, without concurrency.
func opened(t testing.TB) *desk {
	t.Helper()
	lib, err := library.Memory()
	if err != nil {
		t.Fatal(err)
	}
	stopped := func(time.Duration, func()) func() { return func() {} }
	d, err := newDesk(t.Context(), test.NewTempApp(t), lib, inline(), stopped)
	if err != nil {
		t.Fatal(err)
	}
	d.now = func() time.Time { return time.Date(2026, 3, 17, 7, 40, 0, 0, time.UTC) }
	d.putPage = func(string, string) error { return clipboard.ErrUnsupported }
	d.win.Resize(fyne.NewSize(1440, 900))
	d.open(nil)
	t.Cleanup(func() {
		if err := d.session.Close(context.Background()); err != nil {
			t.Error(err)
		}
		if err := lib.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// inline runs all work at once, but what the writer of the session has to say:
// that comes from a goroutine of its own, and no test here waits for it.
func inline() session.Runner {
	test := goroutine()
	return session.Runner{
		Go: func(work func()) { work() },
		UI: func(f func()) {
			if goroutine() == test {
				f()
			}
		},
	}
}

// goroutine is the number of the goroutine that calls it.
func goroutine() string {
	var stack [64]byte
	return strings.Fields(string(stack[:runtime.Stack(stack[:], false)]))[1]
}

func sampleText(t *testing.T) string {
	t.Helper()
	data, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// words is the range of words in the open article.
func (d *desk) words(t *testing.T, words string) briefing.Range {
	t.Helper()
	at := strings.Index(d.snapshot.Text, words)
	if at < 0 {
		t.Fatalf("%q is not in the article", words)
	}
	start := briefing.Length(d.snapshot.Text[:at])
	return briefing.Range{Start: start, End: start + briefing.Length(words)}
}

func (d *desk) texts() []string {
	var all []string
	for _, b := range d.briefing.Blocks {
		text := b.Text
		if b.Kind == briefing.BlockQuotation {
			text = "“”"
		}
		all = append(all, text)
	}
	return all
}

func TestFirstStartOpensTheSample(t *testing.T) {
	d := opened(t)
	if d.articles != 1 || d.article.IsZero() || !d.hasNote() {
		t.Fatalf("%d articles, article %v, briefing %v", d.articles, d.article, d.note)
	}
	if r := d.prepared.Report; r.Verified != 4 || r.Checked != 4 || d.preview.Pages() != 2 {
		t.Errorf("%d of %d verified on %d pages, want 4 of 4 on 2", r.Verified, r.Checked, d.preview.Pages())
	}
	if got := d.win.Title(); !strings.HasSuffix(got, " – Briefdesk") {
		t.Errorf("the window is called %q", got)
	}
	if got := setBy(d.briefing, d.prepared.Manuscript.Banner); got != "set by Advice ¶1" {
		t.Errorf("the banner is %q", got)
	}
}

// The job of a desk officer: import, select, save, arrange, type, undo, export.
func TestTheWholeJob(t *testing.T) {
	d := opened(t)
	file := filepath.Join(t.TempDir(), "article.txt")
	text := strings.NewReplacer("Pakistan US Counterterrorism Alliance", "A Title of Its Own", "The cynicism", "The doubt").Replace(sampleText(t))
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	d.importFiles([]string{file})
	if d.articles != 2 {
		t.Fatalf("%d articles after the import: %q", d.articles, d.frame.toasts.Texts())
	}
	d.note, d.block = briefing.ID{}, -1
	d.closeNote()

	sentence := "It is significant timing."
	d.reader.Select(d.words(t, sentence))
	d.do((*desk).canAdd, (*desk).addSelection)
	if !d.hasNote() || len(d.briefing.Blocks) != 1 || d.prepared.Verified != 1 {
		t.Fatalf("the briefing has %q, %d verified; %q", d.texts(), d.prepared.Verified, d.frame.toasts.Texts())
	}
	d.addBlock(0, briefing.BlockHeading)
	d.addBlock(2, briefing.BlockText)
	d.typeText(2, "We should w")
	d.typeText(2, "We should wait.")
	d.moveBlocks(2, 1, 1)
	if got, want := d.texts(), []string{"Heading", "We should wait.", "“”"}; !slices.Equal(got, want) {
		t.Fatalf("the briefing has %q, want %q", got, want)
	}
	if name := d.session.UndoName(); name != "Move text" {
		t.Errorf("undo is called %q", name)
	}
	for range 2 {
		d.undo()
	}
	if got, want := d.texts(), []string{"Heading", "“”", ""}; !slices.Equal(got, want) {
		t.Fatalf("undone, the briefing has %q, want %q", got, want)
	}
	for range 2 {
		d.redo()
	}

	out := filepath.Join(t.TempDir(), "note.txt")
	d.exportTo(out)
	exported, err := os.ReadFile(out)
	if err != nil {
		t.Fatalf("%v; %q", err, d.frame.toasts.Texts())
	}
	for _, want := range []string{sentence, "We should wait.", "1 of 1 quotation verified", "A Title of Its Own"} {
		if !strings.Contains(string(exported), want) {
			t.Errorf("%q is not in the export:\n%s", want, exported)
		}
	}
}

func TestFailedImportsAreListed(t *testing.T) {
	d := opened(t)
	dir := t.TempDir()
	bad := filepath.Join(dir, "picture.txt")
	if err := os.WriteFile(bad, []byte("\x89PNG\r\n\x1a\n\x00\x00"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.importFiles([]string{bad, filepath.Join(dir, "missing.txt")})
	if !d.modal() {
		t.Fatal("no list of what failed")
	}
	if d.articles != 1 {
		t.Errorf("%d articles, want the one there was", d.articles)
	}
}

func TestCommandsWaitBehindADialog(t *testing.T) {
	d := opened(t)
	d.askDetails()
	before := len(d.briefing.Blocks)
	for _, item := range d.menu.items {
		item.Action()
	}
	if len(d.briefing.Blocks) != before || d.articles != 1 {
		t.Error("a command ran behind a dialog")
	}
}

func TestCommandsAreEnabledWhenTheyMakeSense(t *testing.T) {
	d := opened(t)
	state := func(label string) bool {
		i := slices.IndexFunc(d.menu.commands, func(c command) bool { return c.label == label })
		return !d.menu.items[i].Disabled
	}
	d.reader.Select(briefing.Range{})
	d.showCommands()
	if state("Copy with Citation") {
		t.Error("nothing is selected, but it can be copied")
	}
	d.reader.Select(d.words(t, "significant timing"))
	d.showCommands()
	if !state("Copy with Citation") || !state("Highlight Rose") {
		t.Error("words are selected, but nothing can be done with them")
	}
	d.copyWithCitation()
	got := d.app.Clipboard().Content()
	for _, want := range []string{"“significant timing”", "Pakistan US Counterterrorism Alliance", "Paragraph\u00a04.", "exclusively those of the author"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not on the clipboard: %s", want, got)
		}
	}
}

// Every key does one thing only.
func TestNoTwoCommandsShareKeys(t *testing.T) {
	seen := map[string]string{}
	for _, c := range commands() {
		if c.keys == nil {
			continue
		}
		if other := seen[c.keys.ShortcutName()]; other != "" {
			t.Errorf("%s and %s have the same keys", other, c.label)
		}
		seen[c.keys.ShortcutName()] = c.label
	}
}

func TestMarkingsFollowTheProfile(t *testing.T) {
	d := opened(t)
	d.setMarking("uk", "SECRET")
	if got := d.prepared.Manuscript.Banner.Mark; got != "SECRET" {
		t.Errorf("the banner is %s", got)
	}
	for i, b := range d.briefing.Blocks {
		if b.Portion != "" {
			t.Errorf("block %d keeps %s of another profile", i+1, b.Portion)
		}
	}
	d.undo()
	if got := d.prepared.Manuscript.Banner.Mark; got != "TLP:AMBER" {
		t.Errorf("undone, the banner is %s", got)
	}
}

func TestAQuotationOfWhatIsInTheTrashIsStillProved(t *testing.T) {
	d := opened(t)
	passages := len(d.rows)
	d.trashPassage(d.rows[0].ID)
	if d.prepared.Verified != 4 || len(d.rows) != passages-1 {
		t.Errorf("%d verified, %d passages listed after deleting one, want 4 and %d", d.prepared.Verified, len(d.rows), passages-1)
	}
	d.undo()
	if d.prepared.Verified != 4 || len(d.rows) != passages {
		t.Errorf("%d verified, %d passages listed after undo, want 4 and %d", d.prepared.Verified, len(d.rows), passages)
	}
}

func TestAQuotationOfWhatIsGoneForEverIsNotExported(t *testing.T) {
	d := opened(t)
	quoted := d.rows[0].ID
	if err := d.session.EditBriefing("Quote", d.note, func(b *briefing.Briefing) error {
		for i := range b.Blocks {
			if b.Blocks[i].Quotation.Passage == quoted {
				b.Blocks[i].Quotation.Passage = briefing.NewID()
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if d.prepared.Verified != 3 {
		t.Errorf("%d verified, want 3", d.prepared.Verified)
	}
	d.exportTo(filepath.Join(t.TempDir(), "note.pdf"))
	if texts := d.frame.toasts.Texts(); !slices.ContainsFunc(texts, func(s string) bool { return strings.HasPrefix(s, "Not exported") }) {
		t.Errorf("an unproved briefing was exported: %q", texts)
	}
}

// A marking set by a block that the next briefing does not have.
func TestANewBriefingAfterAMarkedOne(t *testing.T) {
	d := opened(t)
	d.run.Go = func(func()) {} // nothing is set for a while
	d.do((*desk).writable, (*desk).newNote)
	d.pickTemplate(t, template.Blank)
	d.pressButton(t, "Create")
	if got := setBy(d.briefing, d.prepared.Manuscript.Banner); got != "" || len(d.briefing.Blocks) != 0 {
		t.Errorf("an empty briefing says %q", got)
	}
}

// Without a portal the dialog is there before the next key.
func TestImportAsksAtOnce(t *testing.T) {
	d := opened(t)
	d.portal = false
	d.run.Go = func(func()) { t.Error("something is waited for") }
	d.do((*desk).writable, (*desk).askImport)
	if !d.modal() {
		t.Error("no dialog is open")
	}
}

func TestMenuMovesTheSelectedBlock(t *testing.T) {
	d := opened(t)
	d.addBlock(len(d.blocks()), briefing.BlockText)
	last := len(d.blocks()) - 1
	before := d.texts()
	i := slices.IndexFunc(d.menu.commands, func(c command) bool { return c.label == "Move Block Up" })
	d.menu.items[i].Action()
	want := append(slices.Clone(before[:last-1]), before[last], before[last-1])
	if got := d.texts(); !slices.Equal(got, want) || d.block != last-1 {
		t.Errorf("block %d is selected of %q, want %d of %q", d.block, got, last-1, want)
	}
}

func TestUndoneDeletionOpensTheBriefingAgain(t *testing.T) {
	d := opened(t)
	note := d.note
	if err := d.session.DeleteBriefing(note); err != nil {
		t.Fatal(err)
	}
	if d.hasNote() {
		t.Fatal("a deleted briefing is open")
	}
	d.undo()
	if d.note != note || len(d.briefing.Blocks) == 0 {
		t.Error("undoing the deletion does not open the briefing")
	}
}

func TestAPassageThatIsUndoneCannotBeAdded(t *testing.T) {
	d := opened(t)
	d.highlight(d.words(t, "significant timing"), "rose")
	d.undo()
	if !d.passage.IsZero() {
		t.Error("the passage is still the one touched last")
	}
}

func TestAToastUndoesOnlyWhatItSaid(t *testing.T) {
	d := opened(t)
	done, before := d.session.Edits(), len(d.blocks())
	d.addBlock(0, briefing.BlockText)
	d.undoIf(done)
	if got := len(d.blocks()); got != before+1 {
		t.Errorf("%d blocks, want %d: the toast undid what came after it", got, before+1)
	}
}

func TestAPassageOverAPullQuoteLeavesItOut(t *testing.T) {
	d := opened(t)
	from, to := d.words(t, "a shifting set of US priorities."), d.words(t, "It is strengthened")
	id, ok := d.highlight(briefing.Range{Start: from.Start, End: to.End}, "blue")
	if !ok {
		t.Fatal(d.frame.toasts.Texts())
	}
	d.quotePassage(id, -1)
	quoted := d.briefing.Blocks[len(d.briefing.Blocks)-1].Quotation
	if words := printed(quoted, must(d.session.Sources(d.briefing))); strings.Contains(words, "Kugelman") || !strings.Contains(words, "[…]") {
		t.Errorf("the quotation is printed as %q", words)
	}
	if d.prepared.Verified != 5 {
		t.Errorf("%d quotations verified, want 5", d.prepared.Verified)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Of many readings asked for while one is under way, only the newest is made.
func TestFillDropsWhatIsOvertaken(t *testing.T) {
	d := opened(t)
	var waiting []func()
	d.run.Go = func(work func()) { waiting = append(waiting, work) }
	var s slot
	var read, shown []int
	for i := range 5 {
		d.fill(&s, "", func() (func(), error) {
			read = append(read, i)
			return func() { shown = append(shown, i) }, nil
		})
	}
	for len(waiting) > 0 {
		work := waiting[0]
		waiting = waiting[1:]
		work()
	}
	if !slices.Equal(read, []int{0, 4}) || !slices.Equal(shown, []int{4}) {
		t.Errorf("read %v and showed %v, want 0 and 4 read, 4 shown", read, shown)
	}
}

func TestAReadOnlyLibraryIsLeftAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	writer := must(library.Open(path))
	defer writer.Close()
	reader := must(library.OpenReadOnly(path))
	defer reader.Close()
	stopped := func(time.Duration, func()) func() { return func() {} }
	d := must(newDesk(t.Context(), test.NewTempApp(t), reader, inline(), stopped))
	defer d.session.Close(context.Background())
	d.open(nil)
	for i, item := range d.menu.items {
		if c := d.menu.commands[i]; c.menu != "View" && c.menu != "Help" && c.label != "Quick Open…" && c.label != "Similar Passages" && c.label != "Search…" && !item.Disabled {
			t.Errorf("%s is enabled", c.label)
		}
	}
	if d.articles != 0 || d.modal() {
		t.Error("something was made")
	}
}

func TestWhatCannotBeSavedGoesElsewhereOnQuitting(t *testing.T) {
	d := opened(t)
	closed := false
	d.win.SetOnClosed(func() { closed = true })
	d.askUnsaved(library.ErrReadOnly)
	if d.win.Canvas().Overlays().Top() == nil || closed {
		t.Fatal("quitting does not ask")
	}
	note := d.briefing
	path := filepath.Join(t.TempDir(), "rescued")
	d.rescueTo(path)
	if !closed {
		t.Errorf("the window is open: %q", d.frame.toasts.Texts())
	}
	lib := must(library.OpenReadOnly(path))
	defer lib.Close()
	if b, err := lib.Briefing(t.Context(), note.ID); err != nil || len(b.Blocks) != len(note.Blocks) {
		t.Errorf("the copy has %d blocks of the briefing, %v, want %d", len(b.Blocks), err, len(note.Blocks))
	}
}
