package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

const (
	fieldHeight = 32
	fieldRadius = 7
	fieldIcon   = 14
)

// Input is Fyne's Entry without looks of its own, for a surface that the caller
// draws. It says what an Entry keeps to itself: that it has the keyboard, and
// the keys that lead out of it.
type Input struct {
	widget.Entry
	OnFocus  func(on bool)
	OnDown   func()                              // Down in a single line
	OnEscape func()                              // instead of closing the dialog that the input is in
	OnKey    func(e *fyne.KeyEvent) (taken bool) // before all else
}

// BareInset is how far the text of an Input begins from its left and top.
const BareInset = 6

// scrollUnseen lets the text of an Entry follow its caret without a scroll bar.
// Fyne shows a bar for each direction that it knows, and follows the caret in
// all but ScrollNone.
const scrollUnseen = fyne.ScrollDirection(-1)

// NewInput returns an input for one line, or for many that wrap.
func NewInput(placeholder string, multiLine bool) *Input {
	in := &Input{}
	in.MultiLine = multiLine
	in.Scroll = scrollUnseen
	if multiLine {
		in.Wrapping = fyne.TextWrapWord
		in.Scroll = container.ScrollVerticalOnly
	}
	in.PlaceHolder = placeholder
	in.ExtendBaseWidget(in)
	return in
}

// CreateRenderer draws text, selection and caret. The theme cannot make the
// border of an Entry invisible without the caret, whose colour and width it
// shares.
func (in *Input) CreateRenderer() fyne.WidgetRenderer {
	return &bareRenderer{WidgetRenderer: in.Entry.CreateRenderer()}
}

// bareRenderer is the renderer of an Entry without its rectangles, which are
// its background and border.
type bareRenderer struct {
	fyne.WidgetRenderer
	objects []fyne.CanvasObject
}

func (r *bareRenderer) Objects() []fyne.CanvasObject {
	r.objects = r.objects[:0]
	for _, o := range r.WidgetRenderer.Objects() {
		if _, ok := o.(*canvas.Rectangle); !ok {
			r.objects = append(r.objects, o)
		}
	}
	return r.objects
}

// FocusGained shows the caret.
func (in *Input) FocusGained() {
	in.Entry.FocusGained()
	if in.OnFocus != nil {
		in.OnFocus(true)
	}
}

// FocusLost hides the caret.
func (in *Input) FocusLost() {
	in.Entry.FocusLost()
	if in.OnFocus != nil {
		in.OnFocus(false)
	}
}

// TypedKey gives the keys that lead out of the input to its callbacks.
func (in *Input) TypedKey(e *fyne.KeyEvent) {
	if WindowKey(in, e) {
		return
	}
	switch {
	case in.OnKey != nil && in.OnKey(e):
	case e.Name == fyne.KeyDown && in.OnDown != nil && !in.MultiLine:
		in.OnDown()
	case e.Name == fyne.KeyEscape && in.OnEscape != nil:
		in.OnEscape()
	case e.Name == fyne.KeyEscape:
		Dismiss(in)
	default:
		in.Entry.TypedKey(e)
	}
}

// Focus gives o the keyboard, if it is in a window. Fyne knows the window of an
// object only once it has drawn it; what was shown a moment ago is looked for
// in all windows.
func Focus(o fyne.Focusable) {
	object, ok := o.(fyne.CanvasObject)
	if !ok {
		return
	}
	driver := fyne.CurrentApp().Driver()
	if c := driver.CanvasForObject(object); c != nil {
		c.Focus(o)
		return
	}
	for _, w := range driver.AllWindows() {
		w.Canvas().Focus(o)
	}
}

// frame is the drawn field round an input.
type frame struct {
	widget.BaseWidget
	input   *Input
	invalid string
	focused bool
}

func (f *frame) init(placeholder string, multiLine bool) {
	f.input = NewInput(placeholder, multiLine)
	f.input.OnFocus = func(on bool) {
		f.focused = on
		f.Refresh()
	}
}

// Text returns what was typed.
func (f *frame) Text() string { return f.input.Text }

// SetText replaces what was typed.
func (f *frame) SetText(s string) { f.input.SetText(s) }

// Input returns the entry itself, to be given the keyboard.
func (f *frame) Input() *Input { return f.input }

// Focus gives the field the keyboard and selects what is in it.
func (f *frame) Focus() {
	Focus(f.input)
	f.input.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// Tapped gives the keyboard to the field.
func (f *frame) Tapped(*fyne.PointEvent) { Focus(f.input) }

// Cursor shows that text can be typed.
func (f *frame) Cursor() desktop.Cursor { return desktop.TextCursor }

func (f *frame) surface(p *Painter) {
	w, h := p.Size().Width, p.Size().Height
	fill, stroke := Field, Border
	switch {
	case f.input.Disabled():
		fill, stroke = Track, Transparent
	case f.invalid != "":
		stroke = Err
	case f.focused:
		stroke = Accent
	}
	if f.focused {
		p.Ring(0, 0, w, h, fieldRadius, 2, 2, Halo)
	}
	p.Round(0, 0, w, h, fieldRadius, fill, stroke)
}

// place lays the input out so that its text begins at left and ends before
// right, and adds it to what is drawn.
func (f *frame) place(p *Painter, left, right float32) {
	y, h := float32(0), p.Size().Height
	if !f.input.MultiLine {
		h = f.input.MinSize().Height
		y = round((p.Size().Height - h) / 2)
	}
	f.input.Move(fyne.NewPos(left-BareInset, y))
	f.input.Resize(fyne.NewSize(right-left+2*BareInset, h))
	p.Add(f.input)
}

func (f *frame) height() float32 { return max(fieldHeight, f.input.MinSize().Height) }

// TextField is a field for one line or, as NewTextArea returns it, for many.
type TextField struct {
	frame
	OnChanged func(string)
	OnSubmit  func(string) // Enter in a single line
	rows      int
}

// NewTextField returns a field for one line.
func NewTextField(placeholder string) *TextField { return newTextField(placeholder, 1) }

// NewTextArea returns a field for text of many lines, rows of which are seen.
func NewTextArea(placeholder string, rows int) *TextField { return newTextField(placeholder, rows) }

func newTextField(placeholder string, rows int) *TextField {
	f := &TextField{rows: rows}
	f.init(placeholder, rows > 1)
	f.input.OnChanged = func(s string) {
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	f.input.OnSubmitted = func(s string) {
		if f.OnSubmit != nil {
			f.OnSubmit(s)
		}
	}
	f.ExtendBaseWidget(f)
	return f
}

// SetInvalid marks the field as wrong; "" takes the mark away. Where to say why
// is the caller's.
func (f *TextField) SetInvalid(why string) {
	f.invalid = why
	f.Refresh()
}

// CreateRenderer draws the field.
func (f *TextField) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(f, f.draw, f.least) }

func (f *TextField) least() fyne.Size {
	return fyne.NewSize(120, f.height()+float32(f.rows-1)*PaneText.LineHeight())
}

func (f *TextField) draw(p *Painter) {
	f.surface(p)
	right := p.Size().Width - 10
	if f.invalid != "" {
		right -= 20
		p.Icon(IconAlert, right+6, p.Size().Height/2-fieldIcon/2, fieldIcon, Err)
	}
	f.place(p, 10, right)
}

// SearchField is a field with a glass, the keys that lead to it, and a cross
// that clears it. Esc clears; a second Esc calls OnEscape.
type SearchField struct {
	frame
	OnChanged func(string)
	OnDown    func()
	OnSubmit  func(string)
	OnEscape  func()

	keys []string
}

// NewSearchField returns a search field that shows placeholder while empty.
func NewSearchField(placeholder string) *SearchField {
	f := &SearchField{}
	f.init(placeholder, false)
	f.input.OnChanged = func(s string) {
		f.Refresh()
		if f.OnChanged != nil {
			f.OnChanged(s)
		}
	}
	f.input.OnDown = func() {
		if f.OnDown != nil {
			f.OnDown()
		}
	}
	f.input.OnSubmitted = func(s string) {
		if f.OnSubmit != nil {
			f.OnSubmit(s)
		}
	}
	f.input.OnEscape = f.escape
	f.ExtendBaseWidget(f)
	return f
}

func (f *SearchField) escape() {
	switch {
	case f.Text() != "":
		f.SetText("")
	case f.OnEscape != nil:
		f.OnEscape()
	default:
		Dismiss(f)
	}
}

// SetKeys shows the keys that lead to the field while it is empty.
func (f *SearchField) SetKeys(keys ...string) {
	f.keys = keys
	f.Refresh()
}

// SetEnabled enables or disables the field.
func (f *SearchField) SetEnabled(on bool) {
	if on {
		f.input.Enable()
	} else {
		f.input.Disable()
	}
	f.Refresh()
}

// Tapped clears the field where the cross is, and else gives it the keyboard.
func (f *SearchField) Tapped(e *fyne.PointEvent) {
	if f.Text() != "" && e.Position.X > f.Size().Width-crossWidth {
		f.SetText("")
	}
	Focus(f.input)
}

const crossWidth = 28

// CreateRenderer draws the field.
func (f *SearchField) CreateRenderer() fyne.WidgetRenderer { return NewRenderer(f, f.draw, f.least) }

func (f *SearchField) least() fyne.Size { return fyne.NewSize(120, f.height()) }

func (f *SearchField) draw(p *Painter) {
	f.surface(p)
	w, h := p.Size().Width, p.Size().Height
	p.Icon(IconSearch, 9, h/2-fieldIcon/2, fieldIcon, Ink2)
	right := w - 7
	switch {
	case f.Text() != "":
		right = w - crossWidth
		p.Icon(IconClose, right+8, h/2-6, 12, Ink2)
	case !f.focused && len(f.keys) > 0 && !f.input.Disabled():
		right = p.KeysRight(w-7, h/2, f.keys...) - 4
	}
	f.place(p, 30, right)
}
