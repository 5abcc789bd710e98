package app

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
	"briefdesk/briefing/template"
)

// The templates to choose from: for a new briefing, and for the open one.

// templateChooser lists templates, and says beside the list what the picked one is or does.
type templateChooser struct {
	desk   *desk
	list   *rowList
	says   *facts
	choose *look.Button
	close  func()

	now   string                                // the template of the open briefing, if it is about that
	about func(template.Template) (says []fact) // below title and basis
	take  func(template.Template)               // what the button does
	can   func(template.Template) (can bool)    // may be nil: always
}

// Measures of the dialog, in units.
const (
	chooserWidth  = 860
	chooserHeight = 628
	chooserList   = 348
	chooserPad    = 24
)

// open shows the dialog with a template picked; over stands above what is said of
// the picked one, and may be nil.
func (c *templateChooser) open(title, action, picked string, over fyne.CanvasObject) {
	c.says = newFacts()
	c.choose = look.NewButton("", action, look.Primary, c.submit)
	c.list = newTemplates(c.desk, c.now)
	c.list.onPick = c.pick
	c.list.onEnter = func(int) { c.submit() }
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { c.close() })
	buttons := []*look.Button{cancel, c.choose}
	if n := len(c.desk.houseFaults); n > 0 {
		faults := look.NewButton(look.IconWarning, plural(n, "fault")+" in house files", look.Ghost, c.desk.showHouseFaults)
		buttons = append([]*look.Button{faults}, buttons...)
	}
	right := container.NewBorder(over, nil, nil, nil, c.says.scroll)
	c.close = look.ShowDialog(c.desk.win.Canvas(), look.Dialog{
		Title: title, Content: container.New(&beside{chooserList}, listGround(c.list.scroll), container.New(insets{chooserPad, 0, 0, 0}, right)),
		Size: fyne.NewSize(chooserWidth, chooserHeight), Buttons: buttons, First: c.list,
	})
	c.list.choose(c.desk.templateAt(picked))
}

// picked is the template under the keys.
func (c *templateChooser) picked() template.Template { return c.desk.templates()[c.list.at] }

func (c *templateChooser) pick() {
	t := c.picked()
	c.choose.SetEnabled(c.can == nil || c.can(t))
	c.says.show(templateTitle(t), t.Basis, c.about(t))
}

func (c *templateChooser) submit() {
	if !c.choose.Disabled() {
		t := c.picked()
		c.close()
		c.take(t)
	}
}

func (d *desk) templates() template.Templates { return d.exporter.Templates }

// templateAt is where the template of a name is in the list, or the first place.
func (d *desk) templateAt(name string) int { return max(slices.Index(d.templates().Names(), name), 0) }

// lastTemplate is the one of which a briefing was made last.
func (d *desk) lastTemplate() string {
	return d.app.Preferences().StringWithFallback(prefTemplate, firstTemplate)
}

// newTemplates is a list of all templates; now is the name of the one in use.
func newTemplates(d *desk, now string) *rowList {
	r := newPickList(func(p *look.Painter, i int, a rowArea) { drawTemplate(p, d.templates()[i], now, a) })
	r.setCount(len(d.templates()))
	return r
}

const templateTile = 32

func drawTemplate(p *look.Painter, t template.Template, now string, a rowArea) {
	fill, ink := look.Chip, look.Ink2
	if a.state.Selected {
		fill, ink = look.Raised, look.Accent
	}
	middle := a.top + a.height/2
	p.Round(a.left-2, middle-templateTile/2, templateTile, templateTile, 7, fill, look.Transparent)
	p.Icon(templateIcon(t), a.left-2+(templateTile-16)/2, middle-8, 16, ink)
	left, right := a.left+templateTile+10, a.right
	if t.Name == now {
		right = p.ChipRight("Now", a.right, a.first()) - 8
	}
	p.Text(look.Ellipsis(templateTitle(t), a.titleStyle(), right-left), a.titleStyle(), look.Ink, left, a.titleStyle().Centred(a.first()))
	p.Text(look.Ellipsis(sectionsLine(t), look.Meta, a.right-left), look.Meta, look.Ink2, left, look.Meta.Centred(a.second()))
}

// templateIcons are by page style, so that the forms of a house have them too.
var templateIcons = map[string]look.IconName{
	"briefing-note": look.IconAdd, "uk-submission": look.IconCompose, "cabinet-paper": look.IconUsers,
	"us-action-memo": look.IconSquareCheck, "us-information-memo": look.IconInfo, "bluf": look.IconArrowUp,
	"press-review": look.IconList, "talking-points": look.IconNote,
}

func templateIcon(t template.Template) look.IconName {
	if icon, ok := templateIcons[t.Style]; ok {
		return icon
	}
	return look.IconFile
}

func templateTitle(t template.Template) string {
	if title := t.Title.In(briefing.DefaultLanguage); title != "" {
		return title
	}
	return t.Name
}

// sectionsLine names the sections that a new note of a template has.
func sectionsLine(t template.Template) string {
	var names []string
	for _, s := range t.Sections {
		if s.Required {
			names = append(names, inSentence(s.Heading.In(briefing.DefaultLanguage)))
		}
	}
	if len(names) == 0 {
		return "Headings as you go"
	}
	return capital(strings.Join(names, ", "))
}

// inSentence is a heading within a sentence: its first letter small, unless the
// second is not.
func inSentence(heading string) string {
	first, size := utf8.DecodeRuneInString(heading)
	if second, _ := utf8.DecodeRuneInString(heading[size:]); unicode.IsUpper(second) {
		return heading
	}
	return string(unicode.ToLower(first)) + heading[size:]
}

// aboutNew says what a new note of a template is.
func (d *desk) aboutNew(t template.Template) []fact {
	var sections, asks, limits []string
	for _, s := range t.Sections {
		name := s.Heading.In(briefing.DefaultLanguage)
		if !s.Required {
			name += " (if you like)"
		}
		sections = append(sections, name)
	}
	for _, f := range t.Fields {
		if f.Required && !f.Derived {
			asks = append(asks, inSentence(f.Label.In(briefing.DefaultLanguage)))
		}
	}
	for _, l := range t.Limits {
		limits = append(limits, limitWords(t, l))
	}
	return []fact{
		{label: "Sections", lines: sections},
		{label: "Asks for", lines: joined(asks)},
		{label: "At most", lines: limits},
		{label: "Set as", lines: d.setAs(t)},
	}
}

// setAs says how a new note of a template is set and marked.
func (d *desk) setAs(t template.Template) []string {
	words := pageWords(t)
	if p, ok := d.exporter.Profiles[t.Profile]; ok && len(p.Levels) > 0 {
		words = append(words, "marked by "+p.Title)
	}
	if s, err := estimate.Named(t.Scale); err == nil {
		words = append(words, "likelihood by "+s.Title)
	}
	return joined(words)
}

// pageWords say how the pages of a template are set.
func pageWords(t template.Template) []string {
	words := []string{paperNames[t.Paper]}
	if t.Numbered {
		words = append(words, "numbered paragraphs")
	}
	if t.Portions {
		words = append(words, "a marking for each block")
	}
	return words
}

var paperNames = map[string]string{"a4": "A4", "letter": "US Letter"}

// joined is a list as one line, or none.
func joined(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return []string{capital(strings.Join(list, ", "))}
}

// limitWords say how long something of a note may be.
func limitWords(t template.Template, l template.Limit) string {
	most := plural(l.Lines, "line")
	if l.Pages > 0 {
		most = plural(l.Pages, "page")
	}
	if l.Of == "" {
		return most
	}
	of := l.Of
	if f, ok := t.Field(l.Of); ok {
		of = f.Label.In(briefing.DefaultLanguage)
	}
	for _, s := range t.Sections {
		if s.Key == l.Of {
			of = s.Heading.In(briefing.DefaultLanguage)
		}
	}
	return fmt.Sprintf("%s for “%s”", most, of)
}

// newNote asks for the form of a new briefing, makes it, and asks for its details.
func (d *desk) newNote() {
	language := newNamedChoice(languages, "")
	c := &templateChooser{desk: d, about: d.aboutNew}
	c.take = func(t template.Template) { d.startNote(t, valueFor(languages, language.Text())) }
	over := container.New(insets{0, 0, 0, 12}, container.New(&labelled{}, newLabel("Language"), language, newLines("", 1)))
	c.open("New briefing", "Create", d.lastTemplate(), over)
}

// firstTemplate is the one that is picked until another has been used.
const firstTemplate = "briefing-note"

// languages are those in which the program has words for forms; a note may be in
// another.
var languages = []valueName{
	{"", "As the template has it"},
	{"en-GB", "English (UK)"},
	{"en-US", "English (US)"},
	{"en-CA", "English (Canada)"},
	{"fr", "French"},
	{"fr-CA", "French (Canada)"},
	{"de", "German"},
	{"es", "Spanish"},
	{"ur", "Urdu"},
}

// startNote makes a briefing of a template in a language, and asks for its details.
func (d *desk) startNote(t template.Template, language string) {
	b := t.New(language, d.today())
	b.ID = briefing.NewID()
	if err := d.session.NewBriefing(b); err != nil {
		d.fail("A briefing cannot be made", err)
		return
	}
	d.app.Preferences().SetString(prefTemplate, t.Name)
	d.openNote(b.ID)
	d.askDetails()
}

// askTemplate asks for another form of the open briefing, and says what each would
// change of it.
func (d *desk) askTemplate() {
	b, err := d.session.Briefing(d.note)
	if err != nil {
		d.fail("That briefing cannot be read", err)
		return
	}
	now, _ := d.templates().Named(b.Template)
	c := &templateChooser{desk: d, now: now.Name}
	c.about = func(t template.Template) []fact { return d.aboutChange(b, t) }
	c.can = func(t template.Template) bool { return t.Name != now.Name }
	c.take = d.changeTemplate
	c.open("Change the template of “"+titleOf(b)+"”", "Change", now.Name, nil)
}

// aboutChange says what a template would make of b.
func (d *desk) aboutChange(b briefing.Briefing, t template.Template) []fact {
	now, _ := d.templates().Named(b.Template)
	if t.Name == now.Name {
		return append([]fact{{label: "Now", lines: []string{"The briefing has this template."}}}, d.aboutNew(t)...)
	}
	c, err := d.templates().Change(b, t.Name)
	if err != nil {
		return []fact{{label: "Not possible", lines: []string{err.Error()}}}
	}
	var renames []string
	for _, r := range c.Renames {
		renames = append(renames, r.From+" → "+r.To)
	}
	var sets []string
	for _, s := range c.Sets {
		sets = append(sets, d.setWords(s))
	}
	return []fact{
		{label: "Adds", lines: c.Adds},
		{label: "Renames", lines: renames},
		{label: "Keeps", lines: joined(c.Keeps)},
		{label: "Takes out", lines: c.Drops, aside: "Nothing is written there."},
		{label: "Leaves", lines: joined(c.Orphans), aside: "The template has no such sections; they stay as your own."},
		{label: "Asks for", lines: joined(labelsOf(t, c.FieldsAdded))},
		{label: "Keeps as facts", lines: joined(labelsOf(now, c.FieldsOrphaned)), aside: "The template has no such fields; they print with the other facts."},
		{label: "Sets", lines: sets},
		{label: "Set on", lines: joined(pageWords(t))},
	}
}

// setWords say what an entry of the front matter becomes.
func (d *desk) setWords(s template.Set) string {
	switch s.Name {
	case "profile":
		return "Marking by " + d.exporter.Profiles[s.To].Title
	case "scale":
		if scale, err := estimate.Named(s.To); err == nil {
			return "Likelihood by " + scale.Title
		}
	}
	return capital(s.Name) + ": " + s.To
}

// labelsOf are what a template calls the fields of some keys.
func labelsOf(t template.Template, keys []string) []string {
	all := slices.Clone(keys)
	for i, k := range keys {
		if f, ok := t.Field(k); ok {
			all[i] = inSentence(f.Label.In(briefing.DefaultLanguage))
		}
	}
	return all
}

// changeTemplate gives the open briefing the form of t, as one step of undo.
func (d *desk) changeTemplate(t template.Template) {
	err := d.session.EditBriefing("Change template", d.note, func(b *briefing.Briefing) error {
		c, err := d.templates().Change(*b, t.Name)
		if err == nil {
			*b = c.Apply()
		}
		return err
	})
	if err != nil {
		d.fail("The template is not changed", err)
		return
	}
	d.setNote()
	d.toastUndo("The template is now: " + templateTitle(t))
}

// linesOf are the lines of errors.
func linesOf(errs []error) []string {
	var all []string
	for _, err := range errs {
		all = append(all, linesIn(err.Error())...)
	}
	return all
}

// sayHouseFaults says that files of the house cannot be used, if so.
func (d *desk) sayHouseFaults() {
	if n := len(d.houseFaults); n > 0 {
		d.frame.toasts.Say(look.Notice{Text: plural(n, "fault") + " in the house's templates and marking profiles", Action: "Show me", OnAction: d.showHouseFaults})
	}
}

// showHouseFaults says what is wrong with the house's own templates and marking
// profiles.
func (d *desk) showHouseFaults() {
	words := newLines(strings.Join(d.houseFaults, "\n\n")+"\n\nAll others can be used.", 560)
	scroll := container.NewVScroll(words)
	scroll.SetMinSize(fyne.NewSize(572, min(words.MinSize().Height, 420)))
	d.tell("House files with faults", scroll)
}
