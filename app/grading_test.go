package app

import (
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/briefing"
)

func TestAnItemIsGradedByKeys(t *testing.T) {
	d := opened(t)
	d.passage = d.rows[0].ID
	d.do((*desk).hasPassage, (*desk).askCredibility)
	list := d.win.Canvas().Focused().(*choices)
	for range 2 {
		list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	}
	list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if got := d.rows[0].Grade; got != "2" {
		t.Errorf("the list shows the grade %q", got)
	}
	d.do((*desk).hasPassage, (*desk).askCredibility)
	if at := d.win.Canvas().Focused().(*choices).at; at != 2 {
		t.Errorf("choice %d is under the keys", at)
	}
	d.undo()
	if p, err := d.session.Passage(d.passage); err != nil || p.Credibility != 0 {
		t.Errorf("undone, the grade is %d; %v", p.Credibility, err)
	}
}

func TestASourceIsGradedAndDescribed(t *testing.T) {
	a := briefing.Article{Title: briefing.Field{Value: "A title"}}
	f := newArticleForm(a)
	f.grade.SetText("B · Usually reliable")
	f.describes.SetText(" An analyst with long access. ")
	f.apply(&a)
	if a.Grade != "B" || a.Descriptor != "An analyst with long access." {
		t.Errorf("the source is graded %q and described as %q", a.Grade, a.Descriptor)
	}
}

func TestBlocksWithoutAMarkingSayWhatTheyCountAs(t *testing.T) {
	d := opened(t)
	items := outlineItems(d.briefing, nil, nil, d.prepared.Manuscript)
	showCounted(items, d.exporter.Profiles["tlp"], d.briefing)
	marked, counted := 0, 0
	for i, it := range items {
		switch {
		case it.Portion != "" && it.Counts != "":
			t.Errorf("block %d is marked %s and counts as %s", i+1, it.Portion, it.Counts)
		case it.Portion != "":
			marked++
		case it.Counts == "TLP:CLEAR":
			counted++
		}
	}
	if marked == 0 || counted == 0 {
		t.Errorf("%d blocks are marked, %d say what they count as", marked, counted)
	}
}
