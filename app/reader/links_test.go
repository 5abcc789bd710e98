package reader

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/briefing"
)

// linkTo presses the n-th link on the page, from the top and the right.
func (k *desk) linkTo(t *testing.T, n int) {
	t.Helper()
	if n >= len(k.page.links) {
		t.Fatalf("there are %d links on the page", len(k.page.links))
	}
	l := k.page.links[n]
	k.click(fyne.NewPos(l.x+l.w/2, l.y+l.h/2), 0)
}

func TestUncertainNoticesAreConfirmedOnThePage(t *testing.T) {
	k := newDesk(t, longText(t, 20))
	notice := briefing.Notice{Class: briefing.NoticeViews, Text: "Views are the author's own.", Uncertain: true}
	var told []bool
	k.OnNotice = func(n briefing.Notice, is bool) {
		if n != notice {
			t.Errorf("told of %+v", n)
		}
		told = append(told, is)
	}
	a := k.article
	a.Title.Confidence, a.Notices = briefing.ConfidenceHigh, []briefing.Notice{notice}
	k.SetArticle(a, k.snapshot, nil)
	k.scrollTo(k.height)
	k.linkTo(t, 0)
	k.linkTo(t, 1)
	if !slices.Equal(told, []bool{false, true}) {
		t.Errorf("told %v, want that it is none, then that it is one", told)
	}
}

func TestUnconfirmedDetailsLeadToTheForm(t *testing.T) {
	k := newDesk(t, longText(t, 20))
	asked := 0
	k.OnDetails = func() { asked++ }
	a := k.article
	a.Byline = briefing.Field{Value: "Some one", Confidence: briefing.ConfidenceLow}
	k.SetArticle(a, k.snapshot, nil)
	if got := Unconfirmed(a); !slices.Contains(got, "byline") {
		t.Errorf("unconfirmed are %q", got)
	}
	k.linkTo(t, 0)
	if asked != 1 {
		t.Errorf("the form was asked for %d times", asked)
	}
}

// A page that begins within a paragraph is named beside the line in which it does.
func TestPagesAreNamedWhereTheyBegin(t *testing.T) {
	k := newDesk(t, longText(t, 20))
	text := k.snapshot.Text
	end := briefing.Length(text)
	f := k.body
	labels := pageLabels(f, []briefing.PageMark{{Offset: 0, Label: "11"}, {Offset: end / 2, Label: "xii"}, {Offset: end, Label: "13"}})
	if len(labels) != 3 || labels[1].text != "p. xii" {
		t.Fatalf("the labels are %+v", labels)
	}
	for i, o := range []briefing.Offset{0, end / 2, end} {
		if l := f.lines[labels[i].line]; int(o) < int(l.start) || int(o) > int(l.end) {
			t.Errorf("page %s begins at %d, and is named at the line of %d to %d", labels[i].text, o, l.start, l.end)
		}
	}
}

// Tags stand below the name of a page, never over it.
func TestTagsLeaveRoomForPages(t *testing.T) {
	k := newDesk(t, longText(t, 20))
	k.labels = pageLabels(k.body, []briefing.PageMark{{Offset: 0, Label: "1"}})
	at := k.labelY(k.labels[0])
	if y := k.belowPageLabel(at); y <= at {
		t.Errorf("a tag beside the label at %g stands at %g", at, y)
	}
	if y := k.belowPageLabel(at + 200); y != at+200 {
		t.Errorf("a tag far from the label is moved to %g", y)
	}
}
