package app

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
)

func (d *desk) said() string { return strings.Join(d.frame.toasts.Texts(), "\n") }

// A bundle made in one library opens in another, says before what it brings, and
// is one step of undo.
func TestABundleOpensElsewhere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "note"+bundleExt)
	from := opened(t)
	from.saveBundle(path, true)
	if !bundle.IsFile(path) || !strings.Contains(from.said(), "4 of 4 quotations verified") {
		t.Fatalf("no bundle is saved: %s", from.said())
	}
	if info := must(os.Stat(path)); info.Mode().Perm() != 0o600 {
		t.Errorf("the bundle has mode %v", info.Mode())
	}

	d := opened(t)
	d.editNote("Retitle", func(b *briefing.Briefing) { b.Title = "Another" })
	edits, notes := d.session.Edits(), len(must(d.session.Briefings(t.Context())))
	d.openFiles([]string{path})
	if !d.modal() || d.session.Edits() != edits {
		t.Fatalf("a bundle is not asked about first: %s", d.said())
	}
	d.pressButton(t, "Open")
	if got := len(must(d.session.Briefings(t.Context()))); got != notes+1 || d.prepared.Verified != 4 {
		t.Fatalf("%d briefings, %d verified: %s", got, d.prepared.Verified, d.said())
	}
	d.undo()
	if got := len(must(d.session.Briefings(t.Context()))); got != notes {
		t.Errorf("undone, there are %d briefings, want %d", got, notes)
	}
}

func TestADamagedBundleIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "note"+bundleExt)
	d := opened(t)
	d.saveBundle(path, false)
	data := must(os.ReadFile(path))
	data[len(data)/2] ^= 1
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	d.openFiles([]string{path})
	if d.modal() || !strings.Contains(d.said(), "cannot be opened") {
		t.Errorf("a damaged bundle comes in: %s", d.said())
	}
}

// A Markdown briefing is opened as a copy; a Markdown article is imported.
func TestAMarkdownBriefingOpensAsACopy(t *testing.T) {
	dir := t.TempDir()
	note, article := filepath.Join(dir, "note.md"), filepath.Join(dir, "article.md")
	for path, text := range map[string]string{
		note:    "---\ntitle: A note\nprofile: tlp\n---\n\n# Issue\n\nWhat is it about?\n",
		article: "---\ntitle: An article\ndate: 2026-01-02\n---\n\n" + sampleText(t),
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	d := opened(t)
	d.openFiles([]string{article, note})
	if d.briefing.Title != "A note" || len(d.briefing.Blocks) != 2 || d.articles != 2 {
		t.Errorf("the briefing %q is open, with %d articles: %s", d.briefing.Title, d.articles, d.said())
	}
}

// What is not proved is refused or stamped, as the user has set.
func TestUnprovedNotesAreStampedIfChosen(t *testing.T) {
	d := quoted(t, "It is significant timing.")
	d.changeQuotation(0, "Spoil", func(q *briefing.Quotation) { q.Passage = briefing.NewID() })
	out := filepath.Join(t.TempDir(), "note.txt")
	d.exportTo(out)
	if exists(out) {
		t.Fatal("an unproved note was exported")
	}
	d.app.Preferences().SetString(prefUnverified, "stamp")
	d.app.Preferences().SetString(prefReceipt, "sidecar")
	d.setNote()
	d.exportTo(out)
	if text := string(must(os.ReadFile(out))); !strings.Contains(text, "UNVERIFIED") {
		t.Errorf("nothing is stamped: %s", text)
	}
	if !exists(out + ".receipt.json") {
		t.Error("there is no receipt")
	}
}

func TestStylesAreChosenAndKept(t *testing.T) {
	for _, style := range []string{"", "british", "american", "british, single marks", "american, tight points, brackets, single marks", "plain points, no brackets"} {
		f := styleFields(style)
		if got := styleNamed(f[0].value, f[1].value, f[2].value); got != style {
			t.Errorf("%q comes back as %q", style, got)
		}
		for _, f := range f {
			if !slices.Contains(f.choices, f.value) {
				t.Errorf("%q: %s is %q, which cannot be chosen", style, f.label, f.value)
			}
		}
	}
}
