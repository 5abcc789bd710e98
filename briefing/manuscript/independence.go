package manuscript

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// RuleConfirmedAlone is that of the finding about an item that is graded as
// confirmed by other sources, and none is cited.
const RuleConfirmedAlone = "confirmed-alone"

// Independent counts those of sources that say what they say of their own accord.
// One article is one source however often it is cited; so are articles of one
// outlet or by one author, and reprints of one report.
func Independent(sources []briefing.Source) int {
	var voices [][]briefing.Source
	for _, src := range sources {
		voice := []briefing.Source{src}
		voices = slices.DeleteFunc(voices, func(known []briefing.Source) bool {
			same := slices.ContainsFunc(known, func(k briefing.Source) bool { return isOneVoice(k, src) })
			if same {
				voice = append(voice, known...)
			}
			return same
		})
		voices = append(voices, voice)
	}
	return len(voices)
}

func isOneVoice(a, b briefing.Source) bool {
	return a.Article.ID == b.Article.ID ||
		isSameName(a.Article.Publisher.Value, b.Article.Publisher.Value) ||
		isSameName(a.Article.Byline.Value, b.Article.Byline.Value) && !namesOffice(strings.Fields(a.Article.Byline.Value)) ||
		quote.IsReprint(a.Snapshot.Text, b.Snapshot.Text)
}

func isSameName(a, b string) bool {
	return a != "" && strings.EqualFold(strings.TrimSpace(a), strings.TrimSpace(b))
}

// checkConfirmed finds items that are graded 1 where no other source is cited
// within their section.
func (m *builder) checkConfirmed(b briefing.Briefing) {
	var section []citation
	end := func() {
		var cited []briefing.Source
		for _, c := range section {
			cited = append(cited, c.Source)
		}
		i := slices.IndexFunc(section, func(c citation) bool { return c.Passage.Credibility == 1 })
		if i >= 0 && Independent(cited) < 2 {
			c := section[i]
			m.find(RuleConfirmedAlone, briefing.SeverityWarning, c.block, c.Passage.Exact,
				"an item of “%s” is graded 1, confirmed by other sources, and its section cites no other that is independent of it; cite one, or grade it 2", c.Article.Title.Value)
		}
		section = nil
	}
	rest := m.notes.cited
	for i, bl := range b.Blocks {
		if bl.Kind == briefing.BlockHeading {
			end()
		}
		for len(rest) > 0 && rest[0].block == i+1 {
			section, rest = append(section, rest[0]), rest[1:]
		}
	}
	end()
}
