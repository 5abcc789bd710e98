package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
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
	var closeIt func()
	list := newChoices(choices, func(i int) {
		closeIt()
		done(i)
	})
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

// fail says what did not work, and why. It stays until it is closed.
func (d *desk) fail(what string, err error) {
	d.frame.toasts.Say(look.Notice{Text: what + ": " + err.Error(), Failure: true})
}
