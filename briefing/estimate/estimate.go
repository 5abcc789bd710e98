// Package estimate knows how likelihood is put into words.
//
// It holds the probability scales that a note may declare, ICD 203 and the UK
// yardstick of PHIA, as data, and finds in English text what speaks of likelihood
// or of confidence: the terms of the scales in their word forms, words that no
// scale has (“a good chance”), hedges (“might”), and levels of confidence. What
// becomes of them is the business of others: the manuscript makes a legend of
// terms, package lint findings.
//
// The surprise is how often the words mean something else: May is a month, might
// is an army’s, “as soon as possible” estimates nothing. In decides by the words
// around (sense.go), not by a model; its precision and recall are measured on
// sentences that no rule was made on (package lint).
package estimate

import (
	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// Kind says what an expression does.
type Kind int

// The kinds of expressions.
const (
	Term       Kind = iota // of a scale
	Loose                  // of likelihood, but of no scale
	Hedge                  // says that we do not know, without saying how likely
	Confidence             // how sure we are of a judgement: another thing than how likely it is
)

// Expression is a stretch of a text that speaks of likelihood or confidence.
type Expression struct {
	briefing.Range
	Kind Kind
	// Term is the term of a scale that it is a form of: “probable” for “probably”.
	// It is empty for other kinds.
	Term string
	// Form says which form of the term it is.
	Form Form
	// Sentence is the number of its sentence in the text, from 0.
	Sentence int
	// Reported says that it gives what somebody else has said.
	Reported bool
}

// Form is how a term is used in a sentence.
type Form int

// The forms of terms: adjectives may stand for nouns that say the same (“a remote
// possibility”), but not for adverbs.
const (
	Plain  Form = iota
	Adverb      // probably, almost certainly
	Noun        // a remote possibility, where the scale says remote
)

// In finds the expressions in English text, in order; none overlaps another. A
// U+FFFC stands for what is no words, such as code: no expression runs over it.
func In(text string) []Expression {
	runes := []rune(text)
	var all []Expression
	for n, s := range quote.Sentences(flat(runes)) {
		for _, e := range newSentence(runes[s.Start:s.End]).expressions() {
			e.Start += briefing.Offset(s.Start)
			e.End += briefing.Offset(s.Start)
			e.Sentence = n
			all = append(all, e)
		}
	}
	return all
}

// flat is text with spaces for line feeds, since sentences run over lines.
func flat(text []rune) []rune {
	line := make([]rune, len(text))
	for i, r := range text {
		if r == '\n' || r == '\t' {
			r = ' '
		}
		line[i] = r
	}
	return line
}
