package importer

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// Notices are recognised by a score: each rule that a paragraph satisfies adds
// its points, and reported speech, which talks about disclaimers rather than
// making one, takes some away. In the tail of an article, where notices live,
// tailScore is enough; elsewhere it takes bodyScore. The rules are about
// English wording, as published by newspapers, institutes and agencies.
//
// A notice that only just reaches its score is uncertain, and so is one that
// stands outside the article, since it may be about the whole site or about
// another article: its owner is asked. What is uncertain in the midst of an
// article also stays in its text.
const (
	tailScore  = 2
	bodyScore  = 3
	sureScore  = 4 // leaves no doubt anywhere
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
	re     *pattern.Pattern
}

func (r noticeRule) matches(s string) bool {
	return slices.ContainsFunc(r.cues, func(cue string) bool { return strings.Contains(s, cue) }) && r.re.MatchString(s)
}

func rule(class briefing.NoticeClass, points int, cues, expr string) noticeRule {
	return noticeRule{class, points, strings.Split(cues, "|"), pattern.New(expr)}
}

// Each pattern sees the text in lower case, with straight apostrophes and
// without what it quotes.
var noticeRules = []noticeRule{
	// Whose views they are.
	rule(briefing.NoticeViews, 1, `view|opinion|finding|interpretation|conclusion|statement|perspective|analys|assumption`,
		`\b(views?|opinions?|findings|interpretations|conclusions|statements|perspectives|analys[ie]s|assumptions)\b[^.]{0,60}\b(expressed|presented|contained|stated|made|given|voiced|appearing|printed|published|set out)\b`),
	rule(briefing.NoticeViews, 2, `solely |entirely |strictly |purely |exclusively `,
		`\b(solely|entirely|strictly|purely|exclusively) (mine|his|hers|theirs|those|personal|the (author|writer))`),
	rule(briefing.NoticeViews, 2, `those of|responsibility of|respective|own|alone|personal|author|writer`,
		`\b(are|is|remain|belong to) (solely |entirely |strictly |exclusively |purely |only )?(those of|the (sole )?responsibility of (the )?(author|writer|contributor)|the respective|(his|her|their|my|our|the (author|writer|speaker|columnist|contributor)s?'s?) (own|alone|personal)([.,;:)]|$| (and|but|only|alone|views?|opinions?)\b))|\bother than the author`),
	rule(briefing.NoticeViews, 2, `author|writer|columnist|contributor`,
		`\b(views?|opinions?|thoughts|findings|conclusions|positions?|statements?)\b[^.]{0,60}\b(are|is|remain) (solely |entirely |only )?(the )?(authors?|writers?|columnists?|contributors?)('s|s')|\b(reflects?|represents?|expresses) (only |solely )?the (author|writer|columnist|contributor|speaker)s?'s?'? (own |personal )?(views?|opinions?)|\bresponsibility for\b[^.]{0,80}\b(lies|rests)\b[^.]{0,40}\b(authors?|writers?|contributors?)\b`),
	rule(briefing.NoticeViews, 3, `own`,
		`^\W*(all )?(views|opinions)( are| expressed)? (strictly |purely |entirely )?(my|his|her|their|our) own\W*$`),
	rule(briefing.NoticeViews, 2, `nothing in this|speak for|necessarily|and not that of|and not those of|not bind|had no part`,
		`\bnothing in this [a-z]+\b[^.]{0,60}\b(reflect|represent|express)\b[^.]{0,40}\b(positions?|views?|polic(y|ies)|opinions?)\b|\bthis [a-z]+\b[^.]{0,30} does not speak for\b|\bnot necessarily (shared|held|endorsed) by\b|\b(views?|opinions?)\b[^.]{0,80}\b(and not (that|those) of (this|the|its)|and do not bind|and that [a-z ]{3,30} had no part in)\b`),
	rule(briefing.NoticeViews, 2, `belong`,
		`\b(views?|opinions?|positions?)\b[^.]{0,60}\bbelong (solely |only |entirely )?to (the |its |their )?(individual )?(authors?|writers?|columnists?|contributors?)\b`),
	rule(briefing.NoticeViews, 2, `view|opinion|analys|assessment|perspective`,
		`\b(represents?|reflects?|express(es)?) (only |solely )?(the |my |his |her |their )?(personal |individual |own )?(views?|opinions?|analys[ie]s|assessments?|perspectives?)( and (views?|opinions?))? of (the |an |its |their )?(individual |named |respective )?(authors?|writers?|speakers?|columnists?|contributors?)|\bexpress(es)? (my|the author's|the writer's|his|her) own (views?|opinions?)`),
	rule(briefing.NoticeViews, 2, `view|opinion`,
		`\b(views?|opinions?)( expressed)?( (here|herein|above|in this [a-z]+))? (is|are) (strictly |purely |entirely )?(personal|mine|hers|theirs|(my|his|her|their) own([.,;:)]|$| (and|but|only|alone)\b))`),
	rule(briefing.NoticeViews, 1, `reflect|represent|imply|coincide|express|constitute|not be `,
		`\b(do|does|did|should|may|are|is)( not|n't)( necessarily)? (be (taken|construed|seen|read|regarded|interpreted|understood|viewed) (as|to)|be attributed to|reflect|represent|reflective|imply|coincide|express|constitute)\b[^.]{0,80}\b(views?|opinions?|polic(y|ies)|positions?|stance|perspectives?|endorse\w*|employers?|organi[sz]ation)\b`),
	rule(briefing.NoticeViews, 2, `capacity|holds no`,
		`(^|[.;(] ?)\W*(this [a-z]+ (is|was) |it (is|was) )?written in (a|his|her|their|my) (personal|private|individual) capacity\b|\b(authors?|writers?|speakers?|contributors?) (is |are )?(writ|speak|contribut|express)\w*[^.]{0,30} in (a|his|her|their) (personal|private|individual) capacity\b|\bholds no (corporate|institutional) view`),
	rule(briefing.NoticeViews, 1, `not necessarily|official |editorial `,
		`\bnot necessarily\b[^.]{0,60}\b(views?|opinions?|polic(y|ies)|positions?|those of|shared|endorse\w*|agree)\b|\bofficial (views?|policy|policies|position|stance|publication)\b|\beditorial (position|stance|policy|views?)\b`),
	rule(briefing.NoticeViews, 2, `endors|recommend`,
		`\b(does|do|neither|not) (constitute|imply|endorses?|mean)\b[^.]{0,60}\b(endorse\w*|endorsement|recommend\w*)\b|\bdoes not endorse the (content|views|opinions)`),
	rule(briefing.NoticeViews, 1, `endorsed by|sponsored by|approved by`, `\bnot (endorsed|sponsored|approved) by\b`),

	// Who answers for them.
	rule(briefing.NoticeLiability, 2, `responsib|liab|warrant`,
		`\b(accepts?|assumes?|takes?|bears?|disclaims?)( any| all| no)+ (legal )?(responsibility|liability|warrant(y|ies))\b|\b(is|are) not (responsible|liable) for (the |any )?(opinions?|content|contents|statements?|views?|errors?|accuracy|use|information)\b|\b(can|may|shall|will)( ?not)( be)? (be )?(held )?(responsible|liable)\b|\bcannot be held (responsible|liable)\b|\b(neither|nor)\b[^.]{0,120}\b(be|is|are) (held )?(responsible|liable) for\b|\bnot (be )?(responsible|liable) for (the content|any (loss|damage|error))`),
	rule(briefing.NoticeLiability, 3, `warrant`, `\b(is|are) provided\b[^.]{0,40}\bwithout (any )?warrant(y|ies)\b`),
	rule(briefing.NoticeLiability, 2, `informati|educational|illustrative`,
		`\b(for|are|is|as) (general )?(information|informational|educational|illustrative)( and [a-z]+)? (purposes?|use)\b|\bprovided (for|as) (general )?information\b|\bfor information only\b|\binformational purposes only\b`),
	rule(briefing.NoticeLiability, 2, `guarantee|warrant|assurance|representation|reliable`,
		`\b(no|any|not) (guarantee|warrant(y|ies)?|assurance|representations?)\b[^.]{0,80}\b(accura|completeness|reliab|timel|authentic)|\baccuracy\b[^.]{0,30}\bnot (be )?guaranteed\b|\b(believed to be|considered|deemed) reliable\b|\b(does|do) not (guarantee|warrant) the (accuracy|completeness|data|information)|\bmakes? no (warrant\w*|representations?)\b|\bmakes? no guarantees? (about|as to|regarding|that the information)\b`),
	rule(briefing.NoticeLiability, 2, `advice|diagnose|malign|offer`,
		`\b(should|may|must|can)( ?not| never)( be)? (be )?(construed|considered|interpreted|taken|relied|treated)\b[^.]{0,40}\badvice\b|\b(is|are|does|do) not( purport to)?( constitute| provide| offer| intended as| intended to provide)? (be )?(legal|medical|investment|financial|professional|tax)[a-z, ]*\badvice\b|\bnothing (contained )?in this\b[^.]{0,60}\b(advice|offer)\b|\bnot intended to (diagnose|malign|provide)\b|\bnothing (here|herein|above)\b[^.]{0,30}\badvice\b`),
	rule(briefing.NoticeLiability, 2, `substitute for|past performance|guidance only|relied |seek|consult|obtain`,
		`\bnot a substitute for\b[^.]{0,30}\b(advice|professional|counsel|treatment)\b|\bpast performance (is|does) (not|no)\b|\bguidance only\b|\bnot be relied (up)?on\b|\b(readers?|users?|investors?|you) (should|must|are advised to) (seek|consult|obtain|take)\b[^.]{0,60}\b(advice|advis[eo]r|professional|lawyer|attorney|physician|doctor|experts?)\b`),
	rule(briefing.NoticeLiability, 2, `artificial intelligence|language model|automat| ai|-ai|chatgpt`,
		`\b(this [a-z]+|(parts?|portions?|sections?|some) of this [a-z]+|(an?|the) (summary|translation|text))\b[^.]{0,30}\b(generated|written|produced|drafted|prepared|summari[sz]ed|created|assisted)\b[^.]{0,50}\b(artificial intelligence|ai|language model|chatgpt|automat\w+)\b`),
	rule(briefing.NoticeLiability, 3, `fiction|satire|parody|evaluated by|imagination`,
		`\bworks? of (fiction|satire|parody)\b|\bhave not been evaluated by the\b|\bproducts? of the author's imagination\b`),

	// Where it was published first.
	rule(briefing.NoticeProvenance, 2, `appeared|published|posted|ran|produced|written|featured|adapted|syndicated|reprinted|reproduced`,
		`\bthis (article|story|post|piece|essay|commentary|column|op-ed|interview|report|item|blog|text|paper|work|analysis)\b[^.]{0,40}\b((first|originally|previously|also) (appeared|published|posted|ran|produced|written|featured)|adapted|syndicated|republished|reprinted|reproduced)\b`),
	rule(briefing.NoticeProvenance, 1, `first |originally |previously |republished|reprinted|reproduced|adapted|syndicated|excerpted`,
		`\b(first|originally|previously) (appeared|published|posted|ran)\b|\b(is|was|been) (republished|reprinted|reproduced|adapted|syndicated|excerpted)\b`),
	rule(briefing.NoticeProvenance, 2, `permission|licen|creative commons|original `,
		`\b(republished|reprinted|reproduced|published here)( here)? (with|by|under)( the)?( [a-z']+)? (permission|licen[cs]e|kind permission)|\bpublished under a\b[^.]{0,30}\blicen[cs]e\b|\bunder a creative commons\b|\bread the original (article|story)|\bthe original (article|story|post) (here|is|can)`),
	rule(briefing.NoticeProvenance, 2, `edited by|syndicated|generated from|inputs from`,
		`\bnot been edited by\b|\bsyndicated feed\b|\bauto-?generated from\b|\bwith inputs from\b`),
	rule(briefing.NoticeProvenance, 3, `version of this|part of |extract|excerpt|published from|printed from|adapted from`,
		`\ban? ([a-z]+ )?version of this [a-z]+\b[^.]{0,30}\b(appeared|ran|published)\b|\bthis [a-z]+ is part of\b[^.]{0,60}\b(series|collaboration|partnership|project)\b|\bthis ([a-z]+ )?is an? ([a-z]+ )?(extract|excerpt)\b|^\W*(excerpted|extracted|adapted|republished|reprinted) from\b`),
	rule(briefing.NoticeProvenance, 3, `the post `, `^\W*the post .{1,200} (appeared first|first appeared) on `),
	rule(briefing.NoticeProvenance, 1, `published|appeared|posted`,
		`^\W*(originally|first) (published|appeared|posted) (on|in|at|by) [^.\d]{3,80}\W*$`),

	// That it was translated.
	rule(briefing.NoticeTranslation, 2, `translat`,
		`\b(unofficial|non-official|informal|provisional|machine|automatic|courtesy) translation\b|\b(is|as) a translation\b|\b(this|the) (item|article|story|text|piece|interview|page|document)( was| has been| is) translated\b|\btranslated (from|by) (the )?[a-z]{4,} (original|by|into)\b`),
	rule(briefing.NoticeTranslation, 2, `authoritative|prevail|binding|official|discrepanc|divergenc|inconsistenc|conflict|differences|translation|provided for`,
		`\b(original|english|french|german|arabic) (text|version|language)[^.]{0,60}\b(authoritative|prevails?|binding|official)|\bin (the event|case) of (any )?(discrepanc|divergenc|inconsistenc|conflict between the (language )?(version|text)|differences)\w*|\b(errors?|mistakes) (introduced )?in translation\b|\bprovided for (convenience|information)\b`),

	// What maps do not say.
	rule(briefing.NoticeMaps, 3, `boundar|border|frontier|map|designation|denomination|dotted|dashed|without prejudice|legal status`,
		`\b(boundar(y|ies)|borders?|frontiers?|maps?|designations?|denominations)\b[^.]{0,140}\b(do|does)( not|n't) (imply|constitute|represent)\b[^.]{0,100}|\b(dotted|dashed)( and [a-z]+)? lines?\b[^.]{0,60}\b(maps?|border|boundar)|\bwithout prejudice to (positions on|its|their|the)( final| legal)? status\b|\bexpression of any opinion[^.]{0,60}\bconcerning the legal status\b`),

	// Who pays.
	rule(briefing.NoticeAffiliate, 3, `affiliate|commission|sponsored|paid `,
		`\baffiliate (links?|partners?|commissions?|program)|\b(earn|receive|get) (a |an )?(small |affiliate )?commission\b|\bsponsored (post|content)\b|\bthis (post|article|content|story|episode|newsletter)[^.]{0,30}\bsponsored by\b|\bpaid (partnership|promotion|for by)\b`),
	rule(briefing.NoticeAffiliate, 2, `compensat|has no |have no |competing interest|sponsored by|paid for by|supported by`,
		`\bnot receiv(ing|ed) (any )?compensation\b|\b(has|have) no (business|financial|commercial) (relationship|interests?|conflicts?)|\bcompeting interests?\b|\bcompensated for (this|my)\b|^\W*(sponsored|paid for|supported) by\b`),
	rule(briefing.NoticeAffiliate, 3, `funded|financed|supported|shares|stock|stake|interest`,
		`\b(research|study|report|article|paper|work)\b[^.]{0,30}\b(funded|financed|supported) by\b[^.]{0,80}\b(no (role|influence|part)|not (influence|involved))\b|\bthe (authors?|writers?|columnists?) (holds?|owns?|has|have)\b[^.]{0,30}\b(shares?|stocks?|stakes?)\b|^\W*((conflicts? of|competing|declaration of) interests?)( statement)?\s*:`),
}

// supports add a point to a text that has some already.
var supports = []*pattern.Pattern{
	pattern.New(`\b(herein|(this|these) (articles?|column|piece|op-ed|post|blog|papers?|publication|work|report|commentary|document|whitepaper|website|study|essay|interview|podcast|book|page|project)|(the|its|our) (contents?|publications?))\b`),
	pattern.New(`\b(authors?|writers?|contributors?|columnists?)(\(s\)|'s?)?( own| alone)?\b`),
	pattern.New(`\bconsult (with )?(a|an|your|certified|qualified)\b|\bany person acting on\b|\bat your own risk\b|\bresponsibility or liability\b|\bwarranty\b|\b(accuracy|completeness|timeliness|reliability)(,| or| and) (or )?(accuracy|completeness|timeliness|reliability|usefulness)\b`),
}

var (
	labelAlone = pattern.New(`(?i)^(legal )?(disclaimers?|disclosures?)\s*[:.–—-]*$`)
	labelled   = pattern.New(`(?i)^\W{0,3}(disclaimers?|disclosures?)\b\s*[:.–—-]`)
	noted      = pattern.New(`(?i)^\W{0,3}((editor'?s?|author'?s?|publisher'?s?) )?(note|disclosure)s?\s*[:–—-]`)

	// reported matches what a journalist writes about somebody's words.
	reported = pattern.New(`\b(said|says|told|asked|argued|added|testified|ruled|warned|denied|acknowledged|announced|reads|read (aloud|out)|according to|insisted|claimed|(found|concluded|held) that|witness(es)?|court|judge|spokes\w+|commissioner|official said|last (week|month|year))\b|[,.?!]["”] `)
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

var quoted = pattern.New(`“[^”]*”|"[^"]*"`)

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
	var found []briefing.Notice
	var kept []block
	n := len(d.blocks)
	all, one := false, false // what the last label takes
	for i, b := range d.blocks {
		class, score := judge(b.text)
		all, one = all && isProse(b.kind), one && isProse(b.kind)
		isTail := i >= n-tailBlocks
		mayBe := isProse(b.kind) || b.kind == briefing.TextFootnote
		switch {
		case b.isLabel() && !all:
			all, one = i >= n-labelBlocks, true
		case all || one || mayBe && (score >= sureScore || isTail && score > tailScore):
			found = append(found, notice(class, b.text, false))
			one = false
		case mayBe && isTail && score == tailScore:
			found = append(found, notice(class, b.text, !isPlain(b.text)))
		default:
			if mayBe && score == bodyScore {
				found = append(found, notice(class, b.text, true))
			}
			kept = append(kept, b)
		}
	}
	if len(kept) > 0 {
		d.blocks = kept
		d.article.Notices = append(d.article.Notices, found...)
	}
}

// isPlain reports whether text is too short to say anything but what makes it
// a notice.
func isPlain(text string) bool {
	const longest = 12 // words
	return words(text) <= longest
}

// addNotice adds a notice that is certain.
func (d *draft) addNotice(class briefing.NoticeClass, text string) {
	d.article.Notices = append(d.article.Notices, notice(class, text, false))
}

// notice makes a Notice; one that only its label shows to be one is about views.
func notice(class briefing.NoticeClass, text string, uncertain bool) briefing.Notice {
	if class == "" {
		class = briefing.NoticeViews
	}
	return briefing.Notice{Class: class, Text: strings.ReplaceAll(text, "\n", " "), Uncertain: uncertain}
}

// isProse reports whether blocks of this kind may be notices.
func isProse(kind briefing.TextKind) bool {
	return kind == briefing.TextParagraph || kind == briefing.TextQuote || kind == briefing.TextListItem
}

var personal = pattern.New(`(?i)\b(authors?|writers?|columnists?|contributors?|personal|my own|mine|opinion (piece|article)|op-ed)\b`)

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

// takePageNotices adds the notices that stand on the page but not in the
// article. Those that do not say what they are about are uncertain.
func (d *draft) takePageNotices(page []block) {
	told := map[string]bool{}
	for _, b := range d.blocks {
		told[letters(b.text)] = true
	}
	begun := false
	for i, b := range page {
		if told[letters(b.text)] {
			begun = true
			continue
		}
		class, score := judge(b.text)
		isLabelled := i > 0 && page[i-1].isLabel()
		enough := sureScore
		switch {
		case isLabelled && score > 0:
			enough = 1
		case begun:
			enough = bodyScore
		}
		if score < enough || !isProse(b.kind) || d.hasNotice(b.text) {
			continue
		}
		uncertain := score < sureScore && !isLabelled || !ofArticle.MatchString(b.text)
		d.article.Notices = append(d.article.Notices, notice(class, b.text, uncertain))
		if uncertain {
			d.warn("The notice “%s” stands outside the article on the page; check that it is the article's.", excerpt(b.text))
		}
	}
}

// ofArticle matches notices that say themselves that they are about one text.
var ofArticle = pattern.New(`(?i)\b(this|the) (articles?|column|piece|op-ed|post|papers?|publication|report|commentary|document|study|essay|interview|story|analysis|brief|translation|authors?|writers?|contributors?|columnist)\b|\bherein\b|\bexpressed here\b`)

// hasNotice reports whether the article has a notice with the words of text.
func (d *draft) hasNotice(text string) bool {
	return slices.ContainsFunc(d.article.Notices, func(n briefing.Notice) bool { return letters(n.Text) == letters(text) })
}
