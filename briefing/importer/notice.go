package importer

import (
	"regexp"
	"strings"

	"briefdesk/briefing"
)

// Notices are recognised by a score: each rule that a paragraph satisfies adds
// its points, and reported speech, which talks about disclaimers rather than
// making one, takes some away. In the tail of an article, where notices live,
// tailScore is enough; elsewhere it takes bodyScore. The rules are about
// English wording, as published by newspapers, institutes and agencies.
const (
	tailScore  = 2
	bodyScore  = 3
	tailBlocks = 6
	// labelBlocks is how near the end a label alone on its line takes all that follows.
	labelBlocks = 8
)

type noticeRule struct {
	class  briefing.NoticeClass
	points int
	re     *regexp.Regexp
}

// Each pattern sees the paragraph in lower case, with straight apostrophes.
var noticeRules = []noticeRule{
	// Whose views they are.
	rule(briefing.NoticeViews, 1, `\b(views?|opinions?|findings|interpretations|conclusions|statements|perspectives|analys[ie]s|assumptions)\b[^.]{0,60}\b(expressed|presented|contained|stated|made|given|voiced)\b`),
	rule(briefing.NoticeViews, 2, `\b(solely|entirely|strictly|purely|exclusively) (mine|his|hers|theirs|those|personal|the (author|writer))`),
	rule(briefing.NoticeViews, 2, `\b(are|is|remain|belong to|any entity other than) (solely |entirely |strictly |exclusively |purely |only )?(those of|the (sole )?responsibility of (the )?(author|writer|contributor)|the respective|(his|her|their|my|our|the (author|writer|speaker|columnist|contributor)s?'s?) (own|alone|personal)|the (author|writer)s?\b)`),
	rule(briefing.NoticeViews, 2, `\b(represents?|reflects?|express(es)?) (only |solely )?(the |my |his |her |their )?(personal |individual |own )?(views?|opinions?)( and (views?|opinions?))? of (the |an |its |their )?(individual |named |respective )?(authors?|writers?|speakers?|columnists?|contributors?)|\bexpress(es)? (my|the author's|the writer's|his|her) own (views?|opinions?)`),
	rule(briefing.NoticeViews, 2, `\b(views?|opinions?)( expressed)?( (here|herein|above|in this [a-z]+))? (is|are) (strictly |purely |entirely )?(personal|my own|mine|his own|her own|their own)`),
	rule(briefing.NoticeViews, 1, `\b(do|does|did|should|may|are|is)( not|n't)( necessarily)? (be (taken|construed|seen) (as|to)|reflect|represent|reflective|imply|coincide|express|constitute)\b[^.]{0,80}\b(views?|opinions?|polic(y|ies)|positions?|stance|perspectives?|endorse\w*|employers?|organi[sz]ation)\b`),
	rule(briefing.NoticeViews, 2, `\bin (a|his|her|their|my) personal capacity\b|\bholds no (corporate|institutional) view`),
	rule(briefing.NoticeViews, 1, `\bnot necessarily\b|\bofficial (views?|policy|policies|position|stance|publication)\b|\beditorial (position|stance|policy|views?)\b`),
	rule(briefing.NoticeViews, 1, `\b(herein|(this|these) (articles?|column|piece|op-ed|post|blog|papers?|publication|work|report|commentary|document|whitepaper|website|study|essay|interview|podcast|book|page|project)|(the|its|our) (contents?|publications?))\b`),
	rule(briefing.NoticeViews, 1, `\b(authors?|writers?|contributors?|columnists?)(\(s\)|'s?)?( own| alone)?\b`),
	rule(briefing.NoticeViews, 2, `\b(does|do|neither|not) (constitute|imply|endorses?|mean)\b[^.]{0,60}\b(endorse\w*|endorsement|recommend\w*)\b|\bnot (endorsed|sponsored|approved) by\b|\bdoes not endorse the (content|views|opinions)`),

	// Who answers for them.
	rule(briefing.NoticeLiability, 2, `\b(accepts?|assumes?|takes?|bears?|disclaims?)( any| all| no)+ (legal )?(responsibility|liability|warrant(y|ies))\b|\b(is|are) not (responsible|liable) for (the |any )?(opinions?|content|contents|statements?|views?|errors?|accuracy|use|information)\b|\b(can|may|shall|will)( ?not)( be)? (be )?(held )?(responsible|liable)\b|\bcannot be held (responsible|liable)\b|\bnor can\b[^.]{0,60}held responsible`),
	rule(briefing.NoticeLiability, 2, `\b(for|are|is|as) (general )?(information|informational|educational|illustrative)( and [a-z]+)? (purposes?|use)\b|\bprovided (for|as) (general )?information\b|\bfor information only\b|\binformational purposes only\b`),
	rule(briefing.NoticeLiability, 2, `\b(no|any|not) (guarantee|warrant(y|ies)?|assurance|representations?)\b[^.]{0,80}\b(accura|complete|reliab|timel|authentic)|\b(does|do) not (guarantee|warrant) the (accuracy|completeness|data|information)|\bmakes? no (warrant|representation|guarantee)`),
	rule(briefing.NoticeLiability, 2, `\b(should|may|must|can)( ?not| never)( be)? (be )?(construed|considered|interpreted|taken|relied|treated)\b[^.]{0,40}\badvice\b|\b(is|are|does|do) not( purport to)?( constitute| provide| offer| intended as| intended to provide)? (be )?(legal|medical|investment|financial|professional|tax)[a-z, ]*\badvice\b|\bnothing (contained )?in this\b[^.]{0,60}\b(advice|offer)\b|\bnot intended to (diagnose|malign|provide)\b`),
	rule(briefing.NoticeLiability, 1, `\bconsult (with )?(a|an|your|certified|qualified)\b|\bany person acting on\b|\bat your own risk\b|\bresponsibility or liability\b|\bwarranty\b|\b(accuracy|completeness|timeliness|reliability)(,| or| and) (or )?(accuracy|completeness|timeliness|reliability|usefulness)\b`),
	rule(briefing.NoticeLiability, 3, `\bworks? of (fiction|satire|parody)\b|\bhave not been evaluated by the\b|\bproducts? of the author's imagination\b`),

	// Where it was published first.
	rule(briefing.NoticeProvenance, 2, `\bthis (article|story|post|piece|essay|commentary|column|op-ed|interview|report|item|blog|text|paper|work|analysis)\b[^.]{0,40}\b((first|originally|previously|also) (appeared|published|posted|ran|produced|written|featured)|adapted|syndicated|republished|reprinted|reproduced)\b`),
	rule(briefing.NoticeProvenance, 1, `\b(first|originally|previously) (appeared|published|posted|ran)\b|\b(is|was|been) (republished|reprinted|reproduced|adapted|syndicated|excerpted)\b`),
	rule(briefing.NoticeProvenance, 2, `\b(republished|reprinted|reproduced|published)( here)? (with|by|under)( the)?( [a-z']+)? (permission|licen[cs]e|kind permission)|\bunder a creative commons\b|\bread the original (article|story)|\bthe original (article|story|post) (here|is|can)`),
	rule(briefing.NoticeProvenance, 2, `\bnot been edited by\b|\bsyndicated feed\b|\bauto-?generated from\b|\bwith inputs from\b`),

	// That it was translated.
	rule(briefing.NoticeTranslation, 2, `\b(unofficial|machine|automatic|courtesy) translation\b|\b(is|as) a translation\b|\b(this|the) (item|article|story|text|piece|interview|page|document)( was| has been| is) translated\b|\btranslated (from|by) (the )?[a-z]+ (original|by|into)\b`),
	rule(briefing.NoticeTranslation, 2, `\b(original|english|french|german|arabic) (text|version|language)[^.]{0,60}\b(authoritative|prevails?|binding|official)|\bin (the event|case) of (any )?(discrepancy|discrepancies|conflict|differences)|\b(errors?|mistakes) (introduced )?in translation\b|\bprovided for (convenience|information)\b`),

	// What maps do not say.
	rule(briefing.NoticeMaps, 3, `\b(boundar(y|ies)|borders?|frontiers?|maps?|designations?|denominations)\b[^.]{0,140}\b(do|does)( not|n't) (imply|constitute|represent)\b[^.]{0,100}|\b(dotted|dashed) lines\b[^.]{0,60}\b(maps?|border|boundar)|\bwithout prejudice to positions on status\b|\bexpression of any opinion[^.]{0,60}\bconcerning the legal status\b`),

	// Who pays.
	rule(briefing.NoticeAffiliate, 3, `\baffiliate (links?|partners?|commissions?|program)|\b(earn|receive|get) (a |an )?(small |affiliate )?commission\b|\bsponsored (post|content)\b|\bthis (post|article|content|story|episode|newsletter)[^.]{0,30}\bsponsored by\b|\bpaid (partnership|promotion|for by)\b`),
	rule(briefing.NoticeAffiliate, 2, `\bnot receiv(ing|ed) (any )?compensation\b|\b(has|have) no (business|financial|commercial) (relationship|interests?|conflicts?)|\bcompeting interests?\b|\bcompensated for (this|my)\b`),
}

func rule(class briefing.NoticeClass, points int, pattern string) noticeRule {
	return noticeRule{class, points, regexp.MustCompile(pattern)}
}

var (
	labelAlone = regexp.MustCompile(`(?i)^(legal )?(disclaimers?|disclosures?)\s*[:.–—-]*$`)
	labelled   = regexp.MustCompile(`(?i)^\W{0,3}(disclaimers?|disclosures?)\b\s*[:.–—-]`)
	noted      = regexp.MustCompile(`(?i)^\W{0,3}((editor'?s?|author'?s?|publisher'?s?) )?(note|disclosure)s?\s*[:–—-]`)

	// reported matches what a journalist writes about somebody's words.
	reported = regexp.MustCompile(`\b(said|says|told|asked|argued|added|testified|ruled|warned|denied|acknowledged|announced|reads?|according to|insisted|claimed|witness(es)?|court|judge|spokes\w+|commissioner|ministry|official said|last (week|month|year))\b|[,.?!]["”] `)
	// cues occur in every notice, so that most paragraphs need no other pattern.
	cues = regexp.MustCompile(`view|opinion|disclaim|author|endors|liab|warrant|responsib|publish|appear|translat|map|boundar|advice|affiliat|commission|inform|capacity|satire|fiction|syndicat|compensat|prejudice|permission|guarantee|reflect|represent|evaluated|sponsor|lines|perspective`)
)

// isLabel reports whether text only announces a notice.
func isLabel(text string) bool { return labelAlone.MatchString(strings.Trim(text, "*_ []()")) }

// judge scores text as a notice and says of which class it would be.
func judge(text string) (briefing.NoticeClass, int) {
	const longest = 3000 // bytes; no notice an article carries is longer
	if len(text) > longest {
		return "", 0
	}
	s := strings.ToLower(strings.ReplaceAll(unquoted(text), "’", "'"))
	if !cues.MatchString(s) {
		return "", 0
	}
	points := map[briefing.NoticeClass]int{}
	total := 0
	for _, r := range noticeRules {
		if r.re.MatchString(s) {
			points[r.class] += r.points
			total += r.points
		}
	}
	if total > 0 && labelled.MatchString(s) {
		total += 3
	}
	if total > 0 && noted.MatchString(s) {
		total++
	}
	if reported.MatchString(s) {
		total -= 2
	}
	return heaviest(points), total
}

// unquoted is text without what it quotes: a notice speaks for itself.
func unquoted(text string) string {
	if isQuotation(text) {
		return text
	}
	return quoted.ReplaceAllString(text, " ")
}

var quoted = regexp.MustCompile(`“[^”]*”|"[^"]*"`)

// heaviest returns the class with the most points; on a tie the one that comes
// first in the list of rules.
func heaviest(points map[briefing.NoticeClass]int) briefing.NoticeClass {
	best := briefing.NoticeViews
	for _, r := range noticeRules {
		if points[r.class] > points[best] {
			best = r.class
		}
	}
	return best
}

// takeNotices moves the notices from the blocks to the article. An article of
// nothing but notices keeps them as its text.
func (d *draft) takeNotices() {
	var notices []briefing.Notice
	var kept []block
	n := len(d.blocks)
	all, one := false, false // what the last label takes
	for i, b := range d.blocks {
		class, score := judge(b.text)
		all, one = all && isProse(b.kind), one && isProse(b.kind)
		enough := bodyScore
		if i >= n-tailBlocks {
			enough = tailScore
		}
		switch {
		case isLabel(b.text) && i+1 < n && !all:
			all, one = i >= n-labelBlocks, true
		case all || one || score >= enough && (isProse(b.kind) || b.kind == briefing.TextFootnote):
			if class == "" {
				class = briefing.NoticeViews
			}
			notices = append(notices, briefing.Notice{Class: class, Text: strings.ReplaceAll(b.text, "\n", " ")})
			one = false
		case isLabel(b.text) && i+1 == n:
		default:
			kept = append(kept, b)
		}
	}
	if len(kept) > 0 {
		d.blocks = kept
		d.article.Notices = append(d.article.Notices, notices...)
	}
}

// isProse reports whether blocks of this kind may be notices.
func isProse(kind briefing.TextKind) bool {
	return kind == briefing.TextParagraph || kind == briefing.TextQuote || kind == briefing.TextListItem
}

var personal = regexp.MustCompile(`(?i)\b(authors?|writers?|columnists?|contributors?|personal|my own|mine|opinion (piece|article)|op-ed)\b`)

// genreOfNotices infers that an article is opinion from a notice that its views
// are its author's own.
func genreOfNotices(notices []briefing.Notice) briefing.Field {
	for _, n := range notices {
		if n.Class == briefing.NoticeViews && personal.MatchString(n.Text) {
			return field(briefing.GenreOpinion, fromNotice, briefing.ConfidenceMedium)
		}
	}
	return briefing.Field{}
}
