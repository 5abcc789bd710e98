package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"github.com/rymdport/portal/filechooser"

	"briefdesk/app/look"
	"briefdesk/briefing/library"
)

// Backups made by hand, and the way back.

// hasFile reports whether the library is a file, which has backups.
func (d *desk) hasFile() bool { return d.path != "" }

func (d *desk) canRestore() bool { return d.hasFile() && d.writable() && d.replace != nil }

// backupName is what a backup is called unless the user says otherwise.
func (d *desk) backupName() string { return "Briefdesk " + d.today() + ".briefdesk" }

func (d *desk) askBackup() {
	suggested := filepath.Join(d.folder(), d.backupName())
	const says = "A copy of the whole library, as it is now. Keep it on another disk. Anyone who can read the file can read your sources."
	d.askPath("Back up the library", "Back Up", suggested, says, func(chosen func(string)) {
		d.browseSave("Back up", d.backupName(), chosen)
	}, func(path string) string {
		if info, err := os.Stat(filepath.Dir(path)); err != nil || !info.IsDir() {
			return "There is no folder " + filepath.Dir(path) + "."
		}
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return "This is a folder; name a file in it."
		}
		return ""
	}, func(path string) {
		if exists(path) {
			d.confirm("Replace the file?", path+" is there already.", "Replace", func() { d.backUpTo(path) })
			return
		}
		d.backUpTo(path)
	})
}

func (d *desk) backUpTo(path string) {
	work := func(ctx context.Context, _ func(done, total int)) error {
		if err := d.session.Flush(ctx); err != nil {
			return err
		}
		return d.library.Backup(ctx, path)
	}
	d.start("Backing up the library", work, func(err error) {
		switch {
		case errors.Is(err, context.Canceled):
			d.toast("Backup stopped; nothing was written")
		case err != nil:
			d.fail("There is no backup", err)
		default:
			d.toast("The library is backed up as " + filepath.Base(path))
		}
	})
}

// backupsSheet is the dialog of the backups while it is open.
type backupsSheet struct {
	desk    *desk
	rows    []library.BackupFile
	list    *rowList
	restore *look.Button
	close   func()
	slot    slot
}

func (d *desk) showBackups() {
	b := &backupsSheet{desk: d}
	b.list = newPickList(b.drawRow)
	b.list.onPick = func() { b.restore.SetEnabled(len(b.list.picks()) > 0) }
	b.list.onEnter = func(int) { b.askPicked() }
	another := look.NewButton(look.IconFolderOpen, "Another File…", look.Quiet, func() { b.close(); d.askBackupFile() })
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { b.close() })
	b.restore = look.NewButton(look.IconHistory, "Restore…", look.Primary, b.askPicked)
	b.restore.SetEnabled(false)
	const says = "A backup takes the place of the present library, with everything in it. The present library is kept beside it under another name."
	note := newLines(says, 500)
	note.set(says, look.Ink2)
	b.close = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Restore from a backup", Content: container.NewBorder(container.New(insets{0, 0, 0, 10}, note), nil, nil, nil, b.list.scroll),
		Size: fyne.NewSize(560, 480), Buttons: []*look.Button{another, cancel, b.restore}, First: b.list,
	})
	d.fill(&b.slot, "The backups cannot be listed", func() (func(), error) {
		rows, err := library.Backups(d.path)
		return func() {
			b.list.title, b.list.text = "No automatic backups yet", "One is made every day while the program is open. Another file can be restored as well."
			b.rows = rows
			b.list.setCount(len(rows))
		}, err
	})
}

func (b *backupsSheet) drawRow(p *look.Painter, i int, a rowArea) {
	r := b.rows[i]
	style := a.titleStyle()
	p.Text(dayInWords(r.Made), style, look.Ink, a.left, style.Centred(a.first()))
	p.Text(aboutBackup(r), look.Meta, look.Ink2, a.left, look.Meta.Centred(a.second()))
	p.TextRight(ago(r.Made, b.desk.now()), look.Meta, look.Ink2, a.right, look.Meta.Centred(a.first()))
}

// aboutBackup says why an automatic backup was made.
func aboutBackup(b library.BackupFile) string {
	if strings.HasPrefix(filepath.Base(b.Path), "before-") {
		return "Before an update of the program changed the library"
	}
	return "Backup of the day"
}

func dayInWords(t time.Time) string { return t.Local().Format("2 January 2006, 15:04") }

// ago says how many days lie between two times.
func ago(t, now time.Time) string {
	midnight := func(t time.Time) time.Time {
		y, m, d := t.Local().Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	switch days := int(midnight(now).Sub(midnight(t)).Hours() / 24); {
	case days <= 0:
		return "Today"
	case days == 1:
		return "Yesterday"
	default:
		return plural(days, "day") + " ago"
	}
}

func (b *backupsSheet) askPicked() {
	if picks := b.list.picks(); len(picks) > 0 {
		r := b.rows[picks[0]]
		b.close()
		b.desk.askRestore(r.Path, "the backup of "+dayInWords(r.Made))
	}
}

func (d *desk) askBackupFile() {
	d.askPath("Restore from a backup", "Restore…", d.folder(), "A backup of a library: a file that ends in .briefdesk as a rule", d.browseBackup, func(path string) string {
		if info, err := os.Stat(path); err != nil || info.IsDir() {
			return "There is no such file."
		}
		return ""
	}, func(path string) { d.askRestore(path, "“"+filepath.Base(path)+"”") })
}

// browseBackup opens a dialog for a backup.
func (d *desk) browseBackup(chosen func(string)) {
	ask := func() ([]string, error) {
		return filechooser.OpenFile("", "Restore from a backup", &filechooser.OpenFileOptions{CurrentFolder: d.folder()})
	}
	d.native(ask, func(paths []string) { chosen(paths[0]) }, func() {
		d.browse(dialog.NewFileOpen(func(file fyne.URIReadCloser, err error) {
			if err != nil || file == nil {
				return
			}
			file.Close()
			chosen(file.URI().Path())
		}, d.win))
	})
}

// askRestore says what restoring a backup means, and does it after a yes.
func (d *desk) askRestore(path, what string) {
	d.confirm("Restore "+what+"?", "It takes the place of the present library. What was done since is not in it.\n"+
		"The present library is kept beside it, as a file with “before-restore” in its name.", "Restore", func() { d.restoreFrom(path) })
}

// restoreFrom hands the window over to be opened on a backup. What is unsaved is
// saved first, so that the library which is kept has it; what a damaged one does
// not take cannot be.
func (d *desk) restoreFrom(path string) {
	work := func(ctx context.Context, _ func(done, total int)) error { return d.session.Flush(ctx) }
	d.start("Saving what was done last", work, func(err error) {
		if err != nil && !errors.Is(err, library.ErrDamaged) {
			d.fail("The backup was not restored; what was done last is not saved yet", err)
			return
		}
		d.replace(path)
	})
}

// tellRestored says where the library is that a backup has replaced.
func (d *desk) tellRestored(kept string) {
	d.frame.toasts.Say(look.Notice{Text: "The backup is restored", Action: "Where is the old one?", OnAction: func() {
		d.tell("The library before", newLines("It is kept as\n"+kept+"\nRestore that file to have it back; delete it when you need it no more.", 560))
	}})
}
