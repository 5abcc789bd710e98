package export

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// Returned is what was done in Word to a note that was exported there. Nothing of it
// is in the note before it is accepted. Words are compared, not how they look:
// what was set in bold in Word is no change.
type Returned struct {
	Changes []WordChange `json:"changes"`
	// Findings are the comments, the quotations whose words were changed, and changes
	// of what the program itself writes.
	Findings []briefing.Finding `json:"findings"`
	// Comments are those of the findings, to be kept as remarks.
	Comments []Comment `json:"-"`
	// Older says that the document was made from another version of the note than it
	// was compared with.
	Older bool `json:"older,omitempty"`
}

// WordChange is a change of one block, to be accepted or refused by itself.
type WordChange struct {
	Kind WordChangeKind `json:"kind"`
	// Block is the number of the block; of a new one, that of the block it follows,
	// or 0 at the beginning. After is the one that a moved block follows.
	Block int    `json:"block"`
	After int    `json:"after,omitempty"`
	Was   string `json:"was,omitempty"` // its words, a line for each paragraph
	Is    string `json:"is,omitempty"`
	// Text is the Markdown that the block will have.
	Text string `json:"text,omitempty"`
	// Stale says that the note has changed here as well since it was exported: to
	// accept the change gives that up.
	Stale bool `json:"stale,omitempty"`
	// Hindrance says why the change cannot be accepted, and what to do instead; it is
	// empty where it can be.
	Hindrance string `json:"hindrance,omitempty"`

	added []briefing.Block
}

// WordChangeKind says what became of a block.
type WordChangeKind string

// What may become of a block. An altered quotation is never accepted: its words are
// its source's.
const (
	Reworded WordChangeKind = "reworded"
	Deleted  WordChangeKind = "deleted"
	Inserted WordChangeKind = "inserted"
	Moved    WordChangeKind = "moved"
	Altered  WordChangeKind = "altered"
)

// The rules of findings about a document that came back.
const (
	RuleComment       = "comment"
	RuleProgramEdited = "program-text-edited"
	RuleNoteAdded     = "note-added"
	RuleBoxAdded      = "text-box-added"
	RuleDecided       = "decision-made"
)

// ErrNoReturn says that a Word document was not made here.
var ErrNoReturn = errors.New("it has no marks of a note that was exported here; compare it by eye, or import it as an article")

// ErrOtherNote says that a document was made from another note than it was compared with.
var ErrOtherNote = errors.New("it was made from another note; compare it with that one")

// Return is a Word document that may have come back.
type Return struct{ doc docx.Document }

// OpenReturn reads a Word document. It is ErrNoReturn if it was not exported here;
// another error says what is wrong with the file.
func OpenReturn(data []byte) (Return, error) {
	doc, err := docx.Read(data)
	if err != nil {
		return Return{}, err
	}
	if doc.Key.Note == "" && !slices.ContainsFunc(doc.Paragraphs, func(p docx.Paragraph) bool { return p.Block > 0 }) {
		return Return{}, ErrNoReturn
	}
	return Return{doc}, nil
}

// Key names the note that the document was made from, for NoteKey and VersionKey to
// be held against. It is the zero Key where the note was in no library.
func (r Return) Key() docx.Key { return r.doc.Key }

// ReadBack compares a Word document that came back with the note that it was made
// from, block by block. Best is the version of the note that was exported; of another
// the blocks are found by their words. An error says what is wrong with the file.
func (e *Exporter) ReadBack(b briefing.Briefing, sources briefing.Sources, data []byte) (Returned, error) {
	r, err := OpenReturn(data)
	if err != nil {
		return Returned{}, err
	}
	return e.Compare(b, sources, r)
}

// Compare is ReadBack with a document that is open.
func (e *Exporter) Compare(b briefing.Briefing, sources briefing.Sources, r Return) (Returned, error) {
	back, key := r.doc, r.doc.Key
	if note := NoteKey(b.ID); key.Note != note && key.Note != "" && note != "" {
		return Returned{}, ErrOtherNote
	}
	back.Paragraphs = slices.Clone(back.Paragraphs)
	opts, known := e.optionsOf(b, key)
	c := comparison{b: b, sources: sources, opts: opts, partial: !known}
	c.Older = key.Version != "" && !b.ID.IsZero() && key.Version != VersionKey(b)
	sent, m, err := e.asSent(b, sources, opts)
	if err != nil {
		return Returned{}, err
	}
	c.m, c.sent = m, blocksOf(sent)
	c.withoutMarks = !hasMarks(back) && hasMarks(sent)
	c.align(back)
	c.notes(sent.Notes, back)
	c.restore(sent, back)
	c.compare()
	c.program(sent, back)
	if err := c.settle(e); err != nil {
		return Returned{}, err
	}
	c.boxes(back.Boxes)
	c.remarks(back.Comments)
	slices.SortStableFunc(c.Changes, func(a, b WordChange) int { return cmp.Compare(a.Block, b.Block) })
	slices.SortStableFunc(c.Findings, func(a, b briefing.Finding) int { return cmp.Compare(a.Block, b.Block) })
	return c.Returned, nil
}

// asSent is b as the Word document that opts make of it, read again.
func (e *Exporter) asSent(b briefing.Briefing, sources briefing.Sources, opts Options) (docx.Document, manuscript.Manuscript, error) {
	format, err := FormatOf(".docx")
	if err != nil {
		return docx.Document{}, manuscript.Manuscript{}, err
	}
	opts.Unverified = Stamp // a note that is proved is the same without
	p, err := e.prepare(b, sources, format, opts)
	if err != nil {
		return docx.Document{}, p.Manuscript, err
	}
	doc, err := docx.Read(p.data)
	return doc, p.Manuscript, err
}

// wordBlock is a block as a document has it.
type wordBlock struct {
	key    string
	words  string // paragraphs that docx.ParagraphEnd parts
	quoted string
}

// blocksOf are the blocks of a document, by their numbers.
func blocksOf(doc docx.Document) map[int]wordBlock {
	words, quoted := map[int][]string{}, map[int][]string{}
	blocks := map[int]wordBlock{}
	for _, p := range doc.Paragraphs {
		if p.Block == 0 {
			continue
		}
		blocks[p.Block] = wordBlock{key: cmp.Or(p.Key, blocks[p.Block].key)}
		if text := strings.TrimSpace(p.Text); text != "" {
			words[p.Block] = append(words[p.Block], text)
		}
		if p.Quoted != "" {
			quoted[p.Block] = append(quoted[p.Block], p.Quoted)
		}
	}
	for n, bl := range blocks {
		bl.words, bl.quoted = strings.Join(words[n], string(docx.ParagraphEnd)), strings.Join(quoted[n], "\n")
		blocks[n] = bl
	}
	return blocks
}

func hasMarks(doc docx.Document) bool {
	return slices.ContainsFunc(doc.Paragraphs, func(p docx.Paragraph) bool { return strings.ContainsRune(p.Text, docx.NoteMark) })
}

// comparison is a note compared with what came back of it.
type comparison struct {
	Returned
	b          briefing.Briefing
	sources    briefing.Sources
	m          manuscript.Manuscript
	opts       Options // that the document was made with
	sent, back map[int]wordBlock
	order      []int // the blocks in the order of what came back
	// withoutMarks says that a copy without citations came back.
	withoutMarks bool
	// partial says that it is not known what of the note the copy had.
	partial bool
}

// plainly are words without what editors change of themselves: spaces, and the form of
// quotation marks.
func plainly(words string) string { return strings.Join(strings.Fields(straight.Replace(words)), " ") }

var straight = strings.NewReplacer(string(docx.ParagraphEnd), " ", "‘", "'", "’", "'", "“", `"`, "”", `"`)

func (c *comparison) compare() {
	var kept []int
	for i, bl := range c.b.Blocks {
		n := i + 1
		sent, was := c.sent[n]
		back, is := c.back[n]
		isGone := !is || plainly(back.words) == "" && plainly(sent.words) != ""
		switch {
		case !was || bl.Kind == briefing.BlockContents:
		case !isWorkedOn(bl):
			c.written(n, sent.words, back.words, isGone)
		case isGone:
			c.deleted(n, sent)
		default:
			kept = append(kept, n)
			c.block(n, bl, sent, back)
		}
	}
	c.moved(kept)
}

func (c *comparison) deleted(n int, sent wordBlock) {
	ch := WordChange{Kind: Deleted, Block: n, Was: lines(sent.words)}
	if c.Older || c.partial {
		ch.Stale, ch.Hindrance = c.Older, notToldApart
	}
	c.Changes = append(c.Changes, ch)
}

// notToldApart is why a block that is missing cannot be deleted.
const notToldApart = "the document may never have had this block; delete it in the note if it is to go"

// isWorkedOn reports whether a block holds what a drafter works on in Word.
func isWorkedOn(bl briefing.Block) bool {
	switch bl.Kind {
	case briefing.BlockHeading, briefing.BlockText, briefing.BlockQuotation, briefing.BlockImage:
		return true
	}
	return false
}

// lines are words with a line for each paragraph, for people.
func lines(words string) string {
	return strings.NewReplacer(string(docx.ParagraphEnd), "\n", string(docx.NoteMark), "").Replace(words)
}

// block compares one block.
func (c *comparison) block(n int, bl briefing.Block, sent, back wordBlock) {
	if c.withoutMarks {
		sent.words = strings.ReplaceAll(sent.words, string(docx.NoteMark), "")
	}
	if plainly(sent.words) == plainly(back.words) || docx.KeyOf(back.words) == back.key && (c.withoutMarks || back.key != sent.key) {
		return
	}
	if bl.Kind == briefing.BlockQuotation && bl.Quotation.IsDirect() {
		c.quotation(n, bl.Quotation, sent, back)
		return
	}
	was, is := c.unmarked(n, sent.words), c.unmarked(n, back.words)
	if mark := plainly(strings.TrimSuffix(sent.words, was)); mark != plainly(strings.TrimSuffix(back.words, is)) {
		c.edited(n, mark, "is the marking of the block, and was changed in Word; the note keeps it: change it there")
	}
	if plainly(was) != plainly(is) {
		c.Changes = append(c.Changes, WordChange{Kind: Reworded, Block: n, Was: lines(was), Is: lines(is), Stale: back.key != sent.key})
	}
}

// portionMark stands at the beginning of a block that has a marking.
var portionMark = regexp.MustCompile(`^\([^()]{1,80}\)[\x{00a0}\x{2029} ]`)

// unmarked are words of block n without its marking.
func (c *comparison) unmarked(n int, words string) string {
	if c.b.Blocks[n-1].Portion == "" {
		return words
	}
	return words[len(portionMark.FindString(words)):]
}

// quotation proves the words that came back.
func (c *comparison) quotation(n int, q briefing.Quotation, sent, back wordBlock) {
	number := 1 + slices.IndexFunc(c.m.Quotations, func(q manuscript.Quoted) bool { return q.Block == n })
	words := cmp.Or(back.quoted, lines(back.words))
	if d := quote.Difference(words, sent.quoted); d != "" {
		c.Changes = append(c.Changes, WordChange{Kind: Altered, Block: n, Was: sent.quoted, Is: words, Hindrance: keptAsProved})
		c.Findings = append(c.Findings, briefing.Finding{
			Rule: quote.RuleAltered, Severity: briefing.SeverityError, Block: n, Quotation: number, Text: words,
			Message: "the words of the quotation were changed in Word, and no longer are what the source says: " + d + "; the note keeps them as they were",
		})
		return
	}
	c.Findings = append(c.Findings, briefing.Finding{
		Rule: RuleProgramEdited, Severity: briefing.SeverityWarning, Block: n, Quotation: number, Text: lines(back.words),
		Message: "what stands beside the words of the quotation was changed in Word; change its source or its marking in the note",
	})
}

// keptAsProved is why an altered quotation cannot be accepted.
const keptAsProved = "the words of a quotation are its source's: edit it in the note by an omission or an insertion, or say it in words of your own"

// moved finds the blocks that stand in another order. As few as can be are said to
// have moved.
func (c *comparison) moved(kept []int) {
	var order []int
	for _, n := range c.order {
		if slices.Contains(kept, n) {
			order = append(order, n)
		}
	}
	stays := longestRising(order)
	for i, n := range order {
		if slices.Contains(stays, n) {
			continue
		}
		after := 0
		if i > 0 {
			after = order[i-1]
		}
		c.Changes = append(c.Changes, WordChange{Kind: Moved, Block: n, After: after, Was: lines(c.sent[n].words)})
	}
}

// longestRising is a longest rising subsequence of numbers.
func longestRising(numbers []int) []int {
	best := make([][]int, len(numbers)) // that end at each
	var longest []int
	for i, n := range numbers {
		for j := range i {
			if numbers[j] < n && len(best[j]) > len(best[i]) {
				best[i] = best[j]
			}
		}
		best[i] = append(slices.Clone(best[i]), n)
		if len(best[i]) > len(longest) {
			longest = best[i]
		}
	}
	return longest
}

// maxItems is how long a list that was put in may be, in bytes, before another begins.
const maxItems = 1 << 16

// inserted adds a paragraph that was not there.
func (c *comparison) inserted(after int, p docx.Paragraph) {
	words := strings.TrimSpace(strings.ReplaceAll(p.Text, string(docx.NoteMark), ""))
	text := docx.MarkdownOf(words)
	bl := briefing.Block{Kind: briefing.BlockText, Text: text}
	level, isHeading := docx.HeadingLevel(p.Style)
	switch {
	case isHeading:
		bl = briefing.Block{Kind: briefing.BlockHeading, Level: level, Text: strings.Join(strings.Fields(text), " ")}
	case p.InList:
		bl.Text = "- " + text
	}
	if last := len(c.Changes) - 1; p.InList && last >= 0 && len(c.Changes[last].Is) < maxItems {
		before := &c.Changes[last]
		if before.Kind == Inserted && before.Block == after && strings.HasPrefix(before.Text, "- ") {
			before.Is, before.Text = before.Is+"\n"+words, before.Text+"\n"+bl.Text
			before.added[0].Text = before.Text
			return
		}
	}
	c.Changes = append(c.Changes, WordChange{Kind: Inserted, Block: after, Is: words, Text: bl.Text, Stale: c.Older, added: []briefing.Block{bl}})
}

// Safe are the indices of the changes that can be accepted without giving up anything
// that was written in the note since it was exported.
func (r Returned) Safe() []int {
	var all []int
	for i, ch := range r.Changes {
		if ch.Hindrance == "" && !ch.Stale {
			all = append(all, i)
		}
	}
	return all
}

// Apply returns b with the accepted changes, and with the kept comments as remarks;
// both are named by their indices. b is the note that was compared.
func (r Returned) Apply(b briefing.Briefing, accepted, kept []int) (briefing.Briefing, error) {
	byKind := map[WordChangeKind][]WordChange{}
	for _, at := range slices.Sorted(slices.Values(accepted)) {
		if at < 0 || at >= len(r.Changes) {
			return b, fmt.Errorf("there is no change %d; there are %d", at+1, len(r.Changes))
		}
		ch := r.Changes[at]
		if ch.Hindrance != "" {
			return b, fmt.Errorf("change %d cannot be accepted: %s", at+1, ch.Hindrance)
		}
		byKind[ch.Kind] = append(byKind[ch.Kind], ch)
	}
	after := arrangementOf(b)
	after.move(byKind[Moved])
	for _, ch := range byKind[Reworded] {
		if i := slices.Index(after.numbers, ch.Block); i >= 0 {
			after.Blocks[i] = withOwn(after.Blocks[i], ch.Text)
		}
	}
	for _, ch := range byKind[Inserted] {
		after.insert(ch)
	}
	for _, ch := range byKind[Deleted] { // last, since others may stand behind it
		after.remove(ch.Block)
	}
	for _, at := range kept {
		if at < 0 || at >= len(r.Comments) {
			return b, fmt.Errorf("there is no comment %d; there are %d", at+1, len(r.Comments))
		}
		after.remark(r.Comments[at])
	}
	return after.Briefing, nil
}

// arrangement is a briefing whose blocks are rearranged.
type arrangement struct {
	briefing.Briefing
	numbers []int // of its blocks, as they were; 0 are new
}

func arrangementOf(b briefing.Briefing) arrangement {
	a := arrangement{b.Clone(), make([]int, len(b.Blocks))}
	for i := range a.numbers {
		a.numbers[i] = i + 1
	}
	return a
}

// move puts blocks behind those that they follow. One that follows another moved block
// waits for that.
func (a *arrangement) move(moves []WordChange) {
	waiting := map[int]WordChange{}
	for _, ch := range moves {
		waiting[ch.Block] = ch
	}
	var move func(WordChange)
	move = func(ch WordChange) {
		delete(waiting, ch.Block)
		if before, ok := waiting[ch.After]; ok {
			move(before)
		}
		if bl, ok := a.remove(ch.Block); ok {
			i := 1 + slices.Index(a.numbers, ch.After)
			a.Blocks, a.numbers = slices.Insert(a.Blocks, i, bl), slices.Insert(a.numbers, i, ch.Block)
		}
	}
	for _, ch := range moves {
		if _, ok := waiting[ch.Block]; ok {
			move(ch)
		}
	}
}

// insert adds what is new behind the block that it follows, and behind what is new there.
func (a *arrangement) insert(ch WordChange) {
	i := 0
	if ch.Block > 0 {
		i = 1 + slices.Index(a.numbers, ch.Block)
	}
	for i < len(a.numbers) && a.numbers[i] == 0 {
		i++
	}
	a.Blocks = slices.Insert(a.Blocks, i, ch.added...)
	a.numbers = slices.Insert(a.numbers, i, make([]int, len(ch.added))...)
}

// remark puts a comment with its block; with the nearest before it, if that is gone; and
// what stands round the blocks with the first. A note without blocks keeps none.
func (a *arrangement) remark(c Comment) {
	if len(a.Blocks) == 0 {
		return
	}
	on := 0
	for n := max(c.Block, 1); n > 0; n-- {
		if i := slices.Index(a.numbers, n); i >= 0 {
			on = i
			break
		}
	}
	a.Blocks[on].Remarks = append(a.Blocks[on].Remarks, c.Remark)
}

// remove takes block n out. It is false if there is none.
func (a *arrangement) remove(n int) (briefing.Block, bool) {
	i := slices.Index(a.numbers, n)
	if i < 0 {
		return briefing.Block{}, false
	}
	bl := a.Blocks[i]
	a.Blocks, a.numbers = slices.Delete(a.Blocks, i, i+1), slices.Delete(a.numbers, i, i+1)
	return bl, true
}
