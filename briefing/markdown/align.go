package markdown

import (
	"iter"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// patience is how many steps an aligner takes before it gives up.
const patience = 1 << 22

// An aligner lays the elements of a quotation along the words of its source.
//
// It is a search with backtracking: words must match where they stand; a
// bracket may stand for any stretch of the source, shortest first. States that
// failed are remembered, so the search visits each pair of element and
// position once, and it gives up when its patience ends: a quotation so tangled
// has its edits listed instead. White space beside brackets and asterisks is
// free, since printing the edits shows whether it was right.
type aligner struct {
	list     elements
	text     []rune          // the words of the source
	folded   []rune          // the same as they are compared
	dead     map[[2]int]bool // element and position from which nothing fits
	patience int
	edits    []briefing.Edit
	// open is one more than the index in edits of the emphasis that is open, or 0.
	open int
}

func newAligner(list elements, exact string) *aligner {
	a := &aligner{list: slices.Clone(list), text: []rune(exact), dead: make(map[[2]int]bool), patience: patience}
	a.folded = make([]rune, len(a.text))
	for i, r := range a.text {
		a.folded[i] = fold(r)
	}
	for i, e := range a.list {
		a.list[i].text = briefing.Normalize(e.text)
	}
	return a
}

// align lays the elements from i along the source from at, and reports
// whether that comes out even.
func (a *aligner) align(i, at int) bool {
	state := [2]int{i, at}
	if a.dead[state] || a.patience <= 0 {
		return false
	}
	a.patience--
	kept, open := len(a.edits), a.open
	if a.step(i, at) {
		return true
	}
	a.edits, a.open = a.edits[:kept], open
	a.dead[state] = true
	return false
}

func (a *aligner) step(i, at int) bool {
	if i == len(a.list) {
		return a.open == 0 && a.skipSpaces(at) == len(a.text)
	}
	e := a.list[i]
	switch e.kind {
	case elementWords:
		end, ok := a.match(e.text, at)
		return ok && a.align(i+1, end)
	case elementEmphasis:
		return a.emphasis(i, at)
	case elementDots:
		if end, ok := a.match(e.text, at); ok && a.align(i+1, end) {
			return true
		}
		a.list[i] = element{elementBracket, e.text}
		if a.omission(i, at) {
			return true
		}
		a.list[i] = e
		return false
	}
	switch e.text {
	case "…", "...":
		return a.omission(i, at)
	case "sic":
		return a.sic(i, at)
	}
	return a.changedCase(i, at) || a.insertion(i, at) || a.replacement(i, at)
}

// try records an edit and goes on after it.
func (a *aligner) try(e briefing.Edit, then func() bool) bool {
	kept := len(a.edits)
	a.edits = append(a.edits, e)
	if then() {
		return true
	}
	a.edits = a.edits[:kept]
	return false
}

// after goes on with what follows element i.
func (a *aligner) after(i, at int) func() bool {
	return func() bool { return a.align(i+1, at) }
}

// emphasis opens one, or closes the one that is open.
func (a *aligner) emphasis(i, at int) bool {
	if a.open > 0 {
		n := a.open - 1
		before := a.edits[n]
		a.edits[n].End, a.open = briefing.Offset(at), 0
		if a.align(i+1, at) {
			return true
		}
		a.edits[n], a.open = before, n+1
		return false
	}
	a.open = len(a.edits) + 1
	return a.try(edit(briefing.EditEmphasis, at, at, ""), a.after(i, at))
}

func (a *aligner) omission(i, at int) bool {
	from := a.skipSpaces(at)
	omit := func(then func(i, at int) bool, next int) bool {
		for to := range a.ends(i, from) {
			e := edit(briefing.EditOmit, from, a.trimSpaces(from, to), "")
			if a.try(e, func() bool { return then(next, to) }) {
				return true
			}
		}
		return false
	}
	next, ok := a.bracketAfter(i)
	if !ok {
		return omit(a.align, i+1)
	}
	// Where it ends is open; an end that explains the bracket best is meant.
	return omit(a.changedCase, next) || omit(a.insertion, next) || omit(a.replacement, next)
}

// bracketAfter is the element after i, spaces aside, if it adds to the words or changes them.
func (a *aligner) bracketAfter(i int) (int, bool) {
	i++
	if i < len(a.list) && a.list[i].kind == elementWords && isBlank(a.list[i].text) {
		i++
	}
	if i == len(a.list) || a.list[i].kind != elementBracket {
		return 0, false
	}
	return i, !slices.Contains([]string{"…", "...", "sic"}, a.list[i].text)
}

func (a *aligner) replacement(i, at int) bool {
	for to := range a.ends(i, at) {
		end := a.trimSpaces(at, to)
		if a.try(edit(briefing.EditReplace, at, end, a.list[i].text), a.after(i, end)) {
			return true
		}
	}
	return false
}

// ends yields where the stretch that a bracket stands for may end: where the
// words after it begin, or between words if another bracket follows, or at the end.
func (a *aligner) ends(i, from int) iter.Seq[int] {
	return func(yield func(int) bool) {
		next, isLast := a.next(i)
		first := from + 1
		if isLast {
			first = len(a.text)
		}
		for to := first; to <= len(a.text) && a.patience > 0; to++ {
			a.patience--
			fits := isLast || next == 0 && a.betweenWords(to) || to < len(a.text) && a.folded[to] == next
			if fits && a.trimSpaces(from, to) > from && !yield(to) {
				return
			}
		}
	}
}

func (a *aligner) betweenWords(at int) bool {
	return at == len(a.text) || unicode.IsSpace(a.text[at-1])
}

// next is the first letter, folded, after the bracket i, or 0 if another bracket comes
// first; isLast says that nothing comes.
func (a *aligner) next(i int) (letter rune, isLast bool) {
	for _, e := range a.list[i+1:] {
		switch e.kind {
		case elementBracket, elementDots:
			return 0, false
		case elementWords:
			for _, r := range e.text {
				if !unicode.IsSpace(r) {
					return fold(r), false
				}
			}
		}
	}
	return 0, true
}

// sic belongs to the word before it.
func (a *aligner) sic(i, at int) bool {
	end := a.trimSpaces(0, at)
	start := end
	for start > 0 && !unicode.IsSpace(a.text[start-1]) {
		start--
	}
	return a.try(edit(briefing.EditSic, start, end, ""), a.after(i, at))
}

func (a *aligner) changedCase(i, at int) bool {
	letter := a.list[i].text
	at = a.skipSpaces(at)
	to := at + utf8.RuneCountInString(letter)
	if to > len(a.text) || !strings.EqualFold(letter, string(a.text[at:to])) {
		return false
	}
	e := edit(briefing.EditCase, 0, to-at, "")
	if !prints(string(a.text[at:to]), []briefing.Edit{e}, "["+letter+"]") {
		return false
	}
	return a.try(edit(briefing.EditCase, at, to, ""), a.after(i, to))
}

// insertion keeps the spaces round the bracket that the source does not have
// and printing would not put there.
func (a *aligner) insertion(i, at int) bool {
	text := a.list[i].text
	if a.spaceBefore(i) && at > 0 && !unicode.IsSpace(a.text[at-1]) {
		text = " " + text
	}
	if a.spaceAfter(i) && at < len(a.text) && !unicode.IsSpace(a.text[at]) && !a.startsWord(at) {
		text += " "
	}
	return a.try(edit(briefing.EditInsert, at, at, text), a.after(i, at))
}

// startsWord reports whether a word begins at a position, so that printing
// parts an insertion from it.
func (a *aligner) startsWord(at int) bool {
	return isWord(a.text[at]) && (at == 0 || !isWord(a.text[at-1]))
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func (a *aligner) spaceBefore(i int) bool {
	return i > 0 && a.list[i-1].kind == elementWords && endsInSpace(a.list[i-1].text)
}

func (a *aligner) spaceAfter(i int) bool {
	return i+1 < len(a.list) && a.list[i+1].kind == elementWords && startsWithSpace(a.list[i+1].text)
}

func endsInSpace(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}

func startsWithSpace(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsSpace(r)
}

// match lays words along the source from at, harmless differences aside, and
// returns where they end. White space at their ends need not be there.
func (a *aligner) match(words string, at int) (int, bool) {
	spaced := false
	matched := false
	for _, r := range words {
		if unicode.IsSpace(r) {
			spaced = true
			continue
		}
		if spaced {
			to := a.skipSpaces(at)
			if to == at && matched {
				return 0, false
			}
			at, spaced = to, false
		}
		if at == len(a.text) || fold(r) != a.folded[at] {
			return 0, false
		}
		at++
		matched = true
	}
	if spaced {
		at = a.skipSpaces(at)
	}
	return at, true
}

// fold is quote.Fold for one letter.
func fold(r rune) rune {
	if r < utf8.RuneSelf && r != '"' {
		return r
	}
	folded, _ := utf8.DecodeRuneInString(quote.Fold(string(r)))
	return folded
}

func (a *aligner) skipSpaces(at int) int {
	for at < len(a.text) && unicode.IsSpace(a.text[at]) {
		at++
	}
	return at
}

// trimSpaces is where the words before to end, but not before from.
func (a *aligner) trimSpaces(from, to int) int {
	for to > from && unicode.IsSpace(a.text[to-1]) {
		to--
	}
	return to
}

func edit(kind briefing.EditKind, from, to int, text string) briefing.Edit {
	return briefing.Edit{Kind: kind, Range: briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(to)}, Text: text}
}
