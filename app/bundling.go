package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"github.com/rymdport/portal/filechooser"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
	"briefdesk/briefing/markdown"
)

// Bundles: a briefing with all that its quotations rest on, saved as one file
// and opened again; and Markdown briefings, which are opened as a copy.

// bundleExt is how the name of a bundle ends.
const bundleExt = ".briefing.zip"

// originals are what a bundle may hold of the imported files.
var originals = []string{"Without the imported files", "With the imported files"}

// askBundle asks where the open briefing is to be saved as a bundle.
func (d *desk) askBundle() {
	name := strings.TrimSuffix(fileName(d.briefing, d.prepared), ".pdf") + bundleExt
	fields := []field{
		{label: "File", value: filepath.Join(d.folder(), name), check: checkNewFile},
		{label: "Holds", value: originals[0], choices: originals},
	}
	d.ask("Save “"+titleOf(d.briefing)+"” as a bundle", "Save", fields, func(v []string) {
		d.saveBundle(expanded(v[0]), v[1] == originals[1])
	})
}

// checkNewFile says why a file cannot be made at a path.
func checkNewFile(path string) string {
	path = expanded(path)
	if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
		return "There is no folder " + filepath.Dir(path) + "."
	}
	if exists(path) {
		return "There is a file of that name; choose another."
	}
	return ""
}

func (d *desk) saveBundle(path string, withOriginals bool) {
	note := d.note
	var seal string
	work := func(ctx context.Context, _ func(done, of int)) error {
		b, err := d.session.Bundle(ctx, note, withOriginals)
		if err != nil {
			return err
		}
		data, err := b.Encode()
		if err != nil {
			return err
		}
		if err := export.Save([]export.File{{Name: path, Data: data}}, d.fileMode); err != nil {
			return err
		}
		report, err := bundle.VerifyFile(path)
		seal = verifiedWords(report.Verified, report.Checked)
		return err
	}
	d.app.Preferences().SetString(prefFolder, filepath.Dir(path))
	d.start("Saving "+filepath.Base(path), work, func(err error) {
		if err != nil {
			d.fail("The bundle is not saved", err)
			return
		}
		d.toast("Saved " + filepath.Base(path) + ", " + seal)
	})
}

func verifiedWords(verified, checked int) string {
	return fmt.Sprintf("%d of %s verified", verified, plural(checked, "quotation"))
}

// askOpenBundle asks for a bundle, by the platform's own dialog where it has one.
func (d *desk) askOpenBundle() {
	ask := func() ([]string, error) {
		return filechooser.OpenFile("", "Open bundle", &filechooser.OpenFileOptions{CurrentFolder: d.folder()})
	}
	d.native(ask, func(paths []string) { d.openFile(paths[0]) }, func() {
		d.askPath("Open bundle", "Open", "", "A bundle or a Markdown briefing", d.browseBundle, func(path string) string {
			if !isNote(path) {
				return "That is neither a bundle nor a Markdown briefing."
			}
			return ""
		}, d.openFile)
	})
}

func (d *desk) browseBundle(chosen func(string)) {
	d.browse(dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err == nil && file != nil {
			file.Close()
			chosen(file.URI().Path())
		}
	}, d.win))
}

// isNote reports whether a file is a bundle or a Markdown briefing rather than
// something to import.
func isNote(path string) bool { return bundle.IsFile(path) || isMarkdownNote(path) }

// noteHead is how much of a Markdown file is looked at for its front matter.
const noteHead = 64 << 10

func isMarkdownNote(path string) bool {
	if ext := strings.ToLower(filepath.Ext(path)); ext != ".md" && ext != ".markdown" {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	head, err := io.ReadAll(io.LimitReader(f, noteHead))
	return err == nil && markdown.Is(string(head))
}

// openFiles opens the briefings among files that came from outside, and imports
// the rest.
func (d *desk) openFiles(paths []string) {
	i := slices.IndexFunc(paths, isNote)
	rest := slices.DeleteFunc(slices.Clone(paths), isNote)
	if len(rest) > 0 {
		d.importFiles(rest)
	}
	if i >= 0 {
		d.openFile(paths[i])
	}
}

// openFile opens a bundle, or a Markdown briefing as a copy.
func (d *desk) openFile(path string) {
	switch {
	case d.refuseWrite():
	case bundle.IsFile(path):
		d.openBundle(path)
	default:
		d.openMarkdown(path)
	}
}

// openBundle says what a bundle would bring, and merges it if that is wanted.
func (d *desk) openBundle(path string) {
	var (
		b      bundle.Bundle
		report bundle.Report
		would  session.Merged
	)
	work := func(context.Context, func(done, of int)) error {
		var err error
		if b, err = bundle.ReadFile(path); err != nil {
			return err
		}
		if report, err = bundle.VerifyFile(path); err != nil {
			return err
		}
		would, err = d.session.WouldMerge(b)
		return err
	}
	d.start("Reading "+filepath.Base(path), work, func(err error) {
		if err != nil {
			d.fail("That bundle cannot be opened", err)
			return
		}
		text := strings.Join(append([]string{proofOf(report), ""}, wouldBring(would)...), "\n")
		d.interrupt("“"+filepath.Base(path)+"” is a bundle", "Open…", func() {
			d.confirmOpen("Open “"+titleOf(b.Briefing)+"”?", text, func() { d.merge(b) })
		})
	})
}

// proofOf says what the bundle proves by itself.
func proofOf(r bundle.Report) string {
	said := verifiedWords(r.Verified, r.Checked) + " from the bundle alone."
	if more := r.Quoted - r.Checked; more > 0 {
		said += " " + plural(more, "quotation") + " cannot be checked."
	}
	return said + "\nSeal " + r.Seal.String()[:16] + "…"
}

// wouldBring says what of a bundle is new here.
func wouldBring(m session.Merged) []string {
	var lines []string
	for _, kind := range []struct {
		kind library.Kind
		noun string
	}{{library.KindArticle, "Articles"}, {library.KindPassage, "Passages"}} {
		var parts []string
		for _, c := range []struct {
			status session.MergeStatus
			said   string
		}{
			{session.MergeAdded, "new"},
			{session.MergeKnown, "here already"},
			{session.MergeFound, "to come out of the trash"},
			{session.MergeKept, "to be kept beside another version"},
		} {
			if n := m.Count(kind.kind, c.status); n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, c.said))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, kind.noun+": "+strings.Join(parts, ", ")+".")
		}
	}
	if titles := newArticles(m); titles != "" {
		lines = append(lines, titles)
	}
	switch {
	case m.Count(library.KindBriefing, session.MergeKnown) > 0:
		return append(lines, "The briefing is here already; it will be opened.")
	case m.Count(library.KindBriefing, session.MergeFound) > 0:
		return append(lines, "The briefing is in the trash; it will be restored.")
	case m.Count(library.KindBriefing, session.MergeKept) > 0:
		return append(lines, "The briefing differs from the one here; both will be kept.")
	}
	return append(lines, "The briefing is new here. Nothing that is here is overwritten.")
}

// newArticles names the first few articles that a bundle brings.
func newArticles(m session.Merged) string {
	const most = 3
	var titles []string
	for _, p := range m.Parts {
		if p.Kind == library.KindArticle && p.Status != session.MergeKnown {
			titles = append(titles, "“"+p.Title+"”")
		}
	}
	if more := len(titles) - most; more > 0 {
		return strings.Join(titles[:most], ", ") + fmt.Sprintf(" and %d more", more)
	}
	return strings.Join(titles, ", ")
}

// confirmOpen is confirm for what can be undone: Enter opens.
func (d *desk) confirmOpen(title, text string, do func()) {
	var closeIt func()
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	open := look.NewButton("", "Open", look.Primary, func() {
		closeIt()
		do()
	})
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{Title: title, Content: newLines(text, 480), Buttons: []*look.Button{cancel, open}})
}

// merge takes a bundle into the library and opens its briefing.
func (d *desk) merge(b bundle.Bundle) {
	var merged session.Merged
	work := func(context.Context, func(done, of int)) error {
		var err error
		merged, err = d.session.Merge(b)
		return err
	}
	d.start("Opening “"+titleOf(b.Briefing)+"”", work, func(err error) {
		if err != nil {
			d.fail("That bundle is not opened", err)
			return
		}
		d.openNote(merged.Briefing)
		said := merged.Sentences()
		d.toastUndo(strings.TrimSuffix(said[len(said)-1], "."))
	})
}

// openMarkdown takes a Markdown briefing into the library under an identifier of
// its own.
func (d *desk) openMarkdown(path string) {
	var b briefing.Briefing
	var findings []briefing.Finding
	work := func(context.Context, func(done, of int)) error {
		data, err := readBounded(path)
		if err != nil {
			return err
		}
		folder, err := os.OpenRoot(filepath.Dir(path))
		if err != nil {
			return err
		}
		defer folder.Close()
		b, findings, err = d.session.ReadBriefing(string(data), folder.FS(), d.exporter.Profiles)
		if err != nil {
			return fmt.Errorf("read %s: %w", filepath.Base(path), err)
		}
		return d.session.NewBriefing(b)
	}
	d.start("Opening "+filepath.Base(path), work, func(err error) {
		if err != nil {
			d.fail("That briefing cannot be opened", err)
			return
		}
		d.openNote(b.ID)
		said := "Opened a copy of " + filepath.Base(path)
		if found := serious(findings); len(found) > 0 {
			d.frame.toasts.Say(look.Notice{Text: said + ", " + plural(len(found), "thing") + " to look at", Action: "Show me", OnAction: func() { d.listFindings(found) }})
			return
		}
		d.toastUndo(said)
	})
}

// maxNote bounds a Markdown briefing: about two thousand pages.
const maxNote = 16 << 20

func readBounded(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxNote+1))
	if err == nil && len(data) > maxNote {
		err = fmt.Errorf("%s is larger than %d MB", filepath.Base(path), maxNote>>20)
	}
	return data, err
}
