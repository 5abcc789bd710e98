package app

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
	"briefdesk/briefing/template"
)

// What a briefing says of itself: the fields of its template, and how it is set.

// askDetails asks for the details of the open briefing.
func (d *desk) askDetails() { d.askDetail("") }

// askDetail is askDetails with the field of a key under the keys.
func (d *desk) askDetail(key string) {
	b, err := d.session.Briefing(d.note)
	if err != nil {
		d.fail("That briefing cannot be read", err)
		return
	}
	f := newDetailsForm(d, b)
	var closeIt func()
	f.onSubmit = func() {
		if f.isGood() {
			closeIt()
			d.editNote("Edit details", f.apply)
		}
	}
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	save := look.NewButton("", "Save", look.Primary, f.onSubmit)
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Details of the briefing", Content: container.NewBorder(container.New(insets{0, 0, 0, 10}, f.says), nil, nil, nil, f.scroll),
		Size: fyne.NewSize(detailsWidth+2*24, 0), Buttons: []*look.Button{cancel, save}, First: f.first(key),
	})
	f.reveal(key)
}

// detailsForm edits what a briefing says of itself.
type detailsForm struct {
	form     template.Template
	note     briefing.Briefing // as it is when the form opens
	rows     []*detailRow      // fields of the template, then those of the author's own
	settings []frontSetting
	says     *lines
	list     *fyne.Container
	scroll   *container.Scroll
	onSubmit func()
}

// frontSetting is an entry of the front matter that no template has as a field.
type frontSetting struct {
	value func() string
	was   string
	set   func(b *briefing.Briefing, value string)
}

// Measures of the form, in units.
const (
	detailsWidth = 640
	detailsLabel = 148
	detailsState = 84
	detailsMost  = 500
)

func newDetailsForm(d *desk, b briefing.Briefing) *detailsForm {
	f := &detailsForm{note: b, says: newLines("", detailsWidth), list: container.NewVBox()}
	f.form, _ = d.templates().Named(b.Template)
	for _, field := range f.form.Fields {
		if field.Derived {
			f.list.Add(derivedLine(field, d.factOf(field.Key)))
			continue
		}
		f.add(field, false)
	}
	for _, own := range b.Fields {
		if _, known := f.form.Field(own.Name); !known {
			f.add(template.Field{Key: own.Name, Label: template.Words{"en": capital(own.Name)}}, true)
		}
	}
	f.list.Add(newGroup("How it is set"))
	f.addSettings()
	f.scroll = container.NewVScroll(f.list)
	f.refresh()
	f.scroll.SetMinSize(fyne.NewSize(detailsWidth, min(f.list.MinSize().Height+8, detailsMost)))
	return f
}

func (f *detailsForm) add(field template.Field, own bool) {
	row := newDetailRow(f, field, own)
	f.rows = append(f.rows, row)
	f.list.Add(row.content)
}

// addSettings adds what is asked for in every form.
func (f *detailsForm) addSettings() {
	f.addSetting("Draft", draftChoices(f.note.Draft), draftValue(f.note.Draft), func(b *briefing.Briefing, v string) { b.Draft = v })
	f.addSetting("Language", languageChoices(f.note.Language), f.note.Language, func(b *briefing.Briefing, v string) { *b = f.form.InLanguage(*b, v) })
	if _, asked := f.form.Field("scale"); !asked {
		f.addSetting("Likelihood", scaleChoices(), strings.ToLower(f.note.Scale), func(b *briefing.Briefing, v string) { b.Scale = v })
	}
	style := styleFields(f.note.Style)
	inputs := make([]*choice, len(style))
	for i, s := range style {
		inputs[i] = newChoice(s.choices, s.value)
		f.list.Add(detailLine(s.label, inputs[i], newState(), newLines("", 1)))
	}
	named := func() string { return styleNamed(inputs[0].Text(), inputs[1].Text(), inputs[2].Text()) }
	f.settings = append(f.settings, frontSetting{named, named(), func(b *briefing.Briefing, v string) { b.Style = v }})
}

func (f *detailsForm) addSetting(label string, choices []valueName, value string, set func(*briefing.Briefing, string)) {
	in := newNamedChoice(choices, value)
	in.onChanged = f.refresh
	chosen := func() string { return valueFor(choices, in.Text()) }
	f.settings = append(f.settings, frontSetting{chosen, value, set})
	f.list.Add(detailLine(label, in, newState(), newLines("", 1)))
}

// draftValue is a draft as the choices have it.
func draftValue(draft string) string {
	switch v := strings.TrimSpace(draft); strings.ToLower(v) {
	case "no", "false":
		return ""
	default:
		return v
	}
}

func draftChoices(now string) []valueName {
	all := []valueName{{"", "Not a draft"}, {"yes", "DRAFT"}, {"1", "DRAFT 1"}, {"2", "DRAFT 2"}, {"3", "DRAFT 3"}}
	return withValue(all, draftValue(now), "DRAFT "+now)
}

func languageChoices(now string) []valueName {
	all := slices.Clone(languages)
	all[0].name = "English (UK), as none is named"
	return withValue(all, now, now)
}

func scaleChoices() []valueName {
	all := []valueName{{"", "No scale"}}
	for _, s := range estimate.Scales() {
		all = append(all, valueName{s.Name, s.Title})
	}
	return all
}

// withValue are choices with one more, unless they have its value.
func withValue(all []valueName, value, name string) []valueName {
	if slices.ContainsFunc(all, func(v valueName) bool { return v.value == value }) {
		return all
	}
	return append(all, valueName{value, name})
}

// factOf is what the open briefing prints of a key.
func (d *desk) factOf(key string) string {
	for _, f := range d.prepared.Manuscript.Facts {
		if f.Key == key {
			return said(f.Text)
		}
	}
	return ""
}

// first is what has the keyboard when the form opens.
func (f *detailsForm) first(key string) fyne.Focusable {
	row := f.row(key)
	if in, ok := row.input.(*look.TextField); ok {
		return in.Input()
	}
	return row.input.(*choice)
}

// row is that of a field, or the first.
func (f *detailsForm) row(key string) *detailRow {
	i := slices.IndexFunc(f.rows, func(r *detailRow) bool { return r.field.Key == key })
	return f.rows[max(i, 0)]
}

// reveal scrolls to the field of a key.
func (f *detailsForm) reveal(key string) {
	if key != "" {
		f.scroll.ScrollToOffset(fyne.NewPos(0, f.row(key).content.Position().Y))
	}
}

// apply makes b what the form says, where that was changed.
func (f *detailsForm) apply(b *briefing.Briefing) {
	for _, r := range f.rows {
		if r.isChanged() {
			*b = template.SetValue(*b, r.field.Key, r.value())
		}
	}
	b.Fields = slices.DeleteFunc(b.Fields, func(t briefing.TemplateField) bool {
		_, known := f.form.Field(t.Name)
		return !known && t.Value == ""
	})
	for _, s := range f.settings {
		if v := s.value(); v != s.was {
			s.set(b, v)
		}
	}
}

// refresh says of each field, and of all, how it stands.
func (f *detailsForm) refresh() {
	b := f.note.Clone()
	f.apply(&b)
	missing := 0
	for _, r := range f.rows {
		if r.show(f.form, b) {
			missing++
		}
	}
	says, ink := templateTitle(f.form), look.Ink2
	switch {
	case missing == 1:
		says, ink = says+" · one field is still to be filled in", look.Warn
	case missing > 1:
		says, ink = fmt.Sprintf("%s · %d fields are still to be filled in", says, missing), look.Warn
	}
	f.says.set(says, ink)
	f.list.Refresh() // a row may have another height
}

// isGood reports whether all that was typed can be kept, and says what cannot.
func (f *detailsForm) isGood() bool {
	for _, r := range f.rows {
		if r.isChanged() && r.problem() != "" {
			look.Focus(f.first(r.field.Key))
			f.reveal(r.field.Key)
			return false
		}
	}
	return true
}

// detailRow is a field of the form.
type detailRow struct {
	field   template.Field
	own     bool   // the author's, which the template does not know
	was     string // what the input said at first
	input   formInput
	choices []valueName
	many    bool // one entry a line
	state   *fieldState
	says    *lines
	content fyne.CanvasObject
}

func newDetailRow(f *detailsForm, field template.Field, own bool) *detailRow {
	r := &detailRow{field: field, own: own, state: newState()}
	r.says = newLines("", detailsWidth-detailsLabel-detailsState-24)
	r.many = field.Kind == template.KindList || field.Key == "distribution"
	if field.Kind == template.KindChoice {
		r.choices = r.named()
		in := newNamedChoice(r.choices, template.Value(f.note, field.Key))
		in.onChanged = f.refresh
		r.input = in
	} else {
		r.input = r.textField(f)
	}
	r.was = r.input.Text()
	r.content = detailLine(field.Label.In(briefing.DefaultLanguage), r.input, r.state, r.says)
	return r
}

// named are the choices of the field, and none.
func (r *detailRow) named() []valueName {
	all := []valueName{{"", "Not chosen"}}
	for _, c := range r.field.Choices {
		all = append(all, valueName{c.Value, c.Label.In(briefing.DefaultLanguage)})
	}
	return all
}

func (r *detailRow) textField(f *detailsForm) *look.TextField {
	in := look.NewTextField("")
	if n := r.rows(f.form); n > 1 {
		in = look.NewTextArea("", n)
		in.Input().SetMinRowsVisible(1) // the rest is the field's
	}
	switch {
	case r.many:
		in.Input().PlaceHolder = "One a line"
	case r.field.Kind == template.KindPeople:
		in.Input().PlaceHolder = "Names, parted by semicolons"
	case r.field.Kind == template.KindDate:
		in.Input().PlaceHolder = "YYYY-MM-DD, or Up and Down"
		in.Input().OnKey = func(e *fyne.KeyEvent) bool { return r.stepDay(f.note.Date, e) }
	}
	value := template.Value(f.note, r.field.Key)
	if r.many {
		value = strings.Join(template.Listed(value), "\n")
	}
	in.SetText(value)
	in.OnChanged = func(string) { f.refresh() }
	in.OnSubmit = func(string) { f.onSubmit() }
	return in
}

// rows is how many lines of the field are seen: three of a list, and as many as the
// form allows where it counts them.
func (r *detailRow) rows(form template.Template) int {
	if r.many {
		return 3
	}
	for _, l := range form.Limits {
		if l.Of == r.field.Key {
			return min(max(l.Lines, 1), 4)
		}
	}
	return 1
}

// value is the value as the note has it.
func (r *detailRow) value() string {
	text := r.input.Text()
	switch {
	case r.choices != nil:
		return valueFor(r.choices, text)
	case r.many:
		return strings.Join(linesIn(text), "; ")
	}
	return strings.Join(strings.Fields(text), " ")
}

func (r *detailRow) isChanged() bool { return r.input.Text() != r.was }

// stepDay goes to the next day with Up and to the day before with Down; from none, to
// that of the note.
func (r *detailRow) stepDay(from string, e *fyne.KeyEvent) bool {
	by := map[fyne.KeyName]int{fyne.KeyUp: 1, fyne.KeyDown: -1}[e.Name]
	if by == 0 {
		return false
	}
	value := r.value()
	if value == "" {
		value, by = from, 0
	}
	if day, err := time.Parse(time.DateOnly, value); err == nil {
		r.input.SetText(day.AddDate(0, 0, by).Format(time.DateOnly))
	}
	return true
}

// problem is why the value cannot be kept.
func (r *detailRow) problem() string {
	if r.field.Kind == template.KindDate {
		return checkDate(r.value())
	}
	return ""
}

// show says how the field stands in b, and reports whether it is missing.
func (r *detailRow) show(form template.Template, b briefing.Briefing) (missing bool) {
	value, asked := r.value(), r.field.IsAskedOf(b)
	missing = asked && (value == "" || value == template.Placeholder)
	r.state.set(asked, missing, r.own)
	says, ink := r.advice(form, b)
	problem := r.problem()
	if problem != "" {
		says, ink = problem, look.Err
	}
	if in, ok := r.input.(*look.TextField); ok {
		in.SetInvalid(problem)
	}
	r.says.set(says, ink)
	return missing
}

// advice is what the form has to say about a value, or a day in words.
func (r *detailRow) advice(form template.Template, b briefing.Briefing) (string, fyne.ThemeColorName) {
	for _, f := range form.CheckField(b, r.field.Key) {
		if f.Rule != template.RuleFieldMissing && f.Rule != template.RuleDecisionMissing {
			return sentence(f.Message), look.Warn
		}
	}
	if day, err := time.Parse(time.DateOnly, r.value()); err == nil && r.field.Kind == template.KindDate {
		return day.Format("Monday 2 January 2006"), look.Ink2
	}
	return "", look.Ink2
}

// derivedLine shows a field that the program fills in.
func derivedLine(field template.Field, value string) fyne.CanvasObject {
	if value == "" {
		value = "The program fills this in"
	}
	return detailLine(field.Label.In(briefing.DefaultLanguage), newDerived(value), newState(), newLines("", 1))
}

// detailLine lays out a label, a field, how it stands and, below, what is to be said
// of it.
func detailLine(label string, input, state, says fyne.CanvasObject) fyne.CanvasObject {
	name := newLines(label, detailsLabel-12)
	name.ink = look.Ink2
	return container.New(detailLayout{}, name, input, state, says)
}

type detailLayout struct{}

func (detailLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label, in, state, says := objects[0], objects[1], objects[2], objects[3]
	h := in.MinSize().Height
	label.Move(fyne.NewPos(0, max((32-label.MinSize().Height)/2, 0)))
	label.Resize(label.MinSize())
	in.Move(fyne.NewPos(detailsLabel, 0))
	in.Resize(fyne.NewSize(size.Width-detailsLabel-detailsState, h))
	state.Move(fyne.NewPos(size.Width-detailsState, 0))
	state.Resize(fyne.NewSize(detailsState, 32))
	says.Move(fyne.NewPos(detailsLabel, h+2))
	says.Resize(says.MinSize())
}

func (detailLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := max(objects[1].MinSize().Height, objects[0].MinSize().Height) + 2
	if says := objects[3].MinSize().Height; says > 0 {
		height += says + 4
	}
	return fyne.NewSize(detailsWidth-12, height)
}

// fieldState says beside a field whether it is to be filled in, or is.
type fieldState struct {
	widget.BaseWidget
	asked, missing, own bool
}

func newState() *fieldState {
	s := &fieldState{}
	s.ExtendBaseWidget(s)
	return s
}

func (s *fieldState) set(asked, missing, own bool) {
	s.asked, s.missing, s.own = asked, missing, own
	s.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (s *fieldState) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(s, s.draw, func() fyne.Size { return fyne.NewSize(detailsState, 32) })
}

func (s *fieldState) draw(p *look.Painter) {
	const left, middle = 12, 16
	switch {
	case s.missing:
		p.Text("Required", look.Meta, look.Warn, left, look.Meta.Centred(middle))
	case s.asked:
		p.Icon(look.IconCheck, left, middle-7, 14, look.OK)
	case s.own:
		p.Text("Your own", look.Meta, look.Ink3, left, look.Meta.Centred(middle))
	}
}

// derivedField shows a value that cannot be typed.
type derivedField struct {
	widget.BaseWidget
	value string
}

func newDerived(value string) *derivedField {
	f := &derivedField{value: value}
	f.ExtendBaseWidget(f)
	return f
}

// CreateRenderer implements fyne.Widget.
func (f *derivedField) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) {
		p.Icon(look.IconLock, 10, 9, 14, look.Ink3)
		p.Text(look.Ellipsis(f.value, look.PaneText, p.Size().Width-32), look.PaneText, look.Ink2, 32, look.PaneText.Centred(16))
	}
	return look.NewRenderer(f, draw, func() fyne.Size { return fyne.NewSize(120, 32) })
}

// newGroup heads some fields of a form.
func newGroup(title string) fyne.CanvasObject {
	g := &group{title: title}
	g.ExtendBaseWidget(g)
	return g
}

type group struct {
	widget.BaseWidget
	title string
}

// CreateRenderer implements fyne.Widget.
func (g *group) CreateRenderer() fyne.WidgetRenderer {
	draw := func(p *look.Painter) {
		p.Rect(0, 8, p.Size().Width-14, 1, look.Line)
		p.Text(g.title, look.Heading, look.Ink, 0, look.Heading.Baseline(18))
	}
	return look.NewRenderer(g, draw, func() fyne.Size { return fyne.NewSize(120, 18+look.Heading.LineHeight()+4) })
}
