package app

import (
	"fmt"
	"slices"
	"strings"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/quote"
)

// wordReview is a Word document that came back, compared with the briefing that it
// was made from. What is accepted is always put into the briefing as it was compared,
// all of it anew, so that things can be accepted in any order, and taken back.
type wordReview struct {
	session.WordReview
	name    string // of the file
	data    []byte // of the file, to be compared again
	sources briefing.Sources
	things  []*wordThing   // in the order of the note
	taken   [][]*wordThing // by steps of undo, the oldest first
}

// Bounds of what is shown of a document.
const (
	mostThings = 2000
	mostWords  = 20_000 // letters of one of them
)

// wordThing is one thing that was done in Word: how it is shown, and how it is accepted.
type wordThing struct {
	label string // what it is
	title string // the first change of its words
	where string
	says  string
	block int // its number in the briefing as it was compared, or 0
	words []stanza

	accept, keep string // what the buttons say; accept is empty where there is no way
	step         string // what undo calls it
	alone        bool   // it is accepted only by itself
	take         func(*wordTaking)
	taken, kept  bool // the note has it, or stays as it is
}

// wordTaking is a briefing that takes over what was accepted.
type wordTaking struct {
	briefing briefing.Briefing
	back     export.Returned
	accepted []int // changes of back
	kept     []int // comments of back
}

// newWordReview takes its time, and is called beside the window.
func newWordReview(name string, data []byte, review session.WordReview, sources briefing.Sources) (*wordReview, error) {
	r := &wordReview{WordReview: review, name: name, data: data, sources: sources}
	if n := len(r.Changes) + len(r.Findings) + len(r.Comments); n > mostThings {
		return nil, fmt.Errorf("it differs from the note in more than %d places; import it as an article, and compare it by eye", mostThings)
	}
	for i, ch := range r.Changes {
		if ch.Kind == export.Altered {
			r.things = append(r.things, r.altered(ch))
		} else {
			r.things = append(r.things, r.changed(i))
		}
	}
	for _, f := range r.Findings {
		if f.Rule != export.RuleComment && f.Rule != quote.RuleAltered { // which are among the comments and the changes
			r.things = append(r.things, r.printed(f))
		}
	}
	if len(r.Briefing.Blocks) > 0 {
		for _, i := range r.Unkept(r.Briefing) {
			r.things = append(r.things, r.remarked(i))
		}
	}
	slices.SortStableFunc(r.things, func(a, b *wordThing) int { return a.block - b.block })
	for _, t := range r.things {
		t.title = snippet(t.words[0].words)
		setStanzas(t.words, wordLeast) // words that were measured once are set at once in the window
	}
	return r, nil
}

// cut is the beginning of a text that is too long to be shown.
func cut(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + " …"
	}
	return s
}

// differing are two texts compared, as far as they are shown.
func differing(was, is string) []quote.Change {
	return quote.Diff(cut(was, mostWords), cut(is, mostWords))
}

// same is a text that does not differ.
func same(words string) []quote.Change {
	return []quote.Change{{Op: quote.Same, Text: cut(words, mostWords)}}
}

// snippet is the first change of words and what stands round it, on one line.
func snippet(words []quote.Change) string {
	const before = 3 // words
	var s strings.Builder
	at := max(slices.IndexFunc(words, func(c quote.Change) bool { return c.Op != quote.Same }), 0)
	if at > 0 {
		lead := strings.Fields(words[at-1].Text)
		if at > 1 || len(lead) > before {
			s.WriteString("… ")
		}
		s.WriteString(strings.Join(lead[max(0, len(lead)-before):], " ") + " ")
	}
	for i, c := range words[at:] {
		if c.Op != quote.Deleted || i == 0 && len(words) == at+1 {
			s.WriteString(c.Text)
		}
	}
	return shortened(strings.Join(strings.Fields(s.String()), " "), 200)
}

// has reports whether there is a block of that number.
func (r *wordReview) has(block int) bool { return block >= 1 && block <= len(r.Briefing.Blocks) }

// place says where a block is.
func (r *wordReview) place(block int) string {
	if !r.has(block) {
		return "Round the note"
	}
	return placeOf(r.Briefing, block-1)
}

// following says where something stands that follows a block.
func (r *wordReview) following(block int) string {
	if !r.has(block) {
		return "at the beginning"
	}
	return "after " + r.place(block)
}

// wordLabels say what became of a block in Word.
var wordLabels = map[export.WordChangeKind]string{
	export.Reworded: "Changed", export.Deleted: "Removed", export.Inserted: "Added", export.Moved: "Moved",
}

// changed is a change of the author's own words.
func (r *wordReview) changed(i int) *wordThing {
	ch := r.Changes[i]
	t := &wordThing{label: wordLabels[ch.Kind], where: r.place(ch.Block), block: ch.Block, accept: "Accept", step: "Accept change", keep: "Keep Mine", alone: ch.Stale}
	t.take = func(w *wordTaking) { w.accepted = append(w.accepted, i) }
	st := stanza{label: t.label, what: t.where, words: differing(ch.Was, ch.Is)}
	if r.has(ch.Block) && ch.Kind != export.Inserted {
		st.strong = r.Briefing.Blocks[ch.Block-1].Kind == briefing.BlockHeading
	}
	switch ch.Kind {
	case export.Reworded:
		t.says = "It has other words in Word."
	case export.Deleted:
		t.says = "It was deleted in Word."
	case export.Inserted:
		t.where = capital(r.following(ch.Block))
		st.what = t.where
		t.says = "It was written in Word."
		if ch.Was != "" {
			t.says = "It was changed in Word, but you have deleted it since: to accept this is to have it back."
		}
	case export.Moved:
		t.says = "In Word it stands " + r.following(ch.After) + "."
		st.words = same(ch.Was)
	}
	if ch.Stale && ch.Kind != export.Inserted {
		t.says += " Your note has changed here, too, since it was exported: to accept this is to give that up."
	}
	if ch.Hindrance != "" {
		t.accept = ""
		t.says += " " + sentence(ch.Hindrance)
	}
	t.words = []stanza{st}
	return t
}

// altered is a quotation whose words were changed. It is never taken over as one
// unless the change is an edit that shows itself.
func (r *wordReview) altered(ch export.WordChange) *wordThing {
	bl := r.Briefing.Blocks[ch.Block-1]
	t := &wordThing{label: "Failed proof", where: r.place(ch.Block), block: ch.Block, keep: "Keep the Proved Words", alone: true}
	t.says = "The proof fails: " + quote.Difference(ch.Is, ch.Was) + ". The words of a quotation are its source’s, and stay as they are."
	t.words = []stanza{{label: t.label, what: t.where, serif: true, words: differing(ch.Was, ch.Is)}}
	style, _ := quote.ParseStyle(r.Briefing.Style) // one that is unknown is the program's own
	edits, ok := export.Requoted(style, r.sources[bl.Quotation.Passage].Passage.Exact, bl.Quotation.Edits, ch.Is)
	if !ok {
		t.says += " What was written can stand below them, as words of your own."
		t.accept, t.step = "Add as Own Text", "Add own text"
		t.take = func(w *wordTaking) {
			w.back.Changes = append(w.back.Changes, export.AsOwnText(ch))
			w.accepted = append(w.accepted, len(w.back.Changes)-1)
		}
		return t
	}
	t.says += " But what was left out or put in can be marked, as an edit of yours."
	t.accept, t.step = "Mark the Edit", "Mark edit"
	t.take = func(w *wordTaking) { w.briefing.Blocks[ch.Block-1].Quotation.Edits = edits }
	edited := bl.Quotation
	edited.Edits = edits
	t.words = append(t.words, stanza{label: "Marked", what: "as it would print", serif: true, words: same(printedIn(style, edited, r.sources))})
	return t
}

// printed is what was done outside the author's words: a change of what the program
// itself writes, a decision that was ticked, a text box.
func (r *wordReview) printed(f briefing.Finding) *wordThing {
	label := "Printed"
	switch f.Rule {
	case export.RuleDecided:
		label = "Decision"
	case export.RuleBoxAdded:
		label = "Text box"
	}
	return &wordThing{
		label: label, where: r.place(f.Block), block: f.Block, keep: "Keep Mine", says: sentence(f.Message),
		words: []stanza{{label: label, what: r.place(f.Block), words: same(f.Text)}},
	}
}

// remarked is a comment.
func (r *wordReview) remarked(i int) *wordThing {
	c := r.Comments[i]
	author := c.Author
	if author == "" {
		author = "Somebody"
	}
	t := &wordThing{
		label: "Comment", where: r.place(c.Block), block: c.Block, accept: "Keep as Finding", step: "Keep comment", keep: "Leave Out",
		says:  author + " has commented. As a finding it stays with the block until you dismiss it.",
		take:  func(w *wordTaking) { w.kept = append(w.kept, i) },
		words: []stanza{{label: "Comment", what: author, words: same(c.Text)}},
	}
	if c.Resolved {
		t.says = author + " has commented, and it was resolved in Word. As a finding it stays with the block until you dismiss it."
		t.alone = true
	}
	if c.Words != "" {
		serif := r.has(c.Block) && r.Briefing.Blocks[c.Block-1].Kind == briefing.BlockQuotation
		t.words = append(t.words, stanza{label: "On", what: t.where, serif: serif, words: same(c.Words)})
	}
	return t
}

// keptWord says that t was not accepted.
func (t *wordThing) keptWord() string {
	if t.label == "Comment" {
		return "Left out"
	}
	return "Kept"
}

// with is the briefing with the things of some steps taken over.
func (r *wordReview) with(steps ...[]*wordThing) (briefing.Briefing, error) {
	w := wordTaking{briefing: r.Briefing.Clone(), back: r.Returned}
	w.back.Changes = slices.Clone(w.back.Changes)
	for _, t := range slices.Concat(steps...) {
		t.take(&w)
	}
	return w.back.Apply(w.briefing, w.accepted, w.kept)
}

// follow reports whether now is the briefing with what was accepted, or with the
// newest steps of it taken back; things of those are then no longer accepted. If it is
// not, the document has to be compared again.
func (r *wordReview) follow(now briefing.Briefing) bool {
	for n := len(r.taken); n >= 0; n-- {
		if !r.stands(r.taken[:n], now) {
			continue
		}
		for _, t := range slices.Concat(r.taken[n:]...) {
			t.taken = false
		}
		r.taken = r.taken[:n]
		return true
	}
	return false
}

// accept notes that a step of undo has taken things over.
func (r *wordReview) accept(things []*wordThing) {
	for _, t := range things {
		t.taken, t.kept = true, false
	}
	r.taken = append(r.taken, things)
}

// stands reports whether now is the briefing with these steps taken.
func (r *wordReview) stands(steps [][]*wordThing, now briefing.Briefing) bool {
	b, err := r.with(steps...)
	return err == nil && export.VersionKey(b) == export.VersionKey(now)
}

// isOpen reports whether it is still to be said what becomes of t.
func (t *wordThing) isOpen() bool { return !t.kept && !t.taken }

// open are the things still to be decided.
func (r *wordReview) open() []*wordThing {
	return slices.DeleteFunc(slices.Clone(r.things), func(t *wordThing) bool { return !t.isOpen() })
}

// together are those of them that can be accepted all at once: none of them gives
// up what the author has written since, or words that are proved.
func (r *wordReview) together() []*wordThing {
	return slices.DeleteFunc(r.open(), func(t *wordThing) bool { return t.alone || t.accept == "" })
}

// keepAsBefore keeps what was kept in an earlier comparison of the document.
func (r *wordReview) keepAsBefore(before *wordReview) {
	kept := map[string]bool{}
	for _, t := range before.things {
		kept[t.String()] = t.kept
	}
	for _, t := range r.things {
		t.kept = kept[t.String()]
	}
}

// since says what the briefing and the document have done since they parted.
func (r *wordReview) since() string {
	switch {
	case r.Older && r.Kept:
		return " The briefing has changed since it was exported; what you have written stays."
	case r.Older:
		return " The version that was exported is no longer kept, so look closely: its blocks were found by their words."
	}
	return ""
}

// String is what t says, as a key.
func (t *wordThing) String() string { return fmt.Sprint(t.label, t.words) }

// wordCounts are the nouns that things are counted by, after their labels.
var wordCounts = []struct {
	noun   string
	labels []string
}{
	{"change", []string{"Changed", "Removed", "Added", "Moved"}},
	{"comment", []string{"Comment"}},
	{"altered quotation", []string{"Failed proof"}},
	{"printed line", []string{"Printed"}},
	{"decision", []string{"Decision"}},
	{"boxed text", []string{"Text box"}},
}

// countedThings says how many things there are: “4 changes, 2 comments”.
func countedThings(things []*wordThing) string {
	var parts []string
	for _, c := range wordCounts {
		n := 0
		for _, t := range things {
			if slices.Contains(c.labels, t.label) {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, plural(n, c.noun))
		}
	}
	return strings.Join(parts, ", ")
}
