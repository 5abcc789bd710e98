package app

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// portionSheet asks for the marking of a block: a level of the profile and the
// controls that may follow it, picked or typed.
type portionSheet struct {
	desk    *desk
	profile marking.Profile
	index   int // of the block
	parts   marking.Parts
	read    bool // what is typed is parts
	in      *look.TextField
	find    *look.SearchField // among many controls; else nil
	says    *lines
	list    *rowList
	rows    []markRow
	mark    *look.Button
	close   func()
}

// markRow is a level, a control, or the title of a group of these.
type markRow struct {
	level   int    // or -1
	group   string // of a title, else empty
	control marking.Control
}

const (
	portionWidth = 560
	portionMost  = 330
	markHeight   = 34
	markHead     = 28
	manyControls = 16 // are looked for by their words
)

// askPortion sets the portion marking of a block.
func (d *desk) askPortion(index int) {
	p := d.exporter.Profiles[d.briefing.Profile]
	if len(p.Levels) == 0 {
		d.toast("This briefing has no marking profile; choose one in Briefing, Marking")
		return
	}
	if index >= 0 && index < len(d.briefing.Blocks) {
		d.newPortionSheet(p, index).open()
	}
}

func (d *desk) newPortionSheet(p marking.Profile, index int) *portionSheet {
	s := &portionSheet{desk: d, profile: p, index: index, in: look.NewTextField("Not marked"), says: newLines("", portionWidth-20)}
	s.list = newRowList(portionWidth, 0)
	s.list.height = func(i int, _ float32) float32 {
		if s.rows[i].group != "" {
			return markHead
		}
		return markHeight
	}
	s.list.row = s.draw
	s.list.tapped = func(i int, _ fyne.Position, _ fyne.Size) {
		s.turn(i)
		if !s.hasControls() {
			s.submit()
		}
	}
	s.list.key = s.key
	s.mark = look.NewButton("", "Mark Block", look.Primary, s.submit)
	s.fill("")
	s.list.scroll.SetMinSize(fyne.NewSize(portionWidth, min(s.list.total(), portionMost)))
	s.in.OnChanged = func(string) { s.parse() }
	s.in.OnSubmit = func(string) { s.enter() }
	s.in.SetText(string(d.briefing.Blocks[index].Portion))
	s.parse()
	if s.read {
		s.list.choose(s.parts.Level)
	}
	return s
}

func (s *portionSheet) open() {
	content := container.NewVBox(s.list.scroll)
	if s.countControls() > manyControls {
		s.find = look.NewSearchField("Find a control")
		s.find.OnChanged = s.fill
		s.find.OnDown = func() { look.Focus(s.list) }
		content.Add(s.find)
	}
	explained := container.NewVScroll(s.says)
	explained.SetMinSize(fyne.NewSize(portionWidth, 4*look.PaneText.LineHeight()))
	if s.hasControls() {
		content.Add(s.in)
	}
	content.Add(explained)
	none := look.NewButton("", "Not Marked", look.Quiet, func() {
		s.close()
		s.set("")
	})
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { s.close() })
	s.close = look.ShowDialog(s.desk.win.Canvas(), look.Dialog{
		Title: "Marking of " + placeOf(s.desk.briefing, s.index), Content: content, Size: fyne.NewSize(portionWidth+48, 0),
		Buttons: []*look.Button{none, cancel, s.mark}, First: s.list,
	})
}

func (s *portionSheet) hasControls() bool { return len(s.profile.Groups) > 0 }

func (s *portionSheet) countControls() int {
	n := 0
	for _, g := range s.profile.Groups {
		n += len(g.Controls)
	}
	return n
}

// fill lists the levels, and the controls whose mark or title has some words.
func (s *portionSheet) fill(words string) {
	s.rows = nil
	for i := range s.profile.Levels {
		s.rows = append(s.rows, markRow{level: i})
	}
	words = strings.ToLower(strings.TrimSpace(words))
	for _, g := range s.profile.Groups {
		var found []markRow
		for _, c := range g.Controls {
			if strings.Contains(strings.ToLower(string(c.Mark)+" "+string(c.Portion)+" "+c.Title), words) {
				found = append(found, markRow{level: -1, control: c})
			}
		}
		if len(found) > 0 {
			s.rows = append(append(s.rows, markRow{level: -1, group: g.Title}), found...)
		}
	}
	s.list.begin(len(s.rows))
	if words != "" && len(s.rows) > len(s.profile.Levels)+1 {
		s.list.choose(len(s.profile.Levels) + 1)
	}
}

// parse reads what is typed and says what it means, or what is wrong with it.
func (s *portionSheet) parse() {
	typed := strings.TrimSpace(s.in.Text())
	parts, err := s.profile.Parse(briefing.Marking(typed))
	s.read = err == nil
	problems := s.profile.Problems(parts)
	switch {
	case typed == "":
		s.says.set("The block counts as the note as a whole does, or as the lowest level.", look.Ink2)
	case err != nil:
		s.says.set(s.wrong(err), look.Err)
	case len(problems) > 0:
		s.parts = parts
		said := make([]string, len(problems))
		for i, p := range problems {
			said[i] = p.String() + "."
		}
		s.says.set(strings.Join(said, "\n"), look.Err)
	default:
		s.parts = parts
		s.says.set(strings.Join(s.profile.Explain(parts), "\n"), look.Ink2)
	}
	s.mark.SetEnabled(s.read && len(problems) == 0)
	s.list.Refresh()
}

// wrong says why a marking cannot be read, and what Enter makes of it.
func (s *portionSheet) wrong(err error) string {
	if s.nearest(err) != "" {
		return sentence(err.Error()) + " Enter takes that."
	}
	return sentence(err.Error())
}

func (s *portionSheet) nearest(err error) briefing.Marking {
	var unknown *marking.UnknownError
	if errors.As(err, &unknown) {
		return unknown.Nearest
	}
	return ""
}

// enter marks the block with what is typed, or takes the nearest that there is.
func (s *portionSheet) enter() {
	_, err := s.profile.Parse(briefing.Marking(s.in.Text()))
	if near := s.nearest(err); near != "" {
		s.in.SetText(string(near))
		return
	}
	s.submit()
}

// turn takes a level, or adds a control or takes it away.
func (s *portionSheet) turn(i int) {
	r := s.rows[i]
	if r.group != "" {
		return
	}
	parts := marking.Parts{Level: s.parts.Level}
	if !s.read {
		s.parts.Controls = nil
	}
	if r.level >= 0 {
		parts.Level = r.level
	}
	for _, g := range s.profile.Groups {
		for _, c := range g.Controls {
			at := slices.IndexFunc(s.parts.Controls, func(h marking.Held) bool { return h.Mark == c.Mark })
			switch turned := r.level < 0 && c.Mark == r.control.Mark; {
			case at >= 0 && !turned:
				parts.Controls = append(parts.Controls, s.parts.Controls[at])
			case at < 0 && turned:
				parts.Controls = append(parts.Controls, marking.Held{Mark: c.Mark})
			}
		}
	}
	s.in.SetText(string(s.profile.Portion(parts)))
}

func (s *portionSheet) key(i int, e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeySpace:
		s.turn(i)
	case fyne.KeyReturn, fyne.KeyEnter:
		if s.rows[i].level >= 0 {
			s.turn(i)
		}
		s.submit()
	default:
		return false
	}
	return true
}

func (s *portionSheet) submit() {
	if s.mark.Disabled() {
		return
	}
	s.close()
	s.set(s.profile.Portion(s.parts))
}

func (s *portionSheet) set(m briefing.Marking) {
	s.desk.editNote("Mark block", func(b *briefing.Briefing) {
		if s.index < len(b.Blocks) {
			b.Blocks[s.index].Portion = m
		}
	})
}

// holds reports whether a row is part of what is typed.
func (s *portionSheet) holds(r markRow) bool {
	if r.level >= 0 {
		return s.read && s.parts.Level == r.level
	}
	return s.read && s.parts.Has(r.control.Mark)
}

func (s *portionSheet) draw(p *look.Painter, i int, at rowArea) {
	r := s.rows[i]
	if r.group != "" {
		p.Text(r.group, look.MetaBold, look.Ink2, 12, look.MetaBold.Centred(at.top+at.height/2+3))
		return
	}
	at.drawGround(p)
	icon, ink := look.IconCircle, look.Ink3
	m, title := plainMarking(string(r.control.Mark)), r.control.Title
	if r.level < 0 {
		icon = look.IconSquare
	} else {
		level := s.profile.Levels[r.level]
		m, title = levelMarking(level), level.Sharing
	}
	if s.holds(r) {
		icon, ink = look.IconCircleDot, look.Accent
		if r.level < 0 {
			icon = look.IconSquareCheck
		}
	}
	y := at.top + at.height/2
	p.Icon(icon, 14, y-8, 16, ink)
	end := p.Portion(m, r.level >= 0, 42, y)
	room := at.width - 24 - end - 12
	p.Text(look.Ellipsis(title, look.Meta, room), look.Meta, look.Ink2, end+12, look.Meta.Centred(y))
}

// plainMarking is one without colours of its own.
func plainMarking(text string) look.Marking {
	return look.Marking{Text: text, Ink: hexColour("#FFFFFF"), Fill: hexColour("#3A4552")}
}

// levelMarking is a level in its colours.
func levelMarking(l marking.Level) look.Marking {
	m := plainMarking(string(l.Mark))
	switch {
	case l.Bar != "":
		m.Ink, m.Fill = hexColour(l.OnBar), hexColour(l.Bar)
	case l.Colour != "":
		m.Ink, m.Fill = hexColour(l.Colour), markingGround
	}
	return m
}
