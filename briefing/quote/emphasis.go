package quote

import (
	"cmp"
	"slices"

	"briefdesk/briefing"
)

// InOriginal marks, in the printed form of the passage r of s, the words that
// the source sets in bold or italic. A whole block or passage that is set so is
// a matter of type, not of emphasis.
func InOriginal(pieces []Piece, s briefing.Snapshot, r briefing.Range) []Piece {
	spans := emphasised(s, r)
	if spans == nil {
		return pieces
	}
	var all []Piece
	for _, p := range pieces {
		if p.Kind != PieceSource {
			all = append(all, p)
			continue
		}
		all = append(all, divide(p, spans)...)
	}
	return all
}

// divide parts a piece of the source's words at the edges of spans.
func divide(p Piece, spans []briefing.Range) []Piece {
	var parts []Piece
	text, at := []rune(p.Text), p.Source.Start
	part := func(to briefing.Offset, inOriginal bool) {
		to = min(to, p.Source.End)
		if to <= at {
			return
		}
		next := p
		next.Source = briefing.Range{Start: at, End: to}
		next.Text = string(text[at-p.Source.Start : to-p.Source.Start])
		next.InOriginal = inOriginal
		parts = append(parts, next)
		at = to
	}
	for _, sp := range spans {
		part(sp.Start, false)
		part(sp.End, true)
	}
	part(p.Source.End, false)
	return parts
}

// emphasised are the stretches of the passage r of s that are set in bold or
// italic, from the start of the passage, in order and apart.
func emphasised(s briefing.Snapshot, r briefing.Range) []briefing.Range {
	var spans []briefing.Range
	for _, b := range s.Blocks {
		if !b.Overlaps(r) {
			continue
		}
		for _, sp := range b.Spans {
			clipped := briefing.Range{Start: max(sp.Start, r.Start), End: min(sp.End, r.End)}
			if sp.Kind != briefing.SpanLink && clipped.Len() > 0 && sp.Range != b.Range && clipped != r {
				spans = append(spans, briefing.Range{Start: clipped.Start - r.Start, End: clipped.End - r.Start})
			}
		}
	}
	return union(spans)
}

// union are the ranges in order, those that touch joined.
func union(ranges []briefing.Range) []briefing.Range {
	inOrder := slices.SortedFunc(slices.Values(ranges), func(a, b briefing.Range) int { return cmp.Compare(a.Start, b.Start) })
	var joined []briefing.Range
	for _, r := range inOrder {
		if last := len(joined) - 1; last >= 0 && r.Start <= joined[last].End {
			joined[last].End = max(joined[last].End, r.End)
			continue
		}
		joined = append(joined, r)
	}
	return joined
}
