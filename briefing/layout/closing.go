package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing/manuscript"
)

// What ends a note: what its facts say that is not wanted before the text, the
// sources, disclaimers, verification.

// The rows of the end matter are in this order. What has no rank of its own
// comes after the copies, and sources that are marked in brackets come then.
var endRanks = map[string]int{
	"copies": -1, manuscript.FactDistribution: -1,
	manuscript.FactSourceDisclaimer: 1, manuscript.FactVerification: 2, manuscript.FactQuotedShare: 2, "contact": 3, "consulted": 4, "annexes": 5,
}

// endRows are the rows before the sources and those after them.
func endRows(facts, end []manuscript.Fact) (before, after []manuscript.Fact) {
	rows := slices.Concat(facts, end)
	rank := func(fact manuscript.Fact) int {
		if fact.Key == "" {
			return endRanks[manuscript.FactSourceDisclaimer] // the desk's own disclaimers
		}
		return endRanks[fact.Key]
	}
	slices.SortStableFunc(rows, func(a, b manuscript.Fact) int { return cmp.Compare(rank(a), rank(b)) })
	n := 0
	for n < len(rows) && rank(rows[n]) < 0 {
		n++
	}
	return rows[:n], rows[n:]
}

// takeAll takes the facts of keys, in the order of the keys.
func (p *particulars) takeAll(keys ...string) []manuscript.Fact {
	var taken []manuscript.Fact
	for _, key := range keys {
		if fact := p.take(key); fact != nil {
			taken = append(taken, *fact)
		}
	}
	return taken
}

// The names under which a form may give what is attached to a memo, and who
// drafted, approved and cleared it. Its reference stands below them.
var (
	attached = []string{"attachments", "annexes"}
	hands    = []string{"drafter", "drafted", "approver", "approved", "clearances", "cleared", "cleared by", manuscript.FactReference}
)

// memoClosing sets what is attached to a memo, and through whose hands it went.
func (f *flow) memoClosing(_ manuscript.Manuscript, facts *particulars) {
	st := f.st
	for _, fact := range facts.takeAll(attached...) {
		tag := f.tree.heading(0, 2)
		strips := f.lines(f.paragraph([]span{{text: fact.Label, typeface: st.head}}, setting{width: st.full(), block: fact.Block, tag: tag}), st.left, st.head.size, st.headLead)
		tag = f.tree.add(0, RoleParagraph)
		text := f.lines(f.paragraph(f.spans(fact.Text, st.body, tag), setting{width: st.full(), block: fact.Block, tag: tag}), st.left, st.body.size, st.lead)
		strips = append(strips, text...)
		bindAll(strips)
		strips[len(strips)-1].bound = false
		f.add(strips, st.section, st.section)
		f.inFrame(
			FrameLine{Text: []manuscript.Run{{Text: fact.Label}}, Type: st.head.asType(st.headLead), Heading: 2, Above: st.section},
			FrameLine{Text: fact.Text, Type: st.body.asType(st.lead)},
		)
	}
	var strips []strip
	for _, fact := range facts.takeAll(hands...) {
		tag := f.tree.add(0, RoleParagraph)
		said := FrameLine{Text: append([]manuscript.Run{{Text: fact.Label + ": "}}, fact.Text...), Type: st.end.face.asType(st.end.lead)}
		if strips == nil {
			said.Above = handsBefore
		}
		strips = append(strips, f.lines(f.paragraph(f.spans(said.Text, st.end.face, tag), setting{width: st.full(), block: fact.Block, tag: tag}), st.left, st.end.face.size, st.end.lead)...)
		f.inFrame(said)
	}
	if len(strips) == 0 {
		return
	}
	bindAll(strips)
	strips[len(strips)-1].bound = false
	f.add(strips, handsBefore, st.section)
}

// handsBefore is from the last line of a memo to those who wrote it.
const handsBefore = 30

// paperClosing signs a paper: whose it is, and when, at the right.
func (f *flow) paperClosing(m manuscript.Manuscript, _ *particulars) {
	var lines []line
	width := Pt(0)
	for _, key := range []string{"minister", manuscript.FactFrom, manuscript.FactDate} {
		i := slices.IndexFunc(m.Facts, func(fact manuscript.Fact) bool { return fact.Key == key })
		if i < 0 || key == manuscript.FactFrom && len(lines) > 0 {
			continue
		}
		said := capitalised(plain(m.Facts[i].Text))
		spans := []span{{text: said, typeface: f.st.body}}
		signed := FrameLine{Text: []manuscript.Run{{Text: said}}, Type: f.st.body.asType(f.st.lead), Align: manuscript.AlignEnd}
		if lines == nil {
			signed.Above = signatureBefore
		}
		f.inFrame(signed)
		width = max(width, min(f.natural(spans)+1, f.st.measure()))
		lines = append(lines, f.paragraph(spans, setting{width: f.st.measure(), tag: f.tree.add(0, RoleParagraph), block: m.Facts[i].Block})...)
	}
	if len(lines) == 0 {
		return
	}
	strips := f.lines(lines, f.st.left+f.st.full()-width, f.st.body.size, f.st.lead)
	bindAll(strips)
	strips[len(strips)-1].bound = false
	if n := len(f.strips); n > 0 {
		f.strips[n-1].bound = true
	}
	f.add(strips, signatureBefore, f.st.section)
}

// capitalised is s with a capital at its start.
func capitalised(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

// signatureBefore is from the last line of a paper to its signature.
const signatureBefore = 30

// classification is the block that says who classified a memo, and until when:
// in a box at the bottom of its first page. It takes height from the text there.
func (f *flow) classification(m manuscript.Manuscript, facts *particulars) (items []Item, height Pt) {
	if !isClassified(string(m.Banner.Mark)) {
		return nil, 0
	}
	rows := facts.takeAll("classified by", "derived from", "declassify on", "reason")
	if len(rows) == 0 {
		return nil, 0
	}
	f.boxed = append(f.boxed, rows...)
	face, lead := f.st.end.face, f.st.end.lead
	widest, lines := Pt(0), []line(nil)
	for _, row := range rows {
		tag := f.tree.add(0, RoleParagraph)
		spans := append([]span{{text: row.Label + ": ", typeface: face}}, f.spans(row.Text, face, tag)...)
		room := f.st.full()/2 - 2*classificationSide
		widest = max(widest, min(f.natural(spans), room))
		lines = append(lines, f.paragraph(spans, setting{width: room, tag: tag, block: row.Block})...)
	}
	height = ascent(face.size) + descent(face.size) + Pt(len(lines)-1)*lead + 2*classificationInset
	top := f.st.floor() - height
	items = box(f.st.left, top, widest+2*classificationSide, height, classificationRule)
	items = append(items, stacked(lines, f.st.left+classificationSide, top+classificationInset+ascent(face.size), lead)...)
	return items, height + classificationGap
}

// Measures of the box that says who classified a memo.
const (
	classificationSide  = 8
	classificationInset = 6
	classificationRule  = 0.6
	classificationGap   = 12 // from the text above it
)

// isClassified reports whether a marking is that of a classified note, in the
// sense of Executive Order 13526: national security information.
func isClassified(mark string) bool {
	for _, level := range []string{"TOP SECRET", "SECRET", "CONFIDENTIAL"} {
		if rest, ok := strings.CutPrefix(mark, level); ok && (rest == "" || rest[0] == '/') {
			return true
		}
	}
	return false
}
