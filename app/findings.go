package app

import (
	"slices"
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/outline"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

// The findings of the open briefing, in the place of the sources: what the checks
// say, where, and what can be done about it at once.

// findingsPane lists the findings, the gravest first.
type findingsPane struct {
	widget.BaseWidget
	desk   *desk
	rows   []advice
	list   *rowList
	shut   *look.Tool
	checks *look.Tool

	laid  map[string]rowLayout // by what the row says; those of the last time are used again
	width float32              // that they hold for
	zoom  float32
}

// advice is a finding as the pane shows it.
type advice struct {
	briefing.Finding
	place    string // where in the note, in words
	remedies []remedy
	lead     remedy // to where it can be mended by hand; it may be none
	check    string // the title of the check that can be switched off, or empty
	first    bool   // of its severity
	total    int    // of its severity
}

// severities are the groups of the pane, in their order.
var severities = []struct {
	severity briefing.Severity
	title    string
	icon     look.IconName
	ink      fyne.ThemeColorName
}{
	{briefing.SeverityError, "To be mended", look.IconAlert, look.Err},
	{briefing.SeverityWarning, "To be looked at", look.IconWarning, look.Warn},
	{briefing.SeverityInfo, "To be considered", look.IconInfo, look.Ink2},
}

func rankOf(s briefing.Severity) int {
	for i, known := range severities {
		if known.severity == s {
			return i
		}
	}
	return len(severities) - 1
}

// Measures of the pane, in units.
const (
	findingsHead  = 49 // as high as the control that it takes the place of
	findingsFoot  = 40
	findingsGroup = 32
	findingsText  = 40 // from the edge of the pane to words
	findingsRight = 18
	findingsPad   = 8 // in a row, above and below
	pillGap       = 6
)

func newFindingsPane(d *desk) *findingsPane {
	f := &findingsPane{desk: d}
	f.list = newRowList(0, 0)
	f.list.height, f.list.row = f.rowHeight, f.drawRow
	f.list.tapped, f.list.key = f.tapped, f.key
	f.list.begin(0)
	f.shut = look.NewTool(look.IconClose, "", f.leave)
	f.checks = look.NewTool(look.IconSettings, "", func() { d.do((*desk).hasNote, (*desk).askChecks) })
	f.ExtendBaseWidget(f)
	return f
}

// set shows findings. The one that was selected stays selected, or the one that
// has come to its place.
func (f *findingsPane) set(rows []advice) {
	at, offset := f.list.at, f.list.scroll.Offset
	if was, ok := f.selected(); ok {
		same := func(a advice) bool {
			return a.Rule == was.Rule && a.Block == was.Block && a.Text == was.Text && a.Message == was.Message
		}
		if i := slices.IndexFunc(rows, same); i >= 0 {
			at = i
		}
	}
	f.rows = rows
	if f.width > 0 { // it has been in sight
		f.layOutAll(f.width)
	}
	f.list.at = at
	f.list.setCount(len(rows))
	f.list.scroll.ScrollToOffset(offset)
	f.Refresh()
}

// selected is the finding under the keys.
func (f *findingsPane) selected() (advice, bool) {
	if f.list.at >= len(f.rows) {
		return advice{}, false
	}
	return f.rows[f.list.at], true
}

// put shows the pane in the place of the sources, or the sources again.
func (f *findingsPane) put(on bool) {
	if on == f.Visible() {
		return
	}
	if on {
		f.Show()
		f.desk.frame.lists.Hide()
		return
	}
	f.Hide()
	f.desk.frame.lists.Show()
}

// leave shows the sources again, and goes back to the note.
func (f *findingsPane) leave() {
	f.put(false)
	f.desk.outline.Focus()
}

// CreateRenderer implements fyne.Widget.
func (f *findingsPane) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(f, f.draw, func() fyne.Size { return fyne.NewSize(200, 120) })
}

func (f *findingsPane) draw(p *look.Painter) {
	w, h := p.Size().Width, p.Size().Height
	middle := float32(12 + 15)
	p.Text("Findings", look.BriefingTitle, look.Ink, findingsRight, look.BriefingTitle.Centred(middle))
	f.putTool(p, f.shut, w-8, middle)
	p.Rect(0, findingsHead-1, w, 1, look.Line)
	foot := h - findingsFoot
	if title, text := f.nothing(); title != "" {
		p.Nothing(title, text, 0, max(findingsHead+(foot-findingsHead)/3, findingsHead), w)
	} else {
		if w != f.width || look.Zoom() != f.zoom {
			f.layOutAll(w)
			f.list.measure(w)
		}
		p.Put(f.list.scroll, 0, findingsHead, w, max(foot-findingsHead, 0))
	}
	p.Rect(0, foot, w, 1, look.Line)
	f.checks.SetLabel(f.checksWords())
	size := f.checks.MinSize()
	p.Put(f.checks, 8, foot+(findingsFoot-size.Height)/2, size.Width, size.Height)
}

func (f *findingsPane) putTool(p *look.Painter, t *look.Tool, right, middle float32) {
	size := t.MinSize()
	p.Put(t, right-size.Width, middle-size.Height/2, size.Width, size.Height)
}

// checksWords lead to the list of checks, and say how many are switched off.
func (f *findingsPane) checksWords() string {
	if off := len(f.desk.checksOff()); off > 0 {
		return "Checks · " + strconv.Itoa(off) + " switched off"
	}
	return "Checks"
}

// nothing says why there is no finding, or is empty where there is one.
func (f *findingsPane) nothing() (title, text string) {
	switch d := f.desk; {
	case !d.hasNote():
		return "No briefing is open", "What the checks have to say of a briefing stands here."
	case d.noteErr != nil:
		return "Not checked", sentence(d.noteErr.Error())
	case len(f.rows) == 0:
		return "The checks found nothing", "Quotations, markings, sources, language and form are checked as you write."
	}
	return "", ""
}

// rowLayout is where the parts of a row stand, from its top.
type rowLayout struct {
	top   float32 // of the background
	lines []string
	meta  float32 // the middle of the line that says where
	pills []pill
	foot  float32
}

// pill is a button for a remedy.
type pill struct {
	label, aside string
	x, y, width  float32
}

func (p pill) holds(at fyne.Position) bool {
	return at.X >= p.x && at.X < p.x+p.width && at.Y >= p.y-pillPitch()/2 && at.Y < p.y+pillPitch()/2
}

const messageLines = 5

// key is what the layout of a row follows from.
func (a advice) key() string {
	key := a.Message
	if a.first {
		key = "\n" + key
	}
	for _, r := range a.remedies {
		key += "\n" + r.label + "\n" + r.aside
	}
	return key
}

// layOutAll lays out the rows for a width, but those that stay as they are.
func (f *findingsPane) layOutAll(width float32) {
	was := f.laid
	if width != f.width || look.Zoom() != f.zoom {
		was = nil
	}
	f.width, f.zoom = width, look.Zoom()
	f.laid = make(map[string]rowLayout, len(f.rows))
	for _, a := range f.rows {
		key := a.key()
		l, ok := was[key]
		if !ok {
			l = layOut(a, width)
		}
		f.laid[key] = l
	}
}

func layOut(a advice, width float32) rowLayout {
	var l rowLayout
	if a.first {
		l.top = findingsGroup
	}
	room := width - findingsText - findingsRight
	l.lines = look.WrapMax(sentence(a.Message), look.PaneText, room, messageLines)
	y := l.top + findingsPad + float32(len(l.lines))*look.PaneText.LineHeight() + 2
	l.meta = y + look.Meta.LineHeight()/2
	y += look.Meta.LineHeight()
	l.pills, y = pillsOf(a.remedies, y, width)
	l.foot = y + findingsPad
	return l
}

// pillPitch is from one line of pills to the next.
func pillPitch() float32 { return look.PillHeight() + pillGap }

// pillsOf sets pills in lines below y, and says where they end.
func pillsOf(remedies []remedy, y, width float32) ([]pill, float32) {
	var pills []pill
	x, right := float32(findingsText), width-findingsRight
	for _, r := range remedies {
		label := look.Ellipsis(r.label, look.MetaMedium, right-findingsText-look.PillWidth("", r.aside))
		w := look.PillWidth(label, r.aside)
		if len(pills) == 0 || x+w > right {
			x, y = findingsText, y+pillPitch()
		}
		pills = append(pills, pill{label: label, aside: r.aside, x: x, y: y - pillPitch()/2 + 2, width: w})
		x += w + pillGap
	}
	return pills, y
}

func (f *findingsPane) rowHeight(i int, _ float32) float32 { return f.laid[f.rows[i].key()].foot }

func (f *findingsPane) drawRow(p *look.Painter, i int, at rowArea) {
	a := f.rows[i]
	l := f.laid[a.key()]
	group := severities[rankOf(a.Severity)]
	if a.first {
		base := look.Meta.Centred(at.top + findingsGroup/2 + 2)
		end := p.Text(group.title, look.MetaMedium, look.Ink2, findingsRight, base)
		p.Text(strconv.Itoa(a.total), look.Meta, look.Ink3, end+6, base)
	}
	p.Row(8, at.top+l.top, at.width-16, at.height-l.top-2, at.state)
	y := at.top + l.top + findingsPad
	p.Icon(group.icon, findingsRight, y+look.PaneText.LineHeight()/2-7, 14, group.ink)
	for _, line := range l.lines {
		p.Text(line, look.PaneText, look.Ink, findingsText, look.PaneText.Baseline(y))
		y += look.PaneText.LineHeight()
	}
	f.drawMeta(p, a, at.top+l.meta, at.width-findingsRight, at.state)
	for _, pl := range l.pills {
		p.Pill(pl.label, pl.aside, pl.x, at.top+pl.y, false)
	}
}

// offWord silences the check of a row.
const offWord = "Switch off"

// drawMeta says where a finding is, and offers to go there; in the row in use also
// to hear no more of its check.
func (f *findingsPane) drawMeta(p *look.Painter, a advice, middle, right float32, state look.RowState) {
	base := look.Meta.Centred(middle)
	if a.lead.label != "" {
		right = p.TextRight(a.lead.label, look.MetaMedium, look.Accent, right, base) - 12
	}
	if a.check != "" && (state.Selected || state.Hovered) {
		right = p.TextRight(offWord, look.MetaMedium, look.Ink2, right, base) - 12
	}
	p.Text(look.Ellipsis(a.place, look.Meta, right-findingsText), look.Meta, look.Ink2, findingsText, base)
}

// tapped does what stands under the pointer: a remedy, or to hear no more of a
// check; elsewhere it shows what the finding is about.
func (f *findingsPane) tapped(i int, at fyne.Position, size fyne.Size) {
	a := f.rows[i]
	l := f.laid[a.key()]
	for i, pl := range l.pills {
		if pl.holds(at) {
			f.desk.take(a.remedies[i])
			return
		}
	}
	right := size.Width - findingsRight
	if a.lead.label != "" {
		right -= look.Width(a.lead.label, look.MetaMedium) + 12
	}
	onMeta := at.Y >= l.meta-look.Meta.LineHeight()/2 && at.Y < l.meta+look.Meta.LineHeight()/2
	if a.check != "" && onMeta && at.X < right && at.X >= right-look.Width(offWord, look.MetaMedium) {
		f.desk.switchOff(a.Rule)
		return
	}
	f.follow(a)
}

// follow goes to where a finding can be mended by hand.
func (f *findingsPane) follow(a advice) {
	if a.lead.run != nil {
		f.desk.do((*desk).hasNote, a.lead.run)
	}
}

// key goes through the findings, and does something about the one under it: Enter
// takes its first remedy, Right shows its place, Delete switches its check off.
func (f *findingsPane) key(_ int, e *fyne.KeyEvent) bool {
	a, _ := f.selected()
	switch e.Name {
	case fyne.KeyUp:
		f.step(-1)
	case fyne.KeyDown:
		f.step(1)
	case fyne.KeyReturn, fyne.KeyEnter:
		if len(a.remedies) == 0 {
			f.follow(a)
			break
		}
		f.desk.take(a.remedies[0])
	case fyne.KeyRight: // not Space, which would be typed into the words that it leads to
		f.follow(a)
	case fyne.KeyDelete:
		if a.check != "" {
			f.desk.switchOff(a.Rule)
		}
	case fyne.KeyEscape:
		f.leave()
	default:
		return false
	}
	return true
}

// step selects another finding, and has the note show its place.
func (f *findingsPane) step(by int) {
	f.list.choose(f.list.at + by)
	if a, ok := f.selected(); ok {
		f.desk.goToBlock(a.Block - 1)
	}
}

// What the window does with findings.

// showAdvice shows what the checks say of the open briefing. While words are being
// typed it waits: half a word is no finding.
func (d *desk) showAdvice() {
	if d.typing {
		return
	}
	d.reviewed = d.prepared.Findings
	rows := d.advices()
	d.findings.set(rows)
	d.outline.SetFindings(byBlock(d, rows))
	d.frame.status.Refresh()
}

// advices are the findings with what can be done about them, the gravest first.
func (d *desk) advices() []advice {
	titles := map[string]string{}
	for _, c := range export.Checks() {
		titles[c.Name] = c.Title
	}
	rows := make([]advice, len(d.reviewed))
	for i, f := range d.reviewed {
		rows[i] = advice{Finding: f, place: "The whole note", remedies: d.remediesFor(f), lead: d.leadOf(f), check: titles[f.Rule]}
		if f.Block > 0 && f.Block <= len(d.briefing.Blocks) {
			rows[i].place = placeOf(d.briefing, f.Block-1)
		}
	}
	slices.SortStableFunc(rows, func(a, b advice) int { return rankOf(a.Severity) - rankOf(b.Severity) })
	counts := map[briefing.Severity]int{}
	for _, r := range rows {
		counts[r.Severity]++
	}
	for i := range rows {
		rows[i].total = counts[rows[i].Severity]
		rows[i].first = i == 0 || rows[i].Severity != rows[i-1].Severity
	}
	return rows
}

// byBlock are the findings as the outline shows them.
func byBlock(d *desk, rows []advice) map[int][]outline.Finding {
	of := map[int][]outline.Finding{}
	for _, a := range rows {
		if a.Severity == briefing.SeverityInfo || a.Block == 0 {
			continue
		}
		f := outline.Finding{Says: sentence(a.Message), Grave: a.Severity == briefing.SeverityError}
		if a.Range.Len() > 0 {
			f.Words, f.Text = a.Range, a.Text
		}
		for _, r := range a.remedies {
			f.Remedies = append(f.Remedies, outline.Remedy{Label: r.label, Aside: r.aside, Take: func() { d.take(r) }})
		}
		if a.check != "" {
			f.SwitchOff = func() { d.switchOff(a.Rule) }
		}
		of[a.Block-1] = append(of[a.Block-1], f)
	}
	return of
}

// showFindings opens the pane of the findings.
func (d *desk) showFindings() {
	d.findings.put(true)
	d.pane = 0
	look.Focus(d.findings.list)
}

// stepping is the command that goes to another finding; the first time, to the one
// that is selected.
func stepping(by int) func(*desk) {
	return func(d *desk) {
		if d.findings.Visible() {
			d.findings.step(by)
		} else {
			d.findings.put(true)
			d.findings.step(0)
		}
		d.showFindings()
	}
}

// goToFinding goes to what a finding is about: its words where they can be typed
// over, else its block.
func (d *desk) goToFinding(f briefing.Finding) {
	d.goToBlock(f.Block - 1)
	if f.Block == 0 {
		return
	}
	d.outline.Focus()
	if f.Range.Len() > 0 && d.writable() {
		d.outline.EditAt(f.Block-1, f.Range)
	}
}
