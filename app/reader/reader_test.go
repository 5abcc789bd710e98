package reader

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// desk is a reader in a window, with what it told.
type desk struct {
	*Reader
	window fyne.Window
	told   []string
	clock  time.Time
	steps  []func() // of tickers that run
}

func newDesk(t testing.TB, s briefing.Snapshot, passages ...briefing.Passage) *desk {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.NewTheme(look.Light, 0))
	k := &desk{Reader: New(session.Inline()), clock: time.Unix(0, 0)}
	k.now = func() time.Time { return k.clock }
	k.ticker = func(step func()) func() {
		k.steps = append(k.steps, step)
		return func() { k.steps = nil }
	}
	k.OnSelect = func(r briefing.Range) { k.tell("select", r) }
	k.OnHighlight = func(r briefing.Range, colour string) { k.tell("highlight "+colour, r) }
	k.OnTag = func(r briefing.Range) { k.tell("tag", r) }
	k.OnNote = func(r briefing.Range) { k.tell("note", r) }
	k.OnAdd = func(r briefing.Range) { k.tell("add", r) }
	k.OnCopy = func(r briefing.Range) { k.tell("copy", r) }
	k.OnPassage = func(id briefing.ID) { k.told = append(k.told, "passage "+id.String()[:2]) }
	k.OnAddPassage = func(id briefing.ID) { k.told = append(k.told, "add passage "+id.String()[:2]) }
	k.window = test.NewTempWindow(t, k.Reader)
	k.window.SetPadded(false)
	k.window.Resize(fyne.NewSize(723, 400))
	k.SetArticle(briefing.Article{Title: briefing.Field{Value: "A title"}}, s, passages)
	k.Focus()
	return k
}

func (k *desk) tell(what string, r briefing.Range) {
	k.told = append(k.told, fmt.Sprintf("%s %q", what, k.snapshot.Slice(r)))
}

// last is what the reader told last.
func (k *desk) last() string {
	if len(k.told) == 0 {
		return ""
	}
	return k.told[len(k.told)-1]
}

func (k *desk) words() string { return k.snapshot.Slice(k.Selection()) }

// at is the point of the page at the middle of the letter before which words
// begin, n letters on.
func (k *desk) at(t testing.TB, words string, n int) fyne.Position {
	t.Helper()
	o := k.offset(t, words) + n
	i, x := k.body.caret(o)
	l := k.body.lines[i]
	return fyne.NewPos(k.geo.left+x+1, k.bodyTop+l.y+l.h/2)
}

func (k *desk) offset(t testing.TB, words string) int {
	t.Helper()
	i := strings.Index(k.snapshot.Text, words)
	if i < 0 {
		t.Fatalf("%q is not in the text", words)
	}
	return int(briefing.Length(k.snapshot.Text[:i]))
}

func (k *desk) press(at fyne.Position, modifier fyne.KeyModifier) {
	k.page.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary, Modifier: modifier})
}

func (k *desk) click(at fyne.Position, modifier fyne.KeyModifier) {
	k.press(at, modifier)
	k.page.MouseUp(&desktop.MouseEvent{})
	k.clock = k.clock.Add(100 * time.Millisecond)
}

func (k *desk) drag(from fyne.Position, to ...fyne.Position) {
	k.press(from, 0)
	for _, at := range to {
		k.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
}

func (k *desk) release() {
	k.page.MouseUp(&desktop.MouseEvent{})
	k.page.DragEnd()
}

// keys types “Shift+Right”, “Ctrl+A”, “3” and the like, as Fyne delivers them.
func (k *desk) keys(names ...string) {
	for _, name := range names {
		parts := strings.Split(name, "+")
		key := fyne.KeyName(parts[len(parts)-1])
		var modifier fyne.KeyModifier
		for _, p := range parts[:len(parts)-1] {
			modifier |= map[string]fyne.KeyModifier{"Shift": fyne.KeyModifierShift, "Ctrl": fyne.KeyModifierShortcutDefault, "Alt": fyne.KeyModifierAlt}[p]
		}
		shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
		if modifier&fyne.KeyModifierShift != 0 {
			k.page.KeyDown(shift)
		}
		switch {
		case name == "Ctrl+A":
			k.page.TypedShortcut(&fyne.ShortcutSelectAll{})
		case name == "Ctrl+C":
			k.page.TypedShortcut(&fyne.ShortcutCopy{})
		case modifier&^fyne.KeyModifierShift != 0:
			k.page.TypedShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: modifier})
		case len(name) == 1:
			k.page.TypedRune(rune(name[0]))
		default:
			if key == "PageDown" {
				key = fyne.KeyPageDown
			}
			k.page.TypedKey(&fyne.KeyEvent{Name: key})
		}
		if modifier&fyne.KeyModifierShift != 0 {
			k.page.KeyUp(shift)
		}
	}
}

func plainText(t testing.TB) briefing.Snapshot {
	return article(t,
		"paragraph The talks were held in Geneva. They ended on Friday. Nobody was named.",
		"pullquote “Nobody was named.”",
		"paragraph A second paragraph follows. It has two sentences.")
}

// longText has n paragraphs, the last words of which are numbered.
func longText(t testing.TB, n int) briefing.Snapshot {
	var lines []string
	for i := range n {
		lines = append(lines, fmt.Sprintf("paragraph The committee met twice in the month and found that the threat had changed in kind, in number and in place, and said so in paragraph %d.", i))
	}
	return article(t, lines...)
}

func passageAt(s briefing.Snapshot, id byte, words string, tags ...string) briefing.Passage {
	start := briefing.Length(s.Text[:strings.Index(s.Text, words)])
	p := briefing.Passage{ID: briefing.ID{id}, Tags: tags}
	p.Anchor = briefing.Anchor{Snapshot: s.Hash, Range: briefing.Range{Start: start, End: start + briefing.Length(words)}}
	return p
}

func TestSelectByMouse(t *testing.T) {
	for _, tt := range []struct {
		name string
		do   func(t *testing.T, k *desk)
		want string
	}{
		{"drag forward", func(t *testing.T, k *desk) {
			k.drag(k.at(t, "talks", 0), k.at(t, "talks", 2), k.at(t, "held", 4))
		}, "talks were held"},
		{"drag backward", func(t *testing.T, k *desk) {
			k.drag(k.at(t, "held", 4), k.at(t, "held", 1), k.at(t, "talks", 0))
		}, "talks were held"},
		{"double click", func(t *testing.T, k *desk) {
			k.click(k.at(t, "Geneva", 2), 0)
			k.click(k.at(t, "Geneva", 2), 0)
		}, "Geneva"},
		{"double click and drag takes whole words", func(t *testing.T, k *desk) {
			k.click(k.at(t, "were", 2), 0)
			k.drag(k.at(t, "were", 2), k.at(t, "in Geneva", 1))
		}, "were held in"},
		{"double click and drag back keeps the first word", func(t *testing.T, k *desk) {
			k.click(k.at(t, "were", 2), 0)
			k.drag(k.at(t, "were", 2), k.at(t, "talks", 2))
		}, "talks were"},
		{"triple click", func(t *testing.T, k *desk) {
			for range 3 {
				k.click(k.at(t, "second", 2), 0)
			}
		}, "A second paragraph follows. It has two sentences."},
		{"slow clicks are single", func(t *testing.T, k *desk) {
			k.click(k.at(t, "Geneva", 2), 0)
			k.clock = k.clock.Add(time.Second)
			k.click(k.at(t, "Geneva", 2), 0)
		}, ""},
		{"shift click", func(t *testing.T, k *desk) {
			k.click(k.at(t, "They", 0), 0)
			k.clock = k.clock.Add(time.Second)
			k.click(k.at(t, "Friday", 6), fyne.KeyModifierShift)
		}, "They ended on Friday"},
		{"right of a line is its end", func(t *testing.T, k *desk) {
			k.drag(k.at(t, "It has", 0), k.at(t, "It has", 0).AddXY(700, 0))
		}, "It has two sentences."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			k := newDesk(t, plainText(t))
			tt.do(t, k)
			if k.bar.Visible() && k.mouse.pressed {
				t.Error("the selection bar shows during the drag")
			}
			k.release()
			if got := k.words(); got != tt.want {
				t.Errorf("selected %q, want %q", got, tt.want)
			}
			if want := fmt.Sprintf("select %q", tt.want); k.last() != want {
				t.Errorf("told %q, want %q", k.last(), want)
			}
			if k.bar.Visible() != (tt.want != "") {
				t.Errorf("on release the selection bar shows: %v", k.bar.Visible())
			}
		})
	}
}

func TestSelectByKeyboard(t *testing.T) {
	for _, tt := range []struct {
		keys string
		want string
	}{
		{"Shift+Right Shift+Right Shift+Right", "The"},
		{"Right Right Right Right Shift+Left", " "},
		{"Ctrl+Shift+Right Ctrl+Shift+Right", "The talks"},
		{"Ctrl+Right Ctrl+Right Ctrl+Shift+Left", "talks"},
		{"Shift+Alt+Right", "The talks were held in Geneva."},
		{"Shift+Alt+Right Shift+Alt+Right", "The talks were held in Geneva. They ended on Friday."},
		{"Shift+Alt+Down Shift+Alt+Down Shift+Alt+Up", "The talks were held in Geneva."},
		{"Ctrl+End Shift+Alt+Left", "It has two sentences."},
		{"Ctrl+End Shift+Alt+Left Shift+Alt+Left", "A second paragraph follows. It has two sentences."},
		{"Ctrl+End Shift+Alt+Left Shift+Alt+Left Shift+Alt+Right", "It has two sentences."},
		{"Shift+End", "The talks were held in Geneva. They ended on Friday. Nobody was named."},
		{"End Shift+Home", "The talks were held in Geneva. They ended on Friday. Nobody was named."},
		{"Shift+Down Shift+End", "The talks were held in Geneva. They ended on Friday. Nobody was named.\n“Nobody was named.”"},
		{"Ctrl+A", "The talks were held in Geneva. They ended on Friday. Nobody was named."},
		{"Ctrl+A Ctrl+A", plainText(t).Text},
		{"Ctrl+Shift+End", plainText(t).Text},
		{"Shift+Right Escape", ""},
		{"Shift+Right Right", ""},
	} {
		t.Run(tt.keys, func(t *testing.T) {
			k := newDesk(t, plainText(t))
			k.keys(strings.Fields(tt.keys)...)
			if got := k.words(); got != tt.want {
				t.Errorf("selected %q, want %q", got, tt.want)
			}
		})
	}
}

// The whole work of a reader without a mouse.
func TestKeyboardAlone(t *testing.T) {
	s := plainText(t)
	k := newDesk(t, s)
	k.keys("Shift+Alt+Right")
	if !k.bar.Visible() {
		t.Error("the selection bar does not show when Shift is let go")
	}
	k.keys("t", "n", "Ctrl+C", "2")
	if k.bar.Visible() {
		t.Error("the selection bar still shows after the colour was chosen")
	}
	k.SetPassages([]briefing.Passage{passageAt(s, 0xaa, "The talks were held in Geneva."), passageAt(s, 0xbb, "second")})
	k.keys("t", "b", "]", "b", "[", "Return")
	const first = `"The talks were held in Geneva."`
	want := []string{
		"tag " + first, "note " + first, "copy " + first, "highlight green " + first,
		"tag " + first, "add passage aa", "passage bb", "add passage bb", "passage aa", "passage aa",
	}
	got := slices.DeleteFunc(k.told, func(s string) bool { return strings.HasPrefix(s, "select") })
	if !slices.Equal(got, want) {
		t.Errorf("told\n %q, want\n %q", got, want)
	}
}

func TestCommandsWithoutATargetDoNothing(t *testing.T) {
	k := newDesk(t, plainText(t))
	k.keys("1", "t", "n", "b", "Ctrl+C", "[", "]", "Return")
	if len(k.told) > 0 {
		t.Errorf("told %q", k.told)
	}
}

func TestSelectionBar(t *testing.T) {
	for i, want := range []string{"highlight amber", "highlight green", "highlight blue", "highlight rose", "tag", "note", "add"} {
		k := newDesk(t, plainText(t))
		k.drag(k.at(t, "talks", 0), k.at(t, "talks", 5))
		k.release()
		part := k.bar.parts[i]
		test.TapAt(k.bar, fyne.NewPos((part.x0+part.x1)/2, barHeight/2))
		if want += ` "talks"`; !slices.Contains(k.told, want) {
			t.Errorf("part %d told %q, want %q", i, k.told, want)
		}
		if k.window.Canvas().Focused() != fyne.Focusable(k.page) {
			t.Errorf("after part %d the keyboard is elsewhere", i)
		}
	}
}

func TestSelectionBarStaysInThePane(t *testing.T) {
	k := newDesk(t, longText(t, 40))
	check := func(what string) {
		t.Helper()
		at, size := k.bar.Position(), k.bar.Size()
		if at.X < barEdge || at.X+size.Width > 723-barEdge || at.Y < barGap || at.Y+size.Height > 400 {
			t.Errorf("%s: the bar is at %v, %v large", what, at, size)
		}
	}
	k.drag(k.at(t, "paragraph 0", 0), k.at(t, "paragraph 0", 9))
	k.release()
	check("at the right edge")
	above := k.bar.Position().Y

	k.scrollTo(k.bodyTop + k.body.lines[k.body.lineAt(k.offset(t, "paragraph 0"))].y)
	check("below a first line at the top")
	if k.bar.Position().Y >= above {
		t.Errorf("the bar did not move with its selection: %g", k.bar.Position().Y)
	}

	k.keys("Ctrl+A", "Ctrl+A")
	k.scrollTo(k.height / 2)
	check("over a selection larger than the view")
}

func TestEscapeClosesTheBarAndEndsTheSelection(t *testing.T) {
	k := newDesk(t, plainText(t))
	k.drag(k.at(t, "talks", 0), k.at(t, "talks", 5))
	k.release()
	k.keys("Escape")
	if k.bar.Visible() || k.words() != "" || k.last() != `select ""` {
		t.Errorf("bar %v, selected %q, told %q", k.bar.Visible(), k.words(), k.last())
	}
}

func TestClickOnAPassageTellsIt(t *testing.T) {
	s := plainText(t)
	k := newDesk(t, s, passageAt(s, 0xaa, "The talks were held"), passageAt(s, 0xbb, "were"))
	k.click(k.at(t, "talks", 1), 0)
	k.clock = k.clock.Add(time.Second)
	k.click(k.at(t, "were", 1), 0)
	if !slices.Contains(k.told, "passage aa") || !slices.Contains(k.told, "passage bb") {
		t.Errorf("told %q, want both passages, the inner one where they overlap", k.told)
	}
}

func TestPassageIsDraggedByItsMark(t *testing.T) {
	s := plainText(t)
	k := newDesk(t, s, passageAt(s, 0xaa, "The talks were held"), passageAt(s, 0xbb, "talks were"))
	k.OnDrag = func(id briefing.ID, at fyne.Position) {
		k.told = append(k.told, fmt.Sprintf("drag %x to %g", id[:1], at.X))
	}
	k.OnDrop = func(id briefing.ID, at fyne.Position) {
		k.told = append(k.told, fmt.Sprintf("drop %x at %g", id[:1], at.X))
	}
	k.OnDragCancel = func(id briefing.ID) { k.told = append(k.told, fmt.Sprintf("cancel %x", id[:1])) }
	mark := func(i int) fyne.Position {
		x, top, bottom := k.page.mark(k.highlights[i])
		return fyne.NewPos(x+1, (top+bottom)/2)
	}
	drag := func(x float32) {
		k.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{AbsolutePosition: fyne.NewPos(x, 10)}})
	}
	k.press(mark(1), 0)
	drag(500)
	drag(900)
	k.release()
	k.press(mark(0), 0)
	drag(500)
	k.keys("Escape")
	drag(600)
	k.release()
	k.click(mark(0), 0)
	want := []string{"drag bb to 500", "drag bb to 900", "drop bb at 900", "drag aa to 500", "cancel aa", "passage aa"}
	if !slices.Equal(k.told, want) {
		t.Errorf("told\n %q, want\n %q", k.told, want)
	}
}

func TestTheZeroSnapshotShowsNothing(t *testing.T) {
	k := newDesk(t, plainText(t))
	k.keys("Ctrl+A")
	k.SetArticle(briefing.Article{}, briefing.Snapshot{}, nil)
	if objects := test.LaidOutObjects(k.Reader); slices.Contains(objects, fyne.CanvasObject(k.page)) {
		t.Error("the page still shows")
	}
	if k.Selection() != (briefing.Range{}) {
		t.Errorf("selected %v", k.Selection())
	}
	k.keys("Right", "1", "Ctrl+A")
	k.Find("talks")
}

func TestPassagesOfAnotherSnapshotDoNotShow(t *testing.T) {
	s := plainText(t)
	p := passageAt(s, 0xaa, "talks")
	p.Snapshot = briefing.Hash{1}
	beyond := passageAt(s, 0xbb, "talks")
	beyond.End = 10_000
	if got := highlights(newDocument(s), s.Hash, []briefing.Passage{p, beyond}); len(got) > 0 {
		t.Errorf("highlights = %v", got)
	}
}

func TestOverlappingPassagesHaveMarksBesideEachOther(t *testing.T) {
	s := plainText(t)
	var lanes []int
	for _, h := range highlights(newDocument(s), s.Hash, []briefing.Passage{
		passageAt(s, 3, "Friday"), passageAt(s, 2, "talks were"), passageAt(s, 1, "The talks were held"),
	}) {
		lanes = append(lanes, h.lane)
	}
	if want := []int{0, 1, 0}; !slices.Equal(lanes, want) {
		t.Errorf("lanes = %v, want %v", lanes, want)
	}
}

func TestDragPastTheEdgeScrolls(t *testing.T) {
	k := newDesk(t, longText(t, 60))
	from := k.at(t, "committee", 0)
	k.drag(from, from.AddXY(0, 50), fyne.NewPos(200, 460))
	if len(k.steps) != 1 {
		t.Fatalf("%d tickers run past the edge, want 1", len(k.steps))
	}
	step := k.steps[0]
	before := k.Selection().End
	for range 20 {
		step()
	}
	if k.scroll.Offset.Y < 100 || k.Selection().End <= before {
		t.Errorf("after 20 steps the offset is %g, the selection ends at %d (before: %d)", k.scroll.Offset.Y, k.Selection().End, before)
	}
	k.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, k.scroll.Offset.Y+200)}})
	if len(k.steps) > 0 {
		t.Error("the scrolling goes on with the pointer back in view")
	}
	k.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, k.scroll.Offset.Y-100)}})
	at := k.scroll.Offset.Y
	k.steps[0]()
	if k.scroll.Offset.Y >= at {
		t.Error("the text does not scroll up past the upper edge")
	}
	k.release()
	if len(k.steps) > 0 {
		t.Error("the scrolling goes on after the release")
	}
}

func TestSelectionOverAPullQuoteLeavesItUndrawn(t *testing.T) {
	s := plainText(t)
	d := newDocument(s)
	pull := &d.paras[1]
	for _, tt := range []struct {
		start, end int
		want       bool
	}{
		{0, len(d.runes), true},
		{pull.start + 2, pull.end - 2, false},
		{0, pull.end - 2, false},
		{pull.start, len(d.runes), false},
	} {
		if got := leavesOut(pull, tt.start, tt.end); got != tt.want {
			t.Errorf("leavesOut(%d–%d) = %v, want %v", tt.start, tt.end, got, tt.want)
		}
	}
}

func TestSelectSnapsToCharacters(t *testing.T) {
	k := newDesk(t, article(t, "paragraph ab\u0323\u0302c 👩‍🚀 d"))
	k.Select(briefing.Range{Start: 2, End: 7})
	if got := k.words(); got != "b\u0323\u0302c 👩‍🚀" {
		t.Errorf("selected %q", got)
	}
}

func TestReveal(t *testing.T) {
	s := longText(t, 200)
	k := newDesk(t, s, passageAt(s, 0xaa, "in paragraph 150"))
	k.Reveal(passageAt(s, 0, "in paragraph 150").Range)
	if !k.inView(k.offset(t, "in paragraph 150")) {
		t.Error("the range is not in view")
	}
	if k.revealed.end == 0 {
		t.Error("the range is not underlined")
	}
	at := k.scroll.Offset.Y
	k.Reveal(passageAt(s, 0, "in paragraph 150").Range)
	if k.scroll.Offset.Y != at {
		t.Error("revealing what is in view scrolls")
	}
	k.click(k.at(t, "in paragraph 150", 30), 0)
	if k.revealed.end > 0 {
		t.Error("the underline stays after a click")
	}
}

func (k *desk) inView(o int) bool {
	l := k.body.lines[k.body.lineAt(o)]
	y := k.bodyTop + l.y - k.scroll.Offset.Y
	return y >= 0 && y+l.h <= k.scroll.Size().Height
}

func TestRevealBeforeTheWindowIsLaidOut(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(look.NewTheme(look.Light, 0))
	s := longText(t, 200)
	k := &desk{Reader: New(session.Inline())}
	k.SetArticle(briefing.Article{}, s, nil)
	k.Reveal(passageAt(s, 0, "in paragraph 150").Range)
	w := test.NewTempWindow(t, k.Reader)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(723, 400))
	if !k.inView(k.offset(t, "in paragraph 150")) {
		t.Errorf("the range is not in view: offset %g", k.scroll.Offset.Y)
	}
}

func TestResizingKeepsTheFirstLine(t *testing.T) {
	k := newDesk(t, longText(t, 200))
	o := k.offset(t, "paragraph 120")
	k.scrollTo(k.bodyTop + k.body.lines[k.body.lineAt(o)].y)
	o = int(k.body.lines[k.body.lineAt(o)].start)
	for _, width := range []float32{444, 1200, 700, 500, 723} {
		k.window.Resize(fyne.NewSize(width, 400))
		first, _ := k.firstInView()
		i := k.body.lineAt(o)
		if l := k.body.lines[i]; first != int(l.start) && first != int(k.body.lines[max(i-1, 0)].start) {
			t.Errorf("at width %g the first line in view begins at %d, want about %d", width, first, o)
		}
		o = first
	}
}

func TestTextSizeKeepsTheFirstLine(t *testing.T) {
	k := newDesk(t, longText(t, 200))
	k.Reveal(briefing.Range{Start: 10_000, End: 10_010})
	before, _ := k.firstInView()
	height := k.body.lines[0].h
	fyne.CurrentApp().Settings().SetTheme(look.NewTheme(look.Dark, 18))
	k.Refresh()
	after, _ := k.firstInView()
	if k.body.lines[0].h <= height {
		t.Errorf("lines are %g high at a larger text size, before %g", k.body.lines[0].h, height)
	}
	if l := k.body.lines[k.body.lineAt(before)]; after != int(l.start) {
		t.Errorf("the first line in view begins at %d, want %d", after, l.start)
	}
}

func TestSetArticleAgainKeepsThePlace(t *testing.T) {
	s := longText(t, 200)
	k := newDesk(t, s)
	k.Select(briefing.Range{Start: 10_000, End: 10_010})
	at := k.scroll.Offset.Y
	k.SetArticle(briefing.Article{Title: briefing.Field{Value: "A title"}, Grade: "B2"}, s, nil)
	if k.scroll.Offset.Y != at || k.Selection().Start != 10_000 {
		t.Errorf("offset %g, want %g; selection %v", k.scroll.Offset.Y, at, k.Selection())
	}
	k.SetArticle(briefing.Article{}, plainText(t), nil)
	if k.scroll.Offset.Y != 0 || k.Selection() != (briefing.Range{}) {
		t.Errorf("another snapshot begins at %g with %v selected", k.scroll.Offset.Y, k.Selection())
	}
}

// A long text is read beside the window; what was asked meanwhile is done when
// it is there, and a text that comes too late is dropped.
func TestLongTextsAreReadBesideTheWindow(t *testing.T) {
	k := newDesk(t, plainText(t))
	var work []func()
	k.run = session.Runner{Go: func(f func()) { work = append(work, f) }, UI: func(f func()) { f() }}
	long := longText(t, 1000)
	k.drag(k.at(t, "talks", 0), fyne.NewPos(100, 900))
	k.SetArticle(briefing.Article{}, longText(t, 500), nil)
	if len(k.steps) > 0 {
		t.Error("the drag on the text before goes on scrolling")
	}
	k.page.Dragged(&fyne.DragEvent{})
	k.SetArticle(briefing.Article{}, long, nil)
	k.Reveal(passageAt(long, 0, "in paragraph 900").Range)
	k.keys("Right", "1", "Ctrl+A", "PageDown")
	k.drag(fyne.NewPos(100, 200), fyne.NewPos(200, 900))
	k.release()
	if k.doc != nil {
		t.Fatal("the text was read on the spot")
	}
	work[1]()
	work[0]()
	if !k.inView(k.offset(t, "in paragraph 900")) {
		t.Error("the range is not in view")
	}
	if got := len(k.doc.paras); got != 1000 {
		t.Errorf("%d paragraphs show, want those of the last text", got)
	}
}

func TestPagingShowsEveryLine(t *testing.T) {
	k := newDesk(t, longText(t, 60))
	for range 100 {
		before := k.scroll.Offset.Y
		k.keys("PageDown")
		if step := k.scroll.Offset.Y - before; step > 400-k.body.lines[0].h || step < 0 {
			t.Fatalf("a page down from %g goes to %g", before, k.scroll.Offset.Y)
		}
	}
	if end := k.page.MinSize().Height - k.scroll.Size().Height; k.scroll.Offset.Y != floor(end) {
		t.Errorf("the last page is at %g, want %g", k.scroll.Offset.Y, end)
	}
	k.keys("Ctrl+Home")
	if k.scroll.Offset.Y != 0 {
		t.Errorf("Ctrl+Home goes to %g", k.scroll.Offset.Y)
	}
}

func TestCaretStaysInView(t *testing.T) {
	k := newDesk(t, longText(t, 60))
	for range 80 {
		k.keys("Down")
		if !k.inView(k.selection.caret) {
			t.Fatalf("the caret at %d is out of view", k.selection.caret)
		}
	}
	k.scrollTo(0)
	k.keys("Down")
	if !k.inView(k.selection.caret) || k.scroll.Offset.Y > 0 {
		t.Errorf("after scrolling away the caret is at %d, the offset %g", k.selection.caret, k.scroll.Offset.Y)
	}
}

func TestArrowsFollowThePaper(t *testing.T) {
	k := newDesk(t, article(t, "paragraph اتفاق في جنيف"))
	k.keys("Left", "Left")
	if k.selection.caret != 2 {
		t.Errorf("Left twice from the right edge goes to %d, want 2", k.selection.caret)
	}
	k.keys("Right")
	if k.selection.caret != 1 {
		t.Errorf("Right goes back to %d, want 1", k.selection.caret)
	}
}

func TestMouseSelectsRightToLeft(t *testing.T) {
	k := newDesk(t, article(t, "paragraph اتفاق 2026 في جنيف"))
	at := func(words string, far bool) fyne.Position {
		o := k.offset(t, words)
		b := k.body.bars(0, o, o+1)[0]
		x := b.x1 - 1
		if far {
			x = b.x0 + 1
		}
		return fyne.NewPos(k.geo.left+x, k.bodyTop+k.body.lines[0].h/2)
	}
	k.click(at("جنيف", true), 0)
	k.click(at("جنيف", true), 0)
	if got := k.words(); got != "جنيف" {
		t.Errorf("double click selected %q", got)
	}
	k.clock = k.clock.Add(time.Second)
	k.drag(at("في", false), at("جنيف", true))
	k.release()
	if got := k.words(); got != "في ج" {
		t.Errorf("drag to the left selected %q, want %q", got, "في ج")
	}
}

func TestEmptyReaderTakesAllKeys(t *testing.T) {
	empty, err := new(briefing.Builder).Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	k := newDesk(t, empty)
	k.keys("Right", "Shift+Down", "End", "PageDown", "Ctrl+A", "Ctrl+C", "Shift+Alt+Right", "1", "t", "b", "]", "Return", "Escape")
	k.click(fyne.NewPos(100, 300), 0)
	k.Reveal(briefing.Range{Start: 5, End: 9})
	k.Select(briefing.Range{Start: 5, End: 9})
	k.Find("word")
	if k.Selection() != (briefing.Range{}) {
		t.Errorf("selected %v", k.Selection())
	}
}
