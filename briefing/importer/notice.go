package importer

import (
	"regexp"
	"slices"
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

// noticeRule gives points to texts that its pattern matches. A text without any
// of its cues cannot match; looking for those first saves most of the time.
type noticeRule struct {
	class  briefing.NoticeClass
	points int
	cues   []string
	re     *regexp.Regexp
}

func (r noticeRule) matches(s string) bool {
	return slices.ContainsFunc(r.cues, func(cue string) bool { return strings.Contains(s, cue) }) && r.re.MatchString(s)
}

func rule(class briefing.NoticeClass, points int, cues, pattern string) noticeRule {
	return noticeRule{class, points, strings.Split(cues, "|"), regexp.MustCompile(pattern)}
}

// Each pattern sees the text in lower case, with straight apostrophes and
// without what it quotes.
var noticeRules = []noticeRule{
	// Whose views they are.
	rule(briefing.NoticeViews, 1, `view|opinion|finding|interpretation|conclusion|statement|perspective|analys|assumption`,
		`\b(views?|opinions?|findings|interpretations|conclusions|statements|perspectives|analys[ie]s|assumptions)\b[^.]{0,60}\b(expressed|presented|contained|stated|made|given|voiced)\b`),
	rule(briefing.NoticeViews, 2, `solely |entirely |strictly |purely |exclusively `,
		`\b(solely|entirely|strictly|purely|exclusively) (mine|his|hers|theirs|those|personal|the (author|writer))`),
	rule(briefing.NoticeViews, 2, `those of|responsibility of|respective|own|alone|personal|author|writer`,
		`\b(are|is|remain|belong to) (solely |entirely |strictly |exclusively |purely |only )?(those of|the (sole )?responsibility of (the )?(author|writer|contributor)|the respective|(his|her|their|my|our|the (author|writer|speaker|columnist|contributor)s?'s?) (own|alone|personal))|\bother than the author`),
	rule(briefing.NoticeViews, 2, `view|opinion`,
		`\b(represents?|reflects?|express(es)?) (only |solely )?(the |my |his |her |their )?(personal |individual |own )?(views?|opinions?)( and (views?|opinions?))? of (the |an |its |their )?(individual |named |respective )?(authors?|writers?|speakers?|columnists?|contributors?)|\bexpress(es)? (my|the author's|the writer's|his|her) own (views?|opinions?)`),
	rule(briefing.NoticeViews, 2, `view|opinion`,
		`\b(views?|opinions?)( expressed)?( (here|herein|above|in this [a-z]+))? (is|are) (strictly |purely |entirely )?(personal|my own|mine|his own|her own|their own)`),
	rule(briefing.NoticeViews, 1, `reflect|represent|imply|coincide|express|constitute|be taken|be construed|be seen`,
		`\b(do|does|did|should|may|are|is)( not|n't)( necessarily)? (be (taken|construed|seen) (as|to)|reflect|represent|reflective|imply|coincide|express|constitute)\b[^.]{0,80}\b(views?|opinions?|polic(y|ies)|positions?|stance|perspectives?|endorse\w*|employers?|organi[sz]ation)\b`),
	rule(briefing.NoticeViews, 2, `personal capacity|holds no`,
		`\bin (a|his|her|their|my) personal capacity\b|\bholds no (corporate|institutional) view`),
	rule(briefing.NoticeViews, 1, `not necessarily|official |editorial `,
		`\bnot necessarily\b|\bofficial (views?|policy|policies|position|stance|publication)\b|\beditorial (position|stance|policy|views?)\b`),
	rule(briefing.NoticeViews, 2, `endors|recommend|sponsored by|approved by`,
		`\b(does|do|neither|not) (constitute|imply|endorses?|mean)\b[^.]{0,60}\b(endorse\w*|endorsement|recommend\w*)\b|\bnot (endorsed|sponsored|approved) by\b|\bdoes not endorse the (content|views|opinions)`),

	// Who answers for them.
	rule(briefing.NoticeLiability, 2, `responsib|liab|warrant`,
		`\b(accepts?|assumes?|takes?|bears?|disclaims?)( any| all| no)+ (legal )?(responsibility|liability|warrant(y|ies))\b|\b(is|are) not (responsible|liable) for (the |any )?(opinions?|content|contents|statements?|views?|errors?|accuracy|use|information)\b|\b(can|may|shall|will)( ?not)( be)? (be )?(held )?(responsible|liable)\b|\bcannot be held (responsible|liable)\b|\bnor can\b[^.]{0,60}held responsible`),
	rule(briefing.NoticeLiability, 2, `informati|educational|illustrative`,
		`\b(for|are|is|as) (general )?(information|informational|educational|illustrative)( and [a-z]+)? (purposes?|use)\b|\bprovided (for|as) (general )?information\b|\bfor information only\b|\binformational purposes only\b`),
	rule(briefing.NoticeLiability, 2, `guarantee|warrant|assurance|representation`,
		`\b(no|any|not) (guarantee|warrant(y|ies)?|assurance|representations?)\b[^.]{0,80}\b(accura|complete|reliab|timel|authentic)|\b(does|do) not (guarantee|warrant) the (accuracy|completeness|data|information)|\bmakes? no (warrant|representation|guarantee)`),
	rule(briefing.NoticeLiability, 2, `advice|diagnose|malign|offer`,
		`\b(should|may|must|can)( ?not| never)( be)? (be )?(construed|considered|interpreted|taken|relied|treated)\b[^.]{0,40}\badvice\b|\b(is|are|does|do) not( purport to)?( constitute| provide| offer| intended as| intended to provide)? (be )?(legal|medical|investment|financial|professional|tax)[a-z, ]*\badvice\b|\bnothing (contained )?in this\b[^.]{0,60}\b(advice|offer)\b|\bnot intended to (diagnose|malign|provide)\b`),
	rule(briefing.NoticeLiability, 3, `fiction|satire|parody|evaluated by|imagination`,
		`\bworks? of (fiction|satire|parody)\b|\bhave not been evaluated by the\b|\bproducts? of the author's imagination\b`),

	// Where it was published first.
	rule(briefing.NoticeProvenance, 2, `appeared|published|posted|ran|produced|written|featured|adapted|syndicated|reprinted|reproduced`,
		`\bthis (article|story|post|piece|essay|commentary|column|op-ed|interview|report|item|blog|text|paper|work|analysis)\b[^.]{0,40}\b((first|originally|previously|also) (appeared|published|posted|ran|produced|written|featured)|adapted|syndicated|republished|reprinted|reproduced)\b`),
	rule(briefing.NoticeProvenance, 1, `first |originally |previously |republished|reprinted|reproduced|adapted|syndicated|excerpted`,
		`\b(first|originally|previously) (appeared|published|posted|ran)\b|\b(is|was|been) (republished|reprinted|reproduced|adapted|syndicated|excerpted)\b`),
	rule(briefing.NoticeProvenance, 2, `permission|licen|creative commons|original `,
		`\b(republished|reprinted|reproduced|published)( here)? (with|by|under)( the)?( [a-z']+)? (permission|licen[cs]e|kind permission)|\bunder a creative commons\b|\bread the original (article|story)|\bthe original (article|story|post) (here|is|can)`),
	rule(briefing.NoticeProvenance, 2, `edited by|syndicated|generated from|inputs from`,
		`\bnot been edited by\b|\bsyndicated feed\b|\bauto-?generated from\b|\bwith inputs from\b`),

	// That it was translated.
	rule(briefing.NoticeTranslation, 2, `translat`,
		`\b(unofficial|machine|automatic|courtesy) translation\b|\b(is|as) a translation\b|\b(this|the) (item|article|story|text|piece|interview|page|document)( was| has been| is) translated\b|\btranslated (from|by) (the )?[a-z]+ (original|by|into)\b`),
	rule(briefing.NoticeTranslation, 2, `authoritative|prevail|binding|official|discrepanc|conflict|differences|translation|provided for`,
		`\b(original|english|french|german|arabic) (text|version|language)[^.]{0,60}\b(authoritative|prevails?|binding|official)|\bin (the event|case) of (any )?(discrepancy|discrepancies|conflict|differences)|\b(errors?|mistakes) (introduced )?in translation\b|\bprovided for (convenience|information)\b`),

	// What maps do not say.
	rule(briefing.NoticeMaps, 3, `boundar|border|frontier|map|designation|denomination|dotted|dashed|without prejudice|legal status`,
		`\b(boundar(y|ies)|borders?|frontiers?|maps?|designations?|denominations)\b[^.]{0,140}\b(do|does)( not|n't) (imply|constitute|represent)\b[^.]{0,100}|\b(dotted|dashed) lines\b[^.]{0,60}\b(maps?|border|boundar)|\bwithout prejudice to positions on status\b|\bexpression of any opinion[^.]{0,60}\bconcerning the legal status\b`),

	// Who pays.
	rule(briefing.NoticeAffiliate, 3, `affiliate|commission|sponsored|paid `,
		`\baffiliate (links?|partners?|commissions?|program)|\b(earn|receive|get) (a |an )?(small |affiliate )?commission\b|\bsponsored (post|content)\b|\bthis (post|article|content|story|episode|newsletter)[^.]{0,30}\bsponsored by\b|\bpaid (partnership|promotion|for by)\b`),
	rule(briefing.NoticeAffiliate, 2, `compensat|has no |have no |competing interest`,
		`\bnot receiv(ing|ed) (any )?compensation\b|\b(has|have) no (business|financial|commercial) (relationship|interests?|conflicts?)|\bcompeting interests?\b|\bcompensated for (this|my)\b`),
}

// supports add a point to a text that has some already.
var supports = []*regexp.Regexp{
	regexp.MustCompile(`\b(herein|(this|these) (articles?|column|piece|op-ed|post|blog|papers?|publication|work|report|commentary|document|whitepaper|website|study|essay|interview|podcast|book|page|project)|(the|its|our) (contents?|publications?))\b`),
	regexp.MustCompile(`\b(authors?|writers?|contributors?|columnists?)(\(s\)|'s?)?( own| alone)?\b`),
	regexp.MustCompile(`\bconsult (with )?(a|an|your|certified|qualified)\b|\bany person acting on\b|\bat your own risk\b|\bresponsibility or liability\b|\bwarranty\b|\b(accuracy|completeness|timeliness|reliability)(,| or| and) (or )?(accuracy|completeness|timeliness|reliability|usefulness)\b`),
}

var (
	labelAlone = regexp.MustCompile(`(?i)^(legal )?(disclaimers?|disclosures?)\s*[:.–—-]*$`)
	labelled   = regexp.MustCompile(`(?i)^\W{0,3}(disclaimers?|disclosures?)\b\s*[:.–—-]`)
	noted      = regexp.MustCompile(`(?i)^\W{0,3}((editor'?s?|author'?s?|publisher'?s?) )?(note|disclosure)s?\s*[:–—-]`)

	// reported matches what a journalist writes about somebody's words.
	reported = regexp.MustCompile(`\b(said|says|told|asked|argued|added|testified|ruled|warned|denied|acknowledged|announced|reads?|according to|insisted|claimed|witness(es)?|court|judge|spokes\w+|commissioner|ministry|official said|last (week|month|year))\b|[,.?!]["”] `)
)

// isLabel reports whether text only announces a notice.
func isLabel(text string) bool { return labelAlone.MatchString(strings.Trim(text, "*_ []()")) }

// isLabel reports whether b only announces a notice; the links at the foot of
// every page of a site do not.
func (b block) isLabel() bool { return isLabel(b.text) && !b.isLink() }

// judge scores text as a notice and says of which class it would be.
func judge(text string) (briefing.NoticeClass, int) {
	const longest = 3000 // bytes; no notice an article carries is longer
	if len(text) > longest {
		return "", 0
	}
	s := strings.ToLower(strings.ReplaceAll(unquoted(text), "’", "'"))
	points := map[briefing.NoticeClass]int{}
	total := 0
	for _, r := range noticeRules {
		if r.matches(s) {
			points[r.class] += r.points
			total += r.points
		}
	}
	if total == 0 {
		return "", 0
	}
	for _, re := range supports {
		if re.MatchString(s) {
			total++
		}
	}
	switch {
	case labelled.MatchString(s):
		total += 3
	case noted.MatchString(s):
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
// first in the list of rules. Notices about maps borrow the wording of all
// other classes, so that theirs wins wherever it has points.
func heaviest(points map[briefing.NoticeClass]int) briefing.NoticeClass {
	best := briefing.NoticeViews
	for _, r := range noticeRules {
		if points[r.class] > points[best] {
			best = r.class
		}
	}
	if points[briefing.NoticeMaps] > 0 {
		return briefing.NoticeMaps
	}
	return best
}

// takeNotices moves the notices from the blocks to the article. An article of
// nothing but notices keeps them as its text.
func (d *draft) takeNotices() {
	var found draft
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
		case b.isLabel() && !all:
			all, one = i >= n-labelBlocks, true
		case all || one || score >= enough && (isProse(b.kind) || b.kind == briefing.TextFootnote):
			found.addNotice(class, b.text)
			one = false
		default:
			kept = append(kept, b)
		}
	}
	if len(kept) > 0 {
		d.blocks = kept
		d.article.Notices = append(d.article.Notices, found.article.Notices...)
	}
}

// addNotice adds a notice; one that only its label shows to be one is about views.
func (d *draft) addNotice(class briefing.NoticeClass, text string) {
	if class == "" {
		class = briefing.NoticeViews
	}
	d.article.Notices = append(d.article.Notices, briefing.Notice{Class: class, Text: strings.ReplaceAll(text, "\n", " ")})
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
