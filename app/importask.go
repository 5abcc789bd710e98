package app

import (
	"context"
	"fmt"
	"path/filepath"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing/importer"
)

// askPassword asks for the password of a file and reads the file with it. The
// dialog stays until the password is right or the file is skipped. Passwords are
// kept nowhere.
func (d *desk) askPassword(b *batch, file string) {
	const says = "It is used to read the file once, and kept nowhere."
	in := look.NewTextField("Password")
	in.Input().Password = true
	note := newLines(says, 440)
	note.set(says, look.Ink2)
	var closeIt func()
	var open *look.Button
	reading, gone := false, false
	skip := func() {
		gone = true
		b.skipped[file] = true
		if !reading {
			d.settle(b)
		}
	}
	submit := func() {
		if reading || in.Text() == "" {
			return
		}
		reading = true
		open.SetEnabled(false)
		in.SetInvalid("")
		note.set("Reading the file …", look.Ink2)
		im := d.importer
		im.Password = in.Text()
		d.readFiles(b, im, []string{file}, func() {
			reading = false
			if !gone && b.isLocked(file) {
				const wrong = "That is not its password. Capitals matter; look at Caps Lock, too."
				in.SetInvalid(wrong)
				note.set(wrong, look.Err)
				open.SetEnabled(true)
				in.Focus()
				return
			}
			if !gone {
				closeIt()
			}
			d.settle(b)
		})
	}
	in.OnSubmit = func(string) { submit() }
	leave := look.NewButton("", "Skip This File", look.Quiet, func() { closeIt(); skip() })
	open = look.NewButton("", "Import", look.Primary, submit)
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: look.Ellipsis("“"+filepath.Base(file)+"”", look.DialogTitle, 280) + " needs a password", Content: container.NewVBox(in, note), Size: fyne.NewSize(500, 0),
		Buttons: []*look.Button{leave, open}, First: in.Input(), OnCancel: skip,
	})
}

func heldSentence(held []importer.File) string {
	n := 0
	for _, f := range held {
		n += len(f.Items)
	}
	if len(held) == 1 {
		return fmt.Sprintf("“%s” holds %s", filepath.Base(held[0].Path), articles(n))
	}
	return fmt.Sprintf("%s hold %s", plural(len(held), "file"), articles(n))
}

// askWhich asks which articles of the files held back are wanted, and imports
// those. All are, unless the user says otherwise.
func (d *desk) askWhich(b *batch) {
	w := newWanted(b.held)
	var closeIt func()
	leave := func() {
		for _, f := range b.held {
			b.add(f.Path, outcome{file: f.Path, title: filepath.Base(f.Path)})
		}
		b.held = nil
		d.settle(b)
	}
	take := look.NewButton("", "", look.Primary, func() {
		closeIt()
		d.importWanted(b, w.chosen())
	})
	all := look.NewButton("", "", look.Quiet, w.turnAll)
	cancel := look.NewButton("", "Import None", look.Quiet, func() { closeIt(); leave() })
	w.onChanged = func() {
		n := w.count()
		take.SetEnabled(n > 0)
		take.SetLabel("Import " + articles(n))
		all.SetLabel("Choose All")
		if n == len(w.on) {
			all.SetLabel("Clear All")
		}
	}
	w.onSubmit = func() { take.Tapped(nil) }
	w.onChanged()
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: look.Ellipsis(heldSentence(b.held), look.DialogTitle, 620), Content: w.list.scroll, Size: fyne.NewSize(680, 0),
		Buttons: []*look.Button{all, cancel, take}, First: w.list, OnCancel: leave,
	})
}

// importWanted takes in what was chosen of the files held back.
func (d *desk) importWanted(b *batch, files []importer.File) {
	b.held = nil
	accessed := d.today()
	work := func(ctx context.Context, progress func(done, total int)) error {
		for i, f := range files {
			if ctx.Err() != nil {
				break
			}
			b.add(f.Path, d.importFile(f, accessed)...)
			progress(i+1, len(files))
		}
		return ctx.Err()
	}
	d.beginImport()
	d.start("Importing "+plural(len(files), "file"), work, func(err error) {
		d.endImport()
		b.stopped = err != nil
		d.settle(b)
	})
}

// wanted is a choice of the articles of some files.
type wanted struct {
	files     []importer.File
	rows      []wantedRow
	on        map[wantedRow]bool // the articles, chosen or not
	list      *rowList
	onChanged func()
	onSubmit  func()
}

// wantedRow is an article of a file, or the file's own line where item is -1.
type wantedRow struct{ file, item int }

const (
	wantedHeight = 44
	wantedHead   = 32
	wantedMost   = 420
)

func newWanted(files []importer.File) *wanted {
	w := &wanted{files: files, on: map[wantedRow]bool{}}
	for i, f := range files {
		if len(files) > 1 {
			w.rows = append(w.rows, wantedRow{i, -1})
		}
		for j := range f.Items {
			r := wantedRow{i, j}
			w.rows = append(w.rows, r)
			w.on[r] = true
		}
	}
	w.list = newRowList(632, min(float32(len(w.rows))*wantedHeight+2*focusRoom, wantedMost))
	w.list.height = func(i int, _ float32) float32 {
		if w.rows[i].item < 0 {
			return wantedHead
		}
		return wantedHeight
	}
	w.list.row = w.draw
	w.list.tapped = func(i int, _ fyne.Position, _ fyne.Size) { w.turn(i) }
	w.list.key = w.key
	w.list.begin(len(w.rows))
	return w
}

func (w *wanted) key(i int, e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeySpace:
		w.turn(i)
	case fyne.KeyReturn, fyne.KeyEnter:
		w.onSubmit()
	default:
		return false
	}
	return true
}

// turn chooses an article or leaves it out; of a file's own line, all of it.
func (w *wanted) turn(i int) {
	r := w.rows[i]
	if r.item >= 0 {
		w.on[r] = !w.on[r]
	} else {
		w.set(!w.all(r.file), func(other wantedRow) bool { return other.file == r.file })
	}
	w.changed()
}

// turnAll chooses all articles, or none if all are.
func (w *wanted) turnAll() {
	w.set(w.count() < len(w.on), func(wantedRow) bool { return true })
	w.changed()
}

func (w *wanted) set(on bool, these func(wantedRow) bool) {
	for r := range w.on {
		if these(r) {
			w.on[r] = on
		}
	}
}

// all reports whether all articles of a file are chosen.
func (w *wanted) all(file int) bool {
	for j := range w.files[file].Items {
		if !w.on[wantedRow{file, j}] {
			return false
		}
	}
	return true
}

func (w *wanted) changed() {
	w.list.Refresh()
	w.onChanged()
}

func (w *wanted) count() int {
	n := 0
	for _, on := range w.on {
		if on {
			n++
		}
	}
	return n
}

// chosen are the files with only the articles that are wanted of them.
func (w *wanted) chosen() []importer.File {
	var files []importer.File
	for i, f := range w.files {
		items := f.Items
		f.Items = nil
		for j, it := range items {
			if w.on[wantedRow{i, j}] {
				f.Items = append(f.Items, it)
			}
		}
		if len(f.Items) > 0 {
			files = append(files, f)
		}
	}
	return files
}

func (w *wanted) draw(p *look.Painter, i int, at rowArea) {
	r := w.rows[i]
	at.drawGround(p)
	middle := at.top + at.height/2
	if r.item < 0 {
		p.Text(look.Ellipsis(filepath.Base(w.files[r.file].Path), look.MetaBold, at.width-60), look.MetaBold, look.Ink2, 16, look.MetaBold.Centred(middle))
		return
	}
	icon, ink := look.IconSquare, look.Ink3
	if w.on[r] {
		icon, ink = look.IconSquareCheck, look.Accent
	}
	p.Icon(icon, 16, middle-8, 16, ink)
	a := w.files[r.file].Items[r.item].Article
	title := a.Title.Value
	if title == "" {
		title = "Untitled"
	}
	const text = 44
	right := at.width - 20
	p.Text(look.Ellipsis(title, look.RowTitle, right-text), look.RowTitle, look.Ink, text, look.RowTitle.Centred(at.top+15))
	p.Origin(a.Byline.Value, look.Day(a.Published.Value, 0), text, right, at.top+32)
}
