package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/library"
)

// program is the application: one window, which shows the desk on a library,
// or says why there is none and what can be done. A library that cannot be
// opened is left as it is until the user has chosen.
type program struct {
	ctx    context.Context
	app    fyne.App
	win    fyne.Window
	run    session.Runner
	clock  look.Clock
	stderr io.Writer
	mode   fs.FileMode // of files that the user asks for
	files  []string    // to be imported once there is a library

	path string // of the library
	desk *desk  // nil while none is open
	err  error  // why none could be opened
}

// Run opens the window, imports the files named, and returns the exit code when
// the window is closed. What it exports has the mode given.
func Run(ctx context.Context, a fyne.App, files []string, stderr io.Writer, mode fs.FileMode) int {
	p := newProgram(ctx, a, session.Runner{Go: func(work func()) { go work() }, UI: fyne.Do}, look.WallClock)
	p.files, p.stderr, p.mode = files, stderr, mode
	path, err := session.DefaultLibrary()
	if err != nil {
		p.refuse(err)
	} else {
		p.open(path)
	}
	p.win.ShowAndRun()
	return p.end()
}

func newProgram(ctx context.Context, a fyne.App, run session.Runner, clock look.Clock) *program {
	applyTheme(a)
	return &program{ctx: ctx, app: a, win: a.NewWindow("Briefdesk"), run: run, clock: clock, stderr: io.Discard}
}

// end closes the library and returns the exit code.
func (p *program) end() int {
	err := p.err
	if p.desk != nil {
		err = p.desk.end(context.WithoutCancel(p.ctx))
	}
	if err != nil {
		fmt.Fprintln(p.stderr, "briefdesk:", err)
		return 1
	}
	return 0
}

// open shows the desk on the library at path.
func (p *program) open(path string) {
	p.path = path
	lib, why, err := openLibrary(path)
	if err != nil {
		p.refuse(err)
		return
	}
	d, err := newDeskIn(p.ctx, p.app, p.win, lib, p.run, p.clock)
	if err != nil {
		p.refuse(errors.Join(err, lib.Close()))
		return
	}
	d.fileMode, d.path, d.readOnlyFor, d.replace = p.mode, path, why, p.restore
	p.desk, p.err = d, nil
	d.open(p.files)
	p.files = nil
	d.clock(prepareAfter, d.prepareImports)
}

// openLibrary opens a library. Where it can only be read, why says what keeps it
// from being written.
func openLibrary(path string) (lib *library.Library, why, err error) {
	lib, err = library.Open(path)
	if errors.Is(err, library.ErrLocked) || errors.Is(err, library.ErrReadOnly) {
		why = err
		lib, err = library.OpenReadOnly(path)
	}
	return lib, why, err
}

// page shows a few words in the window instead of a desk.
func (p *program) page(title, text string, buttons ...*look.Button) {
	p.win.SetTitle("Briefdesk")
	p.win.SetMainMenu(nil)
	p.win.SetOnDropped(nil)
	p.win.SetPadded(false)
	p.win.SetContent(newGround(look.Paper, look.NewEmpty(title, text, buttons...)))
	if p.win.Canvas().Size().Width < 760 {
		p.win.Resize(fyne.NewSize(760, 520))
	}
	if len(buttons) > 0 {
		p.win.Canvas().Focus(buttons[0])
	}
}

// refuse says why there is no library, and looks for a backup that can take its
// place.
func (p *program) refuse(err error) {
	p.err = err
	p.win.SetCloseIntercept(p.win.Close)
	title, text := refusal(err)
	if !mayBeRestored(err) || p.path == "" {
		p.page(title, text, p.choices()...)
		return
	}
	p.page(title, text+"\nA good backup is being looked for …", p.choices()...)
	p.run.Go(func() {
		b, err := library.NewestBackup(p.ctx, p.path)
		p.run.UI(func() {
			if p.desk != nil {
				return
			}
			if err != nil {
				p.page(title, text+"\nThere is no good backup beside it.", p.choices()...)
				return
			}
			when := dayInWords(b.Made)
			restore := look.NewButton(look.IconHistory, "Restore the Backup of "+when, look.Primary, func() { p.restore(b.Path) })
			p.page(title, text+"\nThe newest good backup is of "+when+". The file that is there now is kept beside it.",
				append([]*look.Button{restore}, p.choices()...)...)
		})
	})
}

// refusal says in a sentence why a library cannot be opened.
func refusal(err error) (title, text string) {
	switch {
	case errors.Is(err, library.ErrDamaged):
		return "The library is damaged", "Its file cannot be read as a library. Nothing has been changed."
	case errors.Is(err, library.ErrNotLibrary):
		return "This is not a library", "The file in its place is something else. Nothing has been changed."
	case errors.Is(err, library.ErrNewer):
		return "The library is newer than this program", "A newer Briefdesk has written it; update the program to open it. Nothing has been changed."
	}
	return "The library cannot be opened", err.Error()
}

// mayBeRestored reports whether a backup may be what is wanted.
func mayBeRestored(err error) bool {
	return errors.Is(err, library.ErrDamaged) || errors.Is(err, library.ErrNotLibrary)
}

// choices are what can be done whatever is wrong.
func (p *program) choices() []*look.Button {
	return []*look.Button{
		look.NewButton(look.IconFolderOpen, "Open Another Library…", look.Quiet, p.askLibrary),
		look.NewButton("", "Quit", look.Quiet, p.win.Close),
	}
}

// askLibrary asks for another library, for this run of the program.
func (p *program) askLibrary() {
	const says = "A library file, such as a backup. The program opens the usual one again when it is started the next time."
	askPathOn(p.win.Canvas(), "Open another library", "Open", p.path, says, nil, func(path string) string {
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return "There is no such file."
		}
		return ""
	}, p.open)
}

// restore puts a backup in the place of the library, which is closed meanwhile,
// and opens it.
func (p *program) restore(from string) {
	d, path := p.desk, p.path
	p.desk = nil
	p.page("Restoring the backup", "This takes a moment.")
	p.win.SetCloseIntercept(func() {}) // until the library is whole again
	p.run.Go(func() {
		var kept string
		var err error
		if d != nil {
			err = d.end(p.ctx)
		}
		if err == nil || errors.Is(err, library.ErrDamaged) {
			kept, err = library.Restore(p.ctx, from, path)
		}
		p.run.UI(func() {
			p.open(path)
			p.restored(kept, err)
		})
	})
}

// restored says what a restoration came to.
func (p *program) restored(kept string, err error) {
	switch {
	case p.desk == nil && err != nil:
		p.refuse(err)
	case p.desk == nil: // open has said why
	case err != nil:
		p.desk.fail("The backup was not restored; the library is as it was", err)
	case kept != "":
		p.desk.tellRestored(kept)
	default:
		p.desk.toast("The backup is restored")
	}
}
