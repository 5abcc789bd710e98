package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// Words go to the clipboard with where they come from: those selected in the
// reader, passages of the list, and blocks of the briefing, as the open briefing
// cites.

// copyable is what is selected in a pane.
type copyable struct {
	focused, selected bool
	copy              func(*desk)
}

// copyables are what could be copied: of the pane that has the keyboard, else of
// the first in this order.
func (d *desk) copyables() []copyable {
	entry, typing := d.win.Canvas().Focused().(textEntry)
	_, blocks := d.outline.Span()
	return []copyable{
		{d.reader.HasFocus(), d.hasSelection(), (*desk).copyWords},
		{d.outline.HasFocus() || typing && d.isInOutline(entry), d.hasNote() && blocks > 0, (*desk).copySelectedBlocks},
		{d.passages.HasFocus(), d.passages.Visible() && len(d.passages.Picks()) > 0, func(d *desk) { d.copyPassages(d.passages.Picks()) }},
	}
}

func (d *desk) canCopy() bool {
	return slices.ContainsFunc(d.copyables(), func(c copyable) bool { return c.selected })
}

func (d *desk) copyWithCitation() {
	all := d.copyables()
	i := slices.IndexFunc(all, func(c copyable) bool { return c.focused && c.selected })
	if i < 0 {
		i = slices.IndexFunc(all, func(c copyable) bool { return c.selected })
	}
	if i >= 0 {
		all[i].copy(d)
	}
}

// newClip is a clip that cites as the open briefing does.
func (d *desk) newClip() *manuscript.Clip {
	note := d.prepared.Manuscript
	return manuscript.NewClip(note.Citations, cmp.Or(note.Language, briefing.DefaultLanguage))
}

// copyWords copies the words that are selected in the reader.
func (d *desk) copyWords() {
	r := d.reader.Selection()
	a, err := d.session.Article(d.article)
	if err != nil {
		d.fail("That cannot be copied", err)
		return
	}
	src := briefing.Source{Article: a, Snapshot: d.snapshot}
	src.Passage.Range, src.Passage.Exact = r, quote.Words(d.snapshot, r)
	c := d.newClip()
	c.Passage(src)
	d.copied(c.String(), "Copied with its citation")
}

// copyPassages copies saved passages, which may be all that the list has.
func (d *desk) copyPassages(ids []briefing.ID) {
	c := d.newClip()
	var quoted briefing.Briefing
	for _, id := range ids {
		quoted.Blocks = append(quoted.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id}})
	}
	var text string
	work := func(context.Context, func(done, of int)) error {
		sources, err := d.session.Sources(quoted)
		if err != nil {
			return err
		}
		for _, id := range ids {
			if src, known := sources[id]; known {
				c.Passage(src)
			}
		}
		text = c.String()
		return nil
	}
	said := "Copied with its citation"
	if len(ids) > 1 {
		said = "Copied " + plural(len(ids), "passage") + " with their citations"
	}
	d.start("Copying "+plural(len(ids), "passage"), work, func(err error) {
		if err != nil {
			d.fail("That cannot be copied", err)
			return
		}
		d.copied(text, said)
	})
}

func (d *desk) copySelectedBlocks() { d.copyBlocks(d.outline.Span()) }

func (d *desk) copyBlocks(from, count int) {
	b, sources, err := d.readNote()
	if err != nil {
		d.fail("That cannot be copied", err)
		return
	}
	if from+count > len(b.Blocks) {
		return // what the outline shows is of a moment ago
	}
	text, err := d.exporter.CopyBlocks(b, sources, from+1, from+count)
	if err != nil {
		d.fail("That cannot be copied", err)
		return
	}
	said := "Copied the " + blockNames[b.Blocks[from].Kind]
	switch {
	case text == "":
		d.toast("There are no words in that to copy")
		return
	case count > 1:
		said = "Copied " + plural(count, "block")
	case b.Blocks[from].Kind == briefing.BlockQuotation:
		said += " with its citation"
	}
	d.copied(text, said)
}

// copyAsMail copies the open briefing as the body of a mail: formatted, where the
// system's clipboard takes that, and as plain text.
func (d *desk) copyAsMail() {
	b, options := d.briefing, d.exportOptions()
	var body export.MailBody
	work := func(context.Context, func(done, of int)) error {
		sources, err := d.session.Sources(b)
		if err == nil {
			body, err = d.exporter.MailBody(b, sources, options)
		}
		return err
	}
	d.start("Copying "+titleOf(b), work, func(err error) {
		var unproved *export.UnprovedError
		switch {
		case errors.As(err, &unproved):
			d.sayUnproved("Not copied", unproved)
		case err != nil:
			d.fail("Not copied", err)
		default:
			d.putMail(body)
		}
	})
}

// putMail puts a mail on the clipboard: its text at once, and then its page in the
// text's place.
func (d *desk) putMail(body export.MailBody) {
	d.app.Clipboard().SetContent(body.Text)
	d.run.Go(func() {
		err := d.putPage(body.Page, body.Text)
		d.run.UI(func() { d.toast(d.mailWords(body, err)) })
	})
}

// mailWords say what was copied, and what a subject line must begin with.
func (d *desk) mailWords(body export.MailBody, err error) string {
	said := "Copied as a mail"
	if err != nil {
		said = "Copied as a mail, as plain text alone"
	}
	said += fmt.Sprintf(", %d of %s verified", body.Verified, plural(body.Checked, "quotation"))
	if mark := d.prepared.Manuscript.Banner.Mark; mark != "" {
		said += "; begin its subject with [" + string(mark) + "]"
	}
	return said
}

func (d *desk) copied(text, said string) {
	d.app.Clipboard().SetContent(text)
	d.toast(said)
}
