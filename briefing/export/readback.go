package export

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
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

// align gives the blocks of a document that another version was exported to the
// numbers that they have in the note. Those that the note has no longer, and that
// Word has not changed either, are taken out.
func (c *comparison) align(back docx.Document) {
	all := blocksOf(back)
	if !c.Older && !slices.ContainsFunc(back.Paragraphs, func(p docx.Paragraph) bool { return p.Block > 0 && c.sent[p.Block].key != p.Key }) {
		return
	}
	c.Older = true
	theirs, ours := slices.Sorted(maps.Keys(all)), slices.Sorted(maps.Keys(c.sent))
	with := paired(len(theirs), len(ours), func(i, j int) bool { return all[theirs[i]].key == c.sent[ours[j]].key },
		func(i, j int) bool { return alike(all[theirs[i]].words, c.sent[ours[j]].words) })
	for i, p := range back.Paragraphs {
		if p.Block == 0 {
			back.Paragraphs[i].Beside = docx.BlockMark{} // of another numbering
			continue
		}
		n, _ := slices.BinarySearch(theirs, p.Block)
		switch {
		case with[n] >= 0:
			back.Paragraphs[i].Block = ours[with[n]]
		case docx.KeyOf(all[p.Block].words) == p.Key:
			back.Paragraphs[i].Block = outOfNote
		default:
			back.Paragraphs[i].Block = 0
		}
	}
}

// outOfNote is the number of blocks that the note has no longer.
const outOfNote = -1

// restore finds the paragraphs of blocks whose bookmarks were lost: by their words, or
// by the bookmark that stands beside words that were put in the place of all. And it
// finds the order of the blocks.
func (c *comparison) restore(sent, back docx.Document) {
	lost, ours := lostIn(sent, back), map[string]bool{}
	for _, p := range unkeyed(sent) {
		ours[plainly(p.Text)] = true
	}
	for i := range back.Paragraphs {
		p := &back.Paragraphs[i]
		words := plainly(p.Text)
		switch {
		case p.Block != 0 && p.Part > 0 || p.Block < 0 || words == "" || ours[words]:
		case lost.place(p, words, c.beside(back, i)):
		case p.Block == 0 && lost.has(p.Beside):
			p.Block, p.Part, p.Key = p.Beside.Number, p.Beside.Part, p.Beside.Key
		}
	}
	seen := map[int]bool{}
	for _, p := range back.Paragraphs {
		if n := p.Block; n > 0 && !seen[n] && (plainly(p.Text) != "" || plainly(c.sent[n].words) == "") {
			c.order, seen[n] = append(c.order, n), true
		}
	}
	c.back = blocksOf(back)
}

// beside are the blocks of the paragraphs round that at an index.
func (c *comparison) beside(doc docx.Document, i int) [2]int {
	var around [2]int
	if i > 0 {
		around[0] = doc.Paragraphs[i-1].Block
	}
	if i+1 < len(doc.Paragraphs) {
		around[1] = doc.Paragraphs[i+1].Block
	}
	return around
}

// lostParagraphs are paragraphs of blocks that a document no longer marks as such, in
// the order of the note.
type lostParagraphs struct {
	all   []docx.Paragraph
	alone map[int]bool // the blocks of which nothing is marked
}

func lostIn(sent, back docx.Document) lostParagraphs {
	there, words := map[[2]int]bool{}, map[int]bool{}
	for _, p := range back.Paragraphs {
		if plainly(p.Text) != "" {
			there[[2]int{p.Block, p.Part}], words[p.Block] = true, true
		}
	}
	lost := lostParagraphs{alone: map[int]bool{}}
	for _, p := range sent.Paragraphs {
		if p.Block > 0 && plainly(p.Text) != "" && !there[[2]int{p.Block, p.Part}] {
			lost.all = append(lost.all, p)
			lost.alone[p.Block] = !words[p.Block]
		}
	}
	return lost
}

// has reports whether the paragraph that a mark is of is lost.
func (l lostParagraphs) has(m docx.BlockMark) bool {
	return slices.ContainsFunc(l.all, func(p docx.Paragraph) bool { return p.Block == m.Number && p.Part == m.Part })
}

// place gives p to the block that has lost a paragraph of its words, if that has nothing
// else left or stands around. It is false if there is none.
func (l *lostParagraphs) place(p *docx.Paragraph, words string, around [2]int) bool {
	i := slices.IndexFunc(l.all, func(q docx.Paragraph) bool {
		return plainly(q.Text) == words && (l.alone[q.Block] || slices.Contains(around[:], q.Block))
	})
	if i < 0 {
		return false
	}
	p.Block, p.Part, p.Key = l.all[i].Block, l.all[i].Part, l.all[i].Key
	l.all = slices.Delete(l.all, i, i+1)
	l.alone[p.Block] = false
	return true
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

// written compares a block that the program writes.
func (c *comparison) written(n int, sent, back string, isGone bool) {
	switch {
	case plainly(sent) == plainly(back):
	case isGone:
		c.edited(n, lines(sent), "was taken out in Word; take its block out of the note if it is to go")
	default:
		c.edited(n, lines(back), "was changed in Word, and is the program's; change what it is made from")
	}
}

// edited adds a finding about words that the program writes. It is not known who
// changed them where another version of the note went out.
func (c *comparison) edited(n int, words, what string) {
	if c.Older {
		return
	}
	c.Findings = append(c.Findings, briefing.Finding{
		Rule: RuleProgramEdited, Severity: briefing.SeverityWarning, Block: n, Text: words, Message: "“" + shortened(words) + "” " + what,
	})
}

// shortened is the beginning of words, to name them by.
func shortened(words string) string {
	const most = 60
	rs := []rune(plainly(words))
	if len(rs) <= most {
		return string(rs)
	}
	return strings.TrimSpace(string(rs[:most])) + " …"
}

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

// program looks at the paragraphs of no block: those that the program did not write
// are new, or were its own and have been changed. So it does with what stands at the
// head and the foot of pages.
func (c *comparison) program(sent, back docx.Document) {
	ours, theirs, after := unkeyed(sent), unkeyed(back), followed(back)
	words, their := wordsOfAll(ours), wordsOfAll(theirs)
	with := paired(len(their), len(words), func(i, j int) bool { return their[i] == words[j] }, func(i, j int) bool {
		return theirs[i].Style == ours[j].Style && docx.IsProgramStyle(ours[j].Style) || alike(their[i], words[j])
	})
	for i, p := range theirs {
		switch {
		case with[i] < 0 && !docx.IsContents(p.Style):
			c.inserted(after[i], p)
		case with[i] >= 0 && their[i] != words[with[i]]:
			c.edited(0, lines(p.Text), "is written by the program, and was changed in Word; change the note's details")
		}
	}
	for j := range words {
		if !slices.Contains(with, j) {
			c.edited(0, lines(ours[j].Text), "is written by the program, and was taken out in Word; change the note's details")
		}
	}
	for _, words := range back.Furniture {
		if !slices.ContainsFunc(sent.Furniture, func(s string) bool { return plainly(s) == plainly(words) }) {
			c.edited(0, lines(words), "stands at the head or the foot of the pages, and was changed in Word; change the note's marking or its details")
		}
	}
}

// unkeyed are the paragraphs of no block that have words.
func unkeyed(doc docx.Document) []docx.Paragraph {
	return slices.DeleteFunc(slices.Clone(doc.Paragraphs), func(p docx.Paragraph) bool { return p.Block != 0 || plainly(p.Text) == "" })
}

// followed are the blocks that the paragraphs which unkeyed gives stand after.
func followed(doc docx.Document) []int {
	var all []int
	after := 0
	for _, p := range doc.Paragraphs {
		switch {
		case p.Block > 0:
			after = p.Block
		case p.Block == 0 && plainly(p.Text) != "":
			all = append(all, after)
		}
	}
	return all
}

func wordsOfAll(ps []docx.Paragraph) []string {
	words := make([]string, len(ps))
	for i, p := range ps {
		words[i] = plainly(p.Text)
	}
	return words
}

// notes compares the notes, which the program writes. The marks of notes that were
// made in Word are taken out of the words of back, and the notes are findings.
func (c *comparison) notes(sent []string, back docx.Document) {
	if c.Older {
		return // it is not known who changed them
	}
	with := paired(len(back.Notes), len(sent), func(i, j int) bool { return back.Notes[i] == sent[j] }, func(i, j int) bool { return alike(back.Notes[i], sent[j]) })
	at := 0
	for i, p := range back.Paragraphs {
		var text strings.Builder
		for _, r := range p.Text {
			if r == docx.NoteMark {
				at++
				if with[at-1] < 0 {
					c.Findings = append(c.Findings, briefing.Finding{
						Rule: RuleNoteAdded, Severity: briefing.SeverityWarning, Block: p.Block, Text: lines(back.Notes[at-1]),
						Message: "a note was added in Word, “" + shortened(back.Notes[at-1]) + "”; cite a passage in the note, or say it in the text",
					})
					continue
				}
				if words := back.Notes[at-1]; plainly(words) != plainly(sent[with[at-1]]) {
					c.edited(p.Block, lines(words), "is a note that the program writes, and was changed in Word; change the particulars of its source")
				}
			}
			text.WriteRune(r)
		}
		back.Paragraphs[i].Text = text.String()
	}
}

// remarks adds the comments.
func (c *comparison) remarks(all []docx.Comment) {
	for _, said := range all {
		block, remark := max(said.Block, 0), briefing.Remark{Author: said.Author, Words: lines(said.Words), Text: said.Text}
		c.Comments = append(c.Comments, Comment{block, remark})
		f := remarkFinding(block, remark)
		f.Severity = briefing.SeverityInfo // in the note it is a warning, until it is dismissed
		c.Findings = append(c.Findings, f)
	}
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

// settle finds the Markdown of changed blocks, and prints it to see that it says
// what came back. Where it does not, the words are tried otherwise: with those of the
// block that was joined to it, or without their form.
func (c *comparison) settle(e *Exporter) error {
	for _, try := range []func(WordChange) (string, bool){c.spliced, c.joined, c.plain} {
		b := c.b.Clone()
		var tried []int
		for i, ch := range c.Changes {
			if ch.Kind != Reworded || ch.Text != "" {
				continue
			}
			c.Changes[i].Hindrance = byHand
			if text, ok := try(ch); ok {
				c.Changes[i].Text = text
				b.Blocks[ch.Block-1] = withOwn(b.Blocks[ch.Block-1], text)
				tried = append(tried, i)
			}
		}
		if len(tried) == 0 {
			continue
		}
		again, _, err := e.asSent(b, c.sources, c.opts)
		if err != nil {
			return err
		}
		printed := blocksOf(again)
		for _, i := range tried {
			if n := c.Changes[i].Block; c.agree(c.unmarked(n, printed[n].words), c.unmarked(n, c.back[n].words)) {
				c.Changes[i].Hindrance = ""
			} else {
				c.Changes[i].Text = ""
			}
		}
	}
	return nil
}

// byHand is why a change cannot be accepted.
const byHand = "the change cannot be put into the Markdown of the block; make it there by hand"

func (c *comparison) agree(printed, back string) bool {
	if c.withoutMarks {
		printed = strings.ReplaceAll(printed, string(docx.NoteMark), "")
	}
	return plainly(printed) == plainly(back)
}

// own is the Markdown of a block that people write.
func own(bl briefing.Block) string {
	if bl.Kind == briefing.BlockImage {
		return bl.Text
	}
	return manuscript.OwnText(bl)
}

// withOwn is a block with other Markdown.
func withOwn(bl briefing.Block, text string) briefing.Block {
	if bl.Kind == briefing.BlockQuotation {
		bl.Quotation.Words = text
	} else {
		bl.Text = text
	}
	return bl
}

// words are those of block n that went out and that came back, without its marking.
func (c *comparison) words(n int) (was, is string) {
	was, is = c.unmarked(n, c.sent[n].words), c.unmarked(n, c.back[n].words)
	if c.withoutMarks {
		was = strings.ReplaceAll(was, string(docx.NoteMark), "")
	}
	return was, is
}

func (c *comparison) spliced(ch WordChange) (string, bool) {
	was, is := c.words(ch.Block)
	return docx.Splice(own(c.b.Blocks[ch.Block-1]), was, is)
}

// joined is what came back of a block to which the next one was joined, with what
// that has of citations and emphasis.
func (c *comparison) joined(ch WordChange) (string, bool) {
	n := ch.Block + 1
	if !slices.ContainsFunc(c.Changes, func(d WordChange) bool { return d.Kind == Deleted && d.Block == n }) || c.b.Blocks[n-1].Kind != briefing.BlockText {
		return "", false
	}
	was, is := c.words(ch.Block)
	next, _ := c.words(n)
	source := own(c.b.Blocks[ch.Block-1]) + "\n\n" + own(c.b.Blocks[n-1])
	return docx.Splice(source, was+string(docx.ParagraphEnd)+next, is)
}

// plain is what came back without a form, for a block of paragraphs without citations.
func (c *comparison) plain(ch WordChange) (string, bool) {
	_, is := c.words(ch.Block)
	hasForm := formed.MatchString(own(c.b.Blocks[ch.Block-1])) || strings.ContainsRune(is, docx.NoteMark)
	return docx.MarkdownOf(is), !hasForm
}

// formed finds the lines of Markdown that are more than a paragraph's: of lists, tables,
// quotations and code.
var formed = regexp.MustCompile("(?m)^[ \t]*([-*+>|] |[0-9]{1,9}[.)] |\\||```|~~~)")

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

// Apply returns b with the accepted changes, which are named by their indices. b is
// the note that was compared.
func (r Returned) Apply(b briefing.Briefing, accepted []int) (briefing.Briefing, error) {
	after := b.Clone()
	numbers := make([]int, len(b.Blocks)) // of the blocks of after, in b; 0 are new
	for i := range numbers {
		numbers[i] = i + 1
	}
	remove := func(n int) (briefing.Block, bool) {
		i := slices.Index(numbers, n)
		if i < 0 {
			return briefing.Block{}, false
		}
		bl := after.Blocks[i]
		after.Blocks, numbers = slices.Delete(after.Blocks, i, i+1), slices.Delete(numbers, i, i+1)
		return bl, true
	}
	var gone []int
	for _, at := range slices.Sorted(slices.Values(accepted)) {
		if at < 0 || at >= len(r.Changes) {
			return b, fmt.Errorf("there is no change %d; there are %d", at+1, len(r.Changes))
		}
		ch := r.Changes[at]
		if ch.Hindrance != "" {
			return b, fmt.Errorf("change %d cannot be accepted: %s", at+1, ch.Hindrance)
		}
		switch ch.Kind {
		case Reworded:
			if i := slices.Index(numbers, ch.Block); i >= 0 {
				after.Blocks[i] = withOwn(after.Blocks[i], ch.Text)
			}
		case Deleted:
			gone = append(gone, ch.Block) // last, since others may stand behind it
		case Moved:
			if bl, ok := remove(ch.Block); ok {
				i := 1 + slices.Index(numbers, ch.After)
				after.Blocks, numbers = slices.Insert(after.Blocks, i, bl), slices.Insert(numbers, i, ch.Block)
			}
		case Inserted:
			i := 1 + slices.Index(numbers, ch.Block)
			for i < len(numbers) && numbers[i] == 0 && ch.Block > 0 {
				i++
			}
			after.Blocks = slices.Insert(after.Blocks, i, ch.added...)
			numbers = slices.Insert(numbers, i, make([]int, len(ch.added))...)
		}
	}
	for _, n := range gone {
		remove(n)
	}
	return after, nil
}
