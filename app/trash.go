package app

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// The trash: what was deleted, to be taken back or deleted for ever.

// trashSheet is the dialog of the trash while it is open.
type trashSheet struct {
	desk    *desk
	rows    []library.TrashRow
	list    *rowList
	said    *lines // what was done last
	restore *look.Button
	remove  *look.Button
	empty   *look.Button
	close   func()
	slot    slot
}

func (d *desk) showTrash() {
	t := &trashSheet{desk: d, said: newLines("", 520)}
	t.list = newPickList(t.drawRow)
	t.list.many = true
	t.list.onPick = t.enable
	t.list.onEnter = func(int) { t.bringBack() }
	t.list.onDelete = func() { t.askRemove() }
	t.empty = look.NewButton("", "Empty Trash…", look.Quiet, t.askEmpty)
	t.remove = look.NewButton("", "Delete for Ever…", look.Quiet, t.askRemove)
	done := look.NewButton("", "Close", look.Quiet, func() { t.close() })
	t.restore = look.NewButton(look.IconUndo, "Restore", look.Primary, t.bringBack)
	t.enable()
	t.close = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Trash", Content: container.NewBorder(nil, container.New(insets{0, 0, 10, 0}, t.said), nil, nil, t.list.scroll),
		Size: fyne.NewSize(760, 540), Buttons: []*look.Button{t.empty, t.remove, done, t.restore}, First: t.list,
	})
	t.read("")
}

// read lists what the trash holds by now, and says what was done.
func (t *trashSheet) read(said string) {
	d := t.desk
	d.fill(&t.slot, "The trash cannot be read", func() (func(), error) {
		rows, err := d.session.Trash(d.ctx)
		return func() {
			t.list.title, t.list.text = "The trash is empty", "What you delete stays here until you empty it."
			t.rows = rows
			t.said.set(said, look.Ink2)
			t.list.setCount(len(rows))
		}, err
	})
}

// enable offers what can be done with what is picked.
func (t *trashSheet) enable() {
	n, writable := len(t.list.picks()), t.desk.writable()
	t.restore.SetEnabled(n > 0 && writable)
	t.remove.SetEnabled(n > 0 && writable)
	t.empty.SetEnabled(len(t.rows) > 0 && writable)
	label := "Restore"
	if n > 1 {
		label = fmt.Sprintf("Restore %d", n)
	}
	if t.restore.Label() != label {
		t.restore.SetLabel(label)
	}
}

// kindNames are what people call the kinds of values.
var kindNames = map[library.Kind]string{
	library.KindArticle: "Article", library.KindPassage: "Passage", library.KindBriefing: "Briefing",
}

var kindIcons = map[library.Kind]look.IconName{
	library.KindArticle: look.IconFile, library.KindPassage: look.IconQuote, library.KindBriefing: look.IconText,
}

func (t *trashSheet) drawRow(p *look.Painter, i int, a rowArea) {
	r := t.rows[i]
	p.Icon(kindIcons[r.Kind], a.left, a.first()-7, 14, look.Ink2)
	left := a.left + 24
	when := p.TextRight(dayAndTime(r.Trashed, t.desk.now()), look.Meta, look.Ink2, a.right, look.Meta.Centred(a.first()))
	style := a.titleStyle()
	if r.Kind == library.KindPassage {
		style = look.SourceWords
	}
	p.Text(look.Ellipsis(nameOf(r), style, when-12-left), style, look.Ink, left, style.Centred(a.first()))
	p.Text(look.Ellipsis(aboutTrashed(r), look.Meta, a.right-left), look.Meta, look.Ink2, left, look.Meta.Centred(a.second()))
}

// nameOf is the title of what is in the trash, or the first words of a passage.
func nameOf(r library.TrashRow) string {
	title := strings.Join(strings.Fields(r.Title), " ")
	switch {
	case r.Kind == library.KindPassage:
		return "“" + title + "”"
	case title == "":
		return "No title"
	}
	return title
}

// aboutTrashed says what something in the trash is, and where it comes from.
func aboutTrashed(r library.TrashRow) string {
	said := kindNames[r.Kind]
	if r.Passages > 0 {
		said += " with " + plural(r.Passages, "passage")
	}
	switch {
	case r.From == "":
		return said
	case r.Kind == library.KindPassage:
		return said + "  ·  from “" + r.From + "”"
	case r.Kind == library.KindBriefing:
		return said + "  ·  " + longDate(r.From)
	}
	return said + "  ·  " + r.From
}

// dayAndTime writes a time as people say it: 14:05 today, else with its day.
func dayAndTime(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch {
	case t.Format(time.DateOnly) == now.Format(time.DateOnly):
		return "Today, " + t.Format("15:04")
	case t.Format(time.DateOnly) == now.AddDate(0, 0, -1).Format(time.DateOnly):
		return "Yesterday, " + t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("2 January, 15:04")
	}
	return t.Format("2 January 2006, 15:04")
}

func (t *trashSheet) chosen() []library.TrashRow {
	var rows []library.TrashRow
	for _, i := range t.list.picks() {
		rows = append(rows, t.rows[i])
	}
	return rows
}

// named says what rows are, in a few words.
func named(rows []library.TrashRow) string {
	if len(rows) == 1 {
		if r := rows[0]; r.Kind != library.KindPassage {
			return "“" + nameOf(r) + "”"
		}
		return shortened(nameOf(rows[0]), 60)
	}
	return fmt.Sprintf("%d things", len(rows))
}

// bringBack takes what is picked out of the trash, as one step of undo.
func (t *trashSheet) bringBack() {
	rows := t.chosen()
	if len(rows) == 0 || t.desk.refuseWrite() {
		return
	}
	name := "Restore " + plural(len(rows), "deletion")
	if len(rows) == 1 {
		name = "Restore " + strings.ToLower(kindNames[rows[0].Kind])
	}
	err := t.desk.session.Do(name, func(tx *session.Tx) error {
		for _, kind := range []library.Kind{library.KindArticle, library.KindPassage, library.KindBriefing} { // no passage without its article
			for _, r := range rows {
				if r.Kind != kind {
					continue
				}
				if err := tx.Restore(r.Ref); err != nil {
					return err
				}
			}
		}
		return nil
	})
	switch {
	case errors.Is(err, session.ErrTrashed):
		t.said.set("An article is in the trash that one of these passages is from; restore it first, or both together.", look.Err)
		return
	case err != nil:
		t.said.set("Nothing was restored: "+err.Error(), look.Err)
		return
	}
	t.read("Restored " + named(rows) + ". Edit, Undo takes that back.")
}

func (t *trashSheet) askRemove() {
	rows := t.chosen()
	if len(rows) == 0 || t.desk.refuseWrite() {
		return
	}
	var refs []library.Ref
	for _, r := range rows {
		refs = append(refs, r.Ref)
	}
	t.desk.confirm("Delete "+named(rows)+" for ever?", forEver, "Delete for Ever", func() {
		t.purge("Deleting for ever", func(ctx context.Context) ([]library.TrashRow, error) {
			return t.desk.session.DeleteForEver(ctx, refs...)
		})
	})
}

func (t *trashSheet) askEmpty() {
	if len(t.rows) == 0 || t.desk.refuseWrite() {
		return
	}
	t.desk.confirm("Empty the trash?", plural(len(t.rows), "thing")+" will be deleted for ever. "+forEver, "Empty Trash", func() {
		t.purge("Emptying the trash", t.desk.session.EmptyTrash)
	})
}

// forEver is what is to be known before something is deleted for ever.
const forEver = "This cannot be undone. What a briefing quotes stays in the trash."

func (t *trashSheet) purge(says string, work func(context.Context) ([]library.TrashRow, error)) {
	var kept []library.TrashRow
	var by string
	t.desk.start(says, func(ctx context.Context, _ func(done, total int)) error {
		var err error
		if kept, err = work(ctx); err == nil {
			by, err = t.desk.keptFor(ctx, kept)
		}
		return err
	}, func(err error) {
		if err != nil {
			t.said.set("Not deleted: "+err.Error(), look.Err)
			return
		}
		t.read(purged(kept, by))
	})
}

// purged says what became of what was to be deleted for ever.
func purged(kept []library.TrashRow, by string) string {
	switch len(kept) {
	case 0:
		return "Deleted for ever."
	case 1:
		return named(kept) + " stays, since " + by + " quotes it."
	}
	return fmt.Sprintf("%d things stay, since they are quoted in %s.", len(kept), by)
}

// keptFor names the briefings that quote what was kept.
func (d *desk) keptFor(ctx context.Context, kept []library.TrashRow) (string, error) {
	var quoting []session.Quoting
	seen := map[briefing.ID]bool{}
	for _, r := range kept {
		list, err := d.session.QuotedBy(ctx, r.Ref)
		if err != nil {
			return "", err
		}
		for _, q := range list {
			if !seen[q.ID] {
				seen[q.ID] = true
				quoting = append(quoting, q)
			}
		}
	}
	return briefingsNamed(quoting), nil
}

// briefingsNamed names briefings, the first three by their titles.
func briefingsNamed(quoting []session.Quoting) string {
	const most = 3
	var names []string
	for i, q := range quoting {
		if i == most {
			break
		}
		names = append(names, "“"+titleOf(briefing.Briefing{Title: q.Title})+"”")
	}
	switch rest := len(quoting) - len(names); {
	case rest > 0:
		return strings.Join(names, ", ") + " and " + plural(rest, "other briefing")
	case len(names) > 1:
		return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
	}
	return strings.Join(names, "")
}
