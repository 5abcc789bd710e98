package session

import (
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// BlockOp says what became of a block between two versions of a briefing.
type BlockOp string

// What may become of a block.
const (
	BlockSame    BlockOp = "same"
	BlockAdded   BlockOp = "added"
	BlockRemoved BlockOp = "removed"
	BlockMoved   BlockOp = "moved"
	BlockChanged BlockOp = "changed"
)

// BlockChange is what became of one block. Old and New are its indices, or -1
// where it is not.
type BlockChange struct {
	Op       BlockOp
	Old, New int
	// Words is how the text of a changed block differs. Where they all are the
	// same, something else about the block has changed: its level, its marking,
	// or the edits of its quotation.
	Words []quote.Change
}

// Compare returns what became of the blocks of a briefing, in the order of its
// new version; blocks removed stand where they were, before those added. Blocks are the same if all
// of them is; of the others, those that share at least half of their words, or
// quote the same passage, are one that was changed.
func Compare(before, after briefing.Briefing) []BlockChange {
	c := comparison{before: before.Blocks, after: after.Blocks}
	c.match()
	return c.changes()
}

// DetailChange is a detail of a briefing, its front matter, that two versions
// have otherwise.
type DetailChange struct{ Name, Was, Is string }

// CompareDetails returns the details that differ, in the order of a printed
// note. Several values of one are lines.
func CompareDetails(before, after briefing.Briefing) []DetailChange {
	was, is := detailsOf(before), detailsOf(after)
	var list []DetailChange
	for i := range was {
		if was[i].value != is[i].value {
			list = append(list, DetailChange{is[i].name, was[i].value, is[i].value})
		}
	}
	return list
}

type detail struct{ name, value string }

func detailsOf(b briefing.Briefing) []detail {
	var fields []string
	for _, f := range b.Fields {
		fields = append(fields, f.Name+": "+f.Value)
	}
	return []detail{
		{"Title", b.Title},
		{"Reference", b.Reference},
		{"To", b.To},
		{"From", b.From},
		{"Date", b.Date},
		{"Purpose", b.Purpose},
		{"Distribution", strings.Join(b.Distribution, "\n")},
		{"Template", b.Template},
		{"Draft", b.Draft},
		{"Marking profile", b.Profile},
		{"Marking", string(b.Marking)},
		{"Probability scale", b.Scale},
		{"Quotation style", b.Style},
		{"Citations", string(b.Citations)},
		{"Language", b.Language},
		{"Further details", strings.Join(fields, "\n")},
	}
}

type comparison struct {
	before, after []briefing.Block
	from          []int // by index of after: the block that it was, or -1
	kept          []int // likewise, for those that have not moved either
	gone          []bool
	words         map[int][]quote.Change // of changed blocks, by index of after
}

// match finds for each new block the old one that it was.
func (c *comparison) match() {
	c.kept = inCommon(hashesOf(c.before), hashesOf(c.after))
	c.from = append([]int{}, c.kept...)
	c.gone = make([]bool, len(c.before))
	for i := range c.gone {
		c.gone[i] = true
	}
	for _, i := range c.from {
		if i >= 0 {
			c.gone[i] = false
		}
	}
	c.words = map[int][]quote.Change{}
	c.pair(func(_ int, old, now briefing.Block) bool { return old.Equal(now) })
	c.pair(func(j int, old, now briefing.Block) bool {
		words, alike := alike(old, now)
		if alike {
			c.words[j] = words
		}
		return alike
	})
}

// pair gives each new block that has none the first old one that is gone and
// for which fits holds.
func (c *comparison) pair(fits func(j int, old, now briefing.Block) bool) {
	for j, now := range c.after {
		if c.from[j] >= 0 {
			continue
		}
		for i, old := range c.before {
			if c.gone[i] && old.Kind == now.Kind && fits(j, old, now) {
				c.from[j], c.gone[i] = i, false
				break
			}
		}
	}
}

func (c *comparison) changes() []BlockChange {
	var list []BlockChange
	next := 0 // the first old block that was not told of
	removedBefore := func(i int) {
		for ; next < i; next++ {
			if c.gone[next] {
				list = append(list, BlockChange{Op: BlockRemoved, Old: next, New: -1})
			}
		}
	}
	for j, i := range c.from {
		removedBefore(c.nextKept(j))
		ch := BlockChange{Op: BlockAdded, Old: i, New: j}
		words, changed := c.words[j]
		switch {
		case i < 0:
		case changed:
			ch.Op, ch.Words = BlockChanged, words
		case c.kept[j] < 0:
			ch.Op = BlockMoved
		default:
			ch.Op = BlockSame
		}
		list = append(list, ch)
	}
	removedBefore(len(c.before))
	return list
}

// nextKept is the old index of the first block from j on that has not moved.
func (c *comparison) nextKept(j int) int {
	for ; j < len(c.after); j++ {
		if _, changed := c.words[j]; changed || c.kept[j] >= 0 {
			return c.from[j]
		}
	}
	return len(c.before)
}

// alike reports whether one block may have become the other, and how their
// words differ.
func alike(old, now briefing.Block) ([]quote.Change, bool) {
	words := quote.Diff(wordsOf(old), wordsOf(now))
	if old.Kind == briefing.BlockQuotation && old.Quotation.IsCheckable() {
		return words, old.Quotation.Passage == now.Quotation.Passage
	}
	same, longer := 0, max(letters(wordsOf(old)), letters(wordsOf(now)))
	for _, w := range words {
		if w.Op == quote.Same {
			same += letters(w.Text)
		}
	}
	return words, 2*same >= longer
}

// wordsOf are the block's own; those of a quotation stand in its source.
func wordsOf(b briefing.Block) string {
	if b.Kind == briefing.BlockQuotation {
		return b.Quotation.Words
	}
	return b.Text
}

func letters(s string) int { return len(strings.Join(strings.Fields(s), "")) }

func hashesOf(blocks []briefing.Block) []briefing.Hash {
	list := make([]briefing.Hash, len(blocks))
	for i, b := range blocks {
		list[i] = b.Hash()
	}
	return list
}

// inCommon returns for each value of b the index of the one of a that it goes
// with in a longest sequence that both have in order, or -1. Its cost is the
// product of the lengths of what is left between a common start and end.
func inCommon(a, b []briefing.Hash) []int {
	with := make([]int, len(b))
	for j := range with {
		with[j] = -1
	}
	start := 0
	for ; start < len(a) && start < len(b) && a[start] == b[start]; start++ {
		with[start] = start
	}
	endA, endB := len(a), len(b)
	for ; endA > start && endB > start && a[endA-1] == b[endB-1]; endA, endB = endA-1, endB-1 {
		with[endB-1] = endA - 1
	}
	a, b = a[start:endA], b[start:endB]
	longest := make([][]int, len(a)+1) // longest[i][j] of a[i:] and b[j:]
	for i := range longest {
		longest[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			longest[i][j] = max(longest[i+1][j], longest[i][j+1])
			if a[i] == b[j] {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			with[start+j] = start + i
			i, j = i+1, j+1
		case longest[i+1][j] >= longest[i][j+1]:
			i++
		default:
			j++
		}
	}
	return with
}
