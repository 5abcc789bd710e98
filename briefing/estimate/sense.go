package estimate

import (
	"slices"
	"strings"
	"unicode"

	"briefdesk/briefing"
)

// token is a word of a sentence.
type token struct {
	briefing.Range
	word  string // in small letters, apostrophes straight
	upper bool   // begins with a capital
	// breaks says what stands between it and the word before: nothing that breaks
	// a phrase, a comma or bracket, or more.
	breaks pause
}

type pause int

const (
	joined pause = iota // a space or a hyphen
	comma               // a comma or a bracket
	clause              // a semicolon, a colon or a dash
)

// sentence is one, in words.
type sentence struct {
	tokens   []token
	question bool
}

func newSentence(text []rune) sentence {
	const letters = 5 // in a word and the space after it
	s := sentence{tokens: make([]token, 0, len(text)/letters+1)}
	between := joined
	for i := 0; i < len(text); i++ {
		if !isLetter(text[i]) {
			between = max(between, pauseAt(text, i))
			continue
		}
		end := wordEnd(text, i)
		s.tokens = append(s.tokens, token{
			Range: briefing.Range{Start: briefing.Offset(i), End: briefing.Offset(end)},
			word:  lower(text[i:end]), upper: unicode.IsUpper(text[i]), breaks: between,
		})
		i, between = end-1, joined
	}
	s.question = strings.HasSuffix(strings.TrimRight(string(text), " ”’\"')*_"), "?")
	return s
}

// wordEnd is where the word that begins at i ends; an apostrophe within is part of it.
func wordEnd(text []rune, i int) int {
	for i < len(text) && (isLetter(text[i]) || isApostrophe(text[i]) && i+1 < len(text) && unicode.IsLetter(text[i+1])) {
		i++
	}
	return i
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// lower is a word in small letters, its apostrophes straight.
func lower(word []rune) string {
	return strings.ReplaceAll(strings.ToLower(string(word)), "’", "'")
}

// pauseAt is how far what stands at i, which is no letter, parts the words beside it.
func pauseAt(text []rune, i int) pause {
	switch r := text[i]; {
	case r == '–' && i > 0 && text[i-1] == ' ':
		return clause
	case strings.ContainsRune(",()[]", r):
		return comma
	case unicode.IsSpace(r), strings.ContainsRune("-‐‑–*_’'", r):
		return joined
	}
	return clause
}

// expressions are what the lexicon has of the words, the longest first.
func (s sentence) expressions() []Expression {
	var all []Expression
	for i := 0; i < len(s.tokens); i++ {
		p, ok := s.phrase(i)
		if !ok {
			continue
		}
		last := i + len(p.words) - 1
		if !p.none {
			all = append(all, Expression{
				Range: briefing.Range{Start: s.tokens[i].Start, End: s.tokens[last].End},
				Kind:  p.kind, Term: p.term, Form: p.form, Reported: s.isReported(i),
			})
		}
		i = last
	}
	return all
}

// phrase is the longest of the lexicon that begins at word i and means there what
// it stands in the lexicon for.
func (s sentence) phrase(i int) (phrase, bool) {
	for _, p := range lexicon()[s.word(i)] {
		if s.has(i, p.words) && s.means(p, i) {
			return p, true
		}
	}
	return phrase{}, false
}

func (s sentence) has(i int, words []string) bool {
	for k, w := range words {
		if s.word(i+k) != w || k > 0 && s.tokens[i+k].breaks != joined {
			return false
		}
	}
	return true
}

func (s sentence) means(p phrase, i int) bool {
	if (p.kind == Hedge || p.kind == Loose) && !p.none && (s.question || s.isAsked(i)) {
		return false
	}
	if p.kind == Hedge && !p.none && s.isCondition(i) {
		return false
	}
	return p.sense == nil || p.sense(s, i, i+len(p.words))
}

// word is word i, or empty beyond the ends.
func (s sentence) word(i int) string {
	if i < 0 || i >= len(s.tokens) {
		return ""
	}
	return s.tokens[i].word
}

// ends reports whether word i is the first of another clause, or beyond the end.
func (s sentence) ends(i int) bool { return i >= len(s.tokens) || s.tokens[i].breaks != joined }

// back yields the index of each word before i in its clause, nearest first, as
// far as a pause of at least stop.
func (s sentence) back(i int, stop pause) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for ; i > 0 && s.tokens[i].breaks < stop; i-- {
			if !yield(i - 1) {
				return
			}
		}
	}
}

// isAsked reports whether word i is part of an indirect question: “whether
// Ankara might join”.
func (s sentence) isAsked(i int) bool {
	for k := range s.back(i, comma) {
		if asking[s.word(k)] {
			return true
		}
	}
	return false
}

// isCondition reports whether word i is part of a condition: “if Cairo could be
// persuaded”, “should it be possible”.
func (s sentence) isCondition(i int) bool {
	for k := range s.back(i, comma) {
		if w := s.word(k); conditional[w] || k == 0 && w == "should" || s.isPurpose(k, i) {
			return true
		}
	}
	return false
}

// isPurpose reports whether “so that” stands at k, or a “so” that is no measure.
func (s sentence) isPurpose(k, i int) bool {
	return s.word(k+1) == "that" && (s.word(k) == "so" || s.word(k) == "order") && k+1 < i
}

// isReported reports whether word i is within what somebody else has said:
// “the minister said that …”, “… , the minister said”, “according to …”.
func (s sentence) isReported(i int) bool {
	return s.isSaidBefore(i) || s.isSaidAfter(i) || s.isAccordingTo()
}

func (s sentence) isSaidBefore(i int) bool {
	for k := range s.back(i, clause) {
		if k+1 < len(s.tokens) && s.tokens[k+1].breaks == comma && turning[s.word(k+1)] {
			return false
		}
		// A verb has words between it and the hedge; “claims may” is a noun.
		if reporting[s.word(k)] && k > 0 && k+1 < i && !s.isOurs(k) {
			return true
		}
	}
	return false
}

// isOurs reports whether the subject of the verb at k is the author, or nobody:
// “we said”, “one could argue”, “it is fair to say”.
func (s sentence) isOurs(k int) bool {
	if linking[s.word(k-1)] { // “we are worried”
		k--
	}
	before := s.word(k - 1)
	return before == "we" || before == "i" || before == "to" || auxiliary[before] ||
		before == "desk" && s.word(k-2) == "this"
}

// isSaidAfter finds the speaker at the end: “…, the minister said”.
func (s sentence) isSaidAfter(i int) bool {
	const tail = 7 // words of a speaker and a verb
	for k := max(i+1, len(s.tokens)-tail); k < len(s.tokens); k++ {
		if s.tokens[k].breaks != comma {
			continue
		}
		for v := k + 1; v < len(s.tokens); v++ {
			if reporting[s.word(v)] && !s.isOurs(v) && s.word(k) != "which" && s.word(k) != "and" && s.word(k) != "but" {
				return true
			}
		}
	}
	return false
}

func (s sentence) isAccordingTo() bool {
	for i := range s.tokens {
		if s.word(i) == "according" && s.word(i+1) == "to" && s.word(i+2) != "us" && s.word(i+2) != "our" {
			return true
		}
	}
	return false
}

// isOfChance tells “the chance is remote” from “the remote valleys”.
func (s sentence) isOfChance(i, _ int) bool { return s.isSaidOf(chance, i) }

// isOfConfidence finds the level in “our confidence in this judgement is low”.
func (s sentence) isOfConfidence(i, _ int) bool { return s.isSaidOf(confidence, i) }

// isSaidOf reports whether the adjective at i is said of one of some nouns.
func (s sentence) isSaidOf(nouns map[string]bool, i int) bool {
	if !linking[s.word(i-1)] {
		return false
	}
	for k := range s.back(i, comma) {
		if nouns[s.word(k)] {
			return true
		}
	}
	return false
}

// isNotSurprising tells “unlikely to” from “an unlikely ally”.
func (s sentence) isNotSurprising(_, j int) bool { return !surprising[s.word(j)] }

// isNoOpportunity tells “a good chance that” from “a good chance to”.
func (s sentence) isNoOpportunity(_, j int) bool { return s.word(j) != "to" }

// isForecast tells “bound to fail” from “bound to the treaty”, “make sure to” and
// “was bound to”.
func (s sentence) isForecast(i, j int) bool {
	return !determiner[s.word(j)] && !notForecasting[s.word(i-1)]
}

// isOfTheFuture tells “will certainly fail” from “certainly had a point”: what is
// said of the present or the past is stressed, not estimated.
func (s sentence) isOfTheFuture(i, j int) bool {
	if s.word(j) == "as" { // “as certainly as”
		return false
	}
	const reach = 4 // words between a verb and its auxiliary
	for k := max(0, i-reach); k < min(j+reach, len(s.tokens)); k++ {
		if s.word(k) == "will" || s.word(k) == "won't" || s.word(k) == "shall" {
			return true
		}
	}
	return false
}

// isNoSuperlative tells “is most likely to come” from “the man most likely to come”
// and “the most likely man”.
func (s sentence) isNoSuperlative(i, j int) bool {
	return !determiner[s.word(i-1)] && (s.word(j) != "to" || linking[s.word(i-1)])
}

// isEven tells “the race is 50-50” from “on a 50-50 basis”.
func (s sentence) isEven(_, j int) bool { return s.ends(j) || chance[s.word(j)] }

// isDoubt tells “it is doubtful that” from “doubtful powers”.
func (s sentence) isDoubt(i, j int) bool {
	return linking[s.word(i-1)] && (s.ends(j) || s.word(j) == "that" || s.word(j) == "whether" || s.word(j) == "if")
}

// isOfUs reports whether the confidence is the author’s: “we are highly confident”.
func (s sentence) isOfUs(i, j int) bool {
	const reach = 3
	for k := max(0, i-reach); k < i; k++ {
		if s.word(k) == "we" || s.word(k) == "i" {
			return true
		}
	}
	return false
}

// mayHedge tells the hedge from the month, the name, the permission and courtesy.
func (s sentence) mayHedge(i, j int) bool {
	if s.tokens[i].upper || courtesy[s.word(j)] || s.word(j) == "only" || s.word(i-1) == "come" || s.word(i-1) == "as" || s.word(i-2) == "as" && s.word(i-1) == "case" {
		return false
	}
	return !s.isLegal() && !s.isNobody(i) && !permitted[s.word(i-1)]
}

// mightHedges tells the hedge from strength: “military might”, “all their might”.
func (s sentence) mightHedges(i, j int) bool {
	if s.tokens[i].upper && i > 0 || courtesy[s.word(j)] {
		return false
	}
	isStrength := strength[s.word(i-1)] && strings.HasSuffix(s.word(j), "s") // “economic might gives”
	return !s.ends(j) && !afterNoun[s.word(j)] && !possessive[s.word(i-1)] && !isStrength
}

// couldHedges tells the hedge from what was possible or not in the past, from
// requests and from offers.
func (s sentence) couldHedges(i, j int) bool {
	switch {
	case i == 0 || denying[s.word(j)] || s.isNobody(i) || s.isPast(i):
		return false
	case pronoun[s.word(i-1)] && sensing[s.word(j)]: // “he could see nothing”
		return false
	case offering[s.word(i-1)]:
		return suffering[s.word(j)]
	}
	return !courtesy[s.word(j)]
}

// possibleHedges tells the hedge from what can be done: “as soon as possible”,
// “made possible”, “not possible”, “possible to cross”.
func (s sentence) possibleHedges(i, j int) bool {
	before := s.word(i - 1)
	if notEstimating[before] || before != "" && strings.HasSuffix(before, "est") || s.word(j) == "to" {
		return false
	}
	if before == "is" && (s.isNobody(i) || all[s.word(i-2)]) {
		return false // “all is possible”
	}
	return !(before == "it" && strings.HasPrefix(s.word(i-2), "ma")) // make it possible
}

// isLegal reports whether the sentence speaks of rules, so that “may” permits.
func (s sentence) isLegal() bool {
	return slices.ContainsFunc(s.tokens, func(t token) bool { return legal[t.word] })
}

// isNobody reports whether the subject before the verb at i is nobody.
func (s sentence) isNobody(i int) bool {
	const reach = 4 // words of a subject
	for k := range s.back(i, comma) {
		if denied[s.word(k)] {
			return true
		}
		if k == i-reach {
			break
		}
	}
	return false
}

// lastPast is a year that has gone by for whoever reads a note.
const lastPast = "2025"

// isPast reports whether a time gone by stands before word i.
func (s sentence) isPast(i int) bool {
	for k := range s.back(i, clause) {
		w := s.word(k)
		switch {
		case past[w], w == "the" && s.word(k-1) == "before" && event[s.word(k+1)]:
			return true
		case isYear(w) && w <= lastPast, len(w) == 5 && isYear(w[:4]) && w[4] == 's':
			return true
		}
	}
	return false
}

func isYear(w string) bool {
	return len(w) == 4 && (w[0] == '1' || w[0] == '2') && strings.Trim(w, "0123456789") == ""
}

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

var (
	asking      = setOf("whether how what why")
	conditional = setOf("until till if unless lest provided")
	turning     = setOf("but yet though although while which we")
	auxiliary   = setOf("would should can could may might must will not")
	linking     = setOf("is are was were be seems seem remains remain looks look very")
	chance      = setOf("chance chances prospect odds possibility likelihood probability")
	confidence  = setOf("confidence")
	// strength are the words that “might” is a noun after, where a verb follows.
	strength   = setOf("economic military naval political financial industrial commercial diplomatic air sea nuclear own")
	surprising = setOf("ally allies alliance hero heroes pair couple partner partners partnership friend friends friendship bedfellows source place setting")
	determiner = setOf("the a an this that its their our his her any")
	courtesy   = setOf("wish want like recall remember care know find")
	permitted  = setOf("members member signatories parties applicants delegations delegates contractors holders visitors staff")
	afterNoun  = setOf("of and alone is was has had in on by for with from to at did does or but are were against")
	possessive = setOf("the their its his her our my your")
	// notForecasting are the words after which “bound to” and “sure to” foretell nothing.
	notForecasting = setOf("make makes making made legally duty not was were had been be")
	pronoun        = setOf("he she it they i")
	sensing        = setOf("see hear feel tell smell")
	all            = setOf("all anything everything")
	denied         = setOf("nobody none no neither nothing few")
	denying        = setOf("not no hardly barely scarcely never only neither nor")
	offering       = setOf("we you i ministers")
	suffering      = setOf("see lose face be find have miss suffer expect")
	// notEstimating are the words after which “possible” says what can be done.
	notEstimating = setOf("as if where wherever when whenever not all every best worst least made make makes making far only")
	legal         = setOf("article articles section constitution statute statutes charter permit permits consent permission regulation regulations rules law clause")
	past          = setOf("ago previously formerly then barely once")
	event         = setOf("war revolution coup crisis invasion pandemic floods embargo sanctions ceasefire blockade partition independence reform reforms earthquake")
	reporting     = setOf("said says say told tell tells warned warns warn claimed claims claim argued argues argue estimated estimates estimate " +
		"predicted predicts predict forecast forecasts reported reports wrote writes stated announced announces insisted insists insist " +
		"hinted hints threatened threatens believe believes believed fear fears feared expects expect thinks think suggested contends contended " +
		"alleged alleges maintains maintained acknowledged acknowledges conceded concedes speculated speculates hope hopes hoped added worried worries worry concerned afraid")
)
