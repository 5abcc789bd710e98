package marking

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing"
)

// manyPlaces is how many places are named, before they are counted.
const manyPlaces = 5

// places name where markings stand: “the front matter and blocks 2 and 4”.
func places(at []int) string {
	var parts, blocks []string
	for _, i := range at {
		switch {
		case i < 0:
			parts = append(parts, placeName(i))
		default:
			blocks = append(blocks, strconv.Itoa(i+1))
		}
	}
	switch {
	case len(blocks) == 1:
		parts = append(parts, "block "+blocks[0])
	case len(blocks) > manyPlaces:
		parts = append(parts, fmt.Sprintf("%d blocks (the first is block %s)", len(blocks), blocks[0]))
	case len(blocks) > 0:
		parts = append(parts, "blocks "+listed(blocks, "and"))
	}
	return listed(parts, "and")
}

// listed joins words as a sentence does: a, b and c.
func listed(words []string, and string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + and + " " + words[len(words)-1]
}

func has(at []int) string {
	if len(at) == 1 {
		return " has "
	}
	return " have "
}

func naming(at []int) string {
	if len(at) == 1 {
		return " names"
	}
	return " name in common"
}

func doesNot(at []int) string {
	if len(at) == 1 {
		return "does not"
	}
	return "do not"
}

// String says a reason in a sentence, with its rule.
func (r Reason) String() string {
	said := string(r.Part) + ": "
	if r.LeftOut {
		said = string(r.Part) + " is left out: "
	}
	said += r.Words
	if r.Rule != "" && r.Rule[0] >= '0' && r.Rule[0] <= '9' {
		said += " (rule " + r.Rule + ")"
	}
	return said
}

// Explain says what a marking means, a sentence for each part of it.
func (p Profile) Explain(parts Parts) []string {
	l := p.Levels[parts.Level]
	said := fmt.Sprintf("%s is level %d of %d in %s.", l.Mark, parts.Level+1, len(p.Levels), p.Title)
	if l.Sharing != "" {
		said += " " + l.Sharing
	}
	all := []string{said}
	for _, h := range parts.Controls {
		_, c, _ := p.control(h.Mark)
		all = append(all, fmt.Sprintf("%s: %s.", p.partOf(h), c.Title))
	}
	return all
}

func sortedKeys(m map[briefing.Marking]string) []briefing.Marking {
	return slices.Sorted(maps.Keys(m))
}
