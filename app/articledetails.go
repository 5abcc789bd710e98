package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/reader"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// articleField is a field of an article as a form asks for it.
type articleField struct {
	label       string
	field       *briefing.Field
	placeholder string
	check       func(string) string
	choices     []valueName // where there are only these
}

// valueName is a value and what people call it.
type valueName struct{ value, name string }

func articleFields(a *briefing.Article) []articleField {
	return []articleField{
		{label: "Title", field: &a.Title},
		{label: "Subtitle", field: &a.Subtitle},
		{label: "Byline", field: &a.Byline},
		{label: "Publisher", field: &a.Publisher},
		{label: "Published", field: &a.Published, placeholder: "YYYY-MM-DD", check: checkPartDate},
		{label: "Read on", field: &a.Accessed, placeholder: "YYYY-MM-DD", check: checkDate},
		{label: "Web address", field: &a.URL},
		{label: "Kind", field: &a.Genre, choices: genres},
		{label: "Language", field: &a.Language, placeholder: "en, fr, ur …"},
		{label: "Licence", field: &a.Licence},
	}
}

var genres = []valueName{
	{"", "Not known"},
	{briefing.GenreNews, "News"},
	{briefing.GenreOpinion, "Opinion"},
	{briefing.GenreEditorial, "Editorial"},
	{briefing.GenreReport, "Report"},
	{briefing.GenreRelease, "Press release"},
	{briefing.GenreOther, "Other"},
}

// grades are the reliabilities of a source.
var grades = gradeNames(briefing.Reliabilities())

// gradeNames are the steps of a scale, and none of them first.
func gradeNames(steps []briefing.Grade) []valueName {
	names := []valueName{{"", "Not graded"}}
	for _, g := range steps {
		names = append(names, valueName{g.Key, g.Key + " · " + capital(g.Means)})
	}
	return names
}

func nameFor(values []valueName, value string) string {
	if i := slices.IndexFunc(values, func(n valueName) bool { return n.value == value }); i >= 0 {
		return values[i].name
	}
	return value
}

func valueFor(values []valueName, name string) string {
	if i := slices.IndexFunc(values, func(n valueName) bool { return n.name == name }); i >= 0 {
		return values[i].value
	}
	return name
}

func newNamedChoice(values []valueName, value string) *choice {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = v.name
	}
	return newChoice(names, nameFor(values, value))
}

// askArticle shows what is known of the open article, where from and how surely,
// and takes changes. What the user writes or confirms is the user's.
func (d *desk) askArticle() {
	a, err := d.session.Article(d.article)
	if err != nil {
		d.fail("That article cannot be opened", err)
		return
	}
	f := newArticleForm(a)
	var closeIt func()
	save := func() {
		if !f.check() {
			return
		}
		closeIt()
		if err := d.session.EditArticle(a.ID, f.apply); err != nil {
			d.fail("The details cannot be kept", err)
		}
	}
	f.onSubmit = save
	all := look.NewButton("", "Confirm All", look.Quiet, f.confirmAll)
	f.onChanged = func() { all.SetEnabled(f.unconfirmed() > 0) }
	f.onChanged()
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	ok := look.NewButton("", "Save", look.Primary, save)
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Details of the article", Content: f.scroll, Size: fyne.NewSize(articleWidth+2*24, 0),
		Buttons: []*look.Button{all, cancel, ok}, First: f.first(),
	})
}

// articleForm edits an article.
type articleForm struct {
	rows      []*articleRow
	grade     *choice
	describes *look.TextField
	notices   []*noticeRow
	scroll    *container.Scroll
	onSubmit  func()
	onChanged func()
}

const (
	articleWidth  = 728
	articleLabel  = 92
	articleOrigin = 248
	articleMost   = 560
)

func newArticleForm(a briefing.Article) *articleForm {
	f := &articleForm{}
	list := container.NewVBox()
	for _, af := range articleFields(&a) {
		row := newArticleRow(af, f)
		f.rows = append(f.rows, row)
		list.Add(row.content)
	}
	f.grade = newNamedChoice(grades, a.Grade)
	list.Add(articleLine("Reliability", f.grade, newLines("", articleOrigin), nil))
	f.describes = look.NewTextField("How good it is: access, expertise, interests")
	f.describes.SetText(a.Descriptor)
	f.describes.OnSubmit = func(string) { f.onSubmit() }
	list.Add(articleLine("Descriptor", f.describes, newLines("", articleOrigin), nil))
	for _, n := range a.Notices {
		row := newNoticeRow(n)
		f.notices = append(f.notices, row)
		list.Add(row)
	}
	f.scroll = container.NewVScroll(list)
	f.scroll.SetMinSize(fyne.NewSize(articleWidth, min(list.MinSize().Height+8, articleMost)))
	return f
}

func (f *articleForm) changed() {
	if f.onChanged != nil {
		f.onChanged()
	}
}

// first is what has the keyboard when the form opens.
func (f *articleForm) first() fyne.Focusable { return f.rows[0].input.(*look.TextField).Input() }

// check shows what is wrong with the values, and reports whether nothing is.
func (f *articleForm) check() bool {
	good := true
	for _, r := range f.rows {
		good = r.isGood() && good
	}
	return good
}

// confirmAll makes all fields the user's that are not certain.
func (f *articleForm) confirmAll() {
	for _, r := range f.rows {
		if r.origin.isOpen() {
			r.confirm()
		}
	}
}

func (f *articleForm) unconfirmed() int {
	n := 0
	for _, r := range f.rows {
		if r.origin.isOpen() {
			n++
		}
	}
	return n
}

// apply makes a what the form says.
func (f *articleForm) apply(a *briefing.Article) {
	for i, af := range articleFields(a) {
		if now := f.rows[i].field(); now != f.rows[i].was {
			*af.field = now
		}
	}
	a.Grade = valueFor(grades, f.grade.Text())
	a.Descriptor = strings.TrimSpace(f.describes.Text())
	for _, r := range f.notices {
		setNotice(a, r.notice)
	}
}

// setNotice puts n in place of the notice of the same words.
func setNotice(a *briefing.Article, n briefing.Notice) {
	for i := range a.Notices {
		if a.Notices[i].Text == n.Text {
			a.Notices[i] = n
		}
	}
}

// articleRow is a field with its origin.
type articleRow struct {
	was     briefing.Field
	input   formInput
	choices []valueName
	check   func(string) string
	origin  *origin
	problem *lines
	content fyne.CanvasObject
	form    *articleForm
}

func newArticleRow(af articleField, form *articleForm) *articleRow {
	r := &articleRow{was: *af.field, choices: af.choices, check: af.check, form: form, problem: newLines("", articleWidth-articleLabel-articleOrigin)}
	r.origin = newOrigin(r.was, r.confirm)
	if len(af.choices) > 0 {
		in := newNamedChoice(af.choices, r.was.Value)
		in.onChanged = r.edited
		r.input = in
	} else {
		in := look.NewTextField(af.placeholder)
		in.SetText(r.was.Value)
		in.OnChanged = func(string) { r.edited() }
		in.OnSubmit = func(string) { form.onSubmit() }
		r.input = in
	}
	r.content = articleLine(af.label, r.input, r.origin, r.problem)
	return r
}

func (r *articleRow) value() string { return valueFor(r.choices, strings.TrimSpace(r.input.Text())) }

// field is the field as the form has it.
func (r *articleRow) field() briefing.Field { return r.origin.field }

// edited makes the field the user's while it differs from what it was.
func (r *articleRow) edited() {
	if v := r.value(); v != r.was.Value {
		r.origin.set(users(v))
	} else {
		r.origin.set(r.was)
	}
	r.form.changed()
}

func (r *articleRow) confirm() {
	r.origin.set(users(r.value()))
	r.form.changed()
}

// users is a field that the user has written or confirmed.
func users(value string) briefing.Field {
	if value == "" {
		return briefing.Field{}
	}
	return briefing.Field{Value: value, Source: fromUser, Confidence: briefing.ConfidenceHigh}
}

// fromUser is the source of fields that the user wrote or confirmed.
const fromUser = "user"

func (r *articleRow) isGood() bool {
	if r.check == nil {
		return true
	}
	problem := r.check(r.value())
	r.problem.set(problem, look.Err)
	if in, ok := r.input.(*look.TextField); ok {
		in.SetInvalid(problem)
	}
	return problem == ""
}

// articleLine lays out a label, a field, where its value is from and, below,
// what is wrong with it; problem may be nil.
func articleLine(label string, input, origin, problem fyne.CanvasObject) fyne.CanvasObject {
	says := newLines(label, articleLabel)
	says.set(label, look.Ink2)
	if problem == nil {
		problem = newLines("", 1)
	}
	return container.New(articleLayout{}, says, input, origin, problem)
}

type articleLayout struct{}

func (articleLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	label, in, origin, problem := objects[0], objects[1], objects[2], objects[3]
	h := in.MinSize().Height
	label.Move(fyne.NewPos(0, (h-look.PaneText.LineHeight())/2))
	label.Resize(fyne.NewSize(articleLabel, label.MinSize().Height))
	in.Move(fyne.NewPos(articleLabel, 0))
	in.Resize(fyne.NewSize(size.Width-articleLabel-articleOrigin-12, h))
	origin.Move(fyne.NewPos(size.Width-articleOrigin, 0))
	origin.Resize(fyne.NewSize(articleOrigin-10, h))
	problem.Move(fyne.NewPos(articleLabel, h+2))
	problem.Resize(problem.MinSize())
}

func (articleLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := objects[1].MinSize().Height + 2
	if problem := objects[3].MinSize().Height; problem > 0 {
		height += problem + 4
	}
	return fyne.NewSize(articleWidth-12, height)
}

// origin says where the value of a field is from and how sure that is. One that
// is not certain can be confirmed by a click, or with Space.
type origin struct {
	widget.BaseWidget
	field     briefing.Field
	onConfirm func()
	focused   bool
}

func newOrigin(f briefing.Field, onConfirm func()) *origin {
	o := &origin{field: f, onConfirm: onConfirm}
	o.ExtendBaseWidget(o)
	return o
}

func (o *origin) set(f briefing.Field) {
	o.field = f
	o.Refresh()
}

// isOpen reports whether the value wants confirming.
func (o *origin) isOpen() bool {
	return o.field.Value != "" && o.field.Confidence != briefing.ConfidenceHigh
}

// sourceNames say where the value of a field is from.
var sourceNames = map[string]string{
	"text":      "in the text",
	"meta":      "in the page's head",
	"json-ld":   "in the page's data",
	"microdata": "in the page's data",
	"html":      "on the page",
	"url":       "in the address",
	"file":      "in the file",
	"feed":      "in the feed",
	"notice":    "in a notice",
	"import":    "at the import",
}

// words say how sure the value is, and where from.
func (o *origin) words() string {
	source, ok := sourceNames[o.field.Source]
	if !ok {
		source = "in the file"
	}
	switch {
	case o.field.Value == "":
		return ""
	case o.field.Source == fromUser:
		return "Yours"
	case o.field.Confidence == briefing.ConfidenceHigh:
		return "Sure, " + source
	case o.field.Confidence == briefing.ConfidenceMedium:
		return "Likely, " + source
	}
	return "A guess, " + source
}

const confirmWord = "Confirm"

// CreateRenderer implements fyne.Widget.
func (o *origin) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(o, o.draw, func() fyne.Size { return fyne.NewSize(articleOrigin, look.PaneText.LineHeight()) })
}

func (o *origin) draw(p *look.Painter) {
	size := p.Size()
	middle := size.Height / 2
	base := look.Meta.Centred(middle)
	if o.focused {
		p.Focus(0, middle-12, size.Width, 24, 6)
	}
	icon, ink := look.IconCheck, look.OK
	switch {
	case o.field.Value == "":
		return
	case o.isOpen():
		icon, ink = look.IconQuestionMark, look.Warn
		right := p.TextRight(confirmWord, look.MetaMedium, look.Accent, size.Width-2, base)
		p.Text(look.Ellipsis(o.words(), look.Meta, right-30), look.Meta, look.Warn, 22, base)
	default:
		p.Text(look.Ellipsis(o.words(), look.Meta, size.Width-24), look.Meta, look.Ink2, 22, base)
	}
	p.Icon(icon, 2, middle-7, 14, ink)
}

// Tapped confirms the value.
func (o *origin) Tapped(*fyne.PointEvent) {
	if o.isOpen() {
		o.onConfirm()
	}
}

// Disabled keeps Tab from stopping where there is nothing to confirm.
func (o *origin) Disabled() bool { return !o.isOpen() }

// Enable is part of fyne.Disableable.
func (o *origin) Enable() {}

// Disable is part of fyne.Disableable.
func (o *origin) Disable() {}

// FocusGained shows that Space confirms.
func (o *origin) FocusGained() { o.focus(true) }

// FocusLost shows that it does not.
func (o *origin) FocusLost() { o.focus(false) }

func (o *origin) focus(on bool) {
	o.focused = on
	o.Refresh()
}

// TypedRune is part of fyne.Focusable.
func (o *origin) TypedRune(rune) {}

// TypedKey confirms with Space and Enter; Esc closes the dialog.
func (o *origin) TypedKey(e *fyne.KeyEvent) {
	switch e.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		o.Tapped(nil)
	case fyne.KeyEscape:
		look.Dismiss(o)
	}
}

// noticeRow shows a notice of the article, and lets it be confirmed or dismissed.
type noticeRow struct {
	widget.BaseWidget
	notice  briefing.Notice
	buttons []*look.Button
}

func newNoticeRow(n briefing.Notice) *noticeRow {
	r := &noticeRow{notice: n}
	r.ExtendBaseWidget(r)
	r.setButtons()
	return r
}

func (r *noticeRow) setButtons() {
	r.buttons = nil
	for _, c := range noticeChoices(r.notice) {
		r.buttons = append(r.buttons, look.NewButton("", c.label, look.Quiet, func() {
			r.notice = c.to
			r.setButtons()
			r.Refresh()
		}))
	}
}

// noticeChoice is what a notice can be said to be.
type noticeChoice struct {
	label string
	to    briefing.Notice
}

func noticeChoices(n briefing.Notice) []noticeChoice {
	is, not := n, n
	is.Uncertain, is.Dismissed = false, false
	not.Uncertain, not.Dismissed = false, true
	switch {
	case n.Uncertain:
		return []noticeChoice{{"Not a Notice", not}, {"Confirm", is}}
	case n.Dismissed:
		return []noticeChoice{{"It Is a Notice", is}}
	}
	return []noticeChoice{{"Not a Notice", not}}
}

const noticeLines = 3

func (r *noticeRow) lines() []string {
	return look.WrapMax(r.notice.Text, look.OutlineDisclaimer, articleWidth-articleLabel-24, noticeLines)
}

// CreateRenderer implements fyne.Widget.
func (r *noticeRow) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(r, r.draw, func() fyne.Size {
		return fyne.NewSize(200, 16+32+float32(len(r.lines()))*look.OutlineDisclaimer.LineHeight()+4)
	})
}

func (r *noticeRow) draw(p *look.Painter) {
	width := p.Size().Width - 10
	p.Rect(0, 6, width, 1, look.Line)
	const middle = 16 + 16
	p.Text("Notice", look.PaneText, look.Ink2, 0, look.PaneText.Centred(middle))
	icon, ink, words := look.IconDisclaimer, look.Ink2, look.Ink
	switch {
	case r.notice.Uncertain:
		icon, ink, words = look.IconQuestionMark, look.Warn, look.Warn
	case r.notice.Dismissed:
		icon, ink, words = look.IconMinus, look.Ink3, look.Ink2
	}
	p.Icon(icon, articleLabel, middle-7, 14, ink)
	p.Text(reader.NoticeName(r.notice), look.PaneTextBold, words, articleLabel+20, look.PaneTextBold.Centred(middle))
	right := width
	for i := len(r.buttons) - 1; i >= 0; i-- {
		size := r.buttons[i].MinSize()
		right -= size.Width
		p.Put(r.buttons[i], right, middle-size.Height/2, size.Width, size.Height)
		right -= 8
	}
	y := float32(16 + 34)
	for _, line := range r.lines() {
		p.Text(line, look.OutlineDisclaimer, look.Ink2, articleLabel, look.OutlineDisclaimer.Baseline(y))
		y += look.OutlineDisclaimer.LineHeight()
	}
}

// confirmNotice takes a notice of the open article for one, or says that it is
// none; it is kept in either case.
func (d *desk) confirmNotice(n briefing.Notice, isNotice bool) {
	d.confirmNoticeOf(d.article, n, isNotice)
}

func (d *desk) confirmNoticeOf(id briefing.ID, n briefing.Notice, isNotice bool) {
	if d.refuseWrite() {
		return
	}
	name, said := "Confirm notice", "Confirmed"
	if !isNotice {
		name, said = "Dismiss notice", "It is kept below the article, as no notice of it"
	}
	n.Uncertain, n.Dismissed = false, !isNotice
	err := d.session.Do(name, func(tx *session.Tx) error {
		a, err := tx.Article(id)
		if err != nil {
			return err
		}
		setNotice(&a, n)
		return tx.PutArticle(a)
	})
	if err != nil {
		d.fail("That cannot be kept", err)
		return
	}
	if isNotice && len(briefing.Article{Notices: []briefing.Notice{n}}.Disclaimers()) > 0 {
		said = "Confirmed; it travels with quotations of this article"
	}
	d.toastUndo(said)
}
