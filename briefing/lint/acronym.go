package lint

import (
	"slices"
	"strings"
	"unicode"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pattern"
)

// acronym is a word of capitals, such as TTP, IS-K, G20 or the plural NGOs.
var acronym = pattern.New(`\b\p{Lu}[\p{Lu}\d]*(?:[-&]?\p{Lu}[\p{Lu}\d]*)+s?\b`)

// common are acronyms that need no expansion: every reader of a note knows them, or
// nobody knows what they stand for.
var common = setOf("UK US USA UN EU NATO AIDS HIV BBC CNN PDF TV DNA GMT UTC AM PM CEO DC AI IT OK ID PO " +
	"DRAFT COVID-19 TLP OFFICIAL OFFICIAL-SENSITIVE SECRET CONFIDENTIAL UNCLASSIFIED NOFORN CUI BLUF " +
	"TBD TBC TBA TODO FIXME TK XX XXX") // the last are placeholders

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// roman is a number such as XIV.
var roman = pattern.New(`^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$`)

// use is an acronym as it stands somewhere.
type use struct {
	word     string // without a plural s
	expanded bool   // its expansion stands beside it
	quoted   bool   // in a quotation: it counts as an expansion, never as a use
	prose    manuscript.Prose
	where    briefing.Range
}

// checkAcronyms finds the first use of each acronym that no expansion stands before.
func checkAcronyms(n *note, r Rule) {
	first := map[string]bool{}
	for i, u := range n.acronyms {
		if first[u.word] || u.quoted && !u.expanded {
			continue
		}
		first[u.word] = true
		if u.expanded {
			continue
		}
		message := "“%s” is not expanded; write it out where it first stands"
		if slices.ContainsFunc(n.acronyms[i:], func(v use) bool { return v.word == u.word && v.expanded }) {
			message = "“%s” stands before its expansion; write it out here, and the letters alone after"
		}
		n.at(r, u.prose, u.where, "", message, u.word)
	}
}

func checkExpandedTwice(n *note, r Rule) {
	expanded := map[string]bool{}
	for _, u := range n.acronyms {
		if u.expanded && expanded[u.word] && !u.quoted {
			n.at(r, u.prose, u.where, "", "“%s” is expanded already; write the letters alone", u.word)
		}
		expanded[u.word] = expanded[u.word] || u.expanded
	}
}

// readAcronyms gathers those of the blocks of the note, in order. Its title may hold
// what only the text expands, and is left out.
func (n *note) readAcronyms() []use {
	var uses []use
	for i, b := range n.Blocks {
		for _, p := range n.prose {
			if p.Block == i+1 && !isShouted(p.Text) {
				uses = append(uses, usesIn(p, false)...)
			}
		}
		if b.Kind == briefing.BlockQuotation && b.Quotation.IsDirect() {
			uses = append(uses, usesIn(manuscript.Prose{Block: i + 1, Text: n.quotedWords(b.Quotation)}, true)...)
		}
	}
	return uses
}

// quotedWords are the words that a quotation prints, edits aside.
func (n *note) quotedWords(q briefing.Quotation) string {
	if src, ok := n.sources[q.Passage]; ok {
		return src.Passage.Exact
	}
	return q.Words
}

func usesIn(p manuscript.Prose, quoted bool) []use {
	var uses []use
	for _, m := range acronym.FindAllStringIndex(p.Text, -1) {
		word := strings.TrimSuffix(p.Text[m[0]:m[1]], "s")
		if common[word] || roman.MatchString(word) || isPortion(p.Text, m) {
			continue
		}
		uses = append(uses, use{
			word: word, quoted: quoted, prose: p, where: inRunes(p.Text, m),
			expanded: isExpanded(word, p.Text[:m[0]], p.Text[m[1]:]),
		})
	}
	return uses
}

// isPortion reports whether what stands there is part of a marking, such as
// (S//NF) or TLP:RED.
func isPortion(text string, m []int) bool {
	before, after := text[:m[0]], text[m[1]:]
	return strings.HasSuffix(before, ":") || strings.HasSuffix(before, "/") || strings.HasPrefix(after, "/") ||
		strings.HasPrefix(after, ":") && len(after) > 1 && after[1] != ' '
}

// isExpanded reports whether the words before an acronym in brackets, or those in
// brackets after it, can be what it stands for: one of them begins as it does.
func isExpanded(word, before, after string) bool {
	initial := []rune(word)[0]
	if inner, ok := strings.CutSuffix(before, "("); ok {
		words := strings.FieldsFunc(inner, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' })
		const small = 4 // and, of, the
		return slices.ContainsFunc(words[max(0, len(words)-len(word)-small):], func(w string) bool {
			return unicode.ToUpper([]rune(w)[0]) == initial
		})
	}
	inner, ok := strings.CutPrefix(strings.TrimLeft(after, " "), "(")
	first := []rune(inner)
	return ok && len(first) > 0 && unicode.ToUpper(first[0]) == initial
}

// isShouted reports whether a line is set in capitals, in which no acronym shows.
func isShouted(text string) bool {
	small, capital := 0, 0
	for _, r := range text {
		switch {
		case unicode.IsLower(r):
			small++
		case unicode.IsUpper(r):
			capital++
		}
	}
	return capital > 2*small
}
