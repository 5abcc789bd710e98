package estimate

import (
	"slices"
	"strings"
	"sync"
)

// phrase is an entry of the lexicon: words in a row, in small letters.
type phrase struct {
	words []string
	kind  Kind
	term  string
	form  Form
	sense func(sentence, int, int) bool // whether words i to j mean it; nil is always
	none  bool                          // it means nothing, and keeps shorter phrases from being found in it
}

// lexicon holds the phrases by their first word, the longest first, and of equals those
// that mean something.
var lexicon = sync.OnceValue(func() map[string][]phrase {
	byFirst := map[string][]phrase{}
	for _, p := range slices.Concat(termPhrases(), loosePhrases(), hedgePhrases(), confidencePhrases(), nothings()) {
		byFirst[p.words[0]] = append(byFirst[p.words[0]], p)
	}
	for _, ps := range byFirst {
		slices.SortStableFunc(ps, func(a, b phrase) int { return len(b.words) - len(a.words) })
	}
	return byFirst
})

// phrases are entries of one kind, separated by “|”.
func phrases(kind Kind, sense func(sentence, int, int) bool, list string) []phrase {
	var ps []phrase
	for p := range strings.SplitSeq(list, "|") {
		ps = append(ps, phrase{words: strings.Fields(p), kind: kind, sense: sense})
	}
	return ps
}

// pairs are all of the first words before all of the second.
func pairs(first, second string) string {
	var all []string
	for a := range strings.SplitSeq(first, "|") {
		for b := range strings.SplitSeq(second, "|") {
			all = append(all, strings.TrimSpace(a)+" "+strings.TrimSpace(b))
		}
	}
	return strings.Join(all, "|")
}

// nothings are comparisons and set phrases that estimate nothing.
func nothings() []phrase {
	ps := phrases(Hedge, nil, pairs("more|less|as|so|too|equally|just as|how|however|most|the least", "likely|probable|unlikely|improbable")+
		"|in the unlikely event|probable cause|a likely story|possible worlds|no possibility")
	for i := range ps {
		ps[i].none = true
	}
	return ps
}

// termPhrases are the terms of all scales in their forms.
func termPhrases() []phrase {
	var ps []phrase
	seen := map[string]bool{}
	add := func(words, term string, form Form, sense func(sentence, int, int) bool) {
		if !seen[words] {
			seen[words] = true
			ps = append(ps, phrase{words: strings.Fields(words), kind: Term, term: term, form: form, sense: sense})
		}
	}
	for _, s := range scales {
		for _, b := range s.Bands {
			for _, term := range b.Terms() {
				add(term, term, Plain, sensesOf[term])
				for _, adverb := range adverbsOf(term) {
					add(adverb, term, Adverb, nil)
				}
			}
		}
	}
	for noun := range strings.SplitSeq("chance|chances|possibility|prospect|likelihood|probability", "|") {
		add("remote "+noun, "remote", Noun, nil)
	}
	add("roughly even chances", "roughly even chance", Plain, nil)
	add("realistic possibilities", "realistic possibility", Plain, nil)
	return ps
}

// adverbsOf are the adverbs of an adjective of likelihood.
func adverbsOf(term string) []string {
	switch {
	case strings.HasSuffix(term, "probable"):
		return []string{strings.TrimSuffix(term, "e") + "y"}
	case strings.HasSuffix(term, "certain"):
		return []string{term + "ly", strings.TrimSuffix(term, "certain") + "certainty"}
	}
	return nil
}

// sensesOf are the tests of terms that are words of another sense as well.
var sensesOf = map[string]func(sentence, int, int) bool{
	"remote":   sentence.isOfChance,
	"unlikely": sentence.isNotSurprising,
}

// loosePhrases speak of likelihood in words that no scale has.
func loosePhrases() []phrase {
	intense := pairs("quite|fairly|rather|reasonably|extremely|exceedingly|somewhat|pretty|overwhelmingly|not|not very|not at all|far from|hardly|scarcely|virtually",
		"likely|unlikely|probable|improbable|probably")
	doubled := "very probable|very probably|very improbable|extremely probably"
	nouns := pairs("serious|real|strong|distinct|good|fair|slim|little|small|outside|every|high|reasonable|decent|fighting|slight|low|faint|negligible|substantial",
		"chance|chances|possibility|probability|likelihood|prospect")
	odds := "even chance|even chances|even odds|better than even|odds on|chances are|in all likelihood|in all probability|" +
		"more likely than not|less likely than not|as likely as not|virtually certain|all but certain|near certain|near certainty|practically certain|virtually impossible|inconceivable|not impossible|no chance"
	sure := "certainly|undoubtedly|doubtless|no doubt|without doubt|without a doubt"
	return slices.Concat(
		phrases(Loose, nil, strings.Join([]string{intense, doubled, odds}, "|")),
		phrases(Loose, sentence.isOfTheFuture, sure),
		phrases(Loose, sentence.isNoSuperlative, pairs("most", "likely|unlikely|probable|improbable|probably")),
		phrases(Loose, sentence.isEven, "fifty fifty|50 50"),
		phrases(Loose, sentence.isDoubt, "doubtful"),
		phrases(Loose, sentence.isNoOpportunity, nouns),
		phrases(Loose, sentence.isOfChance, "high|low|slim|slight|small|good|strong|poor|minimal|negligible|nil"),
		phrases(Loose, sentence.isForecast, "bound to|certain to|sure to"),
	)
}

// hedgePhrases leave open how likely something is. “Seems”, “suggests” and
// “potential” as an adjective are not among them: they speak of evidence and of
// capacity as often as of likelihood.
func hedgePhrases() []phrase {
	ruledOut := pairs("cannot|can not|can't|could not", pairs("be", "ruled out|excluded|discounted|dismissed")+"|rule out|exclude|discount")
	return slices.Concat(
		phrases(Hedge, sentence.mayHedge, "may|may perhaps|may possibly|may conceivably"),
		phrases(Hedge, sentence.mightHedges, "might|might perhaps|might possibly|might conceivably"),
		phrases(Hedge, sentence.couldHedges, "could|could perhaps|could possibly|could conceivably|could potentially"),
		phrases(Hedge, sentence.possibleHedges, "possible"),
		phrases(Hedge, nil, "possibly|possibility|perhaps|maybe|conceivable|conceivably|potentially|presumably|arguably|plausibly"),
		phrases(Hedge, nil, ruledOut),
	)
}

// confidencePhrases are levels of confidence in a judgement.
func confidencePhrases() []phrase {
	const levels = "high|moderate|medium|low"
	return slices.Concat(
		phrases(Confidence, nil, pairs(levels+"|very high|very low|moderate to high|low to moderate|high levels of|a high degree of", "confidence")),
		phrases(Confidence, sentence.isOfConfidence, levels),
		phrases(Confidence, sentence.isOfUs, pairs("highly|moderately|fairly|very|quite", "confident")),
	)
}
