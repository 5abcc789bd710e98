package outline

import (
	"strconv"
	"unicode"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// What the checks say of the blocks: a count below a text, and in the editor bands
// behind the words and a box that says what is the matter.

// Finding is what a check says of a block.
type Finding struct {
	// Words are where it stands in the block's own text, and Text what stood there
	// when it was found; both are empty where it is about the whole block.
	Words    briefing.Range
	Text     string
	Says     string
	Grave    bool // it must be mended, not only looked at
	Remedies []Remedy
	// SwitchOff silences its check; it may be nil.
	SwitchOff func()
}

// Remedy is what can be done about a finding at once, with a few words beside it.
type Remedy struct {
	Label, Aside string
	Take         func()
}

// SetFindings shows what the checks say, by block. It stays with the blocks until
// they are checked again.
func (o *Outline) SetFindings(of map[int][]Finding) {
	l := o.list
	l.findings = make([][]Finding, l.blocks)
	for i := range l.findings {
		l.findings[i] = of[i]
	}
	l.relayout()
}

// carryFindings takes them along to where their blocks stand.
func (l *list) carryFindings(to []int) {
	findings := make([][]Finding, l.blocks)
	for was, now := range to {
		if now >= 0 && was < len(l.findings) {
			findings[now] = l.findings[was]
		}
	}
	l.findings = findings
}

// standing are the findings of a block whose words are still there.
func (l *list) standing(i int) []Finding {
	if i >= len(l.findings) {
		return nil
	}
	var all []Finding
	for _, f := range l.findings[i] {
		if briefing.Slice(l.items[i].Text, f.Words) == f.Text {
			all = append(all, f)
		}
	}
	return all
}

// fillCount says at x how many findings a block has.
func (l *list) fillCount(item int, x, right, centre float32) {
	n := len(l.standing(item))
	said := strconv.Itoa(n)
	if n == 0 || x+26+look.Width(said, look.Meta) > right {
		return
	}
	l.paint.Icon(look.IconWarning, x+10, centre-6, 12, look.Warn)
	l.paint.Text(said, look.Meta, look.Warn, x+26, look.Meta.Centred(centre))
}

// pointed is the finding that the editor's box is about: the one at the caret, else
// the first.
func (l *list) pointed() (Finding, bool) {
	e := l.editor
	if e == nil || !e.entry.MultiLine {
		return Finding{}, false
	}
	all := l.standing(e.at)
	caret := briefing.Offset(e.entry.CursorTextOffset())
	for _, f := range all {
		if f.Words.Len() > 0 && caret >= f.Words.Start && caret <= f.Words.End {
			return f, true
		}
	}
	if len(all) == 0 {
		return Finding{}, false
	}
	return all[0], true
}

// caretMoved shows what is found at the caret, and brings it into view.
func (l *list) caretMoved() {
	if f, ok := l.pointed(); ok && l.editor.about != f.Says {
		l.relayout()
	}
	l.revealCaret()
}

// Measures of the box, in units.
const (
	boxPad   = 10
	boxText  = 34 // from its edge to words
	boxBelow = 4  // to the foot of the editor
	boxPills = 10 // above remedies
)

// box is the finding in the editor, laid out.
type box struct {
	Finding
	lines  []string
	height float32
}

// switchOff is what the box calls it.
const switchOff = "Switch off"

// boxOf lays out the finding at the caret; ok is false where there is none.
func (l *list) boxOf() (b box, ok bool) {
	if b.Finding, ok = l.pointed(); !ok {
		return box{}, false
	}
	room := l.rowWidth() - 2*editorText - boxText - boxPad
	if b.SwitchOff != nil {
		room -= look.Width(switchOff, look.Meta) + boxPad
	}
	b.lines = look.WrapMax(b.Says, look.PaneTextBold, room, 4)
	b.height = 2*boxPad - 2 + float32(len(b.lines))*look.PaneTextBold.LineHeight()
	if len(b.Remedies) > 0 {
		b.height += boxPills - 4 + look.PillHeight()
	}
	return b, true
}

// growEditor makes room in the editor's row for the box.
func (l *list) growEditor(s *setter) {
	b, ok := l.boxOf()
	l.editor.about = b.Says
	if !ok {
		return
	}
	r := &s.rows[len(s.rows)-1]
	r.h += b.height + boxBelow
	s.y += b.height + boxBelow
}

// fillBox draws the box above the foot of the editor.
func (l *list) fillBox(r row) {
	b, ok := l.boxOf()
	if !ok {
		return
	}
	ink := look.Warn
	if b.Grave {
		ink = look.Err
	}
	x, w := float32(paneEdge+editorText), l.rowWidth()-2*editorText
	y := r.foot() - footRow - boxBelow - b.height
	l.paint.Round(x, y, w, b.height, 7, look.WarnSoft, look.Transparent)
	line := y + boxPad - 1
	centre := line + look.PaneTextBold.LineHeight()/2
	l.paint.Icon(look.IconWarning, x+boxPad, centre-iconSize/2, iconSize, ink)
	if b.SwitchOff != nil {
		at := l.paint.TextRight(switchOff, look.Meta, look.Ink2, x+w-boxPad, look.Meta.Centred(centre))
		l.spot(at-4, centre-12, x+w-at+4, 24, b.SwitchOff)
	}
	for _, s := range b.lines {
		l.paint.Text(s, look.PaneTextBold, look.Ink, x+boxText, look.PaneTextBold.Baseline(line))
		line += look.PaneTextBold.LineHeight()
	}
	l.fillRemedies(b, x+boxText, x+w-boxPad, line+boxPills/2+look.PillHeight()/2)
}

// fillRemedies draws as many remedies as fit in a line.
func (l *list) fillRemedies(b box, x, right, centre float32) {
	for _, r := range b.Remedies {
		label := look.Ellipsis(r.Label, look.MetaMedium, right-x-look.PillWidth("", r.Aside))
		end := x + look.PillWidth(label, r.Aside)
		if end > right {
			return
		}
		l.paint.Pill(label, r.Aside, x, centre, l.pointer.inside(x, centre-12, end-x, 24))
		l.spot(x, centre-12, end-x, 24, r.Take)
		x = end + 6
	}
}

// fillBands draws what lies behind the words of findings in the editor.
func (l *list) fillBands(r row) {
	e := l.editor
	if !e.entry.MultiLine {
		return
	}
	var found []Finding
	for _, f := range l.standing(e.at) {
		if f.Words.Len() > 0 {
			found = append(found, f)
		}
	}
	if len(found) == 0 {
		return
	}
	text := []rune(e.entry.Text)
	height := look.PaneText.LineHeight()
	for i, line := range rowsOf(text, l.rowWidth()-2*editorText, paneWidth) {
		for _, f := range found {
			from, to := max(f.Words.Start, line.Start), min(f.Words.End, line.End)
			if from >= to {
				continue
			}
			ink := look.Warn
			if f.Grave {
				ink = look.Err
			}
			x := e.left() + paneWidth(string(text[line.Start:from]))
			end := e.left() + paneWidth(string(text[line.Start:to]))
			y := r.top + float32(i)*height
			l.fillBand(x, end, y, height, ink)
		}
	}
}

func (l *list) fillBand(x, end, y, height float32, ink fyne.ThemeColorName) {
	l.paint.Band(x-1, y+1, end-x+2, height-2, 3, look.Ends{Left: true, Right: true}, look.WarnSoft)
	l.paint.Dashes(x, end, look.PaneText.Baseline(y)+3, ink)
}

// rowsOf are the lines that an Entry breaks a text into at words, by its rules: a
// line ends before the last space up to which it fits, and that space is dropped; a
// word that is wider than a line is broken.
func rowsOf(text []rune, width float32, measure func(string) float32) []briefing.Range {
	var rows []briefing.Range
	begin := 0
	for begin <= len(text) {
		end := begin
		for end < len(text) && text[end] != '\n' {
			end++
		}
		if begin == end {
			rows = append(rows, briefing.Range{Start: briefing.Offset(begin), End: briefing.Offset(end)})
		}
		for low := begin; low < end; {
			high := rowEnd(text[low:end], width, measure) + low
			rows = append(rows, briefing.Range{Start: briefing.Offset(low), End: briefing.Offset(high)})
			if low = high; low < end && unicode.IsSpace(text[low]) {
				low++
			}
		}
		begin = end + 1
	}
	return rows
}

// rowEnd is how much of text stands in its first line.
func rowEnd(text []rune, width float32, measure func(string) float32) int {
	used, space := float32(0), -1
	for i := 0; i < len(text); {
		if unicode.IsSpace(text[i]) {
			space = i
			if used += measure(string(text[i])); used > width {
				return max(space, 1)
			}
			i++
			continue
		}
		end := i
		for end < len(text) && !unicode.IsSpace(text[end]) {
			end++
		}
		used += measure(string(text[i:end]))
		switch {
		case used <= width:
			i = end
		case space >= 0:
			return max(space, 1)
		default:
			return len([]rune(string(text[:end])[:fitting(string(text[:end]), width, measure)]))
		}
	}
	return len(text)
}
