package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// form asks for some values, a row each: the label, the field, and below it
// what is wrong with the value.
type form struct {
	widget.BaseWidget
	fields   []field
	inputs   []formInput
	problems []*lines
	onSubmit func()
	onChoice func() // one of the choices was made; may be nil
}

// formInput is a field of the form, typed or chosen.
type formInput interface {
	fyne.CanvasObject
	Text() string
	SetText(string)
}

func newForm(fields []field) *form {
	f := &form{fields: fields}
	for _, fl := range fields {
		f.inputs = append(f.inputs, f.input(fl))
		f.problems = append(f.problems, newLines("", 380))
	}
	f.ExtendBaseWidget(f)
	return f
}

func (f *form) input(fl field) formInput {
	if len(fl.choices) > 0 {
		c := newChoice(fl.choices, fl.value)
		c.onChanged = func() {
			if f.onChoice != nil {
				f.onChoice()
			}
		}
		return c
	}
	in := look.NewTextField(fl.placeholder)
	if fl.rows > 0 {
		in = look.NewTextArea(fl.placeholder, fl.rows)
	}
	in.Input().Password = fl.secret
	in.SetText(fl.value)
	in.OnSubmit = func(string) { f.onSubmit() }
	return in
}

func (f *form) values() []string {
	values := make([]string, len(f.inputs))
	for i, in := range f.inputs {
		if values[i] = in.Text(); !f.fields[i].secret {
			values[i] = strings.TrimSpace(values[i])
		}
	}
	return values
}

// check shows what is wrong with the values, and reports whether nothing is.
func (f *form) check() bool {
	good := true
	for i, v := range f.values() {
		problem := ""
		if check := f.fields[i].check; check != nil {
			problem = check(v)
		}
		f.problems[i].set(problem, look.Err)
		if in, ok := f.inputs[i].(*look.TextField); ok {
			in.SetInvalid(problem)
		}
		good = good && problem == ""
	}
	f.Refresh()
	return good
}

// first is what has the keyboard when the form opens.
func (f *form) first() fyne.Focusable {
	for _, in := range f.inputs {
		switch in := in.(type) {
		case *look.TextField:
			return in.Input()
		case *choice:
			return in
		}
	}
	return nil
}

// CreateRenderer implements fyne.Widget.
func (f *form) CreateRenderer() fyne.WidgetRenderer {
	rows := container.NewVBox()
	for i, fl := range f.fields {
		rows.Add(container.New(&labelled{}, newLabel(fl.label), f.inputs[i], f.problems[i]))
	}
	scroll := container.NewVScroll(rows)
	scroll.SetMinSize(fyne.NewSize(500, min(rows.MinSize().Height+8, 520)))
	return widget.NewSimpleRenderer(scroll)
}

// labelled lays out a label, a field beside it, and a problem below the field.
type labelled struct{}

const labelWidth = 116

func (*labelled) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label, in, problem := objects[0], objects[1], objects[2]
	label.Move(fyne.NewPos(0, 7))
	label.Resize(fyne.NewSize(labelWidth, label.MinSize().Height))
	h := in.MinSize().Height
	in.Move(fyne.NewPos(labelWidth, 0))
	in.Resize(fyne.NewSize(size.Width-labelWidth-4, h))
	problem.Move(fyne.NewPos(labelWidth, h+2))
	problem.Resize(fyne.NewSize(size.Width-labelWidth, problem.MinSize().Height))
}

func (*labelled) MinSize(objects []fyne.CanvasObject) fyne.Size {
	in, problem := objects[1].MinSize(), objects[2].MinSize()
	height := in.Height + 6
	if problem.Height > 0 {
		height += problem.Height + 4
	}
	return fyne.NewSize(labelWidth+in.Width, height)
}

// lines is wrapped text in the style of the panes.
type lines struct {
	widget.BaseWidget
	text  string
	width float32
	ink   fyne.ThemeColorName
}

func newLines(text string, width float32) *lines {
	l := &lines{text: text, width: width, ink: look.Ink}
	l.ExtendBaseWidget(l)
	return l
}

// newLabel is the name of a field.
func newLabel(text string) *lines {
	l := newLines(text, labelWidth-12)
	l.ink = look.Ink2
	return l
}

func (l *lines) set(text string, ink fyne.ThemeColorName) {
	l.text, l.ink = text, ink
	l.Refresh()
}

func (l *lines) wrapped() []string {
	if l.text == "" {
		return nil
	}
	var all []string
	for part := range strings.SplitSeq(l.text, "\n") {
		all = append(all, look.Wrap(part, look.PaneText, l.width)...)
	}
	return all
}

// CreateRenderer implements fyne.Widget.
func (l *lines) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) {
		for i, s := range l.wrapped() {
			p.Text(s, look.PaneText, l.ink, 0, look.PaneText.Baseline(float32(i)*look.PaneText.LineHeight()))
		}
	}
	return look.NewRenderer(l, draw, func() fyne.Size {
		return fyne.NewSize(l.width, float32(len(l.wrapped()))*look.PaneText.LineHeight())
	})
}
