package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rymdport/portal/filechooser"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/library"
)

// Word documents that come back: a note that was exported, and worked on there.

// askWordReview asks for a Word document that has come back, by the platform's own
// dialog where it has one.
func (d *desk) askWordReview() {
	const title = "Review from Word"
	ask := func() ([]string, error) {
		return filechooser.OpenFile("", title, &filechooser.OpenFileOptions{CurrentFolder: d.folder()})
	}
	d.native(ask, func(paths []string) { d.reviewWord(paths[0]) }, func() {
		const says = "A note that was exported as a Word document, and worked on there. Nothing is taken over unless you accept it."
		d.askPath(title, "Review", "", says, d.browseForeign, func(path string) string {
			if info, err := os.Stat(path); err != nil || info.IsDir() {
				return "There is no such file."
			}
			return ""
		}, d.reviewWord)
	})
}

// reviewWord compares a Word document with the briefing that it was made from, which
// is asked for where the document does not say.
func (d *desk) reviewWord(path string) {
	var data []byte
	d.compareWord(filepath.Base(path), func(ctx context.Context) (*wordReview, error) {
		var err error
		if data, err = session.ReadForeign(path, docx.MaxFile); err != nil {
			return nil, err
		}
		r, err := d.session.ReviewWord(ctx, d.exporter, data)
		if errors.Is(err, session.ErrNotInLibrary) && docx.KeyIn(data).Note != "" {
			err = errNoteElsewhere
		}
		return d.newWordReview(filepath.Base(path), data, r, err)
	}, func() { d.askWhoseWord(filepath.Base(path), data) })
}

// errNoteElsewhere is why a document cannot be reviewed that was made in another library.
var errNoteElsewhere = errors.New("the briefing that it was made from is not in this library; open that one’s bundle here first, or review it where it was exported")

// reviewWordOf compares a Word document with a briefing.
func (d *desk) reviewWordOf(id briefing.ID, name string, data []byte, before *wordReview) {
	d.compareWord(name, func(ctx context.Context) (*wordReview, error) {
		r, err := d.session.ReviewWordOf(ctx, d.exporter, id, data)
		review, err := d.newWordReview(name, data, r, err)
		if err == nil && before != nil {
			review.keepAsBefore(before)
		}
		return review, err
	}, nil)
}

func (d *desk) newWordReview(name string, data []byte, r session.WordReview, err error) (*wordReview, error) {
	if err != nil {
		return nil, err
	}
	sources, err := d.session.Sources(r.Briefing)
	if err != nil {
		return nil, err
	}
	return newWordReview(name, data, r, sources)
}

// compareWord compares a Word document beside the window and shows what was done to
// its note, or calls unknown where it is not clear which that is.
func (d *desk) compareWord(name string, compare func(context.Context) (*wordReview, error), unknown func()) {
	var r *wordReview
	work := func(ctx context.Context, _ func(done, of int)) error {
		var err error
		if r, err = compare(ctx); err != nil {
			return err
		}
		return ctx.Err()
	}
	d.start("Comparing "+name, work, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			d.toast("Stopped; nothing is changed")
		case errors.Is(err, session.ErrNotInLibrary) && unknown != nil:
			unknown()
		case errors.Is(err, session.ErrTrashed):
			d.frame.toasts.Say(look.Notice{
				Text: "The briefing that “" + name + "” was made from is in the trash; restore it first", Failure: true,
				Action: "Open the Trash", OnAction: func() { d.do((*desk).writable, (*desk).showTrash) },
			})
		case err != nil:
			d.fail("“"+name+"” cannot be reviewed", err)
		case len(r.things) == 0:
			d.toast("Nothing was done to the note in “" + name + "”")
		default:
			d.lastWord = r
			d.showCommands()
			d.interrupt("“"+name+"” is compared", "Review", d.showLastWord)
		}
	})
}

// askWhoseWord asks which briefing a document is compared with that does not say. The
// open one is under the keys.
func (d *desk) askWhoseWord(name string, data []byte) {
	notes, err := d.session.Briefings(d.ctx)
	switch {
	case err != nil:
		d.fail("“"+name+"” cannot be reviewed", err)
		return
	case len(notes) == 0:
		d.fail("“"+name+"” cannot be reviewed", errors.New("there is no briefing here that it could be; open the bundle of its note first"))
		return
	}
	titles := make([]string, len(notes))
	for i, row := range notes {
		titles[i] = titleOf(briefing.Briefing{Title: row.Title})
		if row.Date != "" {
			titles[i] += "  ·  " + longDate(row.Date)
		}
	}
	at := max(slices.IndexFunc(notes, func(row library.BriefingRow) bool { return row.ID == d.note }), 0)
	title := look.Ellipsis("Which briefing is “"+name, look.DialogTitle, 420) + "”?"
	d.interrupt("“"+name+"” does not say which briefing it is", "Choose…", func() {
		d.chooseFrom(title, titles, at, func(i int) { d.reviewWordOf(notes[i].ID, name, data, nil) })
	})
}

func (d *desk) hasWordReview() bool { return d.lastWord != nil }

// showLastWord opens the review that was closed last. Where the briefing has changed
// otherwise meanwhile, the document is compared with it anew.
func (d *desk) showLastWord() {
	r := d.lastWord
	now, err := d.session.Briefing(r.Briefing.ID)
	switch {
	case err != nil:
		d.fail("“"+r.name+"” cannot be reviewed", err)
	case r.follow(now):
		d.showWordReview(r)
	default:
		d.reviewWordOf(r.Briefing.ID, r.name, r.data, r)
	}
}

// isWord reports whether a file may be a Word document, by its name.
func isWord(path string) bool { return strings.EqualFold(filepath.Ext(path), ".docx") }

// withoutReturns finds, beside the window, the documents among files to be imported
// that say they are notes of ours. Of each it is asked what it is for; then goOn is
// called with the files that are to be imported.
func (d *desk) withoutReturns(paths []string, goOn func(paths []string)) {
	if !slices.ContainsFunc(paths, isWord) {
		goOn(paths)
		return
	}
	var ours []string
	work := func(ctx context.Context) error {
		for _, path := range paths {
			if !isWord(path) || ctx.Err() != nil {
				continue
			}
			data, err := session.ReadForeign(path, docx.MaxFile)
			if err == nil && docx.KeyIn(data) != (docx.Key{}) { // what cannot be read is for the import to say
				ours = append(ours, path)
			}
		}
		return ctx.Err()
	}
	d.jobs.Quietly(d.ctx, work, func(err error) {
		if err == nil { // else the window is being closed
			d.askReturns(ours, paths, goOn)
		}
	})
}

// askReturns asks about the first of our own notes among paths, and then the others.
func (d *desk) askReturns(ours, paths []string, goOn func(paths []string)) {
	if len(ours) == 0 {
		if len(paths) > 0 {
			goOn(paths)
		}
		return
	}
	path, name := ours[0], filepath.Base(ours[0])
	rest := slices.DeleteFunc(slices.Clone(paths), func(p string) bool { return p == path })
	var closeIt func()
	leave := look.NewButton("", "Cancel", look.Quiet, func() { closeIt(); d.askReturns(ours[1:], rest, goOn) })
	article := look.NewButton("", "Import as Article", look.Quiet, func() { closeIt(); d.askReturns(ours[1:], paths, goOn) })
	review := look.NewButton("", "Review", look.Primary, func() {
		closeIt()
		d.askReturns(ours[1:], rest, goOn)
		d.reviewWord(path)
	})
	const says = "It was exported here. What was changed and remarked in Word can be reviewed and taken over, or its text imported as a source to quote from."
	d.interrupt("“"+name+"” is a note of this program", "Choose…", func() {
		closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
			Title: look.Ellipsis("“"+name, look.DialogTitle, 320) + "” is a note of yours", Content: newLines(says, 460),
			Buttons: []*look.Button{leave, article, review}, OnCancel: func() { d.askReturns(ours[1:], rest, goOn) },
		})
	})
}
