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
	"briefdesk/briefing/marking"
	"briefdesk/briefing/quote"
)

// The open briefing: what the outline shows of it, and the pages of the preview.

// setNote shows the open briefing: its blocks at once, so that what was added
// can be typed into; proofs and pages when they have been set beside the window.
func (d *desk) setNote() {
	b, sources, err := d.readNote()
	switch {
	case errors.Is(err, library.ErrNotFound):
		d.closeNote()
		return
	case err != nil:
		d.fail("That briefing cannot be read", err)
		d.closeNote()
		return
	}
	d.briefing = b
	d.showOutline(sources, knownProofs(b, d.proofs))
	d.showNext()
	options, without := d.exportOptions(), d.checksOff()
	d.fill(&d.noteSlot, "That briefing cannot be set", func() (func(), error) {
		prepared, err := d.exporter.Review(b, sources, options, without)
		return func() { d.showNote(sources, prepared, err) }, nil
	})
}

func (d *desk) readNote() (briefing.Briefing, briefing.Sources, error) {
	b, err := d.session.Briefing(d.note)
	if err != nil {
		return briefing.Briefing{}, nil, err
	}
	sources, err := d.session.Sources(b)
	return b, sources, err
}

// closeNote shows that no briefing is open.
func (d *desk) closeNote() {
	d.noteSlot.asked++ // what is being set is of no use
	d.note, d.briefing = briefing.ID{}, briefing.Briefing{}
	d.showNote(nil, export.Prepared{}, nil)
}

// showNote shows what setting the open briefing came to; err is why it could
// not be set.
func (d *desk) showNote(sources briefing.Sources, p export.Prepared, err error) {
	d.prepared, d.noteErr = p, err
	proofs := proofsOf(d.briefing, sources, p)
	d.proofs = map[briefing.ID]proof{}
	for i, q := range d.briefing.Quotations() {
		d.proofs[q.Passage] = proofs[i]
	}
	d.showOutline(sources, proofs)
	if err == nil {
		d.preview.Set(p.Document)
		if editing := d.outline.Editing(); editing >= 0 {
			d.preview.Reveal(editing + 1)
		}
	}
	d.showGauges()
	d.showShapes()
	d.showTitle()
	d.showAdvice()
	d.showStatus()
	d.showCommands()
}

func (d *desk) showOutline(sources briefing.Sources, proofs map[int]proof) {
	head := outline.Head{Title: titleOf(d.briefing), Line: lineOf(d.briefing)}
	if !d.hasNote() {
		head = outline.Head{Title: "No briefing is open"}
	}
	items := outlineItems(d.briefing, sources, proofs, d.prepared.Manuscript)
	showCounted(items, d.exporter.Profiles[d.briefing.Profile], d.briefing)
	d.outline.Set(head, items)
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

// proof is what is known of a quotation.
type proof struct {
	state   outline.Proof
	source  string // “[1] The Platform”
	problem string
}

// proofsOf is what setting a briefing has shown of its quotations, by block.
func proofsOf(b briefing.Briefing, sources briefing.Sources, p export.Prepared) map[int]proof {
	failed := map[int]string{}
	for _, f := range p.Findings {
		if f.Rule == quote.RuleAltered || f.Rule == quote.RuleCorrupt || f.Rule == quote.RuleMissing {
			failed[f.Block-1] = f.Message
		}
	}
	proofs := map[int]proof{}
	for i, q := range b.Quotations() {
		src, known := sources[q.Passage]
		pr := proof{state: outline.Verified, source: outlet(src.Article), problem: failed[i]}
		if n := slices.IndexFunc(p.Manuscript.Notes, func(n manuscript.Note) bool { return n.Block == i+1 }); n >= 0 {
			pr.source = fmt.Sprintf("[%d] %s", p.Manuscript.Notes[n].Number, pr.source)
		}
		switch {
		case !q.IsCheckable():
			pr.state, pr.source = outline.Uncheckable, q.Attribution
		case pr.problem != "" || !known:
			pr.state = outline.Failed
		case !q.IsDirect():
			pr.state = outline.None // the words are the author's own
		}
		proofs[i] = pr
	}
	return proofs
}

// knownProofs are those of the quotations that were looked at before, for the
// moment until the briefing is set anew.
func knownProofs(b briefing.Briefing, known map[briefing.ID]proof) map[int]proof {
	proofs := map[int]proof{}
	for i, q := range b.Quotations() {
		proofs[i] = known[q.Passage]
	}
	return proofs
}

// outlineItems are the blocks of a briefing as the outline shows them, and the
// disclaimers that its quotations carry.
func outlineItems(b briefing.Briefing, sources briefing.Sources, proofs map[int]proof, m manuscript.Manuscript) []outline.Item {
	items := make([]outline.Item, len(b.Blocks))
	style, _ := quote.ParseStyle(b.Style) // one that is unknown is the program's own, and a finding
	for i, bl := range b.Blocks {
		it := outline.Item{Index: i, Kind: bl.Kind, Level: bl.Level, Text: bl.Text, Portion: bl.Portion}
		if bl.Portion != "" && slices.Contains(m.Banner.Because, i) {
			it.SetsBanner, it.BannerColour = true, m.Banner.Colour
			if m.Banner.Bar != "" {
				it.BannerColour, it.BannerGround = m.Banner.OnBar, m.Banner.Bar
			}
		}
		if bl.Kind == briefing.BlockQuotation {
			src := sources[bl.Quotation.Passage].Passage
			it.Exact, it.Quotation, it.Style = src.Exact, bl.Quotation, style
			it.Text, it.Colour = printedIn(style, bl.Quotation, sources), colourOf(src)
			it.State, it.Source, it.Problem = proofs[i].state, proofs[i].source, proofs[i].problem
		}
		if bl.Kind == briefing.BlockImage {
			it.Text = imageWords(bl)
		}
		items[i] = it
	}
	return append(items, carried(m)...)
}

// showCounted says of the blocks without a marking what they count as.
func showCounted(items []outline.Item, p marking.Profile, b briefing.Briefing) {
	if len(p.Levels) == 0 {
		return
	}
	counts := p.Portion(marking.Parts{})
	if b.Marking != "" {
		counts = p.Normal(b.Marking)
	}
	for _, i := range p.Unmarked(b) {
		items[i].Counts = counts
	}
}

// printed are the words of a quotation in the program's own style.
func printed(q briefing.Quotation, sources briefing.Sources) string {
	return printedIn(quote.Style{}, q, sources)
}

// printedIn are the words of a quotation as they stand in a note of that style.
func printedIn(style quote.Style, q briefing.Quotation, sources briefing.Sources) string {
	src, known := sources[q.Passage]
	if !known || !q.IsDirect() {
		return q.Words
	}
	pieces, err := style.Printed(src.Passage.Exact, q.Edits)
	if err != nil {
		return src.Passage.Exact
	}
	return quote.Join(pieces)
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
		if f.Key == manuscript.FactSourceDisclaimer {
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
func setBy(b briefing.Briefing, banner marking.Banner) string {
	if len(banner.Because) == 0 || banner.Because[0] >= len(b.Blocks) { // of the note as it was set last
		return ""
	}
	return "set by " + placeOf(b, banner.Because[0])
}

// placeOf names a block by the heading above it and its number below that.
func placeOf(b briefing.Briefing, index int) string {
	heading, n := "", 0
	for _, bl := range b.Blocks[:index+1] {
		if bl.Kind == briefing.BlockHeading && bl.Level <= 1 {
			heading, n = bl.Text, 0
			continue
		}
		n++
	}
	switch {
	case n == 0:
		return heading
	case heading == "":
		return "¶" + strconv.Itoa(n)
	}
	return heading + " ¶" + strconv.Itoa(n)
}

// longDate writes YYYY-MM-DD in words; anything else stays as it is.
func longDate(date string) string {
	t, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return t.Format("2 January 2006")
}
