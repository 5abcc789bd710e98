package app

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// The versions of the open briefing: looked at, compared with what it is, and
// brought back.

// versionsSheet is the dialog of the versions while it is open.
type versionsSheet struct {
	desk    *desk
	note    briefing.ID
	rows    []library.Version // newest first
	shown   briefing.Briefing // the picked one, once it is read
	list    *rowList
	says    *lines
	body    *comparison
	restore *look.Button
	copy    *look.Button
	close   func()

	listSlot, versionSlot slot
}

// Measures of the dialog, in units.
const (
	versionsWidth  = 1000
	versionsHeight = 620
	versionsList   = 268
)

func (d *desk) showVersions() {
	v := &versionsSheet{desk: d, note: d.note, body: newComparison(), says: newLines("", versionsWidth-versionsList-48-comparisonPad)}
	v.list = newPickList(v.drawRow)
	v.list.onPick = v.read
	v.list.onEnter = func(int) { v.bringBack() }
	v.copy = look.NewButton(look.IconCopy, "Open as New Briefing", look.Quiet, v.openCopy)
	done := look.NewButton("", "Close", look.Quiet, func() { v.close() })
	v.restore = look.NewButton(look.IconHistory, "Restore This Version", look.Primary, v.bringBack)
	v.enable(false)
	v.close = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Versions of “" + titleOf(d.briefing) + "”", Content: container.New(&beside{versionsList},
			listGround(v.list.scroll), container.NewBorder(container.New(insets{comparisonPad, 0, 0, 8}, v.says), nil, nil, nil, v.body.scroll)),
		Size: fyne.NewSize(versionsWidth, versionsHeight), Buttons: []*look.Button{v.copy, done, v.restore}, First: v.list,
	})
	v.readList()
}

// beside lays out a part of a width and, right of it, another with the rest.
type beside struct{ width float32 }

func (b *beside) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(b.width, size.Width*0.4)
	objects[0].Resize(fyne.NewSize(width, size.Height))
	objects[1].Move(fyne.NewPos(width, 0))
	objects[1].Resize(fyne.NewSize(size.Width-width, size.Height))
}

func (b *beside) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(b.width+200, 200) }

// readList lists the versions. What is unsaved is saved first, for it is one.
func (v *versionsSheet) readList() {
	d := v.desk
	d.fill(&v.listSlot, "The versions cannot be listed", func() (func(), error) {
		var rows []library.Version
		err := d.session.Flush(d.ctx)
		if err == nil {
			rows, err = d.session.Versions(d.ctx, v.note)
		}
		rows = worthShowing(rows)
		return func() {
			v.list.title, v.list.text = "No versions yet", "One is kept with every change that is saved."
			v.rows = rows
			v.list.at = min(1, len(rows)-1) // the newest is what the briefing is
			v.list.setCount(len(rows))
		}, err
	})
}

// worthShowing are versions, newest first, but of those saved within a minute
// the last alone: one is saved with every pause in typing.
func worthShowing(oldestFirst []library.Version) []library.Version {
	var list []library.Version
	for _, ver := range slices.Backward(oldestFirst) {
		n := len(list)
		if n > 0 && ver.Kind == library.VersionSaved && list[n-1].Saved.Sub(ver.Saved) < time.Minute && list[n-1].Saved.Minute() == ver.Saved.Minute() {
			continue
		}
		list = append(list, ver)
	}
	return list
}

// read shows the picked version beside what the briefing is.
func (v *versionsSheet) read() {
	d, picks := v.desk, v.list.picks()
	if len(picks) == 0 {
		v.enable(false)
		return
	}
	ver, width := v.rows[picks[0]], v.width()
	d.fill(&v.versionSlot, "That version cannot be read", func() (func(), error) {
		old, err := d.session.VersionAt(d.ctx, v.note, ver.Rev)
		if err != nil {
			return nil, err
		}
		list, says, err := d.compareWithNow(old)
		if err != nil {
			return nil, err
		}
		set := setStanzas(list, width)
		return func() {
			v.shown = old
			v.says.set(says, look.Ink2)
			v.body.show(set)
			v.enable(slices.ContainsFunc(list, stanza.differs))
		}, nil
	})
}

// compareWithNow says what has changed since a version.
func (d *desk) compareWithNow(old briefing.Briefing) ([]stanza, string, error) {
	now, err := d.session.Briefing(old.ID)
	if err != nil {
		return nil, "", err
	}
	both := now
	both.Blocks = append(slices.Clone(now.Blocks), old.Blocks...)
	sources, err := d.session.Sources(both)
	if err != nil {
		return nil, "", err
	}
	list, says := compared(old, now, sources)
	return list, says, nil
}

// width is that of the comparison.
func (v *versionsSheet) width() float32 { return v.body.scroll.Size().Width }

func (v *versionsSheet) enable(differs bool) {
	v.restore.SetEnabled(differs && v.desk.writable())
	v.copy.SetEnabled(len(v.list.picks()) > 0 && v.desk.writable())
}

// versionKinds say why a version is kept.
var versionKinds = map[library.VersionKind]string{
	library.VersionSaved: "Saved", library.VersionDaily: "Last of the day", library.VersionExport: "Exported",
}

func (v *versionsSheet) drawRow(p *look.Painter, i int, a rowArea) {
	r, now := v.rows[i], v.desk.now()
	style := a.titleStyle()
	p.Text(dayAndTime(r.Saved, now), style, look.Ink, a.left, style.Centred(a.first()))
	about := versionKinds[r.Kind]
	if !r.Exported.IsZero() {
		about = "Exported " + strings.ToLower(dayAndTime(r.Exported, now)[:1]) + dayAndTime(r.Exported, now)[1:]
	}
	icon := look.IconClock
	if r.Kind == library.VersionExport {
		icon = look.IconFileOut
	}
	p.Icon(icon, a.left, a.second()-6, 12, look.Ink2)
	right := a.right
	if i == 0 {
		right = p.ChipRight("Now", a.right, a.first())
	}
	p.Text(look.Ellipsis(about, look.Meta, right-a.left-18), look.Meta, look.Ink2, a.left+18, look.Meta.Centred(a.second()))
}

func (v *versionsSheet) bringBack() {
	d, picks := v.desk, v.list.picks()
	if len(picks) == 0 || v.restore.Disabled() || d.refuseWrite() {
		return
	}
	ver := v.rows[picks[0]]
	v.close() // the keyboard goes back to the editor, which may then end
	if err := d.session.RestoreVersion(d.ctx, v.note, ver); err != nil {
		d.fail("That version is not restored", err)
		return
	}
	d.toastUndo("The briefing is as it was: " + dayAndTime(ver.Saved, d.now()))
}

// openCopy makes a briefing of its own of the picked version.
func (v *versionsSheet) openCopy() {
	d, picks := v.desk, v.list.picks()
	if len(picks) == 0 || v.shown.ID.IsZero() || d.refuseWrite() {
		return
	}
	b := v.shown.Clone()
	b.ID = briefing.NewID()
	b.Title = titleOf(b) + " (" + v.rows[picks[0]].Saved.Local().Format("2 January 2006, 15:04") + ")"
	v.close()
	if err := d.session.NewBriefing(b); err != nil {
		d.fail("That version cannot be opened", err)
		return
	}
	d.openNote(b.ID)
	d.toastUndo("Opened as a new briefing")
}
