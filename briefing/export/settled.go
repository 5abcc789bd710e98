package export

import (
	"regexp"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/manuscript"
)

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
