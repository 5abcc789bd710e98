package search

import (
	"strings"
	"unicode"

	"briefdesk/briefing"
)

// Query is a query as it is understood. People write
//
//	majeed brigade          these words, whole or begun, or nearly
//	"joint statement"       these words, one after the other
//	-sport                  not this word, -"…" not these words
//	tag:aid                 a tag that begins so; tag:"foreign aid"
//	by:khan  from:dawn      a word of the author, of the publisher
//	in:alliance             a word of the article's title; in:passages, in:articles
//	after:2024-05           of that time or later
//	before:2025             earlier than that
//	marking:amber           a marking that has these words
//	colour:yellow           the colour of the highlight
//
// Several filters of different names must all hold; of one name, one of them
// suffices, but for after and before. A filter with a minus before it must not
// hold. A name nobody knows, such as http:, is an ordinary word.
type Query struct {
	Words   []string // folded
	Ended   bool     // the last word is typed to its end
	Phrases [][]string
	Filters []Filter
}

// Filter is a condition of a query. Words of the query with a minus are
// filters without a name.
type Filter struct {
	Name  string
	Not   bool
	Value string // as it was written
}

// filterNames are the names of filters, and others that people try.
var filterNames = map[string]string{
	"tag": "tag", "by": "by", "author": "by", "from": "from", "publisher": "from", "in": "in", "after": "after", "before": "before",
	"marking": "marking", "colour": "colour", "color": "colour",
}

// mostWords is how many words of a query are looked for. Whoever pastes a page
// finds it by its first sentences.
const mostWords = 24

// ParseQuery reads a query. Every text is one: what has no meaning, such as a
// quotation mark alone, is left out.
func ParseQuery(s string) Query {
	var q Query
	rest := strings.TrimLeftFunc(s, unicode.IsSpace)
	for rest != "" {
		var p part
		p, rest = cutPart(rest)
		q.add(p)
		q.Ended = rest != "" || p.ended
		rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	}
	q.Words = q.Words[:min(len(q.Words), mostWords)]
	return q
}

// IsEmpty reports whether the query asks for nothing.
func (q Query) IsEmpty() bool { return len(q.Words) == 0 && len(q.Filters) == 0 }

// part is one piece of a query: a word, a phrase or a filter.
type part struct {
	not    bool
	name   string
	value  string
	quoted bool
	ended  bool // something follows that ends the word
}

func (q *Query) add(p part) {
	list := words(p.value)
	switch {
	case p.name != "" || p.not:
		if len(list) > 0 {
			q.Filters = append(q.Filters, Filter{p.name, p.not, p.value})
		}
	case p.quoted && len(list) > 0:
		q.Phrases = append(q.Phrases, list)
		fallthrough
	default:
		q.Words = append(q.Words, list...)
	}
}

// cutPart takes the first part off s, which does not begin with a space.
func cutPart(s string) (p part, rest string) {
	if len(s) > 1 && s[0] == '-' && !unicode.IsSpace(rune(s[1])) {
		p.not, s = true, s[1:]
	}
	if name, value, ok := strings.Cut(s, ":"); ok {
		if full, known := filterNames[strings.ToLower(name)]; known {
			p.name, s = full, value
		}
	}
	if quoted, after, ok := cutQuoted(s); ok {
		p.value, p.quoted, p.ended = quoted, true, true
		return p, after
	}
	end := strings.IndexFunc(s, unicode.IsSpace)
	if end < 0 {
		end = len(s)
	}
	p.value = s[:end]
	p.ended = endsWord(p.value)
	return p, s[end:]
}

// endsWord reports whether s ends in a sign that divides words.
func endsWord(s string) bool {
	length, last := briefing.Length(s), briefing.Offset(0)
	eachWord(s, func(_ []byte, at briefing.Range) bool {
		last = at.End
		return true
	})
	return last < length
}

// cutQuoted takes what stands between quotation marks off s. One that is not
// closed goes to the end.
func cutQuoted(s string) (quoted, rest string, ok bool) {
	for _, mark := range []struct{ open, closing string }{{`"`, `"`}, {"“", "”"}, {"«", "»"}, {"„", "“"}} {
		if inside, found := strings.CutPrefix(s, mark.open); found {
			quoted, rest, _ = strings.Cut(inside, mark.closing)
			return quoted, rest, true
		}
	}
	return "", s, false
}
