package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/search"
)

// readSynonyms has words found by those that the user says mean the same.
func (d *desk) readSynonyms() {
	if d.synonymFile == "" {
		return
	}
	d.run.Go(func() {
		_, same, wrong := session.ReadSynonyms(d.synonymFile)
		d.index.SetSynonyms(same)
		d.run.UI(func() {
			if wrong != nil {
				d.fail("Not all synonyms are used; Edit, Synonyms… shows them", wrong)
			}
			d.find()
		})
	})
}

const synonymsSay = "Words that mean the same are found by one another: a group a line, its members divided by “=”. What follows a # is left out. Passages keep their words."

// askSynonyms edits the file of synonyms. What is wrong with a line is said
// below the text, and keeps the dialog open.
func (d *desk) askSynonyms() {
	text, _, err := session.ReadSynonyms(d.synonymFile)
	in := look.NewTextArea("Bombay = Mumbai\nTTP = Tehrik-e-Taliban Pakistan", 10)
	in.SetText(text)
	problem := newLines("", 520)
	show := func(err error) {
		said := ""
		if err != nil {
			said = asSentences(err)
		}
		problem.set(said, look.Err)
		in.SetInvalid(said)
	}
	show(err)
	about := newLines(synonymsSay, 520)
	about.set(synonymsSay, look.Ink2)
	place := newLines("Kept as plain text in "+d.synonymFile, 520)
	place.set(place.text, look.Ink3)
	content := container.NewVBox(about, in, problem, place)
	var closeIt func()
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	save := look.NewButton("", "Save", look.Primary, func() {
		if _, err := search.ParseSynonyms(strings.NewReader(in.Text())); err != nil {
			show(err)
			content.Refresh()
			return
		}
		closeIt()
		d.saveSynonyms(in.Text())
	})
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Synonyms", Content: content, Size: fyne.NewSize(568, 0), Buttons: []*look.Button{cancel, save}, First: in.Input(),
	})
}

// asSentences are the lines of an error, each beginning with a capital.
func asSentences(err error) string {
	lines := strings.Split(err.Error(), "\n")
	for i, l := range lines {
		lines[i] = strings.ToUpper(l[:min(1, len(l))]) + l[min(1, len(l)):]
	}
	return strings.Join(lines, "\n")
}

func (d *desk) saveSynonyms(text string) {
	if err := session.WriteSynonyms(d.synonymFile, text); err != nil {
		d.fail("The synonyms are not saved", err)
		return
	}
	d.readSynonyms()
	d.toast("Saved the synonyms")
}
