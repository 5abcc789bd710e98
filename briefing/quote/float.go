package quote

import (
	"strings"

	"briefdesk/briefing"
)

// WithoutFloats returns the edits that leave out of the passage r what stands
// in it outside the running text: pull quotes and captions. A passage that lies
// within such a block keeps it.
func WithoutFloats(s briefing.Snapshot, r briefing.Range) []briefing.Edit {
	var edits []briefing.Edit
	for _, b := range floatsIn(s, r) {
		// The line feed before the float goes too; the one after it stays.
		edits = append(edits, briefing.Edit{Kind: briefing.EditOmit, Range: briefing.Range{Start: b.Start - 1 - r.Start, End: b.End - r.Start}})
	}
	return edits
}

// Words are the words of s in r, without floats as WithoutFloats leaves them out.
func Words(s briefing.Snapshot, r briefing.Range) string {
	var words strings.Builder
	at := r.Start
	for _, b := range floatsIn(s, r) {
		words.WriteString(s.Slice(briefing.Range{Start: at, End: b.Start - 1}))
		at = b.End
	}
	words.WriteString(s.Slice(briefing.Range{Start: at, End: r.End}))
	return words.String()
}

// floatsIn are the floats between the first and the last block of r.
func floatsIn(s briefing.Snapshot, r briefing.Range) []briefing.TextBlock {
	var floats []briefing.TextBlock
	for _, b := range s.Blocks {
		if b.IsFloat() && b.Start > r.Start && b.End < r.End {
			floats = append(floats, b)
		}
	}
	return floats
}
