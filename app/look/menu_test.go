package look_test

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
)

// menus is a window in which menus are shown, and what was chosen in them.
type menus struct {
	t      *testing.T
	w      fyne.Window
	field  *look.TextField // has the keyboard
	chosen []string
}

func newMenus(t *testing.T) *menus {
	m := &menus{t: t, field: look.NewTextField("behind")}
	m.w = window(t, m.field, 400, 300)
	m.field.Focus()
	return m
}

func (m *menus) item(label string) *fyne.MenuItem {
	return fyne.NewMenuItem(label, func() { m.chosen = append(m.chosen, label) })
}

// show shows a menu of items; "-" stands for a separator, and "(Label)" for a
// disabled item.
func (m *menus) show(at fyne.Position, labels ...string) {
	menu := fyne.NewMenu("")
	for _, label := range labels {
		item := m.item(label)
		if label == "-" {
			item = fyne.NewMenuItemSeparator()
		}
		item.Disabled = label[0] == '('
		menu.Items = append(menu.Items, item)
	}
	look.ShowMenu(m.w.Canvas(), menu, at)
}

// top is the menu that is shown, or nil.
func (m *menus) top() fyne.CanvasObject { return m.w.Canvas().Overlays().Top() }

// label is where words are drawn in the menu.
func (m *menus) label(words string) (*canvas.Text, bool) {
	for _, o := range test.LaidOutObjects(m.top()) {
		if drawn, ok := o.(*canvas.Text); ok && drawn.Text == words {
			return drawn, true
		}
	}
	return nil, false
}

func (m *menus) tap(words string) {
	m.t.Helper()
	drawn, ok := m.label(words)
	if !ok {
		m.t.Fatalf("the menu does not offer %q", words)
	}
	test.TapAt(m.top().(fyne.Tappable), drawn.Position().AddXY(2, 2))
}

func (m *menus) keys(names ...fyne.KeyName) {
	for _, name := range names {
		press(m.w, name)
	}
}

// wantClosed fails unless the menu is gone and the keyboard back.
func (m *menus) wantClosed(chosen ...string) {
	m.t.Helper()
	if m.top() != nil {
		m.t.Error("the menu is still there")
	}
	if m.w.Canvas().Focused() != m.field.Input() {
		m.t.Error("the keyboard is not back where it was")
	}
	if !slices.Equal(m.chosen, chosen) {
		m.t.Errorf("chosen was %q, want %q", m.chosen, chosen)
	}
	m.chosen = nil
}

func TestMenuByPointer(t *testing.T) {
	m := newMenus(t)
	labels := []string{"Edit", "-", "(Move up)", "Delete"}
	m.show(fyne.NewPos(20, 20), labels...)
	m.tap("(Move up)")
	if m.top() == nil || m.chosen != nil {
		t.Error("a disabled item was chosen")
	}
	m.tap("Delete")
	m.wantClosed("Delete")

	m.show(fyne.NewPos(20, 20), labels...)
	test.TapAt(m.top().(fyne.Tappable), fyne.NewPos(390, 290))
	m.wantClosed()
	m.show(fyne.NewPos(20, 20), labels...)
	test.TapSecondaryAt(m.top().(fyne.SecondaryTappable), fyne.NewPos(30, 30))
	m.wantClosed()
}

func TestMenuByKeys(t *testing.T) {
	const up, down, enter = fyne.KeyUp, fyne.KeyDown, fyne.KeyReturn
	for _, c := range []struct {
		keys []fyne.KeyName
		want string
	}{
		{[]fyne.KeyName{down, enter}, "Edit"},
		{[]fyne.KeyName{down, down, fyne.KeySpace}, "Delete"}, // past what cannot be chosen
		{[]fyne.KeyName{up, enter}, "Delete"},
		{[]fyne.KeyName{up, up, fyne.KeyEnter}, "Edit"},
		{[]fyne.KeyName{up, down, enter}, "Edit"}, // round the end
	} {
		m := newMenus(t)
		m.show(fyne.NewPos(20, 20), "(Open)", "Edit", "-", "(Move up)", "Delete", "(Print)")
		m.keys(c.keys...)
		m.wantClosed(c.want)
	}
	m := newMenus(t)
	m.show(fyne.NewPos(20, 20), "Edit")
	m.keys(enter) // nothing is chosen yet
	m.keys(down, fyne.KeyEscape)
	m.wantClosed()
}

func TestMenuWithNothingToChoose(t *testing.T) {
	m := newMenus(t)
	m.show(fyne.NewPos(20, 20))
	m.wantClosed()
	m.show(fyne.NewPos(20, 20), "(Open)", "-")
	m.keys(fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn, fyne.KeyEscape)
	m.wantClosed()
}

// TestMenuGivesTheKeyboardBackFirst holds because an action may give the
// keyboard to something else, or show another menu.
func TestMenuGivesTheKeyboardBackFirst(t *testing.T) {
	m := newMenus(t)
	more := fyne.NewMenuItem("More", func() { m.show(fyne.NewPos(20, 20), "Heading") })
	look.ShowMenu(m.w.Canvas(), fyne.NewMenu("", more), fyne.NewPos(20, 20))
	m.keys(fyne.KeyDown, fyne.KeyReturn, fyne.KeyDown, fyne.KeyReturn)
	m.wantClosed("Heading")
}

func TestMenuUnderThePointer(t *testing.T) {
	m := newMenus(t)
	m.show(fyne.NewPos(20, 20), "Edit", "(Move up)", "Delete")
	hover := func(words string) {
		drawn, _ := m.label(words)
		at := drawn.Position().AddXY(2, 2)
		m.top().(desktop.Hoverable).MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	}
	hover("Delete")
	hover("(Move up)") // cannot be chosen
	m.keys(fyne.KeyReturn)
	m.wantClosed("Delete")
}

func TestMenuStaysInTheWindow(t *testing.T) {
	m := newMenus(t)
	for _, at := range []fyne.Position{{X: 390, Y: 290}, {X: -50, Y: -50}} {
		m.show(at, "Edit", "Delete")
		for _, words := range []string{"Edit", "Delete"} {
			drawn, _ := m.label(words)
			end := drawn.Position().Add(drawn.Size())
			if p := drawn.Position(); p.X < 0 || p.Y < 0 || end.X > 400 || end.Y > 300 {
				t.Errorf("%q of a menu at %v is drawn at %v", words, at, p)
			}
		}
		m.keys(fyne.KeyEscape)
	}
}

func TestMenuHigherThanTheWindow(t *testing.T) {
	m := newMenus(t)
	var labels []string
	for i := range 40 {
		labels = append(labels, fmt.Sprint("tag ", i))
	}
	m.show(fyne.NewPos(20, 200), labels...)
	if _, ok := m.label("tag 39"); ok {
		t.Fatal("all of the menu fits: the test is of no use")
	}
	wheel := func(dy float32) {
		e := &fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, dy)}
		m.top().(fyne.Scrollable).Scrolled(e)
	}
	for range 50 {
		wheel(-10)
	}
	m.tap("tag 39")
	m.wantClosed("tag 39")

	m.show(fyne.NewPos(20, 200), labels...)
	m.keys(fyne.KeyUp) // the last
	if _, ok := m.label("tag 39"); !ok {
		t.Error("what the keys go to is not shown")
	}
	m.keys(fyne.KeyDown) // the first
	if _, ok := m.label("tag 0"); !ok {
		t.Error("what the keys go to is not shown")
	}
	m.keys(fyne.KeyReturn)
	m.wantClosed("tag 0")
}

func TestMenuDrawsKeysAndTicks(t *testing.T) {
	m := newMenus(t)
	up := m.item("Move up")
	up.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyUp, Modifier: fyne.KeyModifierAlt}
	add := m.item("Add")
	add.Shortcut = &desktop.CustomShortcut{KeyName: fyne.KeyReturn, Modifier: fyne.KeyModifierControl | fyne.KeyModifierShift}
	plain := m.item("Plain")
	at := func(items ...*fyne.MenuItem) float32 {
		look.ShowMenu(m.w.Canvas(), fyne.NewMenu("", items...), fyne.NewPos(20, 20))
		drawn, _ := m.label("Plain")
		return drawn.Position().X
	}
	before := at(up, add, plain)
	for _, words := range []string{"Move up", "Alt+↑", "Ctrl+Shift+Enter"} {
		if _, ok := m.label(words); !ok {
			t.Errorf("%q is not drawn", words)
		}
	}
	m.keys(fyne.KeyEscape)
	up.Checked = true
	if after := at(up, add, plain); after <= before {
		t.Error("there is no room for ticks")
	}
	for _, it := range []*fyne.MenuItem{up, add, plain} {
		if _, ok := m.label(it.Label); !ok {
			t.Errorf("%q is cut", it.Label)
		}
	}
}

func TestMenuCutsWhatIsTooLong(t *testing.T) {
	m := newMenus(t)
	long := "A marking whose name does not fit into the window, however wide that may be in the end"
	m.show(fyne.NewPos(20, 20), long)
	for _, o := range test.LaidOutObjects(m.top()) {
		if drawn, ok := o.(*canvas.Text); ok && drawn.Position().X+drawn.Size().Width > 400 {
			t.Errorf("%q leaves the window", drawn.Text)
		}
	}
}

func TestMenuOnAnObjectIsBesideIt(t *testing.T) {
	m := newMenus(t)
	m.field.Move(fyne.NewPos(50, 60))
	want := fyne.CurrentApp().Driver().AbsolutePositionForObject(m.field).AddXY(10, 32)
	look.ShowMenuOn(m.field, fyne.NewMenu("", m.item("Edit")), fyne.NewPos(10, 32))
	for _, o := range test.LaidOutObjects(m.top()) {
		if r, ok := o.(*canvas.Rectangle); ok && r.StrokeWidth > 0 && r.Position() != want {
			t.Errorf("the menu is at %v, want %v", r.Position(), want)
		}
	}
}
