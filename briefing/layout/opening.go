package layout

import (
	"cmp"
	"slices"
	"strings"

	"briefdesk/briefing/manuscript"
)

// particulars are the facts of a note that are not printed yet.
type particulars struct{ facts []manuscript.Fact }

// take returns the fact of a key, or nil, and what is left is without it. No fact is
// called by an empty key.
func (p *particulars) take(key string) *manuscript.Fact {
	i := p.index(key)
	if i < 0 {
		return nil
	}
	fact := p.facts[i]
	p.facts = slices.Delete(slices.Clone(p.facts), i, i+1)
	return &fact
}

func (p *particulars) index(key string) int {
	return slices.IndexFunc(p.facts, func(f manuscript.Fact) bool { return f.Key == key && key != "" })
}

// first is the first of keys of which there is a fact, else the last.
func (p *particulars) first(keys ...string) string {
	for _, key := range keys {
		if p.index(key) >= 0 {
			return key
		}
	}
	return keys[len(keys)-1]
}

// reword says the text of a fact in other words.
func (p *particulars) reword(key string, in func(string) string) {
	if i := p.index(key); i >= 0 {
		p.facts = slices.Clone(p.facts)
		p.facts[i].Text = []manuscript.Run{{Text: in(plain(p.facts[i].Text))}}
	}
}

// all takes what is left.
func (p *particulars) all() []manuscript.Fact {
	rest := p.facts
	p.facts = nil
	return rest
}

// begin sets what opens the first page, and returns the first baseline below it
// for text, and for a panel. What would take more than half of the page flows
// with the text instead. What it has no place for stays in facts.
func (f *flow) begin(m manuscript.Manuscript, facts *particulars) (items []Item, start, toPanel Pt) {
	st := f.st
	undo := f.remember()
	all, late := facts.facts, facts.takeAll(st.late...)
	f.framing.left = st.top
	items, bottom := st.opening(f, m, facts)
	facts.facts = append(facts.facts, late...)
	if bottom <= st.paper.H/2 {
		return items, bottom + st.afterOpening, bottom + st.toPanel
	}
	undo()
	f.takeFrame()
	if strings.TrimSpace(m.Title) != "" {
		title := f.paragraph([]span{{text: m.Title, typeface: st.title}}, setting{width: st.full(), tag: f.tree.heading(0, 1)})
		f.add(f.lines(title, st.left, st.title.size, st.titleLead), 0, st.section)
		f.inFrame(f.titled(m.Title, manuscript.AlignStart))
	}
	f.rows(all, st.end.between)
	f.inFrame(f.labelled(all)...)
	facts.facts = nil
	f.last = st.section
	return nil, st.top + ascent(st.title.size), st.top
}

// titleLines sets the title from a baseline on and returns the last one.
func (f *flow) titleLines(title string, x, width, y Pt, align manuscript.Align) ([]Item, Pt) {
	if strings.TrimSpace(title) == "" {
		return nil, y
	}
	set := setting{width: width, tag: f.tree.heading(0, 1), align: align}
	spans := []span{{text: title, typeface: f.st.title}}
	lines := f.paragraph(spans, set)
	switch n := len(lines); {
	case align == manuscript.AlignCentre:
		lines, x = f.balanced(spans, set, x)
	case n > 1 && lines[n-1].width < width/4: // a word alone
		lines, _ = f.balanced(spans, set, x)
	}
	last := y + Pt(max(len(lines)-1, 0))*f.st.titleLead
	f.framed(f.titled(title, align), column{f.st.left, width}, y, last)
	return stacked(lines, x, y, f.st.titleLead), last
}

// titled is the title as a line of a frame.
func (f *flow) titled(title string, align manuscript.Align) FrameLine {
	return FrameLine{Text: []manuscript.Run{{Text: title}}, Type: f.st.title.asType(f.st.titleLead), Align: align, Heading: 1}
}

// labelled are rows of the end matter as lines of a frame.
func (f *flow) labelled(facts []manuscript.Fact) []FrameLine {
	face := f.st.end.face
	face.bold = true
	var lines []FrameLine
	for _, fact := range facts {
		lines = append(lines, FrameLine{
			Label: fact.Label, LabelType: face.asType(0), Hang: f.st.end.label + f.st.end.gutter,
			Text: fact.Text, Type: f.st.end.face.asType(f.st.end.lead), Above: f.st.end.between,
		})
	}
	return lines
}

// over sets a line in capitals over the title.
func (f *flow) over(m manuscript.Manuscript, y Pt) []Item {
	kicker := strings.ToUpper(cmp.Or(m.Kicker, manuscript.Say(m.Language, "Briefing note")))
	f.framed(FrameLine{Text: []manuscript.Run{{Text: kicker}}, Type: f.st.kicker.asType(0)}, column{f.st.left, f.st.full()}, y, y)
	return f.text1(kicker, f.st.kicker, f.tree.add(0, RoleParagraph), f.st.left, y)
}

// across is a rule over the whole width of an opening.
func (f *flow) across(y, weight Pt, colour Colour) Item {
	f.framing.rule(y, weight, colour)
	return Rect{X: f.st.left, Y: y, W: f.st.full(), H: weight, Colour: colour}
}

// balanced sets centred text as narrow as it can be without a line more, and
// says where its column begins.
func (f *flow) balanced(spans []span, set setting, x Pt) ([]line, Pt) {
	const step = 12
	lines := f.paragraph(spans, set)
	for set.width > 2*step {
		set.width -= step
		narrow := f.paragraph(spans, set)
		if len(narrow) > len(lines) {
			break
		}
		lines, x = narrow, x+step/2
	}
	return lines, x
}

// stacked places lines one below the other, the first on the baseline y.
func stacked(lines []line, x, y, lead Pt) []Item {
	var items []Item
	for i, l := range lines {
		items = append(items, placed(l.items, x, y+Pt(i)*lead)...)
	}
	return items
}

// factLine takes the fact of a key and sets it on one line at the start of a
// column. One that does not fit is left.
func (f *flow) factLine(facts *particulars, key string, tf typeface, col column, y Pt) []Item {
	return f.factAligned(facts, key, tf, col, manuscript.AlignStart, y)
}

// factRight does so at the end of the column.
func (f *flow) factRight(facts *particulars, key string, tf typeface, col column, y Pt) []Item {
	return f.factAligned(facts, key, tf, col, manuscript.AlignEnd, y)
}

// factCentred does so in its middle.
func (f *flow) factCentred(facts *particulars, key string, tf typeface, col column, y Pt) []Item {
	return f.factAligned(facts, key, tf, col, manuscript.AlignCentre, y)
}

func (f *flow) factAligned(facts *particulars, key string, tf typeface, col column, align manuscript.Align, y Pt) []Item {
	i := facts.index(key)
	if i < 0 || f.natural([]span{{text: plain(facts.facts[i].Text), typeface: tf}}) > col.width {
		return nil
	}
	fact, tag := facts.take(key), f.tree.add(0, RoleParagraph)
	language := ""
	if strings.HasPrefix(key, "second ") {
		language = otherOfficial(f.language)
		f.tree.elements[tag].Language = language
	}
	lines := f.paragraph(f.spans(fact.Text, tf, tag), setting{width: col.width, block: fact.Block, tag: tag, align: align, language: language})
	f.framed(FrameLine{Text: fact.Text, Type: tf.asType(0), Align: align, Language: language}, col, y, y)
	return stacked(lines, col.x, y, 0)
}

// The field block: two columns of labels and values between two rules.
const (
	factLead = 13.5
	// factLeadTall is that of rows in Arabic script.
	factLeadTall = 18
	factInset    = 6
	factLabel    = 60  // from a label to its value
	factColumns  = 302 // from the left labels to the right ones
)

func (f *flow) facts(facts []manuscript.Fact, top Pt) ([]Item, Pt) {
	st := f.st
	left, right := sides(facts)
	lead := st.leadFor(st.value, factLead)
	if f.mirrored {
		lead = max(lead, factLeadTall)
	}
	items := []Item{f.across(top, 0.5, black)}
	pairs, bottom := f.pairs(left, right, pairColumns{factLabel, factColumns, factLabel, lead}, top+factInset+ascent(st.value.size))
	bottom += descent(st.value.size) + factInset
	return append(append(items, pairs...), f.across(bottom, 0.5, black)), bottom + 0.5
}

// fieldRanks are where facts stand in the field block; what has no rank comes
// last.
var fieldRanks = map[string]int{
	manuscript.FactTo: -5, manuscript.FactFrom: -4, manuscript.FactPurpose: -3, "action": -2, manuscript.FactHandling: -1,
	manuscript.FactReference: -4, manuscript.FactDate: -3, "decide by": -2, "annexes": -1,
}

// sides puts short facts that a reader looks up on the right, the rest on the
// left. What is asked of the reader, and by when, is bold.
func sides(facts []manuscript.Fact) (left, right []manuscript.Fact) {
	facts = slices.Clone(facts)
	slices.SortStableFunc(facts, func(a, b manuscript.Fact) int { return cmp.Compare(fieldRanks[a.Key], fieldRanks[b.Key]) })
	for _, fact := range facts {
		switch fact.Key {
		case manuscript.FactReference, manuscript.FactDate, "annexes":
			right = append(right, fact)
		case "decide by":
			right = append(right, emboldened(fact))
		case "action":
			left = append(left, emboldened(fact))
		default:
			left = append(left, fact)
		}
	}
	if len(left) == 0 {
		return right, nil
	}
	return left, right
}

// emboldened is a fact with its text in bold.
func emboldened(fact manuscript.Fact) manuscript.Fact {
	fact.Text = slices.Clone(fact.Text)
	for i := range fact.Text {
		fact.Text[i].Bold = true
	}
	return fact
}

// pairColumns say where two columns of labels and values stand.
type pairColumns struct {
	leftLabel  Pt // from a label at the left to its value
	right      Pt // from the left labels to the right ones
	rightLabel Pt
	lead       Pt
}

// pairs sets facts in two columns, each without gaps; what stands at the left below
// the last at the right has the whole width. It returns the last baseline.
func (f *flow) pairs(left, right []manuscript.Fact, at pairColumns, y Pt) ([]Item, Pt) {
	st := f.st
	tags := f.tagged(append(slices.Clone(left), right...))
	beside, top := []Item(nil), y
	f.framing.begin(FramePart{Columns: true})
	for i, fact := range right {
		its, n := f.fact(tags[len(left)+i], column{st.left + at.right, st.full() - at.right}, at.rightLabel, at.lead, y)
		f.framing.beside(f.paired(fact, at.rightLabel), at.right, y, y+Pt(n-1)*at.lead)
		beside, y = append(beside, its...), y+Pt(n)*at.lead
	}
	var items []Item
	bottom, y := y, top
	for i, fact := range left {
		width := st.full()
		if y < bottom {
			width = at.right - 12
		}
		its, n := f.fact(tags[i], column{st.left, width}, at.leftLabel, at.lead, y)
		f.framing.beside(f.paired(fact, at.leftLabel), 0, y, y+Pt(n-1)*at.lead)
		items, y = append(items, its...), y+Pt(n)*at.lead
	}
	return append(items, beside...), max(y, bottom, top+at.lead) - at.lead
}

// paired is a fact of two columns as a line of a frame.
func (f *flow) paired(fact manuscript.Fact, hang Pt) FrameLine {
	return FrameLine{Label: fact.Label, LabelType: f.st.small.asType(0), Hang: hang, Text: fact.Text, Type: f.st.value.asType(0)}
}

// taggedFact is a fact with the elements of its label and its text.
type taggedFact struct {
	manuscript.Fact
	label, text int
}

func (f *flow) tagged(facts []manuscript.Fact) []taggedFact {
	if len(facts) == 0 {
		return nil
	}
	table := f.tree.add(0, RoleTable)
	tags := make([]taggedFact, len(facts))
	for i, fact := range facts {
		label, text := f.tree.labelled(table)
		tags[i] = taggedFact{fact, label, text}
	}
	return tags
}

// fact sets a label and its value beside it, and says how many lines they take.
func (f *flow) fact(fact taggedFact, col column, label, lead, y Pt) ([]Item, int) {
	items := f.text1(fact.Label, f.st.small, fact.label, col.x, y)
	label = max(label, f.natural([]span{{text: fact.Label + " ", typeface: f.st.small}})+4)
	lines := f.paragraph(f.spans(fact.Text, f.st.value, fact.text), setting{width: max(col.width-label, 40), block: fact.Block, tag: fact.text, align: f.fromStart(fact.Text)})
	return append(items, stacked(lines, col.x+label, y, lead)...), max(len(lines), 1)
}

// fromStart is the alignment with which a short text begins where the note's own
// language does, although its letters may run the other way.
func (f *flow) fromStart(runs []manuscript.Run) manuscript.Align {
	if _, rtl := levels(nil, []rune(plain(runs)), usual(f.language)); f.mirrored && !rtl {
		return manuscript.AlignEnd
	}
	return manuscript.AlignStart
}
