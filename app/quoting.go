package app

import (
	"fmt"
	"time"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// Quotations: their edits, what they are, and their sources.

// editQuotation sets the edits of a quotation.
func (d *desk) editQuotation(index int, name string, edits []briefing.Edit) {
	d.changeQuotation(index, name, func(q *briefing.Quotation) { q.Edits = edits })
}

// setQuotationKind makes a quotation direct, a paraphrase or a summary. A direct
// one has no words of its author's, and the others no edits.
func (d *desk) setQuotationKind(index int, kind briefing.PassageKind) {
	blocks := d.blocks()
	if index >= len(blocks) {
		return
	}
	was := blocks[index].Quotation
	if was.Kind == kind || was.IsDirect() && kind == briefing.PassageDirect {
		return
	}
	d.changeQuotation(index, "Change the kind of a quotation", func(q *briefing.Quotation) {
		q.Kind = kind
		switch {
		case kind == briefing.PassageDirect:
			q.Kind, q.Words = "", ""
		case was.IsDirect():
			q.Edits = nil
		}
	})
	switch {
	case was.IsDirect() && len(was.Edits) > 0:
		d.toastUndo("The " + plural(len(was.Edits), "edit") + " of the quotation are gone")
	case kind == briefing.PassageDirect && was.Words != "":
		d.toastUndo("Your own words are gone; the quotation prints those of its source")
	}
}

// changeQuotation edits the quotation of a block, and shows it at once: the next
// key may be for what it is then.
func (d *desk) changeQuotation(index int, name string, edit func(*briefing.Quotation)) {
	err := d.session.EditBriefing(name, d.note, func(b *briefing.Briefing) error {
		if index >= len(b.Blocks) || b.Blocks[index].Kind != briefing.BlockQuotation {
			return fmt.Errorf("block %d is no quotation", index+1)
		}
		edit(&b.Blocks[index].Quotation)
		return nil
	})
	if err != nil {
		d.fail("The quotation cannot be changed", err)
		return
	}
	d.setNote()
}

// showSource goes from a quotation to its place in its source, and back.
func (d *desk) showSource() {
	if d.reader.HasFocus() && d.passage == d.briefing.Blocks[d.block].Quotation.Passage {
		d.outline.Focus()
		return
	}
	d.openSource(d.block)
	d.reader.Focus()
}

// pullQuotePause is how long a selection rests before it is looked into.
const pullQuotePause = 600 * time.Millisecond

// selectedWords follows the selection in the reader.
func (d *desk) selectedWords(r briefing.Range) {
	d.showCommands()
	if d.stopPull != nil {
		d.stopPull()
	}
	if d.inPullQuote(r) {
		d.stopPull = d.clock(pullQuotePause, func() { d.comparePullQuote(r) })
	}
}

func (d *desk) inPullQuote(r briefing.Range) bool {
	i := d.snapshot.Block(r.Start)
	return r.Len() > 0 && i >= 0 && d.snapshot.Blocks[i].Kind == briefing.TextPullQuote
}

// comparePullQuote says of selected words of a pull quote that the article has
// others in their place, and offers those.
func (d *desk) comparePullQuote(r briefing.Range) {
	snap := d.snapshot
	d.fill(&d.pullSlot, "The pull quote cannot be compared", func() (func(), error) {
		body := quote.InBody(snap, r)
		return func() {
			if body.Status != quote.Altered || d.snapshot.Hash != snap.Hash || d.reader.Selection() != r {
				return
			}
			said := "The pull quote is not what the article says: “" + shortened(snap.Slice(body.Range), 120) + "”"
			d.frame.toasts.Say(look.Notice{Text: said, Action: "Select that", OnAction: func() { d.reader.Select(body.Range) }})
		}, nil
	})
}
