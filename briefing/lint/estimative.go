package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
	"briefdesk/briefing/manuscript"
)

// language is what a note has of likelihood and confidence.
type language struct {
	scale    estimate.Scale
	declared bool // the note declares that scale
	row      int  // of the scale, which the note uses
	mixing   bool // the note says that it mixes the rows
	found    []found
}

// found is an expression in a prose.
type found struct {
	estimate.Expression
	prose manuscript.Prose
}

func (f found) words() string {
	return strings.Join(strings.Fields(briefing.Slice(f.prose.Text, f.Range)), " ")
}

func readLanguage(n *note) language {
	var l language
	for _, p := range n.prose {
		for _, e := range estimate.In(p.Text) {
			l.found = append(l.found, found{e, p})
		}
	}
	scale, err := estimate.Named(n.Scale)
	if err != nil {
		return l
	}
	l.scale, l.declared = scale, true
	l.row = l.mainRow()
	l.mixing = scale.Mixing != "" && slices.ContainsFunc(n.Blocks, func(b briefing.Block) bool { return strings.Contains(b.Text, scale.Mixing) })
	return l
}

// mainRow is the row that most terms are of; of equals, the first row of the scale.
func (l language) mainRow() int {
	counts := make([]int, l.scale.Rows)
	for _, f := range l.found {
		if p, ok := l.scale.Place(f.Term); ok && f.Kind == estimate.Term {
			counts[p.Row]++
		}
	}
	return slices.Index(counts, slices.Max(counts))
}

// own yields what the author has found of a kind to say, not what others have said.
func (l language) own(kind estimate.Kind) func(yield func(found) bool) {
	return func(yield func(found) bool) {
		for _, f := range l.found {
			if f.Kind == kind && !f.Reported && !yield(f) {
				return
			}
		}
	}
}

func checkHedges(n *note, r Rule) {
	if !n.language.declared {
		return
	}
	l := n.language
	for f := range l.own(estimate.Hedge) {
		n.at(r, f.prose, f.Range, f.likeCase(l.insteadOfHedge(f)),
			"“%s” leaves open how likely it is; say it in terms of %s, such as “%s” or “%s”", f.words(), l.scale.Title, l.term(30), l.term(65))
	}
}

// term is what the scale calls a likelihood in per cent, in the row of the note.
func (l language) term(percent int) string {
	i := l.scale.At(percent)
	return l.scale.Bands[i].Rows[l.row][0]
}

// adverb is the adverb of that term, or of one of equal standing: “probably” where a
// scale has both likely and probable.
func (l language) adverb(percent int) string {
	terms := l.scale.Bands[l.scale.At(percent)].Rows[l.row]
	return adverbOf(terms[len(terms)-1])
}

// likely is how far along a scale that is which “likely” says.
const likely = 65

// insteadOfHedge is a term that takes the place of a hedge: where it can be, the one
// for “more likely than not”, which the author confirms by taking it.
func (l language) insteadOfHedge(f found) string {
	switch words := f.words(); strings.ToLower(words) {
	case "possible":
		return l.term(likely)
	case "perhaps", "maybe", "possibly", "conceivably", "presumably", "arguably", "plausibly", "potentially":
		return l.adverb(likely)
	case "may", "might", "could":
		if after := f.after(); after == "have" || after == "well" {
			return ""
		}
		return "will " + l.adverb(likely)
	}
	return ""
}

// after is the word after f in its prose, in small letters.
func (f found) after() string {
	rest := briefing.Slice(f.prose.Text, briefing.Range{Start: f.End, End: briefing.Length(f.prose.Text)})
	words := strings.FieldsFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) })
	if len(words) == 0 {
		return ""
	}
	return strings.ToLower(words[0])
}

// likeCase gives a fix the capital that the words have.
func (f found) likeCase(fix string) string {
	first, _ := utf8.DecodeRuneInString(f.words())
	if fix == "" || !unicode.IsUpper(first) {
		return fix
	}
	r, size := utf8.DecodeRuneInString(fix)
	return string(unicode.ToUpper(r)) + fix[size:]
}

func checkMixed(n *note, r Rule) {
	if !n.language.declared {
		return
	}
	l := n.language
	for f := range l.own(estimate.Term) {
		p, has := l.scale.Place(f.Term)
		switch {
		case !has:
			n.at(r, f.prose, f.Range, f.likeCase(l.translated(f)), "“%s” is a term of another scale than %s; %s", f.words(), l.scale.Title, l.says(f))
		case p.Row != l.row && !l.mixing:
			n.at(r, f.prose, f.Range, f.likeCase(l.translated(f)),
				"“%s” is of another row of %s than the other terms of the note; %s, or say in a disclaimer: “%s”", f.words(), l.scale.Title, l.says(f), l.scale.Mixing)
		}
	}
}

// says is the advice to write what the note's row says.
func (l language) says(f found) string {
	band, _ := l.scale.Nearest(f.Term)
	return "the nearest term is “" + l.scale.Bands[band].Rows[l.row][0] + "”"
}

// translated is the nearest term of the note's row in the form of f, or empty where
// it would not fit into the sentence.
func (l language) translated(f found) string {
	band, ok := l.scale.Nearest(f.Term)
	if !ok {
		return ""
	}
	return inForm(f.Expression, l.scale.Bands[band].Rows[l.row][0])
}

// inForm is a term that can stand where e does.
func inForm(e estimate.Expression, term string) string {
	if e.Form == estimate.Noun || isNoun(e.Term) {
		if !isNoun(term) || withoutArticle[term] != withoutArticle[e.Term] {
			return ""
		}
		return term
	}
	switch {
	case isNoun(term) || term == "remote" || e.Term == "remote":
		return ""
	case e.Form == estimate.Adverb:
		return adverbOf(term)
	}
	return term
}

// isNoun reports whether a term is a chance or a possibility.
func isNoun(term string) bool {
	last := term[strings.LastIndexByte(term, ' ')+1:]
	return last == "chance" || last == "odds" || last == "possibility"
}

// withoutArticle are the terms that none stands before.
var withoutArticle = map[string]bool{"almost no chance": true, "roughly even odds": true}

// adverbOf is the adverb of a term, or empty if it has none.
func adverbOf(term string) string {
	switch {
	case strings.HasSuffix(term, "unlikely"), isNoun(term), term == "remote":
		return ""
	case strings.HasSuffix(term, "ble"):
		return strings.TrimSuffix(term, "e") + "y"
	case strings.HasSuffix(term, "certain"):
		return term + "ly"
	}
	return term // likely
}

func checkLoose(n *note, r Rule) {
	if !n.language.declared {
		return
	}
	l := n.language
	for f := range l.own(estimate.Loose) {
		n.at(r, f.prose, f.Range, f.likeCase(l.tightened(f)),
			"“%s” is no term of %s; take one that is, such as “%s” or “%s”", f.words(), l.scale.Title, l.term(30), l.term(likely))
	}
}

// tightened is the term for words that no scale has, where they plainly mean it.
func (l language) tightened(f found) string {
	words := strings.ToLower(f.words())
	for _, t := range tight {
		if slices.Contains(t.words, words) {
			return t.before + t.form(l.term(t.percent)) + t.behind
		}
	}
	return ""
}

// tight are words of no scale that plainly mean a term: that for a likelihood in per
// cent, in a form, with words before and behind it.
var tight = []struct {
	words          []string
	percent        int
	form           func(string) string
	before, behind string
}{
	{[]string{"certainly", "undoubtedly", "doubtless", "without doubt", "without a doubt"}, 97, adverbOf, "", ""},
	{[]string{"certain to", "bound to", "sure to"}, 97, strings.TrimSpace, "", " to"},
	{[]string{"virtually certain", "all but certain", "near certain", "practically certain"}, 97, strings.TrimSpace, "", ""},
	{[]string{"extremely likely", "exceedingly likely", "overwhelmingly likely", "very probable"}, 85, strings.TrimSpace, "", ""},
	{[]string{"quite likely", "fairly likely", "rather likely", "reasonably likely", "pretty likely", "more likely than not"}, likely, strings.TrimSpace, "", ""},
	{[]string{"not likely", "doubtful", "fairly unlikely", "rather unlikely", "quite unlikely", "hardly likely"}, 30, strings.TrimSpace, "", ""},
	{[]string{"extremely unlikely", "exceedingly unlikely", "most unlikely"}, 15, strings.TrimSpace, "", ""},
}

// checkConfidence finds levels of confidence in sentences with a likelihood: they say
// different things, and a reader takes one for the other.
func checkConfidence(n *note, r Rule) {
	type place struct {
		block    int
		start    briefing.Offset
		sentence int
	}
	of := func(f found) place { return place{f.prose.Block, f.prose.Start, f.Sentence} }
	likelihoods := map[place]found{}
	for _, kind := range []estimate.Kind{estimate.Loose, estimate.Term} {
		for f := range n.language.own(kind) {
			likelihoods[of(f)] = f
		}
	}
	for f := range n.language.own(estimate.Confidence) {
		if other, ok := likelihoods[of(f)]; ok {
			n.at(r, f.prose, f.Range, "", "“%s” and “%s” stand in one sentence; give the confidence a sentence of its own", f.words(), other.words())
		}
	}
}

// checkScale finds terms in a note that declares no scale to read them by.
func checkScale(n *note, r Rule) {
	if n.Scale != "" {
		return
	}
	for f := range n.language.own(estimate.Term) {
		var names []string
		for _, s := range estimate.Scales() {
			names = append(names, s.Name)
		}
		n.at(r, f.prose, f.Range, "", "“%s” is a term of likelihood, but the note declares no probability scale; name one in its front matter: %s", f.words(), strings.Join(names, " or "))
		return
	}
}

func checkKnownScale(n *note, r Rule) {
	if _, err := estimate.Named(n.Scale); n.Scale != "" && err != nil {
		n.about(r, 0, n.Scale, "%v; terms of likelihood are not checked", err)
	}
}
