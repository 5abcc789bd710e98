package export

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
)

// Comment is a remark that came back with a Word document, and the number of the
// block that it is on; 0 is what stands round the blocks.
type Comment struct {
	Block    int
	Resolved bool // in Word
	briefing.Remark
}

// Bounds of what is kept of a comment, in letters.
const (
	mostRemark = 4000 // of its text, and of the words that it stands on
	mostAuthor = 100
)

// newComment is a comment as it is kept.
func newComment(c docx.Comment) Comment {
	return Comment{max(c.Block, 0), c.Resolved, briefing.Remark{
		Author: beginning(c.Author, mostAuthor), Words: beginning(strings.TrimSpace(lines(c.Words)), mostRemark), Text: beginning(c.Text, mostRemark),
	}}
}

// beginning is a text, or as much of one that is too long as may be kept.
func beginning(s string, most int) string {
	if rs := []rune(s); len(rs) > most {
		return string(rs[:most]) + " …"
	}
	return s
}

// IsKept reports whether b has a comment as a remark already.
func (c Comment) IsKept(b briefing.Briefing) bool {
	for i, bl := range b.Blocks {
		if (c.Block == 0 || c.Block == i+1) && slices.Contains(bl.Remarks, c.Remark) {
			return true
		}
	}
	return false
}

// Unkept are the indices of the comments that b does not have as remarks.
func (r Returned) Unkept(b briefing.Briefing) []int {
	var all []int
	for i, c := range r.Comments {
		if !c.IsKept(b) {
			all = append(all, i)
		}
	}
	return all
}

// remarkFinding says what somebody remarked of a block, by its number.
func remarkFinding(block int, r briefing.Remark) briefing.Finding {
	f := briefing.Finding{Rule: RuleComment, Severity: briefing.SeverityWarning, Block: block, Text: r.Words, Message: r.Text}
	says := r.Author
	if r.Words != "" {
		says = strings.TrimSpace(says + " on “" + shortened(r.Words) + "”")
	}
	if says != "" {
		f.Message = says + ": " + r.Text
	}
	return f
}

// remarked are the findings of the remarks that readers made. Those about words of
// the author's own that stand in their block once say where.
func remarked(b briefing.Briefing) []briefing.Finding {
	var all []briefing.Finding
	for i, bl := range b.Blocks {
		for _, r := range bl.Remarks {
			f := remarkFinding(i+1, r)
			if r.Words != "" && strings.Count(own(bl), r.Words) == 1 {
				start := briefing.Length(own(bl)[:strings.Index(own(bl), r.Words)])
				f.Range = briefing.Range{Start: start, End: start + briefing.Length(r.Words)}
			}
			all = append(all, f)
		}
	}
	return all
}

// WithoutRemark returns b without the remark that a finding tells of. It is false
// where there is none.
func WithoutRemark(b briefing.Briefing, f briefing.Finding) (briefing.Briefing, bool) {
	if f.Rule != RuleComment || f.Block < 1 || f.Block > len(b.Blocks) {
		return b, false
	}
	after := b.Clone()
	remarks := after.Blocks[f.Block-1].Remarks
	for i, r := range remarks {
		if told := remarkFinding(f.Block, r); told.Text == f.Text && told.Message == f.Message {
			after.Blocks[f.Block-1].Remarks = append(remarks[:i:i], remarks[i+1:]...)
			return after, true
		}
	}
	return b, false
}
