package app

import (
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/library"
)

// statusLine says how things stand: what there is, what is proved, what runs,
// and whether all is saved. What can be asked about is a button to its cause.
type statusLine struct {
	widget.BaseWidget
	desk    *desk
	spots   []statusSpot
	pointer float32
}

// statusSpot is a stretch of the line that does something when it is pressed.
type statusSpot struct {
	left, right float32
	do          func(*desk)
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
	s.spots = s.spots[:0]
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
	x = s.drawNotice(p, x, base)
	right := s.drawSaved(p, w-12, base)
	if j := s.desk.newestJob(); j != nil {
		s.drawJob(p, j, x, right-16, base)
	}
}

// drawNotice says what is unusual about the library, from x, and returns where
// that ends.
func (s *statusLine) drawNotice(p *look.Painter, x, base float32) float32 {
	words, _ := s.desk.notice()
	if words == "" {
		return x
	}
	p.Icon(look.IconInfo, x, statusHeight/2-6, 12, look.Warn)
	end := p.Text(words, look.Meta, look.Warn, x+16, base)
	s.spots = append(s.spots, statusSpot{x, end, (*desk).showNotice})
	return end + 16
}

// drawSaved says at the right how the library stands with the disk, and returns
// where that begins.
func (s *statusLine) drawSaved(p *look.Painter, right, base float32) float32 {
	ink := look.Ink2
	if s.desk.session.Status().Err != nil {
		ink = look.Err
	}
	return p.TextRight(s.desk.savedWords(), look.Meta, ink, right, base)
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
	r, from := d.prepared.Report, *x
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
	s.spots = append(s.spots, statusSpot{from, *x - 16, (*desk).showProof})
	say(plural(r.Pages, "page"), look.Ink2)
	if n := len(serious(d.reviewed)); n > 0 {
		from = *x
		p.Icon(look.IconWarning, *x, statusHeight/2-6, 12, look.Warn)
		*x += 16
		say(plural(n, "finding"), look.Warn)
		s.spots = append(s.spots, statusSpot{from, *x - 16, (*desk).showFindings})
	}
}

const (
	barWidth = 96
	barThick = 3
)

// drawJob says between left and right what runs: the newest job with its
// progress, and how many others there are. Its words lead to all of them; the
// cross stops the newest.
func (s *statusLine) drawJob(p *look.Painter, j *session.Job, left, right, base float32) {
	p.Icon(look.IconClose, right-12, statusHeight/2-6, 12, look.Ink2)
	s.spots = append(s.spots, statusSpot{right - 18, right + 6, func(*desk) { j.Stop() }})
	bar := right - 24 - barWidth
	drawProgress(p, j, bar, statusHeight/2)
	says := j.Name
	if detail := j.Detail(); detail != "" {
		says += " · " + detail
	}
	others := ""
	if n := len(s.desk.jobs.Running()) - 1; n > 0 {
		others = fmt.Sprintf(" and %d more", n)
	}
	room := max(min(bar-10-left, 480)-look.Width(others, look.Meta), 0)
	begin := p.TextRight(look.Ellipsis(says, look.Meta, room)+others, look.Meta, look.Ink2, bar-10, base)
	s.spots = append(s.spots, statusSpot{begin, bar + barWidth, (*desk).showJobs})
}

// Tapped does what the part under the pointer is for.
func (s *statusLine) Tapped(e *fyne.PointEvent) {
	if spot := s.spotAt(e.Position.X); spot != nil {
		s.desk.do(nil, spot.do)
	}
}

func (s *statusLine) spotAt(x float32) *statusSpot {
	for i := range s.spots {
		if spot := &s.spots[i]; x >= spot.left && x < spot.right {
			return spot
		}
	}
	return nil
}

// MouseIn is part of desktop.Hoverable.
func (s *statusLine) MouseIn(e *desktop.MouseEvent) { s.MouseMoved(e) }

// MouseMoved follows the pointer.
func (s *statusLine) MouseMoved(e *desktop.MouseEvent) { s.pointer = e.Position.X }

// MouseOut is part of desktop.Hoverable.
func (s *statusLine) MouseOut() {}

// Cursor shows what can be pressed.
func (s *statusLine) Cursor() desktop.Cursor {
	if s.spotAt(s.pointer) != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

// notice says in a few words what is unusual about the library, and in a
// sentence or two what that means; both are empty as a rule.
func (d *desk) notice() (words, details string) {
	switch {
	case errors.Is(d.readOnlyFor, library.ErrLocked):
		return "Open in another window", "Another window or command is writing this library. This window shows it as it is and changes nothing; close the other one and open this window again to work here."
	case !d.writable():
		return "Read only", "The file of the library cannot be written to, so that nothing can be changed here. Change its permissions, or work on a copy, and open the window again."
	case d.library.Notice() != "":
		return "On a network drive", d.library.Notice()
	}
	return "", ""
}

func (d *desk) showNotice() {
	words, details := d.notice()
	if d.path != "" {
		details += "\n" + d.path
	}
	d.tell(words, newLines(details, 480))
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

// showStatus shows how things stand, and how far the work in the background is.
func (d *desk) showStatus() {
	d.frame.status.Refresh()
	if d.work != nil {
		d.work.refresh()
	}
}
