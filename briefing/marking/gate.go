package marking

import (
	"cmp"
	"fmt"
	"slices"

	"briefdesk/briefing"
)

// Gated is what of a note a recipient may have.
type Gated struct {
	Ceiling briefing.Marking // as a banner writes it
	// Withheld are the indices of the blocks that are kept back.
	Withheld []int
	// Open is the note without them, and without what its front matter may not
	// say. Its blocks are as many as before, so that their numbers hold: one that
	// is kept back is of no kind and empty.
	Open briefing.Briefing
	// Fields says that the front matter had more than may go out.
	Fields bool
}

// Gate keeps back what is above a ceiling: each block whose marking the ceiling
// does not cover, where an unmarked block counts as the declared marking, and
// one with a marked item as high as that. A title above the ceiling cannot be
// kept back, and is an error.
func (p Profile) Gate(b briefing.Briefing, ceiling briefing.Marking) (Gated, error) {
	top, err := p.Parse(ceiling)
	if err != nil {
		return Gated{}, err
	}
	all, err := p.portions(b)
	if err != nil {
		return Gated{}, err
	}
	above := func(at int) bool {
		return slices.ContainsFunc(all, func(o portion) bool { return o.at == at && !p.Covers(top, o.Parts) })
	}
	g := Gated{Ceiling: p.Banner(top), Open: b.Clone()}
	closed := above(FrontMatter)
	if titled := p.titled(b); above(Title) || closed && titled == "" && b.Title != "" {
		return Gated{}, fmt.Errorf("the title is marked %s, which %s does not cover; open it with the marking that it has itself, as in “(%s) …”, or declare a lower one",
			cmp.Or(titled, b.Marking), g.Ceiling, p.Portion(top))
	}
	for i, bl := range b.Blocks {
		marked := slices.ContainsFunc(all, func(o portion) bool { return o.at == i })
		if above(i) || closed && !marked && bl.Kind != briefing.BlockPageBreak && bl.Kind != briefing.BlockSources {
			g.Withheld = append(g.Withheld, i)
			g.Open.Blocks[i] = briefing.Block{}
		}
	}
	if closed {
		g.Open.Marking = ""
		g.Fields = b.Purpose != "" || len(b.Distribution) > 0 || len(b.Fields) > 0
		g.Open.Purpose, g.Open.Distribution, g.Open.Fields = "", nil, nil
	}
	return g, nil
}
