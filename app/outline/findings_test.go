package outline

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"pgregory.net/rapid"

	"briefdesk/briefing"
)

// hedge is a finding about the word possible in “It is possible”.
func hedge(taken, off *int) Finding {
	return Finding{
		Words: briefing.Range{Start: 6, End: 14}, Text: "possible", Says: "That leaves it open.",
		Remedies:  []Remedy{{Label: "likely", Aside: "55–80 %", Take: func() { *taken++ }}},
		SwitchOff: func() { *off++ },
	}
}

func TestFindingsAreCountedBelowATextAndGoWithIt(t *testing.T) {
	d := newDesk(t, "It is possible", "two")
	d.SetFindings(map[int][]Finding{0: {hedge(new(int), new(int))}})
	if n := len(d.list.standing(0)); n != 1 {
		t.Fatalf("%d findings, want 1", n)
	}
	d.items = []Item{d.items[1], d.items[0]}
	d.show()
	if len(d.list.standing(0)) != 0 || len(d.list.standing(1)) != 1 {
		t.Error("the finding does not go with its block")
	}
	d.items[1].Text = "It was possible"
	d.show()
	if len(d.list.standing(1)) != 0 {
		t.Error("a finding stays though its words have moved")
	}
}

func TestTheEditorSaysWhatIsFoundAtTheCaret(t *testing.T) {
	d := newDesk(t, "It is possible that nobody knows")
	taken, off := 0, 0
	other := Finding{Words: briefing.Range{Start: 20, End: 26}, Text: "nobody", Says: "Somebody does."}
	d.SetFindings(map[int][]Finding{0: {hedge(&taken, &off), other}})
	d.EditAt(0, other.Words)
	if got := d.entry().SelectedText(); got != "nobody" || !d.sees("Somebody does.") {
		t.Fatalf("%q is selected", got)
	}
	d.EditAt(0, briefing.Range{Start: 6, End: 14})
	if got := d.entry().SelectedText(); got != "possible" || !d.sees("That leaves it open.") || d.sees("Somebody does.") {
		t.Fatalf("%q is selected", got)
	}
	r, _ := d.list.rowOf(0)
	for y := r.y; y < r.foot(); y += 4 { // each spot once
		for x := float32(0); x < d.list.width; x += 4 {
			if s := d.list.spotAt(fyne.NewPos(x, y)); s != nil && taken+off == 0 && y < r.foot()-footRow {
				s.do()
			}
		}
	}
	if taken+off != 1 {
		t.Errorf("taken %d times, switched off %d times", taken, off)
	}
}

// The bands lie behind the words only if lines are broken as the Entry breaks them.
func TestRowsAreThoseOfTheEntry(t *testing.T) {
	d := newDesk(t, "one")
	d.Edit(0)
	e := d.entry()
	width := d.list.rowWidth() - 2*editorText
	rapid.Check(t, func(rt *rapid.T) {
		word := rapid.StringMatching(`[a-zA-Z,.“”é-]{1,80}`)
		words := rapid.SliceOfN(word, 1, 60).Draw(rt, "words")
		text := ""
		for _, w := range words {
			text += w + rapid.SampledFrom([]string{" ", " ", " ", " ", "  ", "\n", "\n\n"}).Draw(rt, "space")
		}
		e.SetText(text)
		var starts, entry []int
		for _, r := range rowsOf([]rune(text), width, paneWidth) {
			starts = append(starts, int(r.Start))
		}
		e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyPageUp})
		for row := -1; row != e.CursorRow; {
			row = e.CursorRow
			e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
			entry = append(entry, e.CursorTextOffset())
			e.Entry.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		}
		if !slices.Equal(starts, entry) {
			rt.Fatalf("%q is broken at %v, the Entry breaks it at %v", text, starts, entry)
		}
	})
}
