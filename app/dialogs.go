package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing/library"
)

// The dialogs that commands open. They only ask: what is done about the answer
// is the command's.

// confirm asks before something is done. The first button, which has the
// keyboard, leaves everything as it is.
func (d *desk) confirm(title, text, action string, do func()) {
	var closeIt func()
	keep := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	act := look.NewButton("", action, look.Primary, func() {
		closeIt()
		do()
	})
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: title, Content: newLines(text, 420), Buttons: []*look.Button{keep, act}, First: keep,
	})
}

// askUnsaved asks what to do when the program is to end and the disk takes
// nothing.
func (d *desk) askUnsaved(err error) {
	var closeIt func()
	stay := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	lose := look.NewButton("", "Quit without saving", look.Quiet, func() { closeIt(); d.win.Close() })
	elsewhere := look.NewButton("", "Save a copy elsewhere…", look.Primary, func() { closeIt(); d.askRescue() })
	text := "What was done last cannot be saved: " + err.Error() + "\nA copy of the library on another disk can hold all of it."
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Quit without saving?", Content: newLines(text, 480), Buttons: []*look.Button{stay, lose, elsewhere}, First: stay,
	})
}

// rescueName is what a copy saved elsewhere is called unless the user says otherwise.
const rescueName = "rescued.briefdesk"

// askRescue saves a copy of the library with what is unsaved, and quits.
func (d *desk) askRescue() {
	suggested := filepath.Join(d.folder(), rescueName)
	const says = "A file on another disk. “briefdesk restore” puts it in the library's place when that can be written again."
	d.askPath("Save a copy of the library", "Save and quit", suggested, says, d.browseRescue, func(path string) string {
		if _, err := os.Lstat(path); err == nil {
			return "There is a file of that name; choose another."
		}
		return ""
	}, d.rescueTo)
}

func (d *desk) rescueTo(path string) {
	work := func(ctx context.Context, _ func(done, of int)) error { return d.session.Rescue(ctx, path) }
	d.start("Saving a copy of the library", work, func(err error) {
		if err != nil {
			d.fail("No copy was saved", err)
			return
		}
		d.win.Close()
	})
}

// field is one thing that a form asks for.
type field struct {
	label, value, placeholder string
	rows                      int                 // 0 is one line
	secret                    bool                // shown as dots, and taken as it is typed
	choices                   []string            // where there are only these
	check                     func(string) string // why a value is wrong, or ""
}

// ask shows a form and gives its values, in order, to done. A value that its
// check refuses keeps the form open.
func (d *desk) ask(title, action string, fields []field, done func(values []string)) {
	f := newForm(fields)
	var closeIt func()
	submit := func() {
		if f.check() {
			closeIt()
			done(f.values())
		}
	}
	f.onSubmit = submit
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	ok := look.NewButton("", action, look.Primary, submit)
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: title, Content: f, Buttons: []*look.Button{cancel, ok}, First: f.first(), Size: fyne.NewSize(560, 0),
	})
}

// choose shows a list of choices and gives the index of the chosen one to done.
func (d *desk) choose(title string, choices []string, done func(i int)) {
	d.chooseFrom(title, choices, 0, done)
}

// chooseFrom is choose with one of the choices under the keys.
func (d *desk) chooseFrom(title string, choices []string, at int, done func(i int)) {
	var closeIt func()
	list := newChoices(choices, func(i int) {
		closeIt()
		done(i)
	})
	list.at = at
	scroll := container.NewVScroll(list)
	scroll.SetMinSize(fyne.NewSize(480, min(list.MinSize().Height, 420)))
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: title, Content: scroll, Buttons: []*look.Button{cancel}, First: list,
		Size: fyne.NewSize(540, 0),
	})
}

// tell shows something to read, with one button to close it.
func (d *desk) tell(title string, content fyne.CanvasObject) {
	var closeIt func()
	ok := look.NewButton("", "Close", look.Primary, func() { closeIt() })
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{Title: title, Content: content, Buttons: []*look.Button{ok}})
}

func (d *desk) toast(text string) { d.frame.toasts.Say(look.Notice{Text: text}) }

// toastUndo says what was done and offers to undo it, as long as nothing was done
// since.
func (d *desk) toastUndo(text string) {
	done := d.session.Edits()
	d.frame.toasts.Say(look.Notice{Text: text, Action: "Undo", OnAction: func() { d.undoIf(done) }})
}

// undoIf undoes the newest edit if there were only so many.
func (d *desk) undoIf(edits int) {
	if d.session.Edits() != edits {
		d.toast("Something was done since; Edit, Undo takes it back step by step")
		return
	}
	d.undo()
}

// fail says what did not work, and why. It stays until it is closed. Where the
// library is damaged, it leads to the backups.
func (d *desk) fail(what string, err error) {
	n := look.Notice{Text: what + ": " + err.Error(), Failure: true}
	if errors.Is(err, library.ErrDamaged) && d.canRestore() {
		n.Action, n.OnAction = "Restore a backup…", func() { d.do((*desk).canRestore, (*desk).showBackups) }
	}
	d.frame.toasts.Say(n)
}
