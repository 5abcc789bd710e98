package export

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// RuleWithheld is the finding about what a recipient may not have. It is for the
// sender, and names places alone.
const RuleWithheld = "withheld"

// withheld says what of a note is kept back from its recipient.
func withheld(m manuscript.Manuscript, ceiling briefing.Marking) []briefing.Finding {
	said := fmt.Sprintf("nothing is above %s: the whole note goes out", ceiling)
	if n := len(m.Withheld); n > 0 {
		blocks := make([]string, n)
		for i, block := range m.Withheld {
			blocks[i] = strconv.Itoa(block)
		}
		said = fmt.Sprintf("kept back, since it is above %s: %s %s", ceiling, plural(n, "block"), strings.Join(blocks, ", "))
	}
	return []briefing.Finding{{Rule: RuleWithheld, Severity: briefing.SeverityInfo, Message: said}}
}

func plural(n int, noun string) string {
	if n == 1 {
		return noun
	}
	return noun + "s"
}

// quotable are the sources that the recipient may be given: where something is
// kept back, those alone that the rest quotes or cites.
func (p Prepared) quotable(sources briefing.Sources, opts Options) briefing.Sources {
	if opts.For == "" {
		return sources
	}
	named := maps.Clone(sources)
	maps.DeleteFunc(named, func(id briefing.ID, _ briefing.Source) bool { return !slices.Contains(p.Manuscript.Cited, id) })
	return named
}
