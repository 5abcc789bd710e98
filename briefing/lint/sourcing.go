package lint

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pattern"
)

// claim is what a reader asks the source of: a share, a sum, a large figure, a day or
// a year gone by, or what somebody has said.
var claim = pattern.New(`\d(?:[\d.,]*\d)? ?(?:%|per cent\b|percent\b)|[£$€¥] ?\d[\d.,]*|` +
	`\b\d{1,3}(?:,\d{3})+\b|\b\d[\d.,]* (?:thousand|million|billion|trillion|bn|tonnes|troops|soldiers|people|deaths)\b|` +
	`\b(?:on|since|until|from|of) \d{1,2} ` + month + ` \d{4}\b|\b(?:in|since|until|from) (?:` + month + ` )?(?:19|20)\d\d\b|` +
	`\b(?:said|told|announced|according to|claimed|alleged|denied|reported that|confirmed that)\b`)

const month = `(?:January|February|March|April|May|June|July|August|September|October|November|December)`

// advice are the sections that ask and judge rather than tell: what stands in them
// has its sources elsewhere.
var advice = setOf("issue recommendation recommendations advice timing purpose bottom-line next-steps key-judgements key-judgments decision options summary presentation talking-points handling")

// checkClaims finds paragraphs that tell what a source must have told, and name none.
func checkClaims(n *note, r Rule) {
	section := ""
	for _, p := range n.prose {
		switch {
		case p.Block == 0:
			continue
		case p.Heading:
			if b := n.block(p.Block); b.Kind != briefing.BlockHeading || b.Level == 1 {
				section = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(p.Text)), " ", "-")
			}
			continue
		case p.Cell, advice[section], len(p.Cited) > 0, n.block(p.Block).Kind == briefing.BlockQuotation, n.besideQuotation(p.Block):
			continue
		}
		if m := claim.FindStringIndex(p.Text); m != nil && !n.isOwnDate(p.Text[m[0]:m[1]]) {
			n.at(r, p, inRunes(p.Text, m), "", "“%s” needs a source; cite the passage it rests on, or say that it is the desk’s own knowledge", p.Text[m[0]:m[1]])
		}
	}
}

// isOwnDate reports whether words name the year of the note or a later one: a meeting
// that is to come has no source.
func (n *note) isOwnDate(words string) bool {
	year := words[max(0, len(words)-4):]
	return len(n.Date) >= 4 && strings.Trim(year, "0123456789") == "" && year >= n.Date[:4]
}

// besideQuotation reports whether a quotation stands next to a block: the block leads
// up to it, or speaks of it.
func (n *note) besideQuotation(block int) bool {
	isQuotation := func(i int) bool {
		return i >= 1 && i <= len(n.Blocks) && n.block(i).Kind == briefing.BlockQuotation
	}
	return isQuotation(block-1) || isQuotation(block+1)
}

// checkComments finds the sections that quote and say nothing of their own, at their
// first quotation.
func checkComments(n *note, r Rule) {
	first, commented := 0, false
	end := func() {
		if first > 0 && !commented {
			n.about(r, first, "", "nothing is said about this quotation; say why the reader should have it")
		}
		first, commented = 0, false
	}
	for i, b := range n.Blocks {
		switch {
		case b.Kind == briefing.BlockHeading:
			end()
		case b.Kind == briefing.BlockText, b.Kind == briefing.BlockQuotation && !b.Quotation.IsDirect():
			commented = true
		case b.Kind == briefing.BlockQuotation && first == 0:
			first = i + 1
		}
	}
	end()
}

// checkSingleSource finds judgements that name what they rest on, and it is one source.
func checkSingleSource(n *note, r Rule) {
	for _, p := range n.prose {
		if p.Block == 0 || p.Heading {
			continue
		}
		articles := n.restsOn(p)
		if len(articles) != 1 {
			continue
		}
		i := slices.IndexFunc(n.language.found, func(f found) bool {
			return f.prose.Block == p.Block && f.prose.Start == p.Start && !f.Reported && (f.Kind == estimate.Term || f.Kind == estimate.Loose)
		})
		if i >= 0 {
			n.at(r, p, n.language.found[i].Range, "", "this judgement rests on one source, “%s”; find another, or say so", articles[0].Title.Value)
		}
	}
}

// restsOn are the articles that a prose cites, each once; where it cites none, those
// of the quotations right after its block.
func (n *note) restsOn(p manuscript.Prose) []briefing.Article {
	passages := p.Cited
	for i := p.Block + 1; len(p.Cited) == 0 && i <= len(n.Blocks) && n.block(i).Kind == briefing.BlockQuotation; i++ {
		passages = append(passages, n.block(i).Quotation.Passage)
	}
	var articles []briefing.Article
	for _, id := range passages {
		src, ok := n.sources[id]
		if ok && !slices.ContainsFunc(articles, func(a briefing.Article) bool { return a.ID == src.Article.ID }) {
			articles = append(articles, src.Article)
		}
	}
	return articles
}
