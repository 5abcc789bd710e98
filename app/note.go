package app

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"briefdesk/app/outline"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// The open briefing: what the outline shows of it, and the pages of the preview.

// setNote sets the open briefing in pages beside the window, and shows them.
func (d *desk) setNote() {
	note, paper := d.note, d.paper()
	d.fill(&d.noteSlot, "That briefing cannot be read", func() (func(), error) {
		b, err := d.session.Briefing(note)
		if errors.Is(err, library.ErrNotFound) {
			return d.closeNote, nil
		}
		if err != nil {
			return nil, err
		}
		sources, err := d.session.Sources(b)
		if err != nil {
			return nil, err
		}
		prepared, err := d.exporter.Prepare(b, sources, export.Options{Paper: paper})
		return func() { d.showNote(b, sources, prepared, err) }, nil
	})
}

// closeNote shows that no briefing is open.
func (d *desk) closeNote() {
	d.note = briefing.ID{}
	d.showNote(briefing.Briefing{}, nil, export.Prepared{}, nil)
}

// showNote puts a briefing in the outline, the preview, the banner and the
// status line. err is why it could not be set.
func (d *desk) showNote(b briefing.Briefing, sources briefing.Sources, p export.Prepared, err error) {
	d.briefing, d.prepared, d.noteErr = b, p, err
	d.outline.Set(outline.Head{Title: titleOf(b), Line: lineOf(b)}, outlineItems(b, sources, p))
	if err == nil {
		d.preview.Set(p.Document)
	}
	d.showNext()
	d.showTitle()
	d.showStatus()
	d.showCommands()
}

// showNext selects the block that the last edit made.
func (d *desk) showNext() {
	if d.next < 0 || d.next >= len(d.briefing.Blocks) {
		return
	}
	d.block = d.next
	d.outline.Select(d.block)
	d.preview.Reveal(d.block + 1)
	if d.editNext {
		d.outline.Edit(d.block)
	}
	d.next, d.editNext = -1, false
}

func titleOf(b briefing.Briefing) string {
	if b.Title == "" {
		return "Untitled briefing"
	}
	return b.Title
}

// lineOf is what stands below a briefing's title.
func lineOf(b briefing.Briefing) string {
	parts := slices.DeleteFunc([]string{b.Purpose, b.Reference, longDate(b.Date)}, func(s string) bool { return s == "" })
	return strings.Join(parts, "  ·  ")
}

// outlineItems are the blocks of a briefing as the outline shows them, and the
// disclaimers that its quotations carry.
func outlineItems(b briefing.Briefing, sources briefing.Sources, p export.Prepared) []outline.Item {
	failed := map[int]string{}
	for _, f := range p.Findings {
		if f.Rule == quote.RuleAltered || f.Rule == quote.RuleCorrupt || f.Rule == quote.RuleMissing {
			failed[f.Block] = f.Message
		}
	}
	banner := p.Manuscript.Banner
	items := make([]outline.Item, len(b.Blocks))
	for i, bl := range b.Blocks {
		it := outline.Item{Index: i, Kind: bl.Kind, Level: bl.Level, Text: bl.Text, Portion: bl.Portion}
		if slices.Contains(banner.Because, i) {
			it.SetsBanner, it.BannerColour = true, banner.Colour
		}
		if bl.Kind == briefing.BlockQuotation {
			showQuotation(&it, bl.Quotation, sources, p.Manuscript.Notes, failed[i+1])
		}
		items[i] = it
	}
	return append(items, carried(p.Manuscript)...)
}

func showQuotation(it *outline.Item, q briefing.Quotation, sources briefing.Sources, notes []manuscript.Note, problem string) {
	src, known := sources[q.Passage]
	it.Text, it.Problem = src.Passage.Exact, problem
	if pieces, err := quote.Printed(src.Passage.Exact, q.Edits); err == nil {
		it.Text = quote.Join(pieces)
	}
	it.Colour = colourOf(src.Passage)
	switch {
	case !q.IsCheckable():
		it.Text, it.Source, it.State = q.Words, q.Attribution, outline.Uncheckable
	case problem != "" || !known:
		it.State = outline.Failed
	default:
		it.State = outline.Verified
	}
	if n := slices.IndexFunc(notes, func(n manuscript.Note) bool { return n.Block == it.Index+1 }); n >= 0 {
		it.Source = fmt.Sprintf("[%d] %s", notes[n].Number, outlet(src.Article))
	}
}

// outlet says in short where an article comes from.
func outlet(a briefing.Article) string {
	if a.Publisher.Value != "" {
		return a.Publisher.Value
	}
	return a.Title.Value
}

// carried are the disclaimers that came with quotations, which cannot be edited.
func carried(m manuscript.Manuscript) []outline.Item {
	var items []outline.Item
	for _, f := range m.End {
		if f.Label == manuscript.LabelSourceDisclaimer {
			items = append(items, outline.Item{Index: -1, Kind: briefing.BlockDisclaimer, Text: said(f.Text), Derived: true})
		}
	}
	return items
}

func said(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(r.Text)
	}
	return s.String()
}

// colourOf is the colour of a passage's highlight.
func colourOf(p briefing.Passage) string {
	if p.Colour == "" {
		return "amber"
	}
	return p.Colour
}

// setBy says in a few words which block forces the banner.
func setBy(b briefing.Briefing, banner briefing.Banner) string {
	if len(banner.Because) == 0 {
		return ""
	}
	heading, n := "", 0
	for _, bl := range b.Blocks[:banner.Because[0]+1] {
		if bl.Kind == briefing.BlockHeading && bl.Level <= 1 {
			heading, n = bl.Text, 0
			continue
		}
		n++
	}
	if heading == "" {
		return "set by ¶" + strconv.Itoa(n)
	}
	return "set by " + heading + " ¶" + strconv.Itoa(n)
}

// longDate writes YYYY-MM-DD in words; anything else stays as it is.
func longDate(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}
