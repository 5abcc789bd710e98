package look_test

import (
	"image/color"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// bare starts an app for a benchmark that shows the program's theme.
func bare(b *testing.B) {
	app := test.NewApp()
	b.Cleanup(app.Quit)
	wear(b, look.Light, 0)
}

// window shows o in a window of the program's theme.
func window(t *testing.T, o fyne.CanvasObject, w, h float32) fyne.Window {
	t.Helper()
	dress(t, look.Light, 0)
	win := test.NewTempWindow(t, o)
	win.SetPadded(false)
	win.Resize(fyne.NewSize(w, h))
	return win
}

// press types a key where the keyboard is.
func press(w fyne.Window, name fyne.KeyName) {
	if f := w.Canvas().Focused(); f != nil {
		f.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

// manual is a clock that the test sets forward.
type manual struct {
	now    time.Duration
	alarms []*alarm
}

type alarm struct {
	at time.Duration
	f  func()
}

func (m *manual) clock(d time.Duration, f func()) (stop func()) {
	a := &alarm{m.now + d, f}
	m.alarms = append(m.alarms, a)
	return func() { a.f = nil }
}

func (m *manual) pass(d time.Duration) {
	m.now += d
	for _, a := range slices.Clone(m.alarms) {
		if a.f != nil && a.at <= m.now {
			f := a.f
			a.f = nil
			f()
		}
	}
}

func TestButtonByPointerAndKeys(t *testing.T) {
	pressed := 0
	b := look.NewButton(look.IconDownload, "Export", look.Primary, func() { pressed++ })
	w := window(t, b, 120, 32)
	test.Tap(b)
	w.Canvas().Focus(b)
	press(w, fyne.KeySpace)
	press(w, fyne.KeyReturn)
	press(w, fyne.KeyA)
	if pressed != 3 {
		t.Errorf("the button was pressed %d times, want 3", pressed)
	}
	b.SetEnabled(false)
	test.Tap(b)
	press(w, fyne.KeySpace)
	if pressed != 3 {
		t.Error("a disabled button was pressed")
	}
	b.SetEnabled(true)
	test.Tap(b)
	if pressed != 4 {
		t.Error("a button that was enabled again was not pressed")
	}
}

func TestAToolNeverTakesTheKeyboard(t *testing.T) {
	if _, ok := any(look.NewTool(look.IconTag, "Tag", nil)).(fyne.Focusable); ok {
		t.Error("a tool can be focused")
	}
}

func TestSegmented(t *testing.T) {
	s := look.NewSegmented("Sources", "Passages")
	s.SetCount(1, 14)
	var got []int
	s.OnChanged = func(i int) { got = append(got, i) }
	w := window(t, s, 284, 30)
	test.TapAt(s, fyne.NewPos(250, 15))
	test.TapAt(s, fyne.NewPos(250, 15))
	w.Canvas().Focus(s)
	press(w, fyne.KeyLeft)
	press(w, fyne.KeyLeft)
	press(w, fyne.KeyRight)
	if want := []int{1, 0, 1}; !slices.Equal(got, want) {
		t.Errorf("the choices were %v, want %v", got, want)
	}
}

func TestSearchField(t *testing.T) {
	f := look.NewSearchField("Search sources")
	f.SetKeys("Ctrl", "F")
	var typed, submitted string
	down, left := 0, 0
	f.OnChanged = func(s string) { typed = s }
	f.OnSubmit = func(s string) { submitted = s }
	f.OnDown = func() { down++ }
	f.OnEscape = func() { left++ }
	w := window(t, f, 284, 32)

	f.Focus()
	test.Type(f.Input(), "majeed")
	press(w, fyne.KeyDown)
	press(w, fyne.KeyReturn)
	if typed != "majeed" || submitted != "majeed" || down != 1 {
		t.Errorf("typed %q, submitted %q, went down %d times", typed, submitted, down)
	}
	press(w, fyne.KeyEscape)
	if typed != "" || left != 0 {
		t.Errorf("after Esc the field says %q and was left %d times", typed, left)
	}
	press(w, fyne.KeyEscape)
	if left != 1 {
		t.Error("a second Esc does not leave the field")
	}

	f.SetText("again")
	test.TapAt(f, fyne.NewPos(270, 16))
	if f.Text() != "" {
		t.Error("the cross does not clear the field")
	}
}

func TestFieldsDrawNoBorderOfFynes(t *testing.T) {
	f := look.NewTextField("Reference")
	w := window(t, f, 200, 32)
	f.Focus()
	for _, o := range test.LaidOutObjects(w.Content()) {
		r, ok := o.(*canvas.Rectangle)
		if ok && r.StrokeWidth == 2 && r.StrokeColor == look.Colour(look.Accent) {
			t.Error("the border of the entry is drawn over the field")
		}
	}
}

// TestALongLineHasNoScrollBar looks at the pixels, for a bar that is not seen
// is among the objects of an Entry all the same.
func TestALongLineHasNoScrollBar(t *testing.T) {
	for name, f := range map[string]interface {
		fyne.CanvasObject
		SetText(string)
		Focus()
	}{"text": look.NewTextField(""), "search": look.NewSearchField("")} {
		w := window(t, f, 200, 32)
		f.Focus()
		f.SetText(strings.Repeat("long ", 50))
		press(w, fyne.KeyEnd)
		shot := w.Canvas().Capture()
		field := color.NRGBAModel.Convert(look.Colour(look.Field))
		for x := 10; x < 190; x++ {
			if got := color.NRGBAModel.Convert(shot.At(x, 27)); got != field {
				t.Errorf("the %s field has %v at (%d, 27), below its text", name, got, x)
				break
			}
		}
	}
}

func TestTheCaretOfALongLineIsInView(t *testing.T) {
	f := look.NewTextField("")
	w := window(t, f, 200, 32)
	f.Focus()
	f.SetText(strings.Repeat("long ", 50))
	for _, key := range []fyne.KeyName{fyne.KeyEnd, fyne.KeyHome, fyne.KeyEnd} {
		press(w, key)
		if !hasCaret(w) {
			t.Errorf("the caret is not in view after %s", key)
		}
	}
}

// hasCaret reports whether a column of a caret's colour and height is seen.
func hasCaret(w fyne.Window) bool {
	shot := w.Canvas().Capture()
	caret := color.NRGBAModel.Convert(look.Colour(look.Accent))
	for x := 4; x < 196; x++ {
		high := 0
		for y := 4; y < 28; y++ {
			if color.NRGBAModel.Convert(shot.At(x, y)) == caret {
				high++
			}
		}
		if high >= 16 {
			return true
		}
	}
	return false
}

func TestTextFieldSubmits(t *testing.T) {
	f := look.NewTextField("Reference")
	got := ""
	f.OnSubmit = func(s string) { got = s }
	w := window(t, f, 200, 32)
	f.Focus()
	test.Type(f.Input(), "SA/25")
	press(w, fyne.KeyReturn)
	if got != "SA/25" {
		t.Errorf("the field gave %q", got)
	}
}

func TestToastsGoByThemselves(t *testing.T) {
	var m manual
	toasts := look.NewToasts(m.clock, 42)
	window(t, toasts, 800, 600)
	toasts.Say(look.Notice{Text: "Exported"})
	toasts.Say(look.Notice{Text: "Two files could not be read", Failure: true})
	m.pass(4 * time.Second)
	toasts.Say(look.Notice{Text: "Exported"}) // replaces, and begins anew
	m.pass(4 * time.Second)
	if got, want := toasts.Texts(), []string{"Two files could not be read", "Exported"}; !slices.Equal(got, want) {
		t.Errorf("the toasts say %q, want %q", got, want)
	}
	m.pass(2 * time.Second)
	if got, want := toasts.Texts(), []string{"Two files could not be read"}; !slices.Equal(got, want) {
		t.Errorf("the toasts say %q, want %q", got, want)
	}
}

// card returns the only toast in a window.
func card(t *testing.T, w fyne.Window) (fyne.CanvasObject, desktop.Hoverable) {
	t.Helper()
	for _, o := range test.LaidOutObjects(w.Content()) {
		if h, ok := o.(desktop.Hoverable); ok {
			return o, h
		}
	}
	t.Fatal("no toast in the window")
	return nil, nil
}

func TestAToastStaysUnderThePointer(t *testing.T) {
	var m manual
	toasts := look.NewToasts(m.clock, 42)
	w := window(t, toasts, 800, 600)
	toasts.Say(look.Notice{Text: "Exported"})
	_, toast := card(t, w)
	toast.MouseIn(nil)
	m.pass(time.Minute)
	if len(toasts.Texts()) != 1 {
		t.Error("the toast went while the pointer was on it")
	}
	toast.MouseOut()
	m.pass(6 * time.Second)
	if len(toasts.Texts()) != 0 {
		t.Error("the toast stays after the pointer left")
	}
}

func TestToastActionAndCross(t *testing.T) {
	var m manual
	toasts := look.NewToasts(m.clock, 42)
	w := window(t, toasts, 800, 600)
	done := 0
	n := look.Notice{Text: "Deleted", Action: "Undo", OnAction: func() { done++ }, Failure: true}
	toasts.Say(n)
	toast, _ := card(t, w)
	test.TapAt(toast.(fyne.Tappable), fyne.NewPos(20, 20))
	if done != 0 || len(toasts.Texts()) != 1 {
		t.Error("a click on the words did something")
	}
	test.TapAt(toast.(fyne.Tappable), fyne.NewPos(toast.Size().Width-60, 20))
	if done != 1 || len(toasts.Texts()) != 0 {
		t.Errorf("the action ran %d times, and %d toasts are left", done, len(toasts.Texts()))
	}
	toasts.Say(n)
	toast, _ = card(t, w)
	test.TapAt(toast.(fyne.Tappable), fyne.NewPos(toast.Size().Width-20, 20))
	if done != 1 || len(toasts.Texts()) != 0 {
		t.Error("the cross does not just close")
	}
}

func TestALongToastIsNotCut(t *testing.T) {
	var m manual
	toasts := look.NewToasts(m.clock, 42)
	w := window(t, toasts, 500, 400)
	const said = "The file monitoring-report.pdf is a scan without text: run text recognition first, then import it again."
	toasts.Say(look.Notice{Text: said, Failure: true, Action: "Details"})
	var lines []string
	for _, o := range test.LaidOutObjects(w.Content()) {
		if drawn, ok := o.(*canvas.Text); ok && drawn.Text != "Details" {
			lines = append(lines, drawn.Text)
		}
	}
	if got := strings.Join(lines, " "); got != said {
		t.Errorf("the toast says %q", got)
	}
	if toast, _ := card(t, w); toast.Size().Width > 500 {
		t.Errorf("the toast is %g wide", toast.Size().Width)
	}
}

func TestHints(t *testing.T) {
	var m manual
	hints := look.NewHints(m.clock)
	a, b := look.NewTool(look.IconUndo, "", nil), look.NewTool(look.IconRedo, "", nil)
	hints.Attach(a, "Ctrl+Z", func() string { return "Undo" })
	hints.Attach(b, "Ctrl+Y", func() string { return "Redo" })
	window(t, container.NewStack(container.NewHBox(a, b), hints), 400, 200)

	a.MouseIn(nil)
	m.pass(500 * time.Millisecond)
	if hints.Text() != "" {
		t.Error("the hint came too soon")
	}
	m.pass(200 * time.Millisecond)
	if hints.Text() != "Undo" {
		t.Errorf("the hint is %q", hints.Text())
	}
	a.MouseOut()
	b.MouseIn(nil)
	if hints.Text() != "Redo" {
		t.Errorf("the next hint is %q, want it at once", hints.Text())
	}
	b.MouseOut()
	m.pass(time.Second)
	a.MouseIn(nil)
	if hints.Text() != "" {
		t.Error("the hint came at once after a rest")
	}
}

func TestDialog(t *testing.T) {
	behind := look.NewTextField("behind")
	w := window(t, behind, 800, 600)
	behind.Focus()
	answer := ""
	var closeIt func()
	field := look.NewTextField("Reference")
	ok := look.NewButton("", "Delete", look.Primary, func() { answer = "yes"; closeIt() })
	d := look.Dialog{
		Title: "Delete this source?", Content: field,
		Buttons:  []*look.Button{look.NewButton("", "Cancel", look.Quiet, nil), ok},
		OnCancel: func() { answer = "cancelled" },
	}
	closeIt = look.ShowDialog(w.Canvas(), d)
	if w.Canvas().Focused() != ok {
		t.Error("the last button has not the keyboard")
	}
	press(w, fyne.KeyReturn)
	if answer != "yes" || w.Canvas().Overlays().Top() != nil {
		t.Errorf("the answer is %q", answer)
	}
	if w.Canvas().Focused() != behind.Input() {
		t.Error("the keyboard is not back where it was")
	}
	closeIt() // again, to no effect

	for name, focus := range map[string]fyne.Focusable{"a button": ok, "a field": field.Input()} {
		answer = ""
		look.ShowDialog(w.Canvas(), d)
		w.Canvas().Focus(focus)
		press(w, fyne.KeyEscape)
		if answer != "cancelled" || w.Canvas().Overlays().Top() != nil {
			t.Errorf("Esc in %s does not cancel", name)
		}
	}
}

func TestTabStaysWithinADialog(t *testing.T) {
	w := window(t, look.NewTextField("behind"), 800, 600)
	field := look.NewTextField("Reference")
	cancel, ok := look.NewButton("", "Cancel", look.Quiet, nil), look.NewButton("", "Delete", look.Primary, nil)
	look.ShowDialog(w.Canvas(), look.Dialog{Content: field, Buttons: []*look.Button{cancel, ok}, First: field.Input()})
	seen := map[fyne.Focusable]bool{}
	for range 6 {
		seen[w.Canvas().Focused()] = true
		w.Canvas().FocusNext()
	}
	if len(seen) != 3 || !seen[field.Input()] || !seen[cancel] || !seen[ok] {
		t.Errorf("Tab goes to %d places, want the field and two buttons", len(seen))
	}
}

func TestADialogFollowsTheWindow(t *testing.T) {
	w := window(t, widget.NewLabel(""), 800, 600)
	look.ShowDialog(w.Canvas(), look.Dialog{Title: "Export", Size: fyne.NewSize(920, 680)})
	w.Resize(fyne.NewSize(500, 400))
	top := w.Canvas().Overlays().Top()
	if top.Size() != w.Canvas().Size() {
		t.Errorf("the dialog covers %v of %v", top.Size(), w.Canvas().Size())
	}
	for _, o := range test.LaidOutObjects(top) {
		if r, ok := o.(*canvas.Rectangle); ok && r.CornerRadius == 12 && (r.Size().Width > 500 || r.Size().Height > 400) {
			t.Errorf("the card is %v, larger than the window", r.Size())
		}
	}
}

// TestANewRendererDrawsAtOnce holds because Fyne throws away the renderer of a
// widget that was hidden for a while, and does not lay the next one out.
func TestANewRendererDrawsAtOnce(t *testing.T) {
	b := look.NewButton("", "Export", look.Quiet, nil)
	window(t, b, 120, 32)
	if again := b.CreateRenderer(); len(again.Objects()) == 0 {
		t.Error("a new renderer of a button with a size shows nothing")
	}
}

func TestWidgetsFollowTheTheme(t *testing.T) {
	b := look.NewButton("", "Export", look.Quiet, nil)
	w := window(t, b, 120, 32)
	wear(t, look.Dark, 0)
	b.Refresh()
	found := false
	for _, o := range test.LaidOutObjects(w.Content()) {
		if r, ok := o.(*canvas.Rectangle); ok && r.FillColor == look.Colour(look.Field) {
			found = true
		}
	}
	if !found || !look.IsDark() {
		t.Error("the button keeps the colours of the light theme")
	}
}
