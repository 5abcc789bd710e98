package passages

import (
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// asked are the requests of a pane, in order.
type asked []string

// show puts a pane with rows into a window.
func show(t testing.TB, rows []Row, query string) (*Passages, fyne.Canvas, *asked) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.NewTheme(look.Light, look.BaseTextSize))
	p := New()
	var log asked
	note := func(what string) func(briefing.ID) {
		return func(id briefing.ID) { log = append(log, what+" "+id.String()[28:]) }
	}
	place := func(what string) func(briefing.ID, fyne.Position) {
		return func(id briefing.ID, at fyne.Position) {
			log = append(log, fmt.Sprintf("%s %s %v,%v", what, id.String()[28:], at.X, at.Y))
		}
	}
	several := func(what string) func([]briefing.ID) {
		return func(ids []briefing.ID) {
			for _, id := range ids {
				what += " " + id.String()[28:]
			}
			log = append(log, what)
		}
	}
	p.OnOpen, p.OnAdd, p.OnTags, p.OnNote, p.OnDelete = note("open"), several("add"), note("tags"), note("note"), note("delete")
	p.OnCopy = several("copy")
	p.OnDrag, p.OnDrop, p.OnDragCancel = place("drag"), place("drop"), note("cancel")
	p.OnQuery = func(query string) { log = append(log, "query "+query) }
	p.OnLeave = func() { log = append(log, "leave") }
	p.SetRows(rows, query)
	w := test.NewTempWindow(t, p)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(308, 600))
	return p, w.Canvas(), &log
}

func (a *asked) want(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(*a, want) {
		t.Errorf("asked for %q, want %q", *a, want)
	}
	*a = nil
}

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

func (p *Passages) wantSelected(t *testing.T, n int) {
	t.Helper()
	want := briefing.ID{}
	if n > 0 {
		want = id(n)
	}
	if got := p.Selected(); got != want {
		t.Errorf("selected %v, want %v", got, want)
	}
}

// in is a place in the row of a passage.
func (p *Passages) in(place int) fyne.Position {
	return fyne.NewPos(60, p.list.heights.top(place)+5)
}

func mouse(button desktop.MouseButton, at fyne.Position) *desktop.MouseEvent {
	return &desktop.MouseEvent{Button: button, PointEvent: fyne.PointEvent{Position: at}}
}

func (p *Passages) click(at fyne.Position) {
	p.list.MouseDown(mouse(desktop.MouseButtonPrimary, at))
	p.list.MouseUp(mouse(desktop.MouseButtonPrimary, at))
}

// drawn are the words that a widget has drawn.
func drawn(w fyne.Widget) []string {
	var all []string
	for _, o := range test.WidgetRenderer(w).Objects() {
		if t, ok := o.(*canvas.Text); ok {
			all = append(all, t.Text)
		}
	}
	return all
}

func wantDrawn(t *testing.T, w fyne.Widget, words ...string) {
	t.Helper()
	for _, want := range words {
		if !slices.Contains(drawn(w), want) {
			t.Errorf("%q is missing from %q", want, drawn(w))
		}
	}
}

func TestKeysMoveTheSelection(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	for _, step := range []struct {
		key  fyne.KeyName
		want int
	}{
		{fyne.KeyDown, 1},
		{fyne.KeyDown, 2},
		{fyne.KeyUp, 1},
		{fyne.KeyEnd, 4},
		{fyne.KeyDown, 4},
		{fyne.KeyHome, 1},
		{fyne.KeyPageDown, 4},
		{fyne.KeyPageUp, 1},
	} {
		press(p.list, step.key)
		p.wantSelected(t, step.want)
	}
	log.want(t)
}

func TestKeysAsk(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	keys := []fyne.KeyName{fyne.KeyReturn, fyne.KeyEnter, fyne.KeyT, fyne.KeyN, fyne.KeyDelete}
	press(p.list, keys...)
	log.want(t) // nothing is selected
	p.Select(id(2))
	press(p.list, keys...)
	p.list.TypedShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierShortcutDefault})
	p.list.TypedShortcut(&fyne.ShortcutCopy{})
	press(p.list, fyne.KeyEscape)
	log.want(t, "open 0002", "open 0002", "tags 0002", "note 0002", "delete 0002", "add 0002", "leave")
}

func TestPageDownAlwaysGoesOn(t *testing.T) {
	p, _, _ := show(t, manyRows(200), "")
	p.Resize(fyne.NewSize(308, 240)) // not higher than a row
	press(p.list, fyne.KeyDown)
	for i := range 20 {
		before := p.list.cursor
		press(p.list, fyne.KeyPageDown)
		if p.list.cursor <= before {
			t.Fatalf("step %d stays at %d", i, before)
		}
	}
}

func TestClickSelectsAndOpens(t *testing.T) {
	p, c, log := show(t, sampleRows, "")
	p.list.MouseDown(mouse(desktop.MouseButtonPrimary, p.in(1)))
	p.wantSelected(t, 2)
	log.want(t)
	p.list.MouseUp(mouse(desktop.MouseButtonPrimary, p.in(1)))
	log.want(t, "open 0002")
	if c.Focused() != p.list {
		t.Error("a click leaves the keyboard elsewhere")
	}
	p.list.MouseDown(mouse(desktop.MouseButtonPrimary, p.in(1)))
	p.list.MouseUp(mouse(desktop.MouseButtonPrimary, p.in(2)))
	log.want(t) // let go over another row
	p.click(fyne.NewPos(60, p.list.heights.end()+20))
	log.want(t)
}

func TestDoubleClickAdds(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	p.click(p.in(2))
	p.click(p.in(2))
	p.list.DoubleTapped(&fyne.PointEvent{Position: p.in(2)})
	log.want(t, "open 0003", "open 0003", "add 0003")
}

func TestButtonsUnderThePointer(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	for c, want := range []string{"add 0002", "tags 0002", "note 0002", "delete 0002"} {
		right := p.list.Size().Width - edgeInset - look.ChipWidth("CLEAR") - 4
		at := fyne.NewPos(right-(buttons-float32(c)-0.5)*buttonSize, p.list.heights.bottom(1)-18)
		p.list.MouseMoved(mouse(0, at))
		if p.list.pointer.command != command(c) {
			t.Errorf("button %d: %v is under the pointer", c, p.list.pointer.command)
		}
		p.click(at)
		p.list.DoubleTapped(&fyne.PointEvent{Position: at})
		log.want(t, want)
	}
	p.list.MouseOut()
	if p.list.pointer.place != -1 {
		t.Error("the pointer has left, but a row shows its buttons")
	}
}

func TestMarkingStaysUnderThePointer(t *testing.T) {
	p, _, _ := show(t, searchedRows(), "majeed")
	p.list.MouseMoved(mouse(0, p.in(1)))
	wantDrawn(t, p.list, "CLEAR")
}

func TestSecondClickOffersCommands(t *testing.T) {
	p, c, log := show(t, sampleRows, "")
	p.list.TappedSecondary(&fyne.PointEvent{Position: p.in(2)})
	p.wantSelected(t, 3)
	if c.Overlays().Top() == nil {
		t.Error("no menu")
	}
	for _, item := range p.list.menu().Items {
		if !item.IsSeparator {
			item.Action()
		}
	}
	log.want(t, "open 0003", "add 0003", "copy 0003", "tags 0003", "note 0003", "delete 0003")
}

func drag(from, by fyne.Position, at fyne.Position) *fyne.DragEvent {
	return &fyne.DragEvent{
		PointEvent: fyne.PointEvent{Position: from.Add(by), AbsolutePosition: at},
		Dragged:    fyne.NewDelta(by.X, by.Y),
	}
}

func TestDragReportsWhereItIsAndDrops(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	start := p.in(1)
	p.list.MouseDown(mouse(desktop.MouseButtonPrimary, start))
	p.list.Dragged(drag(start, fyne.NewPos(4, 3), fyne.NewPos(64, 200)))
	p.list.Dragged(drag(start, fyne.NewPos(300, 40), fyne.NewPos(400, 250)))
	p.list.Dragged(drag(start, fyne.NewPos(600, 90), fyne.NewPos(900, 300)))
	p.list.MouseUp(mouse(desktop.MouseButtonPrimary, start))
	p.list.DragEnd()
	log.want(t, "drag 0002 64,200", "drag 0002 400,250", "drag 0002 900,300", "drop 0002 900,300")
	p.click(p.in(0))
	log.want(t, "open 0001")
}

func TestDragWithoutAPressBeginsWhereItsFirstEventDid(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	p.list.Dragged(drag(p.in(2), fyne.NewPos(0, 60), fyne.NewPos(5, 6)))
	p.list.DragEnd()
	log.want(t, "drag 0003 5,6", "drop 0003 5,6")
	below := fyne.NewPos(60, p.list.heights.end()+30)
	p.list.Dragged(drag(below, fyne.NewPos(0, -200), fyne.NewPos(5, 6)))
	p.list.DragEnd()
	log.want(t)
}

func TestEscapeEndsADrag(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	p.list.MouseDown(mouse(desktop.MouseButtonPrimary, p.in(0)))
	p.list.Dragged(drag(p.in(0), fyne.NewPos(9, 0), fyne.NewPos(1, 2)))
	press(p.list, fyne.KeyEscape)
	p.list.Dragged(drag(p.in(0), fyne.NewPos(19, 0), fyne.NewPos(3, 4)))
	p.list.MouseUp(mouse(desktop.MouseButtonPrimary, p.in(0)))
	p.list.DragEnd()
	log.want(t, "drag 0001 1,2", "cancel 0001")
	p.list.Dragged(drag(p.in(1), fyne.NewPos(9, 0), fyne.NewPos(5, 6)))
	log.want(t, "drag 0002 5,6")
}

func TestTypingAsksAndTheAnswerReplaces(t *testing.T) {
	p, c, log := show(t, sampleRows, "")
	p.FocusSearch()
	for _, r := range "ma" {
		c.Focused().TypedRune(r)
	}
	log.want(t, "query m", "query ma")
	p.SetRows(sampleRows[2:3], "ma")
	p.SetTotal(4)
	wantDrawn(t, p, "1 of 4 passages", "Best match first")
	press(c.Focused(), fyne.KeyDown)
	p.wantSelected(t, 3)
	if c.Focused() != p.list {
		t.Error("Down did not lead to the list")
	}
	press(p.list, fyne.KeyUp)
	if c.Focused() != p.field.Input() {
		t.Error("Up did not lead back to the field")
	}
	press(c.Focused(), fyne.KeyReturn)
	log.want(t, "open 0003")
	press(c.Focused(), fyne.KeyEscape, fyne.KeyEscape)
	log.want(t, "query ", "leave")
}

func TestSelectionStaysWithItsPassage(t *testing.T) {
	p, _, _ := show(t, sampleRows, "")
	p.Select(id(3))
	p.SetRows(sampleRows[1:], "x")
	p.wantSelected(t, 3)
	p.SetRows(sampleRows[:1], "y")
	p.wantSelected(t, 0)
	p.SetRows(sampleRows, "")
	p.wantSelected(t, 3)
}

func TestChipsWriteFilters(t *testing.T) {
	p, c, log := show(t, sampleRows, "")
	p.SetCounts(sampleCounts)
	wantDrawn(t, p, "4 passages")
	tag := p.filters.facets[1]
	test.Tap(tag)
	if c.Overlays().Top() == nil {
		t.Fatal("no menu of tags")
	}
	tag.menu()[2].Action()
	log.want(t, `query tag:"foreign aid"`)
	wantDrawn(t, tag, "foreign aid")
	p.field.SetText(`majid tag:"foreign aid"`)
	press(tag, fyne.KeySpace)
	log.want(t, `query majid tag:"foreign aid"`, "query majid")
	for _, item := range p.filters.moreChoices() {
		if item.Label == "The Platform (1)" {
			item.Action()
		}
	}
	log.want(t, `query majid from:"The Platform"`)
}

func TestProblemOfAFilterIsSaid(t *testing.T) {
	p, _, _ := show(t, sampleRows, "")
	p.field.SetText("after:x")
	p.SetProblem("after:x is no date; write it like after:2024")
	wantDrawn(t, p, "after:x is no date; write it like after:2024")
	if len(p.list.rows) != 4 {
		t.Error("the rows went")
	}
	p.field.SetText("after:2024")
	if slices.Contains(drawn(p), "after:x is no date; write it like after:2024") {
		t.Error("the problem is still said")
	}
}

func TestSavedSearches(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	p.OnSave = func(query string, keep bool) { *log = append(*log, fmt.Sprint(query, " ", keep)) }
	if menu := p.savedMenu(); len(menu.Items) != 1 || !menu.Items[0].Disabled {
		t.Error("nothing can be saved, but is offered")
	}
	p.SetSaved([]string{"tag:aid", "port"})
	p.field.SetText(" port ")
	items := p.savedMenu().Items
	items[0].Action()
	if items[2].Action(); p.Query() != "tag:aid" {
		t.Errorf("the query is %q", p.Query())
	}
	p.SetQuery("talks")
	p.savedMenu().Items[0].Action()
	log.want(t, "query  port ", "port false", "query tag:aid", "query talks", "talks true")
}

func TestPassagesAlikeAreLeft(t *testing.T) {
	p, c, log := show(t, sampleRows, "")
	p.OnLike = func(id briefing.ID) {
		*log = append(*log, "like "+id.String()[28:])
		p.SetLike("")
	}
	p.FocusSearch()
	p.SetLike("like “Short.”")
	wantDrawn(t, p.filters.like, "like “Short.”")
	press(c.Focused(), fyne.KeyEscape, fyne.KeyEscape)
	p.Select(id(2))
	press(p.list, fyne.KeyL)
	log.want(t, "like 0000", "leave", "like 0002")
}

func TestArticlesAmongTheRows(t *testing.T) {
	article := Row{ID: id(9), Article: id(9), Title: "The Majeed Brigade", Publisher: "Dawn", Quote: "words of the Majeed Brigade", Why: []string{"exact"}, Matches: matchOf("words of the Majeed", "Majeed")}
	p, _, log := show(t, append([]Row{article}, sampleRows...), "majeed")
	p.OnArticle = func(id briefing.ID) { *log = append(*log, "article "+id.String()[28:]) }
	wantDrawn(t, p.list, "The Majeed Brigade", "words of the Majeed Brigade", "Dawn")
	wantDrawn(t, p, "4 passages, 1 article")
	p.Select(id(9))
	press(p.list, fyne.KeyReturn, fyne.KeyT, fyne.KeyDelete)
	p.list.MouseMoved(mouse(0, p.in(0)))
	p.list.Dragged(drag(p.in(0), fyne.NewPos(9, 0), fyne.NewPos(5, 6)))
	p.list.DragEnd()
	log.want(t, "article 0009")
	if n := len(p.list.menu().Items); n != 1 {
		t.Errorf("%d commands for an article, want 1", n)
	}
}

func TestNoPassages(t *testing.T) {
	p, _, _ := show(t, nil, "")
	wantDrawn(t, p, "No passages yet")
	press(p.list, fyne.KeyDown, fyne.KeyUp, fyne.KeyPageDown, fyne.KeyEnd, fyne.KeyReturn)
	p.click(fyne.NewPos(50, 50))
	p.wantSelected(t, 0)
}

func TestNothingFound(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	p.field.SetText("zzz")
	p.SetRows(nil, "zzz")
	wantDrawn(t, p, "Nothing has these words", "“zzz”")
	test.Tap(p.clear)
	log.want(t, "query zzz", "query ")
}

func TestNothingPassesTheFilters(t *testing.T) {
	p, _, _ := show(t, sampleRows, "")
	p.field.SetText("tag:claim after:2024")
	p.SetRows(nil, "tag:claim after:2024")
	wantDrawn(t, p, "Nothing here")
	test.Tap(p.clear)
	p.SetRows(sampleRows, "")
	wantDrawn(t, p, "4 passages")
}

// searchedRows are the samples as a search finds them.
func searchedRows() []Row {
	rows := slices.Clone(sampleRows)
	rows[0].Why, rows[0].Matches = []string{"exact"}, matchOf(rows[0].Quote, "Majid")
	rows[1].Why, rows[1].Matches = []string{"typo"}, matchOf(rows[1].Quote, "Majeed")
	rows[1].Matches[0].Loose = true
	return rows
}

func TestRowSaysWhereFromAndWhy(t *testing.T) {
	p, _, _ := show(t, searchedRows(), "majid")
	p.SetYear(2025)
	wantDrawn(t, p.list, "exact", "typo", "Desk note", " · 22 Aug", " · Jul 2024", "A letter", "GREEN")
}

func TestMatchesHaveBands(t *testing.T) {
	p, _, _ := show(t, searchedRows(), "majid")
	bands := map[color.Color]int{}
	for _, o := range test.WidgetRenderer(p.list).Objects() {
		if r, ok := o.(*canvas.Rectangle); ok {
			bands[r.FillColor]++
		}
	}
	if full, pale, dashes := bands[look.Colour(look.Match)], bands[look.Colour(look.WarnSoft)], bands[look.Colour(look.Warn)]; full != 1 || pale < 1 || dashes < 3 {
		t.Errorf("%d full bands, %d pale ones with %d dashes, want one of each", full, pale, dashes)
	}
}

func TestRowsStayInsideThePane(t *testing.T) {
	long := strings.Repeat("Wörterbuchverlag AVAW Tö ", 12)
	rows := []Row{{
		ID: id(1), Quote: long, Publisher: long, Published: "2025-08-19", Tags: []string{long, "b", "c"}, Note: "x",
		Marking: "OFFICIAL-SENSITIVE", Why: []string{"exact", "typo"}, Matches: matchOf(long, "Tö"),
	}}
	p, _, _ := show(t, rows, "x")
	for _, width := range []float32{200, 264, 308, 420} {
		p.Resize(fyne.NewSize(width, 500))
		for _, hovered := range []bool{false, true} {
			if p.list.MouseOut(); hovered {
				p.list.MouseMoved(mouse(0, p.in(0)))
			}
			for _, o := range test.WidgetRenderer(p.list).Objects() {
				if x := o.Position().X; x < 0 || x+o.Size().Width > width-rowInset {
					t.Errorf("width %v: %T from %v to %v", width, o, x, x+o.Size().Width)
				}
			}
		}
	}
}

func TestSumsOfLettersAreNoNarrowerThanLines(t *testing.T) {
	p, _, _ := show(t, manyRows(200), "")
	x := p.list.letters.excerpts(p.list.Size().Width)
	for _, r := range p.list.rows {
		for _, l := range x.lines(r.Quote, nil) {
			if w := look.Width(l.text, look.SourceWords); w > x.width+2 {
				t.Errorf("%q is %v wide, more than %v", l.text, w, x.width)
			}
		}
	}
}

func TestRightToLeftWordsStandFromTheRight(t *testing.T) {
	const quote = "مذاکرات Majeed Brigade کے بارے…"
	var got []string
	for _, r := range runs(quote) {
		got = append(got, quote[r.from:r.to])
	}
	if want := []string{"مذاکرات", "Majeed Brigade", "کے", "بارے", "…"}; !slices.Equal(got, want) {
		t.Fatalf("runs %q, want %q", got, want)
	}
	p, _, _ := show(t, []Row{{ID: id(1), Quote: quote}}, "")
	var before float32 = 308
	for _, o := range test.WidgetRenderer(p.list).Objects() {
		if text, ok := o.(*canvas.Text); ok {
			if text.Position().X >= before {
				t.Errorf("%q stands at %v, not left of %v", text.Text, text.Position().X, before)
			}
			before = text.Position().X
		}
	}
}

func TestOnlyRowsInViewAreDrawn(t *testing.T) {
	p, _, _ := show(t, manyRows(20_000), "")
	press(p.list, fyne.KeyEnd)
	if n := len(test.WidgetRenderer(p.list).Objects()); n == 0 || n > 150 {
		t.Errorf("%d objects", n)
	}
	top, view := p.list.scroll.Offset.Y, p.list.scroll.Size().Height
	if last := len(p.list.rows) - 1; p.list.heights.top(last) < top || p.list.heights.bottom(last) > top+view {
		t.Errorf("the last row, %v to %v, is not in view: %v to %v", p.list.heights.top(last), p.list.heights.bottom(last), top, top+view)
	}
}

func TestSelectionIsInViewWhenTheWindowOpens(t *testing.T) {
	p, _, _ := show(t, manyRows(100), "")
	p.Select(id(40))
	p.Resize(fyne.NewSize(308, 260))
	p.Resize(fyne.NewSize(308, 900))
	p.Select(id(2))
	p.Resize(fyne.NewSize(308, 260))
	p.Resize(fyne.NewSize(308, 905))
	if y := p.list.scroll.Offset.Y; y != 0 {
		t.Errorf("scrolled by %v, want the list from its beginning", y)
	}
}

func TestAnotherQueryIsShownFromItsBeginning(t *testing.T) {
	p, _, _ := show(t, manyRows(100), "a")
	press(p.list, fyne.KeyEnd)
	end := p.list.scroll.Offset.Y
	p.SetRows(manyRows(100), "a")
	if y := p.list.scroll.Offset.Y; y != end {
		t.Errorf("the same query: scrolled to %v, want %v", y, end)
	}
	p.SetRows(manyRows(100), "b")
	if y := p.list.scroll.Offset.Y; y != 0 {
		t.Errorf("another query: scrolled to %v", y)
	}
}

func TestHoverStaysUnderThePointerWhileScrolling(t *testing.T) {
	p, _, _ := show(t, manyRows(100), "")
	at := p.list.heights.top(1)
	p.list.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, at+5)}})
	p.list.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -(p.list.heights.top(2) - at))})
	if p.list.pointer.place != 2 {
		t.Errorf("hovered %d, want 2", p.list.pointer.place)
	}
}

func TestFirstRowStaysInANarrowerPane(t *testing.T) {
	p, _, _ := show(t, manyRows(100), "")
	p.list.MouseMoved(mouse(0, p.in(0)))
	p.list.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -p.list.heights.top(30))})
	p.Resize(fyne.NewSize(220, 600))
	if got := p.list.nearest(p.list.scroll.Offset.Y + listInset); got != 30 {
		t.Errorf("row %d is first, want 30", got)
	}
}

func TestNarrowerPaneMakesHigherRows(t *testing.T) {
	p, _, _ := show(t, sampleRows, "")
	before := p.list.heights.end()
	p.Resize(fyne.NewSize(420, 600))
	if after := p.list.heights.end(); after >= before {
		t.Errorf("%v high, then %v", before, after)
	}
	fyne.CurrentApp().Settings().SetTheme(look.NewTheme(look.Dark, look.BaseTextSize*1.5))
	p.Refresh()
	if after := p.list.heights.end(); after <= before {
		t.Errorf("larger text: %v high, then %v", before, after)
	}
}

func TestFitTags(t *testing.T) {
	test.NewTempApp(t)
	one := look.ChipWidth("claim") + 4
	rest := look.ChipWidth("+2") + 4
	three := []string{"claim", "claim", "claim"}
	for _, c := range []struct {
		room  float32
		shown int
		rest  string
	}{
		{3 * one, 3, ""},
		{one + rest, 1, "+2"},
		{rest, 0, "+3"},
		{rest - 5, 0, ""},
	} {
		if shown, more := fitTags(three, c.room); len(shown) != c.shown || more != c.rest {
			t.Errorf("in %v: %d and %q, want %d and %q", c.room, len(shown), more, c.shown, c.rest)
		}
	}
}

func manyRows(n int) []Row {
	words := strings.Fields("the dialogue in Islamabad was a turning point of relations that changed how both governments see the threats to security, trade and transit along a border few of their maps agree on, said officials who asked not to be named")
	rows := make([]Row, n)
	for i := range rows {
		var quote []string
		for k := range 8 + i%40 {
			quote = append(quote, words[(i*7+k*(1+i%5))%len(words)])
		}
		rows[i] = Row{
			ID: id(i), Quote: strings.Join(quote, " "), Publisher: "The Platform", Published: "2025-08-19",
			Colour: "amber", Tags: []string{words[i%len(words)], "trade"}, Marking: "TLP:CLEAR",
		}
	}
	return rows
}

func BenchmarkSetRows(b *testing.B) {
	rows := manyRows(100_000)
	p, _, _ := show(b, nil, "")
	for b.Loop() {
		p.SetRows(rows, "")
	}
}

func BenchmarkAnswer(b *testing.B) {
	rows := manyRows(50)
	for i := range rows {
		rows[i].Why, rows[i].Matches = []string{"exact"}, []Match{{Range: briefing.Range{Start: 10, End: 20}}}
	}
	p, _, _ := show(b, nil, "")
	for b.Loop() {
		p.SetRows(rows, "words")
	}
}

func BenchmarkScrollStep(b *testing.B) {
	p, _, _ := show(b, manyRows(100_000), "")
	step := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)}
	for b.Loop() {
		p.list.scroll.Scrolled(step)
	}
}
