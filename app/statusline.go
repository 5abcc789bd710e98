package app

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
)

// statusLine says how things stand: what there is, what is proved, what runs,
// and whether all is saved.
type statusLine struct {
	widget.BaseWidget
	desk *desk
	stop float32 // where the cross of the running job begins; 0 is nowhere
}

func newStatusLine(d *desk) *statusLine {
	s := &statusLine{desk: d}
	s.ExtendBaseWidget(s)
	return s
}

func (s *statusLine) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(s, s.draw, func() fyne.Size { return fyne.NewSize(200, statusHeight) })
}

func (s *statusLine) draw(p *look.Painter) {
	w := p.Size().Width
	p.Rect(0, 0, w, 1, look.Line)
	base := look.Meta.Centred(statusHeight / 2)
	x := float32(12)
	say := func(text string, ink fyne.ThemeColorName) {
		x = p.Text(text, look.Meta, ink, x, base) + 16
	}
	say(plural(s.desk.articles, "article"), look.Ink2)
	say(plural(len(s.desk.rows), "passage"), look.Ink2)
	s.drawProof(p, say, &x)
	right := w - 12
	right = s.drawRight(p, s.desk.savedWords(), right, base)
	s.stop = 0
	if j := s.desk.newestJob(); j != nil {
		s.drawJob(p, j, right-16, base)
	}
}

func (s *statusLine) drawRight(p *look.Painter, text string, right, base float32) float32 {
	ink := look.Ink2
	if s.desk.session.Status().Err != nil {
		ink = look.Err
	}
	p.TextRight(text, look.Meta, ink, right, base)
	return right - look.Width(text, look.Meta)
}

func (s *statusLine) drawProof(p *look.Painter, say func(string, fyne.ThemeColorName), x *float32) {
	d := s.desk
	if !d.hasNote() {
		return
	}
	if d.noteErr != nil {
		say(d.noteErr.Error(), look.Err)
		return
	}
	r := d.prepared.Report
	switch {
	case r.Checked > 0 && r.Verified == r.Checked:
		p.Icon(look.IconCheck, *x, statusHeight/2-6, 12, look.OK)
		*x += 16
		say(fmt.Sprintf("%d of %s verified", r.Verified, plural(r.Checked, "quotation")), look.OK)
	case r.Checked > 0:
		p.Icon(look.IconWarning, *x, statusHeight/2-6, 12, look.Err)
		*x += 16
		say(fmt.Sprintf("%d of %s verified", r.Verified, plural(r.Checked, "quotation")), look.Err)
	}
	say(plural(r.Pages, "page"), look.Ink2)
}

const (
	barWidth = 96
	barThick = 3
)

func (s *statusLine) drawJob(p *look.Painter, j *session.Job, right, base float32) {
	p.Icon(look.IconClose, right-12, statusHeight/2-6, 12, look.Ink2)
	s.stop = right - 18
	bar := right - 24 - barWidth
	p.Band(bar, statusHeight/2-barThick/2, barWidth, barThick, 1.5, look.Ends{Left: true, Right: true}, look.Track)
	if done, of := j.Progress(); of > 0 {
		p.Band(bar, statusHeight/2-barThick/2, max(barWidth*float32(done)/float32(of), barThick), barThick, 1.5, look.Ends{Left: true, Right: true}, look.Accent)
	}
	says := j.Name
	if detail := j.Detail(); detail != "" {
		says += " · " + detail
	}
	p.TextRight(look.Ellipsis(says, look.Meta, min(bar/2, 480)), look.Meta, look.Ink2, bar-10, base)
}

// Tapped stops the running job where its cross is pressed.
func (s *statusLine) Tapped(e *fyne.PointEvent) {
	if s.stop > 0 && e.Position.X >= s.stop && e.Position.X < s.stop+24 {
		if j := s.desk.newestJob(); j != nil {
			j.Stop()
		}
	}
}

func (d *desk) savedWords() string {
	st := d.session.Status()
	switch {
	case !d.writable():
		return "Read only"
	case st.Err != nil:
		return "Not saved: " + st.Err.Error()
	case !st.Saved():
		return "Saving …"
	case d.savedAt.IsZero():
		return "Saved"
	}
	return "Saved " + d.savedAt.Format("15:04")
}

func (d *desk) showStatus() { d.frame.status.Refresh() }
