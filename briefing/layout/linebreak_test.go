package layout

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestCheaperAttemptChangesNothing breaks paragraphs with the attempt that is there
// to save time, and without it.
func TestCheaperAttemptChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := rapid.SliceOfN(rapid.Custom(somePiece), 1, 60).Draw(t, "pieces")
		var b breaker
		for width := Pt(100); width < 400; width += 5 {
			got := b.lines(pieces, width)
			var want []int
			for _, b.attempt = range slices.Delete(slices.Clone(attempts[:]), 2, 3) {
				if best, found := b.try(); found {
					want = b.ends(best)
					break
				}
			}
			if !slices.Equal(got, want) {
				t.Fatalf("lines of %g points end at %v, without the cheaper attempt at %v", width, got, want)
			}
		}
	})
}

func somePiece(t *rapid.T) piece {
	p := piece{
		width: Pt(rapid.Float64Range(4, 200).Draw(t, "width")),
		end:   rapid.SampledFrom([]breakKind{breakFree, breakFree, breakFree, breakHyphen, breakHyphen, breakHyphen, breakNever, breakWorst}).Draw(t, "end"),
		left:  Pt(rapid.Float64Range(0, 4).Draw(t, "left")),
		right: Pt(rapid.Float64Range(0, 4).Draw(t, "right")),
	}
	switch p.end {
	case breakFree:
		p.space, p.stretch, p.shrink = 3, 1.5, 1
	case breakHyphen:
		p.hyphen = 3
	case breakNever, breakWorst, breakForced:
	}
	return p
}
