package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// markingSheet shows the marking of the whole briefing and why it is that, and
// asks for its profile and for what is declared. What it shows is what the
// choices come to; nothing is changed before they are saved.
type markingSheet struct {
	desk     *desk
	names    []string // of the profiles, in the order of their titles
	profile  *choice
	declared formInput
	says     *lines
	fields   *fyne.Container
	banner   *bannerLine
	why      *rowList
	rows     []whyRow
	about    *lines
	save     *look.Button
	close    func()
}

// whyRow is a line of what is said about a banner.
type whyRow struct {
	text    []string // in lines
	warning bool
	place   bool // it leads to at
	at      int  // as package marking counts places
}

const (
	markingWidth = 620
	whyMost      = 216
	whyText      = 36
	whyPlace     = 28
)

// derived is what the declared marking is called where there is none.
const derived = "Derived from the blocks"

// askMarking shows profile, marking and what forces it.
func (d *desk) askMarking() { d.newMarkingSheet().open() }

func (d *desk) newMarkingSheet() *markingSheet {
	s := &markingSheet{desk: d, names: d.profileNames(), says: newLines("", markingWidth-labelWidth-8), about: newLines("", markingWidth-8)}
	titles := make([]string, len(s.names))
	for i, n := range s.names {
		titles[i] = d.exporter.Profiles[n].Title
	}
	s.profile = newChoice(titles, titles[max(slices.Index(s.names, d.briefing.Profile), 0)])
	s.profile.onChanged = func() { s.ask("") }
	s.banner = newBannerLine()
	s.why = newRowList(markingWidth, whyMost)
	s.why.height = s.height
	s.why.row = s.draw
	s.why.tapped = func(i int, _ fyne.Position, _ fyne.Size) { s.show(i) }
	s.why.key = func(i int, e *fyne.KeyEvent) bool {
		if e.Name == fyne.KeyReturn || e.Name == fyne.KeyEnter || e.Name == fyne.KeySpace {
			s.show(i)
			return true
		}
		return false
	}
	s.save = look.NewButton("", "Save", look.Primary, s.submit)
	s.fields = container.NewVBox()
	s.ask(d.briefing.Marking)
	return s
}

func (s *markingSheet) open() {
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { s.close() })
	s.close = look.ShowDialog(s.desk.win.Canvas(), look.Dialog{
		Title: "Marking", Content: container.NewVBox(s.fields, s.banner, s.why.scroll, s.about), Size: fyne.NewSize(markingWidth+48, 0),
		Buttons: []*look.Button{cancel, s.save}, First: s.profile,
	})
}

// profileNames are the names of all profiles, the house's too: none first, the
// others in the order of their titles.
func (d *desk) profileNames() []string {
	names := make([]string, 0, len(d.exporter.Profiles))
	for n := range d.exporter.Profiles {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int {
		switch {
		case a == "none":
			return -1
		case b == "none":
			return 1
		}
		return strings.Compare(d.exporter.Profiles[a].Title, d.exporter.Profiles[b].Title)
	})
	return names
}

// chosen is the profile that is chosen.
func (s *markingSheet) chosen() marking.Profile {
	i := slices.IndexFunc(s.names, func(n string) bool { return s.desk.exporter.Profiles[n].Title == s.profile.Text() })
	return s.desk.exporter.Profiles[s.names[i]]
}

// ask makes the field for the declared marking that the profile needs: one of its
// levels or, where controls may follow them, one that is typed.
func (s *markingSheet) ask(declared briefing.Marking) {
	p := s.chosen()
	switch {
	case len(p.Levels) == 0:
		s.declared = newChoice([]string{derived}, derived)
	case len(p.Groups) == 0 && (declared == "" || slices.ContainsFunc(p.Levels, func(l marking.Level) bool { return l.Mark == declared })):
		levels := []string{derived}
		for _, l := range p.Levels {
			levels = append(levels, string(l.Mark))
		}
		c := newChoice(levels, derived)
		if declared != "" {
			c.SetText(string(declared))
		}
		c.onChanged = s.change
		s.declared = c
	default:
		in := look.NewTextField(derived)
		in.SetText(string(declared))
		in.OnChanged = func(string) { s.change() }
		in.OnSubmit = func(string) { s.submit() }
		s.declared = in
	}
	s.fields.RemoveAll()
	s.fields.Add(exportRow("Profile", s.profile, nil))
	if len(p.Levels) > 0 {
		s.fields.Add(exportRow("Whole briefing", s.declared, s.says))
	}
	about := "A marking aid: the drafter decides."
	if p.Source != "" {
		about += " It rests on: " + p.Source
	}
	s.about.set(about, look.Ink3)
	s.change()
}

// mark is what is declared; empty is nothing.
func (s *markingSheet) mark() briefing.Marking {
	if said := strings.TrimSpace(s.declared.Text()); said != derived {
		return briefing.Marking(said)
	}
	return ""
}

// change shows what the choices come to.
func (s *markingSheet) change() {
	p := s.chosen()
	b, lost := remarked(s.desk.briefing, p, s.mark())
	var problem string
	if _, err := p.Parse(b.Marking); b.Marking != "" && err != nil {
		problem = sentence(err.Error())
		b.Marking = ""
	}
	s.says.set(problem, look.Err)
	banner, err := p.RollUp(b)
	s.rows = nil
	if lost > 0 {
		s.warn("Markings of another profile go from " + plural(lost, "block") + "; you can undo this.")
	}
	if err != nil {
		s.warn(sentence(err.Error()))
	}
	for _, r := range banner.Why {
		s.rows = append(s.rows, whyRow{text: wrapWhy(r.String() + ".")})
		for _, at := range r.At {
			s.rows = append(s.rows, whyRow{place: true, at: at})
		}
	}
	if found, err := p.Check(b); err == nil {
		for _, f := range found {
			if f.Rule != marking.RuleUnmarked {
				s.warn(sentence(f.Message))
			}
		}
		if slices.ContainsFunc(found, func(f briefing.Finding) bool { return f.Rule == marking.RuleUnmarked }) {
			s.warn(unmarkedWords(p, b))
		}
	}
	s.banner.set(banner)
	s.why.begin(len(s.rows))
	s.save.SetEnabled(s.desk.canEditNote() && problem == "")
}

// unmarkedWords say how many blocks lack the marking that each should have.
func unmarkedWords(p marking.Profile, b briefing.Briefing) string {
	return plural(len(p.Unmarked(b)), "block") + " without a marking. In this profile each part has to carry one."
}

func (s *markingSheet) warn(text string) {
	s.rows = append(s.rows, whyRow{text: wrapWhy(text), warning: true})
}

func wrapWhy(text string) []string {
	return look.Wrap(text, look.PaneText, markingWidth-whyText-28)
}

// remarked is b with another profile and declared marking, and how many blocks lose
// a portion marking, since it means nothing there.
func remarked(b briefing.Briefing, p marking.Profile, mark briefing.Marking) (briefing.Briefing, int) {
	b = b.Clone()
	b.Profile, b.Marking = p.Name, mark
	lost := 0
	for i := range b.Blocks {
		if b.Blocks[i].Portion != "" && p.Level(b.Blocks[i].Portion) < 0 {
			b.Blocks[i].Portion = ""
			lost++
		}
	}
	return b, lost
}

// setMarking sets profile and declared marking of the open briefing.
func (d *desk) setMarking(profile string, mark briefing.Marking) {
	d.editNote("Change marking", func(b *briefing.Briefing) { *b, _ = remarked(*b, d.exporter.Profiles[profile], mark) })
}

func (s *markingSheet) submit() {
	if s.save.Disabled() {
		return
	}
	s.close()
	s.desk.setMarking(s.chosen().Name, s.mark())
}

// show leads to the place of a row.
func (s *markingSheet) show(i int) {
	r := s.rows[i]
	switch {
	case !r.place || r.at == marking.FrontMatter:
		return
	case r.at == marking.Title:
		s.close()
		s.desk.do((*desk).canEditNote, (*desk).askDetails)
		return
	}
	s.close()
	s.desk.goToBlock(r.at)
	s.desk.outline.Focus()
}

func (s *markingSheet) height(i int, _ float32) float32 {
	if s.rows[i].place {
		return whyPlace
	}
	return float32(len(s.rows[i].text))*look.PaneText.LineHeight() + 10
}

func (s *markingSheet) draw(p *look.Painter, i int, at rowArea) {
	r := s.rows[i]
	if r.place {
		s.drawPlace(p, r, at)
		return
	}
	icon, ink := look.IconInfo, look.Ink2
	if r.warning {
		icon, ink = look.IconWarning, look.Warn
	}
	p.Icon(icon, 12, at.top+8, 14, ink)
	for j, line := range r.text {
		p.Text(line, look.PaneText, look.Ink, whyText, look.PaneText.Baseline(at.top+5+float32(j)*look.PaneText.LineHeight()))
	}
}

// drawPlace draws where a marking stands, with the marking and the first words.
func (s *markingSheet) drawPlace(p *look.Painter, r whyRow, at rowArea) {
	y, right := at.top+at.height/2, at.width-22
	b := s.desk.briefing
	name, words := "The whole briefing, as declared", ""
	switch {
	case r.at == marking.Title:
		name = "The title"
	case r.at >= 0 && r.at < len(b.Blocks):
		name, words = placeOf(b, r.at), openingOf(b.Blocks[r.at])
		if portion := b.Blocks[r.at].Portion; portion != "" {
			right = p.ChipRight(string(portion), right, y) - 10
		}
	}
	if r.at != marking.FrontMatter && (at.state.Hovered || at.state.Focused) {
		p.Row(whyText-8, at.top+1, at.width-whyText-4, at.height-2, look.RowState{Hovered: true, Focused: at.state.Focused})
	}
	end := p.Text(name, look.PaneText, look.Accent, whyText, look.PaneText.Centred(y))
	p.Text(look.Ellipsis(words, look.Meta, right-end-12), look.Meta, look.Ink2, end+12, look.Meta.Centred(y))
}

// openingOf are the first words of a block of text.
func openingOf(b briefing.Block) string { return strings.Join(strings.Fields(b.Text), " ") }

// bannerLine shows the banner that the choices come to.
type bannerLine struct {
	widget.BaseWidget
	banner marking.Banner
}

func newBannerLine() *bannerLine {
	l := &bannerLine{}
	l.ExtendBaseWidget(l)
	return l
}

func (l *bannerLine) set(b marking.Banner) {
	l.banner = b
	l.Refresh()
}

// CreateRenderer implements fyne.Widget.
func (l *bannerLine) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(l, l.draw, func() fyne.Size { return fyne.NewSize(markingWidth, 44) })
}

func (l *bannerLine) draw(p *look.Painter) {
	w := p.Size().Width
	p.Rect(0, 4, w, 1, look.Line)
	const y = 24
	p.Text("Banner", look.PaneText, look.Ink2, 0, look.PaneText.Centred(y))
	if l.banner.Mark == "" {
		p.Text("None", look.PaneText, look.Ink2, labelWidth, look.PaneText.Centred(y))
		return
	}
	end := p.Banner(bannerMarking(l.banner), labelWidth, y)
	p.Text(look.Ellipsis(l.banner.Sharing, look.Meta, w-end-20), look.Meta, look.Ink2, end+10, look.Meta.Centred(y))
}

// bannerMarking is a banner in its colours.
func bannerMarking(b marking.Banner) look.Marking {
	m := levelMarking(marking.Level{Colour: b.Colour, Bar: b.Bar, OnBar: b.OnBar})
	m.Text = string(b.Mark)
	return m
}
