package app

import (
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"github.com/rymdport/portal/filechooser"
	"github.com/rymdport/portal/settings"

	"briefdesk/app/look"
)

// askPath asks for a path that can be typed, with a sentence below it. browse
// fills it in by the platform's dialog; check says why a path is not good.
func (d *desk) askPath(title, action, path, says string, browse func(func(string)), check func(string) string, done func(string)) {
	askPathOn(d.win.Canvas(), title, action, path, says, browse, check, done)
}

// askPathOn is askPath on a canvas that may have no desk; browse may be nil.
func askPathOn(c fyne.Canvas, title, action, path, says string, browse func(func(string)), check func(string) string, done func(string)) {
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
	buttons := []*look.Button{cancel, look.NewButton("", action, look.Primary, submit)}
	if browse != nil {
		buttons = append([]*look.Button{look.NewButton("", "Browse…", look.Quiet, func() { browse(in.SetText) })}, buttons...)
	}
	closeIt = look.ShowDialog(c, look.Dialog{
		Title: title, Content: container.NewVBox(in, note), Size: fyne.NewSize(620, 0), Buttons: buttons, First: in.Input(),
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

// findPortal learns beside the window whether the desktop has dialogs of its own,
// so that nobody waits for the answer when one is to open.
func (d *desk) findPortal() {
	d.run.Go(func() {
		_, err := settings.ReadAll([]string{"org.freedesktop.appearance"})
		d.run.UI(func() { d.portal = err == nil })
	})
}

// native runs one of the platform's own dialogs beside the window, and gives
// done what was chosen there. Where there are none, instead is called, at once:
// the next key may be meant for the dialog.
func (d *desk) native(ask func() ([]string, error), done func([]string), instead func()) {
	if !d.portal {
		instead()
		return
	}
	var uris []string
	d.run.Go(func() {
		var err error
		uris, err = ask()
		d.run.UI(func() {
			switch {
			case err != nil:
				instead()
			case len(uris) > 0 && len(pathsOf(uris)) == 0:
				d.toast("That place is not on this computer; copy the file here first")
			case len(uris) > 0:
				done(pathsOf(uris))
			}
		})
	})
}

// pathsOf are the paths of file URIs, which the portal has unescaped already; a
// plus in a name has become a space then, and the file is looked for under both.
func pathsOf(uris []string) []string {
	var paths []string
	for _, u := range uris {
		path, ok := strings.CutPrefix(u, "file://")
		if !ok {
			continue
		}
		path = filepath.FromSlash(path)
		if plus := strings.ReplaceAll(path, " ", "+"); !exists(path) && exists(plus) {
			path = plus
		}
		paths = append(paths, path)
	}
	return paths
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// browseImport opens a dialog for a file to import.
func (d *desk) browseImport(chosen func(string)) {
	d.browse(dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
		if err != nil || file == nil {
			return
		}
		file.Close()
		chosen(file.URI().Path())
	}, d.win))
}

// browseExport opens a dialog for the file to export to; Fyne's own asks for
// the folder alone, since it would empty a file that is there already.
func (d *desk) browseExport(chosen func(string)) {
	d.browseSave("Export", fileName(d.briefing, d.prepared), chosen)
}

func (d *desk) browseRescue(chosen func(string)) { d.browseSave("Save a copy", rescueName, chosen) }

// browseSave asks where a file of that name is to be written.
func (d *desk) browseSave(title, name string, chosen func(string)) {
	ask := func() ([]string, error) {
		return filechooser.SaveFile("", title, &filechooser.SaveFileOptions{CurrentName: name, CurrentFolder: d.folder()})
	}
	d.native(ask, func(paths []string) { chosen(paths[0]) }, func() {
		d.browse(dialog.NewFolderOpen(func(dir fyne.ListableURI, err error) {
			if err == nil && dir != nil {
				chosen(filepath.Join(dir.Path(), name))
			}
		}, d.win))
	})
}

func (d *desk) browse(b *dialog.FileDialog) {
	if dir, err := storage.ListerForURI(storage.NewFileURI(d.folder())); err == nil {
		b.SetLocation(dir)
	}
	b.Resize(fyne.NewSize(900, 600))
	b.Show()
}
