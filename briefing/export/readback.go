package export

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// Returned is what was done in Word to a note that was exported there. Nothing of it
// is in the note before it is accepted.
type Returned struct {
	Changes []WordChange `json:"changes"`
	// Findings are comments, quotations whose words were changed, and changes of what
	// the program itself writes.
	Findings []briefing.Finding `json:"findings"`
	// Comments are those of the findings, to be kept as remarks.
	Comments []Comment `json:"-"`
}

// WordChange is a change of one block, to be accepted or refused.
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
	// Stale says that the note has changed here as well since it was exported.
	Stale bool `json:"stale,omitempty"`
	// Hindrance says why the change has to be made by hand; it is empty where it can
	// be accepted.
	Hindrance string `json:"hindrance,omitempty"`

	added []briefing.Block
}

// WordChangeKind says what became of a block.
type WordChangeKind string

// What may become of a block.
const (
	Reworded WordChangeKind = "reworded"
	Deleted  WordChangeKind = "deleted"
	Inserted WordChangeKind = "inserted"
	Moved    WordChangeKind = "moved"
)

// The rules of findings about a document that came back.
const (
	RuleComment       = "comment"
	RuleProgramEdited = "program-text-edited"
)

// ReadBack compares a Word document that came back with the note that it was made
// from, block by block. An error says what is wrong with the file.
func (e *Exporter) ReadBack(b briefing.Briefing, sources briefing.Sources, data []byte) (Returned, error) {
	back, err := docx.Read(data)
	if err != nil {
		return Returned{}, err
	}
	sent, m, err := e.asSent(b, sources)
	if err != nil {
		return Returned{}, err
	}
	if !slices.ContainsFunc(back.Paragraphs, func(p docx.Paragraph) bool { return p.Block > 0 }) {
		return Returned{}, errors.New("it has no marks of a note that was exported here; compare it by eye, or import it as an article")
	}
	c := comparison{b: b, sources: sources, m: m, sent: blocksOf(sent), back: blocksOf(back)}
	c.withoutMarks = !hasMarks(back) && hasMarks(sent)
	c.restore(sent, back)
	c.compare()
	c.unkeyed(sent, back)
	if err := c.settle(e); err != nil {
		return Returned{}, err
	}
	for _, remark := range back.Comments {
		c.Comments = append(c.Comments, Comment{remark.Block, briefing.Remark{Author: remark.Author, Words: lines(remark.Words), Text: remark.Text}})
		c.Findings = append(c.Findings, briefing.Finding{
			Rule: RuleComment, Severity: briefing.SeverityInfo, Block: remark.Block, Text: remark.Words,
			Message: strings.TrimPrefix(remark.Author+": ", ": ") + remark.Text,
		})
	}
	slices.SortStableFunc(c.Changes, func(a, b WordChange) int { return cmp.Compare(a.Block, b.Block) })
	slices.SortStableFunc(c.Findings, func(a, b briefing.Finding) int { return cmp.Compare(a.Block, b.Block) })
	return c.Returned, nil
}

// asSent is b as a Word document, read again.
func (e *Exporter) asSent(b briefing.Briefing, sources briefing.Sources) (docx.Document, manuscript.Manuscript, error) {
	m, _, err := manuscript.Build(b, sources, e.Rules)
	if err != nil {
		return docx.Document{}, m, err
	}
	data, err := wordDocument(m, sources, layout.Size{})
	if err != nil {
		return docx.Document{}, m, err
	}
	doc, err := docx.Read(data)
	return doc, m, err
}

// wordBlock is a block as a document has it.
type wordBlock struct {
	key    string
	words  string // paragraphs that docx.ParagraphEnd parts
	quoted string
}

// blocksOf are the blocks of a document, by their numbers.
func blocksOf(doc docx.Document) map[int]wordBlock {
	blocks := map[int]wordBlock{}
	for _, p := range doc.Paragraphs {
		if p.Block == 0 {
			continue
		}
		bl := blocks[p.Block]
		bl.key = p.Key
		bl.words = parted(bl.words, strings.TrimSpace(p.Text), string(docx.ParagraphEnd))
		bl.quoted = parted(bl.quoted, p.Quoted, "\n")
		blocks[p.Block] = bl
	}
	return blocks
}

// parted joins two texts of which one may be empty.
func parted(a, b, by string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + by + b
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
	sent, back map[int]wordBlock
	order      []int // the blocks in the order of what came back
	// withoutMarks says that a copy without citations came back.
	withoutMarks bool
}

// restore finds the blocks whose bookmarks were lost, by their words, and the order.
func (c *comparison) restore(sent, back docx.Document) {
	lost := map[string][]int{}
	for n, bl := range c.sent {
		if _, there := c.back[n]; !there {
			lost[plainly(bl.words)] = append(lost[plainly(bl.words)], n)
		}
	}
	for i, p := range back.Paragraphs {
		if n := lost[plainly(p.Text)]; p.Block == 0 && len(n) == 1 {
			back.Paragraphs[i].Block = n[0]
			c.back[n[0]] = c.sent[n[0]]
		}
		if n := back.Paragraphs[i].Block; n > 0 && !slices.Contains(c.order, n) {
			c.order = append(c.order, n)
		}
	}
}

// plainly are words without what editors may change of themselves.
func plainly(words string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(words, string(docx.ParagraphEnd), " ")), " ")
}

func (c *comparison) compare() {
	var kept []int
	for i, bl := range c.b.Blocks {
		n := i + 1
		sent, was := c.sent[n]
		back, is := c.back[n]
		switch {
		case !was || !isWorkedOn(bl):
		case !is || plainly(back.words) == "" && plainly(sent.words) != "":
			c.Changes = append(c.Changes, WordChange{Kind: Deleted, Block: n, Was: lines(sent.words)})
		default:
			kept = append(kept, n)
			c.block(n, bl, sent, back)
		}
	}
	c.moved(kept)
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
	c.Changes = append(c.Changes, WordChange{Kind: Reworded, Block: n, Was: lines(sent.words), Is: lines(back.words), Stale: back.key != sent.key})
}

// quotation proves the words that came back.
func (c *comparison) quotation(n int, q briefing.Quotation, sent, back wordBlock) {
	number := 1 + slices.IndexFunc(c.m.Quotations, func(q manuscript.Quoted) bool { return q.Block == n })
	words := cmp.Or(back.quoted, lines(back.words))
	if d := quote.Difference(words, sent.quoted); d != "" {
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

// unkeyed looks at the paragraphs of no block: those that the program did not write
// are new, or were its own and have been changed.
func (c *comparison) unkeyed(sent, back docx.Document) {
	ours, styles := map[string]int{}, map[string]bool{}
	for _, p := range sent.Paragraphs {
		if p.Block == 0 {
			ours[plainly(p.Text)]++
			styles[p.Style] = true
		}
	}
	after := 0
	for _, p := range back.Paragraphs {
		words := plainly(p.Text)
		switch {
		case p.Block > 0:
			after = p.Block
		case words == "":
		case ours[words] > 0:
			ours[words]--
		case styles[p.Style] && docx.IsProgramStyle(p.Style):
			c.Findings = append(c.Findings, briefing.Finding{
				Rule: RuleProgramEdited, Severity: briefing.SeverityWarning, Text: words,
				Message: "“" + words + "” is written by the program, and was changed in Word; change the note's details",
			})
		default:
			c.inserted(after, p)
		}
	}
}

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
	if last := len(c.Changes) - 1; p.InList && last >= 0 {
		before := &c.Changes[last]
		if before.Kind == Inserted && before.Block == after && strings.HasPrefix(before.Text, "- ") {
			before.Is, before.Text = before.Is+"\n"+words, before.Text+"\n"+bl.Text
			before.added[0].Text = before.Text
			return
		}
	}
	c.Changes = append(c.Changes, WordChange{Kind: Inserted, Block: after, Is: words, Text: bl.Text, added: []briefing.Block{bl}})
}

// settle finds the Markdown of changed blocks, and prints it to see that it says
// what came back. Where it does not, the words are tried without their form.
func (c *comparison) settle(e *Exporter) error {
	tries := []func(WordChange) (string, bool){c.spliced, c.plain}
	for _, try := range tries {
		b, open := c.b.Clone(), false
		for i, ch := range c.Changes {
			if ch.Kind != Reworded || ch.Text != "" && ch.Hindrance == "" {
				continue
			}
			open = true
			text, ok := try(ch)
			c.Changes[i].Text, c.Changes[i].Hindrance = text, ""
			if !ok {
				c.Changes[i].Hindrance = byHand
				continue
			}
			b.Blocks[ch.Block-1] = withOwn(b.Blocks[ch.Block-1], text)
		}
		if !open {
			return nil
		}
		again, _, err := e.asSent(b, c.sources)
		if err != nil {
			return err
		}
		printed := blocksOf(again)
		for i, ch := range c.Changes {
			if ch.Kind == Reworded && !c.agree(printed[ch.Block].words, c.back[ch.Block].words) {
				c.Changes[i].Text, c.Changes[i].Hindrance = "", byHand
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

func (c *comparison) spliced(ch WordChange) (string, bool) {
	sent := c.sent[ch.Block].words
	if c.withoutMarks {
		sent = strings.ReplaceAll(sent, string(docx.NoteMark), "")
	}
	return docx.Splice(own(c.b.Blocks[ch.Block-1]), sent, c.back[ch.Block].words)
}

// plain is what came back without a form, for a block that has neither citations nor
// a marking of its own.
func (c *comparison) plain(ch WordChange) (string, bool) {
	words := c.back[ch.Block].words
	if strings.ContainsRune(words, docx.NoteMark) || c.b.Blocks[ch.Block-1].Portion != "" {
		return "", false
	}
	return docx.MarkdownOf(words), true
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
