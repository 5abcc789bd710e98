package outline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// quotation shows a briefing of one quotation of these words, open.
func quotation(t *testing.T, exact string, edits ...briefing.Edit) *desk {
	t.Helper()
	d := newDesk(t, "one")
	it := Item{Kind: briefing.BlockQuotation, Exact: exact, Text: exact, State: Verified, Colour: "blue"}
	it.Quotation = briefing.Quotation{Passage: briefing.NewID(), Edits: edits}
	d.items = []Item{it, d.items[0]}
	d.OnEdits = func(i int, name string, edits []briefing.Edit) {
		d.log = append(d.log, fmt.Sprintf("%s of %d", name, i))
		d.items[i].Quotation.Edits = edits
		pieces, err := quote.Printed(exact, edits)
		if err != nil {
			t.Fatal(err)
		}
		d.items[i].Text = quote.Join(pieces)
		d.show()
	}
	d.OnKind = func(i int, kind briefing.PassageKind) {
		d.items[i].Quotation.Kind, d.items[i].Text, d.items[i].State = kind, "", None
		d.show()
	}
	d.show()
	d.Edit(0)
	d.log = nil
	return d
}

func (d *desk) edits() []briefing.Edit { return d.items[0].Quotation.Edits }

// at is the place of the middle of the words from start to end.
func (d *desk) at(start, end int) fyne.Position {
	d.t.Helper()
	q := d.list.quoting
	q.set(d.list.width)
	r, _ := d.list.rowOf(0)
	a := q.words.Areas(start, end)[0]
	return fyne.NewPos(quotingText+a.X+a.W/2, r.top+a.Y+a.H/2)
}

func (d *desk) mouse(down bool, at fyne.Position) {
	e := &desktop.MouseEvent{Button: desktop.MouseButtonPrimary}
	e.Position = at
	if down {
		d.list.MouseDown(e)
		return
	}
	d.list.MouseUp(e)
}

func TestWordsAreSelectedByTheMouse(t *testing.T) {
	d := quotation(t, "He spoke, and then he left.")
	d.mouse(true, d.at(3, 4).SubtractXY(3, 0))
	for _, o := range []int{5, 7, 8} {
		e := &fyne.DragEvent{}
		e.Position = d.at(o, o+1).SubtractXY(2, 0)
		d.list.Dragged(e)
	}
	d.mouse(false, d.at(8, 9))
	d.list.DragEnd()
	if got := d.list.quoting.selected(); got != (briefing.Range{Start: 3, End: 8}) {
		t.Errorf("selected %v, want “spoke”", got)
	}
	d.key(fyne.KeyBackspace)
	d.want("Omit words of 0")
	if d.Selected() != 0 || d.Editing() != 0 {
		t.Error("the editor is gone")
	}
}

func TestADoubleClickSelectsAWord(t *testing.T) {
	d := quotation(t, "He spoke, and then he left.")
	at := d.at(5, 6)
	d.mouse(true, at)
	d.mouse(false, at)
	e := &fyne.PointEvent{}
	e.Position = at
	d.list.DoubleTapped(e)
	if got := d.list.quoting.selected(); got != (briefing.Range{Start: 3, End: 8}) {
		t.Errorf("selected %v, want “spoke”", got)
	}
}

func TestABarOfToolsEditsTheSelection(t *testing.T) {
	d := quotation(t, "He spoke, and then he left.")
	d.list.quoting.anchor, d.list.quoting.caret = 3, 8
	d.list.Refresh()
	for _, c := range []struct {
		tool string
		kind briefing.EditKind
	}{{"sic", briefing.EditSic}, {"Emphasis", briefing.EditEmphasis}} {
		d.click(d.textSpot(c.tool))
		if !slices.ContainsFunc(d.edits(), func(e briefing.Edit) bool { return e.Kind == c.kind && e.Start == 3 && e.End == 8 }) {
			t.Errorf("%s makes %v", c.tool, d.edits())
		}
	}
	d.click(d.textSpot("Remove edit"))
	if len(d.edits()) != 0 {
		t.Errorf("%v are left", d.edits())
	}
}

// An omission that would cut another takes it in; what cannot be is said.
func TestEditsThatMeet(t *testing.T) {
	d := quotation(t, "He spoke, and then he left.", briefing.Edit{Kind: briefing.EditOmit, Range: briefing.Range{Start: 3, End: 13}})
	q := d.list.quoting
	q.anchor, q.caret = 10, 18
	d.key(fyne.KeyDelete)
	if got := d.edits(); len(got) != 1 || got[0].Range != (briefing.Range{Start: 3, End: 18}) {
		t.Errorf("the edits are %v, want one omission", got)
	}
	q = d.list.quoting
	q.anchor, q.caret = 4, 6
	d.list.TypedRune('s')
	if d.list.quoting.problem == "" || len(d.edits()) != 1 {
		t.Errorf("sic within an omission: %v, %q", d.edits(), d.list.quoting.problem)
	}
}

// Letters with accents are edited whole, in any script.
func TestCaseOfAnAccentedLetter(t *testing.T) {
	d := quotation(t, "“e\u0301tat” said he")
	d.list.TypedRune('c')
	if got := d.edits(); len(got) != 1 || got[0].Range != (briefing.Range{Start: 1, End: 3}) {
		t.Errorf("the edits are %v, want the letter with its accent", got)
	}
}

func TestArrowsFollowTheDirectionOfWriting(t *testing.T) {
	d := quotation(t, "اتفاق 2026 في جنيف")
	d.list.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	for range 5 {
		d.key(fyne.KeyLeft)
	}
	d.list.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	if got := d.list.quoting.selected(); got != (briefing.Range{Start: 0, End: 5}) {
		t.Errorf("selected %v, want the first word", got)
	}
}

// A quotation that becomes a paraphrase while it is open can be written in.
func TestAnOpenQuotationBecomesAParaphrase(t *testing.T) {
	d := quotation(t, "He spoke, and then he left.")
	items := d.list.kindMenu(d.list.items[0]).Items
	if !items[0].Checked {
		t.Error("a direct quotation is not ticked")
	}
	items[1].Action()
	if d.list.quoting != nil || !d.hasKeys() {
		t.Fatal("there is no editor for own words")
	}
	d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if !d.sees("Nothing written yet") || !d.sees("Paraphrase") {
		t.Error("an empty paraphrase does not say so")
	}
}

// Nothing but what is asked for is asked for, whatever is typed.
func FuzzQuotingKeys(f *testing.F) {
	f.Add("He spoke. اتفاق", "dlrcse")
	f.Fuzz(func(t *testing.T, exact, keys string) {
		exact = strings.TrimSpace(briefing.Normalize(exact))
		if exact == "" || len(exact) > 200 || len(keys) > 40 {
			t.Skip()
		}
		d := quotation(t, exact)
		names := []fyne.KeyName{fyne.KeyLeft, fyne.KeyRight, fyne.KeyUp, fyne.KeyDown, fyne.KeyHome, fyne.KeyEnd, fyne.KeyDelete}
		for i, r := range keys {
			if d.list.quoting == nil || d.list.quoting.asks != nil {
				break
			}
			d.list.quoting.shift = i%3 > 0
			if int(r)%2 == 0 {
				d.key(names[int(r)%len(names)])
			} else {
				d.list.TypedRune(r)
			}
		}
		if _, err := quote.Printed(exact, d.edits()); err != nil {
			t.Errorf("%q after %q has the edits %v: %v", exact, keys, d.edits(), err)
		}
	})
}
