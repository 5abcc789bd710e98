package app

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// The proof of the open briefing, as a dialog: how many quotations are verified,
// which are not, and how much of each source stands in the note.

// quotedSource is how much of a source a note quotes.
type quotedSource struct {
	title string
	share float64 // of its words, 0 to 1
	large bool    // so much that an author should know
}

// sharesOf are the shares of the sources of a briefing, in the order in which
// they are quoted first.
func sharesOf(b briefing.Briefing, sources briefing.Sources) []quotedSource {
	ranges := map[briefing.Hash][]briefing.Range{}
	var order []briefing.Source
	for _, q := range b.Quotations() {
		src, known := sources[q.Passage]
		if !known || !q.IsDirect() {
			continue
		}
		if _, seen := ranges[src.Snapshot.Hash]; !seen {
			order = append(order, src)
		}
		ranges[src.Snapshot.Hash] = append(ranges[src.Snapshot.Hash], quote.Quoted(src.Passage, q)...)
	}
	shares := make([]quotedSource, len(order))
	for i, src := range order {
		r := ranges[src.Snapshot.Hash]
		quoted, all := quote.Share(src.Snapshot, r)
		_, large := quote.LargeShare(src.Snapshot, r)
		shares[i] = quotedSource{src.Article.Title.Value, float64(quoted) / float64(max(all, 1)), large}
	}
	return shares
}

// showProof shows the result of the proof. It is taken beside the window anew.
func (d *desk) showProof() {
	options, without := d.exportOptions(), d.checksOff()
	d.fill(&d.proofSlot, "The quotations cannot be verified", func() (func(), error) {
		b, sources, err := d.readNote()
		if err != nil {
			return nil, err
		}
		prepared, err := d.exporter.Review(b, sources, options, without)
		if err != nil {
			return nil, err
		}
		shares := sharesOf(b, sources)
		return func() {
			if d.note == b.ID {
				d.showNote(sources, prepared, nil)
				d.tellProof(shares)
			}
		}, nil
	})
}

func (d *desk) tellProof(shares []quotedSource) {
	var closeIt func()
	found := newChecks(d, func(f briefing.Finding) {
		closeIt()
		d.goToFinding(f)
	})
	note := newLines("", checksWidth)
	note.set("The words are those that the pages print, held against the sources as they were imported. Who said them is not covered.", look.Ink2)
	content := container.NewVBox(found, newShares(shares), note)
	all := look.NewButton("", "All Findings", look.Quiet, func() {
		closeIt()
		d.showFindings()
	})
	done := look.NewButton("", "Close", look.Primary, func() { closeIt() })
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{Title: "Proof of the quotations", Content: content, Buttons: []*look.Button{all, done}})
}

// shareTable draws how much of each source is quoted.
type shareTable struct {
	widget.BaseWidget
	rows []quotedSource
}

// sharesMost is how many sources are listed; those quoted most come first.
const sharesMost = 8

func newShares(rows []quotedSource) *shareTable {
	rows = slices.Clone(rows)
	slices.SortStableFunc(rows, func(a, b quotedSource) int {
		switch {
		case a.share > b.share:
			return -1
		case a.share < b.share:
			return 1
		}
		return 0
	})
	t := &shareTable{rows: rows[:min(len(rows), sharesMost)]}
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer implements fyne.Widget.
func (t *shareTable) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(t, t.draw, func() fyne.Size {
		return fyne.NewSize(checksWidth, 12+float32(len(t.rows))*checksPitch+8)
	})
}

func (t *shareTable) draw(p *look.Painter) {
	if len(t.rows) == 0 {
		return
	}
	w := p.Size().Width
	p.Rect(0, 4, w, 1, look.Line)
	p.Text("Quoted share", look.PaneText, look.Ink2, 0, look.PaneText.Centred(12+checksPitch/2))
	for i, r := range t.rows {
		y := 12 + (float32(i)+0.5)*checksPitch
		ink, said := look.Ink2, fmt.Sprintf("%.0f %%", 100*r.share)
		if r.large {
			ink, said = look.Warn, said+", a large share"
		}
		ends := look.Ends{Left: true, Right: true}
		p.Band(labelWidth, y-barThick/2, barWidth, barThick, 1.5, ends, look.Track)
		p.Band(labelWidth, y-barThick/2, max(barWidth*float32(r.share), barThick), barThick, 1.5, ends, ink)
		x := p.Text(said, look.MetaMedium, ink, labelWidth+barWidth+10, look.MetaMedium.Centred(y)) + 12
		p.Text(look.Ellipsis(r.title, look.PaneText, w-x), look.PaneText, look.Ink, x, look.PaneText.Centred(y))
	}
}
