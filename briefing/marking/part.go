package marking

import (
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// A place of a note that carries a marking: the index of a block, or one of these.
const (
	FrontMatter = -1 // the declared marking
	Title       = -2
)

// portion is a marking, and where it stands.
type portion struct {
	at int
	Parts
	written briefing.Marking
}

// portions are all markings of a note: the declared one, that of its title, and
// those of its blocks, with the marks on items of lists.
func (p Profile) portions(b briefing.Briefing) ([]portion, error) {
	var all []portion
	add := func(at int, m briefing.Marking) error {
		parts, err := p.Parse(m)
		if err != nil {
			return fmt.Errorf("%s: %w", placeName(at), err)
		}
		all = append(all, portion{at, parts, m})
		return nil
	}
	if b.Marking != "" && (len(p.Levels) > 0 || b.Marking != "none") {
		if err := add(FrontMatter, b.Marking); err != nil {
			return nil, err
		}
	}
	if m := p.titled(b); m != "" {
		if err := add(Title, m); err != nil {
			return nil, err
		}
	}
	for i, bl := range b.Blocks {
		if bl.Portion != "" {
			if err := add(i, bl.Portion); err != nil {
				return nil, err
			}
		}
		for _, m := range p.inText(bl) {
			if err := add(i, m); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func placeName(at int) string {
	switch at {
	case FrontMatter:
		return "the front matter"
	case Title:
		return "the title"
	}
	return fmt.Sprintf("block %d", at+1)
}

// opening is a marking before the words of a line, which may be an item of a
// list or a caption.
var opening = pattern.New(`(?m)^[ \t]*(?:>[ \t]*)*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?(?:Table: )?\(([^()\n]+)\)`)

// titled is the marking that opens the title, or empty.
func (p Profile) titled(b briefing.Briefing) briefing.Marking {
	match := opening.FindStringSubmatch(b.Title)
	if match == nil || p.Level(briefing.Marking(match[1])) < 0 {
		return ""
	}
	return briefing.Marking(match[1])
}

// inText are the markings in a text block, on its paragraphs and items.
func (p Profile) inText(bl briefing.Block) []briefing.Marking {
	if bl.Kind != briefing.BlockText || len(p.Levels) == 0 || !strings.Contains(bl.Text, "(") {
		return nil
	}
	var marks []briefing.Marking
	for _, match := range opening.FindAllStringSubmatch(bl.Text, -1) {
		if m := briefing.Marking(match[1]); p.Level(m) >= 0 {
			marks = append(marks, m)
		}
	}
	return marks
}

// takesPortion reports whether a block is one that has to be marked where a
// profile asks for portions.
func takesPortion(bl briefing.Block) bool {
	return bl.Kind == briefing.BlockText || bl.Kind == briefing.BlockQuotation || bl.Kind == briefing.BlockDisclaimer
}

// Unmarked are the indices of the blocks that carry no marking, though they could.
func (p Profile) Unmarked(b briefing.Briefing) []int {
	var indices []int
	for i, bl := range b.Blocks {
		if takesPortion(bl) && bl.Portion == "" && len(p.inText(bl)) == 0 {
			indices = append(indices, i)
		}
	}
	return indices
}

// Quoting is the marking that a quotation takes when it comes into b: that of its
// passage, if the profile has it. Else what everyone can read is of the lowest
// level, whatever is said of it; the quotation takes that where it would count as
// more without, or where each part has to be marked. It is empty otherwise.
func (p Profile) Quoting(b briefing.Briefing, passage briefing.Passage, a briefing.Article) briefing.Marking {
	if parts, ok := p.read(passage.Portion); ok {
		return p.Portion(parts)
	}
	published := []string{briefing.GenreNews, briefing.GenreOpinion, briefing.GenreEditorial, briefing.GenreRelease}
	asked := b.Marking != "" || p.Portions == PortionsRequired || p.Portions == PortionsAllOrNothing
	if len(p.Levels) == 0 || !asked || !slices.Contains(published, a.Genre.Value) {
		return ""
	}
	return p.Levels[0].inPortion()
}
