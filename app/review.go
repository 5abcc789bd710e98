package app

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/quote"
)

// What an outlet has changed since it was quoted: said after an import, and
// looked at passage by passage.

// driftSentence says what became of the passages of an article that was imported
// again; it is empty where all stand where they stood.
func driftSentence(im session.Imported) string {
	if im.Moved+im.Altered+im.Gone == 0 {
		return ""
	}
	parts := []string{fmt.Sprintf("%d of %s unchanged", im.Unchanged, plural(im.Unchanged+im.Moved+im.Altered+im.Gone, "passage"))}
	for _, c := range []struct {
		n    int
		said string
	}{{im.Moved, "moved"}, {im.Altered, "altered"}, {im.Gone, "not found"}} {
		if c.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", c.n, c.said))
		}
	}
	return strings.Join(parts, ", ")
}

// reviewSheet is the dialog of the passages that stay behind in an earlier text
// of their article.
type reviewSheet struct {
	desk   *desk
	drifts []drift
	list   *rowList
	says   *lines
	body   *comparison
	show   *look.Button
	keep   *look.Button
	accept *look.Button
	close  func()
	slot   slot
}

// drift is a passage that stays behind, and who quotes it.
type drift struct {
	session.Drift
	title  string // of its article
	quoted string // a sentence, or empty
}

// Measures of the dialog, in units.
const (
	reviewWidth  = 920
	reviewHeight = 520
	reviewList   = 288
)

// reviewPassages shows all passages whose source has other words by now.
func (d *desk) reviewPassages() {
	v := &reviewSheet{desk: d}
	d.fill(&v.slot, "The passages cannot be compared", func() (func(), error) {
		drifts, err := d.drifts()
		return func() {
			if len(drifts) == 0 {
				d.toast("Every passage stands in the newest text of its source")
				return
			}
			v.drifts = drifts
			v.open()
		}, err
	})
}

// drifts are the passages of all articles that stay behind.
func (d *desk) drifts() ([]drift, error) {
	all, err := d.session.Passages(d.ctx, briefing.ID{})
	if err != nil {
		return nil, err
	}
	var drifts []drift
	seen := map[briefing.ID]bool{}
	for _, p := range all {
		if p.State == briefing.PassageCurrent || seen[p.Article] {
			continue
		}
		seen[p.Article] = true
		a, err := d.session.Article(p.Article)
		if err != nil {
			return nil, err
		}
		of, err := d.session.Drifts(d.ctx, p.Article)
		if err != nil {
			return nil, err
		}
		for _, dr := range of {
			quoting, err := d.session.QuotedBy(d.ctx, library.Ref{Kind: library.KindPassage, ID: dr.Passage.ID})
			if err != nil {
				return nil, err
			}
			drifts = append(drifts, drift{dr, a.Title.Value, quotedIn(quoting)})
		}
	}
	return drifts, nil
}

// quotedIn names the briefings that quote a passage.
func quotedIn(quoting []session.Quoting) string {
	if len(quoting) == 0 {
		return "No briefing quotes it."
	}
	names := make([]string, len(quoting))
	for i, q := range quoting {
		names[i] = "“" + titleOf(briefing.Briefing{Title: q.Title}) + "”"
		if q.Times > 1 {
			names[i] += fmt.Sprintf(" (%d times)", q.Times)
		}
	}
	return "Quoted in " + strings.Join(names, ", ") + "."
}

func (v *reviewSheet) open() {
	v.body = newComparison()
	v.says = newLines("", reviewWidth-reviewList-48-2*comparisonPad)
	v.list = newPickList(v.drawRow)
	v.list.onPick = v.showPicked
	v.list.onEnter = func(int) { v.follow() }
	v.show = look.NewButton("", "Show in Source", look.Quiet, v.showInSource)
	done := look.NewButton("", "Close", look.Quiet, func() { v.close() })
	v.keep = look.NewButton("", "Keep the Old Words", look.Quiet, v.keepOld)
	v.accept = look.NewButton("", "Use the New Words", look.Primary, v.follow)
	v.close = look.ShowDialog(v.desk.win.Canvas(), look.Dialog{
		Title: "Passages whose sources have changed", Content: container.New(&beside{reviewList},
			newGround(look.Track, v.list.scroll), container.NewBorder(container.New(insets{comparisonPad, 4, comparisonPad, 8}, v.says), nil, nil, nil, v.body.scroll)),
		Size: fyne.NewSize(reviewWidth, reviewHeight), Buttons: []*look.Button{v.show, done, v.keep, v.accept}, First: v.list,
	})
	v.list.setCount(len(v.drifts))
}

// picked is the passage in question.
func (v *reviewSheet) picked() (drift, bool) {
	picks := v.list.picks()
	if len(picks) == 0 {
		return drift{}, false
	}
	return v.drifts[picks[0]], true
}

func (v *reviewSheet) showPicked() {
	dr, ok := v.picked()
	if !ok {
		return
	}
	v.says.set(dr.says()+" "+dr.quoted, look.Ink2)
	v.body.show(setStanzas([]stanza{dr.stanza()}, v.body.scroll.Size().Width))
	v.accept.SetEnabled(dr.Placement.Status != quote.Gone && v.desk.writable())
	v.keep.SetEnabled(v.desk.writable())
}

// isElsewhere reports whether the words are there, but it is not certain where
// they are meant.
func (dr drift) isElsewhere() bool {
	for _, c := range dr.Placement.Changes {
		if c.Op != quote.Same {
			return false
		}
	}
	return dr.Placement.Status != quote.Gone
}

// says is what has happened to the passage.
func (dr drift) says() string {
	switch {
	case dr.Placement.Status == quote.Gone:
		return "The newest text has nothing like these words. The passage stays in the text that has them."
	case dr.isElsewhere():
		return "The newest text has these words, but it is not certain that the same place is meant."
	}
	return "The newest text says it in other words."
}

func (dr drift) label() string {
	switch {
	case dr.Placement.Status == quote.Gone:
		return "Not found"
	case dr.isElsewhere():
		return "Uncertain"
	}
	return "Altered"
}

func (dr drift) stanza() stanza {
	words := dr.Placement.Changes
	if len(words) == 0 {
		words = []quote.Change{{Op: quote.Same, Text: dr.Passage.Exact}}
	}
	return stanza{label: dr.label(), what: dr.title, words: words, serif: true}
}

func (v *reviewSheet) drawRow(p *look.Painter, i int, a rowArea) {
	dr := v.drifts[i]
	words := strings.Join(strings.Fields(dr.Passage.Exact), " ")
	p.Text(look.Ellipsis(words, look.SourceWords, a.right-a.left), look.SourceWords, look.Ink, a.left, look.SourceWords.Centred(a.first()))
	colours := labelColours[dr.label()]
	x := p.Reason(dr.label(), a.left, a.second(), colours.ink, colours.fill) + 8
	p.Text(look.Ellipsis(dr.title, look.Meta, a.right-x), look.Meta, look.Ink2, x, look.Meta.Centred(a.second()))
}

// follow anchors the picked passage at the words that its source has by now.
func (v *reviewSheet) follow() {
	dr, ok := v.picked()
	if !ok || v.accept.Disabled() {
		return
	}
	v.settle(v.desk.session.Reanchor(dr.Passage.ID, dr.Placement.Range))
}

// keepOld leaves the picked passage where its words stand.
func (v *reviewSheet) keepOld() {
	dr, ok := v.picked()
	if !ok || v.keep.Disabled() {
		return
	}
	v.settle(v.desk.session.KeepPassage(dr.Passage.ID))
}

// settle takes the picked passage off the list, and ends with the last one.
func (v *reviewSheet) settle(err error) {
	if err != nil {
		v.desk.fail("That passage stays as it is", err)
		return
	}
	at := v.list.picks()[0]
	v.drifts = append(v.drifts[:at:at], v.drifts[at+1:]...)
	if len(v.drifts) == 0 {
		v.close()
		v.desk.toast("All passages are settled; Undo takes it back step by step")
		return
	}
	v.list.at = min(at, len(v.drifts)-1)
	v.list.setCount(len(v.drifts))
}

func (v *reviewSheet) showInSource() {
	if dr, ok := v.picked(); ok {
		v.close()
		v.desk.openPassage(dr.Passage.ID)
	}
}
