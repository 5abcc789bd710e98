package reader

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// colours are the names of the highlight colours, in the order of keys 1 to 4.
var colours = []string{"amber", "green", "blue", "rose"}

var (
	bandColours = map[string]fyne.ThemeColorName{"amber": look.BandAmber, "green": look.BandGreen, "blue": look.BandBlue, "rose": look.BandRose}
	markColours = map[string]fyne.ThemeColorName{"amber": look.MarkAmber, "green": look.MarkGreen, "blue": look.MarkBlue, "rose": look.MarkRose}
)

// highlight is a passage as it shows in the text.
type highlight struct {
	id         briefing.ID
	start, end int
	colour     string
	tags       string
	lane       int // of its margin mark: 0 is next to the text
}

// highlights are the passages of a snapshot, in order. Passages of another
// snapshot, or outside the text, do not show.
func highlights(d *document, hash briefing.Hash, passages []briefing.Passage) []highlight {
	var all []highlight
	for _, p := range passages {
		if p.Snapshot != hash || p.Start < 0 || p.Start >= p.End || int(p.End) > len(d.runes) {
			continue
		}
		colour := p.Colour
		if _, ok := bandColours[colour]; !ok {
			colour = colours[0]
		}
		all = append(all, highlight{
			id: p.ID, start: int(p.Start), end: int(p.End), colour: colour, tags: strings.Join(p.Tags, ", "),
		})
	}
	slices.SortStableFunc(all, func(a, b highlight) int {
		if a.start != b.start {
			return a.start - b.start
		}
		return b.end - a.end
	})
	setLanes(all)
	return all
}

// setLanes puts the margin marks of passages that overlap side by side.
func setLanes(all []highlight) {
	var ends []int // of the last passage in each lane
	for i := range all {
		lane := slices.IndexFunc(ends, func(end int) bool { return end <= all[i].start })
		if lane < 0 {
			lane = len(ends)
			ends = append(ends, 0)
		}
		ends[lane] = all[i].end
		all[i].lane = lane
	}
}

// highlightAt is the innermost highlight over offset o, or nil.
func highlightAt(all []highlight, o int) *highlight {
	var best *highlight
	for i := range all {
		h := &all[i]
		if h.start <= o && o < h.end && (best == nil || h.end-h.start < best.end-best.start) {
			best = h
		}
	}
	return best
}
