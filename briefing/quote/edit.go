package quote

import (
	"slices"

	"briefdesk/briefing"
)

// WithEdit returns edits with e in its place among them. Those that lie within
// what e leaves out or replaces go, as does one of the same kind and range, for
// which e is the later word. An e that does not fit is an error as of Printed.
// The edits given stay as they are.
func WithEdit(exact string, edits []briefing.Edit, e briefing.Edit) ([]briefing.Edit, error) {
	takesWords := e.Kind == briefing.EditOmit || e.Kind == briefing.EditReplace
	var list []briefing.Edit
	for _, old := range edits {
		same := old.Kind == e.Kind && old.Range == e.Range
		if !same && !(takesWords && e.Contains(old.Range)) {
			list = append(list, old)
		}
	}
	at := 0
	for at < len(list) && goesBefore(list[at], e) {
		at++
	}
	list = slices.Insert(list, at, e)
	_, err := Printed(exact, list)
	return list, err
}

// goesBefore reports whether a comes before b in a list of edits: an emphasis
// before what it holds, an insertion before what begins where it stands.
func goesBefore(a, b briefing.Edit) bool {
	if a.Start != b.Start {
		return a.Start < b.Start
	}
	isEmphasis := a.Kind == briefing.EditEmphasis
	if isEmphasis != (b.Kind == briefing.EditEmphasis) {
		return isEmphasis
	}
	return a.Len() <= b.Len()
}

// SourceOf says which of a passage's words stand at r in their printed form,
// both counted from the start. Of what was put in or left out it is all or
// nothing: the stretch that its piece stands for.
func SourceOf(pieces []Piece, r briefing.Range) briefing.Range {
	var source briefing.Range
	at, isFirst := briefing.Offset(0), true
	for _, p := range pieces {
		shown := briefing.Range{Start: at, End: at + briefing.Length(p.Text)}
		at = shown.End
		if !shown.Overlaps(r) {
			continue
		}
		part := p.Source
		if p.Kind == PieceSource {
			part.Start += max(0, r.Start-shown.Start)
			part.End -= max(0, shown.End-r.End)
		}
		if isFirst {
			source.Start, isFirst = part.Start, false
		}
		source.End = part.End
	}
	return source
}
