package outline

import (
	"slices"
	"strings"
	"unicode"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// quoting stands in place of a direct quotation and takes edits of it. The
// source's words can be selected, but not typed over: an edit is asked for by
// OnEdits, and shown when the block comes back with it.
type quoting struct {
	at   int // block
	item Item
	asks *asking // for the text of a replacement or an insertion, or nil

	anchor, caret int
	goal          float32 // x that Up and Down keep to, or below 0
	shift         bool
	selecting     bool // the pointer holds the end of the selection

	width   float32 // that what follows is set for, at a text size
	zoom    float32
	words   *look.Prose
	printed *look.Prose
	bar     []toolPlace
	problem string // why the last edit could not be made
}

// asking is a field for the words that go into brackets.
type asking struct {
	edit  briefing.Edit
	name  string
	field *look.TextField
}

// quote opens the editor of a direct quotation, after closing any other.
func (l *list) quote(i int) {
	if l.o.ReadOnly || i < 0 || i >= l.blocks || !l.items[i].isQuotable() || l.Editing() == i {
		return
	}
	l.done()
	l.selectBlock(i)
	l.quoting = &quoting{at: i, item: l.items[i], goal: -1}
	l.relayout()
	l.reveal()
	look.Focus(l)
}

// carryQuoting takes the editor of a quotation along to where its block is.
func (l *list) carryQuoting(to []int) {
	q := l.quoting
	if q == nil {
		return
	}
	if q.at = to[q.at]; q.at < 0 || l.items[q.at].Exact != q.item.Exact {
		l.quoting = nil
		return
	}
	q.item, q.words, q.problem = l.items[q.at], nil, ""
}

// exchange gives the open block the editor of its kind: a quotation that has
// become a paraphrase is written in, and the other way round.
func (l *list) exchange() {
	i := l.Editing()
	if i < 0 || (l.quoting != nil) == l.items[i].isQuotable() {
		return
	}
	l.quoting, l.editor = nil, nil
	l.open(i)
}

// selected is what is chosen of the words, without the spaces at its ends.
func (q *quoting) selected() briefing.Range {
	text := []rune(q.item.Exact)
	start, end := min(q.anchor, q.caret), max(q.anchor, q.caret)
	for start < end && unicode.IsSpace(text[start]) {
		start++
	}
	for start < end && unicode.IsSpace(text[end-1]) {
		end--
	}
	return briefing.Range{Start: briefing.Offset(start), End: briefing.Offset(end)}
}

// touched are the edits that the selection meets, or the caret.
func (q *quoting) touched() []briefing.Edit {
	start, end := briefing.Offset(min(q.anchor, q.caret)), briefing.Offset(max(q.anchor, q.caret))
	var all []briefing.Edit
	for _, e := range q.item.Quotation.Edits {
		if e.Start <= end && start <= e.End && (start == end || e.Len() == 0 || e.Start < end && start < e.End) {
			all = append(all, e)
		}
	}
	return all
}

// letter is the first letter at or after the caret or the beginning of the
// selection, in the same word, with its accents.
func (q *quoting) letter() briefing.Range {
	text := []rune(q.item.Exact)
	at := min(q.anchor, q.caret)
	for at < len(text) && !unicode.IsLetter(text[at]) && !unicode.IsSpace(text[at]) {
		at++
	}
	if at >= len(text) || !unicode.IsLetter(text[at]) {
		return briefing.Range{}
	}
	end := q.words.Next(at)
	return briefing.Range{Start: briefing.Offset(at), End: briefing.Offset(end)}
}

// tool is what can be done with the selected words.
type tool struct {
	label, key string
	name       string // of the step of undo
	kind       briefing.EditKind
	asks       string // what to write, where a text is needed
	fits       func(*quoting) bool
	run        func(*list)
}

// tools are those of the bar, in order.
var tools = []tool{
	{label: "Omit", key: "Del", name: "Omit words", kind: briefing.EditOmit},
	{label: "Replace…", key: "R", name: "Replace words", kind: briefing.EditReplace, asks: "Instead of these words, in brackets"},
	{label: "Insert…", key: "I", name: "Insert words", kind: briefing.EditInsert, asks: "To be inserted in brackets", fits: func(*quoting) bool { return true }},
	{label: "Case", key: "C", name: "Change case", kind: briefing.EditCase, fits: func(q *quoting) bool { return q.letter().Len() > 0 }},
	{label: "sic", key: "S", name: "Mark as sic", kind: briefing.EditSic},
	{label: "Emphasis", key: "E", name: "Emphasise words", kind: briefing.EditEmphasis},
	{label: "Remove edit", key: "X", fits: func(q *quoting) bool { return len(q.touched()) > 0 }, run: (*list).removeEdits},
}

func (t tool) enabled(q *quoting) bool {
	if t.fits != nil {
		return t.fits(q)
	}
	return q.selected().Len() > 0
}

// use does what a tool is for, if it can.
func (l *list) use(t tool) {
	q := l.quoting
	if q == nil || !t.enabled(q) {
		return
	}
	if t.run != nil {
		t.run(l)
		return
	}
	e := briefing.Edit{Kind: t.kind, Range: q.selected()}
	switch t.kind {
	case briefing.EditInsert:
		e.Start = briefing.Offset(q.caret)
		e.End = e.Start
	case briefing.EditCase:
		e.Range = q.letter()
	case briefing.EditOmit, briefing.EditReplace, briefing.EditEmphasis:
		e.Range = q.widened(e)
	case briefing.EditSic:
	}
	if t.asks == "" {
		l.toggle(t.name, e)
		return
	}
	l.askText(t, e)
}

// widened is the range of an edit made so large that it holds those of its sort
// which it would cut.
func (q *quoting) widened(e briefing.Edit) briefing.Range {
	r := e.Range
	for _, old := range q.item.Quotation.Edits {
		isEmphasis := old.Kind == briefing.EditEmphasis
		if isEmphasis == (e.Kind == briefing.EditEmphasis) && old.Overlaps(r) && old.Kind != briefing.EditCase {
			r.Start, r.End = min(r.Start, old.Start), max(r.End, old.End)
		}
	}
	return r
}

// toggle makes an edit, or takes it back where it is there already.
func (l *list) toggle(name string, e briefing.Edit) {
	edits := l.quoting.item.Quotation.Edits
	if i := slices.Index(edits, e); i >= 0 {
		l.edited("Remove edit", slices.Delete(slices.Clone(edits), i, i+1))
		return
	}
	l.make(name, e)
}

// make puts an edit among those of the quotation.
func (l *list) make(name string, e briefing.Edit) {
	q := l.quoting
	edits := q.item.Quotation.Edits
	if e.Kind == briefing.EditEmphasis { // which takes in those that it holds
		edits = slices.DeleteFunc(slices.Clone(edits), func(old briefing.Edit) bool {
			return old.Kind == briefing.EditEmphasis && e.Contains(old.Range)
		})
	}
	edits, err := quote.WithEdit(q.item.Exact, edits, e)
	if err != nil {
		q.problem = "This meets another edit; remove that one first (X)"
		l.Refresh()
		return
	}
	q.anchor, q.caret = int(e.Start), int(e.End)
	l.edited(name, edits)
}

func (l *list) removeEdits() {
	q := l.quoting
	gone := q.touched()
	l.edited("Remove edit", slices.DeleteFunc(slices.Clone(q.item.Quotation.Edits), func(e briefing.Edit) bool { return slices.Contains(gone, e) }))
}

// edited asks for other edits of the quotation.
func (l *list) edited(name string, edits []briefing.Edit) {
	if l.o.OnEdits != nil {
		l.o.OnEdits(l.quoting.at, name, edits)
	}
}

// askText shows the field for the words that go into brackets.
func (l *list) askText(t tool, e briefing.Edit) {
	q := l.quoting
	field := look.NewTextField(t.asks)
	for _, old := range q.item.Quotation.Edits {
		if old.Kind == e.Kind && old.Range == e.Range {
			field.SetText(old.Text)
		}
	}
	field.OnSubmit = func(string) { l.answer() }
	field.Input().OnEscape = l.stopAsking
	q.asks = &asking{edit: e, name: t.name, field: field}
	l.relayout()
	l.reveal()
	field.Focus()
}

// answer makes the edit with the text that was written.
func (l *list) answer() {
	q := l.quoting
	if q == nil || q.asks == nil {
		return
	}
	a := q.asks
	text := strings.Trim(strings.TrimSpace(a.field.Text()), "[]")
	if strings.TrimSpace(text) == "" {
		l.stopAsking()
		return
	}
	a.edit.Text = text
	q.asks = nil
	look.Focus(l)
	l.make(a.name, a.edit)
	l.relayout()
}

func (l *list) stopAsking() {
	if l.quoting != nil {
		l.quoting.asks = nil
	}
	look.Focus(l)
	l.relayout()
}

// kinds are what a quotation may be, as the chooser names them.
var kinds = []struct {
	kind  briefing.PassageKind
	label string
}{
	{briefing.PassageDirect, "Direct quotation"},
	{briefing.PassageParaphrase, "Paraphrase"},
	{briefing.PassageSummary, "Summary"},
	{briefing.PassageTranslation, "Desk translation"},
}

// kindLabel says what a quotation is.
func (it Item) kindLabel() string {
	for _, k := range kinds {
		if k.kind == it.Quotation.Kind {
			return k.label
		}
	}
	return kinds[0].label
}
