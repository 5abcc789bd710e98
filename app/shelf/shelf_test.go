package shelf

import (
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// asked are the requests of a shelf, in order.
type asked []string

// show puts a shelf with rows into a window.
func show(t testing.TB, rows []Row) (*Shelf, fyne.Canvas, *asked) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.NewTheme(look.Light, look.BaseTextSize))
	s := New(session.Inline())
	var log asked
	note := func(what string) func(briefing.ID) {
		return func(id briefing.ID) { log = append(log, what+" "+id.String()[28:]) }
	}
	s.OnOpen, s.OnEdit, s.OnDelete = note("open"), note("edit"), note("delete")
	s.OnImport = func() { log = append(log, "import") }
	s.OnLeave = func() { log = append(log, "leave") }
	s.SetRows(rows)
	w := test.NewTempWindow(t, s)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(308, 500))
	return s, w.Canvas(), &log
}

func press(s fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		s.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// typeInto types into what has the keyboard.
func typeInto(c fyne.Canvas, words string) {
	for _, r := range words {
		c.Focused().TypedRune(r)
	}
}

func (a *asked) want(t *testing.T, want ...string) {
	t.Helper()
	if !slices.Equal(*a, want) {
		t.Errorf("asked for %q, want %q", *a, want)
	}
	*a = nil
}

func (s *Shelf) wantSelected(t *testing.T, n int) {
	t.Helper()
	want := briefing.ID{}
	if n > 0 {
		want = id(n)
	}
	if got := s.Selected(); got != want {
		t.Errorf("selected %v, want %v", got, want)
	}
}

// texts are the words that a widget has drawn.
func texts(w fyne.Widget) []string {
	var all []string
	for _, o := range test.WidgetRenderer(w).Objects() {
		if t, ok := o.(*canvas.Text); ok {
			all = append(all, t.Text)
		}
	}
	return all
}

func TestKeysMoveTheSelectionAndAsk(t *testing.T) {
	s, _, log := show(t, sampleRows) // newest first: 1 2 3 5 4
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
		press(s.list, step.key)
		s.wantSelected(t, step.want)
	}
	log.want(t)
	press(s.list, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF2, fyne.KeyDelete, fyne.KeyEscape)
	log.want(t, "open 0001", "open 0001", "edit 0001", "delete 0001", "leave")
}

func TestKeysOfTheWindow(t *testing.T) {
	s, c, log := show(t, sampleRows)
	var window []fyne.KeyName
	c.SetOnTypedKey(func(e *fyne.KeyEvent) { window = append(window, e.Name) })
	s.Select(id(1))
	press(s.list, fyne.KeyF2, fyne.KeyF6)
	log.want(t, "edit 0001")
	if len(window) != 1 || window[0] != fyne.KeyF6 {
		t.Errorf("the window was given %v, want F6 alone", window)
	}
}

func TestKeysOnNothing(t *testing.T) {
	s, _, log := show(t, nil)
	press(s.list, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyHome, fyne.KeyPageDown, fyne.KeyReturn, fyne.KeyDelete, fyne.KeyF2)
	log.want(t)
	s.wantSelected(t, 0)
}

func TestClickOpens(t *testing.T) {
	s, c, log := show(t, sampleRows)
	test.TapAt(s.list, fyne.NewPos(100, rowTop(1)+10))
	log.want(t, "open 0002")
	s.wantSelected(t, 2)
	if c.Focused() != s.list {
		t.Error("a click leaves the keyboard elsewhere")
	}
	test.TapAt(s.list, fyne.NewPos(100, rowTop(1)+rowHeight()+1))
	log.want(t) // between rows
}

func TestSecondClickOffersCommands(t *testing.T) {
	s, c, log := show(t, sampleRows)
	test.TapSecondaryAt(s.list, fyne.NewPos(100, rowTop(2)+10))
	s.wantSelected(t, 3)
	menu := c.Overlays().Top()
	if menu == nil {
		t.Fatal("no menu")
	}
	log.want(t)
}

func TestTypingFilters(t *testing.T) {
	s, c, log := show(t, sampleRows)
	s.Select(id(2))
	s.FocusSearch()
	typeInto(c, "report")
	if got := s.list.catalogue.listed; len(got) != 1 {
		t.Fatalf("listed %v", got)
	}
	s.wantSelected(t, 0)
	press(c.Focused(), fyne.KeyDown)
	s.wantSelected(t, 3)
	if c.Focused() != s.list {
		t.Error("Down did not lead to the list")
	}
	press(s.list, fyne.KeyUp)
	if c.Focused() != s.field.Input() {
		t.Error("Up did not lead back to the field")
	}
	press(c.Focused(), fyne.KeyEscape)
	if len(s.list.catalogue.listed) != len(sampleRows) {
		t.Error("Escape did not clear the filter")
	}
	log.want(t)
	press(c.Focused(), fyne.KeyEscape)
	log.want(t, "leave")
}

func TestEnterInTheFieldOpensTheFirst(t *testing.T) {
	s, c, log := show(t, sampleRows)
	s.FocusSearch()
	typeInto(c, "clear")
	press(c.Focused(), fyne.KeyReturn)
	log.want(t) // nothing has the word
	s.field.SetText("platform")
	press(c.Focused(), fyne.KeyReturn)
	log.want(t, "open 0002")
}

func TestSelectionStaysWithItsSource(t *testing.T) {
	s, _, _ := show(t, sampleRows)
	s.Select(id(5))
	s.order.onChosen(int(ByTitle))
	s.wantSelected(t, 5)
	s.SetRows(sampleRows[2:])
	s.wantSelected(t, 5)
	s.field.SetText("report")
	s.wantSelected(t, 0)
	s.field.SetText("")
	s.wantSelected(t, 5)
	s.SetRows(sampleRows[:2])
	s.wantSelected(t, 0)
}

func TestOrderMenu(t *testing.T) {
	s, _, _ := show(t, sampleRows)
	menu := s.order.menu()
	if len(menu.Items) != 3 || !menu.Items[0].Checked {
		t.Fatalf("items %v", menu.Items)
	}
	menu.Items[ByPublisher].Action()
	if got := listedIDs(&s.list.catalogue); !slices.Equal(got, ids(5, 4, 2, 1, 3)) {
		t.Errorf("listed %v", got)
	}
	if got := texts(s.order); !slices.Equal(got, []string{"Publisher"}) {
		t.Errorf("the menu says %q", got)
	}
}

func TestMarkingMenu(t *testing.T) {
	s, _, _ := show(t, sampleRows)
	s.marking.menu().Items[2].Action() // all, AMBER, CLEAR, GREEN
	if got := listedIDs(&s.list.catalogue); !slices.Equal(got, ids(2, 3)) {
		t.Errorf("listed %v", got)
	}
	s.SetRows(sampleRows[3:])
	if got := listedIDs(&s.list.catalogue); !slices.Equal(got, ids(5, 4)) {
		t.Errorf("a marking that is gone still filters: %v", got)
	}
}

func TestEmptyShelfOffersImport(t *testing.T) {
	s, _, log := show(t, nil)
	if !slices.Contains(texts(s), "No sources yet") {
		t.Errorf("the empty shelf says %q", texts(s))
	}
	test.Tap(s.importer)
	log.want(t, "import")
}

func TestNothingFoundOffersAll(t *testing.T) {
	s, _, _ := show(t, sampleRows)
	s.marking.menu().Items[1].Action()
	s.field.SetText("zzz")
	if !slices.Contains(texts(s), "No source has these words") {
		t.Errorf("the shelf says %q", texts(s))
	}
	test.Tap(s.clear)
	if len(s.list.catalogue.listed) != len(sampleRows) || s.field.Text() != "" {
		t.Errorf("still filtered by %q", s.field.Text())
	}
}

func TestRowSaysWhatThereIsRoomFor(t *testing.T) {
	rows := []Row{{
		Title: "A title", Publisher: "A publisher of a very long and cumbersome name",
		Published: "2025-08-19", Passages: 5, Grade: "C3", Marking: "TLP:AMBER+STRICT",
	}}
	s, _, _ := show(t, rows)
	s.SetYear(2025)
	for _, want := range []string{"A title", " · 19 Aug", "5", "C3", "AMBER+STRICT"} {
		if !slices.Contains(texts(s.list), want) {
			t.Errorf("%q is missing from %q", want, texts(s.list))
		}
	}
	s.Resize(fyne.NewSize(264, 500))
	for _, want := range []string{" · 19 Aug", "C3", "AMBER+STRICT"} {
		if !slices.Contains(texts(s.list), want) {
			t.Errorf("narrow: %q is missing from %q", want, texts(s.list))
		}
	}
	if slices.Contains(texts(s.list), "5") {
		t.Error("a narrow row counts its passages")
	}
}

func TestRowsStayInsideThePane(t *testing.T) {
	rows := []Row{{
		Title:     "A very long title that goes on and on, with no end to it as far as one can see",
		Publisher: "A publisher of a very long and cumbersome name", Published: "2025-08-19",
		Passages: 123456, Grade: "C3", Marking: "OFFICIAL-SENSITIVE", New: true,
	}}
	s, _, _ := show(t, rows)
	for _, width := range []float32{200, 264, 308, 420} {
		s.Resize(fyne.NewSize(width, 500))
		for _, o := range test.WidgetRenderer(s.list).Objects() {
			if x := o.Position().X; x < 0 || x+o.Size().Width > width {
				t.Errorf("width %v: %T from %v to %v", width, o, x, x+o.Size().Width)
			}
		}
	}
}

func TestOnlyRowsInViewAreDrawn(t *testing.T) {
	s, _, _ := show(t, manyRows(100_000))
	count := func() int { return len(test.WidgetRenderer(s.list).Objects()) }
	if n := count(); n == 0 || n > 150 {
		t.Fatalf("%d objects at the top", n)
	}
	press(s.list, fyne.KeyEnd)
	if n := count(); n == 0 || n > 150 {
		t.Fatalf("%d objects at the end", n)
	}
	last := s.list.catalogue.at(99_999)
	if s.Selected() != last.ID {
		t.Errorf("selected %v, want the last", s.Selected())
	}
	top := s.list.scroll.Offset.Y
	if bottom := top + s.list.scroll.Size().Height; rowTop(99_999) < top || rowTop(99_999)+rowHeight() > bottom {
		t.Errorf("the last row at %v is not in view: %v to %v", rowTop(99_999), top, bottom)
	}
}

func TestSelectionIsInViewWhenTheWindowOpens(t *testing.T) {
	s, _, _ := show(t, ordered(100))
	s.Select(id(40))
	s.Resize(fyne.NewSize(308, 260))
	s.Resize(fyne.NewSize(308, 900))
	s.Select(id(2))
	s.Resize(fyne.NewSize(308, 260))
	s.Resize(fyne.NewSize(308, 905))
	if y := s.list.scroll.Offset.Y; y != 0 {
		t.Errorf("scrolled by %v, want the list from its beginning", y)
	}
}

func TestFilteringShowsTheBeginning(t *testing.T) {
	s, _, _ := show(t, ordered(2000))
	press(s.list, fyne.KeyEnd)
	s.SetRows(ordered(2000))
	if s.list.scroll.Offset.Y == 0 {
		t.Error("the same rows: scrolled back")
	}
	s.field.SetText("1")
	if y := s.list.scroll.Offset.Y; y != 0 {
		t.Errorf("another filter: scrolled to %v", y)
	}
}

func TestHoverStaysUnderThePointerWhileScrolling(t *testing.T) {
	s, _, _ := show(t, ordered(100))
	at := rowTop(1)
	s.list.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, at+5)}})
	s.list.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -rowPitch())})
	if s.list.hovered != 2 {
		t.Errorf("hovered %d, want 2", s.list.hovered)
	}
}

func TestTallerWindowShowsMoreRows(t *testing.T) {
	s, _, _ := show(t, manyRows(100))
	before := len(texts(s.list))
	s.Resize(fyne.NewSize(308, 900))
	if after := len(texts(s.list)); after <= before {
		t.Errorf("%d texts, then %d", before, after)
	}
}

func TestHoverFollowsThePointer(t *testing.T) {
	s, _, _ := show(t, sampleRows)
	move := func(y float32) {
		s.list.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(50, y)}})
	}
	move(rowTop(1) + 5)
	if s.list.hovered != 1 {
		t.Errorf("hovered %d, want 1", s.list.hovered)
	}
	move(rowTop(5) + 5)
	if s.list.hovered != -1 {
		t.Errorf("below the rows: hovered %d", s.list.hovered)
	}
}

func TestFocusRingOnlyForTheKeyboard(t *testing.T) {
	s, _, _ := show(t, sampleRows)
	ring := func() bool {
		return slices.ContainsFunc(test.WidgetRenderer(s.list).Objects(), func(o fyne.CanvasObject) bool {
			r, ok := o.(*canvas.Rectangle)
			return ok && r.StrokeWidth == 2
		})
	}
	test.TapAt(s.list, fyne.NewPos(100, rowTop(1)+10))
	if ring() {
		t.Error("a click draws the ring")
	}
	press(s.list, fyne.KeyDown)
	if !ring() {
		t.Error("a key draws no ring")
	}
	s.FocusSearch()
	if ring() {
		t.Error("the ring stays without the keyboard")
	}
}

func TestLargerTextMakesHigherRows(t *testing.T) {
	s, _, _ := show(t, sampleRows)
	before := rowHeight()
	fyne.CurrentApp().Settings().SetTheme(look.NewTheme(look.Dark, look.BaseTextSize*1.5))
	s.Refresh()
	if rowHeight() <= before {
		t.Errorf("rows are %v high, then %v", before, rowHeight())
	}
	if got := s.list.placeAt(rowTop(3) + 1); got != 3 {
		t.Errorf("place %d, want 3", got)
	}
}

// ordered are rows that are listed by their ID.
func ordered(n int) []Row {
	rows := manyRows(n)
	for i := range rows {
		rows[i].Published = ""
	}
	return rows
}

func TestWhatIsOvertakenIsNotListed(t *testing.T) {
	s, c, log := show(t, sampleRows)
	var works []func()
	s.run.Go = func(work func()) { works = append(works, work) }
	s.FocusSearch()
	for _, query := range []string{"p", "pl", "platform"} {
		s.field.SetText(query)
	}
	press(c.Focused(), fyne.KeyReturn)
	log.want(t)
	for len(works) > 0 {
		work := works[0]
		works = works[1:]
		work()
	}
	if got := s.list.catalogue.query; got != "platform" || len(s.list.catalogue.listed) != 1 {
		t.Errorf("%d rows are listed for %q", len(s.list.catalogue.listed), got)
	}
	log.want(t, "open 0002")
}

// What the window's thread has to do; the rest is done beside it.
func BenchmarkWindowsThread(b *testing.B) {
	rows := manyRows(100_000)
	for _, bench := range []struct {
		name string
		call func(s *Shelf, n int)
	}{
		{"set rows", func(s *Shelf, _ int) { s.SetRows(rows) }},
		{"type a letter", func(s *Shelf, n int) { s.field.SetText("monitoring tari"[:8+n%7]) }},
		{"sort", func(s *Shelf, n int) { s.order.onChosen(n % len(orders)) }},
		{"select", func(s *Shelf, n int) { s.Select(rows[n%len(rows)].ID) }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			s, _, _ := show(b, rows)
			var beside func()
			var back []func()
			s.run = session.Runner{Go: func(work func()) { beside = work }, UI: func(f func()) { back = append(back, f) }}
			var times []time.Duration
			for n := 0; b.Loop(); n++ {
				began := time.Now()
				bench.call(s, n)
				took := time.Since(began)
				b.StopTimer()
				for beside != nil {
					work := beside
					beside = nil
					work()
					began = time.Now()
					for _, f := range back {
						f()
					}
					took += time.Since(began)
					back = nil
				}
				b.StartTimer()
				times = append(times, took)
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(times[len(times)-1].Microseconds())/1000, "max-ms")
		})
	}
}

func BenchmarkScrollStep(b *testing.B) {
	s, _, _ := show(b, manyRows(100_000))
	step := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)}
	for b.Loop() {
		s.list.scroll.Scrolled(step)
	}
}
