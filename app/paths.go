package app

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"

	"briefdesk/app/look"
)

// askPath asks for a path that can be typed, with a sentence below it. browse
// fills it in by the platform's dialog; check says why a path is not good.
func (d *desk) askPath(title, action, path, says string, browse func(func(string)), check func(string) string, done func(string)) {
	in := look.NewTextField("A path")
	in.SetText(path)
	note := newLines(says, 560)
	note.set(says, look.Ink2)
	var closeIt func()
	submit := func() {
		path := expanded(in.Text())
		if problem := check(path); problem != "" {
			in.SetInvalid(problem)
			note.set(problem, look.Err)
			return
		}
		closeIt()
		done(path)
	}
	in.OnSubmit = func(string) { submit() }
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	open := look.NewButton("", "Browse…", look.Quiet, func() { browse(in.SetText) })
	ok := look.NewButton("", action, look.Primary, submit)
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: title, Content: container.NewVBox(in, note), Size: fyne.NewSize(620, 0),
		Buttons: []*look.Button{open, cancel, ok}, First: in.Input(),
	})
	in.Focus()
}

// expanded is a path as it was typed or pasted, made absolute.
func expanded(path string) string {
	path = strings.Trim(strings.TrimSpace(path), `"'`)
	path = strings.TrimPrefix(path, "file://")
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// browseFiles opens a dialog for a file to import.
func (d *desk) browseFiles(chosen func(string)) {
	b := dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		file.Close()
		chosen(file.URI().Path())
	}, d.win)
	d.browse(b)
}

// browseFolder opens a dialog for the folder to export to; the name stays.
func (d *desk) browseFolder(chosen func(string)) {
	name := fileName(d.briefing, d.prepared)
	b := dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
		if err == nil && dir != nil {
			chosen(filepath.Join(dir.Path(), name))
		}
	}, d.win)
	d.browse(b)
}

func (d *desk) browse(b *dialog.FileDialog) {
	if dir, err := storage.ListerForURI(storage.NewFileURI(d.folder())); err == nil {
		b.SetLocation(dir)
	}
	b.Resize(fyne.NewSize(900, 600))
	b.Show()
}
