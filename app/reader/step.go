package reader

import (
	"slices"
	"unicode"

	"briefdesk/app/look"
	"briefdesk/briefing/quote"
)

// stretch is the paragraph around o as text, with its start. The line feed at
// its end is not part of it.
func (d *document) stretch(o int) ([]rune, int) {
	if len(d.paras) == 0 {
		return nil, 0
	}
	p := d.paras[d.paraAt(o)]
	return d.runes[p.start:p.end], p.start
}

// clusterStart is the last edge of a cluster at or before o.
func (d *document) clusterStart(o int) int {
	text, at := d.stretch(o)
	if o-at >= len(text) {
		return min(o, len(d.runes))
	}
	edges := look.Clusters(text)
	i, found := slices.BinarySearch(edges, o-at)
	if !found {
		i--
	}
	return at + edges[max(i, 0)]
}

// clusterEnd is the first edge of a cluster at or after o.
func (d *document) clusterEnd(o int) int {
	text, at := d.stretch(o)
	if o-at >= len(text) {
		return min(o, len(d.runes))
	}
	edges := look.Clusters(text)
	i, _ := slices.BinarySearch(edges, o-at)
	return at + edges[min(i, len(edges)-1)]
}

// next and previous are the edges of clusters beside o, over line feeds.
func (d *document) next(o int) int { return d.clusterEnd(min(o+1, len(d.runes))) }

func (d *document) previous(o int) int { return d.clusterStart(max(o-1, 0)) }

// nextWord is where the word after o ends; previousWord where the one before
// it begins.
func (d *document) nextWord(o int) int {
	for o < len(d.runes) && !d.inWord(o) {
		o++
	}
	for o < len(d.runes) && d.inWord(o) {
		o++
	}
	return o
}

func (d *document) previousWord(o int) int {
	for o > 0 && !d.inWord(o-1) {
		o--
	}
	for o > 0 && d.inWord(o-1) {
		o--
	}
	return o
}

// inWord reports whether a word goes on at o: a letter, a mark, or an
// apostrophe or hyphen between letters.
func (d *document) inWord(o int) bool {
	r := d.runes[o]
	if isLetter(r) || r == '_' || unicode.Is(unicode.M, r) || r == 0x200c || r == 0x200d {
		return true
	}
	joins := r == '\'' || r == '’' || r == '-' || r == '\u2011'
	return joins && o > 0 && o+1 < len(d.runes) && isLetter(d.runes[o-1]) && isLetter(d.runes[o+1])
}

// wordAt is the word under o, or the one character there.
func (d *document) wordAt(o int) (start, end int) {
	if o >= len(d.runes) || d.runes[o] == '\n' {
		if o == 0 || d.runes[o-1] == '\n' {
			return o, o
		}
		o--
	}
	if !d.inWord(o) {
		return d.clusterStart(o), d.clusterEnd(o + 1)
	}
	start, end = o, o
	for start > 0 && d.inWord(start-1) {
		start--
	}
	for end < len(d.runes) && d.inWord(end) {
		end++
	}
	return d.clusterStart(start), d.clusterEnd(end)
}

// sentenceAt is the sentence in which o stands.
func (d *document) sentenceAt(o int) (start, end int) {
	text, at := d.stretch(o)
	for _, s := range quote.Sentences(text) {
		start, end = at+s.Start, at+s.End
		if o < at+s.Next {
			return start, end
		}
	}
	return start, end
}

// nextSentence is the first end of a sentence after o; previousSentence the
// last beginning of one before it.
func (d *document) nextSentence(o int) int {
	for i := d.paraIndex(o); i < len(d.paras); i++ {
		p := d.paras[i]
		for _, s := range quote.Sentences(d.runes[p.start:p.end]) {
			if p.start+s.End > o {
				return p.start + s.End
			}
		}
	}
	return len(d.runes)
}

func (d *document) previousSentence(o int) int {
	for i := d.paraIndex(o); i >= 0 && i < len(d.paras); i-- {
		p := d.paras[i]
		for _, s := range slices.Backward(quote.Sentences(d.runes[p.start:p.end])) {
			if p.start+s.Start < o {
				return p.start + s.Start
			}
		}
	}
	return 0
}

func (d *document) paraIndex(o int) int {
	if len(d.paras) == 0 {
		return 0
	}
	return d.paraAt(o)
}

// trimSpaces is where the words of text before i end.
func trimSpaces(text []rune, i int) int {
	for i > 0 && text[i-1] == ' ' {
		i--
	}
	return i
}
