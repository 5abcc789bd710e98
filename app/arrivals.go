package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// arrivals is the list of what comes in with a file: each thing, and below it the
// fields of what is here that it would change, which are ticked or not. What is
// not read of the file is a list beside it.
type arrivals struct {
	rows     []arrival
	things   int // of the rows
	findings []briefing.Finding
	list     *rowList
	told     bool // the findings are shown
	content  fyne.CanvasObject
	onSubmit func()
}

// arrival is a line of the list: a thing, or a change of a field of it.
type arrival struct {
	title, detail, status string
	icon                  look.IconName
	ink                   fyne.ThemeColorName
	change                *session.FieldChange
}

// Measures of the list, in units.
const (
	arrivalsWidth  = 672
	arrivalsMost   = 420
	arrivalsLeast  = 240
	arrivalHeight  = 44
	changeHeight   = 30
	arrivalText    = 44
	changeText     = 68
	findingPadding = 16
)

// add adds a thing and the changes it would make, which are ticked in place.
func (a *arrivals) add(row arrival, changes []session.FieldChange) {
	a.rows = append(a.rows, row)
	a.things++
	for i := range changes {
		a.rows = append(a.rows, arrival{change: &changes[i]})
	}
}

func (a *arrivals) open(submit func()) {
	a.onSubmit = submit
	a.list = newRowList(arrivalsWidth, arrivalsMost)
	a.list.height, a.list.row, a.list.key = a.height, a.draw, a.key
	a.list.tapped = func(i int, _ fyne.Position, _ fyne.Size) { a.turn(i) }
	a.list.title, a.list.text = "Nothing comes in", "Nothing in this file can be read."
	a.list.begin(a.count())
	a.content = a.list.scroll
	if len(a.findings) > 0 {
		parts := look.NewSegmented("Comes in", "To check")
		parts.SetCount(0, a.things)
		parts.SetCount(1, len(a.findings))
		parts.OnChanged = func(i int) {
			a.told = i == 1
			a.list.begin(a.count())
		}
		if a.things == 0 {
			parts.Select(1)
		}
		a.content = container.NewBorder(container.New(insets{0, arrivalsWidth - 280, 0, 10}, parts), nil, nil, nil, a.list.scroll)
	}
	a.list.scroll.SetMinSize(fyne.NewSize(arrivalsWidth, min(max(a.list.total(), arrivalsLeast), arrivalsMost)))
}

func (a *arrivals) count() int {
	if a.told {
		return len(a.findings)
	}
	return len(a.rows)
}

func (a *arrivals) key(i int, e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeySpace:
		a.turn(i)
	case fyne.KeyReturn, fyne.KeyEnter:
		if len(a.rows) > 0 {
			a.onSubmit()
		}
	default:
		return false
	}
	return true
}

// turn ticks a change, or takes its tick away; of a thing, all of its changes.
func (a *arrivals) turn(i int) {
	if a.told || i >= len(a.rows) {
		return
	}
	if ch := a.rows[i].change; ch != nil {
		ch.Take = !ch.Take
		a.list.Refresh()
		return
	}
	all, end := true, i+1
	for ; end < len(a.rows) && a.rows[end].change != nil; end++ {
		all = all && a.rows[end].change.Take
	}
	for _, row := range a.rows[i+1 : end] {
		row.change.Take = !all
	}
	a.list.Refresh()
}

func (a *arrivals) height(i int, width float32) float32 {
	switch {
	case a.told:
		return float32(len(a.lines(i, width)))*look.Meta.LineHeight() + findingPadding
	case a.rows[i].change != nil:
		return changeHeight
	}
	return arrivalHeight
}

// lines are a finding, wrapped.
func (a *arrivals) lines(i int, width float32) []string {
	return look.Wrap(sentence(a.findings[i].Message), look.Meta, width-arrivalText-24)
}

func (a *arrivals) draw(p *look.Painter, i int, at rowArea) {
	at.drawGround(p)
	switch {
	case a.told:
		a.drawFinding(p, i, at)
	case a.rows[i].change != nil:
		drawChange(p, *a.rows[i].change, at)
	default:
		drawArrival(p, a.rows[i], at)
	}
}

func (a *arrivals) drawFinding(p *look.Painter, i int, at rowArea) {
	icon, ink := look.IconWarning, look.Warn
	if a.findings[i].Severity == briefing.SeverityInfo {
		icon, ink = look.IconInfo, look.Ink2
	}
	y := at.top + findingPadding/2
	p.Icon(icon, 18, y+look.Meta.LineHeight()/2-7, 14, ink)
	for _, line := range a.lines(i, at.width) {
		p.Text(line, look.Meta, look.Ink, arrivalText, look.Meta.Baseline(y))
		y += look.Meta.LineHeight()
	}
}

func drawChange(p *look.Painter, ch session.FieldChange, at rowArea) {
	middle := at.top + at.height/2
	icon, ink := look.IconSquare, look.Ink3
	if ch.Take {
		icon, ink = look.IconSquareCheck, look.Accent
	}
	p.Icon(icon, arrivalText, middle-8, 16, ink)
	x := p.Text(ch.Label, look.MetaMedium, look.Ink2, changeText, look.MetaMedium.Centred(middle)) + 10
	right := at.width - 24
	if ch.Before != "" {
		x = p.Text(look.Ellipsis(ch.Before, look.Meta, (right-x)/2-20), look.Meta, look.Ink3, x, look.Meta.Centred(middle)) + 6
		x = p.Text("→", look.Meta, look.Ink3, x, look.Meta.Centred(middle)) + 6
	}
	p.Text(look.Ellipsis(ch.After, look.Meta, right-x), look.Meta, look.Ink, x, look.Meta.Centred(middle))
}

func drawArrival(p *look.Painter, row arrival, at rowArea) {
	right := at.width - 24
	first, second := at.top+15, at.top+32
	if row.detail == "" {
		first = at.top + at.height/2
	}
	p.Icon(row.icon, 18, first-7, 14, row.ink)
	status := p.TextRight(row.status, look.Meta, row.ink, right, look.Meta.Centred(first))
	p.Text(look.Ellipsis(row.title, look.RowTitle, status-16-arrivalText), look.RowTitle, look.Ink, arrivalText, look.RowTitle.Centred(first))
	p.Text(look.Ellipsis(row.detail, look.Meta, right-arrivalText), look.Meta, look.Ink2, arrivalText, look.Meta.Centred(second))
}
