package outline

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	_ "briefdesk/app/locale"
	"briefdesk/app/look"
	"briefdesk/briefing"
)

// desk stands for the window: it does what the outline asks for, shows the
// outcome, and keeps a log of what it was asked.
type desk struct {
	*Outline
	t     testing.TB
	w     fyne.Window
	items []Item
	log   []string
	ticks []func()
}

// newDesk shows a briefing given as one word a block: # and ## for headings,
// “ for a quotation, --- for a page break, and own text.
func newDesk(t testing.TB, blocks ...string) *desk {
	t.Helper()
	test.NewTempApp(t)
	fyne.CurrentApp().Settings().SetTheme(look.NewTheme(look.Light, 0))
	d := &desk{Outline: New(), t: t}
	d.connect()
	d.w = test.NewTempWindow(t, d.Outline)
	d.w.SetPadded(false)
	d.w.Resize(fyne.NewSize(408, 500))
	for _, s := range blocks {
		d.items = append(d.items, parse(s))
	}
	d.show()
	return d
}

func parse(s string) Item {
	level := len(s) - len(strings.TrimLeft(s, "#"))
	switch {
	case level > 0:
		return Item{Kind: briefing.BlockHeading, Level: level, Text: strings.TrimLeft(s, "# ")}
	case strings.HasPrefix(s, "“"):
		return Item{Kind: briefing.BlockQuotation, Text: s, Source: "[1] The Platform", State: Verified, Colour: "blue"}
	case s == "---":
		return Item{Kind: briefing.BlockPageBreak}
	}
	return Item{Kind: briefing.BlockText, Text: s}
}

func (d *desk) connect() {
	note := func(format string, args ...any) { d.log = append(d.log, fmt.Sprintf(format, args...)) }
	d.OnSelect = func(i int) { note("select %d", i) }
	d.OnMove = func(from, count, to int) {
		note("move %d+%d to %d", from, count, to)
		d.items = put(d.items, from, count, to)
		d.show()
	}
	d.OnDelete = func(from, count int) {
		note("delete %d+%d", from, count)
		d.items = slices.Delete(d.items, from, from+count)
		d.show()
	}
	d.OnLevel = func(i, level int) {
		note("level %d of %d", level, i)
		d.items[i].Level = level
		d.show()
	}
	d.OnText = func(i int, text string) {
		note("text %d", i)
		d.items[i].Text = text
		d.show()
	}
	d.OnDone = func(i int) { note("done %d", i) }
	d.OnAdd = func(after int, kind briefing.BlockKind) {
		note("add %s after %d", kind, after)
		it := Item{Kind: kind}
		if kind == briefing.BlockHeading {
			it.Level = 1
		}
		d.items = slices.Insert(d.items, after+1, it)
		d.show()
		d.Edit(after + 1)
	}
	d.OnOpenSource = func(i int) { note("source %d", i) }
	d.OnPortion = func(i int) { note("portion %d", i) }
	d.OnDescribe = func(i int) { note("describe %d", i) }
	d.OnTitle = func() { note("title") }
	d.Tick = func(step func()) func() {
		d.ticks = append(d.ticks, step)
		return func() { d.ticks = nil }
	}
}

func (d *desk) show() {
	for i := range d.items {
		if !d.items[i].Derived {
			d.items[i].Index = i
		}
	}
	d.Set(Head{"A briefing", "Note"}, d.items)
}

// want compares what the outline asked for since the last time.
func (d *desk) want(log ...string) {
	d.t.Helper()
	if !slices.Equal(d.log, log) {
		d.t.Errorf("asked for %q, want %q", d.log, log)
	}
	d.log = nil
}

func (d *desk) wantOrder(texts ...string) {
	d.t.Helper()
	var got []string
	for _, it := range d.items {
		got = append(got, it.Text)
	}
	if !slices.Equal(got, texts) {
		d.t.Errorf("the blocks are %q, want %q", got, texts)
	}
}

func (d *desk) key(names ...fyne.KeyName) {
	for _, name := range names {
		d.list.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func (d *desk) alt(name fyne.KeyName) {
	d.list.TypedShortcut(&desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierAlt})
}

// on is a place on the row of a block, x from the left and half way down.
func (d *desk) on(item int, x float32) fyne.Position {
	d.t.Helper()
	r, ok := d.list.rowOf(item)
	if !ok {
		d.t.Fatalf("block %d is not in sight", item)
	}
	return fyne.NewPos(x, r.y+r.h/2)
}

func mouse(at fyne.Position) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary}
}

func (d *desk) click(at fyne.Position) {
	d.list.MouseMoved(mouse(at))
	d.list.MouseDown(mouse(at))
	d.list.MouseUp(mouse(at))
}

// drag presses at the first place and moves over the others, without letting go.
func (d *desk) drag(from fyne.Position, over ...fyne.Position) {
	d.list.MouseMoved(mouse(from))
	d.list.MouseDown(mouse(from))
	for _, at := range over {
		d.list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
}

func (d *desk) drop(at fyne.Position) {
	d.list.MouseUp(mouse(at))
	d.list.DragEnd()
}

// sees reports whether a text is drawn.
func (d *desk) sees(text string) bool {
	for _, o := range test.LaidOutObjects(d.Outline) {
		if s, ok := o.(*canvas.Text); ok && strings.Contains(s.Text, text) {
			return true
		}
	}
	return false
}

// textSpot is the middle of the drawn text, on the list.
func (d *desk) textSpot(text string) fyne.Position {
	d.t.Helper()
	for _, o := range test.WidgetRenderer(d.list).Objects() {
		if s, ok := o.(*canvas.Text); ok && s.Text == text {
			return s.Position().Add(fyne.NewPos(s.Size().Width/2, s.Size().Height/2))
		}
	}
	d.t.Fatalf("%q is not drawn", text)
	return fyne.Position{}
}

// menu is the one that is shown.
func (d *desk) menu() menu {
	d.t.Helper()
	m, ok := d.w.Canvas().Overlays().Top().(menu)
	if !ok {
		d.t.Fatal("there is no menu")
	}
	return m
}

// menu is one that takes clicks and keys.
type menu interface {
	fyne.Widget
	fyne.Tappable
	fyne.Focusable
}

// pick clicks on an item of the menu.
func (d *desk) pick(label string) {
	d.t.Helper()
	p := d.menu()
	for _, o := range test.WidgetRenderer(p).Objects() {
		if s, ok := o.(*canvas.Text); ok && s.Text == label {
			p.Tapped(&fyne.PointEvent{Position: s.Position().AddXY(2, 2)})
			return
		}
	}
	d.t.Fatalf("the menu does not offer %q", label)
}

func TestClickSelects(t *testing.T) {
	d := newDesk(t, "# A", "one", "“two”")
	d.click(d.on(2, 200))
	d.want("select 2")
	d.click(d.on(2, 200))
	d.want()
	d.Select(0)
	d.want()
	if got := d.Selected(); got != 0 {
		t.Errorf("selected %d, want 0", got)
	}
}

func TestDoubleClickOpens(t *testing.T) {
	d := newDesk(t, "# A", "one", "“two”", "---")
	open := func(i int) {
		d.click(d.on(i, 200))
		d.list.DoubleTapped(&fyne.PointEvent{Position: d.on(i, 200)})
	}
	open(2)
	d.want("select 2", "source 2")
	open(3)
	d.want("select 3")
	d.click(d.on(2, 200))
	d.click(d.on(0, 200))
	d.list.DoubleTapped(&fyne.PointEvent{Position: d.on(2, 200)})
	d.want("select 2", "select 0")
	open(1)
	d.want("select 1")
	if d.Editing() != 1 {
		t.Error("a double click on own text does not edit it")
	}
}

func TestDragMovesBlock(t *testing.T) {
	d := newDesk(t, "# A", "one", "“two”", "# B", "three")
	d.drag(d.on(1, 200), d.on(1, 210), d.on(3, 200), d.on(4, 200))
	if d.list.drop != 5 && d.list.drop != 4 {
		t.Errorf("the insertion line is in gap %d", d.list.drop)
	}
	if !d.ghost.visible {
		t.Error("no ghost follows the pointer")
	}
	below := d.on(4, 200).AddXY(0, 30)
	d.list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: below}})
	d.drop(below)
	d.want("select 1", "move 1+1 to 5")
	d.wantOrder("A", "“two”", "B", "three", "one")
	if d.Selected() != 4 || d.ghost.visible || d.list.drop != -1 {
		t.Errorf("after the drop: selected %d, ghost %v, line %d", d.Selected(), d.ghost.visible, d.list.drop)
	}
}

func TestDragOfHeadingTakesItsSection(t *testing.T) {
	d := newDesk(t, "# A", "one", "## B", "two", "# C", "three")
	top := fyne.NewPos(200, 2)
	d.drag(d.on(4, 200), d.on(3, 200), d.on(1, 200), top)
	if d.ghost.children != 1 {
		t.Errorf("the ghost counts %d children, want 1", d.ghost.children)
	}
	d.drop(top)
	d.want("select 4", "move 4+2 to 0")
	d.wantOrder("C", "three", "A", "one", "B", "two")
}

func TestHeadingDoesNotFallIntoItsSection(t *testing.T) {
	d := newDesk(t, "# A", "one", "two", "# B")
	d.drag(d.on(0, 200), d.on(0, 220), d.on(1, 200), d.on(2, 200))
	if d.list.drop != -1 {
		t.Errorf("the insertion line is in gap %d of its own section", d.list.drop)
	}
	d.drop(d.on(2, 200))
	d.want("select 0")
}

func TestEscapeCancelsDrag(t *testing.T) {
	d := newDesk(t, "one", "two", "three")
	d.drag(d.on(0, 200), d.on(1, 200), d.on(2, 200))
	d.key(fyne.KeyEscape)
	if d.ghost.visible || d.list.drop != -1 {
		t.Error("the drag is still shown")
	}
	d.list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: d.on(2, 200)}})
	d.drop(d.on(2, 200))
	d.want("select 0")
	d.drag(d.on(0, 200), d.on(1, 200), d.on(2, 230).AddXY(0, 20))
	d.drop(d.on(2, 200))
	d.want("move 0+1 to 3")
}

func TestDragScrollsAtTheEdges(t *testing.T) {
	d := newDesk(t, slices.Repeat([]string{"# H", "one", "two"}, 10)...)
	foot := d.scroll.Size().Height
	d.drag(d.on(1, 200), fyne.NewPos(200, foot/2), fyne.NewPos(200, foot-2))
	if len(d.ticks) != 1 {
		t.Fatalf("%d ticks run near the edge, want 1", len(d.ticks))
	}
	before := d.list.drop
	for range 20 {
		d.ticks[0]()
	}
	if d.scroll.Offset.Y < 100 || d.list.drop <= before {
		t.Errorf("after 20 ticks the list is scrolled by %v, the line went from gap %d to %d", d.scroll.Offset.Y, before, d.list.drop)
	}
	for range 1000 {
		d.ticks[0]()
	}
	if want := d.list.height - foot; d.scroll.Offset.Y != want {
		t.Errorf("it scrolls to %v, want to stop at %v", d.scroll.Offset.Y, want)
	}
	middle := fyne.NewPos(200, d.scroll.Offset.Y+foot/2)
	d.list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: middle}})
	if len(d.ticks) != 0 {
		t.Error("it scrolls on away from the edge")
	}
	d.drop(middle)
}

func TestDropTarget(t *testing.T) {
	d := newDesk(t, "# A", "one", "“two”")
	origin := fyne.CurrentApp().Driver().AbsolutePositionForObject(d.list)
	for _, tt := range []struct {
		at   fyne.Position
		gap  int
		isOn bool
	}{
		{origin.Add(d.on(0, 100)).AddXY(0, -8), 0, true},
		{origin.Add(d.on(1, 100)).AddXY(0, -8), 1, true},
		{origin.Add(d.on(1, 100)).AddXY(0, 8), 2, true},
		{origin.Add(d.on(2, 100)).AddXY(0, 30), 3, true},
		{origin.AddXY(100, -5), 0, false},
		{origin.AddXY(-5, 50), 0, false},
		{origin.AddXY(500, 50), 0, false},
	} {
		gap, ok := d.DropTarget(tt.at)
		if gap != tt.gap || ok != tt.isOn {
			t.Errorf("DropTarget(%v) = %d, %v, want %d, %v", tt.at, gap, ok, tt.gap, tt.isOn)
		}
	}
	d.ShowDrop(2)
	if d.list.drop != 2 {
		t.Error("no insertion line")
	}
	d.HideDrop()
	if d.list.drop != -1 || len(d.ticks) != 0 {
		t.Error("the insertion line stays")
	}
}

func TestKeysGoThroughTheBlocks(t *testing.T) {
	d := newDesk(t, "# A", "one", "## B", "two", "# C")
	d.Focus()
	d.want("select 0")
	d.key(fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome, fyne.KeyUp)
	d.want("select 1", "select 2", "select 3", "select 2", "select 4", "select 0")
	d.key(fyne.KeyRight, fyne.KeyLeft)
	d.want("select 1", "select 0")
	d.key(fyne.KeyLeft, fyne.KeyDown)
	d.want("select 4")
	if !d.sees("3 blocks") {
		t.Error("the folded heading does not count its blocks")
	}
	d.key(fyne.KeyUp, fyne.KeyRight, fyne.KeyDown)
	d.want("select 0", "select 1")
}

func TestAltMovesAndLevels(t *testing.T) {
	d := newDesk(t, "# A", "one", "# B", "two")
	d.Select(2)
	d.alt(fyne.KeyUp)
	d.want("move 2+2 to 0")
	d.wantOrder("B", "two", "A", "one")
	if d.Selected() != 0 {
		t.Errorf("selected %d, want the moved heading", d.Selected())
	}
	d.alt(fyne.KeyUp)
	d.want()
	d.alt(fyne.KeyDown)
	d.want("move 0+2 to 4")
	d.alt(fyne.KeyRight)
	d.want("level 2 of 2")
	if d.Selected() != 2 {
		t.Errorf("selected %d, want 2", d.Selected())
	}
	d.alt(fyne.KeyLeft)
	d.alt(fyne.KeyLeft)
	d.want("level 1 of 2")
	d.Select(3)
	d.alt(fyne.KeyRight)
	d.want()
}

func TestMoveIntoFoldedSectionUnfoldsIt(t *testing.T) {
	d := newDesk(t, "# A", "one", "two")
	d.Set(Head{}, d.items)
	d.items = append(d.items, parse("# B"))
	d.show()
	d.Select(0)
	d.key(fyne.KeyLeft)
	d.Select(3)
	d.items = append(d.items, parse("three"))
	d.show()
	d.Select(4)
	d.alt(fyne.KeyUp)
	d.alt(fyne.KeyUp)
	d.wantOrder("A", "one", "three", "two", "B")
	if _, ok := d.list.rowOf(2); !ok {
		t.Error("the moved block is out of sight")
	}
}

func TestDelete(t *testing.T) {
	d := newDesk(t, "# A", "one", "two", "# B")
	d.Select(1)
	d.key(fyne.KeyDelete)
	d.want("delete 1+1")
	if d.Selected() != 1 {
		t.Errorf("selected %d, want the block that took the place", d.Selected())
	}
	d.Select(0)
	d.key(fyne.KeyDelete)
	d.want("delete 0+1")
	d.wantOrder("two", "B")
}

func TestDeleteOfFoldedHeadingTakesItsSection(t *testing.T) {
	d := newDesk(t, "# A", "one", "two", "# B")
	d.Select(0)
	d.key(fyne.KeyLeft, fyne.KeyDelete)
	d.want("delete 0+3")
	d.wantOrder("B")
	if d.Selected() != 0 {
		t.Errorf("selected %d, want 0", d.Selected())
	}
}

func TestChevronFolds(t *testing.T) {
	d := newDesk(t, "# A", "one", "# B")
	d.click(d.on(0, 20))
	d.want()
	if !d.list.folded[0] || d.sees("one") {
		t.Error("a click on the chevron does not fold")
	}
	d.click(d.on(0, 20))
	if d.list.folded[0] {
		t.Error("a second click does not unfold")
	}
	d.click(d.on(2, 20))
	if d.list.folded[2] {
		t.Error("a heading with nothing under it is folded")
	}
}

func TestSetKeepsWhatIsTheOutlines(t *testing.T) {
	d := newDesk(t, "# A", "one", "# B", "two")
	d.Select(2)
	d.key(fyne.KeyLeft)
	d.items = put(d.items, 2, 2, 0)
	d.show()
	if d.Selected() != 0 || !d.list.folded[0] || d.list.folded[2] {
		t.Errorf("selected %d, folds %v: selection and fold do not stay with their block", d.Selected(), d.list.folded)
	}
	d.items = nil
	d.show()
	if d.Selected() != -1 {
		t.Errorf("selected %d of no blocks", d.Selected())
	}
	d.want()
}

func TestCarriedDisclaimersStandLastAndFast(t *testing.T) {
	d := newDesk(t)
	carried := Item{Index: -1, Kind: briefing.BlockDisclaimer, Text: "The views are the author’s.", Source: "[1]", Derived: true}
	d.items = []Item{carried, parse("one")}
	d.items[1].Index = 0
	d.Set(Head{}, d.items)
	if !d.sees("Disclaimer, carried with [1]") {
		t.Error("the disclaimer does not say where it is from")
	}
	at := d.on(1, 200)
	d.drag(at, fyne.NewPos(200, 5))
	d.drop(fyne.NewPos(200, 5))
	d.list.DoubleTapped(&fyne.PointEvent{Position: at})
	d.list.TappedSecondary(&fyne.PointEvent{Position: at})
	d.want()
	if gap := d.list.gapAt(10000); gap != 1 {
		t.Errorf("the last gap is %d, want the one before what is carried", gap)
	}
}

func TestFailedQuotationOffersToCompare(t *testing.T) {
	d := newDesk(t, "one", "“two”")
	d.items[1].State, d.items[1].Problem = Failed, "One word differs"
	d.show()
	if !d.sees("One word differs") {
		t.Error("it does not say why the proof failed")
	}
	d.click(d.textSpot("Compare"))
	d.want("source 1")
}

func TestPortionIsAButton(t *testing.T) {
	d := newDesk(t, "one")
	d.items[0].Portion = "TLP:AMBER"
	d.show()
	d.click(d.textSpot("TLP:AMBER"))
	d.want("portion 0")
}

func TestTitleIsAButton(t *testing.T) {
	d := newDesk(t)
	test.Tap(d.head)
	d.want("title")
}

func TestEmptyBriefingOffersAHeading(t *testing.T) {
	d := newDesk(t)
	if !d.sees("Start with a heading, or add") {
		t.Error("the empty outline does not say how to begin")
	}
	d.click(d.textSpot("Add a heading"))
	d.want("add heading after -1")
	if d.Editing() != 0 {
		t.Error("the new heading is not being edited")
	}
}

func TestEnterStartsAnEmptyBriefing(t *testing.T) {
	d := newDesk(t)
	d.Focus()
	d.key(fyne.KeyReturn)
	d.want("add heading after -1")
}

func TestAddAtTheEndAndBetween(t *testing.T) {
	d := newDesk(t, "# A", "one", "two")
	d.click(d.textSpot("Add a block"))
	d.pick("Own text")
	d.want("add text after 2")
	d.list.done()
	d.log = nil

	between := fyne.NewPos(20, d.list.gapLine(2))
	d.click(between)
	d.pick("Page break")
	d.want("add pagebreak after 1")
}

func TestInsertKeyAddsBelowTheSelection(t *testing.T) {
	d := newDesk(t, "# A", "one", "# B")
	d.Select(0)
	d.key(fyne.KeyLeft, fyne.KeyInsert)
	d.pick("Heading")
	d.want("add heading after 1")
}

func TestMenuOfABlock(t *testing.T) {
	d := newDesk(t, "# A", "one", "two")
	labels := func(i int) (enabled []string) {
		for _, m := range d.list.blockMenu(i).Items {
			if !m.Disabled && !m.IsSeparator {
				enabled = append(enabled, m.Label)
			}
		}
		return enabled
	}
	for i, want := range [][]string{
		{"Edit", "Add below…", "Down a level", "Portion marking…", "Delete"},
		{"Edit", "Add below…", "Move up", "Move down", "Portion marking…", "Delete"},
		{"Edit", "Add below…", "Move up", "Portion marking…", "Delete"},
	} {
		if got := labels(i); !slices.Equal(got, want) {
			t.Errorf("the menu of block %d offers %q, want %q", i, got, want)
		}
	}
}

func TestMenuByKeys(t *testing.T) {
	d := newDesk(t, "# A", "one")
	d.list.TappedSecondary(&fyne.PointEvent{Position: d.on(0, 100)})
	p := d.menu()
	for _, key := range []fyne.KeyName{fyne.KeyDown, fyne.KeyUp, fyne.KeyUp, fyne.KeyReturn} {
		p.TypedKey(&fyne.KeyEvent{Name: key})
	}
	d.want("portion 0")
	d.list.TappedSecondary(&fyne.PointEvent{Position: d.on(0, 100)})
	d.menu().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.list.TappedSecondary(&fyne.PointEvent{Position: d.on(0, 100)})
	d.menu().Tapped(&fyne.PointEvent{Position: fyne.NewPos(2, 2)})
	if d.w.Canvas().Overlays().Top() != nil {
		t.Error("a click elsewhere does not close the menu")
	}
	d.want()
}

func TestTextSizeChangesTheRows(t *testing.T) {
	d := newDesk(t, "# A", "one", "“two”")
	before := d.list.height
	test.ApplyTheme(t, look.NewTheme(look.Dark, 18))
	d.Refresh()
	if d.list.height <= before {
		t.Errorf("with larger text the list is %v high, was %v", d.list.height, before)
	}
}

func TestHoverChangesNoPlace(t *testing.T) {
	d := newDesk(t, "# A", "one", "“two”", "---")
	before := slices.Clone(d.list.rows)
	for y := float32(0); y < d.list.height; y += 3 {
		d.list.MouseMoved(mouse(fyne.NewPos(200, y)))
		d.list.MouseMoved(mouse(fyne.NewPos(20, y)))
	}
	d.list.MouseOut()
	for i, r := range d.list.rows {
		if r.y != before[i].y || r.h != before[i].h {
			t.Fatalf("row %d moved", i)
		}
	}
	d.want()
}

func TestHigherViewShowsMore(t *testing.T) {
	d := newDesk(t)
	for i := range 40 {
		d.items = append(d.items, parse(fmt.Sprintf("text %d", i)))
	}
	d.show()
	if d.sees("text 12") {
		t.Fatal("the view is too high for this test")
	}
	d.w.Resize(fyne.NewSize(408, 1000))
	if !d.sees("text 12") {
		t.Error("the rows that came into sight are not drawn")
	}
	d.list.MouseMoved(mouse(d.on(1, 200)))
	d.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, d.on(1, 0).Y-d.on(3, 0).Y)})
	if d.list.pointer.item != 3 {
		t.Errorf("after scrolling block %d is under the pointer, want 3", d.list.pointer.item)
	}
}

func TestOnlyRowsInSightAreDrawn(t *testing.T) {
	d := newDesk(t, slices.Repeat([]string{"# A", "one", "“two”"}, 200)...)
	if n := len(test.WidgetRenderer(d.list).Objects()); n > 200 {
		t.Errorf("%d objects for a view of 500 units", n)
	}
	d.Select(599)
	r, _ := d.list.rowOf(599)
	if top := d.scroll.Offset.Y; r.y < top || r.foot() > top+d.scroll.Size().Height {
		t.Error("the selected block is not in view")
	}
}
