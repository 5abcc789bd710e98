package app

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/rymdport/portal/filechooser"

	"briefdesk/app/session"
	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// What the commands ask before they do something.

func (d *desk) askPaste() {
	copied := d.app.Clipboard().Content()
	if words := len(strings.Fields(copied)); words > longPaste { // more than a field shows in time
		d.confirm("Import the copied text?", fmt.Sprintf("It has %d words and begins:\n%s", words, shortened(copied, 200)), "Import", func() { d.importText(copied) })
		return
	}
	text := field{label: "Text", value: copied, placeholder: "The title on the first line, then the article", rows: 12}
	d.ask("Paste text as article", "Import", []field{text}, func(v []string) { d.importText(v[0]) })
}

// longPaste is how many words of a copied text are shown before they are imported.
const longPaste = 1000

func shortened(s string, n int) string {
	if r := []rune(strings.Join(strings.Fields(s), " ")); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

func checkDate(s string) string {
	if _, err := time.Parse(time.DateOnly, s); s != "" && err != nil {
		return "Write the date as YYYY-MM-DD, such as 2026-03-17."
	}
	return ""
}

func checkPartDate(s string) string {
	for _, form := range []string{"2006", "2006-01"} {
		if _, err := time.Parse(form, s); err == nil {
			return ""
		}
	}
	return checkDate(s)
}

func (d *desk) askDeleteArticle() { d.askDeleteArticleCalled(d.article) }

func (d *desk) askDeleteArticleCalled(id briefing.ID) {
	a, err := d.session.Article(id)
	if err != nil {
		d.fail("That article cannot be deleted", err)
		return
	}
	quoting, err := d.session.QuotedBy(d.ctx, library.Ref{Kind: library.KindArticle, ID: id})
	if err != nil {
		d.fail("That article cannot be deleted", err)
		return
	}
	text := "“" + a.Title.Value + "” and its passages go to the trash."
	if said := quotedSentence(quoting); said != "" {
		text += " " + said
	}
	d.confirm("Delete this article?", text+"\nYou can undo this.", "Delete", func() {
		if err := d.session.DeleteArticle(id); err != nil {
			d.fail("That article cannot be deleted", err)
			return
		}
		d.toastUndo("Deleted “" + a.Title.Value + "”")
	})
}

// quotedSentence says what quotes something that is about to be deleted.
func quotedSentence(quoting []session.Quoting) string {
	times := 0
	for _, q := range quoting {
		times += q.Times
	}
	switch times {
	case 0:
		return ""
	case 1:
		return "1 quotation in " + briefingsNamed(quoting) + " comes from it; it keeps its words and its proof."
	}
	return fmt.Sprintf("%d quotations in %s come from it; they keep their words and their proof.", times, briefingsNamed(quoting))
}

func (d *desk) askTags() { d.askTagsOf(d.passage) }

// tagsIn are the tags in a text, parted by commas, each once.
func tagsIn(s string) []string {
	var tags []string
	for t := range strings.SplitSeq(s, ",") {
		if t = strings.Join(strings.Fields(t), " "); t != "" && !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	return tags
}

func (d *desk) askPassageNote() { d.askNoteOf(d.passage) }

func (d *desk) askNoteOf(id briefing.ID) {
	d.withPassage(id, func(p briefing.Passage) {
		note := field{label: "Note", value: p.Note, rows: 5}
		d.ask("Note on the passage", "Save", []field{note}, func(v []string) {
			d.editPassage("Note passage", id, func(p *briefing.Passage) { p.Note = v[0] })
		})
	})
}

func (d *desk) withPassage(id briefing.ID, do func(briefing.Passage)) {
	if d.refuseWrite() {
		return
	}
	p, err := d.session.Passage(id)
	if err != nil {
		d.fail("That passage cannot be edited", err)
		return
	}
	d.passage = id
	do(p)
}

func (d *desk) editPassage(name string, id briefing.ID, edit func(*briefing.Passage)) {
	if err := d.session.EditPassage(name, id, edit); err != nil {
		d.fail("That cannot be kept", err)
	}
}

func linesIn(s string) []string {
	var all []string
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			all = append(all, l)
		}
	}
	return all
}

func (d *desk) editNote(name string, edit func(*briefing.Briefing)) {
	err := d.session.EditBriefing(name, d.note, func(b *briefing.Briefing) error {
		edit(b)
		return nil
	})
	if err != nil {
		d.fail("That cannot be kept", err)
	}
}

func (d *desk) askDeleteNote() {
	id := d.note
	d.confirm("Delete this briefing?", "“"+titleOf(d.briefing)+"” goes to the trash. You can undo this.", "Delete", func() {
		if err := d.session.DeleteBriefing(id); err != nil {
			d.fail("That briefing cannot be deleted", err)
			return
		}
		d.toastUndo("Deleted the briefing")
	})
}

// askImport asks for files to import, by the platform's own dialog where it has
// one, else by their path.
func (d *desk) askImport() {
	ask := func() ([]string, error) {
		return filechooser.OpenFile("", "Import", &filechooser.OpenFileOptions{Multiple: true, CurrentFolder: d.folder()})
	}
	d.native(ask, d.importFiles, d.askImportPath)
}

func (d *desk) askImportPath() {
	d.askPath("Import", "Import", "", "A file or a folder. These are read: "+formatsSentence()+".", d.browseImport, func(path string) string {
		if _, err := os.Stat(path); err != nil {
			return "There is no such file or folder."
		}
		return ""
	}, func(path string) { d.importFiles([]string{path}) })
}

// serious are the findings that a reader of the note would mind.
func serious(findings []briefing.Finding) []briefing.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f briefing.Finding) bool { return f.Severity == briefing.SeverityInfo })
}

// listFindings lists what was found as something was read or written; choosing one
// goes to its place.
func (d *desk) listFindings(findings []briefing.Finding) {
	texts := make([]string, len(findings))
	for i, f := range findings {
		texts[i] = f.Message
		if f.Block > 0 {
			texts[i] = fmt.Sprintf("Block %d: %s", f.Block, f.Message)
		}
	}
	d.choose("What the checks found", texts, func(i int) { d.goToFinding(findings[i]) })
}

func (d *desk) askPaper() {
	form, _ := d.templates().Named(d.briefing.Template)
	choices := []string{"As the template says: " + paperNames[form.Paper], "A4", "US Letter"}
	d.choose("Paper", choices, func(i int) {
		d.app.Preferences().SetString(prefPaper, []string{"", "a4", "letter"}[i])
		d.setNote()
	})
}

func (d *desk) goToBlock(index int) {
	if index >= 0 {
		d.block = index
		d.outline.Select(index)
		d.preview.Reveal(index + 1)
	}
}

// folder is where the user exported to last, else the home folder.
func (d *desk) folder() string {
	if dir := d.app.Preferences().String(prefFolder); dir != "" {
		return dir
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "."
	}
	return home
}

// showShortcuts is the sheet of all commands that have keys.
func (d *desk) showShortcuts() {
	d.tell("Keyboard shortcuts", newSheet(d.menu.commands))
}

// sampleWork does the job on the sample article.
func (d *desk) sampleWork(made *briefing.Briefing) func(context.Context, func(done, total int)) error {
	return func(ctx context.Context, _ func(done, total int)) error {
		b, err := d.session.Demo(ctx, d.importer, assets.Samples(), d.exporter.Profiles)
		*made = b
		return err
	}
}
